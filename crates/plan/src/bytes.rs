//! Bytes of documents, in and out.

use yrs::{
    ClientID, Doc, OffsetKind, Options, ReadTxn, StateVector, Transact, Update,
    updates::decoder::Decode,
};

/// The bytes are no update or state vector that this format knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("malformed bytes: {0}")]
pub struct Malformed(pub String);

/// A document as all of ours are: UTF-16 offsets, and nothing written by merely receiving.
pub(crate) fn new_doc(client: u64) -> Doc {
    Doc::with_options(Options {
        client_id: ClientID::new(client & ((1 << 53) - 1)),
        guid: "".into(),
        collection_id: None,
        offset_kind: OffsetKind::Utf16,
        skip_gc: false,
        auto_load: false,
        should_load: true,
        // It would delete a foreign client's formatting while receiving: receiving must not write.
        cleanup_formatting: false,
    })
}

/// The one place where foreign bytes become an update.
pub(crate) fn decode(update: &[u8]) -> Result<Update, Malformed> {
    guarded(|| Update::decode_v1(update))
}

/// Decoding touches no document, so a panic in it is one more way to say "malformed": yrs asserts client ids below
/// 2^53 in debug builds.
fn guarded<T>(
    decode: impl FnOnce() -> Result<T, yrs::encoding::read::Error>,
) -> Result<T, Malformed> {
    match std::panic::catch_unwind(std::panic::AssertUnwindSafe(decode)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Malformed(error.to_string())),
        Err(_) => Err(Malformed("not decodable".to_owned())),
    }
}

/// See [`PlanDoc::diff`].
pub(crate) fn encode_from(doc: &Doc, state_vector: &[u8]) -> Result<Vec<u8>, Malformed> {
    let known = guarded(|| StateVector::decode_v1(state_vector))?;
    // With what is pending: whoever asks may have the missing part.
    Ok(doc.transact().encode_state_as_update_v1(&known))
}

/// The client ids under which something was added that the holder of that state vector lacks, sorted. Deletions alone
/// name nobody; bytes that are no state vector name nobody either.
pub(crate) fn writers_since(doc: &Doc, state_vector: &[u8]) -> Vec<u64> {
    let Ok(known) = guarded(|| StateVector::decode_v1(state_vector)) else {
        return Vec::new();
    };
    let present = doc.transact().state_vector();
    let grown = present
        .iter()
        .filter(|(client, clock)| **clock > known.get(client));
    let mut writers: Vec<u64> = grown.map(|(client, _)| client.get()).collect();
    writers.sort_unstable();
    writers
}
