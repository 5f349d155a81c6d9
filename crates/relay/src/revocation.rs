//! When a link loses its rights while somebody is connected through it (P9).

use std::{sync::Arc, time::Duration};

use tokio::{sync::broadcast, time::sleep};

use crate::{
    access::{Link, now_ms},
    store::Store,
};

/// Resolves when the link has lost its rights.
pub async fn link_ends(
    link: &Link,
    mut revoked: broadcast::Receiver<Arc<str>>,
    store: &dyn Store,
) -> &'static str {
    let expired = async {
        match link.expires_ms {
            Some(at) => sleep(Duration::from_millis(at.saturating_sub(now_ms()))).await,
            None => std::future::pending().await,
        }
    };
    let revocation = async {
        loop {
            match revoked.recv().await {
                Ok(id) if *id == *link.id => return,
                Ok(_) => {}
                Err(broadcast::error::RecvError::Lagged(_)) => {
                    // Some were missed: ask the store.
                    let still = store
                        .links(&link.plan)
                        .is_ok_and(|links| links.iter().any(|known| known.id == link.id));
                    if !still {
                        return;
                    }
                }
                Err(broadcast::error::RecvError::Closed) => std::future::pending().await,
            }
        }
    };
    tokio::select! {
        () = expired => "this link has run out",
        () = revocation => "this link was revoked",
    }
}
