//! The gateway from end to end: a message through the core's one door, into the folder, and its receipt back.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test's helpers may fail the test")]

use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, Utc};
use dunning_core::case::{Case, CaseSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtFacts, DebtSpec};
use dunning_core::check::{Cleared, Draft, check, clear};
use dunning_core::decide::{Proposal, Verdict, decide};
use dunning_core::history::History;
use dunning_core::id::{DebtId, MessageKey};
use dunning_core::locale::Locale;
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::time::{ZoneTable, ZoneTableSpec};
use dunning_core::words::{Channel, CustomerKind, Purpose, Recipient};
use dunning_gateway::{Event, Gateway, Named, ProviderId, Reason, Settled, Submission};
use own_gateway::DropFolder;

const KEY: &str = "c-1/early/1/1";
/// `printf 'c-1/early/1/1' | sha256sum`
const NAME: &str = "3f71b71af4af64fcc308dd0e8db2f10b596a26480c28c6ee599bc146a4dc5986.json";

fn noon() -> DateTime<Utc> {
    "2026-04-07T12:00:00Z".parse().unwrap()
}

/// A reminder by SMS, decided, checked and cleared; valid for a day.
fn cleared() -> Cleared {
    let zones =
        ZoneTable::new(ZoneTableSpec { version: "none".into(), zones: Vec::new(), places: Vec::new() }).unwrap();
    let law = Law { books: Vec::new(), calendars: Vec::new(), zones };
    let policy = Policy::compile(PolicySpec::books_alone(Vec::new()), &law).unwrap();
    let case = Case::new(CaseSpec {
        as_of: Some(noon()),
        creditor: CreditorSpec { id: "bank".into(), ..CreditorSpec::default() },
        customer: CustomerSpec {
            id: "c-1".into(),
            kind: Some(CustomerKind::Person),
            contacts: vec![ContactSpec {
                channel: Channel::Sms,
                address: "+8613800138000".into(),
                verified: Some(true),
                since: None,
            }],
            ..CustomerSpec::default()
        },
        debts: vec![DebtSpec {
            id: "d-1".into(),
            account: None,
            claim: None,
            product: None,
            currency: "CNY".into(),
            arrears: "1280.50".into(),
            outstanding: None,
            due_date: NaiveDate::from_ymd_opt(2026, 4, 1).unwrap(),
            zone: None,
            statement_date: None,
            upcoming: None,
            in_collection_since: None,
            parts: Vec::new(),
            cause: None,
            consequences: Vec::new(),
            facts: DebtFacts::default(),
        }],
        ..CaseSpec::default()
    })
    .unwrap();
    let debts = vec![DebtId::new("d-1").unwrap()];
    let proposal = Proposal {
        debts: debts.clone(),
        key: Some(MessageKey::new(KEY).unwrap()),
        ..Proposal::new(Purpose::Collection, Channel::Sms, Recipient::Customer)
    };
    let Verdict::Permit(permit) = decide(&policy, &case, &History::default(), &proposal, noon()).verdict else {
        panic!("nothing stands against it")
    };
    let draft = Draft {
        purpose: Purpose::Collection,
        channel: Channel::Sms,
        recipient: Recipient::Customer,
        address: None,
        debts,
        first: permit.first(),
        locale: Locale::new("zh-CN").unwrap(),
        subject: None,
        text: "您有1280.50元已于4月1日到期，请尽快还款。".to_owned().into(),
        template: None,
    };
    clear(permit, check(&policy, &case, draft).unwrap(), noon()).unwrap()
}

#[tokio::test]
async fn a_message_goes_out_whole_and_once_and_its_receipt_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let (gateway, key) = (DropFolder::new(folder.path()).unwrap(), MessageKey::new(KEY).unwrap());
    let (out, back) = (folder.path().join("out"), folder.path().join("in"));
    assert_eq!(gateway.settle(&key, noon()).await, Settled::NotTaken);

    let accepted = Submission::Accepted { provider_id: ProviderId::new(NAME) };
    assert_eq!(gateway.submit(cleared(), noon()).await, accepted);
    let written = fs::read_to_string(out.join(NAME)).unwrap();
    let message: serde_json::Value = serde_json::from_str(&written).unwrap();
    assert_eq!(message["to"], "+8613800138000");
    assert_eq!(message["text"], "您有1280.50元已于4月1日到期，请尽快还款。");
    assert_eq!(message["valid_until"], "2026-04-08T12:00:00+00:00");
    assert_eq!(gateway.submit(cleared(), noon()).await, accepted);
    assert_eq!(
        fs::read_dir(&out).unwrap().map(|file| file.unwrap().path()).collect::<Vec<PathBuf>>(),
        [out.join(NAME)]
    );
    let taken = Settled::Taken { provider_id: ProviderId::new(NAME), at: noon() };
    assert_eq!(gateway.settle(&key, noon()).await, taken);

    fs::write(back.join(NAME), r#"{"delivered":"2026-04-07T12:00:09Z"}"#).unwrap();
    let inbound = gateway.inbound(noon(), 10).await.unwrap();
    let [one] = inbound.as_slice() else { panic!("one receipt came") };
    let Event::Receipt(receipt) = &one.event else { panic!("it is a receipt") };
    assert_eq!(receipt.of, Named::Key(key));
    assert_eq!(receipt.at.to_rfc3339(), "2026-04-07T12:00:09+00:00");
    gateway.acknowledge(&[one.id.clone(), one.id.clone()]).await.unwrap();
    assert_eq!(gateway.inbound(noon(), 10).await.unwrap(), []);
}

#[tokio::test]
async fn a_folder_that_is_gone_proves_that_nothing_was_sent() {
    let folder = tempfile::tempdir().unwrap();
    let gateway = DropFolder::new(folder.path()).unwrap();
    drop(folder);
    let answer = gateway.submit(cleared(), noon()).await;
    assert_eq!(answer, Submission::NotSent { reason: Reason::Unreachable });
    let error = gateway.inbound(noon(), 10).await.unwrap_err();
    assert_eq!(error.to_string(), "route drop-folder can't be reached: entity not found");
}
