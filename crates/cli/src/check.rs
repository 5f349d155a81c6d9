//! `check`: completeness, lint and health, for people and for pipelines.

use plan::{
    completeness::{Presence, completeness, is_complete},
    health::{Colour, health},
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
    let names = names(&plan);
    let text = if args.common.json {
        print::document(&json!({
            "as_of": today,
            "complete": is_complete(&checks),
            "completeness": print::json(&checks),
            "lint": print::json(&lints),
            "health": print::json(&health),
        }))
    } else {
        let colours = around.colours;
        let mut out = toned("Completeness", Tone::Strong, colours) + "\n";
        let rows = checks.iter().map(|check| {
            let (word, _) = presence(check.presence);
            let at: Vec<String> = check
                .milestones
                .iter()
                .map(|id| said(&print::json(id), &names))
                .collect();
            let people = check.people.iter().map(|id| said(&print::json(id), &names));
            let at: Vec<String> = at.into_iter().chain(people).collect();
            vec![
                word.to_owned(),
                said(&print::json(&check.component), &names),
                shortened(&at),
            ]
        });
        out += &print::table(&rows.collect::<Vec<_>>());
        out += &format!("\n{}\n", toned("Worth a look", Tone::Strong, colours));
        for lint in &lints {
            out += &format!("  {}\n", said(&print::json(lint), &names));
        }
        let tone = match health.colour {
            Colour::Green => Tone::Good,
            Colour::Yellow => Tone::Warning,
            Colour::Red => Tone::Bad,
        };
        let colour = said(&print::json(&health.colour), &names);
        out += &format!(
            "\n{} {}\n",
            toned("Health:", Tone::Strong, colours),
            toned(&colour, tone, colours)
        );
        for finding in &health.findings {
            out += &format!("  {}\n", said(&print::json(finding), &names));
        }
        for one in health
            .milestones
            .iter()
            .filter(|one| one.colour != Colour::Green)
        {
            let findings: Vec<String> = one
                .findings
                .iter()
                .map(|f| said(&print::json(f), &names))
                .collect();
            out += &format!(
                "  {}: {}\n",
                said(&print::json(&one.milestone), &names),
                findings.join("; ")
            );
        }
        if colours { out } else { print::plain(&out) }
    };
    put(text.as_bytes(), &args.common, around)?;
    Ok(if clean { OK } else { FOUND })
}

fn presence(presence: Presence) -> (&'static str, Tone) {
    match presence {
        Presence::Missing => ("missing", Tone::Bad),
        Presence::Partly => ("partly", Tone::Warning),
        Presence::Present => ("present", Tone::Good),
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
