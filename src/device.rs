//! What this device keeps, over all plans: listing, forgetting, saving to files and opening them, and plans that no
//! relay knows yet.

use std::collections::BTreeMap;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::api::{self, ApiError};
use crate::document::Document;
use crate::known_plans;
use crate::paths::{PlanId, Room};
use crate::plan_file::{EXTENSION, PlanFile};
use crate::random;
use crate::storage::{self, Fact, IndexedDb, NewUpdate, Origin, Storage, StorageError, Store};

/// A plan on this device.
#[derive(Debug, Clone, PartialEq)]
pub struct KeptPlan {
    /// Its id.
    pub plan: PlanId,
    /// As it stands in the document; may be empty.
    pub title: String,
    /// What its documents take here, in bytes.
    pub bytes: usize,
    /// How many edits are not on the relay.
    pub waiting: usize,
    /// Unix time in milliseconds of the oldest of them.
    pub waiting_since_ms: Option<u64>,
    /// Unix time in milliseconds when everything was last on the relay.
    pub synced_ms: Option<u64>,
    /// A relay has refused edits of it, which lie aside.
    pub has_refused: bool,
    /// A relay knows it: this browser has a key for it, or had one. Otherwise it is on this device only.
    pub is_registered: bool,
}

/// All plans of this device, by title. One whose store cannot be read is left out.
pub async fn plans() -> Vec<KeptPlan> {
    let mut plans = BTreeMap::<PlanId, KeptPlan>::new();
    for room in storage::rooms().await {
        let Ok(plan) = room.split('/').next().unwrap_or_default().parse::<PlanId>() else {
            continue;
        };
        let Ok(store) = IndexedDb::open(&room).await else {
            continue;
        };
        let (Ok(loaded), Ok(facts)) = (store.load().await, store.facts().await) else {
            continue;
        };
        let entry = plans.entry(plan.clone()).or_insert_with(|| KeptPlan {
            title: String::new(),
            bytes: 0,
            waiting: 0,
            waiting_since_ms: None,
            synced_ms: None,
            has_refused: false,
            is_registered: known_plans::get(&plan).is_some()
                || facts.secret.is_some()
                || facts.synced_ms.is_some(),
            plan,
        });
        entry.bytes += loaded
            .updates
            .iter()
            .map(|(_, bytes)| bytes.len())
            .sum::<usize>();
        if let Ok(Some(aside)) = store.aside().await {
            entry.has_refused = true;
            entry.bytes += aside.updates.iter().map(Vec::len).sum::<usize>();
        }
        entry.waiting += loaded.outbox.len();
        let oldest = loaded.outbox.iter().map(|waiting| waiting.since_ms);
        entry.waiting_since_ms = oldest.chain(entry.waiting_since_ms).min();
        entry.synced_ms = entry.synced_ms.max(facts.synced_ms);
        if room == entry.plan.as_str() {
            entry.title = document(&loaded.updates).plan().title.clone();
        }
    }
    let mut plans: Vec<KeptPlan> = plans.into_values().filter(|plan| plan.bytes > 0).collect();
    plans.sort_by(|a, b| a.title.cmp(&b.title).then_with(|| a.plan.cmp(&b.plan)));
    plans
}

/// Puts back what `localStorage` has lost of the list of plans. Whether that was anything.
pub async fn mend_list() -> bool {
    let mut mended = false;
    for room in storage::rooms().await {
        let Ok(plan) = room.parse::<PlanId>() else {
            continue;
        };
        if known_plans::get(&plan).is_some() {
            continue;
        }
        let Ok(store) = IndexedDb::open(&room).await else {
            continue;
        };
        if let Some(secret) = store.facts().await.unwrap_or_default().secret {
            let title = store
                .load()
                .await
                .map(|loaded| document(&loaded.updates).plan().title.clone());
            let mut known = known_plans::new(&plan, &secret);
            known.title = title.unwrap_or_default();
            mended |= known_plans::store(&known);
        }
    }
    mended
}

/// Takes a plan off the list and its key off the disk. Its documents stay; its link opens it again.
pub async fn unlist(plan: &PlanId) {
    known_plans::forget(plan);
    if let Ok(store) = IndexedDb::open(&Room::Plan.name(plan)).await {
        // A key that stays on the disk puts the plan back on the list, which is the safe side.
        let _ = store.remember(Fact::Secret(None)).await;
    }
}

/// Forgets a plan: its key, and every document of it on this device. What the relay does not have is lost.
///
/// # Errors
/// When the browser refuses.
pub async fn forget(plan: &PlanId) -> Result<(), StorageError> {
    known_plans::forget(plan);
    crate::arrange::forget(plan);
    crate::talk::forget_own(plan);
    let below = format!("{plan}/");
    for room in storage::rooms().await {
        if room == plan.as_str() || room.starts_with(&below) {
            IndexedDb::delete(&room).await?;
        }
    }
    Ok(())
}

/// A plan as a file of this device. `None` when nothing of it is here.
pub async fn file_of(plan: &PlanId) -> Option<PlanFile> {
    let (store, _) = Store::open(&Room::Plan.name(plan)).await;
    let loaded = store.load().await.ok()?;
    let update = document(&loaded.updates).encode();
    let plan = plan.clone();
    (!loaded.updates.is_empty()).then_some(PlanFile { plan, update })
}

/// Reads a file that the reader chose, and takes it in. `None` when it is no plan, or nothing keeps it here.
pub async fn open_file(file: &web_sys::File) -> Option<PlanId> {
    let bytes = JsFuture::from(file.array_buffer()).await.ok()?;
    let file = PlanFile::read(&Uint8Array::new(&bytes).to_vec()).ok()?;
    take_in(&file).await.ok()?;
    Some(file.plan)
}

/// Puts the content of a file beside what is here of the same plan. It goes to the relay when its page is open.
///
/// # Errors
/// [`StorageError::Failed`] for a document that cannot be read; nothing is written then.
pub async fn take_in(file: &PlanFile) -> Result<(), StorageError> {
    let readable = Document::new().merge(&file.update);
    readable.map_err(|_| StorageError::Failed("the file is damaged".to_owned()))?;
    keep(&file.plan, file.update.clone()).await
}

/// A plan that only this device knows.
///
/// # Errors
/// When the device keeps nothing.
pub async fn new_plan(update: Vec<u8>) -> Result<PlanId, StorageError> {
    let plan: PlanId = format!("{:016x}", random::bits())
        .parse()
        .expect("hexadecimal digits are plain");
    keep(&plan, update).await?;
    Ok(plan)
}

/// Registers with the relay a plan that only this device knows, and puts its content under the new id; the plan's
/// page sends it. The old id is forgotten last: cut off half-way, the plan is here twice and never gone.
///
/// # Errors
/// The relay's answer. [`ApiError::Unexpected`] with 0 when this device keeps nothing.
pub async fn register(plan: &PlanId, token: Option<&str>) -> Result<PlanId, ApiError> {
    let refused = |_| ApiError::Unexpected(0);
    let file = file_of(plan).await.ok_or(ApiError::Unexpected(0))?;
    let known = api::create_plan(token).await?;
    keep(&known.plan, file.update).await.map_err(refused)?;
    if !known_plans::store(&known) {
        return Err(ApiError::Unexpected(0));
    }
    forget(plan).await.map_err(refused)?;
    Ok(known.plan)
}

async fn keep(plan: &PlanId, bytes: Vec<u8>) -> Result<(), StorageError> {
    let (store, _) = Store::open(&Room::Plan.name(plan)).await;
    let origin = Origin::Here;
    store.append(&[NewUpdate { bytes, origin }]).await.map(drop)
}

/// Gives a file to the reader, as a download.
pub fn hand_out(file: &PlanFile, title: &str) {
    let name = file_name(title).unwrap_or_else(|| file.plan.to_string());
    // A browser without blobs and anchors does not run this app.
    let _ = download(&format!("{name}{EXTENSION}"), &file.write());
}

/// Gives bytes to the reader as a download, named after the plan. `ending` has no dot.
pub fn hand_out_as(title: &str, ending: &str, bytes: &[u8]) {
    let name = file_name(title).unwrap_or_else(|| "plan".to_owned());
    let _ = download(&format!("{name}.{ending}"), bytes);
}

/// A title as a name of a file; `None` where nothing of it is left.
fn file_name(title: &str) -> Option<String> {
    let plain = |c: char| {
        if c.is_alphanumeric() || c == '-' {
            c
        } else {
            ' '
        }
    };
    let name: String = title.chars().map(plain).collect();
    let words: Vec<&str> = name.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn download(name: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let blob = web_sys::Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let address = web_sys::Url::create_object_url_with_blob(&blob)?;
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or(JsValue::NULL)?;
    let anchor: web_sys::HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    web_sys::Url::revoke_object_url(&address)
}

/// Whether the browser has promised not to clear this site's data by itself. `None` where it cannot say.
pub async fn is_persistent() -> Option<bool> {
    ask("persisted").await
}

/// Asks the browser for that promise.
pub async fn ask_persistence() -> Option<bool> {
    ask("persist").await
}

async fn ask(method: &str) -> Option<bool> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"storage".into()).ok()?;
    let method: Function = Reflect::get(&manager, &method.into())
        .ok()?
        .dyn_into()
        .ok()?;
    let promise: Promise = method.call0(&manager).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

fn document(updates: &[(storage::Key, Vec<u8>)]) -> Document {
    Document::of(updates.iter().map(|(_, bytes)| bytes.as_slice()))
}

#[cfg(test)]
mod tests {
    use plan::Command;
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn update_with_title(title: &str) -> Vec<u8> {
        let mut doc = Document::new();
        let applied = doc.apply(&Command::SetSolution(title.to_owned()));
        applied.expect("applied").update
    }

    #[wasm_bindgen_test]
    async fn a_plan_of_this_device_is_listed_exported_and_forgotten() {
        let plan = new_plan(update_with_title("x")).await.expect("kept");
        let mine = async || plans().await.into_iter().find(|kept| kept.plan == plan);
        let kept = mine().await.expect("listed");
        assert_eq!(
            (kept.waiting, kept.is_registered, kept.synced_ms),
            (1, false, None)
        );
        assert!(kept.bytes > 0 && kept.waiting_since_ms.is_some());
        let file = file_of(&plan).await.expect("a file");
        take_in(&file).await.expect("its own file is nothing new");
        forget(&plan).await.expect("forgotten");
        assert_eq!(mine().await, None);
        assert_eq!(file_of(&plan).await, None);
    }

    #[wasm_bindgen_test]
    async fn two_files_of_one_plan_are_merged() {
        let plan = new_plan(update_with_title("base")).await.expect("kept");
        let mut elsewhere = document(&[(1, file_of(&plan).await.expect("a file").update)]);
        elsewhere
            .apply(&Command::SetKindName("Joint plan".to_owned()))
            .expect("applied");
        let update = elsewhere.encode();
        take_in(&PlanFile {
            plan: plan.clone(),
            update,
        })
        .await
        .expect("merged");
        let merged = document(&[(1, file_of(&plan).await.expect("a file").update)]);
        let merged = merged.plan();
        assert_eq!(
            (merged.solution.as_str(), merged.kind_name.as_str()),
            ("base", "Joint plan")
        );
        forget(&plan).await.expect("forgotten");
    }

    #[wasm_bindgen_test]
    async fn a_damaged_file_changes_nothing() {
        let plan: PlanId = format!("{:016x}", random::bits())
            .parse()
            .expect("a plan id");
        let file = PlanFile {
            plan: plan.clone(),
            update: vec![7, 7, 7],
        };
        assert!(take_in(&file).await.is_err());
        assert_eq!(file_of(&plan).await, None);
    }
}
