//! The plan as this device last had it before somebody's eyes: kept beside its documents, never sent.

use plan::model::Plan;
use serde::{Deserialize, Serialize};

use crate::paths::PlanId;
use crate::storage::{Key, NewUpdate, Origin, Storage, Store};

/// A plan that was looked at.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Looked {
    /// Unix time in milliseconds.
    pub at_ms: u64,
    /// What the document knew, for who has written since.
    pub state_vector: Vec<u8>,
    /// As it was.
    pub plan: Plan,
}

/// Beside the plan's rooms, so that whoever forgets the plan forgets this too.
fn store_name(plan: &PlanId) -> String {
    format!("{plan}/looked")
}

/// The newest one. `None` on a first visit, and where this browser keeps nothing.
pub async fn load(plan: &PlanId) -> Option<Looked> {
    let (store, _) = Store::open(&store_name(plan)).await;
    let loaded = store.load().await.ok()?;
    let all = loaded.updates.iter();
    all.filter_map(|(_, bytes)| serde_json::from_slice::<Looked>(bytes).ok())
        .max_by_key(|looked| looked.at_ms)
}

/// Puts it in the place of the older ones. Where the browser is full the older one stays, and more is told as new.
pub async fn keep(plan: &PlanId, looked: &Looked) {
    let Ok(bytes) = serde_json::to_vec(looked) else {
        return;
    };
    let (store, _) = Store::open(&store_name(plan)).await;
    let older = store.load().await.unwrap_or_default().updates;
    let older: Vec<Key> = older.iter().map(|(key, _)| *key).collect();
    let _ = if older.is_empty() {
        let origin = Origin::Relay;
        store.append(&[NewUpdate { bytes, origin }]).await.map(drop)
    } else {
        store.compact(&older, &bytes).await
    };
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    async fn the_last_look_is_what_comes_back() {
        let id: PlanId = format!("looked{:x}", crate::random::bits())
            .parse()
            .expect("an id");
        assert_eq!(load(&id).await, None);
        for (at_ms, title) in [(1, "One"), (2, "Two"), (3, "Three")] {
            let plan = Plan {
                title: title.to_owned(),
                ..Plan::default()
            };
            let looked = Looked {
                at_ms,
                state_vector: vec![0],
                plan,
            };
            keep(&id, &looked).await;
            assert_eq!(load(&id).await, Some(looked));
        }
    }
}
