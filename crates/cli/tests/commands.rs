//! The commands as a person types them, in process.

use std::{fs, path::PathBuf};

use chrono::NaiveDate;
use cli::{FAILED, FOUND, OK, Surroundings, run};
use expect_test::expect;

struct Ran {
    code: u8,
    output: Vec<u8>,
    errors: String,
}

impl Ran {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.output).expect("text")
    }
}

fn coplan(arguments: &[&str], input: &[u8]) -> Ran {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let code = run(
        std::iter::once("coplan").chain(arguments.iter().copied()),
        &mut Surroundings {
            input: &mut &*input,
            output: &mut output,
            errors: &mut errors,
            colours: false,
            today: NaiveDate::from_ymd_opt(2025, 6, 19).expect("a date"),
        },
    );
    Ran {
        code,
        output,
        errors: String::from_utf8(errors).expect("text"),
    }
}

fn example(name: &str) -> String {
    let root: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "..", "examples", name]
        .iter()
        .collect();
    root.to_string_lossy().into_owned()
}

#[test]
fn import_into_check_says_what_the_example_lacks() {
    let imported = coplan(&["import", &example("september.csv")], b"");
    assert_eq!(imported.code, OK, "{}", imported.errors);
    let checked = coplan(&["check", "-"], &imported.output);
    assert_eq!(checked.code, FOUND);
    expect![[r#"
        Completeness
        present  milestones
        partly   named owners    lacking: "Discovery call complete", "Business case submitted to CFO", "CFO budget approval", "Security questionnaire submitted" and 13 more
        present  dates
        present  dependencies
        missing  done criteria   lacking: "Discovery call complete", "Business case submitted to CFO", "CFO budget approval", "Security questionnaire submitted" and 7 more
        partly   decision maker  lacking: "CFO"
        present  go live

        Worth a look
          no goal
          silent stretch (days 18, from 2025-07-28, to 2025-08-22)

        Health: yellow
          some yellow (milestones "Business case submitted to CFO", "CFO budget approval", "Security questionnaire submitted", "IT security review complete")
          "Business case submitted to CFO": overdue (days 1, due 2025-06-18); nobody named (start 2025-06-19)
          "CFO budget approval": will be late (days 1, due 2025-06-25, earliest 2025-06-26); nobody named (start 2025-06-20)
          "Security questionnaire submitted": nobody named (start 2025-06-19); thin slack (days 0)
          "IT security review complete": nobody named (start 2025-06-23); thin slack (days 0)
    "#]].assert_eq(checked.text());
}

#[test]
fn the_schedule_of_the_example_is_the_september_plan() {
    let imported = coplan(&["import", &example("september.csv")], b"");
    let schedule = coplan(&["schedule", "-"], &imported.output);
    assert_eq!(schedule.code, OK);
    expect![[r#"
           Milestone                         Days  Promised    Earliest start  Earliest finish  Latest start  Latest finish  Slack
           Discovery call complete           1     2025-06-10  2025-06-10      2025-06-10
           Business case submitted to CFO    6     2025-06-18  2025-06-19      2025-06-19       2025-06-19    2025-07-03     10
           CFO budget approval               5     2025-06-25  2025-06-20      2025-06-26       2025-07-04    2025-07-10     10
        *  Security questionnaire submitted  8     2025-06-20  2025-06-19      2025-06-20       2025-06-19    2025-06-20     0
        *  IT security review complete       14    2025-07-10  2025-06-23      2025-07-10       2025-06-23    2025-07-10     0
        *  Contract redlines returned        5     2025-07-17  2025-07-11      2025-07-17       2025-07-11    2025-07-17     0
        *  Contract signed                   5     2025-07-24  2025-07-18      2025-07-24       2025-07-18    2025-07-24     0
        *  Onboarding kickoff                2     2025-07-28  2025-07-25      2025-07-28       2025-07-25    2025-07-28     0
        *  Data migration complete           19    2025-08-22  2025-07-29      2025-08-22       2025-07-29    2025-08-22     0
        *  User acceptance testing           5     2025-08-29  2025-08-25      2025-08-29       2025-08-25    2025-08-29     0
        *  Go-live                           1     2025-09-01  2025-09-01      2025-09-01       2025-09-01    2025-09-01     0

        As of 2025-06-19; target 2025-09-01; projected 2025-09-01; on time
        Critical path (*): "Security questionnaire submitted" -> "IT security review complete" -> "Contract redlines returned" -> "Contract signed" -> "Onboarding kickoff" -> "Data migration complete" -> "User acceptance testing" -> "Go-live"
    "#]].assert_eq(schedule.text());
}

#[test]
fn every_format_goes_out_and_what_is_a_plan_comes_back() {
    let imported = coplan(&["import", &example("september.csv")], b"").output;
    for format in [
        "json", "csv", "xlsx", "md", "html", "ics", "mspdi", "coplan",
    ] {
        let out = coplan(&["export", "-", "--to", format], &imported);
        assert_eq!((out.code, out.errors.as_str()), (OK, ""), "{format}");
        if !matches!(format, "html" | "ics") {
            let back = coplan(
                &["diff", "-", &example("september.csv"), "--json"],
                &out.output,
            );
            assert_ne!(back.code, FAILED, "{format}: {}", back.errors);
            let again = coplan(&["export", "-", "--to", "md"], &out.output);
            assert_eq!(
                again.text().matches("\n|").count(),
                13,
                "{format}: {}",
                again.text()
            );
        }
    }
}

#[test]
fn a_template_reaches_its_date_and_a_plan_becomes_a_template() {
    let list = coplan(&["template", "--list"], b"");
    assert_eq!(list.text().lines().count(), 7);
    let made = coplan(
        &["template", "saas-to-go-live", "--target", "2025-12-01"],
        b"",
    );
    assert_eq!((made.code, made.errors.as_str()), (OK, ""));
    let late = coplan(
        &["template", "saas-to-go-live", "--target", "2025-07-01"],
        b"",
    );
    assert!(late.errors.contains("cannot be reached"), "{}", late.errors);
    let none = coplan(&["template", "nothing", "--target", "2025-07-01"], b"");
    assert_eq!(none.code, FAILED);
    assert!(none.errors.contains("--list"), "{}", none.errors);
}

#[test]
fn files_edited_apart_merge_and_a_failed_command_writes_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    let plan = coplan(
        &[
            "import",
            &example("six-weeks.csv"),
            "--weeks-from",
            "2025-06-23",
        ],
        b"",
    )
    .output;
    let export = coplan(
        &["export", "-", "--to", "coplan", "-o", &path("a.coplan")],
        &plan,
    );
    assert_eq!(export.code, OK, "{}", export.errors);
    let merged = coplan(
        &[
            "merge",
            &path("a.coplan"),
            &path("a.coplan"),
            "-o",
            &path("c.coplan"),
        ],
        b"",
    );
    assert_eq!(merged.code, OK, "{}", merged.errors);
    assert_eq!(
        coplan(&["diff", &path("a.coplan"), &path("c.coplan")], b"").code,
        OK
    );
    fs::write(path("b.coplan"), b"not a document").expect("written");
    let failed = coplan(
        &[
            "merge",
            &path("a.coplan"),
            &path("b.coplan"),
            "-o",
            &path("d.coplan"),
        ],
        b"",
    );
    assert_eq!(failed.code, FAILED);
    assert!(failed.errors.contains("b.coplan"), "{}", failed.errors);
    assert!(!folder.path().join("d.coplan").exists());
}

#[test]
fn errors_name_file_place_and_remedy() {
    let broken = coplan(
        &["check", "-"],
        b"{\"format\":\"coplan-plan\",\n \"version\":1,\"plan\":3}",
    );
    assert_eq!(broken.code, FAILED);
    assert!(
        broken.errors.contains("standard input: line 2, column"),
        "{}",
        broken.errors
    );
    let missing = coplan(&["check", "no-such-file.csv"], b"");
    assert!(
        missing.errors.contains("no-such-file.csv"),
        "{}",
        missing.errors
    );
    let usage = coplan(&["export", "x.csv"], b"");
    assert_eq!(usage.code, FAILED);
    assert!(usage.errors.contains("--to"), "{}", usage.errors);
    let column = coplan(
        &[
            "import",
            &example("september.csv"),
            "--column",
            "Owners=owner",
        ],
        b"",
    );
    assert!(
        column.errors.contains("the columns are Milestone, Owner"),
        "{}",
        column.errors
    );
}

#[test]
fn a_mapping_is_corrected_on_the_command_line() {
    let ran = coplan(
        &[
            "import",
            "-",
            "--column",
            "Phase=depends_on",
            "--report",
            "--json",
        ],
        b"Step,Phase\nA,\nB,A\n",
    );
    assert_eq!(ran.code, OK, "{}", ran.errors);
    assert!(
        ran.text().contains("\"field\": \"depends_on\""),
        "{}",
        ran.text()
    );
}

#[test]
fn notes_become_a_draft_with_the_sentence_of_each_step() {
    let ran = coplan(
        &["draft", "-"],
        b"Legal usually takes two weeks. Live by September 1.",
    );
    assert_eq!(ran.code, OK);
    assert!(
        ran.errors
            .contains("Legal review: \"Legal usually takes two weeks.\""),
        "{}",
        ran.errors
    );
}

#[test]
fn a_title_cannot_command_the_terminal() {
    let ran = coplan(
        &["schedule", "-"],
        "Step,Due\n\u{1b}[31mred,2025-07-01\nB,2025-07-02\n".as_bytes(),
    );
    assert_eq!(ran.code, OK, "{}", ran.errors);
    assert!(!ran.text().contains('\u{1b}'));
}

#[test]
fn completions_and_the_man_page_know_the_commands() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            coplan(&["completions", shell], b"")
                .text()
                .contains("schedule")
        );
    }
    assert!(coplan(&["man"], b"").text().contains("schedule"));
}
