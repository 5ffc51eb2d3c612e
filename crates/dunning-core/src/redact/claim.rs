//! What a number may be: each kind made of digits as a row of data, its shape, its check and its source. Labels and what
//! speaks against a number are weighed elsewhere.

use super::calendar::{is_day, value};
use super::finding::{Evidence, Kind};
use super::run::{Number, Run};
use super::symbol::{Class, Line, Symbol};
use super::{card, check, phone};

/// What a number may be, and on what evidence: without a label that names the kind, and with one. `None`: not at all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) kind: Kind,
    pub(super) alone: Option<Evidence>,
    pub(super) labelled: Option<Evidence>,
    /// Among claims of the same evidence the higher rank wins: how hard the form is to meet by chance.
    pub(super) rank: u8,
    pub(super) rule: &'static str,
    /// Whether, alone, it gives way to any label that keeps, also a far one.
    pub(super) wary: bool,
    /// Whether it has a check digit, and that or the rest of it is wrong: with a label it counts by policy.
    pub(super) failed: bool,
}

/// What a claim must know of a number's place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Holds {
    /// Whether the number is all of its run.
    pub(super) whole: bool,
    /// Whether it is all that its line of text holds.
    pub(super) sole: bool,
    /// Whether a plus sign stands before it.
    pub(super) plus: bool,
}

impl Holds {
    /// Of the number that some groups of a run are.
    pub(super) fn of(line: Line<'_>, run: &Run, first: usize, last: usize, number: &Number, plus: bool) -> Self {
        let is_end = |symbol: Symbol| symbol.class == Class::Edge || symbol.code == '\n';
        Self {
            whole: !run.is_digits(first.wrapping_sub(1)) && !run.is_digits(last + 1),
            sole: is_end(line.before(number.from)) && is_end(line.at(number.to)),
            plus,
        }
    }
}

/// When a number of this kind counts without a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alone {
    Never,
    /// In a grouping in use, its groups parted.
    Grouped,
}

/// A kind of number.
struct Shape {
    kind: Kind,
    /// Lengths in use, as a bit per length.
    lengths: u32,
    groupings: &'static [&'static [u8]],
    /// Which numbers are issued at all.
    issued: fn(&[u8]) -> bool,
    /// The check digit; kinds without one hold on their form.
    check: Option<fn(&[u8]) -> bool>,
    alone: Alone,
    rank: u8,
    rule: &'static str,
}

const fn bits(lengths: &[u32]) -> u32 {
    let (mut set, mut i) = (0, 0);
    while i < lengths.len() {
        set |= 1 << lengths[i];
        i += 1;
    }
    set
}

const SHAPES: [Shape; 14] = [
    // 20 CFR 422.103; SSA, "Social Security Number Randomization", 2011.
    Shape {
        kind: Kind::UsSsn,
        lengths: bits(&[9]),
        groupings: &[&[3, 2, 4]],
        issued: is_ssn,
        check: None,
        alone: Alone::Grouped,
        rank: 60,
        rule: "ssn.form",
    },
    // Internal Revenue Manual 3.21.263: 9xx and a group of 50 to 65, 70 to 88, 90 to 92, 94 to 99.
    Shape {
        kind: Kind::UsItin,
        lengths: bits(&[9]),
        groupings: &[&[3, 2, 4]],
        issued: is_itin,
        check: None,
        alone: Alone::Grouped,
        rank: 60,
        rule: "itin.form",
    },
    // UIDAI: twelve digits from 2, Verhoeff.
    Shape {
        kind: Kind::InAadhaar,
        lengths: bits(&[12]),
        groupings: &[&[4, 4, 4]],
        issued: is_aadhaar,
        check: Some(check::verhoeff),
        alone: Alone::Grouped,
        rank: 52,
        rule: "aadhaar.verhoeff",
    },
    Shape {
        kind: Kind::AuTfn,
        lengths: bits(&[8, 9]),
        groupings: &[&[3, 3, 3], &[2, 3, 3], &[3, 3, 2]],
        issued: any,
        check: Some(check::tax_file),
        alone: Alone::Never,
        rank: 48,
        rule: "tfn.mod11",
    },
    Shape {
        kind: Kind::JpMynumber,
        lengths: bits(&[12]),
        groupings: &[&[4, 4, 4]],
        issued: any,
        check: Some(check::my_number),
        alone: Alone::Grouped,
        rank: 51,
        rule: "mynumber.mod11",
    },
    Shape {
        kind: Kind::KrRrn,
        lengths: bits(&[13]),
        groupings: &[&[6, 7]],
        issued: is_registration,
        check: Some(check::resident_registration),
        alone: Alone::Grouped,
        rank: 62,
        rule: "rrn.mod11",
    },
    // Numbers given since October 2020 have no check digit.
    Shape {
        kind: Kind::KrRrn,
        lengths: bits(&[13]),
        groupings: &[&[6, 7]],
        issued: is_registration,
        check: None,
        alone: Alone::Grouped,
        rank: 61,
        rule: "rrn.form",
    },
    Shape {
        kind: Kind::BrCpf,
        lengths: bits(&[11]),
        groupings: &[&[3, 3, 3, 2]],
        issued: any,
        check: Some(check::cpf),
        alone: Alone::Grouped,
        rank: 66,
        rule: "cpf.mod11",
    },
    Shape {
        kind: Kind::BrCnpj,
        lengths: bits(&[14]),
        groupings: &[&[2, 3, 3, 4, 2], &[8, 4, 2], &[8, 6]],
        issued: any,
        check: Some(check::cnpj),
        alone: Alone::Grouped,
        rank: 66,
        rule: "cnpj.mod11",
    },
    // Canada Revenue Agency: Luhn; no number begins with 8.
    Shape {
        kind: Kind::CaSin,
        lengths: bits(&[9]),
        groupings: &[&[3, 3, 3]],
        issued: is_sin,
        check: Some(check::luhn),
        alone: Alone::Grouped,
        rank: 49,
        rule: "sin.luhn",
    },
    // Federal Reserve routing symbols 00 to 12, 21 to 32, 61 to 72, 80.
    Shape {
        kind: Kind::UsRouting,
        lengths: bits(&[9]),
        groupings: &[&[4, 4, 1], &[3, 3, 3]],
        issued: is_routing,
        check: Some(check::routing),
        alone: Alone::Never,
        rank: 50,
        rule: "routing.mod10",
    },
    Shape {
        kind: Kind::BankAccount,
        lengths: 0xFF_FFE0,
        groupings: &[],
        issued: any,
        check: None,
        alone: Alone::Never,
        rank: 20,
        rule: "account.label",
    },
    // QQ: five to eleven digits, none begins with 0.
    Shape {
        kind: Kind::QqId,
        lengths: 0xFE0,
        groupings: &[],
        issued: is_qq,
        check: None,
        alone: Alone::Never,
        rank: 20,
        rule: "qq.label",
    },
    Shape {
        kind: Kind::CnResidentId,
        lengths: bits(&[15]),
        groupings: &[&[6, 6, 3], &[6, 9]],
        issued: is_old_resident,
        check: None,
        alone: Alone::Never,
        rank: 55,
        rule: "resident.old",
    },
];

/// The lengths of all shapes, a bit for each.
const SHAPED: u32 = lengths_of(false);
/// The lengths of those that count without a label.
const GROUPED: u32 = lengths_of(true);

const fn lengths_of(alone: bool) -> u32 {
    let (mut all, mut i) = (0, 0);
    while i < SHAPES.len() {
        if !alone || matches!(SHAPES[i].alone, Alone::Grouped) {
            all |= SHAPES[i].lengths;
        }
        i += 1;
    }
    all
}

/// What a number may be, beside a label that names some kinds; what these need is left out where neither they nor its form
/// tell it.
pub(super) fn claims(number: &Number, holds: Holds, names: u64, found: &mut dyn FnMut(Claim)) {
    if SHAPED >> number.len() & 1 == 1 {
        let told = |shape: &&Shape| {
            names & shape.kind.bit() != 0
                || (shape.alone == Alone::Grouped && shape.groupings.contains(&number.sizes()))
        };
        let fitting = SHAPES.iter().filter(|shape| shape.lengths >> number.len() & 1 == 1).filter(told);
        fitting.for_each(|shape| found(claim(shape, number, holds)));
    }
    card::claim(number, holds, names).into_iter().chain(phone::claim(number, holds)).for_each(found);
}

/// Digits of the shortest number that its form alone tells, by its first digit; behind a plus sign there are shorter ones.
/// Of eight digits one way to write a telephone number is known, which begins with a zero.
pub(super) const fn shortest(begins_with: u8) -> usize {
    if begins_with == 0 { 8 } else { 9 }
}

/// Whether the form of a number alone may tell what it is: a claim of [`claims`] that needs no label. Resident ids are
/// another's to ask for.
pub(super) fn stands_alone(number: &Number, holds: Holds) -> bool {
    let grouped = |shape: &Shape| {
        shape.alone == Alone::Grouped
            && shape.lengths >> number.len() & 1 == 1
            && shape.groupings.contains(&number.sizes())
            && claim(shape, number, holds).alone.is_some()
    };
    (!number.is_whole() && GROUPED >> number.len() & 1 == 1 && SHAPES.iter().any(grouped))
        || card::stands_alone(number, holds)
        || phone::stands_alone(number, holds)
}

/// The lengths, a bit for each, of the numbers that labels naming some kinds may tell.
pub(super) fn lengths(names: u64) -> u32 {
    if names == 0 {
        return 0;
    }
    let shapes = SHAPES.iter().map(|shape| (shape.kind, shape.lengths));
    let others = [
        (Kind::BankCard, bits_between(12, 19)),
        (Kind::Phone, bits_between(7, 17)),
        (Kind::Cvv, bits_between(3, 4)),
        (Kind::Otp, bits_between(4, 8)),
        (Kind::DateOfBirth, bits_between(8, 8)),
        (Kind::CnResidentId, bits_between(17, 18)),
    ];
    let named = shapes.chain(others).filter(|(kind, _)| names & kind.bit() != 0);
    named.fold(0, |all, (_, lengths)| all | lengths)
}

/// All lengths from the shortest to the longest.
pub(super) const fn bits_between(shortest: u32, longest: u32) -> u32 {
    (1 << (longest + 1)) - (1 << shortest)
}

fn claim(shape: &Shape, number: &Number, holds: Holds) -> Claim {
    let digits = number.digits();
    let issued = (shape.issued)(digits);
    let checked = shape.check.is_some_and(|check| check(digits));
    let grouped = shape.groupings.contains(&number.sizes());
    let form = if shape.check.is_some() { Evidence::Validated } else { Evidence::Shape };
    let good = issued && (checked || shape.check.is_none());
    let alone = good
        && number.looks == 0
        && match shape.alone {
            Alone::Never => false,
            Alone::Grouped => grouped && !holds.plus,
        };
    let fits = shape.groupings.is_empty() || grouped || number.is_whole() || number.is_spelt() || holds.whole;
    let labelled = match (checked && issued, shape.check) {
        (true, _) => Some(Evidence::Validated),
        (false, None) if !issued => None,
        (false, _) => fits.then_some(Evidence::Labelled),
    };
    Claim {
        kind: shape.kind,
        alone: alone.then_some(form),
        labelled,
        rank: shape.rank,
        rule: shape.rule,
        wary: false,
        failed: shape.check.is_some() && !(checked && issued),
    }
}

fn any(digits: &[u8]) -> bool {
    digits.iter().any(|digit| *digit != 0)
}

/// Areas 000, 666 and 900 to 999, group 00 and serial 0000 are never issued.
fn is_ssn(digits: &[u8]) -> bool {
    let area = value(digits.get(..3).unwrap_or_default());
    let parts = |from: usize, to: usize| any(digits.get(from..to).unwrap_or_default());
    !matches!(area, 0 | 666 | 900..) && parts(3, 5) && parts(5, 9)
}

fn is_itin(digits: &[u8]) -> bool {
    let group = value(digits.get(3..5).unwrap_or_default());
    digits.first() == Some(&9) && matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99)
}

fn is_aadhaar(digits: &[u8]) -> bool {
    digits.first().is_some_and(|first| *first >= 2)
}

fn is_sin(digits: &[u8]) -> bool {
    digits.first().is_some_and(|first| !matches!(first, 0 | 8))
}

fn is_routing(digits: &[u8]) -> bool {
    matches!(value(digits.get(..2).unwrap_or_default()), 1..=12 | 21..=32 | 61..=72 | 80)
}

fn is_qq(digits: &[u8]) -> bool {
    digits.first().is_some_and(|first| *first != 0)
}

/// A date of birth, and after it the century and sex.
fn is_registration(digits: &[u8]) -> bool {
    let part = |from: usize| value(digits.get(from..from + 2).unwrap_or_default());
    let century = match digits.get(6) {
        Some(1 | 2 | 5 | 6) => 1900,
        Some(3 | 4 | 7 | 8) => 2000,
        _ => return false,
    };
    is_day(century + part(0), part(2), part(4))
}

/// A region, a date of birth without its century, a sequence (GB 11643-1989).
fn is_old_resident(digits: &[u8]) -> bool {
    let part = |from: usize| value(digits.get(from..from + 2).unwrap_or_default());
    is_region(digits) && is_day(1900 + part(6), part(8), part(10))
}

/// First two digits in use: the provinces of GB/T 2260, and the residence permits of Hong Kong, Macao and Taiwan
/// residents (81, 82, 83).
pub(super) fn is_region(digits: &[u8]) -> bool {
    let region = value(digits.get(..2).unwrap_or_default());
    matches!(region, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// Whether 17 digits are a resident id without its check character.
pub(super) fn is_resident(body: &[u8]) -> bool {
    let part = |from: usize, len: usize| value(body.get(from..from + len).unwrap_or_default());
    body.len() == 17 && is_region(body) && is_day(part(6, 4), part(10, 2), part(12, 2))
}
