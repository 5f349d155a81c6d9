//! Who does a step: a name, or a role that becomes a person to be named.

use super::{
    Draft, PersonFound, Tied,
    people::{AFTER_SUBJECT, named_in},
    sentences::Sentence,
    whole::capitalised,
};
use crate::{
    people::{deal_role, is_role, side_of_role},
    text::{Kind, Token, folded},
};

/// Who does it: a name before the step, "by"/"@"/"owner" and a name after it, or a department as the subject.
pub(super) fn owner(
    _notes: &str,
    sentence: &Sentence,
    at: usize,
    alone: bool,
    draft: &mut Draft,
) -> Option<String> {
    let tokens = &sentence.tokens;
    let before = named_in(&draft.people, &tokens[..at]);
    if let Some((name_at, person)) = before.filter(|_| alone || at < 8) {
        let subject = name_at == 0 || tokens[name_at - 1].is("@");
        if subject {
            return Some(draft.people[person].value.name.clone());
        }
    }
    if let Some((name_at, person)) = named_in(&draft.people, &tokens[at..]) {
        let word = &tokens[at + name_at - 1];
        if name_at > 0
            && word.is_one_of(&[
                "by", "door", "@", ":", "(", "with", "owner", "-", "–", "met",
            ])
        {
            return Some(draft.people[person].value.name.clone());
        }
    }
    if let Some(role) = by_role(&tokens[at..]) {
        return Some(placeholder(&role, sentence, draft));
    }
    subject_role(tokens)
        .filter(|_| alone)
        .map(|role| placeholder(&role, sentence, draft))
}

/// "… by the CFO", "… door inkoop".
pub(super) fn by_role(tokens: &[Token]) -> Option<String> {
    let by = tokens.iter().position(|t| t.is_one_of(&["by", "door"]))?;
    let rest = &tokens[by + 1..];
    let skip = usize::from(
        rest.first()?
            .is_one_of(&["the", "their", "our", "hun", "de", "onze"]),
    );
    let is_role = |t: &&Token| t.kind == Kind::Word && is_role(&t.lower);
    let roles: Vec<&Token> = rest[skip..].iter().take_while(is_role).take(3).collect();
    (!roles.is_empty()).then(|| shown_role(&roles))
}

/// "Legal will …", "Their IT team needs …".
pub(super) fn subject_role(tokens: &[Token]) -> Option<String> {
    let skip = usize::from(
        tokens
            .first()?
            .is_one_of(&["the", "their", "our", "hun", "de", "onze"]),
    );
    let roles: Vec<&Token> = tokens[skip..]
        .iter()
        .take_while(|t| t.kind == Kind::Word && is_role(&t.lower))
        .take(3)
        .collect();
    let next = tokens.get(skip + roles.len())?;
    if roles.is_empty() || !next.is_one_of(AFTER_SUBJECT) {
        return None;
    }
    Some(shown_role(&roles))
}

/// Abbreviations in capitals, the first word with one.
pub(super) fn shown_role(roles: &[&Token]) -> String {
    let word = |(at, token): (usize, &&Token)| {
        let short = token.lower.len() <= 3 || token.is("ciso");
        match (short && !token.is_one_of(&["of", "the"]), at) {
            (true, _) => token.lower.to_uppercase(),
            (false, 0) => capitalised(&token.lower),
            (false, _) => token.lower.clone(),
        }
    };
    roles
        .iter()
        .enumerate()
        .map(word)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A role becomes a person to be named, tied to the sentence.
pub(super) fn placeholder(role: &str, sentence: &Sentence, draft: &mut Draft) -> String {
    let plain = folded(role);
    let known = draft
        .people
        .iter_mut()
        .find(|p| folded(&p.value.name) == plain || folded(&p.value.title) == plain);
    if let Some(known) = known {
        if known.sentences.last() != Some(&sentence.span) {
            known.sentences.push(sentence.span.clone());
        }
        return known.value.name.clone();
    }
    draft.people.push(Tied {
        value: PersonFound {
            name: role.to_owned(),
            placeholder: true,
            side: side_of_role(&plain).unwrap_or(plan::model::Side::Buyer),
            title: String::new(),
            role: deal_role(&plain),
        },
        sentences: vec![sentence.span.clone()],
    });
    role.to_owned()
}

/// The subject of a promise and how many tokens it takes with its verb: "Maria will", "Jan:", "We need to", "Legal to".
pub(super) fn subject(tokens: &[Token], draft: &Draft) -> (usize, Option<String>) {
    const VERBS: &[&str] = &[
        "will", "to", "must", "should", "shall", "moet", "gaat", "zal", ":", "-", "–", "ll",
    ];
    let start = usize::from(tokens.first().is_some_and(|t| t.is("@")));
    let person = named_in(&draft.people, &tokens[start..(start + 1).min(tokens.len())]);
    let (mut at, owner) = match person {
        Some((_, place)) => {
            let name = draft.people[place].value.name.clone();
            let words = name.to_lowercase();
            let used = tokens[start..]
                .iter()
                .take_while(|t| t.kind == Kind::Word && words.split(' ').any(|w| w == t.lower))
                .count();
            (start + used, Some(name))
        }
        None if tokens
            .first()
            .is_some_and(|t| t.is_one_of(&["we", "they", "i", "wij", "ze", "zij", "ik"])) =>
        {
            (1, None)
        }
        None => return (0, None),
    };
    at += usize::from(tokens.get(at).is_some_and(|t| t.is_one_of(&["'", "’"])));
    match tokens.get(at) {
        Some(verb) if verb.is_one_of(VERBS) => (at + 1, owner),
        Some(verb)
            if verb.is_one_of(&["needs", "need", "has", "have"])
                && tokens.get(at + 1).is_some_and(|t| t.is("to")) =>
        {
            (at + 2, owner)
        }
        // Dutch and present tense: the verb is part of the promise ("Jan stuurt de offerte").
        Some(verb)
            if owner.is_some()
                && verb.is_one_of(AFTER_SUBJECT)
                && !verb.is_one_of(&[
                    "is",
                    "said",
                    "asked",
                    "has",
                    "heeft",
                    "wants",
                    "wil",
                    "confirmed",
                ]) =>
        {
            (at, owner)
        }
        _ => (0, None),
    }
}
