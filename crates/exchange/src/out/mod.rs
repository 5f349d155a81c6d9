//! A plan as files of other programs.

mod calendar;
mod delimited;
mod html;
mod markdown;
mod page;
mod rows;
mod timeline;
mod words;
mod workbook;

pub use calendar::{Feed, calendar};
pub use delimited::csv;
pub use html::fragment;
pub use markdown::markdown;
pub use page::page;
pub use words::Language;
pub use workbook::{WorkbookError, workbook};

pub(crate) use rows::Rows;
pub(crate) use workbook::{CRITERIA, PEOPLE, role_name};

#[cfg(test)]
mod tests;
