//! People as resources, owners as assignments.

use std::collections::BTreeMap;

use plan::id::PersonId;

use super::{NOBODY, write::Tasks, xml::Xml};
use crate::{out::Rows, report::side_name};

pub(super) fn resources(xml: &mut Xml, rows: &Rows<'_>) -> BTreeMap<PersonId, usize> {
    let mut uids = BTreeMap::new();
    xml.inside("Resources", |xml| {
        for person in rows
            .plan
            .people
            .iter()
            .filter(|p| !p.archived && p.merged_into.is_none())
        {
            let uid = uids.len() + 2;
            uids.insert(person.id, uid);
            resource(
                xml,
                uid,
                &crate::people::quoted(&person.name),
                side_name(person.side),
            );
        }
        // Everybody.
        if rows.milestones().any(|m| m.everybody) {
            resource(xml, 1, "All", "");
        }
    });
    uids
}

pub(super) fn resource(xml: &mut Xml, uid: usize, name: &str, group: &str) {
    xml.inside("Resource", |xml| {
        xml.put("UID", &uid.to_string());
        xml.put("ID", &uid.to_string());
        xml.put("Name", name);
        xml.put("Type", "1");
        xml.put("IsNull", "0");
        xml.put("Group", group);
    });
}

/// The accountable person first: reading takes the first of a task's assignments for that.
pub(super) fn assignments(
    xml: &mut Xml,
    rows: &Rows<'_>,
    tasks: &Tasks<'_>,
    people: &BTreeMap<PersonId, usize>,
) {
    let mut number = 0;
    xml.inside("Assignments", |xml| {
        for milestone in rows.milestones() {
            let task = tasks.uids[&milestone.id].to_string();
            let owners = rows.owners(milestone);
            let mut resources: Vec<String> = owners
                .iter()
                .filter_map(|p| people.get(&p.id))
                .map(usize::to_string)
                .collect();
            if milestone.everybody {
                resources.push("1".into());
            }
            if resources.is_empty() || milestone.accountable.is_none() && !owners.is_empty() {
                resources.insert(0, NOBODY.into());
            }
            for resource in resources {
                number += 1;
                xml.inside("Assignment", |xml| {
                    xml.put("UID", &number.to_string());
                    xml.put("TaskUID", &task);
                    xml.put("ResourceUID", &resource);
                    xml.put("Units", "1");
                });
            }
        }
    });
}
