//! A customer's file as people read it: what happened, what was decided and why, what stands in the chain. Addresses and
//! names stay in the store; texts are shown with identifiers masked.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use dunning_core::audit::Link;
use dunning_core::explain::{Explanation, Lang, LocalTime, Reason};
use dunning_core::id::CustomerId;
use dunning_core::redact::Redactor;
use dunning_core::time;
use dunning_core::words::{ConsentState, Direction, Word};
use dunning_engine::{Because, Told};
use dunning_store::Contact;
use dunning_wire::Value;
use serde_json::{Map, Value as Json, json};

use crate::context::Context;
use crate::errors::Error;
use crate::listing::{plain, rfc3339};
use crate::works::Works;

/// The contract's words in Chinese.
const TERMS: &str = include_str!("../pages/terms.zh-CN.toml");

/// The contract's words in the reader's language.
#[derive(Debug)]
struct Terms(BTreeMap<String, String>);

impl Terms {
    fn of(lang: Lang) -> Self {
        match lang {
            Lang::En => Self(BTreeMap::new()),
            Lang::ZhCn => Self(toml::from_str(TERMS).unwrap_or_default()),
        }
    }

    /// A word; as the contract spells it where the language has none.
    fn say<W: Word>(&self, word: W) -> &str {
        self.0.get(word.as_str()).map_or(word.as_str(), String::as_str)
    }
}

/// A customer's file.
#[derive(Debug)]
pub(crate) struct Dossier {
    terms: Terms,
    /// Their clock; nothing for one whose case isn't known.
    pub(crate) clock: Option<LocalTime>,
    /// What happened, in the order of its instants.
    pub(crate) line: Vec<Moment>,
    /// Every decision, in order.
    pub(crate) told: Vec<Told>,
    /// Every contact, with its text where it left and wasn't erased.
    pub(crate) contacts: Vec<(Contact, Option<String>)>,
    /// Every record of the chain that names the customer.
    pub(crate) records: Vec<Link>,
    /// Who made which of their facts known, and why.
    reasons: BTreeMap<u64, Because>,
}

/// One line of the line of time.
#[derive(Debug)]
pub(crate) struct Moment {
    pub(crate) at: DateTime<Utc>,
    /// What kind of thing, in the reader's language.
    pub(crate) kind: &'static str,
    pub(crate) what: String,
    /// The text that left, identifiers masked.
    pub(crate) text: Option<String>,
}

impl Dossier {
    /// Reads a customer's file; nothing when nobody of the id is known.
    ///
    /// # Errors
    /// What the store says, and what can't be read of it.
    pub(crate) fn read(works: &mut Works, customer: &CustomerId, context: &Context) -> Result<Option<Self>, Error> {
        let told = works.told(customer, context.lang)?;
        let contacts = works.contacts(customer)?;
        let records = works.wait(async |engine| engine.records_about(customer).await)?;
        let reasons = works.wait(async |engine| engine.reasons(customer).await)?;
        let terms = Terms::of(context.lang);
        let clock = works.clock_of(customer)?;
        let mut line = happened(works, customer, &terms, clock.as_ref(), context)?;
        for Told { now, step, channel, explanation, .. } in &told {
            let what = format!("{step} {}: {}", terms.say(*channel), verdict(explanation.as_ref(), context));
            line.push(Moment { at: *now, kind: context.say("decided", "决定"), what, text: None });
        }
        for (contact, text) in &contacts {
            let why = contact.reason.as_deref().map(|reason| format!(" ({reason})")).unwrap_or_default();
            let key = &contact.key;
            let what = format!("{} {}: {}{why}", key.step, key.attempt, terms.say(contact.status));
            let kind = context.say("contact", "联系");
            line.push(Moment { at: contact.due, kind, what, text: text.as_deref().map(masked) });
        }
        if line.is_empty() && clock.is_none() {
            return Ok(None);
        }
        line.sort_by_key(|moment| moment.at);
        Ok(Some(Self { terms, clock, line, told, contacts, records, reasons }))
    }

    /// An instant on the customer's clock.
    pub(crate) fn show(&self, at: DateTime<Utc>) -> String {
        self.clock.as_ref().map_or_else(|| rfc3339(at), |clock| clock.show(at))
    }

    /// The same for programs.
    pub(crate) fn instant(&self, at: DateTime<Utc>) -> String {
        instant_on(self.clock.as_ref(), at)
    }

    /// The line of time, for a page.
    pub(crate) fn line_json(&self) -> Json {
        self.line
            .iter()
            .map(|Moment { at, kind, what, text }| {
                json!({"at": self.show(*at), "kind": kind, "what": what, "text": text})
            })
            .collect()
    }

    /// Every decision with its reasons, its message and its record, for a page.
    pub(crate) fn decisions_json(&self, context: &Context) -> Json {
        self.told.iter().map(|told| self.decision(told, context)).collect()
    }

    fn decision(&self, told: &Told, context: &Context) -> Json {
        let Told { link, now, step, channel, message, explanation } = told;
        let contact = self.contacts.iter().find(|(contact, _)| {
            let left = contact.intent.as_ref().map(|intent| &intent.message);
            left.is_some() && left == message.as_ref()
        });
        let sent = contact.map(|(contact, text)| {
            let erased = || context.say("erased", "已删除").to_owned();
            let text = text.as_deref().map_or_else(erased, masked);
            json!({"status": self.terms.say(contact.status), "text": text})
        });
        let (reasons, passed) = match explanation {
            Some(told) => (rows(&told.reasons), rows(&told.passed)),
            None => (json!([]), json!([])),
        };
        let rests_on: Json = ["policy", "rulebooks", "calendars", "zones"]
            .iter()
            .map(|name| json!({"name": name, "digest": field(link, name)}))
            .collect();
        json!({
            "at": self.show(*now),
            "step": step.as_str(),
            "channel": self.terms.say(*channel),
            "ruling": field(link, "verdict"),
            "verdict": verdict(explanation.as_ref(), context),
            "reasons": reasons,
            "passed": passed,
            "silent": explanation.as_ref().map(|told| told.silent.join(", ")).unwrap_or_default(),
            "sent": sent,
            "record": record(link),
            "rests_on": rests_on,
        })
    }

    /// Every record that names the customer, for a page.
    pub(crate) fn records_json(&self) -> Json {
        self.records
            .iter()
            .map(|link| {
                let at = field(link, "at").and_then(|at| at.parse().ok()).map(|at| self.show(at));
                let mut row = json!({"at": at, "kind": field(link, "kind"), "says": says(link, &self.reasons)});
                if let (Some(row), Json::Object(record)) = (row.as_object_mut(), record(link)) {
                    row.extend(record);
                }
                row
            })
            .collect()
    }
}

/// An instant with the offset of a customer's clock, for programs; with that of UTC where it isn't known.
pub(crate) fn instant_on(clock: Option<&LocalTime>, at: DateTime<Utc>) -> String {
    clock.map_or_else(|| rfc3339(at), |clock| rfc3339(clock.offset(at)))
}

/// Where a record stands in the chain, and its hash.
pub(crate) fn record(link: &Link) -> Json {
    json!({"lane": link.lane, "seq": link.seq, "hash": link.hash.to_string()})
}

/// What a record says beside who, when and its digests, as names and values; and who made it known and why, who stand
/// beside the record.
fn says(link: &Link, reasons: &BTreeMap<u64, Because>) -> String {
    const SAID: [&str; 12] = [
        "verdict",
        "step",
        "attempt",
        "status",
        "channel",
        "purpose",
        "intent",
        "promise_date",
        "state",
        "cause",
        "until",
        "because",
    ];
    let Ok(record) = Value::parse(&link.body) else { return String::new() };
    let mut said = Map::new();
    for name in SAID {
        if let Some(value) = record.field(name) {
            said.insert(name.to_owned(), serde_json::to_value(value).unwrap_or_default());
        }
    }
    let revision = match record.field("revision") {
        Some(Value::Whole(revision)) if record.field("why").is_some() => u64::try_from(*revision).ok(),
        _ => None,
    };
    if let Some(Because { by, why }) = revision.and_then(|revision| reasons.get(&revision)) {
        said.extend([("by".to_owned(), json!(by)), ("why".to_owned(), json!(why))]);
    }
    plain(&Json::Object(said))
}

/// A text of a record.
pub(crate) fn field(link: &Link, name: &str) -> Option<String> {
    Value::parse(&link.body).ok()?.field(name)?.as_text().map(str::to_owned)
}

fn rows(reasons: &[Reason]) -> Json {
    reasons
        .iter()
        .map(|Reason { code, rule, citation, sentence }| {
            json!({"sentence": sentence, "code": code.map(|code| code.as_str()), "rule": rule, "citation": citation})
        })
        .collect()
}

pub(crate) fn verdict<'e>(explanation: Option<&'e Explanation>, context: &Context) -> &'e str {
    let absent =
        context.say("The policy of that day isn't at hand, so it can't be told.", "当日的政策不在手边，无法说明。");
    // Both texts live as long as the program.
    explanation.map_or(absent, |told| told.verdict.as_str())
}

/// A text with what identifies a person masked.
fn masked(text: &str) -> String {
    Redactor::new().redact(text).into_owned()
}

/// What became known, each with its instant.
fn happened(
    works: &mut Works,
    customer: &CustomerId,
    terms: &Terms,
    clock: Option<&LocalTime>,
    context: &Context,
) -> Result<Vec<Moment>, Error> {
    let history = works.history(customer)?;
    let mut line = Vec::new();
    let mut tell = |at, kind, what| line.push(Moment { at, kind, what, text: None });
    for event in history.events() {
        let purpose = event.purpose.map(|purpose| format!(" {}", terms.say(purpose))).unwrap_or_default();
        let kind = match event.direction {
            Direction::Out => context.say("out", "发出"),
            Direction::In => context.say("in", "收到"),
        };
        tell(event.at, kind, format!("{}{purpose}: {}", terms.say(event.channel), terms.say(event.outcome)));
    }
    for payment in history.payments() {
        let kind = context.say("payment", "付款");
        tell(payment.at, kind, format!("{}: {}", payment.amount, terms.say(payment.state)));
    }
    for consent in history.consents() {
        let kind = match consent.state {
            ConsentState::Granted => context.say("consent", "同意"),
            ConsentState::Refused | ConsentState::Withdrawn => context.say("opt-out", "退订"),
        };
        let channel =
            consent.channel.map_or(context.say("every channel", "所有渠道"), |channel| terms.say(channel));
        let purpose = consent.purpose.map(|purpose| format!(", {}", terms.say(purpose))).unwrap_or_default();
        tell(consent.at, kind, format!("{} ({channel}{purpose})", terms.say(consent.state)));
    }
    for hold in history.holds() {
        let ends = if hold.until.is_some() { context.say(" (ends)", "（有期限）") } else { "" };
        tell(begins(hold.from, clock), context.say("hold", "暂停"), format!("{}{ends}", terms.say(hold.cause)));
    }
    for artifact in history.artifacts() {
        tell(begins(artifact.at, clock), context.say("paper", "文书"), terms.say(artifact.kind).to_owned());
    }
    Ok(line)
}

/// When a moment begins on the customer's clock; where none is known, anywhere on Earth.
fn begins(moment: time::Moment, clock: Option<&LocalTime>) -> DateTime<Utc> {
    clock.map_or_else(|| moment.earliest(), |clock| clock.begins(moment))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dunning_core::words::{ArtifactKind, Channel, HoldCause, Outcome, PaymentState, Purpose};
    use dunning_store::Status;

    #[test]
    fn every_word_of_a_file_is_said_in_chinese() {
        let terms = Terms::of(Lang::ZhCn);
        fn missing<W: Word>(terms: &Terms) -> Vec<&'static str> {
            W::ALL.iter().map(|word| word.as_str()).filter(|word| !terms.0.contains_key(*word)).collect()
        }
        let missing = [
            missing::<Channel>(&terms),
            missing::<Purpose>(&terms),
            missing::<Outcome>(&terms),
            missing::<Status>(&terms),
            missing::<PaymentState>(&terms),
            missing::<ConsentState>(&terms),
            missing::<HoldCause>(&terms),
            missing::<ArtifactKind>(&terms),
        ];
        assert!(missing.iter().all(Vec::is_empty), "{missing:?}");
    }

    #[test]
    fn identifiers_in_texts_are_masked() {
        assert_eq!(masked("手机13812345678，欠款1,234.50元"), "手机138****5678，欠款1,234.50元");
    }
}
