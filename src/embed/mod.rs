//! What a plan says to the page of another site that shows it (docs/embed.md).
//!
//! The page itself is `src/pages/embed.rs`. Here is the one place for messages between the two pages: what we say goes
//! through [`Host::tell`]; what a host may ask of us comes here too, once there is such a thing.

mod height;

use wasm_bindgen::JsValue;

pub use self::height::TellsHeight;

/// The page around us.
#[derive(Clone)]
pub struct Host(web_sys::Window);

/// Everything we tell a host. Nothing in it is a secret: a message goes to whoever frames us.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Message {
    /// How high the embedded plan is now, in whole CSS pixels.
    Height(u32),
}

impl Host {
    /// `None` where the page stands in a tab of its own.
    pub fn find() -> Option<Self> {
        let window = web_sys::window()?;
        let parent = window.parent().ok().flatten()?;
        (parent != window).then_some(Self(parent))
    }

    /// Says it. A host that does not listen hears nothing.
    pub fn tell(&self, message: Message) {
        // Whoever frames us was allowed to by the relay; the message holds nothing that others must not hear.
        let _ = self.0.post_message(&message.to_js(), "*");
    }
}

impl Message {
    /// `{ type: 'coplan:height', height }`.
    fn to_js(self) -> JsValue {
        let object = js_sys::Object::new();
        let (kind, key, value) = match self {
            Self::Height(height) => ("coplan:height", "height", JsValue::from(height)),
        };
        // Refused only for a frozen object.
        let _ = js_sys::Reflect::set(&object, &"type".into(), &kind.into());
        let _ = js_sys::Reflect::set(&object, &key.into(), &value);
        object.into()
    }
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn a_message_is_a_plain_object() {
        let said = js_sys::JSON::stringify(&Message::Height(412).to_js()).expect("plain");
        assert_eq!(said, r#"{"type":"coplan:height","height":412}"#);
    }
}
