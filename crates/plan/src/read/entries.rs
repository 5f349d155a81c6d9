//! How each root map of the plan document is read, entry by entry.

use chrono::{NaiveDate, Weekday};
use yrs::{Out, ReadTxn};

use super::{Entry, Row, Source, is_member, keys};
use crate::{
    id::{ApprovalId, CriterionId, ItemId, LinkId, MilestoneId, PersonId, ReceiptId, TrackId},
    model::{
        ChecklistItem, Criterion, DependencyKind, Milestone, Person, Session, Side, Track,
        TrackKind,
    },
    schema::{Word, key, root},
    value::{Address, Gap, Name, Yes},
};

/// Name of a side's company.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Company(pub(crate) String);

impl Entry for Company {
    type Key = Side;
    const ROOT: &'static str = root::COMPANIES;

    fn parse(key: &str) -> Option<Side> {
        Side::from_word(key)
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let name: String = source.entry(out)?;
        (!name.is_empty()).then_some(Self(name))
    }
}

/// Working weekdays of a side, Monday first.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Weekdays(pub(crate) Vec<Weekday>);

impl Entry for Weekdays {
    type Key = Side;
    const ROOT: &'static str = root::CALENDARS;

    fn parse(key: &str) -> Option<Side> {
        Side::from_word(key)
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let mut days: Vec<Weekday> = source.entry(out)?;
        days.sort_by_key(Weekday::num_days_from_monday);
        days.dedup();
        if days.is_empty() {
            source.odd("", "a week without a working day");
            return None;
        }
        Some(Self(days))
    }
}

/// Name of a day off.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Holiday(pub(crate) String);

impl Entry for Holiday {
    type Key = (Side, NaiveDate);
    const ROOT: &'static str = root::HOLIDAYS;

    fn parse(key: &str) -> Option<Self::Key> {
        keys::parse_holiday(key)
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        source.entry(out).map(Self)
    }
}

/// Reason of a range without work.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct BlackoutReason(pub(crate) String);

impl Entry for BlackoutReason {
    type Key = (Side, NaiveDate, NaiveDate);
    const ROOT: &'static str = root::BLACKOUTS;

    fn parse(key: &str) -> Option<Self::Key> {
        keys::parse_blackout(key)
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        source.entry(out).map(Self)
    }
}

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
    source.at.rsplit('/').next()?.parse().ok()
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

/// Somebody who works on a milestone beside the accountable person.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Helper;

impl Entry for Helper {
    type Key = (MilestoneId, PersonId);
    const ROOT: &'static str = root::OWNERS;

    fn parse(key: &str) -> Option<Self::Key> {
        keys::parse_pair(key)
    }
    fn read<T: ReadTxn>(out: &Out, _: &mut Source<'_, T>) -> Option<Self> {
        is_member(out).then_some(Self)
    }
}

impl Entry for Address {
    type Key = (MilestoneId, LinkId);
    const ROOT: &'static str = root::LINKS;

    fn parse(key: &str) -> Option<Self::Key> {
        keys::parse_pair(key)
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let address: Self = source.entry(out)?;
        // The page makes a link of it: `javascript:` must not get through.
        if !is_safe_url(&address.url) {
            source.odd(key::URL, "not a web or mail address");
            return None;
        }
        Some(address)
    }
}

/// `https:`, `http:` or `mailto:`, without characters that a browser would strip before it decides.
pub(crate) fn is_safe_url(url: &str) -> bool {
    let Some((scheme, rest)) = url.split_once(':') else {
        return false;
    };
    let known = ["https", "http", "mailto"]
        .iter()
        .any(|each| scheme.eq_ignore_ascii_case(each));
    known && !rest.is_empty() && !url.chars().any(char::is_control)
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

impl Entry for Gap {
    type Key = (MilestoneId, MilestoneId, DependencyKind);
    const ROOT: &'static str = root::DEPENDENCIES;

    fn parse(key: &str) -> Option<Self::Key> {
        keys::parse_dependency(key).filter(|(from, to, _)| from != to)
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        source.entry(out)
    }
}

/// A person's yes to one milestone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Agreed(pub(crate) Yes);

impl Entry for Agreed {
    type Key = (MilestoneId, PersonId);
    const ROOT: &'static str = root::AGREEMENTS;

    fn parse(key: &str) -> Option<Self::Key> {
        keys::parse_pair(key)
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        source.entry(out).map(Self)
    }
}

/// A sign-off on the whole plan, with its person.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Approved(pub(crate) Yes);

impl Entry for Approved {
    type Key = ApprovalId;
    const ROOT: &'static str = root::APPROVALS;

    by_id!(ApprovalId);
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        let yes: Yes = source.entry(out)?;
        if yes.person.is_none() {
            source.odd(key::PERSON, "nobody");
            return None;
        }
        Some(Self(yes))
    }
}

/// What a relay signed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement(pub(crate) String);

impl Entry for Statement {
    type Key = ReceiptId;
    const ROOT: &'static str = root::RECEIPTS;

    by_id!(ReceiptId);
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        source.entry(out).map(Self)
    }
}

impl Entry for Session {
    type Key = u64;
    const ROOT: &'static str = root::SESSIONS;

    /// Decimal, without sign or leading zero, so that no two keys are one session.
    fn parse(key: &str) -> Option<u64> {
        let client: u64 = key.parse().ok()?;
        (client.to_string() == key && client < 1 << 53).then_some(client)
    }
    fn read<T: ReadTxn>(out: &Out, source: &mut Source<'_, T>) -> Option<Self> {
        source.entry(out)
    }
}
