//! Group commit: one thread that takes what all rooms have waiting and commits it at once, so that a
//! hundred rooms share one sync to disk.

use std::{
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::Instant,
};

use tokio::sync::oneshot;

use super::{Store, StoreError, Write};

/// Most writes in one transaction: keeps the wait of the first one short.
const BATCH_WRITES_MAX: usize = 4096;

struct Job {
    writes: Vec<Write>,
    done: oneshot::Sender<Result<(), StoreError>>,
}

/// A handle to the thread; it ends when the last handle is gone.
#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    /// Starts the thread.
    pub fn start(store: Arc<dyn Store>) -> (Self, JoinHandle<()>) {
        let (jobs, inbox) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || run(&*store, &inbox))
            .expect("the operating system has a thread for the writer");
        (Self { jobs }, thread)
    }

    /// Asks for a durable write. The answer comes after the commit is on disk (P1).
    pub fn commit(&self, writes: Vec<Write>) -> oneshot::Receiver<Result<(), StoreError>> {
        let (done, answer) = oneshot::channel();
        // A thread that is gone drops `done`, which the caller sees as an error.
        let _ = self.jobs.send(Job { writes, done });
        answer
    }
}

fn run(store: &dyn Store, inbox: &mpsc::Receiver<Job>) {
    while let Ok(first) = inbox.recv() {
        let mut size = first.writes.len();
        let mut jobs = vec![first];
        while size < BATCH_WRITES_MAX
            && let Ok(job) = inbox.try_recv()
        {
            size += job.writes.len();
            jobs.push(job);
        }
        commit(store, jobs);
    }
}

fn commit(store: &dyn Store, mut jobs: Vec<Job>) {
    let began = Instant::now();
    let single = jobs.len() == 1;
    let all: Vec<Write> = if single {
        std::mem::take(&mut jobs[0].writes)
    } else {
        jobs.iter()
            .flat_map(|job| job.writes.iter().cloned())
            .collect()
    };
    let outcome = store.commit(&all);
    tracing::debug!(
        writes = all.len(),
        took_us = began.elapsed().as_micros() as u64,
        ok = outcome.is_ok(),
        "commit"
    );
    for job in jobs {
        // One room's bad batch must not fail its neighbours: after a failure each is tried alone.
        let answer = match (&outcome, single) {
            (Err(_), false) => store.commit(&job.writes),
            (outcome, _) => outcome.clone(),
        };
        let _ = job.done.send(answer); // the room may have gone
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Entry, memory::MemoryStore};

    fn entry(room: &str, seq: u64) -> Write {
        let (at_ms, link, bytes, clients) = (0, "l".into(), "x".into(), vec![]);
        Write::Append(Entry {
            room: room.into(),
            seq,
            at_ms,
            link,
            bytes,
            clients,
        })
    }

    fn job(write: Write) -> (Job, oneshot::Receiver<Result<(), StoreError>>) {
        let (done, answer) = oneshot::channel();
        (
            Job {
                writes: vec![write],
                done,
            },
            answer,
        )
    }

    #[test]
    fn a_group_is_stored_whole_before_any_of_it_is_answered() {
        let store = MemoryStore::default();
        let ((a, mut a_answer), (b, mut b_answer)) = (job(entry("a", 1)), job(entry("b", 1)));
        commit(&store, vec![a, b]);
        assert_eq!(
            (a_answer.try_recv(), b_answer.try_recv()),
            (Ok(Ok(())), Ok(Ok(())))
        );
        assert_eq!(
            (store.load("a").unwrap().last, store.load("b").unwrap().last),
            (1, 1)
        );
    }

    #[test]
    fn a_bad_batch_fails_alone() {
        let store = MemoryStore::default();
        store.commit(&[entry("bad", 1)]).unwrap();
        let ((bad, mut bad_answer), (good, mut good_answer)) =
            (job(entry("bad", 1)), job(entry("good", 1)));
        commit(&store, vec![bad, good]);
        assert_eq!(bad_answer.try_recv(), Ok(Err(StoreError::Conflict(1))));
        assert_eq!(good_answer.try_recv(), Ok(Ok(())));
        assert_eq!(store.load("good").unwrap().last, 1);
    }
}
