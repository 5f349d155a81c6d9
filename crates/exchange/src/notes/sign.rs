//! The signs that speak for a step and against it.

/// What speaks for a step or against it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// The title names a step of our vocabulary.
    Known,
    /// A verb stands in the title.
    Verb,
    /// Something that happens stands in the title.
    Activity,
    /// Something that plans make stands in the title.
    Thing,
    /// Neither of these three.
    Plain,
    /// No verb either.
    Nothing,
    /// The title names nothing but verbs and words that point.
    Hollow,
    /// The title opens as the rest of a clause does: "that …", "can …", "by …".
    Rest,
    /// The title is one word.
    OneWord,
    /// Three to six words.
    Some,
    /// Seven to nine.
    More,
    /// Its own day.
    Day,
    /// A day elsewhere in the sentence.
    DayBeside,
    /// No day and no duration in the sentence.
    Timeless,
    /// A day before today.
    Bygone,
    /// It is over.
    Done,
    /// Nobody at all.
    Nobody,
    /// An arrow or "then" before it.
    Then,
    /// "After", "before" in the sentence.
    Link,
    /// An order.
    Order,
    /// A clause that no pattern reads.
    Clause,
    /// Without a verb of its own, in prose.
    Prose,
    /// Without a verb of its own, and no day or duration in the sentence.
    Undated,
    /// A colon in the sentence.
    Colon,
    /// A full stop ends the sentence.
    Stop,
    /// A reason, or a relative clause.
    Reason,
    /// A stretch of time: "until", "during".
    Stretch,
    /// What somebody thinks or wants.
    Thought,
    /// What somebody said, asked or expects.
    Said,
    /// "May", "can", "probably".
    May,
    /// A fact with a date.
    Fact,
    /// Money.
    Money,
    /// A step stands in the sentence already.
    Second,
    /// A clause or an item for which little spoke where it was read.
    Thin,
    /// Without a verb of its own, and another step of its sentence has more points.
    Lesser,
    /// Of a clause that nothing else read: somebody and a verb open it.
    Actor,
    /// The same: somebody stands in it.
    Somebody,
    /// An item of a list.
    Listed,
    /// A row of a table.
    Row,
    /// Under a heading that says steps.
    Steps,
    /// A verb of what is over.
    Past,
    /// "Will", "must".
    Modal,
    /// A verb of being, knowing or saying.
    Being,
    /// A verb of work.
    Works,
    /// It opens with a verb of work.
    Orders,
    /// What happens as a rule.
    Rule,
    /// A duration.
    Days,
    /// A day somewhere in the sentence.
    Told,
    /// A step stands near it.
    Near,
    /// One of the first sentences.
    Early,
    /// A step was read in the same sentence.
    Beside,
}
