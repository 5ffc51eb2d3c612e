//! Telephone numbers of persons: mainland China, the North American plan, any country behind a plus sign, and, beside a
//! label, what else has such a length. Hotlines, service and toll-free numbers are businesses' and stay. Knows nothing
//! of labels.

use super::fold::Gap;
use super::number::{Claim, Number};
use super::plan;
use super::{Evidence, Kind};

/// A number read as a telephone number.
pub(super) fn claim(number: &Number) -> Option<Claim> {
    let (alone, rank) = match form(number)? {
        Form::Written => (Some(Evidence::Shape), 1),
        Form::Bare => (None, 1),
        Form::Local => (None, 0),
    };
    Some(Claim { kind: Kind::Phone, alone, labelled: Some(Evidence::Labelled), end: number.end, rank })
}

/// Whether a number is a business's, dialled at home: then no part of it is a person's either.
pub(super) fn is_service(number: &Number) -> bool {
    number.plus == 0 && plan::is_service(number.digits(), number.sizes())
}

/// How much a number's form says that it is a telephone number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Enough.
    Written,
    /// A plan's number without the separators that would tell: it needs a label.
    Bare,
    /// A length that a number within some country may have: it needs a label.
    Local,
}

fn form(number: &Number) -> Option<Form> {
    let digits = number.digits();
    if number.plus > 0 {
        return plan::is_international(digits).then_some(Form::Written);
    }
    if is_service(number) {
        return None;
    }
    if is_mobile(number) {
        return Some(Form::Written);
    }
    if is_landline(number) || is_north_american(number) {
        return Some(if number.is_grouped(|sizes| sizes.len() == 1) { Form::Bare } else { Form::Written });
    }
    is_local(number).then_some(Form::Local)
}

/// A mobile number of mainland China, with or without its country code, at once or grouped as people group it.
fn is_mobile(number: &Number) -> bool {
    let Some(national) = plan::chinese_mobile(number.digits()) else { return false };
    let prefix = number.digits().len() - national.len();
    number.is_spelt()
        || number.is_grouped(|sizes| {
            let national = match sizes {
                [first, rest @ ..] if prefix > 0 && usize::from(*first) == prefix => rest,
                _ => sizes,
            };
            matches!(
                national,
                [_] | [3, 4, 4] | [3, 8] | [7, 4] | [4, 4, 3] | [4, 3, 4] | [3, 3, 5] | [5, 6] | [3, 4, 2, 2]
            )
        })
}

/// A landline number of mainland China: a zero, the area, seven or eight digits.
fn is_landline(number: &Number) -> bool {
    let Some(area) = plan::chinese_area(number.digits()) else { return false };
    let local = number.digits().len() - area;
    (7..=8).contains(&local)
        && number.digits().get(area).is_some_and(|digit| (2..=8).contains(digit))
        && number.is_grouped(|sizes| match sizes {
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
        && number.is_grouped(|sizes| match sizes {
            [1, rest @ ..] if country => matches!(rest, [3, 3, 4] | [3, 7] | [10]),
            sizes => matches!(sizes, [3, 3, 4] | [3, 7] | [10] | [11]),
        })
}

/// What may be a number within some country: seven to twelve digits at once or in few short groups, and no date.
fn is_local(number: &Number) -> bool {
    let sizes = number.sizes();
    (7..=12).contains(&number.digits().len())
        && (sizes.len() == 1 || number.is_spelt() || (sizes.len() <= 6 && sizes.iter().all(|size| *size <= 5)))
        && !number.gaps.has(Gap::LINE)
        && !plan::is_date(number.digits(), sizes)
}
