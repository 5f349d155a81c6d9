//! Entries of a root map, sorted by key. A `BTreeMap` would do, but its code comes anew with each of twenty kinds of
//! entries and was a tenth of the app's first load; these entries are read together and change one at a time.

use std::ops::Index;

/// Values by key, sorted by key. Putting one in moves the places of those behind it, not the values themselves.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Table<K, V> {
    places: Vec<(K, Box<V>)>,
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { places: Vec::new() }
    }
}

impl<K: Ord, V> Table<K, V> {
    fn find(&self, key: &K) -> Result<usize, usize> {
        // Whoever reads a whole map brings its keys in order, nearly always.
        match self.places.last() {
            Some((last, _)) if last >= key => self.places.binary_search_by(|(at, _)| at.cmp(key)),
            _ => Err(self.places.len()),
        }
    }

    /// In the place of what stood under that key.
    pub(crate) fn insert(&mut self, key: K, value: V) {
        let value = Box::new(value);
        match self.find(&key) {
            Ok(at) => self.places[at].1 = value,
            Err(at) => self.places.insert(at, (key, value)),
        }
    }

    pub(crate) fn remove(&mut self, key: &K) {
        if let Ok(at) = self.find(key) {
            self.places.remove(at);
        }
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        let at = self.find(key).ok()?;
        Some(&self.places[at].1)
    }

    pub(crate) fn contains_key(&self, key: &K) -> bool {
        self.find(key).is_ok()
    }

    /// Entries from the first key that is not less than this one.
    pub(crate) fn from<'a>(
        &'a self,
        key: &K,
    ) -> impl Iterator<Item = (&'a K, &'a V)> + use<'a, K, V> {
        let start = self.find(key).unwrap_or_else(|at| at);
        self.places[start..].iter().map(entry)
    }
}

impl<K, V> Table<K, V> {
    pub(crate) fn len(&self) -> usize {
        self.places.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.places.iter().map(entry)
    }

    pub(crate) fn into_entries(self) -> impl Iterator<Item = (K, V)> {
        self.places.into_iter().map(|(key, value)| (key, *value))
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &K> {
        self.places.iter().map(|(key, _)| key)
    }

    pub(crate) fn values(&self) -> impl Iterator<Item = &V> {
        self.places.iter().map(|(_, value)| &**value)
    }
}

fn entry<K, V>((key, value): &(K, Box<V>)) -> (&K, &V) {
    (key, value)
}

impl<K: Ord, V> Index<&K> for Table<K, V> {
    type Output = V;

    fn index(&self, key: &K) -> &V {
        self.get(key).expect("the key was met in this table")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::Table;

    proptest! {
        #[test]
        fn it_holds_what_a_map_holds(steps in prop::collection::vec((0_u8..12, any::<Option<u8>>()), 0..60), from: u8) {
            let (mut table, mut map) = (Table::default(), BTreeMap::new());
            for (key, value) in steps {
                match value {
                    Some(value) => { table.insert(key, value); map.insert(key, value); }
                    None => { table.remove(&key); map.remove(&key); }
                }
            }
            prop_assert!(table.iter().eq(map.iter()));
            prop_assert!(table.from(&from).eq(map.range(from..)));
            prop_assert!((0..13).all(|key| table.get(&key) == map.get(&key) && table.contains_key(&key) == map.contains_key(&key)));
            prop_assert_eq!(table.len(), map.len());
        }
    }
}
