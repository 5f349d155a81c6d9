//! Which link writes under which client id: an id is bound to the link that first wrote with it.
//!
//! Two writers with one id diverge with equal state vectors, so nobody may write under another's.
//! A step 2 is different from an edit: it may carry what others wrote and the relay lost when it
//! was killed before it stored it. So it binds nothing, and is sent back for a retry only while
//! the id's own writer is connected, who brings everything of it himself.

use std::collections::HashMap;
use std::sync::Arc;

use super::PeerId;
use crate::wire::close;

/// The bindings of one live room.
#[derive(Default)]
pub(super) struct Writers {
    bound: HashMap<u64, Writer>,
}

struct Writer {
    link: Arc<str>,
    /// The connection that last wrote with it.
    peer: PeerId,
}

impl Writers {
    /// May this link bring new operations of these client ids in one message? `Err`: close code.
    /// `here` says whether a connection is still open.
    pub(super) fn check(
        &self,
        link: &Arc<str>,
        live_edit: bool,
        clients: &[u64],
        here: impl Fn(PeerId) -> bool,
    ) -> Result<(), u16> {
        let foreign = |client: &u64| self.bound.get(client).filter(|writer| writer.link != *link);
        for writer in clients.iter().filter_map(foreign) {
            if live_edit {
                return Err(close::FORBIDDEN);
            }
            if here(writer.peer) {
                return Err(close::TRY_AGAIN);
            }
        }
        Ok(())
    }

    /// A live edit under this client id was accepted.
    pub(super) fn wrote(&mut self, link: &Arc<str>, peer: PeerId, client: u64) {
        self.bound.insert(
            client,
            Writer {
                link: link.clone(),
                peer,
            },
        );
    }
}
