//! What a schedule costs. The bar is 10 ms for 10,000 milestones and 20,000 dependencies (DESIGN §9),
//! and growth should stay near linear: run `cargo bench -p coplan-plan --bench schedule`.

use chrono::{Days, NaiveDate};
use divan::{Bencher, black_box};
use plan::{
    id::{MilestoneId, PersonId},
    model::*,
    schedule::schedule,
    slip::{Ask, propose},
};

fn main() {
    divan::main();
}

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date")
}

/// A plan of long chains that cross: twice as many dependencies as milestones, of all kinds,
/// three calendars with days off, a tenth done.
fn plan(size: usize) -> Plan {
    let id = |at: usize| MilestoneId::from_bits((at as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15));
    let sides = [Side::Buyer, Side::Seller, Side::Partner];
    let kinds = [
        DependencyKind::FinishToStart,
        DependencyKind::StartToStart,
        DependencyKind::FinishToFinish,
        DependencyKind::StartToFinish,
    ];
    let mut plan = Plan {
        go_live: Some(today() + Days::new(400)),
        ..Plan::default()
    };
    for (at, side) in sides.into_iter().enumerate() {
        let id = PersonId::from_bits(at as u64);
        plan.people.push(Person::new(id, "Somebody", side));
        let holidays =
            (0..30).map(|nth| (today() + Days::new(nth * 17 + at as u64), String::new()));
        let calendar = Calendar {
            holidays: holidays.collect(),
            ..Calendar::default()
        };
        plan.calendars.insert(side, calendar);
    }
    for at in 0..size {
        plan.milestones.push(Milestone {
            id: id(at),
            title: String::new(),
            kind: if at + 1 == size {
                MilestoneKind::GoLive
            } else {
                MilestoneKind::Step
            },
            accountable: Some(PersonId::from_bits(at as u64 % 3)),
            helpers: vec![],
            everybody: false,
            start: None,
            due: (at % 3 == 0).then(|| Due {
                date: today() + Days::new(at as u64 % 300),
                pinned: at % 30 == 0,
                weeks: None,
            }),
            duration_days: (at % 3 != 0).then_some(at as u32 % 7 + 1),
            remaining_days: None,
            status: if at % 10 == 0 {
                Status::Done { on: today() }
            } else {
                Status::NotStarted
            },
            done_when: String::new(),
            result: String::new(),
            notes: String::new(),
            links: vec![],
            checklist: vec![],
            phase: None,
            function: None,
            archived: false,
            created_by: None,
        });
        for (nth, back) in [1, 7 + at % 40].into_iter().enumerate() {
            if let Some(before) = at.checked_sub(back) {
                plan.dependencies.push(Dependency {
                    predecessor: id(before),
                    successor: id(at),
                    kind: kinds[(at + nth) % 4],
                    lag_days: (at % 5) as i32 - 2,
                    policy: GapPolicy::default(),
                });
            }
        }
    }
    plan.dependencies.sort();
    plan
}

#[divan::bench(args = SIZES)]
fn full_schedule(bencher: Bencher, size: usize) {
    let plan = plan(size);
    bencher.bench_local(|| schedule(black_box(&plan), today()));
}

#[divan::bench(args = SIZES)]
fn slip_of_one(bencher: Bencher, size: usize) {
    let plan = plan(size);
    let ask = [Ask::Later {
        milestone: plan.milestones[1].id,
        days: 5,
    }];
    bencher.bench_local(|| propose(black_box(&plan), today(), &ask));
}
