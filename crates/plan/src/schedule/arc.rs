//! Dependencies by number, and the days that they allow.

use crate::{
    calendar::{Day, Ordinal, WorkingDays},
    model::DependencyKind,
};

/// A dependency between two nodes, by number.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arc {
    pub from: u32,
    pub to: u32,
    pub kind: DependencyKind,
    pub lag: i64,
    /// Place in `plan.dependencies`.
    pub dependency: u32,
}

impl Arc {
    /// Does the start of the predecessor count? Otherwise its finish does.
    pub(crate) fn counts_start(self) -> bool {
        matches!(
            self.kind,
            DependencyKind::StartToStart | DependencyKind::StartToFinish
        )
    }

    /// Is it the finish of the successor that is bounded? Otherwise its start is.
    pub(crate) fn bounds_finish(self) -> bool {
        matches!(
            self.kind,
            DependencyKind::FinishToFinish | DependencyKind::StartToFinish
        )
    }

    /// The earliest ordinal, in the successor's days, of the end that this bounds,
    /// when the end that counts of the predecessor is on `day`.
    pub(crate) fn bound(self, days: &WorkingDays, day: Day) -> Ordinal {
        self.lag
            + match self.kind {
                DependencyKind::FinishToStart => days.through(day),
                _ => days.before(day),
            }
    }

    /// The latest day of the end that counts of the predecessor, so that [`Self::bound`] is at most `bound`.
    pub(crate) fn latest(self, days: &WorkingDays, bound: Ordinal) -> Day {
        let day = days.day(bound - self.lag);
        match self.kind {
            DependencyKind::FinishToStart => day - 1,
            _ => day,
        }
    }
}

/// A stable counting sort: where each key's values begin, and the values in order of their keys.
pub(super) fn bucket<T, V>(
    keys: usize,
    items: &[T],
    key: impl Fn(&T) -> u32,
    value: impl Fn(&T) -> V,
) -> (Vec<u32>, Vec<V>) {
    let mut first = vec![0u32; keys + 1];
    for item in items {
        first[key(item) as usize + 1] += 1;
    }
    for at in 0..keys {
        first[at + 1] += first[at];
    }
    let mut next = first.clone();
    let mut place = vec![0u32; items.len()];
    for (at, item) in (0..).zip(items) {
        let slot = &mut next[key(item) as usize];
        place[*slot as usize] = at;
        *slot += 1;
    }
    let values = place.iter().map(|at| value(&items[*at as usize]));
    (first, values.collect())
}
