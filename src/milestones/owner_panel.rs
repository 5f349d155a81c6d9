//! The panel that names the people of a milestone. A name that nobody has yet becomes a person.

use leptos::prelude::*;
use plan::Command;
use plan::id::{MilestoneId, PersonId};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::owner_choices::{Pick, choices, here};
use super::{owners::Owners, row::Row};
use crate::i18n::*;
use crate::parts::{side_class, side_name};
use crate::state::{OwnerState, PlanStateStoreFields};
use crate::ui::{self, Icon, IconButton, LineField, Picker};

/// Who is on it, and a field to find or add somebody.
#[component]
pub fn OwnerPanel(
    /// The row.
    row: Row,
    /// Who is on it.
    owners: Memo<Owners>,
) -> impl IntoView {
    let i18n = use_i18n();
    let choices = Callback::new(move |query: String| {
        let people = row.plan.state().people();
        let side = row.plan.access().get().map(|access| access.side);
        let here = row.plan.present().with(|all| here(all, side));
        choices(
            i18n,
            row,
            &people.read(),
            &here,
            &owners.get(),
            query.trim(),
        )
    });
    let pick = Callback::new(move |pick: Pick| {
        let owners = owners.get_untracked();
        // One pick is what the panel was opened for; another person is asked for by opening it again.
        if row
            .plan
            .run(picked(row.id, &owners, pick, crate::random::bits))
        {
            close_popover();
        }
    });
    let lines = move || {
        let owners = owners.get();
        let everybody = owners
            .everybody
            .then(|| view! { <EverybodyLine row=row /> });
        let line = |(index, owner): (usize, &OwnerState)| {
            let is_lead = index == 0 && owners.lead.is_some();
            view! { <OwnerLine row=row owners=owners.clone() owner=owner.clone() is_lead=is_lead /> }
        };
        let people = owners.all().enumerate().map(line).collect_view();
        view! { {people} {everybody} }
    };
    view! {
        <div class="panel">
            <ul class="panel__list">{lines}</ul>
            <Picker
                label=Signal::derive(move || t_string!(i18n, owner.find).to_owned())
                choices=choices
                nothing=Signal::derive(move || t_string!(i18n, owner.find_nobody).to_owned())
                on_pick=pick
            />
        </div>
    }
}

#[component]
fn OwnerLine(row: Row, owners: Owners, owner: OwnerState, is_lead: bool) -> impl IntoView {
    let i18n = use_i18n();
    let OwnerState { id, name, side, .. } = owner;
    let rename = Callback::new(move |name: String| {
        row.plan.run(Command::SetPersonName {
            person: id,
            name,
            placeholder: false,
        });
    });
    let (led, left) = (owners.clone(), owners);
    let lead = move |_| {
        row.plan.run(make_lead(row.id, &led, id));
    };
    let leave = Callback::new(move |()| {
        row.plan.run(take_off(row.id, &left, id));
    });
    let name = StoredValue::new(name);
    let leads = move || view! { <small class="panel__mark">{t!(i18n, owner.leads)}</small> };
    view! {
        <li class=format!("panel__line {}", side_class(Some(side)))>
            <i class="person__mark" aria-hidden="true"></i>
            <span class="panel__words">
                <LineField
                    label=Signal::derive(move || t_string!(i18n, owner.name_label, name = name.get_value()))
                    value=Signal::derive(move || name.get_value())
                    on_commit=rename
                />
                <small>{move || side_name(i18n, side)}</small>
            </span>
            <Show when=move || !is_lead fallback=leads>
                <button
                    type="button"
                    class="text-button"
                    aria-label=move || t_string!(i18n, owner.make_lead_label, name = name.get_value())
                    on:click=lead.clone()
                >
                    {t!(i18n, owner.make_lead)}
                </button>
            </Show>
            <IconButton
                label=Signal::derive(move || t_string!(i18n, owner.remove, name = name.get_value()))
                shows=Icon::Close
                on_press=leave
            />
        </li>
    }
}

#[component]
fn EverybodyLine(row: Row) -> impl IntoView {
    let i18n = use_i18n();
    let name = move || t_string!(i18n, owner.everybody).to_owned();
    let leave = Callback::new(move |()| {
        row.plan.run(Command::SetEverybody {
            milestone: row.id,
            everybody: false,
        });
    });
    view! {
        <li class="panel__line is-no-side">
            <i class="person__mark" aria-hidden="true"></i>
            <span class="panel__words">{name}</span>
            <IconButton
                label=Signal::derive(move || t_string!(i18n, owner.remove, name = name()))
                shows=Icon::Close
                on_press=leave
            />
        </li>
    }
}

/// Closes the panel where it stands over the page; in the panel of details it stays.
fn close_popover() {
    let panel = ui::focused().and_then(|focused| focused.closest("[popover]").ok().flatten());
    if let Some(panel) = panel.and_then(|panel| panel.dyn_into::<HtmlElement>().ok()) {
        // Refused only where it has closed by itself.
        let _ = panel.hide_popover();
    }
}

/// The first person leads, everybody after helps.
fn picked(
    milestone: MilestoneId,
    owners: &Owners,
    pick: Pick,
    mut bits: impl FnMut() -> u64,
) -> Command {
    let join = |person: PersonId| match owners.lead {
        None => Command::SetAccountable {
            milestone,
            person: Some(person),
        },
        Some(_) => Command::AddHelper { milestone, person },
    };
    match pick {
        Pick::Known(person) => join(person),
        Pick::Everybody => Command::SetEverybody {
            milestone,
            everybody: true,
        },
        Pick::New { name, side } => {
            let id = PersonId::from_bits(bits());
            Command::Batch(vec![
                Command::AddPerson {
                    id,
                    name,
                    side,
                    placeholder: false,
                },
                join(id),
            ])
        }
    }
}

/// Lead and helper change places.
fn make_lead(milestone: MilestoneId, owners: &Owners, person: PersonId) -> Command {
    let mut steps = vec![
        Command::RemoveHelper { milestone, person },
        Command::SetAccountable {
            milestone,
            person: Some(person),
        },
    ];
    if let Some(lead) = &owners.lead {
        steps.push(Command::AddHelper {
            milestone,
            person: lead.id,
        });
    }
    Command::Batch(steps)
}

/// When the lead goes, the first helper leads.
fn take_off(milestone: MilestoneId, owners: &Owners, person: PersonId) -> Command {
    let is_lead = owners.lead.as_ref().is_some_and(|lead| lead.id == person);
    match owners.helpers.first() {
        _ if !is_lead => Command::RemoveHelper { milestone, person },
        None => Command::SetAccountable {
            milestone,
            person: None,
        },
        Some(next) => Command::Batch(vec![
            Command::RemoveHelper {
                milestone,
                person: next.id,
            },
            Command::SetAccountable {
                milestone,
                person: Some(next.id),
            },
        ]),
    }
}

#[cfg(test)]
mod tests {
    use plan::model::Side;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn owner(bits: u64) -> OwnerState {
        OwnerState {
            id: PersonId::from_bits(bits),
            name: String::new(),
            side: Side::Buyer,
            placeholder: false,
        }
    }

    #[wasm_bindgen_test]
    fn the_first_person_leads_and_the_next_ones_help() {
        let milestone = MilestoneId::from_bits(1);
        let person = PersonId::from_bits(7);
        let nobody = Owners::default();
        let lead = Command::SetAccountable {
            milestone,
            person: Some(person),
        };
        assert_eq!(picked(milestone, &nobody, Pick::Known(person), || 0), lead);
        let led = Owners {
            lead: Some(owner(2)),
            ..Owners::default()
        };
        let help = Command::AddHelper { milestone, person };
        assert_eq!(picked(milestone, &led, Pick::Known(person), || 0), help);
    }

    #[wasm_bindgen_test]
    fn when_the_lead_goes_the_first_helper_leads() {
        let milestone = MilestoneId::from_bits(1);
        let owners = Owners {
            lead: Some(owner(2)),
            helpers: vec![owner(3)],
            everybody: false,
        };
        let expected = Command::Batch(vec![
            Command::RemoveHelper {
                milestone,
                person: PersonId::from_bits(3),
            },
            Command::SetAccountable {
                milestone,
                person: Some(PersonId::from_bits(3)),
            },
        ]);
        assert_eq!(
            take_off(milestone, &owners, PersonId::from_bits(2)),
            expected
        );
    }
}
