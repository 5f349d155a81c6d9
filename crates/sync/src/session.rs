//! The client's side of a connection: one session a document, over as many connections as it takes.
//!
//! The caller owns socket, clock and document. It feeds what happened to [`Session::step`], does
//! what comes back in that order, and calls again with [`Input::Tick`] at
//! [`Session::next_wake_ms`]. A new session connects at its first `Tick`.

use std::collections::VecDeque;

use crate::awareness::{self, Awareness, Entry, Present, RENEW_MS};
use crate::backoff::Backoff;
use crate::replica::Replica;
use crate::wire::{Malformed, Message, STATE_BYTES_MAX, close};

/// A connection on which nothing arrived for this long is dropped, an unopened one included.
pub const SILENCE_MS: u64 = 30_000;
/// From this many failed attempts in a row on, "offline" says it better than "reconnecting".
const OFFLINE_AFTER: u32 = 3;

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

/// The client's side. See the module.
#[derive(Debug)]
pub struct Session {
    client: u64,
    link: Link,
    backoff: Backoff,
    /// The browser's hint.
    offline: bool,
    unsaved: usize,
    presence: Option<String>,
    /// Clock of own presence: up with every telling, over reconnects too.
    clock: u64,
    others: Awareness,
}

#[derive(Debug)]
enum Link {
    Waiting { until_ms: u64 },
    Connecting { since_ms: u64 },
    Open(Connection),
    Refused { code: u16 },
}

/// What is true of one connection only.
#[derive(Debug)]
struct Connection {
    heard_ms: u64,
    told_ms: u64,
    /// Step 2 was sent. Edits made before it need no message of their own: they are in it.
    answered: bool,
    /// How many step 2 and update messages the relay has acknowledged.
    acknowledged: u64,
    /// The ones it has not, oldest first: how many changes each carries.
    in_flight: VecDeque<usize>,
}

impl Session {
    /// `seed`: any random number, for jitter. `client`: the document's client id, under which own
    /// presence is told. `unsaved`: what [`Session::unsaved`] said when this device last kept it.
    #[must_use]
    pub fn new(now_ms: u64, seed: u64, client: u64, unsaved: usize) -> Self {
        Self {
            client,
            link: Link::Waiting { until_ms: now_ms },
            backoff: Backoff::new(seed),
            offline: false,
            unsaved,
            presence: None,
            clock: 0,
            others: Awareness::default(),
        }
    }

    /// One thing happened; what to do about it, in order.
    pub fn step(
        &mut self,
        now_ms: u64,
        input: Input<'_>,
        replica: &mut impl Replica,
    ) -> Vec<Output> {
        let before = (self.saving(), self.unsaved);
        let mut out = Vec::new();
        match input {
            Input::Opened => self.opened(now_ms, replica, &mut out),
            Input::Received(frame) => self.received(now_ms, frame, replica, &mut out),
            Input::Closed { code } => self.closed(now_ms, code, &mut out),
            Input::Edited(update) => self.edited(update, &mut out),
            Input::Presence(state) => self.presence(now_ms, state, &mut out),
            Input::Tick => self.tick(now_ms, &mut out),
            Input::Retry => self.try_now(now_ms, true, &mut out),
            Input::Offline => self.offline = true,
            Input::Online => {
                self.offline = false;
                self.try_now(now_ms, false, &mut out);
            }
        }
        if before != (self.saving(), self.unsaved) {
            out.push(Output::SavingChanged);
        }
        out
    }

    /// How safe the user's work is.
    #[must_use]
    pub fn saving(&self) -> Saving {
        let changes = self.unsaved;
        match &self.link {
            Link::Refused { code } => Saving::Refused {
                code: *code,
                changes,
            },
            Link::Open(open) if open.answered && open.in_flight.is_empty() && changes == 0 => {
                Saving::Saved
            }
            Link::Open(_) => Saving::Saving { changes },
            _ if self.offline || self.backoff.failures() >= OFFLINE_AFTER => {
                Saving::Offline { changes }
            }
            Link::Waiting { until_ms: at_ms } | Link::Connecting { since_ms: at_ms } => {
                Saving::Reconnecting {
                    changes,
                    at_ms: *at_ms,
                }
            }
        }
    }

    /// Edits not known to be on the relay's disk: keep the number beside the document, in the same
    /// write as the edit, and hand it to [`Session::new`] after a reload.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.unsaved
    }

    /// When to call with `Tick`, at the latest.
    #[must_use]
    pub fn next_wake_ms(&self) -> Option<u64> {
        match &self.link {
            Link::Waiting { until_ms } => Some(*until_ms),
            Link::Connecting { since_ms } => Some(since_ms + SILENCE_MS),
            Link::Open(open) => {
                let own = (open.heard_ms + SILENCE_MS).min(open.told_ms + RENEW_MS);
                Some(
                    self.others
                        .next_expiry_ms()
                        .map_or(own, |others| own.min(others)),
                )
            }
            Link::Refused { .. } => None,
        }
    }

    /// Who else is here, by client id.
    #[must_use]
    pub fn present(&self) -> Vec<Present> {
        let present = |entry: Entry<'_>| {
            entry.state.map(|state| Present {
                client: entry.client,
                state: state.to_owned(),
            })
        };
        self.others.present().filter_map(present).collect()
    }

    fn opened(&mut self, now_ms: u64, replica: &impl Replica, out: &mut Vec<Output>) {
        let Link::Connecting { .. } = self.link else {
            return;
        };
        self.link = Link::Open(Connection {
            heard_ms: now_ms,
            told_ms: now_ms,
            answered: false,
            acknowledged: 0,
            in_flight: VecDeque::new(),
        });
        out.push(send(Message::SyncStep1(&replica.state_vector())));
        if self.presence.is_some() {
            self.tell(now_ms, out);
        }
    }

    fn received(
        &mut self,
        now_ms: u64,
        frame: &[u8],
        replica: &mut impl Replica,
        out: &mut Vec<Output>,
    ) {
        let Link::Open(open) = &mut self.link else {
            return;
        };
        open.heard_ms = now_ms;
        let understood = Message::decode(frame).and_then(|message| match message {
            Message::SyncStep1(state_vector) => self.answer(state_vector, replica, out),
            Message::SyncStep2(update) | Message::Update(update) => replica
                .apply(update)
                .map(|()| out.push(Output::RemoteChanged)),
            Message::Awareness(bytes) => self.others_told(now_ms, bytes, out),
            Message::QueryAwareness => {
                self.tell(now_ms, out);
                Ok(())
            }
            Message::Saved(count) => self.acknowledged(count),
            Message::Denied(_) => Ok(()), // the close code that follows says it too
        });
        if understood.is_err() {
            out.push(Output::Close {
                code: close::MALFORMED,
            });
            self.disconnected(now_ms, out);
        }
    }

    /// Step 1 is answered every time: it is how the relay gets what was edited offline (P6).
    fn answer(
        &mut self,
        state_vector: &[u8],
        replica: &impl Replica,
        out: &mut Vec<Output>,
    ) -> Result<(), Malformed> {
        let Link::Open(open) = &mut self.link else {
            return Ok(());
        };
        out.push(send(Message::SyncStep2(&replica.diff(state_vector)?)));
        let carried = self.unsaved - open.in_flight.iter().sum::<usize>();
        open.in_flight.push_back(carried);
        open.answered = true;
        Ok(())
    }

    /// A count, since a state vector does not see deletions and grows with every session.
    fn acknowledged(&mut self, count: u64) -> Result<(), Malformed> {
        let Link::Open(open) = &mut self.link else {
            return Ok(());
        };
        if count > open.acknowledged + open.in_flight.len() as u64 {
            return Err(Malformed("acknowledged more than was sent"));
        }
        while open.acknowledged < count {
            open.acknowledged += 1;
            self.unsaved -= open.in_flight.pop_front().unwrap_or(0);
        }
        self.backoff.succeeded();
        Ok(())
    }

    fn edited(&mut self, update: &[u8], out: &mut Vec<Output>) {
        self.unsaved += 1;
        if let Link::Open(open) = &mut self.link
            && open.answered
        {
            open.in_flight.push_back(1);
            out.push(send(Message::Update(update)));
        }
    }

    fn presence(&mut self, now_ms: u64, state: Option<String>, out: &mut Vec<Output>) {
        let fits =
            |text: &String| text.len() <= STATE_BYTES_MAX && awareness::parse_state(text).is_ok();
        if !state.as_ref().is_none_or(fits) || state == self.presence {
            return;
        }
        self.presence = state;
        self.tell(now_ms, out);
    }

    /// Tells own presence; its echo shows that the connection lives. Who has none asks instead.
    fn tell(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        let Link::Open(open) = &mut self.link else {
            return;
        };
        open.told_ms = now_ms;
        self.clock += 1;
        let own = Entry {
            client: self.client,
            clock: self.clock,
            state: self.presence.as_deref(),
        };
        out.push(send(Message::Awareness(&awareness::encode(&[own]))));
    }

    fn others_told(
        &mut self,
        now_ms: u64,
        bytes: &[u8],
        out: &mut Vec<Output>,
    ) -> Result<(), Malformed> {
        let (mut changed, mut denied) = (false, false);
        for entry in awareness::decode(bytes)? {
            if entry.client == self.client {
                denied |=
                    entry.state.is_none() && self.presence.is_some() && entry.clock >= self.clock;
                self.clock = self.clock.max(entry.clock);
                continue;
            }
            let before = self
                .others
                .entry(entry.client)
                .and_then(|known| known.state.map(str::to_owned));
            if entry
                .state
                .is_some_and(|state| awareness::parse_state(state).is_err())
            {
                return Err(Malformed("presence that is not a JSON object"));
            }
            changed |= self.others.merge(now_ms, entry) && before.as_deref() != entry.state;
        }
        if denied {
            self.tell(now_ms, out); // somebody thought us gone
        }
        if changed {
            out.push(Output::PresenceChanged);
        }
        Ok(())
    }

    fn tick(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        if !self.others.expire(now_ms).is_empty() {
            out.push(Output::PresenceChanged);
        }
        match &self.link {
            Link::Waiting { until_ms } if now_ms >= *until_ms => {
                self.link = Link::Connecting { since_ms: now_ms };
                out.push(Output::Connect);
            }
            Link::Connecting { since_ms: heard_ms } | Link::Open(Connection { heard_ms, .. })
                if now_ms >= heard_ms + SILENCE_MS =>
            {
                out.push(Output::Close {
                    code: close::SILENT,
                });
                self.disconnected(now_ms, out);
            }
            Link::Open(open) if now_ms >= open.told_ms + RENEW_MS => self.renew(now_ms, out),
            _ => {}
        }
    }

    fn renew(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        if self.presence.is_some() {
            return self.tell(now_ms, out);
        }
        if let Link::Open(open) = &mut self.link {
            open.told_ms = now_ms;
            out.push(send(Message::QueryAwareness)); // its answer shows that the connection lives
        }
    }

    fn closed(&mut self, now_ms: u64, code: u16, out: &mut Vec<Output>) {
        let (Link::Connecting { .. } | Link::Open(_)) = self.link else {
            return;
        };
        self.disconnected(now_ms, out);
        if close::is_permanent(code) {
            self.link = Link::Refused { code };
        }
    }

    /// What was in flight counts as unsaved again: the next step 2 carries it.
    fn disconnected(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        self.link = Link::Waiting {
            until_ms: now_ms + self.backoff.next_ms(),
        };
        if self.others.present().next().is_some() {
            out.push(Output::PresenceChanged);
        }
        self.others.clear();
    }

    fn try_now(&mut self, now_ms: u64, also_refused: bool, out: &mut Vec<Output>) {
        match self.link {
            Link::Refused { .. } if !also_refused => {}
            Link::Waiting { .. } | Link::Refused { .. } => {
                self.link = Link::Connecting { since_ms: now_ms };
                out.push(Output::Connect);
            }
            Link::Connecting { .. } | Link::Open(_) => {}
        }
    }
}

fn send(message: Message<'_>) -> Output {
    Output::Send(message.encode())
}
