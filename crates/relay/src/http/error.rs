//! The one error of the HTTP API: a status and a safe sentence for the caller; details go to the log only.

use axum::{
    Json,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::store::StoreError;

/// What went wrong with a request.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Unknown plan, wrong, revoked or expired key, missing key: alike on purpose (P9).
    #[error("no such plan, or the key does not open it")]
    Unauthorized,
    /// Making plans needs the token.
    #[error("creating plans needs the create token of this relay")]
    CreateTokenNeeded,
    /// A valid link without the right to do this.
    #[error("this link may not do that")]
    Forbidden,
    /// No such thing here.
    #[error("not found")]
    NotFound,
    /// A sync address without a WebSocket upgrade.
    #[error("this address speaks WebSocket only")]
    UpgradeNeeded,
    /// The request does not make sense; says what is wrong with it.
    #[error("{0}")]
    Invalid(String),
    /// The store failed.
    #[error("the relay cannot do this at the moment, try again later")]
    Store(#[from] StoreError),
}

impl Error {
    fn kind(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Unauthorized => (StatusCode::UNAUTHORIZED, "unauthorized"),
            Self::CreateTokenNeeded => (StatusCode::UNAUTHORIZED, "create_token_needed"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            Self::NotFound => (StatusCode::NOT_FOUND, "not_found"),
            Self::UpgradeNeeded => (StatusCode::UPGRADE_REQUIRED, "upgrade_needed"),
            Self::Invalid(_) => (StatusCode::BAD_REQUEST, "invalid"),
            Self::Store(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        }
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if let Self::Store(error) = &self {
            tracing::error!(%error, "store failed in a request");
        }
        let (status, name) = self.kind();
        let body = Json(json!({ "error": name, "message": self.to_string() }));
        let mut response = (status, body).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(
                header::WWW_AUTHENTICATE,
                "Bearer".parse().expect("a plain word"),
            );
        }
        response
    }
}
