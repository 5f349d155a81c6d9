//! Promises P8 and P9: presence tells the truth, rights are checked before any byte of content.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod common;

use std::sync::Arc;

use common::{Client, Plan, Seen, TestRelay, http};
use relay::{
    access::now_ms,
    store::{Store, memory::MemoryStore},
};
use sync::{Message, Replica};

async fn relay() -> (TestRelay, Plan) {
    let relay = TestRelay::start(Arc::new(MemoryStore::default())).await;
    let plan = relay.plan().await;
    (relay, plan)
}

#[tokio::test]
async fn p8_presence_is_shown_with_the_side_of_the_link_and_removed_on_close() {
    let (_relay, plan) = relay().await;
    let mut ann = plan.join(&plan.seller).await;
    ann.show(7, 1, Some(r#"{"name":"Ann","side":"buyer"}"#))
        .await;
    ann.until_present(|present| present.contains_key(&7)).await; // the own echo is kept
    let mut late = plan.join(&plan.buyer).await;
    late.until_present(|present| {
        present
            .get(&7)
            .is_some_and(|state| state["side"] == "seller")
    })
    .await;
    drop(ann);
    late.until_present(|present| !present.contains_key(&7))
        .await;
}

#[tokio::test]
async fn p8_the_name_of_a_personal_link_cannot_be_changed() {
    let (_relay, plan) = relay().await;
    let body = r#"{"role":"editor","side":"buyer","label":"CFO","person":"Carla"}"#;
    let link = http(
        plan.addr,
        "POST",
        &format!("/api/plans/{}/links", plan.id),
        &plan.admin,
        body,
    )
    .await
    .json();
    let mut carla = plan.join(link["secret"].as_str().unwrap()).await;
    carla.show(9, 1, Some(r#"{"name":"Ann"}"#)).await;
    carla
        .until_present(|present| {
            present
                .get(&9)
                .is_some_and(|state| state["name"] == "Carla")
        })
        .await;
}

#[tokio::test]
async fn p8_nobody_changes_or_ends_the_presence_of_another() {
    let (_relay, plan) = relay().await;
    let mut ann = plan.join(&plan.seller).await;
    ann.show(7, 1, Some(r#"{"name":"Ann"}"#)).await;
    ann.until_present(|present| present.contains_key(&7)).await;
    let mut viewer = plan.join(&plan.viewer).await;
    viewer
        .until_present(|present| present.contains_key(&7))
        .await;
    viewer.show(8, 1, Some(r#"{"name":"Vic"}"#)).await; // a viewer may be present
    ann.until_present(|present| present.contains_key(&8)).await;
    viewer.show(7, 50, Some(r#"{"name":"Mallory"}"#)).await;
    viewer.show(7, 51, None).await;
    viewer
        .show(8, 2, Some(r#"{"name":"Vic","seen":true}"#))
        .await; // arrives after the forgeries
    ann.until_present(|present| present.get(&8).is_some_and(|state| state["seen"] == true))
        .await;
    assert_eq!(ann.present[&7]["name"], "Ann");
    let mut late = plan.join(&plan.buyer).await;
    late.until_present(|present| present.len() == 2).await;
    assert_eq!(late.present[&7]["name"], "Ann");
}

#[tokio::test]
async fn p8_presence_over_four_kilobytes_is_too_large() {
    let (_relay, plan) = relay().await;
    let mut ann = plan.join(&plan.seller).await;
    let state = format!(r#"{{"name":"{}"}}"#, "x".repeat(5000));
    ann.show(7, 1, Some(&state)).await;
    assert_eq!(ann.until_closed().await, 4413);
}

#[tokio::test]
async fn p9_an_unknown_plan_and_a_wrong_key_get_the_same_answer() {
    let (relay, plan) = relay().await;
    let mut closes = Vec::new();
    for (room, key) in [
        ("0123456789abcdef", plan.admin.as_str()),
        (&plan.id, "wrong"),
        (&plan.id, ""),
        (&plan.id, &"x".repeat(5000)),
        (&format!("{}/talk", plan.id), "wrong"),
        (&format!("{}/nonsense", plan.id), "wrong"),
    ] {
        let mut client = Client::open(relay.addr, room, "coplan.v1", key).await;
        closes.push(client.see().await);
    }
    assert!(
        closes.iter().all(|close| *close == Seen::Closed(4401)),
        "{closes:?}"
    );
    let unknown = http(
        relay.addr,
        "GET",
        "/api/plans/0123456789abcdef",
        &plan.admin,
        "",
    )
    .await;
    let wrong = http(
        relay.addr,
        "GET",
        &format!("/api/plans/{}", plan.id),
        "wrong",
        "",
    )
    .await;
    assert_eq!((unknown.status, &unknown.body), (401, &wrong.body));
    assert_eq!(
        unknown.header("content-length"),
        wrong.header("content-length")
    );
}

#[tokio::test]
async fn p9_the_key_is_not_selected_as_protocol() {
    use tokio_tungstenite::tungstenite::client::IntoClientRequest;
    let (relay, plan) = relay().await;
    for (offered, selected) in [("coplan.v1", "coplan.v1"), ("y.v1", "y.v1")] {
        let mut request = format!("ws://{}/sync/{}", relay.addr, plan.id)
            .into_client_request()
            .unwrap();
        let protocols = format!("{offered}, key.{}", plan.viewer);
        request
            .headers_mut()
            .insert("sec-websocket-protocol", protocols.parse().unwrap());
        let stream = tokio::net::TcpStream::connect(relay.addr).await.unwrap();
        let (_, response) = tokio_tungstenite::client_async(request, stream)
            .await
            .unwrap();
        assert_eq!(response.headers()["sec-websocket-protocol"], selected);
    }
}

#[tokio::test]
async fn p9_a_viewer_changes_nothing_whatever_it_sends() {
    let (_relay, plan) = relay().await;
    let mut ann = plan.join(&plan.seller).await;
    ann.write("signed").await;
    ann.until_saved().await;
    for attack in ["step 2", "update", "deletion"] {
        let mut viewer = plan.join(&plan.viewer).await;
        assert_eq!(viewer.text(), "signed");
        let update = match attack {
            "deletion" => viewer.delete(3),
            _ => viewer.edit("forged"),
        };
        match attack {
            "step 2" => viewer.send(Message::SyncStep2(&update)).await,
            _ => viewer.send(Message::Update(&update)).await,
        }
        assert_eq!(viewer.until_closed().await, 4403, "{attack}");
        assert!(viewer.denied.is_some(), "{attack}: it was not told");
    }
    let fresh = plan.join(&plan.buyer).await;
    assert_eq!(fresh.text(), "signed");
}

#[tokio::test]
async fn p9_a_viewer_with_nothing_new_stays_connected() {
    let (_relay, plan) = relay().await;
    let mut ann = plan.join(&plan.seller).await;
    ann.write("signed!").await;
    let deletion = ann.delete(1);
    ann.send(Message::Update(&deletion)).await;
    ann.until_saved().await;
    let mut viewer = plan.join(&plan.viewer).await;
    let whole = viewer.document.diff(&[0]).unwrap(); // not empty: it carries the delete set
    viewer.send(Message::SyncStep2(&whole)).await;
    ann.write("?").await;
    viewer.until_text(|text| text == "igned!?").await;
}

#[tokio::test]
async fn p9_a_link_opens_its_own_documents_only() {
    let (relay, plan) = relay().await;
    let open = async |room: &str, secret: &str| {
        let mut client = Client::open(
            relay.addr,
            &format!("{}{room}", plan.id),
            "coplan.v1",
            secret,
        )
        .await;
        match client.see().await {
            Seen::Frame(_) => 0,
            Seen::Closed(code) => code,
        }
    };
    assert_eq!(open("/talk", &plan.buyer).await, 0);
    assert_eq!(open("/side/buyer", &plan.buyer).await, 0);
    assert_eq!(open("/side/seller", &plan.admin).await, 0);
    assert_eq!(open("/side/buyer", &plan.admin).await, 4403);
    assert_eq!(open("/side/seller", &plan.buyer).await, 4403);
    assert_eq!(open("/side/buyer", &plan.viewer).await, 4403);
    assert_eq!(open("/talk", &plan.viewer).await, 4403);
    assert_eq!(open("/side/partner", &plan.admin).await, 4403);
    assert_eq!(open("/elsewhere", &plan.admin).await, 4403);
}

#[tokio::test]
async fn p9_revocation_cuts_open_connections_at_once_and_others_not() {
    let (_relay, plan) = relay().await;
    let mut buyer = plan.join(&plan.buyer).await;
    let mut seller = plan.join(&plan.seller).await;
    let id = plan.links[2]["id"].as_str().unwrap();
    let path = format!("/api/plans/{}/links/{id}", plan.id);
    assert_eq!(
        http(plan.addr, "DELETE", &path, &plan.admin, "")
            .await
            .status,
        204
    );
    assert_eq!(buyer.until_closed().await, 4401);
    let mut again = Client::open(plan.addr, &plan.id, "coplan.v1", &plan.buyer).await;
    assert_eq!(again.until_closed().await, 4401);
    seller.write("still here").await;
    seller.until_saved().await;
    assert_eq!(
        http(plan.addr, "DELETE", &path, &plan.admin, "")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn p9_a_link_that_runs_out_is_cut_and_opens_nothing_more() {
    let (_relay, plan) = relay().await;
    let mint = async |expires: u64| {
        let body = format!(r#"{{"role":"editor","side":"buyer","expires":{expires}}}"#);
        let path = format!("/api/plans/{}/links", plan.id);
        http(plan.addr, "POST", &path, &plan.admin, &body)
            .await
            .json()["secret"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let mut late = Client::open(plan.addr, &plan.id, "coplan.v1", &mint(now_ms() - 1).await).await;
    assert_eq!(late.until_closed().await, 4401);
    let mut soon = Client::open(
        plan.addr,
        &plan.id,
        "coplan.v1",
        &mint(now_ms() + 500).await,
    )
    .await;
    soon.sync().await;
    assert_eq!(soon.until_closed().await, 4401);
}

#[tokio::test]
async fn p9_the_client_id_is_kept_with_the_link_that_first_wrote_with_it() {
    let store = Arc::new(MemoryStore::default());
    let relay = TestRelay::start(store.clone()).await;
    let plan = relay.plan().await;
    let mut buyer = plan.join(&plan.buyer).await;
    buyer.write("mine").await;
    buyer.until_saved().await;
    let link = store
        .client_link(&plan.id, buyer.document.client_id())
        .unwrap();
    assert_eq!(link.as_deref(), plan.links[2]["id"].as_str());
}

#[tokio::test]
async fn insecure_open_serves_any_room_but_not_to_foreign_pages() {
    let store = Arc::new(MemoryStore::default());
    let relay = TestRelay::start_with(store, common::test_limits(), |setup| {
        setup.insecure_open = true;
    })
    .await;
    let connect = async |origin: Option<&str>| {
        use tokio_tungstenite::tungstenite::client::IntoClientRequest;
        let mut request = format!("ws://{}/sync/any/room", relay.addr)
            .into_client_request()
            .unwrap();
        if let Some(origin) = origin {
            request
                .headers_mut()
                .insert("origin", origin.parse().unwrap());
        }
        let stream = tokio::net::TcpStream::connect(relay.addr).await.unwrap();
        let (socket, _) = tokio_tungstenite::client_async(request, stream)
            .await
            .unwrap();
        let document = sync::Document::new(5);
        let mut client = Client {
            socket,
            document,
            sent: 0,
            saved: 0,
            present: Default::default(),
            denied: None,
        };
        client.see().await
    };
    assert!(matches!(connect(None).await, Seen::Frame(_)));
    assert!(matches!(
        connect(Some("http://localhost:5173")).await,
        Seen::Frame(_)
    ));
    assert_eq!(
        connect(Some("https://example.com")).await,
        Seen::Closed(4403)
    );
}
