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
    expect![[r#""#]].assert_eq(checked.text());
}

#[test]
fn the_schedule_of_the_example_is_the_september_plan() {
    let imported = coplan(&["import", &example("september.csv")], b"");
    let schedule = coplan(&["schedule", "-"], &imported.output);
    assert_eq!(schedule.code, OK);
    expect![[r#""#]].assert_eq(schedule.text());
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
