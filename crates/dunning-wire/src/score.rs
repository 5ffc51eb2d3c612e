//! How well identifiers were found in labelled texts: what was found, left readable, touched and altered. It redacts
//! nothing and knows no kind by name, and what it tells holds no text.

mod labelled;
mod table;

use std::collections::BTreeMap;

pub use labelled::{Keep, Label, Labelled, Span, Tier};
use serde::Serialize;

use crate::redact::Redacted;

/// What is counted of the identifiers that must go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Count {
    /// Identifiers that must go.
    pub required: usize,
    /// Those that a finding of any kind meets with intersection over union of a half or more.
    pub found: usize,
    /// Those that such a finding calls by the right name.
    pub named: usize,
    /// Their sensitive characters: letters, digits and signs, without separators and what does not show.
    pub sensitive: usize,
    /// Sensitive characters that no finding covers.
    pub left: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.required += other.required;
        self.found += other.found;
        self.named += other.named;
        self.sensitive += other.sensitive;
        self.left += other.left;
    }
}

/// Spans that must stay, and how many of them any finding touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Kept {
    /// Spans that must stay.
    pub spans: usize,
    /// Those that a finding overlaps.
    pub touched: usize,
    /// Those that do not stand in the redacted text.
    pub lost: usize,
}

/// The score of a redactor over labelled texts. Its `Display` is a page of tables.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Score {
    /// Texts.
    pub texts: usize,
    /// Findings.
    pub findings: usize,
    /// Findings of which less than half lies in labelled identifiers, required or optional.
    pub wrong: usize,
    /// All identifiers that must go.
    pub all: Count,
    /// The same by tier of disguise.
    pub by_tier: BTreeMap<Tier, Count>,
    /// By kind.
    pub by_kind: BTreeMap<String, Count>,
    /// By disguise.
    pub by_form: BTreeMap<String, Count>,
    /// By language.
    pub by_language: BTreeMap<String, Count>,
    /// By sort of text.
    pub by_category: BTreeMap<String, Count>,
    /// All spans that must stay.
    pub kept: Kept,
    /// The same by kind.
    pub kept_by_kind: BTreeMap<String, Kept>,
    /// Texts in which nothing may be redacted.
    pub negatives: usize,
    /// Those in which something was found or altered.
    pub negatives_altered: usize,
    /// Labelled numbers with a wrong check digit, and how many of them were found.
    pub misprints: (usize, usize),
    /// Texts that redacting twice makes other than redacting once.
    pub unstable: usize,
}

impl Score {
    /// Counts a text: its labels, what was found in it, and the redacted text redacted once more.
    pub fn add(&mut self, labelled: &Labelled, once: &Redacted, twice: &str) {
        let findings = findings(labelled, once);
        self.texts += 1;
        self.findings += findings.len();
        self.wrong += findings.iter().filter(|(span, _)| wrong(*span, labelled)).count();
        self.unstable += usize::from(once.text != twice);
        for label in &labelled.entities {
            if label.misprinted {
                self.misprints.0 += 1;
                self.misprints.1 += usize::from(findings.iter().any(|(span, _)| span.meets(label.span)));
            }
            if !label.optional {
                self.count(labelled, label, &findings);
            }
        }
        for keep in &labelled.keep {
            let touched = findings.iter().any(|(span, _)| span.shared(keep.span) > 0);
            let lost = !once.text.contains(labelled.text_of(keep.span));
            for kept in [&mut self.kept, self.kept_by_kind.entry(keep.kind.clone()).or_default()] {
                kept.spans += 1;
                kept.touched += usize::from(touched);
                kept.lost += usize::from(lost);
            }
        }
        if labelled.negative() {
            self.negatives += 1;
            self.negatives_altered += usize::from(!findings.is_empty() || once.text != labelled.text);
        }
    }

    fn count(&mut self, labelled: &Labelled, label: &Label, findings: &[(Span, &str)]) {
        let met = findings.iter().find(|(span, _)| span.meets(label.span));
        let sensitive = labelled.sensitive(label);
        let left = sensitive.iter().filter(|at| !findings.iter().any(|(span, _)| span.covers(**at))).count();
        let count = Count {
            required: 1,
            found: usize::from(met.is_some()),
            named: usize::from(met.is_some_and(|(_, kind)| *kind == label.kind)),
            sensitive: sensitive.len(),
            left,
        };
        self.all.add(count);
        self.by_tier.entry(label.tier()).or_default().add(count);
        self.by_kind.entry(label.kind.clone()).or_default().add(count);
        self.by_form.entry(label.form.clone()).or_default().add(count);
        self.by_language.entry(labelled.language.clone()).or_default().add(count);
        self.by_category.entry(labelled.category.clone()).or_default().add(count);
    }
}

/// Spans and names of the findings, in characters as the labels are.
fn findings<'r>(labelled: &Labelled, redacted: &'r Redacted) -> Vec<(Span, &'r str)> {
    let chars = |end: usize| labelled.text.get(..end).unwrap_or_default().chars().count();
    redacted
        .entities
        .iter()
        .map(|entity| (Span { start: chars(entity.start), end: chars(entity.end) }, entity.r#type))
        .collect()
}

/// Whether less than half of a finding lies in labelled identifiers.
fn wrong(span: Span, labelled: &Labelled) -> bool {
    2 * labelled.entities.iter().map(|label| span.shared(label.span)).sum::<usize>() < span.end - span.start
}

#[cfg(test)]
mod tests;
