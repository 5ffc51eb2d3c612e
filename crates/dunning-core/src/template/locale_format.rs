//! How amounts, dates and causes are written in a locale: tables, no code per language. A locale without a row is
//! refused, never guessed. It knows nothing of templates.
//!
//! The rows follow CLDR 48 (pattern letters of UTS 35: `y` year, `M` month, `MMM` its abbreviated name, `d` day), with
//! the house's choices where readers of reminders are used to something plainer: `元` after an amount in CNY as bills
//! in mainland China write it, and no `.00` after New Taiwan dollars, whose cash has no smaller unit (CLDR
//! `cashDigits`).

use std::fmt::{self, Write as _};

use chrono::{Datelike as _, NaiveDate};

use crate::locale::Locale;
use crate::money::{Currency, Money};
use crate::words::ArrearsCause;

/// The formats of one locale.
#[derive(Debug, Clone, Copy)]
pub struct Formats(&'static Row);

#[derive(Debug)]
struct Row {
    tags: &'static [&'static str],
    group: char,
    point: char,
    currencies: &'static [(Currency, Mark)],
    months: [&'static str; 12],
    date: &'static str,
    day: &'static str,
    missed_instalment: &'static str,
    minimum_unpaid: &'static str,
    /// What should have been debited: the debit came back, the payment is still open.
    debit_returned: &'static str,
}

/// Where a currency's sign stands.
#[derive(Debug, Clone, Copy)]
enum Mark {
    Before(&'static str),
    After(&'static str),
}
use Mark::{After, Before};

/// No abbreviated month names: the locale's patterns write months as numbers.
const NUMBERED: [&str; 12] = [""; 12];

/// Currencies whose cash has no minor unit though ISO 4217 gives them two decimals (CLDR `cashDigits="0"`).
const WHOLE_IN_CASH: [Currency; 1] = [Currency::TWD];

static ROWS: [Row; 3] = [
    Row {
        tags: &["zh-CN", "zh", "zh-Hans", "zh-Hans-CN"],
        group: ',',
        point: '.',
        currencies: &[
            (Currency::CNY, After("元")),
            (Currency::USD, Before("US$")),
            (Currency::TWD, Before("NT$")),
            (Currency::HKD, Before("HK$")),
            (Currency::EUR, Before("€")),
            (Currency::GBP, Before("£")),
            (Currency::JPY, Before("JP¥")),
        ],
        months: NUMBERED,
        date: "y年M月d日",
        day: "M月d日",
        missed_instalment: "分期款",
        minimum_unpaid: "最低还款额",
        debit_returned: "自动扣款",
    },
    Row {
        tags: &["zh-TW", "zh-Hant", "zh-Hant-TW"],
        group: ',',
        point: '.',
        currencies: &[
            (Currency::TWD, Before("NT$")),
            (Currency::USD, Before("US$")),
            (Currency::CNY, Before("CN¥")),
            (Currency::HKD, Before("HK$")),
            (Currency::EUR, Before("€")),
            (Currency::GBP, Before("£")),
            (Currency::JPY, Before("¥")),
        ],
        months: NUMBERED,
        date: "y年M月d日",
        day: "M月d日",
        missed_instalment: "分期款",
        minimum_unpaid: "最低應繳金額",
        debit_returned: "自動扣款",
    },
    Row {
        tags: &["en-US", "en"],
        group: ',',
        point: '.',
        currencies: &[
            (Currency::USD, Before("$")),
            (Currency::GBP, Before("£")),
            (Currency::EUR, Before("€")),
            (Currency::TWD, Before("NT$")),
            (Currency::CNY, Before("CN¥")),
            (Currency::HKD, Before("HK$")),
            (Currency::JPY, Before("¥")),
            (Currency::CAD, Before("CA$")),
            (Currency::AUD, Before("A$")),
        ],
        months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        date: "MMM d, y",
        day: "MMM d",
        missed_instalment: "installment",
        minimum_unpaid: "minimum payment",
        debit_returned: "automatic payment",
    },
];

impl Formats {
    /// The formats of a locale, if this house has them.
    pub fn of(locale: &Locale) -> Option<Self> {
        ROWS.iter().find(|row| row.tags.contains(&locale.as_str())).map(Self)
    }

    /// The locales that have formats, for a fault's remedy.
    pub(super) fn known() -> String {
        ROWS.iter().filter_map(|row| row.tags.first().copied()).collect::<Vec<_>>().join(", ")
    }

    /// An amount. A currency without a sign in this locale is named by its ISO 4217 code before the digits.
    ///
    /// ```
    /// use dunning_core::{locale::Locale, money::Money, template::locale_format::Formats};
    /// let formats = Formats::of(&Locale::new("zh-CN").unwrap()).unwrap();
    /// assert_eq!(formats.amount(Money::parse("1280", "CNY").unwrap()), "1,280.00元");
    /// ```
    pub fn amount(self, money: Money) -> String {
        let mark = self.0.currencies.iter().find(|(currency, _)| *currency == money.currency()).map(|(_, mark)| *mark);
        let mut text = String::with_capacity(24);
        match mark {
            Some(Before(sign)) => text.push_str(sign),
            Some(After(_)) => {}
            None => text.extend([money.currency().code(), " "]),
        }
        self.digits(money, &mut text);
        if let Some(After(sign)) = mark {
            text.push_str(sign);
        }
        text
    }

    /// A date with its year.
    pub fn date(self, date: NaiveDate) -> String {
        self.pattern(self.0.date, date)
    }

    /// A date without its year.
    pub fn day(self, date: NaiveDate) -> String {
        self.pattern(self.0.day, date)
    }

    /// Why money is owed, as a noun; nothing for a cause this table has no words for.
    pub fn cause(self, cause: ArrearsCause) -> Option<&'static str> {
        match cause {
            ArrearsCause::MissedInstalment => Some(self.0.missed_instalment),
            ArrearsCause::MinimumUnpaid => Some(self.0.minimum_unpaid),
            ArrearsCause::DebitReturned => Some(self.0.debit_returned),
        }
    }

    /// Writes an amount's digits.
    fn digits(self, money: Money, text: &mut String) {
        let digits = money.digits();
        let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
        let (sign, whole) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
        text.push_str(sign);
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                text.push(self.0.group);
            }
            text.push(digit);
        }
        let bare = WHOLE_IN_CASH.contains(&money.currency()) && part.bytes().all(|digit| digit == b'0');
        if !part.is_empty() && !bare {
            text.push(self.0.point);
            text.push_str(part);
        }
    }

    fn pattern(self, pattern: &str, date: NaiveDate) -> String {
        let mut text = String::with_capacity(24);
        let mut rest = pattern;
        while let Some(first) = rest.chars().next() {
            if let Some(after) = rest.strip_prefix("MMM") {
                text.push_str(self.0.months.get(date.month0() as usize).copied().unwrap_or_default());
                rest = after;
                continue;
            }
            match first {
                'y' => number(date.year(), &mut text),
                'M' => number(date.month(), &mut text),
                'd' => number(date.day(), &mut text),
                literal => text.push(literal),
            }
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
        text
    }
}

fn number(number: impl fmt::Display, text: &mut String) {
    // Writing into a string can't fail.
    let _ = write!(text, "{number}");
}
