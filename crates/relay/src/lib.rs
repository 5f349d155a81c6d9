//! The relay: keeps plans, moves their bytes between the people who hold a link, and serves the app.
//!
//! It never looks inside a document: rooms carry bytes, the rules of the wire live in `sync::room`.
//! Reading order: [`access`] (who may what), [`store`] (what is on disk), [`room_task`] (one live document),
//! [`rooms`] (which task owns what), [`socket`] (one connection), [`http`] (routes), [`server`] (start to stop).

pub mod access;
pub mod assets;
pub mod config;
pub mod data_dir;
pub mod http;
pub mod outbox;
pub mod revocation;
pub mod room_task;
pub mod rooms;
pub mod server;
pub mod socket;
pub mod store;
