//! The table of milestones: what happens, who, by when, where it stands, what it waits for.

mod add;
mod add_below;
mod archived;
mod cell_panel;
mod drag;
mod due;
mod keys;
mod lots;
mod owner_choices;
mod owner_panel;
mod owners;
mod reorder;
mod row;
mod row_menu;
mod status;
mod table;
mod waits_for;

pub use add::{Line, focus_handle, focus_soon, title_of, unmarked};
pub use add_below::AddingBelow;
pub use cell_panel::CellPanel;
pub use keys::keep_focus;
pub use owner_panel::OwnerPanel;
pub use owners::Owners;
pub use reorder::Reorder;
pub use row::Row;
pub use row_menu::item as menu_item;
pub use status::{STATUSES, StatusKind, status_words};
pub use table::Milestones;
