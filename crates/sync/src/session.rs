//! The client's side of a connection: one session a document, over as many connections as it takes.
//!
//! The caller owns socket, clock and document. It feeds what happened to [`Session::step`], does
//! what comes back in that order, and calls again with [`Input::Tick`] at
//! [`Session::next_wake_ms`]. A new session connects at its first `Tick`.

use std::collections::VecDeque;

use crate::awareness::{Awareness, Entry, Present, RENEW_MS};
use crate::backoff::Backoff;
use crate::replica::Replica;
use crate::wire::{Message, close};
pub use io::{Input, Output, Saving};

mod io;
mod presence;
mod saving;
#[cfg(test)]
mod tests;

/// A connection on which nothing arrived for this long is dropped, an unopened one included.
pub const SILENCE_MS: u64 = 30_000;
/// From this many failed attempts in a row on, "offline" says it better than "reconnecting".
const OFFLINE_AFTER: u32 = 3;

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
