//! The scanner: walks a text once, reads a run of digits or an at sign where one stands, weighs what each group of the
//! run may begin, and hands findings over in their order. Its work for a byte of text is bounded.

use std::ops::{ControlFlow, Range};

use super::context::{self, speaks_against};
use super::fold::{Folded, Gap, fold, is_invisible};
use super::label::Meaning;
use super::number::{Claim, Number};
use super::run::Run;
use super::{Disguise, Evidence, Finding, Kind, card, email, phone, resident, ssn};

/// Where findings go; it may end the scan.
pub(super) type Sink<'s> = dyn FnMut(Finding) -> ControlFlow<()> + 's;

/// Hands each finding of a text to `sink`, sorted; an address may overlap the
/// numbers before it, no other finding any.
pub(super) fn scan(text: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut run = None;
    let (mut from, mut address_end) = (0, 0);
    while let Some((at, character)) = next_candidate(text, from) {
        from = match fold(character) {
            Folded::Digit(..) => numbers(text, at, run.get_or_insert_with(Run::new), sink)?,
            _ => match email::around(text, address_end, at, character) {
                Some(finding) => {
                    sink(finding)?;
                    address_end = finding.end;
                    finding.end
                }
                None => at + character.len_utf8(),
            },
        };
    }
    ControlFlow::Continue(())
}

/// The next digit or at sign. Bytes that begin neither are passed over without being decoded.
fn next_candidate(text: &str, from: usize) -> Option<(usize, char)> {
    let mut at = from;
    loop {
        at += text.as_bytes().get(at..)?.iter().position(|byte| may_begin(*byte))?;
        let character = text.get(at..)?.chars().next()?;
        if email::SIGNS.contains(&character) || matches!(fold(character), Folded::Digit(..)) {
            return Some((at, character));
        }
        at += character.len_utf8();
    }
}

/// Whether a byte can begin a digit of any script that folds, or an at sign. Han begins with E3 to E9.
const fn may_begin(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'@' | 0xD9 | 0xDB | 0xE0 | 0xEF | 0xF0)
}

/// Reads the run at `at` and hands over what it holds; the offset at which the walk goes on.
fn numbers(text: &str, at: usize, run: &mut Run, sink: &mut Sink<'_>) -> ControlFlow<(), usize> {
    run.read(text, at);
    let mut i = 0;
    let mut end = 0;
    while i < run.starts {
        i = match undisputed_at(text, run, i) {
            Some(best) => {
                sink(best.finding)?;
                end = best.finding.end;
                best.groups.end
            }
            None => i + 1,
        };
    }
    ControlFlow::Continue(run.next.max(end))
}

/// The best that begins at a group.
struct Best {
    finding: Finding,
    groups: Range<usize>,
    rank: u8,
}

/// The best that begins at a group and holds no beginning of a number of stronger evidence: it ends before that one.
fn undisputed_at(text: &str, run: &Run, at: usize) -> Option<Best> {
    let mut until = run.groups().len();
    loop {
        let best = best_at(text, run, at..until)?;
        let stronger = |i: &usize| {
            best_at(text, run, *i..run.groups().len()).is_some_and(|o| o.finding.evidence > best.finding.evidence)
        };
        match (at + 1..best.groups.end).find(stronger) {
            Some(other) => until = other,
            None => return Some(best),
        }
    }
}

/// Of all numbers that begin with the first of these groups the one of the strongest evidence, of these the one of the highest rank, of these
/// the longest. A part of a business's number is no person's.
fn best_at(text: &str, run: &Run, within: Range<usize>) -> Option<Best> {
    let groups = run.groups().get(within.clone())?;
    let start = run.symbols(*groups.first()?).first()?.start;
    let mut number = Number::new(plus_before(text.get(..start)?));
    let (mut label, mut void) = (None, false);
    let mut best: Option<Best> = None;
    for (i, group) in groups.iter().enumerate() {
        if !number.extend(run.symbols(*group)) {
            break;
        }
        void |= group.void;
        for claim in claims(text, &number).into_iter().flatten().filter(|_| !void) {
            let label = *label.get_or_insert_with(|| context::label(text, start));
            let Some(evidence) = weigh(text, &number, &claim, label) else { continue };
            let key = (evidence, claim.rank);
            if best.as_ref().is_none_or(|best| key >= (best.finding.evidence, best.rank)) {
                let groups = within.start..within.start + i + 1;
                best = Some(Best { finding: finding(text, &number, &claim, evidence), groups, rank: claim.rank });
            }
        }
        if phone::is_service(&number) {
            best = best.filter(|best| best.finding.kind != Kind::Phone);
        }
    }
    best
}

/// What a number may be, by its digits and their grouping.
fn claims(text: &str, number: &Number) -> [Option<Claim>; 4] {
    [resident::claim(number, text), card::claim(number), ssn::claim(number), phone::claim(number)]
}

/// Bytes from a plus sign to the number it stands before; none without.
fn plus_before(before: &str) -> usize {
    let visible = before.trim_end_matches(is_invisible);
    match visible.chars().next_back() {
        Some(sign @ ('+' | '＋')) => before.len() - visible.len() + sign.len_utf8(),
        _ => 0,
    }
}

fn finding(text: &str, number: &Number, claim: &Claim, evidence: Evidence) -> Finding {
    let mut disguises = number.disguises();
    for character in text.get(number.end..claim.end).unwrap_or_default().chars() {
        disguises = match fold(character) {
            Folded::Gap(Gap::INVISIBLE) => disguises.with(Disguise::Invisible),
            Folded::Other if !character.is_ascii() => disguises.with(Disguise::Width),
            _ => disguises,
        };
    }
    Finding { start: number.start - number.plus, end: claim.end, kind: claim.kind, evidence, disguises }
}

/// The evidence that a claim has in its place. A resident id whose check digit holds is one wherever it stands; all else
/// gives way to a label that keeps the number and to an amount's unit, and without a label to a longer number, a code, a
/// link.
fn weigh(text: &str, number: &Number, claim: &Claim, label: Option<Meaning>) -> Option<Evidence> {
    let named = label == Some(Meaning::Names(claim.kind));
    let evidence = if named { claim.labelled? } else { claim.alone? };
    if claim.kind == Kind::CnResidentId && evidence == Evidence::Validated {
        return Some(evidence);
    }
    if label == Some(Meaning::Stays) {
        return None;
    }
    let (before, after) = (text.get(..number.start)?, text.get(claim.end..)?);
    let against = if named { context::is_amount(before, after) } else { speaks_against(text, number, claim.end) };
    (!against).then_some(evidence)
}
