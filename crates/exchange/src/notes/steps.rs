//! Steps in notes: each piece of a sentence that asks for something, with what the pieces around it add.

use super::{
    Draft, Pattern,
    left::Left,
    line::{Line, over},
    mentions::mentions_in,
    order::{Reference, resolve},
    owner::Speaking,
    pieces::{Lead, Piece, pieces},
    pointing::Sense,
    proper::Proper,
    reading::{Place, Reading, read},
    sentence::{core_of, holds_none},
    sentences::{Section, Sentence},
    sure::drop_unsure,
    target::go_live,
    verbs::is_finite,
    when::{Clock, When},
    words::{NO_PLAN, denied, is_activity, is_dutch, is_thing, phrase},
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
    pub proper: Proper,
    /// Clauses that made no step.
    pub left: Vec<Left>,
}

/// Where a note says that there is no plan, so few steps are remarks.
const FEW: usize = 3;
/// A note of so many sentences with no more than one step ahead has no plan in it.
const LONG: usize = 8;

pub(super) fn find(
    notes: &str,
    sentences: &[Sentence],
    clock: &Clock,
    enough: i32,
    draft: &mut Draft,
) {
    let dutch = is_dutch(notes);
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
        proper: Proper::of(notes, sentences, &clock.context),
        left: Vec::new(),
    };
    let none = sentences
        .iter()
        .any(|s| NO_PLAN.iter().any(|words| phrase(&s.tokens, words)));
    for (at, sentence) in sentences.iter().enumerate() {
        // "Cut quote time to an hour" is a goal, not a quote to write.
        let goal = maker.draft.goal.as_ref();
        let is_goal = goal.is_some_and(|g| g.sentences.contains(&sentence.span));
        let core = core_of(sentence, clock);
        let sentence = core.as_ref().unwrap_or(sentence);
        if !is_goal && !holds_none(notes, sentence, at, clock) {
            maker.sentence(sentence, at);
        }
    }
    let references = std::mem::take(&mut maker.references);
    resolve(notes, references, dutch, maker.draft);
    drop_unsure(maker.draft, enough);
    if is_no_plan(maker.draft, clock, none, sentences.len()) {
        maker.draft.steps.clear();
        maker.draft.order.clear();
        return;
    }
    if !none {
        maker.add_left(enough);
    }
    go_live(maker.draft);
}

/// The note says so, or is long and speaks of one step at most.
fn is_no_plan(draft: &Draft, clock: &Clock, none: bool, sentences: usize) -> bool {
    let ahead = draft.steps.iter().filter(|s| !s.value.done).count();
    let live = draft.go_live.as_ref().and_then(|live| live.value.due(None));
    let live = live.is_some_and(|live| live.date >= clock.context.today);
    let lone = ahead < 2 && sentences >= LONG && !live;
    (none && ahead <= FEW) || lone
}

impl Maker<'_> {
    fn sentence(&mut self, sentence: &Sentence, place: usize) {
        let context = self.clock.context;
        let all = pieces(sentence, &context);
        self.speaking.hear(sentence, self.draft);
        self.here = None;
        let (mut here, mut label): (Option<usize>, Option<&Piece>) = (None, None);
        let mut waiting: Vec<(&Piece, bool)> = Vec::new();
        let mut early: Option<When> = None;
        let mut read: Vec<usize> = Vec::new();
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
                self.told_before(step, early.take());
                for (piece, before) in waiting.drain(..) {
                    self.refer(step, piece, before, sentence);
                }
                here = Some(step);
                self.here = here;
                read.push(at);
            } else if !denied(&piece.tokens) {
                if here.is_none() && piece.tokens.len() <= 6 {
                    early = Some(self.clock.read(&piece.tokens));
                }
                self.add_to(here.or_else(|| self.said_of_last(piece)), sentence, piece);
            }
            label = colon.then_some(piece);
        }
        if here.is_none() && self.item(sentence, &all, &line).is_some() {
            read.extend(0..all.len());
        }
        self.leave(sentence, place, &all, &read);
    }

    /// "Friday: …" is when the step behind it is.
    fn told_before(&mut self, step: usize, early: Option<When>) {
        let value = &mut self.draft.steps[step].value;
        let early = early.unwrap_or_default();
        value.due = value.due.or(early.due);
        value.days = value.days.or(early.days);
    }

    /// "That takes three weeks" speaks of the step before.
    fn said_of_last(&self, piece: &Piece) -> Option<usize> {
        let word = piece.tokens.iter().find(|t| t.kind == Kind::Word)?;
        let points = word.is_one_of(&[
            "that", "this", "dat", "dit", "takes", "duurt", "it", "reckon", "needs", "die", "deze",
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
        let place = self.place(sentence, piece, label, line, bare);
        if colon && place.named && !sentence.cells.is_empty() {
            return None;
        }
        // A label with a colon is a step where what stands behind it is none.
        if colon && !place.named {
            let next_says = (sentence.bullet || line.told) && when.taken.is_empty();
            return next_says.then(|| self.heading(sentence, piece)).flatten();
        }
        if self.only_needs(piece, &when) {
            return None;
        }
        let reading = read(self.notes, piece, &when, place)?;
        if self.is_foreign(sentence, &reading)
            || self.is_of_label(piece, &reading, &when)
            || self.speaks_of_last(piece, &reading)
        {
            return None;
        }
        match self.sense(piece, &reading, line, &when) {
            Sense::None => None,
            Sense::Whole => self.make(sentence, piece, &reading, &when, label, None),
            Sense::Of(noun) => self.make(sentence, piece, &reading, &when, label, Some(&noun)),
        }
    }

    /// Where a piece stands.
    fn place(
        &self,
        sentence: &Sentence,
        piece: &Piece,
        label: Option<&Piece>,
        line: &Line,
        bare: bool,
    ) -> Place {
        let person = |tokens: &[Token]| self.speaking.person_in(tokens, self.draft).is_some();
        let steps = sentence.section == Section::Steps;
        let start = &piece.tokens[..piece.tokens.len().min(7)];
        let owner =
            |l: &Piece| person(&l.tokens) || (l.tokens.len() <= 2 && self.proper.opens(&l.tokens));
        let spoken = piece.lead == Lead::Start && sentence.speaker.is_some();
        let owned = (spoken || label.is_some_and(owner)) && is_finite(&start[0]);
        Place {
            listed: line.listed,
            steps,
            named: person(start)
                || super::owner::role_first(start)
                || self.proper.opens(start)
                || owned
                || Proper::initials(self.notes, start)
                || label.is_some_and(|l| person(&l.tokens)),
            linked: line.linked,
            told: line.told,
            owned,
            fresh: bare && piece.lead != Lead::Aside,
        }
    }

    /// "Link with the till: the supplier has to do that": what stands behind a label speaks of it.
    fn is_of_label(&self, piece: &Piece, reading: &Reading, when: &When) -> bool {
        let heads = |at: usize| self.draft.steps[at].value.pattern == Pattern::Heading;
        let vague = matches!(
            reading.pattern,
            Pattern::Promise | Pattern::Clause | Pattern::Passive
        );
        piece.lead == Lead::Colon && vague && when.due.is_none() && self.here.is_some_and(heads)
    }

    /// "Plant" is a verb in Dutch only.
    fn is_foreign(&self, sentence: &Sentence, reading: &Reading) -> bool {
        let dutch = reading.verb.is_some_and(|(_, dutch)| dutch);
        dutch && !self.dutch && !is_dutch(&self.notes[sentence.span.clone()])
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
            owned: false,
            fresh: false,
        };
        let names = |t: &Token| is_activity(t) || (over(sentence) && is_thing(t));
        if !piece.tokens.iter().any(names) {
            return None;
        }
        let mut reading = read(self.notes, piece, &when, place)?;
        reading.done |= over(sentence);
        reading.pattern = super::Pattern::Heading;
        self.make(sentence, piece, &reading, &when, None, None)
    }
}
