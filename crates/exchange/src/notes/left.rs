//! Clauses of which nothing else was read, in their own words: what speaks for each is counted in `sure.rs`.

use super::{
    Pattern, StepFound, Tied,
    again::shares_nouns,
    pieces::{Lead, Piece},
    sentences::{Section, Sentence},
    sign::Sign,
    signs::Signs,
    steps::Maker,
    titles::is_thin,
    verbs::{Form, action, is_vague},
    when::When,
    whole::capitalised,
    words::{AS_A_RULE, LEADS, LOOSE, MODALS, PRONOUNS, STIFF, denied, is_activity, is_thing},
};
use crate::{
    people::is_role,
    text::{Kind, Token, squeezed},
};

/// No more words than these are quoted.
const WORDS_MAX: usize = 12;
/// From here on a clause is proposed.
const ENOUGH: i32 = 5;
/// A note in which fewer steps were read has no plan to add to.
const STEPS_MIN: usize = 2;

/// A clause that may be a step.
pub(super) struct Left {
    step: Tied<StepFound>,
    /// The place of its sentence.
    sentence: usize,
}

impl Maker<'_> {
    /// The clauses of a sentence that made no step.
    pub(super) fn leave(
        &mut self,
        sentence: &Sentence,
        place: usize,
        all: &[Piece],
        read: &[usize],
    ) {
        let mut at = 0;
        while at < all.len() {
            let end = self.clause_end(all, at);
            let clause = &all[at..end];
            let taken = read.iter().any(|read| (at..end).contains(read));
            if !taken && let Some(step) = self.quoted(sentence, clause, !read.is_empty()) {
                self.left.push(Left {
                    step,
                    sentence: place,
                });
            }
            at = end;
        }
    }

    /// Remarks belong to the clause before them, unless they say who does what.
    fn clause_end(&self, all: &[Piece], from: usize) -> usize {
        let goes_on = |piece: &&Piece| match piece.lead {
            Lead::Start | Lead::New => false,
            Lead::Remark => !self.has_subject(&piece.tokens),
            Lead::Colon | Lead::Aside | Lead::After | Lead::Before => true,
        };
        from + 1 + all[from + 1..].iter().take_while(goes_on).count()
    }

    /// Somebody and a verb open it.
    fn has_subject(&self, tokens: &[Token]) -> bool {
        let open = &tokens[..tokens.len().min(6)];
        let who = |t: &Token| {
            t.is_one_of(PRONOUNS) || self.speaking.is_named(t, self.draft) || is_role(&t.lower)
        };
        let at = open.iter().position(who);
        at.is_some_and(|at| tokens[at + 1..].iter().take(4).any(is_verb))
    }

    /// The words of a clause as they stand, without its day.
    fn quoted(
        &self,
        sentence: &Sentence,
        clause: &[Piece],
        second: bool,
    ) -> Option<Tied<StepFound>> {
        let told = |p: &&Piece| !matches!(p.lead, Lead::After | Lead::Before);
        let tokens: Vec<Token> = (clause.iter().filter(told))
            .flat_map(|p| p.tokens.iter().cloned())
            .collect();
        if denied(&bygone_apart(&tokens))
            || tokens.iter().filter(|t| t.kind == Kind::Word).count() < 2
        {
            return None;
        }
        let when = self.clock.read(&tokens);
        let title = self.words(&tokens, &when);
        let whole = self.clock.read(&sentence.tokens);
        let letters = title.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 5 || title.contains(['<', '>', '@']) {
            return None;
        }
        let past = tokens.iter().any(is_past) && !tokens.iter().any(|t| t.is_one_of(MODALS));
        let owner = self.speaking.person_in(&tokens, self.draft);
        let step = StepFound {
            owner,
            due: when.due,
            days: when.days,
            pattern: Pattern::Left,
            done: past || sentence.ticked,
            ..StepFound::titled(&title)
        };
        let mut signs = self.signs(&step, sentence, &when, None);
        signs.add(&self.left_signs(sentence, &tokens, &when, past));
        signs.add(&[(Sign::Beside, second), (Sign::Told, whole.due.is_some())]);
        Some(Tied {
            value: StepFound { signs, ..step },
            sentences: vec![sentence.span.clone()],
        })
    }

    fn left_signs(
        &self,
        sentence: &Sentence,
        tokens: &[Token],
        when: &When,
        past: bool,
    ) -> [(Sign, bool); 12] {
        let any = |is: &dyn Fn(&Token) -> bool| tokens.iter().any(is);
        let act =
            |t: &Token| action(t).is_some_and(|a| !is_vague(a)) && !is_activity(t) && !is_thing(t);
        let content = tokens
            .iter()
            .find(|t| t.kind == Kind::Word && !t.is_one_of(LEADS));
        let base = |t: &Token| action(t).is_some_and(|a| a.form == Form::Base);
        [
            (Sign::Actor, self.has_subject(tokens)),
            (
                Sign::Somebody,
                any(&|t| self.speaking.is_named(t, self.draft)),
            ),
            (Sign::Listed, sentence.bullet),
            (Sign::Row, !sentence.cells.is_empty()),
            (Sign::Steps, sentence.section == Section::Steps),
            (Sign::Past, past),
            (Sign::Modal, any(&|t| t.is_one_of(MODALS))),
            (Sign::Being, any(&|t| t.is_one_of(STIFF))),
            (Sign::Works, any(&act)),
            (Sign::Orders, content.is_some_and(base)),
            (Sign::Rule, any(&|t| t.is_one_of(AS_A_RULE))),
            (Sign::Days, when.days.is_some()),
        ]
    }

    /// Up to [`WORDS_MAX`] words of these tokens, without a day and what opens or ends nothing.
    pub(super) fn words(&self, tokens: &[Token], when: &When) -> String {
        let mut kept: Vec<&Token> = tokens
            .iter()
            .enumerate()
            .filter(|(at, _)| !when.takes(*at))
            .map(|(_, t)| t)
            .collect();
        let open = |t: &&Token| t.kind == Kind::Mark || t.is_one_of(LEADS) || t.is_one_of(LOOSE);
        let from = kept.iter().take_while(|t| open(t)).count();
        kept.drain(..from);
        let mut words = 0;
        let end = kept.iter().position(|t| {
            words += usize::from(t.kind != Kind::Mark);
            words > WORDS_MAX
        });
        kept.truncate(end.unwrap_or(kept.len()));
        while kept.last().is_some_and(open) {
            kept.pop();
        }
        let mut text = String::new();
        let mut end = None;
        for token in kept {
            let mark = token.is_one_of(&["|", "*", ">"]);
            if mark {
                continue;
            }
            if end.is_some_and(|end| end != token.span.start) {
                text.push(' ');
            }
            text += &self.notes[token.span.clone()];
            end = Some(token.span.end);
        }
        capitalised(&squeezed(
            text.trim_end_matches(['.', '!', ';', ',', ' ', '…', ':', '-']),
        ))
    }

    /// A title that names next to nothing: the words of its clause as they stand, and of the sentence where they say no more.
    pub(super) fn longer(&self, sentence: &Sentence, piece: &Piece, title: String) -> String {
        let quote = |tokens: &[Token]| self.words(tokens, &self.clock.read(tokens));
        let whole = || {
            let start = piece.tokens.first().map_or(0, |t| t.span.start);
            let all = &sentence.tokens;
            let at = all.iter().position(|t| t.span.start >= start).unwrap_or(0);
            let few = all.len() - at < WORDS_MAX;
            quote(
                &all[if few {
                    all.len().saturating_sub(WORDS_MAX)
                } else {
                    at
                }..],
            )
        };
        let told = [quote(&piece.tokens), whole()];
        let says = told
            .into_iter()
            .find(|t| !is_thin(t) && t.chars().count() <= 90);
        says.unwrap_or(title)
    }

    /// Those of the clauses for which enough speaks become steps, in the order of the notes.
    pub(super) fn add_left(&mut self, enough: i32) {
        if self.draft.steps.len() < STEPS_MIN {
            return;
        }
        let starts: Vec<usize> = (self.draft.steps.iter())
            .map(|s| s.sentences[0].start)
            .collect();
        for mut left in std::mem::take(&mut self.left) {
            let span = &left.step.sentences[0];
            let near = |at: &usize| at.abs_diff(span.start) < 220;
            let beside = starts.iter().filter(|at| near(at)).count();
            let signs = &mut left.step.value.signs;
            signs.add(&[(Sign::Near, beside > 0), (Sign::Early, left.sentence < 3)]);
            let again = |have: &Tied<StepFound>| shares_nouns(&left.step.value, &have.value);
            let sure = enough == i32::MIN || left.step.value.signs.points_left() >= ENOUGH;
            if sure && !self.draft.steps.iter().any(again) {
                self.draft.steps.push(left.step);
            }
        }
        if self.draft.steps.len() > starts.len() {
            self.draft.sort_steps();
        }
    }
}

/// "Was" and the like deny a step to come, and not one that is over.
fn bygone_apart(tokens: &[Token]) -> Vec<Token> {
    let over = |t: &&Token| !t.is_one_of(super::words::BYGONE) && !t.is_one_of(&["who", "had"]);
    tokens.iter().filter(over).cloned().collect()
}

/// It may be a verb by its look.
fn is_verb(token: &Token) -> bool {
    let shaped =
        token.lower.len() > 3 && (token.lower.ends_with('s') || token.lower.ends_with("ed"));
    action(token).is_some() || token.is_one_of(MODALS) || token.is("'") || shaped
}

/// "Signed", "sent", "getekend".
fn is_past(token: &Token) -> bool {
    let shaped = token.kind == Kind::Word && token.lower.len() > 4 && token.lower.ends_with("ed");
    shaped
        || token.is_one_of(&[
            "sent", "went", "came", "got", "gave", "built", "held", "met",
        ])
        || action(token).is_some_and(|a| a.form == Form::Past)
}

impl Signs {
    /// How sure a clause is that nothing else read.
    pub(super) fn points_left(&self) -> i32 {
        super::sure::sum(self, super::sure::LEFT)
    }
}
