//! The dependencies of all rows, when all titles are known.

use plan::{id::MilestoneId, model::Dependency};

use super::{
    Field,
    dependencies::{Found, wanted},
    importer::Importer,
};
use crate::report::What;

impl Importer<'_> {
    pub fn dependencies(&mut self) {
        let Some(column) = self.table.mapping.column(Field::DependsOn) else {
            return;
        };
        let header = self.table.mapping.columns[column].header.clone();
        for (successor, cell, whole, row) in std::mem::take(&mut self.depends) {
            if whole {
                let kept = |d: &Dependency| {
                    d.successor != successor || !self.seen.contains(&d.predecessor)
                };
                self.table.plan.dependencies.retain(kept);
            }
            let mut lost = Vec::new();
            for want in wanted(&cell) {
                let (predecessor, what) = self.predecessor(&want.text, successor);
                if let Some(What::NoPredecessor { text }) = &what {
                    lost.push(format!("{header}: {text}"));
                }
                let dependency = predecessor.map(|predecessor| Dependency {
                    predecessor,
                    successor,
                    kind: want.kind,
                    lag_days: want.lag_days,
                    policy: want.policy,
                });
                let what = dependency.and_then(|d| self.depend(d, &want.text)).or(what);
                let remark = what.map(|what| what.at(&header));
                self.report.rows[row].remarks.extend(remark);
            }
            self.note(successor, &lost);
        }
    }

    /// The milestone that a cell names, and what is to be said about it.
    fn predecessor(
        &self,
        text: &str,
        successor: MilestoneId,
    ) -> (Option<MilestoneId>, Option<What>) {
        let text = text.to_owned();
        match self.index.find(&text) {
            Found::Surely(id) if id == successor => (None, Some(What::DependsOnItself)),
            Found::Surely(id) => (Some(id), None),
            Found::Nearly(id, title) if id != successor => {
                (Some(id), Some(What::PredecessorGuessed { text, title }))
            }
            Found::Nearly(..) | Found::No => (None, Some(What::NoPredecessor { text })),
        }
    }

    /// Adds a dependency; the same pair and kind twice is one.
    fn depend(&mut self, dependency: Dependency, text: &str) -> Option<What> {
        let same = |d: &&mut Dependency| {
            (d.predecessor, d.successor, d.kind)
                == (
                    dependency.predecessor,
                    dependency.successor,
                    dependency.kind,
                )
        };
        match self.table.plan.dependencies.iter_mut().find(same) {
            Some(known) if *known == dependency => None,
            Some(known) if self.updating => {
                *known = dependency;
                None
            }
            Some(_) => Some(What::DependencyTwice {
                text: text.to_owned(),
            }),
            None => {
                self.table.plan.dependencies.push(dependency);
                None
            }
        }
    }

    fn note(&mut self, id: MilestoneId, lines: &[String]) {
        let Some(milestone) = self.table.plan.milestones.iter_mut().find(|m| m.id == id) else {
            return;
        };
        for line in lines
            .iter()
            .filter(|line| !milestone.notes.contains(line.as_str()))
            .collect::<Vec<_>>()
        {
            if !milestone.notes.is_empty() {
                milestone.notes.push('\n');
            }
            milestone.notes.push_str(line);
        }
    }
}
