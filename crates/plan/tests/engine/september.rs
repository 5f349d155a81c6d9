//! The September example (001-33): eleven milestones to a go-live on September 1.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use expect_test::expect;
use plan::{
    id::{MilestoneId, PersonId},
    model::*,
    schedule::schedule,
};

use crate::drawing::{date, draw, id, milestone};

/// The day on which the plan is looked at.
pub const TODAY: &str = "2025-06-19";

/// Short ids by title, so that drawings stay readable.
const IDS: [(&str, &str); 11] = [
    ("Discovery call complete", "discovery"),
    ("Business case submitted to CFO", "case"),
    ("CFO budget approval", "budget"),
    ("Security questionnaire submitted", "questionnaire"),
    ("IT security review complete", "review"),
    ("Contract redlines returned", "redlines"),
    ("Contract signed", "signed"),
    ("Onboarding kickoff", "onboarding"),
    ("Data migration complete", "migration"),
    ("User acceptance testing", "uat"),
    ("Go-live", "golive"),
];

fn id_of(title: &str) -> MilestoneId {
    let (_, short) = IDS
        .iter()
        .find(|(known, _)| *known == title)
        .expect("a known title");
    id(short)
}

/// `examples/september.csv` as a plan. Owners are roles, as in the file: no names yet.
pub fn plan() -> (Plan, NaiveDate) {
    let text = include_str!("../../../../examples/september.csv");
    let mut plan = Plan {
        title: "New quoting system".into(),
        go_live: Some(date("2025-09-01")),
        ..Plan::default()
    };
    let mut people: BTreeMap<String, PersonId> = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [title, owners, sides, due, status, after] = cells[..] else {
            panic!("six cells: {line}");
        };
        let mut one = milestone(id_of(title).as_str());
        one.title = title.into();
        one.due = Some(Due {
            date: date(due),
            pinned: false,
            weeks: None,
        });
        one.status = match status {
            "Complete" => Status::Done { on: date(due) },
            "In progress" => Status::InProgress,
            "Pending" => Status::Waiting { on: String::new() },
            _ => Status::NotStarted,
        };
        if title == "Go-live" {
            one.kind = MilestoneKind::GoLive;
        }
        let owners: Vec<PersonId> = owners
            .split(" + ")
            .zip(sides.split(" + "))
            .filter(|(owner, _)| *owner != "All")
            .map(|(owner, side)| {
                *people
                    .entry(owner.into())
                    .or_insert_with(|| add_person(&mut plan, owner, side))
            })
            .collect();
        one.everybody = owners.is_empty();
        one.accountable = owners.first().copied();
        one.helpers = owners.into_iter().skip(1).collect();
        plan.dependencies
            .extend(
                after
                    .split("; ")
                    .filter(|title| !title.is_empty())
                    .map(|before| Dependency {
                        predecessor: id_of(before),
                        successor: one.id,
                        // 001-48: the questionnaire bounds the finish of the review, it may begin before.
                        kind: match title {
                            "IT security review complete" => DependencyKind::FinishToFinish,
                            _ => DependencyKind::FinishToStart,
                        },
                        lag_days: 0,
                        policy: GapPolicy::Consume,
                    }),
            );
        plan.milestones.push(one);
    }
    plan.dependencies.sort();
    (plan, date(TODAY))
}

fn add_person(plan: &mut Plan, name: &str, side: &str) -> PersonId {
    let id = PersonId::from_bits(plan.people.len() as u64);
    plan.people.push(Person {
        id,
        name: name.into(),
        placeholder: false,
        side: if side == "Seller" {
            Side::Seller
        } else {
            Side::Buyer
        },
        title: String::new(),
        function: String::new(),
        role: (name == "CFO").then_some(DealRole::EconomicBuyer),
        archived: false,
        merged_into: None,
    });
    id
}

#[test]
fn the_example_on_june_19() {
    let (plan, today) = plan();
    expect![[r#"
        discovery     2025-06-10 .. 2025-06-10  1d | latest -                   slack   -   | done
        case          2025-06-19 .. 2025-06-19  6d | latest 07-03 budget        slack  10   | today
        budget        2025-06-20 .. 2025-06-26  5d | latest 07-10 redlines      slack  10   | after case
        questionnaire 2025-06-19 .. 2025-06-20  8d | latest 07-10 review        slack  14   | promise
        review        2025-06-19 .. 2025-07-08 14d | latest 07-10 redlines      slack   2 * | today
        redlines      2025-07-09 .. 2025-07-15  5d | latest 07-17 signed        slack   2 * | after review
        signed        2025-07-16 .. 2025-07-22  5d | latest 07-24 onboarding    slack   2 * | after redlines
        onboarding    2025-07-23 .. 2025-07-24  2d | latest 07-28 migration     slack   2 * | after signed
        migration     2025-07-25 .. 2025-08-20 19d | latest 08-22 uat           slack   2 * | after onboarding
        uat           2025-08-21 .. 2025-08-27  5d | latest 08-29 golive        slack   2 * | after migration
        golive        2025-08-28 .. 2025-08-28  1d | latest 09-01 golive        slack   2 * | after uat
        go-live 2025-08-28, target 2025-09-01, -2 days
        critical: review > redlines > signed > onboarding > migration > uat > golive
    "#]].assert_eq(&draw(&schedule(&plan, today)));
}
