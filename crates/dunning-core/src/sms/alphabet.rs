//! The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1 and 6.2.1.1), and what may stand for a
//! character that is in neither. It knows nothing of segments.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The septets of a character: one in the basic table, two in the extension (the escape and itself), none in neither.
/// The escape itself is no character.
pub(super) const fn septets(character: char) -> u8 {
    match character {
        '\u{c}' | '^' | '{' | '}' | '\\' | '[' | '~' | ']' | '|' | '€' => 2,
        '\n' | '\r' | ' '..='_' | 'a'..='z' => 1,
        '£' | '¥' | 'è' | 'é' | 'ù' | 'ì' | 'ò' | 'Ç' | 'Ø' | 'ø' | 'Å' | 'å' => 1,
        'Δ' | 'Φ' | 'Γ' | 'Λ' | 'Ω' | 'Π' | 'Ψ' | 'Σ' | 'Θ' | 'Ξ' => 1,
        'Æ' | 'æ' | 'ß' | 'É' | '¤' | '¡' | 'Ä' | 'Ö' | 'Ñ' | 'Ü' | '§' | '¿' | 'ä' | 'ö' | 'ñ' | 'ü' | 'à' => {
            1
        }
        _ => 0,
    }
}

/// What says the same in GSM-7: a typographic mark's plain form, a letter without the accent that the alphabet lacks, a
/// full-width or ligature character taken apart (NFKD). `None` where nothing does.
pub(super) fn replacement(character: char) -> Option<String> {
    let plain = match character {
        '“' | '”' | '„' | '‟' | '«' | '»' | '〝' | '〞' | '″' => "\"",
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' | 'ʼ' => "'",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        '•' | '·' | '‣' | '▪' | '●' => "*",
        '\t' | '\u{a0}' | '\u{2028}' | '\u{2029}' => " ",
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => "",
        '×' => "x",
        '÷' | '⁄' | '∕' => "/",
        '½' => "1/2",
        '¼' => "1/4",
        '¾' => "3/4",
        '©' => "(c)",
        '®' => "(R)",
        '₹' => "Rs",
        // Greek capitals that the alphabet leaves out because Latin ones look the same (TS 23.038, 6.2.1, note).
        'Α' => "A",
        'Β' => "B",
        'Ε' => "E",
        'Ζ' => "Z",
        'Η' => "H",
        'Ι' => "I",
        'Κ' => "K",
        'Μ' => "M",
        'Ν' => "N",
        'Ο' => "O",
        'Ρ' => "P",
        'Τ' => "T",
        'Υ' => "Y",
        'Χ' => "X",
        _ => return taken_apart(character),
    };
    Some(plain.to_owned())
}

/// The compatibility decomposition without its marks, where all of it is in the alphabet.
fn taken_apart(character: char) -> Option<String> {
    let apart: String = character.nfkd().filter(|part| !is_combining_mark(*part)).collect();
    (!apart.is_empty() && apart.chars().all(|part| septets(part) > 0)).then_some(apart)
}
