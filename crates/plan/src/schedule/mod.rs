//! The schedule: what must happen by when, and what will.
//!
//! A schedule is a function of the plan and of `today`, and of nothing else. It takes any plan:
//! cycles, missing ends and contradictions are named in the result, and the rest still gets dates.
//!
//! | term | meaning |
//! |---|---|
//! | start, finish | the first and the last day of work, both worked: a one-day step starts and finishes on one day |
//! | earliest | projected forward from today and what is so; never before today unless done |
//! | latest | worked backwards from the go-live date, the decision date and pinned dates |
//! | slack | working days from the earliest finish to the latest that still meets the **go-live date**; negative is too late |
//! | float | working days from the earliest finish to the latest that keeps the **projected** go-live; 0 is critical |
//!
//! All spans are working days of the calendar of the milestone that they are about: that of its
//! owner's side, of all sides involved when the work is joint, and of buyer and seller while nobody
//! owns it. Rules and worked examples: `docs/scheduling.md`.

mod accelerate;
mod anchors;
mod arc;
mod backward;
mod critical;
mod cycles;
mod days;
mod duration;
mod forward;
mod network;
mod state;

use chrono::NaiveDate;
use serde::Serialize;

pub use accelerate::{ACCELERATIONS_MAX, Acceleration, Lever, accelerations};
pub use critical::{CRITICAL_PATHS_MAX, Fixed, Impossible};
pub use days::Workdays;
pub use duration::DurationRule;
pub use forward::Cause;
pub use network::{DURATION_DAYS_MAX, IgnoredBecause, IgnoredDependency, LAG_DAYS_MAX};

pub(crate) use arc::Arc;
pub(crate) use forward::{Placed, forward};
pub(crate) use network::Network;
pub(crate) use state::{State, is_live};

use crate::{
    calendar::{Day, date_of},
    id::{IdMap, MilestoneId},
    model::{Dependency, Plan},
};
use anchors::Anchors;
use backward::{Held, Latest, backward};

/// A plan with dates. Made by [`schedule`].
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Schedule {
    /// The reader's today.
    pub as_of: NaiveDate,
    /// The shared target: the go-live date of the plan, else the due date of its go-live milestone.
    pub target: Option<NaiveDate>,
    /// Earliest finish of the go-live milestone; without one, of everything.
    pub projected: Option<NaiveDate>,
    /// Working days from the target to the projection: positive is late, negative is early.
    pub variance_days: Option<i64>,
    /// One a milestone that takes part (neither archived nor dropped), in the plan's order.
    pub rows: Vec<Row>,
    /// Chains without float that carry the projected go-live, all that tie; at most [`CRITICAL_PATHS_MAX`].
    pub critical_paths: Vec<Vec<MilestoneId>>,
    /// What cannot be met any more: the go-live first, then in the plan's order.
    pub impossible: Vec<Impossible>,
    /// Milestones that wait for each other, in order, the first not repeated; one chain a knot.
    pub cycles: Vec<Vec<MilestoneId>>,
    /// Dependencies that have no say.
    pub ignored: Vec<IgnoredDependency>,
    #[serde(skip)]
    index: IdMap<MilestoneId, u32>,
}

/// The dates of one milestone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Which.
    pub milestone: MilestoneId,
    /// Earliest first day of work; a fact once it runs.
    pub start: NaiveDate,
    /// Earliest last day of work; a fact once it is done.
    pub finish: NaiveDate,
    /// What holds `finish` (and with it `start`) where it is.
    pub cause: Cause,
    /// Working days that it takes.
    pub days: i64,
    /// Where `days` comes from.
    pub rule: DurationRule,
    /// Latest dates; `None` when it is done or nothing fixed comes after it.
    pub latest: Option<LatestDates>,
    /// Working days to the latest finish that meets the go-live date; see the module.
    pub slack_days: Option<i64>,
    /// Working days to the latest finish that keeps the projected go-live; see the module.
    pub float_days: Option<i64>,
    /// Waits for itself through others; its dependencies within that knot are ignored.
    pub in_cycle: bool,
}

impl Row {
    /// A day's delay here is a day's delay (or more) of the projected go-live.
    pub fn is_critical(&self) -> bool {
        self.float_days == Some(0)
    }
}

/// By when at the latest, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LatestDates {
    /// Latest first day of work.
    pub start: NaiveDate,
    /// Latest last day of work.
    pub finish: NaiveDate,
    /// What holds them.
    pub held_by: HeldBy,
}

/// What holds a latest date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HeldBy {
    /// A fixed day of its own.
    Fixed(Fixed),
    /// A successor.
    Before(Dependency),
}

impl Schedule {
    /// The dates of a milestone; `None` when it is archived, dropped or unknown.
    pub fn row(&self, milestone: MilestoneId) -> Option<&Row> {
        self.index
            .get(&milestone)
            .map(|at| &self.rows[*at as usize])
    }
}

/// Schedules a plan: one pass each way over milestones and dependencies, so the cost is linear.
pub fn schedule(plan: &Plan, today: NaiveDate) -> Schedule {
    of_network(Network::of(plan, today))
}

pub(crate) fn of_network(network: Network) -> Schedule {
    let schedule = with_rows(&network);
    Schedule {
        ignored: network.ignored,
        index: network.index,
        ..schedule
    }
}

fn with_rows(network: &Network) -> Schedule {
    let placed = forward(network);
    let anchors = Anchors::of(network);
    let to_target = backward(network, |node| anchors.go_live(node));
    let to_fixed = if anchors.any_of_its_own() {
        &backward(network, |node| anchors.all(node).map(|(day, _)| day))
    } else {
        &to_target
    };
    let projected = projected(network, &placed);
    let floats = critical::floats(network, projected);
    let bounded: Vec<u32> = (0..placed.len() as u32)
        .filter(|node| anchors.go_live(*node).is_some())
        .collect();
    let ids = |chain: &Vec<u32>| {
        chain
            .iter()
            .map(|at| network.node(*at).milestone.id)
            .collect()
    };
    let mut schedule = Schedule {
        as_of: date_of(network.today),
        target: anchors.target.map(date_of),
        projected: projected.map(date_of),
        variance_days: anchors.target.zip(projected).map(|(target, end)| {
            let days = network.go_live_days();
            days.through(end) - days.through(target)
        }),
        rows: Vec::new(),
        critical_paths: critical::paths(network, &placed, &floats),
        impossible: critical::impossible(network, &placed, anchors.target, &bounded),
        cycles: network.cycles.iter().map(ids).collect(),
        ignored: Vec::new(),
        index: IdMap::default(),
    };
    let rows = (0..placed.len()).map(|at| {
        let latest = latest_dates(network, &anchors, at as u32, to_fixed[at]);
        let slack_days = to_target[at].slack(placed[at].last);
        let float_days = floats[at].slack(placed[at].last);
        Row {
            latest,
            slack_days,
            float_days,
            ..row(network, at as u32, &placed[at])
        }
    });
    schedule.rows = rows.collect();
    schedule
}

/// The earliest dates of a node.
fn row(network: &Network, node: u32, placed: &Placed) -> Row {
    let own = network.node(node);
    Row {
        milestone: own.milestone.id,
        start: date_of(placed.start),
        finish: date_of(placed.finish),
        cause: placed.hold.cause(network, node),
        days: own.days,
        rule: own.rule,
        latest: None,
        slack_days: None,
        float_days: None,
        in_cycle: network.cyclic[node as usize],
    }
}

fn projected(network: &Network, placed: &[Placed]) -> Option<Day> {
    let finish = |node: u32| placed[node as usize].finish;
    let go_live = network.go_lives().map(finish).max();
    go_live.or_else(|| placed.iter().map(|one| one.finish).max())
}

fn latest_dates(
    network: &Network,
    anchors: &Anchors,
    node: u32,
    latest: Latest,
) -> Option<LatestDates> {
    let days = network.days(node);
    let held_by = match latest.held {
        Held::Free => return None,
        Held::Anchor => HeldBy::Fixed(anchors.all(node)?.1),
        Held::Before(at) => HeldBy::Before(network.plan.dependencies[at as usize]),
    };
    let start = match network.node(node).state {
        State::Running { start } => start,
        _ => days.day(latest.last - (network.node(node).days - 1)),
    };
    Some(LatestDates {
        start: date_of(start),
        finish: date_of(days.day(latest.last)),
        held_by,
    })
}
