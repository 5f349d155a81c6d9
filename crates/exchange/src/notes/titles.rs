//! What is no title of a step.

use super::{
    Pattern,
    evidence::POINTING,
    mentions::mentions_in,
    reading::Reading,
    verbs::action,
    words::{ADVERBS, LOOSE, MODALS, PRONOUNS, STIFF, WEAK, is_activity, is_thing},
};
use crate::text::{Kind, Token, tokens};

/// Read without a verb that says what somebody does.
pub(super) fn weak(reading: &Reading) -> bool {
    let plain = matches!(
        reading.pattern,
        Pattern::Label | Pattern::Clause | Pattern::Item | Pattern::Over | Pattern::Event
    );
    plain && reading.verb.is_none()
}

/// "83 wagons", "half a day": how many.
pub(super) fn is_amount(title: &[Token]) -> bool {
    let [first, rest @ ..] = title else {
        return true;
    };
    let half = first.is_one_of(&["half", "halve", "hele", "whole"]);
    rest.len() <= 1 && (first.kind == Kind::Number || half)
}

/// Something of plans, or a verb of work, stands in it: "83 wagons" and "half a day" are no steps.
pub(super) fn names_work(title: &[Token]) -> bool {
    title
        .iter()
        .any(|t| is_activity(t) || is_thing(t) || super::verbs::action(t).is_some())
}

/// "Dat de inspectie langskomt", "Ingrid off", "its next session": none says what is to be done.
pub(super) fn is_no_title(title: &[Token]) -> bool {
    let [first, .., last] = title else {
        return title
            .iter()
            .any(|t| t.is_one_of(&["wait", "wachten", "afwachten"]));
    };
    let short = title
        .iter()
        .all(|t| t.kind != Kind::Word || t.lower.chars().count() < 2);
    let waits = first.is_one_of(&["wait", "wachten"]);
    let clause = first.is_one_of(&["that", "dat"]) && title.len() > 2;
    let away = title.len() <= 3
        && !is_activity(first)
        && last.is_one_of(&["off", "away", "out", "weg", "vrij", "afwezig"])
        && super::verbs::action(first).is_none();
    let again = title.iter().all(|t| {
        t.is_one_of(&[
            "its", "their", "next", "our", "volgende", "volgend", "hun", "ons", "the", "de", "het",
        ]) || t.is_one_of(&[
            "session",
            "meeting",
            "call",
            "overleg",
            "vergadering",
            "sessie",
            "gesprek",
        ])
    }) && title
        .iter()
        .any(|t| t.is_one_of(&["next", "volgende", "volgend"]));
    // "Count on two weeks for this", "the data protection officer".
    let points = title.len() <= 3 && last.is_one_of(&["this", "that", "dit", "dat"]);
    #[rustfmt::skip] // many words a line
    let somebody = last.is_one_of(&[
        "officer", "manager", "director", "directeur", "functionaris", "voorzitter", "chair", "secretary", "bestuurder",
        "teamleider", "engineer",
    ]) && !title.iter().any(|t| super::verbs::action(t).is_some() && !is_activity(t));
    short || waits || clause || away || again || points || somebody
}

/// "M hangen", "Sign getting it": nothing of plans, and no more than one word that names something.
pub(super) fn is_thin(title: &str) -> bool {
    let said = tokens(title);
    let lists = [LOOSE, PRONOUNS, POINTING, STIFF, WEAK, ADVERBS, MODALS];
    let names = |t: &&Token| {
        let empty = lists.iter().any(|list| t.is_one_of(list)) || action(t).is_some();
        t.kind == Kind::Word && t.lower.chars().count() > 2 && !empty
    };
    let matters = said.iter().any(|t| is_activity(t) || is_thing(t));
    let points = said
        .last()
        .is_some_and(|t| t.is_one_of(POINTING) || t.is_one_of(PRONOUNS));
    let few = said.iter().filter(names).count();
    !matters && mentions_in(&said).is_empty() && (few == 0 || (few == 1 && points))
}
