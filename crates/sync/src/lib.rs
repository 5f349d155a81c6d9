//! How a document stays the same on every side, as state machines without I/O.
//!
//! No socket, clock, disk or randomness of its own: bytes and milliseconds come in, actions come
//! out. [`session`] is the client's side, [`room`] the relay's; the app, the relay and the simulated
//! network of `tests/simulation.rs` drive the same code. Nothing here knows what a plan is.
//! The rules are numbered in `docs/protocol.md`, and the tests carry the numbers.

pub mod awareness;
pub mod backoff;
pub mod replica;
pub mod room;
pub mod session;
pub mod wire;

pub use awareness::Present;
pub use replica::{Document, Gate, Replica};
pub use room::{Access, Frame, PeerId, Room, RoomInput, RoomOutput};
pub use session::{Input, Output, Saving, Session};
pub use wire::{Malformed, Message, close};
