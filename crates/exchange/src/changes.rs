//! What an import changed, as a command for the open document: one undoable step, and no field written that is equal.

use plan::{command::Command, diff::steps, model::Plan};

/// The command that makes `after` of `before`.
pub fn changes(before: &Plan, after: &Plan) -> Command {
    Command::Batch(steps(before, after))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use plan::{PlanDoc, from_plan};

    use super::*;
    use crate::{out::csv, read::read, table::Options, table::tests::drawn};

    #[test]
    fn an_edited_export_reaches_the_open_document_as_one_command() {
        let today = NaiveDate::from_ymd_opt(2025, 6, 19).expect("a date");
        let example = include_bytes!("../../../examples/september.csv");
        let first = read(example, &Options::new(today, 1))
            .expect("readable")
            .plan;
        let mut doc = PlanDoc::new(3);
        doc.apply(&from_plan(&first)).expect("the example");
        let before = doc.read();
        let edited = csv(&before)
            .replace("2025-07-10", "2025-07-14")
            .replace("Contract signed,Champion", "Contract signed by both,Sarah Chen + Champion")
            .replace("User acceptance testing,Champion,Buyer,,2025-08-29,Not started,Data migration complete", "User acceptance testing,Champion,Buyer,2025-08-20,2025-08-29,Not started,Onboarding kickoff [SS+3d]")
            + "99,Party,All,Both,,2025-09-05,,Go-live\r\n";
        let options = Options {
            base: Some(&before),
            ..Options::new(today, 2)
        };
        let wanted = read(edited.as_bytes(), &options).expect("readable").plan;
        doc.apply(&changes(&before, &wanted)).expect("allowed");
        assert_eq!(drawn(&doc.read()), drawn(&wanted));
        assert_eq!(changes(&wanted, &wanted), Command::Batch(Vec::new()));
    }
}
