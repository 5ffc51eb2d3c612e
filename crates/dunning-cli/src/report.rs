//! What a run came to, in two columns: for the lender what was planned, sent and paid; for the customer what was not done
//! to them, and why. The counts add up, and say so where they don't.

use std::collections::BTreeMap;
use std::fmt;

use dunning_core::explain::Lang;
use dunning_engine::Sent;
use dunning_store::{Status, Tally};

/// The counts of a store, with what the last run handed over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Funnel {
    /// Every contact that was considered.
    pub(crate) considered: u64,
    /// Still to come.
    pub(crate) deferred: u64,
    /// Must not be made.
    pub(crate) withheld: u64,
    /// No longer wanted at hand-over: paid, or its days over.
    pub(crate) cancelled: u64,
    /// Refused by the check of the text.
    pub(crate) refused: u64,
    /// Taken by the network.
    pub(crate) accepted: u64,
    /// Of these, proven to have arrived.
    pub(crate) delivered: u64,
    /// Refused by the network.
    pub(crate) rejected: u64,
    /// Proven to have gone nowhere.
    pub(crate) not_sent: u64,
    /// Nobody knows.
    pub(crate) unknown: u64,
    /// Questions that wait for a person.
    pub(crate) tickets: u64,
    /// Why contacts were not made, most frequent first.
    pub(crate) reasons: Vec<(String, u64)>,
    sent: Sent,
}

impl Funnel {
    /// Counts a store's contacts.
    pub(crate) fn new(tallies: &[Tally], sent: &Sent) -> Self {
        let mut funnel = Self { sent: sent.clone(), ..Self::default() };
        let mut reasons: BTreeMap<String, u64> = BTreeMap::new();
        for Tally { status, reason, count } in tallies {
            funnel.considered += count;
            let slot = match status {
                Status::Due | Status::Deferred => &mut funnel.deferred,
                Status::Withheld => &mut funnel.withheld,
                Status::Cancelled => &mut funnel.cancelled,
                Status::Refused => &mut funnel.refused,
                Status::Accepted | Status::Delivered | Status::Undelivered => &mut funnel.accepted,
                Status::Rejected => &mut funnel.rejected,
                Status::NotSent => &mut funnel.not_sent,
                Status::Intent | Status::Unknown => &mut funnel.unknown,
            };
            *slot += count;
            if *status == Status::Delivered {
                funnel.delivered += count;
            }
            if matches!(status, Status::Due | Status::Deferred | Status::Withheld | Status::Cancelled | Status::Refused)
            {
                *reasons.entry(reason.clone().unwrap_or_default()).or_default() += count;
            }
        }
        funnel.reasons = reasons.into_iter().filter(|(reason, _)| !reason.is_empty()).collect();
        funnel.reasons.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        funnel
    }

    /// The same, with the tickets that are open.
    pub(crate) fn with_tickets(self, waiting: &BTreeMap<String, u64>) -> Self {
        Self { tickets: waiting.values().sum(), ..self }
    }

    /// Contacts that were permitted: what became of each is known or said to be unknown.
    pub(crate) const fn permitted(&self) -> u64 {
        self.accepted + self.rejected + self.not_sent + self.unknown + self.cancelled + self.refused
    }

    /// Whether the counts add up.
    pub(crate) const fn adds_up(&self) -> bool {
        self.considered == self.permitted() + self.deferred + self.withheld
    }

    /// The funnel in words.
    pub(crate) fn show(&self, lang: Lang) -> Shown<'_> {
        Shown { funnel: self, lang }
    }
}

/// A funnel for people to read.
pub(crate) struct Shown<'f> {
    funnel: &'f Funnel,
    lang: Lang,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let zh = self.lang == Lang::ZhCn;
        let say = |en: &'static str, cn: &'static str| if zh { cn } else { en };
        let funnel = self.funnel;
        let lender = [
            (say("considered (each attempt)", "考虑联系（含重试）"), funnel.considered.to_string()),
            (say("permitted", "获准"), funnel.permitted().to_string()),
            (say("  taken by the network", "  网络已接收"), funnel.accepted.to_string()),
            (say("    proven delivered", "    确认送达"), funnel.delivered.to_string()),
            (say("  refused by the network", "  网络拒绝"), funnel.rejected.to_string()),
            (say("  proven not sent", "  确认未发出"), funnel.not_sent.to_string()),
            (say("  unknown", "  结果未知"), funnel.unknown.to_string()),
            (say("  cancelled at hand-over", "  移交前取消"), funnel.cancelled.to_string()),
            (say("  refused by the text check", "  文案检查拒绝"), funnel.refused.to_string()),
            (say("deferred", "推迟"), funnel.deferred.to_string()),
            (say("withheld", "不予发送"), funnel.withheld.to_string()),
            (say("segments sent", "短信条数"), funnel.sent.segments.to_string()),
            (say("price", "费用"), funnel.sent.price.map_or_else(|| "-".to_owned(), |price| price.to_string())),
        ];
        let honoured = |codes: &[&str]| {
            funnel
                .reasons
                .iter()
                .filter(|(reason, _)| codes.contains(&reason.as_str()))
                .map(|(_, count)| count)
                .sum::<u64>()
                .to_string()
        };
        let customer = [
            (
                say("contacts not made", "未进行的联系"),
                (funnel.deferred + funnel.withheld + funnel.cancelled + funnel.refused).to_string(),
            ),
            (say("  opted out", "  已退订"), honoured(&["CONS-OPTED-OUT"])),
            (say("  asked to be left alone then", "  要求此时勿扰"), honoured(&["TIME-PREFERENCE"])),
            (
                say("  on hold (dispute, hardship, promise …)", "  暂停（争议、困难、承诺等）"),
                honoured(&["HOLD-ACTIVE"]),
            ),
            (say("  paid, or paying", "  已还款或还款中"), honoured(&["DATA-NOTHING-OWED", "FREQ-PAYMENT"])),
            (say("  often enough already", "  次数已足"), honoured(&["FREQ-CAP", "FREQ-COOLDOWN"])),
            (say("  outside the contact window", "  不在可联系时段"), honoured(&["TIME-WINDOW"])),
            (say("night contacts", "夜间联系"), funnel.sent.at_night.to_string()),
            (say("wait for a person", "等待人工处理"), funnel.tickets.to_string()),
        ];
        writeln!(f, "{:<44}{}", say("For the lender", "对机构"), say("For the customer", "对客户"))?;
        for row in 0..lender.len().max(customer.len()) {
            let left = lender.get(row).map_or_else(String::new, |(label, count)| padded(label, count));
            let right = customer.get(row).map_or_else(String::new, |(label, count)| padded(label, count));
            writeln!(f, "{}", format!("{}{right}", to_width(&left, 44)).trim_end())?;
        }
        Ok(())
    }
}

/// A label and its count, the count right-aligned at column 38.
fn padded(label: &str, count: &str) -> String {
    format!("{}{count:>8}", to_width(label, 30))
}

/// Fills a text to a width on a terminal, where Chinese characters take two columns.
fn to_width(text: &str, width: usize) -> String {
    let taken: usize = text.chars().map(|c| if ('\u{1100}'..='\u{ffef}').contains(&c) { 2 } else { 1 }).sum();
    format!("{text}{}", " ".repeat(width.saturating_sub(taken)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_add_up_by_status() {
        let tally = |status, reason: Option<&str>, count| Tally { status, reason: reason.map(str::to_owned), count };
        let tallies = [
            tally(Status::Delivered, None, 5),
            tally(Status::Undelivered, Some("absent"), 1),
            tally(Status::Deferred, Some("FREQ-CAP"), 2),
            tally(Status::Withheld, Some("CONS-OPTED-OUT"), 3),
            tally(Status::Cancelled, Some("DATA-NOTHING-OWED"), 1),
            tally(Status::Unknown, Some("timeout"), 1),
        ];
        let funnel = Funnel::new(&tallies, &Sent::default());
        assert_eq!((funnel.considered, funnel.permitted(), funnel.accepted, funnel.delivered), (13, 8, 6, 5));
        assert!(funnel.adds_up());
        assert_eq!(funnel.reasons.first(), Some(&("CONS-OPTED-OUT".to_owned(), 3)));
    }
}
