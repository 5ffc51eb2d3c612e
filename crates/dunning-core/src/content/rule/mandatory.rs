//! TEXT-ELEMENT and TEXT-SIGNATURE: what the rules in force demand of a text and it doesn't hold.

use super::remark;
use crate::content::element::signature;
use crate::content::reading::Reading;
use crate::content::signature_form;
use crate::element::Element;
use crate::evaluate::compile::Rule;
use crate::evaluate::content::falls_on;
use crate::finding::{Code, Finding, Inputs, RuleIndex};
use crate::rule::MandatoryContent;

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
    let signed = mandatory.elements.contains(&Element::Signature) || mandatory.signature.is_some();
    if signed && !signature::fits(reading, mandatory.signature.unwrap_or_else(signature_form)) {
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
