use yrs::{Map, Text, WriteTxn};

use super::*;

/// Evenly from `0..end`, the same for the same seed.
pub(super) fn draw(state: &mut u64, end: u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 11) % end
}

/// Two people who edit, now and then in step; every update they made.
pub(super) fn updates(state: &mut u64) -> Vec<Vec<u8>> {
    let mut people = [Document::new(1), Document::new(2)];
    let mut updates = Vec::new();
    for number in 0..8 + draw(state, 8) {
        let who = usize::try_from(draw(state, 2)).expect("small");
        let (kind, key, at) = (draw(state, 4), draw(state, 3), draw(state, 20));
        updates.extend(people[who].edit(|txn| {
            let text = txn.get_or_insert_text("t");
            let length = u64::from(text.len(txn));
            let at = u32::try_from(if length == 0 { 0 } else { at % length }).expect("small");
            match kind {
                0 | 1 => {
                    let map = txn.get_or_insert_map("m");
                    map.insert(txn, key.to_string(), number.to_string());
                }
                2 if length > 0 => text.remove_range(txn, at, 1),
                _ => text.insert(txn, at, "ab"),
            }
        }));
        if draw(state, 2) == 0 {
            let (one, other) = (people[0].encode().to_vec(), people[1].encode().to_vec());
            people[0].apply(&other).expect("own update");
            people[1].apply(&one).expect("own update");
        }
    }
    updates
}

/// What came of the updates, in order or in reverse, and what comes late.
pub(super) fn arrivals(seed: u64) -> (Vec<Vec<u8>>, Vec<Vec<u8>>) {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let (mut arrived, mut late) = (Vec::new(), Vec::new());
    for update in updates(&mut state) {
        if draw(&mut state, 10) < 7 {
            arrived.push(update);
        } else {
            late.push(update);
        }
    }
    if draw(&mut state, 2) == 0 {
        arrived.reverse();
    }
    (arrived, late)
}

#[test]
fn p7_whole_states_carry_what_waits_for_others() {
    let mut waited = 0;
    for seed in 0..1_000u64 {
        let (arrived, late) = arrivals(seed);
        let mut document = Document::new(9);
        arrived
            .iter()
            .for_each(|update| document.apply(update).expect("well-formed"));
        waited += usize::from(document.waits());

        let mut copy = Document::new(10);
        copy.apply(document.encode()).expect("own state");
        for update in &late {
            document.apply(update).expect("well-formed");
            copy.apply(update).expect("well-formed");
        }
        let mut ordered = Document::new(11);
        late.iter()
            .chain(&arrived)
            .for_each(|update| ordered.apply(update).expect("well-formed"));
        assert_eq!(copy.content(), document.content(), "seed {seed}");
        assert_eq!(
            ordered.content(),
            document.content(),
            "seed {seed}, in another order"
        );
        assert!(document.content().contains("waiting []"), "seed {seed}");
    }
    assert!(waited > 500, "{waited}");
}

#[test]
fn p7_content_sees_deletions_where_state_vectors_do_not() {
    let mut document = Document::new(1);
    document.edit(|txn| txn.get_or_insert_text("t").insert(txn, 0, "ab"));
    let (content, state_vector) = (document.content(), document.state_vector());
    document.edit(|txn| txn.get_or_insert_text("t").remove_range(txn, 0, 1));
    assert_eq!(document.state_vector(), state_vector);
    assert_ne!(document.content(), content);
}

#[test]
fn p7_two_writers_with_one_client_id_are_told_apart_by_content_only() {
    let (mut one, mut other) = (Document::new(1), Document::new(1));
    one.edit(|txn| txn.get_or_insert_text("t").insert(txn, 0, "one"));
    other.edit(|txn| txn.get_or_insert_text("t").insert(txn, 0, "two"));
    assert_eq!(one.state_vector(), other.state_vector());
    assert_ne!(one.digest(), other.digest());
}

#[test]
fn nothing_new_is_told_from_news() {
    let mut writer = Document::new(1);
    let insertion = writer.edit(|txn| txn.get_or_insert_text("t").insert(txn, 0, "ab"));
    let deletion = writer.edit(|txn| txn.get_or_insert_text("t").remove_range(txn, 0, 1));
    let (insertion, deletion) = (insertion.expect("wrote"), deletion.expect("removed"));
    let mut reader = Document::new(2);
    for update in [&insertion, &deletion] {
        let foreign = reader.inspect(update).expect("well-formed");
        assert!(reader.is_news(&foreign));
        assert_eq!(reader.merge(foreign), Ok(true));
        let again = reader.inspect(update).expect("well-formed");
        assert!(!reader.is_news(&again));
        assert_eq!(reader.merge(again), Ok(false));
    }
    let everything = reader.inspect(writer.encode()).expect("well-formed");
    assert!(!reader.is_news(&everything));
    assert!(everything.writers().is_empty());
}

#[test]
fn offsets_are_utf16_units() {
    let mut document = Document::new(1);
    document.edit(|txn| txn.get_or_insert_text("t").insert(txn, 0, "a😀b"));
    document.edit(|txn| txn.get_or_insert_text("t").insert(txn, 3, "|"));
    assert!(
        document.content().contains("a😀|b"),
        "{}",
        document.content()
    );
}

#[test]
fn p5_bytes_that_are_no_update_change_nothing() {
    let mut document = Document::new(1);
    document.edit(|txn| txn.get_or_insert_text("t").insert(txn, 0, "ab"));
    let (content, good) = (document.content(), document.encode().to_vec());
    for end in 0..good.len() {
        let _ = document.apply(&good[..end]);
        let mut bent = good.clone();
        bent[end] ^= 0x55;
        let _ = Document::new(3).apply(&bent);
        assert_eq!(document.content(), content, "cut at {end}");
    }
}

#[test]
fn p5_values_nested_too_deep_are_refused_before_they_are_decoded() {
    // One list within the other, two million deep: yrs would overflow the stack, which aborts.
    let hostile = |depth: usize| {
        let mut update = vec![1, 1, 1, 0, 8, 1, 1, b't', 1];
        update.extend([117, 1].repeat(depth));
        update.extend([126, 0]);
        update
    };
    assert!(Document::new(2).apply(&hostile(2_000_000)).is_err());
    assert!(Document::new(2).apply(&hostile(10)).is_ok());
}

#[test]
fn p5_a_long_chain_that_arrives_in_reverse_is_integrated_in_the_end() {
    let mut writer = Document::new(1);
    let write =
        |number: u32| writer.edit(|txn| txn.get_or_insert_text("t").insert(txn, number, "x"));
    let updates: Vec<Vec<u8>> = (0..2_000).filter_map(write).collect();
    let mut reader = Document::new(2);
    updates
        .iter()
        .rev()
        .for_each(|update| reader.apply(update).expect("well-formed"));
    assert!(!reader.waits());
    assert_eq!(reader.content(), writer.content());
}

#[test]
fn p7_every_kind_of_content_is_read_to_the_byte() {
    use yrs::types::text::TextPrelim;
    use yrs::{Any, Array, MapPrelim, XmlElementPrelim, XmlFragment, XmlTextPrelim, any};
    let mut document = Document::new(1);
    let value = any!({"a": [1, -2.5, true, null, "x"], "b": {"c": [[], {}]}});
    document.edit(|txn| {
        let map = txn.get_or_insert_map("m");
        map.insert(txn, "any", value.clone());
        map.insert(txn, "bytes", Any::from(vec![1u8, 2, 3]));
        map.insert(txn, "text", TextPrelim::new("nested"));
        map.insert(txn, "map", MapPrelim::from([("k", "v")]));
        txn.get_or_insert_array("a").insert_range(txn, 0, [1, 2, 3]);
        let text = txn.get_or_insert_text("t");
        text.insert(txn, 0, "formatted 😀");
        text.format(txn, 0, 4, [("bold".into(), true.into())].into());
        text.insert_embed(txn, 2, any!({"image": "x"}));
        let xml = txn.get_or_insert_xml_fragment("x");
        xml.insert(txn, 0, XmlElementPrelim::empty("div"));
        xml.insert(txn, 1, XmlTextPrelim::new("text"));
    });
    let whole = document.encode().to_vec();
    let again = scan::Scan::read(&whole)
        .expect("every kind")
        .write()
        .expect("nothing overlaps");
    assert_eq!(again, whole);
}
