//! Moves out of the module that every visit waits for what the first picture does not run.
//!
//! The pieces (`split.rs`) are cut by what calls what, so the first module keeps all that its functions could call: how
//! a button answers, what a lost connection says. A third of it does not run before the plan stands. A list made by
//! running it (`profile.rs`) tells which functions; here those become the cold half, a module of its own that shares
//! memory, tables and globals with the first, and each leaves a stub behind that calls it through a table. The cold half
//! is fetched with the first piece, right after the picture (`cold.js`); a stub that runs before it is here fetches it
//! there and then and waits.
//!
//! Both halves keep the numbers of the functions, so that bodies are copied as they are.

mod counted;
mod first;
mod plan;
mod second;
#[cfg(test)]
mod tests;

use anyhow::{Result, anyhow};
use wasm_encoder::{
    EntityType, Function, ImportSection, Instruction, Module, RefType, TableType, TypeSection,
    ValType,
    reencode::{Error, Reencode},
};
use wasmparser::{Parser, Payload};

pub use self::counted::instrument;
use self::{first::First, plan::Plan};
use crate::contents::Contents;

/// Where the first half finds what fetches the cold one: the script of the pieces, which the module imports anyway.
pub const SCRIPT: &str = "./__wasm_split.js";
/// The function of it that does not return before the cold half is here.
const FETCH: &str = "__cold_now";
/// Under this name the cold half imports what it shares with the first, which exports it with this before its number.
const SHARED: &str = "__cold";
/// The table of the calls between the halves.
const CALLS: &str = "__cold_calls";
/// The global that tells whether the cold half is here.
const IS_HERE: &str = "__cold_here";

/// The two modules.
pub struct Halves {
    pub first: Vec<u8>,
    pub cold: Vec<u8>,
}

/// Cuts `module`. `is_cold` is asked by the number of a function among those that the module itself defines.
pub fn cut(module: &[u8], is_cold: impl Fn(usize) -> bool) -> Result<Halves> {
    let contents = Contents::read(module)?;
    let plan = Plan::new(&contents, is_cold)?;
    let mut first = Module::new();
    First::new(&contents, &plan)
        .parse_core_module(&mut first, Parser::new(0), module)
        .map_err(|error| anyhow!("cannot write the first half: {error}"))?;
    Ok(Halves {
        first: first.finish(),
        cold: second::written(&contents, &plan)?,
    })
}

/// The names of the functions that a module defines, as its name section says; empty where it says nothing.
pub fn names(module: &[u8]) -> Result<Vec<String>> {
    let contents = Contents::read(module)?;
    let mut names = vec![String::new(); contents.bodies.len()];
    for payload in Parser::new(0).parse_all(module) {
        let Payload::CustomSection(section) = payload? else {
            continue;
        };
        let wasmparser::KnownCustom::Name(subsections) = section.as_known() else {
            continue;
        };
        for subsection in subsections {
            let wasmparser::Name::Function(functions) = subsection? else {
                continue;
            };
            for naming in functions {
                let naming = naming?;
                let own = naming.index.checked_sub(contents.imported);
                if let Some(name) = own.and_then(|own| names.get_mut(own as usize)) {
                    naming.name.clone_into(name);
                }
            }
        }
    }
    Ok(names)
}

/// A function that a module is given by its page beside all others: own functions have the next number each.
struct Added {
    /// How many functions the module imports without it: its own number.
    number: u32,
    /// The number of its type, once types are written.
    kind: u32,
}

impl Added {
    fn to(contents: &Contents<'_>) -> Self {
        Self {
            number: contents.imported,
            kind: 0,
        }
    }

    /// The new number of a function.
    fn moved(&self, function: u32) -> u32 {
        function + u32::from(function >= self.number)
    }

    /// Writes its type behind all others.
    fn add_type(&mut self, types: &mut TypeSection, takes: &[ValType]) {
        self.kind = types.len();
        types.ty().function(takes.iter().copied(), []);
    }

    /// Writes it behind all other imports.
    fn import(&self, imports: &mut ImportSection, module: &str, name: &str) {
        imports.import(module, name, EntityType::Function(self.kind));
    }
}

/// What writing a section may fail of.
type Outcome = Result<(), Error<anyhow::Error>>;

/// Under which name the first half shows a memory, table or global.
fn shared(letter: char, number: u32) -> String {
    format!("{SHARED}_{letter}{number}")
}

/// The number of the table of the calls between the halves, in both.
fn calls(contents: &Contents<'_>) -> Result<u32> {
    Ok(u32::try_from(contents.tables.len())?)
}

/// A function that calls another one through the table: `before` comes first.
fn stub(
    contents: &Contents<'_>,
    function: u32,
    slot: u32,
    before: Option<u32>,
) -> Result<Function> {
    let kind = contents.types[function as usize];
    let mut stub = Function::new([]);
    if let Some(before) = before {
        stub.instruction(&Instruction::Call(before));
    }
    for parameter in 0..contents.parameters[kind as usize] {
        stub.instruction(&Instruction::LocalGet(parameter));
    }
    stub.instruction(&Instruction::I32Const(i32::try_from(slot)?));
    stub.instruction(&Instruction::CallIndirect {
        type_index: kind,
        table_index: calls(contents)?,
    });
    stub.instruction(&Instruction::End);
    Ok(stub)
}

fn calls_table(plan: &Plan) -> TableType {
    TableType {
        element_type: RefType::FUNCREF,
        minimum: plan.slots(),
        maximum: Some(plan.slots()),
        table64: false,
        shared: false,
    }
}

/// For a function that nothing on this side calls.
fn nowhere() -> Function {
    let mut function = Function::new([]);
    function.instruction(&Instruction::Unreachable);
    function.instruction(&Instruction::End);
    function
}
