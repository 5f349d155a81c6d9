//! Steps in notes: those that plans of this kind have, and what somebody promised to do.

use plan::model::{DependencyKind, MilestoneKind};

use super::{
    Draft, OrderFound, PersonFound, StepFound, Tied,
    facts::{dates_in, ends_in_question},
    people::{AFTER_SUBJECT, named_in},
    sentences::{Section, Sentence},
    vocabulary::{DENIAL, DUTY, Known, STEPS},
};
use crate::{
    dates::{Context, Dated},
    people::{deal_role, side_of_role},
    table::duration,
    text::{Kind, Token, folded, squeezed},
};

/// Longer than this is a paragraph, not a step.
const TITLE_LENGTH_MAX: usize = 90;

/// A step's words in a sentence.
struct Mention {
    at: usize,
    used: usize,
    known: &'static Known,
    /// Only a department and a duration stand there.
    department: bool,
}

pub(super) fn find(notes: &str, sentences: &[Sentence], context: &Context, draft: &mut Draft) {
    for sentence in sentences {
        // "Cut quote time to an hour" is a goal, not a quote to write.
        let is_goal = draft
            .goal
            .as_ref()
            .is_some_and(|g| g.sentences.contains(&sentence.span));
        if sentence.section == Section::People || ends_in_question(sentence) || is_goal {
            continue;
        }
        let mentions = mentions(sentence);
        let dates = dates_in(&sentence.tokens, context);
        let durations = durations(&sentence.tokens);
        let listed = sentence.section == Section::Steps;
        if !listed && sentence.has(DENIAL) {
            continue;
        }
        let denied = sentence.has(&[
            "no", "not", "geen", "niet", "without", "zonder", "don", "hoeft",
        ]);
        let told = listed
            || !dates.is_empty()
            || !durations.is_empty()
            || sentence.has(DUTY)
            || sentence.has(ORDER);
        if !mentions.is_empty() && told && !denied {
            let places = known_steps(notes, sentence, &mentions, &dates, &durations, draft);
            order(sentence, &mentions, &places, draft);
        } else if mentions.is_empty() && !denied {
            promised(notes, sentence, listed, &dates, &durations, draft);
        }
    }
    go_live(draft);
}

/// The target is a step too, if no sentence made it one.
fn go_live(draft: &mut Draft) {
    let Some(target) = draft.go_live.clone() else {
        return;
    };
    let is_there = |step: &Tied<StepFound>| step.value.kind == MilestoneKind::GoLive;
    if draft.steps.iter().any(is_there) {
        return;
    }
    draft.steps.push(Tied {
        value: StepFound {
            title: "Go-live".to_owned(),
            kind: MilestoneKind::GoLive,
            owner: None,
            due: Some(target.value),
            days: None,
            function: None,
            done: false,
        },
        sentences: target.sentences,
    });
}

/// The steps a sentence names, longest phrases first, none inside another.
fn mentions(sentence: &Sentence) -> Vec<Mention> {
    let tokens = &sentence.tokens;
    let mut found: Vec<Mention> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let mut best: Option<Mention> = None;
        for known in STEPS {
            for phrase in known.phrases {
                let used = spelled(tokens, at, phrase);
                if used > best.as_ref().map_or(0, |b| b.used) {
                    best = Some(Mention {
                        at,
                        used,
                        known,
                        department: false,
                    });
                }
            }
        }
        let best = best.or_else(|| department(tokens, at));
        match best {
            Some(mention) => {
                at += mention.used;
                found.push(mention);
            }
            None => at += 1,
        }
    }
    // "security" beside "security review" adds nothing.
    let named: Vec<&str> = found
        .iter()
        .filter(|m| !m.department)
        .map(|m| m.known.title)
        .collect();
    found.retain(|m| !m.department || !named.contains(&m.known.title));
    found
}

/// How many tokens a phrase takes here; hyphens between its words do not matter.
fn spelled(tokens: &[Token], at: usize, phrase: &str) -> usize {
    let mut here = at;
    for (place, word) in phrase.split(' ').enumerate() {
        if place > 0 && tokens.get(here).is_some_and(|t| t.is_one_of(&["-", "–"])) {
            here += 1;
        }
        match tokens.get(here) {
            Some(token) if token.lower == word || token.lower.strip_suffix('s') == Some(word) => {
                here += 1;
            }
            _ => return 0,
        }
    }
    here - at
}

/// "Legal usually takes two weeks", "security heeft 10 dagen nodig": a department, a verb of taking, a duration.
fn department(tokens: &[Token], at: usize) -> Option<Mention> {
    const TAKES: &[&str] = &[
        "takes", "take", "needs", "need", "duurt", "kost", "heeft", "hebben", "requires", "has",
        "wants",
    ];
    // "it" is a word; "IT" is told apart by what follows only, which is not enough.
    if tokens[at].is("it")
        && !tokens
            .get(at + 1)?
            .is_one_of(&["security", "team", "department", "usually", "needs"])
    {
        return None;
    }
    for known in STEPS {
        for phrase in known.departments {
            let used = spelled(tokens, at, phrase);
            if used == 0 {
                continue;
            }
            let rest = &tokens[at + used..];
            if starts(rest) {
                return Some(Mention {
                    at,
                    used,
                    known,
                    department: true,
                });
            }
            let takes = rest.iter().take(5).position(|t| t.is_one_of(TAKES))?;
            let soon = durations(&rest[takes..])
                .first()
                .is_some_and(|(from, ..)| *from <= 5);
            if soon {
                return Some(Mention {
                    at,
                    used,
                    known,
                    department: true,
                });
            }
        }
    }
    None
}

/// "… before procurement starts", "… once legal is done".
fn starts(rest: &[Token]) -> bool {
    let verb = [
        "starts", "start", "begins", "begin", "begint", "finishes", "approves", "signs",
    ];
    let done = ["done", "complete", "ready", "finished", "klaar", "akkoord"];
    match rest {
        [next, ..] if next.is_one_of(&verb) => true,
        [is, next, ..] if is.is_one_of(&["is", "can", "kan", "has"]) => {
            next.is_one_of(&done) || next.is_one_of(&verb)
        }
        _ => false,
    }
}

/// Durations with the tokens they take. "In two weeks" is a date, and "two weeks ago" is over.
fn durations(tokens: &[Token]) -> Vec<(usize, usize, u32)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let is_date = before.is_some_and(|t| {
            t.is_one_of(&[
                "in", "over", "within", "binnen", "every", "elke", "per", "past", "last", "next",
            ])
        });
        let here = duration(&tokens[at..]).or_else(|| hyphenated(&tokens[at..]));
        match here {
            // "a week" needs "takes"; "two weeks" does not.
            Some((used, days))
                if !is_date
                    && days > 0
                    && !tokens
                        .get(at + used)
                        .is_some_and(|t| t.is_one_of(&["ago", "geleden", "later"])) =>
            {
                found.push((at, used, days));
                at += used;
            }
            _ => at += 1,
        }
    }
    found
}

/// "10-day", "3-week"; "two to three weeks" and "2-3 weeks" take the longer.
fn hyphenated(tokens: &[Token]) -> Option<(usize, u32)> {
    let until = tokens
        .get(1)?
        .is_one_of(&["-", "–", "to", "tot", "or", "of", "à"]);
    if !until {
        return None;
    }
    let (used, days) = duration(&tokens[2..]).or_else(|| {
        let number = tokens[0].number()?;
        match tokens.get(2)?.lower.as_str() {
            "day" | "days" | "daagse" => Some((0, number)),
            "week" | "weeks" | "weekse" => Some((0, number.checked_mul(5)?)),
            _ => None,
        }
    })?;
    (tokens[0].kind == Kind::Number || used > 0).then_some((2 + used.max(1), days))
}

/// What stands nearest after a mention and before the next one; a single one anywhere for a single mention.
fn nearest<T: Copy>(found: &[(usize, usize, T)], mentions: &[Mention], place: usize) -> Option<T> {
    let at = mentions[place].at;
    let until = mentions.get(place + 1).map_or(usize::MAX, |next| next.at);
    let after = found.iter().find(|(from, ..)| (at..until).contains(from));
    let alone = (mentions.len() == 1).then(|| found.first()).flatten();
    after.or(alone).map(|(_, _, value)| *value)
}

fn known_steps(
    notes: &str,
    sentence: &Sentence,
    mentions: &[Mention],
    dates: &[(usize, usize, Dated)],
    durations: &[(usize, usize, u32)],
    draft: &mut Draft,
) -> Vec<usize> {
    let mut places = Vec::new();
    for (place, mention) in mentions.iter().enumerate() {
        let owner = if mention.department {
            mention
                .known
                .owner
                .map(|role| placeholder(role, sentence, draft))
        } else {
            owner(notes, sentence, mention.at, mentions.len() == 1, draft)
        };
        let step = StepFound {
            title: mention.known.title.to_owned(),
            kind: mention.known.kind,
            owner,
            due: nearest(dates, mentions, place),
            days: nearest(durations, mentions, place),
            function: mention.known.function,
            done: sentence.ticked,
        };
        places.push(merge(step, sentence, draft));
    }
    places
}

/// The same step in another sentence adds what was not known.
fn merge(step: StepFound, sentence: &Sentence, draft: &mut Draft) -> usize {
    let same = |known: &Tied<StepFound>| folded(&known.value.title) == folded(&step.title);
    if let Some(at) = draft.steps.iter().position(same) {
        let known = &mut draft.steps[at];
        known.value.owner = known.value.owner.take().or(step.owner);
        known.value.due = known.value.due.or(step.due);
        known.value.days = known.value.days.or(step.days);
        known.value.done |= step.done;
        if known.sentences.last() != Some(&sentence.span) {
            known.sentences.push(sentence.span.clone());
        }
        return at;
    }
    draft.steps.push(Tied {
        value: step,
        sentences: vec![sentence.span.clone()],
    });
    draft.steps.len() - 1
}

/// Who does it: a name before the step, "by"/"@"/"owner" and a name after it, or a department as the subject.
fn owner(
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
fn by_role(tokens: &[Token]) -> Option<String> {
    let by = tokens.iter().position(|t| t.is_one_of(&["by", "door"]))?;
    let rest = &tokens[by + 1..];
    let skip = usize::from(
        rest.first()?
            .is_one_of(&["the", "their", "our", "hun", "de", "onze"]),
    );
    let is_role = |t: &&Token| t.kind == Kind::Word && crate::people::is_role(&t.lower);
    let roles: Vec<&Token> = rest[skip..].iter().take_while(is_role).take(3).collect();
    (!roles.is_empty()).then(|| shown_role(&roles))
}

/// "Legal will …", "Their IT team needs …".
fn subject_role(tokens: &[Token]) -> Option<String> {
    let skip = usize::from(
        tokens
            .first()?
            .is_one_of(&["the", "their", "our", "hun", "de", "onze"]),
    );
    let roles: Vec<&Token> = tokens[skip..]
        .iter()
        .take_while(|t| t.kind == Kind::Word && crate::people::is_role(&t.lower))
        .take(3)
        .collect();
    let next = tokens.get(skip + roles.len())?;
    if roles.is_empty() || !next.is_one_of(AFTER_SUBJECT) {
        return None;
    }
    Some(shown_role(&roles))
}

/// Abbreviations in capitals, the first word with one.
fn shown_role(roles: &[&Token]) -> String {
    let word = |(at, token): (usize, &&Token)| {
        let short = token.lower.len() <= 3 || token.is("ciso");
        match (short && !token.is_one_of(&["of", "the"]), at) {
            (true, _) => token.lower.to_uppercase(),
            (false, 0) => super::whole::capitalised(&token.lower),
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
fn placeholder(role: &str, sentence: &Sentence, draft: &mut Draft) -> String {
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

/// "Maria to send the architecture diagram by Friday": somebody, a duty, and a day or a place in a list of steps.
fn promised(
    notes: &str,
    sentence: &Sentence,
    listed: bool,
    dates: &[(usize, usize, Dated)],
    durations: &[(usize, usize, u32)],
    draft: &mut Draft,
) {
    let tokens = &sentence.tokens;
    let (skip, owner) = subject(tokens, draft);
    let promised = skip > 0 && !dates.is_empty();
    if !(promised || listed && (sentence.bullet || skip > 0)) {
        return;
    }
    let taken: Vec<(usize, usize)> = dates
        .iter()
        .map(|(from, used, _)| (*from, *used))
        .chain(durations.iter().map(|(from, used, _)| (*from, *used)))
        .collect();
    let Some(title) = title_without(notes, &tokens[skip..], skip, &taken) else {
        return;
    };
    let step = StepFound {
        title: super::whole::capitalised(&title),
        kind: MilestoneKind::Step,
        owner,
        due: dates.first().map(|(_, _, dated)| *dated),
        days: durations.first().map(|(_, _, days)| *days),
        function: None,
        done: sentence.ticked,
    };
    merge(step, sentence, draft);
}

/// Words that lead to a date and mean nothing without it.
const LEADING: &[&str] = &[
    "by",
    "before",
    "on",
    "voor",
    "op",
    "uiterlijk",
    "in",
    "the",
    "for",
    "until",
    "tegen",
    "vóór",
    "due",
];

/// The words of a promise without its dates and durations; `None` when too few or too many are left.
fn title_without(
    notes: &str,
    tokens: &[Token],
    first: usize,
    taken: &[(usize, usize)],
) -> Option<String> {
    let is_taken = |at: usize| {
        let at = at + first;
        taken
            .iter()
            .any(|(from, used)| (*from..from + used).contains(&at))
    };
    let mut pieces: Vec<&[Token]> = Vec::new();
    let mut from = 0;
    for at in 0..=tokens.len() {
        if at == tokens.len() || is_taken(at) {
            let mut piece = &tokens[from..at];
            while let Some((last, rest)) = piece.split_last()
                && (last.kind == Kind::Mark || last.is_one_of(LEADING))
            {
                piece = rest;
            }
            if !piece.is_empty() {
                pieces.push(piece);
            }
            from = at + 1;
        }
    }
    let words = pieces
        .iter()
        .flat_map(|piece| piece.iter())
        .filter(|t| t.kind == Kind::Word);
    if words.count() < 2 {
        return None;
    }
    let text = |piece: &&[Token]| {
        let (start, end) = (piece.first()?.span.start, piece.last()?.span.end);
        Some(squeezed(&notes[start..end]))
    };
    let title = pieces.iter().filter_map(text).collect::<Vec<_>>().join(" ");
    (title.chars().count() <= TITLE_LENGTH_MAX).then_some(title)
}

/// The subject of a promise and how many tokens it takes with its verb: "Maria will", "Jan:", "We need to", "Legal to".
fn subject(tokens: &[Token], draft: &Draft) -> (usize, Option<String>) {
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

const BEFORE: &[&str] = &["before", "voordat", "voor", "vóór", "prior"];
const AFTER: &[&str] = &[
    "after",
    "once",
    "na",
    "nadat",
    "zodra",
    "until",
    "when",
    "wanneer",
    "totdat",
    "following",
];
const THEN: &[&str] = &[
    "then",
    "dan",
    "daarna",
    "followed",
    "gevolgd",
    "→",
    ">",
    "vervolgens",
];
const AFTER_LEAD: &[&str] = &[
    "after", "once", "na", "nadat", "zodra", "when", "first", "eerst",
];
const BEFORE_LEAD: &[&str] = &["before", "voordat", "vóór"];
const ORDER: &[&str] = &[
    "before", "voordat", "prior", "after", "once", "na", "nadat", "zodra", "until", "then",
    "daarna", "followed", "→",
];

/// "A before B", "B after A", "once A is done, B", "first A, then B".
fn order(sentence: &Sentence, mentions: &[Mention], places: &[usize], draft: &mut Draft) {
    for pair in 1..mentions.len() {
        let (first, second) = (&mentions[pair - 1], &mentions[pair]);
        let between = &sentence.tokens[first.at + first.used..second.at];
        let lead = &sentence.tokens[first.at.saturating_sub(3)..first.at];
        let says = |tokens: &[Token], words: &[&str]| tokens.iter().any(|t| t.is_one_of(words));
        // What stands between the two decides; else what stands before the first.
        let between_says = [(AFTER, false), (BEFORE, true), (THEN, true)];
        let lead_says = [(AFTER_LEAD, true), (BEFORE_LEAD, false)];
        let in_between = between_says.iter().find(|(words, _)| says(between, words));
        let in_lead = || lead_says.iter().find(|(words, _)| says(lead, words));
        let first_comes_first = in_between.or_else(in_lead).map(|(_, first)| *first);
        let (a, b) = (places[pair - 1], places[pair]);
        let Some(first_comes_first) = first_comes_first.filter(|_| a != b) else {
            continue;
        };
        let (before, after) = if first_comes_first { (a, b) } else { (b, a) };
        let known = draft.order.iter().any(|o| {
            (o.value.before, o.value.after) == (before, after)
                || (o.value.before, o.value.after) == (after, before)
        });
        if !known {
            draft.order.push(Tied {
                value: OrderFound {
                    before,
                    after,
                    kind: DependencyKind::FinishToStart,
                },
                sentences: vec![sentence.span.clone()],
            });
        }
    }
}
