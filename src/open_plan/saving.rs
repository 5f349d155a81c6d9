//! The state of saving, as the page tells it: what the relay has, and what this device has.

/// How safe the work on the open plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(clippy::enum_variant_names, reason = "the word the page shows")]
pub enum Saving {
    /// The device's store is being read, or the relay is asked for the first time and nothing waits.
    Opening,
    /// Everything is on the relay's disk.
    Saved,
    /// Connected, waiting for the relay's disk. Zero changes: still comparing.
    Saving {
        /// How many edits wait.
        changes: usize,
    },
    /// No network.
    Offline {
        /// How many edits wait.
        changes: usize,
        /// Where they are.
        kept: Kept,
    },
    /// Connecting, for the first time or again.
    Reconnecting {
        /// How many edits wait.
        changes: usize,
        /// Where they are.
        kept: Kept,
        /// Unix time in milliseconds of the next attempt; in the past while one runs.
        at_ms: u64,
    },
    /// Trying again cannot help: the relay will not have this (revoked link, wrong key, too large).
    Refused {
        /// The WebSocket close code, 4400 to 4499.
        code: u16,
        /// How many edits wait; they are not on the relay.
        changes: usize,
        /// Where they are.
        kept: Kept,
    },
}

/// Where the edits are that the relay does not have. Of several rooms, the greatest counts for all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kept {
    /// All of them are on this device: the transaction that wrote them has completed.
    #[default]
    OnDevice,
    /// Being written.
    Writing,
    /// Only in this tab: the browser gives no store, or writing failed.
    InTabOnly,
}

/// What another room of the plan has that its relay lacks: it counts in what the page says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Beside {
    /// How many edits wait.
    pub changes: usize,
    /// Where they are.
    pub kept: Kept,
    /// The relay will not have them: the close code.
    pub refused: Option<u16>,
}

impl Beside {
    /// Two rooms as one. Whom the relay refuses counts only where something of theirs waits.
    pub fn and(self, other: Self) -> Self {
        let refused = |one: Self| one.refused.filter(|_| one.changes > 0);
        Self {
            changes: self.changes + other.changes,
            kept: self.kept.max(other.kept),
            refused: refused(self).or(refused(other)),
        }
    }
}

/// Puts what the session knows beside what the device knows. `met_relay`: an attempt has come to an end.
pub fn saving(session: &sync::Saving, kept: Kept, met_relay: bool) -> Saving {
    match *session {
        // Nobody has lost a connection that was never there.
        sync::Saving::Reconnecting { changes: 0, .. } if !met_relay => Saving::Opening,
        sync::Saving::Saved => Saving::Saved,
        sync::Saving::Saving { changes } => Saving::Saving { changes },
        sync::Saving::Offline { changes } => Saving::Offline { changes, kept },
        sync::Saving::Reconnecting { changes, at_ms } => Saving::Reconnecting {
            changes,
            kept,
            at_ms,
        },
        sync::Saving::Refused { code, changes } => Saving::Refused {
            code,
            changes,
            kept,
        },
    }
}

/// Counts what waits in other tabs: it stands on this page too.
pub fn with_others(session: sync::Saving, elsewhere: usize) -> sync::Saving {
    if elsewhere == 0 {
        return session;
    }
    match session {
        sync::Saving::Saved => sync::Saving::Saving { changes: elsewhere },
        sync::Saving::Saving { changes } => sync::Saving::Saving {
            changes: changes + elsewhere,
        },
        sync::Saving::Offline { changes } => sync::Saving::Offline {
            changes: changes + elsewhere,
        },
        sync::Saving::Reconnecting { changes, at_ms } => sync::Saving::Reconnecting {
            changes: changes + elsewhere,
            at_ms,
        },
        sync::Saving::Refused { code, changes } => sync::Saving::Refused {
            code,
            changes: changes + elsewhere,
        },
    }
}

/// Counts what waits in another room. Where that room is refused for good, "saving" would be a promise.
pub fn with_beside(session: sync::Saving, beside: Beside) -> sync::Saving {
    let session = with_others(session, beside.changes);
    match (session, beside.refused) {
        (sync::Saving::Saved | sync::Saving::Saving { .. }, Some(code)) if beside.changes > 0 => {
            let changes = beside.changes;
            sync::Saving::Refused { code, changes }
        }
        (session, _) => session,
    }
}

impl Saving {
    /// Closing the tab now would lose something: it is neither on the relay nor on this device.
    pub fn would_lose(&self, kept: Kept) -> bool {
        let changes = match *self {
            Self::Opening | Self::Saved => 0,
            Self::Saving { changes }
            | Self::Offline { changes, .. }
            | Self::Reconnecting { changes, .. }
            | Self::Refused { changes, .. } => changes,
        };
        changes > 0 && kept != Kept::OnDevice
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn only_what_is_nowhere_safe_is_worth_a_warning() {
        let offline = |changes| saving(&sync::Saving::Offline { changes }, Kept::Writing, true);
        assert!(offline(1).would_lose(Kept::Writing));
        assert!(offline(1).would_lose(Kept::InTabOnly));
        assert!(!offline(1).would_lose(Kept::OnDevice));
        assert!(!offline(0).would_lose(Kept::InTabOnly));
        assert!(
            !Saving::Saved.would_lose(Kept::InTabOnly),
            "the relay has it"
        );
        assert!(Saving::Saving { changes: 1 }.would_lose(Kept::Writing));
    }

    #[wasm_bindgen_test]
    fn what_waits_in_another_room_is_not_called_saved() {
        let beside = |changes, refused| Beside {
            changes,
            refused,
            kept: Kept::OnDevice,
        };
        let of = |beside| with_beside(sync::Saving::Saved, beside);
        assert_eq!(of(beside(0, Some(4403))), sync::Saving::Saved);
        assert_eq!(of(beside(2, None)), sync::Saving::Saving { changes: 2 });
        let refused = sync::Saving::Refused {
            code: 4403,
            changes: 2,
        };
        assert_eq!(of(beside(2, Some(4403))), refused);
        let offline = with_beside(sync::Saving::Offline { changes: 1 }, beside(2, None));
        assert_eq!(offline, sync::Saving::Offline { changes: 3 });
        assert!(Kept::InTabOnly > Kept::Writing && Kept::Writing > Kept::OnDevice);
    }

    #[wasm_bindgen_test]
    fn several_rooms_add_up_and_one_that_is_refused_hides_no_other() {
        let beside = |changes, kept, refused| Beside {
            changes,
            kept,
            refused,
        };
        let idle = beside(0, Kept::OnDevice, Some(4403));
        let (busy, stuck) = (
            beside(2, Kept::Writing, None),
            beside(1, Kept::OnDevice, Some(4413)),
        );
        assert_eq!(idle.and(busy), beside(2, Kept::Writing, None));
        assert_eq!(busy.and(stuck), beside(3, Kept::Writing, Some(4413)));
        assert_eq!(stuck.and(idle), stuck);
        let saved = with_beside(sync::Saving::Saved, idle.and(busy));
        assert_eq!(saved, sync::Saving::Saving { changes: 2 });
    }

    #[wasm_bindgen_test]
    fn the_first_attempt_is_no_reconnecting_unless_something_waits() {
        let connecting = |changes, met_relay| {
            let session = sync::Saving::Reconnecting { changes, at_ms: 7 };
            saving(&session, Kept::OnDevice, met_relay)
        };
        let (kept, at_ms) = (Kept::OnDevice, 7);
        assert_eq!(connecting(0, false), Saving::Opening);
        for (changes, met_relay) in [(0, true), (2, false)] {
            let expected = Saving::Reconnecting {
                changes,
                kept,
                at_ms,
            };
            assert_eq!(connecting(changes, met_relay), expected);
        }
    }
}
