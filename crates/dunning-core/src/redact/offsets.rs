//! Offsets of findings in other units: characters and UTF-16, for readers whose texts are not UTF-8. One pass over the
//! text; the unit is in the name.

use super::finding::Finding;

/// A stretch of a text in some unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Offset of its first unit.
    pub start: usize,
    /// Offset after its last.
    pub end: usize,
}

/// The findings of a text in Unicode scalar values, in their order.
///
/// ```
/// use dunning_core::redact::{Redactor, chars};
/// let text = "👋 13812345678";
/// let found = Redactor::new().scan(text);
/// assert_eq!(chars(text, &found).map(|span| (span.start, span.end)).collect::<Vec<_>>(), [(2, 13)]);
/// ```
pub fn chars<'t>(text: &'t str, findings: &'t [Finding]) -> impl Iterator<Item = Span> + 't {
    spans(text, findings, |_| 1)
}

/// The findings of a text in units of UTF-16, in their order.
///
/// ```
/// use dunning_core::redact::{Redactor, utf16};
/// let text = "👋 13812345678";
/// let found = Redactor::new().scan(text);
/// assert_eq!(utf16(text, &found).map(|span| (span.start, span.end)).collect::<Vec<_>>(), [(3, 14)]);
/// ```
pub fn utf16<'t>(text: &'t str, findings: &'t [Finding]) -> impl Iterator<Item = Span> + 't {
    spans(text, findings, char::len_utf16)
}

fn spans<'t>(
    text: &'t str,
    findings: &'t [Finding],
    unit: impl Fn(char) -> usize + 't,
) -> impl Iterator<Item = Span> + 't {
    let (mut byte, mut offset) = (0, 0);
    let mut advance = move |to: usize| {
        offset += text.get(byte..to).unwrap_or_default().chars().map(&unit).sum::<usize>();
        byte = to;
        offset
    };
    findings.iter().map(move |finding| Span { start: advance(finding.start), end: advance(finding.end) })
}
