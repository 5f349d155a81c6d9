use plan::model::{Due, MilestoneKind, Status};
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;
use crate::arrange::choice::{Filter, Group};
use crate::state::{MilestoneState, OwnerState};

const PHASES: [u64; 2] = [21, 20];

fn tracks() -> Vec<TrackId> {
    PHASES.map(TrackId::from_bits).to_vec()
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn row(
    bits: u64,
    due: &str,
    owner: Option<(u64, &str, Side)>,
    phase: Option<u64>,
) -> MilestoneState {
    MilestoneState {
        id: MilestoneId::from_bits(bits),
        title: String::new(),
        kind: MilestoneKind::default(),
        owner: owner.map(|(id, name, side)| OwnerState {
            id: PersonId::from_bits(id),
            name: name.to_owned(),
            side,
            placeholder: false,
        }),
        helpers: Vec::new(),
        everybody: false,
        start: None,
        due: (!due.is_empty()).then(|| Due {
            date: day(due),
            pinned: false,
            weeks: None,
        }),
        duration_days: None,
        status: Status::NotStarted,
        done_when: String::new(),
        result: String::new(),
        notes: String::new(),
        depends_on: Vec::new(),
        links: Vec::new(),
        phase: phase.map(TrackId::from_bits),
        function: None,
    }
}

/// Five rows: Kim of the buyer leads 1 and 4, Ana of the seller leads 2, nobody 3 and 5; 3 has no date.
fn rows() -> Vec<MilestoneState> {
    let kim = Some((1, "Kim", Side::Buyer));
    let ana = Some((2, "Ana", Side::Seller));
    vec![
        row(1, "2025-06-20", kim, Some(20)),
        row(2, "2025-06-10", ana, Some(21)),
        row(3, "", None, None),
        row(4, "2025-06-10", kim, Some(21)),
        row(5, "2025-06-30", None, Some(99)),
    ]
}

fn shown(chosen: &Arrangement, kept: &[u64]) -> Shown {
    let mut rows = rows();
    rows[3].status = Status::Blocked {
        reason: String::new(),
        clears: None,
    };
    rows[0].status = Status::Done {
        on: day("2025-06-19"),
    };
    let facts: Vec<Facts> = rows.iter().map(Facts::of).collect();
    let reader = Reader {
        name: " kim ".to_owned(),
        today: day("2025-06-25"),
    };
    let kept = kept.iter().copied().map(MilestoneId::from_bits).collect();
    arrange(&facts, &tracks(), chosen, &reader, &kept)
}

fn order(shown: &Shown) -> Vec<u64> {
    let ids = (1..=5).map(|bits| (MilestoneId::from_bits(bits), bits));
    let bits: HashMap<MilestoneId, u64> = ids.collect();
    let rows = shown.lines.iter().filter_map(|line| line.milestone());
    rows.map(|id| bits[&id]).collect()
}

fn headings(shown: &Shown) -> Vec<GroupKey> {
    let key = |line: &Line| match line {
        Line::Group(key) => Some(*key),
        Line::Milestone(_) => None,
    };
    shown.lines.iter().filter_map(key).collect()
}

fn filtered(filter: Filter) -> (Vec<u64>, usize) {
    let chosen = Arrangement {
        filter,
        ..Arrangement::default()
    };
    let shown = shown(&chosen, &[]);
    (order(&shown), shown.hidden)
}

#[wasm_bindgen_test]
fn each_sort_leaves_equals_in_the_plans_order_and_what_lacks_it_last() {
    for (sort, expected) in [
        (Sort::Plan, [1, 2, 3, 4, 5]),
        (Sort::Date, [2, 4, 1, 5, 3]),
        (Sort::Status, [4, 2, 3, 5, 1]),
        (Sort::Owner, [2, 1, 4, 3, 5]),
    ] {
        let chosen = Arrangement {
            sort,
            ..Arrangement::default()
        };
        assert_eq!(order(&shown(&chosen, &[])), expected, "{sort:?}");
    }
}

#[wasm_bindgen_test]
fn groups_stand_in_the_plans_order_with_what_has_none_last() {
    let by = |group| {
        let chosen = Arrangement {
            group,
            ..Arrangement::default()
        };
        shown(&chosen, &[])
    };
    let phases = by(Group::Phase);
    let [first, second] = PHASES.map(|bits| GroupKey::Phase(Some(TrackId::from_bits(bits))));
    assert_eq!(headings(&phases), [first, second, GroupKey::Phase(None)]);
    assert_eq!(
        order(&phases),
        [2, 4, 1, 3, 5],
        "a track that is gone is none"
    );
    let sides = headings(&by(Group::Side));
    let expected = [Some(Side::Buyer), Some(Side::Seller), None].map(GroupKey::Side);
    assert_eq!(sides, expected);
    let owners = headings(&by(Group::Owner));
    let expected = [Some(2), Some(1), None].map(|id| GroupKey::Owner(id.map(PersonId::from_bits)));
    assert_eq!(owners, expected, "by name");
    assert_eq!(headings(&by(Group::Nothing)), []);
}

#[wasm_bindgen_test]
fn a_group_counts_its_rows_and_spans_their_days() {
    let chosen = Arrangement {
        group: Group::Side,
        ..Arrangement::default()
    };
    let sums = shown(&chosen, &[]).groups;
    let expected = Sum {
        count: 2,
        done: 1,
        days: Some((day("2025-06-10"), day("2025-06-20"))),
    };
    assert_eq!(sums[&GroupKey::Side(Some(Side::Buyer))], expected);
}

#[wasm_bindgen_test]
fn each_filter_keeps_back_what_it_says_and_counts_it() {
    let is = |set: fn(&mut Filter)| {
        let mut filter = Filter::default();
        set(&mut filter);
        filtered(filter)
    };
    assert_eq!(is(|filter| filter.mine = true), (vec![1, 4], 3));
    assert_eq!(
        is(|filter| filter.late = true),
        (vec![2, 4], 3),
        "done is not late"
    );
    assert_eq!(is(|filter| filter.undated = true), (vec![3], 4));
    assert_eq!(is(|filter| filter.unowned = true), (vec![3, 5], 3));
    let side = is(|filter| filter.side = Some(Side::Seller));
    assert_eq!(side, (vec![2], 4));
    let track = is(|filter| filter.track = Some(TrackId::from_bits(21)));
    assert_eq!(track, (vec![2, 4], 3));
    let person = is(|filter| filter.person = Some(PersonId::from_bits(1)));
    assert_eq!(person, (vec![1, 4], 3));
    let both = is(|filter| (filter.mine, filter.late) = (true, true));
    assert_eq!(both, (vec![4], 4));
}

#[wasm_bindgen_test]
fn a_row_that_is_kept_shows_whatever_the_filter_says() {
    let mut chosen = Arrangement::default();
    chosen.filter.undated = true;
    let shown = shown(&chosen, &[5]);
    assert_eq!((order(&shown), shown.hidden), (vec![3, 5], 3));
}

#[wasm_bindgen_test]
fn beside_a_row_stand_those_of_its_group() {
    let chosen = Arrangement {
        group: Group::Phase,
        ..Arrangement::default()
    };
    let lines = shown(&chosen, &[]).lines;
    let ids = |bits: &[u64]| -> Vec<MilestoneId> {
        bits.iter().copied().map(MilestoneId::from_bits).collect()
    };
    assert_eq!(beside(&lines, MilestoneId::from_bits(4)), ids(&[2, 4]));
    let plain = shown(&Arrangement::default(), &[]).lines;
    assert_eq!(
        beside(&plain, MilestoneId::from_bits(4)),
        ids(&[1, 2, 3, 4, 5])
    );
}
