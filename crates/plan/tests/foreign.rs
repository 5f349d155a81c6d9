//! Documents that real Yjs wrote (`yjs/write.js`): read, edited, and left intact where they say more than we know.

use expect_test::{Expect, expect};
use plan::{
    Command, PlanDoc, Splice, TextField,
    model::{Decision, Due, Plan, Status},
};
use yrs::{
    Any, Doc, GetString, Map, Out, ReadTxn, Text, Transact, Update, updates::decoder::Decode,
};

const BYTES: &[u8] = include_bytes!("yjs/plan.bin");

fn open() -> PlanDoc {
    let mut doc = PlanDoc::new(7);
    doc.merge(BYTES).expect("real Yjs wrote it");
    doc
}

/// The same document, seen by somebody who knows nothing of plans.
fn raw(doc: &PlanDoc) -> Doc {
    let raw = Doc::new();
    let update = Update::decode_v1(&doc.encode()).expect("our own bytes");
    raw.transact_mut()
        .apply_update(update)
        .expect("our own bytes");
    raw
}

fn record(raw: &Doc, id: &str) -> yrs::MapRef {
    let milestones = raw.get_or_insert_map("milestones");
    match milestones.get(&raw.transact(), id) {
        Some(Out::YMap(record)) => record,
        other => panic!("{id} is no record: {other:?}"),
    }
}

fn check(plan: &Plan, want: &Expect) {
    let rows: Vec<String> = plan
        .milestones
        .iter()
        .map(|row| {
            let due = row.due.map_or("-".to_owned(), |due| due.date.to_string());
            format!(
                "{} | {} | {due} | {:?} | {:?}",
                row.id, row.title, row.accountable, row.helpers
            )
        })
        .collect();
    let odd: Vec<String> = plan
        .oddities
        .iter()
        .map(|odd| format!("{}: {}", odd.at, odd.found))
        .collect();
    want.assert_eq(&format!(
        "{}\n{}\n\n{}\n",
        plan.title,
        rows.join("\n"),
        odd.join("\n")
    ));
}

#[test]
fn a_plan_that_yjs_wrote_reads_as_it_was_meant() {
    let doc = open();
    let plan = doc.read();
    check(
        &plan,
        &expect![[r#"
        Quoting live 🚀
        review | IT Security review (ours) | 2025-07-10 | Some(PersonId(legal)) | []
        kickoff | Kick-off | - | None | []
        sign | Contract signed | - | None | [PersonId(legal)]

        milestones/odd: an unexpected text
        milestones/sign/due: an unexpected text
    "#]],
    );
    let review = &plan.milestones[0];
    assert_eq!(
        review.remaining_days,
        Some(3),
        "a float without a fraction is a whole number"
    );
    assert!(review.due.is_some_and(|due| due.pinned));
    assert!(matches!(
        &review.status,
        Status::Blocked {
            clears: Some(_),
            ..
        }
    ));
    assert_eq!(review.notes, "see picture:  done");
    assert_eq!(plan.calendars[&plan::model::Side::Buyer].weekdays.len(), 4);
    assert_eq!(plan.dependencies[0].lag_days, 2);
    assert_eq!(plan.sessions[&1001].name, "Sam");
}

#[test]
fn what_this_build_does_not_know_survives_its_edits() {
    let mut doc = open();
    let date = "2025-08-01".parse().expect("a day");
    let review = "review".parse().expect("an id");
    let sign = "sign".parse().expect("an id");
    let due = Some(Due {
        date,
        pinned: false,
        weeks: None,
    });
    let edits = [
        Command::SetDue {
            milestone: sign,
            due,
        },
        Command::SetDue {
            milestone: review,
            due,
        },
        Command::SetDecision(Some(Decision {
            date,
            reason: String::new(),
        })),
        Command::EditText {
            field: TextField::Notes(review),
            splice: Splice {
                at: 18,
                delete: 0,
                insert: "!".into(),
            },
        },
        Command::EditText {
            field: TextField::Notes(review),
            splice: Splice {
                at: 11,
                delete: 3,
                insert: ", ".into(),
            },
        },
        Command::EditText {
            field: TextField::Notes(review),
            splice: Splice {
                at: 13,
                delete: 0,
                insert: "well".into(),
            },
        },
        Command::EditText {
            field: TextField::Notes(review),
            splice: Splice {
                at: 0,
                delete: 4,
                insert: String::new(),
            },
        },
    ];
    for edit in &edits {
        doc.apply(edit).expect("allowed");
    }
    assert_eq!(doc.read().milestones[0].notes, "picture, welldone!");
    let raw = raw(&doc);
    let review = record(&raw, "review");
    let txn = raw.transact();
    assert_eq!(
        review.get(&txn, "x_colour"),
        Some(Out::Any(Any::from("red")))
    );
    let Some(Out::YText(notes)) = review.get(&txn, "notes") else {
        panic!("notes are a text")
    };
    assert_eq!(
        notes.len(&txn),
        1 + notes.get_string(&txn).len() as u32,
        "the picture stays"
    );
    let plan = txn.get_map("plan").expect("a root");
    assert!(matches!(
        plan.get(&txn, "x_theme"),
        Some(Out::Any(Any::Map(_)))
    ));
    let milestones = txn.get_map("milestones").expect("a root");
    assert_eq!(
        milestones.get(&txn, "odd"),
        Some(Out::Any(Any::from("not a record")))
    );
}

#[test]
fn keys_inside_a_value_that_a_newer_build_added_stay() {
    let raw = Doc::new();
    let plan = raw.get_or_insert_map("plan");
    let value = yrs::any!({ "date": "2025-01-01", "reason": "why", "x_hour": 9 });
    plan.insert(&mut raw.transact_mut(), "decision", value);
    let bytes = raw
        .transact()
        .encode_state_as_update_v1(&yrs::StateVector::default());
    let mut doc = PlanDoc::new(7);
    doc.merge(&bytes).expect("an update");
    let date = "2025-02-02".parse().expect("a day");
    let decision = Decision {
        date,
        reason: String::new(),
    };
    doc.apply(&Command::SetDecision(Some(decision.clone())))
        .expect("allowed");
    assert_eq!(doc.read().decision, Some(decision));
    let raw = self::raw(&doc);
    let plan = raw.get_or_insert_map("plan");
    let want = yrs::any!({ "date": "2025-02-02", "x_hour": 9 });
    assert_eq!(plan.get(&raw.transact(), "decision"), Some(Out::Any(want)));
}

#[test]
fn a_newer_format_is_read_and_not_written() {
    let raw = Doc::new();
    let map = raw.get_or_insert_map("plan");
    map.insert(
        &mut raw.transact_mut(),
        "version",
        plan::schema::VERSION + 1,
    );
    raw.get_or_insert_text("title")
        .insert(&mut raw.transact_mut(), 0, "from tomorrow");
    let bytes = raw
        .transact()
        .encode_state_as_update_v1(&yrs::StateVector::default());
    let mut doc = PlanDoc::new(7);
    doc.merge(&bytes).expect("an update");
    let before = doc.encode();
    let refused = doc
        .apply(&Command::SetSolution("x".into()))
        .expect_err("read-only");
    assert_eq!(refused, plan::Refused::NewerFormat { found: 2, known: 1 });
    assert_eq!(
        (doc.encode(), doc.read().title.as_str()),
        (before, "from tomorrow")
    );
}
