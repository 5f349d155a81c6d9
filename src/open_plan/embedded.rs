//! A plan that another site shows inside a page of its own.

use leptos::prelude::*;

use super::OpenPlan;
use crate::paths::{self, PlanId, Room};

impl OpenPlan {
    /// Opens a plan inside a page of another site. Its key leaves the address at once, and is not listed among the
    /// plans of this browser: what the reader opens by their own link keeps its key.
    pub fn open_embedded(plan: PlanId) -> Self {
        let in_address = paths::secret_in_address_bar();
        if in_address.is_some() {
            paths::hide_secret();
        }
        let secret = in_address.or_else(|| crate::known_plans::secret(&plan));
        Self::open_with(plan, Room::Plan, secret)
    }

    /// The way to this plan's own page: with its key, for whoever may not know it yet.
    pub fn own_address(&self) -> String {
        let parts = self
            .inner
            .try_with_value(|inner| (inner.plan.clone(), inner.secret.clone()));
        match parts {
            Some((plan, Some(secret))) => paths::link("", &plan, &secret),
            Some((plan, None)) => paths::plan(&plan),
            None => paths::HOME.to_owned(),
        }
    }
}
