//! An embedder's whole loop: a case, a proposal and an instant go in; a message that may leave, an instant to come back
//! at, or a reason comes out. The gateway is a closure, the clock a literal.

use std::error::Error;
use std::io::Write as _;

use dunning_core::case::{Case, CaseSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtSpec, LocationSpec};
use dunning_core::check::{Cleared, Draft, check, clear};
use dunning_core::decide::{Proposal, Verdict, decide};
use dunning_core::fault::Faults;
use dunning_core::history::{Consent, Fact, History};
use dunning_core::id::{BookId, DebtId, MessageKey};
use dunning_core::locale::Locale;
use dunning_core::pii::Pii;
use dunning_core::policy::{Policy, PolicySpec};
use dunning_core::words::{Actor, Channel, ConsentState, CustomerKind, Evidence, Purpose, Recipient};

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = std::io::stdout().lock();
    for line in asked("2026-11-24T10:00:00+08:00")?.into_iter().chain(asked("2026-11-24T21:00:00+08:00")?) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// Asks for two customers at an instant; what came of each.
fn asked(at: &str) -> Result<Vec<String>, Box<dyn Error>> {
    let policy = policy()?; // once; cheap to clone and share
    let now = instant(at)?;
    let gateway = |message: Cleared| format!("sent, to arrive before {}", message.valid_until());

    let stopped = Fact::Consent(Consent { channel: Some(Channel::Sms), ..Consent::new(now, ConsentState::Withdrawn) });
    let mut told = Vec::new();
    for (id, facts) in [("c-1", vec![]), ("c-2", vec![stopped])] {
        let (case, history, proposal) = (case(id)?, History::from_facts(facts)?, proposal(id)?);
        let decision = decide(&policy, &case, &history, &proposal, now);
        let outcome = match decision.verdict {
            Verdict::Permit(permit) => {
                let draft = draft(&proposal, permit.first())?;
                match check(&policy, &case, draft).and_then(|text| clear(permit, text, now)) {
                    Ok(cleared) => gateway(cleared),
                    Err(refused) => refused.to_string(),
                }
            }
            Verdict::Defer(not_before) => format!("not before {}", not_before.until),
            Verdict::Withhold(why) => format!("not as things stand: {:?}", why.code),
        };
        told.push(format!("{id} at {now}: {outcome}"));
    }
    Ok(told)
}

/// An instant as text. One that can't be read is an error, never some other instant.
fn instant(text: &str) -> Result<chrono::DateTime<chrono::Utc>, String> {
    text.parse().map_err(|error| format!("{text}: {error}"))
}

/// The book `cn` under the house policy that ships.
fn policy() -> Result<Policy, Faults> {
    let house = PolicySpec { books: vec![BookId::new("cn")?], ..dunning_rulebooks::considerate()? };
    Policy::compile(house, &dunning_rulebooks::law()?)
}

fn case(id: &str) -> Result<Case, Box<dyn Error>> {
    let case = Case::new(CaseSpec {
        as_of: Some(instant("2026-11-24T06:00:00+08:00")?),
        actor: Some(Actor::Creditor),
        creditor: CreditorSpec {
            id: "qinghe".into(),
            name: Some("青禾银行".into()),
            hotline: Some("400-000-1100".into()),
            pay_link: Some("https://qh.example/p".into()),
            ..CreditorSpec::default()
        },
        customer: CustomerSpec {
            id: id.into(),
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
            due_date: chrono::NaiveDate::from_ymd_opt(2026, 11, 20).ok_or("no such day")?,
            ..DebtSpec::default()
        }],
        ..CaseSpec::default()
    })?;
    Ok(case)
}

fn proposal(id: &str) -> Result<Proposal, Faults> {
    Ok(Proposal {
        debts: vec![DebtId::new("A")?],
        key: Some(MessageKey::new(&format!("{id}/2026-11-24"))?),
        ..Proposal::new(Purpose::Collection, Channel::Sms, Recipient::Customer)
    })
}

fn draft(proposal: &Proposal, first: bool) -> Result<Draft, Faults> {
    let text =
        "【青禾银行】您11月20日到期的1,280.00元尚未到账。还款：https://qh.example/p ，已还请忽略。客服400-000-1100。";
    Ok(Draft {
        purpose: proposal.purpose,
        channel: proposal.channel,
        recipient: proposal.recipient,
        address: None,
        debts: proposal.debts.clone(),
        first,
        locale: Locale::new("zh-CN")?,
        subject: None,
        text: Pii::new(text.to_owned()),
        template: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_sends_and_the_evening_waits_for_nine() {
        assert_eq!(
            asked("2026-11-24T10:00:00+08:00").unwrap(),
            [
                "c-1 at 2026-11-24 02:00:00 UTC: sent, to arrive before 2026-11-24 12:00:00 UTC",
                "c-2 at 2026-11-24 02:00:00 UTC: not as things stand: ConsOptedOut"
            ]
        );
        assert_eq!(
            asked("2026-11-24T21:00:00+08:00").unwrap()[0],
            "c-1 at 2026-11-24 13:00:00 UTC: not before 2026-11-25 01:00:00 UTC"
        );
    }
}
