//! Who a milestone belongs to.

use leptos::prelude::*;

use super::{cell_panel::CellPanel, owner_panel::OwnerPanel, row::Row};
use crate::i18n::*;
use crate::later::{later, later_view};
use crate::open_plan::Column;
use crate::parts::PersonChip;
use crate::state::{MilestoneStateStoreFields, OwnerState};

/// Everybody who has a part in a milestone.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Owners {
    /// Who answers for it.
    pub lead: Option<OwnerState>,
    /// Who else works on it.
    pub helpers: Vec<OwnerState>,
    /// All people of the plan.
    pub everybody: bool,
}

impl Owners {
    /// Those of a row, as they change.
    pub fn of(row: Row) -> Memo<Self> {
        Memo::new(move |_| Self {
            lead: row.state.owner().try_get().flatten(),
            helpers: row.state.helpers().try_get().unwrap_or_default(),
            everybody: row.state.everybody().try_get().unwrap_or_default(),
        })
    }

    /// The lead first.
    pub fn all(&self) -> impl Iterator<Item = &OwnerState> {
        self.lead.iter().chain(&self.helpers)
    }

    fn is_empty(&self) -> bool {
        self.lead.is_none() && self.helpers.is_empty() && !self.everybody
    }
}

/// Names with the mark of their side, with a panel to change them.
#[component]
pub fn OwnerCell(
    /// The row.
    row: Row,
) -> impl IntoView {
    let i18n = use_i18n();
    let owners = Owners::of(row);
    let label = Signal::derive(move || tu_string!(i18n, owner.label, title = row.name.get()));
    let panel = ViewFn::from(move || later_view(move || Box::pin(owner_panel(row, owners))));
    view! {
        <CellPanel row=row column=Column::Owner label=label panel=panel>
            <OwnerWords owners=owners may_edit=row.may_edit.get_untracked() />
        </CellPanel>
    }
}

later! { panels;
    fn owner_panel(row: Row, owners: Memo<Owners>) { view! { <OwnerPanel row=row owners=owners /> } }
}

#[component]
fn OwnerWords(owners: Memo<Owners>, may_edit: bool) -> impl IntoView {
    let i18n = use_i18n();
    move || {
        let owners = owners.get();
        if owners.is_empty() {
            return if may_edit {
                view! { <span class="cell-empty">{tu_string!(i18n, owner.set)}</span> }.into_any()
            } else {
                view! { <span class="cell-none">{tu_string!(i18n, owner.none)}</span> }.into_any()
            };
        }
        let person = |owner: &OwnerState| {
            view! { <PersonChip name=owner.name.clone() side=Some(owner.side) placeholder=owner.placeholder /> }
        };
        let people = owners.all().map(person).collect_view();
        let everybody = owners.everybody.then(|| {
            let name = tu_string!(i18n, owner.everybody).to_owned();
            view! { <PersonChip name=name side=None /> }
        });
        view! { <span class="people">{people}{everybody}</span> }.into_any()
    }
}
