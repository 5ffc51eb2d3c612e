//! Elements found in a text. With the facts of a case an element is there when the text says what the facts say; without
//! them, when it says something of the kind. Nothing here demands any.

pub(super) mod amount;
pub(super) mod cause;
pub(super) mod collector;
pub(super) mod contact;
pub(super) mod creditor;
pub(super) mod due_date;
pub(super) mod identity;
pub(super) mod link;
pub(super) mod opt_out;
pub(super) mod rights;
pub(super) mod signature;

use super::reading::Reading;
use super::{Facts, signature_form};
use crate::element::Element;
use crate::locale::Locale;
use crate::words::Word as _;

/// The elements of a text, in the order of their words.
pub(super) fn found(reading: &Reading<'_>, facts: Option<&Facts<'_>>, locale: &Locale) -> Vec<Element> {
    Element::ALL.iter().copied().filter(|element| holds(*element, reading, facts, locale)).collect()
}

fn holds(element: Element, reading: &Reading<'_>, facts: Option<&Facts<'_>>, locale: &Locale) -> bool {
    match element {
        Element::Creditor => creditor::holds(reading, facts),
        Element::Contact => contact::holds(reading),
        Element::OptOut => opt_out::holds(reading),
        Element::Amount => amount::holds(reading, facts, locale),
        Element::DueDate => due_date::holds(reading, facts, locale),
        Element::Link => link::holds(reading, facts),
        Element::Cause => cause::holds(reading),
        Element::Signature => signature::fits(reading, signature_form()),
        Element::CollectorInitial => collector::initial(reading),
        Element::CollectorLater => collector::later(reading),
        Element::CallerIdentity => identity::caller(reading),
        Element::CustomerName => identity::customer(reading, facts),
        Element::Rights => rights::holds(reading),
    }
}
