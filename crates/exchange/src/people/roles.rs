//! Words that name a part in a deal instead of a person, and what they suggest.

use plan::model::{DealRole, Side};

use crate::text::tokens;

#[rustfmt::skip] // many words a line
pub(super) const ROLE_WORDS: &[&str] = &[
    "rep", "account", "executive", "ae", "champion", "cfo", "ceo", "cto", "cio", "ciso", "coo", "vp", "it",
    "lead", "legal", "customer", "buyer", "seller", "vendor", "client", "success", "manager", "csm",
    "implementation", "onboarding", "team", "partner", "engineer", "engineering", "director", "sales",
    "security", "procurement", "purchasing", "finance", "financial", "business", "owner", "user", "users",
    "sponsor", "exec", "head", "of", "the", "technical", "ops", "operations", "hr", "data", "solution",
    "solutions", "consultant", "architect", "se", "project", "counsel", "lawyer", "dpo", "privacy",
    "compliance", "board", "committee", "key", "economic", "decision", "maker", "department", "officer",
    "our", "your", "admin", "development", "product", "stakeholders", "stakeholder", "management", "general",
    "chief", "controller", "klant", "inkoop", "inkoper", "juridisch", "juridische", "zaken", "jurist",
    "directeur", "directie", "leverancier", "verkoper", "koper", "accountmanager", "projectleider",
    "eigenaar", "gebruiker", "gebruikers", "afdeling", "beveiliging", "financiën", "financieel", "beslisser",
    "technisch", "technische", "manager", "mt",
];

/// Every word names a part in a deal, not a person.
pub(crate) fn is_role(plain: &str) -> bool {
    !plain.is_empty() && plain.split(' ').all(|word| ROLE_WORDS.contains(&word))
}

/// The part in the deal that a role's words suggest.
pub(crate) fn deal_role(plain: &str) -> Option<DealRole> {
    let has = |words: &[&str]| {
        tokens(plain)
            .iter()
            .any(|token| words.contains(&token.lower.as_str()))
    };
    let table: &[(&[&str], DealRole)] = &[
        (&["champion"], DealRole::Champion),
        (&["cfo", "economic"], DealRole::EconomicBuyer),
        (
            &["rep", "ae", "account", "accountmanager", "sales"],
            DealRole::AccountExecutive,
        ),
        (&["se", "solution", "solutions"], DealRole::SalesEngineer),
        (&["success", "csm", "onboarding"], DealRole::CustomerSuccess),
        (&["implementation"], DealRole::Implementation),
        (
            &[
                "legal",
                "counsel",
                "lawyer",
                "jurist",
                "juridisch",
                "juridische",
            ],
            DealRole::Legal,
        ),
        (
            &["procurement", "purchasing", "inkoop", "inkoper"],
            DealRole::Procurement,
        ),
        (
            &["it", "security", "ciso", "cio", "beveiliging"],
            DealRole::ItSecurity,
        ),
        (
            &["decision", "director", "directeur", "directie", "beslisser"],
            DealRole::DecisionMaker,
        ),
        (&["sponsor", "ceo", "coo"], DealRole::ExecutiveSponsor),
        (
            &["user", "users", "gebruiker", "gebruikers"],
            DealRole::User,
        ),
    ];
    table
        .iter()
        .find(|(words, _)| has(words))
        .map(|(_, role)| *role)
}

/// The side that usually has such a role; `None` when the text says nothing.
pub(crate) fn side_of_role(plain: &str) -> Option<Side> {
    let has = |word: &str| plain.split(' ').any(|w| w == word);
    if has("partner") {
        return Some(Side::Partner);
    }
    if plain.contains("customer success") {
        return Some(Side::Seller);
    }
    let buyer = ["customer", "client", "buyer", "klant", "koper", "your"];
    if buyer.iter().any(|word| has(word)) {
        return Some(Side::Buyer);
    }
    let seller = [
        "seller",
        "vendor",
        "leverancier",
        "verkoper",
        "our",
        "sales",
    ];
    if seller.iter().any(|word| has(word)) {
        return Some(Side::Seller);
    }
    match deal_role(plain)? {
        DealRole::AccountExecutive
        | DealRole::SalesEngineer
        | DealRole::CustomerSuccess
        | DealRole::Implementation => Some(Side::Seller),
        _ => Some(Side::Buyer),
    }
}
