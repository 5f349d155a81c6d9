//! The steps, and what leads from one to the next.

/// Where a beginning is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Do both sides want it (000-22)?
    Interest,
    /// One of them may not: how to ask (000-15, 003-03).
    Doubt,
    /// Is this the right moment? Two schools: the first talk (004-07), or after the demo (002-11).
    Moment,
    /// In the first talk: the next weeks are enough (004-14).
    FirstTalk,
    /// After the demo: begin at the buyer's end (002-12).
    AfterDemo,
    /// Whose plan is it (004-28)?
    Whose,
    /// Only one side's so far.
    OneSide,
}

/// What an answer does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The next step.
    To(Step),
    /// Asked again when the plan is opened the next time.
    Later,
    /// Nothing more to ask.
    End,
    /// The same, and the links to hand out open.
    Share,
}

/// An answer that can be given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    BothWant,
    NotSure,
    TheySaidYes,
    AskAgain,
    InFirstTalk,
    AfterDemo,
    GoOn,
    HandOut,
    OneSideOnly,
    Understood,
}

const ALL: [(Step, &str); 7] = [
    (Step::Interest, super::FIRST),
    (Step::Doubt, "doubt"),
    (Step::Moment, "moment"),
    (Step::FirstTalk, "first talk"),
    (Step::AfterDemo, "after demo"),
    (Step::Whose, "whose"),
    (Step::OneSide, "one side"),
];

impl Step {
    /// As the browser keeps it. Words of another release are the first step.
    pub fn read(kept: &str) -> Self {
        let found = ALL.iter().find(|(_, name)| *name == kept);
        found.map_or(Self::Interest, |(step, _)| *step)
    }

    /// As the browser keeps it.
    pub fn name(self) -> &'static str {
        let found = ALL.iter().find(|(step, _)| *step == self);
        found.map_or(super::FIRST, |(_, name)| name)
    }

    /// What can be answered, and where it leads.
    pub fn answers(self) -> &'static [(Answer, Outcome)] {
        use Outcome::{End, Later, Share, To};
        match self {
            Self::Interest => &[
                (Answer::BothWant, To(Self::Moment)),
                (Answer::NotSure, To(Self::Doubt)),
            ],
            Self::Doubt => &[
                (Answer::TheySaidYes, To(Self::Moment)),
                (Answer::AskAgain, Later),
            ],
            Self::Moment => &[
                (Answer::InFirstTalk, To(Self::FirstTalk)),
                (Answer::AfterDemo, To(Self::AfterDemo)),
            ],
            Self::FirstTalk | Self::AfterDemo => &[(Answer::GoOn, To(Self::Whose))],
            Self::Whose => &[
                (Answer::HandOut, Share),
                (Answer::OneSideOnly, To(Self::OneSide)),
            ],
            Self::OneSide => &[(Answer::HandOut, Share), (Answer::Understood, End)],
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn every_step_is_kept_and_read_and_what_is_unknown_begins() {
        for (step, name) in ALL {
            assert_eq!(Step::read(step.name()), step);
            assert!(!name.is_empty(), "an empty one ends it");
        }
        assert_eq!(Step::read("of another release"), Step::Interest);
    }

    #[wasm_bindgen_test]
    fn all_three_questions_are_on_every_way_to_the_end() {
        let mut ways = vec![vec![Step::Interest]];
        let mut ends = 0;
        while let Some(way) = ways.pop() {
            let last = way[way.len() - 1];
            for (_, outcome) in last.answers() {
                match outcome {
                    Outcome::To(next) => {
                        assert!(!way.contains(next), "no way goes in a circle: {way:?}");
                        ways.push([&way[..], &[*next]].concat());
                    }
                    Outcome::Later => {}
                    Outcome::End | Outcome::Share => {
                        ends += 1;
                        for asked in [Step::Interest, Step::Moment, Step::Whose] {
                            assert!(way.contains(&asked), "{asked:?} in {way:?}");
                        }
                    }
                }
            }
        }
        assert!(ends > 0);
    }
}
