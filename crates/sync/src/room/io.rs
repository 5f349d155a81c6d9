//! What goes into a room and what comes out.

use std::sync::Arc;

use bytes::Bytes;

/// The bytes of one WebSocket message, or of an update within one; shared, not copied.
pub type Frame = Bytes;

/// One connection. Never used twice within a room's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PeerId(pub u64);

/// What a connection may do: read off its link before it joins (P9).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// Editor or admin; a viewer may send presence only.
    pub may_write: bool,
    /// The link's id, not its secret.
    pub link: Arc<str>,
    /// Written into presence states as `side`, over what the client says.
    pub side: Option<Arc<str>>,
    /// Written into presence states as `name`, over what the client says, where the link has one.
    pub name: Option<Arc<str>>,
    /// The client offered `coplan.v1`: acknowledge by count; else by echo.
    pub counts: bool,
}

/// What happened in or to the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomInput {
    /// A connection whose rights were checked.
    Joined {
        /// Who.
        peer: PeerId,
        /// What they may do.
        access: Access,
    },
    /// A binary message of a peer.
    Received {
        /// From whom.
        peer: PeerId,
        /// The whole message.
        frame: Frame,
    },
    /// The connection is gone.
    Left {
        /// Who.
        peer: PeerId,
    },
    /// Everything that was asked to be stored, up to and with this number, is on disk.
    Committed {
        /// [`RoomOutput::Persist`]'s number.
        seq: u64,
    },
    /// A link was revoked: its connections end now.
    Revoked {
        /// The link's id.
        link: Arc<str>,
    },
    /// The plan was deleted: every connection ends now.
    Deleted,
    /// Time has passed.
    Tick,
}

/// What to do, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RoomOutput {
    /// Queue this frame for one peer.
    Send {
        /// For whom.
        peer: PeerId,
        /// One message.
        frame: Frame,
    },
    /// Queue this frame for several peers.
    Broadcast {
        /// For whom.
        peers: Vec<PeerId>,
        /// One message.
        frame: Frame,
    },
    /// Close this connection after what is queued for it. Nothing of it is heard any more; a
    /// `Left` may follow and does no harm.
    Close {
        /// Whom.
        peer: PeerId,
        /// See [`crate::wire::close`].
        code: u16,
        /// For people who read close frames.
        reason: &'static str,
    },
    /// Append these received bytes, one update, to the log; answer with `Committed`.
    Persist {
        /// Counts up by one; a group commit answers with its last.
        seq: u64,
        /// Who carried it.
        peer: PeerId,
        /// By which link.
        link: Arc<str>,
        /// The update.
        bytes: Frame,
    },
    /// The document in memory can no longer be trusted (a decoder panicked halfway). Close every
    /// connection with 1012, drop the room once its store has finished, and load it anew.
    Broken,
}
