//! How sure a step is: its signs are counted, and below [`ENOUGH`] it is not proposed, whatever pattern it was read by.
//!
//! The points are a logistic regression over steps read from notes that nobody had looked at when they were read,
//! with each set of notes left out once, rounded to whole numbers. A word list that was made with notes open would be
//! trusted too much otherwise: it is right nine times in ten on them and less often on those of strangers.

use plan::model::MilestoneKind;

use super::{Draft, Pattern, StepFound, Tied, sign::Sign, signs::Signs};

/// From here on a step is proposed; one without any sign has no points.
pub const ENOUGH: i32 = -2;

/// What each sign is worth.
#[rustfmt::skip] // one table
const POINTS: &[(Sign, i32)] = &[
    (Sign::Known, 4),
    (Sign::Verb, 3),
    (Sign::Activity, 3),
    (Sign::More, 3),
    (Sign::Thing, 2),
    (Sign::Some, 2),
    (Sign::DayBeside, 2),
    (Sign::Link, 2),
    (Sign::Order, 2),
    (Sign::Day, 1),
    (Sign::Then, 1),
    (Sign::Hollow, -1),
    (Sign::Bygone, -1),
    (Sign::Done, -1),
    (Sign::Nobody, -1),
    (Sign::Fact, -1),
    (Sign::Money, -1),
    (Sign::Plain, -2),
    (Sign::Timeless, -2),
    (Sign::Clause, -2),
    (Sign::Prose, -2),
    (Sign::Colon, -2),
    (Sign::Stop, -2),
    (Sign::Reason, -2),
    (Sign::Stretch, -2),
    (Sign::Thought, -2),
    (Sign::Said, -2),
    (Sign::May, -2),
    (Sign::Nothing, -3),
    (Sign::Rest, -3),
    (Sign::OneWord, -3),
    (Sign::Undated, -3),
    (Sign::Lesser, -3),
    (Sign::Second, -4),
    (Sign::Thin, -4),
];

/// The same for clauses that nothing else read; the first stands for what is known of none.
#[rustfmt::skip] // one table
pub(super) const LEFT: &[(Sign, i32)] = &[
    (Sign::Known, 2),
    (Sign::Link, 2),
    (Sign::Near, 2),
    (Sign::Listed, 1),
    (Sign::Activity, 1),
    (Sign::Nobody, 1),
    (Sign::Days, 1),
    (Sign::Told, 1),
    (Sign::Stop, 1),
    (Sign::Modal, 1),
    (Sign::Verb, 1),
    (Sign::Steps, 1),
    (Sign::Thought, 1),
    (Sign::May, -1),
    (Sign::Some, -1),
    (Sign::Orders, -1),
    (Sign::Said, -1),
    (Sign::Stretch, -1),
    (Sign::Nothing, -1),
    (Sign::Plain, -1),
    (Sign::Money, -1),
    (Sign::Timeless, -1),
    (Sign::Fact, -2),
    (Sign::Hollow, -3),
    (Sign::Beside, -3),
    (Sign::Early, -3),
];

impl Signs {
    /// How sure the step is.
    pub fn points(&self) -> i32 {
        sum(self, POINTS)
    }
}

/// What the signs are worth in a table.
pub(super) fn sum(signs: &Signs, table: &[(Sign, i32)]) -> i32 {
    let worth = |(sign, points): &(Sign, i32)| signs.has(*sign).then_some(*points);
    table.iter().filter_map(worth).sum()
}

/// No step stands with less speaking for it than this.
pub(super) fn drop_unsure(draft: &mut Draft, enough: i32) {
    mark_lesser(&mut draft.steps);
    let targeted = draft.go_live.is_some();
    for at in (0..draft.steps.len()).rev() {
        let step = &draft.steps[at].value;
        // The day on which it must live is read apart, and stands as a step in any case.
        let target = targeted && step.kind == MilestoneKind::GoLive;
        if !target && step.signs.points() < enough {
            draft.drop_step(at);
        }
    }
}

/// Without a verb that says what somebody does.
fn is_weak(pattern: Pattern) -> bool {
    matches!(
        pattern,
        Pattern::Label
            | Pattern::Clause
            | Pattern::Event
            | Pattern::Item
            | Pattern::Over
            | Pattern::Heading
    )
}

/// "Link with the till: Anja asks for the key": one sentence seldom holds two steps of which one says no verb.
fn mark_lesser(steps: &mut [Tied<StepFound>]) {
    let points: Vec<i32> = steps.iter().map(|s| s.value.signs.points()).collect();
    let lesser = |at: usize| {
        let rival = |other: usize| {
            points[other] > points[at] && steps[other].sentences[0] == steps[at].sentences[0]
        };
        is_weak(steps[at].value.pattern) && (0..steps.len()).any(rival)
    };
    let found: Vec<bool> = (0..steps.len()).map(lesser).collect();
    for (step, lesser) in steps.iter_mut().zip(found) {
        step.value.signs.add(&[(Sign::Lesser, lesser)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(found: &[Sign]) -> i32 {
        let mut signs = Signs::default();
        signs.add(&found.iter().map(|sign| (*sign, true)).collect::<Vec<_>>());
        signs.points()
    }

    #[test]
    fn points_add_up() {
        assert_eq!(points(&[]), 0);
        assert_eq!(points(&[Sign::Known, Sign::Stop]), 2);
    }

    #[test]
    fn a_promise_with_a_day_is_sure_and_a_bare_clause_is_not() {
        assert!(points(&[Sign::Verb, Sign::Thing, Sign::Some, Sign::Day]) >= ENOUGH);
        let bare = [Sign::Clause, Sign::Prose, Sign::Plain, Sign::Nothing];
        assert!(points(&bare) < ENOUGH);
    }

    #[test]
    fn every_sign_is_worth_something_once() {
        for (at, (sign, points)) in POINTS.iter().enumerate() {
            assert_ne!(*points, 0, "{sign:?}");
            assert!(POINTS[..at].iter().all(|(other, _)| other != sign));
        }
    }

    fn step(title: &str, pattern: Pattern, at: usize, found: &[(Sign, bool)]) -> Tied<StepFound> {
        let mut value = StepFound {
            pattern,
            ..StepFound::titled(title)
        };
        value.signs.add(found);
        let span = at..at + 1;
        Tied {
            value,
            sentences: vec![span],
        }
    }

    #[test]
    fn of_two_steps_in_a_sentence_the_bare_one_has_less() {
        let sure = [(Sign::Known, true), (Sign::Verb, true)];
        let mut steps = vec![
            step("Link", Pattern::Heading, 0, &[]),
            step("Ask for the key", Pattern::Present, 0, &sure),
            step("Training", Pattern::Label, 5, &[]),
        ];
        mark_lesser(&mut steps);
        let lesser = |at: usize| steps[at].value.signs.has(Sign::Lesser);
        assert_eq!([lesser(0), lesser(1), lesser(2)], [true, false, false]);
    }
}
