//! What goes into a session and what comes out.

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input<'a> {
    /// The socket that [`Output::Connect`] asked for is open.
    Opened,
    /// A binary message arrived.
    Received(&'a [u8]),
    /// The socket closed, or never opened; code 1006 where the browser knows none.
    Closed {
        /// WebSocket close code.
        code: u16,
    },
    /// A local edit, already in the replica: its update bytes. Counts as one change.
    Edited(&'a [u8]),
    /// Own presence as a JSON object of at most 4 kB (else not told); `None`: not here.
    Presence(Option<String>),
    /// Time has passed.
    Tick,
    /// The user asks to try now, also after a refusal.
    Retry,
    /// The browser says there is no network. A hint: attempts go on.
    Offline,
    /// The browser says there is a network again: try now.
    Online,
}

/// What to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Output {
    /// Open a socket; answer with `Opened` or `Closed`.
    Connect,
    /// Send this as one binary message.
    Send(Vec<u8>),
    /// Close the socket and forget it: nothing of it may be fed in any more, its `Closed` included.
    Close {
        /// WebSocket close code.
        code: u16,
    },
    /// The replica took in a foreign update.
    RemoteChanged,
    /// [`Session::present`] changed.
    PresenceChanged,
    /// [`Session::saving`] or [`Session::unsaved`] changed.
    SavingChanged,
}

/// What to tell the user about their work. `changes`: edits of this device not known to be on the
/// relay's disk, those of earlier visits included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Everything is on the relay's disk.
    Saved,
    /// Connected; waiting for the relay's disk. Zero changes: still comparing.
    Saving {
        /// See [`Saving`].
        changes: usize,
    },
    /// No network, or several attempts failed.
    Offline {
        /// See [`Saving`].
        changes: usize,
    },
    /// Connecting, for the first time or again.
    Reconnecting {
        /// See [`Saving`].
        changes: usize,
        /// When the next attempt starts; in the past while one runs.
        at_ms: u64,
    },
    /// Coming back cannot help (codes 4400 to 4499): the relay will not have this.
    Refused {
        /// The close code; see [`crate::wire::close`].
        code: u16,
        /// See [`Saving`]. They are on this device only.
        changes: usize,
    },
}
