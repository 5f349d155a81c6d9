//! The HTTP side: headers on every route, the API, the app's files.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::sync::Arc;

use common::{TestRelay, http, request, test_limits};
use relay::{assets::Assets, store::memory::MemoryStore};
use serde_json::Value;

const SCRIPT: &str = "\nimport init from '/coplan-app-1a2b3c4d5e6f7a8b.js';\n";
/// `openssl dgst -sha256 -binary | base64` of [`SCRIPT`].
const SCRIPT_SHA256: &str = "HXJmGnpVxlFI6hj/iYMyoRAcCLYI8om52j7+ZdUtooE=";

async fn relay() -> TestRelay {
    TestRelay::start(Arc::new(MemoryStore::default())).await
}

async fn relay_with_app() -> TestRelay {
    relay_framed_by(&[]).await
}

async fn relay_framed_by(guests: &[&str]) -> TestRelay {
    let guests = guests.iter().map(|guest| guest.parse().unwrap()).collect();
    let index =
        format!("<!doctype html><script type=\"module\">{SCRIPT}</script><body>coplan</body>");
    let file = |name: &str, body: Vec<u8>| (name.to_owned(), body.into());
    let files = [
        file("index.html", index.into_bytes()),
        file("coplan-app-1a2b3c4d5e6f7a8b.js", b"let x;".repeat(500)),
        file("coplan-app-1a2b3c4d5e6f7a8b_bg.wasm", b"\0asm".to_vec()),
        file(
            "coplan-app-1a2b3c4d5e6f7a8b_bg.wasm.br",
            b"smaller".to_vec(),
        ),
    ];
    let assets = Assets::from_files(files);
    TestRelay::start_with(Arc::new(MemoryStore::default()), test_limits(), |setup| {
        setup.assets = assets;
        setup.frame_ancestors = guests;
    })
    .await
}

#[tokio::test]
async fn every_route_has_the_security_headers() {
    let relay = relay_with_app().await;
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/p/0123456789abcdef"),
        ("GET", "/coplan-app-1a2b3c4d5e6f7a8b.js"),
        ("GET", "/missing.css"),
        ("POST", "/"),
        ("GET", "/healthz"),
        ("POST", "/api/plans"),
        ("PUT", "/api/plans"),
        ("GET", "/api/nothing"),
        ("GET", "/api/plans/0123456789abcdef"),
        ("GET", "/sync/0123456789abcdef"),
    ] {
        let answer = http(relay.addr, method, path, "", "").await;
        let policy = answer
            .header("content-security-policy")
            .unwrap_or_else(|| panic!("{method} {path}"));
        for part in [
            "frame-ancestors 'self'",
            "connect-src 'self' ws: wss:",
            "'wasm-unsafe-eval'",
            "default-src 'self'",
        ] {
            assert!(policy.contains(part), "{method} {path}: {policy}");
        }
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"));
        assert_eq!(
            answer.header("referrer-policy"),
            Some("no-referrer"),
            "{method} {path}"
        );
        assert_eq!(
            answer.header("x-content-type-options"),
            Some("nosniff"),
            "{method} {path}"
        );
    }
}

/// Who may frame a page, by its policy.
async fn framed_by(relay: &TestRelay, method: &str, path: &str) -> String {
    let answer = http(relay.addr, method, path, "", "").await;
    let policy = answer.header("content-security-policy").unwrap().to_owned();
    let mut parts = policy
        .split("; ")
        .filter_map(|part| part.strip_prefix("frame-ancestors "));
    let found = parts.next().unwrap_or_else(|| panic!("{path}: {policy}"));
    assert_eq!(parts.next(), None, "{path}: one directive alone");
    found.to_owned()
}

#[tokio::test]
async fn only_an_embedded_plan_may_be_framed_and_only_by_who_was_named() {
    let guests = ["https://rooms.example.com", "http://127.0.0.1:9000"];
    let relay = relay_framed_by(&guests).await;
    for path in [
        "/embed/0123456789abcdef",
        "/embed/0123456789abcdef?view=timeline",
    ] {
        let expected = format!("'self' {} {}", guests[0], guests[1]);
        assert_eq!(framed_by(&relay, "GET", path).await, expected, "{path}");
    }
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/p/0123456789abcdef"),
        ("GET", "/p/embed/"),
        ("GET", "/embed"),
        ("GET", "/embedded/0123456789abcdef"),
        ("GET", "/storage?x=/embed/"),
        ("GET", "/sw.js"),
        ("GET", "/api/plans/0123456789abcdef"),
        ("POST", "/api/plans"),
        ("GET", "/healthz"),
    ] {
        assert_eq!(framed_by(&relay, method, path).await, "'self'", "{path}");
    }
}

#[tokio::test]
async fn without_the_option_nobody_frames_an_embedded_plan() {
    let relay = relay_with_app().await;
    let path = "/embed/0123456789abcdef";
    assert_eq!(framed_by(&relay, "GET", path).await, "'self'");
}

#[tokio::test]
async fn the_inline_script_of_the_app_is_allowed_by_its_hash() {
    let relay = relay_with_app().await;
    let answer = http(relay.addr, "GET", "/", "", "").await;
    let policy = answer.header("content-security-policy").unwrap();
    assert!(
        policy.contains(&format!(
            "script-src 'self' 'wasm-unsafe-eval' 'sha256-{SCRIPT_SHA256}'"
        )),
        "{policy}"
    );
}

#[tokio::test]
async fn pages_are_fresh_and_hashed_files_are_kept() {
    let relay = relay_with_app().await;
    for page in ["/", "/p/0123456789abcdef", "/index.html"] {
        let answer = http(relay.addr, "GET", page, "", "").await;
        assert_eq!(
            (answer.status, answer.header("cache-control")),
            (200, Some("no-cache")),
            "{page}"
        );
        assert!(answer.body.contains("coplan"));
        let tag = answer.header("etag").unwrap();
        let again = request(
            relay.addr,
            "GET",
            page,
            &format!("If-None-Match: {tag}\r\n"),
            "",
        )
        .await;
        assert_eq!((again.status, again.body.as_str()), (304, ""));
    }
    let script = http(relay.addr, "GET", "/coplan-app-1a2b3c4d5e6f7a8b.js", "", "").await;
    assert_eq!(
        script.header("cache-control"),
        Some("public, max-age=31536000, immutable")
    );
    assert_eq!(
        script.header("content-type"),
        Some("text/javascript; charset=utf-8")
    );
    assert_eq!(
        http(relay.addr, "GET", "/missing.js", "", "").await.status,
        404
    );
    assert_eq!(
        http(relay.addr, "GET", "/../Cargo.toml", "", "")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn compressed_files_go_to_those_who_take_them() {
    let relay = relay_with_app().await;
    let wasm = "/coplan-app-1a2b3c4d5e6f7a8b_bg.wasm";
    let small = request(relay.addr, "GET", wasm, "Accept-Encoding: gzip, br\r\n", "").await;
    assert_eq!(
        (small.header("content-encoding"), small.bytes.as_slice()),
        (Some("br"), &b"smaller"[..])
    );
    assert_eq!(small.header("content-type"), Some("application/wasm"));
    let plain = request(relay.addr, "GET", wasm, "", "").await;
    assert_eq!(
        (plain.header("content-encoding"), plain.bytes.as_slice()),
        (None, &b"\0asm"[..])
    );
}

#[tokio::test]
async fn without_an_app_it_says_so_and_serves_the_rest() {
    let relay = relay().await;
    let page = http(relay.addr, "GET", "/", "", "").await;
    assert_eq!(page.status, 404);
    assert!(page.body.contains("--app DIR"));
    let health = http(relay.addr, "GET", "/healthz", "", "").await.json();
    assert_eq!(
        (health["status"].as_str(), health["app"].as_bool()),
        (Some("ok"), Some(false))
    );
}

#[tokio::test]
async fn a_plan_comes_with_four_links_that_say_what_they_open() {
    let relay = relay().await;
    let made = http(
        relay.addr,
        "POST",
        "/api/plans",
        "",
        r#"{"label":"Northwind"}"#,
    )
    .await;
    assert_eq!(
        (made.status, made.header("cache-control")),
        (201, Some("no-store"))
    );
    let made = made.json();
    let plan = made["plan"].as_str().unwrap();
    let mut shown = Vec::new();
    for link in made["links"].as_array().unwrap() {
        let secret = link["secret"].as_str().unwrap();
        assert_eq!(link["path"], format!("/p/{plan}#k={secret}"));
        let seen = http(relay.addr, "GET", &format!("/api/plans/{plan}"), secret, "")
            .await
            .json();
        assert_eq!(seen["link"], link["id"]);
        let rooms: Vec<_> = seen["rooms"]
            .as_array()
            .unwrap()
            .iter()
            .map(|room| room.as_str().unwrap().replace(plan, ""))
            .collect();
        shown.push(format!(
            "{} {}: {}",
            seen["role"].as_str().unwrap(),
            seen["side"].as_str().unwrap(),
            rooms.join(" ")
        ));
    }
    assert_eq!(
        shown,
        [
            "admin seller:  /talk /side/seller",
            "editor seller:  /talk /side/seller",
            "editor buyer:  /talk /side/buyer",
            "viewer buyer: ",
        ]
    );
}

#[tokio::test]
async fn links_are_managed_by_an_admin_and_listed_without_secrets() {
    let relay = relay().await;
    let plan = relay.plan().await;
    let path = format!("/api/plans/{}/links", plan.id);
    let body = r#"{"role":"viewer","side":"partner","label":"Integrator"}"#;
    assert_eq!(
        http(relay.addr, "POST", &path, &plan.seller, body)
            .await
            .status,
        403
    );
    assert_eq!(
        http(relay.addr, "GET", &path, &plan.viewer, "")
            .await
            .status,
        403
    );
    assert_eq!(
        http(relay.addr, "GET", &path, "wrong", "").await.status,
        401
    );
    let minted = http(relay.addr, "POST", &path, &plan.admin, body).await;
    assert_eq!(minted.status, 201);
    let secret = minted.json()["secret"].as_str().unwrap().to_owned();
    let listed = http(relay.addr, "GET", &path, &plan.admin, "").await;
    assert!(listed.body.contains("Integrator"));
    for secret in [&secret, &plan.admin, &plan.buyer] {
        assert!(!listed.body.contains(secret.as_str()));
    }
    assert_eq!(listed.json()["links"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn bad_bodies_are_refused_with_a_reason() {
    let relay = relay().await;
    let plan = relay.plan().await;
    let path = format!("/api/plans/{}/links", plan.id);
    for body in [
        "",
        "{",
        r#"{"role":"king","side":"buyer"}"#,
        r#"{"role":"editor","side":"buyer","x":1}"#,
        r#"{"role":"editor"}"#,
    ] {
        let answer = http(relay.addr, "POST", &path, &plan.admin, body).await;
        assert_eq!(
            (answer.status, answer.json()["error"].as_str()),
            (400, Some("invalid")),
            "{body}"
        );
    }
    let long = format!(r#"{{"label":"{}"}}"#, "x".repeat(201));
    assert_eq!(
        http(relay.addr, "POST", "/api/plans", "", &long)
            .await
            .status,
        400
    );
    let huge = format!(r#"{{"label":"{}"}}"#, "x".repeat(100_000));
    assert_eq!(
        http(relay.addr, "POST", "/api/plans", "", &huge)
            .await
            .status,
        413
    );
}

#[tokio::test]
async fn plans_are_created_with_the_token_or_from_this_machine() {
    let with_token =
        TestRelay::start_with(Arc::new(MemoryStore::default()), test_limits(), |setup| {
            setup.create_token = Some("open sesame".into());
        })
        .await;
    let create = async |addr, token: &str| http(addr, "POST", "/api/plans", token, "").await.status;
    assert_eq!(create(with_token.addr, "").await, 401);
    assert_eq!(create(with_token.addr, "sesame").await, 401);
    assert_eq!(create(with_token.addr, "open sesame").await, 201);
    let without = relay().await;
    assert_eq!(create(without.addr, "").await, 201);
    // A proxy, or a foreign name that was pointed at this machine.
    let foreign = request(
        without.addr,
        "POST",
        "/api/plans",
        "Host: plans.example.com\r\n",
        "",
    )
    .await;
    assert_eq!(foreign.status, 401);
    let error: Value = foreign.json();
    assert_eq!(error["error"], "create_token_needed");
}
