use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction,
    MemorySection, MemoryType, Module, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{FunctionBody, Operator, Validator};

use super::{Halves, cut, instrument, plan::TWICE_BYTES};
use crate::contents::Contents;

const IMPORTED: u32 = 0;
const HOT: u32 = 1;
const COLD: u32 = 2;
const ALONE: u32 = 3;

/// `hot` calls `cold`, which calls what is imported and `hot`; `alone` is called by `cold` only. A table holds `cold`.
fn module() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("page", "tell", EntityType::Function(0));
    let mut functions = FunctionSection::new();
    functions.function(0).function(0).function(0);
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        minimum: 1,
        maximum: None,
        table64: false,
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut globals = GlobalSection::new();
    let stack = GlobalType {
        val_type: ValType::I32,
        mutable: true,
        shared: false,
    };
    globals.global(stack, &ConstExpr::i32_const(64));
    let mut exports = ExportSection::new();
    exports.export("run", ExportKind::Func, HOT);
    let mut elements = ElementSection::new();
    elements.active(
        None,
        &ConstExpr::i32_const(0),
        Elements::Functions([COLD].as_slice().into()),
    );
    let mut code = CodeSection::new();
    for called in [&[COLD][..], &[IMPORTED, HOT, ALONE], &[IMPORTED]] {
        code.function(&caller(called));
    }
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables)
        .section(&memories)
        .section(&globals)
        .section(&exports)
        .section(&elements)
        .section(&code);
    module.finish()
}

/// A function that calls others one after the other, and is long enough to be worth moving.
fn caller(called: &[u32]) -> Function {
    let mut function = Function::new([]);
    function.instruction(&Instruction::LocalGet(0));
    for other in called {
        function.instruction(&Instruction::Call(*other));
    }
    for _ in 0..TWICE_BYTES {
        function.instruction(&Instruction::GlobalGet(0));
        function.instruction(&Instruction::I32Add);
    }
    function.instruction(&Instruction::End);
    function
}

/// What each own function of a module calls, and through a table from which place.
fn calls(module: &[u8]) -> Vec<(Vec<u32>, Vec<i32>)> {
    let contents = Contents::read(module).expect("a module");
    let of = |body: &FunctionBody<'_>| {
        let (mut direct, mut places, mut last) = (Vec::new(), Vec::new(), 0);
        for operator in body.get_operators_reader().expect("operators") {
            match operator.expect("an operator") {
                Operator::Call { function_index } => direct.push(function_index),
                Operator::I32Const { value } => last = value,
                Operator::CallIndirect { table_index: 1, .. } => places.push(last),
                _ => {}
            }
        }
        (direct, places)
    };
    contents.bodies.iter().map(of).collect()
}

fn halves(cold: &[u32]) -> Halves {
    let halves = cut(&module(), |at| cold.contains(&(at as u32 + 1))).expect("cut");
    for half in [&halves.first, &halves.cold] {
        Validator::new().validate_all(half).expect("valid");
    }
    halves
}

#[test]
fn what_is_cold_leaves_a_stub_that_asks_for_it_first() {
    let halves = halves(&[COLD, ALONE]);
    let first = calls(&halves.first);
    // One import more: own functions have the next number, and the one that asks comes last.
    let (fetch, ask) = (1, 5);
    assert_eq!(first[0], (vec![COLD + 1], vec![]), "hot is as it was");
    assert_eq!(first[1], (vec![ask], vec![0]), "cold is a stub");
    assert_eq!(first[2], (vec![], vec![]), "nothing here calls alone");
    assert_eq!(first[3], (vec![fetch], vec![]));
}

#[test]
fn the_cold_half_calls_back_through_the_table() {
    let cold = calls(&halves(&[COLD, ALONE]).cold);
    // Imports are functions of their own there, with the same numbers.
    assert_eq!(cold[IMPORTED as usize], (vec![], vec![1]));
    assert_eq!(cold[HOT as usize], (vec![], vec![2]));
    assert_eq!(cold[COLD as usize], (vec![IMPORTED, HOT, ALONE], vec![]));
    assert_eq!(cold[ALONE as usize], (vec![IMPORTED], vec![]));
}

#[test]
fn with_nothing_cold_the_first_half_does_all() {
    let halves = halves(&[]);
    let (first, cold) = (calls(&halves.first), calls(&halves.cold));
    assert_eq!(first[1].0, [IMPORTED, HOT + 1, ALONE + 1]);
    assert!(cold.iter().all(|called| *called == (vec![], vec![])));
}

#[test]
fn every_function_says_first_that_it_runs() {
    let counted = instrument(&module()).expect("counted");
    Validator::new().validate_all(&counted).expect("valid");
    let first: Vec<u32> = calls(&counted)
        .iter()
        .map(|(direct, _)| direct[0])
        .collect();
    assert_eq!(first, [1, 1, 1]);
}

#[test]
fn names_are_those_of_the_modules_own_functions() {
    let mut names = wasm_encoder::NameSection::new();
    let mut functions = wasm_encoder::NameMap::new();
    functions.append(IMPORTED, "tell");
    functions.append(COLD, "cold");
    names.functions(&functions);
    let mut named = module();
    wasm_encoder::Section::append_to(&names, &mut named);
    assert_eq!(super::names(&named).expect("read"), ["", "cold", ""]);
}
