//! Finds identifiers of a person in a text and masks them: bank card, resident id, social security number, telephone
//! number, e-mail address. It knows nothing of purposes, channels or policies; who calls decides whether a finding
//! refuses a text or is masked in it.
//!
//! A number is recognised by its structure (symbol runs over folded characters, check digits, numbering plans), by the
//! words before it, and by what speaks against it: units, currencies, reference labels, longer numbers around it. Width,
//! digit script, invisible characters, odd separators and line breaks are undone through the offsets of the symbols; the
//! text itself is never copied to be read. What isn't found stays as it is, byte for byte.
//!
//! ```
//! use dunning_core::redact::{Kind, Redactor};
//! let redactor = Redactor::new();
//! let text = "卡号6222 0212 3456 7894，手机138-1234-5678，请于2026-04-07前还款1,234.56元，客服95588";
//! let kinds: Vec<_> = redactor.scan(text).iter().map(|finding| finding.kind).collect();
//! assert_eq!(kinds, [Kind::BankCard, Kind::Phone]);
//! assert_eq!(
//!     redactor.redact(text),
//!     "卡号**** **** **** 7894，手机138-****-5678，请于2026-04-07前还款1,234.56元，客服95588"
//! );
//! ```

mod address;
mod calendar;
mod card;
mod check;
mod claim;
mod code;
mod context;
mod date;
mod email;
mod escape;
mod finding;
mod fold;
mod label;
mod mask;
mod number;
mod phone;
mod plan;
mod run;
mod scan;
mod secret;
mod symbol;
mod window;
mod words;

use std::borrow::Cow;

pub use finding::{Disguise, Disguises, Evidence, Finding, Kind};

/// All kinds.
const ALL: u64 = u64::MAX;

/// Finds and masks identifiers. Cheap to make and to share; it holds no state between calls.
#[derive(Debug, Clone, Default)]
pub struct Redactor {}

impl Redactor {
    /// A redactor for every kind it knows.
    pub const fn new() -> Self {
        Self {}
    }

    /// Whether the text holds no identifier. Stops at the first one; allocates nothing.
    pub fn is_clean(&self, text: &str) -> bool {
        window::is_clean(text, ALL)
    }

    /// The identifiers in a text: sorted, disjoint, not empty, on character boundaries. A clean text allocates nothing.
    pub fn scan(&self, text: &str) -> Vec<Finding> {
        window::scan(text, ALL)
    }

    /// The text with each identifier masked; borrowed when there is none. Masks keep length and separators, and are never
    /// found again, so that redacting twice equals redacting once.
    pub fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let findings = self.scan(text);
        if findings.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut from = 0;
        for finding in &findings {
            out.push_str(text.get(from..finding.start).unwrap_or_default());
            mask::mask_into(text.get(finding.start..finding.end).unwrap_or_default(), finding, &mut out);
            from = finding.end;
        }
        out.push_str(text.get(from..).unwrap_or_default());
        Cow::Owned(out)
    }

    /// What [`Redactor::redact`] puts in the place of a finding of this text. Empty for a finding of another text that
    /// does not fit this one.
    pub fn mask(&self, text: &str, finding: &Finding) -> String {
        let mut out = String::new();
        mask::mask_into(text.get(finding.start..finding.end).unwrap_or_default(), finding, &mut out);
        out
    }
}

#[cfg(test)]
mod tests;
