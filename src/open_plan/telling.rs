//! What the others hear about the reader: name, cell, whom they follow and where they look.

use leptos::prelude::*;

use super::OpenPlan;
use super::presence::{CellRef, Looks, OwnPresence};
use crate::identity::Identity;
use sync::Input;

impl OpenPlan {
    /// Tells the others which cell the reader is in.
    pub fn focus(&self, cell: Option<CellRef>) {
        self.tell_presence(|own| own.cell = cell);
    }

    /// Tells the others whom the reader follows: the browser of somebody who is here.
    pub fn tell_follows(&self, browser: Option<String>) {
        self.tell_if_new(browser, |own| &mut own.follows);
    }

    /// Tells the others where this page looks; nothing once nobody follows it.
    pub fn tell_looks(&self, looks: Option<Looks>) {
        self.tell_if_new(looks, |own| &mut own.looks);
    }

    /// What the others know this browser by.
    pub fn browser(&self) -> Option<String> {
        self.inner.try_with_value(|inner| inner.own.browser.clone())
    }

    /// Tells the others another name or colour, and remembers it in this browser.
    pub fn set_identity(&self, identity: &Identity) {
        crate::identity::store(identity);
        self.tell_presence(|own| {
            own.name.clone_from(&identity.name);
            own.color.clone_from(&identity.color);
        });
        self.refresh_session();
    }

    pub(super) fn tell_presence(self, change: impl FnOnce(&mut OwnPresence)) {
        let state = self.inner.try_update_value(|inner| {
            change(&mut inner.own);
            inner.own.to_json()
        });
        if state.is_some() {
            self.step(Input::Presence(state));
        }
    }

    /// Says one thing about the reader where it is not what was said before.
    pub(super) fn tell_if_new<T: PartialEq>(self, new: T, part: fn(&mut OwnPresence) -> &mut T) {
        let is_new = self
            .inner
            .try_update_value(|inner| *part(&mut inner.own) != new);
        if is_new == Some(true) {
            self.tell_presence(|own| *part(own) = new);
        }
    }
}
