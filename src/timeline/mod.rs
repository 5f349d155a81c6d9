//! The milestones in time: the table's rows as bars on a scale of days, what waits for what, and where there is slack.
//!
//! Geometry is computed, never measured: `scale` and `lines` say where everything is, so that a pointer moves a bar
//! by its `transform` alone and no row is laid out. Dates change through `schedule` only.

mod arrows;
mod backdrop;
mod bar;
mod chart;
mod drag;
mod ghosts;
mod heading;
mod hold;
mod keys;
mod lane;
mod lines;
mod scale;
mod toolbar;
mod view;
mod words;

use crate::later::later;

later! { panels;
    /// The plan's milestones in time.
    pub fn timeline() { view::Timeline() }
}
