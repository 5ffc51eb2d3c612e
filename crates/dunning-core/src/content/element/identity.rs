//! Names of people and of who speaks: the customer's, as a letter carries it, and the caller's, as a call opens.

use super::creditor;
use crate::content::Facts;
use crate::content::cue::Cue;
use crate::content::reading::Reading;

/// Whether a caller says who calls (12 CFR 1006.14(g)).
pub(super) fn caller(reading: &Reading<'_>) -> bool {
    reading.hits(Cue::Introduction).any(|hit| {
        let said = reading.slice(hit.end, reading.ahead(hit.end, NAME_CHARS)).trim_start();
        said.starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_ascii()))
    })
}

/// How far a name after its introduction is looked at, in characters.
const NAME_CHARS: usize = 40;

/// Whether a text names the customer: by the whole name, or by surname and title. Without facts, whether it addresses
/// somebody by surname and title.
pub(super) fn customer(reading: &Reading<'_>, facts: Option<&Facts<'_>>) -> bool {
    let text = reading.text();
    let Some(facts) = facts else { return addresses_somebody(text) };
    let name = facts.case.customer().name.as_ref().map(|name| name.expose().trim()).unwrap_or_default();
    if name.is_empty() || creditor::is_named(text, name) {
        return !name.is_empty();
    }
    if name.is_ascii() {
        let surname = name.rsplit(' ').next().unwrap_or_default();
        let called = |rest: &str| {
            [" ", ". "].iter().any(|gap| rest.strip_prefix(gap).is_some_and(|rest| rest.starts_with(surname)))
        };
        return TITLES_BEFORE.iter().any(|title| follows(text, title).any(called));
    }
    let called = |(at, surname): (usize, &str)| {
        let rest = text.get(at + surname.len()..).unwrap_or_default();
        TITLES_AFTER.iter().any(|title| rest.starts_with(title))
    };
    name.chars().next().is_some_and(|surname| text.match_indices(surname).any(called))
}

/// What follows each place of a word.
fn follows<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = &'t str> {
    text.match_indices(word).filter_map(|(at, word)| text.get(at + word.len()..))
}

fn addresses_somebody(text: &str) -> bool {
    let named = |rest: &str| rest.trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_ascii_uppercase());
    TITLES_BEFORE.iter().any(|title| follows(text, title).any(named))
        || TITLES_AFTER.iter().any(|title| text.contains(title))
}

const TITLES_AFTER: &[&str] = &["先生", "女士", "小姐", "君", "太太"];
const TITLES_BEFORE: &[&str] = &["Mr", "Mrs", "Ms", "Dr"];

#[rustfmt::skip]
pub(in crate::content) const INTRODUCTION: &[&str] = &[
    "这里是", "這裡是", "我是", "我们是", "我們是", "本人是",
    "this is", "my name is", "calling from", "calling on behalf of", "message from", "you've reached", "you have reached",
];
