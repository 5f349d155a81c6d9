//! Who may what: plans, links, roles, sides, and the rooms each may open (DESIGN §6).
//!
//! A secret exists in the answer that mints it and in its owner's hands; here only its SHA-256 is kept.

use std::{fmt, str::FromStr};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Crockford's alphabet: no letter that is mistaken for a digit when read aloud.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of a plan id: 80 random bits.
const PLAN_ID_LENGTH: usize = 16;
/// Characters of a link id: it names a link in lists and logs, and opens nothing.
const LINK_ID_LENGTH: usize = 10;
/// Random bytes of a secret.
const SECRET_BYTES: usize = 24;
/// Longest secret a client may present, in characters; longer ones are wrong without being hashed.
const SECRET_LENGTH_MAX: usize = 256;
/// Longest id or room name in bytes.
pub const NAME_BYTES_MAX: usize = 64;
/// Longest label of a link or plan in bytes.
pub const LABEL_BYTES_MAX: usize = 200;

/// What a link allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Edits, and manages links.
    Admin,
    /// Edits.
    Editor,
    /// Reads the plan.
    Viewer,
}

/// Whose link it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The buying organisation.
    Buyer,
    /// The selling organisation.
    Seller,
    /// A third party; it has no side document yet.
    Partner,
}

/// A text that is none of the known names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown name")]
pub struct Unknown;

macro_rules! names {
    ($type:ident { $($variant:ident = $name:literal),* }) => {
        impl $type {
            /// The name on the wire and in the store.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $type {
            type Err = Unknown;

            fn from_str(text: &str) -> Result<Self, Unknown> {
                match text { $($name => Ok(Self::$variant),)* _ => Err(Unknown) }
            }
        }
    };
}

names!(Role { Admin = "admin", Editor = "editor", Viewer = "viewer" });
names!(Side { Buyer = "buyer", Seller = "seller", Partner = "partner" });

/// A secret in clear. Its `Debug` shows nothing: it must not reach a log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A fresh secret of 192 random bits.
    pub fn random() -> Self {
        let mut bytes = [0; SECRET_BYTES];
        fill_random(&mut bytes);
        Self(URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The text for the answer that mints it; nothing else may show it.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the store keeps.
    pub fn hash(&self) -> SecretHash {
        SecretHash::of(&self.0)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// SHA-256 of a secret. A secret has 192 random bits, so that a slow hash would add nothing.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct SecretHash(pub [u8; 32]);

impl SecretHash {
    /// The hash of what a client presented; absent and absurd secrets hash to something no link has.
    pub fn of(secret: &str) -> Self {
        let secret = if secret.len() > SECRET_LENGTH_MAX {
            ""
        } else {
            secret
        };
        Self(Sha256::digest(secret.as_bytes()).into())
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

/// A link as it is stored: everything but its secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Names it in lists and logs.
    pub id: String,
    /// The plan that it opens.
    pub plan: String,
    /// What it allows.
    pub role: Role,
    /// Whose it is.
    pub side: Side,
    /// What its maker called it.
    pub label: String,
    /// Whose it is, where it was made for one person: shown as the name of who is here (P8).
    pub person: Option<String>,
    /// Unix time in ms.
    pub created_ms: u64,
    /// Unix time in ms from which it opens nothing.
    pub expires_ms: Option<u64>,
}

impl Link {
    /// A fresh link with its secret.
    pub fn mint(plan: &str, role: Role, side: Side, label: &str, now_ms: u64) -> (Self, Secret) {
        let link = Self {
            id: random_id(LINK_ID_LENGTH),
            plan: plan.to_owned(),
            role,
            side,
            label: label.to_owned(),
            person: None,
            created_ms: now_ms,
            expires_ms: None,
        };
        (link, Secret::random())
    }

    /// The link that `--insecure-open` lends to everybody.
    pub fn open_to_all() -> Self {
        Self {
            id: "open".into(),
            plan: String::new(),
            role: Role::Editor,
            side: Side::Partner,
            label: String::new(),
            person: None,
            created_ms: 0,
            expires_ms: None,
        }
    }

    /// Whether it is [`Link::open_to_all`].
    pub fn is_guest(&self) -> bool {
        self.plan.is_empty()
    }

    /// Whether it has run out.
    pub fn is_expired(&self, now_ms: u64) -> bool {
        self.expires_ms.is_some_and(|at| at <= now_ms)
    }

    /// Whether it may change documents.
    pub fn may_write(&self) -> bool {
        self.role != Role::Viewer
    }

    /// Whether it may open the document of this audience (DESIGN §3). A viewer link travels further than
    /// the people it was made for, so it opens the plan alone.
    pub fn may_open(&self, audience: Audience) -> bool {
        match audience {
            Audience::Plan => true,
            Audience::Talk => self.may_write(),
            Audience::Side(side) => self.may_write() && side != Side::Partner && self.side == side,
        }
    }

    /// The rooms that it may open, the plan first.
    pub fn rooms(&self) -> Vec<String> {
        [Audience::Plan, Audience::Talk, Audience::Side(self.side)]
            .into_iter()
            .filter(|audience| self.may_open(*audience))
            .map(|audience| audience.room(&self.plan))
            .collect()
    }
}

/// The three documents of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Every link.
    Plan,
    /// Those who may write.
    Talk,
    /// Those of one side who may write.
    Side(Side),
}

impl Audience {
    /// From what follows the plan's id in the address: nothing, `talk`, `side/buyer` or `side/seller`.
    pub fn parse(tail: &str) -> Result<Self, Unknown> {
        match tail.split_once('/') {
            None if tail.is_empty() => Ok(Self::Plan),
            None if tail == "talk" => Ok(Self::Talk),
            Some(("side", side)) => side.parse().map(Self::Side),
            _ => Err(Unknown),
        }
    }

    /// The room's name.
    pub fn room(self, plan: &str) -> String {
        match self {
            Self::Plan => plan.to_owned(),
            Self::Talk => format!("{plan}/talk"),
            Self::Side(side) => format!("{plan}/side/{side}"),
        }
    }
}

/// A fresh id for a plan.
pub fn random_plan_id() -> String {
    random_id(PLAN_ID_LENGTH)
}

fn random_id(length: usize) -> String {
    let mut bytes = vec![0; length];
    fill_random(&mut bytes);
    bytes
        .iter()
        .map(|byte| ALPHABET[(byte & 31) as usize] as char)
        .collect()
}

fn fill_random(bytes: &mut [u8]) {
    getrandom::fill(bytes).expect("the operating system has randomness");
}

/// Milliseconds since 1970: stamps of the log, and expiry.
pub fn now_ms() -> u64 {
    std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |elapsed| elapsed.as_millis() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(role: Role, side: Side) -> Link {
        Link::mint("p", role, side, "", 0).0
    }

    #[test]
    fn a_link_opens_the_rooms_of_its_role_and_side() {
        assert_eq!(
            link(Role::Admin, Side::Seller).rooms(),
            ["p", "p/talk", "p/side/seller"]
        );
        assert_eq!(
            link(Role::Editor, Side::Buyer).rooms(),
            ["p", "p/talk", "p/side/buyer"]
        );
        assert_eq!(link(Role::Editor, Side::Partner).rooms(), ["p", "p/talk"]);
        assert_eq!(link(Role::Viewer, Side::Buyer).rooms(), ["p"]);
        assert!(!link(Role::Admin, Side::Seller).may_open(Audience::Side(Side::Buyer)));
    }

    #[test]
    fn addresses_name_audiences() {
        assert_eq!(Audience::parse(""), Ok(Audience::Plan));
        assert_eq!(Audience::parse("talk"), Ok(Audience::Talk));
        assert_eq!(
            Audience::parse("side/buyer"),
            Ok(Audience::Side(Side::Buyer))
        );
        for tail in ["tal", "side", "side/", "side/x", "talk/", "side/buyer/"] {
            assert_eq!(Audience::parse(tail), Err(Unknown), "{tail}");
        }
    }

    #[test]
    fn a_secret_is_long_random_and_never_shown() {
        let secret = Secret::random();
        assert_eq!(secret.reveal().len(), 32);
        assert_ne!(secret, Secret::random());
        assert!(!format!("{secret:?} {:?}", secret.hash()).contains(secret.reveal()));
        assert_eq!(random_plan_id().len(), 16);
    }
}
