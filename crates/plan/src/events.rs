//! What a transaction touched, by root and key, so that only that is read again.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use yrs::{
    Any, DeepObservable, GetString, Observable, Out, Text, TransactionMut,
    types::{Delta as YDelta, Event, PathSegment},
};

use crate::{
    command::TextField,
    doc::LOCAL,
    id::MilestoneId,
    read::{Changed, Roots},
    schema::root,
    text::{Delta, length_utf16},
    write::texts::field_at,
};

/// A change of a text that came from elsewhere.
#[derive(Debug)]
pub(crate) struct TextEvent {
    pub(crate) field: TextField,
    /// `None` where the text holds more than characters: then offsets must be found by comparing.
    pub(crate) delta: Option<Vec<Delta>>,
}

/// What one transaction touched.
#[derive(Debug, Default)]
pub(crate) struct Touched {
    pub(crate) entries: BTreeSet<(&'static str, String)>,
    pub(crate) root_texts: bool,
    pub(crate) texts: Vec<TextEvent>,
}

impl Touched {
    pub(crate) fn is_empty(&self) -> bool {
        self.entries.is_empty() && !self.root_texts
    }
}

/// Collects from the document's observers, which run while a transaction commits.
pub(crate) struct Events(Arc<Mutex<Touched>>);

impl Events {
    pub(crate) fn observe(roots: &Roots) -> Self {
        let events = Self(Arc::default());
        events.attach(roots);
        events
    }

    /// Listens. Nothing is listened to twice: the same name replaces.
    pub(crate) fn attach(&self, roots: &Roots) {
        for (name, map) in roots.maps() {
            let touched = Arc::clone(&self.0);
            map.observe_deep(LOCAL, move |txn, events| {
                let mut touched = lock(&touched);
                for event in events.iter() {
                    touch_entry(&mut touched, txn, name, event);
                }
            });
        }
        for (text, field) in roots.texts() {
            let touched = Arc::clone(&self.0);
            text.observe(LOCAL, move |txn, event| {
                let mut touched = lock(&touched);
                touched.root_texts = true;
                touch_text(&mut touched, txn, field, event);
            });
        }
    }

    /// Stops listening: for a change so large that reading everything is cheaper than hearing of each part.
    pub(crate) fn detach(&self, roots: &Roots) {
        for (_, map) in roots.maps() {
            map.unobserve_deep(LOCAL);
        }
        for (text, _) in roots.texts() {
            text.unobserve(LOCAL);
        }
    }

    /// What was touched since the last time.
    pub(crate) fn take(&self) -> Touched {
        std::mem::take(&mut *lock(&self.0))
    }
}

/// A panic elsewhere leaves the collection as good as it was.
fn lock(touched: &Mutex<Touched>) -> MutexGuard<'_, Touched> {
    touched.lock().unwrap_or_else(PoisonError::into_inner)
}

fn touch_entry(touched: &mut Touched, txn: &TransactionMut, name: &'static str, event: &Event) {
    let path = event.path();
    match path.front() {
        Some(PathSegment::Key(id)) => {
            touched.entries.insert((name, id.to_string()));
            if let (Event::Text(text), Some(PathSegment::Key(field)), 2) =
                (event, path.get(1), path.len())
                && let Some(field) = field_at(name, id, field)
            {
                touch_text(touched, txn, field, text);
            }
        }
        _ => {
            if let Event::Map(map) = event {
                let keys = map.keys(txn).keys();
                touched
                    .entries
                    .extend(keys.map(|key| (name, key.to_string())));
            }
        }
    }
}

fn touch_text(
    touched: &mut Touched,
    txn: &TransactionMut,
    field: TextField,
    event: &yrs::types::text::TextEvent,
) {
    let local = txn
        .origin()
        .is_some_and(|origin| origin.as_ref() == LOCAL.as_bytes());
    if local {
        return;
    }
    let text = event.target();
    let only_characters = text.len(txn) == length_utf16(&text.get_string(txn));
    let delta = only_characters
        .then(|| event.delta(txn).iter().map(piece).collect())
        .flatten();
    touched.texts.push(TextEvent { field, delta });
}

/// `None` for what is no character.
fn piece(delta: &YDelta) -> Option<Delta> {
    Some(match delta {
        YDelta::Inserted(Out::Any(Any::String(text)), _) => Delta::Insert(text.to_string()),
        YDelta::Inserted(..) => return None,
        YDelta::Deleted(count) => Delta::Delete(*count),
        YDelta::Retain(count, _) => Delta::Retain(*count),
    })
}

impl Changed {
    /// Notes what an entry belongs to.
    pub(crate) fn touch(&mut self, root: &'static str, key: &str) {
        match root {
            root::MILESTONES => self.milestones.extend(key.parse::<MilestoneId>()),
            root::OWNERS | root::LINKS | root::CHECKLIST => {
                let (milestone, _) = key
                    .split_once(crate::schema::SEPARATOR)
                    .unwrap_or((key, ""));
                self.milestones.extend(milestone.parse::<MilestoneId>());
                self.roots.insert(root);
            }
            _ => drop(self.roots.insert(root)),
        }
    }
}
