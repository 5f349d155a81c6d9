//! One file a route.

mod home;
mod not_found;
mod plan;
mod storage;

pub use home::HomePage;
pub use not_found::NotFoundPage;
pub use plan::PlanPage;
pub use storage::StoragePage;
