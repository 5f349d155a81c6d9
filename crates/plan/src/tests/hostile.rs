//! Whatever bytes come: no panic, and a plan.

use proptest::{collection::vec, prelude::*};

use super::{intent::intent, sample};
use crate::PlanDoc;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn mutated_bytes_read_to_a_plan(
        intents in vec(intent(), 0..6),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let mut author = sample(7);
        for intent in &intents {
            if let Some(command) = intent.command(&author) {
                let _ = author.apply(&command);
            }
        }
        let mut bytes = author.encode();
        for (at, byte) in &changes {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let mut reader = sample(8);
        let _ = reader.merge(&bytes);
        prop_assert_eq!(reader.read(), reader.read_afresh());
        for intent in &intents {
            if let Some(command) = intent.command(&reader) {
                let _ = reader.apply(&command);
            }
        }
        prop_assert_eq!(reader.read(), reader.read_afresh());
        let mut third = PlanDoc::new(9);
        let _ = third.merge(&reader.encode());
    }

}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes_are_refused_or_read(bytes in vec(any::<u8>(), 0..64)) {
        let mut reader = PlanDoc::new(1);
        let _ = reader.merge(&bytes);
        let _ = reader.diff(&bytes);
        prop_assert_eq!(reader.read(), reader.read_afresh());
    }
}
