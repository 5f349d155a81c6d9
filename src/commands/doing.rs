//! Doing what was picked in the command menu, once it has closed.

use leptos::prelude::*;
use plan::Command;
use plan::id::MilestoneId;

use super::acts::{Act, RowAct};
use super::{Pick, Shortcuts};
use crate::beginning::Beginning;
use crate::health::{self, Spot};
use crate::i18n::*;
use crate::language::{self, I18n};
use crate::milestones::{AddingBelow, Reorder, StatusKind};
use crate::navigation::Address;
use crate::open_plan::{Column, OpenPlan};
use crate::panels::{Panel, Panels};
use crate::parts::View;
use crate::paths;
use crate::schedule::Slips;
use crate::tracks::Scope;

/// Where things are done: the page, and the row that had the focus before the menu opened.
#[derive(Clone, Copy)]
pub struct Doing {
    pub(super) i18n: I18n,
    pub(super) plan: OpenPlan,
    pub(super) panels: Panels,
    pub(super) shortcuts: Shortcuts,
    pub(super) row: Option<MilestoneId>,
    pub(super) scope: Scope,
    adding: AddingBelow,
    beginning: Beginning,
    slips: Slips,
    reorder: Reorder,
    address: Address,
}

impl Doing {
    /// Call it in a component.
    pub fn new(row: Option<MilestoneId>) -> Self {
        let (plan, panels) = (expect_context(), Panels::expect());
        Self {
            i18n: use_i18n(),
            plan,
            panels,
            shortcuts: Shortcuts::expect(),
            row,
            scope: Scope::expect(),
            adding: AddingBelow::expect(),
            beginning: Beginning::expect(),
            slips: Slips::expect(),
            reorder: Reorder::new(plan, panels.arranged()),
            address: Address::expect(),
        }
    }

    /// Does it, once the menu has closed.
    pub fn perform(self, pick: Pick) {
        match pick {
            Pick::Milestone(id) => health::go(self.panels, Spot::Cell(id, Column::Title)),
            Pick::Person(id) => {
                self.as_table();
                let arranged = self.panels.arranged();
                arranged.choose(|chosen| chosen.filter.person = Some(id));
            }
            Pick::Act(act) => self.act(act),
        }
    }

    fn act(self, act: Act) {
        let (panels, arranged) = (self.panels, self.panels.arranged());
        match act {
            Act::OnRow(act) => {
                if let Some(row) = self.row {
                    self.on_row(row, act);
                }
            }
            Act::Add => health::go(panels, Spot::Add),
            Act::Undo => self.plan.undo(),
            Act::Redo => self.plan.redo(),
            Act::Show(view) => panels.view().choose(view),
            Act::Group(_) | Act::Sort(_) | Act::Filter(_) => {
                self.as_table();
                arranged.choose(|chosen| match act {
                    Act::Group(by) => chosen.group = by,
                    Act::Sort(by) => chosen.sort = by,
                    Act::Filter(part) => {
                        let part = part.of(&mut chosen.filter);
                        *part = !*part;
                    }
                    _ => {}
                });
            }
            Act::ShowAll => arranged.show_all(),
            Act::Backwards => self.slips.plan_backwards(),
            Act::DaysOff => panels.show(Panel::DaysOff),
            Act::Share => panels.share().set(true),
            Act::Files => panels.files().set(true),
            Act::Print => drop(window().print()),
            Act::Health => panels.show(Panel::Health),
            Act::Changes => panels.show(Panel::Changes),
            Act::Goal => health::go(panels, Spot::Goal),
            Act::Criteria => health::go(panels, Spot::Criteria),
            Act::Target => health::go(panels, Spot::Target),
            Act::Begin => self.beginning.begin(),
            Act::Keys => panels.show(Panel::Keys),
            Act::Letters => self.shortcuts.set(!untrack(|| self.shortcuts.are_on())),
            Act::Home => self.address.go(paths::HOME),
            Act::Storage => self.address.go(paths::STORAGE),
            Act::Language(locale) => language::choose(self.i18n, locale),
        }
    }

    /// Groups, order and filter are those of the table.
    fn as_table(self) {
        let view = self.panels.view();
        if view.now() != View::Table {
            view.show(View::Table);
        }
    }

    fn on_row(self, row: MilestoneId, act: RowAct) {
        match act {
            RowAct::Details => self.panels.show(Panel::Milestone(row)),
            RowAct::AddBelow => self.adding.open(row),
            RowAct::Later => self.slips.form(row),
            RowAct::Status(kind) => self.set_status(row, kind),
            RowAct::Up => self.reorder.move_by(row, -1),
            RowAct::Down => self.reorder.move_by(row, 1),
            RowAct::First => self.reorder.move_to_end(row, true),
            RowAct::Last => self.reorder.move_to_end(row, false),
            RowAct::Archive => {
                self.plan.run(Command::ArchiveMilestones(vec![row]));
            }
        }
    }

    fn set_status(self, milestone: MilestoneId, kind: StatusKind) {
        let was = self.plan.with_plan(|plan| {
            let row = plan.milestone(milestone);
            row.map(|row| row.status.clone())
        });
        if let Some(was) = was {
            let status = kind.status(String::new(), &was);
            self.plan.run(Command::SetStatus { milestone, status });
        }
    }
}
