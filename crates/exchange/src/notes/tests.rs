use chrono::NaiveDate;
use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;
use crate::dates::Day;

/// A Thursday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, 19).expect("a date")
}

fn date(dated: &Dated) -> String {
    match dated.day {
        Day::On(date) => date.to_string(),
        Day::Weeks(first, last) => format!("week {first}-{last}"),
    }
}

fn drawn(notes: &str) -> String {
    let draft = draft(notes, today());
    let mut out = String::new();
    let mut text = |label: &str, value: Option<String>| {
        if let Some(value) = value {
            out += &format!("{label}: {value}\n");
        }
    };
    text("goal", draft.goal.as_ref().map(|g| g.value.clone()));
    text("why", draft.why_now.as_ref().map(|g| g.value.clone()));
    text("go-live", draft.go_live.as_ref().map(|d| date(&d.value)));
    text("decision", draft.decision.as_ref().map(|d| date(&d.value)));
    for person in &draft.people {
        let p = &person.value;
        let title = if p.title.is_empty() {
            String::new()
        } else {
            format!(", {}", p.title)
        };
        out += &format!(
            "@{}{}{title} ({:?})\n",
            p.name,
            if p.placeholder { "*" } else { "" },
            p.side
        );
    }
    for step in &draft.steps {
        let s = &step.value;
        out += &format!("- {}", s.title);
        if let Some(owner) = &s.owner {
            out += &format!(" @{owner}");
        }
        if let Some(due) = &s.due {
            out += &format!(" {}", date(due));
        }
        if let Some(days) = s.days {
            out += &format!(" {days}d");
        }
        if s.done {
            out += " done";
        }
        out += "\n";
    }
    for order in &draft.order {
        let title = |at: usize| draft.steps[at].value.title.as_str();
        out += &format!(
            "{} -> {}\n",
            title(order.value.before),
            title(order.value.after)
        );
    }
    out
}

fn check(notes: &str, expected: &Expect) {
    expected.assert_eq(&drawn(notes));
}

#[test]
fn a_call_in_sentences() {
    check(
        "Spoke with Maria Lopez (CFO) and Tom, their IT manager. They want to cut quote time from two days to one hour. \
         It has to be live by September 1 because the fiscal year starts in October. Legal usually takes two weeks. \
         The security review must be complete before procurement starts; security needs 10 working days. \
         Maria will bring the business case to the board on June 27. We had the demo on June 10 and they liked it. \
         No penetration test is needed. Who signs the contract?",
        &expect![[r#"
            goal: Cut quote time from two days to one hour
            why: It has to be live by September 1 because the fiscal year starts in October
            go-live: 2025-09-01
            @Maria Lopez, CFO (Buyer)
            @Tom, IT manager (Buyer)
            @Legal* (Buyer)
            @IT and security* (Buyer)
            - Legal review @Legal 10d
            - Security review @IT and security 10d
            - Bring the business case to the board @Maria Lopez 2025-06-27
            - Procurement
            - Go-live 2025-09-01
            Security review -> Procurement
        "#]],
    );
}

#[test]
fn a_terse_list_of_actions() {
    check(
        "Acme call 19/6\n\nAttendees: Sarah Chen (Head of IT), Bob\n\nNext steps:\n- Sarah: send architecture diagram by Friday\n\
         - [x] NDA signed by both\n- Security questionnaire - Bob - 27 June\n- Draft order form\n\nGoal: one system for all quotes\n",
        &expect![[r#"
            goal: One system for all quotes
            @Sarah Chen, Head of IT (Buyer)
            @Bob (Buyer)
            - Send architecture diagram @Sarah Chen 2025-06-20
            - NDA signed by both done
            - Security questionnaire @Bob 2025-06-27
            - Draft order form
        "#]],
    );
}

#[test]
fn dutch_notes() {
    check(
        "Gesproken met Jan de Vries (directeur). Ze willen de offertes binnen een uur de deur uit hebben. \
         Livegang uiterlijk 1 september, omdat het boekjaar dan begint. De juridische toets duurt meestal drie weken. \
         Eerst een pilot in juli, daarna contract tekenen. Jan stuurt vrijdag de proceskaart. Inkoop heeft 2 weken nodig.",
        &expect![[r#"
            goal: De offertes binnen een uur de deur uit hebben
            why: Livegang uiterlijk 1 september, omdat het boekjaar dan begint
            go-live: 2025-09-01
            @Jan de Vries, directeur (Buyer)
            @Procurement* (Buyer)
            - Livegang 2025-09-01
            - Juridische toets 15d
            - Pilot 2025-07-31
            - Contract tekenen
            - Proceskaart sturen @Jan de Vries 2025-06-20
            - Inkooptraject @Procurement 10d
            Pilot -> Contract tekenen
        "#]],
    );
}

#[test]
fn notes_without_a_plan_give_none() {
    check(
        "Nice chat about football and the weather. Their office has moved to Utrecht. They liked the demo last year. \
         Budget is unclear. Call again in autumn?",
        &expect![[r#""#]],
    );
}

#[test]
fn the_three_questions_go_the_same_way() {
    let answers = Answers {
        process: "Security review, then legal review\nBudget approval by the CFO takes a week",
        people: "Maria Lopez (CFO), Tom Baker - IT manager",
        timeline: "September 1, because our fiscal year starts in October",
    };
    check(
        &from_answers(&answers),
        &expect![[r#"
            why: September 1, because our fiscal year starts in October
            go-live: 2025-09-01
            @Maria Lopez, CFO (Buyer)
            @Tom Baker, IT manager (Buyer)
            - Security review
            - Legal review
            - Budget approval @Maria Lopez 5d
            - Go-live 2025-09-01
            Security review -> Legal review
        "#]],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_stands_without_its_sentence(notes in "[a-zA-Z0-9 .,;:?!@()\\n-]{0,200}") {
        every_item_is_tied(&notes)?;
    }

    #[test]
    fn sentences_of_such_words_are_read(words in proptest::collection::vec(
        "(Maria|Legal|legal review|takes|two weeks|before|after|security review|by|June 20|\\.|\n- |Next steps:\n|to|will|send|CFO|\\(|\\)|é|no|once|pilot|10-day)", 0..25)) {
        every_item_is_tied(&words.join(" "))?;
    }
}

fn every_item_is_tied(notes: &str) -> Result<(), TestCaseError> {
    let draft = draft(notes, today());
    let people = draft.people.iter().map(|p| &p.sentences);
    let steps = draft.steps.iter().map(|s| &s.sentences);
    for sentences in people
        .chain(steps)
        .chain(draft.order.iter().map(|o| &o.sentences))
    {
        prop_assert!(!sentences.is_empty());
        for span in sentences {
            prop_assert!(
                notes
                    .get(span.clone())
                    .is_some_and(|text| !text.trim().is_empty())
            );
        }
    }
    for step in &draft.steps {
        if let Some(owner) = &step.value.owner {
            prop_assert!(
                draft.people.iter().any(|p| p.value.name == *owner),
                "{}",
                owner
            );
        }
    }
    let mut dropped = draft.clone();
    dropped.drop_step(0);
    let _ = plan(&dropped, notes, today(), 1);
    prop_assert_eq!(
        plan(&draft, notes, today(), 1).milestones.len(),
        draft.steps.len()
    );
    Ok(())
}

#[test]
fn what_states_something_of_the_world_or_of_the_talk_is_no_step() {
    for line in [
        "HANDOVER  Sales -> Customer Success",
        "CLOSE PLAN (as agreed with Pelle)",
        "Held:      Wednesday 18 June 2025, meeting room 2",
        "Next meeting: 14 October, 10:00, Teams.",
        "Tess (front desk there) = pilot lead",
        "Sugar tax starts in January.",
        "Lead time 6 weeks, as agreed on Monday.",
        "They take 300 calls a day.",
        "zo, gesprek met Belmedi gehad.",
        "Henrik wants something written that he can put in front of his IT board.",
        "The board meets every second Tuesday.",
        "They need two weeks with the documents.",
        "Main pain: quotes take 3 weeks.",
        "As you know, our inspectors check the pumps on paper until June.",
        "Ingrid off 29/7-4/8.",
        "The air conditioning in room 2 is being repaired on Friday.",
    ] {
        let notes = format!("Notes of today.\nWe talked about this and that.\n{line}\n");
        let steps = draft(&notes, today()).steps;
        let titles: Vec<_> = steps.iter().map(|step| &step.value.title).collect();
        assert!(titles.is_empty(), "{line}: {titles:?}");
    }
}

#[test]
fn the_same_step_said_again_is_one() {
    for notes in [
        "The DPIA has to be done before we load data.\nTom will complete the DPIA by 10 July.\n",
        "You asked for a proposal for the milling room.\nI will send you that proposal by 8 July.\n",
        "Peter writes the award letter by 30 July; that must go out by then.\n",
    ] {
        let steps = draft(notes, today()).steps;
        assert_eq!(steps.len(), 1, "{steps:?}");
    }
}

#[test]
fn what_asks_for_something_by_a_day_is_a_step_in_other_words() {
    for (line, title, day) in [
        (
            "Can you pull the ticket export by 2 July?",
            "Pull the ticket export",
            "2025-07-02",
        ),
        (
            "It was agreed that you will sign the contract by 2 July.",
            "Sign the contract",
            "2025-07-02",
        ),
        (
            "We do the site survey on the second of July.",
            "Do site survey",
            "2025-07-02",
        ),
        (
            "Valt de test goed uit, dan tekenen we het contract op 2 juli.",
            "Tekenen we het contract",
            "2025-07-02",
        ),
        (
            "Once we agree on it, Zubin will open the test account by 2 July. I told Zubin.",
            "Open the test account",
            "2025-07-02",
        ),
    ] {
        let steps = draft(&format!("Hello,\n\n{line}\n"), today()).steps;
        let [step] = steps.as_slice() else {
            panic!("{line}: {steps:?}")
        };
        assert_eq!(step.value.title, title, "{line}");
        assert_eq!(
            step.value.due.map(|due| date(&due)).as_deref(),
            Some(day),
            "{line}"
        );
    }
}
