//! What stands around a number: the label before it, and what speaks against its being an identifier. It looks at a
//! bounded stretch on either side and knows no kind's form.

use super::fold::{Folded, fold, is_invisible, plain};
use super::label::{FILLERS, LABELS, LAST, LONGEST, Meaning};
use super::number::Number;

/// Characters looked at before a number for a label.
const REACH: usize = 40;
/// Characters that may stand between a label that names a kind and the number.
const FREE: usize = 12;
/// Characters looked at on either side of a number for the code it is part of.
const CODE: usize = 24;
/// Bytes looked at before a number for the link or token it is part of.
const TOKEN: usize = 256;

/// The nearest label before `at` in the same clause.
pub(super) fn label(text: &str, at: usize) -> Option<Meaning> {
    let mut before = ['\0'; REACH];
    let mut len = 0;
    for character in text.get(..at)?.chars().rev().filter(|c| !is_invisible(*c)) {
        let folded = plain(character);
        if is_clause_end(folded) || matches!(fold(folded), Folded::Digit(..) | Folded::Mask) {
            break;
        }
        let Some(slot) = before.get_mut(len) else { break };
        *slot = folded;
        len += 1;
    }
    let before = before.get(..len)?;
    (0..len.min(REACH - LONGEST)).find_map(|i| {
        let (between, ending) = before.split_at(i);
        let last = *ending.first()?;
        if LAST >> (last as u32 & 63) & 1 == 0 || !is_word_edge(between.last(), last) {
            return None;
        }
        let meaning = longest(ending)?;
        let near = match meaning {
            Meaning::Names(_) => i <= FREE,
            Meaning::Stays => is_filler(between),
        };
        near.then_some(meaning)
    })
}

/// The meaning of the longest label that ends here; the characters come backwards.
fn longest(ending: &[char]) -> Option<Meaning> {
    let mut best: Option<(usize, Meaning)> = None;
    for labels in &LABELS {
        for word in labels.words {
            let mut len = 0;
            let ends = word.chars().rev().all(|character| {
                len += 1;
                ending.get(len - 1) == Some(&character)
            });
            let whole = ends && ending.get(len - 1).is_some_and(|first| is_word_edge(ending.get(len), *first));
            if whole && best.is_none_or(|(longest, _)| len > longest) {
                best = Some((len, labels.meaning));
            }
        }
    }
    best.map(|(_, meaning)| meaning)
}

/// Whether a word may begin or end between these characters: Latin letters go on, other scripts don't part words.
fn is_word_edge(outer: Option<&char>, inner: char) -> bool {
    let latin = |c: char| c.is_alphabetic() && c < '\u{250}';
    !(latin(inner) && outer.is_some_and(|outer| latin(*outer)))
}

/// Whether only marks and words like `no.` stand between a label and its number; the characters come backwards.
fn is_filler(between: &[char]) -> bool {
    between
        .split(|c| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| FILLERS.iter().any(|filler| filler.chars().eq(word.iter().rev().copied())))
}

fn is_clause_end(character: char) -> bool {
    matches!(character, ',' | ';' | '!' | '?' | '。' | '、' | '；' | '，' | '।' | '│' | '¡' | '¿')
}

/// Whether something around an unlabelled number speaks against it: it is an amount, a part of a longer number, code or
/// link.
pub(super) fn speaks_against(text: &str, number: &Number, end: usize) -> bool {
    let (before, after) = (text.get(..number.start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    is_amount(before, after) || is_in_longer(before, after) || is_in_code(before, after) || is_in_link(before)
}

/// Whether a currency stands before or a unit after.
pub(super) fn is_amount(before: &str, after: &str) -> bool {
    let sign = before.chars().rev().filter(|c| !is_invisible(*c)).find(|c| *c != ' ');
    if sign.is_some_and(|c| matches!(c, '¥' | '￥' | '$' | '€' | '£' | '₹' | '₩' | '＄')) {
        return true;
    }
    let after = after.trim_start_matches([' ', '(', '（']);
    UNITS.iter().any(|unit| {
        let head = after.get(..unit.len()).unwrap_or_default();
        let rest = after.get(unit.len()..).unwrap_or_default();
        head.eq_ignore_ascii_case(unit) && !(unit.is_ascii() && rest.starts_with(|c: char| c.is_ascii_alphabetic()))
    })
}

/// Units that make a number an amount, a share or a time.
#[rustfmt::skip]
const UNITS: [&str; 36] = [
    "元", "圆", "塊", "块", "万", "亿", "萬", "億", "美元", "人民币", "港币", "円", "원", "€", "$", "£", "₹", "%", "％", "‰", "天", "rmb", "cny",
    "usd", "eur", "gbp", "inr", "yuan", "dollars", "euros", "rupees", "reais", "pesos", "yen", "won", "rupaye",
];

/// Whether a decimal or a tightly joined number goes on at either side. Groups of thousands are too short to be numbers.
fn is_in_longer(before: &str, after: &str) -> bool {
    let tight = |mark: Option<char>| matches!(mark, Some('.' | '-' | '_' | ':' | '\''));
    let (mut left, mut right) = (before.chars().rev(), after.chars());
    let goes_on = |next: Option<char>| next.is_some_and(is_digit_or_mask);
    (tight(left.next()) && goes_on(left.next())) || (tight(right.next()) && goes_on(right.next()))
}

/// Whether the number is a part of a code: a token that mixes letters and digits, an upper-case prefix, a hash sign. What
/// is masked counts as digits, as it did before.
fn is_in_code(before: &str, after: &str) -> bool {
    if before.ends_with(['#', '＃', '№', '@']) {
        return true;
    }
    let (mut letters, mut lower, mut digits) = (0, 0, 0);
    let token = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '*');
    for character in before.chars().rev().take_while(token).take(CODE) {
        letters += usize::from(character.is_ascii_alphabetic());
        lower += usize::from(character.is_ascii_lowercase());
        digits += usize::from(is_digit_or_mask(character));
    }
    let tail = after.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '*').take(CODE);
    let tail_mixed = after.starts_with(|c: char| c.is_ascii_alphabetic()) && tail.into_iter().any(is_digit_or_mask);
    (letters > 0 && (digits > 0 || lower == 0)) || tail_mixed
}

fn is_digit_or_mask(character: char) -> bool {
    character.is_ascii_digit() || character == '*'
}

/// Whether the number stands in the path or query of a link.
fn is_in_link(before: &str) -> bool {
    let mut slash = false;
    let mut scheme = false;
    for byte in before.bytes().rev().take(TOKEN).take_while(u8::is_ascii_graphic) {
        match byte {
            b'/' if slash => scheme = true,
            b'/' => slash = true,
            b'.' if slash => return true,
            _ => {}
        }
    }
    scheme
}
