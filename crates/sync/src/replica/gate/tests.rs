//! The cases of `replica/tests.rs`, for a bare yrs document behind a gate.

use yrs::updates::decoder::Decode;
use yrs::{Doc, ReadTxn, StateVector, Text, Transact, Update, WriteTxn};

use super::super::Replica;
use super::super::tests::arrivals;
use super::*;
use crate::Document;

/// A document that merges what the gate lets in, and nothing else.
struct Gated {
    doc: Doc,
    gate: Gate,
}

impl Gated {
    fn new(client: u64) -> Self {
        let doc = Doc::with_client_id(client);
        let gate = Gate::default();
        Self { doc, gate }
    }

    fn merge(&mut self, update: &[u8]) -> Result<(), Malformed> {
        for part in self.gate.admit(update)? {
            let part = Update::decode_v1(&part).expect("the gate has read it");
            let mut txn = self.doc.transact_mut();
            txn.apply_update(part).expect("integrated");
            assert!(!txn.has_missing_updates(), "nothing waits in yrs");
        }
        Ok(())
    }

    fn encode(&self) -> Vec<u8> {
        let whole = self
            .doc
            .transact()
            .encode_state_as_update_v1(&StateVector::default());
        self.gate.joined_to(whole)
    }

    /// What a document of ours reads from it.
    fn content(&self) -> String {
        let mut copy = Document::new(99);
        copy.apply(&self.encode()).expect("own state");
        copy.content()
    }
}

#[test]
fn behind_a_gate_whole_states_carry_what_waits_and_yrs_never_sees_it() {
    let mut waited = 0;
    for seed in 0..1_000u64 {
        let (arrived, late) = arrivals(seed);
        let mut gated = Gated::new(9);
        let mut document = Document::new(10);
        for update in &arrived {
            gated.merge(update).expect("well-formed");
            document.apply(update).expect("well-formed");
        }
        waited += usize::from(gated.gate.waits());
        let mut copy = Gated::new(11);
        copy.merge(&gated.encode()).expect("own state");
        for update in &late {
            gated.merge(update).expect("well-formed");
            copy.merge(update).expect("well-formed");
            document.apply(update).expect("well-formed");
        }
        assert!(!gated.gate.waits() && !copy.gate.waits(), "seed {seed}");
        assert!(arrived.iter().all(|update| gated.gate.has_let_in(update)));
        assert_eq!(gated.content(), document.content(), "seed {seed}");
        assert_eq!(copy.content(), document.content(), "seed {seed}, the copy");
    }
    assert!(waited > 500, "{waited}");
}

#[test]
fn a_gate_lets_own_edits_pass_and_foreign_ones_that_stand_on_them() {
    let mut gated = Gated::new(1);
    let own = {
        let mut txn = gated.doc.transact_mut();
        txn.get_or_insert_text("t").insert(&mut txn, 0, "ab");
        txn.commit();
        txn.encode_update_v1()
    };
    gated.gate.made(&own).expect("own bytes");
    let mut other = Document::new(2);
    other.apply(&own).expect("well-formed");
    let answer = other.edit(|txn| txn.get_or_insert_text("t").insert(txn, 1, "|"));
    let answer = answer.expect("wrote");
    gated.merge(&answer).expect("well-formed");
    assert!(!gated.gate.waits() && gated.gate.has_let_in(&answer));

    let mut stranger = Gated::new(3);
    stranger.merge(&answer).expect("well-formed");
    assert!(stranger.gate.waits() && !stranger.gate.has_let_in(&answer));
}

#[test]
fn a_gate_is_shut_to_what_would_hurt() {
    let hostile = |depth: usize| {
        let mut update = vec![1, 1, 1, 0, 8, 1, 1, b't', 1];
        update.extend([117, 1].repeat(depth));
        update.extend([126, 0]);
        update
    };
    assert!(Gate::default().admit(&hostile(2_000_000)).is_err());
    assert!(Gate::default().admit(&hostile(10)).is_ok());
    assert!(Gate::default().admit(&[7, 7, 7]).is_err());
}

#[test]
fn a_long_chain_in_reverse_is_let_in_at_once_when_its_start_arrives() {
    let mut writer = Document::new(1);
    let write = |at: u32| writer.edit(|txn| txn.get_or_insert_text("t").insert(txn, at, "x"));
    let updates: Vec<Vec<u8>> = (0..2_000).filter_map(write).collect();
    let mut gated = Gated::new(2);
    for update in updates.iter().rev() {
        gated.merge(update).expect("well-formed");
    }
    assert!(!gated.gate.waits());
    assert_eq!(gated.content(), writer.content());
}
