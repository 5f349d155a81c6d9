//! `/api/plans`: make a plan, see what a link opens, and manage links.

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::IntoResponse,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{App, Error, bearer, blocking};
use crate::access::{
    LABEL_BYTES_MAX, Link, Role, Secret, SecretHash, Side, now_ms, random_plan_id,
};

/// The links that a new plan comes with.
const FIRST_LINKS: [(Role, Side, &str); 4] = [
    (Role::Admin, Side::Seller, "Admin"),
    (Role::Editor, Side::Seller, "Seller"),
    (Role::Editor, Side::Buyer, "Buyer"),
    (Role::Viewer, Side::Buyer, "Viewer"),
];

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NewPlan {
    label: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewLink {
    role: Role,
    side: Side,
    #[serde(default)]
    label: String,
    /// Whose it is.
    #[serde(default)]
    person: Option<String>,
    /// Unix time in ms.
    #[serde(default)]
    expires: Option<u64>,
}

/// A link as the API shows it. The secret is there once, when it is minted.
#[derive(Debug, Serialize)]
pub struct ShownLink {
    id: String,
    /// What it allows.
    pub role: Role,
    /// Whose it is.
    pub side: Side,
    label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    created: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    expires: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    secret: Option<String>,
    /// To append to the relay's address; with the secret in its fragment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

impl ShownLink {
    /// With its secret: for the one who mints it.
    pub fn minted(link: Link, secret: &Secret) -> Self {
        let path = format!("/p/{}#k={}", link.plan, secret.reveal());
        Self {
            secret: Some(secret.reveal().to_owned()),
            path: Some(path),
            ..Self::listed(link)
        }
    }

    fn listed(link: Link) -> Self {
        let Link {
            id,
            role,
            side,
            label,
            person,
            created_ms,
            expires_ms,
            plan: _,
        } = link;
        Self {
            id,
            role,
            side,
            label,
            person,
            created: created_ms,
            expires: expires_ms,
            secret: None,
            path: None,
        }
    }
}

/// A fresh plan with its first links.
pub fn first_links(plan: &str) -> Vec<(Link, Secret)> {
    let now = now_ms();
    let mint = |(role, side, label)| Link::mint(plan, role, side, label, now);
    FIRST_LINKS.into_iter().map(mint).collect()
}

/// What the store keeps of links: hashes, never secrets.
pub fn hashed(links: &[(Link, Secret)]) -> Vec<(Link, SecretHash)> {
    links
        .iter()
        .map(|(link, secret)| (link.clone(), secret.hash()))
        .collect()
}

pub async fn create(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<impl IntoResponse, Error> {
    may_create(&app, &headers)?;
    let NewPlan { label } = if body.is_empty() {
        NewPlan::default()
    } else {
        parse(&body)?
    };
    check_text("label", &label)?;
    let plan = random_plan_id();
    let links = first_links(&plan);
    let hashed = hashed(&links);
    let (store, id) = (app.lobby.store.clone(), plan.clone());
    blocking(move || store.create_plan(&id, &label, now_ms(), &hashed)).await?;
    tracing::info!(plan, "plan created");
    let links: Vec<_> = links
        .into_iter()
        .map(|(link, secret)| ShownLink::minted(link, &secret))
        .collect();
    Ok((
        StatusCode::CREATED,
        Json(json!({ "plan": plan, "links": links })),
    ))
}

pub async fn show(
    State(app): State<App>,
    Path(plan): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Error> {
    let link = app.authorize(&plan, &headers).await?;
    Ok(Json(json!({
        "plan": link.plan,
        "role": link.role,
        "side": link.side,
        "label": link.label,
        "person": link.person,
        "link": link.id,
        "expires": link.expires_ms,
        "rooms": link.rooms(),
    })))
}

pub async fn list_links(
    State(app): State<App>,
    Path(plan): Path<String>,
    headers: HeaderMap,
) -> Result<Json<Value>, Error> {
    authorize_admin(&app, &plan, &headers).await?;
    let store = app.lobby.store.clone();
    let links = blocking(move || store.links(&plan)).await?;
    let links: Vec<_> = links.into_iter().map(ShownLink::listed).collect();
    Ok(Json(json!({ "links": links })))
}

pub async fn mint_link(
    State(app): State<App>,
    Path(plan): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<impl IntoResponse, Error> {
    authorize_admin(&app, &plan, &headers).await?;
    let new: NewLink = parse(&body)?;
    check_text("label", &new.label)?;
    check_text("person", new.person.as_deref().unwrap_or(""))?;
    let (mut link, secret) = Link::mint(&plan, new.role, new.side, &new.label, now_ms());
    link.expires_ms = new.expires;
    link.person = new.person.filter(|name| !name.is_empty());
    let (store, stored, hash) = (app.lobby.store.clone(), link.clone(), secret.hash());
    if !blocking(move || store.add_link(&stored, &hash)).await? {
        return Err(Error::Unauthorized);
    }
    tracing::info!(plan, link = link.id, role = %link.role, "link minted");
    Ok((StatusCode::CREATED, Json(ShownLink::minted(link, &secret))))
}

pub async fn revoke_link(
    State(app): State<App>,
    Path((plan, id)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<StatusCode, Error> {
    authorize_admin(&app, &plan, &headers).await?;
    let (store, link, of) = (app.lobby.store.clone(), id.clone(), plan.clone());
    if !blocking(move || store.revoke_link(&of, &link, now_ms())).await? {
        return Err(Error::NotFound);
    }
    // After the commit: a connection subscribes before it looks its link up, so none slips through.
    let _ = app.revoked.send(id.as_str().into()); // nobody may be connected
    tracing::info!(plan, link = id, "link revoked");
    Ok(StatusCode::NO_CONTENT)
}

async fn authorize_admin(app: &App, plan: &str, headers: &HeaderMap) -> Result<(), Error> {
    match app.authorize(plan, headers).await?.role {
        Role::Admin => Ok(()),
        _ => Err(Error::Forbidden),
    }
}

/// With a token: who presents it. Without: this machine only, asked by its own name, so that a page of some
/// other site whose name was pointed at 127.0.0.1 makes no plans, nor does a proxy in front of us.
fn may_create(app: &App, headers: &HeaderMap) -> Result<(), Error> {
    let allowed = match app.create_token {
        Some(token) => bearer(headers).is_some_and(|given| SecretHash::of(given) == token),
        None => app.listen.ip().is_loopback() && is_local_host(headers),
    };
    if allowed {
        Ok(())
    } else {
        Err(Error::CreateTokenNeeded)
    }
}

/// Whether the request was addressed to `localhost` or a loopback address.
pub fn is_local_host(headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    host.is_some_and(is_local_authority)
}

/// Whether an authority (`host[:port]`) names this machine.
pub fn is_local_authority(authority: &str) -> bool {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    };
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || address
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(body)
        .map_err(|error| Error::Invalid(format!("the body is not as expected: {error}")))
}

fn check_text(field: &str, text: &str) -> Result<(), Error> {
    if text.len() > LABEL_BYTES_MAX || text.chars().any(char::is_control) {
        return Err(Error::Invalid(format!(
            "{field}: at most {LABEL_BYTES_MAX} bytes of plain text"
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_local() {
        for host in [
            "localhost",
            "localhost:8080",
            "127.0.0.1:1",
            "[::1]:80",
            "127.9.9.9",
        ] {
            assert!(is_local_authority(host), "{host}");
        }
        for host in [
            "example.com",
            "localhost.example.com:80",
            "10.0.0.1",
            "127.0.0.1.example.com",
            "",
        ] {
            assert!(!is_local_authority(host), "{host}");
        }
    }
}
