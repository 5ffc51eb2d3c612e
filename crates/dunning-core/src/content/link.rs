//! Links in a text: what a phone would make tappable, with the host it leads to. Whose host that is stands in
//! `rule::links`.

use crate::template::hygiene::{UNICODE_DOMAINS, is_top_domain};

/// A link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link {
    /// Byte offset of its first character.
    pub(super) start: usize,
    /// Byte offset after its last character.
    pub(super) end: usize,
    /// Where its host begins.
    pub(super) host_start: usize,
    /// Where its host ends.
    pub(super) host_end: usize,
    /// Whether a user stands before the host, to be taken for it.
    pub(super) user: bool,
}

impl Link {
    /// The host as the text writes it.
    pub(super) fn host<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.host_start..self.host_end).unwrap_or_default()
    }
}

/// The links of a folded text, in their order.
pub(super) fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    let mut from = 0;
    // A stretch without space holds a link only around a point or a scheme.
    while let Some(mark) = mark(text, from) {
        let before = text.get(from..mark).unwrap_or_default();
        let start = mark - before.chars().rev().take_while(|c| in_link(*c)).map(char::len_utf8).sum::<usize>();
        let end = text.get(mark..).and_then(|rest| rest.find(|c| !in_link(c))).map_or(text.len(), |at| mark + at);
        stretch(text, start, end, &mut links);
        from = end;
    }
    chinese(text, &mut links);
    links.sort_unstable_by_key(|link| link.start);
    links
}

/// The first point or scheme from an offset on.
fn mark(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_mark = |at: &usize| match bytes.get(*at) {
        Some(b'.') => true,
        Some(b':') => bytes.get(at + 1..).is_some_and(|rest| rest.starts_with(b"//")),
        _ => false,
    };
    (from..text.len()).find(is_mark)
}

/// Whether a character may stand in a link. Letters of other alphabets may, to be told from those they look like;
/// Chinese, Japanese and Korean ones end a link, as no space parts them from it.
fn in_link(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_graphic() && !matches!(c, '"' | '<' | '>' | '{' | '}' | '|' | '\\' | '^' | '`');
    }
    c < '\u{1100}' && c.is_alphabetic()
}

/// The links of a stretch without spaces: one begins at each scheme, others stand before the first.
fn stretch(text: &str, start: usize, end: usize, links: &mut Vec<Link>) {
    let Some(stretch) = text.get(start..end) else { return };
    let schemes: Vec<(usize, usize)> = stretch
        .match_indices("://")
        .map(|(colon, _)| {
            let letters = |c: &char| c.is_ascii_alphabetic();
            let scheme = stretch.get(..colon).unwrap_or_default().chars().rev().take_while(letters).count();
            (start + colon - scheme, start + colon + 3)
        })
        .collect();
    let ends = schemes.iter().skip(1).map(|(begin, _)| *begin).chain([end]);
    let mut at = start;
    let bare_end = schemes.first().map_or(end, |(begin, _)| *begin);
    for piece in text.get(start..bare_end).unwrap_or_default().split([',', ';', '!', '(', ')', '[', ']', '\'', '*']) {
        links.extend(bare(piece, at));
        at += piece.len() + 1;
    }
    links.extend(schemes.iter().zip(ends).filter_map(|((begin, from), end)| behind_scheme(text, *begin, *from, end)));
}

/// A link with a scheme, whose authority begins at `from`.
fn behind_scheme(text: &str, start: usize, from: usize, end: usize) -> Option<Link> {
    let rest = text.get(from..end)?.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '\'', '*']);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // A host in Chinese characters runs on to the next character that no host has.
    let (authority, end) = if authority.is_empty() && rest.is_empty() {
        let host = text.get(from..)?.split(|c: char| !(c.is_alphanumeric() || c == '.' || c == '-')).next()?;
        (host, from + host.len())
    } else {
        (authority, from + rest.len())
    };
    let host_start = from + authority.rfind('@').map_or(0, |at| at + 1);
    let host = text.get(host_start..from + authority.len())?;
    let host_end = host_start + host.find(':').unwrap_or(host.len());
    Some(Link { start, end, host_start, host_end, user: authority.contains('@') })
}

/// A host without a scheme: it has a domain in use, and isn't the end of one sentence and the beginning of another.
fn bare(piece: &str, at: usize) -> Option<Link> {
    // `due:pay.example`: a label before a colon is none of the host, unless digits, a port, follow.
    let begin = piece.find('.')?;
    let begin = piece.get(..begin)?.rfind(NO_HOST).map_or(0, |mark| mark + 1);
    let at = at + begin;
    let piece = piece.get(begin..)?.trim_end_matches(['.', ':', '?', '-', '/']);
    let host = piece.split(['/', '?', '#', ':']).next().unwrap_or_default();
    if host.contains('@') {
        return None;
    }
    let (labels, last) = host.rsplit_once('.')?;
    let named =
        labels.split('.').all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let path = piece.len() > host.len();
    let address = path && is_address(host);
    let capital = last.starts_with(|c: char| c.is_uppercase()) && !host.chars().any(|c| c.is_lowercase());
    let joined = last.starts_with(|c: char| c.is_uppercase()) && !capital;
    let known = is_top_domain(&last.to_ascii_lowercase()) || !last.is_ascii();
    (named && (address || known && !joined)).then_some(Link {
        start: at,
        end: at + piece.len(),
        host_start: at,
        host_end: at + host.len(),
        user: false,
    })
}

/// Marks before a host that are none of it. The at sign is not among them: what follows it is a mail's host.
const NO_HOST: [char; 11] = ['/', ':', '?', '#', '=', '&', '+', '~', '_', '%', '$'];

/// Whether a host is an IPv4 address, or an IPv6 one in brackets (RFC 3986, 3.2.2).
pub(super) fn is_address(host: &str) -> bool {
    let octets = host.split('.').filter(|octet| octet.parse::<u8>().is_ok()).count();
    host.starts_with('[') || (octets == 4 && host.split('.').count() == 4)
}

/// Hosts under domains in Chinese characters. Where such a host begins no space tells: all before it is taken in.
fn chinese(text: &str, links: &mut Vec<Link>) {
    if !text.as_bytes().windows(2).any(|pair| matches!(pair, [b'.', next] if !next.is_ascii())) {
        return;
    }
    for domain in UNICODE_DOMAINS {
        for (at, _) in text.match_indices(domain) {
            let end = at + domain.len();
            let before = text.get(..at).unwrap_or_default();
            let start = before.rfind(|c: char| !(c.is_alphanumeric() || c == '-' || c == '.')).map_or(0, |stop| {
                stop + before.get(stop..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
            });
            if start < at && !links.iter().any(|link| link.start <= at && at < link.end) {
                links.push(Link { start, end, host_start: start, host_end: end, user: false });
            }
        }
    }
}
