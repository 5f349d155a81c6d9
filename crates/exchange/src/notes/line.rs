//! What is known of a line as a whole.

use super::{
    pieces::{Lead, Piece},
    sentences::{Section, Sentence},
    verbs::action,
    when::Clock,
    words::{MODALS, OVER, PRONOUNS, is_activity},
};
use crate::text::{Kind, Token};

/// "Call with Acme, 27 Feb": what the notes are, and no step.
pub(super) fn is_header(sentence: &Sentence, at: usize) -> bool {
    #[rustfmt::skip] // many words
    let kinds = [
        "call", "meeting", "notes", "catch", "intro", "gesprek", "gespreksverslag", "verslag", "notities", "overleg", "bespreking",
        "summary", "minutes", "debrief", "recap", "samenvatting", "kennismaking", "bezoek", "visit", "coffee", "lunch", "sync",
        "belletje", "discovery", "scoping", "deal", "opportunity", "project", "subject", "onderwerp", "handover", "handoff",
        "overdracht", "memo", "belnotitie", "transcript",
    ];
    let plain = !sentence.bullet || !sentence.cells.is_empty();
    // A first line that is no sentence names the notes.
    let stops = |t: &Token| t.is_one_of(&[".", "!", "?", ":", ";"]);
    let named = !sentence.tokens.last().is_some_and(stops) && sentence.speaker.is_none();
    if at == 0 && plain && named {
        return true;
    }
    let says = |t: &Token| {
        t.is_one_of(MODALS) || t.is_one_of(PRONOUNS) || (action(t).is_some() && !is_activity(t))
    };
    let clock = sentence.tokens.windows(3).any(|w| {
        let digits = w[0].kind == Kind::Number && w[2].kind == Kind::Number;
        digits && w[1].is_one_of(&[":", "."]) && w[0].touches(&w[1]) && w[1].touches(&w[2])
    });
    let year = sentence
        .tokens
        .iter()
        .any(|t| t.number().is_some_and(|n| (2020..2050).contains(&n)));
    let stated = |t: &Token| t.is_one_of(MODALS) || t.is_one_of(PRONOUNS) || t.is(".");
    let first = at == 0 && year && !sentence.tokens.iter().any(stated);
    if plain && (first || (at < 3 && clock && !sentence.tokens.iter().any(says))) {
        return true;
    }
    let opens = at == 0 || (at < 3 && !sentence.tokens.iter().any(says));
    plain && opens && sentence.tokens.len() <= 25 && sentence.has(&kinds)
}

/// "CLOSE PLAN (as agreed)"; a first line without a verb and with the day of the notes.
pub(super) fn is_title(notes: &str, sentence: &Sentence, at: usize, clock: &Clock) -> bool {
    let words: Vec<&Token> = (sentence.tokens.iter())
        .take_while(|t| !t.is("("))
        .filter(|t| t.kind == Kind::Word)
        .collect();
    let loud = |t: &&Token| !notes[t.span.clone()].chars().any(char::is_lowercase);
    let long = words.iter().filter(|t| t.lower.len() > 3).count();
    let shouted = sentence.cells.is_empty() && long > 1 && words.iter().all(loud);
    let due = clock
        .read(&sentence.tokens)
        .due
        .and_then(|due| due.due(None));
    let today = due.is_some_and(|due| due.date == clock.context.today);
    let acts = |t: &&Token| action(t).is_some() && !is_activity(t);
    shouted || (at == 0 && !sentence.bullet && today && !words.iter().any(acts))
}

/// "Internal: ask Priya for a discount": not for this plan.
pub(super) fn is_internal(sentence: &Sentence) -> bool {
    let label = sentence.tokens.get(..2);
    let aside = ["( internal )", "( intern )"];
    let aside = aside.iter().any(|words| sentence.phrase(words).is_some());
    aside
        || label.is_some_and(|l| {
            l[0].is_one_of(&["internal", "internally", "intern", "private", "nb"])
                && l[1].kind == Kind::Mark
        })
}

/// "Stage: evaluation", "Next meeting: Teams": a field of a record about the deal or the talk, and no step.
pub(super) fn is_field(sentence: &Sentence) -> bool {
    #[rustfmt::skip] // many words
    let fields = [
        "stage", "driver", "status", "amount", "probability", "source", "forecast", "competitor", "competitors", "competition",
        "contact", "contacts", "account", "owner", "fase", "bedrag", "kans", "bron", "concurrent", "contactpersoon",
        "subject", "onderwerp", "betreft", "re", "from", "cc", "bcc", "date", "van", "aan", "datum", "sent", "verzonden", "last",
        "price", "prijs", "forecast", "pain", "pijn", "risk", "risks", "risico", "apologies", "afwezig", "held", "present",
        "attendees", "attending", "opp", "opportunity", "crm", "aanwezig", "location", "locatie", "where", "waar", "venue", "plaats",
    ];
    let colon = sentence.tokens.iter().take(4).position(|t| t.is(":"));
    let label = colon.and_then(|colon| sentence.tokens.get(..colon));
    let again = |l: &[Token]| {
        l.len() == 2
            && l[0].is_one_of(&["next", "volgend", "volgende"])
            && l[1].is_one_of(&[
                "meeting", "call", "session", "overleg", "gesprek", "afspraak", "sessie",
            ])
    };
    let pain = |l: &[Token]| {
        l.iter().any(|t| {
            t.is_one_of(&[
                "pain",
                "pijn",
                "risk",
                "risico",
                "driver",
                "reason",
                "reden",
                "compelling",
                "trigger",
                "aanleiding",
            ])
        })
    };
    label.is_some_and(|l| l.first().is_some_and(|t| t.is_one_of(&fields)) || again(l) || pain(l))
}

/// "Tess = pilot lead": who somebody is, and no step.
pub(super) fn is_equal(sentence: &Sentence) -> bool {
    let mark = sentence.tokens.iter().take(8).position(|t| t.is("="));
    mark.is_some_and(|mark| !sentence.tokens[..mark].iter().any(is_activity))
}

/// What is known of a whole sentence.
pub(super) struct Line {
    /// It is an item of a list, or a chain with arrows.
    pub listed: bool,
    /// A day or a duration stands somewhere in it.
    pub told: bool,
    /// "After", "before" or an arrow stands somewhere in it.
    pub linked: bool,
    /// What it opens with, of which "it" is said later.
    pub topic: Vec<Token>,
}

impl Line {
    pub fn of(sentence: &Sentence, pieces: &[Piece], clock: &Clock) -> Self {
        let arrows = pieces.iter().filter(|p| p.arrow).count();
        let when = clock.read(&sentence.tokens);
        let told = when.due.is_some() || when.days.is_some();
        Self {
            topic: pieces.first().map(|p| p.tokens.clone()).unwrap_or_default(),
            listed: sentence.bullet
                || sentence.section == Section::Steps
                || arrows > 1
                || (arrows > 0 && told),
            told,
            linked: pieces
                .iter()
                .any(|p| p.arrow || matches!(p.lead, Lead::After | Lead::Before)),
        }
    }
}

pub(super) fn over_piece(tokens: &[Token]) -> bool {
    let over = tokens.iter().any(|t| t.is_one_of(OVER));
    over && !tokens
        .iter()
        .any(|t| t.is_one_of(MODALS) || t.is_one_of(&["be", "worden", "by"]))
}

pub(super) fn over(sentence: &Sentence) -> bool {
    sentence.tokens.iter().any(|t| t.is_one_of(OVER))
}
