//! Worked facts under `cn` and the considerate house policy. The clause or the house's figure stands at each.

mod common;

use serde_json::json;

use common::{ask, owed};

const BASE: &str = r#"{
    "now": "2026-11-23T10:00:00+08:00", "as_of": "2026-11-23T06:00:00+08:00", "rulebooks": ["cn"], "policy": "none",
    "actor": "creditor", "collector": "bank-1", "creditor": {"id": "bank-1"},
    "customer": {"id": "c-1", "kind": "person", "locations": [{"place": "CN-BJ", "evidence": "address"}]},
    "debts": [{"id": "A", "product": "card", "currency": "CNY", "arrears": "1200.00", "due_date": "2026-09-10"}],
    "proposal": {"purpose": "collection", "channel": "sms", "debts": ["A"], "recipient": "customer", "address": "m-1"}
}"#;

/// The same under the house policy.
fn house(mut over: serde_json::Value) -> String {
    over["policy"] = "considerate".into();
    ask(BASE, over)
}

fn at(now: &str) -> serde_json::Value {
    json!({"now": now, "as_of": now})
}

fn sent(now: &str, at: &str) -> serde_json::Value {
    json!({"now": now, "as_of": now,
        "history": [{"at": at, "direction": "out", "channel": "sms", "outcome": "delivered", "purpose": "collection"}]})
}

/// GB/T 45251-2025, 5.3 and the guideline of 2026: 08:00 to 22:00, at night by consent alone; Xinjiang by the same clock.
#[test]
fn the_night_is_closed_unless_agreed() {
    assert_eq!(ask(BASE, at("2026-11-23T21:59:59+08:00")), "permit");
    let night = "2026-11-23T22:00:00+08:00";
    assert_eq!(ask(BASE, at(night)), "defer 2026-11-24T08:00:00+08:00 CN-CBA-HOURS CN-GBT-HOURS");
    let mut agreed = at(night);
    agreed["consents"] = json!([{"at": "2026-11-01T10:00:00+08:00", "state": "granted", "about": "hours",
        "window": "22:00-23:00"}]);
    assert_eq!(ask(BASE, agreed), "permit");
    let mut xinjiang = at("2026-11-23T07:30:00+08:00");
    xinjiang["customer"]["locations"] = json!([{"place": "CN-XJ", "zone": "Asia/Urumqi", "evidence": "address"}]);
    assert_eq!(ask(BASE, xinjiang), "defer 2026-11-23T08:00:00+08:00 CN-CBA-HOURS CN-GBT-HOURS");
}

/// The guideline of 2024 ended when the standard came into force on 2025-02-28.
#[test]
fn the_guideline_of_2024_is_history() {
    let night = |now: &str| {
        let mut over = at(now);
        over["debts"] =
            json!([{"id": "A", "product": "card", "currency": "CNY", "arrears": "1200.00", "due_date": "2025-01-10"}]);
        ask(BASE, over)
    };
    assert_eq!(night("2025-02-26T23:00:00+08:00"), "defer 2025-02-27T08:00:00+08:00 CN-NIFA24-HOURS");
    assert_eq!(night("2025-02-28T23:00:00+08:00"), "defer 2025-03-01T08:00:00+08:00 CN-GBT-HOURS");
}

/// GB/T 45251-2025, 5.3; Order 2011 No 2, art 68; guideline of 2026: the debtor and who owes with them; a contact person
/// of a lost debtor is asked where they are.
#[test]
fn only_those_who_owe_are_reached() {
    let to = |recipient: &str, purpose: &str, product: &str, lost: bool| {
        let holds = if lost { json!([{"cause": "untraceable", "from": "2026-11-01"}]) } else { json!([]) };
        ask(
            BASE,
            json!({"holds": holds, "proposal": {"recipient": recipient, "purpose": purpose},
                "debts": [{"id": "A", "product": product, "currency": "CNY", "arrears": "1200.00", "due_date": "2026-09-10"}]}),
        )
    };
    assert_eq!(to("guarantor", "collection", "card", false), "permit");
    assert_eq!(to("spouse", "collection", "loan", false), "withhold CN-GBT-ONLYDEBTOR");
    assert_eq!(to("spouse", "collection", "card", false), "withhold CN-2022-13 CN-CARD-68a CN-GBT-ONLYDEBTOR");
    let refused = "withhold CN-CBA-3P-1 CN-CBA-3P-2 CN-GBT-CONTACT CN-GBT-ONLYDEBTOR";
    assert_eq!(to("contact_person", "location_inquiry", "loan", false), refused);
    assert_eq!(to("contact_person", "location_inquiry", "loan", true), "permit");
    assert_eq!(to("contact_person", "location_inquiry", "card", true), "permit");
    assert!(to("contact_person", "collection", "loan", true).starts_with(refused));
    // Of a customer who died the standard lets a contact person be asked; the guideline knows only the lost.
    let died = json!({"holds": [{"cause": "deceased", "from": "2026-11-01"}],
        "proposal": {"recipient": "contact_person", "purpose": "location_inquiry"}});
    assert_eq!(ask(BASE, died), "withhold CN-CBA-3P-1 CN-CBA-3P-2");
}

/// GB/T 45251-2025, 5.3 and the guideline of 2026: a third person who asks to be left alone is, by every channel.
#[test]
fn a_third_person_may_say_stop() {
    let asked = |address: &str| {
        json!({"holds": [{"cause": "untraceable", "from": "2026-11-01"}],
            "consents": [{"at": "2026-11-10T10:00:00+08:00", "state": "withdrawn", "address": "friend-1"}],
            "only": ["CN-GBT-CONTACT-STOP", "CN-CBA-3P-3"],
            "proposal": {"recipient": "contact_person", "purpose": "location_inquiry", "channel": "voice", "address": address}})
    };
    assert_eq!(
        ask(BASE, asked("friend-1")),
        "withhold CONS-OPTED-OUT CN-CBA-3P-3 CN-GBT-CONTACT-STOP".replace(
            "CONS-OPTED-OUT CN-CBA-3P-3 CN-GBT-CONTACT-STOP",
            "CN-CBA-3P-3 CN-GBT-CONTACT-STOP CONS-OPTED-OUT"
        )
    );
    assert_eq!(ask(BASE, asked("friend-2")), "permit");
}

/// Order 31, arts 18-20, and Consumer Protection Law, art 29: a reminder needs no consent, advertising does.
#[test]
fn advertising_needs_consent_and_a_way_out() {
    let of = |purpose: &str, consents: serde_json::Value| {
        ask(BASE, json!({"proposal": {"purpose": purpose}, "consents": consents}))
    };
    assert_eq!(of("collection", json!([])), "permit");
    assert_eq!(of("marketing", json!([])), "withhold CN-CPL-29 CN-SMS-18");
    let granted =
        json!([{"at": "2026-11-01T10:00:00+08:00", "state": "granted", "channel": "sms", "purpose": "marketing"}]);
    assert_eq!(of("marketing", granted), "permit");
    let refused =
        json!([{"at": "2026-11-01T10:00:00+08:00", "state": "withdrawn", "channel": "sms", "purpose": "marketing"}]);
    // A refusal of advertising leaves reminders, and isn't to be talked out of.
    assert_eq!(of("collection", refused.clone()), "permit");
    assert_eq!(of("consent_request", refused), "withhold CN-SMS-18-2");
}

/// One contact a day, 48 hours apart, from 09:00: the second text of a day waits until the second morning after.
#[test]
fn the_second_text_of_a_day_waits() {
    assert_eq!(
        house(sent("2026-11-23T15:00:00+08:00", "2026-11-23T10:00:00+08:00")),
        "defer 2026-11-25T10:00:00+08:00 HOUSE-DAY HOUSE-GAP ~CN-GBT-7D"
    );
    // At 07:00, 48 hours are over two hours before the day begins.
    assert_eq!(
        house(sent("2026-11-24T15:00:00+08:00", "2026-11-23T07:00:00+08:00")),
        "defer 2026-11-25T09:00:00+08:00 HOUSE-GAP ~CN-GBT-7D"
    );
}

/// Two contacts in seven days: the third waits until the first has left the week.
#[test]
fn the_third_text_of_a_week_waits() {
    let mut third = sent("2026-11-26T10:00:00+08:00", "2026-11-20T10:00:00+08:00");
    third["history"].as_array_mut().unwrap().push(json!({"at": "2026-11-23T10:00:00+08:00", "direction": "out",
        "channel": "voice", "outcome": "answered"}));
    assert_eq!(house(third.clone()), "defer 2026-11-27T09:00:00+08:00 HOUSE-WEEK ~CN-GBT-7D");
    // Answers, confirmations and notices count for nothing.
    third["history"][0]["purpose"] = "confirmation".into();
    assert_eq!(house(third), "permit ~CN-GBT-7D");
}

/// 09:00 to 20:00, on no public holiday: 1 to 7 October 2026 is the National Day week. What must be said may be.
#[test]
fn the_house_keeps_its_hours_and_holidays() {
    assert_eq!(house(at("2026-11-23T20:00:00+08:00")), "defer 2026-11-24T09:00:00+08:00 HOUSE-HOURS");
    assert_eq!(house(at("2026-09-30T20:30:00+08:00")), "defer 2026-10-08T09:00:00+08:00 HOUSE-HOURS");
    assert_eq!(house(at("2026-10-01T10:00:00+08:00")), "defer 2026-10-08T09:00:00+08:00 HOUSE-HOLIDAY");
    let mut notice = at("2026-10-01T21:30:00+08:00");
    notice["proposal"]["purpose"] = "statutory_notice".into();
    assert_eq!(house(notice.clone()), "permit");
    notice["proposal"]["purpose"] = "confirmation".into();
    assert_eq!(house(notice), "defer 2026-10-02T08:00:00+08:00 HOUSE-NIGHT");
    // No holidays are known for 2027.
    assert_eq!(house(at("2027-03-01T10:00:00+08:00")), "withhold HOUSE-HOLIDAY");
}

/// A pending payment gets three business days (the Saturday of 10 October 2026 is one), a part payment seven days.
#[test]
fn a_payment_is_given_time() {
    let paid = |now: &str, day: &str, state: &str| {
        json!({"now": now, "as_of": now, "payments": [{"at": format!("{day}T12:00:00+08:00"), "amount": "100.00",
            "currency": "CNY", "debts": ["A"], "state": state}]})
    };
    let october = paid("2026-10-08T10:00:00+08:00", "2026-10-08", "pending");
    assert_eq!(house(october).split(' ').next(), Some("permit")); // the payment is later that day
    let pending = paid("2026-10-09T10:00:00+08:00", "2026-10-08", "pending");
    assert_eq!(house(pending), "defer 2026-10-13T09:00:00+08:00 HOUSE-PENDING");
    let part = paid("2026-11-23T13:00:00+08:00", "2026-11-23", "settled");
    assert_eq!(house(part), "defer 2026-11-30T09:00:00+08:00 HOUSE-PART");
}

/// A refused channel stays shut, though Chinese law asks for no consent to reminders; others stay open, and one who
/// writes is answered once.
#[test]
fn a_refused_channel_is_left_alone() {
    let refused = |over: serde_json::Value| {
        let mut over = over;
        over["consents"] = json!([{"at": "2026-11-22T10:00:00+08:00", "state": "withdrawn", "channel": "sms",
            "purpose": "collection"}]);
        house(over)
    };
    assert_eq!(refused(json!({})), "withhold CONS-OPTED-OUT HOUSE-REFUSAL");
    assert_eq!(refused(json!({"proposal": {"channel": "email", "address": "e-1"}})), "permit");
    let wrote = json!([{"at": "2026-11-23T09:00:00+08:00", "direction": "in", "channel": "sms", "outcome": "message"}]);
    assert_eq!(refused(json!({"proposal": {"purpose": "reply"}})), "withhold HOUSE-REFUSAL");
    assert_eq!(refused(json!({"proposal": {"purpose": "reply"}, "history": wrote})), "permit");
    assert_eq!(refused(json!({"proposal": {"purpose": "statutory_notice"}})), "permit");
}

/// Every cause of a hold stops reminders; notices, answers and confirmations go on.
#[test]
fn every_hold_stops_reminders_and_nothing_else() {
    use dunning_core::words::{HoldCause, Word};
    for cause in HoldCause::ALL {
        let held = |purpose: &str| {
            json!({"holds": [{"cause": cause.as_str(), "from": "2026-11-20"}],
                "proposal": {"purpose": purpose, "place": if *cause == HoldCause::EmployerObjects { "work" } else { "home" }}})
        };
        assert!(house(held("collection")).starts_with("withhold "), "{cause:?}");
        assert_eq!(house(held("statutory_notice")), "permit", "{cause:?}");
        if *cause != HoldCause::EmployerObjects {
            assert_eq!(house(held("reply")), "permit", "{cause:?}");
            assert_eq!(house(held("confirmation")), "permit", "{cause:?}");
        }
    }
}

/// A wish for other hours is honoured; a place of work is left alone.
#[test]
fn wishes_are_honoured_and_work_is_left_alone() {
    let wish = json!({"customer": {"preferences": [{"kind": "blocked", "days": ["mon"], "window": "09:00-18:00",
        "at": "2026-11-01T10:00:00+08:00"}]}});
    assert_eq!(house(wish), "defer 2026-11-23T18:00:00+08:00 HOUSE-WISHES");
    assert_eq!(house(json!({"proposal": {"place": "work"}})), "withhold HOUSE-WORK");
}

/// Carriers want a signature on every text; order 2011 No 2, art 69, says what a card issuer's letter names; order 31
/// wants a way to refuse in advertising.
#[test]
fn what_a_text_owes() {
    let owes = |over| owed(BASE, over).0.join(" ");
    assert_eq!(owes(json!({})), "signature");
    let letter = json!({"proposal": {"channel": "letter", "address": "home"}});
    assert_eq!(owes(letter), "creditor contact amount cause customer_name rights");
    let loan = json!({"proposal": {"channel": "letter", "address": "home"}, "debts": [{"id": "A", "product": "loan",
        "currency": "CNY", "arrears": "1200.00", "due_date": "2026-09-10"}]});
    assert_eq!(owes(loan), "");
    let advertising = json!({"proposal": {"purpose": "marketing"}, "consents": [{"at": "2026-11-01T10:00:00+08:00",
        "state": "granted", "channel": "sms", "purpose": "marketing"}]});
    assert_eq!(owes(advertising), "opt_out signature");
}

/// GB/T 45251-2025, 5.3: three effective calls a day, the lender's and its agencies' together. Guideline of 2026: more than
/// six unanswered dials to one number are not advisable, which remarks, or defers where guidance is to.
#[test]
fn calls_are_counted_over_all_who_call() {
    let call = |hour: u32, outcome: &str, by: &str, address: &str| {
        json!({"at": format!("2026-11-23T{hour:02}:00:00+08:00"), "direction": "out", "channel": "voice",
            "outcome": outcome, "by": by, "address": address})
    };
    let asked = |now: &str, history: serde_json::Value| {
        let mut over = at(now);
        over["proposal"] = json!({"channel": "voice", "address": "m-1", "purpose": "collection"});
        over["history"] = history;
        over["only"] = json!(["CN-GBT-CAP3", "CN-CBA-CAP6"]);
        over
    };
    let three = json!([
        call(9, "answered", "bank-1", "m-1"),
        call(11, "conversation", "agency-x", "m-2"),
        call(15, "answered", "agency-x", "m-1")
    ]);
    assert_eq!(
        ask(BASE, asked("2026-11-23T17:00:00+08:00", three.clone())),
        "defer 2026-11-24T00:00:00+08:00 CN-GBT-CAP3"
    );
    assert_eq!(ask(BASE, asked("2026-11-24T08:00:00+08:00", three)), "permit");
    let rang = |count: u32| (8..8 + count).map(|hour| call(hour, "no_answer", "bank-1", "m-1")).collect();
    assert_eq!(ask(BASE, asked("2026-11-23T17:00:00+08:00", rang(5))), "permit");
    let six = asked("2026-11-23T17:00:00+08:00", rang(6));
    assert_eq!(ask(BASE, six.clone()), "permit ~CN-CBA-CAP6");
    let mut elsewhere = six.clone();
    elsewhere["proposal"]["address"] = "m-2".into();
    assert_eq!(ask(BASE, elsewhere), "permit");
    let mut strict = six;
    strict["guidance"] = "defer".into();
    assert_eq!(ask(BASE, strict), "defer 2026-11-24T00:00:00+08:00 CN-CBA-CAP6");
}
