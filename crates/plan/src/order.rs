//! Order of rows as text between texts (a fractional index): moving a row writes that row alone.
//!
//! The scheme is that of the npm package `fractional-indexing` in base 62, so that a Yjs client can use that
//! package: an integer whose first character says how many digits follow (`a` 1, `b` 2, …; `Z` 1, `Y` 2, … for
//! negative ones), then a fraction that does not end in `0`. Texts compare byte by byte.
//! The crate `fractional_index` was tried first: it panics on bytes that a foreign client may write (a zero byte
//! in the upper bound underflows).

/// Longer ones are not made by moving rows, and are read as "no order".
pub(crate) const ORDER_LENGTH_MAX: usize = 256;
/// Bits of jitter: two people who insert at one place at once get different texts almost always.
const JITTER_BITS: u32 = 20;
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
    let mut low = middle(lower, upper);
    let mut high = middle(Some(&low), upper);
    for bit in 0..JITTER_BITS {
        let mid = middle(Some(&low), Some(&high));
        if jitter >> bit & 1 == 1 {
            low = mid;
        } else {
            high = mid;
        }
    }
    low
}

fn middle(lower: Option<&str>, upper: Option<&str>) -> String {
    match (lower, upper) {
        (None, None) => "a0".to_owned(),
        (None, Some(upper)) => before(upper),
        (Some(lower), None) => {
            let (integer, fraction) = split(lower);
            increment(integer).unwrap_or_else(|| format!("{integer}{}", midpoint(fraction, None)))
        }
        (Some(lower), Some(upper)) => {
            let (integer, fraction) = split(lower);
            let (upper_integer, upper_fraction) = split(upper);
            if integer == upper_integer {
                return format!("{integer}{}", midpoint(fraction, Some(upper_fraction)));
            }
            increment(integer)
                .filter(|next| next.as_str() < upper)
                .unwrap_or_else(|| format!("{integer}{}", midpoint(fraction, None)))
        }
    }
}

fn before(upper: &str) -> String {
    let (integer, fraction) = split(upper);
    if integer == smallest_integer() {
        return format!("{integer}{}", midpoint("", Some(fraction)));
    }
    if integer < upper {
        return integer.to_owned();
    }
    decrement(integer).expect("only the smallest integer has none before it")
}

/// A fraction between two fractions; `None` is one. `lower` is less than `upper`.
fn midpoint(lower: &str, upper: Option<&str>) -> String {
    if let Some(upper) = upper {
        let padded = lower.bytes().chain(std::iter::repeat(b'0'));
        let common = upper
            .bytes()
            .zip(padded)
            .take_while(|(a, b)| a == b)
            .count();
        if common > 0 {
            let rest = lower.get(common..).unwrap_or("");
            return format!(
                "{}{}",
                &upper[..common],
                midpoint(rest, Some(&upper[common..]))
            );
        }
    }
    let low = lower.bytes().next().map_or(0, digit);
    let high = upper.map_or(DIGITS.len(), |upper| {
        upper.bytes().next().map_or(DIGITS.len(), digit)
    });
    if high - low > 1 {
        return char::from(DIGITS[(low + high).div_ceil(2)]).to_string();
    }
    match upper {
        Some(upper) if upper.len() > 1 => upper[..1].to_owned(),
        _ => {
            let rest = lower.get(1..).unwrap_or("");
            format!("{}{}", char::from(DIGITS[low]), midpoint(rest, None))
        }
    }
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

fn digit(byte: u8) -> usize {
    DIGITS.iter().position(|&each| each == byte).unwrap_or(0)
}

fn increment(integer: &str) -> Option<String> {
    let mut bytes = integer.as_bytes().to_vec();
    for place in (1..bytes.len()).rev() {
        let next = digit(bytes[place]) + 1;
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
                bytes.push(b'0')
            } else {
                bytes.truncate(bytes.len() - 1)
            }
            String::from_utf8(bytes).ok()
        }
    }
}

fn decrement(integer: &str) -> Option<String> {
    let mut bytes = integer.as_bytes().to_vec();
    for place in (1..bytes.len()).rev() {
        if let Some(next) = digit(bytes[place]).checked_sub(1) {
            bytes[place] = DIGITS[next];
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
                bytes.push(b'z')
            } else {
                bytes.truncate(bytes.len() - 1)
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
    fn a_thousand_rows_at_one_place_fit() {
        let lower = between(None, None, 1);
        let mut upper = between(Some(&lower), None, 2);
        for row in 0..1_000 {
            upper = between(Some(&lower), Some(&upper), mix("same place", row));
        }
        assert!(is_order(&upper), "{} characters", upper.len());
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
