//! One connection: the socket on one side, the room's inbox and the outbox on the other.
//!
//! Reading and writing go on at the same time in one task, so a client that does not read cannot stop us
//! from hearing it, and a thousand idle connections stay small (P13).

use std::sync::Arc;

use axum::{
    Error,
    extract::ws::{CloseFrame, Message, WebSocket},
};
use futures_util::{
    SinkExt, StreamExt,
    stream::{SplitSink, SplitStream},
};
use sync::{Access, Frame, PeerId, close};
use tokio::{
    sync::{broadcast, mpsc},
    time::timeout,
};
use tokio_tungstenite::tungstenite;

use crate::{
    access::Link,
    config::Limits,
    outbox::{Gauges, Next, Outbox},
    revocation::link_ends,
    room_task::{Joining, RoomMessage},
    rooms::Rooms,
    store::Store,
};

/// After this many bytes sent, the room may start later differences from here.
const DRAINED_EVERY_BYTES: usize = 256 << 10;

/// A connection whose rights were checked.
pub struct Visit {
    /// The room's name.
    pub room: String,
    /// By which link.
    pub link: Link,
    /// The client counts acknowledgements (`coplan.v1`).
    pub counts: bool,
    /// Told of links that were revoked; subscribed **before** the link was looked up, so that no
    /// revocation falls between.
    pub revoked: broadcast::Receiver<Arc<str>>,
}

/// What every connection shares.
#[derive(Clone)]
pub struct Lobby {
    /// The rooms.
    pub rooms: Rooms,
    /// Asked again after too many revocations at once.
    pub store: Arc<dyn Store>,
    /// Limits.
    pub limits: Arc<Limits>,
    /// Numbers of all outboxes.
    pub gauges: Arc<Gauges>,
}

type Sink = SplitSink<WebSocket, Message>;
type Stream = SplitStream<WebSocket>;

/// Serves one connection until it ends.
pub async fn run(socket: WebSocket, visit: Visit, lobby: Lobby) {
    let peer = lobby.rooms.next_peer();
    let outbox = Arc::new(Outbox::new(
        lobby.limits.queue_bytes_max,
        lobby.gauges.clone(),
    ));
    let joining = Joining {
        peer,
        access: access(&visit),
        outbox: outbox.clone(),
    };
    let room = match lobby.rooms.join(&visit.room, &joining).await {
        Ok(room) => room,
        Err(error) => return refuse(socket, error.code(), error.reason(), &lobby.limits).await,
    };
    tracing::info!(
        room = visit.room,
        peer = peer.0,
        link = visit.link.id,
        "connection joined"
    );
    let connection = Connection {
        peer,
        outbox,
        room,
        limits: &lobby.limits,
    };
    let cut = link_ends(&visit.link, visit.revoked, &*lobby.store);
    connection.serve(socket, cut).await;
    let _ = connection.room.send(RoomMessage::Left(peer)).await; // the room may have ended
    tracing::info!(room = visit.room, peer = peer.0, "connection ended");
}

/// Ends a connection that never joined: what it sends is not looked at.
pub async fn refuse(mut socket: WebSocket, code: u16, reason: &'static str, limits: &Limits) {
    let farewell = async {
        if socket.send(closing(code, reason)).await.is_ok() {
            // Wait for the answer: an early end of the TCP connection could overtake the close frame.
            while let Some(Ok(_)) = socket.recv().await {}
        }
    };
    let _ = timeout(limits.close_wait, farewell).await;
}

fn access(visit: &Visit) -> Access {
    let Link {
        id, side, person, ..
    } = &visit.link;
    Access {
        may_write: visit.link.may_write(),
        link: id.as_str().into(),
        side: (!visit.link.is_guest()).then(|| side.as_str().into()),
        name: person.as_deref().map(Into::into),
        counts: visit.counts,
    }
}

struct Connection<'a> {
    peer: PeerId,
    outbox: Arc<Outbox>,
    room: mpsc::Sender<RoomMessage>,
    limits: &'a Limits,
}

impl Connection<'_> {
    /// Reads and writes until one of both ends, or the link or the room does.
    async fn serve(&self, socket: WebSocket, cut: impl Future<Output = &'static str>) {
        let Limits {
            close_wait,
            write_stall_max,
            ..
        } = *self.limits;
        let (sink, stream) = socket.split();
        let (write, read) = (self.write(sink), self.read(stream));
        tokio::pin!(write, read);
        tokio::select! {
            () = &mut read => {}
            () = &mut write => drop(timeout(close_wait, read).await),
            () = self.room.closed() => {
                // A room that ends has closed its outboxes; one that broke must not leave us open and deaf.
                self.outbox.close(close::RESTART, "the room is restarting");
                let _ = timeout(write_stall_max, write).await;
                let _ = timeout(close_wait, read).await;
            }
            reason = cut => {
                let _ = self.room.send(RoomMessage::Left(self.peer)).await; // hear nothing more of it
                self.outbox.close_now(close::UNAUTHORIZED, reason);
                let _ = timeout(close_wait, async { tokio::join!(write, read) }).await;
            }
        }
    }

    /// Sends what the outbox holds, until it says close. All that waits is fed, then flushed once.
    async fn write(&self, mut sink: Sink) {
        let mut sent_bytes = 0;
        let mut fed = false;
        loop {
            match self.outbox.pop() {
                Next::Frame(frame) => {
                    sent_bytes += frame.len();
                    fed = true;
                    if !self.in_time(sink.feed(Message::Binary(frame))).await {
                        return;
                    }
                }
                Next::Ping => {
                    fed = true;
                    if !self.in_time(sink.feed(Message::Ping(Frame::new()))).await {
                        return;
                    }
                }
                Next::Close(code, reason) => {
                    tracing::debug!(peer = self.peer.0, code, "closing");
                    self.in_time(sink.send(closing(code, reason))).await;
                    return;
                }
                idle => {
                    if std::mem::take(&mut fed) && !self.in_time(sink.flush()).await {
                        return;
                    }
                    if idle == Next::Resync {
                        let _ = self.room.send(RoomMessage::Resync(self.peer)).await;
                        sent_bytes = 0;
                    } else if sent_bytes >= DRAINED_EVERY_BYTES {
                        let _ = self.room.send(RoomMessage::Drained(self.peer)).await;
                        sent_bytes = 0;
                    }
                    self.outbox.changed().await;
                }
            }
        }
    }

    /// Hands what arrives to the room, until the other end is gone or silent.
    async fn read(&self, mut stream: Stream) {
        let mut asked = false;
        loop {
            let message = match timeout(self.limits.silence_max, stream.next()).await {
                Ok(Some(Ok(message))) => message,
                Ok(Some(Err(error))) if is_too_large(&error) => {
                    self.outbox
                        .close(close::TOO_LARGE, "message over the limit");
                    // Reading on would buffer all of it. The writer says goodbye and ends this.
                    return std::future::pending().await;
                }
                Ok(Some(Err(_))) => return,
                Ok(None) => return,
                Err(_) if asked => {
                    tracing::info!(peer = self.peer.0, "connection is silent");
                    return;
                }
                Err(_) => {
                    asked = true;
                    self.outbox.ping();
                    continue;
                }
            };
            asked = false;
            match message {
                Message::Binary(frame) if frame.len() > self.limits.frame_bytes_max => {
                    self.outbox
                        .close(close::TOO_LARGE, "message over the limit");
                }
                Message::Binary(frame) => {
                    let peer = self.peer;
                    if self
                        .room
                        .send(RoomMessage::Received { peer, frame })
                        .await
                        .is_err()
                    {
                        self.outbox.close(close::RESTART, "the room is restarting");
                    }
                }
                Message::Text(_) => self
                    .outbox
                    .close(close::MALFORMED, "text where binary belongs"),
                // The stream ends by itself after a close, with the answer sent.
                Message::Close(_) | Message::Ping(_) | Message::Pong(_) => {}
            }
        }
    }

    async fn in_time(&self, sending: impl Future<Output = Result<(), Error>>) -> bool {
        match timeout(self.limits.write_stall_max, sending).await {
            Ok(sent) => sent.is_ok(),
            Err(_) => {
                tracing::info!(peer = self.peer.0, "connection takes nothing");
                false
            }
        }
    }
}

fn closing(code: u16, reason: &'static str) -> Message {
    Message::Close(Some(CloseFrame {
        code,
        reason: reason.into(),
    }))
}

fn is_too_large(error: &Error) -> bool {
    let source = std::error::Error::source(error).and_then(|source| source.downcast_ref());
    matches!(source, Some(tungstenite::Error::Capacity(_)))
}
