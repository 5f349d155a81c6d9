//! Words that give a vague plan away, in English and Dutch. Matching is by whole words, whatever the case.

/// A date or an owner that is still to come.
pub const VAGUE: [&str; 13] = [
    "tbd",
    "tba",
    "tbc",
    "asap",
    "soon",
    "later",
    "someday",
    "n.t.b.",
    "ntb",
    "z.s.m.",
    "zsm",
    "binnenkort",
    "to be determined",
];

/// A span from an unnamed day: "in two weeks" (001-05). Found as `in` + a number or "a few" + a unit.
const UNITS: [&str; 10] = [
    "day", "days", "week", "weeks", "month", "months", "dagen", "weken", "maand", "maanden",
];
const COUNTS: [&str; 12] = [
    "a", "an", "one", "two", "three", "four", "few", "couple", "een", "twee", "drie", "paar",
];

/// Roles and functions that stand where a name should be (001-04). A name that consists of nothing else is none.
const TITLES: [&str; 60] = [
    "account",
    "accountant",
    "administrator",
    "ae",
    "all",
    "analyst",
    "architect",
    "ceo",
    "cfo",
    "champion",
    "chief",
    "cio",
    "ciso",
    "consultant",
    "coo",
    "counsel",
    "cto",
    "customer",
    "department",
    "director",
    "engineer",
    "engineering",
    "everyone",
    "exec",
    "executive",
    "finance",
    "hr",
    "implementation",
    "infosec",
    "inkoop",
    "it",
    "juridisch",
    "jurist",
    "klant",
    "lead",
    "leader",
    "legal",
    "manager",
    "marketing",
    "officer",
    "operations",
    "owner",
    "president",
    "procurement",
    "product",
    "project",
    "purchasing",
    "rep",
    "sales",
    "security",
    "seller",
    "sponsor",
    "success",
    "support",
    "team",
    "technical",
    "user",
    "vendor",
    "vp",
    "buyer",
];
const JOINERS: [&str; 8] = ["of", "and", "the", "&", "head", "van", "en", "de"];

/// Words of a goal that speak of the sale and not of the buyer's outcome (004-01).
const SELLER_CENTRIC: [&str; 20] = [
    "buy",
    "purchase",
    "sign",
    "signed",
    "signature",
    "close",
    "closed",
    "deal",
    "contract",
    "license",
    "licence",
    "licenses",
    "subscription",
    "quota",
    "upsell",
    "renewal",
    "order",
    "kopen",
    "tekenen",
    "contract tekenen",
];

/// The first vague expression in a text.
pub fn vague(text: &str) -> Option<String> {
    let words = words(text);
    if let Some(known) = VAGUE.iter().find(|phrase| contains(&words, phrase)) {
        return Some((*known).to_owned());
    }
    let starts = words
        .iter()
        .position(|word| ["in", "within", "over", "binnen"].contains(&word.as_str()))?;
    let rest: Vec<&str> = words[starts + 1..]
        .iter()
        .map(|word| word.trim_end_matches('.'))
        .take(4)
        .collect();
    let unit = rest.iter().position(|word| UNITS.contains(word))?;
    let counts = unit > 0
        && rest[..unit].iter().all(|word| {
            COUNTS.contains(word) || *word == "of" || word.chars().all(|c| c.is_ascii_digit())
        });
    counts.then(|| words[starts..=starts + 1 + unit].join(" "))
}

/// Is this a role where a name should be? "IT Lead" is, "Sarah Chen" is not, nor is "Chen (CFO)".
pub fn is_title(name: &str) -> bool {
    let words = words(name);
    let is_role = |word: &String| TITLES.contains(&word.as_str());
    words.iter().any(is_role)
        && words
            .iter()
            .all(|word| is_role(word) || JOINERS.contains(&word.as_str()))
}

/// The first word of a goal that speaks of the sale; the seller's own name is one too.
pub fn seller_centric(goal: &str, seller: &str) -> Option<String> {
    let words = words(goal);
    let known = SELLER_CENTRIC
        .iter()
        .find(|phrase| contains(&words, phrase));
    let seller = seller.trim();
    known
        .map(|word| (*word).to_owned())
        .or_else(|| (!seller.is_empty() && contains(&words, seller)).then(|| seller.to_owned()))
}

/// Lowercase words; dots inside a word stay, so that "n.t.b." is one.
fn words(text: &str) -> Vec<String> {
    let split = |c: char| c.is_whitespace() || ",;:!?()[]\"'/-+".contains(c);
    let trimmed = text.split(split).filter(|word| !word.is_empty());
    trimmed.map(str::to_lowercase).collect()
}

/// Do these words hold the phrase, word by word? A last full stop does not count.
fn contains(words: &[String], phrase: &str) -> bool {
    let phrase = self::words(phrase);
    let same = |(word, wanted): (&String, &String)| {
        word == wanted || word.trim_end_matches('.') == wanted.trim_end_matches('.')
    };
    !phrase.is_empty()
        && words
            .windows(phrase.len())
            .any(|window| window.iter().zip(&phrase).all(same))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vague_words_are_found_as_words() {
        for text in [
            "TBD",
            "Review (asap)",
            "in two weeks",
            "Done within 3 days.",
            "z.s.m.",
            "in a couple of weeks",
            "Contract: to be determined",
        ] {
            assert!(vague(text).is_some(), "{text}");
        }
        for text in [
            "Stbd",
            "Log in once",
            "in Amsterdam",
            "Sooner or never",
            "in week 3",
            "Twee weken test",
        ] {
            assert_eq!(vague(text), None, "{text}");
        }
    }

    #[test]
    fn roles_are_not_names() {
        for name in [
            "Rep",
            "CFO",
            "IT Lead",
            "Customer Success",
            "Head of Legal",
            "VP of Sales",
            "All",
            "Inkoop",
        ] {
            assert!(is_title(name), "{name}");
        }
        for name in ["Sarah Chen", "Chen (CFO)", "Mark Legal", "", "of"] {
            assert!(!is_title(name), "{name}");
        }
    }

    #[test]
    fn a_goal_is_the_buyers() {
        assert_eq!(
            seller_centric("Purchase the licenses", ""),
            Some("purchase".into())
        );
        assert_eq!(
            seller_centric("Roll out Acme Cloud", "Acme"),
            Some("Acme".into())
        );
        assert_eq!(seller_centric("Quotes within an hour", "Acme"), None);
    }
}
