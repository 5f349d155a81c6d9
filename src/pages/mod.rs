//! One file a route.

mod embed;
mod home;
mod not_found;
mod plan;
mod shared_text;
mod storage;

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

later! { dead_end;
    /// The page at any other address.
    pub fn not_found_page() { not_found::NotFoundPage() }
    /// The page of a link whose key opens nothing.
    pub fn wrong_key_page() { not_found::WrongKey() }
}

later! { storage;
    /// The page at `/storage`.
    pub fn storage_page() { storage::StoragePage() }
}
