//! A replica that the relay refuses: it is set aside, a fresh one starts from the relay, and the edits that only the
//! refused one holds are offered again (DESIGN §6).
//!
//! Which edits those are is found by value: the fresh document is merged with the refused one in memory, and what
//! that changes of the plan is what was not accepted. So nothing that others did meanwhile is offered to be undone.
//!
//! The comparison and what comes of it are asked for by the part of the page that shows them (`parts/set_aside.rs`):
//! their code is not in the first load.

mod edits;

use std::time::Duration;

use leptos::prelude::*;
use plan::Command;
use plan::diff::{diff, steps};
use sync::close;
use wasm_bindgen_futures::spawn_local;

use super::keeper::Keeper;
use super::notice::What;
use super::{Kept, OpenPlan, Phase};
use crate::device;
use crate::document::Document;
use crate::plan_file::PlanFile;
use crate::storage::{Aside, Key, Storage, Store as DeviceStore};
pub use edits::{Edit, Field, Value};

/// Refusals that are of what this replica holds or wrote. After the others (a revoked link, a deleted plan) a fresh
/// one would be refused as well.
const OF_CONTENT: [u16; 3] = [close::MALFORMED, close::FORBIDDEN, close::TOO_LARGE];

/// A pause in what others do.
const COMPARE_AFTER: Duration = Duration::from_millis(300);

/// What a relay has refused of this plan.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// The close code of the refusal.
    pub code: u16,
    /// Its edits, as they would change the plan as it is now; `None` while the relay's plan is not here.
    pub edits: Option<Vec<Edit>>,
}

impl OpenPlan {
    /// Tried again, the same bytes would be refused for ever.
    pub(super) fn was_refused(self, code: u16) {
        let sets_aside = self.inner.try_update_value(|inner| {
            let has_edits = inner
                .keeper
                .as_ref()
                .is_some_and(|keeper| keeper.waiting() > 0);
            // A fresh replica without an edit is not refused for what it holds: once is enough then.
            let helps = OF_CONTENT.contains(&code)
                && !inner.doc.is_empty()
                && (has_edits || !inner.was_set_aside);
            inner.was_set_aside |= helps;
            helps
        });
        if sets_aside == Some(true) {
            spawn_local(async move { self.set_aside(code, false).await });
        }
    }

    /// `follows`: another tab has moved what is on the disk already.
    pub(super) async fn set_aside(self, code: u16, follows: bool) {
        let held = self.inner.try_with_value(|inner| {
            let whole = inner.doc.encode();
            Some((inner.keeper.clone()?, whole))
        });
        let Some(Some((keeper, whole))) = held else {
            return;
        };
        let moved = if follows {
            keeper.follow_aside(code, whole).await
        } else {
            keeper.set_aside(code, whole).await
        };
        match moved {
            Ok(()) => self.start_anew().await,
            Err(error) => self.tell(What::NotKept(error)),
        }
    }

    /// The page begins again with what is on the disk now, under a fresh client id.
    async fn start_anew(self) {
        self.phase.set(Phase::Opening);
        let _ = self.inner.try_update_value(|inner| inner.begin_again());
        self.refresh();
        self.refresh_history();
        self.read_device().await;
    }

    /// Edits that another tab was writing while this room was set aside stand on what is gone: they go there too.
    pub(super) async fn without_strays(
        &self,
        store: &DeviceStore,
        aside: &Aside,
        updates: &mut Vec<(Key, Vec<u8>)>,
    ) {
        let document = Document::of(updates.iter().map(|(_, bytes)| bytes.as_slice()));
        if !document.waits() {
            return;
        }
        let is_stray = |bytes: &Vec<u8>| !document.has_let_in(bytes);
        let strays = updates.iter().filter(|(_, bytes)| is_stray(bytes));
        let strays: Vec<Key> = strays.map(|(key, _)| *key).collect();
        let records = crate::storage::Records::These(&strays);
        if store.set_aside(aside.code, records, &[]).await.is_ok() {
            updates.retain(|(key, _)| !strays.contains(key));
        }
    }

    /// Looks whether something lies aside; who shows it compares it anew.
    pub(super) async fn look_aside(self) {
        let lies_there = self.what_lies_aside().await.is_some();
        let _ = self.aside.try_update(|turn| {
            *turn = lies_there.then(|| turn.map_or(0, |turn| turn + 1));
        });
    }

    /// Everything is on the relay, or the plan has changed: what lies aside may be in it by now.
    pub(super) fn aside_may_be_in(self) {
        if self.aside.try_with_untracked(Option::is_some) == Some(true) {
            self.aside.update(|turn| *turn = turn.map(|turn| turn + 1));
        }
    }

    /// Others have changed the plan. Once for a burst of changes.
    pub(super) fn aside_may_be_in_soon(self) {
        if self.aside.try_with_untracked(Option::is_some) != Some(true) {
            return;
        }
        let _ = self.inner.try_update_value(|inner| {
            inner.compares.take().inspect(TimeoutHandle::clear);
            let compare = move || self.aside_may_be_in();
            inner.compares = set_timeout_with_handle(compare, COMPARE_AFTER).ok();
        });
    }

    /// Compares what lies aside with the plan as it is now. What is in it already is let go of.
    pub(super) async fn compare_aside(self) -> Option<SetAside> {
        let (keeper, aside) = self.what_lies_aside().await?;
        let (edits, is_whole) = self.inner.try_with_value(|inner| {
            let with_it = with(&inner.doc, &aside);
            let difference = diff(inner.doc.plan(), with_it.plan());
            let edits = edits::of(&difference, with_it.plan());
            let is_whole = inner.saving() == sync::Saving::Saved;
            (inner.has_content.then_some(edits), is_whole)
        })?;
        if is_whole && edits.as_ref().is_some_and(Vec::is_empty) && keeper.forget_aside().await {
            self.look_aside().await;
            return None;
        }
        let code = aside.code;
        Some(SetAside { code, edits })
    }

    async fn what_lies_aside(self) -> Option<(Keeper, Aside)> {
        let keeper = self.inner.try_with_value(|inner| inner.keeper.clone());
        let keeper = keeper.flatten()?;
        let aside = keeper.aside().await?;
        Some((keeper, aside))
    }

    /// Makes the edits once more, as commands of this session. What a rule forbids now goes into a file.
    pub(super) async fn make_again(self) {
        let Some((_, aside)) = self.what_lies_aside().await else {
            return;
        };
        // What lies aside is let go of only for edits that are made.
        if !self.has_editing().await {
            return;
        }
        let steps = self.inner.try_with_value(|inner| {
            let steps = steps(inner.doc.plan(), with(&inner.doc, &aside).plan());
            let all = Command::Batch(steps.clone());
            match inner.doc.would_refuse(&all) {
                Ok(()) => vec![all],
                Err(_) => steps,
            }
        });
        let done = steps.unwrap_or_default().into_iter();
        let done: Vec<bool> = done.map(|step| self.run(step)).collect();
        if done.is_empty() || done.iter().any(|done| !done) {
            self.hand_out_aside().await;
        }
        if done.iter().any(|done| *done) {
            // Let go of only when the disk has the edits in their new form.
            let _ = self
                .inner
                .try_update_value(|inner| inner.lets_go_of_aside = true);
            self.let_go_when_kept();
        }
    }

    /// Called whenever the disk has written something.
    pub(super) fn let_go_when_kept(self) {
        let is_kept = self.inner.try_update_value(|inner| {
            inner.lets_go_of_aside && inner.kept() != Kept::Writing && {
                inner.lets_go_of_aside = false;
                true
            }
        });
        if is_kept == Some(true) {
            spawn_local(async move { self.let_go_of_aside().await });
        }
    }

    pub(super) async fn let_go_of_aside(self) {
        if let Some((keeper, _)) = self.what_lies_aside().await {
            keeper.forget_aside().await;
        }
        self.look_aside().await;
    }

    pub(super) async fn hand_out_aside(self) {
        let Some((_, aside)) = self.what_lies_aside().await else {
            return;
        };
        let update = Document::of(aside.updates.iter().map(Vec::as_slice)).encode();
        let named = self.inner.try_with_value(|inner| {
            let title = inner.doc.plan().title.clone();
            (inner.plan.clone(), title)
        });
        if let Some((plan, title)) = named {
            device::hand_out(&PlanFile { plan, update }, &title);
        }
    }
}

/// The document as it would be if the relay had taken what lies aside.
fn with(document: &Document, aside: &Aside) -> Document {
    let own = document.encode();
    let refused = aside.updates.iter().map(Vec::as_slice);
    Document::of(std::iter::once(own.as_slice()).chain(refused))
}
