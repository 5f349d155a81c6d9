//! The lines of the table, worked out of rows in the plan's order: values in, values out.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use plan::id::{MilestoneId, PersonId, TrackId};
use plan::model::Side;

use super::choice::{Arrangement, Sort};
use super::facts::{Facts, Reader};

/// A line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Line {
    /// The heading of a group.
    Group(GroupKey),
    /// A milestone.
    Milestone(MilestoneId),
}

impl Line {
    /// The milestone on it, if any.
    pub fn milestone(self) -> Option<MilestoneId> {
        match self {
            Self::Milestone(id) => Some(id),
            Self::Group(_) => None,
        }
    }
}

/// Which group. `None` gathers the rows that have none of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupKey {
    /// A phase.
    Phase(Option<TrackId>),
    /// A function.
    Function(Option<TrackId>),
    /// A side.
    Side(Option<Side>),
    /// Who leads.
    Owner(Option<PersonId>),
}

/// What a group comes to.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Sum {
    /// Rows that show.
    pub count: usize,
    /// Those of them that are done.
    pub done: usize,
    /// From the first to the last day that they speak of.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

/// All lines, and how much is not among them.
#[derive(Debug, Default, PartialEq)]
pub struct Shown {
    /// From top to bottom.
    pub lines: Vec<Line>,
    /// What each group comes to.
    pub groups: HashMap<GroupKey, Sum>,
    /// Rows that the filter keeps back.
    pub hidden: usize,
}

/// Works the lines out. `rows` and `tracks` are in the plan's order; rows in `kept` show whatever the filter says.
pub fn arrange(
    rows: &[Facts],
    tracks: &[TrackId],
    chosen: &Arrangement,
    reader: &Reader,
    kept: &HashSet<MilestoneId>,
) -> Shown {
    let passes = |row: &&Facts| kept.contains(&row.id) || row.passes(&chosen.filter, reader);
    let mut passing: Vec<&Facts> = rows.iter().filter(passes).collect();
    let hidden = rows.len() - passing.len();
    sort(&mut passing, chosen.sort);
    let keyed = passing
        .into_iter()
        .map(|row| (row.group(chosen.group, tracks), row));
    let mut keyed: Vec<(Option<GroupKey>, &Facts)> = keyed.collect();
    let names = names(rows);
    // Stable: within a group the order stands.
    keyed.sort_by_cached_key(|(key, _)| key.map(|key| place(key, tracks, &names)));
    let mut shown = Shown {
        hidden,
        ..Shown::default()
    };
    for (key, row) in keyed {
        if let Some(key) = key {
            let sum = shown.groups.entry(key).or_insert_with(|| {
                shown.lines.push(Line::Group(key));
                Sum::default()
            });
            sum.count += 1;
            sum.done += usize::from(row.is_done);
            sum.days = hull(sum.days, row.days());
        }
        shown.lines.push(Line::Milestone(row.id));
    }
    shown
}

fn sort(rows: &mut [&Facts], by: Sort) {
    match by {
        Sort::Plan => {}
        Sort::Date => rows.sort_by_key(|row| (row.due.is_none(), row.due)),
        Sort::Status => rows.sort_by_key(|row| row.rank),
        Sort::Owner => rows.sort_by_cached_key(|row| {
            let name = row.lead.as_ref().map(|(_, name, _)| name.to_lowercase());
            (name.is_none(), name)
        }),
    }
}

fn names(rows: &[Facts]) -> HashMap<PersonId, String> {
    let leads = rows.iter().filter_map(|row| row.lead.as_ref());
    leads
        .map(|(id, name, _)| (*id, name.to_lowercase()))
        .collect()
}

/// Tracks in the plan's order, sides as everywhere, owners by name; what has none last.
fn place(
    key: GroupKey,
    tracks: &[TrackId],
    names: &HashMap<PersonId, String>,
) -> (Reverse<bool>, usize, String) {
    let (index, name) = match key {
        GroupKey::Phase(track) | GroupKey::Function(track) => {
            let index = track.and_then(|track| tracks.iter().position(|one| *one == track));
            (index, String::new())
        }
        GroupKey::Side(side) => (side.map(|side| side as usize), String::new()),
        GroupKey::Owner(person) => {
            let name = person.and_then(|person| names.get(&person).cloned());
            (person.map(|_| 0), name.unwrap_or_default())
        }
    };
    (Reverse(index.is_some()), index.unwrap_or_default(), name)
}

type Days = Option<(NaiveDate, NaiveDate)>;

fn hull(one: Days, other: Days) -> Days {
    match (one, other) {
        (Some((first, last)), Some((from, until))) => Some((first.min(from), last.max(until))),
        (one, other) => one.or(other),
    }
}

/// The milestones of the group that this one stands in.
pub fn beside(lines: &[Line], milestone: MilestoneId) -> Vec<MilestoneId> {
    let groups = lines.split(|line| matches!(line, Line::Group(_)));
    let mut groups = groups.map(|group| group.iter().filter_map(|line| line.milestone()).collect());
    groups
        .find(|group: &Vec<MilestoneId>| group.contains(&milestone))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
