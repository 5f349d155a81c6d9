//! What comes in and goes out, on the page: new plans from templates, files and notes, downloads, and files that
//! change the open plan. The work is done in a worker (`desk.rs`); nothing of it is in the first load.

mod desk;
mod fields;
mod file;
mod from_notes;
mod from_questions;
mod in_words;
mod panel;
mod preview;
mod proposals;
mod quick_add;
mod remarks;
mod start_from;
mod template;

pub use in_words::in_words;
pub use panel::FilesButton;
pub use quick_add::understood;
pub use start_from::StartFrom;
