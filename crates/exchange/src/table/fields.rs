//! What a column can mean, and the words that people put above it.

use serde::{Deserialize, Serialize};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "`header` says what each is called")]
pub enum Field {
    Number,
    Title,
    Kind,
    Owner,
    Side,
    BuyerOwner,
    SellerOwner,
    Start,
    Due,
    Weeks,
    Pinned,
    Duration,
    Remaining,
    Status,
    StatusNote,
    ClearedBy,
    DoneOn,
    DependsOn,
    Phase,
    Function,
    DoneWhen,
    Result,
    Notes,
    Links,
    Checklist,
    Id,
}

/// All fields, in the order in which we write them.
pub(crate) const ALL: [Field; 26] = [
    Field::Number,
    Field::Title,
    Field::Kind,
    Field::Owner,
    Field::Side,
    Field::BuyerOwner,
    Field::SellerOwner,
    Field::Start,
    Field::Due,
    Field::Weeks,
    Field::Pinned,
    Field::Duration,
    Field::Remaining,
    Field::Status,
    Field::StatusNote,
    Field::ClearedBy,
    Field::DoneOn,
    Field::DependsOn,
    Field::Phase,
    Field::Function,
    Field::DoneWhen,
    Field::Result,
    Field::Notes,
    Field::Links,
    Field::Checklist,
    Field::Id,
];

impl Field {
    /// The header under which we write it.
    pub fn header(self) -> &'static str {
        match self {
            Self::Number => "No.",
            Self::Title => "Milestone",
            Self::Kind => "Kind",
            Self::Owner => "Owner",
            Self::Side => "Side",
            Self::BuyerOwner => "Buyer owner",
            Self::SellerOwner => "Seller owner",
            Self::Start => "Start",
            Self::Due => "Target date",
            Self::Weeks => "Weeks",
            Self::Pinned => "Fixed date",
            Self::Duration => "Duration (working days)",
            Self::Remaining => "Remaining (working days)",
            Self::Status => "Status",
            Self::StatusNote => "Status note",
            Self::ClearedBy => "Cleared by",
            Self::DoneOn => "Completed on",
            Self::DependsOn => "Depends on",
            Self::Phase => "Phase",
            Self::Function => "Function",
            Self::DoneWhen => "Done when",
            Self::Result => "Result",
            Self::Notes => "Notes",
            Self::Links => "Links",
            Self::Checklist => "Checklist",
            Self::Id => "Id",
        }
    }

    /// Other headers for it, folded, English and Dutch. A header that two fields could claim stands at one of them.
    #[rustfmt::skip] // many words a line
    pub(crate) fn synonyms(self) -> &'static [&'static str] {
        match self {
            Self::Number => &[
                "no", "nr", "number", "nummer", "wbs", "wbs code", "row", "item no", "step no", "volgnummer",
            ],
            Self::Title => &[
                "milestone", "step", "task", "activity", "action", "action item", "title", "name", "what",
                "item", "deliverable", "task name", "milestone name", "event", "mijlpaal", "stap", "taak",
                "actie", "activiteit", "wat", "omschrijving", "description", "next step", "titel",
            ],
            Self::Kind => &["kind", "type", "soort", "category"],
            Self::Owner => &[
                "owner", "responsible", "who", "assignee", "assigned to", "lead", "accountable", "owners",
                "dri", "resource names", "eigenaar", "verantwoordelijke", "verantwoordelijk", "wie",
                "owner name", "person", "action owner", "responsible person",
            ],
            Self::Side => &[
                "side", "company", "party", "organisation", "organization", "team", "partij", "kant",
                "bedrijf",
            ],
            Self::BuyerOwner => &[
                "buyer owner", "customer owner", "client owner", "buyer", "customer", "client", "klant",
                "koper", "owner buyer", "owner customer", "customer responsible",
            ],
            Self::SellerOwner => &[
                "seller owner", "vendor owner", "supplier owner", "seller", "vendor", "leverancier",
                "verkoper", "owner seller", "owner vendor", "our owner",
            ],
            Self::Start => &[
                "start", "start date", "begin", "from", "startdatum", "begindatum", "begin date", "van",
            ],
            Self::Due => &[
                "target date", "due", "due date", "date", "deadline", "when", "by when", "end", "end date",
                "finish", "finish date", "target", "by", "datum", "einddatum", "streefdatum", "wanneer",
                "gereed op", "completion date", "eta", "week", "planned date", "until",
            ],
            Self::Weeks => &["weeks", "weken"],
            Self::Pinned => &["fixed date", "fixed", "pinned", "vast", "vaste datum"],
            Self::Duration => &[
                "duration working days", "duration", "days", "effort", "duur", "dagen", "lead time",
                "doorlooptijd", "duration days", "working days",
            ],
            Self::Remaining => &[
                "remaining working days", "remaining", "remaining days", "to go", "resterend", "nog te gaan",
            ],
            Self::Status => &[
                "status", "state", "progress", "complete", "done", "voortgang", "stand", "percent complete",
                "gereed",
            ],
            Self::StatusNote => &[
                "status note", "status reason", "blocker", "blocked by", "reason", "waiting on", "reden",
            ],
            Self::ClearedBy => &["cleared by", "who clears it"],
            Self::DoneOn => &[
                "completed on", "completed", "actual finish", "actual date", "date completed", "done on",
                "afgerond op",
            ],
            Self::DependsOn => &[
                "depends on", "dependencies", "dependency", "predecessors", "predecessor", "after", "requires",
                "prerequisite", "prerequisites", "afhankelijk van", "na", "afhankelijkheden", "blocked until",
            ],
            Self::Phase => &["phase", "stage", "fase", "section", "group"],
            Self::Function => &[
                "function", "track", "workstream", "department", "stream", "spoor", "afdeling", "functie",
                "werkstroom",
            ],
            Self::DoneWhen => &[
                "done when", "success criteria", "success criterion", "acceptance criteria",
                "definition of done", "exit criteria", "klaar als", "klaar wanneer", "criteria",
                "done criteria", "criterium",
            ],
            Self::Result => &["result", "outcome", "output", "resultaat", "uitkomst", "opbrengst"],
            Self::Notes => &[
                "notes", "note", "comment", "comments", "remarks", "opmerking", "opmerkingen", "notities",
                "toelichting", "details",
            ],
            Self::Links => &[
                "links", "link", "url", "document", "documents", "attachments", "attachment", "bijlagen",
                "bijlage",
            ],
            Self::Checklist => &["checklist", "subtasks", "sub tasks", "todo", "to do", "subtaken"],
            Self::Id => &["id", "coplan id", "uid", "guid"],
        }
    }
}
