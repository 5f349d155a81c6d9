//! The steps that plans of this kind have, in the words of people who take notes, English and Dutch.

use plan::model::MilestoneKind::{self, Approval, Decision, Deliverable, GoLive, Meeting, Step};

/// A step with the phrases that name it. Longer phrases are tried first.
#[derive(Debug)]
pub(super) struct Known {
    /// What we call it.
    pub title: &'static str,
    pub kind: MilestoneKind,
    /// The role that usually answers for it, where the words say nothing.
    pub owner: Option<&'static str>,
    pub function: Option<&'static str>,
    /// Phrases that name it.
    pub phrases: &'static [&'static str],
    /// Names of departments that stand for it beside a duration ("legal takes two weeks").
    pub departments: &'static [&'static str],
}

impl Known {
    /// What we call it in Dutch, where only a department stands in the notes.
    pub fn dutch(&self) -> &'static str {
        match self.title {
            "Legal review" => "Juridische toets",
            "Security review" => "Securitytoets",
            "Data protection review" => "Privacytoets",
            "Procurement" => "Inkooptraject",
            "Budget approval" => "Budgetakkoord",
            "Board approval" => "Akkoord van de directie",
            "Works council advice" => "Advies ondernemingsraad",
            "Implementation" => "Implementatie",
            other => other,
        }
    }
}

const fn known(
    title: &'static str,
    kind: MilestoneKind,
    owner: Option<&'static str>,
    function: Option<&'static str>,
    phrases: &'static [&'static str],
    departments: &'static [&'static str],
) -> Known {
    Known {
        title,
        kind,
        owner,
        function,
        phrases,
        departments,
    }
}

#[rustfmt::skip] // one line a step, many words a line
pub(super) const STEPS: &[Known] = &[
    known("Security questionnaire", Deliverable, None, Some("IT and security"),
        &["security questionnaire", "infosec questionnaire", "vendor questionnaire", "security vragenlijst",
          "beveiligingsvragenlijst"], &[]),
    known("Security review", Approval, Some("IT and security"), Some("IT and security"),
        &["security review", "security assessment", "it security review", "it review", "security audit",
          "infosec review", "security check", "it assessment", "security toets", "beveiligingstoets",
          "beveiligingscheck", "security evaluation", "technical review", "vendor risk assessment",
          "securitycheck", "securitytoets"], &["security", "infosec", "it"]),
    known("Penetration test", Step, Some("IT and security"), Some("IT and security"),
        &["penetration test", "pen test", "pentest"], &[]),
    known("Data protection review", Approval, Some("Legal"), Some("Legal"),
        &["data protection review", "privacy review", "dpia", "dpa", "data processing agreement",
          "gdpr review", "verwerkersovereenkomst", "privacytoets", "privacy toets"], &["privacy", "dpo"]),
    known("Contract redlines", Step, Some("Legal"), Some("Legal"),
        &["contract redlines", "redlines", "redlining", "mark up of the contract"], &[]),
    known("Legal review", Step, Some("Legal"), Some("Legal"),
        &["legal review", "contract review", "review of the contract", "legal approval", "legal sign off",
          "legal check", "juridische toets", "juridische check", "juridische review", "contractreview",
          "contractcheck", "msa review", "review the contract", "review the msa"], &["legal", "juridische zaken", "juridisch", "counsel"]),
    known("Procurement", Step, Some("Procurement"), Some("Procurement"),
        &["procurement process", "procurement review", "procurement approval", "vendor onboarding",
          "supplier registration", "supplier onboarding", "vendor registration", "inkooptraject",
          "inkoopproces", "purchase order", "purchasing process"], &["procurement", "purchasing", "inkoop"]),
    known("Budget approval", Approval, Some("CFO"), Some("Executive"),
        &["budget approval", "budget sign off", "cfo approval", "finance approval", "financial approval",
          "budgetgoedkeuring", "budget akkoord", "approval of the budget", "approve the budget",
          "cfo sign off", "finance sign off", "akkoord van de cfo"], &["finance", "cfo", "financiën"]),
    known("Board approval", Approval, None, Some("Executive"),
        &["board approval", "board meeting", "approval by the board", "steering committee", "steerco",
          "directieakkoord", "investment committee", "executive committee", "board sign off",
          "akkoord van de directie", "directieoverleg"], &["board", "directie"]),
    known("Business case", Deliverable, Some("Champion"), Some("Business"),
        &["business case", "businesscase", "roi case", "roi analysis"], &[]),
    known("Executive presentation", Meeting, None, Some("Executive"),
        &["executive presentation", "executive briefing", "presentation to the board",
          "presentation to the executives", "stakeholder presentation", "exec presentation",
          "executive meeting", "presentatie aan de directie", "directiepresentatie"], &[]),
    known("Technical deep dive", Meeting, None, Some("IT and security"),
        &["technical deep dive", "tech deep dive", "technical validation", "technical evaluation",
          "architecture review", "technische sessie", "technische toets", "architectuurreview",
          "technical workshop"], &[]),
    known("Integration test", Step, None, Some("IT and security"),
        &["integration test", "integration testing", "integratietest", "test the integration"], &[]),
    known("Proof of concept", Step, None, Some("Business"),
        &["proof of concept", "poc", "proof of value", "pov"], &[]),
    known("Pilot", Step, None, Some("Business"),
        &["pilot", "trial", "proefperiode", "proef"], &[]),
    known("Demo", Meeting, None, None,
        &["follow up demo", "tailored demo", "custom demo", "second demo", "demo", "demonstration",
          "demonstratie"], &[]),
    known("Reference call", Meeting, None, None,
        &["reference call", "reference calls", "customer reference", "referentiegesprek", "referentiebezoek"], &[]),
    known("Commercial proposal", Deliverable, Some("Account executive"), None,
        &["commercial proposal", "pricing proposal", "proposal", "quote", "quotation", "offerte",
          "prijsvoorstel", "price proposal", "order form"], &[]),
    known("Contract signed", Decision, None, Some("Legal"),
        &["contract signature", "contract signing", "signature", "sign the contract", "contract signed",
          "contract execution", "signing", "ondertekening", "contract tekenen", "handtekening",
          "sign the agreement", "sign the deal", "sign the order form"], &[]),
    known("Kick-off", Meeting, None, None,
        &["onboarding kickoff", "implementation kickoff", "project kickoff", "kickoff", "kick off", "aftrap",
          "startbijeenkomst"], &[]),
    known("Data migration", Step, Some("Implementation"), None,
        &["data migration", "migration of the data", "migrate the data", "datamigratie", "data import",
          "migratie", "migration"], &[]),
    known("Implementation", Step, Some("Implementation"), None,
        &["implementation", "implementatie", "rollout", "roll out", "uitrol", "configuration"], &["implementation"]),
    known("User acceptance testing", Step, None, None,
        &["user acceptance testing", "user acceptance test", "uat", "acceptance testing", "acceptance test",
          "acceptatietest", "gebruikerstest"], &[]),
    known("Training", Step, None, None,
        &["user training", "training of the users", "training sessions", "training session", "training",
          "trainingen"], &[]),
    known("Works council advice", Approval, None, None,
        &["works council", "ondernemingsraad", "advies van de or"], &["ondernemingsraad"]),
    known("Go-live", GoLive, None, None,
        &["go live", "golive", "going live", "livegang", "live gaan", "in productie", "launch date",
          "go into production"], &[]),
];
