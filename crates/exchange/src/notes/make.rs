//! A reading becomes a step, and what stands around it is added.

use plan::model::MilestoneKind;

use super::{
    Pattern, StepFound, Tied,
    again::{says_again, says_more},
    line::over_piece,
    mentions::{mentions_in, names},
    order::Reference,
    owner::{owner_of, placeholder},
    pieces::Piece,
    reading::Reading,
    sentences::{Section, Sentence},
    steps::Maker,
    titles::{is_amount, is_no_title, is_thin, names_work, weak},
    vocabulary::Known,
    when::When,
    whole::capitalised,
    words::{NO_STEP, PRONOUNS, is_activity, is_thing, phrase},
};
use crate::{
    dates::How,
    text::{Kind, Token, folded, squeezed},
};

/// Longer than this is a paragraph, not a step.
const TITLE_LENGTH_MAX: usize = 90;

impl Maker<'_> {
    pub(super) fn department(
        &mut self,
        known: &'static Known,
        when: &When,
        sentence: &Sentence,
    ) -> usize {
        let owner = known
            .owner
            .map(|role| placeholder(role, sentence, self.draft));
        let title = if self.dutch {
            known.dutch()
        } else {
            known.title
        };
        let step = StepFound {
            kind: known.kind,
            owner,
            due: when.due,
            days: when.days,
            function: known.function,
            pattern: super::Pattern::Department,
            ..StepFound::titled(title)
        };
        let signs = self.signs(&step, sentence, when, None);
        self.merge(StepFound { signs, ..step }, sentence, Some(known))
    }

    pub(super) fn make(
        &mut self,
        sentence: &Sentence,
        piece: &Piece,
        reading: &Reading,
        when: &When,
        label: Option<&Piece>,
        about: Option<&str>,
    ) -> Option<usize> {
        let title = self.whole_title(sentence, piece, reading, about);
        let words = title.split(' ').count();
        if !fits(&title) || self.says_nothing(sentence, piece, reading, &title) {
            return None;
        }
        let live = ["go live", "golive", "live", "livegang", "ingebruikname"]
            .iter()
            .any(|words| phrase(&piece.tokens, words));
        let known = known_of(&piece.tokens, reading);
        let owner = owner_of(sentence, piece, reading, label, &self.speaking, self.draft);
        let step = StepFound {
            kind: if live && words <= 4 {
                MilestoneKind::GoLive
            } else {
                known.map_or(MilestoneKind::Step, |k| k.kind)
            },
            owner,
            due: when.due,
            days: when.days,
            function: known.and_then(|k| k.function),
            pattern: reading.pattern,
            done: (reading.done && !self.is_ahead(when))
                || sentence.ticked
                || self.is_past(reading, when),
            ..StepFound::titled(&title)
        };
        let signs = self.signs(&step, sentence, when, Some((piece, reading)));
        let before = self.last;
        let at = self.merge(
            StepFound { signs, ..step },
            sentence,
            known.filter(|_| words <= 5),
        );
        if let Some(before) = before.filter(|before| reading.then && *before != at) {
            self.references
                .push(Reference::to_step(at, before, sentence.span.clone()));
        }
        Some(at)
    }

    /// With what it speaks of; its clause where it names next to nothing.
    fn whole_title(
        &self,
        sentence: &Sentence,
        piece: &Piece,
        reading: &Reading,
        about: Option<&str>,
    ) -> String {
        let said = self.title(&piece.tokens, reading);
        let mut title = about.map_or(said.clone(), |about| {
            capitalised(&format!("{about}: {said}"))
        });
        if is_thin(&title) {
            title = self.longer(sentence, piece, title);
        }
        title
    }

    /// The title names no work, or cannot be read.
    fn says_nothing(
        &self,
        sentence: &Sentence,
        piece: &Piece,
        reading: &Reading,
        title: &str,
    ) -> bool {
        let said = crate::text::tokens(title);
        let listed = sentence.bullet || sentence.section == Section::Steps;
        let subject = piece.tokens.get(reading.subject.start);
        let us = reading.pattern == Pattern::Clause
            && !reading.subject.is_empty()
            && subject
                .is_some_and(|t| t.is_one_of(PRONOUNS) || self.speaking.is_named(t, self.draft));
        let empty = weak(reading) && !names_work(&said) && (!(listed || us) || is_amount(&said));
        empty || title.contains(['<', '>']) || is_no_title(&said)
    }

    /// A line of a log: the day is over.
    fn is_past(&self, reading: &Reading, when: &When) -> bool {
        let day = when.due.and_then(|due| due.due(None)).map(|due| due.date);
        reading.label && day.is_some_and(|day| day < self.clock.context.today)
    }

    /// "Contract signed 2 October" is to come where that day is.
    fn is_ahead(&self, when: &When) -> bool {
        let sure = when.due.filter(|due| due.how != How::Relative);
        let day = sure.and_then(|due| due.due(None)).map(|due| due.date);
        let days = day.map(|day| (day - self.clock.context.today).num_days());
        days.is_some_and(|days| (1..300).contains(&days))
    }

    fn title(&self, tokens: &[Token], reading: &Reading) -> String {
        let mut text = String::new();
        let mut end = None;
        for at in &reading.title {
            let span = &tokens[*at].span;
            if end.is_some_and(|end| end != span.start) {
                text.push(' ');
            }
            text += &self.notes[span.clone()];
            end = Some(span.end);
        }
        let text = squeezed(text.trim_end_matches(['.', '!', ';', ',', ' ', '…']));
        let title = match reading.verb {
            Some((verb, true)) => format!("{text} {verb}"),
            Some((verb, false)) => format!("{verb} {text}"),
            None => text,
        };
        capitalised(title.trim())
    }

    /// The same step in another sentence adds what was not known.
    fn merge(
        &mut self,
        step: StepFound,
        sentence: &Sentence,
        known: Option<&'static Known>,
    ) -> usize {
        let same = |have: &Tied<StepFound>| is_same(&step, &have.value, known);
        if let Some(at) = self.draft.steps.iter().position(same) {
            let have = &mut self.draft.steps[at];
            if have.value.pattern != step.pattern && says_more(&step.title, &have.value.title) {
                have.value.title = step.title;
                have.value.done = step.done;
            }
            have.value.owner = have.value.owner.take().or(step.owner);
            have.value.due = have.value.due.or(step.due);
            have.value.days = have.value.days.or(step.days);
            have.value.done |= step.done;
            if step.signs.points() > have.value.signs.points() {
                have.value.signs = step.signs;
            }
            if have.sentences.last() != Some(&sentence.span) {
                have.sentences.push(sentence.span.clone());
            }
            self.last = Some(at);
            return at;
        }
        self.draft.steps.push(Tied {
            value: step,
            sentences: vec![sentence.span.clone()],
        });
        self.last = Some(self.draft.steps.len() - 1);
        self.draft.steps.len() - 1
    }

    /// A remark adds a date, a duration, an owner or that it is done.
    pub(super) fn add_to(&mut self, step: Option<usize>, sentence: &Sentence, piece: &Piece) {
        let Some(at) = step else { return };
        if piece.tokens.iter().any(|t| t.is_one_of(NO_STEP)) {
            return;
        }
        let when = self.clock.read(&piece.tokens);
        let words = piece.tokens.iter().filter(|t| t.kind == Kind::Word).count();
        let who = (words <= 5)
            .then(|| self.speaking.alone(&piece.tokens, self.draft))
            .flatten();
        let role = self.draft.steps[at].value.owner.clone().filter(|name| {
            let stands_in =
                |p: &Tied<super::PersonFound>| p.value.placeholder && p.value.name == *name;
            self.draft.people.iter().any(stands_in)
        });
        let value = &mut self.draft.steps[at].value;
        if role.is_some() && who.is_some() {
            value.owner = None;
        }
        let vague = value.due.is_some_and(|due| due.how == How::Relative);
        let sure = when
            .due
            .filter(|due| vague && matches!(due.how, How::Exact | How::YearAssumed));
        value.due = sure.or(value.due).or(when.due);
        value.days = value.days.or(when.days);
        value.owner = value.owner.take().or(who);
        value.done |= words <= 3 && over_piece(&piece.tokens);
        let spans = &mut self.draft.steps[at].sentences;
        let adds = when.due.is_some() || when.days.is_some();
        if adds && !spans.contains(&sentence.span) {
            spans.push(sentence.span.clone());
        }
    }

    pub(super) fn refer(&mut self, step: usize, piece: &Piece, before: bool, sentence: &Sentence) {
        self.references.push(Reference::to_words(
            step,
            &piece.tokens,
            before,
            sentence.span.clone(),
        ));
    }
}

/// Neither a paragraph nor a letter.
fn fits(title: &str) -> bool {
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let words = title.split(' ').count();
    title.chars().count() <= TITLE_LENGTH_MAX && letters >= 3 && words <= 16
}

/// The same step said again: nothing that is told of both differs, and the titles speak of one thing.
fn is_same(step: &StepFound, have: &StepFound, known: Option<&'static Known>) -> bool {
    let days = step.due.is_some() && have.due.is_some() && step.due != have.due;
    let owners = step.owner.is_some() && have.owner.is_some() && step.owner != have.owner;
    let conflict = days || owners;
    let live = have.kind == MilestoneKind::GoLive && step.kind == MilestoneKind::GoLive;
    let short = have.title.split(' ').count() <= 5;
    let alike = known.is_some_and(|k| short && names(&have.title, k));
    // What is only needed is no other step than its making.
    let needed = matches!(have.pattern, Pattern::Clause | Pattern::Past);
    let more = || needed && says_more(&step.title, &have.title);
    let again = || says_again(&step.title, &have.title) || more();
    folded(&have.title) == folded(&step.title) || live || (!conflict && (alike || again()))
}

/// The step of our vocabulary that a title is about: its words end with it, or its verb takes it.
fn known_of(tokens: &[Token], reading: &Reading) -> Option<&'static Known> {
    let title: Vec<Token> = reading.title.iter().map(|at| tokens[*at].clone()).collect();
    let found = mentions_in(&title);
    let last = found.last()?;
    let next = title.get(last.at + last.used);
    next.is_none_or(|t| !(is_activity(t) || is_thing(t)))
        .then_some(last.known)
}
