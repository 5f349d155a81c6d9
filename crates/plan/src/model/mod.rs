//! What a plan is, as plain values. No document, no clock, no rule: reading fills these, everything else takes them.

mod agreement;
mod calendar;
mod milestone;
mod people;
mod plan;
mod side;
mod talk;

pub use self::{
    agreement::{Agreement, Approval, Receipt},
    calendar::{Blackout, Calendar},
    milestone::{
        ChecklistItem, Dependency, DependencyKind, Due, GapPolicy, Link, Milestone, MilestoneKind,
        Status,
    },
    people::{DealRole, Person, Track, TrackKind},
    plan::{Criterion, Decision, Oddity, Plan, Session, Side},
    side::{DealValue, DeclineCause, Declined, Outcome, SideDocument, Signal, StageGate},
    talk::{Comment, Review, Talk},
};
