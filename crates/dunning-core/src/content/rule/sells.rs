//! TEXT-SELLS: a text that isn't advertising sells something. One such line makes it a commercial message (MIIT Order
//! No 31, articles 18 to 20) or a solicitation (47 CFR 64.1200(f)), and with it the rules for those bind.

use super::remark;
use crate::content::cue::{Cue, Hit};
use crate::content::reading::Reading;
use crate::finding::{Code, Finding, RuleIndex};
use crate::id::RuleId;
use crate::policy::Policy;
use crate::policy::compile::Rule;
use crate::policy::scope::Subject;
use crate::rule::RuleKind;
use crate::words::Purpose;

/// Remarks of the rules on consent and refusal that would bind the text, were it advertising, and don't as it is called.
pub(in crate::content) fn review(
    policy: &Policy,
    subject: Subject<'_>,
    only: Option<&[RuleId]>,
    in_force: impl Fn(&Rule) -> bool,
    reading: &Reading<'_>,
    findings: &mut Vec<Finding>,
) {
    let Some((start, end)) = offer(reading).filter(|_| subject.purpose != Purpose::Marketing) else { return };
    let advertising = Subject { purpose: Purpose::Marketing, ..subject };
    let as_called: Vec<RuleIndex> = policy.rules().bound(subject, only).map(|(index, _)| index).collect();
    let bound = policy
        .rules()
        .bound(advertising, only)
        .filter(|(_, rule)| matches!(rule.spec.kind, RuleKind::ConsentRequired(_) | RuleKind::OptOut(_)))
        .filter(|(index, rule)| in_force(rule) && !as_called.contains(index));
    findings.extend(bound.map(|by| remark(Code::TextSells, Some(by), reading.inputs(start, end))));
}

/// The first words that sell something. An offer of relief to somebody who can't pay is none.
pub(in crate::content) fn offer(reading: &Reading<'_>) -> Option<(usize, usize)> {
    let relieves = |hit: &Hit| {
        reading.has_within(Cue::Relief, reading.back(hit.start, RELIEF_CHARS), reading.ahead(hit.end, RELIEF_CHARS))
    };
    reading.hits(Cue::Sells).filter(|hit| !relieves(hit)).map(|hit| (hit.start, hit.end)).min()
}

/// How near words of relief stand to what they make no offer for sale, in characters.
const RELIEF_CHARS: usize = 24;

#[rustfmt::skip]
pub(in crate::content) const SELLS: &[&str] = &[
    "限时优惠", "限時優惠", "限时特惠", "限时抢", "限时福利", "限时领取", "限时活动", "限時活動", "优惠活动", "優惠活動", "优惠券", "優惠券", "特惠", "钜惠", "低至", "立减", "滿減", "满减", "抽奖", "抽獎", "红包", "紅包", "代金券", "抵用券",
    "新客", "新户", "好礼", "好禮", "赠品", "贈品", "礼品", "禮品", "积分兑换", "積分兌換", "商城", "抢购", "秒杀", "爆款", "诚邀", "誠邀", "邀请您办理", "邀您办理",
    "推荐您办理", "立即申请", "立即申請", "点击申请", "點擊申請", "马上申请", "立即办理", "立即領取", "立即领取", "点击领取", "火热办理", "预授信", "預授信",
    "预审批", "专享额度", "專享額度", "提升额度", "提升額度", "提额", "提額", "可借额度", "再借", "可借", "循环借", "新贷款", "新貸款", "优惠利率", "優惠利率",
    "利率优惠", "理财产品", "理財產品", "基金产品", "申购", "保险产品", "保險產品", "投保", "开户有礼", "开通会员", "会员权益", "会员专享", "推荐好友", "邀请好友", "新品", "加购",
    "开卡有礼", "开卡礼", "開卡禮", "立即办卡", "立即辦卡", "办卡有礼", "辦卡禮",
    "limited time", "limited-time", "special offer", "exclusive offer", "exclusive deal", "great deal", "apply now", "apply today", "apply for a",
    "pre-approved", "preapproved", "pre-qualified", "prequalified", "new loan", "new credit card", "another loan", "second loan", "refinance", "refi",
    "balance transfer", "low rates", "lower rate", "rates as low as", "as low as", "rates from", "% off", "cash back", "cashback", "bonus",
    "earn rewards", "earn points", "bonus points", "refer a friend", "upgrade to", "upgrade your", "credit limit increase", "increase your limit",
    "higher limit", "shop now", "free gift", "gift card", "promo code", "coupon", "sale ends", "open an account", "open a savings account",
    "loan offer", "cash offer", "borrow more", "borrow up to", "need cash", "extra cash", "get cash", "top up your loan", "top-up loan", "check out our",
    "introducing our", "introductory rate", "try our new", "sign up for our", "get approved", "you qualify for", "you're eligible for a", "buy now",
    "our new card", "our savings", "home insurance", "car insurance", "insurance plan", "protection plan", "membership",
];

#[rustfmt::skip]
pub(in crate::content) const RELIEF: &[&str] = &[
    "延期", "展期", "减免", "減免", "宽限", "寬限", "协商", "協商", "还款计划", "還款計畫", "重组", "重組", "纾困", "紓困", "困难", "困難", "停催", "延后", "延後", "罚息", "违约金",
    "hardship", "extension", "deferral", "defer", "relief", "payment plan", "assistance", "settlement", "settle", "late fee", "late fees", "forbearance",
    "skip a payment", "difficulty",
];
