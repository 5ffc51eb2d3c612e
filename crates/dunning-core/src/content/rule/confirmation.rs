//! TEXT-CONFIRMATION: what confirms an opt-out says that and that it will be honoured, and nothing else (12 CFR
//! 1006.14(h)(2)(i); 47 CFR 64.1200(a)(12)); what else goes out as a confirmation asks for nothing.

use super::{remark, sells};
use crate::content::cue::{Cue, Hit};
use crate::content::element::amount;
use crate::content::reading::Reading;
use crate::finding::{Code, Finding, RuleIndex};
use crate::policy::compile::Rule;

/// A remark on the first words that are more than a confirmation.
pub(in crate::content) fn review(by: (RuleIndex, &Rule), reading: &Reading<'_>, findings: &mut Vec<Finding>) {
    let demand = reading.hits(Cue::Demand).map(stretch).min();
    let opted_out = reading.has(Cue::OptedOut);
    // Thanks name what was paid, and a promise what will be: only the end of messages has nothing to do with amounts.
    let amount = amount::mentions(reading).map(|amount| (amount.start, amount.end)).next().filter(|_| opted_out);
    let link = reading.links().first().map(|link| (link.start, link.end)).filter(|_| opted_out);
    if let Some((start, end)) = [demand, sells::offer(reading), amount, link].into_iter().flatten().min() {
        findings.push(remark(Code::TextConfirmation, Some(by), reading.inputs(start, end)));
    }
}

const fn stretch(hit: &Hit) -> (usize, usize) {
    (hit.start, hit.end)
}

#[rustfmt::skip]
pub(in crate::content) const OPTED_OUT: &[&str] = &[
    "退订成功", "已退订", "已退訂", "退訂成功", "已为您退订", "已取消", "不再发送", "不再發送", "不再向您发送", "不再向您發送", "停止向您发送", "停止向您發送", "已停止",
    "不会再收到", "不會再收到", "不再收到", "停發", "停发", "不再接收", "不再打扰", "不再打擾", "不再联系您", "不再聯絡您", "不再给您发",
    "opted out", "opted-out", "unsubscribed", "no more texts", "no more messages", "no more emails", "no more e-mails", "no more calls", "no more sms",
    "no longer receive", "no longer get", "won't receive", "will not receive", "won't get", "will not get", "won't text", "will not text", "won't message",
    "won't email", "won't call", "stop request", "opt-out request", "no further texts", "no further messages", "no further emails", "no further calls",
    "get no more", "receive no more", "removed from our list", "you've been removed", "you have been removed",
];

#[rustfmt::skip]
pub(in crate::content) const DEMAND: &[&str] = &[
    "请还款", "請還款", "请尽快", "請儘快", "請盡快", "请及时", "請及時", "尽快还", "儘快還", "及时还款", "立即还", "马上还", "仍欠", "尚欠", "仍需还", "尚未还", "尚未入帳",
    "请缴", "請繳", "请偿还", "请结清", "請結清", "请于", "請於", "务必", "務必", "逾期", "应还", "應還", "应缴", "應繳", "请至", "请处理", "仍未到账", "未归还",
    "please pay", "pay now", "pay today", "pay by", "pay immediately", "pay at", "must pay", "need to pay", "have to pay", "make a payment",
    "make your payment", "you owe", "you still owe", "still owe", "still due", "is due", "was due", "are due", "overdue", "past due", "past-due", "remains unpaid",
    "still unpaid", "is unpaid", "balance of", "outstanding balance", "amount due", "bring your account current", "your debt", "the debt",
];
