//! Worked facts under `us-fed`: what a collector may do by Regulation F and the TCPA. The clause stands at each.

mod common;

use serde_json::json;

use common::{ask, owed};

const BASE: &str = r#"{
    "now": "2026-04-07T10:00:00-04:00", "as_of": "2026-04-07T06:00:00-04:00", "rulebooks": ["us-fed"], "policy": "none",
    "actor": "agency", "collector": "agency-1", "creditor": {"id": "bank-1"},
    "customer": {"id": "c-1", "kind": "person",
        "locations": [{"place": "US-NY", "zone": "America/New_York", "evidence": "address"}]},
    "debts": [
        {"id": "A", "product": "card", "currency": "USD", "arrears": "240.00", "due_date": "2025-11-03"},
        {"id": "B", "product": "loan", "currency": "USD", "arrears": "95.00", "due_date": "2025-11-10"}],
    "proposal": {"purpose": "collection", "channel": "voice", "debts": ["A"], "recipient": "customer"}
}"#;

fn talk(at: &str, debts: &[&str]) -> serde_json::Value {
    json!({"at": at, "direction": "in", "channel": "voice", "outcome": "conversation", "debts": debts})
}

/// 1006.14(b)(2)(i)(B), comment 14(b)(4)-1.ii, CFPB FAQ 2022-07-27: a conversation the consumer began pauses calls for
/// seven dates, its own the first, for each debt it touched; the creditor in its own name isn't bound (1006.2(i)).
#[test]
fn a_conversation_pauses_each_debt_it_touched() {
    let talked = |debts: &[&str]| json!({"history": [talk("2026-04-06T18:00:00-04:00", debts)]});
    assert_eq!(ask(BASE, talked(&["A", "B"])), "defer 2026-04-13T08:00:00-04:00 US-REGF-CONV");
    assert_eq!(ask(BASE, talked(&["B"])), "permit");
    let mut creditor = talked(&["A"]);
    creditor["actor"] = "creditor".into();
    assert_eq!(ask(BASE, creditor), "permit");
    // A talk with the consumer's attorney is none with the person (1006.14(b)(3)(iii)).
    let mut attorney = talked(&["A"]);
    attorney["history"][0]["recipient"] = "attorney".into();
    attorney["history"][0]["direction"] = "out".into();
    assert_eq!(ask(BASE, attorney), "permit");
}

/// 1006.14(b)(3)(i): under direct consent, calls are free for seven dates with that of consent the first.
#[test]
fn consent_to_further_calls_lasts_seven_days() {
    let consented = |now: &str| {
        json!({"now": now, "as_of": now, "history": [talk("2026-04-06T18:00:00-04:00", &["A"])],
            "consents": [{"at": "2026-04-06T18:05:00-04:00", "state": "granted", "about": "additional_calls"}]})
    };
    assert_eq!(ask(BASE, consented("2026-04-08T10:00:00-04:00")), "permit");
    // Day 8 of the consent is day 8 of the talk as well.
    assert_eq!(ask(BASE, consented("2026-04-13T10:00:00-04:00")), "permit");
}

/// 1006.6(b)(1), comment 6(b)(1)(i)-2: an Eastern number with a Pacific address leaves 11:00 to 21:00 Eastern.
#[test]
fn conflicting_locations_leave_what_all_leave() {
    let at = |now: &str| {
        json!({"now": now, "as_of": now, "customer": {"locations": [
            {"zone": "America/New_York", "evidence": "number"},
            {"place": "US-CA", "zone": "America/Los_Angeles", "evidence": "address"}]}})
    };
    assert_eq!(ask(BASE, at("2026-04-07T10:59:59-04:00")), "defer 2026-04-07T11:00:00-04:00 US-REGF-HOURS");
    assert_eq!(ask(BASE, at("2026-04-07T20:59:59-04:00")), "permit");
    assert_eq!(ask(BASE, at("2026-04-07T21:00:00-04:00")), "defer 2026-04-08T11:00:00-04:00 US-REGF-HOURS");
}

/// 1006.6(c): after a request to cease, only that efforts end and notices of remedies.
#[test]
fn a_cease_request_leaves_three_notices() {
    let asked = |purpose: &str, channel: &str| {
        json!({"holds": [{"cause": "cease_request", "from": "2026-04-01"}],
            "proposal": {"purpose": purpose, "channel": channel}})
    };
    assert_eq!(ask(BASE, asked("collection", "letter")), "withhold US-REGF-CEASE");
    assert_eq!(ask(BASE, asked("reply", "letter")), "withhold US-REGF-CEASE");
    assert_eq!(ask(BASE, asked("efforts_end", "letter")), "permit");
    assert_eq!(ask(BASE, asked("statutory_notice", "letter")), "permit");
}

/// 1006.6(b)(2) and comment 6(b)(2)-2: through the attorney, but a consumer who writes is answered; 1006.6(d)(1).
#[test]
fn an_attorney_stands_before_the_consumer() {
    let asked = |purpose: &str, recipient: &str| {
        json!({"holds": [{"cause": "attorney", "from": "2026-04-01", "debts": ["A"]}],
            "proposal": {"purpose": purpose, "channel": "letter", "recipient": recipient}})
    };
    assert_eq!(ask(BASE, asked("collection", "customer")), "withhold US-REGF-ATTY");
    assert_eq!(ask(BASE, asked("collection", "spouse")), "withhold US-REGF-ATTY");
    assert_eq!(ask(BASE, asked("collection", "attorney")), "permit");
    assert_eq!(ask(BASE, asked("reply", "customer")), "permit");
}

/// 1006.10: others are asked where a lost consumer is, once; 1006.6(d)(1): for nothing else.
#[test]
fn others_are_asked_once_where_a_lost_consumer_is() {
    let asked = |purpose: &str, holds: serde_json::Value, history: serde_json::Value| {
        json!({"holds": holds, "history": history,
            "proposal": {"purpose": purpose, "recipient": "relative"}})
    };
    let lost = json!([{"cause": "untraceable", "from": "2026-04-01"}]);
    let none = json!([]);
    let before = json!([{"at": "2026-04-02T10:00:00-04:00", "direction": "out", "channel": "voice",
        "outcome": "answered", "recipient": "relative", "purpose": "location_inquiry"}]);
    assert_eq!(ask(BASE, asked("location_inquiry", lost.clone(), none.clone())), "permit");
    assert_eq!(ask(BASE, asked("location_inquiry", none.clone(), none.clone())), "withhold US-REGF-3P US-REGF-LOC");
    assert_eq!(ask(BASE, asked("collection", lost.clone(), none)), "withhold US-REGF-3P");
    assert_eq!(ask(BASE, asked("location_inquiry", lost, before)), "withhold US-REGF-LOC");
}

/// 1006.6(d)(5): consent carries texts for 60 days, the consumer's own text and a check of the number renew it, and a
/// check alone is no consent.
#[test]
fn a_text_needs_use_or_consent_of_sixty_days() {
    let asked = |fields: serde_json::Value| {
        let mut over = json!({"only": ["US-REGF-ETXT"],
            "proposal": {"channel": "sms", "address": "+12125550142"}});
        over.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
        ask(BASE, over)
    };
    let old = json!([{"at": "2026-01-01T10:00:00-05:00", "state": "granted", "channel": "sms"}]);
    let check = json!([{"kind": "number_check", "at": "2026-03-20", "address": "+12125550142"}]);
    let wrote = json!([{"at": "2026-03-20T10:00:00-04:00", "direction": "in", "channel": "sms", "outcome": "message",
        "address": "+12125550142"}]);
    assert_eq!(asked(json!({})), "withhold US-REGF-ETXT");
    assert_eq!(asked(json!({"consents": old})), "withhold US-REGF-ETXT");
    assert_eq!(asked(json!({"consents": old, "artifacts": check})), "permit");
    assert_eq!(asked(json!({"artifacts": check})), "withhold US-REGF-ETXT");
    assert_eq!(asked(json!({"history": wrote})), "permit");
    let mut ended = old.clone();
    ended[0]["until"] = "2026-02-28".into();
    assert_eq!(asked(json!({"consents": ended, "artifacts": check})), "withhold US-REGF-ETXT");
}

/// 1006.14(h)(2)(iii): a notice that another law demands may use a refused medium; the rest may not. 1006.42 asks for
/// consent to electronic notices.
#[test]
fn a_refused_medium_carries_statutory_notices() {
    let asked = |purpose: &str| {
        json!({"only": ["US-REGF-14H"], "proposal": {"purpose": purpose, "channel": "email"},
            "consents": [{"at": "2026-04-01T10:00:00-04:00", "state": "withdrawn", "channel": "email"}]})
    };
    assert_eq!(ask(BASE, asked("statutory_notice")), "permit");
    assert_eq!(ask(BASE, asked("efforts_end")), "withhold US-REGF-14H");
    let notice = json!({"only": ["US-REGF-42"], "proposal": {"purpose": "statutory_notice", "channel": "email"}});
    assert_eq!(ask(BASE, notice), "withhold US-REGF-42");
}

/// 47 CFR 64.1200(a)(1)-(2): a number given in the transaction carries reminders, advertising needs writing; (a)(3)(iii):
/// three recorded calls in thirty days to who didn't consent. The creditor is bound too.
#[test]
fn the_tcpa_binds_everybody() {
    let given = json!([{"channel": "sms", "address": "+12125550142", "verified": true}]);
    let asked = |purpose: &str, consents: serde_json::Value| {
        json!({"actor": "creditor", "customer": {"contacts": given}, "consents": consents,
            "proposal": {"purpose": purpose, "channel": "sms"}})
    };
    assert_eq!(ask(BASE, asked("collection", json!([]))), "permit");
    assert_eq!(ask(BASE, asked("marketing", json!([]))), "withhold US-TCPA-CONSENT");
    let oral = json!([{"at": "2026-01-05T10:00:00-05:00", "state": "granted", "purpose": "marketing", "form": "oral"}]);
    assert_eq!(ask(BASE, asked("marketing", oral)), "withhold US-TCPA-CONSENT");
    let written =
        json!([{"at": "2026-01-05T10:00:00-05:00", "state": "granted", "purpose": "marketing", "form": "written"}]);
    assert_eq!(ask(BASE, asked("marketing", written)), "permit");
    let rang = |day: &str| {
        json!({"at": format!("{day}T10:00:00-04:00"), "direction": "out", "channel": "prerecorded",
            "outcome": "no_answer", "address": "+12125550142"})
    };
    let recorded = |consents: serde_json::Value| {
        json!({"only": ["US-TCPA-RES"], "consents": consents,
            "history": [rang("2026-03-20"), rang("2026-03-25"), rang("2026-04-01")],
            "proposal": {"channel": "prerecorded", "address": "+12125550142"}})
    };
    // 2026-03-20 is the first of thirty dates that end on 2026-04-18.
    assert_eq!(ask(BASE, recorded(json!([]))), "defer 2026-04-19T00:00:00-04:00 US-TCPA-RES");
    let granted = json!([{"at": "2026-01-05T10:00:00-05:00", "state": "granted", "channel": "prerecorded"}]);
    assert_eq!(ask(BASE, recorded(granted)), "permit");
}

/// 11 USC 362(a)(6): the stay binds the creditor from the petition on.
#[test]
fn bankruptcy_stays_the_creditor_too() {
    let petition = |purpose: &str| {
        json!({"actor": "creditor", "holds": [{"cause": "bankruptcy", "from": "2026-04-01"}],
            "proposal": {"purpose": purpose, "channel": "letter"}})
    };
    assert_eq!(ask(BASE, petition("collection")), "withhold US-BK");
    assert_eq!(ask(BASE, petition("statutory_notice")), "permit");
}

/// The customer's place decides which book speaks.
#[test]
fn the_book_is_silent_elsewhere() {
    let shanghai = json!({"now": "2026-04-07T03:00:00+08:00", "as_of": "2026-04-07T02:00:00+08:00",
        "customer": {"locations": [{"place": "CN-SH", "evidence": "address"}]}});
    assert_eq!(ask(BASE, shanghai), "permit");
}

/// 1006.18(e), 1006.6(e), 1006.14(g): what a collector's message says, the first and later ones; a creditor in its own
/// name owes none of it. The message must arrive before 21:00 (1006.6(b)(1)(i)).
#[test]
fn a_collector_says_who_it_is_and_how_to_stop_it() {
    let text = |actor: &str, channel: &str, first: bool| {
        json!({"actor": actor, "proposal": {"channel": channel, "first": first, "address": "+12125550142"},
            "consents": [{"at": "2026-04-01T10:00:00-04:00", "state": "granted"}]})
    };
    let owed = |over| {
        let (owed, valid_until) = owed(BASE, over);
        (owed.join(" "), valid_until)
    };
    let nine = "2026-04-07T21:00:00-04:00".to_owned();
    assert_eq!(owed(text("agency", "sms", true)), ("opt_out collector_initial".to_owned(), nine.clone()));
    assert_eq!(owed(text("debt_buyer", "email", false)), ("opt_out collector_later".to_owned(), nine.clone()));
    assert_eq!(owed(text("agency", "voice", false)), ("collector_later caller_identity".to_owned(), nine));
    assert_eq!(owed(text("creditor", "sms", true)), (String::new(), "2026-04-08T10:00:00-04:00".to_owned()));
}

/// 1006.14(h)(2)(i), 47 CFR 64.1200(a)(12): under all rules and the house's, one confirmation follows a STOP at once,
/// whatever the clock says; not later, and not twice.
#[test]
fn a_stop_is_confirmed_once_and_at_once() {
    let stop = "2026-04-07T20:59:30-04:00";
    let confirm = |now: &str| {
        json!({"now": now, "as_of": now, "policy": "considerate",
            "history": [{"at": stop, "direction": "in", "channel": "sms", "outcome": "message", "address": "+12125550142"}],
            "consents": [{"at": "2026-04-01T10:00:00-04:00", "state": "granted", "channel": "sms"},
                {"at": stop, "state": "withdrawn", "channel": "sms", "form": "reply"}],
            "proposal": {"purpose": "confirmation", "channel": "sms", "address": "+12125550142"}})
    };
    assert_eq!(ask(BASE, confirm("2026-04-07T21:00:10-04:00")), "permit");
    assert_eq!(owed(BASE, confirm("2026-04-07T21:00:10-04:00")).1, "2026-04-07T21:04:31-04:00");
    let mut twice = confirm("2026-04-07T21:00:40-04:00");
    twice["history"].as_array_mut().unwrap().push(json!({"at": "2026-04-07T21:00:10-04:00", "direction": "out",
        "channel": "sms", "outcome": "accepted", "purpose": "confirmation"}));
    assert_eq!(ask(BASE, twice), "withhold HOUSE-REFUSAL US-REGF-14H US-TCPA-12");
    let late = ask(BASE, confirm("2026-04-08T10:00:00-04:00"));
    assert_eq!(late, "withhold HOUSE-REFUSAL US-TCPA-12");
}

/// A refusal of advertising is none of reminders, nor of thanks for a payment; 47 CFR 64.1200(a)(10) as waived.
#[test]
fn a_refusal_of_advertising_leaves_the_rest() {
    let of = |purpose: &str| {
        json!({"actor": "creditor", "policy": "considerate",
            "customer": {"contacts": [{"channel": "sms", "address": "+12125550142", "verified": true}]},
            "consents": [{"at": "2026-04-01T10:00:00-04:00", "state": "withdrawn", "channel": "sms", "purpose": "marketing"}],
            "proposal": {"purpose": purpose, "channel": "sms"}})
    };
    assert_eq!(ask(BASE, of("collection")), "permit");
    assert_eq!(ask(BASE, of("confirmation")), "permit");
    assert!(ask(BASE, of("marketing")).starts_with("withhold "));
}

/// 1006.14(b)(2)(i)(A), (b)(3)(ii), (b)(4): seven calls in seven dates about one debt; dials to a number not in service,
/// other collectors' calls and calls about another debt aside; student loans under one account are one debt.
#[test]
fn the_eighth_call_in_seven_days_waits() {
    let call = |day: u32, debt: &str, outcome: &str| {
        json!({"at": format!("2026-04-0{day}T20:00:00-04:00"), "direction": "out", "channel": "voice",
            "outcome": outcome, "debts": [debt]})
    };
    let week = |debt: &str, outcome: &str| (1..=7).map(|day| call(day, debt, outcome)).collect::<Vec<_>>();
    let asked = |now: &str, history: Vec<serde_json::Value>| json!({"now": now, "as_of": now, "history": history});
    let evening = "2026-04-07T20:30:00-04:00";
    assert_eq!(ask(BASE, asked(evening, week("A", "no_answer"))), "defer 2026-04-08T08:00:00-04:00 US-REGF-777");
    // On the eighth morning the call of the first evening is out, though 168 hours are not over.
    assert_eq!(ask(BASE, asked("2026-04-08T08:30:00-04:00", week("A", "voicemail_left"))), "permit");
    assert_eq!(ask(BASE, asked(evening, week("A", "no_answer")[1..].to_vec())), "permit");
    assert_eq!(ask(BASE, asked(evening, week("A", "not_connected"))), "permit");
    assert_eq!(ask(BASE, asked(evening, week("B", "no_answer"))), "permit");
    let mut other = asked(evening, week("A", "no_answer"));
    other["history"].as_array_mut().unwrap().iter_mut().for_each(|call| call["by"] = "agency-2".into());
    assert_eq!(ask(BASE, other), "permit");
    let mut text = asked(evening, week("A", "no_answer"));
    text["proposal"] = json!({"channel": "letter"});
    assert_eq!(ask(BASE, text), "permit");
    let mut loans = asked(evening, [&week("A", "no_answer")[..4], &week("B", "no_answer")[4..]].concat());
    let loan = |id: &str| {
        json!({"id": id, "account": "sl-1", "product": "student_loan", "currency": "USD", "arrears": "95.00",
            "due_date": "2025-11-10"})
    };
    loans["debts"] = json!([loan("A"), loan("B")]);
    assert_eq!(ask(BASE, loans), "defer 2026-04-08T08:00:00-04:00 US-REGF-777");
}

/// 47 CFR 64.1200(a)(10) as waived: from 2027-01-31 on one revocation reaches unrelated texts, ten business days after it
/// (Washington's Birthday, 15 February, is none).
#[test]
fn revoke_all_comes_in_2027_and_after_ten_business_days() {
    let revoked = |at: &str, now: &str| {
        json!({"now": now, "as_of": now, "only": ["US-TCPA-ALL"], "proposal": {"purpose": "marketing", "channel": "sms"},
            "consents": [{"at": at, "state": "withdrawn", "channel": "sms", "purpose": "collection"}]})
    };
    assert_eq!(ask(BASE, revoked("2027-01-10T12:00:00-05:00", "2027-01-30T12:00:00-05:00")), "permit");
    assert_eq!(ask(BASE, revoked("2027-02-01T12:00:00-05:00", "2027-02-16T20:00:00-05:00")), "permit");
    assert_eq!(ask(BASE, revoked("2027-02-01T12:00:00-05:00", "2027-02-17T08:00:00-05:00")), "withhold US-TCPA-ALL");
}
