//! A document that can be brought up to date: what the session and the room need of one.

use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Doc, IdSet, OffsetKind, Options, ReadTxn, StateVector, Transact, TransactionMut, Update,
};

use crate::wire::Malformed;
pub use gate::Gate;
use scan::Scan;
use waiting::Waiting;

mod content;
mod gate;
mod scan;
mod waiting;

/// One side's copy of a document, as the sync session sees it. Bytes are lib0 v1.
pub trait Replica {
    /// What is here, as an encoded state vector. Says nothing about deletions.
    fn state_vector(&self) -> Vec<u8>;

    /// What the holder of that state vector lacks, as one update: pending updates and the whole
    /// delete set included, so it is never empty once something was deleted.
    fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Malformed>;

    /// Takes in a foreign update. Hostile bytes are an error, not a panic.
    fn apply(&mut self, update: &[u8]) -> Result<(), Malformed>;
}

/// A [`Replica`] on a bare yrs document, for the relay and the simulations.
///
/// The one writer of its `Doc`: what it caches is right because every change passes here.
pub struct Document {
    doc: Doc,
    /// The operations integrated here, kept beside the store to be asked per update. Not a state
    /// vector: yrs integrates beyond gaps.
    held: IdSet,
    encoded: Option<Vec<u8>>,
    known: Option<Known>,
    waiting: Waiting,
    /// The encoded state is not longer than this.
    bytes_at_most: usize,
    damaged: bool,
}

/// Everything a document has or has heard of, pending updates included. Made on demand.
struct Known {
    waiting: IdSet,
    deletions: IdSet,
}

/// A foreign update, decoded and held against the document, not yet applied.
pub struct Foreign<'a> {
    update: Update,
    /// Its operations that are not integrated yet.
    news: IdSet,
    bytes: &'a [u8],
}

impl Foreign<'_> {
    /// The client ids of which it holds operations that are not integrated yet, in order.
    #[must_use]
    pub fn writers(&self) -> Vec<u64> {
        self.news.client_ids().map(|client| client.get()).collect()
    }
}

impl Document {
    /// An empty document. `client`: fresh and random each time a document is opened, below 2^53;
    /// two writers with one id diverge with equal state vectors.
    #[must_use]
    pub fn new(client: u64) -> Self {
        let mut options =
            Options::with_client_id(yrs::block::ClientID::new(client & ((1 << 53) - 1)));
        options.offset_kind = OffsetKind::Utf16;
        let doc = Doc::with_options(options);
        Self {
            doc,
            held: IdSet::new(),
            encoded: None,
            known: None,
            waiting: Waiting::default(),
            bytes_at_most: 0,
            damaged: false,
        }
    }

    /// The client id that this document writes with.
    #[must_use]
    pub fn client_id(&self) -> u64 {
        self.doc.client_id().get()
    }

    /// Writes in one transaction; gives the update for the wire, or `None` if nothing changed.
    pub fn edit(&mut self, write: impl FnOnce(&mut TransactionMut<'_>)) -> Option<Vec<u8>> {
        let mut txn = self.doc.transact_mut();
        write(&mut txn);
        txn.commit();
        let update = txn.has_changes().then(|| txn.encode_update_v1());
        self.held.merge_with(txn.insert_set().clone());
        drop(txn);
        self.touched(update.as_ref().map_or(0, Vec::len));
        update
    }

    /// Reads in one transaction.
    pub fn read<T>(&self, read: impl FnOnce(&yrs::Transaction<'_>) -> T) -> T {
        read(&self.doc.transact())
    }

    /// The whole state as one update, pending updates included; cached until the next write.
    pub fn encode(&mut self) -> &[u8] {
        let encoded = match self.encoded.take() {
            Some(encoded) => encoded,
            None => self.since(&StateVector::default()),
        };
        self.bytes_at_most = encoded.len();
        self.encoded.insert(encoded)
    }

    /// A bound on the length of [`Document::encode`], without encoding.
    #[must_use]
    pub fn bytes_at_most(&self) -> usize {
        self.bytes_at_most
    }

    /// Reads a foreign update without applying it.
    pub fn inspect<'a>(&self, bytes: &'a [u8]) -> Result<Foreign<'a>, Malformed> {
        Scan::read(bytes)?;
        let update = decode_update(bytes)?;
        let news = update.insertions(true).diff(&self.held);
        Ok(Foreign {
            update,
            news,
            bytes,
        })
    }

    /// Whether this update would bring anything, waiting updates taken as known. Costs a walk over
    /// the document once after each write, so ask it of read-only peers, not of every edit.
    pub fn is_news(&mut self, foreign: &Foreign<'_>) -> bool {
        let known = self.known.take().unwrap_or_else(|| self.known());
        let news = !foreign.news.diff(&known.waiting).is_empty()
            || !foreign
                .update
                .delete_set()
                .diff(&known.deletions)
                .is_empty();
        self.known = Some(known);
        news
    }

    /// Takes in an inspected update; says whether it brought something.
    pub fn merge(&mut self, foreign: Foreign<'_>) -> Result<bool, Malformed> {
        let Foreign {
            update,
            news,
            bytes,
        } = foreign;
        let mut txn = self.doc.transact_mut();
        let (held, waiting) = (&mut self.held, &mut self.waiting);
        let applied = unharmed(|| {
            txn.apply_update(update)?;
            held.merge_with(txn.insert_set().clone());
            let waits = waiting.keep(&mut txn, held, &news, bytes);
            if txn.has_changes() {
                waiting.settle(&mut txn, held)?;
            }
            txn.commit();
            Ok::<_, yrs::error::UpdateError>(waits || txn.has_changes())
        });
        let Ok(Ok(changed)) = applied else {
            let _ = unharmed(move || drop(txn)); // dropping commits, and may panic again
            self.damaged = true;
            return Err(Malformed("update that cannot be integrated"));
        };
        drop(txn);
        if changed {
            self.touched(bytes.len());
        }
        Ok(changed)
    }

    /// An update broke off halfway: this copy may hold a part of it and must be loaded anew.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Some update waits for another. A store keeps its log as it is meanwhile: a whole state holds
    /// what waits as well, but is the harder to look into.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Everything that the holder of this state vector lacks, what waits included.
    fn since(&self, state_vector: &StateVector) -> Vec<u8> {
        // yrs integrates beyond gaps, and leaves that out for somebody who ends at the same gap.
        let has_gap = |client| {
            let held = self.held.get(client);
            held.is_some_and(|ranges| ranges.len() > 1 || !ranges.contains_clock(0))
        };
        let known = state_vector.iter().filter(|(client, _)| !has_gap(client));
        let state_vector: StateVector = known.map(|(client, clock)| (*client, *clock)).collect();
        // Not `encode_diff`, which would leave out what waits, if it were yrs that kept it.
        let integrated = self.doc.transact().encode_state_as_update_v1(&state_vector);
        self.waiting.joined_to(integrated)
    }

    fn known(&self) -> Known {
        let (waiting, mut deletions) = self.waiting.ids();
        deletions.merge_with(self.doc.transact().snapshot().delete_set);
        Known {
            waiting: waiting.diff(&self.held),
            deletions,
        }
    }

    fn touched(&mut self, bytes: usize) {
        self.bytes_at_most += bytes;
        self.encoded = None;
        self.known = None;
    }
}

impl Replica for Document {
    fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Malformed> {
        let state_vector = decode_state_vector(state_vector)?;
        Ok(self.since(&state_vector))
    }

    fn apply(&mut self, update: &[u8]) -> Result<(), Malformed> {
        let foreign = self.inspect(update)?;
        self.merge(foreign).map(|_| ())
    }
}

fn decode_update(update: &[u8]) -> Result<Update, Malformed> {
    match unharmed(|| Update::decode_v1(update)) {
        Ok(Ok(update)) => Ok(update),
        _ => Err(Malformed("not an update")),
    }
}

fn decode_state_vector(state_vector: &[u8]) -> Result<StateVector, Malformed> {
    match unharmed(|| StateVector::decode_v1(state_vector)) {
        Ok(Ok(state_vector)) => Ok(state_vector),
        _ => Err(Malformed("not a state vector")),
    }
}

/// Foreign bytes must not take a thread down (P5). In the browser a panic aborts; nothing is caught.
fn unharmed<T>(work: impl FnOnce() -> T) -> Result<T, Malformed> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|_| Malformed("panicked"))
}

#[cfg(test)]
mod tests;
