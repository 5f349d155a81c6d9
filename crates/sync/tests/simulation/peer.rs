//! A person with a document, a session and a device that keeps what they did.

use std::sync::Arc;

use sync::{Access, Document, Replica, Session};
use yrs::StateVector;
use yrs::updates::decoder::Decode;

use crate::edit::Edit;
use crate::random::Random;

/// What a device keeps over a crash of the tab.
#[derive(Default)]
struct Device {
    state: Vec<Vec<u8>>,
    unsaved: usize,
}

pub struct Peer {
    pub name: String,
    pub access: Access,
    pub document: Document,
    pub session: Session,
    device: Device,
    /// Every update that this person made, in order, over all crashes.
    pub made: Vec<Vec<u8>>,
    /// How many of them were seen to be on the relay's disk once acknowledged.
    pub verified: usize,
    /// Shows presence in this life.
    pub present: bool,
    /// Others' updates arrived that the device has not written down.
    pub heard: bool,
    /// A careless client: its device may keep own edits without what they stand on.
    careless: bool,
    undo: Vec<Edit>,
    edits: usize,
}

impl Peer {
    pub fn new(name: String, access: Access, random: &mut Random) -> Self {
        let client = random.client_id();
        Self {
            name,
            access,
            document: Document::new(client),
            session: Session::new(0, random.next(), client, 0),
            device: Device::default(),
            made: Vec::new(),
            verified: 0,
            present: false,
            heard: false,
            careless: random.chance(30),
            undo: Vec::new(),
            edits: 0,
        }
    }

    /// An edit of their own, kept on the device before it is sent; its update, if it changed anything.
    pub fn edit(&mut self, random: &mut Random) -> Option<(Edit, Vec<u8>)> {
        self.edits += 1;
        let undone = if random.chance(20) {
            self.undo.pop()
        } else {
            None
        };
        let undoes = undone.is_some();
        let tag = format!("{}{}", self.name, self.edits);
        let edit = undone.unwrap_or_else(|| Edit::random(random, &tag));
        if !self.careless && std::mem::take(&mut self.heard) {
            self.device.state = vec![self.document.encode().to_vec()];
        }
        let (update, inverse) = edit.apply(&mut self.document)?;
        if !undoes {
            self.undo.extend(inverse);
        }
        self.device.state.push(update.clone());
        self.device.unsaved = self.session.unsaved() + 1; // one write with the edit
        self.made.push(update.clone());
        Some((edit, update))
    }

    /// The device writes down what came from others and how much is unsaved, when it gets to it.
    pub fn keep(&mut self) {
        self.device.state = vec![self.document.encode().to_vec()];
        self.device.unsaved = self.session.unsaved();
        self.heard = false;
    }

    /// The tab dies and is opened again: same device, fresh client id.
    pub fn crash(&mut self, now_ms: u64, random: &mut Random) {
        let client = random.client_id();
        self.document = Document::new(client);
        for update in &self.device.state {
            self.document
                .apply(update)
                .expect("the device holds what was applied");
        }
        self.session = Session::new(now_ms, random.next(), client, self.device.unsaved);
        (self.present, self.heard) = (false, false);
        self.undo.clear();
    }

    /// How many of the own updates the session holds to be on the relay's disk.
    pub fn acknowledged(&self) -> usize {
        self.made.len() - self.session.unsaved()
    }

    /// Whether this person's document has seen a write.
    pub fn has_seen(&self, write: &Write) -> bool {
        let state_vector =
            StateVector::decode_v1(&self.document.state_vector()).expect("own bytes");
        state_vector.get(&yrs::block::ClientID::new(write.client)) >= write.clock
    }

    /// The last operation of this document, as others will see it.
    pub fn last_write(&self, author: usize) -> Write {
        let client = self.document.client_id();
        let state_vector =
            StateVector::decode_v1(&self.document.state_vector()).expect("own bytes");
        Write {
            author,
            client,
            clock: state_vector.get(&yrs::block::ClientID::new(client)),
        }
    }
}

/// Who wrote a key, and what one must have seen to have seen it.
#[derive(Clone, Copy)]
pub struct Write {
    pub author: usize,
    pub client: u64,
    pub clock: u32,
}

/// Two sides, a viewer, and a stock client that knows no counts.
pub fn access(number: usize) -> Access {
    let link: Arc<str> = ["seller", "buyer", "buyer", "viewer", "stock"][number % 5].into();
    Access {
        may_write: &*link != "viewer",
        side: Some(
            if &*link == "seller" {
                "seller"
            } else {
                "buyer"
            }
            .into(),
        ),
        name: None,
        counts: &*link != "stock",
        link,
    }
}
