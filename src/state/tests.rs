//! What wakes when the plan changes: only what shows the change.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use reactive_stores::Field;
use wasm_bindgen_test::wasm_bindgen_test;

use super::*;

fn row(bits: u64, title: &str) -> MilestoneState {
    MilestoneState {
        id: MilestoneId::from_bits(bits),
        title: title.to_owned(),
        kind: MilestoneKind::Step,
        owner: None,
        helpers: Vec::new(),
        everybody: false,
        start: None,
        due: None,
        duration_days: None,
        status: Status::NotStarted,
        done_when: String::new(),
        result: String::new(),
        notes: String::new(),
        depends_on: Vec::new(),
        links: Vec::new(),
        phase: None,
        function: None,
    }
}

fn state(rows: &[MilestoneState]) -> PlanState {
    PlanState {
        order: rows.iter().map(|row| row.id).collect(),
        milestones: rows.to_vec(),
        ..PlanState::default()
    }
}

type Log = Rc<RefCell<Vec<String>>>;

/// Logs when a cell of a row is drawn, as a component under `<For>` would.
fn draw(log: &Log, name: String, field: impl Fn() -> String + 'static) {
    let log = log.clone();
    Effect::new(move |_| log.borrow_mut().push(format!("{name}: {}", field())));
}

fn draw_row(log: &Log, row: Field<MilestoneState>) {
    let id = row.id().get_untracked().as_str()[..1].to_owned();
    draw(log, format!("{id} title"), move || row.title().get());
    draw(log, format!("{id} due"), move || {
        format!("{:?}", row.due().get().is_some())
    });
}

async fn drawn(log: &Log) -> Vec<String> {
    leptos::task::tick().await;
    let mut drawn = log.take();
    drawn.sort();
    drawn
}

#[wasm_bindgen_test]
async fn only_the_cell_that_changed_is_drawn_again() {
    leptos::mount::mount_to_body(|| ()); // starts the executor of effects
    let owner = Owner::new();
    owner.set();
    let log = Log::default();
    let store = Store::new(PlanState::default());
    let (one, two) = (row(1, "One"), row(2, "Two"));
    patch(store, state(&[one.clone(), two.clone()]));
    for bits in [1, 2] {
        draw_row(
            &log,
            store
                .milestones()
                .at_key(MilestoneId::from_bits(bits))
                .into(),
        );
    }
    let listed = log.clone();
    Effect::new(move |_| {
        let count = store.order().read().len();
        listed.borrow_mut().push(format!("list of {count}"));
    });
    let all = [
        "1 due: false",
        "1 title: One",
        "2 due: false",
        "2 title: Two",
        "list of 2",
    ];
    assert_eq!(drawn(&log).await, all);

    patch(store, state(&[one.clone(), two.clone()]));
    assert_eq!(drawn(&log).await, [""; 0], "nothing changed");

    let renamed = row(2, "Deux");
    patch(store, state(&[one.clone(), renamed.clone()]));
    assert_eq!(drawn(&log).await, ["2 title: Deux"]);

    patch(store, state(&[renamed.clone(), one.clone()]));
    assert_eq!(
        drawn(&log).await,
        ["list of 2"],
        "a row that moved is not drawn again"
    );

    let dated = MilestoneState {
        due: Some(Due {
            date: NaiveDate::from_ymd_opt(2025, 9, 1).expect("a date"),
            pinned: false,
            weeks: None,
        }),
        ..one
    };
    patch(store, state(&[renamed, dated]));
    assert_eq!(
        drawn(&log).await,
        ["1 due: true"],
        "found by its key after it moved"
    );
}

#[wasm_bindgen_test]
async fn only_the_criterion_that_changed_is_drawn_again() {
    leptos::mount::mount_to_body(|| ()); // starts the executor of effects
    let owner = Owner::new();
    owner.set();
    let log = Log::default();
    let store = Store::new(PlanState::default());
    let criterion = |bits, text: &str, met| CriterionState {
        id: CriterionId::from_bits(bits),
        text: text.to_owned(),
        judged_by: String::new(),
        met,
    };
    let show = |criteria: &[CriterionState]| {
        let criteria = criteria.to_vec();
        let state = PlanState {
            criteria,
            ..PlanState::default()
        };
        patch(store, state);
    };
    let (quick, right) = (criterion(1, "Quick", None), criterion(2, "Right", None));
    show(&[quick.clone(), right.clone()]);
    for bits in [1, 2] {
        let one = store.criteria().at_key(CriterionId::from_bits(bits));
        draw(&log, format!("{bits} text"), move || one.text().get());
        draw(&log, format!("{bits} met"), move || {
            format!("{:?}", one.met().get())
        });
    }
    assert_eq!(drawn(&log).await.len(), 4);

    show(&[criterion(1, "Quicker", None), right.clone()]);
    assert_eq!(drawn(&log).await, ["1 text: Quicker"]);

    let met = criterion(2, "Right", Some(true));
    show(&[met, criterion(1, "Quicker", None)]);
    assert_eq!(drawn(&log).await, ["2 met: Some(true)"], "moved as well");
}

#[wasm_bindgen_test]
async fn a_row_that_goes_takes_nothing_down() {
    leptos::mount::mount_to_body(|| ()); // starts the executor of effects
    let owner = Owner::new();
    owner.set();
    let store = Store::new(PlanState::default());
    patch(
        store,
        state(&[row(1, "One"), row(2, "Two"), row(3, "Three")]),
    );
    let log = Log::default();
    let listed = log.clone();
    Effect::new(move |_| {
        for row in store.milestones() {
            listed.borrow_mut().push(row.title().get());
        }
    });
    assert_eq!(drawn(&log).await, ["One", "Three", "Two"]);
    patch(store, state(&[row(1, "One"), row(3, "Three")]));
    assert_eq!(drawn(&log).await, ["One", "Three"]);
    patch(store, state(&[]));
    patch(store, state(&[row(4, "Four")]));
    assert_eq!(drawn(&log).await, ["Four"]);
}
