//! What a run came to, in two columns: for the lender what was planned, sent and paid; for the customer what was not done
//! to them, and why. The counts add up, and say so where they don't.

use std::collections::BTreeMap;
use std::fmt;

use dunning_core::explain::Lang;
use dunning_core::words::Word as _;
use dunning_engine::Sent;
use dunning_store::{Status, Tally};
use serde_json::{Value as Json, json};

use crate::listing::{Column, Listing, column, plain};

/// Figures as rows: of what, which, and how many.
pub(crate) const FIGURES: [Column; 3] =
    [column("section", "Section", "类别"), column("measure", "Measure", "指标"), column("value", "Value", "值")];

/// The counts of a store; segments, price and night contacts are those of this run alone, and say so.
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
                // What was not decided yet, in a paused store, has no reason but that it is due.
                *reasons.entry(reason.clone().unwrap_or_else(|| status.as_str().to_owned())).or_default() += count;
            }
        }
        funnel.reasons = reasons.into_iter().collect();
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

    /// What was planned, sent and paid.
    fn lender(&self) -> [Figure; 13] {
        let price = self.sent.price.map_or(Json::Null, |price| json!(price.to_string()));
        [
            count("considered", "considered (each attempt)", "考虑联系（含重试）", self.considered),
            count("permitted", "permitted", "获准", self.permitted()),
            count("taken", "  taken by the network", "  网络已接收", self.accepted),
            count("delivered", "    proven delivered", "    确认送达", self.delivered),
            count("rejected", "  refused by the network", "  网络拒绝", self.rejected),
            count("not_sent", "  proven not sent", "  确认未发出", self.not_sent),
            count("unknown", "  unknown", "  结果未知", self.unknown),
            count("cancelled", "  cancelled at hand-over", "  移交前取消", self.cancelled),
            count("refused", "  refused by the text check", "  文案检查拒绝", self.refused),
            count("deferred", "deferred", "推迟", self.deferred),
            count("withheld", "withheld", "不予发送", self.withheld),
            count("segments_this_run", "segments sent (this run)", "短信条数（本次运行）", self.sent.segments),
            Figure { key: "price_this_run", en: "price (this run)", zh: "费用（本次运行）", value: price },
        ]
    }

    /// What was not done to them, and why.
    fn customer(&self) -> [Figure; 9] {
        let honoured = |codes: &[&str]| {
            self.reasons.iter().filter(|(reason, _)| codes.contains(&reason.as_str())).map(|(_, count)| count).sum()
        };
        let not_made = self.deferred + self.withheld + self.cancelled + self.refused;
        let on_hold = "  on hold (dispute, hardship, promise …)";
        [
            count("not_made", "contacts not made", "未进行的联系", not_made),
            count("opted_out", "  opted out", "  已退订", honoured(&["CONS-OPTED-OUT"])),
            count("left_alone", "  asked to be left alone then", "  要求此时勿扰", honoured(&["TIME-PREFERENCE"])),
            count("on_hold", on_hold, "  暂停（争议、困难、承诺等）", honoured(&["HOLD-ACTIVE"])),
            count("paid", "  paid, or paying", "  已还款或还款中", honoured(&["DATA-NOTHING-OWED", "FREQ-PAYMENT"])),
            count("enough", "  often enough already", "  次数已足", honoured(&["FREQ-CAP", "FREQ-COOLDOWN"])),
            count("outside_window", "  outside the contact window", "  不在可联系时段", honoured(&["TIME-WINDOW"])),
            count("night_this_run", "night contacts (this run)", "夜间联系（本次运行）", self.sent.at_night),
            count("tickets", "wait for a person", "等待人工处理", self.tickets),
        ]
    }

    /// Its figures as rows: the lender's, the customer's, and every reason.
    pub(crate) fn list(&self, listing: &mut Listing) {
        for (section, figures) in [("lender", &self.lender()[..]), ("customer", &self.customer()[..])] {
            for Figure { key, value, .. } in figures {
                listing.push([json!(section), json!(key), value.clone()]);
            }
        }
        for (reason, count) in &self.reasons {
            listing.push([json!("reason"), json!(reason), json!(count)]);
        }
    }

    /// The funnel in words.
    pub(crate) fn show(&self, lang: Lang) -> Shown<'_> {
        Shown { funnel: self, lang }
    }
}

/// A figure of a funnel: what programs call it, its labels, and what it comes to.
struct Figure {
    key: &'static str,
    en: &'static str,
    zh: &'static str,
    value: Json,
}

impl Figure {
    fn shown(&self) -> String {
        if self.value.is_null() { "-".to_owned() } else { plain(&self.value) }
    }
}

fn count(key: &'static str, en: &'static str, zh: &'static str, count: u64) -> Figure {
    Figure { key, en, zh, value: json!(count) }
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
        let (lender, customer) = (funnel.lender(), funnel.customer());
        writeln!(f, "{:<44}{}", say("For the lender", "对机构"), say("For the customer", "对客户"))?;
        for row in 0..lender.len().max(customer.len()) {
            let shown = |figure: &Figure| padded(say(figure.en, figure.zh), &figure.shown());
            let left = lender.get(row).map_or_else(String::new, shown);
            let right = customer.get(row).map_or_else(String::new, shown);
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
            tally(Status::Due, None, 4),
        ];
        let funnel = Funnel::new(&tallies, &Sent::default());
        assert_eq!((funnel.considered, funnel.permitted(), funnel.accepted, funnel.delivered), (17, 8, 6, 5));
        assert!(funnel.adds_up());
        assert_eq!(funnel.reasons.first(), Some(&("due".to_owned(), 4)));
        let not_made = funnel.deferred + funnel.withheld + funnel.cancelled + funnel.refused;
        assert_eq!((not_made, funnel.reasons.iter().map(|(_, count)| count).sum()), (10, 10_u64));
    }
}
