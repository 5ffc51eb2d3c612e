//! Reads what a run may hold, weighs each candidate against what stands around it, and settles which of them are found.
//! The one rule of conflict: the strongest evidence first, of these the highest rank, of these the longest, of these the
//! first; what overlaps one that is chosen is dropped. Before that, what no label names gives way to a longer one that a
//! label does name.

use super::claim::{self, Claim, Holds};
use super::code;
use super::context;
use super::finding::{Evidence, Kind};
use super::label::{self, Label, Lookup};
use super::run::{Number, Run};
use super::symbol::{Class, Line};
use super::words::HOTLINE;
use super::{Rules, calendar, check, phone};

/// What may be found in a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: Kind,
    pub(super) evidence: Evidence,
    pub(super) rule: &'static str,
    rank: u8,
    /// Whether a label names its kind.
    named: bool,
}

impl Candidate {
    /// One that no other contends with.
    pub(super) const fn sole(from: usize, to: usize, kind: Kind, evidence: Evidence, rule: &'static str) -> Self {
        Self { from, to, kind, evidence, rule, rank: 0, named: true }
    }

    /// Whether its symbols were spelt out one by one or two by two.
    pub(super) fn spelt(&self, line: Line<'_>) -> bool {
        let symbols = line.slice(self.from, self.to);
        let gaps = symbols.iter().filter(|symbol| symbol.class == Class::Gap).count();
        self.kind != Kind::Email && gaps >= 4 && gaps * 3 >= symbols.len()
    }

    fn key(&self) -> (Evidence, u8, usize, usize) {
        (self.evidence, self.rank, self.to - self.from, usize::MAX - self.from)
    }

    /// Whether another is a part of it and not all of it.
    fn holds(&self, other: &Self) -> bool {
        self.from <= other.from && other.to <= self.to && self.to - self.from > other.to - other.from
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// Symbols within which a word that keeps a number speaks against one whose form alone tells it.
const WARY: usize = 8;

/// Rank from which on a form is not met by chance.
const WEAK: u8 = 60;

/// Candidates held at once; beyond them the weakest gives way.
const CANDIDATES: usize = 24;

/// The candidates of a run.
pub(super) struct Candidates {
    list: [Candidate; CANDIDATES],
    count: usize,
}

impl Candidates {
    /// None yet.
    pub(super) const NONE: Self =
        Self { list: [Candidate::sole(0, 0, Kind::BankCard, Evidence::Shape, ""); CANDIDATES], count: 0 };

    /// The candidates.
    pub(super) fn list(&self) -> &[Candidate] {
        self.list.get(..self.count).unwrap_or_default()
    }

    fn push(&mut self, candidate: Candidate) {
        if let Some(slot) = self.list.get_mut(self.count) {
            *slot = candidate;
            self.count += 1;
        } else if let Some(weakest) = self.list.iter_mut().min_by_key(|held| held.key())
            && weakest.key() < candidate.key()
        {
            *weakest = candidate;
        }
    }

    /// Keeps those that are so, in their order.
    fn retain(&mut self, so: impl Fn(&Candidate) -> bool) {
        let mut kept = 0;
        for i in 0..self.count {
            if self.list.get(i).is_some_and(&so) {
                self.list.swap(kept, i);
                kept += 1;
            }
        }
        self.count = kept;
    }

    /// Keeps those that the rule of conflict chooses, in the order in which they stand.
    pub(super) fn settle(&mut self) {
        if self.count < 2 {
            return;
        }
        let all = self.list;
        let all = all.get(..self.count).unwrap_or_default();
        self.retain(|held| held.named || !all.iter().any(|other| other.named && other.holds(held)));
        if let Some(list) = self.list.get_mut(..self.count) {
            list.sort_unstable_by_key(|held| std::cmp::Reverse(held.key()));
        }
        let mut chosen = 0;
        for i in 0..self.count {
            let (before, rest) = self.list.split_at(i);
            if rest.first().is_some_and(|held| !before.iter().take(chosen).any(|other| other.overlaps(held))) {
                self.list.swap(chosen, i);
                chosen += 1;
            }
        }
        self.count = chosen;
        if let Some(list) = self.list.get_mut(..chosen) {
            list.sort_unstable_by_key(|held| held.from);
        }
    }
}

/// Gathers the candidates of a run. A label is looked up where a number may begin, once.
pub(super) fn gather(
    line: Line<'_>,
    run: &Run,
    floor: usize,
    rules: &Rules,
    labels: &mut Lookup,
    candidates: &mut Candidates,
) {
    let mut left = 0;
    for (i, group) in run.groups().iter().enumerate() {
        left |= u64::from(context::is_left_by_mask(line, group.from, group.to)) << i;
    }
    let mut place = Place { line, run, floor, rules, labels, left, service: (0, 0), ruled: false, candidates };
    for first in 0..run.starts {
        place.numbers(first);
        place.codes(first);
    }
}

struct Place<'l, 'r> {
    line: Line<'l>,
    run: &'r Run,
    floor: usize,
    rules: &'r Rules,
    labels: &'r mut Lookup,
    /// The groups that are what a mask left, a bit for each.
    left: u64,
    /// Where a business's number stands: no other begins in it.
    service: (usize, usize),
    /// Whether a word that keeps numbers stands before the run: it speaks of all its groups.
    ruled: bool,
    candidates: &'r mut Candidates,
}

impl Place<'_, '_> {
    /// Weighs the numbers that begin with a group.
    fn numbers(&mut self, first: usize) {
        let (line, run) = (self.line, self.run);
        let Some(group) = run.group(first) else { return };
        if !run.may_begin(first) {
            return;
        }
        if self.left >> first & 1 == 1 {
            return;
        }
        let plus = plus_before(line, group.from, self.floor);
        let mut label = None;
        let mut number = Number::new();
        for last in first..run.groups().len() {
            let Some(next) = run.group(last) else { break };
            if (run.is_letters(last) && last > first && !run.is_joined(last - 1)) || self.left >> last & 1 == 1 {
                break;
            }
            if !number.extend(line, next) {
                break;
            }
            let holds = Holds::of(line, run, first, last, &number, plus.is_some());
            if (holds.whole || number.len() >= 8) && phone::is_service(&number, holds.plus) {
                self.service = (number.from, number.to);
                // It may begin with a bracket.
                let begins = |held: &Candidate| held.from == number.from || held.from + 1 == number.from;
                self.candidates.retain(|held| held.kind != Kind::Phone || !begins(held));
            }
            if number.len() < 3 || !run.may_end(last) {
                continue;
            }
            let label = *label.get_or_insert_with(|| self.labels.before(line, plus.unwrap_or(group.from), self.floor));
            if label.is_none() && self.ruled {
                continue;
            }
            let from = plus.unwrap_or(number.from);
            self.resident(&number, last, label);
            self.ruled |= self.is_first(first) && label.is_some_and(Label::stays) && number.is_whole();
            let names = if self.rules.thorough { u64::MAX } else { label.map_or(0, |label| label.names & !HOTLINE) };
            if names != 0 || label::may_follow(line, number.to) {
                self.short(&number, label);
            }
            if names == 0 && number.len() < claim::shortest(line.at(number.from).digit) && plus.is_none() {
                continue;
            }
            claim::claims(&number, holds, names, &mut |claim| {
                if self.is_service(&claim, number.from, label) {
                    return;
                }
                let end = if claim.kind == Kind::Phone { phone::extension_end(line, number.to) } else { number.to };
                let start = if claim.kind == Kind::Phone { bracket_before(line, from, number.to) } else { number.from };
                self.weigh(claim, start, end, label, number.looks * 2 > number.len());
            });
        }
    }

    /// Whether a claim begins in a business's number: one that begins with it must be named, or a mobile number's form.
    fn is_service(&self, claim: &Claim, from: usize, label: Option<Label>) -> bool {
        let named = label.is_some_and(|label| label.names & claim.kind.bit() != 0);
        let mobile = matches!(claim.rule, "phone.mobile" | "phone.international");
        let other = named && claim.kind != Kind::Phone;
        let (start, end) = self.service;
        (start..end).contains(&from) && (from > start || !(mobile || other || claim.rank >= WEAK))
    }

    /// Whether a group is the first of digits.
    fn is_first(&self, i: usize) -> bool {
        self.run.groups().iter().take(i).all(|group| group.class == Class::Letter)
    }

    /// A resident id: 18 digits, or 17 and an X after them. A wrong check character counts beside a label.
    fn resident(&mut self, number: &Number, last: usize, label: Option<Label>) {
        let digits = number.digits();
        let (body, check, to) = match (digits.len(), self.run.group(last + 1)) {
            (18, _) => (digits.get(..17).unwrap_or_default(), digits.last().copied().unwrap_or_default(), number.to),
            (17, Some(next)) if next.len() == 1 && self.line.at(next.from).code == 'x' => (digits, 10, next.to),
            _ => return,
        };
        if !claim::is_resident(body) {
            return;
        }
        let holds = check::resident(body, check);
        let (evidence, rule) = match holds {
            true => (Some(Evidence::Validated), "resident.mod11"),
            false => (None, "resident.label"),
        };
        let labelled = evidence.or(Some(Evidence::Labelled));
        let claim =
            Claim { kind: Kind::CnResidentId, alone: evidence, labelled, rank: 80, rule, wary: false, failed: !holds };
        self.weigh(claim, number.from, to, label, false);
    }

    /// What three to eight digits are by their label alone: a card's verification value, a code for one use.
    fn short(&mut self, number: &Number, label: Option<Label>) {
        let named = |kind: Kind, rule| Claim {
            kind,
            alone: None,
            labelled: Some(Evidence::Labelled),
            rank: 15,
            rule,
            wary: true,
            failed: false,
        };
        let after = || label::after(self.line, number.to);
        let names = |kind: Kind| label.is_some_and(|label| label.names & kind.bit() != 0);
        let label_after = if (4..=8).contains(&number.len()) && !names(Kind::Otp) { after() } else { None };
        if (3..=4).contains(&number.len()) {
            self.weigh(named(Kind::Cvv, "cvv.label"), number.from, number.to, label, false);
        }
        let born = label.is_some_and(|label| label.names & Kind::DateOfBirth.bit() != 0);
        if born && number.len() == 8 && calendar::is_written(number.digits()) {
            self.weigh(named(Kind::DateOfBirth, "birth.label"), number.from, number.to, label, false);
        }
        // What is short for a telephone number may be a code that came by telephone.
        let may_be_code = number.len() <= 6 || !names(Kind::Phone);
        if (4..=8).contains(&number.len()) && may_be_code {
            self.weigh(named(Kind::Otp, "otp.label"), number.from, number.to, label_after.or(label), false);
        }
    }

    /// Weighs the codes that begin with a group.
    fn codes(&mut self, first: usize) {
        let (line, run) = (self.line, self.run);
        let Some(group) = run.group(first) else { return };
        let glued = run
            .group(first.wrapping_sub(1))
            .is_some_and(|before| before.to == group.from && before.class == group.class);
        if glued && !line.at(group.from).upper {
            return;
        }
        let label = self.labels.before(line, group.from, self.floor);
        let names = label.map_or(0, |label| label.names & !HOTLINE);
        let lengths = if self.rules.thorough { u64::MAX } else { code::lengths_beside(line, group.from, names) };
        code::each(line, run, first, lengths, &mut |claim, code| {
            let bracket =
                claim.kind == Kind::HkId && line.at(code.to).code == ')' && line.before(code.to - 1).code == '(';
            self.weigh(claim, code.from, code.to + usize::from(bracket), label, false);
        });
    }

    /// Takes a claim as a candidate, with the evidence that it has in its place. A check character of a resident id, a
    /// credit code or an IBAN tells enough wherever it stands; all else gives way to a label that keeps the number and to
    /// an amount's unit, and without a label to a longer number, a code, a link.
    fn weigh(&mut self, claim: Claim, from: usize, to: usize, label: Option<Label>, doubtful: bool) {
        if self.rules.kinds & claim.kind.bit() == 0 || (claim.failed && !self.rules.failed) {
            return;
        }
        let line = self.line;
        let named = label.filter(|label| label.names != HOTLINE && label.names & claim.kind.bit() != 0);
        let near = label.is_some_and(|label| label.near || label.linked);
        let named_other =
            label.is_some_and(|label| label.near && label.names != 0 && label.names & claim.kind.bit() == 0);
        let needs_near = match claim.kind {
            Kind::Cvv | Kind::Otp | Kind::QqId => true,
            Kind::BankAccount => to - from < 9,
            _ => false,
        };
        let named = named.filter(|_| near || !needs_near);
        let Some(evidence) = (if named.is_some() { claim.labelled } else { claim.alone }) else { return };
        let strong = evidence == Evidence::Validated && matches!(claim.kind, Kind::CnResidentId | Kind::Iban);
        let keeps = label.is_some_and(|label| {
            label.stays()
                || (label.names == HOTLINE && claim.kind == Kind::Phone && claim.rule != "phone.mobile")
                || (named.is_none() && claim.wary && label.names == 0 && label.distance <= WARY)
        });
        let against = match (strong, named) {
            (true, _) => false,
            (false, Some(_)) => {
                keeps
                    || context::is_amount(line, from, to)
                    || (claim.rank < 30
                        && ((line.before(from).class == Class::Letter
                            && label.is_some_and(|label| label.distance > 0))
                            || line.at(to).upper))
                    || (context::is_in_link(line, from)
                        && !matches!(claim.kind, Kind::Phone | Kind::BankCard | Kind::Email))
            }
            (false, None) => {
                keeps
                    || doubtful
                    || (named_other && claim.rank < WEAK && claim.kind != Kind::Phone)
                    || context::speaks_against(line, from, to)
            }
        };
        if !against {
            let Claim { kind, rule, rank, .. } = claim;
            let named = named.is_some() || strong;
            self.candidates.push(Candidate { from, to, kind, evidence, rule, rank, named });
        }
    }
}

/// Where a telephone number begins whose area stands in brackets.
fn bracket_before(line: Line<'_>, from: usize, to: usize) -> usize {
    let closes = line
        .slice(from, to)
        .iter()
        .find(|symbol| matches!(symbol.code, '(' | ')'))
        .is_some_and(|first| first.code == ')');
    if closes && line.before(from).code == '(' { from - 1 } else { from }
}

/// The place of a plus sign, with the bracket around it, before the first group of a number.
pub(super) fn plus_before(line: Line<'_>, from: usize, floor: usize) -> Option<usize> {
    let at = line.skip_back(from, floor, 2, |symbol| matches!(symbol.code, ' ' | '('));
    (at > floor && line.before(at).code == '+').then(|| at - 1)
}
