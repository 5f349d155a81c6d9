use plan::{Command, PlanDoc};
use serde_json::{Value, json};

use super::*;

const EXAMPLE: &[u8] = include_bytes!("../../../examples/september.csv");

#[allow(
    clippy::needless_pass_by_value,
    reason = "questions are written in place"
)]
fn ask(kind: Value, bytes: &[u8]) -> (Value, Vec<u8>) {
    let mut question = json!({"today": "2025-06-19", "seed": 7, "language": "en"});
    let parts = kind.as_object().expect("an object").clone();
    question.as_object_mut().expect("an object").extend(parts);
    let answer = answer(&question.to_string(), bytes).expect("an answer");
    (
        serde_json::from_str(&answer.json).expect("JSON"),
        answer.bytes,
    )
}

/// A document in which an answer's command was carried out.
fn carried_out(document: &mut PlanDoc, answer: &Value) {
    let command: Command = serde_json::from_value(answer["command"].clone()).expect("a command");
    document.apply(&command).expect("allowed");
}

fn read_new(bytes: &[u8]) -> (PlanDoc, Value) {
    let read =
        json!({"kind": "read", "name": "september", "month_first": null, "columns": [], "into": 0});
    let (told, _) = ask(read, bytes);
    let mut document = PlanDoc::new(2);
    carried_out(&mut document, &told);
    (document, told)
}

#[test]
fn every_template_becomes_a_plan() {
    let (list, _) = ask(json!({"kind": "templates"}), b"");
    let list = list.as_array().expect("a list").clone();
    assert_eq!(list.len(), 7);
    for template in list {
        let kind = json!({"kind": "template", "id": template["id"], "target": "2025-12-01"});
        let mut document = PlanDoc::new(2);
        carried_out(&mut document, &ask(kind, b"").0);
        assert_eq!(document.read().milestones.len(), template["steps"]);
    }
}

#[test]
fn a_file_becomes_a_plan_and_comes_back_without_doubles() {
    let (mut document, told) = read_new(EXAMPLE);
    assert_eq!(document.read().milestones.len(), 11);
    assert_eq!(told["rows"].as_array().expect("rows").len(), 11);

    let update = document.encode();
    let (_, csv) = ask(
        json!({"kind": "export", "format": "csv", "scope": "p"}),
        &update,
    );
    let edited = String::from_utf8(csv)
        .expect("text")
        .replace("2025-07-10", "2025-07-14");
    let read = json!({
        "kind": "read", "name": "x", "month_first": null, "columns": [], "into": update.len(),
    });
    let (told, _) = ask(read, &[update.as_slice(), edited.as_bytes()].concat());
    assert_eq!(told["nothing"], false);
    carried_out(&mut document, &told);
    assert_eq!(document.read().milestones.len(), 11, "no doubles");
    let moved = chrono::NaiveDate::from_ymd_opt(2025, 7, 14);
    let dues: Vec<_> = document
        .read()
        .milestones
        .iter()
        .map(|m| m.due.map(|d| d.date))
        .collect();
    assert!(dues.contains(&moved), "{dues:?}");
}

#[test]
fn a_corrected_column_counts() {
    let file = b"Milestone,Who knows\nDemo,2025-07-01\n";
    let read = |columns: Value| json!({"kind": "read", "name": "x", "month_first": null, "columns": columns, "into": 0});
    let (told, _) = ask(read(json!(["title", "due"])), file);
    let mut document = PlanDoc::new(2);
    carried_out(&mut document, &told);
    assert!(document.read().milestones[0].due.is_some());
    let (told, _) = ask(read(json!(["title", null])), file);
    let mut document = PlanDoc::new(2);
    carried_out(&mut document, &told);
    assert!(document.read().milestones[0].due.is_none());
}

#[test]
fn dropped_proposals_stay_out_and_each_has_its_sentence() {
    let text = "Maria will send the questionnaire by Friday. Legal review takes two weeks.";
    let notes = |without: Value| json!({"kind": "notes", "text": text, "without": without});
    let (all, _) = ask(notes(json!([])), b"");
    let steps = all["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 2, "{all}");
    assert!(
        steps
            .iter()
            .all(|s| s["said"].as_array().is_some_and(|said| !said.is_empty()))
    );
    let mut document = PlanDoc::new(2);
    carried_out(&mut document, &ask(notes(json!([0])), b"").0);
    assert_eq!(document.read().milestones.len(), 1);
}

#[test]
fn every_format_leaves() {
    let update = read_new(EXAMPLE).0.encode();
    for format in ["json", "csv", "xlsx", "md", "html", "ics", "mspdi", "table"] {
        let (_, bytes) = ask(
            json!({"kind": "export", "format": format, "scope": "p"}),
            &update,
        );
        assert!(bytes.len() > 100, "{format}");
    }
}

#[test]
fn what_cannot_be_read_is_said_and_never_panics() {
    let read = |into: usize| {
        json!({"today": "2025-06-19", "seed": 7, "language": "en", "kind": "read", "name": "x", "month_first": null,
            "columns": [], "into": into})
        .to_string()
    };
    for (question, bytes) in [
        ("{}".to_owned(), &b""[..]),
        (read(99), b"short"),
        (read(3), b"\xff\xff\xffx"),
        (read(0), b"{\"format\":"),
    ] {
        assert!(answer(&question, bytes).is_err(), "{question}");
    }
}
