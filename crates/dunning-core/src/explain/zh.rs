//! Simplified Chinese.

use crate::element::Element;
use crate::finding::{Code, Finding, Inputs, Remedy};
use crate::rule::{Counted, Period};
use crate::words::{HoldCause, Recipient, Word as _};

/// What a finding says.
pub(super) fn code(finding: &Finding) -> String {
    match (finding.code, finding.inputs) {
        (Code::TimeWindow, Inputs::LocalTime { second, .. }) => {
            format!("客户当地时间 {}，不在可联系时段内", clock(second))
        }
        (Code::TimeWindow, _) => "不在可联系时段内".to_owned(),
        (Code::TimePreference, Inputs::LocalTime { second, .. }) => {
            format!("客户当地时间 {}，客户要求此时不被打扰", clock(second))
        }
        (Code::TimePreference, _) => "客户要求此时不被打扰".to_owned(),
        (Code::TimeLocation, _) => "客户所在地不明，无法确定当地时间".to_owned(),
        (Code::TimeCalendar, _) => "该时段的节假日安排尚不明确".to_owned(),
        (Code::FreqCap, Inputs::Count { counted, max, counts, period }) => {
            format!("{}{}已有 {counted} 次，上限 {max} 次", period_phrase(period), counted_noun(counts))
        }
        (Code::FreqCap, _) => "联系次数已达上限".to_owned(),
        (Code::FreqCooldown, _) => "距上次联系的间隔未满".to_owned(),
        (Code::FreqPayment, _) => "有在途还款或刚刚还款".to_owned(),
        (Code::ConsMissing, _) => "缺少同意".to_owned(),
        (Code::ConsExpired, _) => "同意已过期".to_owned(),
        (Code::ConsOptedOut, _) => "客户已退订".to_owned(),
        (Code::HoldActive, Inputs::Hold { cause }) => format!("已暂停联系：{}", hold(cause)),
        (Code::HoldActive, _) => "已暂停联系".to_owned(),
        (Code::PartyRecipient, Inputs::Recipient(of)) => format!("不得就此联系{}", recipient(of)),
        (Code::PartyRecipient, _) => "不得以此方式联系任何人".to_owned(),
        (Code::TextElement, Inputs::Element(of)) => format!("短信缺少{}", element(of)),
        (Code::TextElement, _) => "短信缺少必备内容".to_owned(),
        (Code::TextSignature, _) => "签名缺失、位置不对或长度不符".to_owned(),
        (Code::TextSells, _) => "内容含有营销".to_owned(),
        (Code::TextThirdParty, _) => "内容向第三人透露了债务".to_owned(),
        (Code::TextConfirmation, _) => "确认短信超出了确认本身".to_owned(),
        (Code::TextForm, _) => "内容为空、过长或含有隐藏字符".to_owned(),
        (Code::PiiFound, Inputs::Identifier { kind, .. }) => format!("内容含有个人信息：{}", kind.as_str()),
        (Code::PiiFound, _) => "内容含有个人信息".to_owned(),
        (Code::LinkDomain, _) => "链接不属于债权人的域名".to_owned(),
        (Code::DataStale, Inputs::Age { seconds: Some(age), max_s }) => {
            format!("还款数据已过 {}，自 {}起视为过期", lasting(age), lasting(max_s))
        }
        (Code::DataStale, _) => "还款数据的时点不明".to_owned(),
        (Code::DataNothingOwed, _) => "没有欠款".to_owned(),
        (Code::DataDebt, _) => "提议中的债务不在本案内".to_owned(),
        (Code::SendAddress, _) => "该渠道没有联系地址".to_owned(),
        (Code::SendKey, _) => "消息没有唯一键".to_owned(),
        (Code::SendMismatch, _) => "已核对的内容与获准的联系不一致".to_owned(),
        (Code::SendLate, _) => "可联系时段在发出之前已关闭".to_owned(),
    }
}

/// What would lift a refusal.
pub(super) const fn remedy(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::SupplyFact => "请补充所缺信息",
        Remedy::ObtainConsent => "须重新取得同意",
        Remedy::LiftHold => "须由人工解除",
        Remedy::ChangeRecipient => "请改为联系可联系的人",
        Remedy::ChangeChannel => "请改用其他渠道",
        Remedy::ChangeText => "请修改内容",
        Remedy::NothingToCollect => "无需催收",
        Remedy::ReviewRules => "400 天内没有合规时点，请检查规则与客户意愿",
        Remedy::DecideAgain => "请按此刻重新作出决定",
    }
}

/// A time in whole hours; one that isn't, in minutes or seconds.
fn lasting(seconds: i64) -> String {
    match seconds {
        hours if hours % 3600 == 0 || hours > 172_800 => format!("{} 小时", hours / 3600),
        minutes if minutes % 60 == 0 || minutes > 3600 => format!("{} 分钟", minutes / 60),
        seconds => format!("{seconds} 秒"),
    }
}

fn clock(second: u32) -> String {
    format!("{:02}:{:02}", second / 3600, second / 60 % 60)
}

const fn counted_noun(counts: Counted) -> &'static str {
    match counts {
        Counted::Attempt => "联系尝试",
        Counted::Unanswered => "未接通呼叫",
        Counted::Effective => "有效呼叫",
        Counted::Conversation => "通话",
        Counted::Message => "短信",
        Counted::Learned => "客户获知的联系",
        Counted::Contact => "联系",
    }
}

fn period_phrase(period: Period) -> String {
    match period {
        Period::Days(1) => "当日".to_owned(),
        Period::Days(days) => format!("{days} 日内"),
        Period::Seconds(seconds) => format!("{}内", lasting(i64::from(seconds))),
        Period::Week(_) => "本周".to_owned(),
        Period::Month => "本月".to_owned(),
    }
}

const fn hold(cause: HoldCause) -> &'static str {
    match cause {
        HoldCause::Attorney => "客户已委托律师",
        HoldCause::Bankruptcy => "已进入破产程序",
        HoldCause::Deceased => "客户已去世",
        HoldCause::CeaseRequest => "客户书面要求停止联系",
        HoldCause::RefusalToPay => "客户书面拒绝还款",
        HoldCause::Dispute => "债务有争议",
        HoldCause::BreathingSpace => "法定宽限期",
        HoldCause::MentalHealthCrisis => "客户正接受心理危机治疗",
        HoldCause::DebtAdvice => "客户正接受债务咨询",
        HoldCause::Deferral => "已获准延期还款",
        HoldCause::Hospital => "客户住院",
        HoldCause::Bereavement => "家中有丧事",
        HoldCause::Minor => "客户未成年",
        HoldCause::Incapable => "客户无完全民事行为能力",
        HoldCause::Untraceable => "客户失联",
        HoldCause::EmployerObjects => "雇主反对在工作场所联系",
        HoldCause::Hardship => "客户无力偿还",
        HoldCause::Promise => "客户已承诺还款",
        HoldCause::UnreadReply => "客户回复待人工阅读",
        HoldCause::House => "本机构决定暂停",
    }
}

const fn recipient(of: Recipient) -> &'static str {
    match of {
        Recipient::Customer => "客户本人",
        Recipient::CoDebtor => "共同借款人",
        Recipient::Guarantor => "保证人",
        Recipient::Spouse => "配偶",
        Recipient::ParentOfMinor => "未成年人的父母",
        Recipient::Guardian => "监护人",
        Recipient::Executor => "遗产管理人",
        Recipient::Attorney => "律师",
        Recipient::ContactPerson => "联系人",
        Recipient::Relative => "亲属",
        Recipient::Employer => "雇主",
        Recipient::Stranger => "无关第三人",
    }
}

const fn element(of: Element) -> &'static str {
    match of {
        Element::Creditor => "债权人名称",
        Element::Contact => "咨询方式",
        Element::OptOut => "退订方式",
        Element::Amount => "金额",
        Element::DueDate => "到期日",
        Element::Link => "还款链接",
        Element::Cause => "欠款缘由",
        Element::Signature => "签名",
        Element::CollectorInitial => "催收机构的首次告知",
        Element::CollectorLater => "催收机构的身份告知",
        Element::CallerIdentity => "来电方身份",
        Element::CustomerName => "客户姓名",
        Element::Rights => "权利与异议方式",
    }
}
