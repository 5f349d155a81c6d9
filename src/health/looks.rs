//! What is worth a look, as sentences: advice, never a verdict.

use plan::id::MilestoneId;
use plan::lint::Lint;

use super::judged::Judged;
use super::words::{day, item, person_name};
use super::{Item, Spot};
use crate::i18n::*;
use crate::language::I18n;
use crate::open_plan::Column;

/// Everything to look at, in the engine's order.
pub fn looks(i18n: I18n, all: &Judged) -> Vec<Item> {
    let say = |lint: &Lint| {
        of_a_step(i18n, all, lint)
            .or_else(|| of_a_date(i18n, all, lint))
            .or_else(|| of_the_plan(i18n, all, lint))
            .unwrap_or_else(|| bare(of_the_size(i18n, all, lint)))
    };
    all.lints.iter().map(say).collect()
}

fn bare(words: String) -> Item {
    let spots = Vec::new();
    Item { words, spots }
}

fn of_a_step(i18n: I18n, all: &Judged, lint: &Lint) -> Option<Item> {
    let (id, words, column) = match lint {
        Lint::VagueWord { milestone, word } => {
            let words = t_string!(i18n, look.vague, word = word.clone());
            (milestone, words, Column::Title)
        }
        Lint::NoOwner { milestone } => {
            let words = t_string!(i18n, look.no_owner).to_owned();
            (milestone, words, Column::Owner)
        }
        Lint::NoCommonDay { milestone } => {
            let words = t_string!(i18n, look.no_common_day).to_owned();
            (milestone, words, Column::Owner)
        }
        _ => return None,
    };
    Some(item(i18n, all, words, &[*id], column))
}

fn of_a_date(i18n: I18n, all: &Judged, lint: &Lint) -> Option<Item> {
    let (id, words) = match lint {
        Lint::QuarterEnd { milestone, .. } => {
            (milestone, t_string!(i18n, look.quarter_end).to_owned())
        }
        Lint::DayOff {
            milestone, next, ..
        } => {
            let next = day(i18n, all, *next);
            (milestone, t_string!(i18n, look.day_off, day = next))
        }
        Lint::BeforePredecessor(broken) => {
            let words = t_string!(i18n, look.before, count = broken.days);
            (&broken.dependency.successor, words)
        }
        Lint::StartAfterDue { milestone } => {
            (milestone, t_string!(i18n, look.start_after_due).to_owned())
        }
        Lint::AfterGoLive { milestone, .. } => {
            (milestone, t_string!(i18n, look.after_go_live).to_owned())
        }
        Lint::TwoGoLives { milestone, .. } => {
            (milestone, t_string!(i18n, look.two_go_lives).to_owned())
        }
        _ => return None,
    };
    Some(item(i18n, all, words, &[*id], Column::Due))
}

/// About the goal or a person: with a place to go to.
fn of_the_plan(i18n: I18n, all: &Judged, lint: &Lint) -> Option<Item> {
    let words = match lint {
        Lint::TitleForName { person } => {
            let milestones = all.plan.milestones.iter();
            let owned = milestones.filter(|one| one.accountable == Some(*person));
            let owned: Vec<MilestoneId> = owned.map(|one| one.id).collect();
            let name = person_name(all, *person);
            let words = t_string!(i18n, look.title_for_name, name = name);
            return Some(item(i18n, all, words, &owned, Column::Owner));
        }
        Lint::SellerCentricGoal { word } => t_string!(i18n, look.sale, word = word.clone()),
        Lint::NoGoal => t_string!(i18n, look.no_goal).to_owned(),
        _ => return None,
    };
    let spots = vec![(t_string!(i18n, masthead.goal).to_owned(), Spot::Goal)];
    Some(Item { words, spots })
}

/// About the plan as a whole: it has no one place.
fn of_the_size(i18n: I18n, all: &Judged, lint: &Lint) -> String {
    match lint {
        Lint::NoBuyerStep => t_string!(i18n, look.no_buyer).to_owned(),
        Lint::NoSellerStep => t_string!(i18n, look.no_seller).to_owned(),
        Lint::TooMany { milestones } => t_string!(i18n, look.too_many, count = *milestones),
        Lint::TooFew { milestones } => t_string!(i18n, look.too_few, count = *milestones),
        Lint::MoreThanOnePage { rows } => t_string!(i18n, look.one_page, count = *rows),
        Lint::SilentStretch { from, to, .. } => {
            let (from, to) = (day(i18n, all, *from), day(i18n, all, *to));
            t_string!(i18n, look.silent, from = from, to = to)
        }
        Lint::IntroducedLate {
            introduced,
            end,
            percent,
            ..
        } => {
            let (day, end) = (day(i18n, all, *introduced), day(i18n, all, *end));
            t_string!(
                i18n,
                look.came_late,
                day = day,
                end = end,
                percent = *percent
            )
        }
        Lint::OneOwner { person, percent } => {
            let name = person_name(all, *person);
            t_string!(i18n, look.one_owner, name = name, percent = *percent)
        }
        Lint::NotStarted { track } => {
            let track = all.plan.track(*track);
            let name = track.map(|track| track.name.clone()).unwrap_or_default();
            t_string!(i18n, look.not_started, name = name)
        }
        // The others are about a step, a date or the goal, and are said there.
        _ => String::new(),
    }
}
