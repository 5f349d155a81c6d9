//! One contract for every backend, then what only the device promises.

use idb::TransactionMode;
use idb::builder::{DatabaseBuilder, ObjectStoreBuilder};
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;

fn here(bytes: &[u8]) -> NewUpdate {
    NewUpdate {
        bytes: bytes.to_owned(),
        origin: Origin::Here,
    }
}

fn from_relay(bytes: &[u8]) -> NewUpdate {
    NewUpdate {
        bytes: bytes.to_owned(),
        origin: Origin::Relay,
    }
}

fn bytes_of(loaded: &Loaded) -> Vec<Vec<u8>> {
    loaded
        .updates
        .iter()
        .map(|(_, bytes)| bytes.clone())
        .collect()
}

fn outbox_of(loaded: &Loaded) -> Vec<Key> {
    loaded.outbox.iter().map(|waiting| waiting.key).collect()
}

fn fresh_room() -> String {
    format!("test-{:x}", crate::random::bits())
}

async fn check_contract(store: &impl Storage) {
    assert_eq!(
        store.load().await,
        Ok(Loaded::default()),
        "a new store is empty"
    );

    assert_eq!(store.facts().await, Ok(Facts::default()));
    let secret = "k3y".parse().ok();
    store
        .remember(Fact::Secret(secret.clone()))
        .await
        .expect("remembered");
    store.remember(Fact::Synced(7)).await.expect("remembered");
    let synced_ms = Some(7);
    assert_eq!(store.facts().await, Ok(Facts { secret, synced_ms }));
    store.remember(Fact::Secret(None)).await.expect("forgotten");
    assert_eq!(
        store.facts().await,
        Ok(Facts {
            secret: None,
            synced_ms
        })
    );

    let marks = store
        .append(&[here(b"a"), from_relay(b"b"), here(b"c")])
        .await;
    let marks = marks.expect("appended");
    assert_eq!(
        marks.len(),
        2,
        "only what was made here waits for the relay"
    );
    let loaded = store.load().await.expect("loaded");
    assert_eq!(
        bytes_of(&loaded),
        [b"a", b"b", b"c"],
        "the order of appending is kept"
    );
    assert_eq!(outbox_of(&loaded), marks);
    assert_eq!(store.waiting().await, Ok(2));

    store.acknowledged(&marks[..1]).await.expect("acknowledged");
    let loaded = store.load().await.expect("loaded");
    assert_eq!(
        outbox_of(&loaded),
        marks[1..],
        "only what was acknowledged leaves the outbox"
    );

    let read: Vec<Key> = loaded.updates.iter().map(|(key, _)| *key).collect();
    store.append(&[from_relay(b"d")]).await.expect("appended");
    store.compact(&read, b"abc").await.expect("compacted");
    let loaded = store.load().await.expect("loaded");
    assert_eq!(
        bytes_of(&loaded),
        [&b"d"[..], b"abc"],
        "what came after the reading stays"
    );
    assert_eq!(
        outbox_of(&loaded),
        marks[1..],
        "compaction leaves the outbox alone"
    );

    check_setting_aside(store).await;
    store
        .append(&[])
        .await
        .expect("nothing to append is no error");
    store
        .acknowledged(&[])
        .await
        .expect("nothing to acknowledge is no error");
}

async fn check_setting_aside(store: &impl Storage) {
    assert_eq!(store.aside().await, Ok(None));
    let before = bytes_of(&store.load().await.expect("loaded"));
    store
        .set_aside(4413, Records::All, b"whole")
        .await
        .expect("set aside");
    let loaded = store.load().await.expect("loaded");
    assert_eq!(
        loaded,
        Loaded::default(),
        "nothing is left, and nothing waits"
    );
    store.append(&[from_relay(b"x")]).await.expect("appended");
    store.append(&[here(b"y")]).await.expect("appended");
    let loaded = store.load().await.expect("loaded");
    let last = [loaded.updates[1].0];
    store
        .set_aside(4400, Records::These(&last), b"")
        .await
        .expect("set aside");
    let aside = store.aside().await.expect("read").expect("there");
    assert_eq!(aside.code, 4413, "the first refusal counts");
    let expected: Vec<Vec<u8>> = before
        .into_iter()
        .chain([b"whole".to_vec(), b"y".to_vec()])
        .collect();
    assert_eq!(aside.updates, expected);
    let loaded = store.load().await.expect("loaded");
    assert_eq!(bytes_of(&loaded), [b"x"]);
    assert_eq!(
        loaded.outbox.len(),
        1,
        "only moving everything empties the outbox"
    );
    store.forget_aside().await.expect("forgotten");
    assert_eq!(store.aside().await, Ok(None));
}

#[wasm_bindgen_test]
async fn memory_keeps_the_contract() {
    check_contract(&Memory::default()).await;
}

#[wasm_bindgen_test]
async fn the_device_keeps_the_contract() {
    let store = IndexedDb::open(&fresh_room()).await.expect("opened");
    check_contract(&store).await;
}

#[wasm_bindgen_test]
async fn what_was_appended_is_there_after_a_reload() {
    let room = fresh_room();
    let store = IndexedDb::open(&room).await.expect("opened");
    let marks = store.append(&[here(&[0, 255, 7])]).await.expect("appended");
    drop(store);

    let store = IndexedDb::open(&room).await.expect("opened again");
    let loaded = store.load().await.expect("loaded");
    assert_eq!(bytes_of(&loaded), [[0, 255, 7]]);
    assert_eq!(outbox_of(&loaded), marks);
    assert!(
        loaded.outbox[0].since_ms > 1_600_000_000_000,
        "its age is kept"
    );
}

#[wasm_bindgen_test]
async fn two_tabs_append_and_compact_without_losing_an_update() {
    let room = fresh_room();
    let left = IndexedDb::open(&room).await.expect("opened");
    let right = IndexedDb::open(&room).await.expect("opened twice");
    left.append(&[here(b"1")]).await.expect("appended");
    right.append(&[here(b"2")]).await.expect("appended");
    let seen: Vec<Key> = left
        .load()
        .await
        .expect("loaded")
        .updates
        .iter()
        .map(|(key, _)| *key)
        .collect();

    right
        .append(&[here(b"3")])
        .await
        .expect("appended meanwhile");
    left.compact(&seen, b"12").await.expect("compacted");
    right
        .compact(&seen, b"12")
        .await
        .expect("compacted by both");

    let kept = bytes_of(&right.load().await.expect("loaded"));
    assert_eq!(kept, [&b"3"[..], b"12", b"12"]);
}

#[wasm_bindgen_test]
async fn rooms_do_not_see_each_other_and_a_deleted_one_is_empty() {
    let (one, other) = (fresh_room(), fresh_room());
    let store = IndexedDb::open(&one).await.expect("opened");
    store.append(&[here(b"x")]).await.expect("appended");
    let neighbour = IndexedDb::open(&other).await.expect("opened");
    assert_eq!(neighbour.load().await, Ok(Loaded::default()));

    IndexedDb::delete(&one)
        .await
        .expect("deleted while a tab has it open");
    let late = store.append(&[here(b"y")]).await;
    assert!(
        late.is_err(),
        "an update that was not kept is not called kept: {late:?}"
    );
    let again = IndexedDb::open(&one).await.expect("opened again");
    assert_eq!(again.load().await, Ok(Loaded::default()));
}

#[wasm_bindgen_test]
async fn a_store_of_the_first_version_is_carried_over() {
    let room = fresh_room();
    let old = DatabaseBuilder::new(&format!("coplan:{room}"))
        .version(1)
        .add_object_store(ObjectStoreBuilder::new("updates").auto_increment(true))
        .add_object_store(ObjectStoreBuilder::new("outbox").auto_increment(true));
    let old = old.build().await.expect("made by an older build");
    let writing = old
        .transaction(&["updates"], TransactionMode::ReadWrite)
        .expect("a transaction");
    let updates = writing.object_store("updates").expect("a store");
    let bytes = js_sys::Uint8Array::from(&b"old"[..]);
    let _ = updates.add(&bytes, None).expect("added");
    writing.await.expect("committed");
    old.close();

    let store = IndexedDb::open(&room).await.expect("opened");
    assert_eq!(bytes_of(&store.load().await.expect("loaded")), [b"old"]);
    assert_eq!(store.facts().await, Ok(Facts::default()));
}

#[wasm_bindgen_test]
async fn an_older_build_works_on_the_store_of_a_newer_one() {
    let room = fresh_room();
    drop(IndexedDb::open(&room).await.expect("opened"));
    let newer = DatabaseBuilder::new(&format!("coplan:{room}"))
        .version(99)
        .add_object_store(ObjectStoreBuilder::new("updates").auto_increment(true))
        .add_object_store(ObjectStoreBuilder::new("outbox").auto_increment(true))
        .add_object_store(ObjectStoreBuilder::new("facts"))
        .add_object_store(ObjectStoreBuilder::new("of tomorrow"));
    newer.build().await.expect("made by a newer build").close();
    let store = IndexedDb::open(&room).await.expect("opened");
    store.append(&[here(b"x")]).await.expect("appended");
    assert_eq!(bytes_of(&store.load().await.expect("loaded")), [b"x"]);
}

#[wasm_bindgen_test]
async fn the_stores_of_this_device_are_listed_by_room() {
    let room = fresh_room();
    let _store = IndexedDb::open(&room).await.expect("opened");
    assert!(rooms().await.contains(&room));
}

#[wasm_bindgen_test]
async fn writing_waits_for_the_disk() {
    let store = IndexedDb::open(&fresh_room()).await.expect("opened");
    let transaction: web_sys::IdbTransaction = store.strict().expect("a transaction").into();
    let durability = js_sys::Reflect::get(&transaction, &"durability".into()).expect("a property");
    assert_eq!(durability.as_string().as_deref(), Some("strict"));
}

#[wasm_bindgen_test]
async fn a_tab_without_a_store_still_has_its_plan_on_the_next_page() {
    let room = fresh_room();
    let appended = Memory::of_tab(&room).append(&[here(b"a")]).await;
    assert_eq!(appended.map(|keys| keys.len()), Ok(1));
    let loaded = Memory::of_tab(&room).load().await.expect("loaded");
    assert_eq!(bytes_of(&loaded), [b"a"]);
}

#[wasm_bindgen_test]
async fn where_the_browser_denies_a_store_the_tab_holds_the_plan_and_says_so() {
    let window = web_sys::window().expect("a window");
    let name = wasm_bindgen::JsValue::from_str("indexedDB");
    let given = js_sys::Object::get_own_property_descriptor(&window, &name);
    let denying = js_sys::eval(
        "({ configurable: true, get() { throw new DOMException('denied', 'SecurityError'); } })",
    );
    let denying = denying.expect("a property").into();
    js_sys::Object::define_property(&window, &name, &denying);
    let (store, denied) = Store::open(&fresh_room()).await;
    js_sys::Object::define_property(&window, &name, &given.into());
    assert!(!store.is_on_device());
    assert!(
        matches!(denied, Some(StorageError::Denied(_))),
        "{denied:?}"
    );
    let marks = store.append(&[here(b"a")]).await;
    assert_eq!(marks.map(|keys| keys.len()), Ok(1));
}
