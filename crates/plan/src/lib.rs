//! A mutual action plan: what it is, what a person can do to it, and what follows from it.
//!
//! A buyer and a seller keep one plan together: milestones with owners and dates, from today to the day on which the
//! purchase is live. This crate is that plan without a screen and without a network. It does no I/O, knows no clock, no
//! randomness and no browser: `today` and fresh ids are arguments. So the app, the relay's command line and a test get
//! the same answer from the same document.
//!
//! | question | answer |
//! |---|---|
//! | what is in a plan? | [`model`], plain values, [`model::Plan`] at the top |
//! | where is it kept? | [`PlanDoc`], a Yjs document; [`TalkDoc`] and [`SideDoc`] for what not everybody may read |
//! | how does it change? | [`Command`], checked as a whole, written in one transaction, with its inverse |
//! | when will it be done? | [`schedule`], and [`why`] for the chain of causes behind a date |
//! | what if a date slips? | [`slip`], a proposal first |
//! | who said yes to what? | [`terms`] and [`agreement`] |
//! | is it any good? | [`health`], [`completeness`], [`lint`], [`mutuality`], [`tracks`] |
//! | what changed since? | [`diff`], between any two snapshots |
//! | what does a side ask for itself? | [`deal`]: stage gates, the date in its CRM, plan against actual |
//!
//! # Read
//!
//! Reading is total: whatever bytes a document holds, they read to a [`model::Plan`]. What could not be understood is
//! listed in [`model::Plan::oddities`] and stays in the document untouched.
//!
//! ```
//! use plan::{Command, Place, PlanDoc, id::MilestoneId};
//!
//! let mut ours = PlanDoc::new(1); // a client id: fresh and random each time a document is opened
//! let milestone = MilestoneId::from_bits(7);
//! let added = ours.apply(&Command::AddMilestone {
//!     id: milestone,
//!     place: Place::Last,
//!     title: "Security review complete".into(),
//! })?;
//!
//! let mut theirs = PlanDoc::new(2);
//! theirs.merge(&added.update)?; // the bytes that went over the wire
//! assert_eq!(theirs.plan().milestones[0].title, "Security review complete");
//! assert!(theirs.plan().oddities.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Command
//!
//! Everything that a person does is a [`Command`]. It is checked over values before anything is written; one that is
//! refused names the rule and the records ([`Refused`]), and the document is as it was. What [`PlanDoc::apply`] returns
//! holds the bytes for the other side and the command that takes it back; [`undo`] says what that would take from others.
//!
//! ```
//! use plan::{Command, Place, PlanDoc, Refused, id::MilestoneId, model::{Dependency, DependencyKind, GapPolicy}};
//!
//! let mut doc = PlanDoc::new(1);
//! let [review, contract] = [1, 2].map(MilestoneId::from_bits);
//! let add = |id, title: &str| Command::AddMilestone { id, place: Place::Last, title: title.into() };
//! doc.apply(&Command::Batch(vec![add(review, "Legal review"), add(contract, "Contract signed")]))?;
//!
//! let link = |predecessor, successor| Command::AddDependency(Dependency {
//!     predecessor,
//!     successor,
//!     kind: DependencyKind::FinishToStart,
//!     lag_days: 0,
//!     policy: GapPolicy::Consume,
//! });
//! let linked = doc.apply(&link(review, contract))?;
//! let refused = doc.apply(&link(contract, review)).unwrap_err();
//! assert!(matches!(refused, Refused::ClosesCircle(_)));
//!
//! doc.apply(&linked.undo)?;
//! assert!(doc.plan().dependencies.is_empty());
//! # Ok::<(), Refused>(())
//! ```
//!
//! # Schedule
//!
//! A schedule is a function of the plan and of today. Dates that follow are computed and never stored; only promises
//! are. All spans are working days of the calendar of those who do the work.
//!
//! ```
//! use chrono::NaiveDate;
//! use plan::{id::MilestoneId, model::*, schedule::schedule, why};
//!
//! let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day of March");
//! let [review, live] = [1, 2].map(MilestoneId::from_bits);
//! let mut plan = Plan { go_live: Some(day(13)), ..Plan::default() };
//! plan.milestones = vec![
//!     Milestone { duration_days: Some(8), ..Milestone::new(review, "IT security review") },
//!     Milestone { kind: MilestoneKind::GoLive, ..Milestone::new(live, "Go-live") },
//! ];
//! plan.dependencies = vec![Dependency {
//!     predecessor: review,
//!     successor: live,
//!     kind: DependencyKind::FinishToStart,
//!     lag_days: 0,
//!     policy: GapPolicy::Consume,
//! }];
//!
//! let schedule = schedule(&plan, day(2)); // a Monday
//! assert_eq!(schedule.projected, Some(day(12)));
//! assert_eq!(schedule.variance_days, Some(-1)); // a working day to spare
//! assert_eq!(why::projected(&schedule, live)[1].milestone, review); // because of the review
//! ```
//!
//! # Slip
//!
//! A slip is proposed, looked at, and then written as one command. Nothing moves by itself.
//!
//! ```
//! use chrono::NaiveDate;
//! use plan::{Command, Place, PlanDoc, id::MilestoneId, model::Due, slip::{self, Ask, GoLiveEffect}};
//!
//! let day = |day| NaiveDate::from_ymd_opt(2026, 3, day).expect("a day of March");
//! let legal = MilestoneId::from_bits(1);
//! let mut doc = PlanDoc::new(1);
//! doc.apply(&Command::Batch(vec![
//!     Command::AddMilestone { id: legal, place: Place::Last, title: "Legal sign-off".into() },
//!     Command::SetDue { milestone: legal, due: Some(Due { date: day(6), pinned: false, weeks: None }) },
//!     Command::SetGoLive(Some(day(20))),
//! ]))?;
//!
//! let later = slip::propose(doc.plan(), day(2), &[Ask::Later { milestone: legal, days: 5 }]);
//! assert_eq!(later.moves[0].new, day(13));
//! assert!(matches!(later.go_live, GoLiveEffect::Absorbed { .. })); // slack takes it
//! doc.apply(&slip::command(&later.changes))?;
//! assert_eq!(doc.plan().milestones[0].due.map(|due| due.date), Some(day(13)));
//! # Ok::<(), plan::Refused>(())
//! ```
//!
//! # Agree
//!
//! A person says yes to the terms of a milestone, and the terms are stored with the yes. When they change, that yes no
//! longer holds, and the difference can be shown.
//!
//! ```
//! use plan::{
//!     agreement::{Standing, standing},
//!     id::{MilestoneId, PersonId},
//!     model::*,
//!     terms::Terms,
//! };
//!
//! let (ann, review) = (PersonId::from_bits(1), MilestoneId::from_bits(1));
//! let mut plan = Plan::default();
//! plan.people = vec![Person::new(ann, "Ann Lee", Side::Buyer)];
//! plan.milestones = vec![Milestone { accountable: Some(ann), ..Milestone::new(review, "Legal review") }];
//! assert_eq!(standing(&plan, &plan.milestones[0]), Standing::Proposed { missing: vec![Side::Buyer] });
//!
//! let terms = Terms::of(&plan, &plan.milestones[0]).to_json();
//! plan.agreements = vec![Agreement { milestone: review, person: ann, terms, at: 1_772_450_000 }];
//! assert_eq!(standing(&plan, &plan.milestones[0]), Standing::Agreed { by: vec![ann] });
//!
//! plan.milestones[0].done_when = "Signed by both".into();
//! assert!(matches!(standing(&plan, &plan.milestones[0]), Standing::ChangedSince { .. }));
//! ```

mod bytes;
pub mod command;
pub mod csv;
pub mod doc;
mod events;
pub mod id;
pub mod limits;
pub mod model;
mod order;
mod outcome;
mod reach;
mod read;
pub mod schema;
pub mod side_doc;
mod small_doc;
pub mod snapshot;
pub mod talk_doc;
pub mod text;
mod value;
mod write;

pub use self::{
    command::{Command, Place, Refused, TextField},
    csv::read_example,
    doc::{Applied, Malformed, Merged, PlanDoc, TextChange},
    reach::Reach,
    side_doc::{SideCommand, SideDoc, SideText},
    small_doc::{Kind as SmallKind, SmallApplied, SmallDoc, SmallMerged},
    snapshot::from_plan,
    talk_doc::{TalkCommand, TalkDoc, TalkText},
    text::{Delta, Splice},
};

#[cfg(test)]
mod tests;

// What follows from a plan: pure functions of (&Plan, today).
pub mod agreement;
pub mod calendar;
pub mod completeness;
pub mod deal;
pub mod diff;
pub mod health;
pub mod lint;
pub mod mutuality;
pub mod outlook;
mod owners;
pub mod schedule;
pub mod slip;
pub mod terms;
pub mod tracks;
pub mod undo;
pub mod why;
pub mod words;
