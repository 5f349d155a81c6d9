//! How long a document takes to load and to read. Bar: 1 ms after one change in a document of 1,000 milestones.
//!
//! `cargo bench -p coplan-plan --bench document`

use std::hint::black_box;

use divan::{Bencher, counter::ItemsCount};
use plan::{
    Command, Place, PlanDoc, Splice, TextField, from_plan,
    id::{MilestoneId, PersonId},
    model::{Dependency, DependencyKind, Due, GapPolicy, Side, Status},
};

const SIZES: [usize; 2] = [1_000, 10_000];

fn main() {
    divan::main();
}

fn milestone(n: usize) -> MilestoneId {
    MilestoneId::from_bits(n as u64 * 7919)
}

/// A plan with dates, owners, a helper, words and two dependencies a milestone.
fn document(size: usize) -> PlanDoc {
    let mut doc = PlanDoc::new(1);
    let people = size / 20;
    let person = |n: usize| PersonId::from_bits((n % people) as u64);
    let mut commands: Vec<Command> = (0..people)
        .map(|n| {
            let (name, side) = (format!("Person {n}"), [Side::Buyer, Side::Seller][n % 2]);
            Command::AddPerson {
                id: person(n),
                name,
                side,
                placeholder: false,
            }
        })
        .collect();
    let start = chrono::NaiveDate::from_ymd_opt(2025, 1, 6).expect("a day");
    for n in 0..size {
        let id = milestone(n);
        let due = Due {
            date: start + chrono::Days::new(n as u64 % 700),
            pinned: n % 9 == 0,
            weeks: None,
        };
        let insert = format!("the thing number {n} is signed by both");
        let splice = Splice {
            at: 0,
            delete: 0,
            insert,
        };
        commands.extend([
            Command::AddMilestone {
                id,
                place: Place::Last,
                title: format!("Milestone {n}"),
            },
            Command::SetDue {
                milestone: id,
                due: Some(due),
            },
            Command::SetAccountable {
                milestone: id,
                person: Some(person(n)),
            },
            Command::AddHelper {
                milestone: id,
                person: person(n + 1),
            },
            Command::EditText {
                field: TextField::DoneWhen(id),
                splice,
            },
        ]);
        for before in [n.wrapping_sub(1), n.wrapping_sub(7)]
            .into_iter()
            .filter(|before| *before < n)
        {
            commands.push(Command::RestoreDependency(Dependency {
                predecessor: milestone(before),
                successor: id,
                kind: DependencyKind::FinishToStart,
                lag_days: 0,
                policy: GapPolicy::Consume,
            }));
        }
    }
    doc.apply(&Command::Batch(commands))
        .expect("within the limits");
    doc
}

/// One letter typed here: check, write, encode, read again.
#[divan::bench(args = SIZES)]
fn own_letter(bencher: Bencher, size: usize) {
    let mut doc = document(size);
    let field = TextField::MilestoneTitle(milestone(size / 2));
    bencher.bench_local(|| {
        let splice = Splice {
            at: 0,
            delete: 1,
            insert: "x".into(),
        };
        doc.apply(black_box(&Command::EditText { field, splice }))
            .expect("allowed")
    });
}

/// A date that somebody else changed: merge and read again.
#[divan::bench(args = SIZES)]
fn foreign_change(bencher: Bencher, size: usize) {
    let mut doc = document(size);
    let mut other = PlanDoc::new(2);
    other.merge(&doc.encode()).expect("our own bytes");
    let mut done = false;
    bencher
        .with_inputs(|| {
            done = !done;
            let status = if done {
                Status::InProgress
            } else {
                Status::NotStarted
            };
            let command = Command::SetStatus {
                milestone: milestone(size / 2),
                status,
            };
            other.apply(&command).expect("allowed").update
        })
        .bench_local_refs(|update| doc.merge(black_box(update)).expect("our own bytes"));
}

/// A row moved to the top.
#[divan::bench(args = SIZES)]
fn own_move(bencher: Bencher, size: usize) {
    let mut doc = document(size);
    let mut n = 0;
    bencher.bench_local(|| {
        n = (n + 13) % size;
        let command = Command::MoveMilestones {
            ids: vec![milestone(n)],
            place: Place::First,
        };
        doc.apply(&command).expect("allowed")
    });
}

/// Everything read from an open document.
#[divan::bench(args = SIZES)]
fn read_all(bencher: Bencher, size: usize) {
    let doc = document(size);
    bencher
        .counter(ItemsCount::new(size))
        .bench_local(|| black_box(&doc).read_afresh());
}

/// Bytes to plan, as when a page opens.
#[divan::bench(args = SIZES)]
fn load(bencher: Bencher, size: usize) {
    let bytes = document(size).encode();
    bencher.counter(ItemsCount::new(size)).bench_local(|| {
        let mut doc = PlanDoc::new(3);
        doc.merge(black_box(&bytes)).expect("our own bytes");
        doc
    });
}

/// The same with 100,000 edits of history.
#[divan::bench]
fn load_long_history(bencher: Bencher) {
    let mut doc = document(1_000);
    for n in 0..100_000 {
        let id = milestone(n % 1_000);
        let days = u32::try_from(n / 1_000).expect("small");
        doc.apply(&Command::SetDuration {
            milestone: id,
            days: Some(days),
        })
        .expect("allowed");
    }
    let bytes = doc.encode();
    bencher.bench_local(|| {
        let mut doc = PlanDoc::new(3);
        doc.merge(black_box(&bytes)).expect("our own bytes");
        doc
    });
}

/// A snapshot into an empty document.
#[divan::bench(args = SIZES)]
fn restore_snapshot(bencher: Bencher, size: usize) {
    let plan = document(size).read();
    bencher.counter(ItemsCount::new(size)).bench_local(|| {
        let mut doc = PlanDoc::new(3);
        doc.apply(&from_plan(black_box(&plan))).expect("allowed");
        doc
    });
}
