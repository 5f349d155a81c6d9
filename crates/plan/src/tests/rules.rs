//! Single rules, each by its name.

use expect_test::{Expect, expect};

use super::{
    intent::{c, item, link, m, p, t},
    must, sample,
};
use crate::{
    Command, Delta, Place, PlanDoc, Splice, TextField,
    model::{
        Agreement, Blackout, Calendar, Dependency, DependencyKind, Due, GapPolicy, Link, Session,
        Side, Status,
    },
    text::spliced,
};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a day")
}

fn after(predecessor: usize, successor: usize) -> Command {
    Command::AddDependency(Dependency {
        predecessor: m(predecessor),
        successor: m(successor),
        kind: DependencyKind::FinishToStart,
        lag_days: 0,
        policy: GapPolicy::Consume,
    })
}

fn typed(field: TextField, at: u32, delete: u32, insert: &str) -> Command {
    Command::EditText {
        field,
        splice: Splice {
            at,
            delete,
            insert: insert.into(),
        },
    }
}

fn title(n: usize) -> TextField {
    TextField::MilestoneTitle(m(n))
}

/// A second session with the same content.
fn copy(doc: &PlanDoc, client: u64) -> PlanDoc {
    let mut copy = PlanDoc::new(client);
    copy.merge(&doc.encode()).expect("our own bytes");
    copy
}

/// Brings two sessions together.
fn meet(one: &mut PlanDoc, two: &mut PlanDoc) {
    let (ours, theirs) = (one.encode(), two.encode());
    one.merge(&theirs).expect("our own bytes");
    two.merge(&ours).expect("our own bytes");
    assert_eq!(one.read(), two.read());
}

fn refused(commands: &[Command], want: &Expect) {
    let mut doc = sample(1);
    let mut said = String::new();
    for command in commands {
        let before = doc.encode();
        let refusal = doc.apply(command).expect_err("it breaks a rule");
        assert_eq!(doc.encode(), before, "nothing is written");
        said += &format!("{refusal}\n");
    }
    want.assert_eq(&said);
}

#[test]
fn a_refusal_names_the_rule_the_record_and_what_is_allowed() {
    let due = |date, weeks| Command::SetDue {
        milestone: m(0),
        due: Some(Due {
            date: day(date),
            pinned: false,
            weeks,
        }),
    };
    let url = "javascript:alert(1)".to_owned();
    let blackout = Blackout {
        from: day("2025-09-02"),
        to: day("2025-09-01"),
        reason: String::new(),
    };
    refused(
        &[
            Command::AddMilestone {
                id: m(0),
                place: Place::Last,
                title: String::new(),
            },
            Command::ArchiveMilestones(vec![m(9)]),
            Command::MoveMilestones {
                ids: vec![m(0), m(0)],
                place: Place::First,
            },
            Command::MoveMilestones {
                ids: vec![m(0)],
                place: Place::After(m(0)),
            },
            due("1492-01-01", None),
            due("2025-09-01", Some((4, 3))),
            due("2025-09-01", Some((0, 3))),
            Command::SetDuration {
                milestone: m(0),
                days: Some(9_999),
            },
            Command::SetPhase {
                milestone: m(0),
                track: Some(t(1)),
            },
            Command::SetLink {
                milestone: m(0),
                link: Link {
                    id: link(0),
                    url,
                    label: String::new(),
                },
            },
            Command::SetChecklistDone {
                milestone: m(0),
                item: item(0),
                done: true,
            },
            Command::MergePeople {
                from: p(0),
                into: p(0),
            },
            Command::SetCriterionMet {
                criterion: c(9),
                met: None,
            },
            typed(title(0), 0, 0, &"x".repeat(600)),
            typed(title(0), 3, 9, ""),
            after(0, 0),
            Command::SetCalendar {
                side: Side::Buyer,
                calendar: Some(Calendar {
                    weekdays: vec![],
                    ..Calendar::default()
                }),
            },
            Command::SetCalendar {
                side: Side::Buyer,
                calendar: Some(Calendar {
                    blackouts: vec![blackout],
                    ..Calendar::default()
                }),
            },
        ],
        &expect![[r#"
            milestone m0 exists already; a new record needs a fresh id
            milestone m9 is not in the document
            milestone m0 is named twice
            milestone m0 cannot be placed after itself
            1492-01-01 is outside 1900-01-01 to 2199-12-31
            week 3 lies before week 4
            week is 0, allowed is 1 to 520
            working days is 9999, allowed is 0 to 2500
            track t1 is not a Phase
            a link starts with https:, http: or mailto:
            item i0 of milestone m0 is not in the document
            p0 cannot be merged into p0: they are one entry already
            criterion c9 is not in the document
            title of milestone m0 would have 606 characters, at most 500 are allowed
            the edit reaches to 12, the title of milestone m0 has 6 characters
            milestone m0 cannot depend on itself
            a calendar needs at least one working weekday, each named once
            2025-09-01 lies before 2025-09-02
        "#]],
    );
}

#[test]
fn an_edit_inside_a_character_is_refused_with_the_places_around_it() {
    let mut doc = sample(1);
    must(&mut doc, typed(TextField::Goal, 0, 0, "a👩‍🚀b"));
    let refusal = doc
        .apply(&typed(TextField::Goal, 3, 0, "x"))
        .expect_err("inside");
    expect!["the edit of goal would cut a character at 3; 1 and 6 are between characters"]
        .assert_eq(&refusal.to_string());
}

#[test]
fn a_dependency_that_closes_a_circle_is_refused_with_the_chain() {
    let mut doc = sample(1);
    must(&mut doc, after(0, 1));
    must(&mut doc, after(1, 2));
    let refusal = doc.apply(&after(2, 0)).expect_err("a circle");
    assert_eq!(
        refusal,
        crate::Refused::ClosesCircle(vec![m(0), m(1), m(2), m(0)])
    );
}

#[test]
fn merging_may_close_a_circle_and_the_plan_still_reads() {
    let mut one = sample(1);
    let mut two = copy(&one, 2);
    must(&mut one, after(0, 1));
    must(&mut two, after(1, 0));
    meet(&mut one, &mut two);
    assert_eq!(one.read().dependencies.len(), 2);
    assert_eq!(one.read().oddities, vec![]);
}

#[test]
fn opening_and_reading_write_nothing_and_a_session_comes_with_its_first_change() {
    let mut doc = PlanDoc::new(5);
    doc.set_session(Session {
        person: None,
        side: Some(Side::Buyer),
        name: "Jane".into(),
    });
    let empty = PlanDoc::new(6).encode();
    let nothing = must(&mut doc, Command::SetGoLive(None));
    assert!(nothing.update.is_empty() && nothing.undo.is_nothing());
    assert_eq!(doc.encode(), empty);
    must(&mut doc, Command::SetSolution("CRM".into()));
    assert_eq!(doc.read().sessions[&5].name, "Jane");
    let next = must(&mut doc, Command::SetSolution("ERP".into())).update;
    assert!(
        next.len() < 80,
        "the session is written once, {} bytes",
        next.len()
    );
}

#[test]
fn writing_what_stands_there_writes_nothing() {
    let mut doc = sample(1);
    let due = Some(Due {
        date: day("2025-09-01"),
        pinned: true,
        weeks: None,
    });
    let commands = [
        Command::SetDue {
            milestone: m(0),
            due,
        },
        Command::SetStatus {
            milestone: m(0),
            status: Status::InProgress,
        },
        Command::AddHelper {
            milestone: m(0),
            person: p(1),
        },
        Command::MoveMilestones {
            ids: vec![m(1), m(2)],
            place: Place::First,
        },
        after(0, 1),
        Command::SetCalendar {
            side: Side::Buyer,
            calendar: Some(Calendar::default()),
        },
        Command::ArchivePerson(p(3)),
    ];
    for command in &commands {
        assert!(
            !must(&mut doc, command.clone()).update.is_empty(),
            "{command:?}"
        );
        assert!(
            must(&mut doc, command.clone()).update.is_empty(),
            "{command:?}"
        );
    }
}

#[test]
fn two_people_type_in_one_title_and_both_see_all_letters() {
    let mut one = sample(1);
    let mut two = copy(&one, 2);
    must(&mut one, typed(title(0), 0, 0, "first "));
    let theirs = must(&mut two, typed(title(0), 6, 0, " 😀!")).update;
    let merged = one.merge(&theirs).expect("our own bytes");
    assert_eq!(one.read().milestones[0].title, "first step 0 😀!");
    let delta = vec![Delta::Retain(12), Delta::Insert(" 😀!".into())];
    assert_eq!(merged.texts.len(), 1);
    assert_eq!(
        (merged.texts[0].field, &merged.texts[0].delta),
        (title(0), &delta)
    );
    let twice = one.merge(&theirs).expect("our own bytes");
    assert!(!twice.changed && twice.texts.is_empty());
}

#[test]
fn two_people_add_a_helper_at_once_and_both_help() {
    let mut one = sample(1);
    let mut two = copy(&one, 2);
    must(
        &mut one,
        Command::AddHelper {
            milestone: m(0),
            person: p(0),
        },
    );
    must(
        &mut two,
        Command::AddHelper {
            milestone: m(0),
            person: p(1),
        },
    );
    meet(&mut one, &mut two);
    assert_eq!(one.read().milestones[0].helpers, [p(0), p(1)]);
}

#[test]
fn two_people_add_a_holiday_at_once_and_both_stand() {
    let mut one = sample(1);
    let mut two = copy(&one, 2);
    let with = |on| Command::SetCalendar {
        side: Side::Buyer,
        calendar: Some(Calendar {
            holidays: [(day(on), on.to_owned())].into(),
            ..Calendar::default()
        }),
    };
    must(&mut one, with("2025-09-01"));
    must(&mut two, with("2025-09-02"));
    meet(&mut one, &mut two);
    assert_eq!(one.read().calendars[&Side::Buyer].holidays.len(), 2);
}

#[test]
fn an_edit_of_a_milestone_that_somebody_archived_is_kept() {
    let mut one = sample(1);
    let mut two = copy(&one, 2);
    must(&mut one, Command::ArchiveMilestones(vec![m(0)]));
    must(&mut two, typed(title(0), 6, 0, "!"));
    meet(&mut one, &mut two);
    must(&mut one, typed(title(0), 7, 0, "?"));
    must(&mut one, Command::RestoreMilestones(vec![m(0)]));
    assert_eq!(one.read().milestones[0].title, "step 0!?");
}

#[test]
fn a_merge_moves_references_that_others_write_meanwhile() {
    let mut one = sample(1);
    let mut two = copy(&one, 2);
    must(
        &mut one,
        Command::SetAccountable {
            milestone: m(0),
            person: Some(p(2)),
        },
    );
    let undo = must(
        &mut one,
        Command::MergePeople {
            from: p(2),
            into: p(0),
        },
    )
    .undo;
    must(
        &mut two,
        Command::SetAccountable {
            milestone: m(1),
            person: Some(p(2)),
        },
    );
    must(
        &mut two,
        Command::AddHelper {
            milestone: m(2),
            person: p(2),
        },
    );
    let agreement = Agreement {
        milestone: m(2),
        person: p(2),
        terms: "{}".into(),
        at: 1,
    };
    must(&mut two, Command::Agree { agreement });
    meet(&mut one, &mut two);
    let plan = one.read();
    assert_eq!(
        (
            plan.milestones[0].accountable,
            plan.milestones[1].accountable
        ),
        (Some(p(0)), Some(p(0)))
    );
    assert_eq!(
        (&plan.milestones[2].helpers, plan.agreements[0].person),
        (&vec![p(0)], p(0))
    );
    assert!(plan.people[2].archived && plan.people[2].merged_into == Some(p(0)));
    must(
        &mut one,
        Command::RemoveHelper {
            milestone: m(2),
            person: p(0),
        },
    );
    assert_eq!(one.read().milestones[2].helpers, []);
    must(&mut one, undo);
    assert_eq!(
        one.read().milestones[1].accountable,
        Some(p(2)),
        "taking it back restores them all"
    );
}

#[test]
fn two_people_merged_into_each_other_are_one_person_for_everybody() {
    let mut one = sample(1);
    let mut two = copy(&one, 2);
    must(
        &mut one,
        Command::SetAccountable {
            milestone: m(0),
            person: Some(p(1)),
        },
    );
    must(
        &mut one,
        Command::MergePeople {
            from: p(0),
            into: p(1),
        },
    );
    must(
        &mut two,
        Command::MergePeople {
            from: p(1),
            into: p(0),
        },
    );
    meet(&mut one, &mut two);
    assert_eq!(one.read().milestones[0].accountable, Some(p(0)));
    assert_eq!(one.read().people[0].merged_into, None);
}

#[test]
fn undo_of_typing_finds_its_words_where_others_moved_them() {
    let mut one = sample(1);
    let mut two = copy(&one, 2);
    let undo = must(&mut one, typed(title(0), 0, 4, "phase")).undo;
    must(&mut two, typed(title(0), 0, 0, "The "));
    meet(&mut one, &mut two);
    must(&mut one, undo.clone());
    assert_eq!(one.read().milestones[0].title, "The step 0");
    let refusal = one.apply(&undo).expect_err("nothing left");
    assert!(matches!(refusal, crate::Refused::ChangedSince { .. }));
}

#[test]
fn rows_that_two_people_put_at_one_place_stand_in_one_order() {
    let mut one = sample(1);
    let mut two = copy(&one, 2);
    let place = Place::After(m(0));
    must(
        &mut one,
        Command::MoveMilestones {
            ids: vec![m(3)],
            place,
        },
    );
    must(
        &mut two,
        Command::MoveMilestones {
            ids: vec![m(2)],
            place,
        },
    );
    meet(&mut one, &mut two);
    let order: Vec<_> = one.read().milestones.iter().map(|row| row.id).collect();
    assert_eq!((order[0], order[3]), (m(0), m(1)));
    let moved = must(
        &mut one,
        Command::MoveMilestones {
            ids: vec![m(1)],
            place: Place::First,
        },
    );
    assert!(
        moved.update.len() < 60,
        "one row is written, {} bytes",
        moved.update.len()
    );
}

#[test]
fn a_batch_is_one_update_and_one_undo() {
    let mut doc = sample(1);
    let before = doc.read();
    let id = m(5);
    let batch = Command::Batch(vec![
        Command::AddMilestone {
            id,
            place: Place::After(m(0)),
            title: "new".into(),
        },
        Command::SetAccountable {
            milestone: id,
            person: Some(p(0)),
        },
        typed(title(5), 3, 0, "er"),
        Command::ArchiveMilestones(vec![m(1), m(2)]),
    ]);
    let applied = must(&mut doc, batch);
    let mut other = copy(&sample(1), 9);
    let _ = other.merge(&applied.update);
    assert_eq!(doc.read().milestones[1].title, "newer");
    must(&mut doc, applied.undo);
    let back: Vec<_> = doc
        .read()
        .milestones
        .into_iter()
        .filter(|row| row.id != id)
        .collect();
    assert_eq!(back, before.milestones);
    let all_or_none = Command::Batch(vec![
        Command::SetSolution("x".into()),
        Command::ArchivePerson(p(9)),
    ]);
    doc.apply(&all_or_none).expect_err("nobody there");
    assert_eq!(doc.read().solution, "");
    assert_eq!(
        spliced(
            "ab",
            &Splice {
                at: 1,
                delete: 0,
                insert: "x".into()
            }
        )
        .as_deref(),
        Some("axb")
    );
}

#[test]
fn a_large_update_moves_cursors_and_is_listened_to_afterwards() {
    let mut one = sample(1);
    let mut two = copy(&one, 2);
    let add = |n: usize| Command::AddMilestone {
        id: m(n),
        place: Place::Last,
        title: format!("row {n}"),
    };
    must(&mut two, Command::Batch((10..400).map(add).collect()));
    must(&mut two, typed(title(0), 0, 0, "The "));
    let update = two.diff(&one.state_vector()).expect("a vector");
    assert!(update.len() > 16 * 1024, "{} bytes", update.len());
    let merged = one.merge(&update).expect("our own bytes");
    let delta = &merged
        .texts
        .iter()
        .find(|change| change.field == title(0))
        .expect("it changed")
        .delta;
    assert_eq!(crate::text::shift_caret(4, delta), 8);
    assert_eq!((one.read(), one.read()), (two.read(), one.read_afresh()));
    let small = must(&mut two, typed(title(399), 0, 3, "line")).update;
    assert_eq!(one.merge(&small).expect("our own bytes").texts.len(), 1);
    assert_eq!(
        one.read().milestones.last().expect("a row").title,
        "line 399"
    );
}

#[test]
fn a_document_past_its_size_is_read_and_merged_and_no_longer_grows_here() {
    let mut doc = sample(1);
    let note = "n".repeat(crate::limits::PROSE_LENGTH_MAX);
    let add = |n: usize| {
        let add = Command::AddMilestone {
            id: m(n),
            place: Place::Last,
            title: String::new(),
        };
        Command::Batch(vec![add, typed(TextField::Notes(m(n)), 0, 0, &note)])
    };
    let refusal = (10..1_000)
        .find_map(|n| doc.apply(&add(n)).err())
        .expect("it is full before that");
    expect!["at most 8388608 bytes of a document with its history"].assert_eq(&refusal.to_string());
    let mut other = copy(&doc, 2);
    assert_eq!(other.read(), doc.read());
    other
        .apply(&Command::SetSolution("x".into()))
        .expect_err("full for everybody");
}

#[test]
fn who_has_written_since_is_told_by_client_id() {
    let (mut one, mut two) = (PlanDoc::new(1), PlanDoc::new(2));
    let named = |name: &str| Command::SetKindName(name.into());
    let first = one.apply(&named("a")).expect("allowed").update;
    two.merge(&first).expect("our own bytes");
    let then = one.state_vector();
    assert_eq!(one.writers_since(&then), Vec::<u64>::new());
    let theirs = two.apply(&named("b")).expect("allowed").update;
    one.merge(&theirs).expect("our own bytes");
    assert_eq!(one.writers_since(&then), [2]);
    assert_eq!(one.writers_since(&PlanDoc::new(3).state_vector()), [1, 2]);
    assert_eq!(one.writers_since(b"no vector, surely"), Vec::<u64>::new());
}
