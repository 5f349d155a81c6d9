//! Headers of every answer, whatever the route (threat model: docs/threat-model.md).

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

/// The headers, made once at the start.
#[derive(Debug, Clone)]
pub struct SecurityHeaders(Vec<(HeaderName, HeaderValue)>);

impl SecurityHeaders {
    /// `script_hashes`: base64 SHA-256 of the inline scripts of our own `index.html`, which Trunk emits.
    pub fn new(script_hashes: &[String]) -> Self {
        let mut scripts = String::from("script-src 'self' 'wasm-unsafe-eval'");
        for hash in script_hashes {
            scripts.push_str(&format!(" 'sha256-{hash}'"));
        }
        let policy = [
            "default-src 'self'",
            &scripts,
            "worker-src 'self'",
            "style-src 'self'",
            "connect-src 'self' ws: wss:",
            "img-src 'self' data: blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        ]
        .join("; ");
        let policy = HeaderValue::from_str(&policy).expect("base64 and plain words");
        Self(vec![
            (header::CONTENT_SECURITY_POLICY, policy),
            (
                header::REFERRER_POLICY,
                HeaderValue::from_static("no-referrer"),
            ),
            (
                header::X_CONTENT_TYPE_OPTIONS,
                HeaderValue::from_static("nosniff"),
            ),
            (
                HeaderName::from_static("x-robots-tag"),
                HeaderValue::from_static("noindex"),
            ),
            (
                HeaderName::from_static("cross-origin-opener-policy"),
                HeaderValue::from_static("same-origin"),
            ),
        ])
    }

    /// Adds them.
    pub fn add_to(&self, mut response: Response) -> Response {
        for (name, value) in &self.0 {
            response.headers_mut().insert(name, value.clone());
        }
        response
    }
}
