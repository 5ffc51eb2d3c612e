//! Check digits, each from the standard named at it. Digits are values, letters are bytes in lower case.

/// Luhn's formula (ISO/IEC 7812-1, annex B).
pub(super) fn luhn(digits: &[u8]) -> bool {
    const DOUBLED: [u8; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(i, digit)| if i % 2 == 0 { *digit } else { DOUBLED.get(usize::from(*digit)).copied().unwrap_or(0) })
        .map(u32::from)
        .sum();
    sum.is_multiple_of(10)
}

/// The sum of digits times weights.
fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| u32::from(*digit) * weight).sum()
}

/// ISO 7064, MOD 11-2, over 17 digits and a check value of 0 to 10 (GB 11643-1999, 5.2).
pub(super) fn resident(body: &[u8], check: u8) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    (12 - weighted(body, &WEIGHTS) % 11) % 11 == u32::from(check)
}

/// MOD 31 over 17 characters and a check character (GB 32100-2015, 5.2); the alphabet has no I, O, S, V, Z.
pub(super) fn credit_code(code: &[u8]) -> bool {
    const ALPHABET: &[u8; 31] = b"0123456789abcdefghjklmnpqrtuwxy";
    const WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
    let value = |byte: &u8| ALPHABET.iter().position(|known| known == byte).map(|place| place as u32);
    let Some((check, body)) = code.split_last() else { return false };
    let sum = body.iter().zip(WEIGHTS).try_fold(0, |sum, (byte, weight)| Some(sum + value(byte)? * weight));
    sum.is_some_and(|sum| value(check) == Some((31 - sum % 31) % 31))
}

/// ISO/IEC 7064, MOD 97-10, as ISO 13616-1 uses it: the first four characters last, letters as two digits.
pub(super) fn iban(code: &[u8]) -> bool {
    let rotated = code.iter().skip(4).chain(code.iter().take(4));
    let remainder = rotated.fold(0u32, |remainder, byte| match byte {
        b'0'..=b'9' => (remainder * 10 + u32::from(byte - b'0')) % 97,
        _ => (remainder * 100 + u32::from(byte.wrapping_sub(b'a')) + 10) % 97,
    });
    remainder == 1
}

/// Verhoeff's dihedral scheme (UIDAI; J. Verhoeff, "Error Detecting Decimal Codes", 1969).
pub(super) fn verhoeff(digits: &[u8]) -> bool {
    const PERMUTE: [[u8; 10]; 8] = [
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
        [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
        [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
        [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
        [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
        [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
        [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
    ];
    // Multiplication in the dihedral group of order ten.
    let times = |a: u8, b: u8| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => 5 + (a + b - 5) % 5,
        (false, true) => 5 + (a - 5 + 5 - b) % 5,
        (false, false) => (a - 5 + 5 - (b - 5)) % 5,
    };
    let permuted = |i: usize, digit: u8| PERMUTE.get(i % 8).and_then(|row| row.get(usize::from(digit))).copied();
    let check = digits.iter().rev().enumerate().try_fold(0, |c, (i, digit)| Some(times(c, permuted(i, *digit)?)));
    check == Some(0)
}

/// The check digits of a natural person's number (Receita Federal, IN 1.548/2015): MOD 11 twice.
pub(super) fn cpf(digits: &[u8]) -> bool {
    let all_same = digits.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    digits.len() == 11 && !all_same && (9..11).all(|place| brazilian(digits, place, place as u32 + 1, 11))
}

/// The check digits of a legal person's number (Receita Federal, IN 2.119/2022): MOD 11 twice, weights 2 to 9.
pub(super) fn cnpj(digits: &[u8]) -> bool {
    let all_same = digits.windows(2).all(|pair| matches!(pair, [a, b] if a == b));
    digits.len() == 14 && !all_same && (12..14).all(|place| brazilian(digits, place, 9, 9))
}

/// Whether the digit at `place` checks those before it, with weights from 2 up to `highest`, then from 2 again.
fn brazilian(digits: &[u8], place: usize, highest: u32, cycle: u32) -> bool {
    let (Some(body), Some(check)) = (digits.get(..place), digits.get(place)) else { return false };
    let cycle = cycle.max(highest) - 1;
    let weights = body.iter().rev().zip(0..);
    let sum: u32 = weights.map(|(digit, i)| u32::from(*digit) * (2 + i % cycle)).sum();
    let expected = match sum % 11 {
        0 | 1 => 0,
        rest => 11 - rest,
    };
    u32::from(*check) == expected
}

/// The check of a tax file number (Australian Taxation Office): a weighted sum that eleven divides.
pub(super) fn tax_file(digits: &[u8]) -> bool {
    let holds = |weights: &[u32]| weighted(digits, weights).is_multiple_of(11);
    match digits.len() {
        9 => holds(&[1, 4, 3, 7, 5, 8, 6, 9, 10]),
        8 => holds(&[10, 7, 8, 4, 6, 3, 5, 1]) || holds(&[1, 4, 3, 7, 5, 8, 6, 9]),
        _ => false,
    }
}

/// The check digit of an individual number (Japan, Ordinance of MIC 85/2014, article 5).
pub(super) fn my_number(digits: &[u8]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    let rest = weighted(body, &[6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    digits.len() == 12 && u32::from(*check) == if rest <= 1 { 0 } else { 11 - rest }
}

/// The check digit of a resident registration number (Korea, in use until October 2020).
pub(super) fn resident_registration(digits: &[u8]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    let sum = weighted(body, &[2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]);
    digits.len() == 13 && u32::from(*check) == (11 - sum % 11) % 10
}

/// The check digit of a routing number (American Bankers Association): weights 3, 7, 1.
pub(super) fn routing(digits: &[u8]) -> bool {
    digits.len() == 9 && weighted(digits, &[3, 7, 1, 3, 7, 1, 3, 7, 1]).is_multiple_of(10)
}

/// The check letter of a Singapore identity card (Immigration and Checkpoints Authority; series S, T, F, G, M).
pub(super) fn nric(code: &[u8]) -> bool {
    let [series, body @ .., check] = code else { return false };
    let sum: u32 = body.iter().zip([2, 7, 6, 5, 4, 3, 2]).map(|(byte, weight)| u32::from(byte & 15) * weight).sum();
    let (offset, letters): (u32, &[u8; 11]) = match series {
        b's' => (0, b"jzihgfedcba"),
        b't' => (4, b"jzihgfedcba"),
        b'f' => (0, b"xwutrqpnmlk"),
        b'g' => (4, b"xwutrqpnmlk"),
        b'm' => (3, b"xwutrqpnjlk"),
        _ => return false,
    };
    letters.get(((sum + offset) % 11) as usize) == Some(check)
}

/// The check character of a Hong Kong identity card (Immigration Department): MOD 11 over two letters and six digits;
/// a single letter stands behind a space of value 36.
pub(super) fn hong_kong(letters: &[u8], digits: &[u8], check: u8) -> bool {
    let value = |letter: u8| u32::from(letter.wrapping_sub(b'a')) + 10;
    let head = match letters {
        [one] => 36 * 9 + value(*one) * 8,
        [one, two] => value(*one) * 9 + value(*two) * 8,
        _ => return false,
    };
    let sum = head + weighted(digits, &[7, 6, 5, 4, 3, 2]);
    let check = if check == b'a' { 10 } else { u32::from(check & 15) };
    (sum + check).is_multiple_of(11)
}
