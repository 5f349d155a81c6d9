//! What names and pages say of a file's content.

use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256, Sha384};

/// Hexadecimal digits of a name's hash; the service worker knows files that never change by 16 of them.
const DIGITS: usize = 16;

/// The digits of a digest that stand in a name.
pub fn digits(digest: &[u8]) -> String {
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits[..DIGITS].to_owned()
}

/// The digits for a file of this content.
pub fn of(content: &[u8]) -> String {
    digits(&Sha256::digest(content))
}

/// What a page says of it in `integrity`, so that a browser takes nothing else.
pub fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}
