//! What a room is told, and how it answers who wants in.

use std::sync::Arc;

use sync::{Access, Frame, PeerId, close};
use tokio::sync::oneshot;

use crate::outbox::Outbox;

/// What a room is told.
pub enum RoomMessage {
    /// A connection whose rights were checked wants in.
    Join {
        /// Who, what they may do, and where to send.
        joining: Joining,
        /// Answered when the room has taken it; dropped when the room has ended, so that it is asked anew.
        done: oneshot::Sender<Result<(), JoinError>>,
    },
    /// A binary message.
    Received {
        /// From whom.
        peer: PeerId,
        /// The message.
        frame: Frame,
    },
    /// A connection has gone.
    Left(PeerId),
    /// Everything queued for this peer was sent, and it was a lot.
    Drained(PeerId),
    /// This peer fell behind and has drained: it needs the difference.
    Resync(PeerId),
    /// Commit, say goodbye with 1012, end.
    Shutdown,
}

/// A connection on its way in.
#[derive(Clone)]
pub struct Joining {
    /// Who.
    pub peer: PeerId,
    /// What they may do.
    pub access: Access,
    /// Where to send.
    pub outbox: Arc<Outbox>,
}

/// Why a room took no one in. All of it is temporary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JoinError {
    /// What is stored could not be read (P4).
    #[error("the room could not be loaded")]
    LoadFailed,
    /// What it holds could not be written.
    #[error("the room waits for its store")]
    Stalled,
    /// The relay ends.
    #[error("the relay is restarting")]
    ShuttingDown,
}

impl JoinError {
    /// The close code for it.
    pub fn code(self) -> u16 {
        match self {
            Self::LoadFailed => close::INTERNAL,
            Self::Stalled => close::TRY_AGAIN,
            Self::ShuttingDown => close::RESTART,
        }
    }

    /// The close reason for it.
    pub fn reason(self) -> &'static str {
        match self {
            Self::LoadFailed => "the plan could not be loaded, try again later",
            Self::Stalled => "the relay cannot save at the moment, try again later",
            Self::ShuttingDown => "the relay is restarting",
        }
    }
}
