//! Phases and functions: a line each for who needs no more, each as a plan of its own, and which a milestone belongs to.

mod cell;
mod part;
mod pick;
mod scope;
mod summary;
mod within;

pub use self::cell::{TrackCell, TrackPart};
pub use self::pick::{Pick, choices};
pub use self::scope::{Scope, ScopeHead};
pub use self::within::Within;

use crate::later::later;

later! { panels;
    /// All phases and functions, rolled up.
    pub fn tracks_view() { summary::Summary() }
}
