//! Who owns a step: "IT Lead + Implementation" with "Buyer + Seller" is two people on two sides.
//!
//! Names are people; words that only name a part in a deal ("Legal") are placeholders until a name comes (001-04).

mod pieces;
mod roles;

use plan::model::{DealRole, Side};

use crate::{
    report::What,
    text::{folded, squeezed},
};

use pieces::{Piece, pieces};
pub(crate) use roles::{deal_role, is_role, side_of_role};

/// Most people one cell may name; the rest stays in the notes.
const OWNERS_MAX: usize = 20;
/// Longest name in characters.
const NAME_LENGTH_MAX: usize = 250;

/// Somebody named in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name, or the role where no name is known.
    pub name: String,
    /// The side, as far as the text says.
    pub side: Option<Side>,
    /// The name is a role.
    pub placeholder: bool,
    /// The part in the deal that the name suggests.
    pub role: Option<DealRole>,
}

/// What an owner cell says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Owners {
    /// "All".
    pub everybody: bool,
    /// The cell begins with "TBD": those named help, nobody answers for the step yet.
    pub nobody_first: bool,
    /// In order: the first one answers for the step.
    pub people: Vec<Named>,
    /// What a person should know.
    pub remarks: Vec<What>,
}

/// Reads an owner cell together with its side cell, either of which may be empty.
pub fn owners(cell: &str, sides: &str) -> Owners {
    let mut owners = Owners::default();
    let sides = read_sides(sides, &mut owners);
    for (place, piece) in pieces(cell).enumerate() {
        if place >= OWNERS_MAX {
            let text = piece.text;
            owners.remarks.push(What::LeftOverToNotes { text });
            continue;
        }
        let plain = folded(&piece.text);
        if is_everybody(&plain) && !piece.literal {
            owners.everybody = true;
        } else if is_nobody(&plain) && !piece.literal {
            owners.nobody_first |= place == 0;
            owners.remarks.push(What::OwnerMissing { text: piece.text });
        } else {
            let named = named(&piece, &mut owners.remarks);
            if owners
                .people
                .iter()
                .all(|p| p.name != named.name || p.side != named.side)
            {
                owners.people.push(named);
            }
        }
    }
    spread(&sides, &mut owners);
    owners
}

fn read_sides(cell: &str, owners: &mut Owners) -> Vec<Side> {
    let mut sides = Vec::new();
    for Piece { text, .. } in pieces(cell) {
        let plain = folded(&text);
        if matches!(
            plain.as_str(),
            "both" | "beide" | "all" | "joint" | "gezamenlijk" | "shared"
        ) {
            sides.extend([Side::Buyer, Side::Seller]);
        } else if let Some(side) = side(&plain) {
            sides.push(side);
        } else {
            owners.remarks.push(What::SideUnknown { text });
        }
    }
    sides
}

/// One side for all, or one a person.
fn spread(sides: &[Side], owners: &mut Owners) {
    let count = owners.people.len();
    for (at, person) in owners.people.iter_mut().enumerate() {
        if person.side.is_none() || sides.len() == count {
            person.side = match sides {
                [] => None,
                [one] => Some(*one),
                more => more.get(at).copied(),
            }
            .or(person.side);
        }
    }
    if sides.len() > count && count > 0 && !owners.everybody {
        owners.remarks.push(What::MoreSidesThanOwners);
    }
    for person in &mut owners.people {
        if person.side.is_none() {
            let guess = side_of_role(&folded(&person.name)).unwrap_or(Side::Buyer);
            person.side = Some(guess);
            owners.remarks.push(What::SideAssumed {
                person: person.name.clone(),
                side: guess,
            });
        }
    }
}

/// The side that a word names.
pub(crate) fn side(plain: &str) -> Option<Side> {
    Some(match plain {
        "buyer" | "customer" | "client" | "prospect" | "klant" | "koper" | "afnemer" | "them" => {
            Side::Buyer
        }
        "seller" | "vendor" | "supplier" | "us" | "leverancier" | "verkoper" | "we" => Side::Seller,
        "partner" | "implementation partner" | "third party" | "implementatiepartner" => {
            Side::Partner
        }
        _ => return None,
    })
}

fn is_everybody(plain: &str) -> bool {
    let words = [
        "all",
        "everyone",
        "everybody",
        "all parties",
        "both",
        "both sides",
        "both teams",
        "iedereen",
        "allen",
        "allemaal",
        "beide",
        "beide partijen",
        "whole team",
    ];
    words.contains(&plain)
}

/// Cells that are there to be filled in (004-04).
pub(crate) fn is_nobody(plain: &str) -> bool {
    let words = [
        "",
        "tbd",
        "tbc",
        "tba",
        "unknown",
        "na",
        "n a",
        "none",
        "to be decided",
        "to be determined",
        "to be confirmed",
        "open",
        "onbekend",
        "ntb",
        "n t b",
        "nnb",
        "geen",
        "nog te bepalen",
    ];
    words.contains(&plain)
}

/// Writes a name so that [`owners`] reads it back as one.
pub(crate) fn quoted(name: &str) -> String {
    let read = owners(name, "Buyer");
    let same = matches!(read.people.as_slice(), [one] if one.name == name);
    if same && !read.everybody && read.remarks.is_empty() && !name.contains('"') {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('"', "\"\""))
    }
}

/// "Sarah Chen (Buyer)", "@sarah", "Sarah Chen <sarah@example.com>".
fn named(piece: &Piece, remarks: &mut Vec<What>) -> Named {
    if piece.literal {
        return as_named(&piece.text, None);
    }
    let mut name = piece.text.trim_start_matches('@').to_owned();
    let mut from_text = None;
    if let (Some(open), Some(close)) = (name.find('<'), name.rfind('>'))
        && open < close
    {
        name.replace_range(open..=close, "");
        remarks.push(What::EmailLeftOut);
    }
    if let Some((before, after)) = name.split_once('(') {
        let inside = after.split(')').next().unwrap_or("");
        from_text = side(&folded(inside));
        if from_text.is_some() {
            name = before.to_owned();
        }
    }
    if let Some((local, domain)) = name.split_once('@')
        && domain.contains('.')
    {
        name = local.replace(['.', '_'], " ");
        remarks.push(What::EmailLeftOut);
    }
    as_named(&squeezed(&name), from_text)
}

fn as_named(name: &str, side: Option<Side>) -> Named {
    let name: String = name.chars().take(NAME_LENGTH_MAX).collect();
    let plain = folded(&name);
    let placeholder = is_role(&plain);
    Named {
        role: if placeholder { deal_role(&plain) } else { None },
        name,
        side,
        placeholder,
    }
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};
    use proptest::prelude::*;

    use super::*;

    fn check(rows: &[(&str, &str)], expected: &Expect) {
        let mut out = String::new();
        for (owner, side) in rows {
            let owners = owners(owner, side);
            let people: Vec<_> = owners
                .people
                .iter()
                .map(|p| {
                    let side = p.side.map_or("?", crate::report::side_name);
                    format!("{}{} @{side}", p.name, if p.placeholder { "*" } else { "" })
                })
                .collect();
            let all = if owners.everybody { " ALL" } else { "" };
            out += &format!("{owner:?} {side:?} = {}{all}\n", people.join(", "));
            for remark in &owners.remarks {
                out += &format!("    {remark}\n");
            }
        }
        expected.assert_eq(&out);
    }

    #[test]
    fn a_cell_is_people_and_sides() {
        check(
            &[
                ("IT Lead + Implementation", "Buyer + Seller"),
                ("All", "Both"),
                ("Sarah Chen and Tom", "Buyer"),
                ("Sarah Chen (Buyer), @tom (vendor)", ""),
                ("Customer Success", ""),
                ("Customer lead", ""),
                ("Sarah Chen <sarah@example.com>", "Seller"),
                ("sarah.chen@example.com", "klant"),
                ("TBD", "Buyer"),
                ("Legal", "Buyer + Seller"),
                ("Jan de Vries en Piet", "verkoper / klant"),
                ("Sarah", "Mars"),
            ],
            &expect![[r#"
                "IT Lead + Implementation" "Buyer + Seller" = IT Lead* @Buyer, Implementation* @Seller
                "All" "Both" =  ALL
                "Sarah Chen and Tom" "Buyer" = Sarah Chen @Buyer, Tom @Buyer
                "Sarah Chen (Buyer), @tom (vendor)" "" = Sarah Chen @Buyer, tom @Seller
                "Customer Success" "" = Customer Success* @Seller
                    side of Customer Success not given: Seller assumed
                "Customer lead" "" = Customer lead* @Buyer
                    side of Customer lead not given: Buyer assumed
                "Sarah Chen <sarah@example.com>" "Seller" = Sarah Chen @Seller
                    an e-mail address was left out: a plan is read by everybody who has a link
                "sarah.chen@example.com" "klant" = sarah chen @Buyer
                    an e-mail address was left out: a plan is read by everybody who has a link
                "TBD" "Buyer" = 
                    "TBD" names nobody: no owner yet
                "Legal" "Buyer + Seller" = Legal* @Buyer
                    more sides than owners: the first ones count
                "Jan de Vries en Piet" "verkoper / klant" = Jan de Vries @Seller, Piet @Buyer
                "Sarah" "Mars" = Sarah @Buyer
                    "Mars" is no side we know: kept in the notes
                    side of Sarah not given: Buyer assumed
            "#]],
        );
    }

    proptest! {
        #[test]
        fn a_quoted_name_is_read_back_as_one(name in "[a-zA-Z@\"(<][a-zA-Z,&+/;()<>@\" .-]{0,30}[a-z\")]") {
            let name = squeezed(&name);
            let read = owners(&quoted(&name), "Buyer");
            prop_assert_eq!(read.people.len(), 1, "{:?}", read);
            prop_assert_eq!(&read.people[0].name, &name);
        }

        #[test]
        fn any_cell_is_read(owner in ".{0,80}", side in ".{0,40}") {
            let _ = owners(&owner, &side);
        }
    }
}
