//! The counts on texts small enough to count by hand.

use super::*;
use crate::redact::{Entity, Redacted};
use crate::value::Value;

const CARD: &str = r#"{"id":"1","lang":"zh","cat":"plain","text":"卡号6222 0212，¥10元，密码a.b",
    "entities":[{"start":2,"end":11,"type":"BANK_CARD","form":"plain_sep"},
    {"start":19,"end":22,"type":"PASSWORD","form":"zw"}],"keep":[{"start":12,"end":16,"kind":"AMT"}]}"#;

fn labelled(line: &str) -> Labelled {
    Labelled::read(&Value::parse(line).unwrap()).unwrap_or_else(|faults| panic!("{faults}"))
}

fn redacted(text: &str, spans: &[(usize, usize, &'static str)]) -> Redacted {
    let entity = |(start, end, kind): &(usize, usize, &'static str)| Entity {
        start: *start,
        end: *end,
        r#type: kind,
        mask: String::new(),
    };
    Redacted { id: None, text: text.into(), entities: spans.iter().map(entity).collect(), refused: false }
}

#[test]
fn a_half_is_found_and_the_rest_is_left() {
    let text = labelled(CARD);
    let mut score = Score::default();
    // Bytes 6 to 11 are "6222 ", five of nine characters, called by another name.
    score.add(&text, &redacted("卡号*****0212，¥10元，密码a.b", &[(6, 11, "PHONE")]), "once more");
    assert_eq!(score.all, Count { required: 2, found: 1, named: 0, sensitive: 11, left: 7 });
    assert_eq!(score.by_tier[&Tier::Usual], Count { required: 1, found: 1, named: 0, sensitive: 8, left: 4 });
    assert_eq!(score.by_tier[&Tier::Odd], Count { required: 1, found: 0, named: 0, sensitive: 3, left: 3 });
    assert_eq!((score.findings, score.wrong, score.unstable), (1, 0, 1));
    assert_eq!(score.kept, Kept { spans: 1, touched: 0, lost: 0 });
}

#[test]
fn what_must_stay_is_missed() {
    let text = labelled(CARD);
    let mut score = Score::default();
    // Bytes 11 to 25 are "0212，¥10元": four characters of nine are labelled.
    score.add(&text, &redacted("卡号6222 **********，密码a.b", &[(11, 25, "PHONE")]), "卡号6222 **********，密码a.b");
    assert_eq!((score.findings, score.wrong, score.unstable), (1, 1, 0));
    assert_eq!(score.kept_by_kind["AMT"], Kept { spans: 1, touched: 1, lost: 1 });
    assert_eq!(score.all.found, 0);
}

#[test]
fn a_text_without_identifiers_is_altered_or_not() {
    let text = labelled(r#"{"id":"1","lang":"en","cat":"negative","text":"pay $5"}"#);
    let mut score = Score::default();
    score.add(&text, &redacted("pay $5", &[]), "pay $5");
    score.add(&text, &redacted("pay **", &[]), "pay **");
    score.add(&text, &redacted("pay $5", &[(4, 6, "CVV")]), "pay $5");
    assert_eq!((score.negatives, score.negatives_altered, score.wrong), (3, 2, 1));
}

#[test]
fn optional_labels_are_neither_gain_nor_loss() {
    let text = labelled(
        r#"{"id":"1","lang":"en","cat":"plain","text":"Ann 4111","entities":[
        {"start":0,"end":3,"type":"PERSON_NAME","form":"plain","optional":true},
        {"start":4,"end":8,"type":"BANK_CARD","form":"plain","optional":true,"sub":"bad_checksum"}]}"#,
    );
    let mut score = Score::default();
    score.add(&text, &redacted("*** ****", &[(0, 3, "PERSON_NAME"), (4, 8, "BANK_CARD")]), "*** ****");
    assert_eq!((score.all, score.findings, score.wrong, score.misprints), (Count::default(), 2, 0, (1, 1)));
}

#[test]
fn spans_outside_of_the_text_are_refused() {
    let line = r#"{"id":"1","lang":"en","cat":"plain","text":"é","keep":[{"start":0,"end":2,"kind":"AMT"}]}"#;
    let faults = Labelled::read(&Value::parse(line).unwrap()).err().unwrap();
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["DATA-TYPE"]);
}

#[test]
fn only_all_is_a_hundred_percent() {
    let mut score = Score { findings: 1, texts: 1, ..Score::default() };
    score.by_kind.insert("CVV".into(), Count { required: 20_001, found: 20_000, ..Count::default() });
    score.by_kind.insert("QQ_ID".into(), Count { required: 3, found: 3, ..Count::default() });
    let page = score.to_string();
    assert!(page.contains("CVV                 20001  20000   99.99 %"), "{page}");
    assert!(page.contains("QQ_ID                   3      3  100.00 %"), "{page}");
}
