//! One file a route.

mod home;
mod not_found;
mod plan;
mod shared_text;
mod storage;

pub use not_found::NotFoundPage;
pub use plan::PlanPage;

use crate::later::later;

later! { home;
    /// The page at `/`.
    pub fn home_page() { home::HomePage() }
}

later! { storage;
    /// The page at `/storage`.
    pub fn storage_page() { storage::StoragePage() }
}
