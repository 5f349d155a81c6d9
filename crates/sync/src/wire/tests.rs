use proptest::prelude::*;

use super::*;

/// Frames as `y-protocols` 1.0 with `lib0` writes them, beside what they mean.
#[test]
fn w1_frames_of_other_clients_are_understood_to_the_byte() {
    let long = [7; 200];
    let mut long_frame = vec![0, 2, 0xc8, 0x01];
    long_frame.extend_from_slice(&long);
    let pairs: [(&[u8], Message<'_>); 8] = [
        (&[0, 0, 1, 0], Message::SyncStep1(&[0])),
        (&[0, 1, 2, 0, 0], Message::SyncStep2(&[0, 0])),
        (&long_frame, Message::Update(&long)),
        (&[1, 3, 9, 9, 9], Message::Awareness(&[9, 9, 9])),
        (&[2, 0, 2, b'n', b'o'], Message::Denied("no")),
        (&[3], Message::QueryAwareness),
        (&[120, 0], Message::Saved(0)),
        (&[120, 0xac, 0x02], Message::Saved(300)),
    ];
    for (frame, message) in pairs {
        assert_eq!(Message::decode(frame), Ok(message));
        assert_eq!(message.encode(), frame);
    }
}

#[test]
fn w1_every_way_to_be_malformed_is_refused() {
    let malformed: [&[u8]; 14] = [
        &[],
        &[0],
        &[0, 3, 0],
        &[0, 0],
        &[0, 0, 2, 1],
        &[0, 0, 1, 0, 0],
        &[2, 1, 0],
        &[2, 0, 1, 0xff],
        &[3, 3],
        &[4],
        &[120],
        &[120, 0x80],
        &[120, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1],
        &[0, 2, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f, 1],
    ];
    for frame in malformed {
        assert!(Message::decode(frame).is_err(), "{frame:?}");
    }
}

#[test]
fn w2_frames_and_awareness_over_their_limits_are_refused() {
    let update = vec![0; FRAME_BYTES_MAX];
    assert!(Message::decode(&Message::Update(&update).encode()).is_err());
    let awareness = vec![0; AWARENESS_BYTES_MAX + 1];
    assert!(Message::decode(&Message::Awareness(&awareness).encode()).is_err());
}

#[test]
fn codes_from_4400_to_4499_are_permanent_and_no_others() {
    let permanent: Vec<u16> = (0..=u16::MAX)
        .filter(|code| close::is_permanent(*code))
        .collect();
    assert_eq!(permanent, (4400..=4499).collect::<Vec<u16>>());
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic_and_what_is_read_is_written_alike(
        frame in proptest::collection::vec(any::<u8>(), 0..64),
    ) {
        if let Ok(message) = Message::decode(&frame) {
            let again = message.encode();
            prop_assert_eq!(Message::decode(&again), Ok(message));
        }
        let _ = crate::awareness::decode(&frame);
    }
}
