//! From a bound listener to the end: starts what is shared, serves, and ends in order (P14).

use std::{
    future::{Future, IntoFuture},
    io,
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use axum::serve::ListenerExt;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{broadcast, mpsc, watch},
    task::JoinHandle,
    time::timeout,
};

use crate::{
    access::SecretHash,
    assets::Assets,
    config::Limits,
    http::{self, App, REVOCATIONS, SecurityHeaders, framing::Origin},
    outbox::Gauges,
    rooms::Rooms,
    socket::Lobby,
    store::{Store, writer::Writer},
};

/// What a relay is started with.
pub struct Setup {
    /// Where plans are kept.
    pub store: Arc<dyn Store>,
    /// The app's files.
    pub assets: Assets,
    /// Limits.
    pub limits: Limits,
    /// Who creates plans presents this.
    pub create_token: Option<String>,
    /// Sites that may frame an embedded plan.
    pub frame_ancestors: Vec<Origin>,
    /// Any room for anybody; the caller has made sure of loopback.
    pub insecure_open: bool,
    /// Numbers for the operator and the tests.
    pub gauges: Arc<Gauges>,
}

/// Serves until `stop` resolves, then commits, says goodbye with 1012 and returns, within
/// [`Limits::shutdown_max`].
///
/// # Errors
/// When the listener has no address.
pub async fn run(
    listener: TcpListener,
    setup: Setup,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (store, limits) = (setup.store.clone(), Arc::new(setup.limits.clone()));
    let (writer, writer_thread) = Writer::start(store.clone());
    let (rooms, rooms_ended) = Rooms::new(store.clone(), writer, limits.clone());
    let connections = watch::Sender::new(());
    let app = app(
        setup,
        rooms.clone(),
        limits.clone(),
        connections.clone(),
        listener.local_addr()?,
    );
    let (stopping, mut stopped) = watch::channel(false);
    let graceful = async move {
        stop.await;
        let _ = stopping.send(true); // `run` listens until its end
    };
    let listener = listener.tap_io(no_delay);
    let serve = axum::serve(listener, http::router(app)).with_graceful_shutdown(graceful);
    let serving = tokio::spawn(serve.into_future());
    let _ = stopped.wait_for(|stopped| *stopped).await;
    tracing::info!("stopping: no new connections");
    let ending = Ending {
        rooms,
        rooms_ended,
        connections,
        serving,
    };
    ending.wait(limits.shutdown_max, limits.requests_max).await;
    let close = tokio::task::spawn_blocking(move || {
        let _ = writer_thread.join();
        store.close();
    });
    let _ = timeout(limits.close_wait, close).await;
    tracing::info!("stopped");
    Ok(())
}

fn app(
    setup: Setup,
    rooms: Rooms,
    limits: Arc<Limits>,
    connections: watch::Sender<()>,
    listen: SocketAddr,
) -> App {
    let assets = Arc::new(setup.assets);
    assets.compress_in_background();
    App {
        lobby: Lobby {
            rooms,
            store: setup.store,
            limits,
            gauges: setup.gauges,
        },
        headers: Arc::new(SecurityHeaders::new(
            &assets.script_hashes(),
            &setup.frame_ancestors,
        )),
        assets,
        revoked: broadcast::Sender::new(REVOCATIONS),
        create_token: setup.create_token.as_deref().map(SecretHash::of),
        insecure_open: setup.insecure_open,
        listen,
        connections,
    }
}

/// Small frames must not wait for an acknowledgement of the one before: 40 ms stalls otherwise.
fn no_delay(stream: &mut TcpStream) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY refused");
    }
}

/// Everything that has to end before the store is closed.
struct Ending {
    rooms: Rooms,
    rooms_ended: mpsc::Receiver<()>,
    /// Every connection holds a receiver.
    connections: watch::Sender<()>,
    serving: JoinHandle<io::Result<()>>,
}

impl Ending {
    /// Rooms commit and close their connections; connections end; or the time is over.
    async fn wait(mut self, time_max: Duration, requests_max: Duration) {
        let ended = async {
            self.rooms.shut_down().await;
            let _ = self.rooms_ended.recv().await;
            self.connections.closed().await;
        };
        if timeout(time_max, ended).await.is_err() {
            tracing::warn!("some connections did not end in time");
        }
        // Requests are short; what is left are connections that browsers keep for later.
        if timeout(requests_max, &mut self.serving).await.is_err() {
            self.serving.abort();
        }
    }
}
