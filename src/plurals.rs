//! Which form of a sentence a count takes. The generated sentences call this instead of ICU (`build.rs`), under the same
//! names: English and Dutch know one and other, and nothing else. A language with more forms needs its rule here.

use leptos_i18n::reexports::icu::plurals::PluralOperands;

use crate::i18n::Locale;

/// The forms that the sentences of our languages have.
pub enum PluralCategory {
    /// One thing.
    One,
    /// Any other count.
    Other,
}

/// What is counted: only amounts, no ranks.
pub enum PluralRuleType {
    /// An amount.
    Cardinal,
}

/// The rule of a language.
#[derive(Clone, Copy)]
pub struct PluralRules;

/// The rule of this language for amounts.
pub fn get_plural_rules(locale: Locale, _: PluralRuleType) -> PluralRules {
    match locale {
        Locale::en | Locale::nl => PluralRules,
    }
}

impl PluralRules {
    /// The form for this count.
    pub fn category_for(self, count: impl Into<PluralOperands>) -> PluralCategory {
        if count.into() == PluralOperands::from(1_u32) {
            PluralCategory::One
        } else {
            PluralCategory::Other
        }
    }
}
