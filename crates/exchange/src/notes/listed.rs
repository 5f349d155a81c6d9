//! An item of a list of which no piece was read: what speaks for a step in the whole line is counted.

use super::{
    Pattern,
    line::Line,
    pieces::{Lead, Piece},
    reading::{Reader, Reading},
    sentences::{Section, Sentence},
    steps::Maker,
    verbs::{Form, action},
    words::{FINITE, NO_STEP, STIFF, WISH, denied, is_activity, is_thing},
};
use crate::text::{Kind, Token};

/// From here on an item may be a step; whether it is proposed is weighed in `sure.rs`.
const ENOUGH: i32 = 2;
/// Enough speaks for it: a day and somebody, or a day and a thing of plans.
const PLENTY: i32 = 3;
/// A day to come.
const DAY: i32 = 2;
/// A duration; somebody; after or before something; a verb of work; a thing or an activity; the heading says steps.
const HINT: i32 = 1;
/// A verb of being, knowing or wanting; a wish.
const REMARK: i32 = -2;
/// A box to tick.
const BOXED: i32 = 3;
/// Items longer than this are prose, in words.
const WORDS_MAX: usize = 22;
/// No more of the first piece than this is a title, in words.
const TITLE_MAX: usize = 10;

impl Maker<'_> {
    /// The step of a line, from its first piece that says something.
    pub(super) fn item(
        &mut self,
        sentence: &Sentence,
        all: &[Piece],
        line: &Line,
    ) -> Option<usize> {
        let words = sentence
            .tokens
            .iter()
            .filter(|t| t.kind == Kind::Word)
            .count();
        let fact = |t: &Token| t.is_one_of(NO_STEP) || t.is_one_of(&["€", "$", "£", "%"]);
        let out = words > WORDS_MAX || denied(&sentence.tokens) || sentence.tokens.iter().any(fact);
        let weight = self.weigh(sentence, line) + BOXED * i32::from(sentence.boxed);
        if !line.listed || out || weight < ENOUGH {
            return None;
        }
        let piece = all.iter().find(|piece| {
            let when = self.clock.read(&piece.tokens);
            let told = |(at, t): (usize, &Token)| {
                t.kind == Kind::Word && !when.takes(at) && !self.is_person(t)
            };
            let plain = !matches!(piece.lead, Lead::After | Lead::Before | Lead::Aside);
            plain && piece.tokens.iter().enumerate().any(told)
        })?;
        let when = self.clock.read(&piece.tokens);
        let reader = Reader::over_all(self.notes, &piece.tokens, &when);
        let mut title = reader.kept(0..piece.tokens.len());
        title.truncate(TITLE_MAX);
        let reading = Reading {
            title,
            label: true,
            pattern: Pattern::Item,
            thin: weight < PLENTY,
            ..Reading::default()
        };
        if !self.is_item(piece, &reading.title) {
            return None;
        }
        let when = self.clock.read(&sentence.tokens);
        self.make(sentence, piece, &reading, &when, None, None)
    }

    fn is_person(&self, token: &Token) -> bool {
        self.speaking.is_named(token, self.draft)
    }

    fn weigh(&self, sentence: &Sentence, line: &Line) -> i32 {
        let tokens = &sentence.tokens;
        let any = |is: &dyn Fn(&Token) -> bool| tokens.iter().any(is);
        let when = self.clock.read(tokens);
        let ahead = when.due.and_then(|due| due.due(None));
        let ahead = ahead.is_none_or(|due| due.date >= self.clock.context.today);
        let mut sum = 0;
        sum += DAY * i32::from(when.due.is_some() && ahead);
        sum += HINT * i32::from(when.days.is_some());
        sum += HINT * i32::from(line.linked);
        sum += HINT * i32::from(sentence.section == Section::Steps);
        sum += HINT
            * i32::from(
                any(&|t| self.is_person(t))
                    || any(&|t| t.is_one_of(&["us", "we", "wij", "ons", "i", "ik"])),
            );
        sum += HINT * i32::from(any(&|t| is_activity(t) || is_thing(t)));
        sum += HINT * i32::from(any(&|t| action(t).is_some_and(|a| a.form != Form::Past)));
        let remarks = any(&|t| {
            t.is_one_of(FINITE)
                || (t.is_one_of(STIFF) && !t.is_one_of(&["s", "m", "do", "re", "d"]))
        });
        sum += REMARK * i32::from(remarks);
        sum += REMARK * i32::from(any(&|t| t.is_one_of(WISH)));
        sum
    }
}
