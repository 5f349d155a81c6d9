//! A gate before a document that another crate owns: foreign updates go in once all that they stand on is there.
//!
//! [`super::Document`] sees to that itself. A document that hands everything to yrs 0.28.1 would write what waits
//! into its whole states under wrong clocks (see [`super::waiting`]), and could be aborted by values nested too deep.
//! Behind a gate nothing ever waits in yrs: what does is kept here as it was received, and joined to what is encoded.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use super::scan::{self, Scan};
use super::waiting::{Covers, joined};
use crate::wire::Malformed;

/// Client id and clock.
type Id = (u64, u64);

/// See the module. Every update of the document passes here, those that were made in it too.
#[derive(Default)]
pub struct Gate {
    /// How many operations of each client id are in the document: without gaps, since none is let in before its
    /// predecessor.
    held: BTreeMap<u64, u64>,
    /// What waits, by the first thing that it lacks: a long chain that arrives in reverse must not cost the square
    /// of its length.
    waiting: BTreeMap<Id, Vec<Part>>,
    known: HashSet<Covers>,
}

/// One operation or one range of deletions, as an update.
struct Part {
    update: Vec<u8>,
    covers: Covers,
    needs: Vec<Id>,
}

impl Gate {
    /// A foreign update: what the document is to merge now, in this order. May be nothing, or more than this update.
    ///
    /// # Errors
    /// Bytes that are no update, or would hurt who decodes them. Nothing has changed then.
    pub fn admit<'a>(&mut self, update: &'a [u8]) -> Result<Vec<Cow<'a, [u8]>>, Malformed> {
        let scan = Scan::read(update)?;
        if self.holds_what_it_needs(&scan) {
            let mut admitted = vec![Cow::Borrowed(update)];
            let arrived = self.take(&scan);
            self.wake(arrived, &mut admitted);
            return Ok(admitted);
        }
        let mut admitted = Vec::new();
        for (covers, update) in scan.split() {
            let needs = needs_of(&covers, &update);
            self.offer(
                Part {
                    update,
                    covers,
                    needs,
                },
                &mut admitted,
            );
        }
        Ok(admitted)
    }

    /// An edit that was made in the document itself.
    ///
    /// # Errors
    /// Bytes that are no update.
    pub fn made(&mut self, update: &[u8]) -> Result<(), Malformed> {
        self.take(&Scan::read(update)?);
        Ok(())
    }

    /// Something waits for an update that was never seen.
    #[must_use]
    pub fn waits(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Whether all of this update is in the document, and nothing of it waits.
    #[must_use]
    pub fn has_let_in(&self, update: &[u8]) -> bool {
        let Ok(scan) = Scan::read(update) else {
            return false;
        };
        let mut covered = scan.operation_ranges().chain(scan.deletion_ranges());
        covered.all(|(client, clocks)| clocks.end <= self.held(client))
    }

    /// What the document has encoded (a whole state or a difference), and all that waits with it.
    #[must_use]
    pub fn joined_to(&self, encoded: Vec<u8>) -> Vec<u8> {
        let waiting = self.waiting.values().flatten();
        let waiting: Vec<&[u8]> = waiting.map(|part| part.update.as_slice()).collect();
        if waiting.is_empty() {
            return encoded;
        }
        joined(&encoded, &waiting)
    }

    fn held(&self, client: u64) -> u64 {
        self.held.get(&client).copied().unwrap_or_default()
    }

    fn holds_what_it_needs(&self, scan: &Scan<'_>) -> bool {
        // As far as each client id reaches without a gap, with this update.
        let mut reach: BTreeMap<u64, u64> = BTreeMap::new();
        for (client, clocks) in scan.operation_ranges() {
            let reach = reach.entry(client).or_insert_with(|| self.held(client));
            if clocks.start > *reach {
                return false;
            }
            *reach = clocks.end.max(*reach);
        }
        let reaches = |client| {
            reach
                .get(&client)
                .copied()
                .unwrap_or_else(|| self.held(client))
        };
        scan.needs
            .iter()
            .all(|(client, clock)| *clock < reaches(*client))
            && scan
                .deletion_ranges()
                .all(|(client, clocks)| clocks.end <= reaches(client))
    }

    /// Counts the operations as held. Gives what is new.
    fn take(&mut self, scan: &Scan<'_>) -> Vec<(u64, Range<u64>)> {
        let ranges: Vec<_> = scan.operation_ranges().collect();
        let news = ranges
            .into_iter()
            .filter_map(|(client, clocks)| self.reach(client, clocks.end));
        news.collect()
    }

    fn reach(&mut self, client: u64, end: u64) -> Option<(u64, Range<u64>)> {
        let held = self.held.entry(client).or_default();
        let news = *held..end;
        *held = end.max(*held);
        (!news.is_empty()).then_some((client, news))
    }

    /// Lets a part in, or keeps it waiting, and then lets in what waited for it.
    fn offer(&mut self, part: Part, admitted: &mut Vec<Cow<'_, [u8]>>) {
        let arrived = self.let_in(part, admitted);
        self.wake(arrived, admitted);
    }

    fn wake(&mut self, mut arrived: Vec<(u64, Range<u64>)>, admitted: &mut Vec<Cow<'_, [u8]>>) {
        while let Some((client, clocks)) = arrived.pop() {
            let woken = self
                .waiting
                .range((client, clocks.start)..(client, clocks.end));
            let woken: Vec<Id> = woken.map(|(lacks, _)| *lacks).collect();
            let woken: Vec<Part> = woken
                .iter()
                .filter_map(|lacks| self.waiting.remove(lacks))
                .flatten()
                .collect();
            for part in woken {
                self.known.remove(&part.covers);
                arrived.extend(self.let_in(part, admitted));
            }
        }
    }

    fn let_in(&mut self, part: Part, admitted: &mut Vec<Cow<'_, [u8]>>) -> Vec<(u64, Range<u64>)> {
        let (deletes, client, clocks) = part.covers.clone();
        if deletes {
            self.let_deletions_in(client, clocks, admitted);
            return Vec::new();
        }
        if clocks.end <= self.held(client) {
            return Vec::new();
        }
        let lacks = part
            .needs
            .iter()
            .find(|(client, clock)| *clock >= self.held(*client));
        if let Some(lacks) = lacks.copied() {
            self.keep(lacks, part);
            return Vec::new();
        }
        admitted.push(Cow::Owned(part.update));
        self.reach(client, clocks.end).into_iter().collect()
    }

    /// Deletes what is there already; the rest waits to be.
    fn let_deletions_in(
        &mut self,
        client: u64,
        clocks: Range<u64>,
        admitted: &mut Vec<Cow<'_, [u8]>>,
    ) {
        let there = self.held(client).clamp(clocks.start, clocks.end);
        if there > clocks.start {
            admitted.push(Cow::Owned(scan::deletion(client, &(clocks.start..there))));
        }
        if there < clocks.end {
            let rest = there..clocks.end;
            let update = scan::deletion(client, &rest);
            let covers = (true, client, rest);
            let needs = Vec::new();
            self.keep(
                (client, there),
                Part {
                    update,
                    covers,
                    needs,
                },
            );
        }
    }

    fn keep(&mut self, lacks: Id, part: Part) {
        if self.known.insert(part.covers.clone()) {
            self.waiting.entry(lacks).or_default().push(part);
        }
    }
}

/// What one operation stands on. Deletions name nothing.
fn needs_of((deletes, ..): &Covers, part: &[u8]) -> Vec<Id> {
    if *deletes {
        return Vec::new();
    }
    Scan::read(part).map(|scan| scan.needs).unwrap_or_default()
}

#[cfg(test)]
mod tests;
