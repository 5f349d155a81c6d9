//! Our own format: the whole plan as JSON, versioned, nothing left out. `docs/exchange.md` describes it.
//!
//! A file may come from anybody: what is read is checked, and what does not hold together is mended and reported.

use plan::model::Plan;
use serde::{Deserialize, Serialize};

use crate::{mend::mend, report::Remark};

/// The name in the file.
pub const FORMAT: &str = "coplan-plan";
/// The version we write. A reader refuses a newer one instead of losing what it does not know.
pub const VERSION: u32 = 1;

#[derive(Serialize)]
struct FileOut<'a> {
    format: &'a str,
    version: u32,
    plan: &'a Plan,
}

#[derive(Deserialize)]
struct FileIn {
    format: String,
    version: u32,
    plan: Plan,
}

/// A file that is not, or not quite, a plan in JSON.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum JsonError {
    #[error("line {line}, column {column}: {reason}")]
    Malformed {
        line: usize,
        column: usize,
        reason: String,
    },
    #[error("the file says it is \"{format}\", not \"{FORMAT}\"")]
    OtherFormat { format: String },
    #[error(
        "the file has version {found}; this program reads up to {VERSION}: a newer one can open it"
    )]
    Newer { found: u32 },
}

/// The whole plan, archived records and agreements included.
pub fn write(plan: &Plan) -> String {
    let file = FileOut {
        format: FORMAT,
        version: VERSION,
        plan,
    };
    let mut text = serde_json::to_string_pretty(&file).expect("a plan has only string keys");
    text.push('\n');
    text
}

/// Reads a plan and mends what does not hold together, which the remarks name.
///
/// # Errors
/// See [`JsonError`].
pub fn read(text: &str) -> Result<(Plan, Vec<Remark>), JsonError> {
    let text = text.trim_start_matches('\u{feff}');
    #[derive(Deserialize)]
    struct Head {
        format: Option<String>,
        version: Option<u32>,
    }
    // The head first: a newer file may hold what we cannot read at all, and must say "newer", not "malformed".
    if let Ok(head) = serde_json::from_str::<Head>(text) {
        match (head.format, head.version) {
            (Some(format), _) if format != FORMAT => return Err(JsonError::OtherFormat { format }),
            (_, Some(found)) if found > VERSION => return Err(JsonError::Newer { found }),
            _ => {}
        }
    }
    let file: FileIn = serde_json::from_str(text).map_err(|error| {
        let reason = error.to_string();
        let reason = reason.split(" at line ").next().unwrap_or("").to_owned();
        JsonError::Malformed {
            line: error.line(),
            column: error.column(),
            reason,
        }
    })?;
    debug_assert_eq!(
        (file.format.as_str(), file.version <= VERSION),
        (FORMAT, true)
    );
    let mut plan = file.plan;
    let remarks = mend(&mut plan);
    Ok((plan, remarks))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::arbitrary;

    proptest! {
        #![proptest_config(ProptestConfig { max_shrink_iters: 300, ..ProptestConfig::with_cases(60) })]

        #[test]
        fn a_plan_comes_back_whole(plan in arbitrary::plan()) {
            let (back, remarks) = read(&write(&plan)).expect("our own");
            prop_assert_eq!(&remarks, &[]);
            prop_assert_eq!(back, plan);
        }

        #[test]
        fn any_text_is_refused_or_read(text in "[\\[\\]{}\":,a-z0-9 ]{0,200}") {
            let _ = read(&text);
        }
    }

    #[test]
    fn a_newer_file_says_newer() {
        let newer = r#"{"format":"coplan-plan","version":7,"plan":{"title":{"new":"shape"}}}"#;
        assert!(matches!(read(newer), Err(JsonError::Newer { found: 7 })));
        let other = r#"{"format":"lock","version":1}"#;
        assert!(matches!(read(other), Err(JsonError::OtherFormat { .. })));
        let broken = "{\"format\":\"coplan-plan\",\n\"version\":1, \"plan\": {\"title\": 3}}";
        assert!(matches!(
            read(broken),
            Err(JsonError::Malformed { line: 2, .. })
        ));
    }

    #[test]
    fn what_leads_nowhere_is_mended_and_said() {
        let text = r#"{"format":"coplan-plan","version":1,"plan":{"dependencies":[
            {"predecessor":"a","successor":"b","kind":"finish_to_start","lag_days":0,"policy":"consume"}]}}"#;
        let (plan, remarks) = read(text).expect("a plan");
        assert_eq!(plan.dependencies, []);
        assert_eq!(remarks.len(), 1);
    }
}
