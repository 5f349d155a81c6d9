//! What to ask next.

use std::fmt;

use serde::Serialize;

use super::Signal;
use crate::model::DeclineCause;

/// What to ask next. A key for the page's own words; `Display` is English, for logs and exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Question {
    /// Which step would the buyer take on?
    WhichStepIsYours,
    /// What is missing from the buyer's point of view?
    WhatIsMissing,
    /// Who is it, by name?
    WhoByName,
    /// Who gives the final yes?
    WhoDecides,
    /// When would that be done?
    ByWhen,
    /// Can you confirm this?
    CanYouConfirm,
    /// What gets in the way?
    WhatGetsInTheWay,
    /// Settle the own side first.
    SettleOurOwn,
    /// By when must it work?
    WhenMustItWork,
    /// What happens if that day passes?
    WhatIfItPasses,
    /// What comes after?
    WhatComesAfter,
    /// Shall we look at it together?
    LookTogether,
    /// What would the next thirty days hold?
    NextThirtyDays,
    /// Who else must be part of it?
    WhoElse,
    /// How does your own process run, and where does this fit in?
    HowDoesYoursRun,
    /// Go on, or leave it?
    InvestOrMoveOn,
}

/// The question that would settle a signal.
pub(super) fn question(signal: &Signal) -> Question {
    match signal {
        Signal::BuyerOwnsNothing => Question::WhichStepIsYours,
        Signal::BuyerWroteLittle { .. } => Question::WhatIsMissing,
        Signal::BuyerNamesMissing { .. } => Question::WhoByName,
        Signal::NobodyDecides => Question::WhoDecides,
        Signal::BuyerDatesMissing { .. } => Question::ByWhen,
        Signal::BuyerYesMissing { .. } => Question::CanYouConfirm,
        Signal::BuyerOverdue { .. } => Question::WhatGetsInTheWay,
        Signal::SellerOverdue { .. } => Question::SettleOurOwn,
        Signal::NoTarget => Question::WhenMustItWork,
        Signal::NoReason => Question::WhatIfItPasses,
        Signal::PartialPlan { .. } => Question::WhatComesAfter,
        Signal::Stale { .. } => Question::LookTogether,
        Signal::Declined(topic) if topic.decided => Question::LookTogether,
        Signal::Declined(topic) => match topic.cause {
            DeclineCause::NoTimelineYet | DeclineCause::Timing => Question::NextThirtyDays,
            DeclineCause::StakeholdersUnknown => Question::WhoElse,
            DeclineCause::OwnProcess => Question::HowDoesYoursRun,
            DeclineCause::DealHealth | DeclineCause::Other => Question::InvestOrMoveOn,
        },
    }
}

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WhichStepIsYours => "Which of these steps would you like to take on yourselves?",
            Self::WhatIsMissing => "What happens on your side that we have not written down yet?",
            Self::WhoByName => "Who will do this, by name?",
            Self::WhoDecides => "Who gives the final yes, and who advises them?",
            Self::ByWhen => "Which day would be realistic for this on your side?",
            Self::CanYouConfirm => "We can keep to this. Can you?",
            Self::WhatGetsInTheWay => "What gets in the way, and who could clear it?",
            Self::SettleOurOwn => "What do we owe them first?",
            Self::WhenMustItWork => "By which day do you need this to work?",
            Self::WhatIfItPasses => "What happens if that day passes without it?",
            Self::WhatComesAfter => "What comes after the last step here, once you know more?",
            Self::LookTogether => "Shall we take two minutes to go through the plan together?",
            Self::NextThirtyDays => "What could we settle in the next thirty days?",
            Self::WhoElse => "Who else would have to be part of this?",
            Self::HowDoesYoursRun => "How does your own process run, and where does this fit in?",
            Self::InvestOrMoveOn => "Is this worth going on with now, or do we leave it for later?",
        })
    }
}
