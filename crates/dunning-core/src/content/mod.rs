//! Content rules: what a text says, measured against what the rules in force and the facts of the case ask of it. It
//! trusts no declaration: an element is there when it is found in the text.

use crate::case::Case;
use crate::check::{Draft, Review};
use crate::finding::{Code, Finding, Findings, Inputs, Remedy};
use crate::policy::Policy;
use crate::words::Effect;

/// Most characters a text may have on any channel; a longer one is no reminder.
const CHARS_MAX: usize = 20_000;

/// Reads a draft by all content rules.
pub(crate) fn review(_policy: &Policy, _case: &Case, draft: &Draft) -> Review {
    let mut findings = Vec::new();
    form(draft.text.expose(), &mut findings);
    Review { findings: Findings::new(findings), elements: Vec::new() }
}

/// A text is neither empty nor endless, and holds no character that hides something from the reader.
fn form(text: &str, findings: &mut Vec<Finding>) {
    let mut refuse = |inputs| {
        findings.push(Finding {
            code: Code::TextForm,
            rule: None,
            effect: Effect::Withhold,
            force: None,
            until: None,
            remedy: Some(Remedy::ChangeText),
            need: None,
            inputs,
        });
    };
    if text.trim().is_empty() || text.chars().count() > CHARS_MAX {
        refuse(Inputs::None);
    }
    for (start, hidden) in text.char_indices().filter(|(_, c)| hides(*c)) {
        let (start, end) =
            (u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(start + hidden.len_utf8()).unwrap_or(u32::MAX));
        refuse(Inputs::Span { start, end });
    }
}

/// Control characters but line breaks and tabs, bidirectional controls and invisible separators (Unicode 16, DerivedCoreProperties:
/// Default_Ignorable_Code_Point, without the joiners that scripts need).
const fn hides(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}
