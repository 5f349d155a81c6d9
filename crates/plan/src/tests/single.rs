//! One peer: commands mean what their values say, and undo takes them back.

use proptest::{collection::vec, prelude::*};

use super::{
    intent::{Intent, intent},
    sample,
};
use crate::{
    PlanDoc,
    command::{Command, Draft, perform},
    model::Plan,
};

fn act(doc: &mut PlanDoc, intent: &Intent) -> Option<Command> {
    let command = intent.command(doc)?;
    doc.apply(&command).ok().map(|applied| applied.undo)
}

/// Without what came in between: undo of "add" archives.
fn without_new(mut plan: Plan, before: &Plan) -> Plan {
    plan.milestones
        .retain(|row| before.milestones.iter().any(|old| old.id == row.id));
    for row in &mut plan.milestones {
        let old = before
            .milestones
            .iter()
            .find(|old| old.id == row.id)
            .expect("kept above");
        row.checklist
            .retain(|item| old.checklist.iter().any(|kept| kept.id == item.id));
    }
    plan.people
        .retain(|person| before.people.iter().any(|old| old.id == person.id));
    plan.tracks
        .retain(|track| before.tracks.iter().any(|old| old.id == track.id));
    plan.criteria
        .retain(|criterion| before.criteria.iter().any(|old| old.id == criterion.id));
    // Restoring a session is for snapshots, and stays.
    plan.sessions.clone_from(&before.sessions);
    plan
}

/// Separating is exact in the document only: values do not know whose references were whose.
fn separates(command: &Command) -> bool {
    command
        .flat()
        .iter()
        .any(|each| matches!(each, Command::SeparatePerson(_)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_document_says_what_the_values_say(intents in vec(intent(), 1..25)) {
        let mut doc = sample(1);
        for intent in &intents {
            let Some(command) = intent.command(&doc) else { continue };
            let mut draft = Draft::of(doc.read());
            if doc.apply(&command).is_ok() && !separates(&command) {
                for each in command.flat() {
                    perform(&mut draft, each, 1);
                }
                prop_assert_eq!(doc.read(), draft.plan, "{:?}", command);
            }
        }
    }

    #[test]
    fn undo_takes_back_what_was_done(history in vec(intent(), 0..15), last in intent()) {
        let mut doc = sample(1);
        for intent in &history {
            act(&mut doc, intent);
        }
        let before = doc.read();
        if let Some(undo) = act(&mut doc, &last) {
            let after = doc.read();
            let redo = doc.apply(&undo).expect("nobody else wrote").undo;
            prop_assert_eq!(without_new(doc.read(), &before), before);
            doc.apply(&redo).expect("nobody else wrote");
            prop_assert_eq!(doc.read().milestones, after.milestones);
        }
    }

    #[test]
    fn a_snapshot_comes_back_as_it_was(history in vec(intent(), 0..40)) {
        let mut doc = sample(1);
        for intent in &history {
            act(&mut doc, intent);
        }
        let text = serde_json::to_string(&doc.read()).expect("a plan is data");
        let snapshot: Plan = serde_json::from_str(&text).expect("our own snapshot");
        prop_assert_eq!(&snapshot, doc.plan());
        let mut copy = PlanDoc::new(2);
        copy.apply(&crate::from_plan(&snapshot)).expect("what was read may be written");
        prop_assert_eq!(copy.read(), snapshot);
    }

    #[test]
    fn a_refused_command_writes_nothing(history in vec(intent(), 0..10), last in intent()) {
        let mut doc = sample(1);
        for intent in &history {
            act(&mut doc, intent);
        }
        let before = (doc.encode().len(), doc.state_vector());
        if let Some(command) = last.command(&doc)
            && doc.apply(&command).is_err()
        {
            prop_assert_eq!(before, (doc.encode().len(), doc.state_vector()));
        }
    }
}
