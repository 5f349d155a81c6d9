//! A module that says what of it runs.

use anyhow::{Result, anyhow, ensure};
use wasm_encoder::{
    CodeSection, ImportSection, Instruction, Module, TypeSection, ValType,
    reencode::{Error, Reencode, utils},
};
use wasmparser::{FunctionBody, Parser};

use super::{Added, Outcome};
use crate::contents::Contents;

/// The same module where every function first says that it runs, by its number among the module's own, to what the page
/// gives as `hit` of the module `profile`.
pub fn instrument(module: &[u8]) -> Result<Vec<u8>> {
    let contents = Contents::read(module)?;
    let mut written = Module::new();
    Counted {
        added: Added::to(&contents),
        next: 0,
    }
    .parse_core_module(&mut written, Parser::new(0), module)
    .map_err(|error| anyhow!("cannot count what runs: {error}"))?;
    let bytes = written.finish();
    ensure!(bytes.len() > module.len(), "nothing is counted");
    Ok(bytes)
}

struct Counted {
    added: Added,
    next: i32,
}

impl Reencode for Counted {
    type Error = anyhow::Error;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<anyhow::Error>> {
        Ok(self.added.moved(function))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Outcome {
        utils::parse_type_section(self, types, section)?;
        self.added.add_type(types, &[ValType::I32]);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Outcome {
        utils::parse_import_section(self, imports, section)?;
        self.added.import(imports, "profile", "hit");
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Outcome {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        function.instruction(&Instruction::I32Const(self.next));
        function.instruction(&Instruction::Call(self.added.number));
        self.next += 1;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            function.instruction(&self.parse_instruction(&mut operators)?);
        }
        code.function(&function);
        Ok(())
    }
}
