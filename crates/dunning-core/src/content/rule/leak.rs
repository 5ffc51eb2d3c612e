//! PII-FOUND: a text holds an identifier of a person, or a link that carries personal data. Numbers and addresses to ask
//! at are the lender's.

use super::remark;
use crate::content::Facts;
use crate::content::cue::{self, Cue};
use crate::content::home::is_home;
use crate::content::link::Link;
use crate::content::reading::Reading;
use crate::finding::{Code, Finding, Inputs};
use crate::redact::{self, Kind, Redactor};

/// Remarks on personal data in a subject and in the words under it.
pub(in crate::content) fn review(
    reading: &Reading<'_>,
    subject: Option<&str>,
    text: &str,
    facts: Option<&Facts<'_>>,
    findings: &mut Vec<Finding>,
) {
    let redactor = Redactor::new();
    let is_personal = |whole: &str, found: &redact::Finding| !is_lenders(whole, found, facts);
    if subject.is_some_and(|subject| redactor.scan(subject).iter().any(|found| is_personal(subject, found))) {
        findings.push(remark(Code::PiiFound, None, Inputs::None));
    }
    for found in redactor.scan(text).iter().filter(|found| is_personal(text, found)) {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let inputs = Inputs::Identifier { kind: found.kind, start: offset(found.start), end: offset(found.end) };
        findings.push(remark(Code::PiiFound, None, inputs));
    }
    let carrying = reading.links().iter().filter(|link| carries(reading, link, facts));
    findings.extend(carrying.map(|link| remark(Code::PiiFound, None, reading.inputs(link.start, link.end))));
}

/// Whether an identifier is a way to reach the lender: a number or address of its facts, or one the text gives to be
/// called or written to. What is on file as the customer's never is.
fn is_lenders(whole: &str, found: &redact::Finding, facts: Option<&Facts<'_>>) -> bool {
    let Some(identifier) = whole.get(found.start..found.end) else { return false };
    let before = whole.get(..found.start).unwrap_or_default();
    let is_customers = facts.is_some_and(|facts| {
        facts.case.customer().contacts.iter().map(|contact| contact.address.expose()).any(|address| match found.kind {
            Kind::Phone => is_same_number(address, identifier),
            _ => address.eq_ignore_ascii_case(identifier),
        })
    });
    match found.kind {
        _ if is_customers => false,
        Kind::Phone => {
            let hotline = facts.and_then(|facts| facts.case.creditor().hotline.as_deref());
            hotline.is_some_and(|hotline| is_same_number(hotline, identifier)) || is_offered(before, identifier)
        }
        // What stands between a scheme's slashes and a host is a user: `links` remarks it.
        Kind::Email if before.ends_with("://") => true,
        Kind::Email => {
            let (local, domain) = identifier.split_once('@').unwrap_or_default();
            let local = local.to_ascii_lowercase();
            facts.is_some_and(|facts| is_home(domain, facts.case.creditor()))
                || local.split(|c: char| !c.is_ascii_alphabetic()).any(|word| DESKS.contains(&word))
        }
        _ => false,
    }
}

/// Whether two ways of writing a number end alike, over the digits that every country's prefix leaves: nine at most.
fn is_same_number(one: &str, other: &str) -> bool {
    let tail = |number: &str| -> String { number.chars().rev().filter(char::is_ascii_digit).take(9).collect() };
    let (one, other) = (tail(one), tail(other));
    one.len() >= 5 && one == other
}

/// Whether a text gives the number after these words to be called, and calls it nobody's. A landline of mainland China,
/// area and number, needs no words: what a text from a firm holds is the firm's.
fn is_offered(before: &str, number: &str) -> bool {
    let words = last(before, OFFER_CHARS);
    let owned = OWNERS.iter().any(|owner| last(before, OWNER_CHARS).contains(owner))
        || OWNERS_LATIN.iter().any(|owner| words.to_ascii_lowercase().contains(owner));
    let landline = number.split_once('-').is_some_and(|(area, rest)| {
        area.starts_with('0') && matches!((area.len(), rest.len()), (3 | 4, 7 | 8)) && !rest.contains('-')
    });
    !owned && (landline || cue::hits(words).iter().any(|hit| hit.cue == Cue::Call))
}

/// The last characters of a text.
fn last(text: &str, chars: usize) -> &str {
    let start = text.char_indices().rev().take(chars).last().map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// How far before a number the words that offer it may begin, in characters.
const OFFER_CHARS: usize = 28;
/// How far before a number Chinese words that say whose it is may begin, in characters.
const OWNER_CHARS: usize = 9;
/// Whose a number is said to be.
const OWNERS: [&str; 5] = ["您的", "你的", "预留", "預留", "本人"];
const OWNERS_LATIN: [&str; 4] = ["your ", "his ", "her ", "their "];
/// Words of a mail address's local part, whole between its other signs and digits, that are a firm's desk.
const DESKS: &[&str] = &[
    "service",
    "services",
    "customerservice",
    "customerservices",
    "customercare",
    "customersupport",
    "servicedesk",
    "helpdesk",
    "support",
    "help",
    "info",
    "contact",
    "contactus",
    "care",
    "customer",
    "customers",
    "collection",
    "collections",
    "payment",
    "payments",
    "reply",
    "noreply",
    "donotreply",
    "kefu",
    "complaint",
    "complaints",
    "dispute",
    "disputes",
    "privacy",
    "office",
    "billing",
    "feedback",
];

/// Whether a link carries personal data after its host.
fn carries(reading: &Reading<'_>, link: &Link, facts: Option<&Facts<'_>>) -> bool {
    let rest = reading.slice(link.host_end, link.end);
    let Some(query) = rest.find(['?', '#']).and_then(|at| rest.get(at + 1..)) else { return false };
    query.split(['&', ';', '?', '#']).filter_map(|pair| pair.split_once('=')).any(|(name, value)| {
        let name = name.to_ascii_lowercase();
        let is_customers = facts.is_some_and(|facts| {
            let customer = facts.case.customer();
            customer.id.as_str() == value || customer.name.as_ref().is_some_and(|name| name.expose() == value)
        });
        !value.is_empty() && (PARAMETERS.contains(&name.as_str()) || is_customers)
    })
}

/// Names of parameters whose values are a person's.
const PARAMETERS: &[&str] = &[
    "name",
    "fullname",
    "full_name",
    "username",
    "phone",
    "mobile",
    "tel",
    "email",
    "mail",
    "idcard",
    "id_card",
    "idno",
    "id_no",
    "ssn",
    "dob",
    "birthday",
    "birth_date",
    "card",
    "cardno",
    "card_no",
    "address",
    "passport",
];
