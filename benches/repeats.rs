//! Repeats that have cost scanners the square of their length.

/// Each is to be repeated until the text is long enough.
pub(crate) const REPEATS: [&str; 16] = [
    "4111-1111-",
    "a.b@c.de ",
    "1.",
    "7",
    "\u{200b}",
    "1\u{200b}",
    "卡号",
    "卡号1",
    "%31",
    "&#49;",
    "\\u0031",
    "一",
    "a@",
    "https://a?token=",
    "2026-12-01 ",
    "(+86) ",
];
