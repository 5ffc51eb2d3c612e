//! Redaction of a text that comes in pieces: what comes out, put together, equals the redaction of the whole, wherever it
//! was split. It holds back what a window may still need, a bounded number of bytes.

use super::finding::Finding;
use super::symbol::Symbol;
use super::window::{self, LONG, Walk};
use super::{Redactor, mask};

/// A text in pieces, on its way through a redactor.
///
/// ```
/// use dunning_core::redact::Redactor;
/// let redactor = Redactor::new();
/// let mut stream = redactor.stream();
/// let mut out = String::new();
/// stream.push("卡号6222 0212", &mut out);
/// stream.push(" 3456 7894。", &mut out);
/// stream.finish(&mut out);
/// assert_eq!(out, "卡号**** **** **** 7894。");
/// ```
#[derive(Debug)]
pub struct Stream<'r> {
    redactor: &'r Redactor,
    held: Held,
    /// Bytes that must be held before a window can be full.
    enough: usize,
    walk: Walk,
    findings: Vec<Finding>,
}

/// Text that was not given out yet. Its `Debug` tells its length alone.
struct Held(String);

impl std::fmt::Debug for Held {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} bytes", self.0.len())
    }
}

impl<'r> Stream<'r> {
    pub(super) fn new(redactor: &'r Redactor) -> Self {
        Self { redactor, held: Held(String::new()), enough: LONG, walk: Walk::default(), findings: Vec::new() }
    }

    /// Takes the next piece and appends what is settled.
    pub fn push(&mut self, piece: &str, out: &mut String) {
        self.held.0.push_str(piece);
        if self.held.0.len() >= self.enough {
            self.walk(false, out);
        }
    }

    /// Appends what is left.
    pub fn finish(mut self, out: &mut String) {
        self.walk(true, out);
        self.give(self.held.0.len(), out);
    }

    fn walk(&mut self, whole: bool, out: &mut String) {
        let mut symbols = [Symbol::EDGE; LONG];
        while let Some(found) = self.walk.step(&self.held.0, whole, &mut symbols, &self.redactor.rules) {
            found.into_iter().for_each(|finding| {
                window::merge(&mut self.findings, finding);
            });
        }
        // A finding that reaches beyond what is settled waits with its text.
        let settled = self.walk.base.min(self.held.0.len());
        let straddles = self.findings.iter().find(|finding| finding.start < settled && settled < finding.end);
        let until = straddles.map_or(settled, |finding| finding.start);
        self.give(until, out);
        self.held.0.drain(..until);
        self.walk.rebase(until);
        // A window takes a byte a symbol at least: no use to fold before.
        self.enough = self.held.0.len() + self.walk.missing.max(1);
        self.findings.retain(|finding| finding.end > until);
        for finding in &mut self.findings {
            finding.start -= until;
            finding.end -= until;
        }
    }

    /// Appends the text before an offset, masked.
    fn give(&self, until: usize, out: &mut String) {
        let findings = self.findings.iter().filter(|finding| finding.end <= until);
        mask::write(self.held.0.get(..until).unwrap_or_default(), findings, self.redactor, out);
    }
}
