//! Who is here: presence states by client id, each with a clock, none for long.

/// Somebody here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// The client id of their document.
    pub client: u64,
    /// Their state, a JSON object.
    pub state: String,
}
