//! A template and a date become a plan: placeholders for names, dates worked back from the target on working days.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use plan::{
    id::{CriterionId, MilestoneId, PersonId, TrackId},
    model::{
        ChecklistItem, Criterion, Dependency, Due, Milestone, MilestoneKind, Person, Plan, Track,
        TrackKind,
    },
    schedule::schedule,
};

use super::{StepDraft, Target, Template};
use crate::{
    dates::{friday_of_week, monday_of},
    ids::Ids,
    table::wanted,
};

/// A plan made from a template.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The plan.
    pub plan: Plan,
    /// The target cannot be reached any more: the first day of work would have been then.
    pub too_late: Option<NaiveDate>,
}

/// A template that makes no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[allow(missing_docs, reason = "the messages say it")]
pub enum NoTemplate {
    #[error("step \"{step}\" names \"{name}\", which the template does not have")]
    Unknown { step: String, name: String },
    #[error("the steps wait for each other: {}", titles.join(", "))]
    Cycle { titles: Vec<String> },
    #[error("the template has no steps")]
    Empty,
}

/// Makes a plan that reaches `target`. `seed` is drawn at random by the caller.
///
/// # Errors
/// When the template's names do not hold together, see [`NoTemplate`].
pub fn make(
    template: &Template,
    target: NaiveDate,
    today: NaiveDate,
    seed: u64,
) -> Result<Made, NoTemplate> {
    let mut maker = Maker {
        ids: Ids::new(seed),
        plan: Plan {
            title: template.title.clone(),
            goal: template.goal.clone(),
            ..Plan::default()
        },
        roles: BTreeMap::new(),
        tracks: BTreeMap::new(),
        steps: BTreeMap::new(),
    };
    maker.people_and_tracks(template);
    for step in &template.steps {
        maker.step(step)?;
    }
    maker.dependencies(template)?;
    let mut plan = maker.plan;
    if plan.milestones.is_empty() {
        return Err(NoTemplate::Empty);
    }
    aim(&mut plan, template.target, target);
    if template.steps.iter().any(|step| step.weeks.is_some()) {
        by_weeks(&mut plan, template, target);
    } else {
        work_back(&mut plan, today)?;
    }
    let first = plan.milestones.iter().filter_map(first_day).min();
    let too_late = first.filter(|first| *first < today);
    Ok(Made { plan, too_late })
}

struct Maker {
    ids: Ids,
    plan: Plan,
    roles: BTreeMap<String, PersonId>,
    tracks: BTreeMap<(String, bool), TrackId>,
    steps: BTreeMap<String, MilestoneId>,
}

impl Maker {
    fn people_and_tracks(&mut self, template: &Template) {
        for role in &template.roles {
            let id = self.ids.person();
            self.roles.insert(role.name.clone(), id);
            self.plan.people.push(Person {
                placeholder: true,
                role: role.role,
                ..Person::new(id, &role.name, role.side)
            });
        }
        for track in &template.tracks {
            let id = self.ids.track();
            self.tracks
                .insert((track.name.clone(), track.kind == TrackKind::Phase), id);
            self.plan.tracks.push(Track {
                id,
                name: track.name.clone(),
                kind: track.kind,
                lead: None,
                archived: false,
            });
        }
        for text in &template.criteria {
            self.plan.criteria.push(Criterion {
                id: self.ids.criterion(),
                text: text.clone(),
                judged_by: String::new(),
                met: None,
                archived: false,
            });
        }
    }

    fn step(&mut self, step: &StepDraft) -> Result<(), NoTemplate> {
        let unknown = |name: &str| NoTemplate::Unknown {
            step: step.title.clone(),
            name: name.to_owned(),
        };
        let role = |name: &String| self.roles.get(name).copied().ok_or_else(|| unknown(name));
        let track = |name: &Option<String>, phase: bool| {
            let Some(name) = name else {
                return Ok(None);
            };
            let id = self.tracks.get(&(name.clone(), phase)).copied();
            id.map(Some).ok_or_else(|| unknown(name))
        };
        let mut helpers = step
            .helpers
            .iter()
            .map(role)
            .collect::<Result<Vec<_>, _>>()?;
        helpers.sort();
        let milestone = Milestone {
            kind: step.kind,
            accountable: step.owner.as_ref().map(role).transpose()?,
            helpers,
            everybody: step.everybody,
            duration_days: step.days,
            done_when: step.done_when.clone(),
            phase: track(&step.phase, true)?,
            function: track(&step.function, false)?,
            ..crate::blank(&step.title)
        };
        let mut item = |text: &String| ChecklistItem {
            id: self.ids.item(),
            text: text.clone(),
            done: false,
            archived: false,
        };
        let checklist = step.checklist.iter().map(&mut item).collect();
        let id = self.ids.milestone();
        self.steps.insert(step.title.clone(), id);
        self.plan.milestones.push(Milestone {
            id,
            checklist,
            ..milestone
        });
        Ok(())
    }

    fn dependencies(&mut self, template: &Template) -> Result<(), NoTemplate> {
        for step in &template.steps {
            for want in step.after.iter().flat_map(|text| wanted(text)) {
                let predecessor = self.steps.get(&want.text).copied();
                let predecessor = predecessor.ok_or_else(|| NoTemplate::Unknown {
                    step: step.title.clone(),
                    name: want.text.clone(),
                })?;
                self.plan.dependencies.push(Dependency {
                    predecessor,
                    successor: self.steps[&step.title],
                    kind: want.kind,
                    lag_days: want.lag_days,
                    policy: want.policy,
                });
            }
        }
        self.plan.dependencies.sort();
        self.plan
            .dependencies
            .dedup_by_key(|d| (d.predecessor, d.successor, d.kind));
        Ok(())
    }
}

/// Puts the target where the template wants it. The step that carries it is pinned: it is what all else follows from.
fn aim(plan: &mut Plan, target: Target, date: NaiveDate) {
    let at = match target {
        Target::GoLive => {
            plan.go_live = Some(date);
            plan.milestones
                .iter()
                .rposition(|m| m.kind == MilestoneKind::GoLive)
        }
        Target::LastStep => plan.milestones.len().checked_sub(1),
    };
    if let Some(at) = at {
        plan.milestones[at].due = Some(Due {
            date,
            pinned: true,
            weeks: None,
        });
    }
}

/// The latest finish of every step that still reaches the target.
fn work_back(plan: &mut Plan, today: NaiveDate) -> Result<(), NoTemplate> {
    let dates = schedule(plan, today);
    if let Some(cycle) = dates.cycles.first() {
        let title = |id: &MilestoneId| {
            plan.milestones
                .iter()
                .find(|m| m.id == *id)
                .map(|m| m.title.clone())
        };
        let titles = cycle.iter().filter_map(title).collect();
        return Err(NoTemplate::Cycle { titles });
    }
    for milestone in &mut plan.milestones {
        let latest = dates.row(milestone.id).and_then(|row| row.latest);
        if let (None, Some(latest)) = (milestone.due, latest) {
            milestone.due = Some(Due {
                date: latest.finish,
                pinned: false,
                weeks: None,
            });
            // Long steps say when they start (001-26).
            if milestone.duration_days.is_some_and(|days| days >= 5) {
                milestone.start = Some(latest.start);
            }
        }
    }
    Ok(())
}

/// The last week ends in the week of the target.
fn by_weeks(plan: &mut Plan, template: &Template, target: NaiveDate) {
    let last = template
        .steps
        .iter()
        .filter_map(|step| step.weeks)
        .map(|(_, last)| last)
        .max();
    let back = Days::new(7 * u64::from(last.unwrap_or(1).saturating_sub(1)));
    let Some(start) = monday_of(target).and_then(|monday| monday.checked_sub_days(back)) else {
        return;
    };
    plan.start = Some(start);
    for (milestone, step) in plan.milestones.iter_mut().zip(&template.steps) {
        let Some((first, last)) = step.weeks else {
            continue;
        };
        let friday = friday_of_week(start, last);
        let pinned = milestone.due.is_some_and(|due| due.pinned);
        let date = milestone.due.map(|due| due.date).or(friday);
        milestone.due = date.map(|date| Due {
            date,
            pinned,
            weeks: Some((first, last)),
        });
    }
}

fn first_day(milestone: &Milestone) -> Option<NaiveDate> {
    milestone.start.or(milestone.due.map(|due| due.date))
}

impl Ids {
    /// An id for a new criterion.
    pub fn criterion(&mut self) -> CriterionId {
        CriterionId::from_bits(self.bits())
    }
}
