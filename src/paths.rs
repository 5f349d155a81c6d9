//! Every address of the app and of the relay is built and read here.
//!
//! A link's secret lives in the fragment (`/p/<plan>#k=<secret>`), so it never reaches a server log or a referrer.
//! Once stored it leaves the address bar: screens are shared.

use std::{fmt, str::FromStr};

use plan::id::TrackId;
use plan::model::Side;
use serde::{Deserialize, Serialize, de};

use crate::tracks::Within;

/// Longest plan id in characters; the relay makes 16.
const PLAN_ID_LENGTH_MAX: usize = 64;
/// Longest secret in characters; the relay makes 32.
const SECRET_LENGTH_MAX: usize = 128;

/// The home page.
pub const HOME: &str = "/";
/// What this browser keeps.
pub const STORAGE: &str = "/storage";

/// What an address of the app leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// `/`
    Home,
    /// `/p/<plan>`, and `/p/<plan>/track/<track>`
    Plan(PlanId),
    /// `/embed/<plan>`
    Embed(PlanId),
    /// `/storage`
    Storage,
    /// Nothing.
    None,
}

/// The page at a path without a slash at its end.
pub fn page(path: &str) -> Page {
    let plan = |path: &str, before| path.strip_prefix(before)?.parse().ok();
    match path {
        "" => Page::Home,
        STORAGE => Page::Storage,
        path => whole_plan(path)
            .map(|(plan, _)| Page::Plan(plan))
            .or_else(|| plan(path, "/embed/").map(Page::Embed))
            .unwrap_or(Page::None),
    }
}

/// The plan of a path, and the part of it that is asked for.
fn whole_plan(path: &str) -> Option<(PlanId, Within)> {
    let rest = path.strip_prefix("/p/")?;
    let (plan, rest) = rest.split_once('/').unwrap_or((rest, ""));
    let within = Within::read(rest);
    (within != Within::Nowhere).then_some((plan.parse().ok()?, within))
}

/// The part of a plan that a path asks for.
pub fn within(path: &str) -> Within {
    whole_plan(path).map_or(Within::Whole, |(_, within)| within)
}

/// Text of one kind that is safe inside an address.
macro_rules! address_parts {
    ($($(#[$doc:meta])* $name:ident, $length_max:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// The text as it stands in an address.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = NotAnAddress;

            fn from_str(text: &str) -> Result<Self, NotAnAddress> {
                is_plain(text, $length_max).then(|| Self(text.to_owned())).ok_or(NotAnAddress)
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

address_parts! {
    /// A plan's id on its relay.
    PlanId, PLAN_ID_LENGTH_MAX;
    /// A link's key. Its `Debug` does not show it.
    Secret, SECRET_LENGTH_MAX;
}

impl fmt::Debug for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PlanId({})", self.0)
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The text is no plan id or no secret: empty, too long, or with a character outside `A-Z a-z 0-9 _ -`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not part of a Coplan address")]
pub struct NotAnAddress;

fn is_plain(text: &str, length_max: usize) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    !text.is_empty() && text.len() <= length_max && text.bytes().all(allowed)
}

/// One of a plan's documents, by audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Room {
    /// The plan, which every link may open.
    Plan,
    /// Comments, reviews, addresses: editor links.
    Talk,
    /// What one side keeps to itself.
    Side(Side),
}

impl Room {
    /// Its name on the relay, and of its store on this device.
    pub fn name(self, plan: &PlanId) -> String {
        match self {
            Self::Plan => plan.to_string(),
            Self::Talk => format!("{plan}/talk"),
            Self::Side(side) => format!("{plan}/side/{}", side_name(side)),
        }
    }
}

/// A side as addresses and the relay's API spell it.
pub fn side_name(side: Side) -> &'static str {
    match side {
        Side::Buyer => "buyer",
        Side::Seller => "seller",
        Side::Partner => "partner",
    }
}

/// The plan's page without a key, for a plan that this browser knows.
pub fn plan(plan: &PlanId) -> String {
    format!("/p/{plan}")
}

/// A phase or function of a plan as a plan of its own, without a key.
pub fn track(plan: &PlanId, track: TrackId) -> String {
    format!("/p/{plan}/track/{track}")
}

/// A link to hand out: the plan's page with its key. `origin` as in `https://host`.
pub fn link(origin: &str, plan: &PlanId, secret: &Secret) -> String {
    format!("{origin}/p/{plan}#k={}", secret.as_str())
}

/// The sync socket of a room. `origin` as in `https://host`.
pub fn socket(origin: &str, plan: &PlanId, room: Room) -> String {
    let host = origin
        .strip_prefix("http")
        .expect("an origin is http or https");
    format!("ws{host}/sync/{}", room.name(plan))
}

/// `POST` creates a plan.
pub const API_PLANS: &str = "/api/plans";

/// What a link may open.
pub fn api_plan(plan: &PlanId) -> String {
    format!("{API_PLANS}/{plan}")
}

/// The links of a plan.
pub fn api_links(plan: &PlanId) -> String {
    format!("{API_PLANS}/{plan}/links")
}

/// The key in a fragment such as `#k=<secret>`, alone or among other `&` parts.
pub fn secret_in(fragment: &str) -> Option<Secret> {
    let parts = fragment.strip_prefix('#').unwrap_or(fragment).split('&');
    parts
        .filter_map(|part| part.strip_prefix("k="))
        .find_map(|secret| secret.parse().ok())
}

/// A plan and its key from a pasted link or from the path of one; the key may be missing.
pub fn read_link(text: &str) -> Option<(PlanId, Option<Secret>)> {
    let (address, fragment) = text.trim().split_once('#').unwrap_or((text.trim(), ""));
    let address = address.split('?').next().unwrap_or(address);
    let (_, plan) = address.rsplit_once("/p/")?;
    let plan = plan.trim_end_matches('/');
    let plan = plan.split_once("/track/").map_or(plan, |(plan, _)| plan);
    let plan = plan.parse().ok()?;
    Some((plan, secret_in(fragment)))
}

/// Origin of this page, such as `https://host`.
pub fn origin() -> String {
    window()
        .location()
        .origin()
        .expect("a page with a script has an origin")
}

/// The key in the address bar.
pub fn secret_in_address_bar() -> Option<Secret> {
    secret_in(&window().location().hash().unwrap_or_default())
}

/// What a part of the query says, such as `timeline` of `?view=timeline`. Plain values only.
pub fn query(name: &str) -> Option<String> {
    let search = window().location().search().unwrap_or_default();
    let mut parts = search
        .strip_prefix('?')?
        .split('&')
        .map(|part| part.split_once('='));
    parts.find_map(|part| {
        part.filter(|(key, _)| *key == name)
            .map(|(_, value)| value.to_owned())
    })
}

/// Takes the key out of the address bar and out of this history entry. Call it once the key is stored.
pub fn hide_secret() {
    let location = window().location();
    let path = location.pathname().unwrap_or_default() + &location.search().unwrap_or_default();
    let history = window()
        .history()
        .expect("a page in a window has a history");
    let state = history.state().unwrap_or(wasm_bindgen::JsValue::NULL);
    // Refused only for addresses of another origin or by a flood of calls: then the key stays visible, which is no error.
    let _ = history.replace_state_with_url(&state, "", Some(&path));
}

fn window() -> web_sys::Window {
    web_sys::window().expect("the app runs in a window")
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    fn plan_id() -> PlanId {
        "7mfk2v9q4t1b8xz0".parse().expect("a plan id")
    }

    #[wasm_bindgen_test]
    fn every_address_reads_as_written_here() {
        let secret: Secret = "s3cr-et_".parse().expect("a secret");
        let plan = plan_id();
        let addresses = [
            super::plan(&plan),
            link("https://plan.example", &plan, &secret),
            socket("https://plan.example", &plan, Room::Plan),
            socket("http://127.0.0.1:8080", &plan, Room::Talk),
            socket("http://127.0.0.1:8080", &plan, Room::Side(Side::Buyer)),
            api_plan(&plan),
            api_links(&plan),
        ];
        let expected = [
            "/p/7mfk2v9q4t1b8xz0",
            "https://plan.example/p/7mfk2v9q4t1b8xz0#k=s3cr-et_",
            "wss://plan.example/sync/7mfk2v9q4t1b8xz0",
            "ws://127.0.0.1:8080/sync/7mfk2v9q4t1b8xz0/talk",
            "ws://127.0.0.1:8080/sync/7mfk2v9q4t1b8xz0/side/buyer",
            "/api/plans/7mfk2v9q4t1b8xz0",
            "/api/plans/7mfk2v9q4t1b8xz0/links",
        ];
        assert_eq!(addresses, expected);
    }

    #[wasm_bindgen_test]
    fn a_pasted_link_is_read_with_and_without_its_key() {
        let secret: Secret = "abc".parse().expect("a secret");
        for (text, expected) in [
            (
                " https://h/p/7mfk2v9q4t1b8xz0#k=abc\n",
                Some(Some(secret.clone())),
            ),
            (
                "/p/7mfk2v9q4t1b8xz0?x=1#t=4&k=abc",
                Some(Some(secret.clone())),
            ),
            ("https://h/p/7mfk2v9q4t1b8xz0/", Some(None)),
            ("https://h/p/7mfk2v9q4t1b8xz0#k=a/b", Some(None)),
            ("https://h/p/7mfk2v9q4t1b8xz0/track/t1", Some(None)),
            ("https://h/p/a/b", None),
            ("hello", None),
        ] {
            let expected = expected.map(|secret| (plan_id(), secret));
            assert_eq!(read_link(text), expected, "{text:?}");
        }
    }

    #[wasm_bindgen_test]
    fn a_secret_is_not_shown_in_logs() {
        let secret: Secret = "abc".parse().expect("a secret");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[wasm_bindgen_test]
    fn the_key_leaves_the_address_bar() {
        let window = web_sys::window().expect("a window");
        window.location().set_hash("k=abc").expect("set the hash");
        assert_eq!(secret_in_address_bar(), "abc".parse().ok());
        hide_secret();
        assert_eq!(window.location().hash().expect("a hash"), "");
        assert_eq!(secret_in_address_bar(), None);
    }
}
