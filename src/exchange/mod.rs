//! What comes in and goes out, on the page: new plans from templates, files and notes, downloads, and files that
//! change the open plan. The work is done in a worker (`desk.rs`); nothing of it is in the first load.

mod desk;
mod fields;
mod file;
mod from_notes;
mod panel;
mod preview;
mod start_from;
mod template;

pub use panel::FilesButton;
pub use start_from::StartFrom;
