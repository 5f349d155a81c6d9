//! From a bound listener to the end: starts what is shared, serves, and ends in order (P14).

use std::{future::Future, io, sync::Arc};

use axum::serve::ListenerExt;
use tokio::{
    net::TcpListener,
    sync::{broadcast, mpsc},
    time::timeout,
};

use crate::{
    access::SecretHash,
    assets::Assets,
    config::Limits,
    http::{self, App, REVOCATIONS, SecurityHeaders},
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
    let listen = listener.local_addr()?;
    let limits = Arc::new(setup.limits);
    let (writer, writer_thread) = Writer::start(setup.store.clone());
    let (rooms, mut rooms_ended) = Rooms::new(setup.store.clone(), writer, limits.clone());
    let (connections, mut connections_ended) = mpsc::channel(1);
    let assets = Arc::new(setup.assets);
    assets.compress_in_background();
    let lobby = Lobby {
        rooms: rooms.clone(),
        store: setup.store.clone(),
        limits: limits.clone(),
        gauges: setup.gauges,
    };
    let app = App {
        lobby,
        headers: Arc::new(SecurityHeaders::new(&assets.script_hashes())),
        assets,
        revoked: broadcast::Sender::new(REVOCATIONS),
        create_token: setup.create_token.as_deref().map(SecretHash::of),
        insecure_open: setup.insecure_open,
        listen,
        connections,
    };
    // Small frames must not wait for an acknowledgement of the one before: 40 ms stalls otherwise.
    let listener = listener.tap_io(|stream| {
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "TCP_NODELAY refused");
        }
    });
    let (stopping, mut stopped) = tokio::sync::watch::channel(false);
    let graceful = async move {
        stop.await;
        let _ = stopping.send(true); // `run` listens until its end
    };
    let serve = axum::serve(listener, http::router(app)).with_graceful_shutdown(graceful);
    let mut serving = tokio::spawn(async move { serve.await });
    let _ = stopped.wait_for(|stopped| *stopped).await;
    tracing::info!("stopping: no new connections");
    let ending = async {
        rooms.shut_down().await;
        let _ = rooms_ended.recv().await;
        let _ = (&mut serving).await;
        let _ = connections_ended.recv().await;
    };
    if timeout(limits.shutdown_max, ending).await.is_err() {
        tracing::warn!("some connections did not end in time");
        serving.abort();
    }
    drop(rooms);
    let store = setup.store;
    let close = tokio::task::spawn_blocking(move || {
        let _ = writer_thread.join();
        store.close();
    });
    let _ = timeout(limits.close_wait, close).await;
    tracing::info!("stopped");
    Ok(())
}
