//! What happened in a run, to show that it was not nothing.

/// How often things happened, to show that they did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub edits: usize,
    /// A key was written by someone who had not seen another's write of it.
    pub conflicts: usize,
    pub deletions_alone: usize,
    pub breaks: usize,
    pub crashes: usize,
    pub kills: usize,
    pub lost_uncommitted: usize,
    pub compactions: usize,
    pub resyncs: usize,
    pub duplicates: usize,
    pub late_frames: usize,
    pub acknowledged: usize,
}

impl Counts {
    /// Each by name, with the least that a thousand runs must show.
    pub fn listed(&self) -> [(&'static str, usize, usize); 12] {
        [
            ("edits", self.edits, 50_000),
            ("conflicts", self.conflicts, 5_000),
            ("deletions alone", self.deletions_alone, 5_000),
            ("breaks", self.breaks, 3_000),
            ("crashes", self.crashes, 3_000),
            ("kills", self.kills, 1_000),
            ("lost uncommitted", self.lost_uncommitted, 1_000),
            ("compactions", self.compactions, 2_000),
            ("resyncs", self.resyncs, 300),
            ("duplicates", self.duplicates, 1_000),
            ("late frames", self.late_frames, 1_000),
            ("acknowledged", self.acknowledged, 30_000),
        ]
    }

    pub fn plus(self, other: Self) -> Self {
        Self {
            edits: self.edits + other.edits,
            conflicts: self.conflicts + other.conflicts,
            deletions_alone: self.deletions_alone + other.deletions_alone,
            breaks: self.breaks + other.breaks,
            crashes: self.crashes + other.crashes,
            kills: self.kills + other.kills,
            lost_uncommitted: self.lost_uncommitted + other.lost_uncommitted,
            compactions: self.compactions + other.compactions,
            resyncs: self.resyncs + other.resyncs,
            duplicates: self.duplicates + other.duplicates,
            late_frames: self.late_frames + other.late_frames,
            acknowledged: self.acknowledged + other.acknowledged,
        }
    }
}
