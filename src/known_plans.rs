//! The plans that this browser knows, with their keys, kept by gloo-storage.
//!
//! The key of a plan opens it again from the home page, without its secret in the address.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use serde::{Deserialize, Serialize};

use crate::api::{Access, Role};
use crate::paths::{PlanId, Secret};
use crate::{beginning, preferences, standing};

const PREFIX: &str = "coplan.plan.";

/// A plan in the list of the home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownPlan {
    /// Its id.
    pub plan: PlanId,
    /// The key it opens with here.
    pub secret: Secret,
    /// Its title when it was last open here; empty before that.
    #[serde(default)]
    pub title: String,
    /// What the relay said the key may do; `None` before the relay was first reached.
    #[serde(default)]
    pub access: Option<Access>,
    /// All links of a plan that was created here, to hand out.
    #[serde(default)]
    pub links: Vec<KnownLink>,
    /// Unix time in milliseconds when it was last open here.
    #[serde(default)]
    pub opened_ms: u64,
}

/// A link with its secret, known because it was made in this browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownLink {
    /// What it may do.
    pub access: Access,
    /// Its key.
    pub secret: Secret,
}

/// All plans of this browser, the last opened first. Entries that cannot be read are left alone and out.
pub fn all() -> Vec<KnownPlan> {
    let mut plans: Vec<KnownPlan> = keys()
        .iter()
        .filter_map(|key| LocalStorage::get(key).ok())
        .collect();
    plans.sort_by(|a, b| {
        b.opened_ms
            .cmp(&a.opened_ms)
            .then_with(|| a.plan.cmp(&b.plan))
    });
    plans
}

/// One plan.
pub fn get(plan: &PlanId) -> Option<KnownPlan> {
    preferences::get(&key(plan))
}

/// Whether a plan of the list was open here with its content.
pub fn was_opened(plan: &PlanId) -> bool {
    get(plan).is_some_and(|known| known.opened_ms > 0)
}

/// Remembers a plan, in place of what was known of it. `false` where the browser denies or is full:
/// then the key must stay in the address.
#[must_use]
pub fn store(known: &KnownPlan) -> bool {
    preferences::keep(&key(&known.plan), known)
}

/// Remembers the key of a link that was just opened. In this tab it is the key that counts, reloads included;
/// for the browser it replaces the known key, except that who created a plan stays its admin.
/// Says whether the key is stored, so that it may leave the address bar.
#[must_use]
pub fn learn(plan: &PlanId, secret: &Secret) -> bool {
    let mut known = get(plan).unwrap_or_else(|| new(plan, secret));
    if &known.secret != secret && !is_own_link(&known, secret) {
        known.secret = secret.clone();
        known.access = None;
    }
    store(&known) && SessionStorage::set(key(plan), secret).is_ok()
}

/// The key that this tab opens a plan with: that of the link it followed, otherwise the browser's.
pub fn secret(plan: &PlanId) -> Option<Secret> {
    if !preferences::allowed() {
        return None;
    }
    let of_tab = SessionStorage::get(key(plan)).ok();
    of_tab.or_else(|| get(plan).map(|known| known.secret))
}

/// What the relay once said a key may do; without a network that has to do.
pub fn access(plan: &PlanId, secret: &Secret) -> Option<Access> {
    let known = get(plan)?;
    if &known.secret == secret {
        return known.access;
    }
    let mut links = known.links.into_iter();
    let link = links.find(|link| &link.secret == secret)?;
    Some(link.access)
}

/// Changes what is known of a plan; nothing happens for an unknown one.
pub fn update(plan: &PlanId, change: impl FnOnce(&mut KnownPlan)) {
    if let Some(mut known) = get(plan) {
        change(&mut known);
        // Full or denied since: the title or the time in the list is older, which the next opening mends.
        let _ = store(&known);
    }
}

/// Forgets a plan's key and how it stood. What the device keeps of its documents is not touched.
pub fn forget(plan: &PlanId) {
    if preferences::allowed() {
        LocalStorage::delete(key(plan));
        SessionStorage::delete(key(plan));
        standing::forget(plan);
        beginning::forget(plan);
    }
}

/// A plan of which only its key is known.
pub fn new(plan: &PlanId, secret: &Secret) -> KnownPlan {
    KnownPlan {
        plan: plan.clone(),
        secret: secret.clone(),
        title: String::new(),
        access: None,
        links: Vec::new(),
        opened_ms: 0,
    }
}

/// The plan was made here and `secret` is one of the links that were made with it.
fn is_own_link(known: &KnownPlan, secret: &Secret) -> bool {
    let is_admin = known
        .access
        .as_ref()
        .is_some_and(|access| access.role == Role::Admin);
    is_admin && known.links.iter().any(|link| &link.secret == secret)
}

fn key(plan: &PlanId) -> String {
    format!("{PREFIX}{plan}")
}

fn keys() -> Vec<String> {
    if !preferences::allowed() {
        return Vec::new();
    }
    let storage = LocalStorage::raw();
    (0..LocalStorage::length())
        .filter_map(|index| storage.key(index).ok().flatten())
        .filter(|key| key.starts_with(PREFIX))
        .collect()
}

#[cfg(test)]
mod tests {
    use plan::model::Side;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn plan_id(text: &str) -> PlanId {
        text.parse().expect("a plan id")
    }

    fn secret_of(text: &str) -> Secret {
        text.parse().expect("a secret")
    }

    fn access(role: Role) -> Access {
        Access {
            role,
            side: Side::Seller,
            label: String::new(),
            link: String::new(),
        }
    }

    #[wasm_bindgen_test]
    fn known_plans_are_listed_with_the_last_opened_first_and_forgotten_one_by_one() {
        let (old, newer) = (plan_id("listold"), plan_id("listnewer"));
        for (plan, opened_ms) in [(&old, 1), (&newer, 2)] {
            let mut known = new(plan, &secret_of("k"));
            known.opened_ms = opened_ms;
            assert!(store(&known));
        }
        LocalStorage::set(format!("{PREFIX}odd"), "not a plan").expect("stored");
        let listed = || -> Vec<PlanId> {
            let ours = |known: &KnownPlan| known.plan.as_str().starts_with("list");
            all()
                .into_iter()
                .filter(ours)
                .map(|known| known.plan)
                .collect()
        };
        assert_eq!(listed(), [newer.clone(), old.clone()]);
        forget(&newer);
        assert_eq!(listed(), [old]);
        assert_eq!(get(&newer), None);
    }

    #[wasm_bindgen_test]
    fn a_followed_link_counts_in_this_tab() {
        let plan = plan_id("followed");
        assert!(learn(&plan, &secret_of("first")));
        assert_eq!(secret(&plan), Some(secret_of("first")));
        assert!(learn(&plan, &secret_of("second")));
        assert_eq!(secret(&plan), Some(secret_of("second")));
        assert_eq!(
            get(&plan).map(|known| known.secret),
            Some(secret_of("second"))
        );
    }

    #[wasm_bindgen_test]
    fn who_created_a_plan_stays_its_admin_after_trying_the_buyers_link() {
        let plan = plan_id("created");
        let mut known = new(&plan, &secret_of("admin"));
        known.access = Some(access(Role::Admin));
        known.links = vec![KnownLink {
            access: access(Role::Editor),
            secret: secret_of("buyer"),
        }];
        assert!(store(&known));
        assert!(learn(&plan, &secret_of("buyer")));
        assert_eq!(
            secret(&plan),
            Some(secret_of("buyer")),
            "this tab shows what the buyer sees"
        );
        let buyers = super::access(&plan, &secret_of("buyer")).map(|access| access.role);
        assert_eq!(buyers, Some(Role::Editor), "known without asking the relay");
        assert_eq!(get(&plan), Some(known), "the browser keeps the admin's key");
    }
}
