//! The relay's HTTP API: creating plans, what a link may open, links to share.

use gloo_net::http::{Request, RequestBuilder, Response};
use plan::model::Side;
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::create_token;
use crate::known_plans::{KnownLink, KnownPlan};
use crate::paths::{self, PlanId, Secret};

/// What a link may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads and changes.
    Editor,
    /// Also hands out and revokes links.
    Admin,
}

/// What the relay says of the link in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// What it may do.
    pub role: Role,
    /// Whose it is.
    pub side: Side,
    /// What the admin called it; may be empty.
    #[serde(default)]
    pub label: String,
    /// The link's id, which is not its secret.
    #[serde(default, alias = "id")]
    pub link: String,
}

impl Access {
    /// Whether the plan may be changed with it. The relay enforces this; here it is a courtesy.
    pub fn may_edit(&self) -> bool {
        self.role >= Role::Editor
    }

    /// Whether links may be listed, made and revoked with it.
    pub fn may_share(&self) -> bool {
        self.role == Role::Admin
    }
}

/// A link to make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewLink {
    /// What it may do.
    pub role: Role,
    /// Whose it is.
    pub side: Side,
    /// What to call it.
    pub label: String,
}

/// Why the relay did not do it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiError {
    /// No answer: offline, or the relay is down.
    #[error("the relay does not answer")]
    Unreachable,
    /// Unknown plan, wrong or revoked key, or this relay wants a token for creating plans.
    #[error("the relay does not accept the key")]
    Denied,
    /// The link may not do this.
    #[error("this link may not do that")]
    Forbidden,
    /// Anything else, with the HTTP status.
    #[error("the relay answered {0}")]
    Unexpected(u16),
}

#[derive(Deserialize)]
struct CreatedPlan {
    plan: PlanId,
    links: Vec<CreatedLink>,
}

#[derive(Deserialize)]
struct CreatedLink {
    #[serde(flatten)]
    access: Access,
    secret: Secret,
}

/// Creates an empty plan on the relay and remembers it with all its links in this browser.
/// `token` is the operator's, for a relay that asks for one; without one, the one that was taken here before.
///
/// # Errors
/// [`ApiError::Denied`] when the relay wants a (different) token.
pub async fn create_plan(token: Option<&str>) -> Result<KnownPlan, ApiError> {
    let request = Request::post(paths::API_PLANS);
    let known = create_token::load();
    let request = match token.or(known.as_deref()) {
        Some(token) => bearer(request, token),
        None => request,
    };
    let request = request.json(&serde_json::json!({}));
    let created: CreatedPlan =
        answer(request.map_err(|_| ApiError::Unreachable)?.send().await).await?;
    token.inspect(|token| create_token::store(token));
    let links: Vec<KnownLink> = created.links.into_iter().map(KnownLink::from).collect();
    let own = links
        .iter()
        .max_by_key(|link| link.access.role)
        .ok_or(ApiError::Unexpected(201))?;
    let known = KnownPlan {
        access: Some(own.access.clone()),
        opened_ms: crate::clock::now_ms(),
        links: links.clone(),
        ..crate::known_plans::new(&created.plan, &own.secret)
    };
    Ok(known)
}

/// What a key may do on a plan.
///
/// # Errors
/// [`ApiError::Denied`] for an unknown plan and for a wrong key alike.
pub async fn access(plan: &PlanId, secret: &Secret) -> Result<Access, ApiError> {
    let request = bearer(Request::get(&paths::api_plan(plan)), secret.as_str());
    answer(request.send().await).await
}

/// Makes a link. Its secret is in the answer and nowhere else. For admins.
///
/// # Errors
/// [`ApiError::Forbidden`] or [`ApiError::Denied`] for any other link.
pub async fn create_link(
    plan: &PlanId,
    secret: &Secret,
    link: &NewLink,
) -> Result<KnownLink, ApiError> {
    let request = bearer(Request::post(&paths::api_links(plan)), secret.as_str()).json(link);
    let created: CreatedLink =
        answer(request.map_err(|_| ApiError::Unreachable)?.send().await).await?;
    Ok(created.into())
}

fn bearer(request: RequestBuilder, secret: &str) -> RequestBuilder {
    request.header("authorization", &format!("Bearer {secret}"))
}

async fn answer<T: DeserializeOwned>(
    response: Result<Response, gloo_net::Error>,
) -> Result<T, ApiError> {
    let response = accepted(response)?;
    let status = response.status();
    response
        .json()
        .await
        .map_err(|_| ApiError::Unexpected(status))
}

fn accepted(response: Result<Response, gloo_net::Error>) -> Result<Response, ApiError> {
    let response = response.map_err(|_| ApiError::Unreachable)?;
    match response.status() {
        200..=299 => Ok(response),
        401 => Err(ApiError::Denied),
        403 => Err(ApiError::Forbidden),
        502..=504 => Err(ApiError::Unreachable),
        status => Err(ApiError::Unexpected(status)),
    }
}

impl From<CreatedLink> for KnownLink {
    fn from(created: CreatedLink) -> Self {
        Self {
            access: created.access,
            secret: created.secret,
        }
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn the_relays_answers_are_read() {
        let created: CreatedPlan = serde_json::from_str(
            r#"{"plan":"7mfk2v9q4t1b8xz0","links":[{"id":"l1","role":"admin","side":"seller","label":"Admin",
                "secret":"abc","path":"/p/7mfk2v9q4t1b8xz0#k=abc"}]}"#,
        )
        .expect("a created plan");
        assert_eq!(created.links[0].access.role, Role::Admin);
        assert_eq!(created.links[0].access.link, "l1");
        let access: Access = serde_json::from_str(
            r#"{"plan":"p","role":"viewer","side":"buyer","label":"","link":"l4","rooms":["p"]}"#,
        )
        .expect("an access");
        assert_eq!(access.link, "l4");
        assert!(!access.may_edit() && !access.may_share());
    }
}
