//! Several commands as one.

use super::Command;

impl Command {
    /// The command that does nothing.
    pub const fn nothing() -> Self {
        Self::Batch(Vec::new())
    }

    /// The commands in it, in order, without batches.
    pub fn flat(&self) -> Vec<&Self> {
        let mut flat = Vec::new();
        self.flatten(&mut flat);
        flat
    }

    fn flatten<'a>(&'a self, into: &mut Vec<&'a Self>) {
        match self {
            Self::Batch(commands) => commands.iter().for_each(|each| each.flatten(into)),
            other => into.push(other),
        }
    }

    /// Nothing is in it.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Batch(commands) if commands.iter().all(Self::is_nothing))
    }
}
