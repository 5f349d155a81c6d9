//! What the command menu can do. Each does what a control of the page does, so nothing here is only here.

use leptos::prelude::*;
use leptos_i18n::Locale as _;
use plan::Command;
use plan::id::MilestoneId;

use super::{Pick, Shortcuts};
use crate::health::{self, Spot};
use crate::i18n::*;
use crate::language::{self, I18n};
use crate::milestones::AddingBelow;
use crate::navigation::Address;
use crate::open_plan::{Column, OpenPlan};
use crate::panels::{Panel, Panels};
use crate::paths;

/// Something to do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Act {
    Details,
    AddBelow,
    Archive,
    Add,
    Undo,
    Redo,
    Share,
    Health,
    Changes,
    Goal,
    Criteria,
    Target,
    Keys,
    Letters,
    Home,
    Storage,
    Language(Locale),
}

/// Where things are done: the page, and the row that had the focus before the menu opened.
#[derive(Clone, Copy)]
pub struct Doing {
    i18n: I18n,
    plan: OpenPlan,
    panels: Panels,
    adding: AddingBelow,
    shortcuts: Shortcuts,
    row: Option<MilestoneId>,
    address: Address,
}

/// All that can be done now, what is about the focused row first.
pub fn all(doing: Doing) -> Vec<Act> {
    let may_edit = doing.plan.may_edit().get();
    let (undo, redo) = doing.plan.can_undo_redo().get();
    let here = doing.i18n.get_locale();
    let languages = language::NAMES.into_iter().map(|(locale, _)| locale);
    let row = doing.row.is_some();
    let acts = [
        (Act::Details, row),
        (Act::AddBelow, row && may_edit),
        (Act::Archive, row && may_edit),
        (Act::Add, may_edit),
        (Act::Undo, may_edit && undo),
        (Act::Redo, may_edit && redo),
        (Act::Share, true),
        (Act::Health, true),
        (Act::Changes, true),
        (Act::Goal, may_edit),
        (Act::Criteria, may_edit),
        (Act::Target, may_edit),
        (Act::Keys, true),
        (Act::Letters, true),
        (Act::Home, true),
        (Act::Storage, true),
    ];
    let acts = acts.into_iter().filter(|(_, can)| *can).map(|(act, _)| act);
    let languages = languages
        .filter(|locale| *locale != here)
        .map(Act::Language);
    acts.chain(languages).collect()
}

impl Doing {
    /// Call it in a component.
    pub fn new(row: Option<MilestoneId>) -> Self {
        Self {
            i18n: use_i18n(),
            plan: expect_context(),
            panels: Panels::expect(),
            adding: AddingBelow::expect(),
            shortcuts: Shortcuts::expect(),
            row,
            address: Address::expect(),
        }
    }

    /// What it says.
    pub fn label(self, act: Act) -> String {
        let i18n = self.i18n;
        match act {
            Act::Details => t_string!(i18n, commands.details),
            Act::AddBelow => t_string!(i18n, milestones.add_below),
            Act::Archive => t_string!(i18n, commands.archive),
            Act::Add => t_string!(i18n, milestones.add),
            Act::Undo => t_string!(i18n, header.undo),
            Act::Redo => t_string!(i18n, header.redo),
            Act::Share => t_string!(i18n, share.heading),
            Act::Health => t_string!(i18n, health.label),
            Act::Changes => t_string!(i18n, news.label),
            Act::Goal => t_string!(i18n, commands.goal),
            Act::Criteria => t_string!(i18n, criteria.add),
            Act::Target => t_string!(i18n, commands.target),
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

    /// The key that does the same.
    pub fn hint(self, act: Act) -> &'static str {
        match act {
            Act::Details => "Alt ↵",
            Act::Undo => "Ctrl Z",
            Act::Redo => "Ctrl ⇧ Z",
            Act::Add if self.shortcuts.are_on() => "N",
            Act::Health if self.shortcuts.are_on() => "H",
            Act::Keys if self.shortcuts.are_on() => "?",
            _ => "",
        }
    }

    /// Does it, once the menu has closed.
    pub fn perform(self, pick: Pick) {
        match pick {
            Pick::Milestone(id) => health::go(self.panels, Spot::Cell(id, Column::Title)),
            Pick::Act(act) => self.act(act),
        }
    }

    fn act(self, act: Act) {
        let panels = self.panels;
        match act {
            Act::Details | Act::AddBelow | Act::Archive => self.on_row(act),
            Act::Add => health::go(panels, Spot::Add),
            Act::Undo => self.plan.undo(),
            Act::Redo => self.plan.redo(),
            Act::Share => panels.share().set(true),
            Act::Health => panels.show(Panel::Health),
            Act::Changes => panels.show(Panel::Changes),
            Act::Goal => health::go(panels, Spot::Goal),
            Act::Criteria => health::go(panels, Spot::Criteria),
            Act::Target => health::go(panels, Spot::Target),
            Act::Keys => panels.show(Panel::Keys),
            Act::Letters => self.shortcuts.set(!untrack(|| self.shortcuts.are_on())),
            Act::Home => self.address.go(paths::HOME),
            Act::Storage => self.address.go(paths::STORAGE),
            Act::Language(locale) => language::choose(self.i18n, locale),
        }
    }

    fn on_row(self, act: Act) {
        let Some(row) = self.row else { return };
        match act {
            Act::AddBelow => self.adding.open(row),
            Act::Archive => {
                self.plan.run(Command::ArchiveMilestones(vec![row]));
            }
            _ => self.panels.show(Panel::Milestone(row)),
        }
    }
}
