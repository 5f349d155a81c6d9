//! Slips, drawn: the plan, what is asked, what follows.

use std::fmt::Write;

use chrono::NaiveDate;
use expect_test::{Expect, expect};
use plan::{PlanDoc, from_plan, model::*, schedule::schedule, slip::*, terms::Terms};

use crate::{
    drawing::{date, draw, id, link, plan},
    september,
};

/// A proposal: one line a moved date, then the go-live, what reopens, what breaks.
pub fn draw_proposal(proposal: &Proposal) -> String {
    let mut drawing = String::new();
    let text = |date: Option<NaiveDate>| date.map_or("-".to_owned(), |date| date.to_string());
    for one in &proposal.moves {
        let cause = match one.cause {
            MoveCause::Asked => "asked".to_owned(),
            MoveCause::Pushed(dependency) => format!("pushed by {}", link(&dependency)),
            MoveCause::KeptGap(dependency) => format!("keeps gap to {}", link(&dependency)),
        };
        let field = if one.field == DateField::Start {
            "start"
        } else {
            "due"
        };
        writeln!(
            drawing,
            "{:<10} {field:<5} {} -> {} {:+} {cause}",
            one.milestone.as_str(),
            text(one.old),
            one.new,
            one.days
        )
        .unwrap();
    }
    match proposal.go_live {
        GoLiveEffect::NoGoLive => drawing.push_str("no go-live\n"),
        GoLiveEffect::Moves { old, new, days } => {
            writeln!(drawing, "go-live moves {old} -> {new} {days:+}").unwrap();
        }
        GoLiveEffect::Absorbed { slack_days } => {
            writeln!(drawing, "absorbed, slack left {slack_days:?}").unwrap();
        }
        GoLiveEffect::HeldByPin { days } => {
            writeln!(drawing, "go-live is pinned, {days} days missing").unwrap();
        }
    }
    let (before, after) = proposal.projected;
    writeln!(drawing, "projected {} -> {}", text(before), text(after)).unwrap();
    for one in &proposal.reopened {
        writeln!(drawing, "reopens {} of {}", one.milestone, one.person).unwrap();
    }
    for one in &proposal.held {
        writeln!(
            drawing,
            "{} is pinned, {} days missing",
            one.milestone, one.days
        )
        .unwrap();
    }
    for one in &proposal.broken {
        let pinned = if one.pinned { ", pinned" } else { "" };
        let successor = one.dependency.successor;
        writeln!(
            drawing,
            "breaks {} > {successor} by {}{pinned}",
            link(&one.dependency),
            one.days
        )
        .unwrap();
    }
    drawing
}

#[allow(clippy::needless_pass_by_value, reason = "expect![] reads best inline")]
fn check(drawing: &str, asks: &[Ask], expected: Expect) {
    let (plan, today) = plan(drawing);
    let proposal = propose(&plan, today, asks);
    expected.assert_eq(&draw_proposal(&proposal));
    undoes(&plan, &proposal);
}

/// Applied and undone, nothing has changed.
pub fn undoes(before: &Plan, proposal: &Proposal) {
    let mut plan = before.clone();
    apply(&mut plan, &proposal.changes);
    let undo = undo(&plan, &proposal.changes);
    assert_eq!(undo.changed_since, []);
    apply(&mut plan, &undo.restore);
    assert_eq!(plan, *before);
}

fn later(milestone: &str, days: i64) -> Ask {
    Ask::Later {
        milestone: id(milestone),
        days,
    }
}

fn longer(milestone: &str, days: i64) -> Ask {
    Ask::Longer {
        milestone: id(milestone),
        days,
    }
}

#[test]
fn legal_takes_ten_working_days_longer() {
    let (mut plan, today) = september::plan();
    let agreed = |plan: &Plan, name: &str| {
        let milestone = plan
            .milestones
            .iter()
            .find(|one| one.id == id(name))
            .unwrap();
        Agreement {
            milestone: milestone.id,
            person: milestone.accountable.unwrap(),
            terms: Terms::of(plan, milestone).to_json(),
            at: 0,
        }
    };
    plan.agreements = vec![agreed(&plan, "review"), agreed(&plan, "signed")];
    let proposal = propose(&plan, today, &[longer("redlines", 10)]);
    expect![[r#"
        redlines   due   2025-07-17 -> 2025-07-31 +10 asked
        signed     due   2025-07-24 -> 2025-08-07 +10 pushed by redlines
        onboarding due   2025-07-28 -> 2025-08-11 +10 pushed by signed
        migration  due   2025-08-22 -> 2025-09-05 +10 pushed by onboarding
        uat        due   2025-08-29 -> 2025-09-12 +10 pushed by migration
        golive     due   2025-09-01 -> 2025-09-15 +10 pushed by uat
        go-live moves 2025-09-01 -> 2025-09-15 +10
        projected 2025-08-28 -> 2025-09-11
        reopens signed of 1000000000000
    "#]]
    .assert_eq(&draw_proposal(&proposal));
    undoes(&plan, &proposal);
    apply(&mut plan, &proposal.changes);
    expect![[r#"
        discovery     2025-06-10 .. 2025-06-10  1d | latest -                   slack   -   | done
        case          2025-06-19 .. 2025-06-19  6d | latest 07-03 budget        slack  10   | today
        budget        2025-06-20 .. 2025-06-26  5d | latest 07-10 redlines      slack  10   | after case
        questionnaire 2025-06-19 .. 2025-06-20  8d | latest 07-10 review        slack  14   | promise
        review        2025-06-19 .. 2025-07-08 14d | latest 07-10 redlines      slack   2 * | today
        redlines      2025-07-09 .. 2025-07-29 15d | latest 07-31 signed        slack   2 * | after review
        signed        2025-07-30 .. 2025-08-05  5d | latest 08-07 onboarding    slack   2 * | after redlines
        onboarding    2025-08-06 .. 2025-08-07  2d | latest 08-11 migration     slack   2 * | after signed
        migration     2025-08-08 .. 2025-09-03 19d | latest 09-05 uat           slack   2 * | after onboarding
        uat           2025-09-04 .. 2025-09-10  5d | latest 09-12 golive        slack   2 * | after migration
        golive        2025-09-11 .. 2025-09-11  1d | latest 09-15 golive        slack   2 * | after uat
        go-live 2025-09-11, target 2025-09-15, -2 days
        critical: review > redlines > signed > onboarding > migration > uat > golive
    "#]].assert_eq(&draw(&schedule(&plan, today)));
}

#[test]
fn the_security_review_runs_three_days_late() {
    let (plan, today) = september::plan();
    let proposal = propose(&plan, today, &[later("review", 3)]);
    expect![[r#"
        review     due   2025-07-10 -> 2025-07-15 +3 asked
        redlines   due   2025-07-17 -> 2025-07-22 +3 pushed by review
        signed     due   2025-07-24 -> 2025-07-29 +3 pushed by redlines
        onboarding due   2025-07-28 -> 2025-07-31 +3 pushed by signed
        migration  due   2025-08-22 -> 2025-08-27 +3 pushed by onboarding
        uat        due   2025-08-29 -> 2025-09-03 +3 pushed by migration
        golive     due   2025-09-01 -> 2025-09-04 +3 pushed by uat
        go-live moves 2025-09-01 -> 2025-09-04 +3
        projected 2025-08-28 -> 2025-09-02
    "#]]
    .assert_eq(&draw_proposal(&proposal));
}

#[test]
fn the_budget_slips_and_slack_absorbs_it() {
    let (plan, today) = september::plan();
    let proposal = propose(&plan, today, &[later("case", 3)]);
    expect![[r#"
        case       due   2025-06-18 -> 2025-06-23 +3 asked
        budget     due   2025-06-25 -> 2025-06-30 +3 pushed by case
        absorbed, slack left Some(2)
        projected 2025-08-28 -> 2025-08-28
    "#]]
    .assert_eq(&draw_proposal(&proposal));
}

#[test]
fn consuming_a_gap_and_keeping_it_differ() {
    check(
        "
        target 2026-04-30
        legal 3d due 2026-03-06
        consumes 2d due 2026-03-17 after legal
        keeps 2d due 2026-03-17 after legal keep
        ",
        &[later("legal", 2)],
        expect![[r#"
            legal      due   2026-03-06 -> 2026-03-10 +2 asked
            keeps      due   2026-03-17 -> 2026-03-19 +2 keeps gap to legal
            absorbed, slack left Some(39)
            projected 2026-03-06 -> 2026-03-06
        "#]],
    );
}

#[test]
fn an_earlier_date_pulls_only_what_keeps_its_gap() {
    check(
        "
        legal 3d due 2026-03-20
        other 3d due 2026-03-19
        consumes 2d due 2026-03-30 after legal
        keeps 2d due 2026-03-24 after legal keep
        bounded 2d due 2026-03-24 after legal keep, other
        today 2026-03-16
        soon 5d due 2026-03-27 after legal ss keep
        ",
        &[later("legal", -5)],
        expect![[r#"
            legal      due   2026-03-20 -> 2026-03-13 -5 asked
            keeps      due   2026-03-24 -> 2026-03-17 -5 keeps gap to legal
            bounded    due   2026-03-24 -> 2026-03-23 -1 keeps gap to legal
            soon       due   2026-03-27 -> 2026-03-20 -5 keeps gap to legal ss
            no go-live
            projected 2026-03-20 -> 2026-03-20
        "#]],
    );
}

#[test]
fn a_pinned_date_stays_and_the_conflict_is_named() {
    check(
        "
        target 2026-03-20
        legal 3d due 2026-03-06
        board 1d pinned 2026-03-09 after legal
        golive 1d go-live pinned 2026-03-20 after board, legal fs+8
        ",
        &[longer("legal", 4)],
        expect![[r#"
            legal      due   2026-03-06 -> 2026-03-12 +4 asked
            go-live is pinned, 3 days missing
            projected 2026-03-20 -> 2026-03-23
            board is pinned, 4 days missing
            golive is pinned, 3 days missing
            breaks legal > board by 4, pinned
            breaks legal+8 > golive by 3, pinned
        "#]],
    );
}

#[test]
fn a_milestone_without_dates_passes_the_slip_on() {
    check(
        "
        legal 3d due 2026-03-06
        quiet 3d after legal
        next 1d due 2026-03-12 start 2026-03-12 after quiet
        ",
        &[later("legal", 2)],
        expect![[r#"
            legal      due   2026-03-06 -> 2026-03-10 +2 asked
            next       start 2026-03-12 -> 2026-03-16 +2 pushed by quiet
            next       due   2026-03-12 -> 2026-03-16 +2 pushed by quiet
            no go-live
            projected 2026-03-12 -> 2026-03-16
        "#]],
    );
}

#[test]
fn old_contradictions_stay_as_they_are() {
    check(
        "
        a 1d due 2026-03-20
        b 1d due 2026-03-10 after a
        c 1d due 2026-03-11 after b
        d 1d due 2026-03-05 after c
        ",
        &[later("c", 1)],
        expect![[r#"
            c          due   2026-03-11 -> 2026-03-12 +1 asked
            d          due   2026-03-05 -> 2026-03-13 +6 pushed by c
            no go-live
            projected 2026-03-05 -> 2026-03-05
        "#]],
    );
}

#[test]
fn an_earlier_predecessor_never_pushes_what_was_contradicted_before() {
    check(
        "
        a 1d due 2026-03-20
        b 1d due 2026-03-10 after a
        ",
        &[later("a", -2)],
        expect![[r#"
            a          due   2026-03-20 -> 2026-03-18 -2 asked
            no go-live
            projected 2026-03-03 -> 2026-03-03
        "#]],
    );
}

#[test]
fn done_late_pushes_and_running_work_finishes_later() {
    check(
        "
        today 2026-03-09
        a 3d due 2026-03-04 running
        b 2d due 2026-03-06 after a
        c 4d start 2026-03-05 due 2026-03-10 running
        d 1d due 2026-03-11 running after c ff
        e 1d due 2026-03-11 running after c
        ",
        &[
            Ask::Status {
                milestone: id("a"),
                status: Status::Done {
                    on: date("2026-03-09"),
                },
            },
            Ask::Remaining {
                milestone: id("c"),
                days: 4,
            },
        ],
        expect![[r#"
            b          due   2026-03-06 -> 2026-03-11 +3 pushed by a
            c          due   2026-03-10 -> 2026-03-13 +3 asked
            d          due   2026-03-11 -> 2026-03-13 +2 pushed by c ff
            no go-live
            projected 2026-03-11 -> 2026-03-13
        "#]],
    );
}

#[test]
fn the_go_live_can_be_asked_to_move() {
    check(
        "
        target 2026-03-20
        uat 3d due 2026-03-18
        golive 1d go-live pinned 2026-03-20 after uat
        care 5d due 2026-03-27 after golive keep
        ",
        &[Ask::GoLive {
            date: date("2026-03-24"),
        }],
        expect![[r#"
            golive     due   2026-03-20 -> 2026-03-24 +2 asked
            care       due   2026-03-27 -> 2026-03-31 +2 keeps gap to golive
            go-live moves 2026-03-20 -> 2026-03-24 +2
            projected 2026-03-20 -> 2026-03-24
        "#]],
    );
}

#[test]
fn starts_and_durations_carry_the_due_date() {
    check(
        "
        target 2026-03-31
        a 3d start 2026-03-04 due 2026-03-09
        b 3d due 2026-03-13
        c 2d due 2026-03-16 after b
        ",
        &[
            Ask::Start {
                milestone: id("a"),
                date: date("2026-03-06"),
            },
            Ask::Duration {
                milestone: id("b"),
                days: 5,
            },
        ],
        expect![[r#"
            a          start 2026-03-04 -> 2026-03-06 +2 asked
            a          due   2026-03-09 -> 2026-03-10 +1 asked
            b          due   2026-03-13 -> 2026-03-17 +2 asked
            c          due   2026-03-16 -> 2026-03-19 +3 pushed by b
            absorbed, slack left Some(15)
            projected 2026-03-06 -> 2026-03-10
        "#]],
    );
}

#[test]
fn a_slip_is_one_command_and_one_undo_step() {
    let (plan, today) = september::plan();
    let mut doc = PlanDoc::new(7);
    doc.apply(&from_plan(&plan)).unwrap();
    let before = doc.read();
    let asks = [
        longer("redlines", 10),
        Ask::Remaining {
            milestone: id("questionnaire"),
            days: 3,
        },
        Ask::Status {
            milestone: id("case"),
            status: Status::Done { on: today },
        },
        Ask::Start {
            milestone: id("migration"),
            date: date("2025-08-11"),
        },
    ];
    let proposal = propose(&before, today, &asks);
    let mut expected = before.clone();
    apply(&mut expected, &proposal.changes);
    let applied = doc.apply(&command(&proposal.changes)).unwrap();
    assert_eq!(doc.read().milestones, expected.milestones);
    assert_eq!(doc.read().go_live, expected.go_live);
    doc.apply(&applied.undo).unwrap();
    assert_eq!(doc.read().milestones, before.milestones);
}

#[test]
fn without_a_go_live_milestone_the_target_follows_what_passes_it() {
    let drawing = "
        target 2026-03-13
        a 2d due 2026-03-10
        b 2d due 2026-03-12 after a
        elsewhere 2d due 2026-03-20
        ";
    check(
        drawing,
        &[later("a", 1)],
        expect![[r#"
        a          due   2026-03-10 -> 2026-03-11 +1 asked
        b          due   2026-03-12 -> 2026-03-13 +1 pushed by a
        absorbed, slack left Some(6)
        projected 2026-03-05 -> 2026-03-05
    "#]],
    );
    check(
        drawing,
        &[later("a", 2)],
        expect![[r#"
        a          due   2026-03-10 -> 2026-03-12 +2 asked
        b          due   2026-03-12 -> 2026-03-16 +2 pushed by a
        go-live moves 2026-03-13 -> 2026-03-16 +1
        projected 2026-03-05 -> 2026-03-05
    "#]],
    );
}

#[test]
fn a_go_live_that_is_asked_to_stay_stays() {
    check(
        "
        target 2026-03-20
        golive 1d go-live due 2026-03-20
        ",
        &[Ask::GoLive {
            date: date("2026-03-20"),
        }],
        expect![[r#"
            absorbed, slack left Some(14)
            projected 2026-03-02 -> 2026-03-02
        "#]],
    );
}

#[test]
fn a_pin_holds_what_is_asked_of_the_milestone_itself() {
    let drawing = "
        legal 3d pinned 2026-03-10
        next 1d due 2026-03-11 after legal
        golive 2d go-live pinned 2026-03-20
        ";
    check(
        drawing,
        &[longer("legal", 2)],
        expect![[r#"
            absorbed, slack left Some(0)
            projected 2026-03-20 -> 2026-03-20
            legal is pinned, 2 days missing
        "#]],
    );
    check(
        drawing,
        &[longer("legal", -2)],
        expect![[r#"
        absorbed, slack left Some(0)
        projected 2026-03-20 -> 2026-03-20
    "#]],
    );
    check(
        drawing,
        &[longer("golive", 2)],
        expect![[r#"
            go-live is pinned, 2 days missing
            projected 2026-03-20 -> 2026-03-20
            golive is pinned, 2 days missing
        "#]],
    );
}

#[test]
fn running_work_that_takes_longer_has_more_left() {
    let (plan, today) = plan(
        "
        today 2026-03-09
        target 2026-03-31
        known 4d start 2026-03-05 due 2026-03-12 running left 2
        unknown start 2026-03-05 due 2026-03-13 running
        after 1d due 2026-03-30 after known, unknown ss
        ",
    );
    let proposal = propose(&plan, today, &[longer("known", 3), longer("unknown", 2)]);
    expect![[r#"
        known      due   2026-03-12 -> 2026-03-17 +3 asked
        unknown    due   2026-03-13 -> 2026-03-17 +2 asked
        absorbed, slack left Some(10)
        projected 2026-03-13 -> 2026-03-17
    "#]]
    .assert_eq(&draw_proposal(&proposal));
    let left = proposal.changes.iter().filter_map(|change| match change {
        DateChange::Remaining { old, new, .. } => Some((*old, *new)),
        _ => None,
    });
    let left: Vec<_> = left.collect();
    assert_eq!(left, [(Some(2), Some(5)), (None, Some(6))]);
}

#[test]
fn a_due_date_asked_of_running_work_leaves_its_start() {
    check(
        "
        today 2026-03-09
        a start 2026-03-03 due 2026-03-10 running
        b 3d due 2026-03-12 after a ss+2 keep
        ",
        &[later("a", 4)],
        expect![[r#"
            a          due   2026-03-10 -> 2026-03-16 +4 asked
            no go-live
            projected 2026-03-11 -> 2026-03-16
        "#]],
    );
}

#[test]
fn a_start_without_a_due_date_carries_its_duration() {
    let drawing = "
        a 3d start 2026-03-04
        b 1d due 2026-03-12 after a
        ";
    let start = |day| Ask::Start {
        milestone: id("a"),
        date: date(day),
    };
    check(
        drawing,
        &[start("2026-03-09")],
        expect![[r#"
        a          start 2026-03-04 -> 2026-03-09 +3 asked
        no go-live
        projected 2026-03-09 -> 2026-03-12
    "#]],
    );
    check(
        drawing,
        &[start("2026-03-10")],
        expect![[r#"
        a          start 2026-03-04 -> 2026-03-10 +4 asked
        b          due   2026-03-12 -> 2026-03-13 +1 pushed by a
        no go-live
        projected 2026-03-09 -> 2026-03-13
    "#]],
    );
}

#[test]
fn running_work_counts_from_today_when_it_was_to_start_later() {
    check(
        "
        today 2026-03-09
        a 2d start 2026-03-12 due 2026-03-12 running
        ",
        &[Ask::Duration {
            milestone: id("a"),
            days: 5,
        }],
        expect![[r#"
            a          due   2026-03-12 -> 2026-03-13 +1 asked
            no go-live
            projected 2026-03-10 -> 2026-03-13
        "#]],
    );
}

#[test]
fn what_comes_after_the_go_live_does_not_move_it() {
    check(
        "
        target 2026-03-20
        golive 1d go-live due 2026-03-20
        care 5d due 2026-03-27 after golive
        ",
        &[later("care", 3)],
        expect![[r#"
            care       due   2026-03-27 -> 2026-04-01 +3 asked
            absorbed, slack left Some(14)
            projected 2026-03-02 -> 2026-03-02
        "#]],
    );
}

#[test]
fn weeks_count_from_the_week_of_the_start() {
    let (mut plan, today) = plan(
        "
        demo due 2026-03-08
    ",
    );
    plan.start = Some(date("2026-03-04"));
    let weeks = |plan: &Plan, to: &str| {
        let ask = Ask::Due {
            milestone: id("demo"),
            date: date(to),
        };
        let mut after = plan.clone();
        apply(&mut after, &propose(plan, today, &[ask]).changes);
        after.milestones[0].due.unwrap().weeks
    };
    plan.milestones[0].due.as_mut().unwrap().weeks = Some((1, 1));
    assert_eq!(
        weeks(&plan, "2026-03-02"),
        Some((1, 1)),
        "Monday of the first week"
    );
    assert_eq!(weeks(&plan, "2026-03-09"), Some((2, 2)), "the next Monday");
    assert_eq!(weeks(&plan, "2026-03-01"), None, "before the start");
    plan.start = Some(date("2026-03-01"));
    assert_eq!(
        weeks(&plan, "2026-03-02"),
        Some((2, 2)),
        "a Sunday ends the first week"
    );
    plan.start = Some(date("2026-03-04"));
    plan.milestones[0].due.as_mut().unwrap().weeks = Some((2, 5));
    assert_eq!(
        weeks(&plan, "2026-03-10"),
        Some((1, 2)),
        "never before week 1"
    );
    plan.start = None;
    assert_eq!(weeks(&plan, "2026-03-10"), None, "nothing to count from");
}

#[test]
fn weeks_are_counted_anew() {
    let (mut plan, today) = plan(
        "
        demo due 2026-03-27
    ",
    );
    plan.start = Some(date("2026-03-04"));
    plan.milestones[0].due.as_mut().unwrap().weeks = Some((3, 4));
    let proposal = propose(&plan, today, &[later("demo", 5)]);
    apply(&mut plan, &proposal.changes);
    let due = plan.milestones[0].due.unwrap();
    assert_eq!((due.date, due.weeks), (date("2026-04-03"), Some((4, 5))));
}

#[test]
fn undo_leaves_alone_what_others_changed_since() {
    let (mut plan, today) = plan(
        "
        legal 3d due 2026-03-06
        next 2d due 2026-03-10 after legal
    ",
    );
    let proposal = propose(&plan, today, &[later("legal", 2)]);
    apply(&mut plan, &proposal.changes);
    plan.milestones[1].due.as_mut().unwrap().date = date("2026-04-01");
    let undo = undo(&plan, &proposal.changes);
    assert_eq!(undo.changed_since, proposal.changes[1..]);
    apply(&mut plan, &undo.restore);
    let dues: Vec<_> = plan
        .milestones
        .iter()
        .map(|one| one.due.unwrap().date)
        .collect();
    assert_eq!(dues, [date("2026-03-06"), date("2026-04-01")]);
}

/// The timeline draws what a slip would move, so both must see one and the same place.
#[test]
fn a_promise_is_where_dates_put_it_and_without_dates_behind_what_it_waits_for() {
    let (plan, today) = plan(
        "
        off buyer 2026-03-04
        legal 3d due 2026-03-06 buyer
        choice 2d after legal
        golive 1d go-live due 2026-03-20 after choice
        free 2d
        ",
    );
    let drawn: Vec<String> = promised(&plan, today)
        .iter()
        .map(|one| format!("{} {} .. {}", one.milestone, one.start, one.finish))
        .collect();
    expect![[r#"
        legal 2026-03-03 .. 2026-03-06
        choice 2026-03-09 .. 2026-03-10
        golive 2026-03-20 .. 2026-03-20"#]]
    .assert_eq(&drawn.join("\n"));
    let legal = &plan.milestones[0];
    let workdays = plan::schedule::Workdays::of(&plan);
    let days = workdays.days(legal);
    assert!(
        !days.is_working(date("2026-03-04")),
        "a day off of its side"
    );
    assert!(days.is_working(date("2026-03-05")));
}
