//! Amounts and dates as their readers write them.

use super::locale_format::Formats;
use super::*;

fn formats(tag: &str) -> Formats {
    Formats::of(&Locale::new(tag).unwrap()).unwrap()
}

#[test]
fn amounts_are_written_as_their_readers_write_them() {
    // signs of CLDR 48 (zh, zh-Hant, en); 元 after the digits and whole New Taiwan dollars as bills there print them
    for (tag, amount, currency, text) in [
        ("zh-CN", "1280", "CNY", "1,280.00元"),
        ("zh-CN", "0.05", "CNY", "0.05元"),
        ("zh-CN", "1234567.8", "CNY", "1,234,567.80元"),
        ("zh-CN", "999", "USD", "US$999.00"),
        ("zh-CN", "310", "JPY", "JP¥310"),
        ("zh-TW", "1280", "TWD", "NT$1,280"),
        ("zh-TW", "1280.5", "TWD", "NT$1,280.50"),
        ("zh-TW", "100", "CNY", "CN¥100.00"),
        ("en", "1280", "USD", "$1,280.00"),
        ("en", "12", "GBP", "£12.00"),
        ("en-US", "1000000", "JPY", "¥1,000,000"),
        ("en", "1.234", "KWD", "KWD 1.234"),
    ] {
        assert_eq!(formats(tag).amount(Money::parse(amount, currency).unwrap()), text);
    }
    let lowest = Money::from_minor(i64::MIN, crate::money::Currency::CNY);
    assert_eq!(formats("zh-CN").amount(lowest), "-92,233,720,368,547,758.08元");
}

#[test]
fn dates_are_written_as_their_readers_write_them() {
    // CLDR 48: zh yMMMd "y年M月d日", MMMd "M月d日"; en yMMMd "MMM d, y", MMMd "MMM d"
    let both = |tag: &str, on| (formats(tag).date(on), formats(tag).day(on));
    let is = |date: &str, day: &str| (date.to_owned(), day.to_owned());
    assert_eq!(both("zh-CN", date(2026, 11, 20)), is("2026年11月20日", "11月20日"));
    assert_eq!(both("zh-TW", date(2026, 1, 2)), is("2026年1月2日", "1月2日"));
    assert_eq!(both("en", date(2026, 11, 20)), is("Nov 20, 2026", "Nov 20"));
    assert_eq!(both("en-US", date(2027, 5, 1)), is("May 1, 2027", "May 1"));
}

#[test]
fn causes_are_nouns_of_the_locale() {
    let causes = [ArrearsCause::MissedInstalment, ArrearsCause::MinimumUnpaid, ArrearsCause::DebitReturned];
    let said = |tag: &str| causes.map(|cause| formats(tag).cause(cause).unwrap());
    assert_eq!(said("zh-CN"), ["分期款", "最低还款额", "自动扣款"]);
    assert_eq!(said("zh-TW"), ["分期款", "最低應繳金額", "自動扣款"]);
    assert_eq!(said("en"), ["installment", "minimum payment", "automatic payment"]);
}

#[test]
fn an_unknown_locale_is_not_guessed() {
    for tag in ["en-GB", "fr", "zh-HK", "hi-Latn"] {
        assert!(Formats::of(&Locale::new(tag).unwrap()).is_none(), "{tag}");
    }
}
