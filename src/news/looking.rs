//! What counts as looked at: the plan as it stood before somebody's eyes on this device.

use leptos::prelude::*;
use leptos::task::spawn_local;
use plan::diff::diff;

use super::looked::{self, Looked};
use super::{LOOKED_AT, News};
use crate::clock::now_ms;

impl News {
    /// What changed since this device last showed the plan.
    pub(super) async fn look_back(self) {
        let id = self.plan.id();
        if let Some(looked) = looked::load(&id).await {
            let difference = self.plan.with_plan(|plan| diff(&looked.plan, plan));
            let who = self.who_since(&looked.state_vector);
            self.enter(who, difference, true);
            self.keep_soon();
        } else {
            // There is nothing to keep in view: the first visit may be a short one.
            self.keep();
        }
    }

    pub(super) fn keep_soon(self) {
        let timer = set_timeout_with_handle(
            move || {
                if !document().hidden() {
                    self.keep();
                }
            },
            LOOKED_AT,
        );
        let _ = self.keeps.try_update_value(|keeps| {
            keeps.take().inspect(TimeoutHandle::clear);
            *keeps = timer.ok();
        });
    }

    /// This is what the reader has seen.
    pub(super) fn keep(self) {
        if self.plan.phase().try_get_untracked().is_none() {
            return; // the page is gone
        }
        let id = self.plan.id();
        let looked = Looked {
            at_ms: now_ms(),
            state_vector: self.plan.state_vector(),
            plan: self.plan.plan(),
        };
        spawn_local(async move { looked::keep(&id, &looked).await });
    }
}
