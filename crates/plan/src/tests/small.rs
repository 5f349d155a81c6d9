//! The talk document and the side documents.

use chrono::NaiveDate;

use crate::{
    Place, Refused, SideCommand, SideDoc, Splice, TalkCommand, TalkDoc,
    command::Record,
    model::{
        Comment, DealValue, Outcome, Review, Session, SideDocument, Signal, StageGate, Status, Talk,
    },
};

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 9, day).expect("a day")
}

fn id<Id: std::str::FromStr>(text: &str) -> Id {
    text.parse().unwrap_or_else(|_| panic!("{text} is an id"))
}

fn comment(name: &str, at: i64) -> Comment {
    Comment {
        id: id(name),
        milestone: Some(id("m1")),
        author: Some(id("jane")),
        text: format!("@sam look at {name}"),
        mentions: vec![id("sam")],
        at,
        archived: false,
        created_by: Some(1),
    }
}

fn review() -> Review {
    Review {
        id: id("r1"),
        date: day(3),
        present: vec![id("jane"), id("sam")],
        seen: [
            (id("m1"), Status::InProgress),
            (id("m2"), Status::Done { on: day(1) }),
        ]
        .into(),
        note: "all good".into(),
    }
}

fn insert(at: u32, text: &str) -> Splice {
    Splice {
        at,
        delete: 0,
        insert: text.into(),
    }
}

#[test]
fn talk_holds_what_was_said() {
    let mut doc = TalkDoc::new(1);
    let email = Some("jane@example.com".to_owned());
    let commands = vec![
        TalkCommand::SetEmail {
            person: id("jane"),
            email,
        },
        TalkCommand::AddComment(comment("c2", 20)),
        TalkCommand::AddComment(comment("c1", 10)),
        TalkCommand::AddReview(review()),
    ];
    doc.apply(&TalkCommand::Batch(commands)).expect("allowed");
    let want = Talk {
        emails: [(id("jane"), "jane@example.com".to_owned())].into(),
        comments: vec![comment("c1", 10), comment("c2", 20)],
        reviews: vec![review()],
        sessions: [].into(),
        oddities: vec![],
    };
    assert_eq!(doc.read(), want);
}

#[test]
fn a_comment_names_the_session_that_wrote_it() {
    let (mut one, mut two) = (TalkDoc::new(1), TalkDoc::new(2));
    let jane = Session {
        person: None,
        side: Some(crate::model::Side::Buyer),
        name: "Jane".into(),
    };
    two.set_session(jane.clone());
    // What a command claims does not count.
    let update = two.apply(&TalkCommand::AddComment(comment("c1", 10)));
    one.merge(&update.expect("allowed").update)
        .expect("our own bytes");
    assert_eq!(one.read().comments[0].created_by, Some(2));
    assert_eq!(one.read().sessions[&2], jane);
}

#[test]
fn every_talk_command_can_be_taken_back() {
    let mut doc = TalkDoc::new(1);
    doc.apply(&TalkCommand::AddComment(comment("c1", 10)))
        .expect("allowed");
    doc.apply(&TalkCommand::AddReview(review()))
        .expect("allowed");
    let before = doc.read();
    let (comment, review, person) = (id("c1"), id("r1"), id("sam"));
    let commands = [
        TalkCommand::SetEmail {
            person,
            email: Some("a@b".into()),
        },
        TalkCommand::EditComment {
            comment,
            text: "x".into(),
            mentions: vec![],
        },
        TalkCommand::ArchiveComment(comment),
        TalkCommand::RestoreComment(comment),
        TalkCommand::SetReviewDate {
            review,
            date: day(9),
        },
        TalkCommand::AddPresent {
            review,
            person: id("kim"),
        },
        TalkCommand::RemovePresent { review, person },
        TalkCommand::EditNote {
            review,
            splice: Splice {
                at: 0,
                delete: 3,
                insert: "most".into(),
            },
        },
        TalkCommand::RemoveReview(review),
        TalkCommand::RestoreReview(review),
    ];
    for command in &commands {
        let undo = doc.apply(command).expect("allowed").undo;
        doc.apply(&undo).expect("nobody else wrote");
        assert_eq!(doc.read(), before, "{command:?}");
    }
    let all = TalkCommand::Batch(commands.to_vec());
    let undo = doc.apply(&all).expect("allowed").undo;
    assert_ne!(doc.read(), before);
    doc.apply(&undo).expect("nobody else wrote");
    assert_eq!(doc.read(), before);
}

#[test]
fn a_batch_with_one_refused_command_writes_nothing() {
    let mut doc = TalkDoc::new(1);
    let unknown = TalkCommand::ArchiveComment(id("c9"));
    let batch = TalkCommand::Batch(vec![TalkCommand::AddComment(comment("c1", 1)), unknown]);
    let before = doc.encode();
    assert_eq!(
        doc.apply(&batch),
        Err(Refused::Unknown(Record::Comment(id("c9"))))
    );
    assert_eq!((doc.encode(), doc.read()), (before, Talk::default()));
    let bad = TalkCommand::SetEmail {
        person: id("p"),
        email: Some("no address".into()),
    };
    assert_eq!(doc.apply(&bad), Err(Refused::NotAnAddress));
}

#[test]
fn two_people_write_one_note_at_once() {
    let (mut one, mut two) = (TalkDoc::new(1), TalkDoc::new(2));
    one.set_session(Session {
        person: None,
        side: None,
        name: "One".into(),
    });
    let first = one
        .apply(&TalkCommand::AddReview(review()))
        .expect("allowed")
        .update;
    two.merge(&first).expect("our own bytes");
    let edit = |at, text| TalkCommand::EditNote {
        review: id("r1"),
        splice: insert(at, text),
    };
    let from_one = one.apply(&edit(0, "Today ")).expect("allowed").update;
    let from_two = two.apply(&edit(8, "!")).expect("allowed").update;
    let merged = one.merge(&from_two).expect("our own bytes");
    two.merge(&from_one).expect("our own bytes");
    assert_eq!(one.read().reviews[0].note, "Today all good!");
    assert_eq!(one.read(), two.read());
    assert_eq!(merged.texts.len(), 1);
}

fn gate(name: &str) -> StageGate {
    StageGate {
        id: id(name),
        stage: format!("Stage {name}"),
        milestones: vec![id("m1")],
    }
}

fn signal() -> Signal {
    Signal {
        id: id("s1"),
        text: "slow answers".into(),
        on: day(2),
        milestone: None,
        archived: false,
    }
}

#[test]
fn a_side_keeps_its_own_and_takes_back_what_it_did() {
    let mut doc = SideDoc::new(1);
    let place = Place::Last;
    let opening = vec![
        SideCommand::AddGate {
            gate: gate("g2"),
            place,
        },
        SideCommand::AddGate {
            gate: gate("g1"),
            place,
        },
        SideCommand::AddSignal(signal()),
        SideCommand::SetDealValue(Some(DealValue {
            minor_units: 1_250_000,
            currency: "EUR".into(),
        })),
        SideCommand::SetCrmDate(Some(day(30))),
        SideCommand::EditNotes(insert(0, "private")),
    ];
    doc.apply(&SideCommand::Batch(opening)).expect("allowed");
    let before = doc.read();
    let gates: Vec<&str> = before
        .gates
        .iter()
        .map(|gate| gate.stage.as_str())
        .collect();
    assert_eq!(gates, ["Stage g2", "Stage g1"]);
    let (gate, milestone) = (id("g1"), id("m2"));
    let commands = [
        SideCommand::SetDealValue(None),
        SideCommand::SetCrmDate(None),
        SideCommand::SetOutcome(Outcome::Won {
            on: day(4),
            reason: "price".into(),
        }),
        SideCommand::EditNotes(Splice {
            at: 0,
            delete: 7,
            insert: "secret".into(),
        }),
        SideCommand::MoveGate {
            gate,
            place: Place::First,
        },
        SideCommand::SetStage {
            gate,
            stage: "Commit".into(),
        },
        SideCommand::AddGateMilestone { gate, milestone },
        SideCommand::RemoveGateMilestone {
            gate,
            milestone: id("m1"),
        },
        SideCommand::RemoveGate(gate),
        SideCommand::SetSignal(Signal {
            text: "x".into(),
            ..signal()
        }),
        SideCommand::ArchiveSignal(id("s1")),
    ];
    for command in &commands {
        let undo = doc.apply(command).expect("allowed").undo;
        assert_ne!(doc.read(), before, "{command:?}");
        doc.apply(&undo).expect("nobody else wrote");
        assert_eq!(doc.read(), before, "{command:?}");
    }
    let currency = SideCommand::SetDealValue(Some(DealValue {
        minor_units: 1,
        currency: "euro".into(),
    }));
    assert_eq!(doc.apply(&currency), Err(Refused::NotACurrency));
    assert_eq!(SideDoc::new(2).read(), SideDocument::default());
}
