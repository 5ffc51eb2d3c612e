//! Bank cards: ISO/IEC 7812-1 numbers of 12 to 19 digits with Luhn's check digit (annex B) and a known issuer range.

use super::check::luhn;
use super::claim::{Claim, Holds, bits_between as lengths};
use super::finding::{Evidence, Kind};
use super::run::Number;

/// An issuer range: the first and last prefix, padded to six digits, and the lengths in use as a bit per length.
struct Range {
    first: u32,
    last: u32,
    lengths: u32,
}

const fn range(first: u32, last: u32, lengths: u32) -> Range {
    Range { first, last, lengths }
}

/// Issuer ranges as the schemes publish them (ISO/IEC 7812-2 register; the schemes' acceptance guides). A range of one
/// scheme inside another's is listed for its additional lengths.
const RANGES: [Range; 32] = [
    range(220_000, 220_499, lengths(16, 19)), // Mir
    range(222_100, 272_099, lengths(16, 16)), // Mastercard, series 2
    range(300_000, 305_999, lengths(14, 19)), // Diners Club
    range(309_500, 309_599, lengths(14, 19)),
    range(340_000, 349_999, lengths(15, 15)), // American Express
    range(352_800, 358_999, lengths(16, 19)), // JCB
    range(360_000, 369_999, lengths(14, 19)), // Diners Club
    range(370_000, 379_999, lengths(15, 15)), // American Express
    range(380_000, 399_999, lengths(16, 19)), // Diners Club
    range(400_000, 499_999, lengths(16, 16) | lengths(13, 13) | lengths(18, 19)), // Visa
    range(500_000, 509_999, lengths(16, 19)), // Maestro, Verve, Elo, RuPay
    range(510_000, 559_999, lengths(16, 16) | lengths(19, 19)), // Mastercard; debit cards of mainland China with 19
    range(560_000, 589_999, lengths(12, 19)), // Maestro
    range(601_100, 601_199, lengths(16, 19)), // Discover
    range(601_300, 601_399, lengths(16, 19)), // Bank of China
    range(603_000, 606_999, lengths(16, 19)), // RuPay, Hipercard, bank cards of mainland China
    range(607_000, 608_999, lengths(16, 16)), // RuPay
    range(620_000, 629_999, lengths(16, 19)), // UnionPay
    range(630_400, 630_499, lengths(12, 19)), // Maestro
    range(636_200, 636_399, lengths(16, 16)), // Elo
    range(637_000, 639_999, lengths(16, 16)), // InstaPayment
    range(644_000, 649_999, lengths(16, 19)), // Discover
    range(650_000, 659_999, lengths(16, 19)), // Discover, RuPay, Elo, Verve
    range(675_900, 677_399, lengths(12, 19)), // Maestro
    range(685_800, 685_899, lengths(16, 19)), // bank cards of mainland China
    range(690_700, 690_799, lengths(16, 19)),
    range(810_000, 827_999, lengths(16, 19)), // UnionPay, RuPay
    range(870_000, 887_099, lengths(16, 19)), // bank cards of mainland China
    range(900_000, 909_999, lengths(16, 19)),
    range(940_000, 949_999, lengths(16, 19)),
    range(955_800, 955_999, lengths(16, 19)), // ICBC, CCB
    range(979_200, 979_289, lengths(16, 16)), // Troy
];

/// A number read as a bank card. Alone it takes a check digit that holds, an issuer range, 14 digits or more (shorter
/// ones are more often bar codes) and a grouping in use.
pub(super) fn claim(number: &Number, holds: Holds, names: u64) -> Option<Claim> {
    let digits = number.digits();
    if !(12..=19).contains(&digits.len()) {
        return None;
    }
    let issued = is_issued(digits);
    if !issued && names & Kind::BankCard.bit() == 0 {
        return None;
    }
    let valid = luhn(digits) && digits.iter().any(|digit| *digit != 0);
    // `4.556737586899855` is a rate.
    let decimal = number.odd && matches!(number.sizes(), [1..=3, 9..=255]);
    let grouped = is_grouped(number) && !decimal;
    let holds = Holds { whole: holds.whole && !decimal, ..holds };
    let alone = (issued && valid && digits.len() >= 14 && (grouped || holds.whole)).then_some(Evidence::Validated);
    let labelled = match valid {
        true => Some(Evidence::Validated),
        false => (grouped || holds.whole).then_some(Evidence::Labelled),
    };
    let rule = if valid { "card.luhn" } else { "card.label" };
    Some(Claim {
        kind: Kind::BankCard,
        alone,
        labelled,
        rank: if issued && valid { 70 } else { 40 },
        rule,
        wary: false,
        failed: !valid,
    })
}

/// Whether the form of a number alone tells a card.
pub(super) fn stands_alone(number: &Number, holds: Holds) -> bool {
    (14..=19).contains(&number.len())
        && luhn(number.digits())
        && claim(number, holds, 0).is_some_and(|claim| claim.alone.is_some())
}

fn is_issued(digits: &[u8]) -> bool {
    let prefix = digits.iter().take(6).fold(0, |value, digit| value * 10 + u32::from(*digit));
    RANGES.iter().any(|range| (range.first..=range.last).contains(&prefix) && range.lengths >> digits.len() & 1 == 1)
}

/// Whether the digits are grouped as cards are: at once, in fours (a shorter or longer end), 4-6-5, 4-6-4, 6-13, or spelt
/// out. Equal groups of three to six count too.
fn is_grouped(number: &Number) -> bool {
    number.is_spelt()
        || match number.sizes() {
            [_] | [4, 6, 5] | [4, 6, 4] | [6, _] => true,
            [head @ .., last] => {
                let size = head.first().copied().unwrap_or_default();
                (3..=6).contains(&size) && head.iter().all(|other| *other == size) && *last <= size + 3
            }
            [] => false,
        }
}
