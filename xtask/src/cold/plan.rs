//! Which function goes where.

use std::collections::{BTreeSet, HashMap};

use anyhow::Result;
use wasmparser::{FunctionBody, Operator};

use crate::contents::Contents;

/// A function of so few bytes stays: its stub would take more.
const STUB_BYTES: u64 = 8;
/// Up to here a function of the first half that calls nothing is worth having twice: a place in the table of the calls
/// costs the first half more than the second function costs the cold one.
pub const TWICE_BYTES: u64 = 120;

/// Which function is where, and its place in the table of the calls. All by the numbers of the whole module.
pub struct Plan {
    pub is_cold: Vec<bool>,
    /// Those that the cold half has too, rather than call them.
    pub is_twice: Vec<bool>,
    /// Cold ones that the first half calls, in the order of their places, which begin at 0.
    pub to_cold: Vec<u32>,
    /// Those of the first half, imported ones too, that the cold one calls; their places follow.
    pub to_first: Vec<u32>,
    pub slots: HashMap<u32, u32>,
}

impl Plan {
    pub fn new(contents: &Contents<'_>, is_cold: impl Fn(usize) -> bool) -> Result<Self> {
        let mut cold = vec![false; contents.imported as usize];
        let mut twice = cold.clone();
        let mut calls = Vec::new();
        for (at, body) in contents.bodies.iter().enumerate() {
            let called = Called::read(body)?;
            let size = body.range().end - body.range().start;
            let moves = size > STUB_BYTES && called.can_move && is_cold(at);
            cold.push(moves);
            let calls_nothing = called.can_move && called.functions.is_empty();
            twice.push(!moves && calls_nothing && size <= TWICE_BYTES);
            calls.push(called.functions);
        }
        let mut to_cold = contents.named.clone();
        let mut to_first = BTreeSet::new();
        for (caller, called) in (contents.imported..).zip(calls) {
            let side = if cold[caller as usize] {
                &mut to_first
            } else {
                &mut to_cold
            };
            side.extend(called);
        }
        to_cold.retain(|function| cold[*function as usize]);
        to_first.retain(|function| !cold[*function as usize] && !twice[*function as usize]);
        let (to_cold, to_first): (Vec<_>, Vec<_>) = (
            to_cold.into_iter().collect(),
            to_first.into_iter().collect(),
        );
        let slots = to_cold.iter().chain(&to_first).copied().zip(0..).collect();
        Ok(Self {
            is_cold: cold,
            is_twice: twice,
            to_cold,
            to_first,
            slots,
        })
    }

    pub fn slots(&self) -> u64 {
        self.slots.len() as u64
    }
}

/// What the code of a function refers to.
struct Called {
    functions: BTreeSet<u32>,
    /// Whether nothing in it is known by a number that the cold half does not have.
    can_move: bool,
}

impl Called {
    fn read(body: &FunctionBody<'_>) -> Result<Self> {
        let mut called = Self {
            functions: BTreeSet::new(),
            can_move: true,
        };
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } => {
                    called.functions.insert(function_index);
                }
                Operator::RefFunc { function_index } | Operator::ReturnCall { function_index } => {
                    called.functions.insert(function_index);
                    called.can_move = false;
                }
                Operator::MemoryInit { .. }
                | Operator::DataDrop { .. }
                | Operator::TableInit { .. }
                | Operator::ElemDrop { .. } => called.can_move = false,
                _ => {}
            }
        }
        Ok(called)
    }
}
