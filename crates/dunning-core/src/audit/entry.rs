//! Records as canonical lines. Fields stand in the order they are written; what is personal goes through a key.

use std::fmt;
use std::fmt::Write as _;

use chrono::{DateTime, SecondsFormat, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::case::Case;
use crate::decide::{Proposal, Record, Ruling};
use crate::digest::Digest;
use crate::finding::Findings;
use crate::policy::Policy;
use crate::words::Word;

/// A person's random key. Records name the person and what is theirs only by HMAC-SHA-256 (RFC 2104) under it.
#[derive(Clone)]
pub struct PersonKey {
    bytes: [u8; 32],
    /// HMAC as it stands once the key is in it: what is named begins from here.
    keyed: Hmac<Sha256>,
}

impl PersonKey {
    /// A key of 32 random bytes, given by the caller.
    pub fn new(bytes: [u8; 32]) -> Self {
        // A key shorter than a block of the hash is filled up with zeros (RFC 2104, 2).
        let mut block = hmac::digest::Key::<Hmac<Sha256>>::default();
        for (to, from) in block.iter_mut().zip(bytes) {
            *to = from;
        }
        Self { bytes, keyed: Hmac::new(&block) }
    }

    /// The key's bytes, for whoever keeps them wrapped.
    pub const fn expose(&self) -> &[u8; 32] {
        &self.bytes
    }

    /// HMAC-SHA-256 of bytes under the key.
    pub fn name(&self, bytes: &[u8]) -> Digest {
        self.hmac(&[bytes])
    }

    /// The same for a thing of a kind, so that a debt and an address that are written alike have names of their own.
    pub fn named(&self, kind: &str, bytes: &[u8]) -> Digest {
        // No kind holds a zero byte, so what is before it can't run into what is after.
        self.hmac(&[kind.as_bytes(), &[0], bytes])
    }

    fn hmac(&self, parts: &[&[u8]]) -> Digest {
        let mut mac = self.keyed.clone();
        parts.iter().for_each(|part| mac.update(part));
        Digest(mac.finalize().into_bytes().into())
    }
}

impl PartialEq for PersonKey {
    fn eq(&self, other: &Self) -> bool {
        self.bytes == other.bytes
    }
}

impl Eq for PersonKey {}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("«key»")
    }
}

/// What most records fit in, a permit's with its digests among them; from 1,024 on allocators take what is asked for as
/// something large.
const LINE_BYTES: usize = 1_000;

/// A record being written.
///
/// ```
/// use dunning_core::audit::Entry;
/// let at = chrono::DateTime::from_timestamp(1_767_225_600, 0).unwrap();
/// let line = Entry::new("pause", at).text("by", "ops").finish();
/// assert_eq!(line, r#"{"format":"dunning.record/1","kind":"pause","at":"2026-01-01T00:00:00Z","by":"ops"}"#);
/// ```
#[derive(Debug)]
pub struct Entry(String);

impl Entry {
    /// A record of a kind, made at an instant.
    pub fn new(kind: &str, at: DateTime<Utc>) -> Self {
        let mut line = String::with_capacity(LINE_BYTES);
        line.push_str(r#"{"format":"dunning.record/1""#);
        Self(line).text("kind", kind).instant("at", at)
    }

    /// Adds a text that is nobody's: a word, an id of a rule, a template, a firm.
    #[must_use]
    pub fn text(mut self, field: &str, text: &str) -> Self {
        self.field(field);
        self.quoted(text);
        self
    }

    /// Adds a word.
    #[must_use]
    pub fn word<W: Word>(self, field: &str, word: W) -> Self {
        self.text(field, word.as_str())
    }

    /// Adds an instant, in whole seconds of UTC.
    #[must_use]
    pub fn instant(self, field: &str, at: DateTime<Utc>) -> Self {
        self.text(field, &at.to_rfc3339_opts(SecondsFormat::Secs, true))
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, field: &str, number: u64) -> Self {
        self.field(field);
        // Writing to a string can't fail.
        let _ = write!(self.0, "{number}");
        self
    }

    /// Adds a digest.
    #[must_use]
    pub fn digest(mut self, field: &str, digest: Digest) -> Self {
        self.field(field);
        // Hex needs no escape.
        self.0.push('"');
        digest.write_to(&mut self.0);
        self.0.push('"');
        self
    }

    /// Adds what is personal, as its HMAC under the person's key, by the field.
    #[must_use]
    pub fn personal(self, field: &str, key: &PersonKey, value: &str) -> Self {
        self.digest(field, key.named(field, value.as_bytes()))
    }

    /// Adds a list, each item an object written by `write`.
    #[must_use]
    pub fn list<T>(
        mut self,
        field: &str,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(Self, T) -> Self,
    ) -> Self {
        self.field(field);
        self.0.push('[');
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                self.0.push(',');
            }
            self.0.push('{');
            self = write(self, item);
            self.0.push('}');
        }
        self.0.push(']');
        self
    }

    /// The finished line.
    pub fn finish(self) -> String {
        let Self(mut line) = self;
        line.push('}');
        line
    }

    fn field(&mut self, name: &str) {
        if !self.0.ends_with('{') {
            self.0.push(',');
        }
        self.quoted(name);
        self.0.push(':');
    }

    /// A JSON string (RFC 8259, 7): quotation mark, backslash and control characters escaped, nothing else.
    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        let plain = |byte: u8| byte >= b' ' && !matches!(byte, b'"' | b'\\');
        if text.bytes().all(plain) {
            self.0.push_str(text);
            self.0.push('"');
            return;
        }
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                c if c < ' ' => {
                    let _ = write!(self.0, "\\u{:04x}", u32::from(c));
                }
                c => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}

/// A decision with all that its record names.
#[derive(Debug, Clone, Copy)]
pub struct Decided<'a> {
    /// The key of the person it is about.
    pub key: &'a PersonKey,
    /// The case that was read.
    pub case: &'a Case,
    /// Revision of the newest fact that was read.
    pub revision: u64,
    /// Digest of the canonical request ([`crate::decide::request_digest`]).
    pub input: Digest,
    /// What was proposed.
    pub proposal: &'a Proposal,
    /// What was decided.
    pub record: &'a Record,
    /// Why.
    pub findings: &'a Findings,
    /// Under which policy.
    pub policy: &'a Policy,
}

/// The record of a decision.
pub fn decision(decided: Decided<'_>) -> String {
    let Decided { key, case, revision, input, proposal, record, findings, policy } = decided;
    let mut entry = Entry::new("decision", record.now)
        .personal("person", key, case.customer().id.as_str())
        .number("revision", revision)
        .digest("input", key.named("input", &input.0))
        .word("purpose", record.purpose)
        .word("channel", record.channel)
        .word("recipient", record.recipient)
        .list("debts", &proposal.debts, |item, debt| item.personal("debt", key, debt.as_str()));
    if let Some(address) = &proposal.address {
        entry = entry.personal("address", key, address.expose());
    }
    if let Some(message) = &proposal.key {
        entry = entry.personal("key", key, message.as_str());
    }
    if let Some(template) = &proposal.template {
        entry = entry.text("template", template.as_str());
    }
    entry = match record.outcome {
        Ruling::Permit { valid_until } => entry.text("verdict", "permit").instant("valid_until", valid_until),
        Ruling::Defer { until } => entry.text("verdict", "defer").instant("until", until),
        Ruling::Withhold => entry.text("verdict", "withhold"),
    };
    entry
        .list("findings", findings.as_slice(), |mut item, finding| {
            item = item.word("code", finding.code);
            if let Some(rule) = finding.rule.and_then(|index| policy.rule(index)) {
                item = item.text("rule", rule.id.as_str());
                if let Some(part) = &rule.part {
                    item = item.text("part", part);
                }
            }
            item = item.word("effect", finding.effect);
            match finding.until {
                Some(until) => item.instant("until", until),
                None => item,
            }
        })
        .digest("policy", record.provenance.policy)
        .digest("rulebooks", record.provenance.rulebooks)
        .digest("calendars", record.provenance.calendars)
        .digest("zones", record.provenance.zones)
        .finish()
}
