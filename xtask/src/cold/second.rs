//! The cold half.

use anyhow::{Context, Result};
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, FunctionSection, ImportSection, Module,
    TypeSection,
    reencode::{Reencode, RoundtripReencoder, utils},
};

use super::{CALLS, SHARED, calls, calls_table, nowhere, plan::Plan, shared, stub};
use crate::contents::Contents;

/// The cold half: everything it does not define itself it takes from the first.
pub fn written(contents: &Contents<'_>, plan: &Plan) -> Result<Vec<u8>> {
    let mut same = RoundtripReencoder;
    let mut types = TypeSection::new();
    let section = contents.type_section.clone();
    utils::parse_type_section(
        &mut same,
        &mut types,
        section.context("a module without types")?,
    )?;
    let imports = imports(contents, plan)?;
    let mut functions = FunctionSection::new();
    for kind in &contents.types {
        functions.function(*kind);
    }
    let mut elements = ElementSection::new();
    elements.active(
        Some(calls(contents)?),
        &ConstExpr::i32_const(0),
        Elements::Functions((&plan.to_cold[..]).into()),
    );
    let mut code = CodeSection::new();
    for function in 0..contents.types.len() as u32 {
        if plan.is_cold[function as usize] || plan.is_twice[function as usize] {
            let body = contents.bodies[(function - contents.imported) as usize].clone();
            utils::parse_function_body(&mut same, &mut code, body)?;
        } else {
            let body = match plan.slots.get(&function) {
                Some(slot) => stub(contents, function, *slot, None)?,
                None => nowhere(),
            };
            code.function(&body);
        }
    }
    let mut module = Module::new();
    module
        .section(&types)
        .section(&imports)
        .section(&functions)
        .section(&elements)
        .section(&code);
    Ok(module.finish())
}

/// What the first half gives.
fn imports(contents: &Contents<'_>, plan: &Plan) -> Result<ImportSection> {
    let mut same = RoundtripReencoder;
    let mut imports = ImportSection::new();
    for (memory, number) in contents.memories.iter().zip(0..) {
        imports.import(SHARED, &shared('m', number), same.memory_type(*memory)?);
    }
    for (table, number) in contents.tables.iter().zip(0..) {
        imports.import(SHARED, &shared('t', number), same.table_type(*table)?);
    }
    imports.import(SHARED, CALLS, calls_table(plan));
    for (global, number) in contents.globals.iter().zip(0..) {
        imports.import(SHARED, &shared('g', number), same.global_type(*global)?);
    }
    Ok(imports)
}
