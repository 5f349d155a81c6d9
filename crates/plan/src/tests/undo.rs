//! Undo says what the other side has changed since.

use crate::{
    Command, Place, PlanDoc, Splice, TextField,
    command::Record,
    id::{MilestoneId, PersonId},
    model::{Due, Side, Status},
    undo::{Part, TakeBack, Touched},
};

fn due(day: u32) -> Option<Due> {
    let date = chrono::NaiveDate::from_ymd_opt(2026, 3, day).expect("a day of March");
    Some(Due {
        date,
        pinned: false,
        weeks: None,
    })
}

const LEGAL: u64 = 1;
const BOARD: u64 = 2;

fn id(bits: u64) -> MilestoneId {
    MilestoneId::from_bits(bits)
}

fn set_due(milestone: u64, day: u32) -> Command {
    Command::SetDue {
        milestone: id(milestone),
        due: due(day),
    }
}

fn add(milestone: u64, title: &str) -> Command {
    Command::AddMilestone {
        id: id(milestone),
        place: Place::Last,
        title: title.into(),
    }
}

fn typed(insert: &str) -> Command {
    Command::EditText {
        field: TextField::MilestoneTitle(id(LEGAL)),
        splice: Splice {
            at: 0,
            delete: 0,
            insert: insert.into(),
        },
    }
}

/// Mine and theirs, with the same two milestones and two people.
fn peers() -> (PlanDoc, PlanDoc) {
    let (mut mine, mut theirs) = (PlanDoc::new(1), PlanDoc::new(2));
    let person = |bits, side| Command::AddPerson {
        id: PersonId::from_bits(bits),
        name: "Ann Lee".into(),
        side,
        placeholder: false,
    };
    let begin = Command::Batch(vec![
        person(1, Side::Buyer),
        person(2, Side::Seller),
        add(LEGAL, "Legal"),
        add(BOARD, "Board"),
        set_due(LEGAL, 6),
    ]);
    let update = mine.apply(&begin).expect("allowed").update;
    theirs.merge(&update).expect("our own bytes");
    (mine, theirs)
}

fn step(mine: &mut PlanDoc, theirs: &mut PlanDoc, command: &Command) -> TakeBack {
    let applied = mine.apply(command).expect("allowed");
    theirs.merge(&applied.update).expect("our own bytes");
    mine.take_back(applied.undo)
}

fn they_do(theirs: &mut PlanDoc, mine: &mut PlanDoc, command: &Command) {
    let update = theirs.apply(command).expect("allowed").update;
    mine.merge(&update).expect("our own bytes");
}

fn of(milestone: u64, part: Part) -> Touched {
    Touched {
        record: Some(Record::Milestone(id(milestone))),
        part,
    }
}

#[test]
fn what_nobody_touched_is_taken_back_in_silence() {
    let (mut mine, mut theirs) = peers();
    let back = step(&mut mine, &mut theirs, &set_due(LEGAL, 13));
    assert_eq!(mine.changed_since(&back), Ok(vec![]));
    // Something else of the same milestone, the same of another one, and words: nothing that undo would take.
    let status = Status::InProgress;
    let milestone = id(LEGAL);
    they_do(
        &mut theirs,
        &mut mine,
        &Command::SetStatus { milestone, status },
    );
    they_do(&mut theirs, &mut mine, &set_due(BOARD, 9));
    they_do(&mut theirs, &mut mine, &typed("Our "));
    assert_eq!(mine.changed_since(&back), Ok(vec![]));
}

#[test]
fn a_value_that_they_changed_since_is_named() {
    let (mut mine, mut theirs) = peers();
    let back = step(&mut mine, &mut theirs, &set_due(LEGAL, 13));
    they_do(&mut theirs, &mut mine, &set_due(LEGAL, 20));
    assert_eq!(mine.changed_since(&back), Ok(vec![of(LEGAL, Part::Due)]));
    // They put it back as I left it: nothing to say any more.
    they_do(&mut theirs, &mut mine, &set_due(LEGAL, 13));
    assert_eq!(mine.changed_since(&back), Ok(vec![]));
}

#[test]
fn of_a_step_with_many_changes_only_those_are_named() {
    let (mut mine, mut theirs) = peers();
    let accountable = |person| Command::SetAccountable {
        milestone: id(BOARD),
        person: Some(PersonId::from_bits(person)),
    };
    let many = Command::Batch(vec![
        set_due(LEGAL, 13),
        Command::SetGoLive(due(27).map(|due| due.date)),
        accountable(1),
        set_due(BOARD, 16),
        set_due(LEGAL, 12),
    ]);
    let back = step(&mut mine, &mut theirs, &many);
    assert_eq!(mine.changed_since(&back), Ok(vec![]));
    they_do(&mut theirs, &mut mine, &accountable(2));
    they_do(&mut theirs, &mut mine, &Command::SetGoLive(None));
    let plan = Touched {
        record: None,
        part: Part::GoLive,
    };
    assert_eq!(
        mine.changed_since(&back),
        Ok(vec![plan, of(BOARD, Part::Owners)])
    );
}

#[test]
fn a_record_that_they_worked_in_is_named_before_it_goes() {
    let (mut mine, mut theirs) = peers();
    let back = step(&mut mine, &mut theirs, &add(3, "Pilot"));
    assert_eq!(mine.changed_since(&back), Ok(vec![]));
    they_do(&mut theirs, &mut mine, &set_due(3, 20));
    assert_eq!(mine.changed_since(&back), Ok(vec![of(3, Part::Content)]));
}

#[test]
fn words_stay_as_they_are_and_need_no_question() {
    let (mut mine, mut theirs) = peers();
    let back = step(&mut mine, &mut theirs, &typed("Our "));
    they_do(&mut theirs, &mut mine, &typed("All "));
    assert_eq!(mine.changed_since(&back), Ok(vec![]));
    mine.apply(&back.undo).expect("allowed");
    assert_eq!(mine.plan().milestones[0].title, "All Legal");
}
