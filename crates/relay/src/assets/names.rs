//! What names, headers and the index page say about the app's files.

use std::collections::HashMap;

use axum::{
    body::Bytes,
    http::{HeaderMap, header},
};

/// Hexadecimal digits in a file name that make it immutable: Trunk puts 16.
const HASH_DIGITS_MIN: usize = 8;

/// Whether a file is the compressed form of another.
pub fn is_compressed(name: &str, all: &HashMap<String, Bytes>) -> bool {
    let of = name
        .strip_suffix(".br")
        .or_else(|| name.strip_suffix(".gz"));
    of.is_some_and(|of| all.contains_key(of))
}

/// Whether a name holds a hash, as in `coplan-app-1a2b3c4d5e6f7a8b_bg.wasm`.
pub fn has_hash(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split(['-', '_', '.']).any(|part| {
        part.len() >= HASH_DIGITS_MIN
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    })
}

/// Whether the request takes this encoding.
pub fn accepts(request: &HeaderMap, encoding: &str) -> bool {
    request
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|offer| {
            let (name, quality) = offer.split_once(';').unwrap_or((offer, ""));
            let refused = quality.trim().trim_start_matches("q=").parse() == Ok(0.0_f32);
            name.trim().eq_ignore_ascii_case(encoding) && !refused
        })
}

/// By extension.
pub fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or("") {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "webp" => "image/webp",
        "woff2" => "font/woff2",
        "txt" | "csv" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// Whether compression gains anything.
pub fn gains(content_type: &str) -> bool {
    !matches!(content_type, "image/png" | "image/webp" | "font/woff2")
}

/// The texts between `<script …>` and `</script>` of scripts without `src`: exactly what a browser hashes.
pub fn inline_scripts(html: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find("<script") {
        let tag = &rest[start..];
        let Some((attributes, after)) = tag.split_once('>') else {
            break;
        };
        let Some((body, after)) = after.split_once("</script") else {
            break;
        };
        if !attributes.contains(" src=") && !body.trim().is_empty() {
            scripts.push(body);
        }
        rest = after;
    }
    scripts
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn names_with_a_hash_are_immutable() {
        for name in [
            "coplan-app-1a2b3c4d5e6f7a8b_bg.wasm",
            "style/base-4e5f60718293a4b5.css",
        ] {
            assert!(has_hash(name), "{name}");
        }
        for name in [
            "index.html",
            "coplan-app.js",
            "fonts/facade.woff2",
            "icon-192.png",
        ] {
            assert!(!has_hash(name), "{name}");
        }
    }

    #[test]
    fn inline_scripts_are_found_and_others_left() {
        let html = r#"<script src="a.js"></script><script type="module">
import x from '/x.js';</script><p>hi</p><script></script>"#;
        assert_eq!(inline_scripts(html), ["\nimport x from '/x.js';"]);
    }

    #[test]
    fn encodings_are_negotiated() {
        let request = |value: &'static str| {
            HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(value))])
        };
        assert!(accepts(&request("gzip, deflate, br;q=1.0"), "br"));
        assert!(!accepts(&request("gzip, br;q=0"), "br"));
        assert!(!accepts(&request("brotli"), "br"));
    }
}
