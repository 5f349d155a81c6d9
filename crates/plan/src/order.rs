//! Order of rows as text between texts (a fractional index): moving a row writes that row alone.
//!
//! The scheme is that of the npm package `fractional-indexing` in base 62, so that a Yjs client can use that
//! package: an integer whose first character says how many digits follow (`a` 1, `b` 2, …; `Z` 1, `Y` 2, … for
//! negative ones), then a fraction that does not end in `0`. Texts compare byte by byte.
//! The crate `fractional_index` was tried first: it panics on bytes that a foreign client may write (a zero byte
//! in the upper bound underflows).

/// Longer ones are not made by moving rows, and are read as "no order".
pub(crate) const ORDER_LENGTH_MAX: usize = 1024;
/// Fewer choices than this for a new fraction, and it gets one digit more: two people who insert at one place at once
/// get different texts almost always.
const CHOICES_MIN: u64 = 1 << 20;
/// Most digits that are added to a fraction at once; 62^9 fits 64 bits.
const DIGITS_MAX: usize = 9;
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Whether a text from the document is an order.
pub(crate) fn is_order(text: &str) -> bool {
    let Some(length) = text.bytes().next().and_then(integer_length) else {
        return false;
    };
    (length..=ORDER_LENGTH_MAX).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && !(text.len() > length && text.ends_with('0'))
        && text != smallest_integer()
}

/// A text between two orders; `None` is an open end. The bits of `jitter` choose where between them.
///
/// `lower` must be less than `upper`, and both must be orders.
pub(crate) fn between(lower: Option<&str>, upper: Option<&str>, jitter: u64) -> String {
    let below = upper.and_then(|upper| decrement(split(upper).0));
    let (integer, fraction) = match (lower.map(split), upper.map(split)) {
        (None, None) => ("a0".to_owned(), pick("", None, jitter)),
        // An open end takes the next integer, so that texts stay short however many rows are added there.
        (None, Some((integer, fraction))) => match below {
            Some(below) => (below, pick("", None, jitter)),
            None => (integer.to_owned(), pick("", Some(fraction), jitter)),
        },
        (Some((integer, fraction)), None) => match increment(integer) {
            Some(above) => (above, pick("", None, jitter)),
            None => (integer.to_owned(), pick(fraction, None, jitter)),
        },
        (Some((integer, fraction)), Some((upper_integer, upper_fraction))) => {
            let above = increment(integer).filter(|above| above.as_str() < upper_integer);
            match above {
                Some(above) => (above, pick("", None, jitter)),
                None if integer == upper_integer => (
                    integer.to_owned(),
                    pick(fraction, Some(upper_fraction), jitter),
                ),
                None => (integer.to_owned(), pick(fraction, None, jitter)),
            }
        }
    };
    integer + &fraction
}

/// A fraction between two fractions; `None` is one. `lower` is less than `upper`.
///
/// It lies in the second eighth to third eighth of the gap: rows are mostly added one after the other, and the gap
/// above the last one should last.
fn pick(lower: &str, upper: Option<&str>, jitter: u64) -> String {
    let low_digit = |at: usize| lower.as_bytes().get(at).map_or(0, |byte| digit(*byte));
    let high_digit = |at: usize| match upper {
        Some(upper) => upper.as_bytes().get(at).map_or(0, |byte| digit(*byte)),
        None => DIGITS.len() as u64 - 1, // 0.zzz… is one
    };
    let length = lower.len().max(upper.map_or(0, str::len)) + 1;
    let start = (0..length)
        .find(|at| low_digit(*at) != high_digit(*at))
        .unwrap_or(lower.len());
    let open = u64::from(upper.is_none());
    let (mut low, mut high) = (0_u64, 0_u64);
    for width in 0..DIGITS_MAX {
        low = low * 62 + low_digit(start + width);
        high = high * 62 + high_digit(start + width);
        let gap = high + open - low;
        if gap / 8 >= CHOICES_MIN {
            let chosen = low + gap / 4 + jitter % (gap / 8);
            return prefix(lower, start) + &digits(chosen, width + 1);
        }
    }
    // The two are neighbours to many digits: stay on the lower side of the first difference.
    let rest = lower.get(start + 1..).unwrap_or("");
    prefix(lower, start + 1) + &pick(rest, None, jitter)
}

/// The first digits of a fraction, filled up with zeros.
fn prefix(fraction: &str, length: usize) -> String {
    let kept = fraction.len().min(length);
    format!("{}{}", &fraction[..kept], "0".repeat(length - kept))
}

/// A number as digits, without zeros at the end.
fn digits(mut number: u64, width: usize) -> String {
    let mut bytes = vec![b'0'; width];
    for byte in bytes.iter_mut().rev() {
        *byte = DIGITS[(number % 62) as usize];
        number /= 62;
    }
    let text: String = bytes.into_iter().map(char::from).collect();
    text.trim_end_matches('0').to_owned()
}

fn split(order: &str) -> (&str, &str) {
    let length = order.bytes().next().and_then(integer_length).unwrap_or(1);
    order.split_at(length.min(order.len()))
}

/// Characters of an integer with that head, the head included.
fn integer_length(head: u8) -> Option<usize> {
    match head {
        b'a'..=b'z' => Some(usize::from(head - b'a') + 2),
        b'A'..=b'Z' => Some(usize::from(b'Z' - head) + 2),
        _ => None,
    }
}

fn smallest_integer() -> &'static str {
    "A00000000000000000000000000"
}

fn digit(byte: u8) -> u64 {
    let place = DIGITS.iter().position(|&each| each == byte);
    place.unwrap_or(0) as u64
}

fn increment(integer: &str) -> Option<String> {
    let mut bytes = integer.as_bytes().to_vec();
    for place in (1..bytes.len()).rev() {
        let next = digit(bytes[place]) as usize + 1;
        if next < DIGITS.len() {
            bytes[place] = DIGITS[next];
            return String::from_utf8(bytes).ok();
        }
        bytes[place] = b'0';
    }
    match bytes[0] {
        b'Z' => Some("a0".to_owned()),
        b'z' => None,
        head => {
            bytes[0] = head + 1;
            if head >= b'a' {
                bytes.push(b'0');
            } else {
                bytes.truncate(bytes.len() - 1);
            }
            String::from_utf8(bytes).ok()
        }
    }
}

fn decrement(integer: &str) -> Option<String> {
    let mut bytes = integer.as_bytes().to_vec();
    for place in (1..bytes.len()).rev() {
        if let Some(next) = digit(bytes[place]).checked_sub(1) {
            bytes[place] = DIGITS[next as usize];
            return String::from_utf8(bytes).ok();
        }
        bytes[place] = b'z';
    }
    match bytes[0] {
        b'a' => Some("Zz".to_owned()),
        b'A' => None,
        head => {
            bytes[0] = head - 1;
            if head <= b'Z' {
                bytes.push(b'z');
            } else {
                bytes.truncate(bytes.len() - 1);
            }
            String::from_utf8(bytes).ok()
        }
    }
}

/// Mixes text and numbers into 64 bits (FNV-1a, then a finalizer): jitter without randomness.
pub(crate) fn mix(text: &str, number: u64) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ number;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_row_goes_wherever_it_is_put(places in prop::collection::vec((any::<prop::sample::Index>(), any::<u64>()), 1..200)) {
            let mut rows: Vec<String> = Vec::new();
            for (place, jitter) in places {
                let at = place.index(rows.len() + 1);
                let lower = at.checked_sub(1).map(|before| rows[before].as_str());
                let order = between(lower, rows.get(at).map(String::as_str), jitter);
                prop_assert!(is_order(&order), "{order}");
                prop_assert!(lower.is_none_or(|lower| lower < order.as_str()));
                prop_assert!(rows.get(at).is_none_or(|upper| order.as_str() < upper.as_str()));
                rows.insert(at, order);
            }
        }
    }

    #[test]
    fn ten_thousand_rows_at_either_end_stay_short() {
        let (mut first, mut last) = (between(None, None, 7), between(None, None, 7));
        for row in 0..10_000 {
            first = between(None, Some(&first), mix("first", row));
            last = between(Some(&last), None, mix("last", row));
        }
        assert!(first.len() <= 10 && last.len() <= 10, "{first} {last}");
    }

    #[test]
    fn three_thousand_rows_at_one_place_fit() {
        let (first, last) = ("a0", "a1");
        let (mut above, mut below) = (last.to_owned(), first.to_owned());
        for row in 0..3_000 {
            above = between(Some(first), Some(&above), mix("after the same", row));
            below = between(Some(&below), Some(last), mix("one after the other", row));
        }
        assert!(
            is_order(&above) && above.len() <= 1_000,
            "{} characters",
            above.len()
        );
        assert!(
            is_order(&below) && below.len() <= 500,
            "{} characters",
            below.len()
        );
    }

    #[test]
    fn what_is_no_order_is_seen() {
        for text in [
            "",
            "a",
            "0",
            "b0",
            "a00",
            "a0é",
            "A00000000000000000000000000",
            "é0",
        ] {
            assert!(!is_order(text), "{text:?}");
        }
        assert!(is_order("a0") && is_order("Zz") && is_order("a0V"));
    }
}
