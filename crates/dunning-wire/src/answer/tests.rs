//! Answers to whole requests, against the contract.

use serde_json::Value as Json;

use crate::Value;
use crate::testing::counsel;

/// A call on the phone of somebody in New York.
fn request(over: &str) -> String {
    let base = r#"{"id": "r1", "now": "2026-03-07T12:30:00Z", "rulebooks": ["us-fed"], "as_of": "2026-03-07T12:00:00Z",
      "actor": "agency", "collector": "oakline", "creditor": {"id": "larkspur"},
      "customer": {"id": "p1", "kind": "person", "locations": [{"zone": "America/New_York", "evidence": "address"}]},
      "debts": [{"id": "A", "currency": "USD", "arrears": "62.10", "due_date": "2026-01-20"}],
      "proposal": {"purpose": "collection", "channel": "voice", "debts": ["A"], "recipient": "customer"}}"#;
    let laid = Value::parse(base).unwrap().overlaid(Value::parse(over).unwrap());
    serde_json::to_string(&laid).unwrap()
}

fn answer(over: &str) -> Json {
    let json = request(over);
    let answer = counsel().answer(&Value::parse(&json).unwrap(), None).unwrap();
    serde_json::to_value(answer).unwrap()
}

fn refused(over: &str) -> Vec<String> {
    let json = request(over);
    let faults = counsel().answer(&Value::parse(&json).unwrap(), None).unwrap_err();
    faults.iter().map(ToString::to_string).collect()
}

#[test]
fn a_deferral_says_when_and_by_which_clause() {
    // 12:30Z on 7 March 2026 is 07:30 in New York: too early by 12 CFR 1006.6(b)(1)(i).
    let answer = answer("{}");
    assert_eq!(
        (&answer["id"], &answer["verdict"], &answer["until"]),
        (&"r1".into(), &"defer".into(), &"2026-03-07T13:00:00Z".into())
    );
    assert!(answer.get("valid_until").is_none() && answer.get("referral").is_none());
    let finding = &answer["findings"][0];
    assert_eq!(finding["code"], "TIME-WINDOW");
    assert_eq!(finding["rule"], "US-REGF-HOURS");
    assert_eq!(finding["effect"], "defer");
    assert_eq!(finding["force"], "law");
    assert_eq!(finding["citation"]["article"], "1006.6(b)(1)(i)");
    assert_eq!(finding["inputs"], serde_json::json!({"local_time": "07:30:00", "offset_s": -18000}));
    assert!(finding["message"].as_str().unwrap().contains("07:30"));
    for digest in ["policy", "rulebooks", "zones", "calendars", "digest"] {
        assert_eq!(answer["record"][digest].as_str().unwrap().len(), 64, "{digest}");
    }
}

#[test]
fn a_permit_says_how_long_and_what_it_uses_up() {
    let answer = answer(r#"{"now": "2026-03-07T08:30:00-05:00"}"#);
    assert_eq!(answer["verdict"], "permit");
    assert_eq!(answer["valid_until"], "2026-03-07T21:00:00-05:00");
    assert_eq!(answer["findings"], serde_json::json!([]));
    let charge = &answer["charges"][0];
    assert_eq!((&charge["cap"], &charge["key"], &charge["max"]), (&"US-REGF-777".into(), &"debt:A".into(), &7.into()));
}

#[test]
fn only_asks_what_it_names_and_the_engines_own_checks() {
    assert_eq!(answer(r#"{"only": ["US-REGF-777"]}"#)["verdict"], "permit");
    assert_eq!(answer(r#"{"only": ["US-REGF-ZONES"]}"#)["verdict"], "defer"); // a row asks the rule that it belongs to
    let stale = answer(r#"{"only": ["US-REGF-777"], "as_of": null}"#);
    assert_eq!((&stale["verdict"], &stale["needs"]), (&"withhold".into(), &serde_json::json!(["payment_data"])));
}

#[test]
fn the_address_asked_about_is_the_proposals_own() {
    // The contract: `address` is a field of the proposal, and worked cases name one that no contact has (E79, E88); an
    // opt-out by one address covers that address (12 CFR 1006.6(e), 47 CFR 64.1200(a)(10)).
    let asked = |address: &str| {
        let contacts = r#""customer": {"contacts": [{"channel": "sms", "address": "+13125550142"}]}"#;
        let stop = r#""consents": [{"at": "2026-03-01T12:00:00Z", "state": "granted", "channel": "sms", "form": "written"},
          {"at": "2026-03-02T12:00:00Z", "state": "withdrawn", "channel": "sms", "address": "+13125550143"}]"#;
        let proposal = format!(r#""proposal": {{"channel": "sms", "address": "{address}"}}"#);
        let answer = answer(&format!(
            r#"{{"now": "2026-03-07T16:00:00Z", "as_of": "2026-03-07T15:00:00Z", {contacts}, {stop}, {proposal}}}"#
        ));
        let codes: Vec<String> = answer["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|found| found["code"].as_str().unwrap().to_owned())
            .collect();
        codes.contains(&"CONS-OPTED-OUT".to_owned())
    };
    assert!(asked("+13125550143"), "a former number, opted out");
    assert!(!asked("+13125550142") && !asked("+13125550144"));
}

#[test]
fn with_a_text_the_severer_wins() {
    let hidden = answer(r#"{"proposal": {"text": "Call us\u200b please", "lang": "en"}}"#);
    assert_eq!(hidden["verdict"], "withhold");
    assert!(hidden.get("until").is_none());
    assert_eq!(hidden["findings"].as_array().unwrap().len(), 2);
}

#[test]
fn what_is_not_there_is_named_with_what_is() {
    assert_eq!(
        refused(r#"{"policy": "considerat"}"#),
        ["DATA-POLICY at policy: there is no house policy of that name; did you mean \"considerate\"?"]
    );
    assert_eq!(
        refused(r#"{"rulebooks": ["us-fde"]}"#),
        ["DATA-BOOK at rulebooks[0]: there is no rulebook us-fde; did you mean us-fed?"]
    );
    assert_eq!(
        refused(r#"{"only": ["US-REGF-777", "US-REGF-778", "US-REGF-26"]}"#),
        [
            "DATA-RULE at only[1]: no book in force carries a rule US-REGF-778; did you mean US-REGF-777?",
            "DATA-RULE at only[2]: rule US-REGF-26 (ForbiddenContent) is not evaluated by this release: content rules come later",
        ]
    );
    assert_eq!(answer(r#"{"policy": "none"}"#)["verdict"], "defer");
}

#[test]
fn the_digest_covers_all_that_was_asked() {
    let digest = |over: &str| answer(over)["record"]["digest"].as_str().unwrap().to_owned();
    let base = digest("{}");
    assert_eq!(digest(r#"{"id": "r2", "now": "2026-03-07T07:30:00-05:00"}"#), base); // the same instant, another name
    for other in [
        r#"{"now": "2026-03-07T12:30:01Z"}"#,
        r#"{"only": ["US-REGF-777"]}"#,
        r#"{"proposal": {"text": "Hello"}}"#,
        r#"{"guidance": "defer"}"#,
        r#"{"policy": "none"}"#,
        r#"{"customer": {"kind": "company"}}"#,
    ] {
        assert_ne!(digest(other), base, "{other}");
    }
}
