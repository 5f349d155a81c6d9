use chrono::NaiveDate;
use plan::model::{GapPolicy, Plan};
use proptest::prelude::*;

use super::{read, write};
use crate::{arbitrary, table::Options};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, 19).expect("a date")
}

/// What the format does not carry: how a gap behaves, and "none" against "no days".
fn carried(mut plan: Plan) -> Plan {
    for dependency in &mut plan.dependencies {
        dependency.policy = GapPolicy::Consume;
    }
    for milestone in &mut plan.milestones {
        milestone.duration_days = milestone.duration_days.filter(|days| *days > 0);
    }
    plan
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 300, ..ProptestConfig::with_cases(60) })]

    #[test]
    fn a_project_file_comes_back_as_it_was(plan in arbitrary::plan()) {
        let plan = carried(plan);
        let options = Options { base: Some(&plan), ..Options::new(today(), 9) };
        let back = read(&write(&plan, today()), &options).expect("our own");
        prop_assert_eq!(back.plan, plan);
    }

    #[test]
    fn arbitrary_text_never_panics(text in "[<>/=\"'&;!\\[\\]a-zA-Z0-9 -]{0,200}") {
        let _ = read(&text, &Options::new(today(), 9));
        let task = format!("<Project><Tasks><Task><UID>1</UID><Name>{text}</Name><Duration>{text}</Duration></Task></Tasks></Project>");
        let _ = read(&task, &Options::new(today(), 9));
    }

    #[test]
    fn elements_stand_in_the_order_of_the_schema(plan in arbitrary::plan()) {
        let order = [
            "UID", "ID", "Name", "Active", "Manual", "Type", "IsNull", "WBS", "OutlineNumber", "OutlineLevel",
            "Start", "Finish", "Duration", "DurationFormat", "Milestone", "Summary", "PercentComplete",
            "ActualFinish", "RemainingDuration", "ConstraintType", "ConstraintDate", "Deadline", "Hyperlink",
            "HyperlinkAddress", "Notes", "PredecessorLink", "ExtendedAttribute",
        ];
        let root = super::tree::parse(&write(&plan, today())).expect("well formed");
        let parts: Vec<_> = root.children.iter().map(|c| c.name.as_str()).collect();
        let tail = ["ExtendedAttributes", "Calendars", "Tasks", "Resources", "Assignments"];
        prop_assert_eq!(&parts[parts.len() - 5..], tail);
        for task in root.child("Tasks").expect("tasks").all("Task") {
            let places: Vec<_> = task
                .children
                .iter()
                .map(|c| order.iter().position(|name| *name == c.name).expect("an element of the schema"))
                .collect();
            prop_assert!(places.is_sorted(), "{:?}", places);
        }
    }
}

#[test]
fn a_project_of_ms_project_comes_in() {
    let xml = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!DOCTYPE x [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]>
<Project xmlns="http://schemas.microsoft.com/project">
 <Title>Rollout</Title>
 <Tasks>
  <Task><UID>0</UID><ID>0</ID><Name>Rollout</Name><OutlineLevel>0</OutlineLevel><Summary>1</Summary></Task>
  <Task><UID>1</UID><Name>Evaluate</Name><OutlineLevel>1</OutlineLevel><Summary>1</Summary></Task>
  <Task><UID>2</UID><Name>Demo &amp; trial &lol2;</Name><OutlineLevel>2</OutlineLevel><Start>2025-06-02T08:00:00</Start><Finish>2025-06-06T17:00:00</Finish><Duration>PT40H0M0S</Duration><PercentComplete>100</PercentComplete><ActualFinish>2025-06-05T17:00:00</ActualFinish></Task>
  <Task><UID>3</UID><Name>Sign</Name><OutlineLevel>1</OutlineLevel><Milestone>1</Milestone><Start>2025-06-30T17:00:00</Start><Finish>2025-06-30T17:00:00</Finish><Duration>PT0H0M0S</Duration><ConstraintType>3</ConstraintType><PredecessorLink><PredecessorUID>2</PredecessorUID><Type>0</Type><LinkLag>9600</LinkLag></PredecessorLink><PredecessorLink><PredecessorUID>77</PredecessorUID></PredecessorLink></Task>
 </Tasks>
 <Resources><Resource><UID>5</UID><Name>Sarah Chen</Name><Group>Buyer</Group><EmailAddress>s@example.com</EmailAddress></Resource></Resources>
 <Assignments><Assignment><TaskUID>2</TaskUID><ResourceUID>5</ResourceUID></Assignment><Assignment><TaskUID>3</TaskUID><ResourceUID>-65535</ResourceUID></Assignment></Assignments>
</Project>"#;
    let imported = read(xml, &Options::new(today(), 1)).expect("a project");
    let remarks: Vec<String> = imported
        .report
        .remarks
        .iter()
        .chain(imported.report.rows.iter().flat_map(|row| &row.remarks))
        .map(ToString::to_string)
        .collect();
    expect_test::expect![[r#"
        Demo & trial @Sarah Chen (Buyer) 2025-06-02.. 2025-06-06 5d done 2025-06-05
        Sign 2025-06-30 <- Demo & trial FF+2d
        an e-mail address was left out: a plan is read by everybody who has a link
        PredecessorLink: no milestone "task UID 77" to depend on: kept in the notes"#]]
    .assert_eq(&(crate::table::tests::drawn(&imported.plan) + &remarks.join("\n")));
    assert_eq!(imported.plan.tracks.len(), 1);
    assert!(imported.plan.milestones[1].due.expect("dated").pinned);
}

#[test]
fn a_duration_without_a_format_is_working_hours() {
    let task = |format: &str| {
        format!(
            "<Project xmlns=\"http://schemas.microsoft.com/project\"><Tasks><Task><UID>1</UID><Name>Review</Name>\
             <OutlineLevel>1</OutlineLevel><Duration>PT40H0M0S</Duration>{format}</Task></Tasks></Project>"
        )
    };
    let days = |xml: &str| {
        let imported = read(xml, &Options::new(today(), 1)).expect("a project");
        imported.plan.milestones[0].duration_days
    };
    assert_eq!(days(&task("")), Some(5));
    assert_eq!(days(&task("<DurationFormat>7</DurationFormat>")), Some(5));
}
