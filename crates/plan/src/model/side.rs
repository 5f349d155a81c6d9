//! A side's own document.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    id::{GateId, MilestoneId, SignalId},
    model::Oddity,
};

/// A side's own document: opened by links of that side only.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SideDocument {
    /// Private notes.
    pub notes: String,
    /// What the deal is worth, as text with its currency.
    pub deal_value: Option<DealValue>,
    /// The close date that the CRM says (001-12).
    pub crm_date: Option<NaiveDate>,
    /// Pipeline stages and what must be complete for them (001-39), in order.
    pub gates: Vec<StageGate>,
    /// How it ended, or that it has not.
    pub outcome: Outcome,
    /// Why the buyer declined to plan (001-41), and what was decided (004-16).
    pub declined: Option<Declined>,
    /// What this side noticed about the other.
    pub signals: Vec<Signal>,
    /// See [`Plan::oddities`](crate::model::Plan::oddities).
    pub oddities: Vec<Oddity>,
}

/// Money in minor units, so that no rounding happens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealValue {
    /// For example cents.
    pub minor_units: i64,
    /// ISO 4217, for example "EUR".
    pub currency: String,
}

/// A pipeline stage that asks for milestones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageGate {
    /// Its id.
    pub id: GateId,
    /// Name of the stage.
    pub stage: String,
    /// What must be complete, sorted.
    pub milestones: Vec<MilestoneId>,
}

/// How the deal ended. One value in the document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[allow(missing_docs, reason = "every ending has the same two facts")]
pub enum Outcome {
    #[default]
    Open,
    Won {
        on: NaiveDate,
        reason: String,
    },
    Lost {
        on: NaiveDate,
        reason: String,
    },
    NoDecision {
        on: NaiveDate,
        reason: String,
    },
    Paused {
        on: NaiveDate,
        reason: String,
    },
}

/// The buyer did not want a plan. One value in the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    /// Timing or deal health (001-41).
    pub cause: DeclineCause,
    /// In their words.
    pub reason: String,
    /// When.
    pub on: NaiveDate,
    /// What was decided: invest or move on (004-16).
    pub decision: String,
}

/// Why a plan was declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum DeclineCause {
    NoTimelineYet,
    StakeholdersUnknown,
    OwnProcess,
    Timing,
    DealHealth,
    Other,
}

/// Something one side noticed about the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    /// Its id.
    pub id: SignalId,
    /// What was noticed.
    pub text: String,
    /// When.
    pub on: NaiveDate,
    /// About which milestone.
    pub milestone: Option<MilestoneId>,
    /// Settled.
    pub archived: bool,
}
