//! The browser's randomness. `crates/plan` has none: fresh ids are drawn here.

/// 64 random bits, for `MilestoneId::from_bits` and its sisters.
pub fn bits() -> u64 {
    getrandom::u64().expect("every browser that runs wasm has crypto.getRandomValues")
}

/// A client id for one opening of one document: below 2^53, because Yjs keeps it in a double.
/// Never stored: two writers under one id diverge without anybody noticing.
pub fn client_id() -> u64 {
    bits() >> 11
}
