//! Fresh ids without randomness of our own: the caller draws one seed.

use plan::id::{ItemId, LinkId, MilestoneId, PersonId, TrackId};

/// A source of ids. The same seed gives the same ids, which is what tests want; a program draws the seed at random.
#[derive(Debug, Clone)]
pub struct Ids(u64);

impl Ids {
    /// A source that starts at `seed`.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// SplitMix64: every state gives another value, so one source never repeats an id.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// An id for a new milestone.
    pub fn milestone(&mut self) -> MilestoneId {
        MilestoneId::from_bits(self.bits())
    }

    /// An id for a new person.
    pub fn person(&mut self) -> PersonId {
        PersonId::from_bits(self.bits())
    }

    /// An id for a new phase or function.
    pub fn track(&mut self) -> TrackId {
        TrackId::from_bits(self.bits())
    }

    /// An id for a new checklist item.
    pub fn item(&mut self) -> ItemId {
        ItemId::from_bits(self.bits())
    }

    /// An id for a new link.
    pub fn link(&mut self) -> LinkId {
        LinkId::from_bits(self.bits())
    }
}
