//! What speaks for a step and against it: its title, its time, where it stands, and the sentence around it.

use super::{
    Pattern, StepFound,
    evidence::POINTING,
    mentions::mentions_in,
    pieces::Piece,
    reading::Reading,
    sentences::{Section, Sentence},
    sign::Sign,
    steps::Maker,
    verbs::action,
    when::When,
    words::{ADVERBS, LOOSE, NO_STEP, PRONOUNS, STIFF, WEAK, is_activity, is_thing},
};
use crate::text::{Kind, Token, tokens};

/// Where a step was read.
pub(super) struct Seen<'a> {
    pub sentence: &'a Sentence,
    /// What its piece says about time.
    pub when: &'a When,
    /// What the whole sentence says about it.
    pub told: When,
    /// Who does it, as it stands there.
    pub subject: &'a [Token],
    /// The subject is somebody of the notes.
    pub subject_named: bool,
    pub bygone: bool,
    pub then: bool,
    pub second: bool,
    pub thin: bool,
}

impl Maker<'_> {
    /// What speaks for a step.
    pub(super) fn signs(
        &self,
        step: &StepFound,
        sentence: &Sentence,
        when: &When,
        read: Option<(&Piece, &Reading)>,
    ) -> Signs {
        let subject = read.map_or(&[][..], |(piece, reading)| {
            &piece.tokens[reading.subject.clone()]
        });
        let day = when.due.and_then(|due| due.due(None)).map(|due| due.date);
        let seen = Seen {
            sentence,
            when,
            told: self.clock.read(&sentence.tokens),
            subject,
            subject_named: subject
                .iter()
                .any(|t| self.speaking.is_named(t, self.draft)),
            bygone: day.is_some_and(|day| day < self.clock.context.today),
            then: read.is_some_and(|(_, reading)| reading.then),
            // Under "Steps" one sentence may well hold several.
            second: read.is_some() && self.here.is_some() && sentence.section != Section::Steps,
            thin: read.is_some_and(|(_, reading)| reading.thin),
        };
        Signs::of(step, &seen)
    }
}

/// The signs of a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signs(Vec<Sign>);

impl Signs {
    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Sign> + '_ {
        self.0.iter().copied()
    }

    pub(super) fn has(&self, sign: Sign) -> bool {
        self.0.contains(&sign)
    }

    pub(super) fn add(&mut self, found: &[(Sign, bool)]) {
        let found = found.iter().filter(|(_, holds)| *holds);
        self.0.extend(found.map(|(sign, _)| *sign));
    }

    /// What a step says, and the sentence it stands in.
    pub(super) fn of(step: &StepFound, seen: &Seen<'_>) -> Self {
        let mut signs = Self::default();
        signs.of_title(&step.title);
        signs.of_time(step, seen);
        signs.of_place(step, seen);
        signs.of_sentence(&seen.sentence.tokens);
        signs
    }

    fn of_title(&mut self, title: &str) {
        let title = tokens(title);
        let words: Vec<&Token> = title.iter().filter(|t| t.kind == Kind::Word).collect();
        let any = |is: &dyn Fn(&Token) -> bool| words.iter().any(|t| is(t));
        let known = !mentions_in(&title).is_empty();
        let (happens, thing) = (any(&is_activity), any(&is_thing));
        let acts = |t: &Token| action(t).is_some() && !is_activity(t) && !is_thing(t);
        let first = words.first();
        let names = |t: &Token| {
            let lists = [PRONOUNS, POINTING, LOOSE, STIFF, WEAK, ADVERBS];
            let empty = lists.iter().any(|list| t.is_one_of(list));
            t.lower.chars().count() > 2 && !empty && !acts(t)
        };
        let plain = !known && !happens && !thing;
        self.add(&[
            (Sign::Known, known),
            (Sign::Verb, any(&acts)),
            (Sign::Activity, happens),
            (Sign::Thing, thing),
            (Sign::Plain, plain),
            (
                Sign::Nothing,
                !happens && !thing && !any(&|t| action(t).is_some()),
            ),
            (Sign::Hollow, plain && !any(&names)),
            (Sign::Rest, first.is_some_and(|t| t.is_one_of(RESTS))),
            (Sign::OneWord, words.len() <= 1),
            (Sign::Some, (3..=6).contains(&words.len())),
            (Sign::More, (7..=9).contains(&words.len())),
        ]);
    }

    fn of_time(&mut self, step: &StepFound, seen: &Seen<'_>) {
        let told = |when: &When| when.due.is_some() || when.days.is_some();
        let timeless = !told(seen.when) && !told(&seen.told);
        let weak = matches!(step.pattern, Pattern::Label | Pattern::Event);
        self.add(&[
            (Sign::Day, seen.when.due.is_some()),
            (
                Sign::DayBeside,
                seen.told.due.is_some() && seen.when.due.is_none(),
            ),
            (Sign::Timeless, timeless),
            (Sign::Undated, timeless && weak),
            (Sign::Bygone, seen.bygone),
            (Sign::Done, step.done),
        ]);
    }

    fn of_place(&mut self, step: &StepFound, seen: &Seen<'_>) {
        let listed = seen.sentence.bullet;
        let weak = matches!(
            step.pattern,
            Pattern::Label | Pattern::Clause | Pattern::Event | Pattern::Item
        );
        let us = seen.subject.iter().any(|t| t.is_one_of(US));
        let nobody = step.owner.is_none() && !us && !seen.subject_named;
        self.add(&[
            (Sign::Nobody, nobody),
            (Sign::Then, seen.then),
            (Sign::Order, step.pattern == Pattern::Order),
            (Sign::Clause, step.pattern == Pattern::Clause),
            (Sign::Prose, weak && !listed),
            (Sign::Second, seen.second),
            (Sign::Thin, seen.thin),
        ]);
    }

    fn of_sentence(&mut self, sentence: &[Token]) {
        let any = |words: &[&str]| sentence.iter().any(|t| t.is_one_of(words));
        self.add(&[
            (Sign::Link, any(LINKS)),
            (Sign::Colon, any(&[":"])),
            (
                Sign::Stop,
                sentence.last().is_some_and(|t| t.is_one_of(&[".", "!"])),
            ),
            (Sign::Reason, any(REASONS)),
            (Sign::Stretch, any(STRETCHES)),
            (Sign::Thought, any(THOUGHTS)),
            (Sign::Said, any(SAID)),
            (Sign::May, any(CHANCES)),
            (Sign::Fact, any(NO_STEP)),
            (Sign::Money, any(MONEY)),
        ]);
    }
}

const US: &[&str] = &[
    "i", "we", "you", "us", "ik", "wij", "je", "jij", "jullie", "u",
];
#[rustfmt::skip] // many words a line
const LINKS: &[&str] = &[
    "after", "before", "once", "na", "nadat", "zodra", "voordat", "voor", "then", "daarna", "when", "→", "until",
];
#[rustfmt::skip] // many words a line
const REASONS: &[&str] = &[
    "because", "since", "want", "omdat", "due", "reason", "so", "dus", "which", "who", "die",
];
#[rustfmt::skip] // many words a line
const STRETCHES: &[&str] = &[
    "until", "till", "tot", "since", "sinds", "sedert", "during", "tijdens", "between", "tussen", "while", "terwijl",
];
#[rustfmt::skip] // many words a line
const THOUGHTS: &[&str] = &[
    "think", "thinks", "believe", "hope", "hopes", "denk", "denkt", "hoopt", "hoop", "reckons", "guess", "suggested",
    "suggests", "ideally", "idea", "worried", "concerned", "worry", "feels", "expects", "verwacht", "wonder", "wants",
    "want", "wil", "willen", "wanted", "prefer", "prefers", "like", "likes",
];
#[rustfmt::skip] // many words a line
const CHANCES: &[&str] = &[
    "might", "may", "maybe", "perhaps", "misschien", "possibly", "probably", "waarschijnlijk", "hopefully", "hopelijk",
    "wellicht", "kan", "can", "kunnen",
];
const MONEY: &[&str] = &["€", "$", "£", "%", "euro", "eur", "usd", "gbp", "k", "chf"];
#[rustfmt::skip] // many words a line
const RESTS: &[&str] = &[
    "te", "to", "dat", "that", "which", "who", "whom", "die", "als", "if", "bij", "kan", "can", "will", "moet", "must", "at",
    "in", "on", "op", "over", "uit", "met", "with", "about", "as", "because", "since", "when", "while", "zodra", "wat",
    "what", "how", "hoe", "but", "maar", "or", "of", "na", "after", "before", "houden", "zijn", "my", "mijn", "and", "en",
    "is", "are", "has",
];
#[rustfmt::skip] // many words a line
const SAID: &[&str] = &[
    "wants", "want", "wil", "verwacht", "expects", "expect", "said", "says", "zei", "asked", "ask", "vroeg", "thanked",
    "mentioned", "explained",
];
