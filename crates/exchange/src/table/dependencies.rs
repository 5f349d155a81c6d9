//! Dependencies in a cell: "CFO budget approval; IT review [FF+2d]", "3FS+2d, 4".

use std::{cell::Cell, collections::BTreeMap};

use plan::{
    id::MilestoneId,
    model::{Dependency, DependencyKind, GapPolicy},
};

use crate::text::{folded, tokens};

/// A predecessor as a cell names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// A title or a number.
    pub text: String,
    pub kind: DependencyKind,
    pub lag_days: i32,
    pub policy: GapPolicy,
}

/// What a cell names, in order.
pub(crate) fn wanted(cell: &str) -> Vec<Wanted> {
    let has_semicolon = cell.contains([';', '\n']);
    let only_numbers = cell.split(',').all(|part| numbered(part.trim()).is_some());
    let pieces: Vec<&str> = if has_semicolon {
        cell.split([';', '\n']).collect()
    } else if only_numbers {
        cell.split(',').collect()
    } else {
        vec![cell]
    };
    pieces
        .into_iter()
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(|piece| numbered(piece).unwrap_or_else(|| titled(piece)))
        .collect()
}

/// "3", "#3", "3FS+2d", "3 SS".
fn numbered(piece: &str) -> Option<Wanted> {
    let rest = piece.strip_prefix('#').unwrap_or(piece);
    let digits = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    if digits == 0 || digits > 6 {
        return None;
    }
    let (kind, lag_days, policy) = ending(rest[digits..].trim())?;
    Some(Wanted {
        text: format!("#{}", rest[..digits].trim_start_matches('0')),
        kind,
        lag_days,
        policy,
    })
}

/// A title, with kind and lag in brackets after it.
fn titled(piece: &str) -> Wanted {
    if let Some((title, inside)) = piece.strip_suffix(']').and_then(|p| p.rsplit_once('['))
        && !inside.trim().is_empty()
        && let Some((kind, lag_days, policy)) = ending(inside.trim())
    {
        return Wanted {
            text: title.trim().to_owned(),
            kind,
            lag_days,
            policy,
        };
    }
    Wanted {
        text: piece.to_owned(),
        kind: DependencyKind::default(),
        lag_days: 0,
        policy: GapPolicy::default(),
    }
}

/// "", "FF", "+2d", "SS-1 days", "FS+2d keep".
fn ending(text: &str) -> Option<(DependencyKind, i32, GapPolicy)> {
    let tokens = tokens(text);
    let mut at = 0;
    let kind = match tokens.first().map(|t| t.lower.as_str()) {
        Some("fs") => DependencyKind::FinishToStart,
        Some("ss") => DependencyKind::StartToStart,
        Some("ff") => DependencyKind::FinishToFinish,
        Some("sf") => DependencyKind::StartToFinish,
        _ => {
            at = usize::MAX;
            DependencyKind::default()
        }
    };
    at = at.wrapping_add(1);
    let mut lag = 0;
    if let Some(sign) = tokens.get(at).filter(|t| t.is_one_of(&["+", "-"])) {
        let days = i32::try_from(tokens.get(at + 1)?.number()?).ok()?;
        if days > 2_500 {
            return None;
        }
        lag = if sign.is("-") { -days } else { days };
        at += 2;
        if tokens
            .get(at)
            .is_some_and(|t| t.is_one_of(&["d", "days", "day", "dagen", "dag"]))
        {
            at += 1;
        }
    }
    let mut policy = GapPolicy::default();
    if tokens.get(at).is_some_and(|t| t.is("keep")) {
        policy = GapPolicy::Keep;
        at += 1;
    }
    (at == tokens.len()).then_some((kind, lag, policy))
}

/// Kind, lag and policy as [`wanted`] reads them; empty for the usual.
pub(crate) fn suffix(dependency: &Dependency) -> String {
    let kind = match dependency.kind {
        DependencyKind::FinishToStart => "FS",
        DependencyKind::StartToStart => "SS",
        DependencyKind::FinishToFinish => "FF",
        DependencyKind::StartToFinish => "SF",
    };
    let lag = match dependency.lag_days {
        0 => String::new(),
        days => format!("{days:+}d"),
    };
    let keep = if dependency.policy == GapPolicy::Keep {
        " keep"
    } else {
        ""
    };
    let usual = kind == "FS" && lag.is_empty() && keep.is_empty();
    if usual {
        String::new()
    } else {
        format!("{kind}{lag}{keep}")
    }
}

/// A predecessor so that [`wanted`] finds it again: by its title where that is plain and unique, else by its number.
pub(crate) fn reference(title: &str, number: usize, unique: bool, suffix: &str) -> String {
    let plain = unique
        && numbered(title).is_none()
        && wanted(title) == [titled(title)]
        && titled(title).text == title
        && title.trim() == title
        && !title.is_empty();
    match (plain, suffix) {
        (true, "") => title.to_owned(),
        (true, suffix) => format!("{title} [{suffix}]"),
        (false, suffix) => format!("#{number}{suffix}"),
    }
}

/// Where titles and numbers lead.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// By the number column; without one, by place.
    pub numbers: BTreeMap<u32, MilestoneId>,
    /// Folded title to milestones; several may share one.
    titles: BTreeMap<String, Vec<(String, MilestoneId)>>,
    /// Work already spent on near titles.
    spent: Cell<usize>,
}

/// How a name was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    Surely(MilestoneId),
    /// A title that is nearly this one.
    Nearly(MilestoneId, String),
    No,
}

/// Titles that differ more are different milestones.
const LIKENESS_MIN: f64 = 0.82;

/// Two titles whose likeness differs by no more are as near as each other.
const APART_MIN: f64 = 0.08;

/// Characters against characters; beyond this only exact titles are found (ten thousand unknown ones would take hours).
const COMPARISONS_MAX: usize = 100_000_000;

impl Index {
    pub fn add(&mut self, title: &str, id: MilestoneId) {
        let entry = self.titles.entry(folded(title)).or_default();
        if entry.iter().all(|(_, known)| *known != id) {
            entry.push((title.to_owned(), id));
        }
    }

    /// The milestone with this title, if there is just one.
    pub fn titled(&self, title: &str) -> Option<MilestoneId> {
        match self.titles.get(&folded(title))?.as_slice() {
            [(_, id)] => Some(*id),
            _ => None,
        }
    }

    pub fn find(&self, text: &str) -> Found {
        if let Some(number) = text.strip_prefix('#').and_then(|n| n.parse().ok()) {
            return self
                .numbers
                .get(&number)
                .map_or(Found::No, |id| Found::Surely(*id));
        }
        if let Some(same) = self.titles.get(&folded(text)) {
            return match same.iter().find(|(title, _)| title == text) {
                Some((_, id)) => Found::Surely(*id),
                None => Found::Surely(same[0].1),
            };
        }
        self.nearest(&folded(text))
    }

    fn nearest(&self, plain: &str) -> Found {
        match self.likely(plain).as_slice() {
            [one] => Found::Nearly(one.2, one.1.to_owned()),
            // Two that are nearly as near: a person must say.
            [first, second, ..] if first.0 - second.0 > APART_MIN => {
                Found::Nearly(first.2, first.1.to_owned())
            }
            _ => Found::No,
        }
    }

    /// All titles that this text means as well as any other: more than one where a person must say which.
    pub fn as_near(&self, text: &str) -> Vec<String> {
        if let Some(same) = self.titles.get(&folded(text)) {
            return same.iter().map(|(title, _)| title.clone()).collect();
        }
        let likely = self.likely(&folded(text));
        let best = likely.first().map_or(0.0, |best| best.0);
        let near = likely.iter().filter(|one| best - one.0 <= APART_MIN);
        let all = near.filter_map(|one| self.titles.get(&folded(one.1)));
        all.flatten().map(|(title, _)| title.clone()).collect()
    }

    /// Titles that this folded text may mean, the likeliest first.
    fn likely(&self, plain: &str) -> Vec<(f64, &str, MilestoneId)> {
        let mut likely: Vec<(f64, &str, MilestoneId)> = Vec::new();
        if plain.len() < 4 || plain.len() > 200 || self.spent.get() > COMPARISONS_MAX {
            return likely;
        }
        for (known, milestones) in &self.titles {
            let begins =
                known.starts_with(&format!("{plain} ")) || plain.starts_with(&format!("{known} "));
            // Comparing is quadratic in the lengths: only titles of about this length can be near.
            let about = known.len().abs_diff(plain.len()) * 3 <= plain.len();
            if about && !begins {
                self.spent.set(self.spent.get() + known.len() * plain.len());
            }
            let likeness = match (begins, about) {
                (true, _) => 0.9,
                (false, true) => strsim::normalized_damerau_levenshtein(known, plain),
                _ => 0.0,
            };
            if likeness >= LIKENESS_MIN {
                likely.push((likeness, &milestones[0].0, milestones[0].1));
            }
        }
        likely.sort_by(|a, b| b.0.total_cmp(&a.0));
        likely
    }
}
