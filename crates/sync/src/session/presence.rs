//! Presence as the client tells and hears it.

use super::{Link, Output, Session, send};
use crate::awareness::{self, Entry};
use crate::wire::{Malformed, Message, STATE_BYTES_MAX};

impl Session {
    pub(super) fn presence(&mut self, now_ms: u64, state: Option<String>, out: &mut Vec<Output>) {
        let fits =
            |text: &String| text.len() <= STATE_BYTES_MAX && awareness::parse_state(text).is_ok();
        if !state.as_ref().is_none_or(fits) || state == self.presence {
            return;
        }
        self.presence = state;
        self.tell(now_ms, out);
    }

    /// Tells own presence; its echo shows that the connection lives. Who has none asks instead.
    pub(super) fn tell(&mut self, now_ms: u64, out: &mut Vec<Output>) {
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

    pub(super) fn others_told(
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

    pub(super) fn renew(&mut self, now_ms: u64, out: &mut Vec<Output>) {
        if self.presence.is_some() {
            return self.tell(now_ms, out);
        }
        if let Link::Open(open) = &mut self.link {
            open.told_ms = now_ms;
            out.push(send(Message::QueryAwareness)); // its answer shows that the connection lives
        }
    }
}
