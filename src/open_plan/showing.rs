//! From the machine to the signals: the only place that writes what the screen reads.

use leptos::prelude::*;
use plan::Reach;

use super::notice::{Notice, What};
use super::presence;
use super::saving::{Beside, Saving, saving};
use super::text::show_instead;
use super::{OpenPlan, Phase, rows};
use crate::clock::now_ms;
use crate::known_plans;
use crate::paths::{Room, Secret};

impl OpenPlan {
    /// No relay knows this plan: this browser has no key for it.
    pub fn is_only_here(&self) -> bool {
        self.inner.with_value(|inner| inner.secret.is_none())
    }

    /// The key that this page opens the plan's rooms with.
    pub fn secret(&self) -> Option<Secret> {
        let secret = self.inner.try_with_value(|inner| inner.secret.clone());
        secret.flatten()
    }

    /// What another room of the plan says about its saving.
    pub fn set_beside(&self, room: Room, beside: Beside) {
        let _ = self.inner.try_update_value(|inner| {
            inner.beside.retain(|(other, _)| *other != room);
            inner.beside.push((room, beside));
        });
        self.refresh_saving();
    }

    /// Puts what has changed in the document on the screen: after a letter in a title that is a row or two, however
    /// many the plan has.
    pub(super) fn refresh(self) {
        let rows = self.inner.try_update_value(|inner| {
            let reach = inner.doc.take_reach();
            let plan = inner.doc.plan();
            match (reach, &inner.composing) {
                (Reach::Rows(rows), None) => {
                    Some((rows::rows_about(plan, &rows), plan.oddities.len()))
                }
                _ => None,
            }
        });
        let Some(rows) = rows else { return };
        let state = self.state;
        match rows.map(|(rows, oddities)| crate::state::patch_rows(state, rows, oddities)) {
            Some(true) => self.refreshed(),
            _ => self.refresh_all(),
        }
    }

    /// Puts the whole document on the screen.
    pub(super) fn refresh_all(self) {
        let state = self.inner.try_update_value(|inner| {
            inner.doc.take_reach();
            let mut plan = std::borrow::Cow::Borrowed(inner.doc.plan());
            if let Some((field, shown)) = &inner.composing {
                show_instead(plan.to_mut(), *field, shown);
            }
            rows::state_of(&plan)
        });
        let Some(new) = state else { return };
        crate::state::patch(self.state, new);
        self.refreshed();
    }

    fn refreshed(self) {
        self.changes.update(|count| *count = count.wrapping_add(1));
        self.update_list();
    }

    /// The home page lists the plan under its present title.
    pub(super) fn update_list(self) {
        let _ = self.inner.try_update_value(|inner| {
            let title = inner.doc.plan().title.clone();
            if !inner.has_content || inner.title_in_list.as_ref() == Some(&title) {
                return;
            }
            known_plans::update(&inner.plan, |known| {
                known.title.clone_from(&title);
                known.opened_ms = now_ms();
            });
            inner.title_in_list = Some(title);
        });
    }

    pub(super) fn refresh_saving(self) {
        let now = self.inner.try_update_value(|inner| {
            let session = inner.saving();
            // Compared with the relay: an empty plan is the plan then, not a plan that is still to come.
            inner.has_content |= session == sync::Saving::Saved;
            if session == sync::Saving::Saved {
                inner
                    .keeper
                    .as_ref()
                    .inspect(|keeper| keeper.synced(now_ms()));
            }
            let now = saving(&session, inner.kept(), inner.met_relay);
            (now, inner.has_content)
        });
        let Some((now, has_content)) = now else {
            return;
        };
        if self.saving.try_get_untracked() != Some(now) {
            self.saving.try_set(now);
            if now == Saving::Saved {
                self.aside_may_be_in();
            }
        }
        let Some(phase) = self.phase.try_get_untracked() else {
            return;
        };
        if has_content && matches!(phase, Phase::Waiting | Phase::Denied) {
            self.phase.set(Phase::Ready);
            self.update_list();
        } else if !has_content && matches!(now, Saving::Refused { .. }) {
            self.denied();
        }
    }

    pub(super) fn refresh_present(self) {
        let present = self.inner.try_with_value(|inner| {
            let others = inner
                .session
                .as_ref()
                .map(sync::Session::present)
                .unwrap_or_default();
            let others = others
                .iter()
                .map(|one| presence::read(one.client, &one.state));
            presence::people(others.collect(), &inner.own.browser, inner.own.side)
        });
        if let Some(present) = present
            && self.present.try_with_untracked(|old| *old != present) == Some(true)
        {
            self.present.set(present);
        }
    }

    pub(super) fn refresh_history(self) {
        let has = self.inner.try_with_value(|inner| inner.history.has());
        if let Some(has) = has
            && self.history.try_get_untracked() != Some(has)
        {
            self.history.try_set(has);
        }
    }

    /// The name goes into the document with the next command.
    pub(super) fn refresh_session(self) {
        let _ = self
            .inner
            .try_update_value(|inner| inner.set_writer(inner.own.side));
    }

    /// Takes a message away that is no longer true.
    pub(super) fn forget_notice(self, what: &What) {
        let is_there = self
            .notices
            .try_with_untracked(|all| all.iter().any(|one| one.what == *what));
        if is_there == Some(true) {
            self.notices
                .update(|all| all.retain(|one| one.what != *what));
        }
    }

    /// Tells the reader once: the same message does not pile up.
    pub(super) fn tell(self, what: What) {
        let is_new = self
            .notices
            .try_with_untracked(|all| all.iter().all(|one| one.what != what));
        if is_new != Some(true) {
            return;
        }
        let id = self.inner.try_update_value(|inner| {
            inner.notices += 1;
            inner.notices
        });
        let Some(id) = id else { return };
        self.notices.update(|all| all.push(Notice { id, what }));
    }
}
