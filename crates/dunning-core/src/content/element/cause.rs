//! Why the money is owed: the bill, instalment, loan or failed debit that a text names.

use crate::content::cue::Cue;
use crate::content::reading::Reading;

/// Whether a text names it.
pub(super) fn holds(reading: &Reading<'_>) -> bool {
    reading.has(Cue::Cause)
}

#[rustfmt::skip]
pub(in crate::content) const CAUSE: &[&str] = &[
    "账单", "帐单", "帳單", "最低还款", "最低應繳", "最低应还", "分期", "期还款", "期應繳", "期应还", "本期", "当期", "上期", "上月应还", "月供", "期款",
    "扣款失败", "扣款未成功", "未扣款成功", "扣款失敗", "扣款未成功", "自动扣款", "自動扣款", "贷款", "貸款", "借款", "透支", "信用卡", "年费", "年費",
    "statement", "bill", "installment", "installments", "instalment", "instalments", "minimum payment", "minimum due", "min due",
    "minimum amount", "monthly payment", "loan", "card", "line of credit", "mortgage", "lease", "autopay", "automatic payment", "direct debit",
    "payment was returned", "payment came back", "missed payment", "scheduled payment",
];
