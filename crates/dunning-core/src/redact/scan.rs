//! The scanner: walks a line once, reads what a symbol may begin where one stands, and hands findings over in their
//! order. Its work for a symbol is bounded.

use super::address::Look;
use super::finding::{Evidence, Kind};
use super::label::{self, Label, Lookup};
use super::number::{Candidate, Candidates, gather};
use super::quiet;
use super::run::Run;
use super::symbol::{Class, Line, Symbol};
use super::{Rules, address, code, date, email, secret};

/// Where candidates go that are found.
pub(super) type Sink<'s> = dyn FnMut(Candidate) + 's;

/// Symbols that may stand between a word and the value it tells, when they are no fillers.
const LOOSE: usize = 12;

/// A scan of a line: what is looked for, and how far it has come.
pub(super) struct Scan<'l> {
    line: Line<'l>,
    rules: &'l Rules,
    /// Place before which all is settled: the end of the last finding.
    floor: usize,
    labels: Lookup,
    /// The run that is read.
    run: Run,
}

impl<'l> Scan<'l> {
    pub(super) const fn new(line: Line<'l>, rules: &'l Rules) -> Self {
        Self { line, rules, floor: 0, labels: Lookup::NONE, run: Run::NONE }
    }

    /// Reads what begins in a stretch; the place after it.
    pub(super) fn walk(&mut self, from: usize, until: usize, sink: &mut Sink<'_>) -> usize {
        let mut at = from;
        loop {
            if !self.rules.thorough {
                at = quiet::end(self.line, at, until);
            }
            if at >= until {
                return at;
            }
            at = self.step(at, sink);
        }
    }

    /// Reads what stands at a place; the place at which the walk goes on.
    fn step(&mut self, at: usize, sink: &mut Sink<'_>) -> usize {
        let symbol = self.line.at(at);
        if symbol.class == Class::Digit
            && !self.rules.thorough
            && let Some(next) = quiet::short_number(self.line, at, self.floor, &mut self.labels)
        {
            return next;
        }
        let sole = match symbol.class {
            Class::Digit => match self.before_number(at) {
                Some(found) => Some(found),
                None => return self.number(at, sink),
            },
            Class::Numeral if self.is_numeral(at) => match self.born(at) {
                Some(found) => Some(found),
                None => return self.number(at, sink),
            },
            Class::Letter
                if self.line.before(at).class == Class::Other || self.line.before(at).class == Class::Numeral =>
            {
                self.labelled_value(at, false)
            }
            Class::Letter => None,
            Class::Mark | Class::Gap => self.mark(at, symbol),
            Class::Other => self.plate(at).or_else(|| self.address_words(at, symbol)),
            _ => None,
        };
        match sole.filter(|found| !self.is_own(found)) {
            Some(found) => {
                self.floor = found.to;
                sink(found);
                found.to
            }
            None => at + 1,
        }
    }

    /// Whether a Chinese numeral stands beside another digit.
    fn is_numeral(&self, at: usize) -> bool {
        let next = self.line.skip(at + 1, 3, |symbol| symbol.class == Class::Gap);
        self.line.at(next).is_digit()
    }

    /// What goes before a number that begins here: an address, a date of birth, a value beside its word.
    fn before_number(&mut self, at: usize) -> Option<Candidate> {
        self.address_ahead(at)
            .or_else(|| self.internet(at))
            .or_else(|| self.born(at))
            .or_else(|| self.valid_thru(at))
            .or_else(|| {
                let start = secret::start(self.line, at, self.floor);
                self.labelled_value(start, false)
            })
    }

    /// An e-mail address whose local part holds this digit.
    fn address_ahead(&self, at: usize) -> Option<Candidate> {
        let local =
            self.line.skip(at, 64, |symbol| symbol.is_latin() || matches!(symbol.code, '.' | '_' | '-' | '+' | '%'));
        let space = self.line.skip(local, 1, |symbol| symbol.code == ' ');
        email::sign(self.line, local).or_else(|| email::sign(self.line, space)).and_then(|sign| self.email(sign))
    }

    fn email(&self, sign: email::Sign) -> Option<Candidate> {
        let (from, to) = email::around(self.line, sign, self.floor).filter(|_| self.wants(Kind::Email))?;
        Some(Candidate::sole(from, to, Kind::Email, Evidence::Shape, "email.form"))
    }

    fn internet(&mut self, at: usize) -> Option<Candidate> {
        // A link's host belongs to the link.
        let host = self.line.before(at).code == '/' && self.line.before(at - 1).code == '/';
        if self.line.before(at).is_latin() || host || !self.wants(Kind::Ip) {
            return None;
        }
        let (to, look) = address::v4_end(self.line, at)?;
        let joined =
            matches!(self.line.before(at).code, '.' | '-' | '_') && self.line.at(at.wrapping_sub(2)).is_latin();
        let label = self.label(at);
        let (evidence, rule) = match label {
            Some(label) if label.names & Kind::Ip.bit() != 0 => (Evidence::Labelled, "ip.label"),
            Some(label) if label.stays() && look < Look::Large => return None,
            _ if look >= Look::Address && !joined => (Evidence::Shape, "ip.form"),
            _ => return None,
        };
        Some(Candidate::sole(at, to, Kind::Ip, evidence, rule))
    }

    /// A day of birth: a date beside a word that says so.
    fn born(&mut self, at: usize) -> Option<Candidate> {
        if self.line.before(at).is_digit() || !self.wants(Kind::DateOfBirth) {
            return None;
        }
        // `born on March 12, 1990`: the date begins with its month.
        let month = self.line.skip_back(at, self.floor, 2, |symbol| matches!(symbol.code, ' ' | '.'));
        let month = self.line.skip_back(month, self.floor, 12, Symbol::is_alphabetic);
        let first = self.line.at(month);
        let named = first.class != Class::Other && month < at;
        let (from, to) = match (date::end(self.line, at), named.then(|| date::end(self.line, month)).flatten()) {
            (_, Some(to)) if to > at => (month, to),
            (Some(to), _) => (at, to),
            _ => return None,
        };
        // `昭和55年`: the era belongs to the date.
        let era = ["昭和", "平成", "大正", "明治", "令和"].iter().any(|era| self.line.has(from.wrapping_sub(2), era));
        let from = if era { from - 2 } else { from };
        let birth = Kind::DateOfBirth.bit();
        let said = self.naming(from, birth).is_some()
            || label::after(self.line, to).is_some_and(|label| label.names & birth != 0);
        said.then(|| Candidate::sole(from, to, Kind::DateOfBirth, Evidence::Labelled, "birth.label"))
    }

    /// A card's last month: month and year beside a word that says so.
    fn valid_thru(&mut self, at: usize) -> Option<Candidate> {
        let line = self.line;
        let month = line.skip(at, 3, |symbol| symbol.is_digit());
        let slash = line.skip(month, 3, |symbol| matches!(symbol.code, '/' | '-' | ' '));
        let year = line.skip(slash, 5, |symbol| symbol.is_digit());
        let value = line.slice(at, month).iter().fold(0, |value, symbol| value * 10 + u32::from(symbol.digit));
        let shaped = month - at == 2 && slash > month && matches!(year - slash, 2 | 4) && (1..=12).contains(&value);
        let ends = !matches!(line.at(year).code, '/' | '-' | '.' | '年') || !line.at(year + 1).is_digit();
        if !shaped || !ends || line.before(at).is_digit() || !self.wants(Kind::CardExpiry) {
            return None;
        }
        let label = self.naming(at, Kind::CardExpiry.bit())?;
        label.near.then(|| Candidate::sole(at, year, Kind::CardExpiry, Evidence::Labelled, "expiry.label"))
    }

    /// A password, an account of WeChat, a token, whose word ends before a place.
    fn labelled_value(&mut self, at: usize, marked: bool) -> Option<Candidate> {
        let label = self.naming(at, secret::NAMES)?;
        let loose = label.distance <= LOOSE && (label.linked || label.names & Kind::WechatId.bit() != 0);
        if !label.near && !loose {
            return None;
        }
        let marked = marked
            || matches!(
                self.line.before(self.line.skip_back(at, self.floor, 2, |symbol| symbol.code == ' ')).code,
                ':' | '='
            );
        let (kind, to) = secret::value(self.line, at, label.names, marked)?;
        let plain = self.line.slice(at, to).iter().all(|symbol| symbol.class == Class::Letter);
        if !label.near && plain {
            return None;
        }
        if !self.wants(kind) || (kind == Kind::Password && label::is_unit(self.line, to)) {
            return None;
        }
        let rule = match kind {
            Kind::Password => "password.label",
            Kind::WechatId => "wechat.label",
            _ => "token.label",
        };
        Some(Candidate::sole(at, to, kind, Evidence::Labelled, rule))
    }

    /// What a mark or separator may announce: an address, a link, a parameter, a value.
    fn mark(&mut self, at: usize, symbol: Symbol) -> Option<Candidate> {
        let line = self.line;
        match symbol.code {
            '@' | '(' | '[' | '{' | '<' | '【' => self.sign(at),
            ' ' if line.at(at + 1).class == Class::Letter && secret::announces(line, at) => {
                self.labelled_value(at + 1, false)
            }
            ' ' | '_' | '-' if line.at(at + 1).code == 'a' && line.at(at + 2).code == 't' => self.sign(at),
            '=' => self.parameter(at).or_else(|| self.value_after(at)),
            ':' => self.ipv6(at).or_else(|| self.value_after(at)),
            _ => None,
        }
    }

    fn sign(&self, at: usize) -> Option<Candidate> {
        email::sign(self.line, at).and_then(|sign| self.email(sign))
    }

    fn parameter(&self, at: usize) -> Option<Candidate> {
        let (kind, from, to) = secret::parameter(self.line, at, self.floor).filter(|(kind, ..)| self.wants(*kind))?;
        Some(Candidate::sole(from, to, kind, Evidence::Labelled, "token.parameter"))
    }

    fn value_after(&mut self, at: usize) -> Option<Candidate> {
        let from = self
            .line
            .skip(at + 1, 3, |symbol| matches!(symbol.code, ' ' | '"' | '\'' | '“' | '「' | '【' | '[' | '(' | '\n'));
        self.labelled_value(from, true)
    }

    fn ipv6(&self, at: usize) -> Option<Candidate> {
        let (from, to) = address::v6_around(self.line, at, self.floor).filter(|_| self.wants(Kind::Ip))?;
        let host = self.line.before(from).code == '[' && self.line.before(from - 1).code == '/';
        (!host).then(|| Candidate::sole(from, to, Kind::Ip, Evidence::Shape, "ip.form"))
    }

    fn plate(&self, at: usize) -> Option<Candidate> {
        let to = code::plate_end(self.line, at).filter(|_| self.wants(Kind::Plate))?;
        Some(Candidate::sole(at, to, Kind::Plate, Evidence::Shape, "plate.form"))
    }

    fn address_words(&self, at: usize, symbol: Symbol) -> Option<Candidate> {
        matches!(symbol.code, '艾' | '圈').then(|| self.sign(at)).flatten()
    }

    /// Reads the run at a place and hands over what it holds.
    fn number(&mut self, at: usize, sink: &mut Sink<'_>) -> usize {
        self.run.read(self.line, at, self.floor);
        let run = &self.run;
        let mut next = run.next.max(at + 1);
        if !self.rules.thorough && quiet::is_run(self.line, run, self.floor, &mut self.labels) {
            return next;
        }
        let mut candidates = Candidates::NONE;
        gather(self.line, run, self.floor, self.rules, &mut self.labels, &mut candidates);
        candidates.settle();
        for found in candidates.list() {
            if self.is_own(found) {
                continue;
            }
            self.floor = found.to;
            next = found.to;
            sink(*found);
        }
        next
    }

    /// Whether it is the institution's own.
    fn is_own(&self, found: &Candidate) -> bool {
        let own = &self.rules.own;
        !own.is_empty() && own.iter().any(|own| own.is(found.kind, self.line.slice(found.from, found.to)))
    }

    /// The label before a place.
    fn label(&mut self, at: usize) -> Option<Label> {
        self.labels.before(self.line, at, self.floor)
    }

    /// The same, if it names one of some kinds.
    fn naming(&mut self, at: usize, kinds: u64) -> Option<Label> {
        self.labels.naming(self.line, at, self.floor, kinds)
    }

    fn wants(&self, kind: Kind) -> bool {
        self.rules.kinds & kind.bit() != 0
    }
}
