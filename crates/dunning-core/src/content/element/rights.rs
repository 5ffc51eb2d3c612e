//! The reader's rights and how to use them: a right, and a way to object, ask or give evidence (CBRC Order 2011 No 2,
//! article 69).

use crate::content::cue::Cue;
use crate::content::reading::Reading;

/// Whether a text tells both.
pub(super) fn holds(reading: &Reading<'_>) -> bool {
    reading.has(Cue::Rights) && reading.has(Cue::Objection)
}

#[rustfmt::skip]
pub(in crate::content) const RIGHTS: &[&str] = &[
    "有权", "权利", "有權", "權利", "right to", "rights", "you may dispute", "you can dispute", "entitled to",
];

#[rustfmt::skip]
pub(in crate::content) const OBJECTION: &[&str] = &[
    "异议", "申诉", "投诉", "提供证据", "举证", "查询", "核实", "異議", "申訴", "申復", "提供證據", "查詢",
    "dispute", "object", "objection", "complaint", "complain", "request validation", "ask for details", "evidence",
];
