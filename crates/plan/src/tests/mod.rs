//! Properties of the whole: any commands, any peers, any order.

mod hostile;
mod intent;
mod peers;
mod rules;
mod single;
mod small;
mod steps;
mod undo;

use crate::{PlanDoc, command::Command};

/// A document with some content, always the same.
pub(crate) fn sample(client: u64) -> PlanDoc {
    let mut doc = PlanDoc::new(client);
    for command in intent::opening() {
        doc.apply(&command).expect("the opening is allowed");
    }
    doc
}

/// Applies what must be allowed.
#[allow(
    clippy::needless_pass_by_value,
    reason = "tests read better without a borrow"
)]
pub(crate) fn must(doc: &mut PlanDoc, command: Command) -> crate::Applied {
    doc.apply(&command)
        .unwrap_or_else(|refused| panic!("{command:?} was refused: {refused}"))
}
