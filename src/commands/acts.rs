//! What the command menu can do. Each does what a control of the page does, so nothing here is only here.

use leptos::prelude::*;
use leptos_i18n::Locale as _;
use plan::model::Status;

use super::doing::Doing;
use crate::arrange::{Group, Part, Sort, group_words, part_words, sort_words};
use crate::i18n::*;
use crate::language;
use crate::milestones::{STATUSES, StatusKind};
use crate::parts::{View, view_words};

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Act {
    OnRow(RowAct),
    Add,
    Undo,
    Redo,
    Show(View),
    Group(Group),
    Sort(Sort),
    /// A part of the filter, on or off.
    Filter(Part),
    ShowAll,
    Backwards,
    DaysOff,
    Share,
    Files,
    Print,
    Health,
    Changes,
    Goal,
    Criteria,
    Target,
    Begin,
    Keys,
    Letters,
    Home,
    Storage,
    Language(Locale),
}

/// Something to do with the row that had the focus.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum RowAct {
    Details,
    AddBelow,
    Later,
    Status(StatusKind),
    Up,
    Down,
    First,
    Last,
    Archive,
}

/// All that can be done now, what is about the focused row first.
pub fn all(doing: Doing) -> Vec<Act> {
    let may_edit = doing.plan.may_edit().get();
    let (undo, redo) = doing.plan.can_undo_redo().get();
    let acts = [
        (Act::Add, may_edit),
        (Act::Undo, may_edit && undo),
        (Act::Redo, may_edit && redo),
        (Act::Backwards, may_edit),
        (Act::DaysOff, true),
        (Act::Share, true),
        (Act::Files, true),
        (Act::Print, true),
        (Act::Health, true),
        (Act::Changes, true),
        (Act::Goal, may_edit),
        (Act::Criteria, may_edit),
        (Act::Target, may_edit),
        (Act::Begin, may_edit),
        (Act::Keys, true),
        (Act::Letters, true),
        (Act::Home, true),
        (Act::Storage, true),
    ];
    let acts = acts.into_iter().filter(|(_, can)| *can).map(|(act, _)| act);
    let here = doing.i18n.get_locale();
    let languages = language::NAMES.into_iter().map(|(locale, _)| locale);
    let languages = languages.filter(|locale| *locale != here);
    of_row(doing, may_edit)
        .into_iter()
        .chain(acts)
        .chain(of_views(doing))
        .chain(languages.map(Act::Language))
        .collect()
}

fn of_row(doing: Doing, may_edit: bool) -> Vec<Act> {
    let Some(row) = doing.row else {
        return Vec::new();
    };
    let now = doing.plan.with_plan(|plan| {
        let row = plan.milestone(row);
        row.map_or_else(Status::default, |row| row.status.clone())
    });
    let statuses = STATUSES.into_iter();
    let statuses = statuses.filter(|kind| *kind != StatusKind::of(&now));
    let moves = [RowAct::Up, RowAct::Down, RowAct::First, RowAct::Last];
    let edits = [RowAct::AddBelow, RowAct::Later, RowAct::Archive].into_iter();
    let edits = edits.chain(statuses.map(RowAct::Status)).chain(moves);
    let acts = std::iter::once(RowAct::Details).chain(edits.filter(|_| may_edit));
    acts.map(Act::OnRow).collect()
}

/// The other views, and how the table can stand.
fn of_views(doing: Doing) -> Vec<Act> {
    let in_track = doing.scope.track().is_some();
    let now = doing.panels.view().within(in_track);
    let views = [View::Table, View::Timeline, View::Tracks].into_iter();
    let views = views.filter(|view| *view != now && !(in_track && *view == View::Tracks));
    let chosen = doing.panels.arranged().choice();
    let groups = Group::ALL.into_iter();
    let groups = groups.filter(|group| *group != chosen.group);
    let sorts = Sort::ALL.into_iter().filter(|sort| *sort != chosen.sort);
    let show_all = (chosen.filter.count() > 0).then_some(Act::ShowAll);
    let acts = views.map(Act::Show).chain(show_all);
    let acts = acts.chain(Part::ALL.into_iter().map(Act::Filter));
    let acts = acts.chain(groups.map(Act::Group));
    acts.chain(sorts.map(Act::Sort)).collect()
}

impl Doing {
    /// What it says.
    pub fn label(self, act: Act) -> String {
        let i18n = self.i18n;
        let of = |what: &str, which: &str| format!("{what}: {which}");
        match act {
            Act::OnRow(act) => return self.row_label(act),
            Act::Show(view) => {
                return of(t_string!(i18n, view.label), view_words(i18n, view));
            }
            Act::Group(by) => return of(t_string!(i18n, arrange.group), group_words(i18n, by)),
            Act::Sort(by) => return of(t_string!(i18n, arrange.sort), sort_words(i18n, by)),
            Act::Filter(part) => {
                return of(t_string!(i18n, arrange.filter), part_words(i18n, part));
            }
            Act::ShowAll => t_string!(i18n, arrange.show_all),
            Act::Add => t_string!(i18n, milestones.add),
            Act::Undo => t_string!(i18n, header.undo),
            Act::Redo => t_string!(i18n, header.redo),
            Act::Backwards => t_string!(i18n, backwards.open),
            Act::DaysOff => t_string!(i18n, days_off.label),
            Act::Share => t_string!(i18n, share.heading),
            Act::Files => t_string!(i18n, commands.files),
            Act::Print => t_string!(i18n, commands.print),
            Act::Health => t_string!(i18n, health.label),
            Act::Changes => t_string!(i18n, news.label),
            Act::Goal => t_string!(i18n, commands.goal),
            Act::Criteria => t_string!(i18n, criteria.add),
            Act::Target => t_string!(i18n, commands.target),
            Act::Begin => t_string!(i18n, commands.begin),
            Act::Keys => t_string!(i18n, commands.keys),
            Act::Letters if self.shortcuts.are_on() => t_string!(i18n, commands.letters_off),
            Act::Letters => t_string!(i18n, commands.letters_on),
            Act::Home => t_string!(i18n, home.title),
            Act::Storage => t_string!(i18n, storage.title),
            Act::Language(locale) => {
                let named = language::NAMES.iter().find(|(one, _)| *one == locale);
                named.map_or(locale.as_str(), |(_, name)| name)
            }
        }
        .to_owned()
    }

    fn row_label(self, act: RowAct) -> String {
        let i18n = self.i18n;
        match act {
            RowAct::Details => t_string!(i18n, commands.details),
            RowAct::AddBelow => t_string!(i18n, milestones.add_below),
            RowAct::Later => t_string!(i18n, slip.menu),
            RowAct::Status(kind) => {
                let what = t_string!(i18n, milestones.status);
                return format!("{what}: {}", kind.words(i18n));
            }
            RowAct::Up => t_string!(i18n, milestones.move_up),
            RowAct::Down => t_string!(i18n, milestones.move_down),
            RowAct::First => t_string!(i18n, milestones.move_first),
            RowAct::Last => t_string!(i18n, milestones.move_last),
            RowAct::Archive => t_string!(i18n, commands.archive),
        }
        .to_owned()
    }

    /// The key that does the same.
    pub fn hint(self, act: Act) -> &'static str {
        match act {
            Act::OnRow(RowAct::Details) => "Alt ↵",
            Act::OnRow(RowAct::Up) => "Alt ↑",
            Act::OnRow(RowAct::Down) => "Alt ↓",
            Act::Undo => "Ctrl Z",
            Act::Redo => "Ctrl ⇧ Z",
            Act::Add if self.shortcuts.are_on() => "N",
            Act::Health if self.shortcuts.are_on() => "H",
            Act::Keys if self.shortcuts.are_on() => "?",
            _ => "",
        }
    }
}
