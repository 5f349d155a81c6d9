//! Pieces of the page that know the plan and stand in several places.

mod announce;
mod people;
mod plan_text;

pub use announce::{Announcer, AnnouncerView};
pub use people::{Avatar, PersonChip, side_class, side_name};
pub use plan_text::PlanText;
