//! A decision in words, en and zh-CN, made from codes and inputs alone. The engine itself holds no prose. For the rules
//! that passed it asks again, and tells by how much they passed.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveTime, Utc};

use crate::case::Case;
use crate::decide::{Answer, Proposal, Ruling, ask};
use crate::evaluate::{Clock, Margin, passed};
use crate::finding::{Code, Finding, Inputs};
use crate::history::History;
use crate::policy::Policy;
use crate::rule::Citation;
use crate::time::{Moment, Second};
use crate::words::{Word, words};

mod en;
#[cfg(test)]
mod tests;
mod zh;

words! {
    /// A language people read.
    Lang, "language" {
        /// English.
        En = "en",
        /// Simplified Chinese.
        ZhCn = "zh-CN",
    }
}

/// Instants as the customer's clock shows them; in UTC where that isn't known.
#[derive(Debug, Clone)]
pub struct LocalTime {
    zone: Option<crate::time::Zone>,
}

impl LocalTime {
    /// The clock of a case: its first candidate zone.
    pub fn of(policy: &Policy, case: &Case, at: DateTime<Utc>) -> Self {
        let clock = Clock::of(case, policy.zones(), Second::of(at));
        Self { zone: clock.candidates().ok().and_then(|zones| zones.first().map(|zone| zone.zone().clone())) }
    }

    /// An instant, to the second, with the zone whose clock it is.
    pub fn show(&self, at: DateTime<Utc>) -> String {
        match &self.zone {
            Some(zone) => format!("{} ({})", zone.local(at).format("%Y-%m-%d %H:%M:%S"), zone.name()),
            None => format!("{} (UTC)", at.format("%Y-%m-%d %H:%M:%S")),
        }
    }

    /// An instant with the offset of the clock then, for programs; with that of UTC where the clock isn't known, or was off
    /// by no whole minutes (RFC 3339 can't write that).
    pub fn offset(&self, at: DateTime<Utc>) -> DateTime<FixedOffset> {
        let offset_s = self.zone.as_ref().map_or(0, |zone| zone.offset_seconds(at));
        let offset = FixedOffset::east_opt(offset_s).filter(|_| offset_s % 60 == 0);
        offset.map_or_else(|| at.fixed_offset(), |offset| at.with_timezone(&offset))
    }

    /// The instant at which a moment begins on it: of a bare day, its midnight.
    pub fn begins(&self, moment: Moment) -> DateTime<Utc> {
        match (moment, &self.zone) {
            (Moment::Instant(at), _) => at,
            (Moment::Day(day), Some(zone)) => zone.start_of_day(day),
            (Moment::Day(day), None) => day.and_time(NaiveTime::MIN).and_utc(),
        }
    }
}

/// A decision in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The verdict in a sentence.
    pub verdict: String,
    /// Why, the headline first.
    pub reasons: Vec<Reason>,
    /// The rules that were asked and passed by a margin that can be told.
    pub passed: Vec<Reason>,
    /// The rules that were asked and had nothing against it.
    pub silent: Vec<String>,
    titles: (&'static str, &'static str, &'static str),
}

/// One rule in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The engine's code; nothing for a rule that passed.
    pub code: Option<Code>,
    /// The rule, with its part; nothing for the engine's own checks.
    pub rule: Option<String>,
    /// Where it is written.
    pub citation: Option<String>,
    /// What it says here.
    pub sentence: String,
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.verdict)?;
        for (title, reasons) in [(self.titles.0, &self.reasons), (self.titles.1, &self.passed)] {
            if !reasons.is_empty() {
                writeln!(f, "{title}")?;
            }
            for Reason { code, rule, citation, sentence } in reasons {
                write!(f, "  {sentence}")?;
                let marks: Vec<&str> =
                    [code.map(Word::as_str), rule.as_deref(), citation.as_deref()].into_iter().flatten().collect();
                if marks.is_empty() { writeln!(f)? } else { writeln!(f, " [{}]", marks.join(" · "))? }
            }
        }
        if self.silent.is_empty() { Ok(()) } else { writeln!(f, "{} {}", self.titles.2, self.silent.join(", ")) }
    }
}

/// Explains what the rules make of a proposal at an instant: asked again, so that rules which passed tell their margin.
pub fn explain(
    policy: &Policy,
    case: &Case,
    history: &History,
    proposal: &Proposal,
    now: DateTime<Utc>,
    lang: Lang,
) -> Explanation {
    let answer = ask(policy, case, history, proposal, None, now);
    let local = LocalTime::of(policy, case, now);
    let reasons = answer.findings.as_slice().iter().map(|finding| reason(policy, finding, &local, lang)).collect();
    let (mut told, mut silent) = (Vec::new(), Vec::new());
    for (index, margin) in passed(policy, case, history, proposal, now) {
        let Some(rule) = policy.rule(index) else { continue };
        match margin_sentence(&margin, &local, lang) {
            None => silent.push(name(rule)),
            Some(sentence) => {
                told.push(Reason { code: None, rule: Some(name(rule)), citation: Some(cite(&rule.citation)), sentence })
            }
        }
    }
    let titles = match lang {
        Lang::En => ("Why:", "Asked and passed:", "Nothing against it:"),
        Lang::ZhCn => ("原因：", "已核对并通过：", "无异议："),
    };
    Explanation { verdict: verdict(&answer, &local, lang), reasons, passed: told, silent, titles }
}

/// A finding in a sentence, instants on the customer's clock.
pub fn sentence(finding: &Finding, local: &LocalTime, lang: Lang) -> String {
    let mut sentence = match lang {
        Lang::En => en::code(finding),
        Lang::ZhCn => zh::code(finding),
    };
    if let Inputs::OptOut { at, .. } | Inputs::Since { at } | Inputs::Consent { at } = finding.inputs {
        sentence.push_str(&match lang {
            Lang::En => format!(" ({})", local.show(at)),
            Lang::ZhCn => format!("（{}）", local.show(at)),
        });
    }
    let after = match (finding.until, finding.remedy) {
        (Some(until), _) => match lang {
            Lang::En => format!("; open again from {}", local.show(until)),
            Lang::ZhCn => format!("；最早可于 {} 联系", local.show(until)),
        },
        (None, Some(remedy)) => match lang {
            Lang::En => format!("; {}", en::remedy(remedy)),
            Lang::ZhCn => format!("；{}", zh::remedy(remedy)),
        },
        (None, None) => String::new(),
    };
    sentence + &after
}

fn reason(policy: &Policy, finding: &Finding, local: &LocalTime, lang: Lang) -> Reason {
    let rule = finding.rule.and_then(|index| policy.rule(index));
    Reason {
        code: Some(finding.code),
        rule: rule.map(name),
        citation: rule.map(|rule| cite(&rule.citation)),
        sentence: sentence(finding, local, lang),
    }
}

fn name(rule: &crate::rule::RuleSpec) -> String {
    match &rule.part {
        Some(part) => format!("{}/{part}", rule.id),
        None => rule.id.to_string(),
    }
}

fn cite(citation: &Citation) -> String {
    format!("{}, {}", citation.instrument, citation.article)
}

fn verdict(answer: &Answer, local: &LocalTime, lang: Lang) -> String {
    match (answer.ruling, lang) {
        (Ruling::Permit { valid_until }, Lang::En) => {
            format!("Permitted: it may leave now, and must arrive before {}.", local.show(valid_until))
        }
        (Ruling::Permit { valid_until }, Lang::ZhCn) => {
            format!("允许：现在可以发送，须在 {} 之前送达。", local.show(valid_until))
        }
        (Ruling::Defer { until }, Lang::En) => format!("Deferred: not before {}.", local.show(until)),
        (Ruling::Defer { until }, Lang::ZhCn) => format!("推迟：最早 {}。", local.show(until)),
        (Ruling::Withhold, Lang::En) => "Withheld: nothing leaves as things stand.".to_owned(),
        (Ruling::Withhold, Lang::ZhCn) => "不予发送：按目前情况不得联系。".to_owned(),
    }
}

/// By how much a rule passed; nothing where there is nothing to measure.
fn margin_sentence(margin: &Margin, local: &LocalTime, lang: Lang) -> Option<String> {
    match (margin, lang) {
        (Margin::Window { closes }, Lang::En) => {
            Some(format!("inside the contact window, which closes {}", local.show(*closes)))
        }
        (Margin::Window { closes }, Lang::ZhCn) => Some(format!("在可联系时段内，{} 关闭", local.show(*closes))),
        (Margin::Count { counted, max }, Lang::En) => Some(format!("{counted} of {max} contacts used")),
        (Margin::Count { counted, max }, Lang::ZhCn) => Some(format!("已用 {counted} 次，上限 {max} 次")),
        (Margin::None, _) => None,
    }
}
