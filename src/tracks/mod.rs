//! Phases and functions: which a milestone belongs to.

mod pick;

pub use self::pick::{Pick, choices};
