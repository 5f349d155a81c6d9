//! What to ask next, in the reader's language.

use plan::mutuality::Question;

use crate::i18n::*;
use crate::language::I18n;

/// The question, as one would say it.
pub fn question(i18n: I18n, question: Question) -> &'static str {
    match question {
        Question::WhichStepIsYours => t_string!(i18n, question.which_step),
        Question::WhatIsMissing => t_string!(i18n, question.what_is_missing),
        Question::WhoByName => t_string!(i18n, question.who_by_name),
        Question::WhoDecides => t_string!(i18n, question.who_decides),
        Question::ByWhen => t_string!(i18n, question.by_when),
        Question::CanYouConfirm => t_string!(i18n, question.confirm),
        Question::WhatGetsInTheWay => t_string!(i18n, question.in_the_way),
        Question::SettleOurOwn => t_string!(i18n, question.our_own),
        Question::WhenMustItWork => t_string!(i18n, question.when_must_it_work),
        Question::WhatIfItPasses => t_string!(i18n, question.if_it_passes),
        Question::WhatComesAfter => t_string!(i18n, question.what_comes_after),
        Question::LookTogether => t_string!(i18n, question.look_together),
        Question::NextThirtyDays => t_string!(i18n, question.thirty_days),
        Question::WhoElse => t_string!(i18n, question.who_else),
        Question::HowDoesYoursRun => t_string!(i18n, question.your_process),
        Question::InvestOrMoveOn => t_string!(i18n, question.invest_or_move_on),
    }
}
