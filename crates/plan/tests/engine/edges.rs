//! Corners of schedule and slip that no example elsewhere reaches. Each was found by a mutant that survived
//! (`docs/scheduling.md`): a change of the code that nothing noticed.

use chrono::NaiveDate;
use expect_test::{Expect, expect};
use plan::{
    id::MilestoneId,
    model::Status,
    schedule::{CRITICAL_PATHS_MAX, Fixed, Lever, accelerations, schedule},
    slip::{Ask, propose},
};

use crate::{
    drawing::{date, draw, id, plan},
    slip::{draw_proposal, undoes},
};

#[allow(clippy::needless_pass_by_value, reason = "expect![] reads best inline")]
fn check(drawing: &str, expected: Expect) {
    let (plan, today) = plan(drawing);
    expected.assert_eq(&draw(&schedule(&plan, today)));
}

#[allow(clippy::needless_pass_by_value, reason = "expect![] reads best inline")]
fn check_slip(drawing: &str, asks: &[Ask], expected: Expect) {
    let (plan, today) = plan(drawing);
    let proposal = propose(&plan, today, asks);
    expected.assert_eq(&draw_proposal(&proposal));
    undoes(&plan, &proposal);
}

fn later(milestone: &str, days: i64) -> Ask {
    Ask::Later {
        milestone: id(milestone),
        days,
    }
}

fn due(milestone: &str, to: &str) -> Ask {
    Ask::Due {
        milestone: id(milestone),
        date: date(to),
    }
}

#[test]
fn of_two_that_hold_a_date_alike_the_nearer_is_named() {
    check(
        "
        target 2026-03-13
        own 1d
        last 1d after own ff
        golive 1d go-live after last ff
        today-start 3d start 2026-03-02
        due-today due 2026-03-02 running
        promised start 2026-02-26 due 2026-03-06 running
        ",
        expect![[r#"
            own           2026-03-02 .. 2026-03-02  1d | latest 03-13 golive        slack   9 * | today
            last          2026-03-02 .. 2026-03-02  1d | latest 03-13 golive        slack   9 * | today
            golive        2026-03-02 .. 2026-03-02  1d | latest 03-13 golive        slack   9 * | today
            today-start   2026-03-02 .. 2026-03-04  3d | latest 03-13 golive        slack   7   | today
            due-today     2026-03-02 .. 2026-03-02  1d | latest 03-13 golive        slack   9   | today
            promised      2026-02-26 .. 2026-03-06  7d | latest 03-13 golive        slack   5   | promise
            go-live 2026-03-02, target 2026-03-13, -9 days
            critical: own > last > golive
        "#]],
    );
}

#[test]
fn work_that_stopped_half_way_has_what_is_left() {
    check(
        "
        blocked 5d blocked left 2
        waiting 5d waiting left 1
        waits 5d waiting
        ",
        expect![[r#"
            blocked       2026-03-02 .. 2026-03-04  5d | latest -                   slack   -   | 2 left
            waiting       2026-03-02 .. 2026-03-03  5d | latest -                   slack   -   | 1 left
            waits         2026-03-02 .. 2026-03-06  5d | latest -                   slack   - * | today
            go-live 2026-03-06
            critical: waits
        "#]],
    );
}

#[test]
fn a_lag_counts_towards_the_time_that_a_promise_leaves() {
    check(
        "
        window start 2026-03-09 due 2026-03-20
        lagged due 2026-03-13 after window ss+2
        ",
        expect![[r#"
            window        2026-03-09 .. 2026-03-20 10d | latest -                   slack   - * | agreed start
            lagged        2026-03-11 .. 2026-03-13  3d | latest -                   slack   -   | after window ss+2
            go-live 2026-03-20
            critical: window
        "#]],
    );
}

#[test]
fn a_link_with_air_is_no_critical_path() {
    check(
        "
        a 1d
        b 1d after a
        golive 1d go-live after a, b
        ",
        expect![[r#"
            a             2026-03-02 .. 2026-03-02  1d | latest -                   slack   - * | today
            b             2026-03-03 .. 2026-03-03  1d | latest -                   slack   - * | after a
            golive        2026-03-04 .. 2026-03-04  1d | latest -                   slack   - * | after b
            go-live 2026-03-04
            critical: a > b > golive
        "#]],
    );
}

#[test]
fn of_many_critical_paths_the_first_are_listed() {
    let count = CRITICAL_PATHS_MAX + 4;
    let starts: Vec<String> = (0..count).map(|at| format!("m{at:02} 1d")).collect();
    let after: Vec<String> = (0..count).map(|at| format!("m{at:02}")).collect();
    let drawing = format!(
        "{}\ngolive 1d go-live after {}",
        starts.join("\n"),
        after.join(", ")
    );
    let (plan, today) = plan(&drawing);
    let paths = schedule(&plan, today).critical_paths;
    let firsts: Vec<MilestoneId> = paths.iter().map(|path| path[0]).collect();
    let wanted: Vec<MilestoneId> = after[..CRITICAL_PATHS_MAX]
        .iter()
        .map(|at| id(at))
        .collect();
    assert_eq!(firsts, wanted);
}

#[test]
fn a_go_live_that_is_missed_is_told_once() {
    let missed = |drawing: &str| {
        let (plan, today) = plan(drawing);
        let impossible = schedule(&plan, today).impossible;
        let told = impossible
            .iter()
            .map(|one| (one.fixed, one.milestone, one.days));
        told.collect::<Vec<_>>()
    };
    assert_eq!(
        missed("target 2026-03-03\na 4d\ngolive 1d go-live pinned 2026-03-03 after a"),
        [(Fixed::GoLive, id("golive"), 3)],
        "pinned to the target itself"
    );
    assert_eq!(
        missed("target 2026-03-03\na 4d\ngolive 1d go-live pinned 2026-03-04 after a"),
        [
            (Fixed::GoLive, id("golive"), 3),
            (Fixed::Pinned, id("golive"), 2)
        ],
        "pinned to another day"
    );
    assert_eq!(
        missed("target 2026-03-03\na 3d\nb 6d\nc 6d\nd 4d"),
        [(Fixed::GoLive, id("b"), 4)],
        "the worst, and of two alike the first"
    );
}

#[test]
fn what_is_done_is_never_late() {
    let (mut plan, today) = plan("a 1d done 2026-02-27");
    plan.go_live = Some(NaiveDate::MIN);
    assert_eq!(schedule(&plan, today).impossible, []);
}

#[test]
fn only_what_follows_another_can_overlap_it() {
    let (plan, today) = plan(
        "
        a 5d
        golive 1d go-live after a ff+2
        ",
    );
    let levers: Vec<Lever> = accelerations(&plan, today)
        .into_iter()
        .map(|one| one.lever)
        .collect();
    let milestone = id("a");
    assert_eq!(levers, [Lever::Shorten { milestone, days: 5 }]);
}

#[test]
fn what_others_take_stays_as_it_was_before_a_slip() {
    check_slip(
        "
        a due 2026-03-06
        next due 2026-03-10 after a
        golive 1d go-live after next
        ",
        &[due("a", "2026-03-04")],
        expect![[r#"
            a          due   2026-03-06 -> 2026-03-04 -2 asked
            no go-live
            projected 2026-03-05 -> 2026-03-05
        "#]],
    );
}

#[test]
fn a_start_without_a_due_date_ends_after_its_duration() {
    check_slip(
        "
        a 2d due 2026-03-03
        begun 3d start 2026-03-04 after a
        after 1d due 2026-03-09 after begun
        ",
        &[later("a", 1)],
        expect![[r#"
            a          due   2026-03-03 -> 2026-03-04 +1 asked
            begun      start 2026-03-04 -> 2026-03-05 +1 pushed by a
            after      due   2026-03-09 -> 2026-03-10 +1 pushed by begun
            no go-live
            projected 2026-03-09 -> 2026-03-10
        "#]],
    );
}

#[test]
fn a_milestone_without_dates_begins_as_early_as_it_can() {
    check_slip(
        "
        a 2d due 2026-03-03
        undated 3d after a
        beside 1d due 2026-03-04 after undated ss
        ",
        &[later("a", 1)],
        expect![[r#"
            a          due   2026-03-03 -> 2026-03-04 +1 asked
            beside     due   2026-03-04 -> 2026-03-05 +1 pushed by undated ss
            no go-live
            projected 2026-03-06 -> 2026-03-06
        "#]],
    );
    check_slip(
        "
        a 2d due 2026-03-06
        undated 2d after a
        beside 1d due 2026-03-12 after undated keep
        ",
        &[later("a", -2)],
        expect![[r#"
            a          due   2026-03-06 -> 2026-03-04 -2 asked
            beside     due   2026-03-12 -> 2026-03-10 -2 keeps gap to undated
            no go-live
            projected 2026-03-06 -> 2026-03-06
        "#]],
    );
}

#[test]
fn a_go_live_that_moves_itself_moves_the_target() {
    check_slip(
        "
        target 2026-03-06
        golive 1d go-live due 2026-03-06
        ",
        &[later("golive", 3)],
        expect![[r#"
            golive     due   2026-03-06 -> 2026-03-11 +3 asked
            go-live moves 2026-03-06 -> 2026-03-11 +3
            projected 2026-03-02 -> 2026-03-02
        "#]],
    );
    let undated = "
        target 2026-03-06
        a 2d due 2026-03-05
        other 1d due 2026-03-04
        golive 1d go-live after a
        ";
    check_slip(
        undated,
        &[later("a", 3)],
        expect![[r#"
        a          due   2026-03-05 -> 2026-03-10 +3 asked
        go-live moves 2026-03-06 -> 2026-03-11 +3
        projected 2026-03-04 -> 2026-03-04
    "#]],
    );
    check_slip(
        undated,
        &[later("other", 1)],
        expect![[r#"
        other      due   2026-03-04 -> 2026-03-05 +1 asked
        absorbed, slack left Some(2)
        projected 2026-03-04 -> 2026-03-04
    "#]],
    );
}

#[test]
fn a_due_date_that_was_asked_for_is_not_pushed() {
    check_slip(
        "
        a 2d due 2026-03-05
        b 2d due 2026-03-09 after a
        ",
        &[later("a", 3), due("b", "2026-03-10")],
        expect![[r#"
            a          due   2026-03-05 -> 2026-03-10 +3 asked
            b          due   2026-03-09 -> 2026-03-10 +1 asked
            no go-live
            projected 2026-03-05 -> 2026-03-05
            breaks a > b by 2
        "#]],
    );
}

#[test]
fn a_gap_that_was_too_short_is_made_good_when_it_is_pushed() {
    check_slip(
        "
        a 1d due 2026-03-05
        b 1d due 2026-03-04 after a keep
        ",
        &[later("a", 1)],
        expect![[r#"
            a          due   2026-03-05 -> 2026-03-06 +1 asked
            b          due   2026-03-04 -> 2026-03-09 +3 pushed by a
            no go-live
            projected 2026-03-03 -> 2026-03-03
        "#]],
    );
}

#[test]
fn of_several_that_pull_the_least_counts() {
    check_slip(
        "
        a 1d due 2026-03-12
        b 1d due 2026-03-12
        c 1d due 2026-03-12
        x 1d due 2026-03-20 after a keep, b keep
        y 1d due 2026-03-20 after b keep, c keep
        z 1d due 2026-03-20 after a keep, c keep
        ",
        &[later("a", -1), later("b", -3), later("c", -1)],
        expect![[r#"
            a          due   2026-03-12 -> 2026-03-11 -1 asked
            b          due   2026-03-12 -> 2026-03-09 -3 asked
            c          due   2026-03-12 -> 2026-03-11 -1 asked
            x          due   2026-03-20 -> 2026-03-19 -1 keeps gap to a
            y          due   2026-03-20 -> 2026-03-19 -1 keeps gap to c
            z          due   2026-03-20 -> 2026-03-19 -1 keeps gap to a
            no go-live
            projected 2026-03-03 -> 2026-03-03
        "#]],
    );
}

#[test]
fn nothing_is_pulled_before_today() {
    check_slip(
        "
        a 1d due 2026-03-20
        ahead 3d due 2026-03-25 after a keep
        runs 3d start 2026-02-25 due 2026-03-24 running after a ff keep
        ",
        &[due("a", "2026-02-18")],
        expect![[r#"
            a          due   2026-03-20 -> 2026-02-18 -22 asked
            ahead      due   2026-03-25 -> 2026-03-04 -15 keeps gap to a
            runs       due   2026-03-24 -> 2026-03-02 -16 keeps gap to a ff
            no go-live
            projected 2026-03-05 -> 2026-03-05
        "#]],
    );
    // What cannot be pulled at all has not moved.
    check_slip(
        "
        target 2026-03-20
        a 1d due 2026-03-03
        golive 1d go-live due 2026-03-02 after a ss keep
        ",
        &[due("a", "2026-03-02")],
        expect![[r#"
            a          due   2026-03-03 -> 2026-03-02 -1 asked
            absorbed, slack left Some(14)
            projected 2026-03-02 -> 2026-03-02
        "#]],
    );
}

#[test]
fn what_is_reopened_goes_back_to_its_pinned_promise() {
    check_slip(
        "
        signed 1d pinned 2026-03-04 done 2026-03-06
        ",
        &[Ask::Status {
            milestone: id("signed"),
            status: Status::InProgress,
        }],
        expect![[r#"
            no go-live
            projected 2026-03-06 -> 2026-03-04
        "#]],
    );
}

/// The drawings show latest finishes only.
#[test]
fn a_latest_start_leaves_the_time_it_takes() {
    let (plan, today) = plan(
        "
        today 2026-03-02
        target 2026-03-13
        legal 3d buyer
        golive 1d go-live all after legal
    ",
    );
    let schedule = schedule(&plan, today);
    let latest = schedule.row(id("legal")).and_then(|row| row.latest);
    let latest = latest.map(|latest| (latest.start, latest.finish));
    assert_eq!(latest, Some((date("2026-03-10"), date("2026-03-12"))));
}
