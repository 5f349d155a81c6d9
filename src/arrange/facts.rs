//! What of a row decides where it stands, and whether it shows.

use chrono::NaiveDate;
use plan::id::{MilestoneId, PersonId, TrackId};
use plan::model::{Side, Status};

use super::choice::{Filter, Group};
use super::lines::GroupKey;
use crate::state::MilestoneState;

/// A row without its words.
#[derive(Debug, Clone, PartialEq)]
pub struct Facts {
    pub id: MilestoneId,
    pub lead: Option<(PersonId, String, Side)>,
    helpers: Vec<(PersonId, String, Side)>,
    everybody: bool,
    start: Option<NaiveDate>,
    pub due: Option<NaiveDate>,
    pub rank: u8,
    pub is_done: bool,
    is_closed: bool,
    phase: Option<TrackId>,
    function: Option<TrackId>,
}

/// Who reads, and when.
#[derive(Debug, Clone, PartialEq)]
pub struct Reader {
    /// Their name as this browser knows it; empty until they give one.
    pub name: String,
    pub today: NaiveDate,
}

impl Facts {
    pub fn of(row: &MilestoneState) -> Self {
        let lead = row.owner.as_ref();
        let helpers = row.helpers.iter();
        Self {
            id: row.id,
            lead: lead.map(|one| (one.id, one.name.clone(), one.side)),
            helpers: helpers
                .map(|one| (one.id, one.name.clone(), one.side))
                .collect(),
            everybody: row.everybody,
            start: row.start,
            due: row.due.map(|due| due.date),
            rank: rank(&row.status),
            is_done: matches!(row.status, Status::Done { .. }),
            is_closed: row.status.is_closed(),
            phase: row.phase,
            function: row.function,
        }
    }

    fn people(&self) -> impl Iterator<Item = (&str, Side)> {
        let owners = self.owners();
        owners.map(|(_, name, side)| (name.as_str(), *side))
    }

    fn owners(&self) -> impl Iterator<Item = &(PersonId, String, Side)> {
        self.lead.iter().chain(&self.helpers)
    }

    /// Whether a filter lets it through.
    pub fn passes(&self, filter: &Filter, reader: &Reader) -> bool {
        let is_mine = || is_of(self.people(), &reader.name);
        let is_late = || !self.is_closed && self.due.is_some_and(|due| due < reader.today);
        let is_unowned = || self.people().next().is_none() && !self.everybody;
        let of_person = |person| self.everybody || self.owners().any(|(id, ..)| *id == person);
        let of_side = |side| self.everybody || self.people().any(|(_, one)| one == side);
        (!filter.mine || is_mine())
            && (!filter.late || is_late())
            && (!filter.undated || self.due.is_none())
            && (!filter.unowned || is_unowned())
            && filter.person.is_none_or(of_person)
            && filter.side.is_none_or(of_side)
            && filter.track.is_none_or(|track| self.is_of(track))
    }

    /// Whether it belongs to a phase or function.
    pub fn is_of(&self, track: TrackId) -> bool {
        self.phase == Some(track) || self.function == Some(track)
    }

    /// Under which heading it stands. A track that is not there any more is none.
    pub fn group(&self, by: Group, tracks: &[TrackId]) -> Option<GroupKey> {
        let known = |track: Option<TrackId>| track.filter(|track| tracks.contains(track));
        match by {
            Group::Nothing => None,
            Group::Phase => Some(GroupKey::Phase(known(self.phase))),
            Group::Function => Some(GroupKey::Function(known(self.function))),
            Group::Side => Some(GroupKey::Side(self.lead.as_ref().map(|(_, _, side)| *side))),
            Group::Owner => Some(GroupKey::Owner(self.lead.as_ref().map(|(id, ..)| *id))),
        }
    }

    /// First and last day that it speaks of.
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.start.or(self.due)?;
        let last = self.due.or(self.start)?;
        Some((first.min(last), last))
    }
}

/// Whether one of these people bears a name; nobody bears none.
pub fn is_of<'a>(mut people: impl Iterator<Item = (&'a str, Side)>, name: &str) -> bool {
    let name = name.trim().to_lowercase();
    !name.is_empty() && people.any(|(one, _)| one.trim().to_lowercase() == name)
}

/// What needs somebody's eyes comes first.
fn rank(status: &Status) -> u8 {
    match status {
        Status::Blocked { .. } => 0,
        Status::InProgress => 1,
        Status::Waiting { .. } => 2,
        Status::NotStarted => 3,
        Status::Done { .. } => 4,
        Status::NotNeeded { .. } => 5,
    }
}
