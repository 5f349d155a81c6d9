//! Undo and redo as stacks of inverse commands, each with what its step left. A burst of typing in one field is one step.

use plan::text::length_utf16;
use plan::undo::TakeBack;
use plan::{Command, Delta, TextChange, TextField};

/// Oldest steps go first.
const STEPS_MAX: usize = 200;
/// A pause of this length ends a burst of typing.
const BURST_MS: u64 = 1_500;

/// What can be taken back and brought back, by this session alone.
#[derive(Debug, Default)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<TakeBack>,
}

#[derive(Debug)]
struct Step {
    back: TakeBack,
    /// Set while more typing may join.
    typing: Option<(TextField, u64)>,
}

impl History {
    /// A command was carried out; `back` takes it back. `typing`: the field, when it was typing.
    pub fn record(&mut self, back: TakeBack, typing: Option<TextField>, now_ms: u64) {
        if back.undo.is_nothing() {
            return;
        }
        self.redo.clear();
        if let (Some(field), Some(last)) = (typing, self.undo.last_mut())
            && last.continues(field, now_ms)
        {
            let earlier = std::mem::replace(&mut last.back.undo, Command::nothing());
            last.back = TakeBack::of_words(both(back.undo, earlier));
            last.typing = Some((field, now_ms));
            return;
        }
        self.push(back, typing.map(|field| (field, now_ms)));
    }

    /// Takes the last step from the stack.
    pub fn pop_undo(&mut self) -> Option<TakeBack> {
        self.undo.pop().map(|step| step.back)
    }

    /// Takes the last step that was taken back.
    pub fn pop_redo(&mut self) -> Option<TakeBack> {
        self.redo.pop()
    }

    /// A step was taken back; `back` brings it back.
    pub fn undone(&mut self, back: TakeBack) {
        if !back.undo.is_nothing() {
            self.redo.push(back);
        }
    }

    /// A step was brought back; `back` takes it back again.
    pub fn redone(&mut self, back: TakeBack) {
        if !back.undo.is_nothing() {
            self.push(back, None);
        }
    }

    /// Somebody else changed a text: what stands behind their change is now found elsewhere.
    pub fn moved(&mut self, change: &TextChange) {
        let undo = self.undo.iter_mut().map(|step| &mut step.back);
        for step in undo.chain(&mut self.redo) {
            move_places(&mut step.undo, change);
        }
    }

    /// Whether there is a step to take back, and one to bring back.
    pub fn has(&self) -> (bool, bool) {
        (!self.undo.is_empty(), !self.redo.is_empty())
    }

    fn push(&mut self, back: TakeBack, typing: Option<(TextField, u64)>) {
        if self.undo.len() == STEPS_MAX {
            self.undo.remove(0);
        }
        self.undo.push(Step { back, typing });
    }
}

impl Step {
    fn continues(&self, field: TextField, now_ms: u64) -> bool {
        self.typing
            .is_some_and(|(last, at_ms)| last == field && now_ms.saturating_sub(at_ms) < BURST_MS)
    }
}

fn move_places(command: &mut Command, change: &TextChange) {
    match command {
        Command::Batch(commands) => {
            for command in commands {
                move_places(command, change);
            }
        }
        Command::RevertText { field, at, .. } if *field == change.field => {
            *at = moved_place(*at, &change.delta);
        }
        _ => {}
    }
}

/// Where the letter at this place (UTF-16 units) stands after the change. What comes right there comes before it.
fn moved_place(mut at: u32, delta: &[Delta]) -> u32 {
    let mut position = 0_u32;
    for piece in delta {
        match piece {
            _ if position > at => break,
            Delta::Retain(count) => position = position.saturating_add(*count),
            Delta::Insert(text) => {
                let length = length_utf16(text);
                (at, position) = (at.saturating_add(length), position.saturating_add(length));
            }
            Delta::Delete(count) => at -= (*count).min(at - position),
        }
    }
    at
}

/// One step of two: the later edit is taken back first.
fn both(later: Command, earlier: Command) -> Command {
    let mut steps = vec![later];
    match earlier {
        Command::Batch(earlier) => steps.extend(earlier),
        earlier => steps.push(earlier),
    }
    Command::Batch(steps)
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn named(name: &str) -> TakeBack {
        TakeBack::of_words(Command::SetKindName(name.to_owned()))
    }

    #[wasm_bindgen_test]
    fn a_burst_of_typing_is_one_step_taken_back_from_its_end() {
        let mut history = History::default();
        history.record(named("a"), Some(TextField::Goal), 0);
        history.record(named("b"), Some(TextField::Goal), 1_000);
        history.record(named("c"), Some(TextField::Goal), 2_000);
        let step = history.pop_undo();
        let expected = ["c", "b", "a"].map(|name| named(name).undo);
        let expected = TakeBack::of_words(Command::Batch(expected.into()));
        assert_eq!(step, Some(expected));
        assert_eq!(history.pop_undo(), None);
    }

    #[wasm_bindgen_test]
    fn a_pause_another_field_or_another_act_begins_a_new_step() {
        let mut history = History::default();
        history.record(named("1"), Some(TextField::Goal), 0);
        history.record(named("2"), Some(TextField::Goal), BURST_MS);
        history.record(named("3"), Some(TextField::WhyNow), BURST_MS + 1);
        history.record(named("4"), None, BURST_MS + 2);
        history.record(named("5"), Some(TextField::WhyNow), BURST_MS + 3);
        for name in ["5", "4", "3", "2", "1"] {
            assert_eq!(history.pop_undo(), Some(named(name)));
        }
    }

    #[wasm_bindgen_test]
    fn a_new_act_ends_what_could_be_brought_back_and_nothing_is_no_step() {
        let mut history = History::default();
        history.record(TakeBack::of_words(Command::nothing()), None, 0);
        assert_eq!(history.has(), (false, false));
        history.record(named("a"), None, 0);
        let _ = history.pop_undo();
        history.undone(named("again"));
        assert_eq!(history.has(), (false, true));
        history.record(named("b"), None, 0);
        assert_eq!(history.has(), (true, false));
    }

    #[wasm_bindgen_test]
    fn what_others_type_before_it_moves_the_place_of_each_letter() {
        let field = TextField::Goal;
        let typed = |(letter, at): (&str, u32)| {
            let (inserted, removed) = (letter.to_owned(), String::new());
            TakeBack::of_words(Command::RevertText {
                field,
                at,
                inserted,
                removed,
            })
        };
        let mut history = History::default();
        for letter in [(" ", 8), ("X", 9)] {
            history.record(typed(letter), Some(field), 0);
        }
        let others = |delta: Vec<Delta>| TextChange { field, delta };
        history.moved(&others(vec![Delta::Insert("B ".into())]));
        history.moved(&others(vec![Delta::Retain(11), Delta::Insert("!".into())]));
        history.moved(&others(vec![Delta::Retain(1), Delta::Delete(1)]));
        let step = history.pop_undo().map(|step| step.undo);
        let expected = [("X", 11), (" ", 9)].map(|letter| typed(letter).undo);
        assert_eq!(step, Some(Command::Batch(expected.into())));
    }

    #[wasm_bindgen_test]
    fn the_oldest_step_goes_when_there_are_too_many() {
        let mut history = History::default();
        for step in 0..=STEPS_MAX {
            history.record(named(&step.to_string()), None, 0);
        }
        assert_eq!(history.undo.len(), STEPS_MAX);
        assert_eq!(history.undo[0].back, named("1"));
    }
}
