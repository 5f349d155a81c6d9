//! A document that can be brought up to date: what the session and the room need of one.

use std::collections::HashMap;

use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{
    Doc, IdSet, OffsetKind, Options, ReadTxn, StateVector, Transact, TransactionMut, Update,
};

use crate::wire::Malformed;

mod content;

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
    /// The next clock of each client id, kept beside the store to be asked per update.
    clocks: HashMap<u64, u32>,
    encoded: Option<Vec<u8>>,
    known: Option<Known>,
    damaged: bool,
}

/// Everything a document has or has heard of, pending updates included. Made on demand.
struct Known {
    pending: IdSet,
    deletions: IdSet,
}

/// What a foreign update would bring or did bring.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Client ids of which it holds operations that the document lacked, in order.
    pub writers: Vec<u64>,
    /// It deletes something that the document had not deleted.
    pub deletions: bool,
}

impl News {
    /// It brings nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.writers.is_empty() && !self.deletions
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
            clocks: HashMap::new(),
            encoded: None,
            known: None,
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
        note_clocks(&mut self.clocks, &txn);
        drop(txn);
        self.touched();
        update
    }

    /// Reads in one transaction.
    pub fn read<T>(&self, read: impl FnOnce(&yrs::Transaction<'_>) -> T) -> T {
        read(&self.doc.transact())
    }

    /// The whole state as one update, pending updates included; cached until the next write.
    pub fn encode(&mut self) -> &[u8] {
        let doc = &self.doc;
        self.encoded.get_or_insert_with(|| {
            doc.transact()
                .encode_state_as_update_v1(&StateVector::default())
        })
    }

    /// What this update would bring, without applying it. Costs a walk over the document once
    /// after each write, so ask it of read-only peers, not of every edit.
    pub fn news(&mut self, update: &[u8]) -> Result<News, Malformed> {
        let update = decode_update(update)?;
        let writers = self.writers(&update);
        let known = self.known.get_or_insert_with(|| Known::of(&self.doc));
        let writers = writers
            .into_iter()
            .filter(|(_, ids)| !ids.diff(&known.pending).is_empty())
            .map(|(client, _)| client)
            .collect();
        let deletions = !update.delete_set().diff(&known.deletions).is_empty();
        Ok(News { writers, deletions })
    }

    /// The client ids of which this update holds operations that are not integrated here. Cheap.
    pub fn new_writers(&self, update: &[u8]) -> Result<Vec<u64>, Malformed> {
        let update = decode_update(update)?;
        Ok(self
            .writers(&update)
            .into_iter()
            .map(|(client, _)| client)
            .collect())
    }

    /// As [`Replica::apply`]; says whether the update may have brought something. Errs on the side
    /// of yes: an update that had to wait for others always counts.
    pub fn merge(&mut self, update: &[u8]) -> Result<bool, Malformed> {
        let update = decode_update(update)?;
        let waits = !self.writers(&update).is_empty() || !update.delete_set().is_empty();
        let mut txn = self.doc.transact_mut();
        let outcome = unharmed(|| {
            let applied = txn.apply_update(update);
            txn.commit();
            applied
        });
        match outcome {
            Ok(Ok(())) => {
                let changed = txn.has_changes();
                let pending = txn.has_missing_updates();
                note_clocks(&mut self.clocks, &txn);
                drop(txn);
                if changed || pending {
                    self.touched();
                }
                Ok(changed || (pending && waits))
            }
            Ok(Err(_)) | Err(Malformed(_)) => {
                // Dropping commits, and what panicked once may panic again.
                let _ = unharmed(move || drop(txn));
                self.touched();
                self.damaged = true;
                Err(Malformed("update that cannot be integrated"))
            }
        }
    }

    /// An update broke off halfway: this copy may hold a part of it and must be loaded anew.
    #[must_use]
    pub fn is_damaged(&self) -> bool {
        self.damaged
    }

    fn touched(&mut self) {
        self.encoded = None;
        self.known = None;
    }

    /// What of this update lies beyond our clocks, by client id.
    fn writers(&self, update: &Update) -> Vec<(u64, IdSet)> {
        let mut writers = Vec::new();
        for (client, ranges) in update.insertions(true).iter() {
            let clock = self.clocks.get(&client.get()).copied().unwrap_or(0);
            let mut beyond = IdSet::new();
            for range in ranges.iter().filter(|range| range.end > clock) {
                let start = range.start.max(clock);
                beyond.insert(yrs::ID::new(*client, start), range.end - start);
            }
            if !beyond.is_empty() {
                writers.push((client.get(), beyond));
            }
        }
        writers.sort_by_key(|(client, _)| *client);
        writers
    }
}

impl Replica for Document {
    fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Malformed> {
        let state_vector = decode_state_vector(state_vector)?;
        // Never `encode_diff`: it leaves pending updates out.
        Ok(self.doc.transact().encode_state_as_update_v1(&state_vector))
    }

    fn apply(&mut self, update: &[u8]) -> Result<(), Malformed> {
        self.merge(update).map(|_| ())
    }
}

impl Known {
    fn of(doc: &Doc) -> Self {
        let txn = doc.transact();
        // Against its own state vector a document encodes no operations of its own: what is left
        // is what waits for others, and every deletion, applied or waiting.
        let rest = txn.encode_state_as_update_v1(&txn.state_vector());
        let rest = Update::decode_v1(&rest).expect("a document reads what it wrote");
        Self {
            pending: rest.insertions(true),
            deletions: rest.delete_set().clone(),
        }
    }
}

fn note_clocks(clocks: &mut HashMap<u64, u32>, txn: &TransactionMut<'_>) {
    for (client, ranges) in txn.insert_set().iter() {
        let end = ranges.iter().map(|range| range.end).max().unwrap_or(0);
        let clock = clocks.entry(client.get()).or_default();
        *clock = (*clock).max(end);
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
