//! What waits to be sent to one connection: bounded in bytes, never silently incomplete (P2).
//!
//! The room pushes, the socket pops. Over the bound everything queued is thrown away and the outbox is
//! *behind*: it takes nothing more until the socket has drained and the room has put one state
//! difference in place of what was lost. One state, which may be longer than the bound, waits beside what is bounded:
//! else a large document would throw itself away again and again.

use std::{
    collections::VecDeque,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use sync::Frame;
use tokio::sync::Notify;

/// Numbers for the operator, and for the tests of the bound.
#[derive(Debug, Default)]
pub struct Gauges {
    /// Bytes that wait in all outboxes.
    pub queue_bytes: AtomicUsize,
    /// The longest that one outbox has been, in bytes.
    pub queue_bytes_peak: AtomicUsize,
    /// How often a queue was replaced by a state difference.
    pub overflows: AtomicUsize,
}

/// What the socket should do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// Send this.
    Frame(Frame),
    /// The queue ran empty after an overflow: ask the room for the difference.
    Resync,
    /// Nothing for now.
    Empty,
    /// Ask whether the other end is there.
    Ping,
    /// Send this close code, then stop.
    Close(u16, &'static str),
}

/// See the module.
#[derive(Debug)]
pub struct Outbox {
    state: Mutex<State>,
    wake: Notify,
    bytes_max: usize,
    gauges: Arc<Gauges>,
}

#[derive(Debug, Default)]
struct State {
    queue: VecDeque<Waiting>,
    bytes: usize,
    /// Those of them that the bound does not count.
    beside_bytes: usize,
    behind: bool,
    /// The room is queueing the difference.
    catching_up: bool,
    /// The room was asked for a difference and has not answered yet.
    asked: bool,
    ping: bool,
    close: Option<(u16, &'static str)>,
}

#[derive(Debug)]
struct Waiting {
    frame: Frame,
    /// A state, or what came with it: not counted by the bound.
    beside: bool,
}

impl Outbox {
    /// An empty outbox for one connection.
    pub fn new(bytes_max: usize, gauges: Arc<Gauges>) -> Self {
        Self {
            state: Mutex::default(),
            wake: Notify::new(),
            bytes_max,
            gauges,
        }
    }

    /// Queues a frame, or falls behind. Of frames over the bound one at a time may wait.
    pub fn push(&self, frame: Frame) {
        let mut state = self.state();
        if state.behind || state.close.is_some() {
            return;
        }
        let alone = frame.len() > self.bytes_max && state.beside_bytes == 0;
        let beside = state.catching_up || alone;
        let bounded = state.bytes - state.beside_bytes;
        if !beside && bounded + frame.len() > self.bytes_max {
            self.clear(&mut state);
            state.behind = true;
            self.gauges.overflows.fetch_add(1, Ordering::Relaxed);
        } else {
            state.bytes += frame.len();
            if beside {
                state.beside_bytes += frame.len();
            }
            self.gauges
                .queue_bytes
                .fetch_add(frame.len(), Ordering::Relaxed);
            self.gauges
                .queue_bytes_peak
                .fetch_max(state.bytes, Ordering::Relaxed);
            state.queue.push_back(Waiting { frame, beside });
        }
        drop(state);
        self.wake.notify_one();
    }

    /// Takes frames again: first those by which `queue` puts the difference in place of what was lost, however long.
    pub fn catch_up(&self, queue: impl FnOnce()) {
        let mut state = self.state();
        state.behind = false;
        state.asked = false;
        state.catching_up = true;
        drop(state);
        queue();
        self.state().catching_up = false;
    }

    /// Ask whether the other end is there, after what is queued.
    pub fn ping(&self) {
        self.state().ping = true;
        self.wake.notify_one();
    }

    /// Close after what is queued.
    pub fn close(&self, code: u16, reason: &'static str) {
        self.state().close.get_or_insert((code, reason));
        self.wake.notify_one();
    }

    /// Close, and send nothing of what is queued: the link has lost its right to read it.
    pub fn close_now(&self, code: u16, reason: &'static str) {
        let mut state = self.state();
        self.clear(&mut state);
        state.close.get_or_insert((code, reason));
        drop(state);
        self.wake.notify_one();
    }

    /// Whether everything pushed so far was handed to the socket.
    pub fn is_drained(&self) -> bool {
        let state = self.state();
        state.queue.is_empty() && !state.behind
    }

    /// Takes what the socket should do next.
    pub fn pop(&self) -> Next {
        let mut state = self.state();
        if let Some(Waiting { frame, beside }) = state.queue.pop_front() {
            state.bytes -= frame.len();
            if beside {
                state.beside_bytes -= frame.len();
            }
            self.gauges
                .queue_bytes
                .fetch_sub(frame.len(), Ordering::Relaxed);
            return Next::Frame(frame);
        }
        let close = state.close;
        match close {
            Some((code, reason)) => Next::Close(code, reason),
            None if std::mem::take(&mut state.ping) => Next::Ping,
            None if state.behind && !state.asked => {
                state.asked = true;
                Next::Resync
            }
            None => Next::Empty,
        }
    }

    /// Waits until there may be something to pop. A push between `pop` and this is not lost.
    pub async fn changed(&self) {
        self.wake.notified().await;
    }

    fn clear(&self, state: &mut State) {
        self.gauges
            .queue_bytes
            .fetch_sub(state.bytes, Ordering::Relaxed);
        state.queue = VecDeque::new();
        state.bytes = 0;
        state.beside_bytes = 0;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Outbox {
    fn drop(&mut self) {
        let bytes = self.state().bytes;
        self.gauges.queue_bytes.fetch_sub(bytes, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(length: usize) -> Frame {
        vec![0; length].into()
    }

    #[test]
    fn p2_a_full_queue_is_replaced_and_its_bytes_are_bounded() {
        let gauges = Arc::new(Gauges::default());
        let outbox = Outbox::new(10, gauges.clone());
        for _ in 0..100 {
            outbox.push(frame(4));
        }
        assert!(gauges.queue_bytes_peak.load(Ordering::Relaxed) <= 10);
        assert_eq!(gauges.queue_bytes.load(Ordering::Relaxed), 0);
        assert_eq!(gauges.overflows.load(Ordering::Relaxed), 1);
        assert!(!outbox.is_drained());
        assert_eq!(outbox.pop(), Next::Resync);
        assert_eq!(outbox.pop(), Next::Empty, "asked once");
        outbox.catch_up(|| outbox.push(frame(50)));
        assert_eq!(
            outbox.pop(),
            Next::Frame(frame(50)),
            "a difference may be longer than the bound"
        );
        assert!(outbox.is_drained());
    }

    #[test]
    fn p2_what_comes_with_a_long_difference_does_not_throw_it_away() {
        let gauges = Arc::new(Gauges::default());
        let outbox = Outbox::new(10, gauges.clone());
        let overflows = || gauges.overflows.load(Ordering::Relaxed);
        // As at a join: a question, the state, who is here.
        for length in [3, 50, 6] {
            outbox.push(frame(length));
        }
        assert_eq!(overflows(), 0);
        outbox.push(frame(50));
        assert_eq!(overflows(), 1, "a second state is one too many");
        let difference = [3, 9, 50, 6].into_iter();
        outbox.catch_up(|| difference.for_each(|length| outbox.push(frame(length))));
        // Beside it the bound is what it was.
        outbox.push(frame(8));
        assert_eq!(overflows(), 1);
        for length in [3, 9, 50, 6, 8] {
            assert_eq!(outbox.pop(), Next::Frame(frame(length)));
        }
        assert!(outbox.is_drained());
        outbox.push(frame(8));
        outbox.push(frame(8));
        assert_eq!(overflows(), 2);
        assert_eq!(gauges.queue_bytes.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn a_close_follows_what_is_queued_unless_the_link_was_cut() {
        let outbox = Outbox::new(10, Arc::default());
        outbox.push(frame(1));
        outbox.close(1012, "restart");
        outbox.push(frame(2));
        assert_eq!(outbox.pop(), Next::Frame(frame(1)));
        assert_eq!(outbox.pop(), Next::Close(1012, "restart"));
        let cut = Outbox::new(10, Arc::default());
        cut.push(frame(1));
        cut.close_now(4401, "revoked");
        assert_eq!(cut.pop(), Next::Close(4401, "revoked"));
    }
}
