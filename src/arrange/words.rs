//! Choices and groups in words.

use leptos::prelude::*;
use plan::id::TrackId;

use super::{Arranged, Group, GroupKey, Part, Sort};
use crate::i18n::*;
use crate::language::I18n;
use crate::parts::side_name;
use crate::state::PlanStateStoreFields;

/// What the rows are grouped by.
pub fn group(i18n: I18n, group: Group) -> &'static str {
    match group {
        Group::Nothing => t_string!(i18n, arrange.group_nothing),
        Group::Phase => t_string!(i18n, arrange.group_phase),
        Group::Function => t_string!(i18n, arrange.group_function),
        Group::Side => t_string!(i18n, arrange.group_side),
        Group::Owner => t_string!(i18n, arrange.group_owner),
    }
}

/// What the rows are sorted by.
pub fn sort(i18n: I18n, sort: Sort) -> &'static str {
    match sort {
        Sort::Plan => t_string!(i18n, arrange.sort_plan),
        Sort::Date => t_string!(i18n, arrange.sort_date),
        Sort::Status => t_string!(i18n, arrange.sort_status),
        Sort::Owner => t_string!(i18n, arrange.sort_owner),
    }
}

/// A part of the filter.
pub fn part(i18n: I18n, part: Part) -> &'static str {
    match part {
        Part::Mine => t_string!(i18n, arrange.mine),
        Part::Late => t_string!(i18n, arrange.late),
        Part::Undated => t_string!(i18n, arrange.undated),
        Part::Unowned => t_string!(i18n, arrange.unowned),
    }
}

/// The name of a group, reactive.
pub fn name(i18n: I18n, arranged: Arranged, key: GroupKey) -> String {
    let track = |track: TrackId| {
        let tracks = arranged.plan.state().tracks();
        let tracks = tracks.read();
        let found = tracks.iter().find(|one| one.id == track);
        found.map(|one| one.name.clone()).unwrap_or_default()
    };
    match key {
        GroupKey::Phase(Some(id)) | GroupKey::Function(Some(id)) => track(id),
        GroupKey::Phase(None) => t_string!(i18n, arrange.no_phase).to_owned(),
        GroupKey::Function(None) => t_string!(i18n, arrange.no_function).to_owned(),
        GroupKey::Side(Some(side)) => side_name(i18n, side),
        GroupKey::Side(None) | GroupKey::Owner(None) => t_string!(i18n, arrange.no_lead).to_owned(),
        GroupKey::Owner(Some(id)) => {
            let people = arranged.plan.state().people();
            let people = people.read();
            let found = people.iter().find(|one| one.id == id);
            found.map(|one| one.name.clone()).unwrap_or_default()
        }
    }
}
