//! The plan document. The only place that opens transactions on it.

use yrs::{Doc, ReadTxn, StateVector, Transact, Update, updates::encoder::Encode};

pub use crate::{
    bytes::Malformed,
    outcome::{Applied, Merged, TextChange},
};
use crate::{
    bytes::{decode, encode_from, new_doc, writers_since},
    command::{Command, Countable, Draft, Limit, Refused, check, inverse, perform},
    events::Events,
    limits::BATCH_MAX,
    model::{Plan, Session},
    outcome::{changed_texts, shown_before, text_changes},
    reach::Reach,
    read::{Changed, Roots, Rows, Tables, assemble, update},
    schema,
    write::{Writer, scalars::write_session},
};

/// Marks transactions of this session, so that their own text changes do not move its cursor.
pub(crate) const LOCAL: &str = "local";

/// An update larger than this is read by reading everything: yrs sorts its events by path, which takes longer.
const BULK_BYTES: usize = 16 * 1024;

/// A plan document of one session.
///
/// Reading is kept up to date after every change, entry by entry, so [`PlanDoc::plan`] costs nothing.
pub struct PlanDoc {
    doc: Doc,
    roots: Roots,
    tables: Tables,
    draft: Draft,
    events: Events,
    pub(crate) reach: Reach,
    session: Option<Session>,
    session_written: bool,
    /// At least as many bytes as the encoded document has.
    pub(crate) bytes_bound: usize,
}

impl PlanDoc {
    /// An empty document; `client` is fresh and random each time a document is opened, below 2^53.
    pub fn new(client: u64) -> Self {
        let doc = new_doc(client);
        let roots = Roots::of(&doc);
        let events = Events::observe(&roots);
        let tables = Tables::read(&doc.transact(), &roots);
        let draft = Draft::of(assemble(&tables));
        Self {
            doc,
            roots,
            tables,
            draft,
            events,
            reach: Reach::All,
            session: None,
            session_written: false,
            bytes_bound: 0,
        }
    }

    /// The id under which this session writes.
    pub fn client_id(&self) -> u64 {
        self.doc.client_id().get()
    }

    /// Who writes here; goes into the document with the next change, never by itself.
    pub fn set_session(&mut self, session: Session) {
        self.session_written &= self.session.as_ref() == Some(&session);
        self.session = Some(session);
    }

    /// The plan as it is, whatever bytes the document holds.
    pub fn read(&self) -> Plan {
        self.draft.plan.clone()
    }

    /// [`PlanDoc::read`] without a copy.
    pub fn plan(&self) -> &Plan {
        &self.draft.plan
    }

    /// Reads everything from the document again. Equal to [`PlanDoc::plan`]: tests and repair pages compare.
    pub fn read_afresh(&self) -> Plan {
        assemble(&Tables::read(&self.doc.transact(), &self.roots))
    }

    /// Whether commands can be applied; [`Refused::NewerFormat`] otherwise.
    ///
    /// # Errors
    /// A newer build wrote the document.
    pub fn writable(&self) -> Result<(), Refused> {
        let (found, known) = (self.draft.plan.version, schema::VERSION);
        if found > known {
            Err(Refused::NewerFormat { found, known })
        } else {
            Ok(())
        }
    }

    /// Checks the command, then writes it in one transaction.
    ///
    /// # Errors
    /// A refused command names the rule and has written nothing.
    pub fn apply(&mut self, command: &Command) -> Result<Applied, Refused> {
        self.writable()?;
        self.check_size()?;
        let undo = self.check(command)?;
        let update = self.write(command);
        if update.is_empty() {
            return Ok(Applied {
                update,
                undo: Command::nothing(),
            });
        }
        self.bytes_bound += update.len();
        self.take_in();
        Ok(Applied { update, undo })
    }

    /// Checks the command as [`PlanDoc::apply`] would, without writing: for buttons that say why they are off.
    ///
    /// # Errors
    /// The rule that stands against it.
    pub fn would_refuse(&self, command: &Command) -> Result<(), Refused> {
        self.writable()?;
        self.check(command).map(drop)
    }

    /// Merges an update v1 that came from elsewhere.
    ///
    /// # Errors
    /// Bytes that are no update.
    pub fn merge(&mut self, update: &[u8]) -> Result<Merged, Malformed> {
        let decoded = decode(update)?;
        self.bytes_bound += update.len();
        if update.len() > BULK_BYTES {
            return self.merge_bulk(decoded);
        }
        let result = self.doc.transact_mut().apply_update(decoded);
        let merged = self.take_in();
        result.map_err(|error| Malformed(error.to_string()))?;
        Ok(merged)
    }

    /// Reads everything afterwards, instead of listening to each part.
    fn merge_bulk(&mut self, update: Update) -> Result<Merged, Malformed> {
        self.events.detach(&self.roots);
        let result = self.doc.transact_mut().apply_update(update);
        self.events.attach(&self.roots);
        self.tables = Tables::read(&self.doc.transact(), &self.roots);
        let before = std::mem::replace(&mut self.draft, Draft::of(assemble(&self.tables)));
        (self.reach, self.session_written) = (Reach::All, self.wrote_session());
        result.map_err(|error| Malformed(error.to_string()))?;
        let texts = changed_texts(&before, &self.draft);
        Ok(Merged {
            changed: before.plan != self.draft.plan,
            texts,
        })
    }

    /// What this document knows, encoded v1.
    pub fn state_vector(&self) -> Vec<u8> {
        self.doc.transact().state_vector().encode_v1()
    }

    /// The client ids under which something was added that the holder of that state vector (encoded v1) lacks, sorted.
    /// Deletions alone name nobody; bytes that are no state vector name nobody either.
    pub fn writers_since(&self, state_vector: &[u8]) -> Vec<u64> {
        writers_since(&self.doc, state_vector)
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

    /// Checks a command. Returns the inverse.
    fn check(&self, command: &Command) -> Result<Command, Refused> {
        let mut inverses = self.inverses(command)?;
        if !matches!(command, Command::Batch(_)) {
            return Ok(inverses.pop().expect("one command has one inverse"));
        }
        inverses.reverse();
        Ok(Command::Batch(inverses))
    }

    /// Checks a command, or each of a batch on what the ones before it leave. Returns the inverse of each, in order.
    pub(crate) fn inverses(&self, command: &Command) -> Result<Vec<Command>, Refused> {
        if !matches!(command, Command::Batch(_)) {
            check(&self.draft, command)?;
            return Ok(vec![inverse(&self.draft, command)]);
        }
        let commands = command.flat();
        if commands.len() > BATCH_MAX {
            let what = Countable::CommandsInBatch;
            return Err(Refused::TooMany(Limit {
                what,
                max: BATCH_MAX,
            }));
        }
        let mut draft = self.draft.clone();
        let mut inverses = Vec::with_capacity(commands.len());
        for each in commands {
            check(&draft, each)?;
            inverses.push(inverse(&draft, each));
            perform(&mut draft, each, self.client_id());
        }
        Ok(inverses)
    }

    /// One command is one transaction, and one update on the wire; no bytes where nothing changed.
    fn write(&self, command: &Command) -> Vec<u8> {
        let client = self.client_id();
        let mut writer = Writer::new(self.doc.transact_mut_with(LOCAL), &self.roots, client);
        if matches!(command, Command::Batch(_)) {
            let mut draft = self.draft.clone();
            for each in command.flat() {
                writer.write(&draft, each);
                perform(&mut draft, each, client);
            }
        } else {
            writer.write(&self.draft, command);
        }
        let mut txn = writer.txn;
        if !txn.has_changes() {
            return Vec::new();
        }
        if !self.session_written {
            let (scalars, sessions) = (
                self.roots.map(schema::root::PLAN),
                self.roots.map(schema::root::SESSIONS),
            );
            write_session(&mut txn, scalars, sessions, client, self.session.as_ref());
        }
        txn.commit();
        txn.encode_update_v1()
    }

    /// Reads again what the last transaction changed.
    fn take_in(&mut self) -> Merged {
        let events = self.events.take();
        if events.is_empty() {
            return Merged::default();
        }
        let before = shown_before(&self.draft, &events.texts);
        let mut changed = Changed::default();
        let txn = self.doc.transact();
        for (root, key) in &events.entries {
            self.tables.refresh(&txn, &self.roots, root, key);
            changed.touch(root, key);
        }
        if events.root_texts {
            self.tables.read_texts(&txn, &self.roots);
            changed.roots.insert(schema::root::TITLE);
        }
        drop(txn);
        let rows = update(&mut self.draft.plan, &mut self.tables, &changed);
        if rows != Rows::Stand {
            self.draft.index();
        }
        self.reach.grow(changed, rows);
        self.session_written |= self.wrote_session();
        Merged {
            changed: true,
            texts: text_changes(&self.draft, events.texts, before),
        }
    }

    fn wrote_session(&self) -> bool {
        let written = self.draft.plan.sessions.get(&self.client_id());
        self.session.is_none() || written == self.session.as_ref()
    }
}
