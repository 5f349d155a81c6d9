//! A relay that can be killed: its room, its disk, and what it has not committed.

use std::collections::VecDeque;

use sync::{Document, Frame, Replica, Room, RoomInput, RoomOutput};

use crate::random::Random;

/// What survives a kill: a snapshot, and the updates since.
#[derive(Default)]
pub struct Disk {
    snapshot: Option<Vec<u8>>,
    log: Vec<Frame>,
}

impl Disk {
    pub fn load(&self, client: u64) -> Document {
        let mut document = Document::new(client);
        let updates = self
            .snapshot
            .iter()
            .map(Vec::as_slice)
            .chain(self.log.iter().map(AsRef::as_ref));
        for update in updates {
            document
                .apply(update)
                .expect("the disk holds validated bytes");
        }
        document
    }

    /// Writes a snapshot beside the log; killed in between, both are there.
    pub fn compact(&mut self, client: u64, killed_in_between: bool) {
        self.snapshot = Some(self.load(client).encode().to_vec());
        if !killed_in_between {
            self.log.clear();
        }
    }

    pub fn entries(&self) -> usize {
        self.log.len()
    }
}

/// One life of the relay, from start to kill.
pub struct Relay {
    pub room: Room,
    uncommitted: VecDeque<(u64, Frame)>,
}

impl Relay {
    pub fn start(disk: &Disk, client: u64) -> Self {
        Self {
            room: Room::new(disk.load(client)),
            uncommitted: VecDeque::new(),
        }
    }

    /// One step of the room; keeps what it wants stored, hands on the rest.
    pub fn step(&mut self, now_ms: u64, input: RoomInput) -> Vec<RoomOutput> {
        let mut outputs = self.room.step(now_ms, input);
        outputs.retain(|output| match output {
            RoomOutput::Persist { seq, bytes, .. } => {
                self.uncommitted.push_back((*seq, bytes.clone()));
                false
            }
            RoomOutput::Broken => panic!("nothing here is hostile"),
            _ => true,
        });
        outputs
    }

    pub fn uncommitted(&self) -> usize {
        self.uncommitted.len()
    }

    /// A group commit: some of what waits, in order, then says so.
    pub fn commit(
        &mut self,
        now_ms: u64,
        disk: &mut Disk,
        random: &mut Random,
    ) -> (Vec<Frame>, Vec<RoomOutput>) {
        let count = 1 + random.below(self.uncommitted.len());
        let group: Vec<_> = self.uncommitted.drain(..count).collect();
        let seq = group.last().map_or(0, |(seq, _)| *seq);
        let bytes: Vec<Frame> = group.into_iter().map(|(_, bytes)| bytes).collect();
        disk.log.extend(bytes.iter().cloned());
        (bytes, self.step(now_ms, RoomInput::Committed { seq }))
    }
}
