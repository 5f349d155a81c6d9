//! What a milestone is called.

use crate::i18n::*;
use crate::language::I18n;

/// The title, or words for a milestone without one.
pub fn milestone_name(i18n: I18n, title: String) -> String {
    if title.trim().is_empty() {
        t_string!(i18n, milestones.untitled).to_owned()
    } else {
        title
    }
}
