//! The command menu (Ctrl/Cmd-K): milestones and everything that the page can do, by typing; and the map of all keys.

mod acts;
mod doing;
mod finding;
mod map;
mod modal;
mod shortcuts;

use leptos::prelude::*;
use plan::id::{MilestoneId, PersonId};

use self::acts::Act;
use self::doing::Doing;
use self::finding::best;
pub use self::map::KeyMap;
use self::modal::Modal;
pub use self::shortcuts::Shortcuts;
use crate::i18n::*;
use crate::open_plan::OpenPlan;
use crate::panels::keys;
use crate::state::PlanStateStoreFields;
use crate::ui::{Choice, Picker};

/// More than this many rows are not read: one types on.
const OFFERED_MAX: usize = 40;

/// What can be picked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pick {
    /// Something to do.
    Act(Act),
    /// A row to go to.
    Milestone(MilestoneId),
    /// Somebody, whose milestones show.
    Person(PersonId),
}

/// The menu: a dialog with a field that finds.
#[component]
pub fn CommandMenu() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let row = crate::ui::focused().and_then(|focused| keys::milestone_of(&focused));
    let doing = Doing::new(row);
    let picked = RwSignal::new(None::<Pick>);
    let choices = Callback::new(move |query: String| {
        let acts = acts::all(doing).into_iter();
        let acts = acts.map(|act| Choice {
            value: Pick::Act(act),
            label: doing.label(act),
            detail: doing.hint(act).to_owned(),
            class: "",
        });
        let rows = plan.state().milestones();
        let rows = rows.read();
        let rows = rows.iter().map(|row| Choice {
            value: Pick::Milestone(row.id),
            label: row.title.clone(),
            detail: t_string!(i18n, commands.milestone).to_owned(),
            class: "",
        });
        let people = plan.state().people();
        let people = people.read();
        let people = people.iter().map(|one| Choice {
            value: Pick::Person(one.id),
            label: one.name.clone(),
            detail: t_string!(i18n, commands.person).to_owned(),
            class: "",
        });
        best(&query, acts.chain(rows).chain(people), OFFERED_MAX)
    });
    let label = Signal::derive(move || t_string!(i18n, commands.find).to_owned());
    view! {
        <Modal
            label=Signal::derive(move || t_string!(i18n, commands.label).to_owned())
            on_closed=Callback::new(move |()| {
                if let Some(pick) = picked.get_untracked() {
                    doing.perform(pick);
                }
            })
            closes=Signal::derive(move || picked.get().is_some())
        >
            <Picker
                label=label
                choices=choices
                nothing=Signal::derive(move || t_string!(i18n, commands.nothing).to_owned())
                on_pick=Callback::new(move |pick| picked.set(Some(pick)))
            />
        </Modal>
    }
}
