//! A plan as files of other programs.

mod calendar;
mod delimited;
mod html;
mod markdown;
mod page;
mod parts;
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

pub(crate) use parts::{CRITERIA, PEOPLE, role_name};
pub(crate) use rows::Rows;

#[cfg(test)]
mod tests;
