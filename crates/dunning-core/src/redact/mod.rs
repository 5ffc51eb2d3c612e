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
mod allow;
mod builder;
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
mod lexicon;
mod mask;
mod number;
mod offsets;
mod phone;
mod plan;
mod profile;
mod quiet;
mod run;
mod scan;
mod secret;
mod skim;
mod stream;
mod symbol;
mod token;
mod window;
mod words;

use std::borrow::Cow;

use allow::Own;
pub use builder::Builder;
pub use finding::{Disguise, Disguises, Evidence, Finding, Kind};
pub use offsets::{Span, chars, utf16};
pub use profile::Profile;
pub use stream::Stream;
use token::Key;

/// What is looked for, and how it is masked: what a reader must know of a redactor.
#[derive(Clone, PartialEq, Eq)]
struct Rules {
    /// The kinds, as a set of [`Kind::bit`].
    kinds: u64,
    /// Whether a labelled number with a wrong check digit counts.
    failed: bool,
    /// Whether masks leave nothing visible.
    whole: bool,
    /// Whether every place is read, also where nothing can begin.
    thorough: bool,
    /// What is the institution's own.
    own: Vec<Own>,
}

impl Rules {
    const ALL: Self = Self { kinds: u64::MAX, failed: true, whole: false, thorough: false, own: Vec::new() };
}

/// What is put in the place of an identifier.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Masking {
    /// A star for each hidden symbol; separators, and what people know an identifier by, stay.
    Stars,
    /// The name of its kind in white brackets.
    Label,
    /// The same, and a name of its own under a key.
    Token(Key),
}

/// Finds and masks identifiers. Cheap to make and to share; it holds no state between calls.
#[derive(Clone, PartialEq, Eq)]
pub struct Redactor {
    rules: Rules,
    masking: Masking,
    profile: Profile,
}

impl std::fmt::Debug for Redactor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Redactor").field("profile", &self.profile).finish_non_exhaustive()
    }
}

impl Default for Redactor {
    fn default() -> Self {
        Self::new()
    }
}

impl Redactor {
    /// A redactor of agents' notes: every kind it knows, masked by stars.
    pub const fn new() -> Self {
        Self { rules: Rules::ALL, masking: Masking::Stars, profile: Profile::AgentNote }
    }

    /// A redactor of another make.
    ///
    /// ```
    /// use dunning_core::redact::{Kind, Profile, Redactor};
    /// let redactor = Redactor::builder().profile(Profile::Log).own_phone("0755-8612 3456").build();
    /// assert_eq!(redactor.redact("回电0755-86123456，客户13812345678"), "回电0755-86123456，客户***********");
    /// ```
    pub const fn builder() -> Builder {
        Builder { redactor: Self::new() }
    }

    /// The use it is made for.
    pub const fn profile(&self) -> Profile {
        self.profile
    }

    /// Whether the text holds no identifier. Stops at the first window that has one; allocates nothing for a clean text.
    pub fn is_clean(&self, text: &str) -> bool {
        window::is_clean(text, &self.rules)
    }

    /// The identifiers in a text: sorted, disjoint, not empty, on character boundaries. A clean text allocates nothing.
    pub fn scan(&self, text: &str) -> Vec<Finding> {
        window::scan(text, &self.rules)
    }

    /// The text with each identifier masked; borrowed when there is none. Masks keep separators, one star for each
    /// hidden symbol, and are never found again, so that redacting twice equals redacting once.
    pub fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let findings = self.scan(text);
        if findings.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        mask::write(text, findings.iter(), self, &mut out);
        Cow::Owned(out)
    }

    /// Appends the redacted text to a buffer of the caller's; what was found.
    pub fn redact_into(&self, text: &str, out: &mut String) -> Vec<Finding> {
        let findings = self.scan(text);
        mask::write(text, findings.iter(), self, out);
        findings
    }

    /// Redacts a text that comes in pieces.
    pub fn stream(&self) -> Stream<'_> {
        Stream::new(self)
    }

    /// What [`Redactor::redact`] puts in the place of a finding of this text. Empty for a finding of another text that
    /// does not fit this one.
    pub fn mask(&self, text: &str, finding: &Finding) -> String {
        let mut out = String::new();
        if let Some(identifier) = text.get(finding.start..finding.end) {
            mask::mask_into(identifier, finding, self, &mut out);
        }
        out
    }
}

#[cfg(test)]
mod tests;
