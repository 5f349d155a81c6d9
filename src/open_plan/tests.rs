//! The open plan without a relay: what is on the device, on the screen and in the notices.

use leptos::prelude::*;
use plan::id::MilestoneId;
use plan::model::Side;
use plan::{Command, Place, TextField};
use reactive_stores::Store;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

use super::start::update_of;
use super::*;
use crate::api::Role;
use crate::known_plans;
use crate::state::PlanStateStoreFields;
use crate::storage::{NewUpdate, Origin, Records, Storage, Store as DeviceStore};

/// Turns of the event loop before a test gives up.
const TURNS_MAX: u32 = 2_000;

async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..TURNS_MAX {
        if holds() {
            return;
        }
        let turn = js_sys::Promise::new(&mut |resolve, _| {
            let window = web_sys::window().expect("a window");
            window.set_timeout_with_callback(&resolve).expect("a timer");
        });
        JsFuture::from(turn).await.expect("a turn");
    }
    panic!("never: {what}");
}

fn row(bits: u64) -> MilestoneId {
    MilestoneId::from_bits(bits)
}

fn add(bits: u64, title: &str) -> Command {
    Command::AddMilestone {
        id: row(bits),
        place: Place::Last,
        title: title.to_owned(),
    }
}

/// A plan that this browser knows, with content on the device; the relay was never asked.
async fn known_plan(role: Role, content: &[Command]) -> PlanId {
    let plan: PlanId = format!("test{:x}", crate::random::bits())
        .parse()
        .expect("a plan id");
    let secret = "k".parse().expect("a secret");
    let mut known = known_plans::new(&plan, &secret);
    known.access = Some(Access {
        role,
        side: Side::Buyer,
        label: String::new(),
        link: String::new(),
    });
    assert!(known_plans::store(&known));
    let (store, denied) = DeviceStore::open(plan.as_str()).await;
    assert_eq!(denied, None);
    let bytes = update_of(&Command::Batch(content.to_vec())).expect("good content");
    let origin = Origin::Relay;
    store
        .append(&[NewUpdate { bytes, origin }])
        .await
        .expect("kept");
    plan
}

/// Opens as a page does. Dropping the owner closes it.
async fn open(plan: &PlanId) -> (OpenPlan, Owner) {
    leptos::mount::mount_to_body(|| ()); // starts the executor of effects
    let owner = Owner::new();
    let open_plan = owner.with(|| OpenPlan::open(plan.clone(), Room::Plan));
    until("ready", || {
        open_plan.phase().get_untracked() == Phase::Ready
    })
    .await;
    (open_plan, owner)
}

fn titles(open_plan: OpenPlan) -> Vec<String> {
    let state: Store<PlanState> = open_plan.state();
    let rows = state.milestones();
    let rows = rows.read_untracked();
    rows.iter().map(|row| row.title.clone()).collect()
}

fn waiting_edits(open_plan: OpenPlan) -> usize {
    match open_plan.saving().get_untracked() {
        Saving::Offline { changes, .. }
        | Saving::Reconnecting { changes, .. }
        | Saving::Saving { changes }
        | Saving::Refused { changes, .. } => changes,
        Saving::Opening | Saving::Saved => 0,
    }
}

fn kept(open_plan: OpenPlan) -> Option<Kept> {
    open_plan.inner.try_with_value(inner::Inner::kept)
}

#[wasm_bindgen_test]
async fn an_edit_is_on_the_screen_at_once_and_on_this_device_after_a_reload() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (open_plan, owner) = open(&plan).await;
    assert_eq!(titles(open_plan), ["One"]);
    assert!(open_plan.run(add(2, "Two")));
    assert_eq!(titles(open_plan), ["One", "Two"]);
    assert_eq!(
        kept(open_plan),
        Some(Kept::Writing),
        "not before the disk has it"
    );
    until("kept", || kept(open_plan) == Some(Kept::OnDevice)).await;
    assert_eq!(waiting_edits(open_plan), 1);
    drop(owner);

    let (again, _owner) = open(&plan).await;
    assert_eq!(titles(again), ["One", "Two"]);
    assert_eq!(waiting_edits(again), 1, "the relay still lacks it");
}

#[wasm_bindgen_test]
async fn an_edit_of_a_page_that_closes_at_once_is_still_written() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (open_plan, owner) = open(&plan).await;
    assert!(open_plan.run(add(2, "Two")));
    assert!(open_plan.run(add(3, "Three")));
    drop(owner);
    let (again, _owner) = open(&plan).await;
    assert_eq!(titles(again), ["One", "Two", "Three"]);
}

#[wasm_bindgen_test]
async fn a_refused_command_and_a_viewers_command_become_notices() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (open_plan, _owner) = open(&plan).await;
    assert!(!open_plan.run(add(1, "One again")));
    let notices = open_plan.notices().get_untracked();
    assert!(matches!(notices[0].what, What::Refused(_)), "{notices:?}");
    open_plan.dismiss(notices[0].id);
    assert!(open_plan.notices().get_untracked().is_empty());

    let plan = known_plan(Role::Viewer, &[add(1, "One")]).await;
    let (viewer, _owner) = open(&plan).await;
    assert!(!viewer.may_edit().get_untracked());
    assert!(!viewer.run(add(2, "Two")));
    assert_eq!(viewer.notices().get_untracked()[0].what, What::ReadOnly);
    assert_eq!(titles(viewer), ["One"]);
}

#[wasm_bindgen_test]
async fn typing_is_one_step_back_and_one_step_forth() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (open_plan, _owner) = open(&plan).await;
    let field = TextField::MilestoneTitle(row(1));
    let heard = RwSignal::new(Vec::new());
    open_plan.watch_text(field, move |remote| heard.update(|all| all.push(remote)));
    assert!(open_plan.edit_text(field, "One", "One!", Some(4)));
    assert!(open_plan.edit_text(field, "One!", "One!?", Some(5)));
    assert_eq!(titles(open_plan), ["One!?"]);
    assert!(
        heard.get_untracked().is_empty(),
        "own typing is on the screen already"
    );
    assert_eq!(open_plan.can_undo_redo().get_untracked(), (true, false));

    open_plan.undo();
    assert_eq!(titles(open_plan), ["One"]);
    assert_eq!(
        heard.get_untracked().len(),
        1,
        "the focused field hears of the undo"
    );
    assert_eq!(open_plan.can_undo_redo().get_untracked(), (false, true));
    open_plan.redo();
    assert_eq!(titles(open_plan), ["One!?"]);
}

/// Somebody else's edit of what this page shows.
fn others_do(open_plan: OpenPlan, command: &Command) {
    let mut theirs = crate::document::Document::of([&open_plan.document()[..]]);
    let update = theirs.apply(command).expect("allowed").update;
    relay_brings(open_plan, &update);
}

#[wasm_bindgen_test]
async fn undo_and_redo_say_what_they_took_from_others() {
    use plan::command::Record;
    use plan::undo::{Part, Touched};
    let plan = known_plan(Role::Editor, &[add(1, "One"), add(2, "Two")]).await;
    let (open_plan, _owner) = open(&plan).await;
    let lasts = |days| Command::SetDuration {
        milestone: row(1),
        days: Some(days),
    };
    let days_now = || open_plan.with_plan(|plan| plan.milestones[0].duration_days);
    assert!(open_plan.run(lasts(3)));
    // The other row, and words of this one: undo takes nothing of that.
    let milestone = row(2);
    let days = Some(9);
    others_do(open_plan, &Command::SetDuration { milestone, days });
    open_plan.undo();
    open_plan.redo();
    assert_eq!(open_plan.notices().get_untracked(), []);
    assert_eq!(days_now(), Some(3));

    others_do(open_plan, &lasts(8));
    open_plan.undo();
    assert_eq!(days_now(), None);
    let touched = vec![Touched {
        record: Some(Record::Milestone(row(1))),
        part: Part::Duration,
    }];
    let told = || {
        let notices = open_plan.notices().get_untracked();
        notices.into_iter().map(|one| one.what).collect::<Vec<_>>()
    };
    let by = |way| What::WroteOver {
        way,
        touched: touched.clone(),
    };
    assert_eq!(told(), [by(Way::Undo)]);

    open_plan.redo();
    assert_eq!(days_now(), Some(8), "redo brings theirs back");
    assert_eq!(told().len(), 1, "and takes nothing from anybody");
    open_plan.undo();
    others_do(open_plan, &lasts(5));
    open_plan.redo();
    assert_eq!(told(), [by(Way::Undo), by(Way::Redo)]);
}

#[wasm_bindgen_test]
async fn what_others_type_waits_while_the_field_is_composed() {
    let plan = known_plan(Role::Editor, &[add(1, "abc")]).await;
    let (open_plan, _owner) = open(&plan).await;
    let field = TextField::MilestoneTitle(row(1));
    let heard = RwSignal::new(Vec::new());
    open_plan.watch_text(field, move |remote: RemoteText| {
        heard.update(|all| all.push(remote.text));
    });
    open_plan.set_composing(Some(field));
    // Somebody else's letter: an edit from what was shown, by other means than this field.
    let theirs = plan::Splice {
        at: 0,
        delete: 0,
        insert: "X".to_owned(),
    };
    assert!(open_plan.run(Command::EditText {
        field,
        splice: theirs
    }));
    assert_eq!(titles(open_plan), ["abc"], "the screen waits");

    assert!(open_plan.edit_text(field, "abc", "abcd", Some(4)));
    open_plan.set_composing(None);
    assert_eq!(titles(open_plan), ["Xabcd"], "both have their letters");
    assert_eq!(
        heard.get_untracked().last().map(String::as_str),
        Some("Xabcd")
    );
}

#[wasm_bindgen_test]
async fn a_long_history_is_compacted_when_it_is_opened() {
    let plan = known_plan(Role::Editor, &[add(1, "")]).await;
    let (open_plan, owner) = open(&plan).await;
    let field = TextField::MilestoneTitle(row(1));
    let mut shown = String::new();
    for letter in 0..100 {
        let new = format!("{shown}{}", letter % 10);
        assert!(open_plan.edit_text(field, &shown, &new, None));
        // One record a turn at most: what waits is written in one transaction, as separate records.
        shown = new;
    }
    until("kept", || kept(open_plan) == Some(Kept::OnDevice)).await;
    drop(owner);
    let (again, owner) = open(&plan).await;
    assert_eq!(titles(again), [shown.clone()]);
    drop(owner);
    let (store, _) = DeviceStore::open(plan.as_str()).await;
    // Who compacts has this lock until it is done.
    let _done = crate::locks::hold(&format!("coplan-compact:{plan}")).await;
    let loaded = store.load().await.expect("loaded");
    assert_eq!(loaded.updates.len(), 1, "one update in the place of all");
    assert_eq!(
        loaded.outbox.len(),
        100,
        "and still a hundred edits that the relay lacks"
    );
}

/// Closes the plan's socket, as a relay would that refuses what came.
fn refuse(open_plan: OpenPlan, code: u16) {
    open_plan.was_refused(code);
}

async fn edits(open_plan: OpenPlan) -> Option<Vec<Edit>> {
    open_plan
        .set_aside_edits()
        .await
        .and_then(|aside| aside.edits)
}

/// What the relay sends to a replica that has nothing.
fn relay_brings(open_plan: OpenPlan, bytes: &[u8]) {
    let merged = open_plan.inner.try_update_value(|inner| {
        inner.has_content = true;
        inner.doc.merge(bytes).map(drop)
    });
    assert_eq!(merged, Some(Ok(())));
    open_plan.phase.set(Phase::Ready);
    open_plan.refresh();
}

#[wasm_bindgen_test]
async fn a_refused_replica_is_set_aside_and_its_edits_are_put_back_on_a_fresh_one() {
    let content = Command::Batch(vec![add(1, "One")]);
    let plan = known_plan(Role::Editor, std::slice::from_ref(&content)).await;
    let (store, _) = DeviceStore::open(plan.as_str()).await;
    let on_relay = store.load().await.expect("loaded").updates[0].1.clone();
    let (open_plan, owner) = open(&plan).await;
    assert!(open_plan.edit_text(TextField::MilestoneTitle(row(1)), "One", "One!", None));
    assert!(open_plan.run(add(2, "Two")));
    let client = open_plan.inner.with_value(|inner| inner.doc.client_id());
    refuse(open_plan, 4400);
    until("set aside", || {
        open_plan.lies_aside().get_untracked().is_some()
    })
    .await;
    assert_eq!(
        edits(open_plan).await,
        None,
        "not compared with the relay's plan yet"
    );
    assert_eq!(
        waiting_edits(open_plan),
        0,
        "nothing of it is sent again by itself"
    );
    let fresh = open_plan.inner.with_value(|inner| inner.doc.client_id());
    assert_ne!(client, fresh, "another writer");
    drop(owner);

    // It survives a reload.
    let owner = Owner::new();
    let open_plan = owner.with(|| OpenPlan::open(plan.clone(), Room::Plan));
    until("offered again", || {
        open_plan.lies_aside().get_untracked().is_some()
    })
    .await;
    assert_eq!(
        open_plan.phase().get_untracked(),
        Phase::Waiting,
        "the relay's plan is not here"
    );
    relay_brings(open_plan, &on_relay);
    let mut theirs = crate::document::Document::of([on_relay.as_slice()]);
    let theirs = theirs.apply(&add(3, "Theirs")).expect("allowed").update;
    relay_brings(open_plan, &theirs);
    let offered = edits(open_plan).await.expect("compared");
    assert_eq!(
        offered.len(),
        2,
        "a title and a milestone, not what others did: {offered:?}"
    );

    open_plan.put_back();
    until("put back", || {
        open_plan.lies_aside().get_untracked().is_none()
    })
    .await;
    let mut titles = titles(open_plan);
    titles.sort();
    assert_eq!(titles, ["One!", "Theirs", "Two"]);
    assert_eq!(
        waiting_edits(open_plan),
        1,
        "one step, on its way like any other"
    );
    assert_eq!(store.aside().await, Ok(None));
}

#[wasm_bindgen_test]
async fn what_is_discarded_is_gone_and_a_revoked_link_sets_nothing_aside() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (open_plan, _owner) = open(&plan).await;
    assert!(open_plan.run(add(2, "Two")));
    for code in [4401, 4404] {
        refuse(open_plan, code);
    }
    let (store, _) = DeviceStore::open(plan.as_str()).await;
    assert_eq!(
        store.aside().await,
        Ok(None),
        "a fresh replica would be refused as well"
    );
    assert_eq!(titles(open_plan), ["One", "Two"]);
    refuse(open_plan, 4413);
    until("set aside", || {
        open_plan.lies_aside().get_untracked().is_some()
    })
    .await;
    open_plan.discard_set_aside();
    until("discarded", || {
        open_plan.lies_aside().get_untracked().is_none()
    })
    .await;
    assert_eq!(store.aside().await, Ok(None));
}

#[wasm_bindgen_test]
async fn an_edit_that_another_tab_wrote_meanwhile_goes_aside_too() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (store, _) = DeviceStore::open(plan.as_str()).await;
    let base = store.load().await.expect("loaded").updates[0].1.clone();
    let mut other = crate::document::Document::of([base.as_slice()]);
    let field = TextField::MilestoneTitle(row(1));
    let splice = plan::Splice {
        at: 3,
        delete: 0,
        insert: "!".to_owned(),
    };
    let late = other
        .apply(&Command::EditText { field, splice })
        .expect("allowed")
        .update;
    let (open_plan, owner) = open(&plan).await;
    assert!(open_plan.run(add(2, "Two")));
    refuse(open_plan, 4413);
    until("set aside", || {
        open_plan.lies_aside().get_untracked().is_some()
    })
    .await;
    drop(owner);
    let origin = Origin::Here;
    let stray = NewUpdate {
        bytes: late.clone(),
        origin,
    };
    store.append(&[stray]).await.expect("kept");

    let owner = Owner::new();
    let again = owner.with(|| OpenPlan::open(plan.clone(), Room::Plan));
    until("read", || again.lies_aside().get_untracked().is_some()).await;
    assert!(store.load().await.expect("loaded").updates.is_empty());
    let aside = store.aside().await.expect("read").expect("there");
    assert!(aside.updates.contains(&late));
}

#[wasm_bindgen_test]
async fn a_store_that_is_deleted_under_the_page_is_written_anew_with_the_whole_plan() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (open_plan, owner) = open(&plan).await;
    let deleted = crate::storage::IndexedDb::delete(plan.as_str()).await;
    deleted.expect("deleted");
    assert!(open_plan.run(add(2, "Two")));
    until("kept", || kept(open_plan) == Some(Kept::OnDevice)).await;
    assert_eq!(
        open_plan.notices().get_untracked(),
        [],
        "nothing is to be done about it"
    );
    drop(owner);
    let (again, _owner) = open(&plan).await;
    assert_eq!(titles(again), ["One", "Two"]);
    assert_eq!(waiting_edits(again), 1);
}

#[wasm_bindgen_test]
async fn a_lost_record_is_told_and_what_stands_on_it_stays_as_it_was_received() {
    let plan = plan_with_long_history().await;
    let (store, _) = DeviceStore::open(plan.as_str()).await;
    let kept = store.load().await.expect("loaded").updates;
    // As a disk would that has lost one.
    store
        .set_aside(0, Records::These(&[kept[50].0]), b"")
        .await
        .expect("moved");
    store.forget_aside().await.expect("gone");

    let (again, _owner) = open(&plan).await;
    let notices = again.notices().get_untracked();
    assert_eq!(notices[0].what, What::MissingRecords, "{notices:?}");
    let _done = crate::locks::hold(&format!("coplan-compact:{plan}")).await;
    let left = store.load().await.expect("loaded").updates;
    assert_eq!(left.len(), kept.len() - 1, "nothing is put in their place");
    relay_brings(again, &kept[50].1);
    assert_eq!(titles(again), ["x".repeat(100)]);
}

/// A plan with a record for each of a hundred letters.
async fn plan_with_long_history() -> PlanId {
    let plan = known_plan(Role::Editor, &[add(1, "")]).await;
    let (open_plan, _owner) = open(&plan).await;
    let field = TextField::MilestoneTitle(row(1));
    for letter in 0..100 {
        let shown = "x".repeat(letter);
        assert!(open_plan.edit_text(field, &shown, &"x".repeat(letter + 1), None));
    }
    until("kept", || kept(open_plan) == Some(Kept::OnDevice)).await;
    plan
}

async fn records(plan: &PlanId) -> usize {
    let (store, _) = DeviceStore::open(plan.as_str()).await;
    store.load().await.expect("loaded").updates.len()
}

/// Whatever an opening does to the records it has done before this edit is kept: the store keeps the order.
async fn settled(open_plan: OpenPlan) {
    let _ = crate::locks::held().await;
    assert!(open_plan.run(add(9, "Nine")));
    until("kept", || kept(open_plan) == Some(Kept::OnDevice)).await;
}

#[wasm_bindgen_test]
async fn who_does_not_get_the_lock_leaves_compaction_to_the_other_tab() {
    let plan = plan_with_long_history().await;
    let before = records(&plan).await;
    let others = crate::locks::hold(&format!("coplan-compact:{plan}")).await;
    assert!(others.is_some());
    let (open_plan, _owner) = open(&plan).await;
    settled(open_plan).await;
    assert_eq!(records(&plan).await, before + 1);
}

#[wasm_bindgen_test]
async fn a_record_that_cannot_be_read_is_told_and_keeps_everything_as_it_is() {
    let plan = plan_with_long_history().await;
    let (store, _) = DeviceStore::open(plan.as_str()).await;
    let (bytes, origin) = (vec![7, 7, 7], Origin::Relay);
    store
        .append(&[NewUpdate { bytes, origin }])
        .await
        .expect("kept");
    let before = records(&plan).await;
    let (open_plan, _owner) = open(&plan).await;
    let notices = open_plan.notices().get_untracked();
    assert_eq!(notices[0].what, What::UnreadableRecords(1));
    assert_eq!(titles(open_plan), ["x".repeat(100)]);
    settled(open_plan).await;
    let _done = crate::locks::hold(&format!("coplan-compact:{plan}")).await;
    assert_eq!(records(&plan).await, before + 1);
}

#[wasm_bindgen_test]
async fn a_key_that_local_storage_has_forgotten_comes_back_from_the_disk() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (open_plan, owner) = open(&plan).await;
    open_plan.keep_key().await;
    drop(owner);
    known_plans::forget(&plan);
    let (again, _owner) = open(&plan).await;
    assert!(!again.is_only_here());
    assert!(known_plans::get(&plan).is_some(), "and into the list");
}

#[wasm_bindgen_test]
async fn another_tab_shows_an_edit_once_it_is_kept_and_sends_it_when_its_tab_has_ended() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (first, owner) = open(&plan).await;
    let (second, _owner) = open(&plan).await;
    // The first knows of the second: without it nobody waits for its end.
    let lock = format!("coplan-tab:{plan}:");
    for _ in 0..TURNS_MAX {
        let held = crate::locks::held().await;
        if held.iter().filter(|name| name.starts_with(&lock)).count() == 2 {
            break;
        }
    }
    assert!(first.run(add(2, "Two")));
    assert_eq!(titles(second), ["One"], "not before it is on the disk");
    until("heard", || titles(second) == ["One", "Two"]).await;
    assert_eq!(kept(first), Some(Kept::OnDevice));
    until("counted", || waiting_edits(second) == 1).await;
    let own = |tab: OpenPlan| {
        let waiting = |inner: &inner::Inner| inner.keeper.as_ref().map(keeper::Keeper::waiting);
        tab.inner.try_with_value(waiting).flatten()
    };
    assert_eq!(own(second), Some(0), "the first one's to send");
    drop(owner);
    until("taken over", || own(second) == Some(1)).await;
    until("counted once", || waiting_edits(second) == 1).await;
}

/// As if the code for edits were still to come, and were not asked for by itself.
fn without_editing(open_plan: OpenPlan) -> Option<editing::Editing> {
    let editing = open_plan.inner.try_update_value(|inner| {
        inner.fetches_editing = true;
        inner.editing.take()
    });
    editing.flatten()
}

fn goal(open_plan: OpenPlan) -> String {
    open_plan.state().goal().get_untracked()
}

#[wasm_bindgen_test]
async fn what_is_done_before_the_code_for_it_has_come_is_done_in_order_when_it_has() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (open_plan, owner) = open(&plan).await;
    let editing = without_editing(open_plan).expect("it was here");
    assert!(open_plan.edit_text(TextField::Goal, "", "L", Some(1)));
    assert!(open_plan.edit_text(TextField::Goal, "L", "Li", Some(2)));
    assert!(open_plan.run(add(2, "Two")));
    open_plan.undo();
    assert!(open_plan.edit_text(TextField::Goal, "Li", "Live", Some(4)));
    assert_eq!(
        (goal(open_plan), titles(open_plan).len()),
        (String::new(), 1)
    );
    open_plan.editing_came(Ok(editing));
    assert_eq!(
        (goal(open_plan), titles(open_plan).len()),
        ("Live".to_owned(), 1)
    );
    assert!(open_plan.run(add(3, "Three")), "from now on at once");
    assert_eq!(titles(open_plan), ["One", "Three"]);
    owner.cleanup();
}

#[wasm_bindgen_test]
async fn code_for_edits_that_does_not_come_is_told_and_what_was_typed_waits_for_it() {
    let plan = known_plan(Role::Editor, &[add(1, "One")]).await;
    let (open_plan, owner) = open(&plan).await;
    let editing = without_editing(open_plan).expect("it was here");
    assert!(open_plan.edit_text(TextField::Goal, "", "Live", Some(4)));
    open_plan.editing_came(Err(crate::later::NotLoaded));
    let told = || open_plan.notices().get_untracked();
    assert!(told().iter().any(|one| one.what == What::NoEditing));
    assert_eq!(goal(open_plan), "");
    open_plan.editing_came(Ok(editing));
    assert_eq!((goal(open_plan), told()), ("Live".to_owned(), Vec::new()));
    owner.cleanup();
}
