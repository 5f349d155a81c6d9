//! The routes of the one port: sync, API, health, and the app for everything else.

pub mod error;
pub mod framing;
pub mod headers;
mod plans;
mod sync_route;

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Json, Router,
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{any, delete, get, post},
};
use serde_json::json;
use tokio::sync::{broadcast, watch};

pub use self::{
    error::Error,
    headers::{FramedBy, SecurityHeaders},
    plans::{ShownLink, first_links, hashed},
};
use crate::{
    access::{Link, SecretHash, now_ms},
    assets::Assets,
    socket::Lobby,
    store::StoreError,
};

/// Revocations that a connection may fall behind before it asks the store.
pub const REVOCATIONS: usize = 64;
/// Longest body of an API request in bytes.
const BODY_BYTES_MAX: usize = 64 << 10;

/// What every request may use.
#[derive(Clone)]
pub struct App {
    /// Rooms, store, limits.
    pub lobby: Lobby,
    /// The app's files.
    pub assets: Arc<Assets>,
    /// Headers of every answer.
    pub headers: Arc<SecurityHeaders>,
    /// Ids of links that were revoked just now.
    pub revoked: broadcast::Sender<Arc<str>>,
    /// SHA-256 of the create token.
    pub create_token: Option<SecretHash>,
    /// `--insecure-open`.
    pub insecure_open: bool,
    /// Where this relay listens.
    pub listen: SocketAddr,
    /// Every connection holds a receiver, so that the end can wait for them.
    pub connections: watch::Sender<()>,
}

/// All routes.
pub fn router(app: App) -> Router {
    Router::new()
        .route("/healthz", get(health))
        .route("/api/plans", post(plans::create))
        .route("/api/plans/{plan}", get(plans::show))
        .route(
            "/api/plans/{plan}/links",
            get(plans::list_links).post(plans::mint_link),
        )
        .route("/api/plans/{plan}/links/{link}", delete(plans::revoke_link))
        .route("/api/{*rest}", any(|| async { Error::NotFound }))
        .route("/sync/{*room}", get(sync_route::upgrade))
        .fallback(app_file)
        .layer(axum::extract::DefaultBodyLimit::max(BODY_BYTES_MAX))
        .layer(middleware::from_fn_with_state(app.clone(), every_answer))
        .with_state(app)
}

async fn health(State(app): State<App>) -> Response {
    let body = Json(json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "app": app.assets.has_app(),
    }));
    ([(header::CACHE_CONTROL, "no-store")], body).into_response()
}

async fn app_file(State(app): State<App>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    app.assets.respond(request.uri().path(), request.headers())
}

/// Security headers on every route, and a log line that holds neither query nor fragment nor header: no
/// secret can reach it.
async fn every_answer(State(app): State<App>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let is_api = path.starts_with("/api/");
    let framed_by = if path.starts_with(framing::EMBED) {
        FramedBy::Guests
    } else {
        FramedBy::Own
    };
    let mut response = next.run(request).await;
    tracing::debug!(%method, path, status = response.status().as_u16(), "request");
    if is_api {
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    app.headers.add_to(response, framed_by)
}

impl App {
    /// The link that a secret opens: the same answer, by the same query, for an unknown plan and a wrong
    /// key (P9).
    ///
    /// # Errors
    /// [`Error::Unauthorized`], or the store's.
    pub async fn find_link(&self, plan: &str, secret: &str) -> Result<Link, Error> {
        let (plan, hash) = (plan.to_owned(), SecretHash::of(secret));
        let store = self.lobby.store.clone();
        let found = blocking(move || store.find_link(&plan, &hash)).await?;
        found
            .filter(|link| !link.is_expired(now_ms()))
            .ok_or(Error::Unauthorized)
    }

    /// The link of the request's `Authorization: Bearer`.
    async fn authorize(&self, plan: &str, headers: &HeaderMap) -> Result<Link, Error> {
        self.find_link(plan, bearer(headers).unwrap_or("")).await
    }
}

/// The secret of `Authorization: Bearer …`.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Bearer ")
}

/// Runs store calls where blocking is allowed.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or_else(|_| Err(StoreError::Failed("a store call panicked".into())))
}
