//! The keeper of a document that a relay has refused: it lets go of it, and everything that was kept is set aside.

use super::Keeper;
use crate::storage::{Aside, NewUpdate, Origin, Records, Storage, StorageError};

impl Keeper {
    /// Ends this keeper. Everything on the disk and `whole`, the document as this tab has it, lies aside afterwards;
    /// nothing waits for the relay any more. The other tabs hear of it.
    ///
    /// # Errors
    /// The disk does not take it; this keeper goes on with `whole`.
    pub async fn set_aside(&self, code: u16, whole: Vec<u8>) -> Result<(), StorageError> {
        self.leave_to_aside(code, Records::All, whole).await?;
        if let Some(tabs) = &self.0.tabs {
            tabs.set_aside();
        }
        Ok(())
    }

    /// Another tab has done that: what only this tab has goes there too. `code` where nothing lies there any more.
    ///
    /// # Errors
    /// The disk does not take it; this keeper goes on with `whole`.
    pub async fn follow_aside(&self, code: u16, whole: Vec<u8>) -> Result<(), StorageError> {
        self.leave_to_aside(code, Records::These(&[]), whole).await
    }

    async fn leave_to_aside(
        &self,
        code: u16,
        records: Records<'_>,
        whole: Vec<u8>,
    ) -> Result<(), StorageError> {
        // `whole` has it, and nothing may be appended after the move.
        self.0.work.borrow_mut().queue.clear();
        let moved = self.0.store.set_aside(code, records, &whole).await;
        if moved.is_err() {
            let (bytes, origin) = (whole, Origin::Here);
            let again = NewUpdate { bytes, origin };
            self.0.work.borrow_mut().queue.insert(0, again);
        }
        moved
    }

    /// What lies aside.
    pub async fn aside(&self) -> Option<Aside> {
        self.0.store.aside().await.ok().flatten()
    }

    /// Lets go of what lies aside. Whether the disk has done it.
    pub async fn forget_aside(&self) -> bool {
        self.0.store.forget_aside().await.is_ok()
    }
}
