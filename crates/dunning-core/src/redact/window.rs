//! Slides a window of folded symbols over a text of any length: what a reader looks at before and after a place is
//! always in it, so that where the window stands changes nothing. What was found is masked in the window and the window
//! read again until it is clean: that a redacted text holds no finding is how it is made, not a hope.

use std::ops::ControlFlow;

use super::finding::Finding;
use super::fold::fold_into;
use super::mask;
use super::number::Candidate;
use super::run;
use super::scan::Scan;
use super::symbol::{Line, Symbol};

/// Symbols that readers look back at most.
const BACK: usize = 192;
/// Symbols that readers look ahead at most.
const AHEAD: usize = 640;
/// Symbols of the window over a long text.
const LONG: usize = 4096;
/// Symbols of the window over a message.
const SHORT: usize = 256;

/// The findings of a text, sorted and disjoint.
pub(super) fn scan(text: &str, kinds: u64) -> Vec<Finding> {
    let mut all = Vec::new();
    let _ = slide(text, kinds, &mut |findings| {
        all.extend_from_slice(findings);
        ControlFlow::Continue(())
    });
    all
}

/// Whether a text holds no finding.
pub(super) fn is_clean(text: &str, kinds: u64) -> bool {
    slide(text, kinds, &mut |_| ControlFlow::Break(())).is_continue()
}

/// Hands the findings of each window that has any to `sink`.
fn slide(text: &str, kinds: u64, sink: &mut dyn FnMut(&[Finding]) -> ControlFlow<()>) -> ControlFlow<()> {
    match text.len() {
        0..=SHORT => Window { text, kinds, symbols: &mut [Symbol::EDGE; SHORT], base: 0, count: 0 }.slide(sink),
        _ => Window { text, kinds, symbols: &mut [Symbol::EDGE; LONG], base: 0, count: 0 }.slide(sink),
    }
}

struct Window<'t, 's> {
    text: &'t str,
    kinds: u64,
    symbols: &'s mut [Symbol],
    /// Byte offset of its first symbol.
    base: usize,
    /// How many symbols it holds.
    count: usize,
}

impl Window<'_, '_> {
    fn slide(&mut self, sink: &mut dyn FnMut(&[Finding]) -> ControlFlow<()>) -> ControlFlow<()> {
        let mut from = 0;
        let mut last: Vec<Finding> = Vec::new();
        loop {
            let (count, end) = fold_into(self.text, self.base, self.symbols);
            self.count = count;
            last.iter().for_each(|finding| self.hide(finding));
            let ended = end >= self.text.len();
            let until = if ended { count } else { count.saturating_sub(AHEAD) };
            let (findings, next) = self.read(from, until);
            if !findings.is_empty() {
                sink(&findings)?;
            }
            if ended {
                return ControlFlow::Continue(());
            }
            let kept = next.saturating_sub(BACK);
            from = next - kept;
            self.base += self.line().at(kept).start as usize;
            let base = self.base;
            last.retain(|finding| finding.end > base);
            last.extend(findings.into_iter().filter(|finding| finding.end > base));
        }
    }

    fn line(&self) -> Line<'_> {
        Line::new(self.symbols.get(..self.count).unwrap_or_default())
    }

    /// What begins in a stretch, and the place after it.
    fn read(&mut self, from: usize, until: usize) -> (Vec<Finding>, usize) {
        let (mut findings, next) = self.read_once(from, until);
        let mut fresh = findings.clone();
        while !fresh.is_empty() {
            fresh.iter().for_each(|finding| self.hide(finding));
            (fresh, _) = self.read_once(from, next);
            for finding in &fresh {
                merge(&mut findings, *finding);
            }
            for finding in &mut fresh {
                let whole = findings.iter().find(|other| other.start <= finding.start && finding.end <= other.end);
                *finding = whole.copied().unwrap_or(*finding);
            }
        }
        (findings, next)
    }

    fn read_once(&self, from: usize, until: usize) -> (Vec<Finding>, usize) {
        let mut findings = Vec::new();
        let mut next = until;
        let mut at = from;
        let mut scan = Scan::new(self.line(), self.kinds);
        while at < until {
            at = scan.step(at, &mut |found| findings.push(self.finding(found)));
            next = at;
        }
        (findings, next.max(until))
    }

    /// Puts masks into the window where a finding stands.
    fn hide(&mut self, finding: &Finding) {
        let start = self.base;
        let symbols = self.symbols.get_mut(..self.count).unwrap_or_default();
        let from = symbols.partition_point(|symbol| start + (symbol.start as usize) < finding.start);
        let to = symbols.partition_point(|symbol| start + (symbol.start as usize) < finding.end);
        mask::hide(symbols.get_mut(from..to).unwrap_or_default(), finding);
    }

    /// The finding of a candidate, in the text's own offsets.
    fn finding(&self, found: Candidate) -> Finding {
        let line = self.line();
        Finding {
            start: self.base + line.at(found.from).start as usize,
            end: self.base + line.before(found.to).end() as usize,
            kind: found.kind,
            evidence: found.evidence,
            rule: found.rule,
            disguises: run::disguises(line, found.from, found.to, found.spelt(line)),
            merged: false,
        }
    }
}

/// Adds a finding; with those that it overlaps it becomes one, of the first one's kind, which is masked whole.
fn merge(findings: &mut Vec<Finding>, finding: Finding) {
    let from = findings.partition_point(|other| other.end <= finding.start);
    let to = findings.partition_point(|other| other.start < finding.end);
    let overlapped = findings.get(from..to).unwrap_or_default();
    let union =
        overlapped.iter().copied().reduce(|one, other| Finding { end: other.end, ..one }).map(|whole| Finding {
            start: whole.start.min(finding.start),
            end: whole.end.max(finding.end),
            disguises: whole.disguises.union(finding.disguises),
            merged: true,
            ..whole
        });
    findings.splice(from..to, [union.unwrap_or(finding)]);
}
