//! What a module of WebAssembly holds, as far as the tasks need to know it.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use wasmparser::{
    ElementItems, ExternalKind, FunctionBody, Imports, Operator, Parser, Payload, TypeRef,
};

/// The parts of a module.
#[derive(Default)]
pub struct Contents<'a> {
    /// How many functions it imports: the numbers of its own begin here.
    pub imported: u32,
    /// The type of every function, imported ones first.
    pub types: Vec<u32>,
    /// How many values each type takes.
    pub parameters: Vec<u32>,
    pub bodies: Vec<FunctionBody<'a>>,
    pub tables: Vec<wasmparser::TableType>,
    pub memories: Vec<wasmparser::MemoryType>,
    pub globals: Vec<wasmparser::GlobalType>,
    /// Functions that something other than code refers to: exports and entries of tables.
    pub named: BTreeSet<u32>,
    pub type_section: Option<wasmparser::TypeSectionReader<'a>>,
}

impl<'a> Contents<'a> {
    pub fn read(module: &'a [u8]) -> Result<Self> {
        let mut all = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            all.add(payload?)?;
        }
        Ok(all)
    }

    fn add(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::TypeSection(section) => {
                self.type_section = Some(section.clone());
                for kind in section.into_iter_err_on_gc_types() {
                    self.parameters.push(u32::try_from(kind?.params().len())?);
                }
            }
            Payload::ImportSection(section) => {
                for group in section {
                    let Imports::Single(_, import) = group? else {
                        bail!("the module groups its imports, which nothing here writes");
                    };
                    self.import(import.ty)?;
                }
            }
            Payload::FunctionSection(section) => {
                self.types
                    .extend(section.into_iter().collect::<Result<Vec<_>, _>>()?);
            }
            Payload::TableSection(section) => {
                for table in section {
                    self.tables.push(table?.ty);
                }
            }
            Payload::MemorySection(section) => {
                self.memories
                    .extend(section.into_iter().collect::<Result<Vec<_>, _>>()?);
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    self.globals.push(global?.ty);
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            other => self.name(other)?,
        }
        Ok(())
    }

    /// What something other than code refers to.
    fn name(&mut self, payload: Payload<'a>) -> Result<()> {
        match payload {
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        self.named.insert(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => {
                self.named.insert(func);
            }
            Payload::ElementSection(section) => {
                for element in section {
                    self.entries(element?.items)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Entries of a table.
    fn entries(&mut self, items: ElementItems<'_>) -> Result<()> {
        match items {
            ElementItems::Functions(functions) => {
                for function in functions {
                    self.named.insert(function?);
                }
            }
            ElementItems::Expressions(_, expressions) => {
                for expression in expressions {
                    for operator in expression?.get_operators_reader() {
                        if let Operator::RefFunc { function_index } = operator? {
                            self.named.insert(function_index);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn import(&mut self, kind: TypeRef) -> Result<()> {
        match kind {
            TypeRef::Func(kind) => {
                self.imported += 1;
                self.types.push(kind);
            }
            TypeRef::Table(kind) => self.tables.push(kind),
            TypeRef::Memory(kind) => self.memories.push(kind),
            TypeRef::Global(kind) => self.globals.push(kind),
            _ => bail!("the module imports {kind:?}, which nothing here knows"),
        }
        Ok(())
    }
}
