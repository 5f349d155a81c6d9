//! What has changed in the terms since somebody said yes, in words.

use plan::terms::{Owner, Promise, TermsChange};

use crate::i18n::*;
use crate::language::I18n;

/// One change as a sentence. `day` says a date.
pub fn words(
    i18n: I18n,
    change: &TermsChange,
    day: impl Fn(chrono::NaiveDate) -> String,
) -> String {
    let none = || t_string!(i18n, agree.nothing).to_owned();
    match change {
        TermsChange::Due { was, is, .. } => due(i18n, *was, *is, day),
        TermsChange::Accountable { was, is, .. } => {
            let name = |owner: &Option<Owner>| {
                let name = owner.as_ref().map(|owner| owner.name.clone());
                name.map_or_else(none, |name| {
                    name.unwrap_or_else(|| t_string!(i18n, agree.somebody).to_owned())
                })
            };
            t_string!(i18n, agree.owner, was = name(was), now = name(is))
        }
        TermsChange::DoneWhen { was, is, .. } => {
            t_string!(i18n, agree.done_when, was = was.clone(), now = is.clone())
        }
        // The others are of the whole plan, and a yes is to one milestone.
        _ => t_string!(i18n, agree.gone).to_owned(),
    }
}

fn due(
    i18n: I18n,
    was: Option<Promise>,
    is: Option<Promise>,
    day: impl Fn(chrono::NaiveDate) -> String,
) -> String {
    let words = |promise: Option<Promise>| match promise {
        Some(promise) => day(promise.date),
        None => t_string!(i18n, agree.nothing).to_owned(),
    };
    match (was, is) {
        (Some(was), Some(is)) if was.date == is.date => match (was.pinned, is.pinned) {
            (false, true) => t_string!(i18n, agree.due_fixed).to_owned(),
            (true, false) => t_string!(i18n, agree.due_free).to_owned(),
            _ => t_string!(i18n, agree.due_weeks).to_owned(),
        },
        (was, is) => t_string!(i18n, agree.due, was = words(was), now = words(is)),
    }
}
