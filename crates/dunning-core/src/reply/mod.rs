//! What a customer's message asks for. This release knows the stop words of Chinese and English, "paid", and a promise to
//! pay; everything else is [`Intent::Unclear`], which holds further reminders until a person has read it. It would rather
//! hand a message to a person than guess.

use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate};
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

use crate::words::words;

words! {
    /// What a message asks for.
    #[non_exhaustive]
    Intent, "intent" {
        /// No more messages.
        OptOut = "opt_out",
        /// It has been paid.
        AlreadyPaid = "already_paid",
        /// It will be paid.
        PromiseToPay = "promise_to_pay",
        /// A person must read it.
        Unclear = "unclear",
    }
}

/// A message understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What it asks for.
    pub intent: Intent,
    /// The day by which payment is promised, when one is named.
    pub promise_date: Option<NaiveDate>,
}

/// Reads a message that was written on a local day.
///
/// ```
/// use dunning_core::reply::{Intent, read};
/// let monday = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
/// assert_eq!(read("STOP", monday).intent, Intent::OptOut);
/// assert_eq!(read("I'll stop by the branch", monday).intent, Intent::Unclear);
/// let promise = read("I will pay on Friday", monday);
/// assert_eq!((promise.intent, promise.promise_date), (Intent::PromiseToPay, chrono::NaiveDate::from_ymd_opt(2026, 11, 27)));
/// ```
pub fn read(text: &str, today: NaiveDate) -> Reading {
    let text = normal(text);
    let bare = BARE.replace_all(&text, "");
    // Stopping comes first: who asks to be left alone and says more besides is left alone.
    let intent = if STOP_WORDS.contains(&bare.as_ref()) || STOP_PHRASES.is_match(&text) {
        Intent::OptOut
    } else if asks_or_denies(&text) {
        Intent::Unclear
    } else if PAID.is_match(&text) {
        Intent::AlreadyPaid
    } else if PROMISE.is_match(&text) {
        Intent::PromiseToPay
    } else {
        Intent::Unclear
    };
    let promise_date = if intent == Intent::PromiseToPay { named_day(&text, today) } else { None };
    Reading { intent, promise_date }
}

/// Words that stop when they are the whole message: the per-se words of 47 CFR 64.1200(a)(10) with those of carriers
/// (CTIA Messaging Principles 5.1.3), and those that Chinese carriers print under their texts (退订回T, 回TD退订).
const STOP_WORDS: [&str; 18] = [
    "stop",
    "stopall",
    "quit",
    "end",
    "revoke",
    "optout",
    "cancel",
    "unsubscribe",
    "stopplease",
    "pleasestop",
    "t",
    "td",
    "退订",
    "退訂",
    "拒收",
    "取消订阅",
    "取消訂閱",
    "停止",
];

/// What is left out of a message to see whether it is a stop word and nothing else.
static BARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\s\p{P}\p{S}]+"));

static STOP_PHRASES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        \b(?:stop|quit)\ (?:texting|messaging|sending|contacting|calling|e-?mailing|bothering|harassing)\b
        | \b(?:do\ not|don'?t|never)\ (?:ever\ )?(?:text|message|sms|contact|call|e-?mail)\ (?:me|us|this)\b
        | \bno\ more\ (?:texts?|messages?|sms|calls?|e-?mails?)\b
        | \b(?:unsubscribe|opt)\ me(?:\ out)?\b | \bopt(?:ing)?[\ -]out\b | \bremove\ me\b | \btake\ me\ off\b
        | 退订 | 退訂 | 拒收 | (?:别|不要|不许|請勿|请勿|勿)再?(?:给我|給我)?(?:发|發|打|联系|聯繫|骚扰|騷擾) | 停止(?:发送|發送|联系|聯繫)",
    )
});

/// A question, or a denial of what the patterns below would find.
fn asks_or_denies(text: &str) -> bool {
    static DENIES: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)
            \? | \b(?:can'?t|cannot|can\ not|won'?t|will\ not|not|never|haven'?t|hasn'?t|didn'?t|don'?t|unable|if)\b | n't\b
            | 没|沒|未|不 | 吗|嗎|怎么|怎麼|如何|多少|哪里|能否|能不能|如果|要是",
        )
    });
    DENIES.is_match(text)
}

static PAID: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        \b(?:i|we|already|just|have|has|been|was|is)\ (?:already\ |just\ |now\ )?(?:paid|payed|settled)\b
        | ^(?:already\ |just\ )?(?:paid|payed)\b | \bpayment\ (?:was\ |has\ been\ |is\ )?(?:made|sent|done)\b
        | (?:已|已经|已經|刚|剛|刚刚|昨天|早就|早上|今早|上午|下午|晚上)(?:还|還|付|缴|繳|转|轉|存)
        | (?:还|還|付|缴|繳|转|轉)(?:过|過|清|完|好)?了",
    )
});

static PROMISE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)
        \b(?:will|'ll|shall|going\ to|gonna|promise\ to|plan\ to)\ (?:\w+\ )?(?:pay|settle|transfer|send)\b | '?ll\ pay\b | \bpaying\b
        | \bpay\ (?:it\ |you\ |this\ |the\ \w+\ )?(?:by|on|tomorrow|today|tonight|next|this)\b
        | (?:今天|今晚|明天|明早|明晚|后天|後天|周[一二三四五六日天]|週[一二三四五六日天]|星期[一二三四五六日天]|礼拜[一二三四五六日天]|月底|\d{1,2}[号號日]).{0,8}(?:还|還|付|缴|繳|转|轉|存)
        | (?:会|會|一定|马上|馬上|尽快|盡快|准备|準備|保证)(?:尽快)?(?:还|還|付|缴|繳|转|轉)",
    )
});

/// The first day named: a weekday is the next one of its name, today excepted; a day of the month the next such day.
/// A day that isn't in the calendar, or of a month just past, names none.
fn named_day(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?x)(?P<today>\btoday\b|\btonight\b|今天|今晚) | (?P<tomorrow>\btomorrow\b|\btmr\b|明天|明早|明晚) | (?P<after>后天|後天)
            | (?P<next>\bnext\ |下)?(?:\b(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b|(?:周|週|星期|礼拜|禮拜)(?P<zh>[一二三四五六日天]))
            | (?P<end>月底|\bend\ of\ (?:the\ |this\ )?month\b) | (?:(?P<month>\d{1,2})月)?(?P<dom>\d{1,2})(?:[号號日]|st\b|nd\b|rd\b|th\b)",
        )
    });
    let found = DAY.captures(text)?;
    let in_days = |days| today.checked_add_days(Days::new(days));
    let weekday = |index: u64, next: bool| {
        let ahead = (index + 7 - u64::from(today.weekday().num_days_from_monday())) % 7;
        let this_week = if ahead == 0 { 7 } else { ahead };
        // "Next Friday", said before this week's Friday, is a week later.
        let shift = if next && this_week + u64::from(today.weekday().num_days_from_monday()) < 7 { 7 } else { 0 };
        in_days(this_week + shift)
    };
    let next = found.name("next").is_some();
    if found.name("today").is_some() {
        Some(today)
    } else if found.name("tomorrow").is_some() {
        in_days(1)
    } else if found.name("after").is_some() {
        in_days(2)
    } else if let Some(name) = found.name("en") {
        weekday(
            ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().position(|day| *day == name.as_str())? as u64,
            next,
        )
    } else if let Some(name) = found.name("zh") {
        let day = if name.as_str() == "天" { "日" } else { name.as_str() };
        weekday(["一", "二", "三", "四", "五", "六", "日"].iter().position(|name| *name == day)? as u64, next)
    } else if found.name("end").is_some() {
        month_end(today)
    } else {
        let day: u32 = found.name("dom")?.as_str().parse().ok()?;
        let first = |year, month| NaiveDate::from_ymd_opt(year, month, 1);
        let (year, month) = (today.year(), today.month());
        let firsts = match found.name("month") {
            None => [first(year, month), month_end(today)?.succ_opt()],
            Some(named) => {
                let named = named.as_str().parse().ok()?;
                [first(year, named), first(year + 1, named)]
            }
        };
        let ahead = |day: &NaiveDate| *day >= today && *day - today <= FAR;
        firsts.into_iter().filter_map(|first| first?.with_day(day)).find(ahead)
    }
}

/// Nobody names a day further ahead than half a year without its year: what seems so lies in the past, or is a slip.
const FAR: chrono::TimeDelta = chrono::TimeDelta::days(183);

fn month_end(today: NaiveDate) -> Option<NaiveDate> {
    today.with_day(1)?.checked_add_months(chrono::Months::new(1))?.pred_opt()
}

/// Width, case and apostrophes made one.
fn normal(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' || c == '‘' { '\'' } else { c })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// A pattern of this file.
#[expect(clippy::expect_used, reason = "the patterns are literals of this file, and the tests compile each of them")]
fn pattern(literal: &str) -> Regex {
    Regex::new(literal).expect("a literal pattern compiles")
}

#[cfg(test)]
mod tests;
