//! Social security numbers of the United States: area, group, serial, without a check digit. Knows nothing of labels.

use super::fold::Gap;
use super::number::{Claim, Number};
use super::{Evidence, Kind};

/// A number read as a social security number. Never issued are areas 000, 666 and 900 to 999, group 00 and serial 0000
/// (20 CFR 422.103; SSA, "Social Security Number Randomization", 2011). Nine digits in one group need a label.
pub(super) fn claim(number: &Number) -> Option<Claim> {
    let [a1, a2, a3, g1, g2, s1, s2, s3, s4] = number.digits() else { return None };
    let issued = !matches!((a1, a2, a3), (0, 0, 0) | (6, 6, 6) | (9, _, _))
        && (g1, g2) != (&0, &0)
        && (s1, s2, s3, s4) != (&0, &0, &0, &0);
    if !issued {
        return None;
    }
    let written = number.is_grouped(|sizes| sizes == [3, 2, 4]) && !number.gaps.has(Gap::PAREN);
    let alone = written.then_some(Evidence::Shape);
    Some(Claim { kind: Kind::UsSsn, alone, labelled: Some(Evidence::Labelled), end: number.end, rank: 2 })
}
