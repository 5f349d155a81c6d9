//! What a plan and a milestone are called.

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

/// The title in a list of plans, or words for a plan without one.
pub fn plan_name(i18n: I18n, title: &str) -> String {
    match title.trim() {
        "" => t_string!(i18n, app.untitled).to_owned(),
        title => title.to_owned(),
    }
}
