use yrs::{Text, WriteTxn};

use super::*;
use crate::awareness::{self, Entry};
use crate::replica::Replica;

const ADA: PeerId = PeerId(1);
const BOB: PeerId = PeerId(2);
const VERA: PeerId = PeerId(3);

fn editor(link: &str) -> Access {
    Access {
        may_write: true,
        link: link.into(),
        side: None,
        name: None,
        counts: true,
    }
}

fn viewer() -> Access {
    Access {
        may_write: false,
        ..editor("viewer")
    }
}

fn stock(link: &str) -> Access {
    Access {
        counts: false,
        ..editor(link)
    }
}

/// A room with a clock that stands still.
struct Scene {
    room: Room,
    now_ms: u64,
}

impl Scene {
    fn new() -> Self {
        Self {
            room: Room::new(Document::new(99)),
            now_ms: 0,
        }
    }

    fn step(&mut self, input: RoomInput) -> Vec<RoomOutput> {
        self.room.step(self.now_ms, input)
    }

    fn join(&mut self, peer: PeerId, access: Access) -> Vec<RoomOutput> {
        self.step(RoomInput::Joined { peer, access })
    }

    fn says(&mut self, peer: PeerId, message: Message<'_>) -> Vec<RoomOutput> {
        self.step(RoomInput::Received {
            peer,
            frame: message.encode().into(),
        })
    }

    fn raw(&mut self, peer: PeerId, frame: &[u8]) -> Vec<RoomOutput> {
        self.step(RoomInput::Received {
            peer,
            frame: Frame::copy_from_slice(frame),
        })
    }

    fn commit(&mut self) -> Vec<RoomOutput> {
        let seq = self.room.last_seq();
        self.step(RoomInput::Committed { seq })
    }
}

fn name(frame: &[u8]) -> String {
    match Message::decode(frame).expect("the room's frames are well-formed") {
        Message::SyncStep1(_) => "step 1".into(),
        Message::SyncStep2(_) => "step 2".into(),
        Message::Update(_) => "update".into(),
        Message::Awareness(bytes) => {
            let entries = awareness::decode(bytes).expect("well-formed");
            let text =
                |entry: &Entry<'_>| format!("{}={}", entry.client, entry.state.unwrap_or("gone"));
            format!(
                "here {}",
                entries.iter().map(text).collect::<Vec<_>>().join(" ")
            )
        }
        Message::Denied(_) => "denied".into(),
        Message::QueryAwareness => "query".into(),
        Message::Saved(count) => format!("saved {count}"),
    }
}

/// Outputs as lines: who, what.
fn drawn(outputs: &[RoomOutput]) -> Vec<String> {
    let line = |output: &RoomOutput| match output {
        RoomOutput::Send { peer, frame } => format!("{} < {}", peer.0, name(frame)),
        RoomOutput::Broadcast { peers, frame } => {
            let peers: Vec<_> = peers.iter().map(|peer| peer.0.to_string()).collect();
            format!("{} < {}", peers.join(","), name(frame))
        }
        RoomOutput::Close { peer, code, .. } => format!("{} closed {code}", peer.0),
        RoomOutput::Persist {
            seq, peer, link, ..
        } => format!("store {seq} of {} by {link}", peer.0),
        RoomOutput::Broken => "broken".into(),
    };
    outputs.iter().map(line).collect()
}

/// A writer's document, and the update of one insertion in it.
fn wrote(document: &mut Document, text: &str) -> Vec<u8> {
    let update = document.edit(|txn| txn.get_or_insert_text("t").insert(txn, 0, text));
    update.expect("something was written")
}

fn removed(document: &mut Document) -> Vec<u8> {
    let update = document.edit(|txn| txn.get_or_insert_text("t").remove_range(txn, 0, 1));
    update.expect("something was removed")
}

fn told(client: u64, clock: u64, state: Option<&str>) -> Vec<u8> {
    awareness::encode(&[Entry {
        client,
        clock,
        state,
    }])
}

#[test]
fn p6_everybody_is_asked_on_joining_what_the_relay_lacks() {
    let mut scene = Scene::new();
    assert_eq!(drawn(&scene.join(ADA, editor("a"))), ["1 < step 1"]);
    assert_eq!(drawn(&scene.join(VERA, viewer())), ["3 < step 1"]);
    assert_eq!(
        drawn(&scene.says(ADA, Message::SyncStep1(&[0]))),
        ["1 < step 2"]
    );
}

#[test]
fn p1_acknowledged_after_the_commit_and_shown_to_others_at_once() {
    let mut scene = Scene::new();
    let mut ada = Document::new(10);
    scene.join(ADA, editor("a"));
    scene.join(BOB, editor("b"));
    let update = wrote(&mut ada, "x");
    assert_eq!(
        drawn(&scene.says(ADA, Message::Update(&update))),
        ["store 1 of 1 by a", "2 < update"]
    );
    let second = removed(&mut ada);
    scene.says(ADA, Message::Update(&second));
    assert_eq!(
        drawn(&scene.step(RoomInput::Committed { seq: 1 })),
        ["1 < saved 1"]
    );
    assert_eq!(
        drawn(&scene.step(RoomInput::Committed { seq: 2 })),
        ["1 < saved 2"]
    );
    assert!(scene.step(RoomInput::Committed { seq: 2 }).is_empty());
}

#[test]
fn p1_what_is_stored_and_forwarded_are_the_received_bytes() {
    let mut scene = Scene::new();
    let update = wrote(&mut Document::new(10), "x");
    scene.join(ADA, editor("a"));
    scene.join(BOB, editor("b"));
    let outputs = scene.says(ADA, Message::Update(&update));
    let RoomOutput::Persist { bytes, .. } = &outputs[0] else {
        panic!("stored first")
    };
    assert_eq!(bytes, &update);
    let RoomOutput::Broadcast { frame, .. } = &outputs[1] else {
        panic!("then forwarded")
    };
    assert_eq!(frame, &Message::Update(&update).encode());
}

#[test]
fn p1_one_commit_acknowledges_a_burst_with_one_count() {
    let mut scene = Scene::new();
    let mut ada = Document::new(10);
    scene.join(ADA, editor("a"));
    for text in ["a", "b", "c"] {
        let update = wrote(&mut ada, text);
        scene.says(ADA, Message::Update(&update));
    }
    assert_eq!(drawn(&scene.commit()), ["1 < saved 3"]);
}

#[test]
fn p1_a_duplicate_waits_for_the_bytes_that_it_repeats() {
    let mut scene = Scene::new();
    let update = wrote(&mut Document::new(10), "x");
    scene.join(ADA, editor("a"));
    scene.join(BOB, editor("b"));
    scene.says(ADA, Message::Update(&update));
    assert!(
        scene.says(BOB, Message::SyncStep2(&update)).is_empty(),
        "not stored twice, not yet safe"
    );
    assert_eq!(drawn(&scene.commit()), ["1 < saved 1", "2 < saved 1"]);
    assert_eq!(
        drawn(&scene.says(BOB, Message::Update(&update))),
        ["2 < saved 2"],
        "safe already"
    );
}

#[test]
fn p1_a_stock_client_gets_its_echo_when_it_is_on_disk() {
    let mut scene = Scene::new();
    let mut ada = Document::new(10);
    scene.join(ADA, stock("a"));
    let update = wrote(&mut ada, "x");
    assert_eq!(
        drawn(&scene.says(ADA, Message::SyncStep2(&update))),
        ["store 1 of 1 by a"]
    );
    let update = removed(&mut ada);
    assert_eq!(
        drawn(&scene.says(ADA, Message::Update(&update))),
        ["store 2 of 1 by a"]
    );
    assert_eq!(drawn(&scene.commit()), ["1 < update", "1 < update"]);
    assert_eq!(
        drawn(&scene.says(ADA, Message::Update(&update))),
        ["1 < update"],
        "a duplicate too"
    );
}

#[test]
fn p7_an_update_that_must_wait_for_another_is_stored_and_forwarded_all_the_same() {
    let mut scene = Scene::new();
    let mut ada = Document::new(10);
    scene.join(ADA, editor("a"));
    scene.join(BOB, editor("b"));
    let first = wrote(&mut ada, "1");
    let second = wrote(&mut ada, "2");
    assert_eq!(
        drawn(&scene.says(ADA, Message::Update(&second))),
        ["store 1 of 1 by a", "2 < update"]
    );
    let mut late = Document::new(12);
    late.apply(scene.room.encode()).expect("own state");
    late.apply(&first).expect("well-formed");
    assert_eq!(
        late.content(),
        ada.content(),
        "the whole state carries what waits"
    );
}

#[test]
fn p9_a_viewers_write_is_refused_and_told_only_if_it_brings_something() {
    let mut base = Document::new(10);
    let first = wrote(&mut base, "base");
    let delete = removed(&mut base);
    let more = wrote(&mut base, "more");
    for (news, refused) in [(&first, false), (&delete, true), (&more, true)] {
        for step_2 in [true, false] {
            let mut scene = Scene::new();
            scene.join(ADA, editor("a"));
            scene.says(ADA, Message::SyncStep2(&first));
            scene.commit();
            let before = scene.room.document().content();
            scene.join(VERA, viewer());
            let message = if step_2 {
                Message::SyncStep2(news)
            } else {
                Message::Update(news)
            };
            let outputs = drawn(&scene.says(VERA, message));
            let expected: &[_] = if refused {
                &["3 < denied", "3 closed 4403"]
            } else {
                &["3 < saved 1"]
            };
            assert_eq!(outputs, expected);
            assert_eq!(scene.room.document().content(), before);
        }
    }
}

#[test]
fn p9_an_up_to_date_viewer_that_hands_back_everything_is_not_refused() {
    let mut scene = Scene::new();
    let mut ada = Document::new(10);
    scene.join(ADA, editor("a"));
    let (first, second) = (wrote(&mut ada, "one"), wrote(&mut ada, "two"));
    let deletion = removed(&mut ada);
    scene.says(ADA, Message::Update(&first));
    scene.says(ADA, Message::Update(&deletion)); // waits for `second`
    scene.commit();
    scene.join(VERA, viewer());
    let mut vera = Document::new(20);
    vera.apply(scene.room.encode()).expect("own state");
    let everything = vera.diff(&[0]).expect("a state vector");
    assert_eq!(
        drawn(&scene.says(VERA, Message::SyncStep2(&everything))),
        ["3 < saved 1"]
    );
    let outputs = drawn(&scene.says(VERA, Message::Update(&second)));
    assert_eq!(
        outputs,
        ["3 < denied", "3 closed 4403"],
        "it was missing here"
    );
}

#[test]
fn r8_a_read_only_peer_is_shown_what_is_on_disk_and_nothing_before() {
    let mut scene = Scene::new();
    let update = wrote(&mut Document::new(10), "x");
    scene.join(ADA, editor("a"));
    scene.join(VERA, viewer());
    assert_eq!(
        drawn(&scene.says(ADA, Message::Update(&update))),
        ["store 1 of 1 by a"]
    );
    assert!(scene.says(VERA, Message::SyncStep1(&[0])).is_empty());
    assert_eq!(
        drawn(&scene.commit()),
        ["3 < update", "3 < step 2", "1 < saved 1"]
    );
    assert_eq!(
        drawn(&scene.says(VERA, Message::SyncStep1(&[0]))),
        ["3 < step 2"]
    );
}

#[test]
fn p5_hostile_bytes_close_their_sender_and_the_room_goes_on() {
    let hostile: [&[u8]; 9] = [
        b"",
        &[0],
        &[9, 9],
        &[0, 2, 3, 0],
        &[0, 2, 2, 0, 0, 0],
        &[0, 1, 3, 255, 255, 255],
        &[0, 0, 2, 255, 255],
        &[1, 2, 255, 255],
        &[120, 1],
    ];
    for frame in hostile {
        let mut scene = Scene::new();
        scene.join(ADA, editor("a"));
        scene.join(BOB, editor("b"));
        assert_eq!(
            drawn(&scene.raw(ADA, frame)),
            ["1 closed 4400"],
            "{frame:?}"
        );
        let update = wrote(&mut Document::new(10), "x");
        assert!(
            scene.says(ADA, Message::Update(&update)).is_empty(),
            "nothing after it is applied"
        );
        assert_eq!(
            drawn(&scene.says(BOB, Message::Update(&update))),
            ["store 1 of 2 by b"]
        );
    }
}

#[test]
fn p5_a_document_over_its_limit_is_refused_whole() {
    let mut ada = Document::new(10);
    let mut scene = Scene::new();
    scene.room = scene.room.with_document_bytes_max(1_000);
    scene.join(ADA, editor("a"));
    let first = wrote(&mut ada, &"x".repeat(900));
    let duplicate = first.clone();
    scene.says(ADA, Message::Update(&first));
    assert_eq!(
        drawn(&scene.says(ADA, Message::Update(&duplicate))),
        Vec::<String>::new()
    );
    let before = scene.room.document().content();
    let too_much = wrote(&mut ada, &"y".repeat(200));
    assert_eq!(
        drawn(&scene.says(ADA, Message::Update(&too_much))),
        ["1 closed 4413"]
    );
    assert_eq!(scene.room.document().content(), before);
}

#[test]
fn p5_waiting_bytes_count_towards_the_limit() {
    let mut scene = Scene::new();
    scene.room = scene.room.with_document_bytes_max(1_000);
    scene.join(ADA, editor("a"));
    let mut ada = Document::new(10);
    wrote(&mut ada, "never sent");
    let waiting = wrote(&mut ada, &"x".repeat(900));
    assert_eq!(drawn(&scene.says(ADA, Message::Update(&waiting))).len(), 1);
    let more = wrote(&mut ada, &"y".repeat(200));
    assert_eq!(
        drawn(&scene.says(ADA, Message::Update(&more))),
        ["1 closed 4413"]
    );
}

#[test]
fn r7_nobody_writes_under_the_client_id_of_another_link() {
    let mut scene = Scene::new();
    scene.join(ADA, editor("a"));
    scene.join(BOB, editor("b"));
    let mut ada = Document::new(10);
    let update = wrote(&mut ada, "ada");
    scene.says(ADA, Message::Update(&update));
    let mut mallory = Document::new(10);
    mallory.apply(&update).expect("well-formed");
    let forged = wrote(&mut mallory, "mallory");
    let before = scene.room.document().content();
    assert_eq!(
        drawn(&scene.says(BOB, Message::SyncStep2(&forged))),
        ["2 closed 1013"]
    );
    scene.join(BOB, editor("b"));
    assert_eq!(
        drawn(&scene.says(BOB, Message::Update(&forged))),
        ["2 closed 4403"]
    );
    assert_eq!(scene.room.document().content(), before);
}

#[test]
fn r7_what_another_wrote_may_be_carried_to_a_relay_that_lost_it() {
    let mut ada = Document::new(10);
    let (first, lost) = (wrote(&mut ada, "kept"), wrote(&mut ada, "lost"));
    let mut scene = Scene::new();
    scene.join(ADA, editor("a"));
    scene.says(ADA, Message::Update(&first));
    scene.step(RoomInput::Left { peer: ADA });
    scene.join(BOB, editor("b"));
    assert_eq!(
        drawn(&scene.says(BOB, Message::SyncStep2(&lost))),
        ["store 2 of 2 by b"]
    );
    scene.join(ADA, editor("a"));
    let next = wrote(&mut ada, "next");
    assert!(drawn(&scene.says(ADA, Message::Update(&next))).contains(&"store 3 of 1 by a".into()));
}

#[test]
fn p8_presence_is_told_to_all_its_sender_included_and_to_who_comes_later() {
    let mut scene = Scene::new();
    scene.join(ADA, editor("a"));
    let here = told(10, 1, Some("{\"cell\":1}"));
    assert_eq!(
        drawn(&scene.says(ADA, Message::Awareness(&here))),
        ["1 < here 10={\"cell\":1}"]
    );
    assert_eq!(
        drawn(&scene.join(BOB, editor("b"))),
        ["2 < step 1", "2 < here 10={\"cell\":1}"]
    );
    assert_eq!(
        drawn(&scene.says(BOB, Message::QueryAwareness)),
        ["2 < here 10={\"cell\":1}"]
    );
    assert_eq!(
        drawn(&scene.step(RoomInput::Left { peer: ADA })),
        ["2 < here 10=gone"]
    );
    assert_eq!(
        drawn(&scene.says(BOB, Message::QueryAwareness)),
        ["2 < here "],
        "a sign of life"
    );
}

#[test]
fn p8_only_the_owner_changes_a_state() {
    let mut scene = Scene::new();
    scene.join(ADA, editor("a"));
    scene.join(BOB, editor("b"));
    scene.says(ADA, Message::Awareness(&told(10, 1, Some("{}"))));
    scene.says(BOB, Message::Awareness(&told(20, 1, Some("{}"))));
    for entry in [
        told(10, 9, Some("{\"name\":\"Bob\"}")),
        told(10, 1, None),
        told(10, 9, None),
    ] {
        assert!(
            scene.says(BOB, Message::Awareness(&entry)).is_empty(),
            "dropped silently"
        );
    }
    assert_eq!(
        drawn(&scene.says(BOB, Message::QueryAwareness)),
        ["2 < here 10={} 20={}"]
    );
}

#[test]
fn p8_side_and_name_are_the_links() {
    let mut scene = Scene::new();
    let access = Access {
        side: Some("buyer".into()),
        name: Some("Vera".into()),
        ..viewer()
    };
    scene.join(VERA, access);
    let lie = told(
        30,
        1,
        Some("{\"name\":\"Ada\",\"side\":\"seller\",\"cell\":2}"),
    );
    let expected = ["3 < here 30={\"cell\":2,\"name\":\"Vera\",\"side\":\"buyer\"}"];
    assert_eq!(drawn(&scene.says(VERA, Message::Awareness(&lie))), expected);
}

#[test]
fn p8_presence_must_be_an_object_of_bounded_size() {
    let long = format!("{{\"x\":\"{}\"}}", "x".repeat(crate::wire::STATE_BYTES_MAX));
    for (state, code) in [
        ("[]", 4400),
        ("{", 4400),
        ("7", 4400),
        (long.as_str(), 4413),
    ] {
        let mut scene = Scene::new();
        scene.join(ADA, editor("a"));
        let outputs = drawn(&scene.says(ADA, Message::Awareness(&told(10, 1, Some(state)))));
        assert_eq!(outputs, [format!("1 closed {code}")]);
    }
}

#[test]
fn p8_who_reconnects_before_the_old_connection_is_known_dead_stays_here() {
    let mut scene = Scene::new();
    scene.join(ADA, editor("a"));
    scene.says(ADA, Message::Awareness(&told(10, 1, Some("{}"))));
    scene.join(BOB, editor("a"));
    let again = drawn(&scene.says(BOB, Message::Awareness(&told(10, 2, Some("{}")))));
    assert_eq!(again, ["1,2 < here 10={}"]);
    assert!(
        scene.step(RoomInput::Left { peer: ADA }).is_empty(),
        "10 is no longer Ada's"
    );
}

#[test]
fn p8_presence_that_is_not_renewed_ends() {
    let mut scene = Scene::new();
    scene.join(ADA, editor("a"));
    scene.says(ADA, Message::Awareness(&told(10, 1, Some("{}"))));
    scene.now_ms = scene.room.next_wake_ms().expect("somebody is here");
    assert_eq!(scene.now_ms, awareness::EXPIRES_MS);
    assert_eq!(drawn(&scene.step(RoomInput::Tick)), ["1 < here 10=gone"]);
}

#[test]
fn p9_revoking_a_link_ends_its_connections_and_no_others() {
    let mut scene = Scene::new();
    scene.join(ADA, editor("a"));
    scene.join(BOB, editor("b"));
    assert_eq!(
        drawn(&scene.step(RoomInput::Revoked { link: "a".into() })),
        ["1 closed 4401"]
    );
    let update = wrote(&mut Document::new(10), "x");
    assert!(scene.says(ADA, Message::Update(&update)).is_empty());
    assert_eq!(drawn(&scene.step(RoomInput::Deleted)), ["2 closed 4404"]);
    assert_eq!(scene.room.peers(), 0);
}

#[test]
fn p2_a_slow_readers_queue_is_replaced_by_one_difference_and_what_it_waits_for() {
    let mut scene = Scene::new();
    let (mut ada, mut bob) = (Document::new(10), Document::new(20));
    scene.join(ADA, editor("a"));
    scene.join(BOB, editor("b"));
    assert_eq!(
        drawn(&scene.room.resync(BOB)),
        ["2 < step 1", "2 < here "],
        "it has not asked yet"
    );
    scene.says(BOB, Message::SyncStep1(&[0]));
    let own = wrote(&mut bob, "bob");
    scene.says(BOB, Message::SyncStep2(&own));
    scene.commit();
    scene.room.drained(BOB);
    for text in ["lost", "in", "the", "queue"] {
        let update = wrote(&mut ada, text);
        scene.says(ADA, Message::Update(&update));
    }
    let deletion = removed(&mut ada);
    scene.says(ADA, Message::Update(&deletion));
    let outputs = scene.room.resync(BOB);
    assert_eq!(drawn(&outputs), ["2 < step 2", "2 < saved 1", "2 < here "]);
    let RoomOutput::Send { frame, .. } = &outputs[0] else {
        panic!("a frame")
    };
    let Ok(Message::SyncStep2(difference)) = Message::decode(frame) else {
        panic!("step 2")
    };
    bob.apply(difference).expect("well-formed");
    assert_eq!(bob.content(), scene.room.document().content());
}

#[test]
fn p11_a_join_costs_what_is_missing() {
    let mut scene = Scene::new();
    let mut ada = Document::new(10);
    scene.join(ADA, editor("a"));
    let update = wrote(&mut ada, &"long ".repeat(1_000));
    scene.says(ADA, Message::Update(&update));
    let state_vector = ada.state_vector();
    scene.join(BOB, editor("b"));
    let outputs = scene.says(BOB, Message::SyncStep1(&state_vector));
    let RoomOutput::Send { frame, .. } = &outputs[0] else {
        panic!("step 2")
    };
    assert!(
        frame.len() < 10,
        "{} bytes for somebody who has everything",
        frame.len()
    );
}
