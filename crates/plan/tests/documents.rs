//! Each release leaves a document in `documents/`, with the plan that it holds. Every one must still open and read the
//! same; a field that came later has its default.

use std::{fs, path::PathBuf};

use plan::{Command, PlanDoc, from_plan, model::Plan, read_example};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/documents")
}

#[test]
fn every_document_of_a_release_still_opens() {
    let mut count = 0;
    for entry in fs::read_dir(folder()).expect("the folder is committed") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|extension| extension != "bin") {
            continue;
        }
        let mut doc = PlanDoc::new(1);
        doc.merge(&fs::read(&path).expect("readable"))
            .expect("it opened once");
        let text = fs::read_to_string(path.with_extension("json")).expect("the plan beside it");
        let want: Plan = serde_json::from_str(&text).expect("a snapshot of then still reads");
        assert_eq!(doc.read(), want, "{}", path.display());
        count += 1;
    }
    assert!(count > 0, "no document was tried");
}

/// `cargo test -p coplan-plan --test documents -- --ignored` leaves the document of this release.
#[test]
#[ignore = "writes a file; run once a release"]
fn leave_a_document() {
    let mut next = 0;
    let fresh = || {
        next += 1;
        next
    };
    let text = include_str!("../../../examples/september.csv");
    let plan = read_example(text, fresh).expect("the example is readable");
    let mut doc = PlanDoc::new(2025);
    doc.set_session(plan::model::Session {
        person: None,
        side: None,
        name: "release".into(),
    });
    doc.apply(&from_plan(&plan)).expect("allowed");
    for command in later_edits(&plan) {
        doc.apply(&command).expect("allowed");
    }
    let name = format!("format-{}", plan::schema::VERSION);
    let snapshot = serde_json::to_string_pretty(&doc.read()).expect("a plan is data");
    fs::write(folder().join(format!("{name}.bin")), doc.encode()).expect("writable");
    fs::write(folder().join(format!("{name}.json")), snapshot + "\n").expect("writable");
}

/// Who reads a file of another program lists people as they come.
#[test]
fn a_snapshot_comes_back_whatever_the_order_of_its_people() {
    let mut next = 0;
    let fresh = || {
        next += 1;
        next
    };
    let text = include_str!("../../../examples/september.csv");
    let plan = read_example(text, fresh).expect("the example is readable");
    let mut shuffled = plan.clone();
    shuffled.people.reverse();
    shuffled.people.rotate_left(2);
    let mut doc = PlanDoc::new(1);
    doc.apply(&from_plan(&shuffled)).expect("allowed");
    let owners = |plan: &Plan| -> Vec<_> {
        let owner = |row: &plan::model::Milestone| (row.accountable, row.helpers.clone());
        plan.milestones.iter().map(owner).collect()
    };
    assert_eq!(owners(doc.plan()), owners(&plan));
    assert_eq!(doc.plan().people, plan.people);
}

/// Something of everything: each command of the format's first version that the example does not need.
fn later_edits(plan: &Plan) -> Vec<Command> {
    let json = include_str!("documents/edits.json");
    let first = plan.milestones[0].id.to_string();
    let second = plan.milestones[1].id.to_string();
    let person = plan.people[0].id.to_string();
    let text = json
        .replace("FIRST", &first)
        .replace("SECOND", &second)
        .replace("PERSON", &person);
    serde_json::from_str(&text).expect("commands")
}
