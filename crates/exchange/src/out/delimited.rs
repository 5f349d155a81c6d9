//! CSV (RFC 4180) in UTF-8, with a BOM so that Excel reads the letters right.

use plan::model::Plan;

use super::rows::{COLUMNS, Rows};
use crate::guard::guarded;

/// The milestones as CSV. Every cell is guarded against being run as a formula.
pub fn csv(plan: &Plan) -> String {
    let rows = Rows::of(plan);
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    let mut record: Vec<String> = COLUMNS
        .iter()
        .map(|field| field.header().to_owned())
        .collect();
    writer.write_record(&record).expect("memory does not fail");
    for milestone in rows.milestones() {
        record.clear();
        for field in COLUMNS {
            record.push(guarded(&rows.value(field, milestone).shown()).into_owned());
        }
        writer
            .write_record(&record)
            .expect("every record has all columns");
    }
    let bytes = writer.into_inner().expect("memory does not fail");
    String::from_utf8(bytes).expect("made of strings")
}
