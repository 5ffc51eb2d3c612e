//! Every field of the request, and every fault with its path.

use super::*;
use crate::testing::zones;

/// One field of everything the contract lists.
const FULL: &str = r#"{
  "format": "dunning.request/1", "id": "r1", "now": "2026-04-07T10:00:00.75-05:00", "rulebooks": ["us-fed"],
  "policy": "none", "only": ["US-REGF-HOURS"], "guidance": "defer", "as_of": "2026-04-07T09:00:00-05:00",
  "actor": "agency", "collector": "oakline",
  "creditor": {"id": "larkspur", "name": "Larkspur Bank", "seat": "US-IL", "licences": ["IL-1"], "hotline": "800-555-0110",
    "hotline_hours": [{"days": ["mon"], "window": "09:00-17:00"}], "pay_link": "https://pay.larkspur.example",
    "site": "https://larkspur.example", "domains": ["larkspur.example"]},
  "customer": {"id": "p1", "kind": "person", "name": "Jane Doe", "locale": "en-US", "birth_date": "1986-04-12",
    "contacts": [{"channel": "sms", "address": "+13125550142", "verified": true, "since": "2025-01-01"}],
    "locations": [{"place": "US-IL", "zone": "America/Chicago", "evidence": "address", "since": "2025-01-01"}],
    "preferences": [{"kind": "blocked", "days": ["mon", "fri"], "window": "22:00-22:30", "channel": "sms",
      "address": "+13125550142", "at": "2026-04-01T10:00:00-05:00", "one_off": true}]},
  "debts": [{"id": "A", "account": "acct-a", "claim": "K1", "product": "card", "currency": "USD", "arrears": "120.00",
    "outstanding": "900.00", "due_date": "2026-03-09", "zone": "America/Chicago", "statement_date": "2026-02-12",
    "upcoming": {"amount": "40.00", "due_date": "2026-05-09"}, "in_collection_since": "2026-03-20",
    "parts": [{"kind": "principal", "amount": "100.00", "since": "2026-03-09"}, {"kind": "late_fee", "amount": "20.00"}],
    "cause": "minimum_unpaid", "consequences": [{"kind": "credit_report", "from": "2026-06-09", "source": "15 USC 1681"}],
    "facts": {"time_barred": false, "suit_filed": false, "disputed": false, "registered_fee": true,
      "registered_signatures": ["Larkspur"], "client_address": "1 Main St", "protective_interest": false,
      "shared_phone": false}}],
  "payments": [{"at": "2026-04-06T10:00:00-05:00", "amount": "10.00", "currency": "USD", "debts": ["A"], "state": "pending"}],
  "proposal": {"purpose": "collection", "channel": "sms", "debts": ["A"], "recipient": "customer",
    "address": "+13125550142", "place": "home", "template": "early.gentle", "key": "k1", "text": "Hello", "lang": "en",
    "first": false, "latency_s": 30},
  "history": [{"at": "2026-04-01T10:00:00-05:00", "direction": "out", "channel": "sms", "outcome": "delivered",
    "debts": ["A"], "address": "+13125550142", "place": "home", "by": "oakline", "purpose": "collection",
    "recipient": "customer", "key": "k0", "text": "Hi"}],
  "consents": [{"at": "2026-03-01T10:00:00-05:00", "state": "granted", "channel": "sms", "address": "+13125550142",
    "purpose": "collection", "about": "electronic", "form": "written", "wording": "I agree", "source": "web",
    "proof": "doc-1", "until": "2027-03-01", "window": "08:00-21:00"}],
  "holds": [{"cause": "dispute", "from": "2026-03-01", "known_at": "2026-03-02T10:00:00-05:00", "until": "2026-03-05",
    "debts": ["A"]}],
  "artifacts": [{"kind": "validation_notice", "at": "2026-03-01", "received_at": "2026-03-06", "debts": ["A"],
    "address": "home-1"}]
}"#;

fn told(json: &str) -> Vec<String> {
    let faults = read(&Value::parse(json).unwrap(), &zones(), None).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

fn spoilt(from: &str, to: &str) -> Vec<String> {
    assert!(FULL.contains(from), "{from}");
    told(&FULL.replacen(from, to, 1))
}

#[test]
fn every_field_of_the_contract_reads() {
    let request = read(&Value::parse(FULL).unwrap(), &zones(), None).unwrap();
    assert_eq!(request.id.as_deref(), Some("r1"));
    assert_eq!(request.now.to_rfc3339(), "2026-04-07T10:00:00-05:00"); // the fraction is cut, the offset kept
    assert_eq!(request.terms.guidance, Effect::Defer);
    let (case, history) = (&request.case, &request.history);
    assert_eq!(case.debts()[0].parts.len(), 2);
    assert_eq!(case.creditor().hotline_hours[0].days.iter().count(), 1);
    assert_eq!(case.customer().preferences[0].window.unwrap().to_string(), "22:00-22:30");
    assert_eq!(
        [history.events().len(), history.payments().len(), history.consents().len(), history.holds().len(), 1],
        [1; 5]
    );
    assert_eq!(history.artifacts()[0].address.as_ref().unwrap().expose(), "home-1");
    assert_eq!((request.proposal.latency_s, request.proposal.first), (30, Some(false)));
    assert_eq!(request.wording.unwrap().locale.as_str(), "en");
}

/// What stands in the full request, what is put in its place, and the fault.
const SPOILT: &[[&str; 3]] = &[
    [r#""arrears": "120.00""#, r#""arears": "120.00""#, "DATA-MISSING at debts[0].arrears: this field is missing"],
    [
        r#""channel": "sms", "debts""#,
        r#""channel": "smss", "debts""#,
        "DATA-WORD at proposal.channel: no known channel; did you mean \"sms\"?",
    ],
    [r#""arrears": "120.00""#, r#""arrears": 120"#, "DATA-TYPE at debts[0].arrears: expected a text, found a number"],
    [
        r#""zone": "America/Chicago", "evidence""#,
        r#""zone": "America/Chicgo", "evidence""#,
        "DATA-ZONE at customer.locations[0].zone: no zone that the zone data know; did you mean \"America/Chicago\"?",
    ],
    [
        r#""amount": "20.00""#,
        r#""amount": "21.00""#,
        "DATA-PARTS at debts[0].parts: the parts sum to 121.00, the arrears are 120.00; parts sum to the arrears",
    ],
    [
        r#""birth_date": "1986-04-12""#,
        r#""birth_date": "1986-02-30""#,
        "DATA-DATE at customer.birth_date: no day of the calendar; write it like 2026-11-05",
    ],
    [
        r#""now": "2026-04-07T10:00:00.75-05:00""#,
        r#""now": "2026-04-07T10:00:00""#,
        "DATA-INSTANT at now: no instant; write it with its offset, like 2026-04-07T10:00:00-05:00",
    ],
    [
        r#""days": ["mon", "fri"]"#,
        r#""days": ["mon", "fry"]"#,
        "DATA-WORD at customer.preferences[0].days[1]: no known day of the week; did you mean \"fri\"?",
    ],
    [
        r#""guidance": "defer""#,
        r#""guidance": "withhold""#,
        "DATA-WORD at guidance: guidance can't withhold; note or defer",
    ],
    [
        r#""latency_s": 30"#,
        r#""latency_s": "30""#,
        "DATA-TYPE at proposal.latency_s: expected a whole number, found a text",
    ],
    [
        r#""outcome": "delivered""#,
        r#""outcome": "message""#,
        "DATA-OUTCOME at history[0].outcome: the outcome doesn't go with the direction; in: conversation or message; out: the others",
    ],
    [r#""from": "2026-03-01""#, r#""from": "2026-03-09""#, "DATA-HOLD at holds[0].until: a hold ends before it starts"],
    [
        r#""at": "2026-04-01T10:00:00-05:00", "direction""#,
        r#""at": "2026-04-07T15:00:01Z", "direction""#,
        "DATA-FUTURE at history[0].at: this event lies after the instant asked about; what is planned is no history",
    ],
    [
        r#""amount": "10.00", "currency": "USD""#,
        r#""amount": "10.001", "currency": "USD""#,
        "DATA-AMOUNT at payments[0].amount: an amount is finer than its currency's minor unit; write an amount like 1280.50 or 1,280.50",
    ],
    [
        r#""currency": "USD", "debts""#,
        r#""currency": "USB", "debts""#,
        "DATA-CURRENCY at payments[0].currency: no ISO 4217 currency; did you mean USD?",
    ],
    [
        r#"dunning.request/1"#,
        "dunning.request/2",
        "DATA-FORMAT at format: this build reads dunning.request/1; update it, or leave `format` out",
    ],
];

#[test]
fn each_spoilt_field_says_where_and_what_was_meant() {
    for [from, to, expected] in SPOILT {
        let told = spoilt(from, to);
        assert_eq!(told[0], *expected);
        // A misspelt field is both missing and unknown; everything else is said once.
        assert_eq!(told.len(), if to.contains("arears") { 2 } else { 1 }, "{told:?}");
    }
}

#[test]
fn all_faults_come_at_once_and_items_keep_their_index() {
    let json = r#"{"now": "2026-04-07T10:00:00Z", "rulebooks": [], "creditor": {"id": ""},
      "customer": {"id": "p1", "contacts": [{"channel": "smoke", "address": "x"}, {"channel": "sms", "address": " "}]},
      "debts": [7, {"id": "A", "arrears": "-1", "currency": "USD", "due_date": "2026-01-01"}],
      "holds": [{"cause": "dispute"}, {"cause": "dispute", "from": "2026-03-02", "until": "2026-03-01"}],
      "proposal": {"purpose": "collection", "purpose": "survey", "channel": "sms"}}"#;
    let said = told(json);
    let short: Vec<_> = said.iter().map(|fault| fault.split(':').next().unwrap()).collect();
    assert_eq!(
        short,
        [
            "DATA-TYPE at creditor.id",
            "DATA-MISSING at customer.kind",
            "DATA-WORD at customer.contacts[0].channel",
            "DATA-TYPE at debts[0]",
            "DATA-MISSING at holds[0].from",
            "DATA-MISSING at proposal.recipient",
            "DATA-DUPLICATE at proposal.purpose",
            "DATA-ADDRESS at customer.contacts[1].address",
            "DATA-AMOUNT at debts[1].arrears",
            "DATA-HOLD at holds[1].until",
        ]
    );
}

#[test]
fn an_instant_from_outside_stands_in_for_a_missing_now() {
    let without = FULL.replacen(r#""now": "2026-04-07T10:00:00.75-05:00","#, "", 1);
    let at = DateTime::parse_from_rfc3339("2026-04-08T10:00:00+08:00").unwrap();
    let read = |at| read(&Value::parse(&without).unwrap(), &zones(), at);
    assert_eq!(read(Some(at)).unwrap().now, at);
    assert_eq!(read(None).unwrap_err().iter().next().unwrap().path, "now");
}

/// All places in a value, as JSON pointers, with whether a text stands there.
fn places(value: &serde_json::Value, at: &str, into: &mut Vec<(String, bool)>) {
    match value {
        serde_json::Value::Object(fields) => {
            fields.iter().for_each(|(name, field)| places(field, &format!("{at}/{name}"), into));
        }
        serde_json::Value::Array(items) => {
            items.iter().enumerate().for_each(|(i, item)| places(item, &format!("{at}/{i}"), into));
        }
        _ => {}
    }
    if !at.is_empty() {
        into.push((at.to_owned(), value.is_string()));
    }
}

#[test]
fn whatever_stands_in_a_field_is_read_or_refused_at_its_path() {
    let full: serde_json::Value = serde_json::from_str(FULL).unwrap();
    let mut all = Vec::new();
    places(&full, "", &mut all);
    assert!(all.len() > 150, "{}", all.len());
    let zones = zones();
    for (pointer, is_text) in all {
        for other in [r#"7"#, r#""""#, r#""\u0000""#, r#"{"zzz": 1}"#, "null"] {
            let mut spoilt = full.clone();
            *spoilt.pointer_mut(&pointer).unwrap() = serde_json::from_str(other).unwrap();
            let json = spoilt.to_string();
            let result = read(&Value::parse(&json).unwrap(), &zones, None);
            // An amount, a date or a name is a text: what isn't one is refused where it stands, or right under it.
            if is_text && !matches!(other, "null" | r#""\u0000""#) {
                let mut path = pointer.trim_start_matches('/').replace('/', ".");
                for index in 0..3 {
                    path = path.replace(&format!(".{index}."), &format!("[{index}]."));
                    path =
                        path.strip_suffix(&format!(".{index}")).map_or(path.clone(), |list| format!("{list}[{index}]"));
                }
                let faults = result.expect_err(&json);
                assert!(faults.iter().any(|fault| fault.path.starts_with(&path)), "{pointer} {other}: {faults}");
            }
        }
    }
}
