use yrs::{Text, WriteTxn};

use super::*;
use crate::awareness;
use crate::replica::Document;

const OWN: u64 = 7;

/// A session over a document, with what it put out since last asked.
struct Client {
    session: Session,
    document: Document,
    now_ms: u64,
}

impl Client {
    fn new(unsaved: usize) -> Self {
        Self {
            session: Session::new(0, 1, OWN, unsaved),
            document: Document::new(OWN),
            now_ms: 0,
        }
    }

    fn connected(unsaved: usize) -> Self {
        let mut client = Self::new(unsaved);
        assert!(client.step(Input::Tick).contains(&Output::Connect));
        client.step(Input::Opened);
        client
    }

    fn step(&mut self, input: Input<'_>) -> Vec<Output> {
        self.session.step(self.now_ms, input, &mut self.document)
    }

    fn receive(&mut self, message: Message<'_>) -> Vec<Output> {
        self.step(Input::Received(&message.encode()))
    }

    fn at(&mut self, now_ms: u64) -> &mut Self {
        self.now_ms = now_ms;
        self
    }

    fn write(&mut self, text: &str) -> Vec<Output> {
        let update = self
            .document
            .edit(|txn| txn.get_or_insert_text("t").insert(txn, 0, text));
        self.step(Input::Edited(&update.expect("something was written")))
    }

    fn delete(&mut self) -> Vec<Output> {
        let update = self
            .document
            .edit(|txn| txn.get_or_insert_text("t").remove_range(txn, 0, 1));
        self.step(Input::Edited(&update.expect("something was deleted")))
    }
}

/// The frames among outputs, by name.
fn sent(outputs: &[Output]) -> Vec<&'static str> {
    let name = |output: &Output| match output {
        Output::Send(frame) => Some(
            match Message::decode(frame).expect("own frames are well-formed") {
                Message::SyncStep1(_) => "step 1",
                Message::SyncStep2(_) => "step 2",
                Message::Update(_) => "update",
                Message::Awareness(_) => "awareness",
                Message::QueryAwareness => "query",
                Message::Denied(_) | Message::Saved(_) => "not a client's",
            },
        ),
        _ => None,
    };
    outputs.iter().filter_map(name).collect()
}

const NOTHING: Message<'_> = Message::SyncStep1(&[0]);

#[test]
fn s1_opens_with_step_1_and_its_presence() {
    let mut client = Client::new(0);
    client.step(Input::Presence(Some("{}".into())));
    client.step(Input::Tick);
    assert_eq!(sent(&client.step(Input::Opened)), ["step 1", "awareness"]);
}

#[test]
fn s2_edits_made_offline_travel_in_the_answer_to_the_relays_step_1() {
    let mut client = Client::new(0);
    assert!(sent(&client.write("offline")).is_empty());
    client.step(Input::Tick);
    client.step(Input::Opened);
    assert!(sent(&client.write("before the question")).is_empty());
    let outputs = client.receive(NOTHING);
    assert_eq!(sent(&outputs), ["step 2"]);
    let Output::Send(frame) = &outputs[0] else {
        panic!("step 2 comes first")
    };
    let Ok(Message::SyncStep2(update)) = Message::decode(frame) else {
        panic!("step 2")
    };
    let mut relay = Document::new(1);
    relay.apply(update).expect("own update");
    assert_eq!(relay.content(), client.document.content());
}

#[test]
fn s3_saved_only_when_everything_sent_since_connecting_is_acknowledged() {
    let mut client = Client::connected(0);
    assert_eq!(
        client.session.saving(),
        Saving::Saving { changes: 0 },
        "not compared yet"
    );
    client.receive(NOTHING);
    client.write("a");
    client.write("b");
    assert_eq!(client.session.saving(), Saving::Saving { changes: 2 });
    client.receive(Message::Saved(1));
    assert_eq!(
        client.session.saving(),
        Saving::Saving { changes: 2 },
        "that was the step 2"
    );
    client.receive(Message::Saved(2));
    assert_eq!(client.session.saving(), Saving::Saving { changes: 1 });
    assert!(
        client
            .receive(Message::Saved(3))
            .contains(&Output::SavingChanged)
    );
    assert_eq!(client.session.saving(), Saving::Saved);
}

#[test]
fn s4_a_pending_deletion_alone_shows_as_unsaved() {
    let mut client = Client::connected(0);
    client.write("text");
    client.receive(NOTHING);
    client.receive(Message::Saved(1));
    assert_eq!(client.session.saving(), Saving::Saved);
    let before = client.document.state_vector();
    client.delete();
    assert_eq!(
        client.document.state_vector(),
        before,
        "a state vector does not see it"
    );
    assert_eq!(client.session.saving(), Saving::Saving { changes: 1 });
    client.step(Input::Closed { code: 1006 });
    assert_eq!(client.session.unsaved(), 1);
}

#[test]
fn s5_what_was_in_flight_when_the_connection_broke_is_carried_by_the_next_step_2() {
    let mut client = Client::connected(0);
    client.receive(NOTHING);
    client.write("a");
    client.step(Input::Closed { code: 1006 });
    client.write("b");
    assert_eq!(client.session.unsaved(), 2);
    client.step(Input::Retry);
    client.step(Input::Opened);
    client.receive(NOTHING);
    client.receive(Message::Saved(1));
    assert_eq!(
        (client.session.saving(), client.session.unsaved()),
        (Saving::Saved, 0)
    );
}

#[test]
fn s6_the_unsaved_mark_outlives_a_reload() {
    let mut client = Client::new(3);
    assert_eq!(
        client.session.saving(),
        Saving::Reconnecting {
            changes: 3,
            at_ms: 0
        }
    );
    client.step(Input::Tick);
    client.step(Input::Opened);
    client.receive(NOTHING);
    assert_eq!(client.session.saving(), Saving::Saving { changes: 3 });
    client.receive(Message::Saved(1));
    assert_eq!(client.session.saving(), Saving::Saved);
}

#[test]
fn s7_every_step_1_is_answered_and_counted() {
    let mut client = Client::connected(2);
    client.receive(NOTHING);
    assert_eq!(sent(&client.receive(NOTHING)), ["step 2"]);
    client.receive(Message::Saved(1));
    assert_eq!(
        client.session.saving(),
        Saving::Saving { changes: 0 },
        "the second is on its way"
    );
    client.receive(Message::Saved(2));
    assert_eq!(client.session.saving(), Saving::Saved);
}

#[test]
fn s8_acknowledging_what_was_never_sent_is_malformed() {
    let mut client = Client::connected(1);
    client.receive(NOTHING);
    let outputs = client.receive(Message::Saved(2));
    assert!(outputs.contains(&Output::Close {
        code: close::MALFORMED
    }));
    assert_eq!(client.session.unsaved(), 1);
}

#[test]
fn s9_a_silent_connection_is_dropped_after_thirty_seconds() {
    let mut client = Client::connected(0);
    client.at(20_000).receive(NOTHING);
    assert!(
        !client
            .at(49_999)
            .step(Input::Tick)
            .contains(&Output::Close {
                code: close::SILENT
            })
    );
    assert!(
        client
            .at(50_000)
            .step(Input::Tick)
            .contains(&Output::Close {
                code: close::SILENT
            })
    );
    let wake = client.session.next_wake_ms().expect("tries again");
    assert!(client.at(wake).step(Input::Tick).contains(&Output::Connect));
    assert!(
        client
            .at(wake + SILENCE_MS)
            .step(Input::Tick)
            .contains(&Output::Close {
                code: close::SILENT
            })
    );
}

#[test]
fn s10_presence_is_renewed_and_who_has_none_asks_instead() {
    let mut client = Client::connected(0);
    assert_eq!(client.session.next_wake_ms(), Some(RENEW_MS));
    assert_eq!(sent(&client.at(RENEW_MS).step(Input::Tick)), ["query"]);
    assert_eq!(
        sent(&client.step(Input::Presence(Some("{\"cell\":1}".into())))),
        ["awareness"]
    );
    assert!(
        client
            .step(Input::Presence(Some("{\"cell\":1}".into())))
            .is_empty(),
        "nothing new"
    );
    client.receive(NOTHING);
    assert_eq!(
        sent(&client.at(2 * RENEW_MS).step(Input::Tick)),
        ["awareness"]
    );
    let too_much = format!(
        "{{\"cell\":\"{}\"}}",
        "x".repeat(crate::wire::STATE_BYTES_MAX)
    );
    assert!(client.step(Input::Presence(Some(too_much))).is_empty());
    assert!(
        client.step(Input::Presence(Some("[]".into()))).is_empty(),
        "not an object"
    );
}

#[test]
fn s11_permanent_codes_stop_the_attempts_until_the_user_asks() {
    for code in [
        close::MALFORMED,
        close::UNAUTHORIZED,
        close::FORBIDDEN,
        close::DELETED,
        close::TOO_LARGE,
        4499,
    ] {
        let mut client = Client::connected(2);
        assert!(
            client
                .step(Input::Closed { code })
                .contains(&Output::SavingChanged)
        );
        assert_eq!(
            client.session.saving(),
            Saving::Refused { code, changes: 2 }
        );
        assert_eq!(client.session.next_wake_ms(), None);
        assert!(!client.step(Input::Online).contains(&Output::Connect));
        assert!(
            !client
                .at(1 << 40)
                .step(Input::Tick)
                .contains(&Output::Connect)
        );
        assert!(client.step(Input::Retry).contains(&Output::Connect));
    }
}

#[test]
fn s11_every_other_code_is_retried_with_growing_patience() {
    for code in [1000, 1006, 1011, 1012, 1013, 4399, 4500] {
        let mut client = Client::connected(0);
        client.step(Input::Closed { code });
        assert!(client.session.next_wake_ms().is_some(), "{code}");
    }
    let mut client = Client::new(1);
    for _ in 0..OFFLINE_AFTER {
        let wake = client.session.next_wake_ms().expect("tries again");
        client.at(wake).step(Input::Tick);
        client.step(Input::Closed { code: 1006 });
    }
    assert_eq!(client.session.saving(), Saving::Offline { changes: 1 });
}

#[test]
fn s12_others_are_shown_and_own_echo_is_not() {
    let mut client = Client::connected(0);
    client.step(Input::Presence(Some("{}".into())));
    let told = |client, clock, state| {
        awareness::encode(&[awareness::Entry {
            client,
            clock,
            state,
        }])
    };
    let ada = told(9, 1, Some("{\"name\":\"Ada\"}"));
    assert!(
        client
            .receive(Message::Awareness(&ada))
            .contains(&Output::PresenceChanged)
    );
    assert!(
        !client
            .receive(Message::Awareness(&told(OWN, 1, Some("{}"))))
            .contains(&Output::PresenceChanged)
    );
    assert_eq!(client.session.present().len(), 1);
    assert!(
        client
            .at(29_999)
            .step(Input::Tick)
            .iter()
            .all(|it| *it != Output::PresenceChanged)
    );
    client.receive(NOTHING);
    assert!(
        client
            .at(30_000)
            .step(Input::Tick)
            .contains(&Output::PresenceChanged)
    );
    assert!(client.session.present().is_empty());
    client.receive(Message::Awareness(&told(9, 3, Some("{}"))));
    assert!(
        client
            .step(Input::Closed { code: 1006 })
            .contains(&Output::PresenceChanged)
    );
    assert!(client.session.present().is_empty());
}

#[test]
fn s13_declared_gone_by_another_it_says_that_it_is_here() {
    let mut client = Client::connected(0);
    client.step(Input::Presence(Some("{}".into())));
    let gone = awareness::encode(&[awareness::Entry {
        client: OWN,
        clock: 40,
        state: None,
    }]);
    let outputs = client.receive(Message::Awareness(&gone));
    assert_eq!(sent(&outputs), ["awareness"]);
    let Output::Send(frame) = &outputs[0] else {
        panic!("a frame")
    };
    let Ok(Message::Awareness(bytes)) = Message::decode(frame) else {
        panic!("awareness")
    };
    assert_eq!(awareness::decode(bytes).expect("own bytes")[0].clock, 41);
}

#[test]
fn s14_hostile_bytes_from_a_relay_end_the_connection_and_nothing_else() {
    for frame in [
        &b""[..],
        &[9],
        &[0, 2, 3, 1],
        &[0, 2, 2, 255, 255],
        &[1, 1, 255],
        &[0, 0, 1],
    ] {
        let mut client = Client::connected(1);
        let outputs = client.step(Input::Received(frame));
        assert!(
            outputs.contains(&Output::Close {
                code: close::MALFORMED
            }),
            "{frame:?}: {outputs:?}"
        );
        assert_eq!(client.session.unsaved(), 1);
        assert!(client.session.next_wake_ms().is_some());
    }
}
