//! One suite that every store passes.

use super::{
    Entry, Store, StoreError, StoredRoom, Write, memory::MemoryStore, sqlite::SqliteStore,
};
use crate::access::{Link, Role, SecretHash, Side};

/// Runs a check against every store.
fn every_store(check: impl Fn(&dyn Store)) {
    check(&MemoryStore::default());
    let folder = tempfile::tempdir().expect("a temporary folder");
    check(&SqliteStore::open_or_create(&folder.path().join("coplan.db")).expect("a new store"));
}

fn entry(room: &str, seq: u64, bytes: &'static [u8], clients: &[u64], link: &str) -> Write {
    Write::Append(Entry {
        room: room.into(),
        seq,
        at_ms: 1_000 + seq,
        link: link.into(),
        bytes: bytes.into(),
        clients: clients.to_vec(),
    })
}

fn snapshot(room: &str, through: u64, bytes: &'static [u8]) -> Write {
    Write::Snapshot {
        room: room.into(),
        through,
        at_ms: 5_000,
        bytes: bytes.into(),
    }
}

#[test]
fn an_unknown_room_is_empty() {
    every_store(|store| assert_eq!(store.load("p"), Ok(StoredRoom::default())));
}

#[test]
fn what_was_committed_is_loaded_in_order_and_room_by_room() {
    every_store(|store| {
        store
            .commit(&[entry("p", 1, b"a", &[], "l"), entry("q", 1, b"x", &[], "l")])
            .unwrap();
        store.commit(&[entry("p", 2, b"b", &[], "l")]).unwrap();
        let stored = store.load("p").unwrap();
        assert_eq!(
            stored,
            StoredRoom {
                snapshot: None,
                updates: vec![b"a".into(), b"b".into()],
                last: 2
            }
        );
        assert_eq!(store.load("q").unwrap().updates, [b"x"]);
    });
}

#[test]
fn a_snapshot_stands_for_the_entries_before_it_and_only_for_those() {
    every_store(|store| {
        store
            .commit(&[entry("p", 1, b"a", &[], "l"), entry("p", 2, b"b", &[], "l")])
            .unwrap();
        // Entry 3 was committed while the snapshot of 1 and 2 was being made.
        store.commit(&[entry("p", 3, b"c", &[], "l")]).unwrap();
        store.commit(&[snapshot("p", 2, b"ab")]).unwrap();
        let stored = store.load("p").unwrap();
        assert_eq!(
            stored,
            StoredRoom {
                snapshot: Some(b"ab".into()),
                updates: vec![b"c".into()],
                last: 3
            }
        );
        store.commit(&[snapshot("p", 3, b"abc")]).unwrap();
        assert_eq!(
            store.load("p").unwrap(),
            StoredRoom {
                snapshot: Some(b"abc".into()),
                updates: vec![],
                last: 3
            }
        );
    });
}

#[test]
fn a_batch_is_all_or_nothing_and_a_number_is_taken_once() {
    every_store(|store| {
        store.commit(&[entry("p", 1, b"a", &[], "l")]).unwrap();
        let refused = store.commit(&[
            entry("q", 1, b"x", &[], "l"),
            entry("p", 1, b"other", &[], "l"),
        ]);
        assert_eq!(refused, Err(StoreError::Conflict(1)));
        assert_eq!(store.load("p").unwrap().updates, [b"a"]);
        assert_eq!(store.load("q").unwrap(), StoredRoom::default());
    });
}

#[test]
fn a_client_id_stays_with_the_link_that_first_wrote_with_it() {
    every_store(|store| {
        store.commit(&[entry("p", 1, b"a", &[7], "first")]).unwrap();
        store
            .commit(&[entry("p", 2, b"b", &[7, u64::MAX >> 11], "second")])
            .unwrap();
        assert_eq!(store.client_link("p", 7).unwrap().as_deref(), Some("first"));
        assert_eq!(
            store.client_link("p", u64::MAX >> 11).unwrap().as_deref(),
            Some("second")
        );
        assert_eq!(store.client_link("q", 7).unwrap(), None);
    });
}

#[test]
fn links_are_found_by_plan_and_secret_until_revoked() {
    every_store(|store| {
        let (admin, secret) = Link::mint("p", Role::Admin, Side::Seller, "Ann", 1);
        let (mut buyer, other) = Link::mint("p", Role::Editor, Side::Buyer, "Bob", 2);
        buyer.expires_ms = Some(99);
        store
            .create_plan("p", "Deal", 1, &[(admin.clone(), secret.hash())])
            .unwrap();
        assert_eq!(store.add_link(&buyer, &other.hash()), Ok(true));
        assert_eq!(store.links("p").unwrap(), [admin.clone(), buyer.clone()]);
        assert_eq!(store.find_link("p", &secret.hash()).unwrap(), Some(admin));
        assert_eq!(
            store.find_link("p", &other.hash()).unwrap(),
            Some(buyer.clone())
        );
        assert_eq!(store.find_link("q", &secret.hash()).unwrap(), None);
        assert_eq!(
            store.find_link("p", &SecretHash::of("wrong")).unwrap(),
            None
        );
        assert_eq!(store.revoke_link("p", &buyer.id, 3), Ok(true));
        assert_eq!(store.revoke_link("p", &buyer.id, 4), Ok(false));
        assert_eq!(store.find_link("p", &other.hash()).unwrap(), None);
        assert_eq!(store.links("p").unwrap().len(), 1);
    });
}

#[test]
fn a_plan_is_made_once_and_links_need_one() {
    every_store(|store| {
        let (link, secret) = Link::mint("p", Role::Viewer, Side::Buyer, "", 1);
        assert_eq!(store.add_link(&link, &secret.hash()), Ok(false));
        store.create_plan("p", "", 1, &[]).unwrap();
        assert!(store.create_plan("p", "", 1, &[]).is_err());
        assert_eq!(store.revoke_link("p", "nobody", 1), Ok(false));
    });
}
