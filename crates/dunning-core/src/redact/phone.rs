//! Telephone numbers of persons: mainland China, the North American plan, any country behind a plus sign, the other
//! countries of the nine languages as they write them, and, beside a label, what else has such a length. Hotlines,
//! service and toll-free numbers are businesses' and stay. Knows nothing of labels.

use super::calendar::is_date;
use super::claim::{Claim, Holds};
use super::finding::{Evidence, Kind};
use super::plan;
use super::run::Number;
use super::symbol::{Class, Line};

/// A number read as a telephone number.
pub(super) fn claim(number: &Number, holds: Holds) -> Option<Claim> {
    let (rule, alone, rank, wary) = match form(number, holds)? {
        Form::International => ("phone.international", true, 45, false),
        Form::Mobile => ("phone.mobile", true, 44, false),
        Form::Written => ("phone.written", true, 43, true),
        Form::Bare => ("phone.bare", false, 43, true),
        Form::Local => ("phone.local", false, 10, true),
    };
    let alone = alone.then_some(Evidence::Shape);
    Some(Claim { kind: Kind::Phone, alone, labelled: Some(Evidence::Labelled), rank, rule, wary, failed: false })
}

/// Whether a number is a business's, dialled at home: then no part of it is a person's either.
pub(super) fn is_service(number: &Number, plus: bool) -> bool {
    let digits = number.digits();
    let national = digits.strip_prefix(&[8, 6]).filter(|rest| rest.len() == 10);
    !plus
        && (plan::is_service(digits, number.sizes())
            || national.is_some_and(|national| plan::is_service(national, &[])))
}

/// How much a number's form says that it is a telephone number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Enough: its country's code stands before it.
    International,
    /// Enough: a mobile number of mainland China.
    Mobile,
    /// Enough, if nothing speaks against it: grouped as people of its country do.
    Written,
    /// A plan's number without the separators that would tell: it needs a label.
    Bare,
    /// A length that a number within some country may have: it needs a label.
    Local,
}

/// Whether the form of a number alone tells a telephone number.
pub(super) fn stands_alone(number: &Number, holds: Holds) -> bool {
    let alone = |form: Form| !matches!(form, Form::Bare | Form::Local);
    international(number, holds).is_some()
        || at_home(number, holds).is_some_and(|form| alone(form) && !is_service(number, false))
}

fn form(number: &Number, holds: Holds) -> Option<Form> {
    if holds.plus {
        return international(number, holds);
    }
    international(number, holds).or_else(|| {
        let form = at_home(number, holds).or_else(|| is_local(number).then_some(Form::Local))?;
        (!is_service(number, false)).then_some(form)
    })
}

/// A number behind its country's code.
fn international(number: &Number, holds: Holds) -> Option<Form> {
    let digits = match (holds.plus, number.digits()) {
        (true, digits) => digits,
        (false, [0, 0, rest @ ..]) if rest.len() > 8 && (holds.whole || number.is_whole()) => rest,
        _ => return None,
    };
    plan::is_international(digits).then_some(Form::International)
}

/// A number as it is dialled inside its country, a business's too.
fn at_home(number: &Number, holds: Holds) -> Option<Form> {
    if !(8..=15).contains(&number.len()) {
        return None;
    }
    if is_mobile(number, holds) {
        return Some(Form::Mobile);
    }
    if is_landline(number, holds) && number.is_whole() && holds.whole && number.looks == 0 {
        return Some(Form::Written);
    }
    if is_landline(number, holds) || is_north_american(number) {
        return Some(if number.is_whole() && !holds.sole { Form::Bare } else { Form::Written });
    }
    if number.is_whole() && number.looks == 0 && plan::is_trunk_mobile(number.digits()) {
        return Some(Form::Written);
    }
    let written = !number.broken && number.looks == 0 && plan::is_written(number.digits(), number.sizes());
    written.then_some(Form::Written)
}

/// A mobile number of mainland China, with or without its country code, at once, grouped as people group it, or in
/// whatever groups where these are all that stands there.
fn is_mobile(number: &Number, holds: Holds) -> bool {
    let Some(national) = plan::chinese_mobile(number.digits()) else { return false };
    let prefix = number.digits().len() - national.len();
    let national = match number.sizes() {
        [first, rest @ ..] if prefix > 0 && usize::from(*first) == prefix => rest,
        sizes => sizes,
    };
    number.is_spelt()
        || (holds.whole && !is_thousands(national))
        || !number.odd
            && matches!(
                national,
                [_] | [3, 4, 4] | [3, 8] | [7, 4] | [4, 4, 3] | [4, 3, 4] | [3, 3, 5] | [5, 6] | [3, 4, 2, 2]
            )
}

/// Whether groups are those of a large number: threes behind the first.
fn is_thousands(sizes: &[u8]) -> bool {
    matches!(sizes, [first, rest @ ..] if *first <= 3 && !rest.is_empty() && rest.iter().all(|size| *size == 3))
}

/// A landline number of mainland China: a zero, the area, seven or eight digits.
fn is_landline(number: &Number, holds: Holds) -> bool {
    let digits = match number.digits() {
        [8, 6, rest @ ..] if rest.first() == Some(&0) => rest,
        digits => digits,
    };
    let Some(area) = plan::chinese_area(digits) else { return false };
    let local = digits.len() - area;
    let sizes = number.sizes();
    let sizes = if digits.len() < number.len() { sizes.get(1..).unwrap_or_default() } else { sizes };
    (7..=8).contains(&local)
        && digits.get(area).is_some_and(|digit| (2..=8).contains(digit))
        && (holds.whole
            || number.is_spelt()
            || match sizes {
                [_] => true,
                [first, rest @ ..] => usize::from(*first) == area && matches!(rest, [_] | [4, 4] | [3, 4]),
                [] => false,
            })
}

/// A number of the North American plan (ATIS-0300051): area and exchange from 2, neither of the form N11, grouped 3-3-4.
fn is_north_american(number: &Number) -> bool {
    let (digits, country) = match number.digits() {
        [1, rest @ ..] if rest.len() == 10 => (rest, true),
        digits => (digits, false),
    };
    plan::is_north_american(digits)
        && match number.sizes() {
            [1, rest @ ..] if country => matches!(rest, [3, 3, 4] | [3, 7] | [10]),
            sizes => matches!(sizes, [3, 3, 4] | [3, 7] | [10] | [11]) || number.is_spelt(),
        }
}

/// What may be a number within some country: seven to thirteen digits at once or in few short groups, and no date.
fn is_local(number: &Number) -> bool {
    let sizes = number.sizes();
    (7..=13).contains(&number.len())
        && (sizes.len() == 1
            || number.is_spelt()
            || matches!(sizes, [head @ .., last] if head.len() < 6 && head.iter().all(|size| *size <= 6) && *last <= 8))
        && !is_date(number.digits(), sizes)
}

/// Where a number ends with the extension behind it.
pub(super) fn extension_end(line: Line<'_>, to: usize) -> usize {
    let at = line.skip(to, 2, |symbol| matches!(symbol.code, ' ' | ',' | '-'));
    let Some(word) = EXTENSIONS.iter().find(|word| line.has(at, word)) else { return to };
    let from = line.skip(at + word.chars().count(), 2, |symbol| matches!(symbol.code, ' ' | '.' | ':'));
    let end = line.skip(from, 6, |symbol| symbol.class == Class::Digit);
    if (1..=5).contains(&(end - from)) { end } else { to }
}

/// Words before an extension.
const EXTENSIONS: [&str; 12] =
    ["extension", "ext", "x", "转", "轉", "分机", "分機", "内線", "내선", "ramal", "poste", "durchwahl"];
