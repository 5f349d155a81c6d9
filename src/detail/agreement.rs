//! Who said yes to which terms of a milestone, what has changed since, and the reader's own yes.

use leptos::prelude::*;
use plan::Command;
use plan::agreement::{Standing, changed_since, standing};
use plan::id::PersonId;
use plan::model::{Agreement, Milestone, Plan, Side};
use plan::terms::{Terms, TermsChange};

use super::changes;
use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::identity::{self, Identity};
use crate::language::I18n;
use crate::milestones::{Owners, Row};
use crate::parts::{Today, side_class, side_name};
use crate::state::{OwnerState, PersonState, PlanStateStoreFields};

/// A person's yes as the page shows it.
#[derive(Debug, Clone, PartialEq)]
struct Yes {
    person: PersonId,
    name: String,
    side: Option<Side>,
    at_ms: u64,
    /// What changed since; `None` where the terms cannot be read.
    since: Option<Vec<TermsChange>>,
}

impl Yes {
    fn holds(&self) -> bool {
        self.since.as_ref().is_some_and(Vec::is_empty)
    }
}

/// Every yes, where that leaves the milestone, and the button for the reader's own.
#[component]
pub fn Agreements(
    /// The milestone's row.
    row: Row,
    /// The milestone.
    milestone: Memo<Option<Milestone>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let plan = row.plan;
    let facts = Memo::new(move |_| {
        plan.changes().track();
        let milestone = milestone.get()?;
        Some(plan.with_plan(|plan| (standing(plan, &milestone), yeses(plan, &milestone))))
    });
    let stands = move || {
        facts
            .get()
            .map(|(standing, _)| standing_words(i18n, &standing))
    };
    let lines = move || {
        let all = facts.get().map(|(_, all)| all).unwrap_or_default();
        all.into_iter()
            .map(|yes| yes_line(i18n, yes))
            .collect_view()
    };
    let all = Memo::new(move |_| facts.get().map(|(_, all)| all).unwrap_or_default());
    view! {
        <section class="detail__part agree">
            <h3>{t!(i18n, agree.heading)}</h3>
            <p class="agree__standing" role="status">{stands}</p>
            <ul class="agree__list">{lines}</ul>
            <Show when=move || row.may_edit.get()><OwnYes row=row all=all /></Show>
            <p class="agree__terms">{t!(i18n, agree.terms)} " " {t!(i18n, agree.proof)}</p>
        </section>
    }
}

fn standing_words(i18n: I18n, standing: &Standing) -> String {
    let sides = |missing: &[Side]| {
        let names: Vec<String> = missing.iter().map(|side| side_name(i18n, *side)).collect();
        names.join(", ")
    };
    match standing {
        Standing::NobodyToAsk => t_string!(i18n, agree.nobody_to_ask).to_owned(),
        Standing::Proposed { missing } => t_string!(i18n, agree.missing, sides = sides(missing)),
        Standing::Agreed { .. } => t_string!(i18n, agree.agreed).to_owned(),
        Standing::ChangedSince { missing, .. } => {
            t_string!(i18n, agree.changed, sides = sides(missing))
        }
    }
}

fn yes_line(i18n: I18n, yes: Yes) -> AnyView {
    let today = Today::expect();
    let holds = yes.holds();
    let words = {
        let yes = yes.clone();
        move || {
            let now = crate::clock::now_ms();
            let when = format::ago(i18n.get_locale(), yes.at_ms, now);
            let name = match yes.name.as_str() {
                "" => t_string!(i18n, agree.somebody).to_owned(),
                name => name.to_owned(),
            };
            match &yes.since {
                None => t_string!(i18n, agree.unreadable, name = name, when = when),
                Some(since) if since.is_empty() => {
                    t_string!(i18n, agree.said_yes, name = name, when = when)
                }
                Some(_) => t_string!(i18n, agree.before, name = name, when = when),
            }
        }
    };
    let change = move |change: TermsChange| {
        let day = move |day| format::date(i18n.get_locale(), DateStyle::Short, day, today.get());
        view! { <li dir="auto">{move || changes::words(i18n, &change, day)}</li> }
    };
    let since = yes.since.unwrap_or_default();
    let since = since.into_iter().map(change).collect_view();
    view! {
        <li class=format!("agree__yes {}", side_class(yes.side)) class:is-past=!holds>
            <span><i class="person__mark" aria-hidden="true"></i> " " <span dir="auto">{words}</span></span>
            <ul class="agree__since">{since}</ul>
        </li>
    }
    .into_any()
}

/// The reader says yes, once the page knows which of the owners they are.
#[component]
fn OwnYes(row: Row, all: Memo<Vec<Yes>>) -> impl IntoView {
    let i18n = use_i18n();
    let owners = Owners::of(row);
    let name = RwSignal::new(identity::load().name);
    let side = move || row.plan.access().get().map(|access| access.side);
    let askable = Memo::new(move |_| {
        let people = row.plan.state().people();
        let side = side();
        owners.with(|owners| askable(owners, &people.read(), side))
    });
    let choose = move |person: &OwnerState| {
        let own = identity::load();
        let chosen = person.name.clone();
        row.plan.set_identity(&Identity {
            name: identity::clean_name(&chosen),
            ..own
        });
        name.set(chosen);
    };
    let who = move |people: Vec<OwnerState>| {
        let button = |person: OwnerState| {
            let label = person.name.clone();
            view! {
                <button type="button" class="button" on:click=move |_| choose(&person)>
                    {move || t_string!(i18n, agree.i_am, name = label.clone())}
                </button>
            }
        };
        let buttons = people.into_iter().map(button).collect_view();
        view! { <p>{t!(i18n, agree.who)}</p> <div class="agree__who">{buttons}</div> }.into_any()
    };
    move || {
        let people = askable.get();
        match own(&people, &name.get()) {
            Some(me) => own_button(row, all, me),
            None if !people.is_empty() => who(people),
            None if owners.with(|owners| owners.all().any(|owner| owner.placeholder)) => {
                view! { <p>{t!(i18n, agree.unnamed)}</p> }.into_any()
            }
            None if owners.with(|owners| owners.all().next().is_none()) => ().into_any(),
            None => view! { <p>{t!(i18n, agree.not_mine)}</p> }.into_any(),
        }
    }
}

fn own_button(row: Row, all: Memo<Vec<Yes>>, me: OwnerState) -> AnyView {
    let i18n = use_i18n();
    let person = me.id;
    let given =
        Memo::new(move |_| all.with(|all| all.iter().find(|yes| yes.person == person).cloned()));
    let holds = move || given.get().is_some_and(|yes| yes.holds());
    let press = move |_| {
        let milestone = row.id;
        let command = if given.get_untracked().is_some_and(|yes| yes.holds()) {
            Some(Command::WithdrawAgreement { milestone, person })
        } else {
            row.plan.with_plan(|plan| agree(plan, row, person))
        };
        if let Some(command) = command {
            row.plan.run(command);
        }
    };
    let words = move || {
        let name = me.name.clone();
        match given.get() {
            None => t_string!(i18n, agree.say, name = name),
            Some(yes) if yes.holds() => t_string!(i18n, agree.take_back).to_owned(),
            Some(_) => t_string!(i18n, agree.again, name = name),
        }
    };
    view! {
        <button type="button" class="button agree__own" class:is-primary=move || !holds() on:click=press>
            {words}
        </button>
    }
    .into_any()
}

/// A yes to the terms as the document has them now.
fn agree(plan: &Plan, row: Row, person: PersonId) -> Option<Command> {
    let milestone = plan.milestone(row.id)?;
    let agreement = Agreement {
        milestone: row.id,
        person,
        terms: Terms::of(plan, milestone).to_json(),
        at: (crate::clock::now_ms() / 1_000).cast_signed(),
    };
    Some(Command::Agree { agreement })
}

/// Every yes to this milestone, those that hold first.
fn yeses(plan: &Plan, milestone: &Milestone) -> Vec<Yes> {
    let own = plan.agreements.iter();
    let own = own.filter(|one| one.milestone == milestone.id);
    let mut all: Vec<Yes> = own
        .map(|one| {
            // Reading has followed merges already.
            let found = plan.person(one.person);
            Yes {
                person: one.person,
                name: found.map(|found| found.name.clone()).unwrap_or_default(),
                side: found.map(|found| found.side),
                at_ms: u64::try_from(one.at).unwrap_or_default() * 1_000,
                since: changed_since(plan, one).ok(),
            }
        })
        .collect();
    all.sort_by_key(|yes| !yes.holds());
    all
}

/// The owners that a reader of this side may be. A plan that is on this device only knows no side yet.
fn askable(owners: &Owners, people: &[PersonState], side: Option<Side>) -> Vec<OwnerState> {
    let everybody = people.iter().filter(|_| owners.everybody);
    let everybody = everybody.map(|person| OwnerState {
        id: person.id,
        name: person.name.clone(),
        side: person.side,
        placeholder: person.placeholder,
    });
    let mut all: Vec<OwnerState> = owners.all().cloned().collect();
    for person in everybody {
        if all.iter().all(|known| known.id != person.id) {
            all.push(person);
        }
    }
    all.retain(|person| !person.placeholder && side.is_none_or(|side| person.side == side));
    all
}

/// The reader among them, by the name that they gave themselves. Two of one name: they have to say.
fn own(people: &[OwnerState], name: &str) -> Option<OwnerState> {
    let wanted = identity::clean_name(name).to_lowercase();
    let is_own = |person: &&OwnerState| identity::clean_name(&person.name).to_lowercase() == wanted;
    let mut found = people.iter().filter(is_own);
    let one = found.next().filter(|_| !wanted.is_empty())?;
    found.next().is_none().then(|| one.clone())
}

#[cfg(test)]
mod tests {
    use plan::model::{Due, Person};
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn owner(bits: u64, name: &str, side: Side) -> OwnerState {
        OwnerState {
            id: PersonId::from_bits(bits),
            name: name.to_owned(),
            side,
            placeholder: name == "Legal",
        }
    }

    #[wasm_bindgen_test]
    fn only_a_named_owner_of_the_readers_side_is_asked() {
        let owners = Owners {
            lead: Some(owner(1, "Sarah Chen", Side::Buyer)),
            helpers: vec![owner(2, "Jo", Side::Seller), owner(3, "Legal", Side::Buyer)],
            everybody: false,
        };
        let names = |side| -> Vec<String> {
            let people = askable(&owners, &[], side);
            people.into_iter().map(|person| person.name).collect()
        };
        assert_eq!(names(Some(Side::Buyer)), ["Sarah Chen"]);
        assert_eq!(names(None), ["Sarah Chen", "Jo"]);
    }

    #[wasm_bindgen_test]
    fn the_reader_is_known_by_name_unless_two_have_it() {
        let people = [
            owner(1, "Sarah Chen", Side::Buyer),
            owner(2, "Jo", Side::Buyer),
        ];
        let found = |name: &str| own(&people, name).map(|person| person.id);
        assert_eq!(found(" sarah  chen "), Some(people[0].id));
        assert_eq!(found("Sara"), None);
        assert_eq!(found(""), None);
        let twins = [owner(1, "Jo", Side::Buyer), owner(2, "jo", Side::Buyer)];
        assert_eq!(own(&twins, "Jo"), None);
    }

    #[wasm_bindgen_test]
    fn a_yes_says_what_has_changed_since() {
        let mut milestone = Milestone::new(plan::id::MilestoneId::from_bits(1), "Contract");
        let person = Person::new(PersonId::from_bits(7), "Jo", Side::Buyer);
        let mut plan = Plan {
            people: vec![person],
            milestones: vec![milestone.clone()],
            ..Plan::default()
        };
        plan.agreements.push(Agreement {
            milestone: milestone.id,
            person: PersonId::from_bits(7),
            terms: Terms::of(&plan, &milestone).to_json(),
            at: 5,
        });
        assert!(yeses(&plan, &milestone)[0].holds());
        milestone.due = Some(Due {
            date: "2025-09-01".parse().expect("a date"),
            pinned: false,
            weeks: None,
        });
        plan.milestones = vec![milestone.clone()];
        let now = yeses(&plan, &milestone);
        assert_eq!((now[0].name.as_str(), now[0].at_ms), ("Jo", 5_000));
        assert!(matches!(
            now[0].since.as_deref(),
            Some([TermsChange::Due { .. }])
        ));
    }
}
