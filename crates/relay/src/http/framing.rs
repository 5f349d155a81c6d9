//! Which web sites may show a plan inside a page of theirs (docs/embed.md).
//!
//! Only the pages below [`EMBED`] can be framed by others: every other page takes a click that changes a plan, and
//! a site that laid its own buttons over ours could borrow the reader's hand for it.

use std::{fmt, str::FromStr};

/// Where embedded plans are; also in `paths` of the app and in its service worker.
pub const EMBED: &str = "/embed/";

/// An origin as `frame-ancestors` takes it: `https://host`, `https://host:8443`, `https://*.host`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin(String);

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The text is no origin. Each says what would work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NotAnOrigin {
    /// No `http://` or `https://` before it.
    #[error("an origin begins with https:// (or http://), as in https://rooms.example.com")]
    Scheme,
    /// Something after host and port.
    #[error("an origin ends after host and port: leave out path, query and the last slash")]
    Path,
    /// The host is none.
    #[error("an origin names one host, or its subdomains as in https://*.example.com")]
    Host,
    /// The port is none.
    #[error("a port is a number from 1 to 65535")]
    Port,
}

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let text = text.to_ascii_lowercase();
        let (scheme, rest) = text.split_once("://").ok_or(NotAnOrigin::Scheme)?;
        if !matches!(scheme, "http" | "https") {
            return Err(NotAnOrigin::Scheme);
        }
        if rest.contains(['/', '?', '#']) {
            return Err(NotAnOrigin::Path);
        }
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) if !rest.ends_with(']') => (host, Some(port)),
            _ => (rest, None),
        };
        if port.is_some_and(|port| !is_port(port)) {
            return Err(NotAnOrigin::Port);
        }
        if !is_host(host) {
            return Err(NotAnOrigin::Host);
        }
        Ok(Self(text))
    }
}

fn is_port(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse::<u16>().is_ok_and(|port| port > 0)
}

/// Nothing that could end the directive or begin another gets through: letters, digits, hyphens and dots alone.
fn is_host(host: &str) -> bool {
    if let Some(address) = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
    {
        return address.parse::<std::net::Ipv6Addr>().is_ok();
    }
    let host = match host.strip_prefix("*.") {
        // All of `com` is nobody's.
        Some(parent) if parent.contains('.') => parent,
        Some(_) => return false,
        None => host,
    };
    let is_label = |label: &str| {
        let plain = label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        plain && !label.is_empty() && !label.starts_with('-') && !label.ends_with('-')
    };
    host.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_is_scheme_host_and_port() {
        for good in [
            "https://rooms.example.com",
            "http://127.0.0.1:8081",
            "https://*.example.com",
            "http://[::1]:9000",
            "http://[::1]",
            "HTTPS://Rooms.Example.com",
        ] {
            let origin: Origin = good
                .parse()
                .unwrap_or_else(|error| panic!("{good}: {error}"));
            assert_eq!(origin.to_string(), good.to_ascii_lowercase());
        }
    }

    #[test]
    fn what_is_no_origin_is_refused_with_what_would_work() {
        use NotAnOrigin::{Host, Path, Port, Scheme};
        for (bad, expected) in [
            ("", Scheme),
            ("*", Scheme),
            ("rooms.example.com", Scheme),
            ("ftp://example.com", Scheme),
            ("javascript://example.com", Scheme),
            ("https://example.com/", Path),
            ("https://example.com/room", Path),
            ("https://example.com?x", Path),
            ("https://", Host),
            ("https://*", Host),
            ("https://*.com", Host),
            ("https://a b", Host),
            ("https://a;script-src *", Host),
            ("https://a,b", Host),
            ("https://user@example.com", Host),
            ("https://a..b", Host),
            ("https://[nonsense]", Host),
            ("https://example.com:", Port),
            ("https://example.com:0", Port),
            ("https://example.com:+1", Port),
            ("https://example.com:70000", Port),
        ] {
            assert_eq!(bad.parse::<Origin>(), Err(expected), "{bad:?}");
        }
    }
}
