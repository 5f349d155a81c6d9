//! Promises P10 and P14, and the command line: the real binary as a process.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use common::{
    Client, Plan, Seen,
    process::{Serving, run},
};
use relay::{
    access::{Link, Role, Side},
    store::{Store, sqlite::SqliteStore},
};

/// `RELAY_KILLS`: how often the relay is killed; more by night.
const KILLS: &str = "RELAY_KILLS";
const KILLS_IN_CI: usize = 8;

/// Drawn and printed, so that a failure can be repeated.
#[allow(clippy::print_stdout, reason = "a failure is repeated with it")]
fn seed() -> u64 {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes).unwrap();
    let drawn = std::env::var("RELAY_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = drawn.unwrap_or(u64::from_le_bytes(bytes));
    println!("RELAY_SEED={seed}");
    seed
}

fn next(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

/// Where the next process listens and where clients come back to.
fn moved(plan: &mut Plan, serving: &Serving) {
    plan.addr = serving.addr;
}

#[tokio::test]
async fn p10_killed_at_any_point_it_starts_again_with_everything_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let rounds = std::env::var(KILLS)
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(KILLS_IN_CI);
    let mut seed = seed();
    let mut serving = Serving::start(folder.path(), &[]);
    let mut plan = Plan::create(serving.addr).await;
    let (mut acknowledged, mut sent) = (0, 0);
    for round in 0..rounds {
        let mut ann = Client::open(plan.addr, &plan.id, "coplan.v1", &plan.seller).await;
        ann.sync().await;
        let found = ann.text().len();
        assert!(
            found >= acknowledged,
            "round {round}: {found} letters left of {acknowledged} acknowledged"
        );
        assert!(found <= sent, "round {round}: more than was ever sent");
        sent = found;
        // Kill after this many acknowledgements, with more edits on their way. Compaction comes every
        // 500 entries or 64 KiB: long words make it come within a round.
        let word = "x".repeat(1 + next(&mut seed) as usize % 3000);
        let acknowledgements = next(&mut seed) % 60;
        for _ in 0..acknowledgements + 20 {
            ann.write(&word).await;
        }
        sent += word.len() * (acknowledgements as usize + 20);
        let first = ann.saved;
        while ann.saved < first + acknowledgements {
            ann.take().await.expect("connected");
        }
        serving.kill();
        // What was acknowledged until the end counts, too.
        while ann.take().await.is_ok() {}
        // The first message of a connection is the step 2 of the handshake.
        acknowledged = found + ann.saved.saturating_sub(1) as usize * word.len();
        serving = Serving::start(folder.path(), &[]);
        moved(&mut plan, &serving);
    }
    let mut last = Client::open(plan.addr, &plan.id, "coplan.v1", &plan.buyer).await;
    last.sync().await;
    assert!(last.text().len() >= acknowledged && acknowledged > 0);
}

#[tokio::test]
async fn p14_sigterm_commits_says_goodbye_and_ends_in_two_seconds() {
    for signal in ["TERM", "INT"] {
        let folder = tempfile::tempdir().unwrap();
        let serving = Serving::start(folder.path(), &[]);
        let plan = Plan::create(serving.addr).await;
        let mut ann = plan.join(&plan.seller).await;
        let mut idle = plan.join(&plan.viewer).await;
        ann.write("last words").await;
        // Its question is answered after the edit was taken in; then the signal.
        idle.until_text(|text| text == "last words").await;
        let began = Instant::now();
        serving.signal(signal);
        assert_eq!(ann.until_closed().await, 1012);
        assert_eq!(idle.until_closed().await, 1012);
        assert_eq!(
            ann.saved, ann.sent,
            "committed and acknowledged before the end"
        );
        let status = tokio::task::spawn_blocking(move || serving.wait())
            .await
            .unwrap();
        assert!(status.success());
        assert!(
            began.elapsed() < Duration::from_secs(2),
            "{:?}",
            began.elapsed()
        );
        let store = SqliteStore::open(&folder.path().join("coplan.db")).unwrap();
        assert_eq!(store.load(&plan.id).unwrap().updates.len(), 1);
    }
}

#[tokio::test]
async fn p14_a_connection_that_takes_nothing_does_not_hold_up_the_end() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path(), &[]);
    let plan = Plan::create(serving.addr).await;
    let deaf = plan.join(&plan.seller).await; // never reads again
    let unfinished = tokio::net::TcpStream::connect(serving.addr).await.unwrap(); // never asks
    let began = Instant::now();
    serving.signal("TERM");
    let status = tokio::task::spawn_blocking(move || serving.wait())
        .await
        .unwrap();
    assert!(
        status.success() && began.elapsed() < Duration::from_secs(2),
        "{:?}",
        began.elapsed()
    );
    drop((deaf, unfinished));
}

fn refusal(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

fn serve_arguments(data: &Path) -> Vec<&str> {
    vec![
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--data",
        data.to_str().unwrap(),
    ]
}

/// Makes a store with a plan in it; gives the file.
fn store_with_a_plan(folder: &Path) -> std::path::PathBuf {
    let file = folder.join("coplan.db");
    let store = SqliteStore::open_or_create(&file).unwrap();
    let (link, secret) = Link::mint("p", Role::Admin, Side::Seller, "", 0);
    store
        .create_plan("p", "", 0, &[(link, secret.hash())])
        .unwrap();
    store.close();
    file
}

#[test]
fn p4_a_damaged_data_file_stops_the_start_and_is_left_as_it_is() {
    type Damage = fn(&mut Vec<u8>);
    let damage: [(&str, Damage); 4] = [
        ("overwritten head", |bytes| bytes[..100].fill(b'x')),
        ("a page in the middle", |bytes| bytes[4096..8192].fill(0xee)),
        ("cut in half", |bytes| bytes.truncate(bytes.len() / 2)),
        ("empty", Vec::clear),
    ];
    for (what, damage) in damage {
        let folder = tempfile::tempdir().unwrap();
        let file = store_with_a_plan(folder.path());
        let mut bytes = fs::read(&file).unwrap();
        damage(&mut bytes);
        fs::write(&file, &bytes).unwrap();
        let said = refusal(&serve_arguments(folder.path()));
        assert!(
            said.contains("coplan.db") && said.contains("damaged") && said.contains("backup"),
            "{what}: {said}"
        );
        assert!(
            fs::read(&file).unwrap() == bytes,
            "{what}: the file was changed"
        );
    }
}

#[test]
fn p4_a_foreign_database_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("coplan.db"),
        "not a database, but long enough to be looked at",
    )
    .unwrap();
    assert!(refusal(&serve_arguments(folder.path())).contains("coplan.db"));
}

#[tokio::test]
async fn a_second_relay_on_the_same_folder_refuses_and_link_works_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let serving = Serving::start(folder.path(), &[]);
    let plan = Plan::create(serving.addr).await;
    let said = refusal(&serve_arguments(folder.path()));
    assert!(said.contains("another relay"), "{said}");

    let data = folder.path().to_str().unwrap();
    let output = run(&[
        "link", &plan.id, "--role", "editor", "--side", "buyer", "--data", data,
    ]);
    assert!(output.status.success());
    let path = String::from_utf8(output.stdout).unwrap();
    let secret = path
        .trim()
        .strip_prefix(&format!("/p/{}#k=", plan.id))
        .expect("a path");
    let mut client = Client::open(serving.addr, &plan.id, "coplan.v1", secret).await;
    assert!(matches!(client.see().await, Seen::Frame(_)));

    assert!(
        refusal(&[
            "link", "unknown", "--role", "viewer", "--side", "buyer", "--data", data
        ])
        .contains("no plan")
    );
    let nowhere = folder.path().join("nowhere");
    assert!(
        refusal(&[
            "link",
            "p",
            "--role",
            "viewer",
            "--side",
            "buyer",
            "--data",
            nowhere.to_str().unwrap()
        ])
        .contains("does not exist")
    );
    assert!(!nowhere.exists());
}

#[test]
fn insecure_open_listens_on_loopback_only() {
    let folder = tempfile::tempdir().unwrap();
    let said = refusal(&[
        "serve",
        "--insecure-open",
        "--listen",
        "0.0.0.0:0",
        "--data",
        folder.path().to_str().unwrap(),
    ]);
    assert!(said.contains("loopback"), "{said}");
}

#[test]
fn a_site_that_is_no_origin_is_refused_with_what_would_work() {
    for (site, expected) in [
        ("rooms.example.com", "https://"),
        ("https://rooms.example.com/room", "leave out path"),
    ] {
        let said = refusal(&["serve", "--frame-ancestors", "https://good.example", site]);
        assert!(said.contains(site) && said.contains(expected), "{said}");
    }
}

#[tokio::test]
async fn logs_hold_no_secret_even_when_they_say_everything() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let serving = Serving::start_logging(
        &folder.path().join("data"),
        &log,
        "trace",
        &["--create-token", "open-sesame"],
    );
    let made = common::http(serving.addr, "POST", "/api/plans", "open-sesame", "")
        .await
        .json();
    let id = made["plan"].as_str().unwrap().to_owned();
    let secrets: Vec<String> = (0..4)
        .map(|at| made["links"][at]["secret"].as_str().unwrap().to_owned())
        .collect();
    for secret in &secrets {
        let mut client = Client::open(serving.addr, &id, "coplan.v1", secret).await;
        client.sync().await;
        common::http(serving.addr, "GET", &format!("/api/plans/{id}"), secret, "").await;
    }
    let mut wrong = Client::open(serving.addr, &id, "coplan.v1", "a-wrong-secret").await;
    wrong.until_closed().await;
    serving.signal("TERM");
    tokio::task::spawn_blocking(move || serving.wait())
        .await
        .unwrap();
    let log = fs::read_to_string(log).unwrap();
    assert!(
        log.contains("plan created") && log.contains("connection joined"),
        "{log}"
    );
    for secret in secrets
        .iter()
        .map(String::as_str)
        .chain(["open-sesame", "a-wrong-secret"])
    {
        let line = log.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{line:?}");
    }
}

/// The September example, as the repository carries it.
const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/september.csv");

#[tokio::test]
async fn a_plan_made_from_a_table_is_there_when_its_links_are_opened() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let arguments = [
        "new",
        "--from",
        EXAMPLE,
        "--title",
        "Quoting",
        "--json",
        "--data",
        data.to_str().unwrap(),
    ];
    let output = run(&arguments);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let made: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let plan = made["plan"].as_str().unwrap();
    let buyer = &made["links"][2];
    assert_eq!(
        (buyer["role"].as_str(), buyer["side"].as_str()),
        (Some("editor"), Some("buyer"))
    );
    let serving = Serving::start(&data, &[]);
    let mut client = Client::open(
        serving.addr,
        plan,
        "coplan.v1",
        buyer["secret"].as_str().unwrap(),
    )
    .await;
    client.sync().await;
    let mut document = plan::doc::PlanDoc::new(1);
    document.merge(client.document.encode()).unwrap();
    let read = document.read();
    assert_eq!(
        (read.title.as_str(), read.milestones.len()),
        ("Quoting", 11)
    );
    assert!(read.oddities.is_empty(), "{:?}", read.oddities);
    let beside = run(&arguments); // beside a running relay
    assert!(
        beside.status.success(),
        "{}",
        String::from_utf8_lossy(&beside.stderr)
    );
    assert!(
        refusal(&[
            "new",
            "--from",
            "no-such.csv",
            "--data",
            data.to_str().unwrap()
        ])
        .contains("no-such.csv")
    );
}
