//! New plans: registered with the relay, filled on this device, and there when their page opens.

use plan::limits::{LINE_LENGTH_MAX, PROSE_LENGTH_MAX};
use plan::model::Session;
use plan::text::splice_between;
use plan::{Command, PlanDoc, Refused, TextField};

use crate::api::{self, ApiError};
use crate::beginning;
use crate::device;
use crate::known_plans::{self, KnownPlan};
use crate::paths::{self, Room};
use crate::random;
use crate::storage::{NewUpdate, Origin, Storage, StorageError, Store};

const EXAMPLE_TITLE: &str = "Live on 1 September";

/// What a new plan begins with.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    /// Nothing.
    Empty,
    /// The September example.
    Example,
    /// Text from another app: what is to be achieved, to begin with.
    Shared {
        /// May be empty.
        title: String,
        /// Cut where a plan's text ends.
        text: String,
    },
    /// What came from a template, a file or notes.
    Content(Command),
}

/// A new plan and where its page is.
#[derive(Debug, Clone, PartialEq)]
pub struct Created {
    /// With all its links. `None`: the relay does not answer, and the plan is complete on this device only.
    pub known: Option<KnownPlan>,
    /// Go there: the plan's page, with the key only where this browser remembers none.
    pub address: String,
}

/// Why there is no new plan.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CreateError {
    /// The relay did not create it.
    #[error(transparent)]
    Relay(#[from] ApiError),
    /// Its content cannot be: a template or an example that breaks a rule.
    #[error(transparent)]
    Content(#[from] Refused),
    /// The relay has an empty plan, and this device could not keep its content.
    #[error(transparent)]
    Device(#[from] StorageError),
}

/// Creates a plan on the relay, puts its content on this device, and remembers it with all its links.
/// Its page sends the content to the relay. `token`: the operator's, for a relay that asks for one.
///
/// # Errors
/// [`ApiError::Denied`] when the relay wants a (different) token.
pub async fn create(start: Start, token: Option<&str>) -> Result<Created, CreateError> {
    // The example is there to look at: nobody begins anything.
    let begins = start != Start::Example;
    let content = match start {
        Start::Empty => Command::nothing(),
        Start::Example => september(),
        Start::Shared { title, text } => shared(&title, &text),
        Start::Content(content) => content,
    };
    let update = update_of(&content)?;
    let known = match api::create_plan(token).await {
        // Without a relay a plan is as complete; it can be registered later.
        Err(ApiError::Unreachable) => return on_this_device(update, begins).await,
        answered => answered?,
    };
    if !update.is_empty() {
        let (store, _) = Store::open(&Room::Plan.name(&known.plan)).await;
        let origin = Origin::Here;
        let bytes = update;
        store.append(&[NewUpdate { bytes, origin }]).await?;
    }
    if begins {
        beginning::begin(&known.plan);
    }
    let address = if known_plans::store(&known) {
        paths::plan(&known.plan)
    } else {
        paths::link("", &known.plan, &known.secret)
    };
    let known = Some(known);
    Ok(Created { known, address })
}

async fn on_this_device(update: Vec<u8>, begins: bool) -> Result<Created, CreateError> {
    // A document without a word is a document: its record says that the plan is here.
    let empty = || PlanDoc::new(random::client_id()).encode();
    let update = if update.is_empty() { empty() } else { update };
    let plan = device::new_plan(update).await?;
    if begins {
        beginning::begin(&plan);
    }
    let address = paths::plan(&plan);
    let known = None;
    Ok(Created { known, address })
}

/// The example that is built in. Its content is English, as its file is.
fn september() -> Command {
    let table = include_str!("../../examples/september.csv");
    let mut example = plan::csv::read_example(table, random::bits)
        .expect("the built-in example reads: a test holds it to that");
    if example.title.is_empty() {
        EXAMPLE_TITLE.clone_into(&mut example.title);
    }
    plan::snapshot::from_plan(&example)
}

fn shared(title: &str, text: &str) -> Command {
    let write = |field, text: &str, max: usize| {
        let splice = splice_between("", &cut(text.trim(), max), None)?;
        Some(Command::EditText { field, splice })
    };
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = write(TextField::PlanTitle, &title, LINE_LENGTH_MAX);
    let goal = write(TextField::Goal, text, PROSE_LENGTH_MAX);
    Command::Batch(title.into_iter().chain(goal).collect())
}

/// At most so many UTF-16 units, in whole characters.
fn cut(text: &str, max: usize) -> String {
    let mut length = 0;
    let fits = |c: &char| {
        length += c.len_utf16();
        length <= max
    };
    text.chars().take_while(fits).collect()
}

/// The content as the update of a document that only it made.
pub(super) fn update_of(content: &Command) -> Result<Vec<u8>, Refused> {
    let mut doc = PlanDoc::new(random::client_id());
    doc.set_session(Session {
        person: None,
        side: None,
        name: crate::identity::load().name,
    });
    Ok(doc.apply(content)?.update)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn shared_text_of_any_length_becomes_a_plan() {
        let long = "é\u{1f600} ".repeat(20_000);
        for (title, text) in [("", ""), ("A\nmail", "Hello"), (&long, &long)] {
            let update = update_of(&shared(title, text)).expect("it breaks no rule");
            let mut doc = PlanDoc::new(random::client_id());
            let merged = if update.is_empty() {
                Ok(())
            } else {
                doc.merge(&update).map(drop)
            };
            merged.expect("its update reads");
            assert!(text.starts_with(doc.plan().goal.as_str()));
        }
        let both = shared("A\nmail", " Hello ");
        assert_eq!(both.flat().len(), 2, "{both:?}");
    }

    #[wasm_bindgen_test]
    fn the_built_in_example_is_a_plan() {
        let update = update_of(&september()).expect("it breaks no rule");
        let mut doc = PlanDoc::new(random::client_id());
        doc.merge(&update).expect("its update reads");
        let plan = doc.read();
        assert_eq!(plan.title, EXAMPLE_TITLE);
        assert_eq!(plan.milestones.len(), 11);
        assert_eq!(plan.go_live, chrono::NaiveDate::from_ymd_opt(2025, 9, 1));
        assert_eq!(plan.dependencies.len(), 11);
        assert!(plan.oddities.is_empty());
    }
}
