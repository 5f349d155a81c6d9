//! Who can be picked for a milestone: those first who have the plan open.

use leptos::prelude::*;
use plan::id::PersonId;
use plan::model::Side;

use super::{owners::Owners, row::Row};
use crate::i18n::*;
use crate::identity::{self, clean_name};
use crate::language::I18n;
use crate::open_plan::Present;
use crate::parts::{side_class, side_name};
use crate::state::{PersonState, PlanStateStoreFields};
use crate::ui::Choice;

/// Longest name in characters.
const NAME_LENGTH_MAX: usize = 200;

/// What can be picked.
#[derive(Debug, Clone, PartialEq)]
pub enum Pick {
    Known(PersonId),
    New { name: String, side: Side },
    Everybody,
}

/// Somebody who has the plan open, by their name.
#[derive(Debug, Clone, PartialEq)]
pub struct Here {
    name: String,
    side: Option<Side>,
}

impl Here {
    fn is(&self, name: &str) -> bool {
        self.name.to_lowercase() == clean_name(name).to_lowercase()
    }
}

/// Who has the plan open and has said their name, the reader first.
pub fn here(present: &[Present], own_side: Option<Side>) -> Vec<Here> {
    let own = Here {
        name: clean_name(&identity::load().name),
        side: own_side,
    };
    let others = present.iter().map(|one| Here {
        name: clean_name(&one.name),
        side: one.side,
    });
    let mut all: Vec<Here> = Vec::new();
    for one in std::iter::once(own).chain(others) {
        if !one.name.is_empty() && !all.iter().any(|other| other.is(&one.name)) {
            all.push(one);
        }
    }
    all
}

/// People with these letters who are not on it yet, those first who have the plan open, everybody, and a new person on
/// either side.
pub fn choices(
    i18n: I18n,
    row: Row,
    people: &[PersonState],
    here: &[Here],
    owners: &Owners,
    query: &str,
) -> Vec<Choice<Pick>> {
    let wanted = query.to_lowercase();
    let matches = |name: &str| name.to_lowercase().contains(&wanted);
    let is_on = |id: PersonId| owners.all().any(|owner| owner.id == id);
    let is_here = |name: &str| here.iter().any(|one| one.is(name));
    let detail = |name: &str, detail: String| match is_here(name) {
        true => t_string!(i18n, owner.is_here, detail = detail),
        false => detail,
    };
    let mut known: Vec<&PersonState> = people
        .iter()
        .filter(|person| !is_on(person.id) && matches(&person.name))
        .collect();
    known.sort_by_key(|person| !is_here(&person.name));
    let known = known.into_iter().map(|person| Choice {
        value: Pick::Known(person.id),
        label: person.name.clone(),
        detail: detail(&person.name, side_name(i18n, person.side)),
        class: side_class(Some(person.side)),
    });
    let is_known = |one: &Here| people.iter().any(|person| one.is(&person.name));
    let came = here
        .iter()
        .filter(|one| !is_known(one) && matches(&one.name));
    let came = came.filter_map(|one| {
        let told = |words| detail(&one.name, words);
        Some(new_of(i18n, row, &one.name, one.side?, told))
    });
    let mut choices: Vec<Choice<Pick>> = came.chain(known).collect();
    let everybody = t_string!(i18n, owner.everybody);
    if !owners.everybody && matches(everybody) {
        choices.push(Choice {
            value: Pick::Everybody,
            label: everybody.to_owned(),
            detail: t_string!(i18n, owner.everybody_detail).to_owned(),
            class: side_class(None),
        });
    }
    choices.extend(new_person(i18n, row, query));
    choices
}

/// Who is typed and not known: a person of either side.
fn new_person(i18n: I18n, row: Row, query: &str) -> Vec<Choice<Pick>> {
    let name: String = query.chars().take(NAME_LENGTH_MAX).collect();
    if name.is_empty() {
        return Vec::new();
    }
    let of_side = |side| new_of(i18n, row, &name, side, |detail| detail);
    [Side::Buyer, Side::Seller].map(of_side).into()
}

fn new_of(
    i18n: I18n,
    row: Row,
    name: &str,
    side: Side,
    detail: impl Fn(String) -> String,
) -> Choice<Pick> {
    Choice {
        value: Pick::New {
            name: name.to_owned(),
            side,
        },
        label: name.to_owned(),
        detail: detail(t_string!(
            i18n,
            owner.add_to,
            side = company(i18n, row, side)
        )),
        class: side_class(Some(side)),
    }
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

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn present(client: u64, name: &str) -> Present {
        Present {
            client,
            name: name.to_owned(),
            side: Some(Side::Buyer),
            color: None,
            cell: None,
            browser: None,
            follows: None,
            looks: None,
        }
    }

    #[wasm_bindgen_test]
    fn each_who_is_here_and_named_counts_once() {
        let all = [
            present(1, "Sarah  Chen"),
            present(2, "sarah chen"),
            present(3, ""),
        ];
        let here = here(&all, None);
        let sarah: Vec<&Here> = here.iter().filter(|one| one.is("Sarah Chen ")).collect();
        assert_eq!(sarah.len(), 1);
        assert!(here.iter().all(|one| !one.name.is_empty()));
    }
}
