//! What follows from a change, in words.

use chrono::NaiveDate;
use plan::id::MilestoneId;
use plan::slip::{GoLiveEffect, Move, MoveCause, Proposal};

use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::OpenPlan;
use crate::parts::milestone_name;

/// A title, or words for a milestone without one.
pub fn title(i18n: I18n, plan: OpenPlan, milestone: MilestoneId) -> String {
    let title = plan.with_plan(|plan| {
        let found = plan.milestone(milestone);
        found.map(|one| one.title.clone()).unwrap_or_default()
    });
    milestone_name(i18n, title)
}

/// Titles joined by arrows.
pub fn titles_of(i18n: I18n, plan: OpenPlan, chain: &[MilestoneId]) -> String {
    let titles: Vec<String> = chain.iter().map(|id| title(i18n, plan, *id)).collect();
    titles.join(" → ")
}

/// A date as a panel says it.
pub fn day(i18n: I18n, day: NaiveDate, today: NaiveDate) -> String {
    format::date(i18n.get_locale(), DateStyle::Short, day, today)
}

/// "+5 days": for what has little room. Later is positive.
pub fn signed(i18n: I18n, days: i64) -> String {
    let count = days.unsigned_abs();
    if days < 0 {
        t_string!(i18n, slip.minus, count = count)
    } else {
        t_string!(i18n, slip.plus, count = count)
    }
}

/// "5 working days later".
pub fn later(i18n: I18n, days: i64) -> String {
    let count = days.unsigned_abs();
    if days < 0 {
        t_string!(i18n, slip.earlier, count = count)
    } else {
        t_string!(i18n, slip.later, count = count)
    }
}

/// Milestones that move, each once.
fn moved(proposal: &Proposal) -> usize {
    let mut ids: Vec<MilestoneId> = proposal.moves.iter().map(|one| one.milestone).collect();
    ids.dedup();
    ids.len()
}

/// "Moves 4 milestones".
pub fn moves(i18n: I18n, proposal: &Proposal) -> String {
    match moved(proposal) {
        0 => t_string!(i18n, slip.nothing).to_owned(),
        count => t_string!(i18n, slip.moves, count = count),
    }
}

/// That it was done: so many milestones have another date.
pub fn done(i18n: I18n, count: usize) -> String {
    match count {
        0 => t_string!(i18n, slip.done_date).to_owned(),
        count => t_string!(i18n, slip.done, count = count),
    }
}

/// "Moves 4, go-live +5 days": beside a pointer, and for who cannot see it.
pub fn summary(i18n: I18n, proposal: &Proposal) -> String {
    let moves = moves(i18n, proposal);
    let go_live = match proposal.go_live {
        GoLiveEffect::Moves { days, .. } => {
            t_string!(i18n, slip.short_go_live, days = signed(i18n, days))
        }
        GoLiveEffect::HeldByPin { days } => {
            t_string!(i18n, slip.short_held, days = days.unsigned_abs())
        }
        GoLiveEffect::Absorbed { .. } => t_string!(i18n, slip.short_stays).to_owned(),
        GoLiveEffect::NoGoLive => return moves,
    };
    format!("{moves}, {go_live}")
}

/// What it does to the go-live, in a sentence.
pub fn effect(i18n: I18n, effect: GoLiveEffect, today: NaiveDate) -> String {
    match effect {
        GoLiveEffect::NoGoLive => t_string!(i18n, slip.no_go_live).to_owned(),
        GoLiveEffect::Moves { new, days, .. } => t_string!(
            i18n,
            slip.go_live_moves,
            days = later(i18n, days),
            date = day(i18n, new, today)
        ),
        GoLiveEffect::Absorbed {
            slack_days: Some(slack),
        } if slack < 0 => t_string!(i18n, slip.stays_late, count = slack.unsigned_abs()),
        GoLiveEffect::Absorbed {
            slack_days: Some(slack),
        } => t_string!(i18n, slip.stays_slack, count = slack.unsigned_abs()),
        GoLiveEffect::Absorbed { slack_days: None } => t_string!(i18n, slip.stays).to_owned(),
        GoLiveEffect::HeldByPin { days } => {
            t_string!(i18n, slip.go_live_held, count = days.unsigned_abs())
        }
    }
}

/// Why a date moves.
pub fn because(i18n: I18n, plan: OpenPlan, one: &Move) -> String {
    match one.cause {
        MoveCause::Asked => t_string!(i18n, slip.asked).to_owned(),
        MoveCause::Pushed(dependency) => t_string!(
            i18n,
            slip.pushed,
            title = title(i18n, plan, dependency.predecessor)
        ),
        MoveCause::KeptGap(dependency) => t_string!(
            i18n,
            slip.kept_gap,
            title = title(i18n, plan, dependency.predecessor)
        ),
    }
}
