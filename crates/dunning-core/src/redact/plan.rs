//! Numbering plans: which digits are a telephone number, and which belong to a business's hotline. Knows nothing of
//! text.

/// A country's calling code, the lengths of its national numbers, and the prefixes of its toll-free and service numbers.
struct Country {
    code: &'static [u8],
    shortest: usize,
    longest: usize,
    service: &'static [&'static [u8]],
}

const fn country(code: &'static [u8], shortest: usize, longest: usize, service: &'static [&'static [u8]]) -> Country {
    Country { code, shortest, longest, service }
}

/// Toll-free area codes of the North American plan (NANPA), its premium 900, and 400, the shared-cost prefix of mainland
/// China in the same grouping.
const TOLL_FREE: &[&[u8]] = &[
    &[8, 0, 0],
    &[8, 2, 2],
    &[8, 3, 3],
    &[8, 4, 4],
    &[8, 5, 5],
    &[8, 6, 6],
    &[8, 7, 7],
    &[8, 8, 8],
    &[9, 0, 0],
    &[4, 0, 0],
];

/// Countries whose plans are told apart here (ITU-T E.164 list of assigned codes and the national plans filed with the
/// ITU). Every other assigned code takes 7 to 12 digits.
const COUNTRIES: [Country; 31] = [
    country(&[1], 10, 10, TOLL_FREE),
    country(&[7], 10, 10, &[&[8, 0, 0]]),
    country(&[2, 7], 9, 9, &[&[8, 0, 0], &[8, 6]]),
    country(&[3, 1], 9, 9, &[&[8, 0, 0], &[9, 0]]),
    country(&[3, 3], 9, 9, &[&[8]]),
    country(&[3, 4], 9, 9, &[&[8, 0], &[9, 0]]),
    country(&[3, 9], 8, 11, &[&[8, 0, 0], &[8, 0, 3]]),
    country(&[4, 1], 9, 9, &[&[8, 0, 0], &[8, 4]]),
    country(&[4, 4], 9, 10, &[&[8], &[3]]),
    country(&[4, 9], 6, 11, &[&[8, 0, 0], &[1, 8, 0], &[9, 0, 0]]),
    country(&[5, 2], 10, 10, &[&[8, 0, 0]]),
    country(&[5, 5], 10, 11, &[&[8, 0, 0], &[3, 0, 0], &[4, 0, 0]]),
    country(&[5, 6], 9, 9, &[&[8, 0, 0], &[6, 0, 0]]),
    country(&[5, 7], 10, 10, &[&[0, 1, 8, 0, 0], &[1, 8, 0, 0]]),
    country(&[6, 0], 8, 10, &[&[1, 8, 0, 0], &[1, 3, 0, 0]]),
    country(&[6, 1], 9, 10, &[&[1, 8, 0, 0], &[1, 3]]),
    country(&[6, 2], 8, 12, &[&[8, 0, 0], &[8, 0, 7]]),
    country(&[6, 3], 8, 10, &[&[1, 8, 0, 0]]),
    country(&[6, 5], 8, 8, &[&[1, 8, 0, 0]]),
    country(&[6, 6], 8, 9, &[&[1, 8, 0, 0]]),
    country(&[8, 1], 9, 10, &[&[1, 2, 0], &[8, 0, 0], &[5, 7, 0]]),
    country(&[8, 2], 8, 10, &[&[8, 0], &[1, 5], &[1, 6], &[1, 8]]),
    country(&[8, 4], 9, 10, &[&[1, 8, 0, 0], &[1, 9, 0, 0]]),
    country(&[8, 6], 9, 11, &[&[4, 0, 0], &[8, 0, 0]]),
    country(&[9, 1], 10, 10, &[&[1, 8, 0, 0], &[1, 8, 6, 0]]),
    country(&[8, 5, 2], 8, 8, &[&[8, 0, 0]]),
    country(&[8, 5, 3], 8, 8, &[&[0, 8, 0, 0]]),
    country(&[8, 8, 6], 8, 9, &[&[8, 0, 0], &[8, 0, 9]]),
    country(&[9, 7, 1], 8, 9, &[&[8, 0, 0], &[6, 0, 0]]),
    country(&[3, 5, 1], 9, 9, &[&[8, 0, 0], &[7, 0, 7]]),
    country(&[2, 3, 4], 8, 10, &[&[8, 0, 0]]),
];

/// First two digits of the calling codes that have three (ITU-T E.164, assigned codes).
const LONG_CODES: [u8; 19] = [21, 22, 23, 24, 25, 26, 29, 35, 37, 38, 42, 50, 59, 67, 68, 69, 85, 96, 97];
/// Calling codes of two digits.
const SHORT_CODES: [u8; 43] = [
    20, 27, 30, 31, 32, 33, 34, 36, 39, 40, 41, 43, 44, 45, 46, 47, 48, 49, 51, 52, 53, 54, 55, 56, 57, 58, 60, 61, 62,
    63, 64, 65, 66, 81, 82, 84, 86, 90, 91, 92, 93, 94, 95,
];

/// Prefixes of numbers that businesses are reached by, as they are dialled inside their country: 400 and 800 in mainland
/// China, 0800 and its neighbours in Europe, Brazil, Hong Kong and Japan, 0969 in France, 1800, 1300 and 1860 in India,
/// Malaysia and Australia.
const SERVICE: [(&[u8], usize, usize); 21] = [
    (&[4, 0, 0], 10, 10),
    (&[8, 0, 0], 9, 10),
    (&[9, 5], 5, 6),
    (&[9, 5, 0], 7, 9),
    (&[9, 5, 1], 7, 9),
    (&[9, 6], 5, 6),
    (&[1, 0, 1, 0], 8, 8),
    (&[0, 8, 0], 10, 10),
    (&[0, 8, 0, 0], 9, 11),
    (&[0, 8, 0, 8], 10, 11),
    (&[0, 8, 0, 5], 10, 10),
    (&[0, 3, 0, 0], 10, 11),
    (&[0, 3, 3, 0], 11, 11),
    (&[0, 3, 4, 5], 11, 11),
    (&[0, 1, 2, 0], 10, 10),
    (&[0, 5, 7, 0], 10, 10),
    (&[1, 8, 0, 0], 10, 10),
    (&[1, 3, 0, 0], 10, 10),
    (&[1, 8, 6, 0], 10, 10),
    (&[9, 0, 0], 9, 9),
    (&[0, 9, 6, 9], 10, 10),
];

/// Areas of mainland China with three digits: 010 and 020 to 029 without 026 (MIIT numbering plan, 2017).
fn has_short_area(digits: &[u8]) -> bool {
    matches!(digits, [0, 1, 0, ..] | [0, 2, 0..=5 | 7..=9, ..])
}

/// Length of the area code of a landline number of mainland China, with its zero.
pub(super) fn chinese_area(digits: &[u8]) -> Option<usize> {
    match digits {
        _ if has_short_area(digits) => Some(3),
        [0, 3..=9, 1..=9, _, ..] | [0, 7 | 9, 0, 1..=9, ..] => Some(4),
        _ => None,
    }
}

/// The eleven digits of a mobile number of mainland China, behind 86 or 0086 where these stand.
pub(super) fn chinese_mobile(digits: &[u8]) -> Option<&[u8]> {
    let national = match digits {
        [8, 6, rest @ ..] | [0, 0, 8, 6, rest @ ..] => rest,
        _ => digits,
    };
    (national.len() == 11 && matches!(national, [1, 3..=9, ..])).then_some(national)
}

/// Ten digits of the North American plan that are no business's: area and exchange from 2 and not N11.
pub(super) fn is_north_american(digits: &[u8]) -> bool {
    let [a1, a2, a3, e1, e2, e3, _, _, _, _] = digits else { return false };
    *a1 >= 2
        && *e1 >= 2
        && (*a2, *a3) != (1, 1)
        && (*e2, *e3) != (1, 1)
        && *a2 != 9
        && !TOLL_FREE.iter().any(|free| digits.starts_with(free))
}

/// Digits that stood behind a plus sign: an assigned calling code, a length of its plan (one more for a trunk zero in
/// brackets), at most 15 digits (ITU-T E.164, 6), and no service number.
pub(super) fn is_international(digits: &[u8]) -> bool {
    if let Some(country) = COUNTRIES.iter().find(|country| begins(digits, country.code)) {
        let rest = digits.get(country.code.len()..).unwrap_or_default();
        let national = rest.strip_prefix(&[0]).unwrap_or(rest);
        let fits = (country.shortest..=country.longest).contains(&national.len())
            || (country.shortest..=country.longest).contains(&rest.len());
        let plan = match country.code {
            [1] => is_north_american(national),
            _ => true,
        };
        return fits && plan && !country.service.iter().any(|prefix| national.starts_with(prefix));
    }
    let [tens, ones, ..] = digits else { return false };
    let code = tens * 10 + ones;
    let national = match code {
        _ if LONG_CODES.contains(&code) => digits.len().saturating_sub(3),
        88 | 99 => digits.len().saturating_sub(3),
        _ if SHORT_CODES.contains(&code) => digits.len() - 2,
        _ => return false,
    };
    (7..=12).contains(&national) && digits.len() <= 15
}

/// Whether the digits are a business's number as it is dialled at home. A mobile number of mainland China that begins
/// with 180 is told from India's 1800 by its grouping.
pub(super) fn is_service(digits: &[u8], sizes: &[u8]) -> bool {
    if !(5..=11).contains(&digits.len()) || !matches!(digits, [0 | 1 | 3 | 4 | 8 | 9, ..]) {
        return false;
    }
    let trunk = match (digits, sizes) {
        ([1, rest @ ..], [1, 3, ..]) => rest,
        _ => digits,
    };
    let fits = |(prefix, shortest, longest): &(&[u8], usize, usize), digits: &[u8]| {
        (*shortest..=*longest).contains(&digits.len()) && begins(digits, prefix)
    };
    // Japan's mobile numbers of 080-8xxx are not the freephone numbers of 0808.
    if digits.starts_with(&[0, 8, 0, 8]) && matches!(sizes, [11] | [3, 4, 4] | [7, 4] | [3, 8]) {
        return false;
    }
    let toll_free = trunk.len() == 10 && TOLL_FREE.iter().any(|free| begins(trunk, free));
    let grouped_1800 = digits.len() == 11 && matches!((digits, sizes), ([1, 8, 0 | 6, 0, ..], [4, 3, 4] | [4, 7]));
    let representative = digits.len() == 8 && matches!(digits, [1, 5 | 6 | 8, ..] | [4 | 3, 0, 0, ..]);
    let french = matches!(sizes, [2, 2, 2, 2, 2] | [4, 2, 2, 2] | [4, 3, 3]) && digits.starts_with(&[0, 8]);
    toll_free || grouped_1800 || french || representative || SERVICE.iter().any(|service| fits(service, digits))
}

/// Whether digits begin with a prefix: one by one, since all are short.
fn begins(digits: &[u8], prefix: &[u8]) -> bool {
    digits.len() >= prefix.len() && digits.iter().zip(prefix).all(|(digit, other)| digit == other)
}

/// Mobile numbers as they are dialled at home, whose prefix tells them also in one piece: first digits and length, after
/// the national plans filed with the ITU.
const MOBILES: [(&[u8], usize); 18] = [
    (&[0, 7, 0], 11), // Japan
    (&[0, 8, 0], 11),
    (&[0, 9, 0], 11),
    (&[0, 1, 0], 11), // Korea
    (&[0, 1, 1], 10),
    (&[0, 1, 6], 10),
    (&[0, 1, 7], 10),
    (&[0, 1, 9], 10),
    (&[0, 7, 3], 11), // United Kingdom
    (&[0, 7, 4], 11),
    (&[0, 7, 5], 11),
    (&[0, 7, 7], 11),
    (&[0, 7, 8], 11),
    (&[0, 7, 9], 11),
    (&[0, 6], 10), // France
    (&[0, 7], 10),
    (&[0, 4], 10), // Australia
    (&[0, 9], 10), // Taiwan
];

/// Whether digits in one piece are a mobile number of a country that writes its trunk zero.
pub(super) fn is_trunk_mobile(digits: &[u8]) -> bool {
    MOBILES.iter().any(|(prefix, len)| digits.len() == *len && begins(digits, prefix))
        // Germany: 015, 016 and 017 with eleven or twelve digits.
        || (matches!(digits, [0, 1, 5..=7, ..]) && matches!(digits.len(), 11 | 12))
}

/// A way to write a country's numbers: the ranges of the first three digits, and the groups.
type Written = ([(u8, u8); 3], &'static [&'static [u8]]);

const ANY: (u8, u8) = (0, 9);
const ZERO: (u8, u8) = (0, 0);

/// Ways in which people write the numbers of Japan, Korea, Taiwan, India, the United Kingdom, France, Germany, Brazil,
/// Australia and Spain, after the national plans filed with the ITU.
const WRITTEN: [Written; 11] = [
    ([ZERO, (7, 9), ZERO], &[&[3, 4, 4]]),
    ([ZERO, (1, 1), ANY], &[&[3, 4, 4], &[3, 3, 4], &[5, 6], &[4, 3, 4], &[5, 3, 3]]),
    ([ZERO, (1, 9), ANY], &[&[2, 4, 4], &[3, 3, 4], &[4, 2, 4], &[5, 1, 4], &[2, 3, 4], &[3, 4, 4], &[4, 3, 3]]),
    ([(6, 9), ANY, ANY], &[&[5, 5]]),
    ([ZERO, (2, 2), ANY], &[&[5, 6], &[4, 3, 4], &[5, 3, 3]]),
    ([ZERO, (7, 7), ANY], &[&[5, 6], &[5, 3, 3], &[4, 3, 4]]),
    ([ZERO, (1, 9), ANY], &[&[2, 2, 2, 2, 2]]),
    ([ZERO, (1, 1), (5, 7)], &[&[4, 7], &[4, 8], &[5, 7], &[4, 4, 4], &[4, 4, 3], &[4, 3, 2, 2]]),
    ([ZERO, (2, 9), ANY], &[&[3, 6], &[3, 7], &[3, 8], &[4, 6], &[4, 7], &[5, 5], &[5, 6], &[3, 3, 2], &[3, 4, 3]]),
    ([(1, 9), (1, 9), (2, 9)], &[&[2, 5, 4], &[2, 4, 4]]),
    ([(6, 7), ANY, ANY], &[&[3, 2, 2, 2]]),
];

/// Whether digits so grouped are a number as people of some country write it.
pub(super) fn is_written(digits: &[u8], sizes: &[u8]) -> bool {
    (2..=5).contains(&sizes.len())
        && WRITTEN.iter().any(|(first, groupings)| {
            first.iter().zip(digits).all(|((least, most), digit)| (least..=most).contains(&digit))
                && groupings.contains(&sizes)
        })
}
