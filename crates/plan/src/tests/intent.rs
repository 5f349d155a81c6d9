//! Random commands over few ids, so that they meet.

use chrono::NaiveDate;
use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::{
    PlanDoc,
    command::{Command, Place, TextField},
    id::{ApprovalId, CriterionId, ItemId, LinkId, MilestoneId, PersonId, ReceiptId, TrackId},
    model::{
        Agreement, Approval, Blackout, Calendar, DealRole, Decision, Dependency, DependencyKind,
        Due, GapPolicy, Link, MilestoneKind, Receipt, Session, Side, Status, TrackKind,
    },
    text::splice_between,
};

/// What somebody wants; a text edit becomes a command only before the text it meets.
#[derive(Debug, Clone)]
pub(crate) enum Intent {
    Do(Command),
    Type(TextField, String),
}

impl Intent {
    pub(crate) fn command(&self, doc: &PlanDoc) -> Option<Command> {
        match self {
            Self::Do(command) => Some(command.clone()),
            Self::Type(field, new) => {
                let old = crate::command::Draft::of(doc.read())
                    .text(*field)
                    .ok()?
                    .to_owned();
                let splice = splice_between(&old, new, None)?;
                Some(Command::EditText {
                    field: *field,
                    splice,
                })
            }
        }
    }
}

macro_rules! small_ids {
    ($($make:ident: $id:ty, $letter:literal;)*) => {$(
        pub(crate) fn $make(number: usize) -> $id {
            format!("{}{number}", $letter).parse().expect("an id")
        }
    )*};
}
small_ids! {
    m: MilestoneId, "m";
    p: PersonId, "p";
    t: TrackId, "t";
    c: CriterionId, "c";
    item: ItemId, "i";
    link: LinkId, "l";
    approval: ApprovalId, "a";
    receipt: ReceiptId, "r";
}

/// What every peer has before the random part.
pub(crate) fn opening() -> Vec<Command> {
    let milestone = |n: usize| Command::AddMilestone {
        id: m(n),
        place: Place::Last,
        title: format!("step {n}"),
    };
    let person = |n: usize| {
        let side = [Side::Buyer, Side::Seller, Side::Partner][n % 3];
        Command::AddPerson {
            id: p(n),
            name: format!("person {n}"),
            side,
            placeholder: n == 2,
        }
    };
    let track = |n: usize, kind| Command::AddTrack {
        id: t(n),
        kind,
        name: format!("track {n}"),
        place: Place::Last,
    };
    let mut commands: Vec<Command> = (0..4).map(milestone).collect();
    commands.extend((0..4).map(person));
    commands.push(track(0, TrackKind::Phase));
    commands.push(track(1, TrackKind::Function));
    commands.push(Command::AddCriterion {
        id: c(0),
        text: "it works".into(),
        place: Place::Last,
    });
    commands
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (1_u32..29).prop_map(|day| NaiveDate::from_ymd_opt(2025, 9, day).expect("a day"))
}

fn short() -> impl Strategy<Value = String> {
    select(vec!["", "a", "Legal", "e\u{301}", "👩‍🚀 go", "ja 😀"]).prop_map(str::to_owned)
}

fn milestone() -> impl Strategy<Value = MilestoneId> {
    (0_usize..6).prop_map(m)
}

fn person() -> impl Strategy<Value = PersonId> {
    (0_usize..5).prop_map(p)
}

fn place<Id: std::fmt::Debug + Clone>(
    id: impl Strategy<Value = Id>,
) -> impl Strategy<Value = Place<Id>> {
    prop_oneof![
        Just(Place::First),
        Just(Place::Last),
        id.prop_map(Place::After)
    ]
}

fn side() -> impl Strategy<Value = Side> {
    select(vec![Side::Buyer, Side::Seller, Side::Partner])
}

fn status() -> impl Strategy<Value = Status> {
    prop_oneof![
        Just(Status::NotStarted),
        short().prop_map(|on| Status::Waiting { on }),
        Just(Status::InProgress),
        (short(), option::of(person()))
            .prop_map(|(reason, clears)| Status::Blocked { reason, clears }),
        day().prop_map(|on| Status::Done { on }),
        short().prop_map(|reason| Status::NotNeeded { reason }),
    ]
}

fn due() -> impl Strategy<Value = Due> {
    (day(), any::<bool>(), option::of((1_u16..4, 0_u16..3))).prop_map(|(date, pinned, weeks)| Due {
        date,
        pinned,
        weeks: weeks.map(|(w, n)| (w, w + n)),
    })
}

fn field() -> impl Strategy<Value = TextField> {
    prop_oneof![
        Just(TextField::PlanTitle),
        Just(TextField::Goal),
        Just(TextField::WhyNow),
        milestone().prop_map(TextField::MilestoneTitle),
        milestone().prop_map(TextField::DoneWhen),
        milestone().prop_map(TextField::Result),
        milestone().prop_map(TextField::Notes),
        (0_usize..2).prop_map(|n| TextField::CriterionText(c(n))),
        (0_usize..2).prop_map(|n| TextField::JudgedBy(c(n))),
    ]
}

fn calendar() -> impl Strategy<Value = Calendar> {
    use chrono::Weekday::{Fri, Mon, Sat, Sun};
    let days = select(vec![vec![Mon, Fri], vec![Sat, Sun], vec![Fri, Mon]]);
    let holidays = proptest::collection::btree_map(day(), short(), 0..3);
    let ranges = vec((day(), 0_u64..4, short()), 0..3);
    (days, holidays, ranges).prop_map(|(weekdays, holidays, ranges)| {
        let range = |(from, length, reason): (NaiveDate, u64, String)| Blackout {
            from,
            to: from + chrono::Days::new(length),
            reason,
        };
        Calendar {
            weekdays,
            holidays,
            blackouts: ranges.into_iter().map(range).collect(),
        }
    })
}

fn dependency() -> impl Strategy<Value = Dependency> {
    use DependencyKind::{FinishToFinish, FinishToStart};
    let kind = select(vec![FinishToStart, FinishToFinish]);
    let policy = select(vec![GapPolicy::Consume, GapPolicy::Keep]);
    (milestone(), milestone(), kind, -2_i32..3, policy).prop_map(
        |(predecessor, successor, kind, lag_days, policy)| Dependency {
            predecessor,
            successor,
            kind,
            lag_days,
            policy,
        },
    )
}

fn of_plan() -> impl Strategy<Value = Command> {
    prop_oneof![
        short().prop_map(Command::SetKindName),
        (side(), short()).prop_map(|(side, name)| Command::SetCompany { side, name }),
        short().prop_map(Command::SetSolution),
        option::of(day()).prop_map(Command::SetPlanStart),
        option::of(day()).prop_map(Command::SetGoLive),
        option::of((day(), short())).prop_map(|decision| {
            Command::SetDecision(decision.map(|(date, reason)| Decision { date, reason }))
        }),
        (side(), option::of(calendar()))
            .prop_map(|(side, calendar)| Command::SetCalendar { side, calendar }),
        (0_u64..3, option::of(person()), option::of(side()), short()).prop_map(
            |(client, person, side, name)| {
                Command::RestoreSession {
                    client,
                    session: Session { person, side, name },
                }
            }
        ),
    ]
}

fn of_rows() -> impl Strategy<Value = Command> {
    let ids = || {
        proptest::collection::btree_set(milestone(), 1..4)
            .prop_map(|ids| ids.into_iter().collect::<Vec<_>>())
    };
    prop_oneof![
        (milestone(), place(milestone()), short())
            .prop_map(|(id, place, title)| Command::AddMilestone { id, place, title }),
        (ids().prop_shuffle(), place(milestone()))
            .prop_map(|(ids, place)| Command::MoveMilestones { ids, place }),
        ids().prop_map(Command::ArchiveMilestones),
        ids().prop_map(Command::RestoreMilestones),
        dependency().prop_map(Command::AddDependency),
        dependency().prop_map(Command::AddDependency),
        dependency().prop_map(|d| Command::RemoveDependency {
            predecessor: d.predecessor,
            successor: d.successor,
            kind: d.kind
        }),
    ]
}

fn of_milestone() -> impl Strategy<Value = Command> {
    prop_oneof![
        (
            milestone(),
            select(vec![MilestoneKind::Step, MilestoneKind::GoLive])
        )
            .prop_map(|(milestone, kind)| Command::SetKind { milestone, kind }),
        (milestone(), option::of(due()))
            .prop_map(|(milestone, due)| Command::SetDue { milestone, due }),
        (milestone(), option::of(day()))
            .prop_map(|(milestone, start)| Command::SetStart { milestone, start }),
        (milestone(), option::of(0_u32..9))
            .prop_map(|(milestone, days)| Command::SetDuration { milestone, days }),
        (milestone(), option::of(0_u32..9))
            .prop_map(|(milestone, days)| Command::SetRemaining { milestone, days }),
        (milestone(), status())
            .prop_map(|(milestone, status)| Command::SetStatus { milestone, status }),
        (milestone(), option::of(person()))
            .prop_map(|(milestone, person)| Command::SetAccountable { milestone, person }),
        (milestone(), person())
            .prop_map(|(milestone, person)| Command::AddHelper { milestone, person }),
        (milestone(), person())
            .prop_map(|(milestone, person)| Command::AddHelper { milestone, person }),
        (milestone(), person())
            .prop_map(|(milestone, person)| Command::RemoveHelper { milestone, person }),
        (milestone(), any::<bool>()).prop_map(|(milestone, everybody)| Command::SetEverybody {
            milestone,
            everybody
        }),
        (milestone(), option::of(Just(t(0))))
            .prop_map(|(milestone, track)| Command::SetPhase { milestone, track }),
        (milestone(), option::of(Just(t(1))))
            .prop_map(|(milestone, track)| Command::SetFunction { milestone, track }),
        (milestone(), 0_usize..3, short()).prop_map(|(milestone, n, label)| {
            let url = format!("https://example.com/{n}");
            Command::SetLink {
                milestone,
                link: Link {
                    id: link(n),
                    url,
                    label,
                },
            }
        }),
        (milestone(), 0_usize..3).prop_map(|(milestone, n)| Command::RemoveLink {
            milestone,
            link: link(n)
        }),
        (milestone(), option::of(1_u64..4))
            .prop_map(|(milestone, client)| Command::RestoreCreator { milestone, client }),
    ]
}

fn of_items() -> impl Strategy<Value = Command> {
    let id = || (0_usize..3).prop_map(item);
    prop_oneof![
        (milestone(), id(), short(), place(id())).prop_map(|(milestone, id, text, place)| {
            Command::AddChecklistItem {
                milestone,
                id,
                text,
                place,
            }
        }),
        (milestone(), id(), short()).prop_map(|(milestone, item, text)| {
            Command::SetChecklistText {
                milestone,
                item,
                text,
            }
        }),
        (milestone(), id(), any::<bool>()).prop_map(|(milestone, item, done)| {
            Command::SetChecklistDone {
                milestone,
                item,
                done,
            }
        }),
        (milestone(), id(), place(id())).prop_map(|(milestone, item, place)| {
            Command::MoveChecklistItem {
                milestone,
                item,
                place,
            }
        }),
        (milestone(), id())
            .prop_map(|(milestone, item)| Command::ArchiveChecklistItem { milestone, item }),
        (milestone(), id())
            .prop_map(|(milestone, item)| Command::RestoreChecklistItem { milestone, item }),
    ]
}

fn of_people() -> impl Strategy<Value = Command> {
    prop_oneof![
        (person(), short(), side(), any::<bool>()).prop_map(|(id, name, side, placeholder)| {
            Command::AddPerson {
                id,
                name,
                side,
                placeholder,
            }
        }),
        (person(), short(), any::<bool>()).prop_map(|(person, name, placeholder)| {
            Command::SetPersonName {
                person,
                name,
                placeholder,
            }
        }),
        (person(), side()).prop_map(|(person, side)| Command::SetPersonSide { person, side }),
        (person(), short()).prop_map(|(person, title)| Command::SetPersonTitle { person, title }),
        (person(), short())
            .prop_map(|(person, function)| Command::SetPersonFunction { person, function }),
        (person(), option::of(Just(DealRole::Legal)))
            .prop_map(|(person, role)| Command::SetPersonRole { person, role }),
        person().prop_map(Command::ArchivePerson),
        person().prop_map(Command::RestorePerson),
        (person(), person()).prop_map(|(from, into)| Command::MergePeople { from, into }),
        person().prop_map(Command::SeparatePerson),
    ]
}

fn of_lists() -> impl Strategy<Value = Command> {
    let track = || (0_usize..3).prop_map(t);
    let criterion = || (0_usize..3).prop_map(c);
    prop_oneof![
        (
            track(),
            select(vec![TrackKind::Phase, TrackKind::Function]),
            short(),
            place(track())
        )
            .prop_map(|(id, kind, name, place)| Command::AddTrack {
                id,
                kind,
                name,
                place
            }),
        (track(), short()).prop_map(|(track, name)| Command::SetTrackName { track, name }),
        (track(), option::of(person()))
            .prop_map(|(track, lead)| Command::SetTrackLead { track, lead }),
        (track(), place(track())).prop_map(|(track, place)| Command::MoveTrack { track, place }),
        track().prop_map(Command::ArchiveTrack),
        track().prop_map(Command::RestoreTrack),
        (criterion(), short(), place(criterion()))
            .prop_map(|(id, text, place)| Command::AddCriterion { id, text, place }),
        (criterion(), option::of(any::<bool>()))
            .prop_map(|(criterion, met)| Command::SetCriterionMet { criterion, met }),
        (criterion(), place(criterion()))
            .prop_map(|(criterion, place)| Command::MoveCriterion { criterion, place }),
        criterion().prop_map(Command::ArchiveCriterion),
        criterion().prop_map(Command::RestoreCriterion),
    ]
}

fn of_words() -> impl Strategy<Value = Command> {
    prop_oneof![
        (milestone(), person(), short(), 0_i64..9).prop_map(|(milestone, person, terms, at)| {
            Command::Agree {
                agreement: Agreement {
                    milestone,
                    person,
                    terms,
                    at,
                },
            }
        }),
        (milestone(), person())
            .prop_map(|(milestone, person)| Command::WithdrawAgreement { milestone, person }),
        (0_usize..3, person(), short(), 0_i64..9).prop_map(|(n, person, terms, at)| {
            Command::Approve {
                approval: Approval {
                    id: approval(n),
                    person,
                    terms,
                    at,
                },
            }
        }),
        (0_usize..3).prop_map(|n| Command::WithdrawApproval(approval(n))),
        (0_usize..3, short()).prop_map(|(n, statement)| {
            Command::KeepReceipt(Receipt {
                id: receipt(n),
                statement,
            })
        }),
        (0_usize..3).prop_map(|n| Command::RemoveReceipt(receipt(n))),
    ]
}

/// Any single command.
pub(crate) fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        of_plan(),
        of_rows(),
        of_milestone(),
        of_items(),
        of_people(),
        of_lists(),
        of_words()
    ]
}

/// Anything a person may want; batches and typing too.
pub(crate) fn intent() -> impl Strategy<Value = Intent> {
    prop_oneof![
        6 => command().prop_map(Intent::Do),
        2 => (field(), short()).prop_map(|(field, text)| Intent::Type(field, text)),
        1 => vec(command(), 0..4).prop_map(|commands| Intent::Do(Command::Batch(commands))),
    ]
}
