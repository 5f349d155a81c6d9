//! Soft limits, checked by commands, well below what a relay accepts. What a merge brings may exceed them and still reads.

use crate::{
    PlanDoc,
    command::{Countable, Limit, Refused},
};

/// Milestones in a plan, archived ones included.
pub const MILESTONES_MAX: usize = 10_000;
/// People in a plan, archived ones included.
pub const PEOPLE_MAX: usize = 1_000;
/// Phases and functions together, archived ones included.
pub const TRACKS_MAX: usize = 200;
/// Evaluation criteria, archived ones included.
pub const CRITERIA_MAX: usize = 200;
/// Dependencies in a plan.
pub const DEPENDENCIES_MAX: usize = 30_000;
/// People beside the accountable one.
pub const HELPERS_MAX: usize = 50;
/// Items of a milestone's checklist, archived ones included.
pub const CHECKLIST_MAX: usize = 100;
/// Addresses of a milestone.
pub const LINKS_MAX: usize = 50;
/// Holidays of a side.
pub const HOLIDAYS_MAX: usize = 500;
/// Blackout ranges of a side.
pub const BLACKOUTS_MAX: usize = 100;
/// Agreements in a plan.
pub const AGREEMENTS_MAX: usize = 30_000;
/// Approvals in a plan: each carries all terms.
pub const APPROVALS_MAX: usize = 100;
/// Receipts mirrored in a plan.
pub const RECEIPTS_MAX: usize = 1_000;
/// Comments in a talk document, archived ones included.
pub const COMMENTS_MAX: usize = 20_000;
/// People mentioned in one comment.
pub const MENTIONS_MAX: usize = 50;
/// Call reviews in a talk document.
pub const REVIEWS_MAX: usize = 1_000;
/// Stage gates in a side document.
pub const GATES_MAX: usize = 50;
/// Signals in a side document.
pub const SIGNALS_MAX: usize = 1_000;
/// Commands in one [`Command::Batch`](crate::command::Command::Batch), nested ones included.
pub const BATCH_MAX: usize = 500_000;
/// Bytes of a document with its whole history: half of what a relay takes in one frame (16 MiB).
pub const DOCUMENT_BYTES_MAX: usize = 8 * 1024 * 1024;

/// One line: names, titles, labels (UTF-16 units).
pub const LINE_LENGTH_MAX: usize = 500;
/// Prose: goal, done-when, notes, comments (UTF-16 units).
pub const PROSE_LENGTH_MAX: usize = 20_000;
/// An address (UTF-16 units).
pub const URL_LENGTH_MAX: usize = 2_000;
/// Terms of one agreement, canonical JSON (UTF-16 units).
pub const TERMS_LENGTH_MAX: usize = 50_000;
/// Terms of a whole plan in an approval, canonical JSON (UTF-16 units).
pub const PLAN_TERMS_LENGTH_MAX: usize = 2_000_000;
/// A duration or remaining work, in working days: about ten years.
pub const DURATION_DAYS_MAX: u32 = 2_500;
/// A lag or lead either way, in working days.
pub const LAG_DAYS_MAX: i32 = 2_500;
/// Weeks counted from the plan's start: about ten years.
pub const WEEK_MAX: u16 = 520;
/// Dates lie in the years 1900 to 2199: calendars of other programs end near there.
pub const YEAR_MIN: i32 = 1900;
/// See [`YEAR_MIN`].
pub const YEAR_MAX: i32 = 2199;

impl PlanDoc {
    /// Refuses to grow a document past its limit. The exact size is computed only when the bound says it may be.
    pub(crate) fn check_size(&mut self) -> Result<(), Refused> {
        if self.bytes_bound <= DOCUMENT_BYTES_MAX {
            return Ok(());
        }
        self.bytes_bound = self.encode().len();
        if self.bytes_bound <= DOCUMENT_BYTES_MAX {
            return Ok(());
        }
        let what = Countable::DocumentBytes;
        Err(Refused::TooMany(Limit {
            what,
            max: DOCUMENT_BYTES_MAX,
        }))
    }
}
