//! Who is here and which cell they are in: awareness JSON to values and back.
//!
//! Foreign clients send what they like, so reading is total: what cannot be understood is absent.

use plan::id::{CriterionId, MilestoneId, TrackId};
use plan::model::Side;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::parts::View;

/// Longest name of a browser that is read, in bytes.
const BROWSER_LENGTH_MAX: usize = 32;

/// Somebody else who has this plan open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Present {
    /// The client id of their document; one person may be here with two tabs.
    pub client: u64,
    /// Empty until they give one.
    pub name: String,
    /// The side of their link.
    pub side: Option<Side>,
    /// Their own colour, checked to be `#` and hexadecimal digits.
    pub color: Option<String>,
    /// Which cell they are in.
    pub cell: Option<CellRef>,
    /// The same in all tabs of a browser; other programs say nothing.
    pub browser: Option<String>,
    /// The browser of the person whom they follow.
    pub follows: Option<String>,
    /// Where they look; said only while somebody follows them.
    pub looks: Option<Looks>,
}

/// Where somebody looks, in words that hold for another window size, filter and order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Looks {
    /// How the milestones show.
    pub view: View,
    /// The track that the page is about; `None` is the whole plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub track: Option<TrackId>,
    /// The milestone whose details are open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub panel: Option<MilestoneId>,
    /// The milestone in the middle of the window; `None` is the head of the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<MilestoneId>,
    /// How far the timeline is scrolled to the right, in thousandths.
    pub across: u16,
}

/// A cell of the page that a person can be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CellRef {
    /// The row; `None` for the head of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub milestone: Option<MilestoneId>,
    /// The evaluation criterion in the head of the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criterion: Option<CriterionId>,
    /// The column, or the field of the head.
    pub column: Column,
}

/// What a cell shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are the fields' own")]
pub enum Column {
    Title,
    Goal,
    WhyNow,
    GoLive,
    Owner,
    Due,
    Status,
    DoneWhen,
    DependsOn,
    Result,
    Notes,
    Track,
    Criterion,
}

impl CellRef {
    /// A cell of a row.
    pub fn of_milestone(milestone: MilestoneId, column: Column) -> Self {
        Self {
            milestone: Some(milestone),
            criterion: None,
            column,
        }
    }

    /// An evaluation criterion.
    pub fn of_criterion(criterion: CriterionId) -> Self {
        Self {
            milestone: None,
            criterion: Some(criterion),
            column: Column::Criterion,
        }
    }

    /// A field of the head of the page.
    pub fn of_plan(column: Column) -> Self {
        Self {
            milestone: None,
            criterion: None,
            column,
        }
    }
}

/// Own presence as it goes to the others.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct OwnPresence {
    /// May be empty.
    pub name: String,
    /// The side of the link, once known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// See [`Present::color`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<String>,
    /// Which cell the reader is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellRef>,
    /// See [`Present::browser`].
    pub browser: String,
    /// See [`Present::follows`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<String>,
    /// See [`Present::looks`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub looks: Option<Looks>,
}

impl OwnPresence {
    /// The JSON object of the awareness message.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("plain values have a JSON form")
    }
}

/// Reads what somebody says about themselves.
pub fn read(client: u64, state: &str) -> Present {
    let state: Value = serde_json::from_str(state).unwrap_or(Value::Null);
    let field = |name: &str| state.get(name).cloned().unwrap_or(Value::Null);
    let name = field("name");
    let color = field("color");
    let browser = |name: &str| {
        let value = field(name);
        let text = value
            .as_str()
            .filter(|text| text.len() <= BROWSER_LENGTH_MAX);
        text.map(str::to_owned)
    };
    Present {
        client,
        name: crate::identity::clean_name(name.as_str().unwrap_or_default()),
        side: serde_json::from_value(field("side")).ok(),
        color: color
            .as_str()
            .filter(|color| is_color(color))
            .map(str::to_owned),
        cell: serde_json::from_value(field("cell")).ok(),
        browser: browser("browser"),
        follows: browser("follows"),
        looks: serde_json::from_value(field("looks")).ok(),
    }
}

/// One entry a person: of several tabs, the one in which they are in a cell, else the one in front. The reader's own other tabs are left
/// out. Somebody who opens the links of two sides, to show both, is two.
pub fn people(present: Vec<Present>, own_browser: &str, own_side: Option<Side>) -> Vec<Present> {
    let mut people: Vec<Present> = Vec::with_capacity(present.len());
    for one in present {
        if one.browser.as_deref() == Some(own_browser) && one.side == own_side {
            continue;
        }
        let same = |other: &&mut Present| {
            one.browser.is_some() && (&other.browser, other.side) == (&one.browser, one.side)
        };
        match people.iter_mut().find(same) {
            Some(other) => {
                // Whichever tab they follow somebody in, they do.
                let follows = other.follows.take().or(one.follows.clone());
                if rank(&one) > rank(other) {
                    *other = one;
                }
                other.follows = follows;
            }
            None => people.push(one),
        }
    }
    people
}

fn rank(tab: &Present) -> (bool, bool) {
    (tab.cell.is_some(), tab.looks.is_some())
}

/// Only this form goes into a style: a stranger chose it.
fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use wasm_bindgen_test::wasm_bindgen_test;

    use super::*;

    #[wasm_bindgen_test]
    fn presence_arrives_as_it_was_sent() {
        let cell = CellRef::of_milestone(MilestoneId::from_bits(7), Column::DoneWhen);
        let looks = Looks {
            view: View::Timeline,
            panel: Some(MilestoneId::from_bits(8)),
            at: Some(MilestoneId::from_bits(7)),
            across: 250,
            ..Looks::default()
        };
        let own = OwnPresence {
            name: "Jo".to_owned(),
            side: Some(Side::Buyer),
            color: Some("#0a7".to_owned()),
            cell: Some(cell),
            browser: "b1".to_owned(),
            follows: Some("b2".to_owned()),
            looks: Some(looks),
        };
        let read = read(9, &own.to_json());
        let expected = Present {
            client: 9,
            name: "Jo".to_owned(),
            side: Some(Side::Buyer),
            color: Some("#0a7".to_owned()),
            cell: Some(cell),
            browser: Some("b1".to_owned()),
            follows: Some("b2".to_owned()),
            looks: Some(looks),
        };
        assert_eq!(read, expected);
    }

    #[wasm_bindgen_test]
    fn a_criterion_is_a_place_that_others_see() {
        let own = OwnPresence {
            cell: Some(CellRef::of_criterion(CriterionId::from_bits(7))),
            ..OwnPresence::default()
        };
        assert_eq!(read(9, &own.to_json()).cell, own.cell);
    }

    #[wasm_bindgen_test]
    fn a_person_in_three_tabs_is_one() {
        let of = |client, browser: Option<&str>, side, cell| Present {
            client,
            name: String::new(),
            side: Some(side),
            color: None,
            cell,
            browser: browser.map(str::to_owned),
            follows: (client == 5).then(|| "me".to_owned()),
            looks: None,
        };
        let cell = Some(CellRef::of_plan(Column::Goal));
        let present = vec![
            of(1, Some("me"), Side::Seller, cell),
            of(2, Some("me"), Side::Buyer, None),
            of(3, Some("jo"), Side::Buyer, None),
            of(4, Some("jo"), Side::Buyer, cell),
            of(5, Some("jo"), Side::Buyer, None),
            of(6, None, Side::Buyer, None),
            of(7, None, Side::Buyer, None),
        ];
        let people = people(present, "me", Some(Side::Seller));
        let shown: Vec<u64> = people.iter().map(|one| one.client).collect();
        assert_eq!(shown, [2, 4, 6, 7], "who says no browser may be anybody");
        let follows: Vec<bool> = people.iter().map(|one| one.follows.is_some()).collect();
        assert_eq!(follows, [false, true, false, false], "in whichever tab");
    }

    #[wasm_bindgen_test]
    fn what_a_stranger_says_oddly_is_absent() {
        let odd = r##"{"name":7,"side":"judge","color":"red;}","cell":{"column":"nowhere"},"user":{},"follows":{},"looks":{"view":"x-ray"}}"##;
        for state in [odd, "null", "[]", "no JSON", ""] {
            let read = read(1, state);
            assert_eq!(
                (read.name.as_str(), read.side, read.color, read.cell),
                ("", None, None, None)
            );
            assert_eq!((read.follows, read.looks), (None, None));
        }
        let long = format!(r#"{{"name":"{}"}}"#, "x".repeat(500));
        assert_eq!(read(1, &long).name.len(), crate::identity::NAME_LENGTH_MAX);
    }
}
