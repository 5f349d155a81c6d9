//! People.

use super::{Writer, put, put_or_default};
use crate::{
    command::{Command, Draft},
    id::PersonId,
    schema::{key, root},
    value::Name,
};

impl Writer<'_, '_> {
    pub(super) fn write_person(&mut self, draft: &Draft, command: &Command) {
        match command {
            Command::AddPerson {
                id,
                name,
                side,
                placeholder,
            } => {
                let record = self.create(root::PEOPLE, id.as_str(), &[]);
                let name = Name {
                    text: name.clone(),
                    placeholder: *placeholder,
                };
                put(&mut self.txn, &record, key::NAME, Some(&name));
                put(&mut self.txn, &record, key::SIDE, Some(side));
            }
            Command::ArchivePerson(person) => self.archive(root::PEOPLE, person.as_str(), true),
            Command::RestorePerson(person) => self.archive(root::PEOPLE, person.as_str(), false),
            Command::MergePeople { from, into } => {
                let into = draft.resolve(*into);
                self.field(root::PEOPLE, from.as_str(), key::MERGED_INTO, Some(&into));
            }
            Command::SeparatePerson(person) => {
                self.field::<PersonId>(root::PEOPLE, person.as_str(), key::MERGED_INTO, None);
            }
            Command::SetPersonName { person, .. }
            | Command::SetPersonSide { person, .. }
            | Command::SetPersonTitle { person, .. }
            | Command::SetPersonFunction { person, .. }
            | Command::SetPersonRole { person, .. } => self.set_person(*person, command),
            _ => {}
        }
    }

    fn set_person(&mut self, person: PersonId, command: &Command) {
        let Some(record) = self.record(root::PEOPLE, person.as_str()) else {
            return;
        };
        let (at, txn) = (&record, &mut self.txn);
        match command {
            Command::SetPersonName {
                name, placeholder, ..
            } => {
                let name = Name {
                    text: name.clone(),
                    placeholder: *placeholder,
                };
                put(txn, at, key::NAME, Some(&name));
            }
            Command::SetPersonSide { side, .. } => put(txn, at, key::SIDE, Some(side)),
            Command::SetPersonTitle { title, .. } => put_or_default(txn, at, key::TITLE, title),
            Command::SetPersonFunction { function, .. } => {
                put_or_default(txn, at, key::FUNCTION, function);
            }
            Command::SetPersonRole { role, .. } => put(txn, at, key::ROLE, role.as_ref()),
            _ => {}
        }
    }
}
