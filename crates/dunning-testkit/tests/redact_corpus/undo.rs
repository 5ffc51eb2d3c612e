//! A reader of its own that undoes disguises, to tell whether an identifier can still be read from a redacted text. It
//! shares no code with the engine, and knows no kinds and no labels.

use dunning_wire::score::{Label, Labelled};
use unicode_normalization::UnicodeNormalization as _;

/// Fewest symbols of an identifier that is looked for by itself; a shorter one is looked for where it stood.
const ALONE_MIN: usize = 8;
/// Characters before a short identifier that tell its place.
const BEFORE: usize = 4;

const CHINESE: &str = "零一二三四五六七八九";
const FINANCIAL: &str = "零壹贰叁肆伍陆柒捌玖";
/// First digits of the scripts whose ten digits follow each other, and of circled and parenthesized ones.
const ZEROS: [u32; 6] = [0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0x1D7CE];
const ONES: [u32; 3] = [0x2776, 0x2780, 0x278A];

/// Whether the identifier that a label names can be read from the redacted text.
pub(crate) fn readable(redacted: &str, row: &Labelled, label: &Label) -> bool {
    let surface = row.text_of(label.span);
    let value = squash(surface);
    if value.chars().count() >= ALONE_MIN {
        return squash(redacted).contains(&value);
    }
    let before = row.text.chars().take(label.span.start).skip(label.span.start.saturating_sub(BEFORE));
    redacted.contains(&before.chain(surface.chars()).collect::<String>())
}

/// The letters and digits of a text, its disguises undone, in lower case.
fn squash(text: &str) -> String {
    let plain = entities(&json_escapes(&percent(text)));
    let digits = plain.chars().map(digit).collect::<String>();
    let folded = digits.nfkc().map(digit).filter(|c| c.is_alphanumeric());
    folded.flat_map(char::to_lowercase).collect()
}

/// A digit of another script as an ASCII one, look-alike letters as digits; any other character as it is.
fn digit(c: char) -> char {
    let number = [CHINESE, FINANCIAL].iter().find_map(|digits| digits.chars().position(|d| d == c));
    let number = number.or_else(|| ZEROS.iter().find_map(|zero| place(c, *zero, 10)));
    let number = number.or_else(|| ONES.iter().find_map(|one| place(c, *one, 9).map(|n| n + 1)));
    let number = number.and_then(|n| char::from_digit(u32::try_from(n).ok()?, 10));
    number.unwrap_or(match c {
        '幺' | 'l' | 'I' | '|' => '1',
        '〇' | '⓪' | '⓿' | 'O' | 'o' => '0',
        'S' => '5',
        'B' => '8',
        other => other,
    })
}

fn place(c: char, first: u32, count: u32) -> Option<usize> {
    let offset = u32::from(c).checked_sub(first)?;
    let decimal = first == 0x1D7CE && offset < 50;
    (offset < count || decimal).then_some(()).and_then(|()| usize::try_from(offset % 10).ok())
}

fn percent(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = code.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn json_escapes(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part.get(..4).and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32);
        match code {
            Some(c) => out.extend([c.to_string().as_str(), &part[4..]]),
            None => out.extend(["\\u", part]),
        }
    }
    out
}

/// Numeric character references undone.
fn entities(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (number, after) = part.split_once(';').unwrap_or(("", part));
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok(),
            None => number.parse().ok(),
        };
        match code.and_then(char::from_u32) {
            Some(c) => out.extend([c.to_string().as_str(), after]),
            None => out.extend(["&#", part]),
        }
    }
    out
}

#[test]
fn disguises_are_undone() {
    for text in [
        "１３８ 0013",
        "①③⑧⓪⓪13",
        "壹叁八零〇幺叁",
        "%31%338-0013",
        "\\u0031380013",
        "&#49;&#x33;80013",
        "𝟏𝟑𝟖𝟎𝟎𝟏𝟑",
        "l38OO13",
        "١٣٨٠٠١٣",
        "1\u{200b}38\u{2060}0013",
    ] {
        assert_eq!(squash(text), "1380013", "{text}");
    }
}
