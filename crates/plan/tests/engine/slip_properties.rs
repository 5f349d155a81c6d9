//! What holds for every slip of every small plan, and that no plan is too odd for the engine.

use chrono::{Days, NaiveDate};
use plan::{
    calendar::WorkingDays,
    id::MilestoneId,
    model::*,
    schedule::{accelerations, schedule},
    slip::*,
};
use proptest::prelude::*;

use crate::{
    drawing::{id, milestone},
    oracle::{Drawn, Twin, any_plan, budget, today},
    slip::undoes,
};

/// Promises for all: each as early as it can be, and some days of air.
fn promised(mut plan: Plan, air: &[u64]) -> Plan {
    let schedule = schedule(&plan, today());
    for (at, one) in plan.milestones.iter_mut().enumerate() {
        let row = schedule.row(one.id).expect("all take part");
        one.due.get_or_insert(Due {
            date: row.finish + Days::new(air[at % air.len()]),
            pinned: false,
            weeks: None,
        });
    }
    plan
}

fn any_ask() -> impl Strategy<Value = (usize, Ask)> {
    let milestone = id("m0");
    let date = (0u64..40).prop_map(|at| today() + Days::new(at));
    let ask = prop_oneof![
        (-9i64..12).prop_map(move |days| Ask::Later { milestone, days }),
        (-4i64..9).prop_map(move |days| Ask::Longer { milestone, days }),
        date.clone()
            .prop_map(move |date| Ask::Due { milestone, date }),
        date.clone()
            .prop_map(move |date| Ask::Start { milestone, date }),
        (1u32..9).prop_map(move |days| Ask::Duration { milestone, days }),
        (0u32..9).prop_map(move |days| Ask::Remaining { milestone, days }),
        date.clone().prop_map(move |on| Ask::Status {
            milestone,
            status: Status::Done { on }
        }),
        Just(Ask::Status {
            milestone,
            status: Status::InProgress
        }),
        date.prop_map(|date| Ask::GoLive { date }),
    ];
    (0usize..7, ask)
}

fn aimed(plan: &Plan, asks: Vec<(usize, Ask)>) -> Vec<Ask> {
    let aim = |(at, mut ask): (usize, Ask)| {
        let target = plan.milestones[at % plan.milestones.len()].id;
        match &mut ask {
            Ask::Due { milestone, .. }
            | Ask::Later { milestone, .. }
            | Ask::Start { milestone, .. }
            | Ask::Duration { milestone, .. }
            | Ask::Longer { milestone, .. }
            | Ask::Remaining { milestone, .. }
            | Ask::Status { milestone, .. } => *milestone = target,
            Ask::GoLive { .. } => {}
        }
        ask
    };
    asks.into_iter().map(aim).collect()
}

fn due(plan: &Plan, milestone: MilestoneId) -> NaiveDate {
    let one = plan
        .milestones
        .iter()
        .find(|one| one.id == milestone)
        .expect("known");
    one.due.expect("all are promised").date
}

proptest! {
    #![proptest_config(budget())]

    #[test]
    fn a_slip_undone_is_as_if_it_had_not_been(
        Drawn(plan) in any_plan(),
        air in proptest::collection::vec(0u64..9, 3),
        asks in proptest::collection::vec(any_ask(), 0..4),
    ) {
        let plan = promised(plan, &air);
        let asks = aimed(&plan, asks);
        let proposal = propose(&plan, today(), &asks);
        undoes(&plan, &proposal);
        if asks.is_empty() {
            prop_assert_eq!(&proposal.changes, &[]);
            prop_assert_eq!(&proposal.moves, &[]);
        }
        let mut after = plan.clone();
        apply(&mut after, &proposal.changes);
        for one in &proposal.moves {
            let stored = after.milestones.iter().find(|stored| stored.id == one.milestone).expect("known");
            let now = match one.field { DateField::Start => stored.start, DateField::Due => stored.due.map(|due| due.date) };
            prop_assert_eq!(now, Some(one.new));
            prop_assert_ne!(one.old, Some(one.new));
        }
        // Nothing moves without being listed.
        for (before, now) in plan.milestones.iter().zip(&after.milestones) {
            let listed = |field| proposal.moves.iter().any(|one| one.milestone == before.id && one.field == field);
            prop_assert!(before.due == now.due || listed(DateField::Due));
            let facts = now.status != before.status || now.status == Status::InProgress;
            prop_assert!(before.start == now.start || listed(DateField::Start) || facts);
        }
    }

    /// One milestone later, nothing pinned, no gap kept: no promise is broken that was kept,
    /// and nothing that follows moves a day more than it must.
    #[test]
    fn a_push_is_enough_and_no_more(
        Drawn(plan) in any_plan(), air in proptest::collection::vec(0u64..9, 3), at in 0usize..7, days in 1i64..9,
    ) {
        let mut plan = plan;
        for one in &mut plan.milestones {
            one.due = None;
            one.start = None;
        }
        for link in &mut plan.dependencies {
            link.policy = GapPolicy::Consume;
        }
        let plan = promised(plan, &air);
        let milestone = plan.milestones[at % plan.milestones.len()].id;
        let proposal = propose(&plan, today(), &[Ask::Later { milestone, days }]);
        prop_assert_eq!(&proposal.broken, &[]);
        let mut after = plan.clone();
        apply(&mut after, &proposal.changes);
        let twin = Twin { plan: &after, today: today() };
        for one in proposal.moves.iter().filter(|one| one.milestone != milestone) {
            prop_assert!(one.days > 0);
            let MoveCause::Pushed(dependency) = one.cause else { panic!("nothing else moves it") };
            let mut less = after.clone();
            let stored = less.milestones.iter_mut().find(|stored| stored.id == one.milestone).expect("known");
            let date = twin.on_or_before(stored, one.new.pred_opt().expect("far from the edge"));
            stored.due = Some(Due { date, pinned: false, weeks: None });
            prop_assert!(broken(&less, today()).iter().any(|broken| broken.dependency == dependency));
        }
        for link in &plan.dependencies {
            let unmoved = |id| due(&plan, id) == due(&after, id);
            if unmoved(link.predecessor) && link.successor != milestone && !unmoved(link.successor) {
                let pushed = plan.dependencies.iter().any(|other| other.successor == link.successor && !unmoved(other.predecessor));
                prop_assert!(pushed, "{} moved for no reason", link.successor);
            }
        }
    }

    /// Cycles, loops, ends that do not exist, dates at the edge of time: an answer, never a panic.
    #[test]
    fn no_plan_is_too_odd(
        links in proptest::collection::vec((0usize..9, 0usize..9, 0usize..4, any::<i32>()), 0..14),
        odd in proptest::collection::vec((any::<Option<u32>>(), any::<Option<u32>>(), 0usize..6, any::<bool>()), 0..7),
        edge in proptest::sample::select(vec![NaiveDate::MIN, NaiveDate::MAX, NaiveDate::default()]),
    ) {
        let mut plan = Plan { go_live: Some(edge), ..Plan::default() };
        for (at, (days, left, status, pinned)) in odd.into_iter().enumerate() {
            let mut one = milestone(&format!("m{at}"));
            (one.duration_days, one.remaining_days) = (days, left);
            one.status = match status {
                0 => Status::Done { on: edge },
                1 => Status::InProgress,
                2 => Status::NotNeeded { reason: String::new() },
                _ => Status::NotStarted,
            };
            one.archived = status == 3;
            one.due = pinned.then_some(Due { date: edge, pinned, weeks: Some((0, u16::MAX)) });
            one.start = (status == 4).then_some(edge);
            one.everybody = status == 5;
            plan.milestones.push(one);
        }
        let kinds = [DependencyKind::FinishToStart, DependencyKind::StartToStart, DependencyKind::FinishToFinish, DependencyKind::StartToFinish];
        plan.dependencies = links.iter().map(|(a, b, kind, lag_days)| Dependency {
            predecessor: id(&format!("m{a}")), successor: id(&format!("m{b}")), kind: kinds[*kind], lag_days: *lag_days,
            policy: GapPolicy::Keep,
        }).collect();
        let result = schedule(&plan, today());
        let live = plan.milestones.iter().filter(|one| !one.archived && !matches!(one.status, Status::NotNeeded { .. }));
        prop_assert_eq!(result.rows.len(), live.count());
        for cycle in &result.cycles {
            let mut ring = cycle.clone();
            ring.push(cycle[0]);
            for pair in ring.windows(2) {
                prop_assert!(plan.dependencies.iter().any(|link| link.predecessor == pair[0] && link.successor == pair[1]));
            }
        }
        accelerations(&plan, today());
        let asks: Vec<Ask> = plan.milestones.iter().map(|one| Ask::Later { milestone: one.id, days: 3 }).collect();
        undoes(&plan, &propose(&plan, today(), &asks));
        let _ = WorkingDays::of(&Calendar::default()).between(edge, today());
    }
}
