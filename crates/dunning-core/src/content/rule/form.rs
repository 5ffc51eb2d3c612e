//! TEXT-FORM: a text is neither empty nor endless, and holds no character that hides something from its reader.

use super::remark;
use crate::draft::Review;
use crate::finding::{Code, Finding, Findings, Inputs};
use crate::template::hygiene::is_unseen;

/// Most bytes a text and its subject may have on any channel: more than a letter of ten pages. A longer one is no
/// reminder and isn't read.
const BYTES_MAX: usize = 65_536;

/// What is said of a text too long to be read.
pub(in crate::content) fn endless(subject: Option<&str>, text: &str) -> Option<Review> {
    let long = text.len() + subject.map_or(0, str::len) > BYTES_MAX;
    long.then(|| Review {
        findings: Findings::new(vec![remark(Code::TextForm, None, Inputs::None)]),
        elements: Vec::new(),
    })
}

/// Remarks on the form of a subject and of the words under it.
pub(in crate::content) fn review(subject: Option<&str>, text: &str, findings: &mut Vec<Finding>) {
    if text.trim().is_empty() || subject.is_some_and(|subject| subject.chars().any(hides)) {
        findings.push(remark(Code::TextForm, None, Inputs::None));
    }
    for (start, hidden) in text.char_indices().filter(|(_, c)| hides(*c)) {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let inputs = Inputs::Span { start: offset(start), end: offset(start + hidden.len_utf8()) };
        findings.push(remark(Code::TextForm, None, inputs));
    }
}

/// What can't be seen, but tabs and line ends, the joiners that scripts need, and the selectors that emoji carry.
fn hides(c: char) -> bool {
    is_unseen(c) && !matches!(c, '\t' | '\r' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}
