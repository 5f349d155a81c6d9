//! What is said of the steps that are right, and of the plan as a whole.

use std::fmt;

use chrono::NaiveDate;
use exchange::notes::{Draft, PersonFound};
use plan::model::Side;

use crate::expected::{Expected, Somebody, Step, has_keyword, words};

/// Right of how many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    right: usize,
    of: usize,
}

impl Tally {
    pub fn new(right: usize, of: usize) -> Self {
        Self { right, of }
    }

    /// At least this share, in percent; of nothing everything is right.
    pub fn at_least(self, percent: usize) -> bool {
        self.right * 100 >= self.of * percent
    }

    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.of += 1;
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.of += other.of;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let share = self.right as f64 / self.of.max(1) as f64;
        write!(f, "{share:.2} ({} of {})", self.right, self.of)
    }
}

/// Sums over notes; `none` counts where a reader expects nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fields {
    pub dates: Tally,
    pub dates_none: Tally,
    pub durations: Tally,
    pub durations_none: Tally,
    pub owners: Tally,
    pub owners_none: Tally,
    pub done: Tally,
    pub links_recall: Tally,
    pub links_precision: Tally,
    pub people_recall: Tally,
    pub people_precision: Tally,
    pub sides: Tally,
    pub go_live: Tally,
    pub goals: Tally,
    pub goals_none: Tally,
}

impl Fields {
    /// A step that is right.
    pub fn step(&mut self, wanted: &Step, draft: &Draft, at: usize, today: NaiveDate) {
        let found = &draft.steps[at].value;
        let date = found.due.and_then(|due| due.due(Some(today)));
        let date = date.map(|due| due.date);
        let right = date == wanted.date || wanted.date_ok.contains(&date);
        let which = wanted.date.map(|_| &mut self.dates);
        which.unwrap_or(&mut self.dates_none).count(right);

        let days = found.days.map(f64::from);
        let right = days == wanted.duration_days || wanted.duration_ok.contains(&days);
        let which = wanted.duration_days.map(|_| &mut self.durations);
        which.unwrap_or(&mut self.durations_none).count(right);

        let same = |wanted: &Option<String>| match (wanted, &found.owner) {
            (Some(wanted), Some(found)) => shares_name(wanted, found),
            (None, None) => true,
            _ => false,
        };
        let right = same(&wanted.owner) || wanted.owner_ok.iter().any(same);
        let which = wanted.owner.as_ref().map(|_| &mut self.owners);
        which.unwrap_or(&mut self.owners_none).count(right);
        self.done.count(found.done == wanted.done);
        self.links(wanted, draft, at);
    }

    fn links(&mut self, wanted: &Step, draft: &Draft, at: usize) {
        let before: Vec<&str> = draft
            .order
            .iter()
            .filter(|order| order.value.after == at)
            .map(|order| draft.steps[order.value.before].value.title.as_str())
            .collect();
        let first = Some(&wanted.after).filter(|after| !after.is_empty());
        let required: Vec<_> = first.into_iter().chain(&wanted.after_also).collect();
        for keywords in &required {
            let found = before.iter().any(|title| has_keyword(title, keywords));
            self.links_recall.count(found);
        }
        for title in before {
            let right = required.iter().any(|keywords| has_keyword(title, keywords));
            if right || !wanted.after_ok.iter().any(|k| has_keyword(title, k)) {
                self.links_precision.count(right);
            }
        }
    }

    /// People, goal and go-live of a note.
    pub fn whole(&mut self, expected: &Expected, draft: &Draft) {
        self.people(expected, draft);
        let go_live = draft.go_live.as_ref().and_then(|d| d.value.due(None));
        let go_live = go_live.map(|due| due.date);
        let right = go_live == expected.go_live || expected.go_live_ok.contains(&go_live);
        self.go_live.count(right);
        let goal = draft.goal.as_ref().map(|goal| goal.value.as_str());
        match (&expected.goal, goal) {
            (None, found) => self.goals_none.count(found.is_none()),
            (Some(_), None) => self.goals.count(expected.goal_may_be_null),
            (Some(wanted), Some(found)) => self.goals.count(shares_meaning(wanted, found)),
        }
    }

    /// Those with a name; roles that stand in for somebody count where they are somebody expected.
    fn people(&mut self, expected: &Expected, draft: &Draft) {
        let find = |list: &'_ [Somebody], found: &PersonFound| {
            list.iter().position(|s| shares_name(&s.name, &found.name))
        };
        let mut met = vec![false; expected.people.len()];
        for person in draft.people.iter().map(|p| &p.value) {
            if let Some(at) = find(&expected.people, person) {
                self.people_precision.count(!met[at]);
                if !met[at]
                    && let Some(side) = &expected.people[at].side
                {
                    self.sides.count(is_side(side, person.side));
                }
                met[at] = true;
            } else if find(&expected.people_optional, person).is_none() && !person.placeholder {
                self.people_precision.count(false);
            }
        }
        for met in met {
            self.people_recall.count(met);
        }
    }

    /// Another note.
    pub fn add(&mut self, other: &Self) {
        let mut other = *other;
        for ((_, to), (_, from)) in self.named().into_iter().zip(other.named()) {
            to.add(*from);
        }
    }

    fn named(&mut self) -> [(&'static str, &mut Tally); 15] {
        [
            ("dates where one is expected", &mut self.dates),
            ("no date where none is", &mut self.dates_none),
            ("durations where one is expected", &mut self.durations),
            ("no duration where none is", &mut self.durations_none),
            ("owners where one is expected", &mut self.owners),
            ("no owner where none is", &mut self.owners_none),
            ("done or not", &mut self.done),
            ("dependencies: recall", &mut self.links_recall),
            ("dependencies: precision", &mut self.links_precision),
            ("people: recall", &mut self.people_recall),
            ("people: precision", &mut self.people_precision),
            ("sides of people", &mut self.sides),
            ("go-live", &mut self.go_live),
            ("goals where one is expected", &mut self.goals),
            ("no goal where none is", &mut self.goals_none),
        ]
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut copy = *self;
        (copy.named().into_iter()).try_for_each(|(name, tally)| writeln!(f, "{name}: {tally}"))
    }
}

/// First name, surname or both.
fn shares_name(one: &str, other: &str) -> bool {
    let one = words(one);
    words(other).iter().any(|word| one.contains(word))
}

fn is_side(wanted: &str, found: Side) -> bool {
    format!("{found:?}").eq_ignore_ascii_case(wanted)
}

/// Two words that mean something in common.
fn shares_meaning(one: &str, other: &str) -> bool {
    let one = words(one);
    let mut common: Vec<String> = words(other);
    common.sort();
    common.dedup();
    common.retain(|word| word.chars().count() > 3 && one.contains(word));
    common.len() >= 2
}
