//! Skims the bytes of a text for the first at which anything can begin, so that texts without digits, signs and foreign
//! letters are not folded at all. It knows characters that are certainly quiet ([`super::quiet`] says where a finding may
//! begin) and calls every other loud: what it doesn't know is read.

/// The first loud byte from an offset on; the text's length where there is none.
pub(super) fn loud(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(rest) = bytes.get(at..)
        && let Some(len) = quiet_len(rest, bytes, at)
    {
        at += len;
    }
    at.min(bytes.len())
}

/// Bytes of the quiet character at the head of the rest; none where it is loud, or the end.
fn quiet_len(rest: &[u8], bytes: &[u8], at: usize) -> Option<usize> {
    match rest {
        // Chinese: quiet, unless it is a numeral before another, or begins a word for the at sign.
        [lead @ 0xE4..=0xE9, second, third, ..] => {
            let quiet = !is_special(*lead, *second, *third) || is_lone(rest);
            quiet.then_some(3)
        }
        // Not behind a character that is none of ASCII, a plate's province or a label's end.
        [b'a'..=b'z' | b'A'..=b'Z', ..] => {
            let behind = bytes.get(at.saturating_sub(3)..at).unwrap_or_default();
            behind.is_ascii().then_some(1)
        }
        [
            b'\n' | b'.' | b',' | b';' | b'!' | b'?' | b'/' | b')' | b']' | b'}' | b'>' | b'\'' | b'"' | b'*' | b'~',
            ..,
        ] => Some(1),
        // A word may follow that these begin, or a value.
        [b' ' | b'-' | b'(' | b'[' | b'{' | b'<', 0xE4..=0xE9 | b'\n' | b'.' | b',' | b'/', ..] => Some(1),
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

/// Whether a numeral stands before a Chinese character that is none.
fn is_lone(rest: &[u8]) -> bool {
    let [lead, second, third, next @ 0xE4..=0xE9, after, last, ..] = rest else { return false };
    let sign = SIGNS.contains(&[*lead, *second, *third]);
    !sign && !is_special(*next, *after, *last)
}

/// Characters that words for the at sign begin with: 艾, 圈.
const SIGNS: [[u8; 3]; 2] = [[0xE8, 0x89, 0xBE], [0xE5, 0x9C, 0x88]];

/// Whether a character of Chinese is a numeral or one of [`SIGNS`].
pub(super) fn is_special(lead: u8, second: u8, third: u8) -> bool {
    let place = (lead as usize & 7) << 12 | (second as usize & 0x3F) << 6 | third as usize & 0x3F;
    SPECIAL.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
}

/// Numerals as [`super::fold`] reads them, and the characters of [`SIGNS`], a bit for each.
static SPECIAL: [u64; 512] = {
    let mut bits = [0; 512];
    let mut code = 0x4E00_u32;
    while code < 0xA000 {
        let special = match char::from_u32(code) {
            Some(character) => super::fold::is_numeral(character) || matches!(character, '艾' | '圈'),
            None => false,
        };
        if special {
            let place = (code & 0x7FFF) as usize;
            bits[place / 64] |= 1 << (place % 64);
        }
        code += 1;
    }
    bits
};
