//! Changes in words: "Sara moved Contract signed to 31 July".

use chrono::NaiveDate;
use plan::diff::{Difference, MilestoneChange, PersonChange, PlanChange};
use plan::id::{MilestoneId, PersonId};
use plan::model::Plan;

use crate::format::{self, DateStyle};
use crate::i18n::*;
use crate::language::I18n;
use crate::milestones::status_words;
use crate::parts::milestone_name;

/// What sentences are made with.
pub struct Telling<'a> {
    /// The language.
    pub i18n: I18n,
    /// Where names of people come from.
    pub plan: &'a Plan,
    /// For dates.
    pub today: NaiveDate,
    /// Who did it; empty where nobody knows.
    pub who: &'a str,
}

/// One change, and the row it is about.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The sentence.
    pub words: String,
    /// Where to look; `None` for the head of the page, and for a row that is gone.
    pub milestone: Option<(MilestoneId, String)>,
}

impl Telling<'_> {
    /// Every change as a sentence.
    pub fn lines(&self, difference: &Difference) -> Vec<Line> {
        let head = |words| Line {
            words,
            milestone: None,
        };
        let plan = difference.plan.iter().map(|one| head(self.of_plan(one)));
        let people = difference
            .people
            .iter()
            .map(|one| head(self.of_person(one)));
        let rows = difference.milestones.iter().flat_map(|row| {
            let title = milestone_name(self.i18n, row.title.clone());
            let is_there = self
                .plan
                .milestone(row.milestone)
                .is_some_and(|one| !one.archived);
            let place = is_there.then(|| (row.milestone, title.clone()));
            row.changes.iter().map(move |change| Line {
                words: self.of_row(&title, change),
                milestone: place.clone(),
            })
        });
        plan.chain(rows).chain(people).collect()
    }

    fn who(&self) -> String {
        match self.who {
            "" => t_string!(self.i18n, talk.somebody).to_owned(),
            who => who.to_owned(),
        }
    }

    fn day(&self, day: Option<NaiveDate>) -> Option<String> {
        let locale = self.i18n.get_locale_untracked();
        day.map(|day| format::date(locale, DateStyle::Short, day, self.today))
    }

    fn person(&self, id: Option<PersonId>) -> Option<String> {
        let person = self.plan.person(id?)?;
        Some(person.name.clone())
    }

    fn of_row(&self, title: &str, change: &MilestoneChange) -> String {
        let (i18n, who, title) = (self.i18n, self.who(), title.to_owned());
        match change {
            MilestoneChange::Added => t_string!(i18n, news.added, who = who, title = title),
            MilestoneChange::Archived | MilestoneChange::Gone => {
                t_string!(i18n, news.archived, who = who, title = title)
            }
            MilestoneChange::Restored => t_string!(i18n, news.restored, who = who, title = title),
            MilestoneChange::Place { .. } => t_string!(i18n, news.place, who = who, title = title),
            MilestoneChange::Title { was, .. } => {
                let was = milestone_name(i18n, was.clone());
                t_string!(i18n, news.title, who = who, was = was, title = title)
            }
            MilestoneChange::Status { is, .. } => {
                let status = status_words(i18n, is);
                t_string!(i18n, news.status, who = who, title = title, status = status)
            }
            MilestoneChange::Accountable { is, .. } => match self.person(*is) {
                Some(name) => t_string!(i18n, news.owner, who = who, title = title, name = name),
                None => t_string!(i18n, news.no_owner, who = who, title = title),
            },
            MilestoneChange::Due { is, .. } => match self.day(is.map(|due| due.date)) {
                Some(day) => t_string!(i18n, news.due, who = who, title = title, day = day),
                None => t_string!(i18n, news.no_due, who = who, title = title),
            },
            MilestoneChange::Start { is: Some(day), .. } => {
                let day = self.day(Some(*day)).unwrap_or_default();
                t_string!(i18n, news.start, who = who, title = title, day = day)
            }
            MilestoneChange::DoneWhen { .. } => {
                t_string!(i18n, news.done_when, who = who, title = title)
            }
            MilestoneChange::Agreements { .. } => {
                t_string!(i18n, news.agreed, who = who, title = title)
            }
            _ => t_string!(i18n, news.changed, who = who, title = title),
        }
    }

    fn of_plan(&self, change: &PlanChange) -> String {
        let (i18n, who) = (self.i18n, self.who());
        match change {
            PlanChange::GoLive { is, .. } => match self.day(*is) {
                Some(day) => t_string!(i18n, news.go_live, who = who, day = day),
                None => t_string!(i18n, news.plan, who = who),
            },
            PlanChange::Title { is, .. } => {
                t_string!(i18n, news.plan_title, who = who, title = is.clone())
            }
            PlanChange::Goal { .. } => t_string!(i18n, news.goal, who = who),
            PlanChange::Criteria => t_string!(i18n, news.criteria, who = who),
            _ => t_string!(i18n, news.plan, who = who),
        }
    }

    fn of_person(&self, change: &PersonChange) -> String {
        let (i18n, who) = (self.i18n, self.who());
        match change {
            PersonChange::Added { person } | PersonChange::Named { person, .. } => {
                let name = self.person(Some(*person)).unwrap_or_default();
                t_string!(i18n, news.person, who = who, name = name)
            }
            _ => t_string!(i18n, news.people, who = who),
        }
    }
}
