//! E-mail addresses, read outwards from the at sign: RFC 5321's dot-string as it is used (4.1.2), at most 64 characters
//! before it and 255 after it (4.5.3.1), also where people write the signs as words. Quoted local parts and address
//! literals are no one's.

use super::symbol::{Class, Line, Symbol};

const LOCAL_MAX: usize = 64;
const DOMAIN_MAX: usize = 255;
/// Characters of the longest top-level domain in use (RFC 1035, 2.3.4 allows 63).
const TOP_MAX: usize = 24;
/// Endings of files that look like domains: `icon@2x.png`.
const FILES: [&str; 9] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "html", "js"];

/// An at sign, where it begins and ends, and whether it is a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sign {
    from: usize,
    to: usize,
    spelt: bool,
}

/// The at sign at a place: the sign itself, or a word for it in brackets or between spaces.
pub(super) fn sign(line: Line<'_>, at: usize) -> Option<Sign> {
    let symbol = line.at(at);
    if symbol.code == '@' {
        return Some(Sign { from: at, to: at + 1, spelt: false });
    }
    let word = |from: usize| AT.iter().find(|word| line.has(from, word)).map(|word| from + word.chars().count());
    match symbol.code {
        '(' | '[' | '{' | '<' | '【' => {
            let to = word(line.skip(at + 1, 1, is_space))?;
            let close = line.skip(to, 1, is_space);
            matches!(line.at(close).code, ')' | ']' | '}' | '>' | '】').then_some(Sign {
                from: at,
                to: close + 1,
                spelt: true,
            })
        }
        ' ' | '_' | '-' => {
            let to = word(at + 1)?;
            (line.at(to).code == symbol.code).then_some(Sign { from: at, to: to + 1, spelt: true })
        }
        '艾' | '圈' | '＠' => word(at).map(|to| Sign { from: at, to, spelt: true }),
        _ => None,
    }
}

/// Words for the at sign.
const AT: [&str; 9] = ["at", "艾特", "圈a", "@", "arroba", "ät", "アットマーク", "アット", "골뱅이"];
/// Domains of mail alone: what stands before them is an address.
const PROVIDERS: [&str; 14] = [
    "gmail.", "qq.", "163.", "126.", "139.", "outlook.", "hotmail.", "yahoo.", "icloud.", "proton.", "foxmail.",
    "sina.", "naver.", "gmx.",
];
/// Words for the dot.
const DOT: [&str; 4] = ["dot", "点", "點", "."];

/// The address around an at sign, if it is one; it begins at `floor` or later.
pub(super) fn around(line: Line<'_>, sign: Sign, floor: usize) -> Option<(usize, usize)> {
    let from = local_start(line, sign, floor)?;
    let (mut to, words) = domain_end(line, sign.to, sign.spelt)?;
    // `meet at example.com` is no address: beside a bare word for the sign, the dot must be a word too.
    let known = PROVIDERS.iter().any(|provider| line.has(sign.to, provider));
    if sign.spelt && !words && line.at(sign.from).code == ' ' && !known {
        return None;
    }
    // `a@b.co@c.co`, `a@b.co+@c.co`: all of it, lest the rest read as another address once this one is masked.
    while let Some(next) = next_domain(line, to) {
        let Some((further, _)) = domain_end(line, next, false) else { break };
        to = further;
    }
    Some((from, to))
}

fn is_space(symbol: Symbol) -> bool {
    symbol.code == ' '
}

fn is_local(symbol: Symbol) -> bool {
    symbol.is_latin() && symbol.code != '|' || matches!(symbol.code, '.' | '_' | '-' | '+' | '%' | '\'')
}

/// Where the local part begins.
fn local_start(line: Line<'_>, sign: Sign, floor: usize) -> Option<usize> {
    let mut end = line.skip_back(sign.from, floor, 1, |symbol| matches!(symbol.code, ' ' | '\n'));
    let mut from = line.skip_back(end, floor, LOCAL_MAX, is_local);
    while sign.spelt
        && let Some(dot) = dot_before(line, from, floor)
    {
        let part = line.skip_back(dot, floor, LOCAL_MAX, is_local);
        if part == dot {
            break;
        }
        (from, end) = (part, end);
    }
    let from = line.skip(from, LOCAL_MAX, |symbol| matches!(symbol.code, '.' | '-' | '%' | '\''));
    let masked = line.before(from).class == Class::Mask
        && line.before(from.wrapping_sub(1)).class == Class::Mask
        && from > floor;
    (from < end && !masked).then_some(from)
}

/// Where a word for the dot begins that ends at a place.
fn dot_before(line: Line<'_>, end: usize, floor: usize) -> Option<usize> {
    let close = line.skip_back(end, floor, 2, |symbol| matches!(symbol.code, ' ' | ')' | ']'));
    let from = close.checked_sub(3).filter(|from| *from >= floor && line.has(*from, "dot") && close < end)?;
    Some(line.skip_back(from, floor, 2, |symbol| matches!(symbol.code, ' ' | '(' | '[')))
}

/// Where the dot at a place ends, and whether it is a word.
fn dot_end(line: Line<'_>, at: usize, spelt: bool) -> Option<(usize, bool)> {
    if line.at(at).code == '.' {
        return Some((at + 1, false));
    }
    if matches!(line.at(at).code, '。' | '·') {
        return Some((at + 1, true));
    }
    let open = line.skip(at, 2, |symbol| matches!(symbol.code, ' ' | '(' | '[' | '{' | '<' | '_' | '-'));
    let word = DOT.iter().find(|word| line.has(open, word))?;
    if !spelt && (open == at || *word == ".") && !matches!(*word, "点" | "點") {
        return None;
    }
    let to = open + word.chars().count();
    Some((line.skip(to, 2, |symbol| matches!(symbol.code, ' ' | ')' | ']' | '}' | '>' | '_' | '-')), true))
}

/// Where the domain that begins at a place ends, and whether a word in it stands for a dot.
fn domain_end(line: Line<'_>, at: usize, spelt: bool) -> Option<(usize, bool)> {
    let mut from = line.skip(at, 1, |symbol| matches!(symbol.code, ' ' | '\n'));
    let begin = from;
    let (mut best, mut words) = (None, false);
    loop {
        let to = line.skip(from, TOP_MAX * 3, |symbol| symbol.is_latin() && symbol.code != '|' || symbol.code == '-');
        if to == from || to - begin > DOMAIN_MAX {
            break;
        }
        let label = line.slice(from, to);
        let top =
            label.len() >= 2 && label.len() <= TOP_MAX && label.iter().all(|symbol| symbol.class == Class::Letter);
        if top && from > begin && !FILES.iter().any(|file| file.len() == label.len() && line.has(from, file)) {
            best = Some(to);
        }
        let Some((next, word)) = dot_end(line, to, spelt) else { break };
        if !line.at(next).is_latin() {
            break;
        }
        words |= word;
        from = next;
    }
    best.map(|to| (to, words))
}

/// Where another domain begins, when a sign follows that no local part of its own stands before.
fn next_domain(line: Line<'_>, end: usize) -> Option<usize> {
    let at = line.skip(end, 8, |symbol| matches!(symbol.code, '.' | '-' | '+' | '%' | '\'' | '_'));
    (line.at(at).code == '@').then_some(at + 1)
}
