//! Which of the user's changes are on the relay's disk.

use super::{Link, Output, Session, send};
use crate::replica::Replica;
use crate::wire::{Malformed, Message};

impl Session {
    /// Step 1 is answered every time: it is how the relay gets what was edited offline (P6).
    pub(super) fn answer(
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
    pub(super) fn acknowledged(&mut self, count: u64) -> Result<(), Malformed> {
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

    pub(super) fn edited(&mut self, update: &[u8], out: &mut Vec<Output>) {
        self.unsaved += 1;
        if let Link::Open(open) = &mut self.link
            && open.answered
        {
            open.in_flight.push_back(1);
            out.push(send(Message::Update(update)));
        }
    }
}
