//! What no text and no value may hold: characters that nobody sees, characters that turn the reading order, markup, and
//! a link where a name should be. It knows nothing of wording.

use unicode_normalization::UnicodeNormalization as _;

use crate::pairs::Pairs;

/// Whether a character is a control (line feed apart), turns the reading order, or leaves no mark at all: the default
/// ignorable characters of Unicode 17 (DerivedCoreProperties) and the bidirectional controls of UAX 9. Joiners are among
/// them: no language of the templates needs them.
pub(crate) fn is_unseen(c: char) -> bool {
    if is_plain(c) {
        return false;
    }
    (c.is_control() && c != '\n')
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{fffe}'..='\u{ffff}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is what most texts are made of: visible ASCII, a space, or a Chinese character of the block of
/// unified ones, none of which Unicode decomposes or has another form of (UAX 15).
const fn is_plain(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{4e00}'..='\u{9fff}')
}

/// Why a value may not stand in a text, if it may not. The answer never quotes it.
pub(super) fn unfit(value: &str) -> Option<&'static str> {
    if value.chars().any(|c| is_unseen(c) || c == '\n') {
        return Some("holds a control, invisible or direction-changing character");
    }
    let markup = |c: char| matches!(c, '{' | '}' | '<' | '>');
    if value.contains(markup) || (!value.chars().all(is_plain) && value.nfkc().any(markup)) {
        return Some("holds markup");
    }
    None
}

/// Whether a piece of text would be read as a link by a phone: a scheme, `www.`, or a host name under a domain in use.
pub(super) fn holds_link(text: &str) -> bool {
    // Each of them needs a point or a colon, and no plain character but these becomes one.
    if text.chars().all(|c| is_plain(c) && !matches!(c, '.' | ':')) {
        return false;
    }
    let plain: String = text.nfkc().flat_map(char::to_lowercase).map(|c| if c == '。' { '.' } else { c }).collect();
    plain.contains("://")
        || plain.contains("www.")
        || plain
            .split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
            .any(|word| is_host(word.trim_matches(['.', '-'])))
        || UNICODE_DOMAINS.iter().any(|domain| plain.contains(domain))
}

fn is_host(word: &str) -> bool {
    let Some((labels, last)) = word.rsplit_once('.') else { return false };
    labels.split('.').all(|label| !label.is_empty()) && is_top_domain(last)
}

/// Whether a label in lower case is a top-level domain that texts' links use.
pub(crate) fn is_top_domain(label: &str) -> bool {
    COUNTRIES.contains(label) || GENERIC_DOMAINS.contains(&label) || label.starts_with("xn--")
}

/// Country-code domains delegated in the root zone (IANA, 2026): `E.ON` and `J.P` are names, `t.cn` is a host.
const COUNTRY_DOMAINS: &str = "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br \
bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk \
fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm \
jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt \
mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw sa \
sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk \
us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw";

static COUNTRIES: Pairs = Pairs::of(COUNTRY_DOMAINS, b'a');

/// Generic domains that phones turn into links and that phishing texts use most; no firm's name ends in one of them
/// after a full stop unless it is its web address.
const GENERIC_DOMAINS: [&str; 33] = [
    "app", "biz", "bond", "cfd", "click", "club", "com", "cyou", "dev", "edu", "example", "gov", "icu", "info", "link",
    "live", "mobi", "mov", "name", "net", "online", "org", "page", "pro", "sbs", "shop", "site", "store", "top", "vip",
    "website", "xyz", "zip",
];

/// Top-level domains in Chinese characters, each with the point before it.
pub(crate) const UNICODE_DOMAINS: [&str; 6] = [".中国", ".中國", ".公司", ".网络", ".網絡", ".台灣"];
