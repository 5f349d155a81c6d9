//! Which steps are right, and the sums.

use std::fmt;

use chrono::NaiveDate;
use exchange::notes::{Draft, Pattern, StepFound, Tied};
use plan::model::MilestoneKind;

use crate::{
    expected::{Expected, Step, collapsed, has_keyword},
    fields::{Fields, Tally},
};

/// Sums over notes.
#[derive(Debug, Clone, Default)]
pub struct Score {
    /// Steps a reader expects.
    pub expected: usize,
    /// Steps proposed, without the optional ones.
    pub produced: usize,
    /// Steps proposed that a reader expects.
    pub right: usize,
    /// Proposed steps of notes without a plan.
    pub in_no_plan: usize,
    /// Steps that no sentence of the note says.
    pub untied: usize,
    /// The rest.
    pub fields: Fields,
}

/// What the rule of matching says of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Wrong,
    Optional,
}

impl Score {
    /// One note.
    pub fn of(text: &str, expected: &Expected, draft: &Draft, today: NaiveDate) -> Self {
        let matched = matched(text, &expected.milestones, &draft.steps, |_| true);
        let free = |at: usize| !matched.contains(&Some(at));
        let optional = matched_optional(text, expected, draft, free);
        let right = matched.iter().flatten().count();
        let produced = draft.steps.len() - optional;
        let mut fields = Fields::default();
        fields.whole(expected, draft);
        for (step, at) in expected.milestones.iter().zip(&matched) {
            if let Some(at) = *at {
                fields.step(step, draft, at, today);
            }
        }
        Self {
            expected: expected.milestones.len(),
            produced,
            right,
            in_no_plan: if expected.milestones.is_empty() {
                produced
            } else {
                0
            },
            untied: draft.steps.iter().filter(|s| !is_tied(text, s)).count(),
            fields,
        }
    }

    /// The steps that are wrong and those that are missed, for a person to read.
    pub fn mistakes(text: &str, expected: &Expected, draft: &Draft) -> Vec<String> {
        let met = matched(text, &expected.milestones, &draft.steps, |_| true);
        let wrong = wrong(text, expected, draft, &met).into_iter();
        let wrong = wrong.map(|at| &draft.steps[at]);
        let missed = expected.milestones.iter().zip(&met);
        let missed = missed.filter(|(_, met)| met.is_none());
        wrong
            .map(|step| {
                format!(
                    "WRONG {} ({:?}) <- {:?}",
                    step.value.title,
                    step.value.pattern,
                    &text[step.sentences[0].clone()]
                )
            })
            .chain(
                missed.map(|(step, _)| format!("MISSED {:?} {:?}", step.keywords, step.sentence)),
            )
            .collect()
    }

    /// How each step that counts was read, and whether it is right.
    pub fn patterns(text: &str, expected: &Expected, draft: &Draft) -> Vec<(Pattern, bool)> {
        let met = matched(text, &expected.milestones, &draft.steps, |_| true);
        let wrong = wrong(text, expected, draft, &met);
        let right = met.iter().flatten().map(|at| (*at, true));
        let all = right.chain(wrong.into_iter().map(|at| (at, false)));
        all.map(|(at, right)| (draft.steps[at].value.pattern, right))
            .collect()
    }

    /// What the rule of matching says of each step, in their order.
    pub fn verdicts(text: &str, expected: &Expected, draft: &Draft) -> Vec<Verdict> {
        let met = matched(text, &expected.milestones, &draft.steps, |_| true);
        let wrong = wrong(text, expected, draft, &met);
        let verdict = |at: usize| match (met.contains(&Some(at)), wrong.contains(&at)) {
            (true, _) => Verdict::Right,
            (_, true) => Verdict::Wrong,
            _ => Verdict::Optional,
        };
        (0..draft.steps.len()).map(verdict).collect()
    }

    /// Another note.
    pub fn add(&mut self, other: &Self) {
        self.expected += other.expected;
        self.produced += other.produced;
        self.right += other.right;
        self.in_no_plan += other.in_no_plan;
        self.untied += other.untied;
        self.fields.add(&other.fields);
    }

    /// Right of those proposed.
    pub fn precision(&self) -> Tally {
        Tally::new(self.right, self.produced)
    }

    /// Right of those expected.
    pub fn recall(&self) -> Tally {
        Tally::new(self.right, self.expected)
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "milestones: precision {}", self.precision())?;
        writeln!(f, "milestones: recall {}", self.recall())?;
        writeln!(f, "milestones without a sentence: {}", self.untied)?;
        writeln!(f, "milestones of notes without a plan: {}", self.in_no_plan)?;
        write!(f, "{}", self.fields)
    }
}

/// The proposed steps that nobody expects.
fn wrong(text: &str, expected: &Expected, draft: &Draft, met: &[Option<usize>]) -> Vec<usize> {
    let free = |at: usize| !met.contains(&Some(at));
    let optional = matched(text, &expected.optional, &draft.steps, free);
    let wrong = |at: &usize| {
        let live = draft.steps[*at].value.kind == MilestoneKind::GoLive;
        free(*at) && !optional.contains(&Some(*at)) && !live
    };
    (0..draft.steps.len()).filter(wrong).collect()
}

fn is_tied(text: &str, step: &Tied<StepFound>) -> bool {
    !step.sentences.is_empty()
        && (step.sentences.iter())
            .all(|s| text.get(s.clone()).is_some_and(|s| !s.trim().is_empty()))
}

/// Its sentence and its title fit.
fn fits(text: &str, wanted: &Step, found: &Tied<StepFound>) -> bool {
    let sentence = collapsed(&wanted.sentence);
    let line = text.lines().find(|line| line.contains(&wanted.sentence));
    let line = line.map(collapsed).unwrap_or_default();
    let tied = found.sentences.iter().any(|span| {
        let said = collapsed(text.get(span.clone()).unwrap_or_default());
        !said.is_empty() && (said.contains(&sentence) || line.contains(&said))
    });
    tied && has_keyword(&found.value.title, &wanted.keywords)
}

/// For each wanted step the proposed one that is it; each proposed step once, as many as can be.
fn matched(
    text: &str,
    wanted: &[Step],
    found: &[Tied<StepFound>],
    free: impl Fn(usize) -> bool,
) -> Vec<Option<usize>> {
    let fitting: Vec<Vec<usize>> = wanted
        .iter()
        .map(|step| {
            let places = (0..found.len()).filter(|at| free(*at));
            places.filter(|at| fits(text, step, &found[*at])).collect()
        })
        .collect();
    let mut taken_by: Vec<Option<usize>> = vec![None; found.len()];
    for at in 0..wanted.len() {
        place(at, &fitting, &mut taken_by, &mut vec![false; found.len()]);
    }
    let mut matched = vec![None; wanted.len()];
    for (place, step) in taken_by.iter().enumerate() {
        if let Some(step) = step {
            matched[*step] = Some(place);
        }
    }
    matched
}

/// An augmenting path: a step may take a place whose holder finds another.
fn place(
    step: usize,
    fitting: &[Vec<usize>],
    taken_by: &mut [Option<usize>],
    seen: &mut [bool],
) -> bool {
    fitting[step].iter().any(|&at| {
        if std::mem::replace(&mut seen[at], true) {
            return false;
        }
        let moved = taken_by[at].is_none_or(|holder| place(holder, fitting, taken_by, seen));
        if moved {
            taken_by[at] = Some(step);
        }
        moved
    })
}

/// How many proposed steps are optional ones; the go-live always is (it is scored as a date).
fn matched_optional(
    text: &str,
    expected: &Expected,
    draft: &Draft,
    free: impl Fn(usize) -> bool,
) -> usize {
    let optional = matched(text, &expected.optional, &draft.steps, &free);
    let go_live = (0..draft.steps.len()).filter(|at| {
        free(*at)
            && !optional.contains(&Some(*at))
            && draft.steps[*at].value.kind == MilestoneKind::GoLive
    });
    optional.iter().flatten().count() + go_live.count()
}
