//! Senders that name themselves, read without knowing their names: what lenders' names look like in Chinese and English.
//! A lender named by somebody who poses as an authority has not named itself.

use super::cue::{Cue, Hit};
use super::element::signature;
use super::reading::Reading;

/// Whether a lender names itself in a text.
pub(super) fn names_itself(reading: &Reading<'_>) -> bool {
    if signature::names(reading).any(is_signature) || labels_itself(reading.body()) {
        return true;
    }
    !poses(reading) && (names_in_chinese(reading) || names_in_english(reading.text()))
}

/// Whether what stands in 【】 is a sender's name: no notice's title, no authority's name.
fn is_signature(name: &str) -> bool {
    const TITLES: [&str; 12] =
        ["通知", "提醒", "提示", "公告", "警告", "重要", "紧急", "验证码", "告知", "声明", "緊急", "聲明"];
    let cues = super::cue::hits(name);
    let has = |cue| cues.iter().any(|hit| hit.cue == cue);
    // A department is no sender unless the lender's name stands before it.
    let department = ["部", "中心", "专员", "專員"].iter().any(|end| name.ends_with(end));
    (2..=30).contains(&name.chars().count())
        && !TITLES.iter().any(|title| name.ends_with(title) || name.starts_with(title))
        && !has(Cue::Authority)
        && (!department || has(Cue::Lender) || has(Cue::LenderMaybe))
}

/// Whether a sender presents itself as an authority, or as somebody else whom senders pretend to be.
fn poses(reading: &Reading<'_>) -> bool {
    let text = reading.text();
    let label_end =
        text.find([':', '】']).filter(|end| text.get(..*end).is_some_and(|label| label.chars().count() <= LABEL_CHARS));
    let poses = |start: usize, end: usize| {
        // A loan officer is no officer of the law.
        let of_ours = |hit: &Hit| {
            OFFICES.iter().any(|office| text.get(..hit.start).is_some_and(|before| before.trim_end().ends_with(office)))
        };
        reading.within(Cue::Authority, start, end).any(|hit| !of_ours(hit))
    };
    label_end.is_some_and(|end| poses(0, end))
        || reading.hits(Cue::Introduction).any(|hit| poses(hit.end, reading.ahead(hit.end, INTRODUCED_CHARS)))
}

/// Offices of a lender whose holders are called officers.
const OFFICES: &[&str] = &["loan", "credit", "account", "collections", "service", "compliance"];

/// Longest label before a colon that is read as the sender's, in characters.
const LABEL_CHARS: usize = 40;
/// How far an introduction reaches, in characters.
const INTRODUCED_CHARS: usize = 30;

/// Whether the words that end Chinese lenders' names follow a name.
fn names_in_chinese(reading: &Reading<'_>) -> bool {
    let text = reading.text();
    let sure = reading.hits(Cue::Lender).any(|hit| chinese_name(text, hit).is_some());
    sure || reading.hits(Cue::LenderMaybe).any(|hit| {
        let Some(start) = chinese_name(text, hit) else { return false };
        let opens = text.get(..start).is_some_and(|before| before.trim().is_empty());
        let said =
            reading.within(Cue::Introduction, reading.back(start, LABEL_CHARS), start).any(|said| said.end == start);
        let label = text.get(hit.end..).unwrap_or_default();
        said || (opens && AFTER_NAMES.iter().any(|mark| label.starts_with(mark)))
    })
}

/// What follows a name that opens a text.
const AFTER_NAMES: &[&str] = &[
    ":", "提醒", "温馨", "溫馨", "友情", "通知", "客户", "客戶", "用户", "用戶", "客服", "您好", "尊敬", "来电", "來電",
];

/// Where the name that a lender's word ends begins, if it is a name.
fn chinese_name(text: &str, hit: &Hit) -> Option<usize> {
    let (before, after) = (text.get(..hit.start)?, text.get(hit.end..)?);
    let word = text.get(hit.start..hit.end)?;
    // 银行卡, 银行流水: things that banks have to do with.
    if word.ends_with(['行'])
        && ["卡", "流水", "转账", "轉帳", "柜", "账", "帳", "存", "业", "業"]
            .iter()
            .any(|thing| after.starts_with(thing))
    {
        return None;
    }
    let run = before.chars().rev().take_while(|c| is_name_character(*c)).take(NAME_CHARS_MAX).count();
    let start = before.char_indices().rev().nth(run.checked_sub(1)?).map(|(at, _)| at)?;
    let name = before.get(start..)?;
    // 青禾手机银行: a name before what the bank is called by.
    let name = PRODUCTS.iter().find_map(|product| name.strip_suffix(product)).unwrap_or(name);
    let names = name.chars().count() >= 2 && !GENERIC.iter().any(|word| name.ends_with(word));
    names.then_some(start)
}

/// Kinds of a bank's service between its name and the word.
const PRODUCTS: &[&str] = &["手机", "手機", "网上", "網路", "掌上", "行動"];

/// Most characters looked at before the word that ends a name.
const NAME_CHARS_MAX: usize = 8;

/// Whether a Chinese character may be part of a name: none of those that words around names are made of.
fn is_name_character(c: char) -> bool {
    const AROUND: &str = "您你我他她它的在与與和跟及或由是于於给給请請按经經将將已从從为為被把对對让讓致贵貴该該至向受以因如若则則到去了过過各这這那些个個欠名某";
    ('\u{4e00}'..='\u{9fff}').contains(&c) && !AROUND.contains(c)
}

/// What stands before such a word without naming anyone.
#[rustfmt::skip]
const GENERIC: &[&str] = &[
    "登录", "登陆", "登入", "打开", "打開", "使用", "进入", "下载", "下載", "前往", "查看", "访问", "发卡", "發卡", "开户", "開戶", "收款", "付款", "扣款", "还款", "還款", "贷款", "貸款", "商业", "商業", "地方", "其他", "其它",
    "多家", "合作", "绑定", "指定", "网络", "电话", "微信", "人民", "中央", "任何", "任意", "附近", "当地", "就近", "放款", "关联", "大型", "外资", "持牌",
    "正规", "国有", "互联网", "代发", "工资", "非法", "个人", "所属", "消费", "消費", "汽车", "汽車", "普惠", "小额", "往来",
];

/// `Larkspur Bank: …`: a name of two words or more, or one that a lender's word ends, before the first colon.
fn labels_itself(body: &str) -> bool {
    let Some((label, _)) = body.split_once(':') else { return false };
    let label = label.trim();
    if label.is_empty() || label.chars().count() > LABEL_CHARS || !label.is_ascii() {
        return false;
    }
    let words: Vec<&str> = label.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    let named = words.iter().all(|word| is_capital(word) || CONNECTORS.contains(word));
    let plain = |word: &&str| {
        let word = word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).to_ascii_lowercase();
        !NO_NAMES.contains(&word.as_str()) && !super::cue::hits(&word).iter().any(|hit| hit.cue == Cue::Authority)
    };
    named && words.iter().all(plain) && (words.len() >= 2 || names_in_english(label))
}

/// Whether a capitalised name ends in a word that ends lenders' names.
fn names_in_english(text: &str) -> bool {
    let mut before: Option<&str> = None;
    for piece in text.split([' ', '\n']) {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric() && c != '&');
        let word = word.strip_suffix("'s").unwrap_or(word);
        let joined = before.is_some_and(|before| before.starts_with(|c: char| c.is_uppercase()) && !is_generic(before));
        if joined && is_capital(word) && LENDERS.contains(&word.to_ascii_lowercase().as_str()) {
            return true;
        }
        // What a mark ends begins no name; `&` joins two.
        before = match piece.ends_with(|c: char| c.is_alphanumeric() || c == '&') {
            true if piece == "&" => before,
            true => Some(word),
            false => None,
        };
    }
    false
}

fn is_capital(word: &str) -> bool {
    word.trim_start_matches(['(', '"', '[']).starts_with(|c: char| c.is_ascii_uppercase() || c.is_ascii_digit())
}

fn is_generic(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    NO_NAMES.contains(&word.as_str()) || DESCRIBING.contains(&word.as_str())
}

/// Small words within names.
const CONNECTORS: &[&str] = &["&", "of", "and", "the", "for"];

/// Words that end the names of lenders and collectors.
#[rustfmt::skip]
const LENDERS: &[&str] = &[
    "bank", "banking", "bancorp", "bankshares", "lending", "lenders", "loans", "finance", "financial", "funding", "cu", "fcu", "union", "credit", "card",
    "cards", "capital", "mortgage", "mortgages", "recovery", "recoveries", "collections", "servicing", "trust", "savings", "leasing", "advance",
    "advances", "money", "cash", "acceptance", "receivables", "installments", "instalments", "thrift",
];

/// Words that describe such a word without naming anyone.
#[rustfmt::skip]
const DESCRIBING: &[&str] = &[
    "your", "the", "our", "my", "his", "her", "their", "any", "another", "a", "an", "this", "that", "each", "every", "other", "no", "some", "all", "new",
    "old", "same", "local", "personal", "auto", "car", "home", "student", "payday", "title", "credit", "debit", "gift", "past", "overdue", "outstanding",
    "federal", "central", "online", "mobile", "reserve", "good", "bad", "send", "get", "visa", "business", "report", "id", "sim", "from", "with", "by",
    "for", "of", "in", "to", "pay", "and", "or", "trade", "labor",
];

/// Words of labels that are no names: notices, greetings, addressees, parts of a letter.
#[rustfmt::skip]
const NO_NAMES: &[&str] = &[
    "notice", "reminder", "alert", "update", "warning", "urgent", "important", "attention", "final", "last", "account", "payment", "payments", "department",
    "dept", "legal", "action", "demand", "re", "subject", "to", "fwd", "attn", "dear", "hi", "hello", "hey", "case", "file", "ref", "reference", "note", "ps",
    "fyi", "today", "tomorrow", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "amount", "total", "due", "balance", "option",
    "options", "questions", "question", "tip", "fact", "news", "thank", "thanks", "script", "voicemail", "message", "public", "pre-legal", "call", "contact",
    "ask", "tell", "mr", "mrs", "ms", "dr", "mr.", "mrs.", "ms.", "dr.", "hr", "boss", "mom", "dad", "reply", "text", "pay", "if", "when", "step", "fee", "debt",
    "collection", "team", "unit", "division", "office", "center", "centre", "desk", "agent", "manager", "supervisor", "sir", "madam", "customer", "borrower",
    "member", "friend", "neighbor", "employer", "everyone", "congratulations", "congrats", "morning", "afternoon", "evening",
];
