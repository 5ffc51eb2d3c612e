//! Skims the bytes of a text for a place at which anything can begin, so that most texts are not folded at all. It knows
//! characters and short numbers that are certainly quiet, by the same reasons as [`super::quiet`], which says where a
//! finding may begin, and calls all else loud: what it doesn't know is read.

use super::label;
use super::lexicon::{CLAUSE, LINK, NAMED, NAMING, SPECIAL, ideograph_traits, traits};

/// Bytes at the head of a text in which nothing begins.
pub(super) fn quiet_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut wide) = (0, None);
    while let Some(byte) = bytes.get(at) {
        // Letters among their like are most of Latin texts.
        if byte.is_ascii_alphabetic() && wide.is_none_or(|wide| at - wide > GAPS) {
            at += 1;
            continue;
        }
        // And ideographs among theirs are most of Chinese ones.
        let ideographs =
            3 * bytes.get(at..).unwrap_or_default().chunks_exact(3).take_while(|three| is_plain(three)).count();
        if ideographs > 0 {
            at += ideographs;
            wide = Some(at);
            continue;
        }
        let Some(len) = character_len(bytes, at) else { break };
        at += len;
        if !byte.is_ascii() {
            wide = Some(at);
        }
    }
    at
}

/// Whether three bytes are an ideograph that is quiet wherever it stands.
fn is_plain(three: &[u8]) -> bool {
    matches!(three, [lead @ 0xE4..=0xE9, second, third] if !is_special(*lead, *second, *third))
}

/// Separators between a plate's province and its letter.
const GAPS: usize = 2;

/// Bytes of the quiet character or number at an offset; none where it is loud. All before it is quiet.
fn character_len(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    match rest {
        // Chinese: quiet, unless it is a numeral before another, or begins a word for the at sign.
        [lead @ 0xE4..=0xE9, second, third, ..] => {
            let quiet = !is_special(*lead, *second, *third) || is_lone(rest);
            quiet.then_some(3)
        }
        [b'a'..=b'z' | b'A'..=b'Z', ..] => is_quiet_letter(bytes, at).then_some(1),
        [b'0'..=b'9', ..] => number_len(bytes, at),
        [
            b'\n' | b'.' | b',' | b';' | b'!' | b'?' | b'/' | b')' | b']' | b'}' | b'>' | b'\'' | b'"' | b'*' | b'~',
            ..,
        ] => Some(1),
        // A word may follow that these begin.
        [b' ' | b'-' | b'(' | b'[' | b'{' | b'<', 0xE4..=0xE9 | b'\n' | b'.' | b',' | b'/' | b'0'..=b'9', ..] => {
            Some(1)
        }
        // An address of the internet has more of its signs around a colon.
        [b':', next, ..] => {
            let part = !next.is_ascii() || next.is_ascii_hexdigit() || matches!(next, b':' | b'.');
            (!part && !may_name(bytes, at)).then_some(1)
        }
        // 。 、 and brackets.
        [0xE3, 0x80, 0x81 | 0x82 | 0x88..=0x91, ..] => Some(3),
        // Kana without the middle dot.
        [0xE3, 0x81 | 0x82, ..] | [0xE3, 0x83, 0x80..=0xBA, ..] => Some(3),
        // ， ！ ？ ； ）
        [0xEF, 0xBC, 0x8C | 0x81 | 0x9F | 0x9B | 0x89, ..] => Some(3),
        // “ ” …
        [0xE2, 0x80, 0x9C | 0x9D | 0xA6, ..] => Some(3),
        _ => None,
    }
}

/// Whether neither a plate's province stands before a letter nor, right behind a character that is none of ASCII, a label
/// of a value.
fn is_quiet_letter(bytes: &[u8], at: usize) -> bool {
    let behind = bytes.get(at.saturating_sub(GAPS + 1)..at).unwrap_or_default();
    let Some(last) = behind.iter().rposition(|byte| !byte.is_ascii()) else { return true };
    let end = at - (behind.len() - 1 - last);
    let Some((other, _)) = before(bytes, end) else { return false };
    !super::code::is_province(other) && (end < at || !may_name(bytes, at))
}

/// Bytes of the number at an offset, where it is too short for every kind, and nothing around it names one or goes on.
fn number_len(bytes: &[u8], at: usize) -> Option<usize> {
    if !is_plain_before(bytes, at) {
        return None;
    }
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let most = if byte(at) == b'0' { 7 } else { 8 };
    let (mut digits, mut from, mut groups) = (0, at, 0);
    let (end, next) = loop {
        let len = bytes.get(from..)?.iter().take(9).take_while(|byte| byte.is_ascii_digit()).count();
        let to = from + len;
        (digits, groups) = (digits + len, groups + 1);
        if digits > most || groups > 3 || may_follow(bytes, to) {
            return None;
        }
        let gap = to + bytes.get(to..)?.iter().take(4).take_while(|byte| is_gap(**byte)).count();
        let lines = bytes.get(to..gap)?.contains(&b'\n');
        match byte(gap) {
            b'0'..=b'9' if gap > to && gap - to < 4 && len > 1 && !lines => from = gap,
            b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => return None,
            // Signs, escapes and what does not show.
            b'@' | b'+' | b'%' | b'[' | b'{' | b'<' | b'(' | b'|' | b'&' | b'\\' | 0x01..=0x1F | 0x7F => return None,
            // What looks like a digit or parts an internet address is read.
            0x80.. if !is_word(bytes.get(gap..)?) => return None,
            0 if gap < bytes.len() => return None,
            _ => break (to, gap),
        }
    };
    (is_undated(bytes, next) && !is_behind_month(bytes, at) && !may_name(bytes, at)).then_some(end - at)
}

/// Whether what stands before a number is a character of words, or a mark that parts it from what is before.
fn is_plain_before(bytes: &[u8], at: usize) -> bool {
    match before(bytes, at) {
        None => at == 0,
        Some((character, _)) => match character {
            '！' | '？' | '；' | '）' => false,
            ':' | '"' | '\'' | ',' | '[' => true,
            character => !character.is_ascii() && !super::fold::is_numeral(character),
        },
    }
}

/// Whether a character that is neither a numeral, a stop, nor of another width stands at the head, or a comma of full width.
fn is_word(rest: &[u8]) -> bool {
    match rest {
        [lead @ 0xE4..=0xE9, second, third, ..] => !is_special(*lead, *second, *third),
        [0xE3, 0x81 | 0x82, ..] | [0xEF, 0xBC, 0x8C | 0x81 | 0x9F | 0x9B, ..] => true,
        // A stop that ends a text or a sentence, and does not part figures.
        [0xE3, 0x80, 0x81 | 0x82, next @ ..] => next.first().is_none_or(|next| !next.is_ascii()),
        _ => false,
    }
}

/// Whether what follows a number makes no date of it, or one behind which no word says that somebody was born on it.
fn is_undated(bytes: &[u8], end: usize) -> bool {
    let Some((next, len)) = character(bytes, end) else { return true };
    match next {
        ',' | '，' => match bytes.get(end + len..).unwrap_or_default() {
            [b'0'..=b'9', b'0'..=b'9', b'0'..=b'9', ..] | [] => true,
            rest => {
                !matches!(rest, [b'0'..=b'9' | b' ' | b'\n', ..]) && is_word(rest) && !rest.starts_with("十".as_bytes())
            }
        },
        '年' | '月' | '년' | '월' | '号' | '號' | '일' | '日' => {
            let mut at = end;
            (0..16).all(|_| match character(bytes, at) {
                // What is escaped or does not show may be of the word.
                Some(('%' | '&' | '\\' | '\0'..='\u{1f}' | '\u{7f}', _)) => false,
                Some((_, len)) => {
                    at += len;
                    !may_follow(bytes, at)
                }
                None => true,
            })
        }
        _ => true,
    }
}

/// Whether the word before a number begins with a letter or numeral, as a month's name does.
fn is_behind_month(bytes: &[u8], at: usize) -> bool {
    let (mut end, mut first) = (at, None);
    for _ in 0..12 {
        match before(bytes, end) {
            Some((character, len)) if is_alphabetic(character) => (end, first) = (end - len, Some(character)),
            _ => break,
        }
    }
    first.is_some_and(|first| first.is_ascii() || super::fold::is_numeral(first))
}

fn is_alphabetic(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '\u{4e00}'..='\u{9fff}' => true,
        _ => !character.is_ascii() && character.is_alphabetic(),
    }
}

/// [`label::may_follow`], of bytes.
fn may_follow(bytes: &[u8], at: usize) -> bool {
    let mut at = at;
    for _ in 0..2 {
        match character(bytes, at) {
            Some((' ' | ',' | '，' | '日', len)) => at += len,
            Some(('(' | '（', _)) => return true,
            _ => break,
        }
    }
    character(bytes, at).is_some_and(|(character, _)| traits(character.to_ascii_lowercase()) & LINK != 0)
}

/// [`label::may_name`], of bytes all of which are quiet.
fn may_name(bytes: &[u8], at: usize) -> bool {
    let mut inner = bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let mut end = at;
    for _ in 0..label::FREE {
        let Some((character, len)) = before(bytes, end) else { return false };
        let last = character.to_ascii_lowercase();
        let letter = last.is_ascii_lowercase();
        if traits(last) & NAMING != 0 && !(letter && inner) && NAMED.may_end(Backwards { bytes, end }) {
            return true;
        }
        end -= len;
        let parts = match last {
            '0'..='9' => bytes.get(..end).and_then(<[u8]>::last).is_some_and(u8::is_ascii_alphanumeric),
            '，' | '；' | '！' | '？' => true,
            _ => traits(last) & CLAUSE != 0,
        };
        if parts {
            return false;
        }
        inner = letter;
    }
    false
}

/// The characters before an offset, separators left out, the last first.
struct Backwards<'b> {
    bytes: &'b [u8],
    end: usize,
}

impl Iterator for Backwards<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            let (character, len) = before(self.bytes, self.end)?;
            self.end -= len;
            match character {
                '）' => {}
                _ if character.is_ascii() && is_gap(character as u8) => {}
                _ => return Some(character.to_ascii_lowercase()),
            }
        }
    }
}

const fn is_gap(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'-' | b'.' | b'/' | b'(' | b')' | b'_' | b'~')
}

/// The character at an offset, and its bytes.
fn character(bytes: &[u8], at: usize) -> Option<(char, usize)> {
    match bytes.get(at..)? {
        [byte @ ..=0x7F, ..] => Some((*byte as char, 1)),
        [lead @ 0xE0..=0xEF, second, third, ..] => Some((of_three(*lead, *second, *third)?, 3)),
        // All of another length are loud, and so is what asks.
        [_, ..] => Some(('生', 1)),
        [] => None,
    }
}

/// The character before an offset, and its bytes. What is quiet has one or three.
fn before(bytes: &[u8], end: usize) -> Option<(char, usize)> {
    match bytes.get(..end)? {
        [.., byte @ ..=0x7F] => Some((*byte as char, 1)),
        [.., lead, second, third] => Some((of_three(*lead, *second, *third)?, 3)),
        _ => None,
    }
}

fn of_three(lead: u8, second: u8, third: u8) -> Option<char> {
    char::from_u32(u32::from(lead & 0x0F) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F))
}

/// Whether a numeral stands before a Chinese character that is none.
fn is_lone(rest: &[u8]) -> bool {
    let [lead, second, third, next @ 0xE4..=0xE9, after, last, ..] = rest else { return false };
    let sign = of_three(*lead, *second, *third).is_none_or(|sign| matches!(sign, '艾' | '圈'));
    !sign && !is_special(*next, *after, *last)
}

/// Whether a character of Chinese is a numeral or begins a word for the at sign.
fn is_special(lead: u8, second: u8, third: u8) -> bool {
    let code = u32::from(lead & 0x0F) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
    ideograph_traits(code).is_none_or(|traits| traits & SPECIAL != 0)
}
