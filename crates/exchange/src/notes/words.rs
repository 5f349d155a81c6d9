//! Word lists: what makes a piece of a sentence a step, and what makes it none. English and Dutch.

use crate::text::Token;

/// Between a subject and what it is to do.
#[rustfmt::skip] // many words a line
pub(super) const MODALS: &[&str] = &[
    "will", "ll", "must", "should", "shall", "to", "gonna", "would", "d", "zou", "zouden", "moet", "moeten", "gaat", "gaan", "ga", "zal", "zullen",
    "dient", "dienen",
];
/// The same with "to" or "te" behind them: "needs to", "offered to".
#[rustfmt::skip] // many words a line
pub(super) const MODALS_TO: &[&str] = &[
    "need", "needs", "has", "have", "had", "got", "agreed", "offered", "promised", "going", "supposed", "plans",
    "plan", "wants", "hoeven", "belooft", "beloofde",
];
/// They may stand between a modal and its verb.
#[rustfmt::skip] // many words a line
pub(super) const ADVERBS: &[&str] = &[
    "also", "then", "first", "still", "now", "probably", "just", "again", "already", "always", "ook", "dan", "eerst",
    "nog", "nu", "waarschijnlijk", "even", "weer", "al", "straks", "zelf", "usually", "normally", "meestal", "please",
    "over", "to", "go", "ahead", "and", "help", "therefore", "daarom", "is",
];
/// They open a piece and say nothing of the step itself.
#[rustfmt::skip] // many words a line
pub(super) const LEADS: &[&str] = &[
    "then", "and", "next", "also", "so", "ok", "okay", "right", "great", "sure", "yes", "first", "finally", "lastly",
    "afterwards", "but", "plus", "please", "action", "todo", "daarna", "dan", "en", "vervolgens", "ook", "dus",
    "eerst", "tot", "slot", "ten", "slotte", "tenslotte", "actie", "afspraak", "maar", "verder", "daarnaast",
    "meanwhile", "in", "there", "er", "is", "komt", "realistically", "internally", "pls", "ff", "even", "parallel", "intussen", "ondertussen", "'", "’", "s", "step", "stap", ",", ":", "-", "–",
    "—", ".", ")", "→", ">", "*", "(", "after", "that", "second", "third",
];
/// They say that what follows comes after the last step.
#[rustfmt::skip] // many words a line
pub(super) const THEN: &[&str] = &["then", "daarna", "dan", "vervolgens", "afterwards", "→", "hierna", "thereafter"];
/// What follows must come first.
pub(super) const AFTER: &[&str] = &[
    "after",
    "once",
    "when",
    "following",
    "na",
    "nadat",
    "zodra",
    "wanneer",
    "until",
    "totdat",
];
/// What follows comes later.
pub(super) const BEFORE: &[&str] = &["before", "voordat", "vóór", "voor", "alvorens", "prior"];

/// Pronouns that can be the subject of a promise.
#[rustfmt::skip] // many words a line
pub(super) const PRONOUNS: &[&str] = &[
    "i", "we", "you", "they", "he", "she", "ik", "wij", "we", "ze", "zij", "hij", "jullie", "jij", "je", "u", "men", "ie",
];

/// It is not so, or not sure enough.
#[rustfmt::skip] // many words a line
pub(super) const NOT_SO: &[&str] = &[
    "not", "no", "never", "nobody", "nothing", "none", "without", "cancelled", "canceled", "skip", "skipped",
    "instead", "unless", "niet", "geen", "nooit", "niemand", "niets", "zonder", "vervalt", "hoeft", "don", "doesn",
    "didn", "isn", "wasn", "won", "aren", "haven", "hasn", "cannot", "can't", "unclear", "onduidelijk", "perhaps",
    "misschien", "if", "indien", "might", "liked", "love", "loved", "enjoyed", "hated", "vorige",
    "yesterday", "gisteren", "ago", "geleden", "was", "were", "ooit", "someday", "eventually", "whether", "wish", "maybe", "took", "duurde", "kostte", "had", "hadden", "waren", "bought", "kocht", "gekocht", "ging", "vond",
    "told", "thought", "felt", "remarked", "joked", "wondered", "saw", "knew", "began", "spoke", "laughed", "apologised", "stayed",
    "fell", "broke", "lapsed", "kwam", "kwamen", "zag", "gaf", "bleek", "begon", "stond", "lag", "zat", "praised", "recalled", "vonden", "froze", "voorlopig", "noemde", "mentioned", "zei", "vertelde", "vertelden", "explained", "complained", "vroeg", "suspect",
    "nee", "vermoed",
    "nvt", "later this year", "possibly", "mogelijk", "eventueel", "wellicht", "optional", "optioneel", "who",
];
/// Words of what is over, which deny a step to come and not one that is done.
pub(super) const BYGONE: &[&str] = &["was", "were", "took", "vorige", "yesterday", "gisteren"];
/// Several words that put it out of reach of a plan.
#[rustfmt::skip] // a phrase a piece
const OUT_OF_REACH: &[&str] = &[
    "volgend jaar", "next year", "last year", "some time", "some day", "at some point", "vorig jaar", "runs out", "run out", "one day",
];
/// What happens as a rule and not once.
#[rustfmt::skip] // many words a line
pub(super) const AS_A_RULE: &[&str] = &[
    "every", "each", "always", "usually", "normally", "often", "doorgaans", "normaliter", "elke", "iedere", "altijd", "vaak", "meestal",
];
/// A wish, unless a day stands beside it: "we would then sign on 24 April".
pub(super) const WISH: &[&str] = &["would", "could", "zou", "zouden", "d"];
/// They stand at neither end of a title.
#[rustfmt::skip] // many words a line
pub(super) const LOOSE: &[&str] = &[
    "the", "de", "het", "a", "an", "een", "and", "en", "to", "by", "before", "on", "op", "voor", "in", "is", "for", "their",
    "our", "hun", "onze", "of", "with", "met", "then", "dan", "must", "will", "moet", "asap", "zsm", "daarna", "from", "van",
    "at", "reeds", "already", "al", "s", "w", "start", "starts", "nog", "still", "latest", "uiterlijk", "about", "per",
    "vanaf", "until", "till", "tot", "hopelijk", "hopefully", "around", "pas", "ff", "even", "probably", "waarschijnlijk",
];
/// Verbs of remarks: what they stand in is no item of a list.
#[rustfmt::skip] // many words a line
pub(super) const FINITE: &[&str] = &[
    "is", "are", "have", "has", "had", "wants", "want", "willen", "wil", "zijn", "heeft", "hebben", "likes", "went", "think",
    "thinks", "vindt", "denkt", "said", "says", "know", "knows", "use", "uses", "gebruiken", "reckons", "reckon", "verwacht",
    "expects", "hopes", "hoopt", "remains", "stays", "blijft", "told", "allow", "mostly", "reken",
];
/// Verbs of being, knowing and saying, and words that look like verbs: no step has them.
#[rustfmt::skip] // many words a line
pub(super) const STIFF: &[&str] = &[
    "let",
    "is", "are", "was", "were", "am", "has", "have", "had", "does", "did", "do", "s", "m", "re", "ve", "likes", "like", "loves",
    "love", "want", "wants", "know", "knows", "think", "thinks", "hope", "hopes", "expect", "expects", "need", "needs", "believe",
    "believes", "feel", "feels", "seem", "seems", "mean", "means", "guess", "suppose", "wonder", "wonders", "hate", "hates",
    "prefer", "prefers", "use", "uses", "say", "says", "said", "tell", "tells", "told", "reckon", "reckons", "doubt", "doubts",
    "remember", "understand", "understands", "hear", "cost", "costs", "own", "owns", "depend", "depends", "lose", "loses",
    "spend", "spends", "pay", "pays", "sell", "sells", "live", "lives", "remain", "remains", "play", "plays", "enjoy", "trust",
    "takes", "take", "lasts", "contains", "includes", "include", "works", "went", "came", "saw", "met", "got", "ran", "made",
    "took", "gave", "left", "lost", "sent", "thought", "talked", "discussed", "spoke", "found", "always", "perhaps", "across",
    "this", "less", "unless", "ours", "yours", "theirs", "can", "could", "should", "would", "may", "might", "must", "will",
    "ll", "d", "don", "doesn", "didn", "never", "also", "just", "only", "still", "all", "both", "really", "already", "not",
    "bring", "brings", "sounds", "looks", "asks", "thanks", "matters", "happens", "counts", "worries", "annoys", "vindt",
    "vinden", "denkt", "denken", "weet", "weten", "wil", "willen", "heeft", "hebben", "zijn", "kost", "duurt", "which", "who",
];
/// Verbs that say little of what is done.
#[rustfmt::skip] // many words a line
pub(super) const WEAK: &[&str] = &[
    "run", "runs", "work", "look", "looks", "go", "goes", "sit", "sits", "keep", "keeps", "come", "comes", "meet", "meets", "get",
    "gets", "make", "makes", "put", "puts", "see", "sees", "call", "calls", "ask", "talk", "talks", "try", "help", "stay",
];
/// They say that there is no plan.
#[rustfmt::skip] // a phrase a piece
pub(super) const NO_PLAN: &[&str] = &[
    "no project", "no opportunity", "no plans", "nothing planned", "no next steps", "no follow up", "keep warm", "stay in touch",
    "keep in touch", "not a priority", "nothing to do", "no action", "no actions", "no deal", "geen project", "geen plannen",
    "geen vervolg", "contact houden", "geen actie", "geen acties", "niets afgesproken", "nothing agreed",
    "no current need", "lost deal", "deal lost", "we lost", "post mortem", "nothing to be done", "not looking", "geen behoefte", "geen nieuw project",
];
/// Facts that have a date and are no steps.
#[rustfmt::skip] // many words a line
pub(super) const NO_STEP: &[&str] = &[
    "fiscal", "lapses", "lapse", "terminates", "expires", "expire", "expiry", "ends", "holiday", "holidays", "leave", "vakantie", "verlof", "birthday",
    "price", "prices", "prijs", "prijzen", "ooo", "renewal", "competitor", "incumbent", "stage", "amount", "boekjaar",
    "back", "away", "terug", "afwezig", "verloopt", "loopt", "founded", "discount", "korting",
    "attendees", "aanwezig", "notes", "notities", "verslag", "budgetjaar", "easter", "pasen", "christmas", "kerst",
    "subject", "onderwerp", "betreft", "dank", "bedankt", "thanks", "thank", "vakantieperiode", "bouwvak", "zomervakantie",
    "shutdown", "daughter", "son", "wife", "husband", "kids", "wedding", "marathon", "dochter", "zoon", "bruiloft", "kinderen",
    "annual", "yearly", "jaarlijks", "jaarlijkse", "date", "datum", "close", "closes", "year", "financial", "jaar",
];
/// A sentence with one of these says what is not part of the plan.
#[rustfmt::skip] // a phrase a piece
pub(super) const LEFT_OUT: &[&str] = &[
    "left out", "out of scope", "not in scope", "buiten scope", "buiten beschouwing", "weggelaten", "nothing to do with", "niets te maken met",
    "note to self", "voor mezelf", "for myself", "niet zeggen", "not for the customer", "which was", "which were", "die was", "as you know", "zoals u weet", "zoals je weet", "zoals bekend", "hierbij", "hereby",
];
/// How long something takes, and no step of its own; what was said earlier.
#[rustfmt::skip] // a phrase a piece
pub(super) const ASIDES: &[&str] = &[
    "months ahead", "weeks ahead", "days ahead", "in advance", "van tevoren", "months notice", "lead time", "levertijd", "doorlooptijd", "turnaround time", "as promised", "as agreed", "as discussed",
    "zoals beloofd", "zoals afgesproken", "zoals besproken",
];
/// Words with a "no" that deny nothing.
pub(super) const STILL_SO: &[&str] = &["no later than", "niet later dan", "not later than"];

/// A step that is over.
#[rustfmt::skip] // many words a line
pub(super) const OVER: &[&str] = &[
    "done", "signed", "completed", "finished", "received", "sent", "approved", "delivered", "closed", "✓", "✔", "✅",
    "gedaan", "afgerond", "getekend", "ondertekend", "ontvangen", "verstuurd", "gestuurd", "klaar", "binnen",
    "goedgekeurd", "geweest", "held", "gehouden", "plaatsgevonden", "happened", "gehad", "opgeleverd", "passed",
];

/// Verbs between a step and when or how long.
#[rustfmt::skip] // many words a line
pub(super) const STATES: &[&str] = &[
    "takes", "take", "needs", "need", "lasts", "starts", "start", "begins", "begin", "kicks", "runs", "happens",
    "is", "are", "must", "should", "will", "has", "have", "can", "comes", "follows", "ends", "finishes", "duurt",
    "kost", "vraagt", "begint", "staat", "vindt", "moet", "moeten", "kan", "volgt", "loopt", "heeft", "wordt",
    "worden", "zijn", "zal", "eindigt", "gaat", "komt", "requires", "depends", "hangt", "could", "planned", "gepland",
    "scheduled", "due", "uiterlijk", "by", "depending", "done", "signed",
];

/// What happens in plans; whole words, and the end of a Dutch compound.
#[rustfmt::skip] // many words a line
const ACTIVITIES: &[&str] = &[
    "survey", "install", "mounting", "fitting", "commissioning", "calibration", "measurement", "inspection", "shipment", "porting",
    "recording", "drill", "wiring", "recommendation", "aanbeveling", "meting", "montage", "keuring", "inspectie", "rehearsal",
    "review", "check", "assessment", "audit", "test", "testing", "pilot", "trial", "demo", "workshop", "session",
    "meeting", "walkthrough", "visit", "training", "onboarding", "kickoff", "migration", "integration",
    "implementation", "configuration", "setup", "rollout", "launch", "cutover", "signoff", "signature", "signing",
    "approval", "decision", "negotiation", "presentation", "evaluation", "steerco", "handover", "hypercare",
    "acceptance", "inventory", "analysis", "mapping", "scoping", "discovery", "validation", "verification",
    "cleanup", "cleansing", "installation", "provisioning", "briefing", "checkpoint", "registration",
    "certification", "pentest", "redlines", "redlining", "questionnaire", "procurement", "tender", "rehearsal",
    "sprint", "import", "toets", "toetsing", "overleg", "sessie", "akkoord", "controle", "traject", "migratie",
    "koppeling", "goedkeuring", "besluit", "vergadering", "livegang", "aftrap", "presentatie", "beoordeling",
    "onderzoek", "inrichting", "implementatie", "oplevering", "acceptatie", "opleiding", "instructie",
    "ondertekening", "evaluatie", "gesprek", "bezoek", "uitrol", "ingebruikname", "proef", "nulmeting",
    "inventarisatie", "analyse", "vragenlijst", "besluitvorming", "installatie", "conversie", "tekenen", "import",
    "uat", "poc", "proefperiode", "proefdraaien", "periode", "mtg", "readout", "go-live", "start", "opstart", "lezing",
    "sessies", "sign", "feedback", "sandbox", "accreditation", "accreditatie", "ingebruikname", "benchmark", "dryrun",
    "deployment", "uitvraag", "intake", "sparring", "terugkoppeling", "dpia", "council", "ondernemingsraad", "voorbereiding", "preparation", "dive", "call", "kick",
    "demonstratie", "demonstration", "vote", "consultation", "consultatie", "marktconsultatie", "onboarding",
    "scholing", "cursus", "results", "committee", "execution", "phase", "fase", "advies", "wrap", "retro", "onderhandeling", "screening", "scan",
];
/// What is made, sent or signed in plans: a step where a verb, a day or a list says so.
#[rustfmt::skip] // many words a line
const THINGS: &[&str] = &[
    "contract", "nda", "msa", "dpa", "sow", "order", "po", "proposal", "quote", "offer", "agreement", "document",
    "documents", "report", "list", "plan", "budget", "case", "quotation", "pricing", "board", "references",
    "reference", "overeenkomst", "offerte", "voorstel", "opdracht", "rapport", "lijst", "aanpak", "begroting",
    "directie", "raad", "spec", "specs", "specification", "documentation", "documentatie", "export", "access", "toegang",
    "credentials", "licences", "licenses", "licenties", "account", "accounts", "supplier", "leverancier", "lead",
    "environment", "omgeving", "quotes", "redline", "msa", "paperwork", "counsel", "users", "gebruikers", "template",
    "policy", "requirements", "eisen", "invoice", "factuur", "deal", "terms", "voorwaarden", "timeline", "agenda",
    "klantenlijst", "managementteam", "mt", "comments", "security", "budgetcode", "verwerkersovk", "vwo", "api",
    "integrations", "sso", "process", "proces", "architecture", "architectuur", "team", "date", "form", "presentatie", "soc", "certificate", "summary", "draft", "concept", "data", "model", "diagram", "sign",
    "go", "live",
];

fn listed(token: &Token, words: &[&str]) -> bool {
    let singular = token.lower.strip_suffix('s').unwrap_or(&token.lower);
    words.iter().any(|word| {
        token.lower == *word
            || singular == *word
            || (word.len() >= 4
                && token.lower.len() > word.len() + 2
                && (token.lower.ends_with(word) || singular.ends_with(word)))
    }) || token
        .lower
        .strip_suffix("en")
        .is_some_and(|one| words.contains(&one))
}

/// It names something that happens.
pub(super) fn is_activity(token: &Token) -> bool {
    listed(token, ACTIVITIES)
}

/// It names something that plans make, send or sign.
pub(super) fn is_thing(token: &Token) -> bool {
    listed(token, THINGS)
}

/// The words stand in a row.
pub(super) fn phrase(tokens: &[Token], words: &str) -> bool {
    let words: Vec<&str> = words.split(' ').collect();
    let same = |window: &[Token]| window.iter().zip(&words).all(|(t, w)| t.lower == *w);
    tokens.windows(words.len()).any(same)
}

/// The tokens deny something, or leave it open.
pub(super) fn denied(tokens: &[Token]) -> bool {
    if OUT_OF_REACH.iter().any(|words| phrase(tokens, words)) {
        return true;
    }
    let go = phrase(tokens, "go / no") || phrase(tokens, "go or no") || phrase(tokens, "go no go");
    // "Confirm whether the sync works" asks for something.
    let settled = |at: usize| {
        tokens[at].is("whether")
            && at > 0
            && tokens[at - 1].is_one_of(&[
                "confirm", "check", "verify", "decide", "confirms", "checks", "decides",
            ])
    };
    let asked = (0..tokens.len()).any(|at| tokens[at].is_one_of(NOT_SO) && !settled(at)) && !go;
    asked && !STILL_SO.iter().any(|words| phrase(tokens, words))
}

/// Dutch or English, by its small words.
pub(super) fn is_dutch(text: &str) -> bool {
    let (mut dutch, mut english) = (0, 0);
    for word in text.split(|c: char| !c.is_alphabetic()) {
        match word.to_ascii_lowercase().as_str() {
            "de" | "het" | "een" | "van" | "en" | "voor" | "met" | "wij" | "ze" | "ik" | "dat"
            | "op" | "naar" | "moet" | "nog" | "wordt" => dutch += 1,
            "the" | "a" | "of" | "and" | "for" | "with" | "they" | "i" | "that" | "on" | "to"
            | "must" | "by" | "will" => english += 1,
            _ => {}
        }
    }
    dutch > english
}
