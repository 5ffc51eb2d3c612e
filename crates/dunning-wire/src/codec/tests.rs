//! What is written reads back as the same: same digests, same bytes.

use dunning_core::decide::Proposal;
use dunning_core::decide::request_digest;
use dunning_core::history::History;
use dunning_core::words::{Channel, Purpose, Recipient, Tone};

use super::*;

/// A request that fills every field of the contract's section 2.
const FULL: &str = r#"{
  "as_of": "2026-11-24T00:00:00Z", "actor": "agency", "collector": "agency-1", "collector_name": "Harbor Recovery",
  "creditor": {"id": "bank-1", "name": "青禾银行", "seat": "CN-BJ", "licences": ["A1"], "hotline": "400-000-1100",
    "hotline_hours": [{"days": ["mon", "fri"], "window": "09:00-18:00"}, {"window": "10:00-16:00"}],
    "pay_link": "https://pay.example/a", "site": "https://bank.example", "domains": ["bank.example"]},
  "customer": {"id": "c-1", "kind": "person", "name": "张伟", "locale": "zh-CN", "birth_date": "1985-05-20",
    "contacts": [{"channel": "sms", "address": "+8613800138000", "verified": true, "since": "2025-01-01"}],
    "locations": [{"place": "CN-BJ", "zone": "Asia/Shanghai", "evidence": "address", "since": "2025-01-01T00:00:00Z"}],
    "preferences": [{"kind": "blocked", "days": ["sat"], "window": "12:00-14:00", "channel": "sms", "address": "+8613800138000", "at": "2026-01-01T00:00:00Z", "one_off": true}]},
  "debts": [{"id": "A", "account": "acc", "claim": "K", "product": "card", "currency": "CNY", "arrears": "120.50", "outstanding": "1800.00",
    "due_date": "2026-11-03", "zone": "Asia/Shanghai", "statement_date": "2026-10-13", "upcoming": {"amount": "60.00", "due_date": "2026-12-03"},
    "in_collection_since": "2026-11-20", "parts": [{"kind": "principal", "amount": "100.00", "since": "2026-11-03"}, {"kind": "late_fee", "amount": "20.50"}],
    "cause": "minimum_unpaid", "consequences": [{"kind": "credit_report", "from": "2026-12-03", "source": "征信业管理条例 15"}],
    "facts": {"time_barred": false, "suit_filed": false, "disputed": true, "registered_fee": true, "registered_signatures": ["青禾银行"], "client_address": "x", "protective_interest": false, "shared_phone": true}}]
}"#;

#[test]
fn a_case_reads_back_the_same() {
    let codec = JsonCodec;
    let case = codec.read_case(FULL.as_bytes()).unwrap();
    let written = codec.write_case(&case);
    let again = codec.read_case(&written).unwrap();
    assert_eq!(again.stamp(), case.stamp());
    assert_eq!(codec.write_case(&again), written);
}

#[test]
fn a_zone_that_the_zone_data_no_longer_know_is_read_as_it_was_kept() {
    let kept = FULL.replace("Asia/Shanghai", "PRC"); // an old name, which Debian ships in a package of its own
    let case = JsonCodec.read_case(kept.as_bytes()).unwrap();
    assert_eq!(case.customer().locations[0].zone.as_deref(), Some("PRC"));
    assert_eq!(case.debts()[0].zone.as_deref(), Some("PRC"));
}

#[test]
fn every_kind_of_fact_reads_back_the_same() {
    let codec = JsonCodec;
    let case = codec.read_case(FULL.as_bytes()).unwrap();
    let facts = [
        r#"{"until":"2026-11-24T12:00:00Z","event":{"at":"2026-11-24T09:00:00Z","direction":"out","channel":"sms","outcome":"unknown","debts":["A"],"address":"+8613800138000","place":"home","by":"agency-1","purpose":"collection","recipient":"customer","key":"k","text":"您好"}}"#,
        r#"{"payment":{"id":"T1","at":"2026-11-24T09:00:00Z","amount":"20.00","currency":"CNY","debts":["A"],"state":"pending"}}"#,
        r#"{"consent":{"at":"2026-11-24T09:00:00Z","state":"granted","channel":"sms","address":"+8613800138000","purpose":"collection","about":"hours","form":"written","wording":"ok","source":"app","proof":"p","until":"2027-01-01","window":"22:00-22:30"}}"#,
        r#"{"hold":{"cause":"dispute","from":"2026-11-20","known_at":"2026-11-21T00:00:00Z","until":"2026-12-20","debts":["A"]}}"#,
        r#"{"artifact":{"kind":"first_letter","at":"2026-11-20","received_at":"2026-11-22","debts":["A"],"address":"home"}}"#,
    ];
    let proposal = Proposal::new(Purpose::Collection, Channel::Sms, Recipient::Customer);
    for text in facts {
        let fact = codec.read_fact(text.as_bytes()).unwrap();
        let written = codec.write_fact(&fact);
        let again = codec.read_fact(&written).unwrap();
        assert_eq!(codec.write_fact(&again), written);
        let of = |fact| {
            request_digest(&case, &History::from_facts([fact]).unwrap(), &proposal, chrono::DateTime::UNIX_EPOCH)
        };
        assert_eq!(of(fact), of(again), "{text}");
        // Nothing that was said is lost: every word of the text stands in what is written.
        let parsed = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
        assert_eq!(parsed(text.as_bytes()), parsed(&written));
    }
}

#[test]
fn a_change_reads_back_the_same() {
    let codec = JsonCodec;
    let text = r#"{"contacts":[{"channel":"sms","address":"+8613900139000","verified":false,"since":"2026-01-01"}],
        "locations":[{"place":"CN-SH","zone":"Asia/Shanghai","evidence":"statement","since":"2026-01-01"}],
        "preferences":[{"kind":"blocked","window":"12:00-14:00","at":"2026-01-01T00:00:00Z"}],
        "former":{"contacts":[{"channel":"sms","address":"+8613800138000"}],"locations":[{"place":"CN-BJ","evidence":"statement"}]}}"#;
    let change = codec.read_change(text.as_bytes()).unwrap();
    let parsed = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    assert_eq!(parsed(text.as_bytes()), parsed(&codec.write_change(&change)));
}

#[test]
fn a_due_contact_reads_back_the_same() {
    let due = Due {
        step: StepId::new("early.1").unwrap(),
        cycle: Cycle::of("2026-11-03".parse().unwrap(), 2),
        debts: vec![dunning_core::id::DebtId::new("A").unwrap()],
        purpose: Purpose::Collection,
        channels: vec![Channel::Sms, Channel::Email],
        tone: Tone::Gentle,
        occasion: "early".to_owned(),
        last_day: "2026-11-07".parse().unwrap(),
        answers: Some(dunning_core::case::Address::new("+8613800138000").unwrap()),
    };
    assert_eq!(JsonCodec.read_due(&JsonCodec.write_due(&due)).unwrap(), due);
}

#[test]
fn what_no_release_wrote_is_a_fault() {
    for bytes in [&b"{}"[..], b"{\"event\":{}}", b"\xff", b"[]", b""] {
        assert!(JsonCodec.read_fact(bytes).is_err());
    }
}
