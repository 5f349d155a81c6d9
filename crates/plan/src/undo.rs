//! What undo would take from others: the values that somebody else has changed since (DESIGN §3).
//!
//! An inverse command writes back what was there before. Where somebody else has changed the same value meanwhile, it
//! would take their change with it, and nobody would see that. So a step for undo also keeps what its own command left
//! there, and before it is carried out [`PlanDoc::changed_since`] compares that with what stands now.
//!
//! Both are commands: the inverse of the inverse. Right after a change it writes what the change wrote; later it writes
//! what stands then. The two are equal as long as nobody else has been there.
//!
//! Not listed, because nothing of the other side is lost: texts (what others typed stays, and an undo that cannot find
//! its own words is refused) and the order of rows.

use crate::{
    PlanDoc,
    command::{Command, Record, Refused, milestone_of},
    model::Milestone,
};

/// A step that can be taken back, and what it left in the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct TakeBack {
    /// The inverse, as [`Applied::undo`](crate::Applied::undo) gave it.
    pub undo: Command,
    /// For each command of `undo`, the one that would bring back what stood when the step was made.
    left: Vec<Command>,
    /// The new milestones that `undo` archives, as the step left them.
    added: Vec<Milestone>,
}

/// A value that somebody else has changed since, and that undo would overwrite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Touched {
    /// Whose value; `None` is the plan's own.
    pub record: Option<Record>,
    /// Which value.
    pub part: Part,
}

/// A value of a record, or of the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "named for the model's fields")]
pub enum Part {
    KindName,
    Solution,
    PlanStart,
    GoLive,
    Decision,
    Company,
    Calendar,
    Kind,
    Due,
    Start,
    Duration,
    Remaining,
    Status,
    /// The accountable person, the helpers, or "everybody".
    Owners,
    Phase,
    Function,
    Links,
    Checklist,
    Dependencies,
    Name,
    Side,
    Title,
    PersonFunction,
    Role,
    Lead,
    Met,
    /// Archived or merged, or brought back.
    Presence,
    /// A record that this step added: others have worked in it since.
    Content,
    /// An agreement, an approval or a receipt.
    Word,
}

impl TakeBack {
    /// A step that takes nothing from others, as typing is: nothing is kept to compare with.
    pub fn of_words(undo: Command) -> Self {
        let (left, added) = (Vec::new(), Vec::new());
        Self { undo, left, added }
    }
}

impl PlanDoc {
    /// A step for undo, with what stands now. Call it right after the command whose inverse `undo` is.
    pub fn take_back(&self, undo: Command) -> TakeBack {
        // An inverse that is refused already has nothing to compare; its own refusal says why.
        let left = self.inverses(&undo).unwrap_or_default();
        let added = self.archived_by(&undo).cloned().collect();
        TakeBack { undo, left, added }
    }

    /// What somebody else has changed since, so that undo would take it from them; sorted, each once.
    ///
    /// # Errors
    /// Undo itself would be refused.
    pub fn changed_since(&self, step: &TakeBack) -> Result<Vec<Touched>, Refused> {
        let now = self.inverses(&step.undo)?;
        let commands = step.undo.flat();
        let differ = commands.iter().zip(step.left.iter().zip(&now));
        let mut touched: Vec<Touched> = differ
            .filter(|(_, (left, now))| left != now)
            .filter_map(|(command, _)| of(command))
            .collect();
        let rows = self.archived_by(&step.undo);
        let worked_in =
            rows.filter(|row| step.added.iter().any(|was| was.id == row.id && was != *row));
        touched.extend(worked_in.map(|row| Touched {
            record: Some(Record::Milestone(row.id)),
            part: Part::Content,
        }));
        touched.sort_unstable();
        touched.dedup();
        Ok(touched)
    }

    /// The milestones that a step for undo puts away.
    fn archived_by(&self, undo: &Command) -> impl Iterator<Item = &Milestone> {
        let ids = undo.flat().into_iter().filter_map(|each| match each {
            Command::ArchiveMilestones(ids) => Some(ids.clone()),
            _ => None,
        });
        let ids: std::collections::BTreeSet<_> = ids.flatten().collect();
        let rows = self.plan().milestones.iter();
        rows.filter(move |row| ids.contains(&row.id))
    }
}

/// The value that a command writes; `None` where it takes nothing from others.
fn of(command: &Command) -> Option<Touched> {
    let (record, part) = match command {
        Command::SetKindName(_) => (None, Part::KindName),
        Command::SetSolution(_) => (None, Part::Solution),
        Command::SetPlanStart(_) => (None, Part::PlanStart),
        Command::SetGoLive(_) => (None, Part::GoLive),
        Command::SetDecision(_) => (None, Part::Decision),
        Command::SetCompany { .. } => (None, Part::Company),
        Command::SetCalendar { .. } => (None, Part::Calendar),
        Command::ArchiveMilestones(ids) | Command::RestoreMilestones(ids) => {
            (Some(Record::Milestone(*ids.first()?)), Part::Presence)
        }
        Command::AddDependency(new) | Command::RestoreDependency(new) => {
            (Some(Record::Milestone(new.successor)), Part::Dependencies)
        }
        Command::RemoveDependency { successor, .. } => {
            (Some(Record::Milestone(*successor)), Part::Dependencies)
        }
        _ => return of_a_milestone(command).or_else(|| of_a_record(command)),
    };
    Some(Touched { record, part })
}

fn of_a_milestone(command: &Command) -> Option<Touched> {
    let part = match command {
        Command::SetKind { .. } => Part::Kind,
        Command::SetDue { .. } => Part::Due,
        Command::SetStart { .. } => Part::Start,
        Command::SetDuration { .. } => Part::Duration,
        Command::SetRemaining { .. } => Part::Remaining,
        Command::SetStatus { .. } => Part::Status,
        Command::SetAccountable { .. }
        | Command::AddHelper { .. }
        | Command::RemoveHelper { .. }
        | Command::SetEverybody { .. } => Part::Owners,
        Command::SetPhase { .. } => Part::Phase,
        Command::SetFunction { .. } => Part::Function,
        Command::SetLink { .. } | Command::RemoveLink { .. } => Part::Links,
        Command::SetChecklistText { .. }
        | Command::SetChecklistDone { .. }
        | Command::ArchiveChecklistItem { .. }
        | Command::RestoreChecklistItem { .. } => Part::Checklist,
        _ => return None,
    };
    let record = Some(Record::Milestone(milestone_of(command)?));
    Some(Touched { record, part })
}

fn of_a_record(command: &Command) -> Option<Touched> {
    let (record, part) = match command {
        Command::SetPersonName { person, .. } => (Record::Person(*person), Part::Name),
        Command::SetPersonSide { person, .. } => (Record::Person(*person), Part::Side),
        Command::SetPersonTitle { person, .. } => (Record::Person(*person), Part::Title),
        Command::SetPersonFunction { person, .. } => {
            (Record::Person(*person), Part::PersonFunction)
        }
        Command::SetPersonRole { person, .. } => (Record::Person(*person), Part::Role),
        Command::ArchivePerson(person)
        | Command::RestorePerson(person)
        | Command::SeparatePerson(person)
        | Command::MergePeople { from: person, .. } => (Record::Person(*person), Part::Presence),
        Command::SetTrackName { track, .. } => (Record::Track(*track), Part::Name),
        Command::SetTrackLead { track, .. } => (Record::Track(*track), Part::Lead),
        Command::ArchiveTrack(track) | Command::RestoreTrack(track) => {
            (Record::Track(*track), Part::Presence)
        }
        Command::SetCriterionMet { criterion, .. } => (Record::Criterion(*criterion), Part::Met),
        Command::ArchiveCriterion(criterion) | Command::RestoreCriterion(criterion) => {
            (Record::Criterion(*criterion), Part::Presence)
        }
        Command::Agree { agreement } => (Record::Milestone(agreement.milestone), Part::Word),
        Command::WithdrawAgreement { milestone, .. } => (Record::Milestone(*milestone), Part::Word),
        Command::Approve { approval } => (Record::Approval(approval.id), Part::Word),
        Command::WithdrawApproval(id) => (Record::Approval(*id), Part::Word),
        Command::KeepReceipt(receipt) => (Record::Receipt(receipt.id), Part::Word),
        Command::RemoveReceipt(id) => (Record::Receipt(*id), Part::Word),
        _ => return None,
    };
    let record = Some(record);
    Some(Touched { record, part })
}
