//! How to stop such messages: a way that works, said as one. A word about stopping alone is none.

use crate::content::cue::{Cue, Hit};
use crate::content::reading::Reading;

/// Whether a text tells a way.
pub(super) fn holds(reading: &Reading<'_>) -> bool {
    reading.hits(Cue::Unsubscribe).any(|hit| offers(reading, hit)) || has_code(reading)
}

/// How near a way to act must stand to the words of stopping, in characters.
const NEAR_CHARS: usize = 28;

/// Whether words of stopping come with a way to act: an answer, a link, a code at their side.
fn offers(reading: &Reading<'_>, hit: &Hit) -> bool {
    let (start, end) = (reading.back(hit.start, NEAR_CHARS), reading.ahead(hit.end, NEAR_CHARS));
    let answered = reading.has_within(Cue::Answer, start, hit.start) || reading.has_within(Cue::Answer, hit.end, end);
    let linked = reading.links().iter().any(|link| start <= link.start && link.start <= end + 1);
    let coded = short_answer(reading.slice(start, hit.start))
        || short_answer(reading.slice(hit.end, end))
        || code_ends(reading.slice(start, hit.start))
        || code_begins(reading.slice(hit.end, end));
    (answered || linked || coded) && !denied(reading, hit.start, hit.end)
}

/// Whether the words say that it doesn't work: a denial beside them, in the same clause.
fn denied(reading: &Reading<'_>, start: usize, end: usize) -> bool {
    // Chinese denials stand right beside what they deny; English ones leave room for a verb.
    let is_near = |between: &str, denial: &Hit, latin: usize, chinese: usize| {
        let reach = if reading.slice(denial.start, denial.end).is_ascii() { latin } else { chinese };
        between.chars().count() <= reach && !between.contains([',', '，', '.', ';', '。', '!'])
    };
    let (from, to) = (reading.back(start, NEAR_CHARS), reading.ahead(end, NEAR_CHARS));
    reading.within(Cue::Never, from, start).any(|denial| is_near(reading.slice(denial.end, start), denial, 14, 3))
        || reading.within(Cue::Never, end, to).any(|denial| is_near(reading.slice(end, denial.start), denial, 12, 5))
}

/// `回T`: to answer, said with one character, before a code or a quoted word.
fn short_answer(text: &str) -> bool {
    text.match_indices('回').any(|(at, word)| {
        text.get(at + word.len()..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '"' || c == '「'))
    })
}

/// `TD退订`: a code of one to four capitals or digits right before the words.
fn code_ends(text: &str) -> bool {
    let code = text.chars().rev().take_while(char::is_ascii_alphanumeric).count();
    (1..=4).contains(&code) && text.ends_with(|c: char| c.is_ascii_uppercase())
}

/// `退订T`: a code of one or two capitals right after them.
fn code_begins(text: &str) -> bool {
    let code = text.chars().take_while(char::is_ascii_alphanumeric).count();
    (1..=2).contains(&code) && text.starts_with(|c: char| c.is_ascii_uppercase())
}

/// `Reply STOP`, `STOP to end`, `回TD`: a code that carriers know, with what makes it one.
fn has_code(reading: &Reading<'_>) -> bool {
    let text = reading.text();
    let is_way = |code: &Code, at: usize| {
        let end = at + code.word.len();
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
        let whole = !after.starts_with(|c: char| c.is_ascii_lowercase());
        let before = before.trim_end_matches(['"', '\'', ' ', ':', '(', '[', '*', '「']);
        let after = after.trim_start_matches(['"', '\'', ' ', ')', ']', '*', ',', '」']);
        let asked = VERBS.iter().any(|verb| ends_with_word(before, verb)) || before.ends_with('回');
        let told = PURPOSES.iter().any(|purpose| starts_with_phrase(after, purpose))
            || (code.word != "CANCEL" && starts_with_phrase(after, "to cancel"));
        whole && ((asked && code.known) || told) && !denied(reading, at, end)
    };
    let before = |at: usize| at.checked_sub(1).and_then(|before| text.as_bytes().get(before));
    let begins = |at: usize| !before(at).is_some_and(u8::is_ascii_alphanumeric);
    let letters = text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_alphabetic()).map(|(at, _)| at);
    let codes_at = |at: usize| CODES.iter().filter(move |code| starts_with_code(text, at, code));
    letters.filter(|at| begins(*at)).any(|at| codes_at(at).any(|code| is_way(code, at)))
}

/// Whether a code stands at an offset.
fn starts_with_code(text: &str, at: usize, code: &Code) -> bool {
    text.as_bytes().get(at..).is_some_and(|rest| rest.starts_with(code.word.as_bytes()))
}

/// A word to answer with.
struct Code {
    word: &'static str,
    /// Whether answering with it can mean nothing else.
    known: bool,
}

/// The codes of 47 CFR 64.1200(a)(10) and mainland China's TD, as texts write them.
const CODES: [Code; 12] = {
    const fn code(word: &'static str, known: bool) -> Code {
        Code { word, known }
    }
    [
        code("STOP", true),
        code("Stop", true),
        code("stop", true),
        code("UNSUBSCRIBE", true),
        code("unsubscribe", true),
        code("OPTOUT", true),
        code("OPT OUT", true),
        code("QUIT", true),
        code("REVOKE", true),
        code("END", true),
        code("CANCEL", false),
        code("TD", true),
    ]
};

/// Whether a text ends with a word, whatever its case.
fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(start) = text.len().checked_sub(word.len()) else { return false };
    let Some(end) = text.get(start..) else { return false };
    let cut = word.is_ascii()
        && text.get(..start).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphanumeric()));
    end.eq_ignore_ascii_case(word) && !cut
}

/// Whether a text begins with a phrase, whatever its case.
fn starts_with_phrase(text: &str, phrase: &str) -> bool {
    text.get(..phrase.len()).is_some_and(|head| head.eq_ignore_ascii_case(phrase))
}

/// Verbs that mean an answer and nothing else.
const VERBS: &[&str] = &[
    "reply",
    "reply with",
    "reply back",
    "text",
    "text back",
    "txt",
    "sms",
    "msg",
    "send",
    "respond",
    "respond with",
    "the word",
    "回复",
    "回覆",
    "发送",
    "發送",
];
/// What follows a code and says what it is for.
#[rustfmt::skip]
const PURPOSES: &[&str] = &[
    "to opt out", "to opt-out", "to optout", "to end", "to unsubscribe", "to quit", "to cancel texts", "to cancel messages", "to cancel alerts", "to cancel reminders",
    "to stop", "to be removed", "to no longer receive", "to discontinue", "2 end", "2end", "= opt out", "=opt out", "for no more",
];

#[rustfmt::skip]
pub(in crate::content) const UNSUBSCRIBE: &[&str] = &[
    "退订", "退訂", "拒收", "取消订阅", "取消訂閱", "停止接收", "不再接收", "取消接收", "拒绝接收", "拒絕接收", "退出订阅", "取消提醒", "停收短信",
    "停止发送", "停止發送", "不想再收到", "不希望再收到", "不希望收到", "不想收到", "如需停止", "关闭提醒", "關閉提醒",
    "opt out", "opt-out", "optout", "opting out", "unsubscribe", "unsubscribing", "stop texts", "stop messages", "stop emails", "stop e-mails",
    "stop these", "stop receiving", "stop getting", "no longer wish to receive", "no longer want to receive", "not to receive",
    "end these messages", "end these texts", "end messages", "end texts", "stop reminders", "stop sms", "stop all messages", "stop all texts",
];

#[rustfmt::skip]
pub(in crate::content) const ANSWER: &[&str] = &[
    "回复", "回覆", "回復", "发送", "發送", "编辑", "編輯", "点击", "點擊", "点此", "點此", "输入", "輸入", "致电", "致電", "来电", "來電", "拨打", "撥打",
    "reply", "replying with", "text", "txt", "respond", "send", "click", "tap", "call", "visit", "write to", "email", "e-mail", "go to",
    "reply with", "respond with", "text back", "here", "follow", "link",
];

#[rustfmt::skip]
pub(in crate::content) const NEVER: &[&str] = &[
    "不支持", "无法", "無法", "不能", "不可", "不得", "不接受", "暂不", "请勿", "請勿", "禁止", "没有", "沒有", "不予", "无效", "無效", "不受理", "不提供", "没用", "沒用",
    "don't", "do not", "cannot", "can't", "can not", "never", "no need to", "isn't", "is not", "won't", "will not", "disabled", "ignored",
    "unable to", "no longer", "doesn't", "does not", "not possible", "impossible", "not available", "unavailable", "invalid", "all you want", "all you like",
];
