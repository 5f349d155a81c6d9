//! Headers of every answer, whatever the route (threat model: docs/threat-model.md).

use axum::{
    http::{HeaderName, HeaderValue, header},
    response::Response,
};

use super::framing::Origin;

/// Who may show an answer inside a page of theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FramedBy {
    /// Pages of this relay.
    Own,
    /// Those, and the sites that the operator has named.
    Guests,
}

/// The headers, made once at the start.
#[derive(Debug, Clone)]
pub struct SecurityHeaders {
    always: Vec<(HeaderName, HeaderValue)>,
    policy: HeaderValue,
    policy_of_embeds: HeaderValue,
}

impl SecurityHeaders {
    /// `script_hashes`: base64 SHA-256 of the inline scripts of our own `index.html`, which Trunk emits. `guests`: the
    /// sites that may frame an embedded plan.
    pub fn new(script_hashes: &[String], guests: &[Origin]) -> Self {
        let own = String::from("'self'");
        let and_guests = guests
            .iter()
            .fold(own.clone(), |all, guest| format!("{all} {guest}"));
        Self {
            always: vec![
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
            ],
            policy: policy(script_hashes, &own),
            policy_of_embeds: policy(script_hashes, &and_guests),
        }
    }

    /// Adds them.
    pub fn add_to(&self, mut response: Response, framed_by: FramedBy) -> Response {
        let policy = match framed_by {
            FramedBy::Own => &self.policy,
            FramedBy::Guests => &self.policy_of_embeds,
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
        for (name, value) in &self.always {
            headers.insert(name, value.clone());
        }
        response
    }
}

fn policy(script_hashes: &[String], frame_ancestors: &str) -> HeaderValue {
    let mut scripts = String::from("script-src 'self' 'wasm-unsafe-eval'");
    for hash in script_hashes {
        scripts.push_str(&format!(" 'sha256-{hash}'"));
    }
    let frame_ancestors = format!("frame-ancestors {frame_ancestors}");
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
        &frame_ancestors,
    ]
    .join("; ");
    HeaderValue::from_str(&policy).expect("base64, origins and plain words")
}
