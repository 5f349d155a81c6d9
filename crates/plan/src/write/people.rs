//! People.

use super::{Writer, put};
use crate::{
    command::{Command, Draft},
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
            Command::SetPersonName {
                person,
                name,
                placeholder,
            } => {
                let name = Name {
                    text: name.clone(),
                    placeholder: *placeholder,
                };
                self.field(root::PEOPLE, person.as_str(), key::NAME, Some(&name));
            }
            Command::SetPersonSide { person, side } => {
                self.field(root::PEOPLE, person.as_str(), key::SIDE, Some(side));
            }
            Command::SetPersonTitle { person, title } => {
                self.field_or_default(root::PEOPLE, person.as_str(), key::TITLE, title);
            }
            Command::SetPersonFunction { person, function } => {
                self.field_or_default(root::PEOPLE, person.as_str(), key::FUNCTION, function);
            }
            Command::SetPersonRole { person, role } => {
                self.field(root::PEOPLE, person.as_str(), key::ROLE, role.as_ref());
            }
            Command::ArchivePerson(person) => self.archive(root::PEOPLE, person.as_str(), true),
            Command::RestorePerson(person) => self.archive(root::PEOPLE, person.as_str(), false),
            Command::MergePeople { from, into } => {
                let into = draft.resolve(*into);
                self.field(root::PEOPLE, from.as_str(), key::MERGED_INTO, Some(&into));
            }
            Command::SeparatePerson(person) => {
                let none = None::<&crate::id::PersonId>;
                self.field(root::PEOPLE, person.as_str(), key::MERGED_INTO, none);
            }
            _ => {}
        }
    }
}
