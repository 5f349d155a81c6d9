use expect_test::{Expect, expect};
use plan::PlanDoc;
use proptest::prelude::*;

use super::*;
use crate::table::tests::drawn;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, 19).expect("a date")
}

fn september() -> Plan {
    static PLAN: std::sync::LazyLock<Plan> = std::sync::LazyLock::new(read_september);
    PLAN.clone()
}

fn read_september() -> Plan {
    let csv = include_bytes!("../../../../examples/september.csv");
    let options = crate::table::Options::new(today(), 1);
    crate::read::read(csv, &options).expect("readable").plan
}

fn check(lines: &[&str], expected: &Expect) {
    check_against(&september(), lines, expected);
}

fn check_against(plan: &Plan, lines: &[&str], expected: &Expect) {
    let mut out = String::new();
    for line in lines {
        let read = parse(line, plan, today());
        out += &format!("{line}\n  = {:?}\n", read.title);
        for part in &read.parts {
            let meaning = match &part.meaning {
                Meaning::Owner { name, person } => format!(
                    "owner {name}{}",
                    if person.is_some() { "" } else { " (new)" }
                ),
                Meaning::Everybody => "everybody".into(),
                Meaning::Due { due, how } => format!("due {} {:?} {how:?}", due.date, due.weeks),
                Meaning::Start(date) => format!("start {date}"),
                Meaning::Duration(days) => format!("{days} days"),
                Meaning::After { title, .. } => format!("after {title}"),
                Meaning::Track { name, track } => format!(
                    "track {name}{}",
                    if track.is_some() { "" } else { " (new)" }
                ),
            };
            out += &format!("  {:?}: {meaning}\n", &line[part.span.clone()]);
        }
        for doubt in &read.doubts {
            let which = &doubt.which;
            out += &format!("  {:?}: which? {which:?}\n", &line[doubt.span.clone()]);
        }
    }
    expected.assert_eq(&out);
}

#[test]
fn a_line_says_who_when_how_long_after_what_and_where() {
    check(
        &[
            "Security review @Legal by June 20 after Security questionnaire 10d #IT",
            "Reference call @Sarah Chen next Tuesday",
            "Board meeting @champion and @\"Jan de Vries\" on 2025-07-01 depends on CFO budget approval and contract redlines",
            "Pilot from June 23 to July 4 @IT Lead",
            "Training in week 3-4 takes two weeks",
            "Juridische toets @Legal uiterlijk vrijdag na Security questionnaire submitted",
            "Livegang @iedereen over 2 weken",
            "Ask C# team about issue #3 and mail a@b.example",
            "Prepare for May event after lunch",
            "March through the numbers by May",
        ],
        &expect![[r##"
            Security review @Legal by June 20 after Security questionnaire 10d #IT
              = "Security review"
              "@Legal": owner Legal
              "by June 20": due 2025-06-20 None YearAssumed
              "after Security questionnaire": after Security questionnaire submitted
              "10d": 10 days
              "#IT": track IT (new)
            Reference call @Sarah Chen next Tuesday
              = "Reference call"
              "@Sarah Chen": owner Sarah Chen (new)
              "next Tuesday": due 2025-06-24 None Relative
            Board meeting @champion and @"Jan de Vries" on 2025-07-01 depends on CFO budget approval and contract redlines
              = "Board meeting"
              "@champion": owner Champion
              "and @\"Jan de Vries\"": owner Jan de Vries (new)
              "on 2025-07-01": due 2025-07-01 None Exact
              "depends on CFO budget approval": after CFO budget approval
              "contract redlines": after Contract redlines returned
            Pilot from June 23 to July 4 @IT Lead
              = "Pilot"
              "from June 23": start 2025-06-23
              "to July 4": due 2025-07-04 None YearAssumed
              "@IT Lead": owner IT Lead
            Training in week 3-4 takes two weeks
              = "Training"
              "in week 3-4": due 2025-07-11 Some((3, 4)) Exact
              "takes two weeks": 10 days
            Juridische toets @Legal uiterlijk vrijdag na Security questionnaire submitted
              = "Juridische toets"
              "@Legal": owner Legal
              "uiterlijk vrijdag": due 2025-06-20 None Relative
              "na Security questionnaire submitted": after Security questionnaire submitted
            Livegang @iedereen over 2 weken
              = "Livegang"
              "@iedereen": everybody
              "over 2 weken": due 2025-07-03 None Relative
            Ask C# team about issue #3 and mail a@b.example
              = "Ask C# team about issue #3 and mail a@b.example"
            Prepare for May event after lunch
              = "Prepare for May event after lunch"
            March through the numbers by May
              = "March through the numbers"
              "by May": due 2025-05-30 None Approximate
        "##]],
    );
}

/// The September plan with two Toms and two milestones of one name.
fn doubles() -> Plan {
    let mut plan = september();
    for (bits, name) in [(901, "Tom Baker"), (902, "Tom Visser")] {
        let id = PersonId::from_bits(bits);
        plan.people
            .push(plan::model::Person::new(id, name, Side::Buyer));
    }
    for bits in [911, 912] {
        let id = MilestoneId::from_bits(bits);
        plan.milestones
            .push(plan::model::Milestone::new(id, "Board meeting"));
    }
    plan
}

#[test]
fn what_can_mean_several_things_is_said_and_stays_in_the_title() {
    check_against(
        &doubles(),
        &[
            "Sign @Tom by 03/07 after board meeting",
            "Sign @Tom Visser by 20/06 after CFO budget approval and board meeting",
            "Review after Contract @Legal",
        ],
        &expect![[r#"
            Sign @Tom by 03/07 after board meeting
              = "Sign @Tom after board meeting"
              "by 03/07": due 2025-07-03 None OrderAssumed
              "@Tom": which? Person(["Tom Baker", "Tom Visser"])
              "03/07": which? Day(2025-03-07)
              "board meeting": which? Milestone(["Board meeting", "Board meeting"])
            Sign @Tom Visser by 20/06 after CFO budget approval and board meeting
              = "Sign and board meeting"
              "@Tom Visser": owner Tom Visser
              "by 20/06": due 2025-06-20 None YearAssumed
              "after CFO budget approval": after CFO budget approval
              "board meeting": which? Milestone(["Board meeting", "Board meeting"])
            Review after Contract @Legal
              = "Review after Contract"
              "@Legal": owner Legal
              "Contract": which? Milestone(["Contract redlines returned", "Contract signed"])
        "#]],
    );
}

#[test]
fn a_line_becomes_one_command_that_a_document_takes() {
    let mut doc = PlanDoc::new(7);
    doc.apply(&plan::from_plan(&september()))
        .expect("the example");
    let line =
        "Security sign-off @IT Lead @Zoe Park by June 27 after Security questionnaire 3d #IT";
    let read = parse(line, &doc.read(), today());
    let command = read
        .command(Place::Last, &mut Ids::new(5))
        .expect("a title");
    doc.apply(&command).expect("allowed");
    let plan = doc.read();
    let last = drawn(&plan);
    assert_eq!(
        last.lines().last(),
        Some(
            "Security sign-off @IT Lead* (Buyer) @Zoe Park (Buyer) 2025-06-27 3d <- Security questionnaire submitted"
        )
    );
    assert_eq!(plan.tracks.len(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_line_is_read_and_nothing_of_it_is_lost(line in "[@#a-zA-Z0-9 ,/\"'-]{0,80}") {
        let read = parse(&line, &september(), today());
        let mut end = 0;
        for part in &read.parts {
            prop_assert!(part.span.start >= end && line.get(part.span.clone()).is_some());
            end = part.span.end;
        }
        for word in read.title.split(' ') {
            prop_assert!(line.contains(word));
        }
    }

    #[test]
    fn any_words_are_read(words in proptest::collection::vec("(by|after|from|to|@|#|June|20|10d|week|3|for|CFO|and|@Legal|#IT|é)", 0..14)) {
        let _ = parse(&words.join(" "), &september(), today());
    }
}
