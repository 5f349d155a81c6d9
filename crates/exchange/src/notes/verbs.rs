//! Verbs of work that plans are made of, in their forms.

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
    "ship", "approach", "discuss", "handle", "own", "organise", "pull", "talk", "speak", "ask", "follow", "involve",
    "present", "push", "process", "nail", "close", "open", "list", "name", "plan", "propose", "quote", "request",
    "ring", "have", "upgrade", "circulate", "nail", "amend", "adjust", "enable", "invoice", "onboard", "rewrite", "scan",
    "translate", "archive", "extract", "deploy", "tailor", "shortlist", "score", "appraise", "notify", "show", "sync", "turn", "type", "wrap", "attend", "take", "go", "look", "work", "add", "produce", "convert", "mount", "tune", "calibrate", "wire", "pour", "lay", "whitelist", "geocode", "energise", "energize",
    "commission", "repair", "replace", "inspect", "grant", "distribute", "explain", "draw", "transfer", "purchase", "buy", "hire",
    "assign", "allocate", "unlock", "activate", "anonymise", "anonymize", "encrypt", "restore", "monitor", "observe", "estimate",
    "calculate", "develop", "redesign", "fix", "resolve", "renew", "extend", "retire", "announce", "communicate", "teach",
    "instruct", "coach", "demonstrate", "simulate", "lodge", "reconcile", "recruit", "analyse", "analyze", "examine", "cut",
    "obtain", "release", "verify", "clear", "mark", "print", "fit", "weld", "hook", "label", "tag", "pack", "swap", "reword", "award",
    "seal", "reserve", "enter", "merge", "paint", "drill", "rent", "borrow", "vote",
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
];
/// They say too little by themselves: "they run two plants", "it works".
#[rustfmt::skip] // many words a line
const VAGUE: &[&str] = &[
    "run", "get", "make", "go", "look", "work", "take", "do", "own", "handle", "talk", "speak", "ask", "lead", "follow",
    "set", "show", "place", "name", "type", "turn", "order", "process", "close", "open", "meet", "give", "put",
    "plan", "have", "add", "hold", "line", "bring", "come", "bellen", "mailen", "call", "mail", "email", "discuss", "doen", "maken", "kijken", "werken", "lopen", "geven", "vragen", "zetten",
    "houden", "nemen", "spreken", "halen", "leiden", "komen",
];

/// Infinitive, first person, third person, participle.
#[rustfmt::skip] // one verb a piece
const DUTCH: &[(&str, &str, &str, &str)] = &[
    ("sturen", "stuur", "stuurt", "gestuurd"), ("leveren", "lever", "levert", "geleverd"),
    ("delen", "deel", "deelt", "gedeeld"), ("maken", "maak", "maakt", "gemaakt"),
    ("schrijven", "schrijf", "schrijft", "geschreven"), ("stellen", "stel", "stelt", "gesteld"),
    ("plannen", "plan", "plant", "gepland"), ("regelen", "regel", "regelt", "geregeld"),
    ("organiseren", "organiseer", "organiseert", "georganiseerd"), ("boeken", "boek", "boekt", "geboekt"),
    ("starten", "start", "start", "gestart"), ("ronden", "rond", "rondt", "gerond"),
    ("tekenen", "teken", "tekent", "getekend"), ("ondertekenen", "onderteken", "ondertekent", "ondertekend"),
    ("beoordelen", "beoordeel", "beoordeelt", "beoordeeld"), ("toetsen", "toets", "toetst", "getoetst"),
    ("keuren", "keur", "keurt", "gekeurd"), ("controleren", "controleer", "controleert", "gecontroleerd"),
    ("checken", "check", "checkt", "gecheckt"), ("testen", "test", "test", "getest"),
    ("valideren", "valideer", "valideert", "gevalideerd"),
    ("presenteren", "presenteer", "presenteert", "gepresenteerd"), ("trainen", "train", "traint", "getraind"),
    ("migreren", "migreer", "migreert", "gemigreerd"), ("richten", "richt", "richt", "gericht"),
    ("koppelen", "koppel", "koppelt", "gekoppeld"), ("installeren", "installeer", "installeert", "geïnstalleerd"),
    ("vragen", "vraag", "vraagt", "gevraagd"), ("vullen", "vul", "vult", "gevuld"),
    ("bevestigen", "bevestig", "bevestigt", "bevestigd"), ("beslissen", "beslis", "beslist", "beslist"),
    ("onderhandelen", "onderhandel", "onderhandelt", "onderhandeld"), ("nodigen", "nodig", "nodigt", "genodigd"),
    ("verzamelen", "verzamel", "verzamelt", "verzameld"), ("exporteren", "exporteer", "exporteert", "geëxporteerd"),
    ("importeren", "importeer", "importeert", "geïmporteerd"), ("lopen", "loop", "loopt", "gelopen"),
    ("voeren", "voer", "voert", "gevoerd"), ("schonen", "schoon", "schoont", "geschoond"),
    ("werken", "werk", "werkt", "gewerkt"), ("leggen", "leg", "legt", "gelegd"),
    ("bespreken", "bespreek", "bespreekt", "besproken"), ("doen", "doe", "doet", "gedaan"),
    ("houden", "houd", "houdt", "gehouden"), ("zorgen", "zorg", "zorgt", "gezorgd"),
    ("kijken", "kijk", "kijkt", "gekeken"), ("mailen", "mail", "mailt", "gemaild"),
    ("bellen", "bel", "belt", "gebeld"), ("melden", "meld", "meldt", "gemeld"),
    ("rollen", "rol", "rolt", "gerold"), ("dragen", "draag", "draagt", "gedragen"),
    ("zetten", "zet", "zet", "gezet"), ("brengen", "breng", "brengt", "gebracht"),
    ("geven", "geef", "geeft", "gegeven"), ("bereiden", "bereid", "bereidt", "bereid"),
    ("spreken", "spreek", "spreekt", "gesproken"), ("halen", "haal", "haalt", "gehaald"),
    ("kiezen", "kies", "kiest", "gekozen"), ("bepalen", "bepaal", "bepaalt", "bepaald"),
    ("verstrekken", "verstrek", "verstrekt", "verstrekt"), ("accorderen", "accordeer", "accordeert", "geaccordeerd"),
    ("configureren", "configureer", "configureert", "geconfigureerd"), ("leiden", "leid", "leidt", "geleid"),
    ("informeren", "informeer", "informeert", "geïnformeerd"), ("overleggen", "overleg", "overlegt", "overlegd"),
    ("reviewen", "review", "reviewt", "gereviewd"), ("stemmen", "stem", "stemt", "gestemd"),
    ("evalueren", "evalueer", "evalueert", "geëvalueerd"), ("verzorgen", "verzorg", "verzorgt", "verzorgd"),
    ("opleveren", "oplever", "oplevert", "opgeleverd"), ("inventariseren", "inventariseer", "inventariseert", "geïnventariseerd"),
    ("aanvragen", "aanvraag", "aanvraagt", "aangevraagd"), ("bekijken", "bekijk", "bekijkt", "bekeken"),
    ("verwerken", "verwerk", "verwerkt", "verwerkt"), ("opstellen", "opstel", "opstelt", "opgesteld"),
    ("dienen", "dien", "dient", "gediend"), ("aanpassen", "-", "-", "aangepast"), ("zenden", "zend", "zendt", "gezonden"), ("bieden", "bied", "biedt", "geboden"),
    ("verzenden", "verzend", "verzendt", "verzonden"), ("lichten", "licht", "licht", "gelicht"), ("draaien", "draai", "draait", "gedraaid"),
    ("proefdraaien", "-", "-", "proefgedraaid"), ("opleiden", "-", "-", "opgeleid"), ("bouwen", "bouw", "bouwt", "gebouwd"),
    ("verhuizen", "-", "-", "verhuisd"), ("uitwerken", "-", "-", "uitgewerkt"), ("dragen", "draag", "draagt", "gedragen"),
    ("schakelen", "schakel", "schakelt", "geschakeld"), ("ontvangen", "ontvang", "ontvangt", "ontvangen"),
    ("nemen", "neem", "neemt", "genomen"), ("vaststellen", "-", "-", "vastgesteld"), ("verbinden", "verbind", "verbindt", "verbonden"),
    ("publiceren", "publiceer", "publiceert", "gepubliceerd"), ("schalen", "schaal", "schaalt", "geschaald"), ("lezen", "lees", "leest", "gelezen"),
    ("zoeken", "zoek", "zoekt", "gezocht"), ("laten", "laat", "laat", "gelaten"), ("bestellen", "bestel", "bestelt", "besteld"),
    ("versturen", "verstuur", "verstuurt", "verstuurd"), ("verspreiden", "verspreid", "verspreidt", "verspreid"),
    ("meten", "meet", "meet", "gemeten"), ("monteren", "monteer", "monteert", "gemonteerd"), ("hangen", "hang", "hangt", "gehangen"),
    ("ontwikkelen", "ontwikkel", "ontwikkelt", "ontwikkeld"), ("besluiten", "besluit", "besluit", "besloten"),
    ("vergaderen", "vergader", "vergadert", "vergaderd"), ("kopen", "koop", "koopt", "gekocht"), ("plaatsen", "plaats", "plaatst", "geplaatst"),
    ("vervangen", "vervang", "vervangt", "vervangen"), ("sluiten", "sluit", "sluit", "gesloten"), ("repareren", "repareer", "repareert", "gerepareerd"),
    ("instrueren", "instrueer", "instrueert", "geïnstrueerd"), ("begeleiden", "begeleid", "begeleidt", "begeleid"),
    ("beantwoorden", "beantwoord", "beantwoordt", "beantwoord"), ("aanleveren", "-", "-", "aangeleverd"),
    ("aanleggen", "-", "-", "aangelegd"), ("ophangen", "-", "-", "opgehangen"), ("afronden", "-", "-", "afgerond"),
    ("printen", "print", "print", "geprint"), ("plakken", "plak", "plakt", "geplakt"), ("vertalen", "vertaal", "vertaalt", "vertaald"), ("tellen", "tel", "telt", "geteld"),
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
