//! One file a route.

mod embed;
mod home;
mod not_found;
mod plan;
mod shared_text;
mod storage;

pub use not_found::NotFoundPage;
pub use plan::PlanPage;

use crate::later::later;
use crate::paths::PlanId;

later! { home;
    /// The page at `/`.
    pub fn home_page() { home::HomePage() }
}

later! { embed;
    /// The page at `/embed/<plan>`.
    pub fn embed_page(plan: PlanId) { embed::EmbedPage(embed::EmbedPageProps { plan }) }
}

later! { storage;
    /// The page at `/storage`.
    pub fn storage_page() { storage::StoragePage() }
}
