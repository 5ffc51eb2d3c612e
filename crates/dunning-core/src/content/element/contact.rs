//! Where to ask: a number, a site, an address, a person in the app. Public lines of authorities are none of the lender's.

use crate::content::cue::Cue;
use crate::content::digits::Group;
use crate::content::reading::Reading;

/// Whether a text tells where.
pub(super) fn holds(reading: &Reading<'_>) -> bool {
    !reading.links().is_empty()
        || reading.has(Cue::Desk)
        || has_app(reading)
        || has_mail(reading.text())
        || has_number(reading)
}

/// A telephone number to ask at.
fn has_number(reading: &Reading<'_>) -> bool {
    let groups = reading.groups();
    (0..groups.len()).any(|first| groups.get(first..).and_then(|groups| begins_number(reading, groups)) == Some(true))
}

/// An app, and somebody to ask in it.
fn has_app(reading: &Reading<'_>) -> bool {
    reading.hits(Cue::App).any(|app| {
        let (start, end) = (reading.back(app.start, NEAR_CHARS), reading.ahead(app.end, NEAR_CHARS));
        reading.has_within(Cue::Ask, start, end)
    })
}

/// How near an app and the asking stand, in characters.
const NEAR_CHARS: usize = 30;

fn has_mail(text: &str) -> bool {
    text.match_indices('@').any(|(at, _)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + 1..).unwrap_or_default());
        let domain =
            after.split(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-')).next().unwrap_or_default();
        before.ends_with(|c: char| c.is_ascii_alphanumeric()) && domain.trim_matches('.').contains('.')
    })
}

/// Whether a telephone number begins with the first of these groups; nothing where none could.
fn begins_number(reading: &Reading<'_>, groups: &[Group]) -> Option<bool> {
    let text = reading.text();
    let first = groups.first()?;
    let before = text.get(..first.start)?;
    let digit = |text: &str| text.ends_with(|c: char| c.is_ascii_digit());
    let continues = before.strip_suffix(['.', ',', '-', '/']).is_some_and(digit);
    if continues || before.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '¥' | '$' | '€' | '£')) {
        return None;
    }
    // Groups joined as people join those of a number.
    let joins = |pair: &&[Group]| {
        let between = pair.first().zip(pair.last()).and_then(|(left, right)| text.get(left.end..right.start));
        matches!(between, Some("-" | " " | "." | ") " | ")" | " - " | ")-"))
    };
    let joined = 1 + groups.windows(2).take(GROUPS_MAX - 1).take_while(joins).count();
    let cued = is_cued(reading, first.start);
    // The longest run of them that is a number: what follows it may be the next sentence's first.
    Some((1..=joined).rev().filter_map(|count| groups.get(..count)).any(|groups| {
        let after = groups.last().and_then(|last| text.get(last.end..)).unwrap_or_default();
        is_number(text, groups, before, cued) && !is_counted(after)
    }))
}

/// Most groups that people part a number into.
const GROUPS_MAX: usize = 6;

fn is_number(text: &str, groups: &[Group], before: &str, cued: bool) -> bool {
    let digits: String = groups.iter().filter_map(|group| text.get(group.start..group.end)).collect();
    let sizes: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let plus = before.ends_with('+');
    match (sizes.as_slice(), digits.as_bytes()) {
        (_, bytes) if plus => (8..=15).contains(&bytes.len()),
        // 400 and 800 numbers of mainland China, toll-free ones elsewhere.
        (_, [b'4' | b'8', b'0', b'0', ..]) if digits.len() == 10 => true,
        (_, [b'0', b'8', b'0', b'0', ..]) if (9..=11).contains(&digits.len()) => true,
        // Banks' and other firms' short numbers in mainland China: 95xxx, 96xxx. Six digits may be a code.
        ([5], [b'9', b'5' | b'6', ..]) => cued || !before.ends_with(|c: char| c.is_alphabetic()),
        ([3, 3, 4] | [1, 3, 3, 4], [b'1'..=b'9', ..]) => true,
        // Area, then the number: mainland China, Taiwan, the United Kingdom.
        (
            [3 | 4, 7 | 8] | [3, 4, 4] | [2, 4, 4] | [2, 3, 4] | [4, 3, 4] | [4, 3, 3] | [5, 6] | [5, 3, 3],
            [b'0', ..],
        ) => true,
        // What a word for calling leads to, unless it is an authority's public line.
        (_, bytes) if cued => (5..=12).contains(&bytes.len()) && !is_public_line(&digits),
        _ => false,
    }
}

/// Public lines of mainland China: 110, 119, 120, 12315, 12345, 12363, 12378 …
fn is_public_line(digits: &str) -> bool {
    digits.len() <= 5 && (digits.starts_with("11") || digits.starts_with("12"))
}

/// Whether a word for calling or asking stands right before a number, in the same clause.
fn is_cued(reading: &Reading<'_>, at: usize) -> bool {
    let start = reading.back(at, CUE_CHARS);
    reading.within(Cue::Call, start, at).any(|hit| !reading.slice(hit.end, at).contains(['，', ',']))
}

/// How far before a number a word for calling may begin, in characters.
const CUE_CHARS: usize = 16;

/// Whether digits are followed by what makes them an amount or a count.
fn is_counted(after: &str) -> bool {
    const UNITS: &[&str] = &["元", "块", "塊", "圆", "圓", "万", "萬", "%", "年", "月", "日", "笔", "人", "天", "期"];
    let after = after.trim_start_matches(' ');
    let decimal = after.strip_prefix(['.', ',']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    decimal || UNITS.iter().any(|unit| after.starts_with(unit))
}

#[rustfmt::skip]
pub(in crate::content) const CALL: &[&str] = &[
    "客服", "热线", "熱線", "电话", "電話", "专线", "專線", "致电", "致電", "来电", "來電", "回电", "回電", "拨打", "撥打", "拨", "撥", "详询", "詳詢", "垂询", "洽", "联系我们", "聯絡我們", "咨询", "諮詢", "请打",
    "call", "call us", "calling", "phone", "ring", "tel", "telephone", "hotline", "helpline", "dial", "text us at", "reach us at", "reach us on",
    "contact us at", "questions",
];

#[rustfmt::skip]
pub(in crate::content) const APP: &[&str] = &[
    "app", "小程序", "公众号", "公眾號", "微信", "手机银行", "手機銀行", "行動銀行", "网上银行", "網路銀行", "掌上银行", "客户端", "mobile app", "mobile banking",
    "online banking", "官网", "官網", "官方网站", "官方網站", "website", "web site", "portal", "whatsapp",
];

#[rustfmt::skip]
pub(in crate::content) const ASK: &[&str] = &[
    "客服", "咨询", "諮詢", "联系我们", "聯絡我們", "聯繫我們", "与我们联系", "反馈", "申诉", "留言", "人工", "提问", "询问", "詢問", "chat", "ask us", "message us", "contact us",
    "questions", "support", "help", "reach us", "talk to us", "get in touch", "tell us",
];

#[rustfmt::skip]
pub(in crate::content) const DESK: &[&str] = &[
    "在线客服", "線上客服", "在線客服", "智能客服", "live chat", "chat with us", "message us in", "secure message", "secure messages", "message center",
    "reply help", "text help", "回复help",
];
