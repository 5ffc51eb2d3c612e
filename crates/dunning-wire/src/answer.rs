//! The answer to a request, as it is written: verdict, reasons with their clauses, what a text owes, and the digests that
//! name what was decided under what. Instants carry the offset of the request's `now`.

use chrono::{DateTime, FixedOffset, SecondsFormat, Utc};
use dunning_core::decide::{self, Charge, Referral, Ruling, Unit};
use dunning_core::digest::Digest;
use dunning_core::element::Element;
use dunning_core::explain::{Lang, LocalTime, sentence};
use dunning_core::finding::{Finding, Findings, Inputs, Need};
use dunning_core::policy::{Policy, Provenance};
use dunning_core::rule::Period;
use dunning_core::words::{Effect, Word};
use serde::{Serialize, Serializer};
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};

use crate::counsel::Asked;
use crate::request::Request;
use crate::stream::Reply;

/// An answer; serialized, it is the answer of the contract.
#[derive(Debug, Clone, Serialize)]
pub struct Answer {
    /// The request's id.
    pub id: Option<String>,
    /// What may happen.
    pub verdict: Verdict,
    /// With `defer`: the earliest instant of decision at which all rules would pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// Facts whose absence withholds.
    #[serde(serialize_with = "words")]
    pub needs: Vec<Need>,
    /// With `permit`: the instant from which the message must no longer arrive.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Instant>,
    /// With `permit`: the caps the contact would use up.
    pub charges: Vec<ChargeLine>,
    /// With `permit`: what a text still owes.
    #[serde(serialize_with = "words")]
    pub obligations: Vec<Element>,
    /// A person must look, whatever the verdict.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "word")]
    pub referral: Option<Referral>,
    /// Every rule that refused, deferred or remarked, the headline first.
    pub findings: Vec<FindingLine>,
    /// What was decided under what.
    pub record: RecordLine,
}

/// A verdict, the severer the greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The contact may leave.
    Permit,
    /// Not before an instant.
    Defer,
    /// Not as things stand.
    Withhold,
}

impl From<Effect> for Verdict {
    fn from(effect: Effect) -> Self {
        match effect {
            Effect::Note => Self::Permit,
            Effect::Defer => Self::Defer,
            Effect::Withhold => Self::Withhold,
        }
    }
}

/// An instant, written as RFC 3339 in the offset it carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(pub DateTime<FixedOffset>);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.to_rfc3339_opts(SecondsFormat::Secs, true))
    }
}

/// One finding.
#[derive(Debug, Clone, Serialize)]
pub struct FindingLine {
    /// The engine's reason.
    pub code: &'static str,
    /// The rule that raised it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Which part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<String>,
    /// What it does: `withhold`, `defer` or `note`.
    pub effect: &'static str,
    /// How binding the rule is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub force: Option<&'static str>,
    /// Where the rule is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub citation: Option<CitationLine>,
    /// The earliest instant of decision at which this rule alone would pass.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Instant>,
    /// What would lift it when no instant does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<&'static str>,
    /// The finding as an English sentence.
    pub message: String,
    /// What it was measured on.
    pub inputs: Json,
}

impl FindingLine {
    /// Whether it keeps the contact from leaving now.
    pub fn refuses(&self) -> bool {
        self.effect != Effect::Note.as_str()
    }
}

/// Instrument and clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitationLine {
    /// The instrument.
    pub instrument: String,
    /// Its clause.
    pub article: String,
}

/// One use of a cap: a store keeps `max` slots for (`cap`, `key`), each at rest for `span` units after its last use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChargeLine {
    /// The cap.
    pub cap: String,
    /// Of whom or what it counts. Personal.
    pub key: String,
    /// What positions count: `seconds`, `days`, `weeks`, `months`.
    pub unit: &'static str,
    /// Slots.
    pub max: u32,
    /// Units a slot rests.
    pub span: i64,
    /// Position of the earliest instant at which the contact may happen.
    pub from: i64,
    /// Position of the latest instant at which it could still arrive.
    pub at: i64,
}

/// Digests of what was decided under what, in hex.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RecordLine {
    /// The policy: books, house rules and switches.
    pub policy: String,
    /// The books in force.
    pub rulebooks: String,
    /// The zone data.
    pub zones: String,
    /// The calendars.
    pub calendars: String,
    /// The canonical request and the digests beside it.
    pub digest: String,
}

impl Answer {
    /// Answers a request.
    pub fn to(asked: &Asked) -> Self {
        let Asked { request, policy } = asked;
        let Request { case, history, proposal, terms, .. } = request;
        let only = (!terms.only.is_empty()).then_some(terms.only.as_slice());
        let answer = decide::ask(policy, case, history, proposal, only, request.now.to_utc());
        let review = request.wording.as_ref().map(|wording| asked.review(wording, answer.first));
        let (ruled, until, valid_until) = match answer.ruling {
            Ruling::Permit { valid_until } => (Verdict::Permit, None, Some(valid_until)),
            Ruling::Defer { until } => (Verdict::Defer, Some(until), None),
            Ruling::Withhold => (Verdict::Withhold, None, None),
        };
        let of_text = review.iter().flat_map(|review| review.findings.as_slice());
        let verdict = of_text.clone().map(|finding| finding.effect.into()).fold(ruled, Verdict::max);
        let findings = Findings::new(answer.findings.as_slice().iter().chain(of_text).copied().collect());
        let permits = verdict == Verdict::Permit;
        let here = |at: DateTime<Utc>| Instant(at.with_timezone(request.now.offset()));
        let found = review.map(|review| review.elements).unwrap_or_default();
        let local = (!findings.as_slice().is_empty()).then(|| LocalTime::of(policy, case, request.now.to_utc()));
        let say = |found: &Finding| local.as_ref().map(|local| sentence(found, local, Lang::En)).unwrap_or_default();
        Self {
            id: request.id.clone(),
            verdict,
            until: until.filter(|_| verdict == Verdict::Defer).map(here),
            needs: if verdict == Verdict::Withhold { findings.needs() } else { Vec::new() },
            valid_until: valid_until.filter(|_| permits).map(here),
            charges: answer.charges.iter().filter(|_| permits).map(charge).collect(),
            obligations: answer.obligations.into_iter().filter(|owed| permits && !found.contains(owed)).collect(),
            referral: answer.referral,
            findings: findings.as_slice().iter().map(|found| finding(policy, found, say(found), here)).collect(),
            record: record(request, policy.provenance()),
        }
    }
}

impl Reply for Answer {
    fn passes(&self) -> bool {
        self.verdict == Verdict::Permit
    }
}

fn charge(charge: &Charge) -> ChargeLine {
    ChargeLine {
        cap: charge.cap.to_string(),
        key: charge.key.to_text(),
        unit: match charge.unit {
            Unit::Seconds => "seconds",
            Unit::Days => "days",
            Unit::Weeks => "weeks",
            Unit::Months => "months",
        },
        max: charge.max,
        span: charge.span,
        from: charge.from,
        at: charge.at,
    }
}

fn finding(
    policy: &Policy,
    finding: &Finding,
    message: String,
    here: impl Fn(DateTime<Utc>) -> Instant + Copy,
) -> FindingLine {
    let rule = finding.rule.and_then(|index| policy.rule(index));
    FindingLine {
        code: finding.code.as_str(),
        rule: rule.map(|rule| rule.id.to_string()),
        part: rule.and_then(|rule| rule.part.clone()),
        effect: finding.effect.as_str(),
        force: finding.force.map(Word::as_str),
        citation: rule.map(|rule| CitationLine {
            instrument: rule.citation.instrument.clone(),
            article: rule.citation.article.clone(),
        }),
        until: finding.until.map(here),
        remedy: finding.remedy.map(Word::as_str),
        message,
        inputs: inputs(&finding.inputs, here),
    }
}

fn inputs(inputs: &Inputs, here: impl Fn(DateTime<Utc>) -> Instant) -> Json {
    match *inputs {
        Inputs::LocalTime { second, offset_s } => json!({"local_time": clock(second), "offset_s": offset_s}),
        Inputs::Count { counted, max, counts, period } => {
            json!({"counted": counted, "max": max, "counts": counts.as_str(), "period": period_of(period)})
        }
        Inputs::Since { at } => json!({"since": here(at)}),
        Inputs::Hold { cause } => json!({"cause": cause.as_str()}),
        Inputs::OptOut { at, channel, purpose } => {
            json!({"at": here(at), "channel": channel.map(Word::as_str), "purpose": purpose.map(Word::as_str)})
        }
        Inputs::Consent { at } => json!({"at": here(at)}),
        Inputs::Recipient(recipient) => json!({"recipient": recipient.as_str()}),
        Inputs::Element(element) => json!({"element": element.as_str()}),
        Inputs::Span { start, end } => json!({"start": start, "end": end}),
        Inputs::Identifier { kind, start, end } => json!({"kind": kind.as_str(), "start": start, "end": end}),
        Inputs::Age { seconds, max_s } => json!({"age_s": seconds, "max_s": max_s}),
        _ => json!({}),
    }
}

/// A second of the day as clocks show it.
fn clock(second: u32) -> String {
    format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

fn period_of(period: Period) -> Json {
    match period {
        Period::Days(days) => json!({"days": days}),
        Period::Seconds(seconds) => json!({"seconds": seconds}),
        Period::Week(first) => json!({"week_from": first.as_str()}),
        Period::Month => json!({"months": 1}),
    }
}

/// The digests. That of the request covers case, history, proposal and instant as the core writes them, then what was
/// asked of the rules and of the words, then the digests beside it; each text with its length before it.
fn record(request: &Request, provenance: &Provenance) -> RecordLine {
    let Provenance { policy, rulebooks, calendars, zones } = provenance;
    let mut hash = Sha256::new();
    let mut text = |text: &str| {
        hash.update(u64::try_from(text.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(text.as_bytes());
    };
    let whole = decide::request_digest(&request.case, &request.history, &request.proposal, request.now.to_utc());
    text(&whole.to_string());
    text(&request.terms.only.len().to_string());
    request.terms.only.iter().for_each(|rule| text(rule.as_str()));
    match &request.wording {
        Some(wording) => {
            text(wording.locale.as_str());
            text(wording.text.expose());
        }
        None => text(""),
    }
    for digest in [policy, rulebooks, calendars, zones] {
        text(&digest.to_string());
    }
    RecordLine {
        policy: policy.to_string(),
        rulebooks: rulebooks.to_string(),
        zones: zones.to_string(),
        calendars: calendars.to_string(),
        digest: Digest(hash.finalize().into()).to_string(),
    }
}

fn words<W: Word, S: Serializer>(words: &[W], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(words.iter().map(|word| word.as_str()))
}

fn word<W: Word, S: Serializer>(word: &Option<W>, serializer: S) -> Result<S::Ok, S::Error> {
    word.map(Word::as_str).serialize(serializer)
}

#[cfg(test)]
mod tests;
