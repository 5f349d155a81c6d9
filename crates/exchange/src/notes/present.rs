//! Somebody does something: "Oskar checks the firewall (Friday)".

use super::{
    reading::{Reader, Reading},
    verbs::{Action, Form, PARTICLES, action, is_decisive, is_finite},
    words::{PRONOUNS, is_activity},
};
use crate::{
    people::is_role,
    text::{Kind, Token},
};

/// A noun follows, and no verb.
const DETERMINERS: &[&str] = &[
    "the", "a", "an", "their", "our", "his", "her", "its", "my", "your", "de", "het", "een",
    "onze", "hun", "mijn", "uw",
];

impl Reader<'_> {
    /// "Oskar checks the firewall (Friday)", "Jan stuurt …", "daarna stelt Roos een plan op".
    pub(super) fn present(&self) -> Option<Reading> {
        let tokens = self.tokens;
        let verb = self.present_verb()?;
        let found = action(&tokens[verb])?;
        let plainly = self.promises(found, verb);
        let signal = self.told() || self.place.listed || self.place.linked || plainly;
        let who = match verb == self.from {
            true => self.from + 1..(self.from + 5).min(tokens.len()),
            false => self.from..verb,
        };
        let pronoun = tokens.get(who.start).is_some_and(|t| t.is_one_of(PRONOUNS));
        let named = self.place.named;
        let plain = found.form == Form::Base;
        let inverted = verb == self.from;
        if !signal
            || !(named || pronoun && self.told())
            || (plain && !pronoun)
            || (inverted && !found.dutch && !(self.place.owned && is_finite(&tokens[verb])))
        {
            return None;
        }
        let skip = match inverted && found.dutch {
            true => self.subject_length(who.start),
            false => 0,
        };
        let mut title = self.kept(verb + 1 + skip..tokens.len());
        let parted = title
            .last()
            .copied()
            .filter(|at| found.dutch && tokens[*at].is_one_of(PARTICLES));
        if parted.is_some() {
            title.pop();
        }
        if self.is_idle(found, verb, &title)
            || self.points(verb + 1 + skip)
            || !self.enough(found, &title)
        {
            return None;
        }
        let subject = if inverted {
            who.start..(who.start + skip).min(tokens.len())
        } else {
            who
        };
        let reading = self.made(title, subject)?;
        Some(Reading {
            verb: Some((found.base, found.dutch)),
            ..reading
        })
    }

    /// "He retires in autumn" is done to nothing.
    fn is_idle(&self, found: Action, verb: usize, title: &[usize]) -> bool {
        let place = [
            "in", "at", "on", "from", "until", "op", "bij", "vanaf", "tot",
        ];
        let next = self.tokens.get(verb + 1);
        let apart = next.is_some_and(|t| t.is_one_of(&place));
        !found.dutch && !is_decisive(found) && apart && !self.matters(title)
    }

    fn present_verb(&self) -> Option<usize> {
        let tokens = self.tokens;
        (self.from..tokens.len().min(self.from + 8)).find(|at| {
            // "De juridische toets" is a thing; "wij toetsen" is a verb.
            let given = *at > self.from && tokens[at - 1].is_one_of(DETERMINERS);
            let thing = given
                || is_activity(&tokens[*at]) && !(*at > 0 && tokens[at - 1].is_one_of(PRONOUNS));
            action(&tokens[*at])
                .filter(|a| !(given || thing && a.dutch))
                .is_some_and(|a| {
                    let many = |at: usize| {
                        tokens
                            .get(at)
                            .is_some_and(|t| t.is_one_of(&["we", "wij", "zij", "jullie"]))
                    };
                    let plural = (*at > self.from && many(at - 1)) || many(at + 1);
                    a.form == Form::Present
                        || (a.form == Form::Base && a.dutch && plural)
                        || (*at > self.from && a.form == Form::Base && !a.dutch)
                })
        })
    }

    /// How many tokens somebody takes behind the verb.
    fn subject_length(&self, from: usize) -> usize {
        let name = |t: &&Token| {
            t.kind == Kind::Word
                && (t.is_one_of(PRONOUNS)
                    || t.is_one_of(&["de", "heer", "mevrouw", "van", "der"])
                    || is_role(&t.lower))
        };
        let plain = self.tokens[from..].iter().take(5).take_while(name).count();
        plain.max(1)
    }
}
