//! The example table, and tables with faults.

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::*;
use crate::{PlanDoc, id::PersonId, snapshot::from_plan};

fn counter() -> impl FnMut() -> u64 {
    let mut next = 0;
    move || {
        next += 1;
        next
    }
}

fn draw(plan: &Plan) -> String {
    let name = |id: &PersonId| {
        let person = plan
            .people
            .iter()
            .find(|person| person.id == *id)
            .expect("an owner is a person");
        format!(
            "{} ({:?}{})",
            person.name,
            person.side,
            if person.placeholder { "?" } else { "" }
        )
    };
    let title = |id: MilestoneId| {
        &plan
            .milestones
            .iter()
            .find(|row| row.id == id)
            .expect("a row")
            .title
    };
    let mut drawn = format!("go-live {:?}, {} people\n", plan.go_live, plan.people.len());
    for row in &plan.milestones {
        let owners: Vec<String> = row
            .accountable
            .iter()
            .chain(&row.helpers)
            .map(name)
            .collect();
        let owners = if row.everybody {
            "everybody".to_owned()
        } else {
            owners.join(" + ")
        };
        let due = row.due.map(|due| due.date.to_string()).unwrap_or_default();
        let after: Vec<&str> = plan
            .dependencies
            .iter()
            .filter(|d| d.successor == row.id)
            .map(|d| title(d.predecessor).as_str())
            .collect();
        writeln!(
            drawn,
            "{due} {} | {owners} | {:?} | {}",
            row.title,
            row.status,
            after.join("; ")
        )
        .expect("a string");
    }
    drawn
}

#[test]
fn september_is_read_as_its_authors_meant_it() {
    let text = include_str!("../../../../examples/september.csv");
    let plan = read_example(text, counter()).expect("the example is readable");
    expect![[r#"
        go-live Some(2025-09-01), 7 people
        2025-06-10 Discovery call complete | Rep (Seller?) | Done { on: 2025-06-10 } | 
        2025-06-18 Business case submitted to CFO | Champion (Buyer?) | InProgress | Discovery call complete
        2025-06-25 CFO budget approval | CFO (Buyer?) | Waiting { on: "" } | Business case submitted to CFO
        2025-06-20 Security questionnaire submitted | Rep (Seller?) | InProgress | Discovery call complete
        2025-07-10 IT security review complete | IT Lead (Buyer?) | NotStarted | Security questionnaire submitted
        2025-07-17 Contract redlines returned | Legal (Buyer?) | NotStarted | CFO budget approval; IT security review complete
        2025-07-24 Contract signed | Champion (Buyer?) | NotStarted | Contract redlines returned
        2025-07-28 Onboarding kickoff | Customer Success (Seller?) | NotStarted | Contract signed
        2025-08-22 Data migration complete | IT Lead (Buyer?) + Implementation (Seller?) | NotStarted | Onboarding kickoff
        2025-08-29 User acceptance testing | Champion (Buyer?) | NotStarted | Data migration complete
        2025-09-01 Go-live | everybody | NotStarted | User acceptance testing
    "#]].assert_eq(&draw(&plan));
    let mut doc = PlanDoc::new(1);
    doc.apply(&from_plan(&plan))
        .expect("the example is allowed");
    assert_eq!(doc.read(), plan);
}

fn check(text: &str, want: &Expect) {
    let error = read_example(text, counter()).expect_err("the table has a fault");
    want.assert_eq(&error.to_string());
}

#[test]
fn faults_name_their_line_and_what_is_allowed() {
    let table = |row: &str| {
        format!("Milestone,Owner,Side,Target Date,Status,Depends on\nA,,Buyer,,,\n{row}\n")
    };
    check(
        "Step;Who\n",
        &expect![[
            r#"no column "milestone"; expected are Milestone, Owner, Side, Target Date, Status, Depends on"#
        ]],
    );
    check(
        &table("B,X,Vendor,,,"),
        &expect![[r#"line 3: "Vendor" is not a side; allowed are Buyer, Seller, Partner, Both"#]],
    );
    check(
        &table("B,X,Buyer,1/2/2025,,"),
        &expect![[r#"line 3: "1/2/2025" is not a date such as 2025-09-01"#]],
    );
    check(
        &table("B,X,Buyer,,Maybe,"),
        &expect![[
            r#"line 3: "Maybe" is not a status; allowed are Not started, Pending, In progress, Blocked, Complete, Not needed"#
        ]],
    );
    check(
        &table("B,X,Buyer,,Complete,"),
        &expect!["line 3: complete, and no date says when"],
    );
    check(
        &table("B,X,Buyer,,,C"),
        &expect![[r#"line 3: depends on "C", which is no other milestone of the table"#]],
    );
    check(
        &table("B,X,Buyer,,,B"),
        &expect![[r#"line 3: depends on "B", which is no other milestone of the table"#]],
    );
    check(
        &table("a,X,Buyer,,,"),
        &expect![[r#"line 3: "a" stands twice"#]],
    );
    check(
        &table(",X,Buyer,,,"),
        &expect!["line 3: a milestone without a title"],
    );
}
