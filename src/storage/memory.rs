//! The store of last resort: it lasts as long as the tab.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::{
    Aside, Fact, Facts, Key, Loaded, NewUpdate, Origin, Records, Storage, StorageError, Waiting,
};
use crate::clock::now_ms;

/// Updates in memory.
#[derive(Debug, Default)]
pub struct Memory {
    held: RefCell<Loaded>,
    facts: RefCell<Facts>,
    aside: RefCell<Option<Aside>>,
    next_key: RefCell<Key>,
}

thread_local! {
    static OF_TAB: RefCell<HashMap<String, Rc<Memory>>> = RefCell::default();
}

impl Memory {
    /// The one store of a room in this tab.
    pub fn of_tab(room: &str) -> Rc<Self> {
        OF_TAB.with_borrow_mut(|stores| stores.entry(room.to_owned()).or_default().clone())
    }

    fn fresh_key(&self) -> Key {
        *self.next_key.borrow_mut() += 1;
        *self.next_key.borrow()
    }
}

impl Storage for Memory {
    async fn facts(&self) -> Result<Facts, StorageError> {
        Ok(self.facts.borrow().clone())
    }

    async fn remember(&self, fact: Fact) -> Result<(), StorageError> {
        let mut facts = self.facts.borrow_mut();
        match fact {
            Fact::Secret(secret) => facts.secret = secret,
            Fact::Synced(at_ms) => facts.synced_ms = Some(at_ms),
        }
        Ok(())
    }

    async fn set_aside(
        &self,
        code: u16,
        records: Records<'_>,
        more: &[u8],
    ) -> Result<(), StorageError> {
        let mut held = self.held.borrow_mut();
        let all = std::mem::take(&mut held.updates);
        let (gone, left) = all.into_iter().partition(|(key, _)| records.include(*key));
        held.updates = left;
        if matches!(records, Records::All) {
            held.outbox.clear();
        }
        let gone: Vec<(Key, Vec<u8>)> = gone;
        let mut aside = self.aside.borrow_mut();
        let aside = aside.get_or_insert_with(|| Aside {
            code,
            since_ms: now_ms(),
            updates: Vec::new(),
        });
        aside
            .updates
            .extend(gone.into_iter().map(|(_, bytes)| bytes));
        aside
            .updates
            .extend((!more.is_empty()).then(|| more.to_owned()));
        Ok(())
    }

    async fn aside(&self) -> Result<Option<Aside>, StorageError> {
        Ok(self.aside.borrow().clone())
    }

    async fn forget_aside(&self) -> Result<(), StorageError> {
        *self.aside.borrow_mut() = None;
        Ok(())
    }

    async fn waiting(&self) -> Result<usize, StorageError> {
        Ok(self.held.borrow().outbox.len())
    }

    async fn load(&self) -> Result<Loaded, StorageError> {
        Ok(self.held.borrow().clone())
    }

    async fn append(&self, updates: &[NewUpdate]) -> Result<Vec<Key>, StorageError> {
        let mut waiting = Vec::new();
        for update in updates {
            let key = self.fresh_key();
            let mut held = self.held.borrow_mut();
            held.updates.push((key, update.bytes.clone()));
            if update.origin == Origin::Here {
                let since_ms = now_ms();
                held.outbox.push(Waiting { key, since_ms });
                waiting.push(key);
            }
        }
        Ok(waiting)
    }

    async fn acknowledged(&self, outbox: &[Key]) -> Result<(), StorageError> {
        let mut held = self.held.borrow_mut();
        held.outbox.retain(|waiting| !outbox.contains(&waiting.key));
        Ok(())
    }

    async fn compact(&self, replaced: &[Key], whole: &[u8]) -> Result<(), StorageError> {
        let key = self.fresh_key();
        let mut held = self.held.borrow_mut();
        held.updates.retain(|(key, _)| !replaced.contains(key));
        held.updates.push((key, whole.to_owned()));
        Ok(())
    }
}
