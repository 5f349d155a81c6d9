//! The rules of the schedule, one drawing each.

use expect_test::{Expect, expect};
use plan::schedule::schedule;

use crate::drawing::{draw, plan};

#[allow(clippy::needless_pass_by_value, reason = "expect![] reads best inline")]
fn check(drawing: &str, expected: Expect) {
    let (plan, today) = plan(drawing);
    expected.assert_eq(&draw(&schedule(&plan, today)));
}

#[test]
fn a_milestone_waits_for_the_last_of_its_dependencies() {
    check(
        "
        legal     5d
        security  8d
        signature 1d after legal, security
        ",
        expect![[r#"
            legal         2026-03-02 .. 2026-03-06  5d | latest -                   slack   -   | today
            security      2026-03-02 .. 2026-03-11  8d | latest -                   slack   - * | today
            signature     2026-03-12 .. 2026-03-12  1d | latest -                   slack   - * | after security
            go-live 2026-03-12
            critical: security > signature
        "#]],
    );
}

#[test]
fn the_four_links_bound_different_ends() {
    check(
        "
        pred 5d start 2026-03-04
        fs 3d after pred
        ss 3d after pred ss
        ff 3d after pred ff
        sf 3d after pred sf
        lag 3d after pred ff+2
        lead 3d after pred fs-2
        ",
        expect![[r#"
            pred          2026-03-04 .. 2026-03-10  5d | latest -                   slack   - * | agreed start
            fs            2026-03-11 .. 2026-03-13  3d | latest -                   slack   - * | after pred
            ss            2026-03-04 .. 2026-03-06  3d | latest -                   slack   -   | after pred ss
            ff            2026-03-06 .. 2026-03-10  3d | latest -                   slack   -   | after pred ff
            sf            2026-03-02 .. 2026-03-04  3d | latest -                   slack   -   | today
            lag           2026-03-10 .. 2026-03-12  3d | latest -                   slack   -   | after pred ff+2
            lead          2026-03-09 .. 2026-03-11  3d | latest -                   slack   -   | after pred-2
            go-live 2026-03-13
            critical: pred > fs
        "#]],
    );
}

#[test]
fn each_milestone_works_on_the_days_of_those_involved() {
    check(
        "
        calendar seller Sat Sun
        off buyer 2026-03-04
        calendar partner Mon Sat
        buyer 3d buyer
        seller 3d seller after buyer
        partner 3d partner after seller
        nobody 2d
        joint 2d joint
        ",
        expect![[r#"
            buyer         2026-03-02 .. 2026-03-05  3d | latest -                   slack   -   | today
            seller        2026-03-07 .. 2026-03-14  3d | latest -                   slack   -   | today
            partner       2026-03-16 .. 2026-03-23  3d | latest -                   slack   - * | after seller
            nobody        2026-03-02 .. 2026-03-03  2d | latest -                   slack   -   | today
            joint         2026-03-02 .. 2026-03-03  2d | latest -                   slack   -   | today
            go-live 2026-03-23
            critical: partner
        "#]],
    );
}

#[test]
fn what_is_done_and_what_runs_are_facts() {
    check(
        "
        today 2026-03-11
        target 2026-03-31
        early 3d done 2026-03-03
        late 2d start 2026-03-09 running left 3
        started 10d start 2026-03-09 running
        promised running due 2026-03-20 after early
        overdue running due 2026-03-05
        done-early 4d running left 0 after late
        next 2d after late, done-early
        golive go-live 1d after next, promised
        ",
        expect![[r#"
            early         2026-03-03 .. 2026-03-03  3d | latest -                   slack   -   | done
            late          2026-03-09 .. 2026-03-16  2d | latest 03-26 next          slack   8   | 3 left
            started       2026-03-09 .. 2026-03-20 10d | latest 03-31 golive        slack   7   | started then
            promised      2026-03-11 .. 2026-03-20 13d | latest 03-30 golive        slack   6 * | promise
            overdue       2026-03-11 .. 2026-03-11  1d | latest 03-31 golive        slack  14   | today
            done-early    2026-03-11 .. 2026-03-11  4d | latest 03-26 next          slack  11   | 0 left
            next          2026-03-17 .. 2026-03-18  2d | latest 03-30 golive        slack   8   | after late
            golive        2026-03-23 .. 2026-03-23  1d | latest 03-31 golive        slack   6 * | after promised
            go-live 2026-03-23, target 2026-03-31, -6 days
            critical: promised > golive
        "#]],
    );
}

#[test]
fn a_pinned_day_is_not_moved_and_a_conflict_has_a_size() {
    check(
        "
        target 2026-03-31
        legal 5d
        board 1d pinned 2026-03-05 after legal
        steering 1d pinned 2026-03-20 after legal
        golive go-live 1d after board, steering
        ",
        expect![[r#"
            legal         2026-03-02 .. 2026-03-06  5d | latest 03-04 board         slack  15   | today
            board         2026-03-09 .. 2026-03-09  1d | latest 03-05 pinned        slack  15   | after legal
            steering      2026-03-20 .. 2026-03-20  1d | latest 03-20 pinned        slack   6 * | pinned
            golive        2026-03-23 .. 2026-03-23  1d | latest 03-31 golive        slack   6 * | after steering
            go-live 2026-03-23, target 2026-03-31, -6 days
            critical: steering > golive
            impossible: pinned 2026-03-05, earliest 2026-03-09, 2 days late: legal > board
        "#]],
    );
}

#[test]
fn too_late_is_said_with_its_chain() {
    check(
        "
        target 2026-03-13
        decide 2026-03-06
        security 6d
        legal 3d
        choice 1d decision after security
        golive 1d go-live after choice ff+3, legal
        support 5d after golive
        ",
        expect![[r#"
            security      2026-03-02 .. 2026-03-09  6d | latest 03-05 choice        slack   0 * | today
            legal         2026-03-02 .. 2026-03-04  3d | latest 03-12 golive        slack   6   | today
            choice        2026-03-10 .. 2026-03-10  1d | latest 03-06 decision      slack   0 * | after security
            golive        2026-03-13 .. 2026-03-13  1d | latest 03-13 golive        slack   0 * | after choice ff+3
            support       2026-03-16 .. 2026-03-20  5d | latest -                   slack   -   | after golive
            go-live 2026-03-13, target 2026-03-13, +0 days
            critical: security > choice > golive
            impossible: decision 2026-03-06, earliest 2026-03-10, 2 days late: security > choice
        "#]],
    );
}

#[test]
fn a_cycle_is_a_chain_and_the_rest_still_schedules() {
    check(
        "
        target 2026-04-30
        start 2d
        budget 3d after start, signature
        legal 4d after budget
        signature 1d after legal
        golive 1d go-live after signature
        selfish 1d after selfish
        ",
        expect![[r#"
            start         2026-03-02 .. 2026-03-03  2d | latest 04-27 budget        slack  39   | today
            budget        2026-03-04 .. 2026-03-06  3d | latest 04-30 golive        slack  39   | after start, cycle
            legal         2026-03-02 .. 2026-03-05  4d | latest 04-30 golive        slack  40   | today, cycle
            signature     2026-03-02 .. 2026-03-02  1d | latest 04-29 golive        slack  42 * | today, cycle
            golive        2026-03-03 .. 2026-03-03  1d | latest 04-30 golive        slack  42 * | after signature
            selfish       2026-03-02 .. 2026-03-02  1d | latest 04-30 golive        slack  43   | today, cycle
            go-live 2026-03-03, target 2026-04-30, -42 days
            critical: signature > golive
            cycle: budget > legal > signature
            cycle: selfish
            ignored: signature > budget, cycle
            ignored: budget > legal, cycle
            ignored: legal > signature, cycle
            ignored: selfish > selfish, cycle
        "#]],
    );
}

#[test]
fn dependencies_of_what_is_archived_dropped_or_missing_have_no_say() {
    check(
        "
        old 9d archived
        dropped 9d dropped
        now 1d after old, dropped, nothing
        ",
        expect![[r#"
            now           2026-03-02 .. 2026-03-02  1d | latest -                   slack   - * | today
            go-live 2026-03-02
            critical: now
            ignored: dropped > now, notneeded
            ignored: nothing > now, missing
            ignored: old > now, archived
        "#]],
    );
}

#[test]
fn missing_durations_follow_the_stated_rule() {
    check(
        "
        nothing
        window start 2026-03-09 due 2026-03-13
        after due 2026-03-25 after window
        ff due 2026-03-25 after window ff+2
        ss due 2026-03-13 after window ss
        squeezed due 2026-03-12 after window
        given 3d due 2026-03-25 after window
        late 1d due 2026-03-04 done 2026-03-06
        next due 2026-03-10 after late
        choice decision due 2026-03-25 after late
        workshop decision start 2026-03-24 due 2026-03-25 after late
        ",
        expect![[r#"
            nothing       2026-03-02 .. 2026-03-02  1d | latest -                   slack   -   | today
            window        2026-03-09 .. 2026-03-13  5d | latest -                   slack   - * | agreed start
            after         2026-03-16 .. 2026-03-25  8d | latest -                   slack   - * | after window
            ff            2026-03-10 .. 2026-03-17  6d | latest -                   slack   -   | after window ff+2
            ss            2026-03-09 .. 2026-03-13  5d | latest -                   slack   -   | after window ss
            squeezed      2026-03-16 .. 2026-03-16  1d | latest -                   slack   -   | after window
            given         2026-03-16 .. 2026-03-18  3d | latest -                   slack   -   | after window
            late          2026-03-06 .. 2026-03-06  1d | latest -                   slack   -   | done
            next          2026-03-09 .. 2026-03-12  4d | latest -                   slack   -   | after late
            choice        2026-03-09 .. 2026-03-09  1d | latest -                   slack   -   | after late
            workshop      2026-03-24 .. 2026-03-25  2d | latest -                   slack   - * | agreed start
            go-live 2026-03-25
            critical: window > after
            critical: workshop
        "#]],
    );
}

#[test]
fn all_paths_that_tie_are_critical() {
    check(
        "
        a 2d
        b 2d
        c 1d after a
        d 1d after a, b
        golive 1d go-live after c, d
        short 1d
        ",
        expect![[r#"
            a             2026-03-02 .. 2026-03-03  2d | latest -                   slack   - * | today
            b             2026-03-02 .. 2026-03-03  2d | latest -                   slack   - * | today
            c             2026-03-04 .. 2026-03-04  1d | latest -                   slack   - * | after a
            d             2026-03-04 .. 2026-03-04  1d | latest -                   slack   - * | after a
            golive        2026-03-05 .. 2026-03-05  1d | latest -                   slack   - * | after c
            short         2026-03-02 .. 2026-03-02  1d | latest -                   slack   -   | today
            go-live 2026-03-05
            critical: a > c > golive
            critical: a > d > golive
            critical: b > d > golive
        "#]],
    );
}
