//! A store with gates and taps: holds or fails what passes, and says what arrived.

use std::sync::{Arc, Condvar, Mutex};

use relay::{
    access::{Link, SecretHash},
    store::{Store, StoreError, StoredRoom, Write},
};
use tokio::sync::watch;

/// Counts of what arrived at the gates, held or not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arrived {
    pub loads: usize,
    pub commits: usize,
    pub failures: usize,
}

#[derive(Default)]
struct Gates {
    hold_loads: bool,
    hold_commits: bool,
    fail_loads: Option<StoreError>,
    fail_commits: Option<StoreError>,
}

/// See the module.
pub struct Gate<S> {
    pub inner: S,
    gates: Mutex<Gates>,
    opened: Condvar,
    arrived: watch::Sender<Arrived>,
}

impl<S: Store> Gate<S> {
    pub fn over(inner: S) -> Arc<Self> {
        Arc::new(Self {
            inner,
            gates: Mutex::default(),
            opened: Condvar::new(),
            arrived: watch::Sender::default(),
        })
    }

    fn set(&self, change: impl FnOnce(&mut Gates)) {
        change(&mut self.gates.lock().unwrap());
        self.opened.notify_all();
    }

    pub fn hold_loads(&self, hold: bool) {
        self.set(|gates| gates.hold_loads = hold);
    }

    pub fn hold_commits(&self, hold: bool) {
        self.set(|gates| gates.hold_commits = hold);
    }

    pub fn fail_loads(&self, error: Option<StoreError>) {
        self.set(|gates| gates.fail_loads = error);
    }

    pub fn fail_commits(&self, error: Option<StoreError>) {
        self.set(|gates| gates.fail_commits = error);
    }

    pub fn arrived(&self) -> Arrived {
        *self.arrived.borrow()
    }

    /// Waits for something to have arrived.
    pub async fn until(&self, wanted: impl FnMut(&Arrived) -> bool) {
        super::in_time(
            "the store is asked",
            self.arrived.subscribe().wait_for(wanted),
        )
        .await
        .unwrap();
    }
}

impl<S: Store> Store for Gate<S> {
    fn create_plan(
        &self,
        plan: &str,
        label: &str,
        now_ms: u64,
        links: &[(Link, SecretHash)],
    ) -> Result<(), StoreError> {
        self.inner.create_plan(plan, label, now_ms, links)
    }

    fn find_link(&self, plan: &str, secret: &SecretHash) -> Result<Option<Link>, StoreError> {
        self.inner.find_link(plan, secret)
    }

    fn links(&self, plan: &str) -> Result<Vec<Link>, StoreError> {
        self.inner.links(plan)
    }

    fn add_link(&self, link: &Link, secret: &SecretHash) -> Result<bool, StoreError> {
        self.inner.add_link(link, secret)
    }

    fn revoke_link(&self, plan: &str, link: &str, now_ms: u64) -> Result<bool, StoreError> {
        self.inner.revoke_link(plan, link, now_ms)
    }

    fn load(&self, room: &str) -> Result<StoredRoom, StoreError> {
        self.arrived.send_modify(|arrived| arrived.loads += 1);
        let gates = self.gates.lock().unwrap();
        let gates = self
            .opened
            .wait_while(gates, |gates| gates.hold_loads)
            .unwrap();
        if let Some(error) = &gates.fail_loads {
            return Err(error.clone());
        }
        drop(gates);
        self.inner.load(room)
    }

    fn client_link(&self, room: &str, client: u64) -> Result<Option<String>, StoreError> {
        self.inner.client_link(room, client)
    }

    fn commit(&self, writes: &[Write]) -> Result<(), StoreError> {
        self.arrived.send_modify(|arrived| arrived.commits += 1);
        let gates = self.gates.lock().unwrap();
        let gates = self
            .opened
            .wait_while(gates, |gates| gates.hold_commits)
            .unwrap();
        if let Some(error) = &gates.fail_commits {
            self.arrived.send_modify(|arrived| arrived.failures += 1);
            return Err(error.clone());
        }
        drop(gates);
        self.inner.commit(writes)
    }
}
