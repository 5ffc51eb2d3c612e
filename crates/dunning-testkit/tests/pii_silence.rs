//! Invariant 8, listened to from inside: no public value that holds something personal says it in its `Debug`, nor does
//! an error or fault that is made of it.

#![expect(clippy::unwrap_used, reason = "what fails in the world of a test fails the test")]

use std::fmt::Debug;

use chrono::{DateTime, Utc};
use dunning_core::audit::PersonKey;
use dunning_core::case::{Address, Case};
use dunning_core::check::{Draft, check, clear};
use dunning_core::codec::Codec;
use dunning_core::decide::{Verdict, decide};
use dunning_core::history::{Event, Fact, Hold, Payment};
use dunning_core::id::{AccountId, CustomerId, DebtId, MessageKey};
use dunning_core::locale::Locale;
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::time::ZoneTable;
use dunning_engine::{Because, Intake, OptOut};
use dunning_gateway::{Event as Came, Inbound, InboundId, Reply};
use dunning_store::{ContactKey, SuppressionLine, TicketId};
use dunning_wire::request::{self, Request};
use dunning_wire::{JsonCodec, Value};

/// One request with everything that a request may say of a person. Its own id is a label of the caller, copied through.
const REQUEST: &str = r#"{
"id":"r1","now":"2026-11-24T10:00:00+08:00","rulebooks":[],"as_of":"2026-11-24T09:00:00+08:00","actor":"creditor",
"creditor":{"id":"bank","name":"Bank","domains":["qh.example"],"pay_link":"https://qh.example/p"},
"customer":{"id":"KANARI-7","kind":"person","name":"阚那丽","locale":"zh-CN","birth_date":"1949-12-31",
"contacts":[{"channel":"sms","address":"+8613912345678","verified":true},{"channel":"email","address":"kanary@mail.example"}],
"locations":[{"place":"CN-BJ","evidence":"address"}],
"preferences":[{"kind":"blocked","channel":"voice","address":"+8613912345678","at":"2026-11-20T10:00:00+08:00"}]},
"debts":[{"id":"DEBT-KANARI","account":"ACCOUNT-KANARI","claim":"CLAIM-KANARI","currency":"CNY","arrears":"120.00","due_date":"2026-11-20"}],
"payments":[{"at":"2026-11-21T10:00:00+08:00","amount":"1.00","currency":"CNY","debts":["DEBT-KANARI"],"state":"settled"}],
"proposal":{"purpose":"collection","channel":"sms","debts":["DEBT-KANARI"],"recipient":"customer","address":"+8613912345678","key":"KEY-KANARI","text":"阚那丽您好，请还款"},
"history":[{"at":"2026-11-20T10:00:00+08:00","direction":"in","channel":"sms","outcome":"message","address":"+8613912345678","debts":["DEBT-KANARI"],"key":"KEY-KANARI-2","text":"我卡号6222021234567894"}],
"consents":[{"at":"2026-11-20T10:00:00+08:00","state":"granted","channel":"sms","address":"+8613912345678","wording":"吃过饭再说"}],
"holds":[{"cause":"promise","from":"2026-11-01","until":"2026-11-02","debts":["DEBT-KANARI"]}],
"artifacts":[{"kind":"number_check","at":"2026-11-20","address":"+8613912345678"}]}"#;

const CANARIES: [&str; 8] =
    ["KANARI", "阚那丽", "1949", "13912345678", "kanary@", "6222021234567894", "吃过饭再说", "请还款"];

/// Listens to a value, in both forms of `Debug`.
fn silent(what: &str, value: &dyn Debug) {
    for said in [format!("{value:?}"), format!("{value:#?}")] {
        for canary in CANARIES {
            assert!(!said.contains(canary), "the Debug of {what} says {canary}: {said}");
        }
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-24T10:00:00+08:00".parse().unwrap()
}

#[test]
fn pii_silence() {
    let zones = ZoneTable::new(dunning_rulebooks::zones::bundled()).unwrap();
    let value = Value::parse(REQUEST).unwrap();
    let request = request::read(&value, &zones, None).unwrap();
    silent("a request", &request);
    let Request { case, history, proposal, .. } = request;
    silent("a case", &case);
    silent("a customer", case.customer());
    silent("debts", &case.debts());
    silent("a history", &history);
    silent("a proposal", &proposal);
    let law = Law { books: Vec::new(), calendars: Vec::new(), zones: zones.clone() };
    let policy = Policy::compile(PolicySpec::books_alone(Vec::new()), &law).unwrap();
    let decision = decide(&policy, &case, &history, &proposal, now());
    silent("a decision", &decision);
    silent(
        "ids",
        &(CustomerId::new("KANARI-7").unwrap(), DebtId::new("DEBT-KANARI"), AccountId::new("ACCOUNT-KANARI")),
    );
    silent("a key", &MessageKey::new("KEY-KANARI").unwrap());
    silent("an address", &Address::new("+8613912345678").unwrap());
    silent("a person's key", &PersonKey::new(*b"KANARI-7KANARI-7KANARI-7KANARI-7"));
    let codec = JsonCodec;
    silent("a codec", &codec);
    let Verdict::Permit(permit) = decision.verdict else { panic!("{:?}", decision.findings) };
    silent("a permit", &permit);
    let draft = Draft {
        purpose: proposal.purpose,
        channel: proposal.channel,
        recipient: proposal.recipient,
        address: proposal.address.clone(),
        debts: proposal.debts.clone(),
        first: permit.first(),
        locale: Locale::new("zh-CN").unwrap(),
        subject: Some("阚那丽".to_owned().into()),
        text: "阚那丽您好，请还款".to_owned().into(),
        template: None,
    };
    silent("a draft", &draft);
    let checked = check(&policy, &case, draft).unwrap();
    silent("a checked text", &checked);
    silent("a cleared text", &clear(permit, checked, now()).unwrap());
    facts_and_what_carries_them(&case, &history, &codec);
    faults();
}

fn facts_and_what_carries_them(case: &Case, history: &dunning_core::history::History, codec: &JsonCodec) {
    let customer = CustomerId::new("KANARI-7").unwrap();
    let event: &Event = &history.events()[0];
    let (payment, hold): (&Payment, &Hold) = (&history.payments()[0], &history.holds()[0]);
    let facts = vec![Fact::Event(event.clone()), Fact::Payment(payment.clone()), Fact::Hold(hold.clone())];
    silent("facts", &facts);
    let intake = Intake {
        customer: customer.clone(),
        case: Some(case.clone()),
        change: None,
        facts,
        because: Some(Because { by: "desk".into(), why: "letter".into() }),
    };
    silent("an intake", &intake);
    let line = history.consents()[0].clone();
    silent("an opt-out", &OptOut { customer: Some(customer.clone()), line: line.clone(), dated: true });
    let body = codec.write_fact(&Fact::Consent(line)).into();
    silent("a suppression", &SuppressionLine { wrapped_key: vec![1], body, aside: b"KANARI".to_vec().into() });
    silent("a contact's key", &ContactKey { customer: customer.clone(), step: "early.1".into(), cycle: 0, attempt: 0 });
    silent("a ticket's name", &TicketId { customer, number: 1 });
    let reply = Reply {
        channel: event.channel,
        from: event.address.clone().unwrap(),
        text: event.text.clone().unwrap(),
        at: event.at,
        answers: event.key.clone(),
    };
    silent("a reply", &Inbound { id: InboundId::new("KANARI"), event: Came::Reply(reply) });
}

/// Every text of the request in turn is made of the wrong kind: what is said of it names the field alone.
fn faults() {
    let zones = ZoneTable::new(dunning_rulebooks::zones::bundled()).unwrap();
    let parts: Vec<&str> = REQUEST.split('"').collect();
    let (mut wrong, mut said) = (0, 0);
    for at in (3..parts.len()).step_by(2).filter(|at| [":", ":["].contains(&parts[at - 1].trim())) {
        for canary in ["阚那丽", "13912345678", "kanary@mail.example", "6222021234567894", "KANARI-7"] {
            let mut parts = parts.clone();
            parts[at] = canary;
            let text = parts.join("\"");
            let value = Value::parse(&text).unwrap();
            wrong += 1;
            if let Err(faults) = request::read(&value, &zones, None) {
                said += 1;
                silent("faults", &faults);
                assert!(CANARIES.iter().all(|canary| !faults.to_string().contains(canary)), "{faults}");
            }
        }
    }
    assert!(wrong > 200 && said > 100, "{wrong} {said}");
}
