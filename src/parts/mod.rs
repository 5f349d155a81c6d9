//! Pieces of the page that know the plan and stand in several places.

mod announce;
mod archived;
mod here;
mod notices;
mod people;
mod plan_text;
mod set_aside;
mod title;
mod today;
mod token_field;
mod view_choice;
mod wrote_over;

pub use announce::{Announcer, AnnouncerView};
pub use archived::ArchivedLine;
pub use here::here_marks;
pub use notices::Notices;
pub use people::{Avatar, PersonChip, initials, side_class, side_name};
pub use plan_text::PlanText;
pub use set_aside::SetAsideEdits;
pub use title::{milestone_name, plan_name};
pub use today::Today;
pub use token_field::TokenField;
pub use view_choice::{View, ViewButtons, ViewChoice, view_words};
