//! Words that tell something, found in one pass. Each element and rule keeps its own phrases; here they become one
//! automaton, built once. It knows what was said where, and nothing of what follows from it.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::element::{cause, collector, contact, creditor, identity, opt_out, rights};
use super::rule::{confirmation, sells, third_party};

/// What a phrase tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    /// Messages of this kind shall end.
    Unsubscribe,
    /// A way to answer a message, or to act on it.
    Answer,
    /// Something isn't possible, or not done.
    Never,
    /// A call, or a number to call.
    Call,
    /// An app or account of the lender's in a messenger.
    App,
    /// Asking, or somebody who answers.
    Ask,
    /// A way to ask that needs no number.
    Desk,
    /// What a firm that lends is called, in Chinese, at the end of its name.
    Lender,
    /// The same, where the words also mean something else.
    LenderMaybe,
    /// Somebody says who speaks.
    Introduction,
    /// An authority, or somebody else whom senders pretend to be.
    Authority,
    /// What the money is owed for.
    Cause,
    /// An attempt to collect a debt.
    Collecting,
    /// What information will be used for.
    UseOfInformation,
    /// A debt collector.
    Collector,
    /// Rights.
    Rights,
    /// Ways to object or to ask about a debt.
    Objection,
    /// A debt, or what belongs to one.
    Debt,
    /// The business of collecting debts.
    Collection,
    /// Something offered for sale.
    Sells,
    /// Relief for somebody who can't pay.
    Relief,
    /// Messages have ended, at the reader's wish.
    OptedOut,
    /// A demand to pay.
    Demand,
}

/// A phrase in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    pub(super) cue: Cue,
    /// Byte offset of its first character.
    pub(super) start: usize,
    /// Byte offset after its last character.
    pub(super) end: usize,
}

/// Every phrase with what it tells.
const LEXICON: [(Cue, &[&str]); 23] = [
    (Cue::Unsubscribe, opt_out::UNSUBSCRIBE),
    (Cue::Answer, opt_out::ANSWER),
    (Cue::Never, opt_out::NEVER),
    (Cue::Call, contact::CALL),
    (Cue::App, contact::APP),
    (Cue::Ask, contact::ASK),
    (Cue::Desk, contact::DESK),
    (Cue::Lender, creditor::LENDER),
    (Cue::LenderMaybe, creditor::LENDER_MAYBE),
    (Cue::Introduction, identity::INTRODUCTION),
    (Cue::Authority, creditor::AUTHORITY),
    (Cue::Cause, cause::CAUSE),
    (Cue::Collecting, collector::COLLECTING),
    (Cue::UseOfInformation, collector::USE_OF_INFORMATION),
    (Cue::Collector, collector::COLLECTOR),
    (Cue::Rights, rights::RIGHTS),
    (Cue::Objection, rights::OBJECTION),
    (Cue::Debt, third_party::DEBT),
    (Cue::Collection, third_party::COLLECTION),
    (Cue::Sells, sells::SELLS),
    (Cue::Relief, sells::RELIEF),
    (Cue::OptedOut, confirmation::OPTED_OUT),
    (Cue::Demand, confirmation::DEMAND),
];

/// The automaton, and what each of its patterns tells.
struct Automaton {
    matcher: AhoCorasick,
    cues: Vec<Cue>,
}

static AUTOMATON: LazyLock<Automaton> = LazyLock::new(|| {
    let phrases = || LEXICON.iter().flat_map(|(cue, phrases)| phrases.iter().map(move |phrase| (*cue, *phrase)));
    #[expect(clippy::expect_used, reason = "constant phrases of a few kilobytes: every test of this room builds it")]
    let matcher = AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(phrases().map(|(_, phrase)| phrase))
        .expect("the phrases fit an automaton");
    Automaton { matcher, cues: phrases().map(|(cue, _)| cue).collect() }
});

/// All phrases of a folded text, those that end first first. A phrase that begins or ends in a Latin letter or digit is
/// a word of its own: `owe` is not in `power`.
pub(super) fn hits(text: &str) -> Vec<Hit> {
    let automaton = &*AUTOMATON;
    automaton
        .matcher
        .find_overlapping_iter(text)
        .filter(|found| is_whole(text, found.start(), found.end()))
        .filter_map(|found| {
            let cue = *automaton.cues.get(found.pattern().as_usize())?;
            Some(Hit { cue, start: found.start(), end: found.end() })
        })
        .collect()
}

/// Whether a stretch of text cuts no Latin word or number in two.
pub(super) fn is_whole(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let word = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphanumeric);
    let cut = |before: Option<usize>, after: Option<usize>| word(before) && word(after);
    !cut(start.checked_sub(1), Some(start)) && !cut(end.checked_sub(1), Some(end))
}
