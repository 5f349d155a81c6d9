//! Operations and deletions that wait for others: kept here one by one, not in yrs.
//!
//! They are rare (an honest client sends everything that its edits stand on) and must not be lost.
//! yrs 0.28.1 loses them in several ways, all found by the simulation: what waits is written into
//! a whole state under wrong clocks, because gaps between its operations are encoded as nothing;
//! it is retried once at most; and merging moves clocks where gaps interleave.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use yrs::updates::decoder::Decode;
use yrs::{ClientID, ID, IdSet, TransactionMut, Update, WriteTxn};

use super::scan::Scan;

/// Ordered by what is waited for, so that each part is tried when that arrives and not before:
/// a long chain that arrives in reverse must not cost the square of its length.
#[derive(Default)]
pub(super) struct Waiting {
    parts: BTreeMap<Id, Vec<Part>>,
    known: HashSet<Covers>,
}

/// Client id and clock.
type Id = (u64, u64);

/// What a part holds: operations or deletions, of one client id.
pub(super) type Covers = (bool, u64, Range<u64>);

/// The key of parts that name nothing missing and yet cannot be integrated: tried at every change.
const ANYTHING: Id = (u64::MAX, 0);

/// One operation, or one range of deletions, as an update.
struct Part {
    update: Vec<u8>,
    covers: Covers,
}

impl Waiting {
    /// Takes over what yrs could not integrate of this update; `false` if nothing is left over, or
    /// it waits already.
    pub(super) fn keep(
        &mut self,
        txn: &mut TransactionMut<'_>,
        held: &IdSet,
        news: &IdSet,
        update: &[u8],
    ) -> bool {
        // Asked of what is held as well: yrs does not report everything that it put aside.
        if txn.prune_pending().is_none() && news.diff(held).is_empty() {
            return false;
        }
        let mut kept = false;
        for (covers, update) in Scan::read(update).expect("read on arrival").split() {
            let (_, client, clocks) = &covers;
            let length = u32::try_from(clocks.end - clocks.start).unwrap_or(u32::MAX);
            let mut own = IdSet::new();
            own.insert(id((*client, clocks.start)), length);
            if !own.diff(held).is_empty() && self.known.insert(covers.clone()) {
                let watch = missing(held, &covers, &update).unwrap_or(ANYTHING);
                self.parts
                    .entry(watch)
                    .or_default()
                    .push(Part { update, covers });
                kept = true;
            }
        }
        kept
    }

    /// Integrates what no longer needs to wait. `held` is kept up to date.
    pub(super) fn settle(
        &mut self,
        txn: &mut TransactionMut<'_>,
        held: &mut IdSet,
    ) -> Result<(), yrs::error::UpdateError> {
        if self.is_empty() {
            return Ok(());
        }
        let mut arrived: Vec<(u64, Range<u64>)> = Vec::new();
        for (client, ranges) in txn.insert_set().iter() {
            let ranges = ranges.iter().map(|it| it.start.into()..it.end.into());
            arrived.extend(ranges.map(|clocks| (client.get(), clocks)));
        }
        arrived.push((ANYTHING.0, 0..1));
        while let Some((client, clocks)) = arrived.pop() {
            let woken = self
                .parts
                .range((client, clocks.start)..(client, clocks.end));
            let woken: Vec<Id> = woken.map(|(watch, _)| *watch).collect();
            let woken: Vec<Part> = woken
                .iter()
                .filter_map(|watch| self.parts.remove(watch))
                .flatten()
                .collect();
            for part in woken {
                let update = decode(&part.update);
                let news = update.insertions(true);
                txn.apply_update(update)?;
                held.merge_with(txn.insert_set().clone());
                self.known.remove(&part.covers);
                if !self.keep(txn, held, &news, &part.update) {
                    let (_, client, clocks) = part.covers;
                    arrived.push((client, clocks));
                }
            }
        }
        Ok(())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    fn updates(&self) -> impl Iterator<Item = &[u8]> {
        self.parts
            .values()
            .flatten()
            .map(|part| part.update.as_slice())
    }

    /// The operations and the deletions that wait.
    pub(super) fn ids(&self) -> (IdSet, IdSet) {
        let (mut operations, mut deletions) = (IdSet::new(), IdSet::new());
        for update in self.updates().map(decode) {
            operations.merge_with(update.insertions(true));
            deletions.merge_with(update.delete_set().clone());
        }
        (operations, deletions)
    }

    /// One update of this one and all that waits.
    pub(super) fn joined_to(&self, integrated: Vec<u8>) -> Vec<u8> {
        if self.is_empty() {
            return integrated;
        }
        let updates: Vec<&[u8]> = self.updates().collect();
        joined(&integrated, &updates)
    }
}

/// One update of what a document has encoded and of updates that wait for others.
pub(super) fn joined(encoded: &[u8], waiting: &[&[u8]]) -> Vec<u8> {
    let join = || {
        let mut scan = Scan::read(encoded).ok()?;
        for update in waiting {
            scan.add(Scan::read(update).ok()?);
        }
        scan.write()
    };
    join().unwrap_or_else(|| {
        let all = waiting.iter().copied().chain([encoded]);
        yrs::merge_updates_v1(all).expect("all of them were decoded before")
    })
}

/// Something that a part needs and the document lacks: what it names, or (deletions name nothing)
/// the last of what it deletes.
fn missing(held: &IdSet, covers: &Covers, part: &[u8]) -> Option<Id> {
    let (deletes, client, clocks) = covers;
    let deleted = deletes.then_some((*client, clocks.end.saturating_sub(1)));
    let needs = Scan::read(part).ok()?.needs;
    needs
        .into_iter()
        .chain(deleted)
        .find(|it| !held.contains(&id(*it)))
}

fn id((client, clock): Id) -> ID {
    ID::new(
        ClientID::new(client),
        u32::try_from(clock).unwrap_or(u32::MAX),
    )
}

fn decode(update: &[u8]) -> Update {
    Update::decode_v1(update).expect("it was decoded on arrival")
}
