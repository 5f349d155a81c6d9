//! What concerns the plan and not one milestone, as labelled values: rows above a table, the "Plan" sheet of a workbook.

use plan::model::{Decision, Plan, Side};

use crate::{
    dates::{self, Context, Day},
    limits::{LINE_LENGTH_MAX, PROSE_LENGTH_MAX, cut},
    report::{Report, What},
    sheet::Row,
    table::Options,
    text::folded,
};

/// A labelled value of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fact {
    Title,
    KindName,
    Buyer,
    Seller,
    Partner,
    Solution,
    Goal,
    WhyNow,
    Start,
    GoLive,
    DecisionDate,
    DecisionReason,
}

impl Fact {
    /// Its value is a day.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Start | Self::GoLive | Self::DecisionDate)
    }
}

/// In the order in which we write them.
pub(crate) const ALL: [(Fact, &str); 12] = [
    (Fact::Title, "Title"),
    (Fact::KindName, "Kind of plan"),
    (Fact::Buyer, "Buyer"),
    (Fact::Seller, "Seller"),
    (Fact::Partner, "Partner"),
    (Fact::Solution, "Solution"),
    (Fact::Goal, "Goal"),
    (Fact::WhyNow, "Why now"),
    (Fact::Start, "Start of week 1"),
    (Fact::GoLive, "Go-live"),
    (Fact::DecisionDate, "Decision on"),
    (Fact::DecisionReason, "Reason for that date"),
];

fn named(label: &str) -> Option<Fact> {
    let plain = folded(label);
    let ours = ALL
        .iter()
        .find(|(_, name)| folded(name) == plain)
        .map(|(fact, _)| *fact);
    ours.or(match plain.as_str() {
        "plan" | "name" | "project" | "titel" | "opportunity" => Some(Fact::Title),
        "customer" | "client" | "klant" | "account" => Some(Fact::Buyer),
        "vendor" | "supplier" | "leverancier" => Some(Fact::Seller),
        "objective" | "doel" | "outcome" => Some(Fact::Goal),
        "start" | "start date" | "startdatum" | "week 1" => Some(Fact::Start),
        "go live date" | "target" | "target date" | "livegang" | "target go live" => {
            Some(Fact::GoLive)
        }
        "decision date" | "decision" | "besluit" => Some(Fact::DecisionDate),
        _ => None,
    })
}

/// The value of a fact; empty when there is none.
pub(crate) fn value(fact: Fact, plan: &Plan) -> String {
    let company = |side| plan.companies.get(&side).cloned().unwrap_or_default();
    let date = |date: Option<chrono::NaiveDate>| date.map_or(String::new(), |d| d.to_string());
    match fact {
        Fact::Title => plan.title.clone(),
        Fact::KindName => plan.kind_name.clone(),
        Fact::Buyer => company(Side::Buyer),
        Fact::Seller => company(Side::Seller),
        Fact::Partner => company(Side::Partner),
        Fact::Solution => plan.solution.clone(),
        Fact::Goal => plan.goal.clone(),
        Fact::WhyNow => plan.why_now.clone(),
        Fact::Start => date(plan.start),
        Fact::GoLive => date(plan.go_live),
        Fact::DecisionDate => date(plan.decision.as_ref().map(|d| d.date)),
        Fact::DecisionReason => plan
            .decision
            .as_ref()
            .map_or(String::new(), |d| d.reason.clone()),
    }
}

/// Takes a value into the plan; `false` when it is a date and cannot be read.
fn take(fact: Fact, text: &str, plan: &mut Plan, options: &Options<'_>) -> bool {
    let context = Context {
        order: options.order,
        ..Context::on(options.today)
    };
    let date = || match dates::whole(text, &context)?.0.day {
        Day::On(date) => Some(date),
        Day::Weeks(..) => None,
    };
    let short = |most| {
        let mut text = text.to_owned();
        cut(&mut text, most);
        text
    };
    let mut company = |side| plan.companies.insert(side, short(LINE_LENGTH_MAX));
    match fact {
        Fact::Buyer => drop(company(Side::Buyer)),
        Fact::Seller => drop(company(Side::Seller)),
        Fact::Partner => drop(company(Side::Partner)),
        Fact::Title => plan.title = short(LINE_LENGTH_MAX),
        Fact::KindName => plan.kind_name = short(LINE_LENGTH_MAX),
        Fact::Solution => plan.solution = short(LINE_LENGTH_MAX),
        Fact::Goal => plan.goal = short(PROSE_LENGTH_MAX),
        Fact::WhyNow => plan.why_now = short(PROSE_LENGTH_MAX),
        Fact::Start => plan.start = date().or(plan.start),
        Fact::GoLive => plan.go_live = date().or(plan.go_live),
        Fact::DecisionDate => match (date(), &mut plan.decision) {
            (Some(date), Some(decision)) => decision.date = date,
            (Some(date), none) => {
                *none = Some(Decision {
                    date,
                    reason: String::new(),
                });
            }
            (None, _) => return false,
        },
        Fact::DecisionReason => match &mut plan.decision {
            Some(decision) => decision.reason = short(PROSE_LENGTH_MAX),
            // The date stands above the reason; a reason without a date has no place.
            None => return false,
        },
    }
    !matches!(fact, Fact::Start | Fact::GoLive) || date().is_some()
}

/// Rows above the table, or of the "Plan" sheet: a label and a value, or one text, which is the title.
pub(crate) fn preamble(rows: &[Row], plan: &mut Plan, options: &Options<'_>, report: &mut Report) {
    for row in rows {
        let cells: Vec<&str> = row
            .cells
            .iter()
            .map(String::as_str)
            .filter(|c| !c.is_empty())
            .collect();
        let taken = match cells.as_slice() {
            [label, value] => named(label.trim_end_matches(':'))
                .is_some_and(|fact| take(fact, value, plan, options)),
            [one] => match one
                .split_once(':')
                .and_then(|(l, v)| Some((named(l)?, v.trim())))
            {
                Some((fact, value)) => take(fact, value, plan, options),
                None if plan.title.is_empty() => take(Fact::Title, one, plan, options),
                None => false,
            },
            _ => false,
        };
        if !taken {
            let field = format!("row {}: {}", row.number, cells.join(" | "));
            report.remarks.push(What::LostInFormat { field }.alone());
        }
    }
}
