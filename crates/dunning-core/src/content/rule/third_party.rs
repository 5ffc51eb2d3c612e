//! TEXT-THIRD-PARTY: a text that somebody else than the debtor will read or hear tells of a debt or of its collection
//! (12 CFR 1006.6(d)(1) and 1006.10; GB/T 45251-2025, 5.3). The name of a collector tells too.

use super::remark;
use crate::content::Facts;
use crate::content::cue::{Cue, Hit};
use crate::content::element::{amount, creditor};
use crate::content::reading::Reading;
use crate::finding::{Code, Finding, RuleIndex};
use crate::policy::compile::Rule;
use crate::rule::RecipientLimit;
use crate::words::Channel;

/// A remark on the first words that tell, where the rule wants silence and others read or hear the text.
pub(in crate::content) fn review(
    limit: &RecipientLimit,
    by: (RuleIndex, &Rule),
    reading: &Reading<'_>,
    facts: &Facts<'_>,
    findings: &mut Vec<Finding>,
) {
    if limit.silent
        && (!limit.allowed.contains(&facts.draft.recipient) || is_overheard(facts))
        && let Some((start, end)) = tells(reading, facts)
    {
        findings.push(remark(Code::TextThirdParty, Some(by), reading.inputs(start, end)));
    }
}

/// Whether others are known to use the phone that the text reaches.
fn is_overheard(facts: &Facts<'_>) -> bool {
    matches!(facts.draft.channel, Channel::Voice | Channel::AiVoice | Channel::Prerecorded | Channel::Sms)
        && facts.debts().any(|debt| debt.facts.shared_phone == Some(true))
}

/// The first stretch that tells of a debt or of its collection. A lender's own name tells of neither, though it may hold
/// the word for a loan; a collector's does.
fn tells(reading: &Reading<'_>, facts: &Facts<'_>) -> Option<(usize, usize)> {
    let name = facts.case.creditor().name.as_deref().unwrap_or_default();
    let names: Vec<(usize, usize)> = creditor::places(reading.text(), name).collect();
    let in_name = |hit: &Hit| {
        let next = names.partition_point(|(_, end)| *end < hit.end);
        names.get(next).is_some_and(|(start, _)| *start <= hit.start)
    };
    let debt = reading.hits(Cue::Debt).filter(|hit| !in_name(hit)).map(|hit| (hit.start, hit.end));
    let collection = reading.hits(Cue::Collection).map(|hit| (hit.start, hit.end));
    let amounts = amount::mentions(reading).map(|amount| (amount.start, amount.end));
    debt.chain(collection).chain(amounts).min()
}

#[rustfmt::skip]
pub(in crate::content) const DEBT: &[&str] = &[
    "逾期", "欠", "债", "債", "还款", "還款", "偿还", "償還", "归还", "歸還", "还钱", "還錢", "还清", "還清", "贷款", "貸款", "借款", "借贷", "账单", "帐单", "帳單",
    "应还", "應還", "应缴", "應繳", "缴款", "繳款", "繳清", "征信", "徵信", "分期", "月供", "失信", "违约", "違約", "代偿", "代償", "扣款", "连带责任", "連帶責任", "律师函",
    "律師函", "起诉", "起訴", "黑名单", "黑名單",
    "debt", "debts", "debtor", "owe", "owes", "owed", "owing", "overdue", "past due", "past-due", "arrears", "delinquent", "delinquency", "default",
    "defaulted", "loan", "loans", "borrow", "borrowed", "borrower", "repay", "repayment", "repayments", "pay", "pays", "paid", "payment", "payments",
    "unpaid", "amount due", "balance", "outstanding", "credit report", "credit bureau", "charged off", "charge-off", "garnish", "garnishment",
    "foreclosure", "repossess", "repossession", "installment", "installments", "instalment", "instalments", "lawsuit", "legal action", "billing",
];

#[rustfmt::skip]
pub(in crate::content) const COLLECTION: &[&str] = &[
    "催收", "催款", "催缴", "催繳", "催告", "讨债", "討債", "清收", "收债", "收債", "资产保全", "資產保全", "不良资产", "不良資產",
    "collect", "collecting", "collection", "collections", "collector", "collectors", "recovery", "recoveries", "receivables", "debt recovery",
    "credit management",
];
