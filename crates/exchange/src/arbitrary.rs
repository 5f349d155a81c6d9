//! Plans for property tests: odd titles, quotes, formulas, all kinds of everything, and references that hold.

use chrono::{Days, NaiveDate};
use plan::{
    id::{ItemId, LinkId, MilestoneId, PersonId, TrackId},
    model::*,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// One line as a reader leaves it: no white space at the ends, single spaces, and what trips parsers.
fn line() -> impl Strategy<Value = String> {
    // No regular expressions here: compiling them took minutes over a run.
    const WORDS: [&str; 28] = [
        "a", "Legal", "review", "x1", "é", "ß", "œ日", "#4", ";", "=1+1", "'=x", "''", "\"q\"",
        "and", "en", "FS+2d", "[FF]", "[x]", "-", "@me", "a|b", "<b>", "&amp;", "*_`", "\\", "TBD",
        "All", "(Buyer)",
    ];
    vec(select(&WORDS[..]), 1..5).prop_map(|words| words.join(" "))
}

fn prose() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        3 => line(),
        1 => vec(line(), 1..4).prop_map(|lines| lines.join("\n")),
    ]
}

fn date() -> impl Strategy<Value = NaiveDate> {
    (0u64..700)
        .prop_map(|days| NaiveDate::from_ymd_opt(2025, 1, 1).expect("a date") + Days::new(days))
}

fn side() -> impl Strategy<Value = Side> {
    select(vec![Side::Buyer, Side::Seller, Side::Partner])
}

fn person(number: usize, name: &str, side: Side, placeholder: bool, title: String) -> Person {
    Person {
        id: PersonId::from_bits(number as u64 + 1),
        // Namesakes are two people only with their ids; what carries names carries these.
        name: format!("{name} {number}"),
        placeholder,
        side,
        title,
        function: String::new(),
        role: number.is_multiple_of(2).then_some(DealRole::Champion),
        archived: false,
        merged_into: None,
    }
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    vec((line(), side(), any::<bool>(), prose()), 1..5).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(at, (name, side, placeholder, title))| {
                person(at, &name, side, placeholder, title)
            })
            .collect()
    })
}

fn tracks() -> impl Strategy<Value = Vec<Track>> {
    vec((line(), any::<bool>()), 0..4).prop_map(|all| {
        let track = |(at, (name, phase)): (usize, (String, bool))| Track {
            id: TrackId::from_bits(at as u64 + 1),
            name: format!("{name} {at}"),
            kind: if phase {
                TrackKind::Phase
            } else {
                TrackKind::Function
            },
            lead: None,
            archived: false,
        };
        all.into_iter().enumerate().map(track).collect()
    })
}

fn status(people: usize) -> impl Strategy<Value = Status> {
    let clears =
        option::of(0..people).prop_map(|at| at.map(|at| PersonId::from_bits(at as u64 + 1)));
    prop_oneof![
        Just(Status::NotStarted),
        Just(Status::InProgress),
        prose().prop_map(|on| Status::Waiting { on }),
        (line(), clears).prop_map(|(reason, clears)| Status::Blocked { reason, clears }),
        date().prop_map(|on| Status::Done { on }),
        prose().prop_map(|reason| Status::NotNeeded { reason }),
    ]
}

fn due() -> impl Strategy<Value = Due> {
    (date(), any::<bool>(), option::of((1u16..40, 0u16..3))).prop_map(|(date, pinned, weeks)| Due {
        date,
        pinned,
        weeks: weeks.map(|(first, more)| (first, first + more)),
    })
}

fn links() -> impl Strategy<Value = Vec<Link>> {
    vec(
        (
            "[a-z]{1,5}[;,?a-z]{0,4}",
            prop_oneof![Just(String::new()), line()],
        ),
        0..3,
    )
    .prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(at, (path, label))| Link {
                id: LinkId::from_bits(at as u64 + 1),
                url: format!("https://example.com/{at}{path}"),
                label: if label.is_empty() {
                    label
                } else {
                    format!("{label} {at}")
                },
            })
            .collect()
    })
}

fn checklist() -> impl Strategy<Value = Vec<ChecklistItem>> {
    vec((line(), any::<bool>()), 0..3).prop_map(|all| {
        all.into_iter()
            .enumerate()
            .map(|(at, (text, done))| ChecklistItem {
                id: ItemId::from_bits(at as u64 + 1),
                text: format!("{text} {at}"),
                done,
                archived: false,
            })
            .collect()
    })
}

prop_compose! {
    fn owners(people: usize)(
        accountable in option::of(0..people),
        helpers in vec(0..people, 0..3),
        everybody in any::<bool>(),
    ) -> (Option<PersonId>, Vec<PersonId>, bool) {
        let id = |at: usize| PersonId::from_bits(at as u64 + 1);
        let accountable = accountable.map(id);
        let mut helpers: Vec<_> = helpers.into_iter().map(id).filter(|h| Some(*h) != accountable).collect();
        helpers.sort();
        helpers.dedup();
        (accountable, helpers, everybody)
    }
}

prop_compose! {
    fn milestone(people: usize, tracks: Vec<Track>)(
        title in line(),
        kind in select(vec![
            MilestoneKind::Step, MilestoneKind::Meeting, MilestoneKind::Approval,
            MilestoneKind::Deliverable, MilestoneKind::Decision, MilestoneKind::GoLive,
        ]),
        (accountable, helpers, everybody) in owners(people),
        due in option::of(due()),
        before in option::of(0u64..30),
        days in (option::of(0u32..100), option::of(0u32..100)),
        status in status(people),
        texts in (prose(), prose(), prose()),
        links in links(),
        checklist in checklist(),
        in_track in any::<bool>(),
    ) -> Milestone {
        let track = |kind| tracks.iter().find(|t| t.kind == kind && in_track).map(|t| t.id);
        Milestone {
            kind, accountable, helpers, everybody, due, status, links, checklist,
            start: due.zip(before).map(|(due, before)| due.date - Days::new(before)),
            duration_days: days.0,
            remaining_days: days.1,
            done_when: texts.0,
            result: texts.1,
            notes: texts.2,
            phase: track(TrackKind::Phase),
            function: track(TrackKind::Function),
            ..crate::blank(&title)
        }
    }
}

fn dependencies(count: usize) -> impl Strategy<Value = Vec<Dependency>> {
    use DependencyKind::{FinishToFinish, FinishToStart, StartToFinish, StartToStart};
    let kinds = vec![FinishToStart, StartToStart, FinishToFinish, StartToFinish];
    let one = (0..count, 0..count, select(kinds), -9i32..30, any::<bool>());
    vec(one, 0..=count).prop_map(|all| {
        let mut all: Vec<Dependency> = all
            .into_iter()
            .filter(|(from, to, ..)| from != to)
            .map(|(from, to, kind, lag_days, keep)| Dependency {
                predecessor: MilestoneId::from_bits(from as u64 + 1),
                successor: MilestoneId::from_bits(to as u64 + 1),
                kind,
                lag_days,
                policy: if keep {
                    GapPolicy::Keep
                } else {
                    GapPolicy::Consume
                },
            })
            .collect();
        all.sort();
        all.dedup_by_key(|d| (d.predecessor, d.successor, d.kind));
        all
    })
}

/// A plan whose references hold.
pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    (people(), tracks(), line(), prose(), option::of(date()))
        .prop_flat_map(|(people, tracks, title, goal, go_live)| {
            let milestones = vec(milestone(people.len(), tracks.clone()), 1..6);
            (Just((people, tracks, title, goal, go_live)), milestones)
        })
        .prop_flat_map(|(head, milestones)| {
            let dependencies = dependencies(milestones.len());
            (Just(head), Just(milestones), dependencies)
        })
        .prop_map(
            |((people, tracks, title, goal, go_live), mut milestones, dependencies)| {
                for (at, milestone) in milestones.iter_mut().enumerate() {
                    milestone.id = MilestoneId::from_bits(at as u64 + 1);
                }
                Plan {
                    title,
                    goal,
                    go_live: go_live.or(NaiveDate::from_ymd_opt(2025, 9, 1)),
                    start: NaiveDate::from_ymd_opt(2025, 1, 6),
                    people,
                    tracks,
                    milestones,
                    dependencies,
                    ..Plan::default()
                }
            },
        )
}
