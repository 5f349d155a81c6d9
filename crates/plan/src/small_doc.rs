//! What the talk document and the side documents have in common: small, read whole after each change.

use yrs::{
    Doc, MapRef, ReadTxn, StateVector, Transact, Transaction, TransactionMut,
    updates::encoder::Encode,
};

use crate::{
    bytes::{Malformed, decode, encode_from, new_doc},
    command::{Countable, Limit, Refused},
    doc::LOCAL,
    limits::{BATCH_MAX, DOCUMENT_BYTES_MAX},
    model::Session,
    schema,
    text::{Delta, delta_between},
    write::scalars::write_session,
};

/// One kind of small document: what it holds, and what can be done to it.
pub trait Kind: 'static {
    /// The document as a value.
    type Value: Clone + Default + PartialEq + Send + Sync + 'static;
    /// What a person can do.
    type Command: Clone;
    /// Its shared texts.
    type Text: Copy + PartialEq;
    /// Its root types.
    type Roots;

    /// Declares the roots; that writes nothing.
    fn roots(doc: &Doc) -> Self::Roots;
    /// The map with the version, and the map of sessions.
    fn session_maps(roots: &Self::Roots) -> (&MapRef, &MapRef);
    /// The document as it is, and the version of its format.
    fn read(txn: &Transaction, roots: &Self::Roots) -> (Self::Value, u32);
    /// All shared texts with what stands in them.
    fn texts(value: &Self::Value) -> Vec<(Self::Text, &str)>;
    /// The commands of a batch; `None` for a single command.
    fn batch(command: &Self::Command) -> Option<&[Self::Command]>;
    /// All of them or none.
    fn as_batch(commands: Vec<Self::Command>) -> Self::Command;
    /// Whether a single command may be carried out.
    ///
    /// # Errors
    /// The rule that stands against it.
    fn check(value: &Self::Value, command: &Self::Command) -> Result<(), Refused>;
    /// What takes a single command back.
    fn inverse(value: &Self::Value, command: &Self::Command) -> Self::Command;
    /// Writes a single, checked command.
    fn write(
        txn: &mut TransactionMut,
        roots: &Self::Roots,
        value: &Self::Value,
        command: &Self::Command,
        client: u64,
    );
}

/// A document of one session that is read whole after each change.
pub struct SmallDoc<K: Kind> {
    doc: Doc,
    roots: K::Roots,
    value: K::Value,
    version: u32,
    session: Option<Session>,
    session_written: bool,
    bytes_bound: usize,
}

/// What a command did.
#[derive(Debug, Clone, PartialEq)]
pub struct SmallApplied<C> {
    /// Bytes for the wire (update v1); empty if nothing changed.
    pub update: Vec<u8>,
    /// The inverse; an empty batch where nothing changed.
    pub undo: C,
}

/// What a foreign update did.
#[derive(Debug, Clone, PartialEq)]
pub struct SmallMerged<T> {
    /// Something that can be read has changed.
    pub changed: bool,
    /// Changes of texts in UTF-16 units, for cursors.
    pub texts: Vec<(T, Vec<Delta>)>,
}

impl<K: Kind> SmallDoc<K> {
    /// An empty document; `client` is fresh and random each time a document is opened, below 2^53.
    pub fn new(client: u64) -> Self {
        let doc = new_doc(client);
        let roots = K::roots(&doc);
        let (value, version) = K::read(&doc.transact(), &roots);
        let (session, session_written) = (None, false);
        Self {
            doc,
            roots,
            value,
            version,
            session,
            session_written,
            bytes_bound: 0,
        }
    }

    /// The id under which this session writes.
    pub fn client_id(&self) -> u64 {
        self.doc.client_id().get()
    }

    /// Who writes here; goes into the document with the next change, never by itself.
    pub fn set_session(&mut self, session: Session) {
        self.session = Some(session);
        self.session_written = false;
    }

    /// The document as it is, whatever bytes it holds.
    pub fn read(&self) -> K::Value {
        self.value.clone()
    }

    /// [`SmallDoc::read`] without a copy.
    pub fn value(&self) -> &K::Value {
        &self.value
    }

    /// Checks the command, then writes it in one transaction.
    ///
    /// # Errors
    /// A refused command names the rule and has written nothing.
    pub fn apply(&mut self, command: &K::Command) -> Result<SmallApplied<K::Command>, Refused> {
        let (found, known) = (self.version, schema::VERSION);
        if found > known {
            return Err(Refused::NewerFormat { found, known });
        }
        self.check_size()?;
        let commands = flat::<K>(command);
        if commands.len() > BATCH_MAX {
            return Err(Refused::TooMany(Limit {
                what: Countable::CommandsInBatch,
                max: BATCH_MAX,
            }));
        }
        let steps = self.rehearse(&commands)?;
        let update = self.write(&steps, &commands);
        if update.is_empty() {
            return Ok(SmallApplied {
                update,
                undo: K::as_batch(Vec::new()),
            });
        }
        let steps = steps.iter().zip(&commands).rev();
        let undo = K::as_batch(
            steps
                .map(|(value, command)| K::inverse(value, command))
                .collect(),
        );
        self.bytes_bound += update.len();
        self.take_in();
        Ok(SmallApplied { update, undo })
    }

    /// One transaction, one update; no bytes where nothing changed.
    fn write(&mut self, steps: &[K::Value], commands: &[K::Command]) -> Vec<u8> {
        let client = self.client_id();
        let mut txn = self.doc.transact_mut_with(LOCAL);
        for (value, command) in steps.iter().zip(commands) {
            K::write(&mut txn, &self.roots, value, command, client);
        }
        if !txn.has_changes() {
            return Vec::new();
        }
        if !self.session_written {
            let (scalars, sessions) = K::session_maps(&self.roots);
            write_session(&mut txn, scalars, sessions, client, self.session.as_ref());
            self.session_written = true;
        }
        txn.commit();
        txn.encode_update_v1()
    }

    /// The value before each command, all checked. Several are tried on a copy first, so that none is written if one
    /// of them is refused.
    fn rehearse(&self, commands: &[K::Command]) -> Result<Vec<K::Value>, Refused> {
        let mut steps = vec![self.value.clone()];
        let mut copy: Option<Self> = None;
        for (at, command) in commands.iter().enumerate() {
            let value = copy.as_ref().map_or(&self.value, |copy| &copy.value);
            K::check(value, command)?;
            if at + 1 == commands.len() {
                break;
            }
            let copy = copy.get_or_insert_with(|| {
                let mut copy = Self::new(self.client_id());
                // Our own bytes: they were encoded a moment ago.
                let _ = copy.merge(&self.encode());
                copy
            });
            let client = copy.client_id();
            let mut txn = copy.doc.transact_mut();
            K::write(&mut txn, &copy.roots, &copy.value, command, client);
            drop(txn);
            copy.take_in();
            steps.push(copy.value.clone());
        }
        Ok(steps)
    }

    /// Merges an update v1 that came from elsewhere.
    ///
    /// # Errors
    /// Bytes that are no update.
    pub fn merge(&mut self, update: &[u8]) -> Result<SmallMerged<K::Text>, Malformed> {
        let decoded = decode(update)?;
        let result = self.doc.transact_mut().apply_update(decoded);
        self.bytes_bound += update.len();
        let before = self.value.clone();
        self.take_in();
        result.map_err(|error| Malformed(error.to_string()))?;
        let texts = text_changes::<K>(&before, &self.value);
        Ok(SmallMerged {
            changed: before != self.value,
            texts,
        })
    }

    /// What this document knows, encoded v1.
    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// What the holder of that state vector lacks, the whole delete set included.
    ///
    /// # Errors
    /// Bytes that are no state vector.
    pub fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Malformed> {
        encode_from(&self.doc, state_vector)
    }

    /// The whole state as update v1, pending updates included.
    pub fn encode(&self) -> Vec<u8> {
        self.doc
            .transact()
            .encode_state_as_update_v1(&StateVector::default())
    }

    fn take_in(&mut self) {
        (self.value, self.version) = K::read(&self.doc.transact(), &self.roots);
    }

    fn check_size(&mut self) -> Result<(), Refused> {
        if self.bytes_bound > DOCUMENT_BYTES_MAX {
            self.bytes_bound = self.encode().len();
        }
        let (what, max) = (Countable::DocumentBytes, DOCUMENT_BYTES_MAX);
        if self.bytes_bound > max {
            Err(Refused::TooMany(Limit { what, max }))
        } else {
            Ok(())
        }
    }
}

fn flat<K: Kind>(command: &K::Command) -> Vec<K::Command> {
    match K::batch(command) {
        Some(commands) => commands.iter().flat_map(flat::<K>).collect(),
        None => vec![command.clone()],
    }
}

fn text_changes<K: Kind>(before: &K::Value, after: &K::Value) -> Vec<(K::Text, Vec<Delta>)> {
    let old = K::texts(before);
    let change = |(field, new): (K::Text, &str)| {
        let (_, old) = old.iter().find(|(each, _)| *each == field)?;
        let delta = delta_between(old, new)?;
        Some((field, delta))
    };
    K::texts(after).into_iter().filter_map(change).collect()
}
