//! Hashing of ids: one multiplication, where the standard hasher takes a third of the time of a schedule's look-ups.

use std::{
    collections::HashMap,
    hash::{BuildHasher, Hasher, RandomState},
};

/// A map by id.
pub(crate) type IdMap<K, V> = HashMap<K, V, IdHashes>;

/// Makes [`IdHasher`]s. Its keys are random and the map's own: ids come from foreign documents, and nobody shall choose
/// them so that they all meet.
#[derive(Debug, Clone)]
pub(crate) struct IdHashes {
    keys: [u64; 2],
}

impl Default for IdHashes {
    fn default() -> Self {
        let random = RandomState::new();
        Self {
            keys: [random.hash_one(0), random.hash_one(1)],
        }
    }
}

impl BuildHasher for IdHashes {
    type Hasher = IdHasher;

    fn build_hasher(&self) -> IdHasher {
        let keys = self.keys;
        IdHasher { keys, state: 0 }
    }
}

/// Multiplies both halves of 16 bytes and folds the product.
pub(crate) struct IdHasher {
    keys: [u64; 2],
    state: u64,
}

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(16) {
            let mut whole = [0; 16];
            whole[..chunk.len()].copy_from_slice(chunk);
            self.write_u128(u128::from_le_bytes(whole));
        }
    }

    fn write_u128(&mut self, value: u128) {
        let (low, high) = (value as u64, (value >> 64) as u64);
        let low = u128::from(low ^ self.keys[0] ^ self.state);
        let product = low * u128::from(high ^ self.keys[1]);
        self.state = product as u64 ^ (product >> 64) as u64;
    }

    fn finish(&self) -> u64 {
        self.state
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::id::MilestoneId;

    #[test]
    fn near_ids_hash_apart_and_equal_ids_alike() {
        let hashes = IdHashes::default();
        let texts = (0..10_000).map(|at| format!("m{at}"));
        let bits = (0..10_000).map(MilestoneId::from_bits);
        let short = texts.map(|text| text.parse::<MilestoneId>().expect("an id"));
        let ids: Vec<MilestoneId> = short.chain(bits).collect();
        for id in &ids {
            assert_eq!(hashes.hash_one(id), hashes.hash_one(*id));
        }
        let all: HashSet<u64> = ids.iter().map(|id| hashes.hash_one(id)).collect();
        assert_eq!(all.len(), ids.len(), "{hashes:?}");
        // What a table of 2^15 places takes: the lowest bits. Random ones would fill 1 - 1/e^(20,000/32,768), 46 %.
        let places: HashSet<u64> = all.iter().map(|hash| hash & 0x7fff).collect();
        assert!(places.len() > 13_000, "{} places, {hashes:?}", places.len());
    }
}
