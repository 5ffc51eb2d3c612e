//! Expected counts are what two independent counters say of the same texts, npm `sms-segments-calculator` 1.3.0 and
//! `split-sms` 0.1.7, run once; those of mainland China follow the providers' published rule.

use super::*;

#[test]
fn counts_like_two_independent_counters() {
    let many = |part: &str, times: usize| part.repeat(times);
    for (text, encoding, units, count) in [
        (String::new(), Encoding::Gsm7, 0, 1),
        (many("a", 160), Encoding::Gsm7, 160, 1),
        (many("a", 161), Encoding::Gsm7, 161, 2),
        (many("a", 306), Encoding::Gsm7, 306, 2),
        (many("a", 307), Encoding::Gsm7, 307, 3),
        (many("€", 80), Encoding::Gsm7, 160, 1),
        (many("€", 81), Encoding::Gsm7, 162, 2),
        // An escape astride the edge: 152 + 2 septets do not fit in 153.
        (many("a", 152) + "€" + &many("a", 151) + "€a", Encoding::Gsm7, 308, 3),
        (many("中", 70), Encoding::Ucs2, 70, 1),
        (many("中", 71), Encoding::Ucs2, 71, 2),
        (many("中", 134), Encoding::Ucs2, 134, 2),
        (many("中", 135), Encoding::Ucs2, 135, 3),
        (many("😀", 35), Encoding::Ucs2, 70, 1),
        (many("😀", 36), Encoding::Ucs2, 72, 2),
        // Surrogate pairs astride an edge; the second text would fit in two parts if its pair were cut.
        (many("中", 66) + "😀" + &many("中", 65) + "😀", Encoding::Ucs2, 135, 3),
        (many("中", 66) + "😀" + &many("中", 66), Encoding::Ucs2, 134, 3),
        ("\u{c}".into(), Encoding::Gsm7, 2, 1),
        ("\u{1b}".into(), Encoding::Ucs2, 1, 1),
        ("`".into(), Encoding::Ucs2, 1, 1),
        ("ç".into(), Encoding::Ucs2, 1, 1),
        ("\t".into(), Encoding::Ucs2, 1, 1),
        ("ΔΦΓΛΩΠΨΣΘΞ".into(), Encoding::Gsm7, 10, 1),
        ("Hello, é à ñ ü ß ¿ ¡ § ¤".into(), Encoding::Gsm7, 24, 1),
    ] {
        let counted = segments(&text, Profile::Gpp);
        assert_eq!((counted.encoding, counted.units, counted.segments), (encoding, units, count), "{text}");
        assert_eq!(counted.cause.is_some(), encoding == Encoding::Ucs2, "{text}");
    }
}

#[test]
fn the_alphabet_has_its_137_characters() {
    // TS 23.038: 128 places of the basic table less the escape, and ten of the extension.
    let of = |n| (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| septets(*c) == n).count();
    assert_eq!((of(1), of(2)), (127, 10));
}

#[test]
fn mainland_china_counts_characters() {
    for (text, units, count) in
        [("a".repeat(70), 70, 1), ("a".repeat(71), 71, 2), ("中".repeat(134), 134, 2), ("😀".repeat(36), 72, 2)]
    {
        let counted = segments(&text, Profile::China);
        assert_eq!((counted.encoding, counted.units, counted.segments), (Encoding::Ucs2, units, count));
        assert_eq!(counted.cause, None);
    }
    assert!(!segments(&"中".repeat(500), Profile::China).too_long);
    assert!(segments(&"中".repeat(501), Profile::China).too_long);
    assert!(segments(&"a".repeat(255 * 153 + 1), Profile::Gpp).too_long);
}

#[test]
fn the_cause_comes_with_its_place_and_what_could_stand_for_it() {
    for (text, at, replacement) in [
        ("It’s due", 2, Some("'")),
        ("Due – now", 4, Some("-")),
        ("café ê", 6, Some("e")),
        ("wait…", 4, Some("...")),
        ("１2", 0, Some("1")),
        ("zero\u{200b}width", 4, Some("")),
        ("a 张", 2, None),
        ("a 😀", 2, None),
    ] {
        let cause = segments(text, Profile::Gpp).cause.unwrap();
        assert_eq!((cause.at, cause.replacement().as_deref()), (at, replacement), "{text}");
    }
}
