//! The browser's WebSocket as events. What they mean is the session's business (`crates/sync`).

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BinaryType, CloseEvent, MessageEvent, WebSocket};

use crate::paths::Secret;

/// Our client: it asks for acknowledgements.
const PROTOCOL: &str = "coplan.v1";
/// The browser's own code for a socket that closed without one.
pub const ABNORMAL: u16 = 1006;

/// What happened on a socket.
#[derive(Debug)]
pub enum SocketEvent {
    /// It is open.
    Opened,
    /// A binary message came.
    Received(Vec<u8>),
    /// It closed, or never opened.
    Closed(u16),
}

/// An open or opening socket. Dropping it closes it, and no event comes after that.
pub struct Socket {
    socket: WebSocket,
    _on_open: Closure<dyn Fn()>,
    _on_message: Closure<dyn Fn(MessageEvent)>,
    _on_close: Closure<dyn Fn(CloseEvent)>,
}

impl Socket {
    /// Starts to connect. The key travels as a subprotocol, never in the address.
    ///
    /// # Errors
    /// The browser forbids the address (for example `ws:` from an `https:` page).
    pub fn open(
        address: &str,
        secret: &Secret,
        on_event: impl Fn(SocketEvent) + Clone + 'static,
    ) -> Result<Self, JsValue> {
        let key = format!("key.{}", secret.as_str());
        let protocols: Array = [PROTOCOL, &key].map(JsValue::from_str).iter().collect();
        let socket = WebSocket::new_with_str_sequence(address, &protocols)?;
        socket.set_binary_type(BinaryType::Arraybuffer);

        let event = on_event.clone();
        let on_open = Closure::new(move || event(SocketEvent::Opened));
        let event = on_event.clone();
        let on_message = Closure::new(move |message: MessageEvent| {
            // Text is not of this protocol; the session closes on malformed bytes, so it sees none.
            let bytes = message.data().dyn_into::<ArrayBuffer>();
            let bytes =
                bytes.map_or_else(|_| Vec::new(), |buffer| Uint8Array::new(&buffer).to_vec());
            event(SocketEvent::Received(bytes));
        });
        let on_close =
            Closure::new(move |close: CloseEvent| on_event(SocketEvent::Closed(close.code())));
        socket.set_onopen(Some(on_open.as_ref().unchecked_ref()));
        socket.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        socket.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Ok(Self {
            socket,
            _on_open: on_open,
            _on_message: on_message,
            _on_close: on_close,
        })
    }

    /// Hands a message to the browser. A socket that is closing drops it; the session resends after reconnecting.
    pub fn send(&self, message: &[u8]) {
        let _ = self.socket.send_with_u8_array(message);
    }

    /// Closes with a code.
    pub fn close(self, code: u16) {
        // A browser closes with 1000 or 3000 to 4999 only.
        let code = if (3000..5000).contains(&code) {
            code
        } else {
            1000
        };
        let _ = self.socket.close_with_code(code);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        let _ = self.socket.close();
    }
}
