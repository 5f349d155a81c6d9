use expect_test::{Expect, expect};
use proptest::prelude::*;

use super::*;

/// A Thursday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, 19).expect("a date")
}

fn show(dated: &Dated) -> String {
    let how = match dated.how {
        How::Exact => "",
        How::YearAssumed => " (year assumed)",
        How::Relative => " (relative)",
        How::Approximate => " (about)",
        How::OrderAssumed => " (order assumed)",
    };
    match dated.day {
        Day::On(date) => format!("{} {date}{how}", date.weekday()),
        Day::Weeks(first, last) => format!("weeks {first}-{last}{how}"),
    }
}

fn check(cells: &str, expected: &Expect) {
    let lines: String = cells
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let read = match whole(line, &Context::on(today())) {
                Some((dated, "")) => show(&dated),
                Some((dated, rest)) => format!("{} and {rest:?}", show(&dated)),
                None => "-".into(),
            };
            format!("{line} = {read}\n")
        })
        .collect();
    expected.assert_eq(&lines);
}

#[test]
fn a_cell_in_full() {
    check(
        "2025-06-20
         2025/6/20
         20250620
         2025-06-20T00:00:00Z
         2025-06-20 14:30
         20 June 2025
         June 20th, 2025
         Fri, 20 Jun '25
         20-jun-25
         vrijdag 20 juni 2025
         ma 20 okt. 2025
         20.06.2025
         2025-W24-5
         31/02/2025
         June 20, 2025 (tentative)",
        &expect![[r#"
            2025-06-20 = Fri 2025-06-20
            2025/6/20 = Fri 2025-06-20
            20250620 = Fri 2025-06-20
            2025-06-20T00:00:00Z = Fri 2025-06-20
            2025-06-20 14:30 = Fri 2025-06-20
            20 June 2025 = Fri 2025-06-20
            June 20th, 2025 = Fri 2025-06-20
            Fri, 20 Jun '25 = Fri 2025-06-20
            20-jun-25 = Fri 2025-06-20
            vrijdag 20 juni 2025 = Fri 2025-06-20
            ma 20 okt. 2025 = Mon 2025-10-20
            20.06.2025 = Fri 2025-06-20
            2025-W24-5 = Fri 2025-06-13
            31/02/2025 = -
            June 20, 2025 (tentative) = Fri 2025-06-20 and "(tentative)"
        "#]],
    );
}

#[test]
fn what_a_cell_leaves_open_is_said() {
    check(
        "June 20
         20 mei
         3 January
         03/04/2025
         20/6
         in two weeks
         over tien werkdagen
         overmorgen
         Friday
         next Friday
         volgende week dinsdag
         Thursday
         end of June
         mid July
         begin augustus
         eind volgende maand
         Q3
         2025-W24
         June 2025
         next week
         ASAP
         when legal is ready",
        &expect![[r#"
            June 20 = Fri 2025-06-20 (year assumed)
            20 mei = Tue 2025-05-20 (year assumed)
            3 January = Sat 2026-01-03 (year assumed)
            03/04/2025 = Thu 2025-04-03 (order assumed)
            20/6 = Fri 2025-06-20 (year assumed)
            in two weeks = Thu 2025-07-03 (relative)
            over tien werkdagen = Thu 2025-07-03 (relative)
            overmorgen = Sat 2025-06-21 (relative)
            Friday = Fri 2025-06-20 (relative)
            next Friday = Fri 2025-06-27 (relative)
            volgende week dinsdag = Tue 2025-06-24 (relative)
            Thursday = Thu 2025-06-26 (relative)
            end of June = Mon 2025-06-30 (about)
            mid July = Wed 2025-07-16 (about)
            begin augustus = Thu 2025-08-07 (about)
            eind volgende maand = Thu 2025-07-31 (about)
            Q3 = Tue 2025-09-30 (about)
            2025-W24 = Fri 2025-06-13 (about)
            June 2025 = Mon 2025-06-30 (about)
            next week = Fri 2025-06-27 (about)
            ASAP = -
            when legal is ready = -
        "#]],
    );
}

#[test]
fn weeks_stay_weeks() {
    check(
        "week 3
         Week 3-4
         wk 3 – 4
         weken 3 t/m 4
         w7
         week 0
         week 4-3",
        &expect![[r#"
            week 3 = weeks 3-3
            Week 3-4 = weeks 3-4
            wk 3 – 4 = weeks 3-4
            weken 3 t/m 4 = weeks 3-4
            w7 = weeks 7-7
            week 0 = -
            week 4-3 = weeks 4-4 and "-3"
        "#]],
    );
}

#[test]
fn week_one_is_the_calendar_week_of_the_start() {
    let wednesday = NaiveDate::from_ymd_opt(2025, 6, 18).expect("a date");
    let date = |week| friday_of_week(wednesday, week).map(|date| date.to_string());
    assert_eq!(date(1).as_deref(), Some("2025-06-20"));
    assert_eq!(date(4).as_deref(), Some("2025-07-11"));
    assert_eq!(date(0), None);
}

#[test]
fn one_clear_date_decides_the_order_of_the_file() {
    let order = |cells: &[&str]| evidence(cells.iter().copied()).order();
    assert_eq!(order(&["03/04/2025", "20/04/2025"]), Some(Order::DayFirst));
    assert_eq!(order(&["03/04/2025", "4/20/25"]), Some(Order::MonthFirst));
    assert_eq!(order(&["03/04/2025"]), None);
    assert_eq!(order(&["20/04/2025", "04/20/2025"]), None);
    let context = Context {
        order: Some(Order::MonthFirst),
        ..Context::on(today())
    };
    let (read, _) = whole("03/04/2025", &context).expect("a date");
    assert_eq!(show(&read), "Tue 2025-03-04");
    assert_eq!(whole("20/04/2025", &context), None);
}

#[test]
fn a_running_text_gives_up_its_dates() {
    let text = "Review by June 20, migration in week 3-4; version 2.1 ships 24/7, we may meet next Tuesday.";
    let found: Vec<_> = all(text, &Context::on(today()))
        .into_iter()
        .map(|(span, dated)| format!("{} = {}", &text[span], show(&dated)))
        .collect();
    assert_eq!(
        found,
        [
            "June 20 = Fri 2025-06-20 (year assumed)",
            "week 3-4 = weeks 3-4",
            "next Tuesday = Tue 2025-06-24 (relative)"
        ]
    );
}

proptest! {
    #[test]
    fn any_text_on_any_day_is_read_without_panic(text in ".{0,60}", days in -800_000i32..2_000_000) {
        let today = NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MAX);
        let _ = whole(&text, &Context::on(today));
        for (span, _) in all(&text, &Context::on(today)) {
            prop_assert!(text.get(span).is_some());
        }
    }

    #[test]
    fn words_and_digits_on_the_last_and_first_day_do_not_overflow(
        words in proptest::collection::vec("(next|in|over|week|end|of|June|year|month|q4|[0-9]{1,5}|-|/|friday|days)", 0..8),
        last in any::<bool>(),
    ) {
        let today = if last { NaiveDate::MAX } else { NaiveDate::MIN };
        let text = words.join(" ");
        let _ = whole(&text, &Context::on(today));
        let _ = all(&text, &Context::on(today));
    }
}
