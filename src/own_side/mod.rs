//! What a side keeps to itself: signals about the other side, each with a question to ask next, and its own notes. They
//! live in the side's document, a room that only links of that side open.
//!
//! A plan is often on a screen that both sides look at. So nothing of this is on the page, and no count of it, before
//! somebody opens it in the health panel, and it is folded again with the panel. Nothing is ever announced.

mod declined;
mod facts;
mod form;
mod hints;
mod notes;
mod part;
mod questions;
mod room;
#[cfg(test)]
mod tests;

pub use self::part::OwnPart;
pub use self::room::OwnSide;
