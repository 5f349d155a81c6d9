//! Sizes of files and functions, and document keys outside the schema, read from the syntax tree.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use proc_macro2::Span;
use syn::{
    Attribute, Expr, ExprMethodCall, ImplItemFn, Item, ItemFn, ItemMod, Lit,
    spanned::Spanned,
    visit::{self, Visit},
};

use super::known;

const FILE_LINES_MAX: usize = 300;
const FUNCTION_LINES_MAX: usize = 50;
const COMPONENT_LINES_MAX: usize = 80;

/// Methods of a Yjs document that take a key.
const KEYED: &[&str] = &[
    "get_or_insert_map",
    "get_or_insert_text",
    "get_or_insert_array",
    "get_map",
    "get_text",
    "try_update",
];

struct Rules<'a> {
    file: &'a Path,
    found: Vec<String>,
}

pub fn check(file: &Path) -> Result<Vec<String>> {
    let text = fs::read_to_string(file)?;
    let tree = syn::parse_file(&text).with_context(|| format!("{} is not Rust", file.display()))?;
    let mut rules = Rules {
        file,
        found: Vec::new(),
    };
    let tests: usize = tree
        .items
        .iter()
        .filter(|item| is_test_module(item))
        .map(|item| lines(item.span()))
        .sum();
    let length = text.lines().count() - tests.min(text.lines().count());
    if length > FILE_LINES_MAX && !known::allows(file, "", length) {
        rules.found.push(format!(
            "{}: {length} lines without tests, at most {FILE_LINES_MAX}: split it by subject",
            file.display()
        ));
    }
    rules.visit_file(&tree);
    Ok(rules.found)
}

impl Rules<'_> {
    fn function(&mut self, name: &str, attributes: &[Attribute], span: Span) {
        let component = attributes
            .iter()
            .any(|attribute| attribute.path().is_ident("component"));
        let limit = if component {
            COMPONENT_LINES_MAX
        } else {
            FUNCTION_LINES_MAX
        };
        // Documentation is not length.
        let length = lines(span)
            - attributes
                .iter()
                .map(|attribute| lines(attribute.span()))
                .sum::<usize>();
        if length > limit && !known::allows(self.file, name, length) {
            let (file, line) = (self.file.display(), span.start().line);
            self.found.push(format!(
                "{file}:{line}: {name} has {length} lines, at most {limit}: name its parts"
            ));
        }
    }
}

impl<'ast> Visit<'ast> for Rules<'_> {
    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !has_cfg_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.function(
            &function.sig.ident.to_string(),
            &function.attrs,
            function.span(),
        );
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.function(
            &function.sig.ident.to_string(),
            &function.attrs,
            function.span(),
        );
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let in_schema = self
            .file
            .components()
            .any(|part| part.as_os_str().to_string_lossy().starts_with("schema"));
        let keyed = KEYED.contains(&call.method.to_string().as_str());
        if keyed && !in_schema && call.args.iter().any(is_text) {
            let (file, line) = (self.file.display(), call.span().start().line);
            self.found.push(format!(
                "{file}:{line}: a document key as a literal: name it in the schema of crates/plan"
            ));
        }
        visit::visit_expr_method_call(self, call);
    }
}

fn is_text(argument: &Expr) -> bool {
    matches!(argument, Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)))
}

fn is_test_module(item: &Item) -> bool {
    matches!(item, Item::Mod(module) if has_cfg_test(&module.attrs))
}

fn has_cfg_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Ident>()
                .is_ok_and(|word| word == "test")
    })
}

fn lines(span: Span) -> usize {
    span.end().line - span.start().line + 1
}
