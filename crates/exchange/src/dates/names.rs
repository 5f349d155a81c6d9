//! Names of months, weekdays and small numbers in English and Dutch.

use chrono::Weekday;

/// 1 to 12.
pub(super) fn month(word: &str) -> Option<u32> {
    Some(match word {
        "january" | "jan" | "januari" => 1,
        "february" | "feb" | "februari" | "febr" => 2,
        "march" | "mar" | "maart" | "mrt" => 3,
        "april" | "apr" => 4,
        "may" | "mei" => 5,
        "june" | "jun" | "juni" => 6,
        "july" | "jul" | "juli" => 7,
        "august" | "aug" | "augustus" => 8,
        "september" | "sep" | "sept" => 9,
        "october" | "oct" | "oktober" | "okt" => 10,
        "november" | "nov" => 11,
        "december" | "dec" => 12,
        _ => return None,
    })
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "monday" | "mon" | "maandag" => Weekday::Mon,
        "tuesday" | "tue" | "tues" | "dinsdag" => Weekday::Tue,
        "wednesday" | "wed" | "woensdag" => Weekday::Wed,
        "thursday" | "thu" | "thur" | "thurs" | "donderdag" => Weekday::Thu,
        "friday" | "fri" | "vrijdag" => Weekday::Fri,
        "saturday" | "sat" | "zaterdag" => Weekday::Sat,
        "sunday" | "sun" | "zondag" => Weekday::Sun,
        _ => return None,
    })
}

/// Two letters are a weekday only beside a date ("ma 20 juni"): "do" and "we" are words.
pub(super) fn weekday_beside_a_date(word: &str) -> bool {
    weekday(word).is_some() || matches!(word, "ma" | "di" | "wo" | "do" | "vr" | "za" | "zo")
}

/// "two" and "twee"; also "a" and "een".
pub(super) fn number(word: &str) -> Option<u32> {
    Some(match word {
        "a" | "an" | "one" | "een" | "één" => 1,
        "two" | "twee" | "couple" | "paar" => 2,
        "three" | "drie" => 3,
        "four" | "vier" => 4,
        "five" | "vijf" => 5,
        "six" | "zes" => 6,
        "seven" | "zeven" => 7,
        "eight" | "acht" => 8,
        "nine" | "negen" => 9,
        "ten" | "tien" => 10,
        "twelve" | "twaalf" => 12,
        _ => return None,
    })
}
