use chrono::NaiveDate;
use expect_test::{Expect, expect};
use plan::model::{Plan, Status};

use super::*;
use crate::{report::side_name, sheet};

/// A Thursday.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 6, 19).expect("a date")
}

fn read(text: &str, options: &Options<'_>) -> Imported {
    let sheets = sheet::read(text.as_bytes()).expect("readable");
    import(&sheets[0], options)
}

/// The plan drawn as lines.
pub(crate) fn drawn(plan: &Plan) -> String {
    let mut out = String::new();
    let title = |id| {
        plan.milestones
            .iter()
            .find(|m| m.id == id)
            .map_or("?", |m| m.title.as_str())
    };
    for m in &plan.milestones {
        out += &m.title;
        for id in m.accountable.iter().chain(&m.helpers) {
            let p = plan.people.iter().find(|p| p.id == *id).expect("known");
            let star = if p.placeholder { "*" } else { "" };
            out += &format!(" @{}{star} ({})", p.name, side_name(p.side));
        }
        if m.everybody {
            out += " @All";
        }
        if let Some(start) = m.start {
            out += &format!(" {start}..");
        }
        if let Some(due) = m.due {
            out += &format!(" {}", due.date);
            if let Some((first, last)) = due.weeks {
                out += &format!(" w{first}-{last}");
            }
        }
        if let Some(days) = m.duration_days {
            out += &format!(" {days}d");
        }
        match &m.status {
            Status::NotStarted => {}
            Status::Done { on } => out += &format!(" done {on}"),
            other => out += &format!(" {}", status_name(other).to_lowercase()),
        }
        for d in plan.dependencies.iter().filter(|d| d.successor == m.id) {
            out += &format!(" <- {} {}", title(d.predecessor), suffix(d));
        }
        if !m.notes.is_empty() {
            out += &format!(" [{}]", m.notes.replace('\n', " | "));
        }
        out = out.trim_end().to_owned() + "\n";
    }
    out
}

fn check(text: &str, expected: &Expect) {
    let imported = read(text, &Options::new(today(), 1));
    let mut out = drawn(&imported.plan);
    out += "---\n";
    for remark in &imported.report.remarks {
        out += &format!("{remark}\n");
    }
    for question in &imported.report.questions {
        out += &format!("? {question}\n");
    }
    for row in imported
        .report
        .rows
        .iter()
        .filter(|row| !row.remarks.is_empty())
    {
        out += &format!("{row}\n");
    }
    expected.assert_eq(&out);
}

const SEPTEMBER: &str = include_str!("../../../../examples/september.csv");
const SIX_WEEKS: &str = include_str!("../../../../examples/six-weeks.csv");

#[test]
fn the_september_example_comes_in_whole() {
    check(
        SEPTEMBER,
        &expect![[r#"
            Discovery call complete @Rep* (Seller) 2025-06-10 done 2025-06-10
            Business case submitted to CFO @Champion* (Buyer) 2025-06-18 in progress <- Discovery call complete
            CFO budget approval @CFO* (Buyer) 2025-06-25 pending <- Business case submitted to CFO
            Security questionnaire submitted @Rep* (Seller) 2025-06-20 in progress <- Discovery call complete
            IT security review complete @IT Lead* (Buyer) 2025-07-10 <- Security questionnaire submitted
            Contract redlines returned @Legal* (Buyer) 2025-07-17 <- IT security review complete  <- CFO budget approval
            Contract signed @Champion* (Buyer) 2025-07-24 <- Contract redlines returned
            Onboarding kickoff @Customer Success* (Seller) 2025-07-28 <- Contract signed
            Data migration complete @IT Lead* (Buyer) @Implementation* (Seller) 2025-08-22 <- Onboarding kickoff
            User acceptance testing @Champion* (Buyer) 2025-08-29 <- Data migration complete
            Go-live @All 2025-09-01 <- User acceptance testing
            ---
            go-live is 2025-09-01, the date of "Go-live"
            row 2: added "Discovery call complete"
              Status: complete without a day: read as completed on 2025-06-10
        "#]],
    );
}

#[test]
fn the_six_weeks_example_keeps_its_weeks() {
    check(
        SIX_WEEKS,
        &expect![[r#"
            Discovery @Customer lead* (Buyer) 2025-06-27 w1-1
            Demo @Customer lead* (Buyer) 2025-07-04 w2-2
            Technical test @Customer engineer* (Buyer) 2025-07-18 w3-4
            Business case @Customer lead* (Buyer) 2025-07-25 w5-5
            Contract review @Customer legal* (Buyer) 2025-08-01 w6-6
            Signing @Customer director* (Buyer) 2025-08-08 w7-7
            ---
            weeks are counted from 2025-06-23, which was assumed
            ? on which day does week 1 start? 2025-06-23 was assumed
            row 2: added "Discovery"
              Responsible: side of Customer lead not given: Buyer assumed
            row 4: added "Technical test"
              Responsible: side of Customer engineer not given: Buyer assumed
            row 6: added "Contract review"
              Responsible: side of Customer legal not given: Buyer assumed
            row 7: added "Signing"
              Responsible: side of Customer director not given: Buyer assumed
        "#]],
    );
}

#[test]
fn a_messy_sheet_loses_nothing() {
    check(
        "Acme: new quoting system\n\
         Go-live: 1 September 2025\n\
         \n\
         #,Action item,Who,Compnay,Due date,% complete,Predecessors,Budget,Lead time\n\
         1,Kick-off,Sarah Chen & Tom,Customer,03/06/2025,100%,,,\n\
         2,Legal review,TBD,Buyer,ASAP,0%,1,10k,two weeks\n\
         3,Sign,Legal,Buyer,04/07/2025 (tentative),purple,2FS+2d; Kickoff,,soon\n\
         4,,Nobody,,,,,,\n\
         5,Pay,Jan,Mars,end of July,,Signing; Sing,,\n",
        &expect![[r#"
            Kick-off @Sarah Chen (Buyer) @Tom (Buyer) 2025-06-03 done 2025-06-03
            Legal review 10d <- Kick-off  [Due date: ASAP | Budget: 10k]
            Sign @Legal* (Buyer) 2025-07-04 <- Kick-off  <- Legal review FS+2d [Due date: (tentative) | Lead time: soon | % complete: purple]
            Pay @Jan (Buyer) 2025-07-31 [Compnay: Mars | Predecessors: Signing | Predecessors: Sing]
            ---
            #: read as "No.", which was guessed
            Compnay: read as "Side", which was guessed
            Budget: unknown column: its values are kept in the notes
            ? is "03/06/2025" 2025-06-03 (day first, assumed) or 2025-03-06 (month first)?
            row 5: added "Kick-off"
              Due date: "03/06/2025" can be read two ways: read as 2025-06-03
              % complete: complete without a day: read as completed on 2025-06-03
            row 6: added "Legal review"
              Who: "TBD" names nobody: no owner yet
              Due date: "ASAP" is no date: kept in the notes; name a day
            row 7: added "Sign"
              Due date: "04/07/2025 (tentative)" can be read two ways: read as 2025-07-04
              Due date: "(tentative)" kept in the notes
              Lead time: "soon" is no number of days: kept in the notes
              % complete: "purple" is no status we know: kept in the notes
              Predecessors: "Kickoff" read as "Kick-off"
            row 8: refused "4 | Nobody"
              has no title, so it is no milestone
            row 9: added "Pay"
              Compnay: "Mars" is no side we know: kept in the notes
              Who: side of Jan not given: Buyer assumed
              Due date: "end of July" is no day: read as 2025-07-31
              Predecessors: no milestone "Signing" to depend on: kept in the notes
              Predecessors: no milestone "Sing" to depend on: kept in the notes
        "#]],
    );
}

#[test]
fn dutch_headers_and_words_are_understood() {
    check(
        "Stap;Verantwoordelijke;Kant;Streefdatum;Status;Afhankelijk van;Duur\n\
         Demo;Jan de Vries;klant;20 juni 2025;Afgerond;;\n\
         Juridische toets;Juridische zaken;klant;vrijdag 4 juli;Bezig;Demo;twee weken\n\
         Tekenen;Directeur;klant;eind juli;Niet gestart;Juridische toets;\n",
        &expect![[r#"
            Demo @Jan de Vries (Buyer) 2025-06-20 done 2025-06-19
            Juridische toets @Juridische zaken* (Buyer) 2025-07-04 10d in progress <- Demo
            Tekenen @Directeur* (Buyer) 2025-07-31 <- Juridische toets
            ---
            row 2: added "Demo"
              Status: complete without a day: read as completed on 2025-06-19
            row 3: added "Juridische toets"
              Streefdatum: "vrijdag 4 juli" has no year: read as 2025-07-04
            row 4: added "Tekenen"
              Streefdatum: "eind juli" is no day: read as 2025-07-31
        "#]],
    );
}

#[test]
fn a_list_without_a_header_is_titles_and_dates() {
    check(
        "Kick-off call\tJune 20, 2025\nSecurity review\tJuly 4, 2025\n",
        &expect![[r#"
            Kick-off call 2025-06-20
            Security review 2025-07-04
            ---
            column 1: read as "Milestone", which was guessed
            column 2: read as "Target date", which was guessed
        "#]],
    );
}

#[test]
fn the_order_of_dates_is_asked_once_and_the_answer_holds() {
    let text = "Step,Date\nA step,03/07/2025\nB step,04/07/2025\n";
    let first = read(text, &Options::new(today(), 1));
    assert_eq!(first.report.questions.len(), 1);
    let options = Options {
        order: Some(crate::dates::Order::MonthFirst),
        ..Options::new(today(), 1)
    };
    let second = read(text, &options);
    assert!(second.report.questions.is_empty());
    assert_eq!(
        drawn(&second.plan),
        "A step 2025-03-07\nB step 2025-04-07\n"
    );
}

#[test]
fn an_edited_export_updates_and_does_not_duplicate() {
    let first = read(SEPTEMBER, &Options::new(today(), 1)).plan;
    let edited = crate::out::csv(&first)
        .replace("2025-07-10", "2025-07-14")
        .replace(
            "Contract signed,Champion",
            "Contract signed by both,Sarah Chen",
        )
        + "99,Party,All,Both,,2025-09-05,,Go-live,,,,,,,,,,,,,,,,\r\n";
    let options = Options {
        base: Some(&first),
        ..Options::new(today(), 2)
    };
    let second = read(&edited, &options);
    assert_eq!(second.plan.milestones.len(), first.milestones.len() + 1);
    let changed: Vec<String> = drawn(&second.plan)
        .lines()
        .filter(|line| !drawn(&first).lines().any(|old| old == *line))
        .map(str::to_owned)
        .collect();
    expect![[r#"
        IT security review complete @IT Lead* (Buyer) 2025-07-14 <- Security questionnaire submitted
        Contract signed by both @Sarah Chen (Buyer) 2025-07-24 <- Contract redlines returned
        Onboarding kickoff @Customer Success* (Seller) 2025-07-28 <- Contract signed by both
        Party @All 2025-09-05 <- Go-live"#]]
    .assert_eq(&changed.join("\n"));
    assert_eq!(second.report.remarks, []);
}

#[test]
fn one_clear_date_settles_the_order_of_the_file() {
    let text = "Step,Date\nA step,03/07/2025\nB step,7/20/2025\nC step,21/07/2025\n";
    let clear = text.lines().take(3).collect::<Vec<_>>().join("\n");
    let imported = read(&clear, &Options::new(today(), 1));
    assert!(imported.report.questions.is_empty());
    assert_eq!(
        drawn(&imported.plan),
        "A step 2025-03-07\nB step 2025-07-20\n"
    );
    // Two that contradict each other settle nothing: the one that fits no order alone is still a date.
    let imported = read(text, &Options::new(today(), 1));
    assert_eq!(imported.report.questions.len(), 1);
}

#[test]
fn the_same_sheet_twice_without_ids_changes_nothing() {
    let first = read(SEPTEMBER, &Options::new(today(), 1)).plan;
    let options = Options {
        base: Some(&first),
        ..Options::new(today(), 2)
    };
    assert_eq!(read(SEPTEMBER, &options).plan, first);
}

#[test]
fn a_title_that_looks_like_a_number_is_referred_to_by_its_place() {
    let text = "Step,Depends on\n#4,\nB,1\n";
    let plan = read(text, &Options::new(today(), 1)).plan;
    assert_eq!(plan.dependencies.len(), 1);
    let options = Options {
        base: Some(&plan),
        ..Options::new(today(), 2)
    };
    assert_eq!(read(&crate::out::csv(&plan), &options).plan, plan);
}

#[test]
fn a_person_corrects_the_mapping() {
    let sheets = sheet::read(b"Item,Notes\nDemo,by Friday\n").expect("readable");
    let mut mapping = mapping(&sheets[0]);
    assert_eq!(mapping.columns[1].field, Some(Field::Notes));
    mapping.set(1, Some(Field::Due));
    let options = Options {
        mapping: Some(mapping),
        ..Options::new(today(), 1)
    };
    let imported = import(&sheets[0], &options);
    assert_eq!(drawn(&imported.plan), "Demo 2025-06-20\n");
}
