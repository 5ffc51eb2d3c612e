//! Which hosts are the creditor's. It reads no text.

use crate::case::Creditor;

/// Whether a host is one of the creditor's, or below one.
pub(super) fn is_home(host: &str, creditor: &Creditor) -> bool {
    homes(creditor).any(|home| {
        let Some(at) = host.len().checked_sub(home.len()).filter(|_| !home.is_empty()) else { return false };
        host.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(home))
            && (at == 0 || host.get(..at).is_some_and(|below| below.ends_with('.')))
    })
}

/// The creditor's hosts. Where none is known, no link is known to be its own.
pub(super) fn homes(creditor: &Creditor) -> impl Iterator<Item = &str> {
    let named = [&creditor.pay_link, &creditor.site].into_iter().flatten().chain(&creditor.domains);
    named.map(|named| host_of(named))
}

/// The host of an address as a creditor's facts give it: with or without scheme, path, port and `www.`.
fn host_of(address: &str) -> &str {
    let rest = address.trim().split_once("://").map_or(address.trim(), |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}
