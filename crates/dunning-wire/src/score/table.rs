//! A score as a page of tables. It counts nothing.

use std::collections::BTreeMap;
use std::fmt;

use super::{Count, Score, Tier};

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { texts, findings, wrong, all, kept, negatives, negatives_altered, misprints, unstable, .. } = self;
        writeln!(f, "{texts} texts, {} identifiers, {findings} findings", all.required)?;
        writeln!(f, "recall {}, right name {}", share(all.found, all.required), share(all.named, all.required))?;
        writeln!(f, "precision {} ({wrong} wrong)", share(findings - wrong, *findings))?;
        writeln!(
            f,
            "sensitive characters left {} ({} of {})",
            share(all.left, all.sensitive),
            all.left,
            all.sensitive
        )?;
        writeln!(f, "must-stay spans touched {}, lost {}, of {}", kept.touched, kept.lost, kept.spans)?;
        writeln!(f, "texts without identifiers altered {negatives_altered} of {negatives}")?;
        writeln!(f, "labelled numbers with a wrong check digit found {} of {}", misprints.1, misprints.0)?;
        writeln!(f, "texts other when redacted twice {unstable}")?;
        let tiers = self.by_tier.iter().map(|(tier, count)| (tier_name(*tier).to_owned(), *count)).collect();
        counts(f, "tier", &tiers)?;
        counts(f, "kind", &self.by_kind)?;
        counts(f, "form", &self.by_form)?;
        counts(f, "language", &self.by_language)?;
        counts(f, "sort of text", &self.by_category)?;
        writeln!(f, "\n{:18} {:>6} {:>8} {:>6}", "must stay", "spans", "touched", "lost")?;
        for (kind, kept) in &self.kept_by_kind {
            writeln!(f, "{kind:18} {:>6} {:>8} {:>6}", kept.spans, kept.touched, kept.lost)?;
        }
        Ok(())
    }
}

const fn tier_name(tier: Tier) -> &'static str {
    match tier {
        Tier::Usual => "1 usual",
        Tier::Odd => "2 odd",
        Tier::Encoded => "3 encoded",
    }
}

fn counts(f: &mut fmt::Formatter<'_>, title: &str, rows: &BTreeMap<String, Count>) -> fmt::Result {
    writeln!(f, "\n{title:18} {:>6} {:>6} {:>9} {:>9} {:>9}", "all", "found", "recall", "named", "left")?;
    for (name, count) in rows {
        let Count { required, found, named, sensitive, left } = *count;
        let (recall, named, left) = (share(found, required), share(named, required), share(left, sensitive));
        writeln!(f, "{name:18} {required:>6} {found:>6} {recall:>9} {named:>9} {left:>9}")?;
    }
    Ok(())
}

/// A share in percent with two decimals, rounded down, so that only all is 100.00 %.
fn share(part: usize, whole: usize) -> String {
    let hundredths = (part * 10_000).checked_div(whole).unwrap_or(0);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}
