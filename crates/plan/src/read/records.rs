//! How root maps with records are read, record by record.

use yrs::{Out, ReadTxn};

use super::{Entry, Row, Source, keys};
use crate::{
    id::{CriterionId, ItemId, MilestoneId, PersonId, TrackId},
    model::{ChecklistItem, Criterion, Milestone, Person, Side, Track, TrackKind},
    schema::{key, root},
    value::Name,
};

/// The id in a record that is read before its key is known to the reader of the record.
macro_rules! by_id {
    ($id:ty) => {
        fn parse(key: &str) -> Option<$id> {
            key.parse().ok()
        }
    };
}

/// The id at the end of a source's place; it was parsed already.
fn own_id<T, Id: std::str::FromStr>(source: &Source<'_, T>) -> Option<Id> {
    source.key.rsplit('/').next()?.parse().ok()
}

impl Entry for Person {
    type Key = PersonId;
    const ROOT: &'static str = root::PEOPLE;

    by_id!(PersonId);
    /// `merged_into` as stored; [`super::people`] follows it.
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let record = source.record(out)?;
        let name = source.value::<Name>(&record, key::NAME);
        let name = name.unwrap_or(Name {
            text: String::new(),
            placeholder: true,
        });
        Some(Self {
            id: own_id(source)?,
            name: name.text,
            placeholder: name.placeholder,
            side: source.value(&record, key::SIDE).unwrap_or(Side::Buyer),
            title: source.or_default(&record, key::TITLE),
            function: source.or_default(&record, key::FUNCTION),
            role: source.value(&record, key::ROLE),
            archived: source.or_default(&record, key::ARCHIVED),
            merged_into: source.value(&record, key::MERGED_INTO),
        })
    }
}

impl Entry for Row<Track> {
    type Key = TrackId;
    const ROOT: &'static str = root::TRACKS;

    by_id!(TrackId);
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let record = source.record(out)?;
        let value = Track {
            id: own_id(source)?,
            name: source.or_default(&record, key::NAME),
            kind: source.value(&record, key::KIND).unwrap_or(TrackKind::Phase),
            lead: source.value(&record, key::LEAD),
            archived: source.or_default(&record, key::ARCHIVED),
        };
        Some(Self {
            order: source.order(&record),
            value,
        })
    }
}

impl Entry for Row<Criterion> {
    type Key = CriterionId;
    const ROOT: &'static str = root::CRITERIA;

    by_id!(CriterionId);
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let record = source.record(out)?;
        let value = Criterion {
            id: own_id(source)?,
            text: source.text(&record, key::TEXT),
            judged_by: source.text(&record, key::JUDGED_BY),
            met: source.value(&record, key::MET),
            archived: source.or_default(&record, key::ARCHIVED),
        };
        Some(Self {
            order: source.order(&record),
            value,
        })
    }
}

impl Entry for Row<Milestone> {
    type Key = MilestoneId;
    const ROOT: &'static str = root::MILESTONES;

    by_id!(MilestoneId);
    /// Without helpers, links and checklist: they stand in roots of their own.
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let record = source.record(out)?;
        let value = Milestone {
            id: own_id(source)?,
            title: source.text(&record, key::TITLE),
            kind: source.value(&record, key::KIND).unwrap_or_default(),
            accountable: source.value(&record, key::ACCOUNTABLE),
            helpers: Vec::new(),
            everybody: source.or_default(&record, key::EVERYBODY),
            start: source.value(&record, key::START),
            due: source.value(&record, key::DUE),
            duration_days: source.value(&record, key::DURATION_DAYS),
            remaining_days: source.value(&record, key::REMAINING_DAYS),
            status: source.value(&record, key::STATUS).unwrap_or_default(),
            done_when: source.text(&record, key::DONE_WHEN),
            result: source.text(&record, key::RESULT),
            notes: source.text(&record, key::NOTES),
            links: Vec::new(),
            checklist: Vec::new(),
            phase: source.value(&record, key::PHASE),
            function: source.value(&record, key::FUNCTION),
            archived: source.or_default(&record, key::ARCHIVED),
            created_by: source.value(&record, key::CREATED_BY),
        };
        Some(Self {
            order: source.order(&record),
            value,
        })
    }
}

impl Entry for Row<ChecklistItem> {
    type Key = (MilestoneId, ItemId);
    const ROOT: &'static str = root::CHECKLIST;

    fn parse(key: &str) -> Option<Self::Key> {
        keys::parse_pair(key)
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let record = source.record(out)?;
        let value = ChecklistItem {
            id: own_id(source)?,
            text: source.or_default(&record, key::TEXT),
            done: source.or_default(&record, key::DONE),
            archived: source.or_default(&record, key::ARCHIVED),
        };
        Some(Self {
            order: source.order(&record),
            value,
        })
    }
}
