//! Finding a phase or a function by typing, or adding one.

use plan::id::TrackId;
use plan::model::TrackKind;
use plan::{Command, Place};

use crate::i18n::*;
use crate::language::I18n;
use crate::state::TrackState;
use crate::ui::Choice;

/// Phases first.
const KINDS: [TrackKind; 2] = [TrackKind::Phase, TrackKind::Function];
/// Longest name in characters.
const NAME_LENGTH_MAX: usize = 200;

/// What can be picked.
#[derive(Debug, Clone, PartialEq)]
pub enum Pick {
    /// One that is there.
    Known(TrackKind, TrackId),
    /// One more.
    New(TrackKind, String),
    /// None of a kind.
    Without(TrackKind),
}

impl Pick {
    /// Kind and track, and the command that adds it under `id` where it is new.
    pub fn resolve(self, id: TrackId) -> (TrackKind, Option<TrackId>, Option<Command>) {
        match self {
            Self::Known(kind, track) => (kind, Some(track), None),
            Self::Without(kind) => (kind, None, None),
            Self::New(kind, name) => {
                let place = Place::Last;
                let added = Command::AddTrack {
                    id,
                    kind,
                    name,
                    place,
                };
                (kind, Some(id), Some(added))
            }
        }
    }
}

/// A kind in words.
pub fn kind_words(i18n: I18n, kind: TrackKind) -> &'static str {
    match kind {
        TrackKind::Phase => t_string!(i18n, tracks.phase),
        TrackKind::Function => t_string!(i18n, tracks.function),
    }
}

/// No track of a kind where nothing was typed, else a new one of that name; with its label and detail.
fn none_or_new(i18n: I18n, kind: TrackKind, name: &str) -> (Pick, String, &'static str) {
    if name.is_empty() {
        let label = match kind {
            TrackKind::Phase => t_string!(i18n, arrange.no_phase),
            TrackKind::Function => t_string!(i18n, arrange.no_function),
        };
        return (Pick::Without(kind), label.to_owned(), "");
    }
    let detail = match kind {
        TrackKind::Phase => t_string!(i18n, tracks.new_phase),
        TrackKind::Function => t_string!(i18n, tracks.new_function),
    };
    (Pick::New(kind, name.to_owned()), name.to_owned(), detail)
}

/// Tracks with these letters, none of a kind, and new ones of that name.
pub fn choices(i18n: I18n, tracks: &[TrackState], query: &str) -> Vec<Choice<Pick>> {
    let wanted = &query.to_lowercase();
    let choice = |value: Pick, label: String, detail: &str| Choice {
        value,
        label,
        detail: detail.to_owned(),
        class: "",
    };
    let known = |kind: TrackKind| {
        let fits = move |track: &&TrackState| {
            track.kind == kind && track.name.to_lowercase().contains(wanted)
        };
        let found = tracks.iter().filter(fits);
        found.map(move |track| {
            let value = Pick::Known(kind, track.id);
            choice(value, track.name.clone(), kind_words(i18n, kind))
        })
    };
    let mut all: Vec<Choice<Pick>> = KINDS.into_iter().flat_map(known).collect();
    let name: String = query.chars().take(NAME_LENGTH_MAX).collect();
    for kind in KINDS {
        let (value, label, detail) = none_or_new(i18n, kind, &name);
        let is_there = tracks
            .iter()
            .any(|track| track.kind == kind && track.name.to_lowercase() == *wanted);
        if name.is_empty() || !is_there {
            all.push(choice(value, label, detail));
        }
    }
    all
}
