//! `check`: completeness, lint and health, for people and for pipelines.

use std::collections::BTreeMap;

use plan::{
    completeness::{Check, Presence, completeness, is_complete},
    health::{Colour, Health, health},
    lint::lint,
    schedule::schedule,
};
use serde_json::json;

use crate::{
    Done, FOUND, OK, Surroundings, args,
    files::{plan, put},
    print::{self, Tone, names, said, toned},
};

pub(crate) fn check(args: &args::Check, around: &mut Surroundings<'_>) -> Done {
    let plan = plan(&args.file, &args.common, around)?;
    let today = args.common.today.unwrap_or(around.today);
    let (checks, lints) = (completeness(&plan), lint(&plan, today));
    let health = health(&plan, &schedule(&plan, today));
    let clean = is_complete(&checks) && lints.is_empty() && health.colour == Colour::Green;
    let text = if args.common.json {
        print::document(&json!({
            "as_of": today,
            "complete": is_complete(&checks),
            "completeness": print::json(&checks),
            "lint": print::json(&lints),
            "health": print::json(&health),
        }))
    } else {
        let names = names(&plan);
        let head = |text| toned(text, Tone::Strong, around.colours);
        let mut out = format!("{}\n{}", head("Completeness"), components(&checks, &names));
        out += &format!("\n{}\n", head("Worth a look"));
        for lint in &lints {
            out += &format!("  {}\n", said(&print::json(lint), &names));
        }
        out += &format!(
            "\n{} {}",
            head("Health:"),
            findings(&health, &names, around.colours)
        );
        out
    };
    put(text.as_bytes(), &args.common, around)?;
    Ok(if clean { OK } else { FOUND })
}

type Names = BTreeMap<String, String>;

/// The seven components, one a line.
fn components(checks: &[Check], names: &Names) -> String {
    let row = |check: &Check| {
        let milestones = check
            .milestones
            .iter()
            .map(|id| said(&print::json(id), names));
        let people = check.people.iter().map(|id| said(&print::json(id), names));
        let lacking: Vec<String> = milestones.chain(people).collect();
        vec![
            presence(check.presence).to_owned(),
            said(&print::json(&check.component), names),
            shortened(&lacking),
        ]
    };
    print::table(&checks.iter().map(row).collect::<Vec<_>>())
}

/// The colour with its reasons.
fn findings(health: &Health, names: &Names, colours: bool) -> String {
    let tone = match health.colour {
        Colour::Green => Tone::Good,
        Colour::Yellow => Tone::Warning,
        Colour::Red => Tone::Bad,
    };
    let colour = said(&print::json(&health.colour), names);
    let mut out = toned(&colour, tone, colours) + "\n";
    for finding in &health.findings {
        out += &format!("  {}\n", said(&print::json(finding), names));
    }
    let worse = health
        .milestones
        .iter()
        .filter(|one| one.colour != Colour::Green);
    for one in worse {
        let findings = one.findings.iter().map(|f| said(&print::json(f), names));
        let findings: Vec<String> = findings.collect();
        let title = said(&print::json(&one.milestone), names);
        out += &format!("  {title}: {}\n", findings.join("; "));
    }
    out
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Missing => "missing",
        Presence::Partly => "partly",
        Presence::Present => "present",
    }
}

/// The first few of a list.
fn shortened(all: &[String]) -> String {
    const MOST: usize = 4;
    if all.is_empty() {
        return String::new();
    }
    let more = all.len().saturating_sub(MOST);
    let first = all[..all.len().min(MOST)].join(", ");
    if more > 0 {
        format!("lacking: {first} and {more} more")
    } else {
        format!("lacking: {first}")
    }
}
