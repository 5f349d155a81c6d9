//! Steps in notes: each piece of a sentence that asks for something, with what the pieces around it add.

use plan::model::MilestoneKind;

use super::{
    Draft, StepFound, Tied,
    facts::ends_in_question,
    line::{Line, is_equal, is_field, is_header, is_internal, is_title, over},
    mentions::mentions_in,
    order::{Reference, resolve},
    owner::Speaking,
    pieces::{Lead, Piece, pieces},
    pointing::Sense,
    reading::{Place, read},
    sentences::{Section, Sentence},
    when::{Clock, When},
    words::{LEFT_OUT, NO_PLAN, denied, is_activity, is_thing, phrase},
};
use crate::text::{Kind, Token};

/// What is known on the way through the notes.
pub(super) struct Maker<'a> {
    pub notes: &'a str,
    pub clock: &'a Clock,
    pub dutch: bool,
    pub draft: &'a mut Draft,
    /// The step made last, and in which sentence.
    pub last: Option<usize>,
    /// The step made in this sentence.
    pub here: Option<usize>,
    pub references: Vec<Reference>,
    pub speaking: Speaking,
}

/// Where a note says that there is no plan, so few steps are remarks.
const FEW: usize = 3;
/// A note of so many sentences with no more than one step ahead has no plan in it.
const LONG: usize = 8;

pub(super) fn find(
    notes: &str,
    sentences: &[Sentence],
    clock: &Clock,
    dutch: bool,
    draft: &mut Draft,
) {
    let speaking = Speaking::of(notes, sentences, draft);
    let mut maker = Maker {
        notes,
        clock,
        dutch,
        draft,
        last: None,
        here: None,
        references: Vec::new(),
        speaking,
    };
    let none = sentences
        .iter()
        .any(|s| NO_PLAN.iter().any(|words| phrase(&s.tokens, words)));
    for (at, sentence) in sentences.iter().enumerate() {
        // "Cut quote time to an hour" is a goal, not a quote to write.
        let goal = maker.draft.goal.as_ref();
        let is_goal = goal.is_some_and(|g| g.sentences.contains(&sentence.span));
        if !is_goal && !holds_none(notes, sentence, at, clock) {
            maker.sentence(sentence);
        }
    }
    let references = std::mem::take(&mut maker.references);
    let ahead = draft.steps.iter().filter(|s| !s.value.done).count();
    let lone = ahead < 2 && sentences.len() >= LONG && draft.go_live.is_none();
    if (none && draft.steps.len() <= FEW) || lone {
        draft.steps.clear();
        return;
    }
    resolve(notes, references, dutch, draft);
    go_live(draft);
}

/// What a sentence is as a whole can rule out that a step stands in it.
fn holds_none(notes: &str, sentence: &Sentence, at: usize, clock: &Clock) -> bool {
    let header = sentence.section == Section::None && is_header(sentence, at);
    let announces = sentence.tokens.last().is_some_and(|t| t.is(":"));
    let left_out = LEFT_OUT.iter().any(|words| phrase(&sentence.tokens, words));
    sentence.section == Section::People
        || ends_in_question(sentence)
        || header
        || announces
        || left_out
        || is_internal(sentence)
        || is_title(notes, sentence, at, clock)
        || is_field(sentence)
        || is_equal(sentence)
}

/// The target is a step too, if no sentence made it one.
fn go_live(draft: &mut Draft) {
    let Some(target) = draft.go_live.clone() else {
        return;
    };
    let is_there = |step: &Tied<StepFound>| step.value.kind == MilestoneKind::GoLive;
    if let Some(step) = draft.steps.iter_mut().find(|step| is_there(step)) {
        step.value.due = Some(target.value);
        return;
    }
    let value = StepFound {
        kind: MilestoneKind::GoLive,
        due: Some(target.value),
        ..StepFound::titled("Go-live")
    };
    draft.steps.push(Tied {
        value,
        sentences: target.sentences,
    });
}

impl Maker<'_> {
    fn sentence(&mut self, sentence: &Sentence) {
        let context = self.clock.context;
        let all = pieces(sentence, &context);
        self.speaking.hear(sentence, self.draft);
        self.here = None;
        let (mut here, mut label): (Option<usize>, Option<&Piece>) = (None, None);
        let mut waiting: Vec<(&Piece, bool)> = Vec::new();
        let mut early: Option<When> = None;
        let line = Line::of(sentence, &all, self.clock);
        let no = |p: &Piece| p.lead == Lead::Start && denied(&p.tokens);
        let denied_before = |at: usize| all[..at].iter().any(no);
        for (at, piece) in all.iter().enumerate() {
            match piece.lead {
                Lead::After | Lead::Before => {
                    let before = piece.lead == Lead::Before;
                    match here {
                        Some(step) => self.refer(step, piece, before, sentence),
                        None => waiting.push((piece, before)),
                    }
                    continue;
                }
                _ if denied_before(at) && piece.lead != Lead::New => continue,
                _ => {}
            }
            let colon = all.get(at + 1).is_some_and(|next| next.lead == Lead::Colon);
            let bare = here.is_none() && early.is_some();
            if let Some(step) = self.piece(sentence, piece, label.take(), colon, &line, bare) {
                if let Some(when) = early.take() {
                    let value = &mut self.draft.steps[step].value;
                    value.due = value.due.or(when.due);
                    value.days = value.days.or(when.days);
                }
                for (piece, before) in waiting.drain(..) {
                    self.refer(step, piece, before, sentence);
                }
                here = Some(step);
                self.here = here;
            } else if !denied(&piece.tokens) {
                if here.is_none() && piece.tokens.len() <= 6 {
                    early = Some(self.clock.read(&piece.tokens));
                }
                self.add_to(here.or_else(|| self.said_of_last(piece)), sentence, piece);
            }
            label = colon.then_some(piece);
        }
        if here.is_none() {
            self.item(sentence, &all, &line);
        }
    }

    /// "That takes three weeks" speaks of the step before.
    fn said_of_last(&self, piece: &Piece) -> Option<usize> {
        let word = piece.tokens.iter().find(|t| t.kind == Kind::Word)?;
        let points = word.is_one_of(&[
            "that", "this", "dat", "dit", "takes", "duurt", "it", "reckon", "needs",
        ]);
        self.last.filter(|_| points)
    }

    fn piece(
        &mut self,
        sentence: &Sentence,
        piece: &Piece,
        label: Option<&Piece>,
        colon: bool,
        line: &Line,
        bare: bool,
    ) -> Option<usize> {
        let when = self.clock.read(&piece.tokens);
        if let Some((known, department)) = mentions_in(&piece.tokens)
            .first()
            .map(|m| (m.known, m.department))
            && department
            && !denied(&piece.tokens)
        {
            return Some(self.department(known, &when, sentence));
        }
        let person = |tokens: &[Token]| self.speaking.person_in(tokens, self.draft).is_some();
        let steps = sentence.section == Section::Steps;
        let start = &piece.tokens[..piece.tokens.len().min(7)];
        let place = Place {
            listed: line.listed,
            steps,
            named: person(start)
                || super::owner::role_first(start)
                || label.is_some_and(|l| person(&l.tokens)),
            linked: line.linked,
            told: line.told,
            fresh: bare && piece.lead != Lead::Aside,
        };
        if colon && place.named && !sentence.cells.is_empty() {
            return None;
        }
        // A label with a colon is a step where what stands behind it is none.
        if colon && !place.named {
            let next_says = sentence.bullet && when.taken.is_empty();
            return next_says.then(|| self.heading(sentence, piece)).flatten();
        }
        if self.only_needs(piece, &when) {
            return None;
        }
        let reading = read(self.notes, piece, &when, place)?;
        match self.sense(piece, &reading, line, &when) {
            Sense::None => None,
            Sense::Whole => self.make(sentence, piece, &reading, &when, label, None),
            Sense::Of(noun) => self.make(sentence, piece, &reading, &when, label, Some(&noun)),
        }
    }

    /// "…, needs the report": what the step before it hangs on, and none of its own.
    fn only_needs(&self, piece: &Piece, when: &When) -> bool {
        let needs = |t: &Token| t.is_one_of(&["needs", "need", "requires", "require", "vereist"]);
        let open = piece.tokens.iter().take(2).any(needs);
        self.here.is_some() && open && when.due.is_none() && piece.lead != Lead::New
    }

    /// "Pilot: 3 weeks from 2 June".
    fn heading(&mut self, sentence: &Sentence, piece: &Piece) -> Option<usize> {
        let when = When::default();
        let place = Place {
            listed: true,
            steps: true,
            named: false,
            linked: true,
            told: true,
            fresh: false,
        };
        let names = |t: &Token| is_activity(t) || (over(sentence) && is_thing(t));
        if !piece.tokens.iter().any(names) {
            return None;
        }
        let mut reading = read(self.notes, piece, &when, place)?;
        reading.done |= over(sentence);
        self.make(sentence, piece, &reading, &when, None, None)
    }
}
