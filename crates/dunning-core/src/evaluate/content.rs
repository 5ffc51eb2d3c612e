//! Which elements the rules in force demand of a text. Whether the text holds them is `content`'s to find.

use super::Question;
use crate::element::Element;
use crate::rule::{MandatoryContent, Occasion, RuleKind};
use crate::words::Effect;

/// The elements a text of this contact owes, each once.
pub(super) fn obligations(question: &Question<'_>) -> Vec<Element> {
    let mut owed: Vec<Element> = Vec::new();
    for (_, rule) in question.on_texts() {
        if let RuleKind::MandatoryContent(mandatory) = &rule.spec.kind
            && rule.ceiling > Effect::Note
            && (rule.from..rule.until).contains(&question.at)
            && falls_on(mandatory, question.first)
        {
            owed.extend(&mandatory.elements);
        }
    }
    owed.sort_unstable();
    owed.dedup();
    owed
}

/// Whether a demand falls on the first message, or on a later one.
pub(crate) const fn falls_on(mandatory: &MandatoryContent, first: bool) -> bool {
    match mandatory.when {
        Occasion::Every => true,
        Occasion::First => first,
        Occasion::Later => !first,
    }
}
