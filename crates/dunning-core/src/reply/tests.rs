//! The worked replies of the issue and of case E76, and what must not be taken for them.

use super::*;

fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn intent(text: &str) -> Intent {
    read(text, monday()).intent
}

#[test]
fn patterns_compile() {
    // Each of them must match something of its own: a pattern that failed to compile matches nothing.
    assert!(STOP_PHRASES.is_match("退订") && PAID.is_match("已还") && PROMISE.is_match("明天还"));
}

#[test]
fn stop_words_stop() {
    // Per-se words of 47 CFR 64.1200(a)(10), in any width, case and punctuation; and Chinese carriers' own.
    for text in [
        "stop",
        "STOP",
        "Stop.",
        " quit ",
        "END",
        "revoke",
        "opt out",
        "opt-out",
        "cancel",
        "Unsubscribe!",
        "ＳＴＯＰ",
        "T",
        "TD",
        "退订",
        "拒收",
        "please stop texting me",
        "Don't text me",
        "别再发了",
        "不要再给我发短信",
    ] {
        assert_eq!(intent(text), Intent::OptOut, "{text}");
    }
}

#[test]
fn other_words_of_stopping_go_to_a_person() {
    // Case E76: 47 CFR 64.1200(a)(10), the reasonable reader.
    for text in
        ["I'll stop by the branch", "can't stop now, paying Friday", "don't cancel my plan", "", "?", "ok", "嗯"]
    {
        assert_eq!(intent(text), Intent::Unclear, "{text}");
    }
}

#[test]
fn paid_and_its_denial_differ() {
    for text in ["paid", "I already paid", "I have paid it", "已还", "已经还了", "昨天还了", "还清了", "刚付了"]
    {
        assert_eq!(intent(text), Intent::AlreadyPaid, "{text}");
    }
    for text in ["not paid", "I haven't paid", "还没还", "没还", "怎么还", "how is it paid?", "还款日是哪天"]
    {
        assert_eq!(intent(text), Intent::Unclear, "{text}");
    }
}

#[test]
fn promises_name_their_day() {
    // 2026-11-23 is a Monday.
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day);
    for (text, expected) in [
        ("I will pay on Friday", day(11, 27)),
        ("I'll pay tomorrow", day(11, 24)),
        ("will pay next friday", day(12, 4)),
        ("周五还", day(11, 27)),
        ("下周一还款", day(11, 30)),
        ("明天一定还", day(11, 24)),
        ("25号还", day(11, 25)),
        ("5号发工资就还", day(12, 5)),
        ("月底还", day(11, 30)),
        ("12月5号还", day(12, 5)),
        ("3月5号还", NaiveDate::from_ymd_opt(2027, 3, 5)),
        // No such month, no such day, and a day just past: open promises.
        ("13月5号还", None),
        ("2月30号还", None),
        ("11月20号还", None),
        ("我会还的", None),
    ] {
        let reading = read(text, monday());
        assert_eq!((reading.intent, reading.promise_date), (Intent::PromiseToPay, expected), "{text}");
    }
    for text in ["I can't pay on Friday", "不能还", "if I pay on Friday will you stop the fee?"] {
        assert_eq!(intent(text), Intent::Unclear, "{text}");
    }
}
