//! Identifiers of letters and digits: consecutive groups of a run read as one code, each kind's form with its source.
//! It knows no label.

use super::check;
use super::claim::Claim;
use super::finding::{Evidence, Kind};
use super::run::{Group, Run, byte};
use super::symbol::{Class, Line};

/// Characters of the longest code (ISO 13616-1: 34).
pub(super) const CODE_MAX: usize = 34;

/// Consecutive groups, read as a code.
#[derive(Debug, Clone, Copy)]
pub(super) struct Code {
    bytes: [u8; CODE_MAX],
    len: usize,
    letters: usize,
    uppers: usize,
    /// Place of its first symbol.
    pub(super) from: usize,
    /// Place after its last.
    pub(super) to: usize,
}

impl Code {
    /// No group yet.
    const fn new() -> Self {
        Self { bytes: [0; CODE_MAX], len: 0, letters: 0, uppers: 0, from: 0, to: 0 }
    }

    /// Takes the next group; false when that is more than a code can hold, or no letters and plain digits.
    fn extend(&mut self, line: Line<'_>, group: Group) -> bool {
        let end = self.len + group.len();
        if group.class == Class::Numeral || end > CODE_MAX {
            return false;
        }
        if self.len == 0 {
            self.from = group.from;
        }
        for (slot, symbol) in self.bytes.iter_mut().skip(self.len).zip(line.slice(group.from, group.to)) {
            *slot = byte(*symbol);
            self.letters += usize::from(symbol.class == Class::Letter);
            self.uppers += usize::from(symbol.upper);
        }
        self.len = end;
        self.to = group.to;
        true
    }

    fn bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }

    /// Whether it holds letters and digits.
    const fn is_mixed(&self) -> bool {
        self.letters > 0 && self.letters < self.len
    }

    /// Whether no letter is lower-case.
    const fn is_upper(&self) -> bool {
        self.letters == self.uppers
    }
}

/// The lengths, a bit for each, of the codes that may begin at a place, by its first characters. Those for one use, which
/// a label alone tells, are [`FOR_ONE_USE`].
pub(super) fn lengths(line: Line<'_>, at: usize) -> u64 {
    let symbols = line.slice(at, line.len().min(at + 24)).iter();
    let mut bytes = symbols.filter(|symbol| symbol.class != Class::Gap).map(|symbol| byte(*symbol));
    let (Some(first), Some(second)) = (bytes.next(), bytes.next()) else { return 0 };
    let credit_code =
        |rest: &mut dyn Iterator<Item = u8>| u64::from(begins_credit_code(first, second, rest)) << CREDIT_CODE;
    let digits = |some: &[Option<u8>]| some.iter().all(|byte| byte.is_some_and(|byte| byte.is_ascii_digit()));
    match (first.is_ascii_lowercase(), second.is_ascii_lowercase()) {
        (false, false) => credit_code(&mut bytes),
        (false, true) => 0,
        (true, false) => {
            let mut rest = bytes.clone();
            if digits(&[Some(second), bytes.next(), bytes.next()]) {
                1 << 8 | 1 << 9 | credit_code(&mut rest)
            } else {
                0
            }
        }
        (true, true) => match bytes.next() {
            Some(b'0'..=b'9') if digits(&[bytes.next()]) => {
                let known = IBANS.binary_search_by_key(&[first, second], |(country, _)| **country).ok();
                1 << 9 | known.and_then(|place| IBANS.get(place)).map_or(0, |(_, len)| 1 << len)
            }
            Some(b'a'..=b'z') => {
                let mut next = || bytes.next().is_some_and(|byte| byte.is_ascii_lowercase());
                u64::from(next() && next() && digits(&[bytes.next(), bytes.next(), bytes.next()])) << 10
            }
            _ => 0,
        },
    }
}

/// The lengths of codes for one use.
const FOR_ONE_USE: u64 = 0b1_1111_0000;

/// Characters of a credit code.
const CREDIT_CODE: usize = 18;

/// What the codes of some lengths may be that begin with a group of a run.
pub(super) fn each(line: Line<'_>, run: &Run, first: usize, lengths: u64, found: &mut dyn FnMut(Claim, &Code)) {
    let mut groups = run.groups().iter().skip(first);
    let (mut code, mut len) = (Code::new(), 0);
    for group in run.groups().iter().skip(first) {
        len += group.len();
        if len > CODE_MAX {
            return;
        }
        if lengths >> len & 1 == 0 {
            continue;
        }
        while code.len < len
            && let Some(group) = groups.next()
        {
            if !code.extend(line, *group) {
                return;
            }
        }
        claims(&code, line, &mut |claim| found(claim, &code));
    }
}

/// The lengths of the codes that may begin at a place, beside a label that names some kinds.
pub(super) fn lengths_beside(line: Line<'_>, at: usize, names: u64) -> u64 {
    lengths(line, at) | if names & Kind::Otp.bit() == 0 { 0 } else { FOR_ONE_USE }
}

/// Whether a code may begin with a group of a run, beside a label that names some kinds.
pub(super) fn may_begin(line: Line<'_>, run: &Run, first: usize, names: u64) -> bool {
    let Some(group) = run.group(first) else { return false };
    if !run.has_letters_from(first) && run.len_from(first) < CREDIT_CODE {
        return false;
    }
    let mut any = false;
    each(line, run, first, lengths_beside(line, group.from, names), &mut |claim, _| {
        any |= claim.alone.is_some() || names & claim.kind.bit() != 0;
    });
    any
}

/// What a code may be.
fn claims(code: &Code, line: Line<'_>, found: &mut dyn FnMut(Claim)) {
    let bytes = code.bytes();
    if bytes.len() < 4 || (!code.is_mixed() && bytes.len() != CREDIT_CODE) {
        return;
    }
    let claimed = match bytes.len() {
        8 | 9 if code.letters > 0 => {
            [nino(bytes), nric(bytes), hong_kong(bytes, code, line), passport(bytes)]
                .into_iter()
                .flatten()
                .for_each(&mut *found);
            None
        }
        10 => pan(bytes),
        18 => credit_code(bytes).or_else(|| iban(bytes)),
        15.. => iban(bytes),
        _ => None,
    };
    claimed.into_iter().for_each(&mut *found);
    if (4..=8).contains(&bytes.len()) && code.is_mixed() && code.is_upper() && code.to - code.from == code.len {
        found(named(Kind::Otp, "otp.code", 15));
    }
}

const fn named(kind: Kind, rule: &'static str, rank: u8) -> Claim {
    Claim { kind, alone: None, labelled: Some(Evidence::Labelled), rank, rule, wary: true, failed: false }
}

/// With a wrong check character.
const fn failed(claim: Claim) -> Claim {
    Claim { failed: true, ..claim }
}

const fn form(kind: Kind, rule: &'static str, rank: u8) -> Claim {
    Claim { alone: Some(Evidence::Shape), ..named(kind, rule, rank) }
}

const fn checked(kind: Kind, rule: &'static str, rank: u8) -> Claim {
    Claim {
        kind,
        alone: Some(Evidence::Validated),
        labelled: Some(Evidence::Validated),
        rank,
        rule,
        wary: false,
        failed: false,
    }
}

/// Whether the bytes follow a pattern: `A` a letter, `9` a digit.
fn follows(bytes: &[u8], pattern: &[u8]) -> bool {
    bytes.len() == pattern.len()
        && bytes.iter().zip(pattern).all(|(byte, kind)| match kind {
            b'A' => byte.is_ascii_lowercase(),
            _ => byte.is_ascii_digit(),
        })
}

/// Two letters, six digits, A to D (HMRC, National Insurance Manual NIM39110).
fn nino(bytes: &[u8]) -> Option<Claim> {
    let [first, second, .., last] = bytes else { return None };
    let issued = !b"dfiquv".contains(first)
        && !b"dfiqouv".contains(second)
        && !matches!(&[*first, *second], b"bg" | b"gb" | b"kn" | b"nk" | b"nt" | b"tn" | b"zz")
        && (b'a'..=b'd').contains(last);
    (issued && follows(bytes, b"AA999999A")).then_some(form(Kind::UkNino, "nino.form", 61))
}

fn nric(bytes: &[u8]) -> Option<Claim> {
    let shaped = follows(bytes, b"A9999999A") && bytes.first().is_some_and(|series| b"stfgm".contains(series));
    shaped.then(|| match check::nric(bytes) {
        true => checked(Kind::SgNric, "nric.letter", 63),
        false => failed(named(Kind::SgNric, "nric.label", 40)),
    })
}

/// One or two letters, six digits, a check character, usually in brackets.
fn hong_kong(bytes: &[u8], code: &Code, line: Line<'_>) -> Option<Claim> {
    let (check, body) = bytes.split_last()?;
    let letters = body.len().checked_sub(6).filter(|letters| (1..=2).contains(letters))?;
    let (head, digits) = body.split_at_checked(letters)?;
    let shaped = head.iter().all(u8::is_ascii_lowercase)
        && digits.iter().all(u8::is_ascii_digit)
        && (check.is_ascii_digit() || *check == b'a');
    if !shaped {
        return None;
    }
    let mut values = [0; 6];
    for (value, digit) in values.iter_mut().zip(digits) {
        *value = digit & 15;
    }
    let bracketed = line.at(code.to).code == ')' && line.before(code.to - 1).code == '(';
    Some(match (check::hong_kong(head, &values, *check), bracketed) {
        (true, true) => checked(Kind::HkId, "hkid.mod11", 64),
        (true, false) if code.is_upper() && code.to - code.from == code.len => {
            Claim { wary: true, ..checked(Kind::HkId, "hkid.mod11", 55) }
        }
        (true, false) => Claim { alone: None, ..checked(Kind::HkId, "hkid.mod11", 62) },
        (false, _) => failed(named(Kind::HkId, "hkid.label", 40)),
    })
}

/// E, G, D, S or P and eight digits, or E, a letter and seven (Exit and Entry Administration).
fn passport(bytes: &[u8]) -> Option<Claim> {
    let first = bytes.first()?;
    let shaped = (follows(bytes, b"A99999999") && b"egdsp".contains(first))
        || (follows(bytes, b"AA9999999") && matches!(first, b'e' | b'p' | b's' | b'd'));
    shaped.then_some(named(Kind::CnPassport, "passport.label", 58))
}

/// Five letters, four digits, a letter; the fourth letter tells the holder's kind (Income Tax Department, rule 114).
fn pan(bytes: &[u8]) -> Option<Claim> {
    let holder = bytes.get(3).is_some_and(|letter| b"abcfghjlpt".contains(letter));
    (holder && follows(bytes, b"AAAAA9999A")).then_some(form(Kind::InPan, "pan.form", 61))
}

/// Whether a credit code may begin so: its registrar, its category, and the six figures of a region.
fn begins_credit_code(registrar: u8, category: u8, rest: &mut dyn Iterator<Item = u8>) -> bool {
    (registrar.is_ascii_digit() || b"any".contains(&registrar))
        && (b'1'..=b'9').contains(&category)
        && rest.take(6).filter(u8::is_ascii_digit).count() == 6
}

/// Registrar, category, region, organisation, check character (GB 32100-2015, 4).
fn credit_code(bytes: &[u8]) -> Option<Claim> {
    let [registrar, category, rest @ ..] = bytes else { return None };
    let shaped = begins_credit_code(*registrar, *category, &mut rest.iter().copied())
        && bytes.iter().all(|byte| !b"iosvz".contains(byte));
    shaped.then(|| match check::credit_code(bytes) {
        true => checked(Kind::CnUscc, "uscc.mod31", 65),
        false => failed(named(Kind::CnUscc, "uscc.label", 41)),
    })
}

/// A country, two check digits, and as many characters as the country's accounts have (ISO 13616 registry).
fn iban(bytes: &[u8]) -> Option<Claim> {
    let [c1, c2, d1, d2, ..] = bytes else { return None };
    if !(c1.is_ascii_lowercase() && c2.is_ascii_lowercase() && d1.is_ascii_digit() && d2.is_ascii_digit()) {
        return None;
    }
    let known = IBANS.iter().any(|(country, len)| **country == [*c1, *c2] && usize::from(*len) == bytes.len());
    known.then(|| match check::iban(bytes) {
        true => checked(Kind::Iban, "iban.mod97", 75),
        false => failed(named(Kind::Iban, "iban.label", 42)),
    })
}

/// Countries and the lengths of their account numbers (SWIFT, IBAN Registry).
#[rustfmt::skip]
const IBANS: [(&[u8; 2], u8); 83] = [
    (b"ad", 24), (b"ae", 23), (b"al", 28), (b"at", 20), (b"az", 28), (b"ba", 20), (b"be", 16), (b"bg", 22), (b"bh", 22),
    (b"bi", 27), (b"br", 29), (b"by", 28), (b"ch", 21), (b"cr", 22), (b"cy", 28), (b"cz", 24), (b"de", 22), (b"dj", 27),
    (b"dk", 18), (b"do", 28), (b"ee", 20), (b"eg", 29), (b"es", 24), (b"fi", 18), (b"fk", 18), (b"fo", 18), (b"fr", 27),
    (b"gb", 22), (b"ge", 22), (b"gi", 23), (b"gl", 18), (b"gr", 27), (b"gt", 28), (b"hn", 28), (b"hr", 21), (b"hu", 28),
    (b"ie", 22), (b"il", 23), (b"iq", 23), (b"is", 26), (b"it", 27), (b"jo", 30), (b"kw", 30), (b"kz", 20), (b"lb", 28),
    (b"lc", 32), (b"li", 21), (b"lt", 20), (b"lu", 20), (b"lv", 21), (b"ly", 25), (b"mc", 27), (b"md", 24), (b"me", 22),
    (b"mk", 19), (b"mn", 20), (b"mr", 27), (b"mt", 31), (b"mu", 30), (b"ni", 28), (b"nl", 18), (b"no", 15), (b"om", 23),
    (b"pk", 24), (b"pl", 28), (b"ps", 29), (b"pt", 25), (b"qa", 29), (b"ro", 24), (b"rs", 22), (b"ru", 33), (b"sa", 24),
    (b"sc", 31), (b"sd", 18), (b"se", 24), (b"si", 19), (b"sk", 24), (b"sm", 27), (b"so", 23), (b"st", 25), (b"sv", 28),
    (b"ua", 29), (b"xk", 20),
];

/// Whether a plate may begin with a character: the provinces of mainland China (GA 36-2018, table 1).
#[rustfmt::skip]
pub(super) const fn is_province(character: char) -> bool {
    matches!(
        character,
        '京' | '津' | '沪' | '滬' | '渝' | '冀' | '豫' | '云' | '雲' | '辽' | '遼' | '黑' | '湘' | '皖' | '鲁' | '魯' | '新' | '苏' | '蘇' | '浙' | '赣' | '贛' | '鄂' | '桂'
            | '甘' | '晋' | '晉' | '蒙' | '陕' | '陝' | '吉' | '闽' | '閩' | '贵' | '貴' | '粤' | '粵' | '青' | '藏' | '川' | '宁' | '寧' | '琼' | '瓊' | '使' | '领' | '學'
    )
}

/// Last characters of plates that are no letters or digits.
const ENDINGS: &str = "挂学警港澳领使試试超";

/// The plate that begins with a province at a place: where it ends. A letter, then five or six letters and digits, of
/// which one at least is a digit; the last may be a character for the vehicle's use.
pub(super) fn plate_end(line: Line<'_>, at: usize) -> Option<usize> {
    let gap = |from: usize| line.skip(from, 2, |symbol| symbol.class == Class::Gap);
    let letter = gap(at + 1);
    if line.at(letter).class != Class::Letter || !is_province(line.at(at).code) {
        return None;
    }
    let mut to = letter + 1;
    let (mut count, mut digits) = (0, 0);
    while count < 6 {
        let next = gap(to);
        let symbol = line.at(next);
        if !symbol.is_latin() || symbol.code == '|' {
            if count == 4 && ENDINGS.contains(symbol.code) {
                (to, count) = (next + 1, 5);
            }
            break;
        }
        // A word or number behind a space after a whole plate is no part of it.
        if count == 5 && next > to {
            break;
        }
        digits += usize::from(symbol.class == Class::Digit);
        (to, count) = (next + 1, count + 1);
    }
    let ends = !line.at(to).is_latin() || (line.at(to).class == Class::Letter && !line.at(to).upper);
    (matches!(count, 5 | 6) && digits > 0 && ends).then_some(to)
}
