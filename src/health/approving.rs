//! The reader's own yes to the whole plan, once the page knows who they are.

use leptos::prelude::*;
use plan::Command;
use plan::agreement::decides;
use plan::id::{ApprovalId, PersonId};
use plan::model::{Approval, DealRole, Plan, Side};
use plan::terms::PlanTerms;

use crate::i18n::*;
use crate::identity::{self, Identity, clean_name};
use crate::open_plan::OpenPlan;
use crate::state::{PersonState, PlanStateStoreFields};
use crate::ui::LineField;

/// Who says yes.
#[derive(Debug, Clone, PartialEq)]
enum Who {
    /// Somebody the plan knows.
    Known(PersonId, String),
    /// Somebody it does not know yet: they become a person of their side with their yes.
    New(String, Side),
    /// The page has to ask: the people it may be.
    Asked(Vec<(PersonId, String)>),
}

/// A button with the reader's name, or the question who they are.
#[component]
pub fn OwnApproval() -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let name = RwSignal::new(identity::load().name);
    let chosen = RwSignal::new(None::<PersonId>);
    let who = Memo::new(move |_| {
        let side = plan.access().get().map(|access| access.side);
        let people = plan.state().people();
        who(&people.read(), side, &name.read(), chosen.get())
    });
    let rename = Callback::new(move |new: String| {
        plan.set_identity(&Identity {
            name: clean_name(&new),
            ..identity::load()
        });
        name.set(clean_name(&new));
    });
    let ask = move |people: Vec<(PersonId, String)>| {
        let button = |(id, name): (PersonId, String)| {
            let said = name.clone();
            let choose = move |_| {
                chosen.set(Some(id));
                rename.run(name.clone());
            };
            view! {
                <button type="button" class="button" on:click=choose>
                    {t_string!(i18n, agree.i_am, name = said)}
                </button>
            }
        };
        view! {
            <p>{t!(i18n, approve.who)}</p>
            <div class="agree__who">{people.into_iter().map(button).collect_view()}</div>
            <LineField
                label=Signal::derive(move || t_string!(i18n, header.your_name).to_owned())
                value=Signal::derive(move || name.get())
                placeholder=Signal::derive(move || t_string!(i18n, header.your_name).to_owned())
                on_commit=rename
            />
        }
    };
    move || match who.get() {
        Who::Asked(people) => ask(people).into_any(),
        known => view! { <Yes who=known /> }.into_any(),
    }
}

#[component]
fn Yes(who: Who) -> impl IntoView {
    let i18n = use_i18n();
    let plan = expect_context::<OpenPlan>();
    let as_decider = RwSignal::new(false);
    let (person, name) = match &who {
        Who::Known(id, name) => (Some(*id), name.clone()),
        Who::New(name, _) => (None, name.clone()),
        Who::Asked(_) => (None, String::new()),
    };
    // Whether their yes holds, and what takes it back.
    let given = Memo::new(move |_| {
        plan.changes().track();
        plan.with_plan(|plan| given(plan, person?))
    });
    let asks_role = Memo::new(move |_| {
        let people = plan.state().people();
        let people = people.read();
        let found = people.iter().find(|one| Some(one.id) == person);
        !found.is_some_and(|one| one.role.is_some_and(decides))
    });
    let holds = move || given.get().is_some_and(|(_, holds)| holds);
    let press = move |_| {
        let command = match given.get_untracked() {
            Some((id, true)) => Command::WithdrawApproval(id),
            before => {
                let decides = as_decider.get_untracked() && asks_role.get_untracked();
                let before = before.map(|(id, _)| id);
                plan.with_plan(|plan| approve(plan, &who, decides, before, crate::random::bits))
            }
        };
        plan.run(command);
    };
    let words = move || {
        let name = name.clone();
        match given.get() {
            None => t_string!(i18n, approve.say, name = name),
            Some((_, true)) => t_string!(i18n, agree.take_back).to_owned(),
            Some(_) => t_string!(i18n, approve.again, name = name),
        }
    };
    view! {
        <Show when=move || asks_role.get() && !holds()>
            <label class="approve__decides">
                <input
                    type="checkbox"
                    prop:checked=move || as_decider.get()
                    on:change=move |event| as_decider.set(event_target_checked(&event))
                />
                <span>{t!(i18n, approve.decides)}</span>
            </label>
        </Show>
        <button type="button" class="button agree__own" class:is-primary=move || !holds() on:click=press>
            {words}
        </button>
    }
}

/// The reader among the people of their side: whom they chose, or the one who has their name. A plan that is on this
/// device only knows no side yet, so nobody can join it here.
fn who(people: &[PersonState], side: Option<Side>, name: &str, chosen: Option<PersonId>) -> Who {
    let mine = people
        .iter()
        .filter(|one| !one.placeholder && side.is_none_or(|side| one.side == side));
    let mine: Vec<(PersonId, String)> = mine.map(|one| (one.id, one.name.clone())).collect();
    if let Some((id, name)) = mine.iter().find(|(id, _)| Some(*id) == chosen) {
        return Who::Known(*id, name.clone());
    }
    let name = clean_name(name);
    let wanted = name.to_lowercase();
    let mut named = mine
        .iter()
        .filter(|(_, one)| clean_name(one).to_lowercase() == wanted);
    match (named.next(), named.next(), side) {
        (Some((id, name)), None, _) => Who::Known(*id, name.clone()),
        (None, _, Some(side)) if !name.is_empty() => Who::New(name, side),
        _ => Who::Asked(mine),
    }
}

/// The last yes of a person to the whole plan, and whether it is to the plan as it is.
fn given(plan: &Plan, person: PersonId) -> Option<(ApprovalId, bool)> {
    let mut own = plan.approvals.iter().filter(|one| one.person == person);
    let now = PlanTerms::of(plan).to_json();
    let first = own.clone().next()?;
    let holds = own.find(|one| one.terms == now);
    Some(holds.map_or((first.id, false), |one| (one.id, true)))
}

/// One command, so one step back: the person where they are new, their part, and their yes in place of an older one.
fn approve(
    plan: &Plan,
    who: &Who,
    decides: bool,
    before: Option<ApprovalId>,
    mut bits: impl FnMut() -> u64,
) -> Command {
    let mut steps: Vec<Command> = before.map(Command::WithdrawApproval).into_iter().collect();
    let person = match who {
        Who::Known(id, _) => *id,
        Who::New(name, side) => {
            let id = PersonId::from_bits(bits());
            steps.push(Command::AddPerson {
                id,
                name: name.clone(),
                side: *side,
                placeholder: false,
            });
            id
        }
        Who::Asked(_) => return Command::nothing(),
    };
    if decides {
        let role = Some(DealRole::DecisionMaker);
        steps.push(Command::SetPersonRole { person, role });
    }
    steps.push(Command::Approve {
        approval: Approval {
            id: ApprovalId::from_bits(bits()),
            person,
            terms: PlanTerms::of(plan).to_json(),
            at: (crate::clock::now_ms() / 1_000).cast_signed(),
        },
    });
    Command::Batch(steps)
}

#[cfg(test)]
mod tests {
    use plan::agreement::approvals;
    use plan::{PlanDoc, model::Person};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn person(bits: u64, name: &str, side: Side) -> PersonState {
        let person = Person::new(PersonId::from_bits(bits), name, side);
        PersonState {
            id: person.id,
            name: person.name,
            placeholder: person.placeholder,
            side: person.side,
            title: String::new(),
            function: String::new(),
            role: None,
        }
    }

    #[wasm_bindgen_test]
    fn the_reader_is_who_has_their_name_or_becomes_a_person() {
        let people = [
            person(1, "Kim Park", Side::Buyer),
            person(2, "Jo", Side::Seller),
        ];
        let known = |name: &str, side| who(&people, side, name, None);
        let kim = Who::Known(PersonId::from_bits(1), "Kim Park".to_owned());
        assert_eq!(known(" kim  park", Some(Side::Buyer)), kim);
        assert_eq!(
            known("Jo", Some(Side::Buyer)),
            Who::New("Jo".to_owned(), Side::Buyer)
        );
        let asked = |name: &str, side| matches!(known(name, side), Who::Asked(_));
        assert!(asked("", Some(Side::Buyer)) && asked("Somebody", None));
    }

    #[wasm_bindgen_test]
    fn a_yes_is_one_step_and_holds_until_the_plan_changes() {
        let mut doc = PlanDoc::new(1);
        let mut bits = 1..;
        let mut bits = || bits.next().unwrap_or(0);
        let new = Who::New("Kim Park".to_owned(), Side::Buyer);
        let yes = approve(doc.plan(), &new, true, None, &mut bits);
        doc.apply(&yes).expect("allowed");
        let kim = doc.plan().people[0].id;
        assert!(given(doc.plan(), kim).is_some_and(|(_, holds)| holds));
        assert!(approvals(doc.plan())[0].decides);
        let day = "2025-09-01".parse().ok();
        doc.apply(&Command::SetGoLive(day)).expect("allowed");
        let (old, holds) = given(doc.plan(), kim).expect("it is still there");
        assert!(!holds);
        let who = Who::Known(kim, "Kim Park".to_owned());
        let again = approve(doc.plan(), &who, false, Some(old), &mut bits);
        doc.apply(&again).expect("allowed");
        let all = approvals(doc.plan());
        assert!(all.len() == 1 && all[0].is_current());
    }
}
