//! Terms as bytes, and what a yes to them still means.

use expect_test::expect;
use plan::{agreement::*, model::*, terms::*};
use proptest::prelude::*;
use serde_json::Value;

use crate::drawing::{date, id, person, plan};

fn sample() -> Plan {
    let (mut plan, _) = plan(
        "
        target 2026-04-30
        legal pinned 2026-03-06 buyer
        joint due 2026-03-10 joint
        golive go-live due 2026-04-30 all
        nobody
        ",
    );
    plan.milestones[0].done_when = "Signed by \"Legal\"\n\u{1}\u{e9}\u{1f600}".into();
    plan.goal = "Quotes in an hour".into();
    plan
}

fn yes(plan: &Plan, at: usize, side: Side) -> Agreement {
    Agreement {
        milestone: plan.milestones[at].id,
        person: person(side),
        terms: Terms::of(plan, &plan.milestones[at]).to_json(),
        at: 0,
    }
}

#[test]
fn terms_are_these_bytes_for_ever() {
    let plan = sample();
    let json = Terms::of(&plan, &plan.milestones[0]).to_json();
    expect![[r#"{"accountable":{"id":"bea","name":"bea Doe","side":"buyer"},"done_when":"Signed by \"Legal\"\n\u0001é😀","due":{"date":"2026-03-06","pinned":true,"weeks":null},"milestone":"legal","terms_version":1}"#]].assert_eq(&json);
    expect!["325ce7600ea1696027e7154960c2b7db77cf4c0c59df2570feeb6ef50bed6df1"]
        .assert_eq(&digest(&json));
    expect![[r#"{"decision":null,"go_live":"2026-04-30","goal":"Quotes in an hour","milestones":[{"accountable":null,"done_when":"","due":{"date":"2026-04-30","pinned":false,"weeks":null},"milestone":"golive","terms_version":1},{"accountable":{"id":"bea","name":"bea Doe","side":"buyer"},"done_when":"","due":{"date":"2026-03-10","pinned":false,"weeks":null},"milestone":"joint","terms_version":1},{"accountable":{"id":"bea","name":"bea Doe","side":"buyer"},"done_when":"Signed by \"Legal\"\n\u0001é😀","due":{"date":"2026-03-06","pinned":true,"weeks":null},"milestone":"legal","terms_version":1},{"accountable":null,"done_when":"","due":null,"milestone":"nobody","terms_version":1}],"terms_version":1}"#]].assert_eq(&PlanTerms::of(&plan).to_json());
}

#[test]
fn unreadable_and_newer_terms_are_told_apart() {
    assert!(matches!(Terms::read("{}"), Err(NotTerms::Malformed(_))));
    assert!(matches!(
        Terms::read("nonsense"),
        Err(NotTerms::Malformed(_))
    ));
    assert!(matches!(
        Terms::read(r#"{"terms_version":1}"#),
        Err(NotTerms::Malformed(_))
    ));
    assert_eq!(
        Terms::read(r#"{"terms_version":2,"more":1}"#),
        Err(NotTerms::Newer(2))
    );
    assert_eq!(
        PlanTerms::read(r#"{"terms_version":2}"#),
        Err(NotTerms::Newer(2))
    );
}

#[test]
fn what_was_written_reads_back() {
    let plan = sample();
    for one in &plan.milestones {
        let terms = Terms::of(&plan, one);
        assert_eq!(Terms::read(&terms.to_json()), Ok(terms));
    }
    let terms = PlanTerms::of(&plan);
    assert_eq!(PlanTerms::read(&terms.to_json()), Ok(terms));
}

#[test]
fn a_milestone_is_agreed_when_each_side_said_yes() {
    let mut plan = sample();
    let standing = |plan: &Plan, at: usize| standing(plan, &plan.milestones[at]);
    assert_eq!(standing(&plan, 3), Standing::NobodyToAsk);
    let missing = vec![Side::Buyer, Side::Seller];
    assert_eq!(standing(&plan, 1), Standing::Proposed { missing });

    plan.agreements.push(yes(&plan, 1, Side::Buyer));
    let missing = vec![Side::Seller];
    assert_eq!(standing(&plan, 1), Standing::Proposed { missing });

    plan.agreements.push(yes(&plan, 1, Side::Partner)); // owns nothing of it
    let missing = vec![Side::Seller];
    assert_eq!(standing(&plan, 1), Standing::Proposed { missing });

    plan.agreements.push(yes(&plan, 1, Side::Seller));
    let by = vec![person(Side::Buyer), person(Side::Seller)];
    assert_eq!(standing(&plan, 1), Standing::Agreed { by });
    assert!(standings(&plan).contains(&(id("joint"), standing(&plan, 1))));
}

#[test]
fn changed_terms_reopen_just_that_agreement() {
    let mut plan = sample();
    plan.agreements = vec![
        yes(&plan, 0, Side::Buyer),
        yes(&plan, 1, Side::Buyer),
        yes(&plan, 1, Side::Seller),
    ];
    let before = plan.clone();
    plan.milestones[1].due.as_mut().expect("it has one").date = date("2026-03-12");
    plan.milestones[1].notes = "no term".into();

    let lost = reopened_by(&before, &plan);
    assert_eq!(lost.len(), 2);
    let [
        TermsChange::Due {
            milestone,
            was: Some(was),
            is: Some(is),
        },
    ] = &lost[0].changes[..]
    else {
        panic!("one change of a due date: {lost:?}");
    };
    assert_eq!(
        (*milestone, was.date, is.date),
        (id("joint"), date("2026-03-10"), date("2026-03-12"))
    );
    let Standing::ChangedSince { missing, reopened } = standing(&plan, &plan.milestones[1]) else {
        panic!("it changed");
    };
    assert_eq!((missing, reopened), (vec![Side::Buyer, Side::Seller], lost));
    assert!(matches!(
        standing(&plan, &plan.milestones[0]),
        Standing::Agreed { .. }
    ));

    // A yes to the new terms of one side leaves the other reopened.
    plan.agreements[1] = yes(&plan, 1, Side::Buyer);
    let Standing::ChangedSince { missing, reopened } = standing(&plan, &plan.milestones[1]) else {
        panic!("the seller has not answered");
    };
    assert_eq!((missing, reopened.len()), (vec![Side::Seller], 1));
}

#[test]
fn a_name_a_merge_and_unreadable_terms_reopen() {
    let mut plan = sample();
    plan.agreements = vec![yes(&plan, 0, Side::Buyer)];
    let agreed = plan.clone();
    plan.people[0].name = "Somebody else".into();
    assert!(!holds(&plan, &plan.agreements[0]));

    let mut plan = agreed.clone();
    plan.agreements[0].terms = "?".into();
    let Standing::ChangedSince { reopened, .. } = standing(&plan, &plan.milestones[0]) else {
        panic!("it cannot be read");
    };
    assert_eq!(reopened[0].changes, []);

    let mut plan = agreed;
    plan.agreements[0].milestone = id("joint");
    assert!(
        !holds(&plan, &plan.agreements[0]),
        "terms of another milestone"
    );
}

#[test]
fn everybody_is_somebody_of_each_side() {
    let mut plan = sample();
    plan.agreements = vec![yes(&plan, 2, Side::Buyer), yes(&plan, 2, Side::Seller)];
    let missing = vec![Side::Partner];
    assert_eq!(
        standing(&plan, &plan.milestones[2]),
        Standing::Proposed { missing }
    );
    plan.people[2].archived = true;
    assert!(matches!(
        standing(&plan, &plan.milestones[2]),
        Standing::Agreed { .. }
    ));
}

#[test]
fn an_approval_counts_the_changes_since() {
    let mut plan = sample();
    plan.people[0].role = Some(DealRole::EconomicBuyer);
    plan.approvals = vec![Approval {
        id: "a1".parse().expect("an id"),
        person: person(Side::Buyer),
        terms: PlanTerms::of(&plan).to_json(),
        at: 0,
    }];
    assert!(approvals(&plan)[0].is_current() && approvals(&plan)[0].decides);
    plan.milestones.reverse();
    assert!(approvals(&plan)[0].is_current(), "order is no term");

    plan.go_live = Some(date("2026-05-04"));
    plan.milestones[3].due = None;
    plan.milestones[3].accountable = None;
    plan.milestones[0].archived = true;
    plan.milestones.push(crate::drawing::milestone("added"));
    let standing = &approvals(&plan)[0];
    assert!(!standing.is_current());
    let since = standing.since.as_ref().expect("readable");
    let kinds: Vec<String> = since
        .iter()
        .map(|change| serde_json::to_value(change).expect("data")["changed"].to_string())
        .collect();
    expect![[r#""go_live" "added" "due" "accountable" "removed""#]].assert_eq(&kinds.join(" "));
}

#[test]
fn added_and_removed_are_told_in_the_order_of_ids() {
    let terms = |names: &str| {
        let drawing: String = names.chars().map(|name| format!("{name}\n")).collect();
        PlanTerms::of(&plan(&drawing).0)
    };
    let changes = |was: &str, is: &str| -> String {
        let changes = plan_changes(&terms(was), &terms(is)).into_iter();
        changes
            .map(|change| match change {
                TermsChange::Added { milestone } => format!("+{milestone}"),
                TermsChange::Removed { milestone } => format!("-{milestone}"),
                other => format!("{other:?}"),
            })
            .collect()
    };
    assert_eq!(changes("ace", "ace"), "");
    assert_eq!(changes("ac", "bd"), "-a+b-c+d");
    assert_eq!(changes("b", "abc"), "+a+c");
    assert_eq!(changes("abc", "b"), "-a-c");
    assert_eq!(changes("", "a"), "+a");
    assert_eq!(changes("a", ""), "-a");
}

/// RFC 8785 for what terms are made of, written from the standard.
fn canonical(value: &Value) -> String {
    match value {
        Value::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort_by_key(|key| key.encode_utf16().collect::<Vec<u16>>());
            let field = |key: &&String| format!("{}:{}", text(key), canonical(&fields[*key]));
            format!(
                "{{{}}}",
                keys.iter().map(field).collect::<Vec<_>>().join(",")
            )
        }
        Value::Array(items) => {
            format!(
                "[{}]",
                items.iter().map(canonical).collect::<Vec<_>>().join(",")
            )
        }
        Value::String(string) => text(string),
        other => other.to_string(),
    }
}

fn text(string: &str) -> String {
    let mut out = String::from("\"");
    for char in string.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\u{8}' => out.push_str("\\b"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\u{c}' => out.push_str("\\f"),
            '\r' => out.push_str("\\r"),
            '\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", char as u32)),
            _ => out.push(char),
        }
    }
    out + "\""
}

proptest! {
    #[test]
    fn terms_are_canonical_json(done_when in any::<String>(), name in any::<String>(), reason in any::<String>()) {
        let mut plan = sample();
        plan.milestones[0].done_when = done_when;
        plan.milestones[1].due.as_mut().expect("it has one").weeks = Some((3, 4));
        plan.people[0].name = name;
        plan.decision = Some(Decision { date: date("2026-03-20"), reason });
        let mut texts: Vec<String> = plan.milestones.iter().map(|one| Terms::of(&plan, one).to_json()).collect();
        texts.push(PlanTerms::of(&plan).to_json());
        for json in texts {
            let value: Value = serde_json::from_str(&json).expect("it is JSON");
            prop_assert_eq!(canonical(&value), json);
        }
    }
}
