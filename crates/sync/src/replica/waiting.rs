//! Updates that wait for others, and operations beyond a gap: what yrs 0.28.1 does not get right.
//!
//! They are rare (an honest client sends everything that its edits stand on) and must not be lost.
//! The simulation found each of these; `tests.rs` holds one check over all of them.

use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Doc, IdSet, ReadTxn, StateVector, Transact, TransactionMut, Update, WriteTxn};

/// Integrates what waited and can be integrated now. yrs tries once at most, and not at all when
/// it misjudged what was missing.
pub(super) fn settle(txn: &mut TransactionMut<'_>) -> Result<(), yrs::error::UpdateError> {
    let mut integrated = count(txn.insert_set());
    while let Some(waiting) = txn.prune_pending() {
        txn.apply_update(waiting)?;
        let now = count(txn.insert_set());
        if now == integrated {
            break;
        }
        integrated = now;
    }
    Ok(())
}

fn count(ids: &IdSet) -> u64 {
    let ranges = ids.iter().flat_map(|(_, ranges)| ranges.iter());
    ranges.map(|range| u64::from(range.end - range.start)).sum()
}

/// Everything that the holder of this state vector lacks: operations, what waits for others, and
/// the whole delete set. `held`: what is integrated here.
///
/// - `encode_diff` leaves out what waits.
/// - `encode_state_as_update` writes what waits under wrong clocks: gaps between its operations are
///   encoded as nothing. `prune_pending` puts skips into them.
/// - Both leave out what is integrated beyond a gap for somebody who ends at the same gap: our
///   state vector then says no more than theirs.
pub(super) fn encode_since(doc: &Doc, held: &IdSet, mut since: StateVector) -> Vec<u8> {
    let gaps = held
        .iter()
        .filter(|(_, ranges)| ranges.len() > 1 || !ranges.contains_clock(0));
    for (client, _) in gaps {
        since.set_min(*client, 0);
    }
    if !doc.transact().has_missing_updates() {
        return doc.transact().encode_state_as_update_v1(&since);
    }
    let mut txn = doc.transact_mut();
    let integrated = txn.encode_diff_v1(&since);
    let Some(waiting) = txn.prune_pending() else {
        return integrated;
    };
    let waiting = waiting.encode_v1();
    let decode = |bytes: &[u8]| Update::decode_v1(bytes).expect("just encoded");
    txn.apply_update(decode(&waiting))
        .expect("it waited here before");
    Update::merge_updates([decode(&integrated), decode(&waiting)]).encode_v1()
}
