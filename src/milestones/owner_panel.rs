//! The panel that names the people of a milestone. A name that nobody has yet becomes a person.

use leptos::prelude::*;
use plan::Command;
use plan::id::{MilestoneId, PersonId};
use plan::model::Side;

use super::{owners::Owners, row::Row};
use crate::i18n::*;
use crate::language::I18n;
use crate::parts::{side_class, side_name};
use crate::state::{OwnerState, PersonState, PlanStateStoreFields};
use crate::ui::{Choice, Icon, IconButton, LineField, Picker};

/// Longest name in characters.
const NAME_LENGTH_MAX: usize = 200;

/// What can be picked.
#[derive(Debug, Clone, PartialEq)]
enum Pick {
    Known(PersonId),
    New { name: String, side: Side },
    Everybody,
}

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
        choices(i18n, row, &people.read(), &owners.get(), query.trim())
    });
    let pick = Callback::new(move |pick: Pick| {
        row.plan.run(picked(
            row.id,
            &owners.get_untracked(),
            pick,
            crate::random::bits,
        ));
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

/// People with these letters who are not on it yet, everybody, and a new person on either side.
fn choices(
    i18n: I18n,
    row: Row,
    people: &[PersonState],
    owners: &Owners,
    query: &str,
) -> Vec<Choice<Pick>> {
    let wanted = query.to_lowercase();
    let matches = |name: &str| name.to_lowercase().contains(&wanted);
    let is_on = |id: PersonId| owners.all().any(|owner| owner.id == id);
    let known = people
        .iter()
        .filter(|person| !is_on(person.id) && matches(&person.name))
        .map(|person| Choice {
            value: Pick::Known(person.id),
            label: person.name.clone(),
            detail: side_name(i18n, person.side),
            class: side_class(Some(person.side)),
        });
    let mut choices: Vec<Choice<Pick>> = known.collect();
    let everybody = t_string!(i18n, owner.everybody);
    if !owners.everybody && matches(everybody) {
        choices.push(Choice {
            value: Pick::Everybody,
            label: everybody.to_owned(),
            detail: t_string!(i18n, owner.everybody_detail).to_owned(),
            class: side_class(None),
        });
    }
    let name: String = query.chars().take(NAME_LENGTH_MAX).collect();
    if !name.is_empty() {
        choices.extend([Side::Buyer, Side::Seller].map(|side| Choice {
            value: Pick::New {
                name: name.clone(),
                side,
            },
            label: name.clone(),
            detail: t_string!(i18n, owner.add_to, side = company(i18n, row, side)),
            class: side_class(Some(side)),
        }));
    }
    choices
}

/// The company's name, or the side while it has none.
fn company(i18n: I18n, row: Row, side: Side) -> String {
    let state = row.plan.state();
    let name = match side {
        Side::Buyer => state.buyer().get(),
        Side::Seller => state.seller().get(),
        Side::Partner => state.partner().get(),
    };
    if name.is_empty() {
        side_name(i18n, side)
    } else {
        name
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
