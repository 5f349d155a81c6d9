//! The few words of the documents we write, in the languages of the app.

use chrono::{Datelike, NaiveDate};
use plan::model::{MilestoneKind, Side, Status};

/// The language of a document that is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    En,
    /// Dutch.
    Nl,
}

macro_rules! words {
    ($($name:ident: $en:literal, $nl:literal;)*) => {
        /// A word or short phrase of a document.
        #[derive(Debug, Clone, Copy)]
        pub(crate) enum Word { $($name),* }

        impl Language {
            /// The word in this language.
            pub(crate) fn word(self, word: Word) -> &'static str {
                match (word, self) {
                    $((Word::$name, Self::En) => $en, (Word::$name, Self::Nl) => $nl,)*
                }
            }
        }
    };
}

words! {
    Plan: "Mutual action plan", "Gezamenlijk actieplan";
    Goal: "Goal", "Doel";
    WhyNow: "Why now", "Waarom nu";
    GoLive: "Go-live", "Livegang";
    Decision: "Decision", "Besluit";
    Criteria: "How we will know we chose right", "Waaraan we zien dat we goed kozen";
    Milestones: "Milestones", "Mijlpalen";
    Milestone: "Milestone", "Mijlpaal";
    Owner: "Owner", "Eigenaar";
    Side: "Side", "Kant";
    Target: "Target date", "Streefdatum";
    Status: "Status", "Status";
    DoneWhen: "Done when", "Klaar als";
    DependsOn: "Depends on", "Na";
    Result: "Result", "Resultaat";
    Notes: "Notes", "Opmerkingen";
    Timeline: "Timeline", "Tijdlijn";
    People: "People", "Mensen";
    ToBeNamed: "to be named", "nog te noemen";
    AsOf: "As of", "Stand van";
    Overdue: "past its date", "over tijd";
    Week: "week", "week";
    Buyer: "Buyer", "Klant";
    Seller: "Seller", "Leverancier";
    Partner: "Partner", "Partner";
    NotStarted: "Not started", "Niet gestart";
    Pending: "Pending", "In afwachting";
    InProgress: "In progress", "Bezig";
    Blocked: "Blocked", "Geblokkeerd";
    Complete: "Complete", "Afgerond";
    NotNeeded: "Not needed", "Niet nodig";
    Met: "met", "gehaald";
    NotMet: "not met", "niet gehaald";
    Open: "open", "open";
    Made: "A copy, read-only, made with Coplan. The plan itself may have moved on.",
          "Een kopie, alleen om te lezen, gemaakt met Coplan. Het plan zelf kan verder zijn.";
    All: "All", "Iedereen";
}

impl Language {
    /// The tag for `lang` attributes.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Nl => "nl",
        }
    }

    pub(crate) fn side(self, side: Side) -> &'static str {
        self.word(match side {
            Side::Buyer => Word::Buyer,
            Side::Seller => Word::Seller,
            Side::Partner => Word::Partner,
        })
    }

    pub(crate) fn status(self, status: &Status) -> &'static str {
        self.word(match status {
            Status::NotStarted => Word::NotStarted,
            Status::Waiting { .. } => Word::Pending,
            Status::InProgress => Word::InProgress,
            Status::Blocked { .. } => Word::Blocked,
            Status::Done { .. } => Word::Complete,
            Status::NotNeeded { .. } => Word::NotNeeded,
        })
    }

    /// Whether a criterion is met.
    pub(crate) fn met(self, met: Option<bool>) -> &'static str {
        self.word(match met {
            Some(true) => Word::Met,
            Some(false) => Word::NotMet,
            None => Word::Open,
        })
    }

    /// "Fri 20 Jun 2025": the month in letters, so that nobody reads it the other way round.
    pub(crate) fn date(self, date: NaiveDate) -> String {
        const EN: [&str; 12] = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ];
        const NL: [&str; 12] = [
            "jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec",
        ];
        const EN_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        const NL_DAYS: [&str; 7] = ["ma", "di", "wo", "do", "vr", "za", "zo"];
        let (months, days) = match self {
            Self::En => (EN, EN_DAYS),
            Self::Nl => (NL, NL_DAYS),
        };
        let day = days[date.weekday().num_days_from_monday() as usize];
        let month = months[date.month0() as usize];
        format!("{day} {} {month} {}", date.day(), date.year())
    }
}

/// A mark beside the status, so that colour is never alone.
pub(crate) fn status_mark(status: &Status) -> &'static str {
    match status {
        Status::NotStarted => "○",
        Status::Waiting { .. } => "◔",
        Status::InProgress => "◑",
        Status::Blocked { .. } => "■",
        Status::Done { .. } => "●",
        Status::NotNeeded { .. } => "–",
    }
}

/// Background and text colours of a status, both of which read at 7:1 or better.
pub(crate) fn status_colours(status: &Status) -> (&'static str, &'static str) {
    match status {
        Status::NotStarted => ("F1F1EE", "3D3D3A"),
        Status::Waiting { .. } => ("FFF3D6", "5A4300"),
        Status::InProgress => ("DCEBFA", "0F3D66"),
        Status::Blocked { .. } => ("FBE0DD", "7A1A10"),
        Status::Done { .. } => ("DDF1E1", "13502A"),
        Status::NotNeeded { .. } => ("ECECEC", "4A4A4A"),
    }
}

pub(crate) fn is_big(kind: MilestoneKind) -> bool {
    matches!(kind, MilestoneKind::GoLive | MilestoneKind::Decision)
}
