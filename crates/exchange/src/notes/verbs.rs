//! Verbs of work that plans are made of, in their forms.

use super::dutch::DUTCH;
use crate::text::{Kind, Token};

/// How a verb stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// "send", "sturen": after a modal, or as an order.
    Base,
    /// "sends", "stuurt", "stuur".
    Present,
    /// "sent", "gestuurd".
    Past,
}

/// A verb of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Action {
    /// The word to show.
    pub base: &'static str,
    pub form: Form,
    pub dutch: bool,
}

#[rustfmt::skip] // many words a line
const ENGLISH: &[&str] = &[
    "send", "share", "deliver", "provide", "prepare", "draft", "write", "schedule", "book", "arrange", "organise",
    "organize", "run", "start", "kick", "finish", "complete", "sign", "countersign", "review", "approve", "check",
    "test", "validate", "verify", "present", "demo", "train", "migrate", "configure", "install", "connect", "integrate",
    "export", "import", "collect", "gather", "fill", "return", "confirm", "decide", "negotiate", "invite", "introduce",
    "meet", "get", "obtain", "submit", "update", "finalise", "finalize", "issue", "clean", "map", "define", "scope",
    "document", "evaluate", "assess", "audit", "pilot", "launch", "roll", "publish", "hand", "call", "visit", "appoint",
    "nominate", "pick", "choose", "select", "create", "build", "make", "set", "do", "hold", "host", "join", "bring",
    "put", "give", "forward", "answer", "respond", "reply", "raise", "walk", "email", "mail", "chase", "line", "sort",
    "register", "redline", "compare", "identify", "agree", "align", "brief", "supply", "upload", "load", "place", "lead",
    "inform", "consult", "perform", "conduct", "carry", "freeze", "switch", "rehearse", "measure", "interview", "order",
    "ship", "approach", "discuss", "handle", "own", "pull", "talk", "speak", "ask", "follow", "involve",
    "push", "process", "nail", "close", "open", "list", "name", "plan", "propose", "quote", "request",
    "ring", "have", "upgrade", "circulate", "amend", "adjust", "enable", "invoice", "onboard", "rewrite", "scan",
    "translate", "archive", "extract", "deploy", "tailor", "shortlist", "score", "appraise", "notify", "show", "sync", "turn", "type", "wrap", "attend", "take", "go", "look", "work", "add", "produce", "convert", "mount", "tune", "calibrate", "wire", "pour", "lay", "whitelist", "geocode", "energise", "energize",
    "commission", "repair", "replace", "inspect", "grant", "distribute", "explain", "draw", "transfer", "purchase", "buy", "hire",
    "assign", "allocate", "unlock", "activate", "anonymise", "anonymize", "encrypt", "restore", "monitor", "observe", "estimate",
    "calculate", "develop", "redesign", "fix", "resolve", "renew", "extend", "retire", "announce", "communicate", "teach",
    "instruct", "coach", "demonstrate", "simulate", "lodge", "reconcile", "recruit", "analyse", "analyze", "examine", "cut",
    "release", "clear", "mark", "print", "fit", "weld", "hook", "label", "tag", "pack", "swap", "reword", "award",
    "seal", "reserve", "enter", "merge", "paint", "drill", "rent", "borrow", "vote",
    "accept", "acknowledge", "acquire", "adapt", "administer", "advertise", "advise", "amplify", "apply", "assemble",
    "assist", "attach", "authorise", "authorize", "automate", "balance", "bolt", "brainstorm", "cancel", "catalogue",
    "certify", "clarify", "classify", "clone", "compile", "compose", "consolidate", "construct", "contact", "correct",
    "count", "customise", "customize", "decommission", "dedupe", "deduplicate", "demolish", "deposit", "design", "despatch",
    "dispatch", "disable", "disconnect", "dismantle", "dispose", "downgrade", "download", "duplicate", "earmark", "edit",
    "eliminate", "embed", "endorse", "enrol", "enroll", "ensure", "equip", "erect", "escalate", "establish", "excavate",
    "execute", "fabricate", "facilitate", "fasten", "file", "filter", "finetune", "flag", "flash", "formulate", "fumigate",
    "furnish", "generate", "harmonise", "harvest", "illustrate", "implement", "incorporate", "induct", "initiate", "insert",
    "insulate", "insure", "interlock", "investigate", "isolate", "itemise", "justify", "liaise", "link", "localise",
    "localize", "log", "manufacture", "mentor", "mobilise", "mobilize", "modify", "mould", "move", "normalise", "offboard",
    "offload", "optimise", "optimize", "orchestrate", "overhaul", "palletise", "patch", "pave", "photograph", "plaster",
    "plumb", "populate", "post", "prefill", "prequalify", "prescribe", "prioritise", "prioritize", "procure", "prototype",
    "provision", "qualify", "rack", "ratify", "rebuild", "recalibrate", "recertify", "recheck", "recommend", "reconfigure",
    "reconnect", "record", "recycle", "reformat", "refresh", "refund", "refurbish", "reimburse", "reinstall", "relabel",
    "relocate", "remind", "remove", "rename", "reorganise", "reorganize", "reprint", "reroute", "rescan", "reschedule",
    "resend", "resize", "resubmit", "retest", "retrain", "retrofit", "reuse", "revise", "rework", "sanitise", "sketch",
    "source", "specify", "standardise", "standardize", "stocktake", "strip", "subcontract", "subscribe", "summarise",
    "summarize", "supervise", "survey", "suspend", "tabulate", "terminate", "track", "trim", "troubleshoot", "unblock",
    "unbox", "undertake", "uninstall", "unload", "unpack", "vaccinate", "vet", "vacate", "wipe", "withdraw", "ventilate",
    "waterproof", "dig", "clad", "grout", "splice", "sterilise", "sterilize", "triage", "admit", "discharge", "rehire",
    "accrue", "remit", "underwrite", "consign", "stow", "stack", "reorder", "restock", "containerise", "haul", "tow",
    "berth", "palletize", "backfill", "reboot", "harden", "federate", "blacklist", "tokenise", "containerize", "replicate",
    "virtualise", "parameterise", "debug", "refactor",
];
/// Irregular: form, base, past?
const IRREGULAR: &[(&str, &str, Form)] = &[
    ("sent", "send", Form::Past),
    ("done", "do", Form::Past),
    ("does", "do", Form::Present),
    ("written", "write", Form::Past),
    ("built", "build", Form::Past),
    ("made", "make", Form::Past),
    ("taken", "take", Form::Past),
    ("brought", "bring", Form::Past),
    ("given", "give", Form::Past),
    ("held", "hold", Form::Past),
    ("chosen", "choose", Form::Past),
    ("met", "meet", Form::Past),
    ("led", "lead", Form::Past),
    ("goes", "go", Form::Present),
    ("drawn", "draw", Form::Past),
    ("bought", "buy", Form::Past),
    ("taught", "teach", Form::Past),
    ("laid", "lay", Form::Past),
    ("rebuilt", "rebuild", Form::Past),
    ("dug", "dig", Form::Past),
    ("withdrawn", "withdraw", Form::Past),
    ("undertaken", "undertake", Form::Past),
    ("spoken", "speak", Form::Past),
    ("shown", "show", Form::Past),
    ("shipped", "ship", Form::Past),
    ("planned", "plan", Form::Past),
    ("scanned", "scan", Form::Past),
    ("mapped", "map", Form::Past),
];
/// They say too little by themselves: "they run two plants", "it works".
#[rustfmt::skip] // many words a line
const VAGUE: &[&str] = &[
    "run", "get", "make", "go", "look", "work", "take", "do", "own", "handle", "talk", "speak", "ask", "lead", "follow",
    "set", "show", "place", "name", "type", "turn", "order", "process", "close", "open", "meet", "give", "put",
    "plan", "have", "add", "hold", "line", "bring", "come", "bellen", "mailen", "call", "mail", "email", "discuss", "doen", "maken", "kijken", "werken", "lopen", "geven", "vragen", "zetten",
    "houden", "nemen", "spreken", "halen", "leiden", "komen",
];

/// They part from a Dutch verb: "stelt … op".
#[rustfmt::skip] // many words a line
pub(super) const PARTICLES: &[&str] = &[
    "aan", "op", "in", "uit", "voor", "af", "terug", "door", "na", "over", "mee", "toe", "bij", "vast", "rond", "klaar",
    "goed",
];

/// The verb of work that a word is.
pub(super) fn action(token: &Token) -> Option<Action> {
    if token.kind != Kind::Word {
        return None;
    }
    english(&token.lower).or_else(|| dutch(&token.lower))
}

fn english(word: &str) -> Option<Action> {
    let made = |base: &'static str, form| Action {
        base,
        form,
        dutch: false,
    };
    if let Some((_, base, form)) = IRREGULAR.iter().find(|(shown, ..)| *shown == word) {
        return Some(made(base, *form));
    }
    ENGLISH.iter().find_map(|base| {
        let rest = word.strip_prefix(base.strip_suffix(['e', 'y']).unwrap_or(base))?;
        match rest {
            _ if word == *base => Some(made(base, Form::Base)),
            "s" | "es" | "ies" if !base.ends_with('e') || rest == "es" => {
                Some(made(base, Form::Present))
            }
            "ed" | "ied" | "ned" | "ted" | "ped" => Some(made(base, Form::Past)),
            _ => None,
        }
    })
}

fn dutch(word: &str) -> Option<Action> {
    let bare = |word: &str| {
        DUTCH.iter().find_map(|(base, first, third, past)| {
            let form = match word {
                _ if word == *base => Form::Base,
                _ if word == *third || word == *first => Form::Present,
                _ if word == *past => Form::Past,
                _ => return None,
            };
            Some(Action {
                base,
                form,
                dutch: true,
            })
        })
    };
    bare(word).or_else(|| {
        let parted = PARTICLES
            .iter()
            .filter_map(|particle| word.strip_prefix(particle));
        parted.filter(|rest| rest.len() > 3).find_map(bare)
    })
}

/// Their third person is a plural too.
#[rustfmt::skip] // many words a line
const NOUNS: &[&str] = &[
    "type", "list", "name", "order", "test", "call", "visit", "plan", "document", "import", "export", "update", "upload", "check",
    "review", "pilot", "demo", "brief", "mail", "email", "quote", "request", "process", "place", "line", "map", "share", "start",
    "show", "set", "turn", "train", "hand", "host", "lead", "load", "mark", "work", "score", "scan", "draft", "cut", "switch",
    "answer", "run", "look", "talk", "mount", "sort", "issue", "scope", "audit", "invoice", "print", "wire", "hire",
    "link", "file", "contact", "count", "move", "record", "survey", "track", "rack", "log", "post", "design", "patch", "despatch", "dispatch", "remind", "filter", "clone", "prototype", "splice",
];

/// It stands for what somebody does and for no thing: "brengt", "confirms".
pub(super) fn is_finite(token: &Token) -> bool {
    let plain = token.is_one_of(&[
        "zit", "staat", "ligt", "gaat", "valt", "krijgt", "blijft", "hoort", "gets", "goes",
        "becomes", "got", "keeps", "says", "knows", "comes", "duren", "duurt", "kosten", "kost",
    ]);
    plain
        || action(token).is_some_and(|a| {
            let third = if a.dutch {
                token.lower.ends_with('t')
            } else {
                true
            };
            a.form == Form::Present
                && third
                && !NOUNS.contains(&a.base)
                && token.lower != a.base
                && !DUTCH.iter().any(|d| d.1 == token.lower)
        })
}

/// It needs no object: "they sign before 18 September".
pub(super) fn is_decisive(action: Action) -> bool {
    DECISIVE.contains(&action.base)
}

pub(super) const DECISIVE: &[&str] = &[
    "sign",
    "decide",
    "approve",
    "tekenen",
    "ondertekenen",
    "beslissen",
    "besluiten",
];

/// It says too little without a thing of plans beside it.
pub(super) fn is_vague(action: Action) -> bool {
    VAGUE.contains(&action.base)
}
