//! XML as a tree of names and texts, which is all that a project file needs. Entities that a file defines are not
//! expanded, and the tree has a largest size.

use quick_xml::{Reader, events::Event};

use super::MspdiError;

const ELEMENTS_MAX: usize = 300_000;
const DEPTH_MAX: usize = 32;

/// An element.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    pub text: String,
    pub children: Vec<Element>,
}

impl Element {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The text of the first child of this name, else "".
    pub fn text_of(&self, name: &str) -> &str {
        self.child(name).map_or("", |child| child.text.trim())
    }

    /// All children of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }
}

/// Parses a document and gives its root.
pub(super) fn parse(xml: &str) -> Result<Element, MspdiError> {
    let mut reader = Reader::from_str(xml);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut count = 0;
    let too_large = MspdiError::TooLarge { most: ELEMENTS_MAX };
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|error| MspdiError::Xml {
            at,
            reason: error.to_string(),
        })?;
        let top = open.last_mut().expect("the document itself stays open");
        match event {
            Event::Start(start) => {
                count += 1;
                if open.len() > DEPTH_MAX || count > ELEMENTS_MAX {
                    return Err(too_large);
                }
                open.push(named(start.local_name().as_ref()));
            }
            Event::Empty(start) => {
                count += 1;
                if count > ELEMENTS_MAX {
                    return Err(too_large);
                }
                top.children.push(named(start.local_name().as_ref()));
            }
            Event::End(_) => {
                let closed = open.pop().expect("the reader checks that ends match");
                let reason = || "an end without a start".to_owned();
                let parent = open.last_mut();
                let parent = parent.ok_or_else(|| MspdiError::Xml {
                    at,
                    reason: reason(),
                })?;
                parent.children.push(closed);
            }
            Event::Text(text) => top.text.push_str(&text.xml10_content()),
            Event::CData(text) => top.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => top.text.extend(resolved(&reference)),
            Event::Eof => break,
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::DocType(_) => {}
        }
    }
    let root = open.swap_remove(0).children.into_iter().next();
    let found = String::new();
    root.ok_or(MspdiError::NotAProject { found })
}

fn named(name: &str) -> Element {
    Element {
        name: name.to_owned(),
        ..Element::default()
    }
}

/// The five of XML and numbers; anything a file defines itself is left out.
fn resolved(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    if let Ok(Some(char)) = reference.resolve_char_ref() {
        return Some(char);
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
