//! Redaction where the space is small enough to look at all of it: a million numbers around each check digit against what
//! python-stdnum says of them, every serial of a social security number, every hotline of mainland China.
//!
//! Of each window a hundredth runs with the other tests; all of them by
//! `DUNNING_WINDOWS=all cargo test --release -p dunning-testkit --test redact_windows`.

use dunning_core::redact::{Kind, Redactor};
use dunning_core::words::Word as _;
use serde_json::Value;

/// Neighbours that one line of the file speaks of.
const CHUNK: usize = 10_000;

const WINDOWS: &str = include_str!("../../../corpus/redact/windows.json");

/// FNV-1a, 32 bits.
fn hash(told: &str) -> u32 {
    told.bytes().fold(0x811C_9DC5, |value, byte| (value ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Which chunks of a window are looked at: all, or one that differs from window to window.
fn chosen(window: usize, chunks: usize) -> Vec<usize> {
    match std::env::var("DUNNING_WINDOWS").as_deref() {
        Ok("all") => (0..chunks).collect(),
        _ => vec![window * 37 % chunks],
    }
}

#[test]
fn what_a_check_digit_proves_is_found_and_nothing_else() {
    let windows: Vec<Value> = serde_json::from_str(WINDOWS).unwrap();
    assert!(windows.len() > 15);
    for (i, window) in windows.iter().enumerate() {
        let text = |field: &str| window[field].as_str().unwrap();
        let kind = Kind::parse(text("kind")).unwrap();
        let redactor = Redactor::builder().kinds(&[kind]).wrong_check_digits(false).build();
        let (label, head, tail) = (text("label"), text("head"), text("tail"));
        let chunks = window["chunks"].as_array().unwrap();
        for chunk in chosen(i, chunks.len()) {
            let is_found = |n: usize| {
                let number = format!("{head}{n:06}{tail}");
                let found = redactor.scan(&format!("{label}{number}"));
                match found.as_slice() {
                    [] => '0',
                    [one] if (one.start, one.end) == (label.len(), label.len() + number.len()) => '1',
                    _ => '?',
                }
            };
            let told: String = (chunk * CHUNK..(chunk + 1) * CHUNK).map(is_found).collect();
            let said = format!("{} {:08x}", told.matches('1').count(), hash(&told));
            assert_eq!(said, chunks[chunk].as_str().unwrap(), "{kind:?} {head}…{tail}, chunk {chunk}");
        }
    }
}

/// 20 CFR 422.103: areas 000, 666 and 900 to 999, groups 00 and serials 0000 are not issued.
#[test]
fn every_social_security_number_that_may_be_issued_is_found() {
    let redactor = Redactor::builder().kinds(&[Kind::UsSsn]).build();
    let found = |area: u32, group: u32, serial: u32| {
        !redactor.is_clean(&format!("his ssn is {area:03}-{group:02}-{serial:04}, thanks"))
    };
    for serial in 0..10_000 {
        assert_eq!(found(219, 9, serial), serial != 0, "{serial}");
    }
    for group in 0..100 {
        assert_eq!(found(219, group, 9999), group != 0, "{group}");
    }
    for area in 0..1_000 {
        assert_eq!(found(area, 9, 9999), !matches!(area, 0 | 666 | 900..), "{area}");
    }
}

/// Five digits from 95 and 96 are short numbers of banks, insurers, carriers and public services (Telecommunications Network Numbering Plan, MIIT,
/// 2017, 3.4); so are 10000 to 10199 of carriers and 12300 to 12399 of authorities.
#[test]
fn no_hotline_is_touched() {
    let redactor = Redactor::new();
    let shorts = (95_000..97_000).chain(10_000..10_200).chain(12_300..12_400);
    for hotline in shorts {
        for text in [
            format!("如有疑问请致电{hotline}。"),
            format!("客服电话：{hotline}"),
            format!("call {hotline} or reply"),
            format!("电话{hotline}，手机银行APP"),
            format!("【银行】{hotline}提醒您"),
        ] {
            assert!(redactor.is_clean(&text), "{text}: {:?}", redactor.scan(&text));
        }
    }
}
