//! One office of the bank, a process of its own: it decides what it would send, then keeps it. Both happen on a word from
//! outside, so that the other office always decides in between. It trusts nothing but the database.

use std::error::Error;
use std::io::{BufRead as _, Write as _};
use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use dunning_core::case::{Case, CaseSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtSpec, LocationSpec};
use dunning_core::check::{Cleared, Draft, check, clear};
use dunning_core::decide::{Charge, Proposal, Verdict, decide};
use dunning_core::fault::Faults;
use dunning_core::history::{Event, Fact, History};
use dunning_core::id::{DebtId, MessageKey};
use dunning_core::locale::Locale;
use dunning_core::policy::{Law, Policy};
use dunning_core::time::ZoneTable;
use dunning_core::words::{Actor, Channel, CustomerKind, Direction, Evidence, Outcome, Purpose, Recipient};

use crate::database::{Database, Keeping};

/// A message that may leave once its charges are kept.
struct Ready {
    cleared: Cleared,
    charges: Vec<Charge>,
    at: DateTime<Utc>,
}

/// Reads one word a line and answers each with one. A day (`2026-01-05`): decide what to send at ten o'clock, and say
/// `ready` or `not-yet`. `keep`: keep it, and say `sent`, `beaten` by the other office, or `none` when nothing was ready.
pub(crate) fn work(office: &str, path: &Path, keeping: Keeping) -> Result<(), Box<dyn Error>> {
    let (policy, mut database) = (policy()?, Database::open(path)?);
    let mut ready: Option<Ready> = None;
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let answer = if line == "keep" {
            match ready.take() {
                None => "none",
                Some(Ready { cleared, charges, at }) if database.keep(office, &cleared, &charges, at, keeping)? => {
                    drop(cleared); // Here it would go to the gateway: it is on disk, and nothing else may take its place.
                    "sent"
                }
                Some(_) => "beaten",
            }
        } else {
            ready = ready_for(office, &policy, &database, &line)?;
            if ready.is_some() { "ready" } else { "not-yet" }
        };
        let mut out = std::io::stdout().lock();
        writeln!(out, "{answer}")?;
        out.flush()?;
    }
    Ok(())
}

/// The house policy alone, over the zones that ship.
fn policy() -> Result<Policy, Faults> {
    let zones = ZoneTable::new(dunning_rulebooks::zones::bundled())?;
    let law = Law { books: Vec::new(), calendars: Vec::new(), zones };
    Policy::compile(dunning_wire::format::policy::read(include_str!("../house.toml"))?, &law)
}

/// What an office would send on a day, decided from what the database holds now.
fn ready_for(office: &str, policy: &Policy, database: &Database, day: &str) -> Result<Option<Ready>, Box<dyn Error>> {
    let at: DateTime<Utc> = format!("{day}T10:00:00+08:00").parse().map_err(|_| "a day is written as 2026-01-05")?;
    let sent = database.messages()?.into_iter().map(|at| {
        let message = Event::new(at, Direction::Out, Channel::Sms, Outcome::Sent);
        Fact::Event(Event { purpose: Some(Purpose::Collection), ..message })
    });
    let (case, history, proposal) = (case(at)?, History::from_facts(sent)?, proposal(office, day)?);
    let Verdict::Permit(permit) = decide(policy, &case, &history, &proposal, at).verdict else { return Ok(None) };
    let (charges, draft) = (permit.charges().to_vec(), draft(&proposal, permit.first())?);
    let cleared = clear(permit, check(policy, &case, draft)?, at)?;
    Ok(Some(Ready { cleared, charges, at }))
}

fn case(now: DateTime<Utc>) -> Result<Case, Box<dyn Error>> {
    let case = Case::new(CaseSpec {
        as_of: Some(now),
        actor: Some(Actor::Creditor),
        creditor: CreditorSpec { id: "qinghe".into(), name: Some("青禾银行".into()), ..CreditorSpec::default() },
        customer: CustomerSpec {
            id: "c-1".into(),
            kind: Some(CustomerKind::Person),
            contacts: vec![ContactSpec {
                channel: Channel::Sms,
                address: "+8613800138000".into(),
                verified: Some(true),
                since: None,
            }],
            locations: vec![LocationSpec {
                place: Some("CN-BJ".into()),
                zone: None,
                evidence: Evidence::Address,
                since: None,
            }],
            ..CustomerSpec::default()
        },
        debts: vec![DebtSpec {
            id: "A".into(),
            currency: "CNY".into(),
            arrears: "1280.00".into(),
            due_date: NaiveDate::from_ymd_opt(2025, 12, 20).ok_or("no such day")?,
            ..DebtSpec::default()
        }],
        ..CaseSpec::default()
    })?;
    Ok(case)
}

fn proposal(office: &str, day: &str) -> Result<Proposal, Faults> {
    Ok(Proposal {
        debts: vec![DebtId::new("A")?],
        key: Some(MessageKey::new(&format!("c-1/{office}/{day}"))?),
        ..Proposal::new(Purpose::Collection, Channel::Sms, Recipient::Customer)
    })
}

fn draft(proposal: &Proposal, first: bool) -> Result<Draft, Faults> {
    Ok(Draft {
        purpose: proposal.purpose,
        channel: proposal.channel,
        recipient: proposal.recipient,
        address: None,
        debts: proposal.debts.clone(),
        first,
        locale: Locale::new("zh-CN")?,
        subject: None,
        text: "【青禾银行】您12月20日到期的1,280.00元尚未到账，已还请忽略。".to_owned().into(),
        template: None,
    })
}
