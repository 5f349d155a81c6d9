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
    let text = "Our goal is to close the books in two days. We must be live by 1 September. \
        Maria Jansen will send the questionnaire by Friday. Legal review takes two weeks.";
    let draft =
        |without: Value| json!({"kind": "draft", "from": {"notes": text}, "without": without});
    let (all, _) = ask(draft(json!({"steps": [], "people": [], "facts": []})), b"");
    let steps = all["steps"].as_array().expect("steps");
    let people = all["people"].as_array().expect("people");
    let facts = [&all["goal"], &all["go_live"]];
    for found in steps.iter().chain(people).chain(facts) {
        assert!(
            !found["said"][0].as_str().unwrap_or_default().is_empty(),
            "{all}"
        );
    }
    let maria = people
        .iter()
        .position(|p| p["name"] == "Maria Jansen")
        .expect("Maria");
    let hers = steps
        .iter()
        .position(|s| s["owner"] == "Maria Jansen")
        .expect("her step");

    let mut document = PlanDoc::new(2);
    carried_out(&mut document, &all);
    let whole = document.read();
    assert!(!whole.goal.is_empty() && whole.go_live.is_some());

    let mut document = PlanDoc::new(2);
    let without = json!({"steps": [], "people": [maria], "facts": ["goal", "go_live"]});
    carried_out(&mut document, &ask(draft(without), b"").0);
    let plan = document.read();
    assert!(plan.goal.is_empty() && plan.go_live.is_none());
    assert_eq!(plan.people.len(), people.len() - 1);
    assert_eq!(plan.milestones.len(), steps.len(), "her step stays");
    assert!(plan.milestones[hers].accountable.is_none());

    let mut document = PlanDoc::new(2);
    let without = json!({"steps": [hers, hers, 99], "people": [], "facts": []});
    carried_out(&mut document, &ask(draft(without), b"").0);
    assert_eq!(document.read().milestones.len(), steps.len() - 1);
}

#[test]
fn the_three_answers_go_the_same_way_as_notes() {
    let answers = json!({"answers": {
        "process": "Security review takes two weeks.\nLegal review, 10 days.",
        "people": "Sarah Chen (CFO) approves the budget.",
        "timeline": "We must be live by 1 September because the old contract ends.",
    }});
    let without = json!({"steps": [], "people": [], "facts": []});
    let (all, _) = ask(
        json!({"kind": "draft", "from": answers, "without": without}),
        b"",
    );
    let mut document = PlanDoc::new(2);
    carried_out(&mut document, &all);
    let plan = document.read();
    assert!(plan.milestones.len() >= 2, "{all}");
    assert!(plan.people.iter().any(|p| p.name == "Sarah Chen"), "{all}");
    assert_eq!(
        plan.go_live,
        chrono::NaiveDate::from_ymd_opt(2025, 9, 1),
        "{all}"
    );
    assert!(plan.why_now.contains("old contract ends"), "{all}");
}

#[test]
fn a_line_becomes_a_milestone_where_it_was_written() {
    let (mut document, _) = read_new(EXAMPLE);
    let first = document.read().milestones[0].id;
    let line = "Security review @Tom by June 20 after Security questionnaire 10d #IT";
    let quick = |line: &str| json!({"kind": "quick_add", "seed": 8, "line": line, "place": {"after": first}});
    let (told, _) = ask(quick(line), &document.encode());
    assert_eq!(told["title"], "Security review");
    assert_eq!(
        told["parts"],
        json!([
            {"owner": {"name": "Tom", "is_new": true}},
            {"due": {"date": "2025-06-20", "weeks": null}},
            {"after": "Security questionnaire submitted"},
            {"days": 10},
            {"track": {"name": "IT", "is_new": true}},
        ])
    );
    carried_out(&mut document, &told);
    let plan = document.read();
    assert_eq!(plan.milestones[1].title, "Security review");
    assert_eq!(plan.milestones[1].duration_days, Some(10));

    let (told, _) = ask(quick("Sign by 03/07 after Contract"), &document.encode());
    assert_eq!(
        told["doubts"][0],
        json!({"said": "03/07", "which": {"day": "2025-03-07"}})
    );
    assert_eq!(told["doubts"][1]["said"], "Contract");
    assert_eq!(
        ask(quick("@Tom"), &document.encode()).0["command"],
        Value::Null
    );
}

#[test]
fn remarks_are_codes_with_values() {
    let (_, told) = read_new(b"Milestone,Due,Owner\nDemo,soonish,Rep\n,2025-07-01,\n");
    let rows = &told["rows"];
    let no_date = json!({"column": "Due", "what": {"what": "no_date", "text": "soonish"}});
    let remarks = rows[0]["remarks"].as_array().expect("remarks");
    assert!(remarks.contains(&no_date), "{told}");
    assert_eq!(rows[1]["remarks"][0]["what"]["what"], "no_title");
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
