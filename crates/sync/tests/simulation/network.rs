//! Connections that keep order and nothing else: slow, cut at any point, noticed late.

use std::collections::VecDeque;

use sync::{Frame, PeerId};

/// Frames under way. A queue towards a peer longer than this is thrown away for a resync.
pub const QUEUED_FRAMES_MAX: usize = 6;

pub enum Down {
    Frame(Frame),
    Closed(u16),
}

/// One WebSocket: each end learns of its end on its own.
pub struct Connection {
    pub id: PeerId,
    pub person: usize,
    /// Towards the relay. What was sent before a break may still arrive, after what is sent on the
    /// next connection.
    pub up: VecDeque<Vec<u8>>,
    pub down: VecDeque<Down>,
    /// Not yet accepted by the relay.
    pub opening: bool,
    pub person_holds: bool,
    pub relay_holds: bool,
    /// The queue towards the person was thrown away; one difference replaces it when it drains.
    pub lagging: bool,
}

impl Connection {
    pub fn new(id: PeerId, person: usize) -> Self {
        let (up, down) = (VecDeque::new(), VecDeque::new());
        Self {
            id,
            person,
            up,
            down,
            opening: true,
            person_holds: true,
            relay_holds: false,
            lagging: false,
        }
    }

    /// The relay queues a frame; too many are thrown away together, never some of them.
    pub fn queue(&mut self, frame: Frame) {
        if self.lagging {
            return;
        }
        self.down.push_back(Down::Frame(frame));
        if self.down.len() > QUEUED_FRAMES_MAX {
            self.down.clear();
            self.lagging = true;
        }
    }

    /// The relay ends it: the person hears of it after what is queued, if at all.
    pub fn end(&mut self, code: Option<u16>) {
        self.relay_holds = false;
        self.lagging = false;
        self.down.extend(code.map(Down::Closed));
    }

    pub fn is_over(&self) -> bool {
        !self.person_holds && !self.relay_holds
    }
}
