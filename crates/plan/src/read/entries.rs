//! How root maps with plain values are read, entry by entry.

use chrono::{NaiveDate, Weekday};
use yrs::{Out, ReadTxn};

use super::{Entry, Source, is_member, keys};
use crate::{
    id::{ApprovalId, LinkId, MilestoneId, PersonId, ReceiptId},
    model::{DependencyKind, Session, Side},
    schema::{Word, key, root},
    value::{Address, Gap, Yes},
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

    fn parse(key: &str) -> Option<ApprovalId> {
        key.parse().ok()
    }
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

    fn parse(key: &str) -> Option<ReceiptId> {
        key.parse().ok()
    }
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
