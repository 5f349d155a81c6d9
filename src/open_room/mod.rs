//! A second room of the plan: a small document that is read whole after each change. The talk is one, and what a side
//! keeps to itself.
//!
//! It is opened, kept and sent by the same machines as the plan (`src/open_plan`), over a socket and a store of its own,
//! and what its relay lacks counts in what the page says of its saving. It knows nothing of what the document holds.

mod document;
mod room;
mod syncing;
mod writing;

pub use self::room::OpenRoom;
