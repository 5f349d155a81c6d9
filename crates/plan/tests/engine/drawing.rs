//! Plans as drawings. One line a milestone:
//!
//! ```text
//! today 2026-03-02            as of
//! target 2026-03-20           go-live date
//! decide 2026-03-10           decision date
//! calendar seller Sat Sun     working weekdays of a side
//! off buyer 2026-03-09        a holiday
//! freeze buyer 2026-03-27 2026-04-02
//! legal 5d due 2026-03-06 seller after security, budget ff+2 keep
//! ```
//! Words after the name: `5d`, `due D`, `pinned D`, `start D`, `done D`, `running`, `left N`, `waiting`,
//! `blocked`, `dropped`, `archived`, `go-live`, `decision`, `buyer`, `seller`, `partner`, `joint`, `all`.

use std::fmt::Write;

use chrono::NaiveDate;
use plan::{
    id::{MilestoneId, PersonId},
    model::*,
    schedule::{Cause, HeldBy, Schedule},
};

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("no date: {text}"))
}

pub fn id(text: &str) -> MilestoneId {
    text.parse().unwrap_or_else(|_| panic!("no id: {text}"))
}

pub fn person(side: Side) -> PersonId {
    let name = match side {
        Side::Buyer => "bea",
        Side::Seller => "sam",
        Side::Partner => "pat",
    };
    name.parse().unwrap()
}

pub fn milestone(name: &str) -> Milestone {
    Milestone {
        id: id(name),
        title: name.to_owned(),
        kind: MilestoneKind::Step,
        accountable: None,
        helpers: vec![],
        everybody: false,
        start: None,
        due: None,
        duration_days: None,
        remaining_days: None,
        status: Status::NotStarted,
        done_when: String::new(),
        result: String::new(),
        notes: String::new(),
        links: vec![],
        checklist: vec![],
        phase: None,
        function: None,
        archived: false,
        created_by: None,
    }
}

/// The plan of a drawing, and its today.
pub fn plan(drawing: &str) -> (Plan, NaiveDate) {
    let mut plan = Plan::default();
    let mut today = date("2026-03-02");
    for side in [Side::Buyer, Side::Seller, Side::Partner] {
        let name = format!("{} Doe", person(side));
        plan.people.push(Person::new(person(side), &name, side));
    }
    for line in drawing
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
    {
        let (words, after) = line.split_once(" after ").unwrap_or((line, ""));
        let words: Vec<&str> = words.split_whitespace().collect();
        match words[0] {
            "today" => today = date(words[1]),
            "target" => plan.go_live = Some(date(words[1])),
            "decide" => {
                plan.decision = Some(Decision {
                    date: date(words[1]),
                    reason: String::new(),
                });
            }
            "calendar" | "off" | "freeze" => calendar(&mut plan, &words),
            name => {
                plan.milestones.push(read_milestone(name, &words[1..]));
                let links = after.split(',').filter(|link| !link.trim().is_empty());
                plan.dependencies
                    .extend(links.map(|link| read_link(name, link)));
            }
        }
    }
    plan.dependencies.sort();
    (plan, today)
}

fn side(word: &str) -> Option<Side> {
    match word {
        "buyer" => Some(Side::Buyer),
        "seller" => Some(Side::Seller),
        "partner" => Some(Side::Partner),
        _ => None,
    }
}

fn calendar(plan: &mut Plan, words: &[&str]) {
    let side = side(words[1]).unwrap_or_else(|| panic!("no side: {}", words[1]));
    let calendar = plan.calendars.entry(side).or_default();
    match words[0] {
        "calendar" => {
            calendar.weekdays = words[2..].iter().map(|day| day.parse().unwrap()).collect();
        }
        "off" => {
            calendar.holidays.insert(date(words[2]), String::new());
        }
        _ => calendar.blackouts.push(Blackout {
            from: date(words[2]),
            to: date(words[3]),
            reason: String::new(),
        }),
    }
}

fn read_milestone(name: &str, words: &[&str]) -> Milestone {
    let mut one = milestone(name);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let mut argument = || *words.next().unwrap_or_else(|| panic!("{word} of what?"));
        match *word {
            "due" | "pinned" => {
                one.due = Some(Due {
                    date: date(argument()),
                    pinned: *word == "pinned",
                    weeks: None,
                });
            }
            "start" => one.start = Some(date(argument())),
            "done" => {
                one.status = Status::Done {
                    on: date(argument()),
                }
            }
            "running" => one.status = Status::InProgress,
            "left" => one.remaining_days = Some(argument().parse().unwrap()),
            "waiting" => one.status = Status::Waiting { on: String::new() },
            "blocked" => {
                one.status = Status::Blocked {
                    reason: "why".into(),
                    clears: None,
                }
            }
            "dropped" => {
                one.status = Status::NotNeeded {
                    reason: String::new(),
                }
            }
            "archived" => one.archived = true,
            "go-live" => one.kind = MilestoneKind::GoLive,
            "decision" => one.kind = MilestoneKind::Decision,
            "all" => one.everybody = true,
            "joint" => {
                one.accountable = Some(person(Side::Buyer));
                one.helpers = vec![person(Side::Seller)];
            }
            word => match (side(word), word.strip_suffix('d')) {
                (Some(side), _) => one.accountable = Some(person(side)),
                (None, Some(days)) => one.duration_days = Some(days.parse().unwrap()),
                _ => panic!("what is {word}?"),
            },
        }
    }
    one
}

/// `legal`, `legal ff+2`, `legal ss-1 keep`.
fn read_link(successor: &str, link: &str) -> Dependency {
    let mut words = link.split_whitespace();
    let mut dependency = Dependency {
        predecessor: id(words.next().unwrap()),
        successor: id(successor),
        kind: DependencyKind::FinishToStart,
        lag_days: 0,
        policy: GapPolicy::Consume,
    };
    for word in words {
        if word == "keep" {
            dependency.policy = GapPolicy::Keep;
            continue;
        }
        let (kind, lag) = word.split_at(2);
        dependency.kind = match kind {
            "fs" => DependencyKind::FinishToStart,
            "ss" => DependencyKind::StartToStart,
            "ff" => DependencyKind::FinishToFinish,
            "sf" => DependencyKind::StartToFinish,
            _ => panic!("what is {word}?"),
        };
        dependency.lag_days = lag.parse().unwrap_or(0);
    }
    dependency
}

/// The short form of a dependency, as in `legal ff+2`.
pub fn link(dependency: &Dependency) -> String {
    let kind = match dependency.kind {
        DependencyKind::FinishToStart => "",
        DependencyKind::StartToStart => " ss",
        DependencyKind::FinishToFinish => " ff",
        DependencyKind::StartToFinish => " sf",
    };
    match dependency.lag_days {
        0 => format!("{}{kind}", dependency.predecessor),
        lag => format!("{}{kind}{lag:+}", dependency.predecessor),
    }
}

fn cause(cause: &Cause) -> String {
    match cause {
        Cause::Today => "today".into(),
        Cause::AgreedStart { .. } => "agreed start".into(),
        Cause::Remaining { days } => format!("{days} left"),
        Cause::StartedThen { .. } => "started then".into(),
        Cause::Promised { .. } => "promise".into(),
        Cause::Pinned { .. } => "pinned".into(),
        Cause::Done => "done".into(),
        Cause::After(dependency) => format!("after {}", link(dependency)),
    }
}

/// A schedule as a table: earliest dates, working days, latest finish, slack, float (`*` is critical), cause.
pub fn draw(schedule: &Schedule) -> String {
    let mut drawing = String::new();
    let number = |days: Option<i64>| days.map_or("-".to_owned(), |days| days.to_string());
    for row in &schedule.rows {
        let latest = row.latest.map_or("-".to_owned(), |latest| {
            let held = match latest.held_by {
                HeldBy::Fixed(fixed) => format!("{fixed:?}").to_lowercase(),
                HeldBy::Before(dependency) => dependency.successor.to_string(),
            };
            format!("{} {held}", latest.finish.format("%m-%d"))
        });
        let critical = if row.is_critical() { "*" } else { " " };
        writeln!(
            drawing,
            "{:<13} {} .. {} {:>2}d | latest {:<19} slack {:>3} {critical} | {}{}",
            row.milestone.as_str(),
            row.start,
            row.finish,
            row.days,
            latest,
            number(row.slack_days),
            cause(&row.cause),
            if row.in_cycle { ", cycle" } else { "" },
        )
        .unwrap();
    }
    if let Some(projected) = schedule.projected {
        write!(drawing, "go-live {projected}").unwrap();
        if let Some((target, days)) = schedule.target.zip(schedule.variance_days) {
            write!(drawing, ", target {target}, {days:+} days").unwrap();
        }
        drawing.push('\n');
    }
    let chain = |ids: &[MilestoneId]| {
        let names: Vec<&str> = ids.iter().map(MilestoneId::as_str).collect();
        names.join(" > ")
    };
    for path in &schedule.critical_paths {
        writeln!(drawing, "critical: {}", chain(path)).unwrap();
    }
    for miss in &schedule.impossible {
        let fixed = format!("{:?}", miss.fixed).to_lowercase();
        writeln!(
            drawing,
            "impossible: {fixed} {}, earliest {}, {} days late: {}",
            miss.date,
            miss.earliest,
            miss.days,
            chain(&miss.chain)
        )
        .unwrap();
    }
    for cycle in &schedule.cycles {
        writeln!(drawing, "cycle: {}", chain(cycle)).unwrap();
    }
    for ignored in &schedule.ignored {
        let because = format!("{:?}", ignored.because).to_lowercase();
        let successor = ignored.dependency.successor;
        writeln!(
            drawing,
            "ignored: {} > {successor}, {because}",
            link(&ignored.dependency)
        )
        .unwrap();
    }
    drawing
}
