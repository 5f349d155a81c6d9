//! The schedule against a slow twin that walks day by day and knows no order, no tables and no passes.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use plan::{
    model::*,
    schedule::{Schedule, schedule},
};
use proptest::prelude::*;

use crate::drawing::{date, id, milestone, person};

/// Cases a property: 10,000 unless `PLAN_PROPERTY_CASES` says otherwise (mutation testing runs fewer).
pub fn budget() -> ProptestConfig {
    let cases = std::env::var("PLAN_PROPERTY_CASES").ok();
    ProptestConfig {
        cases: cases.and_then(|text| text.parse().ok()).unwrap_or(10_000),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

const TODAY: &str = "2026-03-04";

fn shift(day: NaiveDate, by: i64) -> NaiveDate {
    if by < 0 {
        day - Days::new(by.unsigned_abs())
    } else {
        day + Days::new(by.unsigned_abs())
    }
}

/// Calendars as somebody would explain them: a day counts if all who take part work on it.
pub struct Twin<'p> {
    pub plan: &'p Plan,
    pub today: NaiveDate,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct Span {
    start: NaiveDate,
    finish: NaiveDate,
}

impl Twin<'_> {
    fn side_works(&self, side: Side, day: NaiveDate) -> bool {
        let calendar = self.plan.calendars.get(&side).cloned().unwrap_or_default();
        calendar.weekdays.contains(&day.weekday()) && !self.is_off(side, day)
    }

    fn is_off(&self, side: Side, day: NaiveDate) -> bool {
        let calendar = self.plan.calendars.get(&side).cloned().unwrap_or_default();
        calendar.holidays.contains_key(&day)
            || calendar
                .blackouts
                .iter()
                .any(|b| b.from <= day && day <= b.to)
    }

    fn sides(&self, one: &Milestone) -> Vec<Side> {
        if one.everybody {
            return vec![Side::Buyer, Side::Seller, Side::Partner];
        }
        let mut sides: Vec<Side> = Vec::new();
        for id in one.accountable.iter().chain(&one.helpers) {
            sides.extend(
                self.plan
                    .people
                    .iter()
                    .filter(|p| p.id == *id)
                    .map(|p| p.side),
            );
        }
        if sides.is_empty() {
            sides = vec![Side::Buyer, Side::Seller];
        }
        sides
    }

    fn works(&self, one: &Milestone, day: NaiveDate) -> bool {
        let sides = self.sides(one);
        let week = |side: Side| {
            self.plan
                .calendars
                .get(&side)
                .cloned()
                .unwrap_or_default()
                .weekdays
        };
        let common = week(sides[0])
            .into_iter()
            .any(|weekday| sides.iter().all(|side| week(*side).contains(&weekday)));
        if common {
            sides.iter().all(|side| self.side_works(*side, day))
        } else {
            let lead = if one.accountable.is_some() {
                sides[0]
            } else {
                *sides.iter().min().unwrap()
            };
            self.side_works(lead, day)
        }
    }

    /// The n-th working day from `day` on (0: `day` itself or the next), or back for negative n.
    fn step(&self, one: &Milestone, day: NaiveDate, n: i64) -> NaiveDate {
        let mut at = day;
        while !self.works(one, at) {
            at = shift(at, 1);
        }
        for _ in 0..n.abs() {
            at = shift(at, n.signum());
            while !self.works(one, at) {
                at = shift(at, n.signum());
            }
        }
        at
    }

    pub fn on_or_before(&self, one: &Milestone, day: NaiveDate) -> NaiveDate {
        let mut at = day;
        while !self.works(one, at) {
            at = shift(at, -1);
        }
        at
    }

    fn running(one: &Milestone) -> bool {
        one.status == Status::InProgress
    }

    /// The span that ends on `finish`.
    fn ending(&self, one: &Milestone, finish: NaiveDate) -> Span {
        let start = if Self::running(one) {
            one.start.unwrap_or(self.today).min(self.today)
        } else {
            self.step(one, finish, 1 - i64::from(one.duration_days.unwrap()))
        };
        Span { start, finish }
    }

    /// The earliest day of the bounded end that a dependency allows.
    fn keeps(&self, link: &Dependency, from: Span, to: Span) -> bool {
        let one = self.milestone(link.successor);
        let lag = i64::from(link.lag_days);
        let (end, earliest) = match link.kind {
            DependencyKind::FinishToStart => (to.start, self.step(one, shift(from.finish, 1), lag)),
            DependencyKind::StartToStart => (to.start, self.step(one, from.start, lag)),
            DependencyKind::FinishToFinish => (to.finish, self.step(one, from.finish, lag)),
            DependencyKind::StartToFinish => (to.finish, self.step(one, from.start, lag)),
        };
        let starts = matches!(
            link.kind,
            DependencyKind::FinishToStart | DependencyKind::StartToStart
        );
        (starts && Self::running(one)) || end >= earliest
    }

    fn milestone(&self, id: plan::id::MilestoneId) -> &Milestone {
        self.plan
            .milestones
            .iter()
            .find(|one| one.id == id)
            .unwrap()
    }

    /// The first day, if any, that a milestone could end on when nothing bounds it.
    fn floor(&self, one: &Milestone) -> NaiveDate {
        let days = i64::from(one.duration_days.unwrap());
        let today = self.step(one, self.today, 0);
        let own = if let Some(left) = one.remaining_days.filter(|_| Self::running(one)) {
            let before = self.on_or_before(one, self.today);
            if left == 0 {
                today
            } else {
                self.step(one, before, i64::from(left))
            }
        } else if Self::running(one) {
            match one.start {
                Some(start) => self.step(one, start.min(self.today), days - 1).max(today),
                None => match one.due {
                    Some(due) => self.on_or_before(one, due.date).max(today),
                    None => self.step(one, today, days - 1),
                },
            }
        } else {
            let start = one.start.unwrap_or(self.today).max(self.today);
            self.step(one, start, days - 1)
        };
        match one.due.filter(|due| due.pinned) {
            Some(due) => own.max(self.on_or_before(one, due.date)),
            None => own,
        }
    }

    /// The least spans that keep every dependency, found by moving one finish by one day until nothing is left to move.
    /// `late` working days are added to one milestone.
    fn earliest(&self, late: Option<(usize, i64)>) -> Vec<Span> {
        let mut spans: Vec<Span> = self
            .plan
            .milestones
            .iter()
            .map(|one| match one.status {
                Status::Done { on } => Span {
                    start: one.start.unwrap_or(on).min(on),
                    finish: on,
                },
                _ => self.ending(one, self.floor(one)),
            })
            .collect();
        let settle = |spans: &mut Vec<Span>| loop {
            let broken = self.plan.dependencies.iter().find_map(|link| {
                let (from, to) = (self.place(link.predecessor), self.place(link.successor));
                let done = matches!(self.plan.milestones[to].status, Status::Done { .. });
                (!done && !self.keeps(link, spans[from], spans[to])).then_some(to)
            });
            let Some(at) = broken else { break };
            let one = &self.plan.milestones[at];
            spans[at] = self.ending(one, self.step(one, shift(spans[at].finish, 1), 0));
        };
        settle(&mut spans);
        if let Some((at, days)) = late {
            let one = &self.plan.milestones[at];
            spans[at] = self.ending(one, self.step(one, spans[at].finish, days));
            settle(&mut spans);
        }
        spans
    }

    fn place(&self, id: plan::id::MilestoneId) -> usize {
        self.plan
            .milestones
            .iter()
            .position(|one| one.id == id)
            .unwrap()
    }

    fn end(&self, spans: &[Span]) -> NaiveDate {
        let finishes = |go_live: bool| {
            let all = self.plan.milestones.iter().zip(spans);
            all.filter(move |(one, _)| !go_live || one.kind == MilestoneKind::GoLive)
                .map(|(_, span)| span.finish)
                .max()
        };
        finishes(true).or_else(|| finishes(false)).unwrap()
    }

    fn count(&self, one: &Milestone, from: NaiveDate, to: NaiveDate) -> i64 {
        let (a, b, sign) = if from <= to {
            (from, to, 1)
        } else {
            (to, from, -1)
        };
        sign * a
            .iter_days()
            .skip(1)
            .take_while(|day| *day <= b)
            .filter(|day| self.works(one, *day))
            .count() as i64
    }
}

prop_compose! {
    fn calendar()(
        weekdays in prop_oneof![
            4 => Just(Calendar::default().weekdays),
            2 => Just(vec![Weekday::Sat, Weekday::Sun]),
            1 => Just(vec![Weekday::Wed]),
            2 => proptest::sample::subsequence(Calendar::default().weekdays, 1..=5),
        ],
        holidays in proptest::collection::vec(-10i64..40, 0..4),
        blackouts in proptest::collection::vec((-10i64..40, 0i64..9), 0..2),
    ) -> Calendar {
        let base = date(TODAY);
        Calendar {
            weekdays,
            holidays: holidays.into_iter().map(|at| (shift(base, at), String::new())).collect(),
            blackouts: blackouts.into_iter().map(|(at, length)| Blackout {
                from: shift(base, at), to: shift(base, at + length), reason: String::new(),
            }).collect(),
        }
    }
}

fn any_milestone() -> impl Strategy<Value = Milestone> {
    let status = prop_oneof![
        6 => Just(Status::NotStarted),
        2 => Just(Status::InProgress),
        1 => (-12i64..4).prop_map(|at| Status::Done { on: shift(date(TODAY), at) }),
    ];
    let owners = prop_oneof![
        Just(""),
        Just("b"),
        Just("s"),
        Just("p"),
        Just("bs"),
        Just("sb"),
        Just("all")
    ];
    let dates = (
        proptest::option::weighted(0.2, -10i64..15),
        proptest::option::weighted(0.3, (-8i64..25, any::<bool>())),
        proptest::option::weighted(0.5, 0u32..6),
    );
    (
        1u32..6,
        status,
        owners,
        dates,
        proptest::bool::weighted(0.15),
    )
        .prop_map(|(days, status, owners, (start, due, left), go_live)| {
            let mut one = milestone("x");
            one.duration_days = Some(days);
            one.status = status;
            one.everybody = owners == "all";
            let sides = owners.chars().filter(|_| owners != "all").map(|c| match c {
                'b' => Side::Buyer,
                's' => Side::Seller,
                _ => Side::Partner,
            });
            let mut people = sides.map(person);
            one.accountable = people.next();
            one.helpers = people.collect();
            one.start = start.map(|at| shift(date(TODAY), at));
            one.due = due.map(|(at, pinned)| Due {
                date: shift(date(TODAY), at),
                pinned,
                weeks: None,
            });
            one.remaining_days = left.filter(|_| one.status == Status::InProgress);
            if go_live {
                one.kind = MilestoneKind::GoLive;
            }
            one
        })
}

prop_compose! {
    /// Small plans without cycles, in an order that has nothing to do with their dependencies.
    pub fn any_plan()(plan in plain_plan()) -> Drawn { Drawn(plan) }
}

prop_compose! {
    /// Small plans without cycles, in an order that has nothing to do with their dependencies.
    fn plain_plan()(
        milestones in proptest::collection::vec(any_milestone(), 1..7),
        links in proptest::collection::vec((0usize..7, 0usize..7, 0usize..4, -3i32..4, any::<bool>()), 0..10),
        calendars in proptest::collection::vec(proptest::option::of(calendar()), 3),
        target in proptest::option::of(-5i64..60),
        order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(),
    ) -> Plan {
        let mut plan = crate::drawing::plan("").0;
        plan.milestones = milestones;
        for (at, one) in plan.milestones.iter_mut().enumerate() {
            one.id = id(&format!("m{at}"));
        }
        let kinds = [DependencyKind::FinishToStart, DependencyKind::StartToStart, DependencyKind::FinishToFinish, DependencyKind::StartToFinish];
        let count = plan.milestones.len();
        for (a, b, kind, lag_days, keep) in links {
            let (a, b) = (a % count, b % count);
            if order[a] >= order[b] {
                continue;
            }
            plan.dependencies.push(Dependency {
                predecessor: plan.milestones[a].id, successor: plan.milestones[b].id, kind: kinds[kind], lag_days,
                policy: if keep { GapPolicy::Keep } else { GapPolicy::Consume },
            });
        }
        plan.dependencies.sort();
        plan.dependencies.dedup_by_key(|one| (one.predecessor, one.successor, one.kind));
        for (side, calendar) in [Side::Buyer, Side::Seller, Side::Partner].into_iter().zip(calendars) {
            plan.calendars.extend(calendar.map(|calendar| (side, calendar)));
        }
        plan.go_live = target.map(|at| shift(date(TODAY), at));
        plan
    }
}

/// A plan that prints as the few lines that matter.
#[derive(Clone)]
pub struct Drawn(pub Plan);

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plan = &self.0;
        writeln!(f, "target {:?}", plan.go_live)?;
        for one in &plan.milestones {
            let owners = (&one.accountable, &one.helpers, one.everybody);
            let dates = (one.duration_days, one.remaining_days, one.start, one.due);
            writeln!(
                f,
                "{} {:?} {:?} {owners:?} {dates:?}",
                one.id, one.kind, one.status
            )?;
        }
        for link in &plan.dependencies {
            writeln!(
                f,
                "{} -> {} {:?} {:+} {:?}",
                link.predecessor, link.successor, link.kind, link.lag_days, link.policy
            )?;
        }
        write!(f, "{:?}", plan.calendars)
    }
}

pub fn today() -> NaiveDate {
    date(TODAY)
}

fn compare_earliest(twin: &Twin, schedule: &Schedule) -> Result<Vec<Span>, TestCaseError> {
    let spans = twin.earliest(None);
    for (row, span) in schedule.rows.iter().zip(&spans) {
        let computed = Span {
            start: row.start,
            finish: row.finish,
        };
        prop_assert_eq!(computed, *span, "{}", row.milestone);
    }
    prop_assert_eq!(schedule.projected, Some(twin.end(&spans)));
    Ok(spans)
}

/// Float: how many working days late something can be before the end moves.
fn compare_floats(twin: &Twin, schedule: &Schedule, spans: &[Span]) -> Result<(), TestCaseError> {
    let end = twin.end(spans);
    for (at, row) in schedule.rows.iter().enumerate() {
        if let Status::Done { .. } = twin.plan.milestones[at].status {
            prop_assert_eq!(row.float_days, None);
            continue;
        }
        let ends_by = |days: i64| twin.end(&twin.earliest(Some((at, days)))) <= end;
        match row.float_days {
            Some(float) => {
                prop_assert!(float >= 0, "{} has float {}", row.milestone, float);
                prop_assert!(
                    ends_by(float.min(40)),
                    "{} cannot be {} late",
                    row.milestone,
                    float
                );
                prop_assert!(
                    !ends_by(float + 1),
                    "{} can be later than {}",
                    row.milestone,
                    float
                );
            }
            None => prop_assert!(ends_by(40), "{} has no float", row.milestone),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(budget())]

    #[test]
    fn the_earliest_dates_and_floats_are_those_of_the_twin(Drawn(plan) in any_plan()) {
        let today = date(TODAY);
        let twin = Twin { plan: &plan, today };
        let schedule = schedule(&plan, today);
        let spans = compare_earliest(&twin, &schedule)?;
        compare_floats(&twin, &schedule, &spans)?;
    }

    /// Latest dates keep every dependency and every fixed day, and one working day more would not.
    #[test]
    fn the_latest_dates_are_the_last_that_keep_everything(Drawn(plan) in any_plan()) {
        let today = date(TODAY);
        let twin = Twin { plan: &plan, today };
        let schedule = schedule(&plan, today);
        let latest: Vec<Option<Span>> = schedule.rows.iter().map(|row| {
            row.latest.map(|latest| Span { start: latest.start, finish: latest.finish })
        }).collect();
        let after_go_live = |at: usize| {
            let mut seen = vec![at];
            let mut next = 0;
            while next < seen.len() {
                let id = plan.milestones[seen[next]].id;
                for link in plan.dependencies.iter().filter(|link| link.successor == id) {
                    let from = twin.place(link.predecessor);
                    if plan.milestones[from].kind == MilestoneKind::GoLive { return true; }
                    seen.push(from);
                }
                next += 1;
            }
            false
        };
        let target = schedule.target;
        for (at, one) in plan.milestones.iter().enumerate() {
            if matches!(one.status, Status::Done { .. }) {
                prop_assert_eq!(latest[at], None);
                continue;
            }
            let own = [target.filter(|_| one.kind == MilestoneKind::GoLive || !after_go_live(at)), one.due.filter(|due| due.pinned).map(|due| due.date)]
                .into_iter().flatten().min();
            let fits = |span: Span| {
                own.is_none_or(|own| span.finish <= own) && plan.dependencies.iter().all(|link| {
                    let to = twin.place(link.successor);
                    let from_start = matches!(link.kind, DependencyKind::StartToStart | DependencyKind::StartToFinish);
                    let settled = from_start && Twin::running(one); // its start is a fact
                    settled || link.predecessor != one.id || latest[to].is_none_or(|to| twin.keeps(link, span, to))
                })
            };
            match latest[at] {
                Some(span) => {
                    prop_assert_eq!(span, twin.ending(one, span.finish), "{} is not its span", one.id);
                    prop_assert!(fits(span), "{} at {:?} breaks something", one.id, span);
                    let more = twin.ending(one, twin.step(one, span.finish, 1));
                    prop_assert!(!fits(more), "{} could be later than {:?}", one.id, span);
                }
                None => {
                    let far = twin.ending(one, twin.step(one, shift(today, 300), 0));
                    prop_assert!(fits(far), "{} is bounded", one.id);
                }
            }
        }
    }

    /// Work backwards, then project forward: both tell one story.
    #[test]
    fn backward_and_forward_never_contradict(Drawn(plan) in any_plan()) {
        let today = date(TODAY);
        let twin = Twin { plan: &plan, today };
        let schedule = schedule(&plan, today);
        let too_late = schedule.rows.iter().any(|row| row.latest.is_some_and(|latest| row.finish > latest.finish));
        prop_assert_eq!(too_late, !schedule.impossible.is_empty());
        for (row, one) in schedule.rows.iter().zip(&plan.milestones) {
            if let Some((slack, latest)) = row.slack_days.zip(row.latest) {
                let pins = plan.milestones.iter().any(|one| one.due.is_some_and(|due| due.pinned));
                if !pins {
                    prop_assert_eq!(slack, twin.count(one, row.finish, latest.finish));
                }
            }
        }
        for miss in &schedule.impossible {
            prop_assert!(miss.days > 0 && miss.earliest > miss.date);
            prop_assert_eq!(*miss.chain.last().unwrap(), miss.milestone);
        }
        for path in &schedule.critical_paths {
            prop_assert!(path.iter().all(|id| schedule.row(*id).unwrap().is_critical()));
        }
        let critical = schedule.rows.iter().any(|row| row.is_critical());
        prop_assert_eq!(critical, !schedule.critical_paths.is_empty());
    }
}
