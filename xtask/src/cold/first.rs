//! The first half.

use wasm_encoder::{
    BlockType, CodeSection, ConstExpr, ElementSection, Elements, ExportKind, ExportSection,
    Function, FunctionSection, GlobalSection, GlobalType, ImportSection, Instruction, TableSection,
    TypeSection, ValType,
    reencode::{Error, Reencode, utils},
};
use wasmparser::FunctionBody;

use super::{
    Added, CALLS, FETCH, IS_HERE, Outcome, SCRIPT, calls, calls_table, nowhere, plan::Plan, shared,
    stub,
};
use crate::contents::Contents;

/// Writes the whole module again with stubs for what is cold. One import more moves all own functions by one.
pub struct First<'a> {
    contents: &'a Contents<'a>,
    plan: &'a Plan,
    /// Which of the own functions is written next.
    next: u32,
    /// What fetches the cold half; it takes and gives nothing.
    added: Added,
}

impl<'a> First<'a> {
    pub fn new(contents: &'a Contents<'a>, plan: &'a Plan) -> Self {
        Self {
            contents,
            plan,
            next: 0,
            added: Added::to(contents),
        }
    }

    /// The number of the function that a stub asks for the cold half.
    fn ask(&self) -> u32 {
        self.contents.types.len() as u32 + 1
    }
}

impl Reencode for First<'_> {
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
        self.added.add_type(types, &[]);
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Outcome {
        utils::parse_import_section(self, imports, section)?;
        self.added.import(imports, SCRIPT, FETCH);
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        section: wasmparser::FunctionSectionReader<'_>,
    ) -> Outcome {
        utils::parse_function_section(self, functions, section)?;
        functions.function(self.added.kind);
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        section: wasmparser::TableSectionReader<'_>,
    ) -> Outcome {
        utils::parse_table_section(self, tables, section)?;
        tables.table(calls_table(self.plan));
        Ok(())
    }

    fn parse_global_section(
        &mut self,
        globals: &mut GlobalSection,
        section: wasmparser::GlobalSectionReader<'_>,
    ) -> Outcome {
        utils::parse_global_section(self, globals, section)?;
        let is_here = GlobalType {
            val_type: ValType::I32,
            mutable: true,
            shared: false,
        };
        globals.global(is_here, &ConstExpr::i32_const(0));
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Outcome {
        utils::parse_export_section(self, exports, section)?;
        let contents = self.contents;
        for (kind, letter, count) in [
            (ExportKind::Table, 't', contents.tables.len()),
            (ExportKind::Memory, 'm', contents.memories.len()),
            (ExportKind::Global, 'g', contents.globals.len()),
        ] {
            for number in 0..count as u32 {
                exports.export(&shared(letter, number), kind, number);
            }
        }
        let calls = calls(contents).map_err(Error::UserError)?;
        exports.export(CALLS, ExportKind::Table, calls);
        exports.export(IS_HERE, ExportKind::Global, contents.globals.len() as u32);
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        section: wasmparser::ElementSectionReader<'_>,
    ) -> Outcome {
        utils::parse_element_section(self, elements, section)?;
        let mut called = Vec::new();
        for &function in &self.plan.to_first {
            called.push(self.function_index(function)?);
        }
        let calls = calls(self.contents).map_err(Error::UserError)?;
        let begin = ConstExpr::i32_const(self.plan.to_cold.len() as i32);
        elements.active(Some(calls), &begin, Elements::Functions(called.into()));
        Ok(())
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: FunctionBody<'_>) -> Outcome {
        let function = self.contents.imported + self.next;
        self.next += 1;
        if !self.plan.is_cold[function as usize] {
            return utils::parse_function_body(self, code, body);
        }
        let body = match self.plan.slots.get(&function) {
            Some(slot) => {
                stub(self.contents, function, *slot, Some(self.ask())).map_err(Error::UserError)?
            }
            None => nowhere(),
        };
        code.function(&body);
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        section: wasmparser::CodeSectionReader<'_>,
    ) -> Outcome {
        utils::parse_code_section(self, code, section)?;
        // Numbered behind all others: `ask`.
        let mut ask = Function::new([]);
        ask.instruction(&Instruction::GlobalGet(self.contents.globals.len() as u32));
        ask.instruction(&Instruction::I32Eqz);
        ask.instruction(&Instruction::If(BlockType::Empty));
        ask.instruction(&Instruction::Call(self.added.number));
        ask.instruction(&Instruction::End);
        ask.instruction(&Instruction::End);
        code.function(&ask);
        Ok(())
    }
}
