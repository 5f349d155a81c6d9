//! One file a route.

mod home;
mod not_found;
mod plan;

pub use home::HomePage;
pub use not_found::NotFoundPage;
pub use plan::PlanPage;
