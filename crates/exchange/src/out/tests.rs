use std::collections::BTreeMap;

use chrono::NaiveDate;
use expect_test::expect_file;
use ical::parser::ical::component::IcalEvent;
use plan::model::{Plan, Status};
use proptest::prelude::*;

use super::*;
use crate::{
    arbitrary,
    read::read,
    table::{Imported, Options},
};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, 19).expect("a date")
}

fn september() -> Plan {
    let csv = include_bytes!("../../../../examples/september.csv");
    let mut plan = read(csv, &Options::new(today(), 1)).expect("readable").plan;
    plan.title = "New quoting system live by September".into();
    plan.goal = "Quotes in one hour instead of two days".into();
    plan
}

fn again(bytes: &[u8], base: Option<&Plan>) -> Imported {
    let options = Options {
        base,
        ..Options::new(today(), 99)
    };
    read(bytes, &options).expect("our own file")
}

fn feed() -> Feed<'static> {
    Feed {
        today: today(),
        scope: "",
        revision: 3,
        person: None,
        url: None,
        language: Language::En,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 300, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn csv_comes_back_as_it_was(plan in arbitrary::plan()) {
        let file = csv(&plan);
        prop_assert_eq!(&again(file.as_bytes(), Some(&plan)).plan, &plan);
        // Without the plan it came from, people and tracks get other ids; the file says the same again.
        prop_assert_eq!(csv(&again(file.as_bytes(), None).plan), file);
    }

    #[test]
    fn no_cell_of_a_csv_can_be_run(plan in arbitrary::plan()) {
        let file = csv(&plan);
        let mut reader = ::csv::Reader::from_reader(file.trim_start_matches('\u{feff}').as_bytes());
        for record in reader.records() {
            for cell in &record.expect("our own") {
                prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{}", cell);
            }
        }
    }

    #[test]
    fn markdown_brings_titles_owners_and_dates_back(plan in arbitrary::plan()) {
        let back = again(markdown(&plan, Language::En).as_bytes(), None).plan;
        let told = |plan: &Plan| -> Vec<_> {
            let rows = Rows::of(plan);
            rows.milestones()
                .map(|m| (m.title.clone(), rows.owners_shown(m), m.due.map(|due| due.date), rows.depends_on(m)))
                .collect()
        };
        prop_assert_eq!(told(&back), told(&plan));
    }

    #[test]
    fn a_page_holds_no_script_and_asks_for_nothing(plan in arbitrary::plan()) {
        let html = page(&plan, today(), Language::Nl);
        for bad in ["<script", "src=", "@import", "url(", "onload=", "javascript:"] {
            prop_assert!(!html.contains(bad), "{}", bad);
        }
        prop_assert_eq!(html.matches("<tr>").count(), plan.milestones.len() + 1);
        prop_assert_eq!(fragment(&plan, Language::En).matches("<tr>").count(), plan.milestones.len() + 1);
    }

    #[test]
    fn somebody_elses_parser_reads_the_calendar(plan in arbitrary::plan()) {
        let text = calendar(&plan, &feed());
        let events = events(&text);
        let dated: Vec<_> = plan.milestones.iter().filter(|m| m.due.is_some()).collect();
        prop_assert_eq!(events.len(), dated.len());
        for (event, milestone) in events.iter().zip(dated) {
            let mark = if matches!(milestone.status, Status::Done { .. }) { "● " } else { "" };
            prop_assert_eq!(&unescaped(&event["SUMMARY"]), &format!("{mark}{}", milestone.title));
            prop_assert_eq!(&event["UID"], &format!("{}@coplan", milestone.id));
        }
        for line in text.split_inclusive("\r\n") {
            prop_assert!(line.ends_with("\r\n") && line.len() <= 77, "{:?}", line);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 300, ..ProptestConfig::with_cases(6) })]

    #[test]
    fn a_workbook_comes_back_as_it_was(plan in arbitrary::plan()) {
        let file = workbook(&plan, today()).expect("written");
        prop_assert_eq!(&again(&file, Some(&plan)).plan, &plan);
        let fresh = again(&file, None);
        prop_assert_eq!(csv(&fresh.plan), csv(&plan));
        prop_assert_eq!(&fresh.plan.people, &plan.people);
        prop_assert_eq!(&fresh.plan.title, &plan.title);
        prop_assert_eq!(&fresh.plan.goal, &plan.goal);
        prop_assert_eq!(fresh.plan.go_live, plan.go_live);
    }
}

fn events(text: &str) -> Vec<BTreeMap<String, String>> {
    let calendar = ical::IcalParser::new(text.as_bytes())
        .next()
        .expect("one calendar")
        .expect("well formed");
    let properties = |event: &IcalEvent| {
        let value =
            |p: &ical::property::Property| (p.name.clone(), p.value.clone().unwrap_or_default());
        event.properties.iter().map(value).collect()
    };
    calendar.events.iter().map(properties).collect()
}

fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        match char {
            '\\' => out.extend(
                chars
                    .next()
                    .map(|c| if matches!(c, 'n' | 'N') { '\n' } else { c }),
            ),
            _ => out.push(char),
        }
    }
    out
}

#[test]
fn a_calendar_line_cannot_be_smuggled_in_by_a_title() {
    let mut plan = september();
    plan.title = "Plan\r\nX-EVIL:1".into();
    plan.milestones[0].title = "Step\u{7}\r\nEND:VCALENDAR".into();
    plan.milestones[0].done_when = "a\r\nATTACH:b".into();
    let text = calendar(&plan, &feed());
    assert!(!text.contains("\nX-EVIL") && !text.contains("\nATTACH"));
    assert!(!text.contains('\u{7}'));
    assert_eq!(text.matches("\r\nEND:VCALENDAR").count(), 1);
    assert_eq!(events(&text).len(), 11);
}

#[test]
fn what_was_dropped_is_cancelled_and_one_person_sees_their_own() {
    let mut plan = september();
    plan.milestones[2].archived = true;
    plan.milestones[3].status = Status::NotNeeded {
        reason: String::new(),
    };
    let all = events(&calendar(&plan, &feed()));
    let cancelled: Vec<_> = all
        .iter()
        .filter(|e| e["STATUS"] == "CANCELLED")
        .map(|e| e["SUMMARY"].as_str())
        .collect();
    assert_eq!(
        cancelled,
        ["CFO budget approval", "Security questionnaire submitted"]
    );
    let legal = plan
        .people
        .iter()
        .find(|p| p.name == "Legal")
        .expect("in the example")
        .id;
    let mine = events(&calendar(
        &plan,
        &Feed {
            person: Some(legal),
            ..feed()
        },
    ));
    let titles: Vec<_> = mine.iter().map(|e| e["SUMMARY"].as_str()).collect();
    assert_eq!(titles, ["Contract redlines returned", "Go-live"]);
}

#[test]
fn the_september_plan_in_every_format() {
    let plan = september();
    // CSV and calendar have CRLF line ends; a golden file with them would not survive a checkout.
    expect_file!["../../tests/golden/september.csv"].assert_eq(&csv(&plan).replace("\r\n", "\n"));
    expect_file!["../../tests/golden/september.md"].assert_eq(&markdown(&plan, Language::En));
    expect_file!["../../tests/golden/september.html"].assert_eq(&page(
        &plan,
        today(),
        Language::En,
    ));
    expect_file!["../../tests/golden/september-nl.html"].assert_eq(&page(
        &plan,
        today(),
        Language::Nl,
    ));
    expect_file!["../../tests/golden/september-fragment.html"]
        .assert_eq(&fragment(&plan, Language::En));
    expect_file!["../../tests/golden/september.json"].assert_eq(&crate::json::write(&plan));
    expect_file!["../../tests/golden/september.xml"]
        .assert_eq(&crate::mspdi::write(&plan, today()));
    let ics = calendar(&plan, &feed()).replace("\r\n", "\n");
    expect_file!["../../tests/golden/september.ics"].assert_eq(&ics);
}

#[test]
fn a_link_that_runs_code_is_never_written_as_a_link() {
    let mut plan = september();
    plan.milestones[0].links.push(plan::model::Link {
        id: plan::id::LinkId::from_bits(1),
        url: "javascript:alert(1)".into(),
        label: "<b>here</b>".into(),
    });
    assert!(!page(&plan, today(), Language::En).contains("javascript:"));
}
