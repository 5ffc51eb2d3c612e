//! Slides a window of folded symbols over a text of any length: what a reader looks at before and after a place is
//! always in it, so that where the window stands changes nothing. What was found is masked in the window and the window
//! read again until it is clean: that a redacted text holds no finding is how it is made, not a hope.

use super::Rules;
use super::finding::Finding;
use super::fold::fold_into;
use super::mask;
use super::number::Candidate;
use super::run;
use super::scan::Scan;
use super::skim;
use super::symbol::{Class, Line, Symbol};

/// Symbols that readers look back at most.
const BACK: usize = 192;
/// Symbols that readers look ahead at most.
const AHEAD: usize = 640;
/// Symbols before a window's stretch that are read again once something in it is masked: what goes before a number may
/// have been no identifier for that number's sake.
const AGAIN: usize = 384;
/// Symbols of the window over a long text.
pub(super) const LONG: usize = 4096;

/// The findings of a text, sorted and disjoint.
pub(super) fn scan(text: &str, rules: &Rules) -> Vec<Finding> {
    let mut all = Vec::new();
    let Some(mut walk) = Walk::of(text, rules) else { return all };
    with_window(text, |symbols| {
        while let Some(found) = walk.step(text, true, symbols, rules) {
            for finding in found {
                merge(&mut all, finding);
            }
        }
    });
    all
}

/// Whether a text holds no finding.
pub(super) fn is_clean(text: &str, rules: &Rules) -> bool {
    let Some(mut walk) = Walk::of(text, rules) else { return true };
    with_window(text, |symbols| {
        while let Some(found) = walk.step(text, true, symbols, rules) {
            if !found.is_empty() {
                return false;
            }
        }
        true
    })
}

/// Hands over a window that a text fills, or the longest.
fn with_window<T>(text: &str, read: impl FnOnce(&mut [Symbol]) -> T) -> T {
    match text.len() {
        0..=64 => read(&mut [Symbol::EDGE; 64]),
        65..=128 => read(&mut [Symbol::EDGE; 128]),
        129..=256 => read(&mut [Symbol::EDGE; 256]),
        257..=512 => read(&mut [Symbol::EDGE; 512]),
        513..=2048 => read(&mut [Symbol::EDGE; 2048]),
        _ => read(&mut [Symbol::EDGE; LONG]),
    }
}

/// How far a walk over a text has come.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Byte offset of the window's first symbol: all before it is settled.
    pub(super) base: usize,
    /// Place in the window from which on nothing was read.
    from: usize,
    /// Byte offset before which nothing begins.
    quiet: usize,
    /// Findings of earlier windows that reach into this one.
    last: Vec<Finding>,
    /// Symbols by which the text was too short for the last window.
    pub(super) missing: usize,
    done: bool,
}

impl Walk {
    /// A walk over a text; none where nothing can begin in it.
    fn of(text: &str, rules: &Rules) -> Option<Self> {
        let quiet = if rules.thorough { 0 } else { skim::quiet_len(text) };
        (quiet < text.len()).then(|| Self { quiet, ..Self::default() })
    }

    /// Reads one window on: what begins there. None at the end of the text, and, where the text goes on (`whole` is
    /// false), when it does not fill the window yet.
    pub(super) fn step(
        &mut self,
        text: &str,
        whole: bool,
        symbols: &mut [Symbol],
        rules: &Rules,
    ) -> Option<Vec<Finding>> {
        if self.done {
            return None;
        }
        let (count, end) = fold_into(text, self.base, symbols);
        let ended = end >= text.len();
        if ended && !whole {
            self.missing = symbols.len() - count;
            return None;
        }
        let mut window = Window { rules, symbols: symbols.get_mut(..count)?, base: self.base };
        self.last.iter().for_each(|finding| window.hide(finding));
        let until = if ended { count } else { count.saturating_sub(AHEAD) };
        // A plate begins before the letter that is loud.
        let near = |symbol: Symbol| matches!(symbol.class, Class::Other | Class::Gap);
        let loud = window.line().skip_back(window.place_of(self.quiet), 0, 3, near);
        let (found, next) = window.read(self.from, loud.clamp(self.from, until.max(self.from)), until);
        self.done = ended;
        found.iter().for_each(|finding| {
            merge(&mut self.last, *finding);
        });
        let kept = window.place_before(next.saturating_sub(BACK + AGAIN), &self.last);
        self.from = next - kept;
        self.base += window.line().at(kept).start as usize;
        let base = self.base;
        self.last.retain(|finding| finding.end > base);
        Some(found)
    }

    /// The same walk over a text of which the first bytes were taken away.
    pub(super) fn rebase(&mut self, bytes: usize) {
        self.base -= bytes;
        self.quiet = self.quiet.saturating_sub(bytes);
        for finding in &mut self.last {
            finding.start = finding.start.saturating_sub(bytes);
            finding.end -= bytes;
        }
    }
}

struct Window<'s, 'r> {
    rules: &'r Rules,
    symbols: &'s mut [Symbol],
    /// Byte offset of its first symbol.
    base: usize,
}

impl Window<'_, '_> {
    fn line(&self) -> Line<'_> {
        Line::new(self.symbols)
    }

    /// The place at which the next window may begin so as to have a place in it, and no finding cut. A finding that fills
    /// this window from its first symbol is cut all the same, or the walk would stand still: its rest is hidden in the
    /// next.
    fn place_before(&self, place: usize, findings: &[Finding]) -> usize {
        let at = self.base + self.line().at(place).start as usize;
        let cut = findings.iter().find(|finding| finding.start < at && at < finding.end);
        cut.map(|finding| self.place_of(finding.start)).filter(|begins| *begins > 0).unwrap_or(place)
    }

    /// The first place of a byte offset or of one behind it.
    fn place_of(&self, offset: usize) -> usize {
        self.symbols.partition_point(|symbol| self.base + (symbol.start as usize) < offset)
    }

    /// What begins in a stretch, nothing of it before `loud`, and the place after it.
    fn read(&mut self, from: usize, loud: usize, until: usize) -> (Vec<Finding>, usize) {
        let (mut findings, next) = self.read_once(loud, until);
        let again = self.again(from);
        let mut fresh = findings.clone();
        while !fresh.is_empty() {
            fresh.iter().for_each(|finding| self.hide(finding));
            (fresh, _) = self.read_once(again, next);
            for finding in &mut fresh {
                *finding = merge(&mut findings, *finding);
            }
        }
        (findings, next)
    }

    /// Where reading begins once more: behind a character that stands in no number, so that none is read from its middle.
    fn again(&self, from: usize) -> usize {
        let parts = |place: &usize| matches!(self.line().before(*place).class, Class::Other | Class::Mark);
        (from.saturating_sub(AGAIN)..from).find(parts).unwrap_or(from)
    }

    fn read_once(&self, from: usize, until: usize) -> (Vec<Finding>, usize) {
        let mut findings = Vec::new();
        let mut scan = Scan::new(self.line(), self.rules);
        let at = scan.walk(from, until, &mut |found| findings.push(self.finding(found)));
        (findings, at)
    }

    /// Puts masks into the window where a finding stands.
    fn hide(&mut self, finding: &Finding) {
        let (from, to) = (self.place_of(finding.start), self.place_of(finding.end));
        mask::hide(self.symbols.get_mut(from..to).unwrap_or_default(), finding, self.rules.whole);
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

/// Adds a finding; with those that it overlaps it becomes one, of the first one's kind, which is masked whole. What was
/// added.
pub(super) fn merge(findings: &mut Vec<Finding>, finding: Finding) -> Finding {
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
    let added = union.unwrap_or(finding);
    findings.splice(from..to, [added]);
    added
}
