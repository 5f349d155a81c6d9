use chrono::{Datelike, NaiveDate, Weekday};
use expect_test::expect;
use plan::completeness::{Component, Presence, completeness};

use super::*;
use crate::table::tests::drawn;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn named(id: &str) -> Template {
    all().into_iter().find(|t| t.id == id).expect("one of ours")
}

#[test]
fn every_template_makes_a_plan_with_dates_on_working_days_and_all_it_can_know() {
    let today = date("2025-01-06");
    for template in all() {
        let target = date("2025-09-01");
        let made =
            make(&template, target, today, 7).unwrap_or_else(|e| panic!("{}: {e}", template.id));
        assert_eq!(made.too_late, None, "{}", template.id);
        for milestone in &made.plan.milestones {
            let due = milestone
                .due
                .unwrap_or_else(|| panic!("{}: {} has no date", template.id, milestone.title));
            assert!(!matches!(due.date.weekday(), Weekday::Sat | Weekday::Sun));
            assert!(due.date <= target, "{}: {}", template.id, milestone.title);
        }
        for check in completeness(&made.plan) {
            // Names, a decision and sometimes the go-live are still to come; the rest a template brings.
            let later = matches!(
                check.component,
                Component::NamedOwners | Component::DecisionMaker | Component::GoLive
            );
            assert!(
                later || check.presence == Presence::Present,
                "{}: {check:?}",
                template.id
            );
        }
        assert!(made.plan.people.iter().all(|person| person.placeholder));
    }
    let counts: Vec<_> = all()
        .iter()
        .map(|t| (t.id.clone(), t.steps.len()))
        .collect();
    expect![[r#"[("short-cycle", 4), ("six-weeks", 6), ("internal-pitch", 4), ("saas-to-go-live", 11), ("enterprise-evaluation", 20), ("proof-of-concept", 11), ("thirty-days", 5)]"#]]
        .assert_eq(&format!("{counts:?}"));
}

#[test]
fn the_software_template_works_back_from_go_live() {
    let made = make(
        &named("saas-to-go-live"),
        date("2025-09-01"),
        date("2025-05-01"),
        7,
    )
    .expect("made");
    let plain: String = drawn(&made.plan)
        .lines()
        .map(|l| l.split(" <-").next().unwrap_or("").to_owned() + "\n")
        .collect();
    expect![[r#"
        Discovery call complete @Account executive* (Seller) 2025-06-26 1d
        Business case submitted to CFO @Champion* (Buyer) 2025-06-27.. 2025-07-04 6d
        CFO budget approval @CFO* (Buyer) 2025-07-07.. 2025-07-11 5d
        Security questionnaire submitted @Account executive* (Seller) 2025-06-30.. 2025-07-04 5d
        IT security review complete @IT lead* (Buyer) 2025-06-30.. 2025-07-11 10d
        Contract redlines returned @Legal* (Buyer) 2025-07-14.. 2025-07-18 5d
        Contract signed @Champion* (Buyer) 2025-07-21.. 2025-07-25 5d
        Onboarding kickoff @Customer success* (Seller) 2025-07-29 2d
        Data migration complete @IT lead* (Buyer) @Implementation* (Seller) 2025-07-30.. 2025-08-22 18d
        User acceptance testing @Champion* (Buyer) 2025-08-25.. 2025-08-29 5d
        Go-live @All 2025-09-01 1d
    "#]].assert_eq(&plain);
}

#[test]
fn a_target_too_near_is_said() {
    let made = make(
        &named("saas-to-go-live"),
        date("2025-09-01"),
        date("2025-08-01"),
        7,
    )
    .expect("made");
    assert!(made.too_late.is_some());
}

#[test]
fn weeks_end_in_the_week_of_the_target() {
    let made = make(
        &named("six-weeks"),
        date("2025-08-06"),
        date("2025-06-19"),
        7,
    )
    .expect("made");
    assert_eq!(made.plan.start, Some(date("2025-06-23")));
    let dues: Vec<_> = made
        .plan
        .milestones
        .iter()
        .filter_map(|m| m.due)
        .map(|d| (d.date.to_string(), d.weeks))
        .collect();
    assert_eq!(dues[0], ("2025-06-27".into(), Some((1, 1))));
    assert_eq!(dues[5], ("2025-08-06".into(), Some((7, 7))));
}

#[test]
fn a_saved_plan_is_the_template_it_was_made_from() {
    for template in all() {
        let made = make(&template, date("2025-09-01"), date("2025-01-06"), 7).expect("made");
        let mut saved = save(&made.plan, &template.id);
        saved.about.clone_from(&template.about);
        // The order of predecessors and helpers is the plan's.
        let sorted = |mut t: Template| {
            t.steps.iter_mut().for_each(|step| {
                step.after.sort();
                step.helpers.sort();
                step.days = step.days.filter(|days| *days > 0);
            });
            t
        };
        assert_eq!(sorted(saved.clone()), sorted(template));
        assert_eq!(read(&write(&saved)).expect("our own"), saved);
    }
}

#[test]
fn a_saved_template_names_nobody() {
    let csv = b"Step,Owner,Side,Due,Notes\nDemo,Sarah Chen,Buyer,2025-06-20,private\nSign,Tom Baker,Seller,2025-06-27,\n";
    let options = crate::table::Options::new(date("2025-06-19"), 1);
    let plan = crate::read::read(csv, &options).expect("readable").plan;
    let text = write(&save(&plan, "mine"));
    for secret in ["Sarah", "Tom", "private", "2025"] {
        assert!(!text.contains(secret), "{secret}");
    }
}

#[test]
fn a_template_that_does_not_hold_together_says_where() {
    let mut template = named("short-cycle");
    template.steps[1].after = vec!["Nothing".into()];
    let error = make(&template, date("2025-09-01"), date("2025-06-19"), 7).expect_err("unknown");
    assert_eq!(
        error.to_string(),
        "step \"Trial with real work\" names \"Nothing\", which the template does not have"
    );
    template.steps[1].after = vec!["Signature".into()];
    let error = make(&template, date("2025-09-01"), date("2025-06-19"), 7).expect_err("a knot");
    assert!(matches!(error, NoTemplate::Cycle { .. }));
}
