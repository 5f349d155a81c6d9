//! `schedule`: latest dates back from the target, earliest forward from today, slack and critical path.

use chrono::NaiveDate;
use plan::{
    model::Plan,
    schedule::{Row, Schedule, schedule as scheduled},
};
use serde_json::json;

use crate::{
    Done, OK, Surroundings, args,
    files::{plan, put},
    print::{self, names, said},
};

pub(crate) fn schedule(args: &args::Schedule, around: &mut Surroundings<'_>) -> Done {
    let plan = plan(&args.file, &args.common, around)?;
    let today = args.common.today.unwrap_or(around.today);
    let schedule = scheduled(&plan, today);
    let text = if args.common.json {
        print::document(&json!({ "titles": names(&plan), "schedule": print::json(&schedule) }))
    } else {
        print::plain(&shown(&plan, &schedule, args))
    };
    put(text.as_bytes(), &args.common, around)?;
    Ok(OK)
}

fn shown(plan: &Plan, schedule: &Schedule, args: &args::Schedule) -> String {
    let mut head = vec!["", "Milestone", "Days", "Promised"];
    if !args.back {
        head.extend(["Earliest start", "Earliest finish"]);
    }
    if !args.forward {
        head.extend(["Latest start", "Latest finish", "Slack"]);
    }
    let mut rows = vec![head.into_iter().map(str::to_owned).collect::<Vec<_>>()];
    rows.extend(schedule.rows.iter().map(|row| cells(plan, row, args)));
    print::table(&rows) + "\n" + &summary(schedule) + &chains(plan, schedule)
}

fn cells(plan: &Plan, row: &Row, args: &args::Schedule) -> Vec<String> {
    let milestone = plan.milestone(row.milestone);
    let due = milestone.and_then(|m| m.due).map(|due| due.date);
    let mark = if row.is_critical() { "*" } else { "" };
    let mut cells = vec![
        mark.to_owned(),
        milestone.map_or(String::new(), |m| m.title.clone()),
        row.days.to_string(),
        date(due),
    ];
    if !args.back {
        cells.extend([row.start.to_string(), row.finish.to_string()]);
    }
    if !args.forward {
        let slack = row.slack_days.map(|days| days.to_string());
        cells.extend([
            date(row.latest.map(|latest| latest.start)),
            date(row.latest.map(|latest| latest.finish)),
            slack.unwrap_or_default(),
        ]);
    }
    cells
}

fn summary(schedule: &Schedule) -> String {
    let mut out = format!("As of {}", schedule.as_of);
    if let Some(target) = schedule.target {
        out += &format!("; target {target}");
    }
    if let Some(projected) = schedule.projected {
        out += &format!("; projected {projected}");
    }
    if let Some(days) = schedule.variance_days {
        out += &match days {
            0 => "; on time".to_owned(),
            1.. => format!("; {days} working days late"),
            _ => format!("; {} working days early", -days),
        };
    }
    out + "\n"
}

fn chains(plan: &Plan, schedule: &Schedule) -> String {
    let names = names(plan);
    let chain = |ids: &[plan::id::MilestoneId]| {
        let titles = ids.iter().map(|id| said(&print::json(id), &names));
        titles.collect::<Vec<_>>().join(" -> ")
    };
    let mut out = String::new();
    for path in &schedule.critical_paths {
        out += &format!("Critical path (*): {}\n", chain(path));
    }
    for cycle in &schedule.cycles {
        out += &format!("They wait for each other: {}\n", chain(cycle));
    }
    for one in &schedule.impossible {
        out += &format!(
            "Cannot be met: {} by {} (earliest {}, {} working days later), because of {}\n",
            said(&print::json(&one.milestone), &names),
            one.date,
            one.earliest,
            one.days,
            chain(&one.chain)
        );
    }
    out
}

fn date(date: Option<NaiveDate>) -> String {
    date.map_or(String::new(), |date| date.to_string())
}
