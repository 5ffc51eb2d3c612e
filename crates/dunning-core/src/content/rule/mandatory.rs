//! TEXT-ELEMENT and TEXT-SIGNATURE: what the rules in force demand of a text and it doesn't hold.

use super::remark;
use crate::content::element::signature;
use crate::content::reading::Reading;
use crate::element::Element;
use crate::evaluate::content::falls_on;
use crate::finding::{Code, Finding, Inputs, RuleIndex};
use crate::policy::compile::Rule;
use crate::rule::{MandatoryContent, SignatureForm};

/// What a rule that demands a signature and says no more takes for one.
const ANY_LENGTH: SignatureForm = SignatureForm { chars_min: 1, chars_max: u8::MAX };

/// Remarks on what a rule demands, one for each element that is missing.
pub(in crate::content) fn review(
    mandatory: &MandatoryContent,
    by: (RuleIndex, &Rule),
    reading: &Reading<'_>,
    elements: &[Element],
    first: bool,
    findings: &mut Vec<Finding>,
) {
    if !falls_on(mandatory, first) {
        return;
    }
    let wrong = match (mandatory.elements.contains(&Element::Signature), mandatory.signature) {
        (true, form) => !signature::fits(reading, form.unwrap_or(ANY_LENGTH)),
        // What a signature must be says nothing of where it stands, nor that there is one.
        (false, Some(form)) => signature::names(reading).next().is_some_and(|name| !signature::is_of(name, form)),
        (false, None) => false,
    };
    if wrong {
        let inputs = match signature::leading(reading) {
            Some(name) => {
                let start = reading.text().len() - reading.body().len();
                reading.inputs(start, start + "【】".len() + name.len())
            }
            None => Inputs::Element(Element::Signature),
        };
        findings.push(remark(Code::TextSignature, Some(by), inputs));
    }
    let missing =
        mandatory.elements.iter().filter(|element| **element != Element::Signature && !elements.contains(element));
    findings.extend(missing.map(|element| remark(Code::TextElement, Some(by), Inputs::Element(*element))));
}
