//! Promises P1 to P7, P11 and P14 of the relay, over a real socket. Each test is named after its promise.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{sync::Arc, sync::atomic::Ordering, time::Duration};

use common::{Client, Seen, TestRelay, gate::Gate, http, in_time, test_limits};
use relay::{
    config::Limits,
    store::{
        Entry, Store, StoreError, StoredRoom, Write, memory::MemoryStore, sqlite::SqliteStore,
    },
};
use sync::{Document, Message, Replica};
use tokio::net::{TcpSocket, TcpStream};

fn memory() -> Arc<Gate<MemoryStore>> {
    Gate::over(MemoryStore::default())
}

#[tokio::test]
async fn p1_an_acknowledgement_waits_for_the_commit() {
    let store = memory();
    let relay = TestRelay::start(store.clone()).await;
    let plan = relay.plan().await;
    let (mut ann, mut bob) = (plan.join(&plan.seller).await, plan.join(&plan.buyer).await);
    ann.until_saved().await;
    store.hold_commits(true);
    ann.write("hello").await;
    bob.until_text(|text| text == "hello").await; // others get it at once
    let before = ann.saved;
    // The room has taken the edit; its answer to a later question shows what it has sent by then.
    ann.send(Message::QueryAwareness).await;
    let next = ann.see().await;
    let is_answer = matches!(&next, Seen::Frame(frame) if matches!(Message::decode(frame), Ok(Message::Awareness(_))));
    assert!(is_answer, "acknowledged before the commit: {next:?}");
    assert_eq!(ann.saved, before);
    store.hold_commits(false);
    ann.until_saved().await;
    assert_eq!(store.inner.load(&plan.id).unwrap().updates.len(), 1);
}

#[tokio::test]
async fn p1_a_stock_client_gets_its_echo_after_the_commit() {
    let store = memory();
    let relay = TestRelay::start(store.clone()).await;
    let plan = relay.plan().await;
    let mut stock = Client::open(relay.addr, &plan.id, "y.v1", &plan.seller).await;
    stock.sync().await;
    store.hold_commits(true);
    let update = stock.edit("hello");
    stock.send(Message::Update(&update)).await;
    store.until(|arrived| arrived.commits == 1).await;
    stock.send(Message::QueryAwareness).await;
    let next = stock.see().await;
    assert!(
        matches!(next, Seen::Frame(frame) if matches!(Message::decode(&frame), Ok(Message::Awareness(_)))),
        "echoed before the commit"
    );
    store.hold_commits(false);
    assert_eq!(
        stock.see().await,
        Seen::Frame(Message::Update(&update).encode())
    );
}

#[tokio::test]
async fn p1_deletions_and_duplicates_are_acknowledged_too() {
    let relay = TestRelay::start(memory()).await;
    let plan = relay.plan().await;
    let mut ann = plan.join(&plan.seller).await;
    ann.write("hello").await;
    let deletion = ann.delete(2);
    ann.send(Message::Update(&deletion)).await;
    ann.send(Message::Update(&deletion)).await;
    ann.until_saved().await;
    assert_eq!((ann.sent, ann.saved), (4, 4)); // the step 2 of the handshake is the first
}

#[test]
fn p1_every_commit_is_synced_to_disk() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_or_create(&folder.path().join("coplan.db")).unwrap();
    assert_eq!(
        store.synchronous(),
        2,
        "FULL: without it a commit may still be in the page cache when power fails"
    );
}

#[tokio::test]
async fn p1_a_full_disk_is_no_acknowledgement_and_loses_nothing() {
    let store = memory();
    let relay = TestRelay::start(store.clone()).await;
    let plan = relay.plan().await;
    let mut ann = plan.join(&plan.seller).await;
    ann.until_saved().await;
    store.fail_commits(Some(StoreError::Full));
    ann.write("precious").await;
    assert_eq!(ann.until_closed().await, 1011);
    assert!(ann.saved < ann.sent);
    store.until(|arrived| arrived.failures >= 2).await; // tried again by itself
    let mut turned_away = Client::open(relay.addr, &plan.id, "coplan.v1", &plan.buyer).await;
    assert_eq!(turned_away.until_closed().await, 1013);
    let commits = store.arrived().commits;
    store.fail_commits(None);
    store.until(|arrived| arrived.commits > commits).await;
    // What it held in memory is there, although its sender never came back.
    loop {
        let mut bob = Client::open(relay.addr, &plan.id, "coplan.v1", &plan.buyer).await;
        let first = bob.see().await;
        if first == Seen::Closed(1013) {
            continue; // the commit is on its way
        }
        bob.send(Message::SyncStep1(&[0])).await;
        bob.until_text(|text| text == "precious").await;
        break;
    }
}

/// Bytes of the queue in this test, and how much is written past a reader that does not read.
const SMALL_QUEUE: usize = 64 << 10;
const FLOOD: usize = 12 << 20;

async fn with_a_small_queue() -> TestRelay {
    let limits = Limits {
        queue_bytes_max: SMALL_QUEUE,
        ..test_limits()
    };
    TestRelay::start_with(memory(), limits, |_| {}).await
}

#[tokio::test(flavor = "multi_thread")]
async fn p2_a_slow_reader_costs_bounded_memory_and_misses_nothing() {
    let relay = with_a_small_queue().await;
    let plan = relay.plan().await;
    let mut ann = plan.join(&plan.seller).await;
    // A small receive buffer, so that the relay's end fills up early.
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let stream = socket.connect(relay.addr).await.unwrap();
    let mut slow = Client::over(
        stream,
        relay.addr,
        &plan.id,
        &format!("coplan.v1, key.{}", plan.buyer),
    )
    .await;
    slow.sync().await;
    let chunk = "x".repeat(16 << 10);
    for _ in 0..FLOOD / chunk.len() {
        ann.write(&chunk).await;
        let deletion = ann.delete(chunk.len() as u32);
        ann.send(Message::Update(&deletion)).await;
        ann.until_saved().await;
    }
    ann.write("the end").await;
    ann.until_saved().await;
    assert!(
        relay.gauges.overflows.load(Ordering::Relaxed) >= 1,
        "the flood was not enough to fill the queue"
    );
    let peak = relay.gauges.queue_bytes_peak.load(Ordering::Relaxed);
    assert!(peak <= SMALL_QUEUE, "the queue grew to {peak} bytes");
    slow.until_text(|text| text == "the end").await;
    // And it is not deaf afterwards.
    ann.write("!").await;
    slow.until_text(|text| text == "the end!").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn p2_a_document_larger_than_the_queue_comes_whole_and_once() {
    let relay = with_a_small_queue().await;
    let plan = relay.plan().await;
    let mut ann = plan.join(&plan.seller).await;
    let chunk = "x".repeat(16 << 10);
    for _ in 0..20 {
        ann.write(&chunk).await;
        ann.until_saved().await;
    }
    for key in [&plan.buyer, &plan.viewer] {
        for _ in 0..20 {
            let mut joining = Client::open(relay.addr, &plan.id, "coplan.v1", key).await;
            joining.sync().await;
            joining
                .until_text(|text| text.len() == 20 * chunk.len())
                .await;
        }
    }
    assert_eq!(
        relay.gauges.overflows.load(Ordering::Relaxed),
        0,
        "the state was thrown away for what waited beside it"
    );
}

#[tokio::test]
async fn p3_a_room_is_loaded_once_however_many_come_at_once() {
    let store = memory();
    let relay = TestRelay::start(store.clone()).await;
    let plan = relay.plan().await;
    store.hold_loads(true);
    let mut clients = Vec::new();
    for _ in 0..20 {
        let mut client = Client::open(relay.addr, &plan.id, "coplan.v1", &plan.seller).await;
        client.send(Message::SyncStep1(&[0])).await;
        clients.push(client);
    }
    store.until(|arrived| arrived.loads >= 1).await;
    store.hold_loads(false);
    for client in &mut clients {
        client.sync().await;
    }
    clients[0].write("one document").await;
    for client in &mut clients {
        client.until_text(|text| text == "one document").await;
    }
    assert_eq!(store.arrived().loads, 1);
}

#[tokio::test]
async fn p3_a_room_is_not_unloaded_before_its_store_has_finished() {
    let store = memory();
    let limits = Limits {
        idle_unload: Duration::ZERO,
        ..test_limits()
    };
    let relay = TestRelay::start_with(store.clone(), limits, |_| {}).await;
    let plan = relay.plan().await;
    let mut ann = plan.join(&plan.seller).await;
    ann.until_saved().await;
    store.hold_commits(true);
    ann.write("not yet on disk").await;
    store.until(|arrived| arrived.commits == 1).await;
    drop(ann);
    let mut bob = Client::open(relay.addr, &plan.id, "coplan.v1", &plan.buyer).await;
    bob.sync().await;
    assert_eq!(bob.text(), "not yet on disk");
    assert_eq!(store.arrived().loads, 1, "the same room");
    store.hold_commits(false);
    bob.until_saved().await;
}

#[tokio::test]
async fn p3_who_comes_while_a_room_is_unloaded_finds_everything() {
    let store = memory();
    let limits = Limits {
        idle_unload: Duration::ZERO,
        ..test_limits()
    };
    let relay = TestRelay::start_with(store.clone(), limits, |_| {}).await;
    let plan = relay.plan().await;
    let mut expected = String::new();
    let mut round = 0;
    // How often the next client is later than the end of the room, the machine decides.
    while round < 50 || store.arrived().loads == 1 {
        assert!(round < 2_000, "the room is never unloaded");
        if round % 2 == 1 {
            // Something else in between gives the room a chance to end before the next one comes.
            http(relay.addr, "GET", "/healthz", "", "").await;
        }
        let mut client = plan.join(&plan.seller).await;
        assert_eq!(client.text(), expected, "round {round}");
        client.write("x").await;
        expected.push('x');
        client.until_saved().await;
        round += 1;
    }
}

#[tokio::test]
async fn p4_a_failed_load_is_a_retry_code_and_leaves_the_stored_bytes() {
    let store = memory();
    let relay = TestRelay::start(store.clone()).await;
    let plan = relay.plan().await;
    let mut ann = plan.join(&plan.seller).await;
    ann.write("kept").await;
    ann.until_saved().await;
    relay.stop().await;

    let relay = TestRelay::start(store.clone()).await;
    store.fail_loads(Some(StoreError::Failed("an I/O error".into())));
    let mut early = Client::open(relay.addr, &plan.id, "coplan.v1", &plan.seller).await;
    assert_eq!(early.until_closed().await, 1011);
    store.fail_loads(None);
    let mut later = Client::open(relay.addr, &plan.id, "coplan.v1", &plan.seller).await;
    later.sync().await;
    assert_eq!(later.text(), "kept");
}

#[tokio::test]
async fn p4_bytes_that_do_not_decode_are_an_error_and_never_an_empty_document() {
    let store = memory();
    let relay = TestRelay::start(store.clone()).await;
    let plan = relay.plan().await;
    let damaged = Write::Append(Entry {
        room: plan.id.clone(),
        seq: 1,
        at_ms: 0,
        link: "l".into(),
        bytes: vec![9, 9, 9].into(),
        clients: vec![],
    });
    store.inner.commit(&[damaged]).unwrap();
    for _ in 0..2 {
        let mut client = Client::open(relay.addr, &plan.id, "coplan.v1", &plan.seller).await;
        assert_eq!(client.until_closed().await, 1011);
    }
    let stored = StoredRoom {
        snapshot: None,
        updates: vec![vec![9, 9, 9]],
        last: 1,
    };
    assert_eq!(store.inner.load(&plan.id).unwrap(), stored);
}

#[tokio::test]
async fn p5_hostile_bytes_close_their_sender_and_nobody_else() {
    let limits = Limits {
        frame_bytes_max: 1 << 20,
        ..test_limits()
    };
    let relay = TestRelay::start_with(memory(), limits, |_| {}).await;
    let plan = relay.plan().await;
    let mut bystander = plan.join(&plan.buyer).await;
    let good = bystander.edit("good");
    bystander.send(Message::Update(&good)).await;
    let truncated = Message::Update(&good).encode()[..6].to_vec();
    let cut_update = Message::Update(&good[..good.len() - 2]).encode();
    let hostile: [(&str, Vec<u8>, u16); 8] = [
        ("an empty message", vec![], 4400),
        ("an unknown type", vec![77, 1], 4400),
        ("a truncated message", truncated, 4400),
        ("a truncated update", cut_update, 4400),
        (
            "bytes after the message",
            [Message::Update(&good).encode(), vec![0]].concat(),
            4400,
        ),
        ("a state vector that is none", vec![0, 0, 1, 255], 4400),
        (
            "presence that is no JSON",
            [&[1, 7, 1, 5, 1, 3][..], b"{x}"].concat(),
            4400,
        ),
        ("a message over the limit", vec![0; (1 << 20) + 1], 4413),
    ];
    for (what, bytes, code) in hostile {
        let mut attacker = plan.join(&plan.seller).await;
        attacker.send_raw(bytes).await;
        assert_eq!(attacker.until_closed().await, code, "{what}");
    }
    let mut fresh = plan.join(&plan.seller).await;
    fresh.write(" still").await;
    bystander
        .until_text(|text| text.contains("good") && text.contains("still"))
        .await;
}

#[tokio::test]
async fn p5_text_where_binary_belongs_is_malformed() {
    use futures_util::SinkExt;
    let relay = TestRelay::start(memory()).await;
    let plan = relay.plan().await;
    let mut client = plan.join(&plan.seller).await;
    client.socket.send("hello".into()).await.unwrap();
    assert_eq!(client.until_closed().await, 4400);
}

#[tokio::test]
async fn p6_the_relay_asks_first_so_nothing_typed_offline_is_left_behind() {
    let relay = TestRelay::start(memory()).await;
    let plan = relay.plan().await;
    let mut bob = plan.join(&plan.buyer).await;
    let mut ann = Client::open(relay.addr, &plan.id, "y.v1", &plan.seller).await;
    ann.edit("typed on a plane");
    // Ann says nothing: she only answers.
    let Seen::Frame(first) = ann.see().await else {
        panic!("closed")
    };
    let Ok(Message::SyncStep1(state_vector)) = Message::decode(&first) else {
        panic!("no question")
    };
    let step_2 = ann.document.diff(state_vector).unwrap();
    ann.send(Message::SyncStep2(&step_2)).await;
    bob.until_text(|text| text == "typed on a plane").await;
}

#[tokio::test]
async fn p7_everybody_and_the_disk_end_up_with_the_same_document() {
    let store = memory();
    let relay = TestRelay::start(store.clone()).await;
    let plan = relay.plan().await;
    let mut clients = Vec::new();
    for _ in 0..4 {
        clients.push(plan.join(&plan.seller).await);
    }
    for round in 0..25 {
        for (index, client) in clients.iter_mut().enumerate() {
            client.write(&format!("{index}.{round};")).await;
            if round % 5 == 4 {
                let deletion = client.delete(3);
                client.send(Message::Update(&deletion)).await;
            }
        }
    }
    for client in &mut clients {
        client.until_saved().await;
    }
    let stored = store.inner.load(&plan.id).unwrap();
    let mut disk = Document::new(1);
    for update in stored.snapshot.iter().chain(&stored.updates) {
        disk.apply(update).unwrap();
    }
    // By content, deletions included: state vectors can be equal while documents differ.
    let wanted = disk.content();
    let mut fresh = plan.join(&plan.buyer).await; // sees what the relay itself holds
    assert_eq!(fresh.document.content(), wanted);
    fresh.until_saved().await;
    for client in &mut clients {
        while client.document.content() != wanted {
            client.take().await.unwrap();
        }
    }
}

#[tokio::test]
async fn p11_a_join_costs_what_is_missing() {
    let relay = TestRelay::start(memory()).await;
    let plan = relay.plan().await;
    let mut ann = plan.join(&plan.seller).await;
    ann.write(&"x".repeat(100_000)).await;
    ann.until_saved().await;
    let state_vector = ann.document.state_vector();
    ann.write("news").await;
    ann.until_saved().await;
    let mut back = Client::open(relay.addr, &plan.id, "coplan.v1", &plan.seller).await;
    back.send(Message::SyncStep1(&state_vector)).await;
    let step_2 = loop {
        let Seen::Frame(frame) = back.see().await else {
            panic!("closed")
        };
        if let Ok(Message::SyncStep2(update)) = Message::decode(&frame) {
            break update.len();
        }
    };
    assert!(step_2 < 100, "{step_2} bytes for four letters");
}

#[tokio::test]
async fn p11_compaction_keeps_the_log_short_and_the_document_whole() {
    let store = memory();
    let limits = Limits {
        log_entries_max: 10,
        ..test_limits()
    };
    let relay = TestRelay::start_with(store.clone(), limits, |_| {}).await;
    let plan = relay.plan().await;
    let mut ann = plan.join(&plan.seller).await;
    for _ in 0..95 {
        ann.write("x").await;
        ann.until_saved().await;
    }
    let stored = store.inner.load(&plan.id).unwrap();
    assert!(stored.snapshot.is_some());
    assert!(
        stored.updates.len() <= 10,
        "{} entries after the snapshot",
        stored.updates.len()
    );
    assert_eq!(stored.last, 95);
    in_time("the relay stops", relay.stop()).await;
    let relay = TestRelay::start(store).await;
    let mut bob = Client::open(relay.addr, &plan.id, "coplan.v1", &plan.buyer).await;
    bob.sync().await;
    assert_eq!(bob.text().len(), 95);
}

#[tokio::test]
async fn p14_what_arrived_before_the_signal_is_committed_and_acknowledged() {
    let store = memory();
    let mut relay = TestRelay::start(store.clone()).await;
    let plan = relay.plan().await;
    let mut ann = plan.join(&plan.seller).await;
    ann.until_saved().await;
    store.hold_commits(true);
    ann.write("last words").await;
    store.until(|arrived| arrived.commits == 1).await;
    relay.signal();
    while TcpStream::connect(relay.addr).await.is_ok() {} // until it stops listening
    for _ in 0..100 {
        tokio::task::yield_now().await; // the relay runs on this thread: its rooms hear of the end
    }
    store.hold_commits(false);
    assert_eq!(ann.until_closed().await, 1012);
    assert_eq!(ann.saved, ann.sent);
    relay.stop().await;
    assert_eq!(store.inner.load(&plan.id).unwrap().updates.len(), 1);
}
