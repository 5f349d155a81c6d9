//! One row becomes, or changes, one milestone. What a cell says that we cannot use goes to the notes.

mod dates;
mod status;

use plan::{
    id::PersonId,
    model::{Milestone, MilestoneKind, Plan, TrackKind},
};

use super::{Field, Mapping, cells, people::Names};
use crate::{
    dates::Context,
    ids::Ids,
    limits::{LINE_LENGTH_MAX, PROSE_LENGTH_MAX, cut},
    people,
    report::{Remark, What},
    sheet::Row,
    text::{folded, squeezed},
};

/// What all rows share.
pub(super) struct Table<'a> {
    pub mapping: &'a Mapping,
    pub context: Context,
    pub names: Names,
    pub ids: Ids,
    pub plan: Plan,
}

/// One row on its way into a milestone.
pub(super) struct Reading<'a, 't> {
    pub table: &'a mut Table<'t>,
    pub row: &'a Row,
    pub milestone: Milestone,
    /// The row speaks for the whole milestone (it names its id): an empty cell empties the field.
    pub whole: bool,
    pub remarks: Vec<Remark>,
    leftovers: Vec<String>,
}

impl<'a, 't> Reading<'a, 't> {
    pub fn new(table: &'a mut Table<'t>, row: &'a Row, milestone: Milestone, whole: bool) -> Self {
        Self {
            table,
            row,
            milestone,
            whole,
            remarks: Vec::new(),
            leftovers: Vec::new(),
        }
    }

    /// Reads every cell.
    pub fn run(mut self) -> (Milestone, Vec<Remark>) {
        self.texts();
        self.owners();
        self.dates();
        self.effort();
        self.status();
        self.tracks();
        self.lists();
        self.notes();
        (self.milestone, self.remarks)
    }

    fn header(&self, field: Field) -> String {
        let column = self.table.mapping.column(field);
        column.map_or(String::new(), |at| {
            self.table.mapping.columns[at].header.clone()
        })
    }

    /// The cell of a field: `None` when there is nothing to do, "" when the field is to be emptied.
    fn cell(&self, field: Field) -> Option<&'a str> {
        let column = self.table.mapping.column(field)?;
        let cell = self.row.cell(column);
        (!cell.is_empty() || self.whole).then_some(cell)
    }

    fn remark(&mut self, field: Field, what: What) {
        let remark = what.at(&self.header(field));
        self.remarks.push(remark);
    }

    fn leave_over(&mut self, field: Field, text: &str) {
        let header = self.header(field);
        self.leftovers.push(format!("{header}: {}", squeezed(text)));
    }

    fn cut(&mut self, field: Field, text: &str, most: usize) -> String {
        let mut text = text.to_owned();
        if cut(&mut text, most) {
            self.remark(
                field,
                What::TooLong {
                    characters_most: most,
                },
            );
        }
        text
    }

    fn kind(&mut self) {
        let cell = self.cell(Field::Kind).unwrap_or("");
        match cells::kind(cell) {
            Some(kind) => self.milestone.kind = kind,
            None if !cell.is_empty() => self.leave_over(Field::Kind, cell),
            None if is_go_live(&self.milestone.title) => {
                self.milestone.kind = MilestoneKind::GoLive;
            }
            None => {}
        }
    }

    fn texts(&mut self) {
        if let Some(cell) = self.cell(Field::Title)
            && !cell.is_empty()
        {
            let line = squeezed(cell);
            self.milestone.title = self.cut(Field::Title, &line, LINE_LENGTH_MAX);
        }
        if let Some(cell) = self.cell(Field::DoneWhen) {
            self.milestone.done_when = self.cut(Field::DoneWhen, cell, PROSE_LENGTH_MAX);
        }
        if let Some(cell) = self.cell(Field::Result) {
            self.milestone.result = self.cut(Field::Result, cell, PROSE_LENGTH_MAX);
        }
        self.kind();
    }

    fn owners(&mut self) {
        let columns = [
            (Field::Owner, ""),
            (Field::BuyerOwner, "Buyer"),
            (Field::SellerOwner, "Seller"),
        ];
        let cells: Vec<_> = columns
            .iter()
            .filter_map(|(field, side)| Some((*field, self.cell(*field)?, *side)))
            .collect();
        if cells.is_empty() {
            return;
        }
        let side_cell = self.cell(Field::Side).unwrap_or("");
        let (mut everybody, mut nobody_first) = (false, false);
        let mut found: Vec<PersonId> = Vec::new();
        for (field, cell, side) in cells {
            let owners = people::owners(cell, if side.is_empty() { side_cell } else { side });
            everybody |= owners.everybody;
            nobody_first |= owners.nobody_first && found.is_empty();
            let guessed = |name: &str| {
                owners
                    .remarks
                    .iter()
                    .any(|what| matches!(what, What::SideAssumed { person, .. } if person == name))
            };
            for named in &owners.people {
                let sure = !guessed(&named.name);
                let table = &mut *self.table;
                let id = table
                    .names
                    .person(&mut table.plan, named, sure, &mut table.ids);
                if !found.contains(&id) {
                    found.push(id);
                }
            }
            for what in owners.remarks {
                match &what {
                    What::SideUnknown { text } => {
                        let text = text.clone();
                        self.leave_over(Field::Side, &text);
                        self.remark(Field::Side, what);
                    }
                    What::LeftOverToNotes { text } => {
                        let text = text.clone();
                        self.leave_over(field, &text);
                        self.remark(field, what);
                    }
                    _ => self.remark(field, what),
                }
            }
        }
        if found.is_empty() && !everybody && !self.whole {
            return;
        }
        self.milestone.everybody = everybody;
        let helpers_from = usize::from(!nobody_first);
        self.milestone.accountable = found.first().copied().filter(|_| !nobody_first);
        self.milestone.helpers = found.into_iter().skip(helpers_from).collect();
        self.milestone.helpers.sort();
    }

    fn tracks(&mut self) {
        for (field, kind) in [
            (Field::Phase, TrackKind::Phase),
            (Field::Function, TrackKind::Function),
        ] {
            let Some(cell) = self.cell(field) else {
                continue;
            };
            let table = &mut *self.table;
            let track = (!cell.is_empty()).then(|| {
                table
                    .names
                    .track(&mut table.plan, &squeezed(cell), kind, &mut table.ids)
            });
            match kind {
                TrackKind::Phase => self.milestone.phase = track,
                TrackKind::Function => self.milestone.function = track,
            }
        }
    }

    fn lists(&mut self) {
        if let Some(cell) = self.cell(Field::Links) {
            let (mut links, rest) = cells::links(cell, &mut self.table.ids);
            for text in rest {
                self.leave_over(Field::Links, &text);
                self.remark(Field::Links, What::NotALink { text });
            }
            for link in &mut links {
                let known = self
                    .milestone
                    .links
                    .iter()
                    .find(|k| k.url == link.url && k.label == link.label);
                link.id = known.map_or(link.id, |known| known.id);
            }
            self.milestone.links = links;
        }
        if let Some(cell) = self.cell(Field::Checklist) {
            let mut items = cells::checklist(cell, &mut self.table.ids);
            for item in &mut items {
                let known = self
                    .milestone
                    .checklist
                    .iter()
                    .find(|k| k.text == item.text);
                item.id = known.map_or(item.id, |known| known.id);
            }
            let archived = self
                .milestone
                .checklist
                .iter()
                .filter(|item| item.archived)
                .cloned();
            items.extend(
                archived
                    .filter(|old| items.iter().all(|new| new.id != old.id))
                    .collect::<Vec<_>>(),
            );
            self.milestone.checklist = items;
        }
    }

    /// The notes, then what could not be used, then the columns we do not know; each line once.
    fn notes(&mut self) {
        if let Some(cell) = self.cell(Field::Notes) {
            self.milestone.notes = cell.to_owned();
        }
        let mapping = self.table.mapping;
        for (at, column) in mapping.columns.iter().enumerate() {
            let cell = self.row.cell(at);
            if column.field.is_none() && !cell.is_empty() {
                let line = match column.header.as_str() {
                    "" => cell.to_owned(),
                    header => format!("{header}: {cell}"),
                };
                self.leftovers.push(line);
            }
        }
        for beyond in self.row.cells.iter().skip(mapping.columns.len()) {
            if !beyond.is_empty() {
                self.leftovers.push(beyond.clone());
            }
        }
        for line in std::mem::take(&mut self.leftovers) {
            if self.milestone.notes.lines().any(|known| known == line)
                || self.milestone.notes.contains(&line)
            {
                continue;
            }
            if !self.milestone.notes.is_empty() {
                self.milestone.notes.push('\n');
            }
            self.milestone.notes.push_str(&line);
        }
        let notes = std::mem::take(&mut self.milestone.notes);
        self.milestone.notes = self.cut(Field::Notes, &notes, PROSE_LENGTH_MAX);
    }
}

/// The title says that this is the target itself.
pub(crate) fn is_go_live(title: &str) -> bool {
    matches!(
        folded(title).as_str(),
        "go live" | "golive" | "livegang" | "live" | "launch" | "lancering"
    )
}
