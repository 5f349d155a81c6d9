//! From one plan to another by commands: what `diff::steps` gives does it, and changes nothing else.

use proptest::prelude::*;

use super::{intent, must, sample};
use crate::{
    Command, Place, PlanDoc, TextField,
    diff::{diff, steps},
    text::Splice,
};

/// The same document in two hands: one goes on, the other gets there by the steps.
fn branch(doc: &PlanDoc) -> PlanDoc {
    let mut other = PlanDoc::new(77);
    other.merge(&doc.encode()).expect("own state");
    other
}

#[test]
fn steps_of_a_text_leave_the_rest_of_it_alone() {
    let mut was = sample(1);
    let mut is = branch(&was);
    let splice = Splice {
        at: 0,
        delete: 0,
        insert: "One price list. ".to_owned(),
    };
    let field = TextField::Goal;
    must(&mut is, Command::EditText { field, splice });
    let steps = steps(was.plan(), is.plan());
    assert!(matches!(steps[..], [Command::EditText { .. }]), "{steps:?}");
    assert_eq!(diff(was.plan(), is.plan()).count(), 1);
    must(&mut was, Command::Batch(steps));
    assert_eq!(was.plan().goal, is.plan().goal);
}

#[test]
fn a_row_that_moved_past_an_archived_one_gets_there() {
    let mut was = sample(1);
    let mut is = branch(&was);
    let ids: Vec<_> = is.plan().milestones.iter().map(|one| one.id).collect();
    must(&mut is, Command::ArchiveMilestones(vec![ids[1]]));
    let place = Place::Last;
    let ids = vec![ids[0]];
    must(&mut is, Command::MoveMilestones { ids, place });
    let steps = steps(was.plan(), is.plan());
    must(&mut was, Command::Batch(steps));
    assert!(diff(was.plan(), is.plan()).is_empty());
}

#[test]
fn nothing_changed_is_no_step() {
    let doc = sample(1);
    assert_eq!(steps(doc.plan(), doc.plan()), []);
}

proptest! {
    #[test]
    fn steps_lead_from_one_plan_to_the_other(intents in prop::collection::vec(intent::intent(), 1..12)) {
        let mut was = sample(1);
        let mut is = branch(&was);
        for intent in &intents {
            if let Some(command) = intent.command(&is) {
                let _ = is.apply(&command);
            }
        }
        let refused: Vec<_> = steps(was.plan(), is.plan())
            .into_iter()
            .filter_map(|step| was.apply(&step).err().map(|refused| (step, refused)))
            .collect();
        let left = diff(was.plan(), is.plan());
        prop_assert!(left.is_empty(), "{left:?}\nrefused: {refused:?}");
    }
}
