//! How much is asked for: an amount in any usual writing, held against those of the facts. An amount that is none of them
//! is no amount of the debt.

use crate::case::Debt;
use crate::content::Facts;
use crate::content::digits::Group;
use crate::content::reading::Reading;
use crate::locale::Locale;
use crate::money::{Currency, Money};

/// Whether a text names an amount owed; without facts, any amount of money.
pub(super) fn holds(reading: &Reading<'_>, facts: Option<&Facts<'_>>, locale: &Locale) -> bool {
    let Some(facts) = facts else { return mentions(reading).next().is_some() };
    let owed = owed(facts);
    written(reading).any(|number| owed.iter().any(|money| number.says(*money, locale)))
}

/// The amounts of money of a text, whatever their value.
pub(in crate::content) fn mentions<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = Written<'r>> {
    written(reading).filter(Written::is_money)
}

/// The amounts a text about these debts may name: arrears, all that is owed, what falls due next, each debt's and their
/// sum.
fn owed(facts: &Facts<'_>) -> Vec<Money> {
    let kinds: [fn(&Debt) -> Option<Money>; 3] =
        [|debt| Some(debt.arrears), |debt| debt.outstanding, |debt| debt.upcoming.map(|upcoming| upcoming.amount)];
    let mut owed = Vec::new();
    for kind in kinds {
        let amounts = || facts.debts().filter_map(kind);
        owed.extend(amounts());
        owed.extend(amounts().map(Some).reduce(|sum, amount| sum?.checked_add(amount?)).flatten());
    }
    owed.retain(|money| !money.is_zero());
    // Of one debt alone each amount is also the sum.
    owed.dedup();
    owed
}

/// A number as it is written, with what stands on both sides.
pub(in crate::content) struct Written<'r> {
    before: &'r str,
    digits: &'r str,
    after: &'r str,
    /// Byte offset of its first digit.
    pub(in crate::content) start: usize,
    /// Byte offset after its last digit.
    pub(in crate::content) end: usize,
}

/// The numbers of a text: groups of digits joined by a point, a comma, an apostrophe or, before three digits, a space.
fn written<'r>(reading: &'r Reading<'_>) -> impl Iterator<Item = Written<'r>> {
    let text = reading.text();
    let joins = move |left: &Group, right: &Group| {
        let between = text.get(left.end..right.start);
        matches!(between, Some("." | "," | "'")) || (between == Some(" ") && right.len() == 3 && left.len() <= 3)
    };
    reading.groups().chunk_by(move |left, right| joins(left, right)).filter_map(move |groups| {
        let (start, end) = (groups.first()?.start, groups.last()?.end);
        Some(Written { before: text.get(..start)?, digits: text.get(start..end)?, after: text.get(end..)?, start, end })
    })
}

impl Written<'_> {
    /// Whether a sign or name of a currency stands beside it.
    fn is_money(&self) -> bool {
        self.currencies().next().is_some() || self.code().is_some()
    }

    /// Whether it says this amount: marked as of its currency, or with all its decimals.
    fn says(&self, money: Money, locale: &Locale) -> bool {
        let decimals = money.exponent();
        // 1.28万元: ten thousands, the point four places further.
        let shift = if ["万", "萬"].iter().any(|unit| self.after.starts_with(unit)) { 4 } else { 0 };
        let points: &[char] = if POINT_LANGUAGES.contains(&locale.language()) { &['.'] } else { &['.', ','] };
        if !points.iter().any(|point| minor(self.digits, *point, decimals + shift) == Some(money.minor())) {
            return false;
        }
        let currency = money.currency();
        let marked = self.currencies().any(|list| list.contains(&currency)) || self.code() == Some(currency);
        let complete = decimals > 0
            && !self.is_money()
            && self.digits.rsplit(['.', ',']).next().is_some_and(|part| part.len() == decimals as usize)
            && self.digits.contains(['.', ',']);
        marked || complete
    }

    /// The currencies that its marks may mean.
    fn currencies(&self) -> impl Iterator<Item = &'static [Currency]> {
        let before = self.before.trim_end_matches(' ');
        let after = self.after.trim_start_matches(['万', '萬', '千', '余', '多', ' ']);
        let leads = BEFORE.iter().find(|(mark, _)| ends_with_mark(before, mark)).map(|(_, list)| *list);
        let follows = AFTER.iter().find(|(mark, _)| starts_with_mark(after, mark)).map(|(_, list)| *list);
        leads.into_iter().chain(follows)
    }

    /// The currency whose ISO 4217 code stands beside it.
    fn code(&self) -> Option<Currency> {
        let before = self.before.trim_end_matches(' ');
        let after = self.after.trim_start_matches(' ');
        let last = before.len().checked_sub(3).and_then(|at| before.get(at..));
        let alone = |rest: Option<&str>, edge: fn(&str) -> bool| !rest.is_some_and(edge);
        let leads = last
            .filter(|_| {
                alone(before.get(..before.len().saturating_sub(3)), |rest| {
                    rest.ends_with(|c: char| c.is_ascii_alphabetic())
                })
            })
            .and_then(coded);
        let follows = after
            .get(..3)
            .filter(|_| alone(after.get(3..), |rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())))
            .and_then(coded);
        leads.or(follows)
    }
}

/// The currency of a code; most of what stands beside a number is none at first sight.
fn coded(code: &str) -> Option<Currency> {
    code.bytes().all(|byte| byte.is_ascii_uppercase()).then(|| Currency::from_code(code)).flatten()
}

fn ends_with_mark(text: &str, mark: &str) -> bool {
    let Some(rest) = text.len().checked_sub(mark.len()).and_then(|at| text.get(..at)) else { return false };
    let letters = |c: char| c.is_ascii_alphabetic();
    // `$` after a letter is another country's dollar.
    text.get(rest.len()..).is_some_and(|end| end.eq_ignore_ascii_case(mark))
        && !(mark.is_ascii() && rest.ends_with(letters))
}

fn starts_with_mark(text: &str, mark: &str) -> bool {
    text.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark))
        && !(mark.ends_with(|c: char| c.is_ascii_alphabetic())
            && text.get(mark.len()..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic())))
}

/// The minor units a number says when `point` parts its decimals; nothing when it isn't so written.
fn minor(digits: &str, point: char, decimals: u32) -> Option<i64> {
    let (whole, part) = digits.split_once(point).unwrap_or((digits, ""));
    if part.len() > decimals as usize && !part.bytes().all(|digit| digit == b'0')
        || !part.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let part = if part.len() > decimals as usize { "" } else { part };
    let groups = || whole.split([',', '.', ' ', '\'']);
    let count = groups().count();
    // Thousands, or, in India, a thousand and then hundreds.
    let grouped = count == 1
        || (groups().next_back()?.len() == 3
            && (1..=3).contains(&groups().next()?.len())
            && (groups().skip(1).all(|group| group.len() == 3)
                || groups().take(count - 1).skip(1).all(|group| group.len() == 2)));
    if !grouped || whole.is_empty() && part.is_empty() {
        return None;
    }
    let zeros = std::iter::repeat_n('0', decimals as usize - part.len());
    let mut all = groups().flat_map(str::chars).chain(part.chars()).chain(zeros);
    all.try_fold(0_i64, |number, digit| number.checked_mul(10)?.checked_add(i64::from(digit.to_digit(10)?)))
}

/// Languages whose numbers have a point before their decimals (CLDR 48); in others either sign may stand there.
const POINT_LANGUAGES: &[&str] = &["zh", "en", "ja", "ko", "th", "hi", "ms", "fil", "he"];

const DOLLARS: &[Currency] = &[
    Currency::USD,
    Currency::TWD,
    Currency::HKD,
    Currency::CAD,
    Currency::AUD,
    Currency::SGD,
    Currency::NZD,
    Currency::MXN,
    Currency::COP,
    Currency::CLP,
    Currency::ARS,
];
const YUAN: &[Currency] = &[Currency::CNY, Currency::TWD, Currency::HKD];

/// Signs before amounts. The longer of two that end alike stands first.
#[rustfmt::skip]
static BEFORE: [(&str, &[Currency]); 36] = [
    ("NT$", &[Currency::TWD]), ("US$", &[Currency::USD]), ("HK$", &[Currency::HKD]), ("CA$", &[Currency::CAD]), ("AU$", &[Currency::AUD]),
    ("NZ$", &[Currency::NZD]), ("MX$", &[Currency::MXN]), ("C$", &[Currency::CAD]), ("A$", &[Currency::AUD]), ("S$", &[Currency::SGD]),
    ("R$", &[Currency::BRL]), ("$", DOLLARS), ("CN¥", &[Currency::CNY]), ("JP¥", &[Currency::JPY]), ("¥", &[Currency::CNY, Currency::JPY]),
    ("NTD", &[Currency::TWD]), ("RMB", &[Currency::CNY]), ("€", &[Currency::EUR]), ("£", &[Currency::GBP]), ("₹", &[Currency::INR]),
    ("Rs.", &[Currency::INR]), ("Rs", &[Currency::INR]), ("₩", &[Currency::KRW]), ("Rp", &[Currency::IDR]), ("RM", &[Currency::MYR]),
    ("₱", &[Currency::PHP]), ("฿", &[Currency::THB]), ("₫", &[Currency::VND]), ("₽", &[Currency::RUB]), ("人民币", &[Currency::CNY]),
    ("人民幣", &[Currency::CNY]), ("新台币", &[Currency::TWD]), ("新台幣", &[Currency::TWD]), ("新臺幣", &[Currency::TWD]),
    ("港币", &[Currency::HKD]), ("港幣", &[Currency::HKD]),
];

/// Signs and names after amounts.
#[rustfmt::skip]
static AFTER: [(&str, &[Currency]); 24] = [
    ("元人民币", &[Currency::CNY]), ("人民币", &[Currency::CNY]), ("美元", &[Currency::USD]), ("美金", &[Currency::USD]), ("港元", &[Currency::HKD]),
    ("欧元", &[Currency::EUR]), ("歐元", &[Currency::EUR]), ("日元", &[Currency::JPY]), ("元", YUAN), ("圆", YUAN), ("圓", YUAN), ("块", YUAN), ("塊", YUAN),
    ("円", &[Currency::JPY]), ("원", &[Currency::KRW]), ("€", &[Currency::EUR]), ("£", &[Currency::GBP]), ("₫", &[Currency::VND]),
    ("₽", &[Currency::RUB]), ("руб", &[Currency::RUB]), ("dollars", DOLLARS), ("yuan", &[Currency::CNY]), ("rupees", &[Currency::INR]),
    ("pounds", &[Currency::GBP]),
];
