//! How a step was read.

/// What made a step of some words: how sure it is differs from one to the other.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// "The survey was finished in March".
    Past,
    /// "NDA signed".
    Over,
    /// "The contract must be signed".
    Passive,
    /// "Maria will send …".
    Promise,
    /// "Maria sends …".
    Present,
    /// "Send the report".
    Order,
    /// "The pilot starts …".
    Event,
    /// "Legal review, 2 weeks".
    Label,
    /// A clause for which enough speaks.
    #[default]
    Clause,
    /// An item of a list for which enough speaks.
    Item,
    /// "Pilot: 3 weeks".
    Heading,
    /// "Legal takes two weeks".
    Department,
    /// "… before procurement starts".
    Named,
    /// A clause that nothing else read, in its own words.
    Left,
    /// The day on which it must live.
    Target,
}
