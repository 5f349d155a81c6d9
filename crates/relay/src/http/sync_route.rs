//! `/sync/{room}`: who may come in, asked before any byte of content (P9).
//!
//! The upgrade always succeeds and a refusal is a close code: a browser that is refused with an HTTP status
//! cannot see it and would retry for ever.

use axum::{
    extract::{Path, State, WebSocketUpgrade, ws::rejection::WebSocketUpgradeRejection},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use sync::{
    close,
    wire::{SUBPROTOCOL, SUBPROTOCOL_KEY_PREFIX, SUBPROTOCOL_STOCK},
};

use super::{App, Error, plans::is_local_authority};
use crate::{
    access::{Audience, Link, NAME_BYTES_MAX},
    socket::{self, Visit},
};

/// Read buffer of one connection: the default of 128 KiB would cost 128 MB a thousand connections (P13).
const READ_BUFFER_BYTES: usize = 4096;
/// Bytes gathered before the kernel is asked: batches small frames.
const WRITE_BUFFER_BYTES: usize = 8192;
/// Longest message of somebody who was refused.
const REFUSED_FRAME_BYTES_MAX: usize = 64 << 10;

pub async fn upgrade(
    State(app): State<App>,
    Path(room): Path<String>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Error> {
    let mut upgrade = upgrade.map_err(|_| Error::UpgradeNeeded)?;
    let offered = Offered::read(&headers);
    if let Some(protocol) = offered.protocol {
        upgrade.set_selected_protocol(HeaderValue::from_static(protocol));
    }
    // Before the lookup: a revocation after this line reaches the connection.
    let revoked = app.revoked.subscribe();
    let admitted = admit(&app, &room, &offered, &headers).await;
    let limits = &app.lobby.limits;
    let frame_max = match admitted {
        // Some more than the limit, so that a message just over it is answered and not cut off.
        Ok(_) => limits.frame_bytes_max * 2,
        Err(_) => REFUSED_FRAME_BYTES_MAX,
    };
    let upgrade = upgrade
        .read_buffer_size(READ_BUFFER_BYTES)
        .write_buffer_size(WRITE_BUFFER_BYTES)
        .max_message_size(frame_max)
        .max_frame_size(frame_max);
    Ok(match admitted {
        Ok(link) => {
            let counts = offered.protocol == Some(SUBPROTOCOL);
            serve(
                upgrade,
                &app,
                Visit {
                    room,
                    link,
                    counts,
                    revoked,
                },
            )
        }
        Err(refusal) => refuse(upgrade, &app, refusal),
    })
}

/// A close code with its reason.
type Refusal = (u16, &'static str);

async fn admit(
    app: &App,
    room: &str,
    offered: &Offered<'_>,
    headers: &HeaderMap,
) -> Result<Link, Refusal> {
    if app.insecure_open {
        return open_to_all(room, headers);
    }
    let (plan, tail) = room.split_once('/').unwrap_or((room, ""));
    let link = match app.find_link(plan, offered.key.unwrap_or("")).await {
        Ok(link) => link,
        Err(Error::Store(error)) => {
            tracing::error!(%error, "link lookup failed");
            return Err((
                close::INTERNAL,
                "the relay cannot look up this link, try again later",
            ));
        }
        Err(_) => return Err((close::UNAUTHORIZED, "unknown plan or wrong key")),
    };
    match Audience::parse(tail) {
        Ok(audience) if link.may_open(audience) && room == audience.room(plan) => Ok(link),
        _ => Err((close::FORBIDDEN, "this link does not open this document")),
    }
}

/// `--insecure-open`: anybody on this machine, but not a page of some web site that this machine visits.
fn open_to_all(room: &str, headers: &HeaderMap) -> Result<Link, Refusal> {
    let origin = headers
        .get(header::ORIGIN)
        .map(|origin| origin.to_str().unwrap_or(""));
    let is_local = |origin: &str| {
        origin
            .split_once("://")
            .is_some_and(|(_, host)| is_local_authority(host))
    };
    if !origin.is_none_or(is_local) || room.len() > NAME_BYTES_MAX || room.is_empty() {
        return Err((close::FORBIDDEN, "not from here"));
    }
    Ok(Link::open_to_all())
}

fn serve(upgrade: WebSocketUpgrade, app: &App, visit: Visit) -> Response {
    let (alive, lobby) = (app.connections.subscribe(), app.lobby.clone());
    upgrade.on_upgrade(move |socket| async move {
        let _alive = alive;
        socket::run(socket, visit, lobby).await;
    })
}

fn refuse(upgrade: WebSocketUpgrade, app: &App, (code, reason): Refusal) -> Response {
    tracing::info!(code, reason, "connection refused");
    let (alive, limits) = (app.connections.subscribe(), app.lobby.limits.clone());
    upgrade.on_upgrade(move |socket| async move {
        let _alive = alive;
        socket::refuse(socket, code, reason, &limits).await;
    })
}

/// What the client offered in `Sec-WebSocket-Protocol`.
#[derive(Debug, Default, PartialEq, Eq)]
struct Offered<'a> {
    /// The one we speak that it named first.
    protocol: Option<&'static str>,
    key: Option<&'a str>,
}

impl<'a> Offered<'a> {
    fn read(headers: &'a HeaderMap) -> Self {
        let mut offered = Self::default();
        let lines = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter();
        for name in lines
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .map(str::trim)
        {
            if let Some(key) = name.strip_prefix(SUBPROTOCOL_KEY_PREFIX) {
                offered.key.get_or_insert(key);
            } else if let Some(known) = [SUBPROTOCOL, SUBPROTOCOL_STOCK]
                .into_iter()
                .find(|known| *known == name)
            {
                offered.protocol.get_or_insert(known);
            }
        }
        offered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_known_protocol_is_selected_and_the_key_is_never_one() {
        let read = |value: &'static str| {
            let headers = HeaderMap::from_iter([(
                header::SEC_WEBSOCKET_PROTOCOL,
                HeaderValue::from_static(value),
            )]);
            let Offered { protocol, key } = Offered::read(&headers);
            (protocol, key.map(str::to_owned))
        };
        assert_eq!(
            read("coplan.v1, key.abc"),
            (Some("coplan.v1"), Some("abc".into()))
        );
        assert_eq!(read("y.v1,key.x-_Z"), (Some("y.v1"), Some("x-_Z".into())));
        assert_eq!(read("soap, y.v1, coplan.v1"), (Some("y.v1"), None));
        assert_eq!(read("key.abc"), (None, Some("abc".into())));
    }
}
