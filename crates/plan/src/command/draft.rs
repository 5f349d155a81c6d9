//! The plan as commands see it while they are checked: values, and an index by milestone.

use crate::{
    command::{Record, Refused, TextField},
    id::{CriterionId, IdMap, ItemId, MilestoneId, PersonId, TrackId},
    model::{ChecklistItem, Criterion, Milestone, Person, Plan, Track},
};

/// A plan with an index. Each command of a batch is checked on what the ones before it leave.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    pub(crate) plan: Plan,
    rows: IdMap<MilestoneId, usize>,
}

impl Draft {
    pub(crate) fn of(plan: Plan) -> Self {
        let mut draft = Self {
            plan,
            rows: IdMap::default(),
        };
        draft.index();
        draft
    }

    /// After rows came, went or moved.
    pub(crate) fn index(&mut self) {
        let rows = self.plan.milestones.iter().enumerate();
        self.rows = rows.map(|(at, row)| (row.id, at)).collect();
    }

    /// A new row at the end, without indexing all again.
    pub(crate) fn push(&mut self, row: Milestone) {
        self.rows.insert(row.id, self.plan.milestones.len());
        self.plan.milestones.push(row);
    }

    pub(crate) fn row_of(&self, id: MilestoneId) -> Option<usize> {
        self.rows.get(&id).copied()
    }

    pub(crate) fn milestone(&self, id: MilestoneId) -> Result<&Milestone, Refused> {
        let found = self
            .row_of(id)
            .and_then(|row| self.plan.milestones.get(row));
        found.ok_or(Refused::Unknown(Record::Milestone(id)))
    }

    pub(crate) fn milestone_mut(&mut self, id: MilestoneId) -> Option<&mut Milestone> {
        let row = self.row_of(id)?;
        self.plan.milestones.get_mut(row)
    }

    pub(crate) fn person(&self, id: PersonId) -> Result<&Person, Refused> {
        // People are sorted by id.
        let found = self
            .plan
            .people
            .binary_search_by_key(&id, |person| person.id);
        let found = found.ok().and_then(|at| self.plan.people.get(at));
        found.ok_or(Refused::Unknown(Record::Person(id)))
    }

    pub(crate) fn person_mut(&mut self, id: PersonId) -> Option<&mut Person> {
        let at = self
            .plan
            .people
            .binary_search_by_key(&id, |person| person.id)
            .ok()?;
        self.plan.people.get_mut(at)
    }

    /// Who stands for a person.
    pub(crate) fn resolve(&self, id: PersonId) -> PersonId {
        self.person(id)
            .ok()
            .and_then(|person| person.merged_into)
            .unwrap_or(id)
    }

    /// The person and every entry that was merged into it.
    pub(crate) fn aliases(&self, id: PersonId) -> Vec<PersonId> {
        let merged = self
            .plan
            .people
            .iter()
            .filter(|person| person.merged_into == Some(id));
        merged.map(|person| person.id).chain([id]).collect()
    }

    pub(crate) fn track(&self, id: TrackId) -> Result<&Track, Refused> {
        let found = self.plan.tracks.iter().find(|track| track.id == id);
        found.ok_or(Refused::Unknown(Record::Track(id)))
    }

    pub(crate) fn criterion(&self, id: CriterionId) -> Result<&Criterion, Refused> {
        let found = self
            .plan
            .criteria
            .iter()
            .find(|criterion| criterion.id == id);
        found.ok_or(Refused::Unknown(Record::Criterion(id)))
    }

    pub(crate) fn item(
        &self,
        milestone: MilestoneId,
        id: ItemId,
    ) -> Result<&ChecklistItem, Refused> {
        let found = self
            .milestone(milestone)?
            .checklist
            .iter()
            .find(|item| item.id == id);
        found.ok_or(Refused::Unknown(Record::ChecklistItem(milestone, id)))
    }

    /// The text as it stands.
    pub(crate) fn text(&self, field: TextField) -> Result<&str, Refused> {
        Ok(match field {
            TextField::PlanTitle => &self.plan.title,
            TextField::Goal => &self.plan.goal,
            TextField::WhyNow => &self.plan.why_now,
            TextField::MilestoneTitle(id) => &self.milestone(id)?.title,
            TextField::DoneWhen(id) => &self.milestone(id)?.done_when,
            TextField::Result(id) => &self.milestone(id)?.result,
            TextField::Notes(id) => &self.milestone(id)?.notes,
            TextField::CriterionText(id) => &self.criterion(id)?.text,
            TextField::JudgedBy(id) => &self.criterion(id)?.judged_by,
        })
    }

    pub(crate) fn text_mut(&mut self, field: TextField) -> Option<&mut String> {
        let criterion = |plan: &mut Plan, id| plan.criteria.iter().position(|each| each.id == id);
        Some(match field {
            TextField::PlanTitle => &mut self.plan.title,
            TextField::Goal => &mut self.plan.goal,
            TextField::WhyNow => &mut self.plan.why_now,
            TextField::MilestoneTitle(id) => &mut self.milestone_mut(id)?.title,
            TextField::DoneWhen(id) => &mut self.milestone_mut(id)?.done_when,
            TextField::Result(id) => &mut self.milestone_mut(id)?.result,
            TextField::Notes(id) => &mut self.milestone_mut(id)?.notes,
            TextField::CriterionText(id) => {
                let at = criterion(&mut self.plan, id)?;
                &mut self.plan.criteria[at].text
            }
            TextField::JudgedBy(id) => {
                let at = criterion(&mut self.plan, id)?;
                &mut self.plan.criteria[at].judged_by
            }
        })
    }
}
