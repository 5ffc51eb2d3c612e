//! Characters written by their number: percent escapes (RFC 3986, 2.1), HTML's character references (HTML Standard,
//! 13.1.4) and JSON's escapes (RFC 8259, 7). It decodes one character and knows nothing of what it is for.

/// The character at a byte offset, decoded where it is escaped, the bytes it takes, and whether it was escaped.
pub(super) fn read(text: &str, at: usize) -> (char, usize, bool) {
    let rest = text.get(at..).unwrap_or_default();
    let escaped = match rest.as_bytes().first() {
        Some(b'%') => percent(rest.as_bytes()),
        Some(b'&') => html(rest),
        Some(b'\\') => json(rest.as_bytes()),
        _ => None,
    };
    match escaped {
        Some((character, len)) => (character, len, true),
        None => rest.chars().next().map_or(('\0', 1, false), |character| (character, character.len_utf8(), false)),
    }
}

/// `%31`; a character beyond ASCII takes one escape for each byte of its UTF-8.
fn percent(rest: &[u8]) -> Option<(char, usize)> {
    let mut bytes = [0; 4];
    for count in 0..bytes.len() {
        let escape = rest.get(3 * count..3 * count + 3)?;
        if escape.first() != Some(&b'%') {
            return None;
        }
        *bytes.get_mut(count)? = hex(escape.get(1..)?)? as u8;
        if let Some(character) = std::str::from_utf8(bytes.get(..=count)?).ok().and_then(|text| text.chars().next()) {
            return Some((character, 3 * (count + 1)));
        }
    }
    None
}

/// `&#49;`, `&#x31;`, and the names of characters that stand in identifiers.
fn html(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(LONGEST_REFERENCE).position(|byte| byte == b';')?;
    let name = rest.get(1..end)?;
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => hex(digits.as_bytes())?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)?
        }
        None => NAMES.iter().find(|(known, _)| *known == name)?.1,
    };
    Some((character, end + 1))
}

/// Bytes of the longest reference that is read.
const LONGEST_REFERENCE: usize = 11;

/// Named references (HTML Standard, 13.5) of the signs in identifiers.
const NAMES: [(&str, char); 14] = [
    ("amp", '&'),
    ("ast", '*'),
    ("colon", ':'),
    ("commat", '@'),
    ("dash", '-'),
    ("equals", '='),
    ("hyphen", '-'),
    ("lowbar", '_'),
    ("lpar", '('),
    ("nbsp", ' '),
    ("period", '.'),
    ("plus", '+'),
    ("rpar", ')'),
    ("sol", '/'),
];

/// `\u0031`, also in pairs of surrogates, `\x31`, `\n`, `\t`.
fn json(rest: &[u8]) -> Option<(char, usize)> {
    match rest.get(1)? {
        b'n' => Some(('\n', 2)),
        b't' => Some(('\t', 2)),
        b'x' => char::from_u32(hex(rest.get(2..4)?)?).map(|character| (character, 4)),
        b'u' => {
            let unit = hex(rest.get(2..6)?)?;
            if !(0xD800..0xDC00).contains(&unit) {
                return char::from_u32(unit).map(|character| (character, 6));
            }
            let low = rest.get(6..8).filter(|mark| *mark == b"\\u").and_then(|_| hex(rest.get(8..12)?))?;
            let code = 0x10000 + ((unit - 0xD800) << 10) + low.checked_sub(0xDC00)?;
            char::from_u32(code).map(|character| (character, 12))
        }
        _ => None,
    }
}

/// The value of hexadecimal digits, six at most.
fn hex(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || digits.len() > 6 {
        return None;
    }
    digits.iter().try_fold(0, |value, digit| Some(value * 16 + (*digit as char).to_digit(16)?))
}
