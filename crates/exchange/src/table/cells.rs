//! What single cells say: status, kind, duration, yes or no, links, checklists.

use chrono::NaiveDate;
use plan::model::{ChecklistItem, Link, MilestoneKind, Status};

use crate::{
    dates::{amount, unit},
    ids::Ids,
    limits::DURATION_DAYS_MAX,
    text::{Kind, Token, folded, tokens},
};

/// A status as a word, without what belongs to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    NotStarted,
    Waiting,
    InProgress,
    Blocked,
    Done,
    NotNeeded,
}

/// The status a cell names, and the text after it ("Blocked: no budget").
pub(super) fn state(cell: &str) -> Option<(State, &str)> {
    let (head, rest) = match cell.find([':', '(', '\n']) {
        Some(at) => (&cell[..at], cell[at + 1..].trim_end_matches(')').trim()),
        None => (cell, ""),
    };
    let state = match folded(head).as_str() {
        "not started" | "open" | "todo" | "to do" | "new" | "planned" | "upcoming" | "future"
        | "niet gestart" | "gepland" | "nieuw" | "te doen" | "no" | "nee" => State::NotStarted,
        "pending" | "waiting" | "on hold" | "wachten" | "in afwachting" | "wacht" => State::Waiting,
        "in progress" | "started" | "ongoing" | "active" | "doing" | "wip" | "on track"
        | "at risk" | "bezig" | "loopt" | "gestart" | "in behandeling" | "in uitvoering"
        | "onderweg" | "green" | "yellow" => State::InProgress,
        "blocked" | "stuck" | "geblokkeerd" | "red" => State::Blocked,
        "complete" | "completed" | "done" | "finished" | "closed" | "ready" | "yes" | "x"
        | "gereed" | "klaar" | "afgerond" | "voltooid" | "ja" => State::Done,
        "not needed" | "cancelled" | "canceled" | "dropped" | "skipped" | "n a"
        | "not applicable" | "vervallen" | "niet nodig" | "nvt" | "n v t" | "geannuleerd" => {
            State::NotNeeded
        }
        _ => return by_sign(cell).map(|state| (state, "")),
    };
    Some((state, rest))
}

/// A tick, or a percentage: "50%", or 0.5 from a spreadsheet's percent cell.
fn by_sign(cell: &str) -> Option<State> {
    let cell = cell.trim();
    if matches!(cell, "✓" | "✔" | "✅" | "☑") {
        return Some(State::Done);
    }
    let percent = match cell.strip_suffix('%') {
        Some(number) => number.trim().replace(',', ".").parse::<f64>().ok()?,
        None => {
            let share: f64 = cell.parse().ok()?;
            if share > 1.0 { share } else { 100.0 * share }
        }
    };
    match percent {
        p if p <= 0.0 => Some(State::NotStarted),
        p if p < 100.0 => Some(State::InProgress),
        100.0 => Some(State::Done),
        _ => None,
    }
}

/// What we call a status.
pub(crate) fn status_name(status: &Status) -> &'static str {
    match status {
        Status::NotStarted => "Not started",
        Status::Waiting { .. } => "Pending",
        Status::InProgress => "In progress",
        Status::Blocked { .. } => "Blocked",
        Status::Done { .. } => "Complete",
        Status::NotNeeded { .. } => "Not needed",
    }
}

/// The status with what belongs to it; `done_on` where it is complete.
pub(super) fn status(state: State, note: &str, done_on: NaiveDate) -> Status {
    let note = note.to_owned();
    match state {
        State::NotStarted => Status::NotStarted,
        State::InProgress => Status::InProgress,
        State::Waiting => Status::Waiting { on: note },
        State::Blocked => Status::Blocked {
            reason: note,
            clears: None,
        },
        State::Done => Status::Done { on: done_on },
        State::NotNeeded => Status::NotNeeded { reason: note },
    }
}

const KINDS: [(MilestoneKind, &str); 6] = [
    (MilestoneKind::Step, "Step"),
    (MilestoneKind::Meeting, "Meeting"),
    (MilestoneKind::Approval, "Approval"),
    (MilestoneKind::Deliverable, "Deliverable"),
    (MilestoneKind::Decision, "Decision"),
    (MilestoneKind::GoLive, "Go-live"),
];

/// What we call a kind of milestone.
pub(crate) fn kind_name(kind: MilestoneKind) -> &'static str {
    KINDS
        .iter()
        .find(|(known, _)| *known == kind)
        .map_or("Step", |(_, name)| name)
}

pub(super) fn kind(cell: &str) -> Option<MilestoneKind> {
    let plain = folded(cell);
    let dutch = [
        ("stap", MilestoneKind::Step),
        ("milestone", MilestoneKind::Step),
        ("task", MilestoneKind::Step),
        ("vergadering", MilestoneKind::Meeting),
        ("overleg", MilestoneKind::Meeting),
        ("goedkeuring", MilestoneKind::Approval),
        ("besluit", MilestoneKind::Decision),
        ("oplevering", MilestoneKind::Deliverable),
        ("livegang", MilestoneKind::GoLive),
    ];
    KINDS
        .iter()
        .find(|(_, name)| folded(name) == plain)
        .map(|(kind, _)| *kind)
        .or_else(|| {
            dutch
                .iter()
                .find(|(word, _)| *word == plain)
                .map(|(_, kind)| *kind)
        })
}

/// A duration at the start of some tokens, in working days, and how many of them it takes: "10d", "2 weeks", "1w".
pub(crate) fn duration(tokens: &[Token]) -> Option<(usize, u32)> {
    let (used, count) = amount(tokens)?;
    let next = tokens.get(used)?;
    let glued = tokens[used - 1].touches(next);
    let days = match next.lower.as_str() {
        "d" | "wd" if glued => count,
        "w" if glued => count.checked_mul(5)?,
        "m" | "mo" if glued => count.checked_mul(21)?,
        _ => {
            let (more, unit) = unit(&tokens[used..])?;
            let days = unit.working_days(count);
            return (days <= DURATION_DAYS_MAX).then_some((used + more, days));
        }
    };
    (days <= DURATION_DAYS_MAX).then_some((used + 1, days))
}

/// A cell with a number of working days.
pub(super) fn days(cell: &str) -> Option<u32> {
    if let Ok(number) = cell.trim().replace(',', ".").parse::<f64>() {
        // Half a day is a day of somebody's time.
        let whole = number.ceil();
        return (0.0..=f64::from(DURATION_DAYS_MAX))
            .contains(&whole)
            .then_some(whole as u32);
    }
    let tokens = tokens(cell);
    let (used, days) = duration(&tokens)?;
    let done = tokens[used..]
        .iter()
        .all(|token| token.is_one_of(&[".", "?"]));
    done.then_some(days)
}

pub(super) fn yes(cell: &str) -> Option<bool> {
    match folded(cell).as_str() {
        "yes" | "ja" | "true" | "x" | "1" | "y" | "j" | "fixed" | "pinned" | "vast" => Some(true),
        "no" | "nee" | "false" | "0" | "n" => Some(false),
        _ => None,
    }
}

/// Addresses in a cell: `[label](address)`, or bare. The second value is what is no address.
pub(super) fn links(cell: &str, ids: &mut Ids) -> (Vec<Link>, Vec<String>) {
    let (mut links, mut rest) = (Vec::new(), Vec::new());
    for line in cell.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let labelled = line
            .strip_prefix('[')
            .and_then(|l| l.strip_suffix(')'))
            .and_then(|l| l.rsplit_once("]("));
        match labelled {
            Some((label, url)) if is_address(url) => links.push(Link {
                id: ids.link(),
                url: url.to_owned(),
                label: label.to_owned(),
            }),
            _ => {
                for word in line.split([' ', ';', '\t']).filter(|word| !word.is_empty()) {
                    let word = word.trim_matches(['<', '>', ',']);
                    if is_address(word) {
                        links.push(Link {
                            id: ids.link(),
                            url: word.to_owned(),
                            label: String::new(),
                        });
                    } else {
                        rest.push(word.to_owned());
                    }
                }
            }
        }
    }
    (links, rest)
}

/// Only what a browser may follow without running anything.
pub(crate) fn is_address(text: &str) -> bool {
    let scheme = ["https://", "http://", "mailto:"].iter().find(|scheme| {
        text.get(..scheme.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(scheme))
    });
    scheme.is_some_and(|scheme| text.len() > scheme.len() && text.len() <= 2_000)
        && !text
            .contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"'))
}

/// A link as [`links`] reads it back.
pub(crate) fn unlinked(link: &Link) -> String {
    if link.label.is_empty() && !link.url.contains([';', ',', '>']) {
        link.url.clone()
    } else {
        format!("[{}]({})", link.label, link.url)
    }
}

/// One item a line: `[x] done`, `[ ] open`, `- also an item`.
pub(super) fn checklist(cell: &str, ids: &mut Ids) -> Vec<ChecklistItem> {
    cell.lines()
        .map(str::trim)
        .filter_map(|line| {
            let line = line.strip_prefix("- ").unwrap_or(line);
            let done = ["[x] ", "[X] ", "☑ ", "✓ "]
                .iter()
                .find_map(|p| line.strip_prefix(p));
            let open = ["[ ] ", "☐ "].iter().find_map(|p| line.strip_prefix(p));
            let text = done.or(open).unwrap_or(line).trim();
            (!text.is_empty()).then(|| ChecklistItem {
                id: ids.item(),
                text: text.to_owned(),
                done: done.is_some(),
                archived: false,
            })
        })
        .collect()
}

/// Only digits: a row number, or a spreadsheet's day count.
pub(super) fn only_number(cell: &str) -> Option<u32> {
    let tokens = tokens(cell);
    match tokens.as_slice() {
        [one] if one.kind == Kind::Number => one.number(),
        _ => None,
    }
}

/// The title says that this is the target itself.
pub(crate) fn is_go_live(title: &str) -> bool {
    matches!(
        folded(title).as_str(),
        "go live" | "golive" | "livegang" | "live" | "launch" | "lancering"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_working_days() {
        for (cell, expected) in [
            ("10", Some(10)),
            ("10d", Some(10)),
            ("10 days", Some(10)),
            ("2 weeks", Some(10)),
            ("two weeks", Some(10)),
            ("1w", Some(5)),
            ("twee weken", Some(10)),
            ("0,5", Some(1)),
            ("1 month", Some(21)),
            ("a few days", None),
            ("10 apples", None),
            ("-3", None),
            ("99999999", None),
        ] {
            assert_eq!(days(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn a_status_keeps_its_reason() {
        assert_eq!(
            state("Blocked: no budget"),
            Some((State::Blocked, "no budget"))
        );
        assert_eq!(state("Afgerond"), Some((State::Done, "")));
        assert_eq!(state("50%"), Some((State::InProgress, "")));
        assert_eq!(state("1"), Some((State::Done, "")));
        assert_eq!(state("purple"), None);
    }

    #[test]
    fn only_addresses_without_code_are_links() {
        let (links, rest) = links(
            "https://a.example/x; javascript:alert(1)\n[Plan](https://b.example)",
            &mut Ids::new(1),
        );
        let urls: Vec<_> = links.iter().map(|link| link.url.as_str()).collect();
        assert_eq!(urls, ["https://a.example/x", "https://b.example"]);
        assert_eq!(rest, ["javascript:alert(1)"]);
    }
}
