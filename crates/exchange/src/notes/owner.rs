//! Who does a step: a name, or a role that becomes a person to be named.

use super::{
    Draft, PersonFound, Tied,
    names::CLOSINGS,
    people::named_in,
    pieces::{Lead, Piece},
    reading::Reading,
    sentences::Sentence,
    whole::capitalised,
};
use crate::{
    people::{deal_role, is_role, side_of_role},
    text::{Kind, Token, folded},
};

/// Who says "I", and of whom "she" is said.
#[derive(Debug, Clone, Default)]
pub(super) struct Speaking {
    /// Who wrote the notes, from the name under a mail.
    author: Option<String>,
    /// Who speaks in this line.
    speaker: Option<String>,
    /// Who was named last.
    last: Option<String>,
}

const WE: &[&str] = &[
    "the", "their", "our", "hun", "de", "onze", "ons", "your", "jullie", "het", "her", "his", "my",
];

impl Speaking {
    /// The name under a mail.
    pub fn of(notes: &str, sentences: &[Sentence], draft: &Draft) -> Self {
        let close = sentences.iter().rev().take(6).find(|s| {
            let first = s.tokens.first();
            s.tokens.len() <= 6 && first.is_some_and(|t| t.is_one_of(CLOSINGS))
        });
        let author = close.and_then(|close| {
            let rest = &notes[close.span.end..];
            let line = rest.lines().map(str::trim).find(|line| !line.is_empty())?;
            let tokens = crate::text::tokens(line.get(..line.len().min(60))?);
            let (_, person) = named_in(&draft.people, tokens.get(..1)?)?;
            Some(draft.people[person].value.name.clone())
        });
        Self {
            author,
            speaker: None,
            last: None,
        }
    }

    /// A new sentence: who speaks, and who was named before it.
    pub fn hear(&mut self, sentence: &Sentence, draft: &Draft) {
        let name = |at: usize| draft.people[at].value.name.clone();
        self.speaker = sentence.speaker.as_ref().and_then(|s| {
            let (_, person) = named_in(&draft.people, s)?;
            Some(name(person))
        });
        let before = draft.people.iter().enumerate().filter_map(|(at, person)| {
            let last = person
                .sentences
                .iter()
                .filter(|s| s.start < sentence.span.start)
                .map(|s| s.start)
                .max()?;
            Some((last, at))
        });
        self.last = before
            .filter(|(_, at)| !draft.people[*at].value.placeholder)
            .max()
            .map(|(_, at)| name(at));
    }

    /// The word is part of somebody's name.
    pub fn is_named(&self, token: &Token, draft: &Draft) -> bool {
        named_in(&draft.people, std::slice::from_ref(token)).is_some()
    }

    /// The first person in these tokens, by name or by pronoun.
    pub fn person_in(&self, tokens: &[Token], draft: &Draft) -> Option<String> {
        if let Some((_, person)) = named_in(&draft.people, tokens) {
            return Some(draft.people[person].value.name.clone());
        }
        self.pronoun(tokens)
    }

    fn pronoun(&self, tokens: &[Token]) -> Option<String> {
        let first = tokens
            .iter()
            .find(|t| t.kind == Kind::Word && !t.is_one_of(super::words::LEADS))?;
        match first.lower.as_str() {
            "i" | "ik" => self.speaker.clone().or_else(|| self.author.clone()),
            "she" | "he" | "hij" | "zij" => self.last.clone(),
            _ => None,
        }
    }

    /// Somebody and nothing else: "Priya hosts", "owner Bob", "Jan".
    pub fn alone(&self, tokens: &[Token], draft: &Draft) -> Option<String> {
        let (at, person) = named_in(&draft.people, tokens)?;
        let about = tokens[..at].iter().all(|t| {
            t.kind == Kind::Mark
                || t.is_one_of(&[
                    "owner",
                    "by",
                    "door",
                    "eigenaar",
                    "with",
                    "responsible",
                    "lead",
                    "trekker",
                    "wie",
                    "who",
                ])
        });
        let rest = tokens[at..].iter().filter(|t| t.kind == Kind::Word).count();
        (about && rest <= 3).then(|| draft.people[person].value.name.clone())
    }
}

/// Who does the step of a piece.
pub(super) fn owner_of(
    sentence: &Sentence,
    piece: &Piece,
    reading: &Reading,
    label: Option<&Piece>,
    speaking: &Speaking,
    draft: &mut Draft,
) -> Option<String> {
    let tokens = piece.tokens.as_slice();
    if let Some(name) = label.and_then(|l| named_in(&draft.people, &l.tokens)) {
        return Some(draft.people[name.1].value.name.clone());
    }
    let subject = &tokens[reading.subject.clone()];
    if let Some(name) = (!subject.is_empty())
        .then(|| speaking.person_in(subject, draft))
        .flatten()
    {
        return Some(name);
    }
    // "Dominic, you offered to …".
    let you = subject
        .iter()
        .any(|t| t.is_one_of(&["you", "je", "jij", "u"]));
    if you && piece.lead == Lead::Remark {
        let first = sentence.tokens.get(..2)?;
        return named_in(&draft.people, first).map(|(_, at)| draft.people[at].value.name.clone());
    }
    if let Some(by) = tokens
        .iter()
        .position(|t| t.is_one_of(&["by", "door", "@"]))
    {
        let rest = &tokens[by + 1..];
        let rest = &rest[..rest.len().min(4)];
        if let Some((_, person)) = named_in(&draft.people, rest) {
            return Some(draft.people[person].value.name.clone());
        }
    }
    if let Some(role) = by_role(tokens) {
        return Some(placeholder(&role, sentence, draft));
    }
    if let Some(role) = label.and_then(|l| whole_role(&l.tokens)) {
        return Some(placeholder(&role, sentence, draft));
    }
    subject_role(subject).map(|role| placeholder(&role, sentence, draft))
}

/// A role is the subject: "legal reviews the contract".
pub(super) fn role_first(tokens: &[Token]) -> bool {
    let words = tokens
        .iter()
        .skip_while(|t| t.is_one_of(super::words::LEADS) || t.is_one_of(WE));
    let role = words.take_while(|t| {
        is_role(&t.lower)
            && !t.is_one_of(&[
                "of", "the", "it", "security", "data", "key", "business", "product", "project",
                "user", "users", "customer",
            ])
    });
    role.count() > 0
}

/// "Legal:", "IT team:".
fn whole_role(tokens: &[Token]) -> Option<String> {
    let roles: Vec<&Token> = tokens.iter().filter(|t| t.kind == Kind::Word).collect();
    let role = roles.iter().all(|t| is_role(&t.lower)) && !roles.is_empty() && roles.len() <= 3;
    role.then(|| shown_role(&roles))
}

/// "… by the CFO", "… door inkoop".
fn by_role(tokens: &[Token]) -> Option<String> {
    let by = tokens.iter().position(|t| t.is_one_of(&["by", "door"]))?;
    let rest = &tokens[by + 1..];
    let skip = usize::from(rest.first()?.is_one_of(WE));
    let is_role = |t: &&Token| t.kind == Kind::Word && is_role(&t.lower) && !t.is("the");
    let roles: Vec<&Token> = rest[skip..].iter().take_while(is_role).take(3).collect();
    (!roles.is_empty()).then(|| shown_role(&roles))
}

/// "Legal", "their IT team" as a subject.
fn subject_role(tokens: &[Token]) -> Option<String> {
    let skip = usize::from(tokens.first()?.is_one_of(WE));
    let roles: Vec<&Token> = tokens[skip..]
        .iter()
        .take_while(|t| t.kind == Kind::Word && is_role(&t.lower))
        .take(3)
        .collect();
    (!roles.is_empty() && roles.len() + skip == tokens.len()).then(|| shown_role(&roles))
}

/// Abbreviations in capitals, the first word with one.
fn shown_role(roles: &[&Token]) -> String {
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
