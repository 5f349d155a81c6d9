//! Steps in notes: those that plans of this kind have, and what somebody promised to do.

use plan::model::MilestoneKind;

use super::{
    Draft, StepFound, Tied,
    facts::{dates_in, ends_in_question},
    mentions::{Mention, durations, mentions, nearest},
    order::{ORDER, order},
    owner::{owner, placeholder, subject},
    sentences::{Section, Sentence},
    vocabulary::{DENIAL, DUTY},
    whole::capitalised,
};
use crate::{
    dates::{Context, Dated},
    text::{Kind, Token, folded, squeezed},
};

/// Longer than this is a paragraph, not a step.
const TITLE_LENGTH_MAX: usize = 90;

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
        title: capitalised(&title),
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
