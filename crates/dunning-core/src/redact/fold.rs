//! Undoes width, script, style, escapes and invisible characters: a text becomes a line of symbols, each with the bytes
//! it was written in. One pass, one table look-up for ASCII. It knows no kind of identifier.

use super::escape;
use super::finding::{Disguise, Disguises};
use super::lexicon::{NAMING, SPECIAL, TAIL, Traits, ideograph_traits, traits};
use super::symbol::{Class, NO_DIGIT, Symbol};

/// Folds a text from a byte offset on into a buffer. How many symbols that gave, and the byte offset at which it stopped:
/// the text's end, or where the buffer was full.
pub(super) fn fold_into(text: &str, from: usize, symbols: &mut [Symbol]) -> (usize, usize) {
    let bytes = text.as_bytes();
    let (mut count, mut at, mut hidden, mut closes) = (0, from, Disguises::NONE, None);
    while at < bytes.len() && count < symbols.len() {
        let rest = symbols.get_mut(count..).unwrap_or_default();
        let (plain, len) = plain_into(bytes, at, from, rest);
        if plain > 0 {
            if let Some(first) = rest.first_mut() {
                first.disguises = hidden;
            }
            hidden = Disguises::NONE;
            (count, at) = (count + plain, at + len);
            continue;
        }
        let Some(slot) = symbols.get_mut(count).filter(|_| at < bytes.len()) else { break };
        let start = (at - from) as u32;
        if let Some(len) = label_len(bytes, at) {
            // Where a label or token stands is a mask, as wide as three stars.
            let slots = symbols.get_mut(count..).unwrap_or_default().iter_mut().take(3);
            for (i, slot) in slots.enumerate() {
                let (start, len) = if i == 0 { (start, len) } else { (start + u32::from(len), 0) };
                *slot = Symbol { code: '*', start, len, class: Class::Mask, ..Symbol::EDGE };
                count += 1;
            }
            at += usize::from(len);
            continue;
        }
        if let Some(end) = emphasis(bytes, at, closes) {
            closes = end;
            let slots = symbols.get_mut(count..).unwrap_or_default().iter_mut().take(PAIR.len());
            for (slot, start) in slots.zip(start..) {
                *slot = Symbol { class: Class::Mark, start, ..ascii(b'*') };
                count += 1;
            }
            at += PAIR.len();
            continue;
        }
        let (character, len, escaped) = escape::read(text, at);
        at += len;
        match folded(character) {
            Some(symbol) => {
                let escape = if escaped { Disguises::of(Disguise::Escape) } else { Disguises::NONE };
                let disguises = symbol.disguises.union(hidden).union(escape);
                *slot = Symbol { start, len: len as u8, disguises, ..symbol };
                hidden = Disguises::NONE;
                count += 1;
            }
            None if is_attached(character) && count > 0 => {
                // A keycap's frame, an accent: part of the character before it.
                if let Some(last) = symbols.get_mut(count - 1) {
                    last.len = last.len.saturating_add(len as u8);
                    last.disguises = last.disguises.with(Disguise::Script);
                }
            }
            None => hidden = hidden.with(Disguise::Invisible),
        }
    }
    (count, at)
}

/// What emphasises in Markdown.
const PAIR: &[u8] = b"**";
/// Bytes of the longest stretch whose emphasis is seen.
const STRETCH: usize = 64;

/// Whether an emphasis of Markdown begins or ends at a byte offset, and where one that begins does end: `**6222…**` hides
/// nothing. Behind a digit or a hyphen two stars are a mask.
fn emphasis(bytes: &[u8], at: usize, closes: Option<usize>) -> Option<Option<usize>> {
    let is_pair = |at: usize| {
        bytes.get(at..).is_some_and(|rest| rest.starts_with(PAIR) && rest.get(PAIR.len()) != Some(&b'*'))
            && (at == 0 || bytes.get(at - 1) != Some(&b'*'))
    };
    if bytes.get(at) != Some(&b'*') || !is_pair(at) {
        return None;
    }
    if closes == Some(at) {
        return Some(None);
    }
    let before = bytes.get(at.wrapping_sub(1)).copied().unwrap_or(b' ');
    let inside = bytes.get(at + PAIR.len()..).unwrap_or_default();
    if before.is_ascii_digit() || before == b'-' || inside.first().is_none_or(u8::is_ascii_whitespace) {
        return None;
    }
    let len = inside.iter().take(STRETCH).position(|byte| matches!(byte, b'*' | b'\n'))?;
    let end = at + PAIR.len() + len;
    (len > 0 && is_pair(end) && !inside.get(len - 1).is_some_and(u8::is_ascii_whitespace)).then_some(Some(end))
}

/// Folds a stretch of what most texts are made of: how many symbols that gave, and of how many bytes.
fn plain_into(bytes: &[u8], at: usize, from: usize, symbols: &mut [Symbol]) -> (usize, usize) {
    match bytes.get(at) {
        Some(0xE4..=0xE9) => {
            let count = ideographs_into(bytes, at, from, symbols);
            (count, 3 * count)
        }
        Some(0x00..=0x7F) => {
            let count = ascii_into(bytes, at, from, symbols);
            (count, count)
        }
        _ => (0, 0),
    }
}

/// Folds ASCII without escapes, as long as nothing else stands there: how many.
fn ascii_into(bytes: &[u8], at: usize, from: usize, symbols: &mut [Symbol]) -> usize {
    let mut count = 0;
    for (slot, byte) in symbols.iter_mut().zip(bytes.get(at..).unwrap_or_default()) {
        let known = &ASCII[usize::from(*byte)];
        if known.class == Class::Edge {
            break;
        }
        *slot = *known;
        slot.start = (at - from + count) as u32;
        count += 1;
    }
    count
}

/// Folds ideographs without numerals, as long as nothing else stands there: how many.
fn ideographs_into(bytes: &[u8], at: usize, from: usize, symbols: &mut [Symbol]) -> usize {
    let mut count = 0;
    for (slot, three) in symbols.iter_mut().zip(bytes.get(at..).unwrap_or_default().chunks_exact(3)) {
        let [lead @ 0xE4..=0xE9, second, third] = three else { break };
        let code = u32::from(lead & 0x0F) << 12 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
        let Some(traits) = ideograph_traits(code).filter(|traits| traits & SPECIAL == 0) else { break };
        let Some(code) = char::from_u32(code) else { break };
        *slot = Symbol { code, traits, start: (at - from + 3 * count) as u32, ..IDEOGRAPH };
        count += 1;
    }
    count
}

/// An ideograph, but for its code.
const IDEOGRAPH: Symbol = Symbol { len: 3, class: Class::Other, ..Symbol::EDGE };

/// Bytes of the label or token (`⟦KIND⟧`, `⟦KIND-name⟧`) that begins at a byte offset: letters alone, lest a number hide
/// in it.
fn label_len(bytes: &[u8], at: usize) -> Option<u8> {
    const OPEN: &[u8] = "⟦".as_bytes();
    const CLOSE: &[u8] = "⟧".as_bytes();
    let inside = bytes.get(at..)?.strip_prefix(OPEN)?;
    let len =
        inside.iter().take(64).take_while(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-')).count();
    inside.get(len..)?.starts_with(CLOSE).then(|| (OPEN.len() + len + CLOSE.len()) as u8)
}

/// The symbols of ASCII; an edge where more must be looked at: escapes, line breaks and what does not show.
static ASCII: [Symbol; 256] = {
    let mut table = [Symbol::EDGE; 256];
    let mut byte = 0u8;
    while byte < 127 {
        if !matches!(byte, b'%' | b'&' | b'*' | b'\\' | b'\r') && (byte >= b' ' || matches!(byte, b'\n' | b'\t')) {
            table[byte as usize] = Symbol { disguises: Disguises::NONE, ..ascii(byte) };
        }
        byte += 1;
    }
    table
};

/// The symbol of a character of ASCII.
const fn ascii(byte: u8) -> Symbol {
    let lower = byte.to_ascii_lowercase();
    let (class, digit) = match byte {
        b'0'..=b'9' => (Class::Digit, byte - b'0'),
        b'a'..=b'z' | b'A'..=b'Z' | b'|' => (Class::Letter, look_alike(byte)),
        b' ' | b'\t' | b'\n' | b'-' | b'.' | b'/' | b'(' | b')' | b'_' | b'~' => (Class::Gap, NO_DIGIT),
        b'*' => (Class::Mask, NO_DIGIT),
        _ => (Class::Mark, NO_DIGIT),
    };
    let code = if byte == b'\t' { ' ' } else { lower as char };
    let disguises = if byte == b'\t' { Disguises::of(Disguise::Separator) } else { Disguises::NONE };
    let traits = traits_of(code, class);
    Symbol { code, start: 0, len: 1, class, digit, upper: byte.is_ascii_uppercase(), traits, disguises }
}

/// The traits of a symbol. No label ends with a separator.
const fn traits_of(code: char, class: Class) -> Traits {
    match class {
        Class::Gap | Class::Mask => traits(code) & !(TAIL | NAMING),
        _ => traits(code),
    }
}

/// The digit that a letter is written for (Unicode TR 39, confusables of ASCII digits, and those in use as ciphers).
const fn look_alike(letter: u8) -> u8 {
    match letter {
        b'O' | b'o' => 0,
        b'l' | b'I' | b'i' | b'|' => 1,
        b'Z' | b'z' => 2,
        b'S' | b's' => 5,
        b'B' => 8,
        _ => NO_DIGIT,
    }
}

/// The symbol of any character; none for one that does not show.
fn folded(character: char) -> Option<Symbol> {
    if character.is_ascii() {
        return (!character.is_ascii_control() || matches!(character, '\n' | '\t')).then(|| ascii(character as u8));
    }
    let other = |code: char, class: Class, digit: u8, disguise: Option<Disguise>| Symbol {
        code,
        class,
        digit,
        traits: traits_of(code, class),
        disguises: disguise.map_or(Disguises::NONE, Disguises::of),
        ..Symbol::EDGE
    };
    if let '\u{4e00}'..='\u{9fff}' | '〇' = character {
        return Some(match numeral(character) {
            NO_DIGIT => other(character, Class::Other, NO_DIGIT, None),
            digit => other(character, Class::Numeral, digit, Some(Disguise::Numeral)),
        });
    }
    if let '！'..='～' = character {
        let narrow = ascii((character as u32 - 0xFEE0) as u8);
        return Some(Symbol { disguises: Disguises::of(Disguise::Width), ..narrow });
    }
    // Kana, Hangul, brackets and stops of East Asian texts have no other form.
    if matches!(character, '。' | '、' | '【' | '】' | '「' | '」' | '\u{3041}'..='\u{30fa}' | '\u{ac00}'..='\u{d7a3}')
    {
        return Some(other(character, Class::Other, NO_DIGIT, None));
    }
    if is_invisible(character) || is_attached(character) {
        return None;
    }
    if let Some(gap) = separator(character) {
        return Some(other(gap, Class::Gap, NO_DIGIT, Some(Disguise::Separator)));
    }
    if let Some(digit) = digit(character) {
        return Some(other((b'0' + digit) as char, Class::Digit, digit, Some(Disguise::Script)));
    }
    if let Some((letter, disguise)) = letter(character) {
        return Some(Symbol { disguises: Disguises::of(disguise), ..ascii(letter) });
    }
    if matches!(character, '●' | '█' | '■' | '×' | '✱' | '﹡' | '∗') {
        return Some(other('*', Class::Mask, NO_DIGIT, None));
    }
    let lower = character.to_lowercase().next().unwrap_or(character);
    Some(other(if character == '﹫' { '@' } else { lower }, Class::Other, NO_DIGIT, None))
}

/// Characters of width nothing: format controls, joiners, fillers (Unicode, Default_Ignorable_Code_Point).
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Characters drawn onto the one before: accents, variation selectors, the keycap's frame.
const fn is_attached(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{20d0}'..='\u{20f0}' | '\u{fe00}'..='\u{fe0f}')
}

fn separator(character: char) -> Option<char> {
    Some(match character {
        '\u{a0}' | '\u{3000}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        '\u{2028}' | '\u{2029}' => '\n',
        '\u{2010}'..='\u{2015}' | '−' | '﹣' | '﹘' => '-',
        '·' | '•' | '‧' | '・' | '･' | '⋅' => '·',
        _ => return None,
    })
}

/// Whether a character is a Chinese numeral.
pub(super) const fn is_numeral(character: char) -> bool {
    numeral(character) != NO_DIGIT
}

/// The value of a Chinese numeral, everyday, financial or as spoken over the telephone (GB/T 15835-2011).
const fn numeral(character: char) -> u8 {
    match character {
        '〇' | '零' | '洞' => 0,
        '一' | '壹' | '幺' | '壱' => 1,
        '二' | '贰' | '貳' | '两' | '兩' | '弐' => 2,
        '三' | '叁' | '參' | '叄' | '参' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' | '拐' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => NO_DIGIT,
    }
}

/// First code point, value of the first, and count of the digits of other scripts and styles (Unicode: Numeric_Type
/// Decimal and Digit).
const DIGITS: [(u32, u8, u32); 52] = [
    (0xB2, 2, 2),
    (0xB9, 1, 1),
    (0x660, 0, 10),
    (0x6F0, 0, 10),
    (0x7C0, 0, 10),
    (0x966, 0, 10),
    (0x9E6, 0, 10),
    (0xA66, 0, 10),
    (0xAE6, 0, 10),
    (0xB66, 0, 10),
    (0xBE6, 0, 10),
    (0xC66, 0, 10),
    (0xCE6, 0, 10),
    (0xD66, 0, 10),
    (0xDE6, 0, 10),
    (0xE50, 0, 10),
    (0xED0, 0, 10),
    (0xF20, 0, 10),
    (0x1040, 0, 10),
    (0x17E0, 0, 10),
    (0x1810, 0, 10),
    (0x2070, 0, 1),
    (0x2074, 4, 6),
    (0x2080, 0, 10),
    (0x2460, 1, 9),
    (0x2474, 1, 9),
    (0x2488, 1, 9),
    (0x24EA, 0, 1),
    (0x24F5, 1, 9),
    (0x24FF, 0, 1),
    (0x2776, 1, 9),
    (0x2780, 1, 9),
    (0x278A, 1, 9),
    (0x3021, 1, 9),
    (0x3220, 1, 9),
    (0x3280, 1, 9),
    (0xA620, 0, 10),
    (0xA8D0, 0, 10),
    (0xA900, 0, 10),
    (0xA9D0, 0, 10),
    (0xAA50, 0, 10),
    (0xABF0, 0, 10),
    (0x104A0, 0, 10),
    (0x11066, 0, 10),
    (0x1D7CE, 0, 10),
    (0x1D7D8, 0, 10),
    (0x1D7E2, 0, 10),
    (0x1D7EC, 0, 10),
    (0x1D7F6, 0, 10),
    (0x1F100, 0, 1),
    (0x1F101, 0, 10),
    (0x1FBF0, 0, 10),
];

fn digit(character: char) -> Option<u8> {
    let code = character as u32;
    if !(0xB2..0x1FBFA).contains(&code) {
        return None;
    }
    let at = DIGITS.partition_point(|(first, ..)| *first <= code).checked_sub(1)?;
    let (first, value, count) = DIGITS.get(at)?;
    let offset = code - first;
    (offset < *count).then(|| *value + offset as u8)
}

/// The Latin letter that a character is a style of or looks like (Unicode TR 39, confusables).
fn letter(character: char) -> Option<(u8, Disguise)> {
    let code = character as u32;
    let styled = |first: u32| {
        let place = ((code - first) % 52) as u8;
        if place < 26 { b'A' + place } else { b'a' + place - 26 }
    };
    match code {
        0x1D400..=0x1D6A3 => return Some((styled(0x1D400), Disguise::Script)),
        0x24B6..=0x24CF => return Some((b'A' + (code - 0x24B6) as u8, Disguise::Script)),
        0x24D0..=0x24E9 => return Some((b'a' + (code - 0x24D0) as u8, Disguise::Script)),
        0x1F110..=0x1F129 => return Some((b'A' + (code - 0x1F110) as u8, Disguise::Script)),
        0x1F130..=0x1F149 => return Some((b'A' + (code - 0x1F130) as u8, Disguise::Script)),
        _ => {}
    }
    if !(0x131..0x530).contains(&code) {
        return None;
    }
    let found = LOOK_ALIKES.iter().find(|(there, _)| *there == character);
    found.map(|(_, latin)| (*latin, Disguise::LookAlike))
}

/// Letters of Cyrillic and Greek drawn as Latin ones are.
#[rustfmt::skip]
const LOOK_ALIKES: [(char, u8); 52] = [
    ('А', b'A'), ('В', b'B'), ('Е', b'E'), ('К', b'K'), ('М', b'M'), ('Н', b'H'), ('О', b'O'), ('Р', b'P'), ('С', b'C'),
    ('Т', b'T'), ('Х', b'X'), ('У', b'Y'), ('Ѕ', b'S'), ('І', b'I'), ('Ј', b'J'), ('З', b'3'), ('а', b'a'), ('е', b'e'),
    ('о', b'o'), ('р', b'p'), ('с', b'c'), ('у', b'y'), ('х', b'x'), ('ѕ', b's'), ('і', b'i'), ('ј', b'j'), ('ԁ', b'd'),
    ('ӏ', b'l'), ('Α', b'A'), ('Β', b'B'), ('Ε', b'E'), ('Ζ', b'Z'), ('Η', b'H'), ('Ι', b'I'), ('Κ', b'K'), ('Μ', b'M'),
    ('Ν', b'N'), ('Ο', b'O'), ('Ρ', b'P'), ('Τ', b'T'), ('Υ', b'Y'), ('Χ', b'X'), ('ο', b'o'), ('α', b'a'), ('ν', b'v'),
    ('Ԛ', b'Q'), ('ԛ', b'q'), ('Ԝ', b'W'), ('ԝ', b'w'), ('ɡ', b'g'), ('ı', b'i'), ('ſ', b's'),
];
