//! What the tests share: a relay in this process, a client that speaks the wire, a store with gates.
#![allow(dead_code, reason = "each test file uses its part")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

pub mod gate;
pub mod process;

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use futures_util::{SinkExt, StreamExt};
use relay::{
    assets::Assets,
    config::Limits,
    outbox::Gauges,
    server::{self, Setup},
    store::Store,
};
use serde_json::Value;
use sync::{Document, Message, Replica};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::oneshot,
    task::JoinHandle,
};
use tokio_tungstenite::{
    WebSocketStream,
    tungstenite::{self, client::IntoClientRequest, protocol::WebSocketConfig},
};
use yrs::{GetString, ReadTxn, Text, WriteTxn};

/// A guard against hanging, never a measure.
const GUARD: Duration = Duration::from_secs(10);

/// Fails a test that would hang.
pub async fn in_time<T>(what: &str, work: impl Future<Output = T>) -> T {
    tokio::time::timeout(GUARD, work)
        .await
        .unwrap_or_else(|_| panic!("never happened: {what}"))
}

/// A relay in this process.
pub struct TestRelay {
    pub addr: SocketAddr,
    pub gauges: Arc<Gauges>,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<std::io::Result<()>>,
}

/// Limits that do not make tests wait.
pub fn test_limits() -> Limits {
    Limits {
        commit_retry: Duration::from_millis(20),
        close_wait: Duration::from_millis(200),
        ..Limits::default()
    }
}

impl TestRelay {
    pub async fn start(store: Arc<dyn Store>) -> Self {
        Self::start_with(store, test_limits(), |_| {}).await
    }

    pub async fn start_with(
        store: Arc<dyn Store>,
        limits: Limits,
        change: impl FnOnce(&mut Setup),
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = listener.local_addr().unwrap();
        let gauges = Arc::new(Gauges::default());
        let mut setup = Setup {
            store,
            assets: Assets::default(),
            limits,
            create_token: None,
            frame_ancestors: Vec::new(),
            insecure_open: false,
            gauges: gauges.clone(),
        };
        change(&mut setup);
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(server::run(listener, setup, async move {
            let _ = stopped.await;
        }));
        Self {
            addr,
            gauges,
            stop: Some(stop),
            running,
        }
    }

    /// Tells it to stop, as a signal would.
    pub fn signal(&mut self) {
        self.stop = None;
    }

    /// Stops, and waits for the end.
    pub async fn stop(mut self) {
        self.signal();
        in_time("the relay stops", self.running)
            .await
            .unwrap()
            .unwrap();
    }

    /// Makes a plan over the API.
    pub async fn plan(&self) -> Plan {
        Plan::create(self.addr).await
    }
}

/// A plan and the secrets of its first links.
pub struct Plan {
    pub addr: SocketAddr,
    pub id: String,
    pub admin: String,
    pub seller: String,
    pub buyer: String,
    pub viewer: String,
    pub links: Value,
}

impl Plan {
    pub async fn create(addr: SocketAddr) -> Self {
        let made = http(addr, "POST", "/api/plans", "", "").await;
        assert_eq!(made.status, 201, "{}", made.body);
        let made: Value = serde_json::from_str(&made.body).unwrap();
        let secret = |at: usize| made["links"][at]["secret"].as_str().unwrap().to_owned();
        let id = made["plan"].as_str().unwrap().to_owned();
        Self {
            addr,
            id,
            admin: secret(0),
            seller: secret(1),
            buyer: secret(2),
            viewer: secret(3),
            links: made["links"].clone(),
        }
    }

    /// Connects, and has exchanged both steps.
    pub async fn join(&self, secret: &str) -> Client {
        let mut client = Client::open(self.addr, &self.id, "coplan.v1", secret).await;
        client.sync().await;
        client
    }
}

/// One answer.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(':')?;
            key.eq_ignore_ascii_case(name).then(|| value.trim())
        })
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("no JSON: {}", self.body))
    }
}

/// One request over a connection of its own. `more`: header lines, each with its line end.
pub async fn request(addr: SocketAddr, method: &str, path: &str, more: &str, body: &str) -> Answer {
    let work = async {
        let mut stream = TcpStream::connect(addr).await.unwrap();
        let host = if more.contains("Host:") {
            String::new()
        } else {
            format!("Host: {addr}\r\n")
        };
        let head = format!(
            "{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n{more}Content-Length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).await.unwrap();
        bytes
    };
    let bytes = in_time("an answer", work).await;
    let split = bytes
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .expect("a head");
    let head = String::from_utf8(bytes[..split].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let bytes = bytes[split + 4..].to_vec();
    Answer {
        status,
        head,
        body: String::from_utf8_lossy(&bytes).into_owned(),
        bytes,
    }
}

/// One API request with a secret.
pub async fn http(addr: SocketAddr, method: &str, path: &str, secret: &str, body: &str) -> Answer {
    let bearer = if secret.is_empty() {
        String::new()
    } else {
        format!("Authorization: Bearer {secret}\r\n")
    };
    request(addr, method, path, &bearer, body).await
}

/// What a client saw.
#[derive(Debug, PartialEq)]
pub enum Seen {
    Frame(Vec<u8>),
    Closed(u16),
}

/// A client that speaks the wire, with a document of one text.
pub struct Client {
    pub socket: WebSocketStream<TcpStream>,
    pub document: Document,
    /// Step 2 and update messages sent, and how many of them are on disk.
    pub sent: u64,
    pub saved: u64,
    /// The last presence by client id.
    pub present: std::collections::BTreeMap<u64, Value>,
    pub denied: Option<String>,
}

impl Client {
    /// Opens a socket and says nothing yet.
    pub async fn open(addr: SocketAddr, room: &str, protocol: &str, secret: &str) -> Self {
        let stream = TcpStream::connect(addr).await.unwrap();
        Self::over(stream, addr, room, &format!("{protocol}, key.{secret}")).await
    }

    pub async fn over(stream: TcpStream, addr: SocketAddr, room: &str, protocols: &str) -> Self {
        let mut request = format!("ws://{addr}/sync/{room}")
            .into_client_request()
            .unwrap();
        if !protocols.is_empty() {
            request
                .headers_mut()
                .insert("sec-websocket-protocol", protocols.parse().unwrap());
        }
        let config = WebSocketConfig::default()
            .max_message_size(None)
            .max_frame_size(None);
        let opening = tokio_tungstenite::client_async_with_config(request, stream, Some(config));
        let (socket, _) = in_time("the upgrade", opening).await.unwrap();
        let mut id = [0; 8];
        getrandom::fill(&mut id).unwrap();
        let document = Document::new(u64::from_le_bytes(id) >> 11);
        Self {
            socket,
            document,
            sent: 0,
            saved: 0,
            present: Default::default(),
            denied: None,
        }
    }

    pub async fn send(&mut self, message: Message<'_>) {
        if matches!(message, Message::SyncStep2(_) | Message::Update(_)) {
            self.sent += 1;
        }
        self.send_raw(message.encode()).await;
    }

    pub async fn send_raw(&mut self, bytes: Vec<u8>) {
        let sending = self.socket.send(tungstenite::Message::Binary(bytes.into()));
        // A relay that has closed already is seen by the next read.
        let _ = in_time("a frame is sent", sending).await;
    }

    /// The next frame or the close code; a connection that ends without one counts as 1006.
    pub async fn see(&mut self) -> Seen {
        loop {
            match in_time("a frame arrives", self.socket.next()).await {
                Some(Ok(tungstenite::Message::Binary(bytes))) => {
                    return Seen::Frame(bytes.to_vec());
                }
                Some(Ok(tungstenite::Message::Close(frame))) => {
                    return Seen::Closed(frame.map_or(1005, |frame| frame.code.into()));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Seen::Closed(1006),
            }
        }
    }

    /// Takes the next frame in: documents, presence, acknowledgements. Answers step 1. `Err`: closed.
    pub async fn take(&mut self) -> Result<(), u16> {
        match self.see().await {
            Seen::Frame(frame) => self.understand(&frame).await,
            Seen::Closed(code) => return Err(code),
        }
        Ok(())
    }

    async fn understand(&mut self, frame: &[u8]) {
        match Message::decode(frame).unwrap() {
            Message::SyncStep1(state_vector) => {
                let step_2 = self.document.diff(state_vector).unwrap();
                self.send(Message::SyncStep2(&step_2)).await;
            }
            Message::SyncStep2(update) | Message::Update(update) => {
                self.document.apply(update).unwrap();
            }
            Message::Saved(count) => self.saved = count,
            Message::Denied(reason) => self.denied = Some(reason.to_owned()),
            Message::Awareness(bytes) => {
                for entry in sync::awareness::decode(bytes).unwrap() {
                    let state = entry
                        .state
                        .map(|state| serde_json::from_str(state).unwrap());
                    match state {
                        Some(state) => drop(self.present.insert(entry.client, state)),
                        None => drop(self.present.remove(&entry.client)),
                    }
                }
            }
            Message::QueryAwareness => {}
        }
    }

    /// Exchanges both steps.
    pub async fn sync(&mut self) {
        let state_vector = self.document.state_vector();
        self.send(Message::SyncStep1(&state_vector)).await;
        let (mut asked, mut answered) = (false, false);
        while !(asked && answered) {
            let Seen::Frame(frame) = self.see().await else {
                panic!("closed during the handshake")
            };
            asked |= matches!(Message::decode(&frame), Ok(Message::SyncStep1(_)));
            answered |= matches!(Message::decode(&frame), Ok(Message::SyncStep2(_)));
            self.understand(&frame).await;
        }
    }

    /// Types at the end, locally; gives the update.
    pub fn edit(&mut self, text: &str) -> Vec<u8> {
        self.document
            .edit(|txn| txn.get_or_insert_text("text").push(txn, text))
            .expect("a change")
    }

    /// Deletes from the start, locally; gives the update.
    pub fn delete(&mut self, length: u32) -> Vec<u8> {
        self.document
            .edit(|txn| txn.get_or_insert_text("text").remove_range(txn, 0, length))
            .expect("a change")
    }

    /// Types and sends.
    pub async fn write(&mut self, text: &str) {
        let update = self.edit(text);
        self.send(Message::Update(&update)).await;
    }

    pub fn text(&self) -> String {
        self.document.read(|txn| {
            txn.get_text("text")
                .map(|text| text.get_string(txn))
                .unwrap_or_default()
        })
    }

    /// Until everything sent is on disk.
    pub async fn until_saved(&mut self) {
        while self.saved < self.sent {
            self.take().await.expect("connected");
        }
    }

    /// Until the text satisfies.
    pub async fn until_text(&mut self, wanted: impl Fn(&str) -> bool) {
        while !wanted(&self.text()) {
            self.take().await.expect("connected");
        }
    }

    /// Until presence satisfies.
    pub async fn until_present(
        &mut self,
        wanted: impl Fn(&std::collections::BTreeMap<u64, Value>) -> bool,
    ) {
        while !wanted(&self.present) {
            self.take().await.expect("connected");
        }
    }

    /// Until the relay closes; the code.
    pub async fn until_closed(&mut self) -> u16 {
        loop {
            if let Err(code) = self.take().await {
                return code;
            }
        }
    }

    /// Shows presence under a client id.
    pub async fn show(&mut self, client: u64, clock: u64, state: Option<&str>) {
        let body = sync::awareness::encode(&[sync::awareness::Entry {
            client,
            clock,
            state,
        }]);
        self.send(Message::Awareness(&body)).await;
    }
}
