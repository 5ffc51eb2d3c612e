//! An independent look at a plan: whether it says of itself what holds. It decides nothing and calls nothing that decides:
//! it counts again, recounts caps from the charges alone, and reads the ledger and the holds in the plainest way.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::line::{Head, Line, Plan, Totals, Wording};
use crate::case::Case;
use crate::decide::{Charge, ChargeKey, Ruling, Unit};
use crate::digest::Digest;
use crate::fault::{Fault, Faults};
use crate::finding::Code;
use crate::history::{Consent, History, Hold};
use crate::id::{CustomerId, MessageKey};
use crate::time::Moment;
use crate::words::{Channel, ConsentState, HoldCause, Purpose, Word};

/// Most faults that are named one by one; whoever has so many makes the plan anew.
const FAULTS_MAX: usize = 100;

impl Plan {
    /// Looks at a whole plan.
    ///
    /// # Errors
    /// All that is wrong at once, by line: see [`Lint`].
    pub fn lint(&self) -> Result<(), Faults> {
        let mut lint = Lint::new(&self.head);
        self.lines.iter().for_each(|line| lint.line(line));
        lint.finish(&self.totals)
    }
}

/// A look at a plan line by line, in the order in which they stand. It holds the lines of one person, and for each line
/// the 32 bytes of its key.
#[derive(Debug)]
pub struct Lint {
    head: Head,
    notes: Vec<Note>,
    unnamed: u64,
    keys: Vec<Digest>,
    persons: Vec<Digest>,
    /// The person whose lines come now, with their permits and refusals, and the charges so far.
    person: Option<CustomerId>,
    permitted: Vec<(usize, Line)>,
    refused: Vec<Line>,
    charged: BTreeMap<(Arc<str>, ChargeKey, Unit), Vec<Charge>>,
    counted: Totals,
    lines: usize,
}

impl Lint {
    /// Begins with what the plan says of itself: `DATA-PLAN-DIGEST` for a digest that isn't named, `DATA-PLAN-VALID` for a
    /// plan that is over before it begins.
    pub fn new(head: &Head) -> Self {
        let mut lint = Self {
            head: head.clone(),
            notes: Vec::new(),
            unnamed: 0,
            keys: Vec::new(),
            persons: Vec::new(),
            person: None,
            permitted: Vec::new(),
            refused: Vec::new(),
            charged: BTreeMap::new(),
            counted: Totals::default(),
            lines: 0,
        };
        for (name, digest) in head.digests() {
            if digest == Digest::default() {
                lint.note("DATA-PLAN-DIGEST", At::Whole("head.digests", name), "this digest isn't named");
            }
        }
        if head.until <= head.at {
            lint.note("DATA-PLAN-VALID", At::Whole("head", "until"), "the plan is over before it begins");
        }
        lint
    }

    /// A look at lines that come after those that another looks at meanwhile: what was found of the head is its to say.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self { notes: Vec::new(), ..Self::new(&self.head) }
    }

    /// Takes over what another found of the lines that come next, none of them a person's of before.
    pub fn add(&mut self, mut other: Self) {
        self.person_ends();
        other.person_ends();
        let before = self.lines;
        for Note { code, at, message } in other.notes {
            let at = match at {
                At::Line(line, field) => At::Line(line + before, field),
                whole @ At::Whole(..) => whole,
            };
            self.keep(Note { code, at, message });
        }
        self.unnamed += other.unnamed;
        self.lines += other.lines;
        self.keys.append(&mut other.keys);
        self.persons.append(&mut other.persons);
        self.counted.add(&other.counted);
        self.person = other.person;
    }

    /// Looks at the next line: `DATA-PLAN-KEY` for a key that isn't the contact's, `DATA-PLAN-REASON` for a verdict that
    /// its reasons don't carry, `DATA-PLAN-VALID` for a permit that has run out or a deferral to no later instant,
    /// `DATA-PLAN-WORDS` for words where none may leave, or none where they may; then, over the lines of a person,
    /// `DATA-PLAN-CAP` for permits that break a cap together, and `DATA-PLAN-REFUSED` for a permit of what an opt-out or a
    /// hold closes on another line.
    pub fn line(&mut self, line: &Line) {
        if self.person.as_ref() != Some(&line.customer) {
            self.person_ends();
            self.person = Some(line.customer.clone());
            self.persons.push(Digest::of(line.customer.as_str().as_bytes()));
        }
        let at = self.lines;
        self.lines += 1;
        self.key(line, at);
        self.verdict(line, at);
        self.words(line, at);
        self.count(line);
        if matches!(line.ruling, Ruling::Permit { .. }) {
            self.charges(line, at);
            self.permitted.push((at, line.clone()));
        } else if line.reasons.iter().any(|code| matches!(code, Code::ConsOptedOut | Code::HoldActive)) {
            self.refused.push(line.clone());
        }
    }

    /// Looks at a line beside the facts it was decided on: `DATA-PLAN-REFUSED` for a permit that an opt-out covers which
    /// nothing has taken back since, or that a hold of the house or an unread reply stops.
    pub fn facts(&mut self, line: &Line, case: &Case, history: &History) {
        let Ruling::Permit { .. } = line.ruling else { return };
        let Some(channel) = line.channel() else { return };
        let path = At::Line(self.lines.saturating_sub(1), "");
        if opted_out(case, history, channel, line.due.purpose, self.head.at) {
            self.note("DATA-PLAN-REFUSED", path, "the customer opted out of this contact, and it is permitted");
        }
        if history.holds().iter().any(|hold| stops(hold, line, self.head.at)) {
            self.note("DATA-PLAN-REFUSED", path, "a hold stops this contact, and it is permitted");
        }
    }

    /// Ends with what the plan says it comes to: `DATA-PLAN-COUNTS` for each figure that isn't what its lines come to,
    /// `DATA-PLAN-KEY` for a key that stands twice, `DATA-PLAN-ORDER` for a person whose lines don't stand together.
    ///
    /// # Errors
    /// All that is wrong, at most a hundred of it by name.
    pub fn finish(mut self, totals: &Totals) -> Result<(), Faults> {
        self.person_ends();
        if twice(&mut self.keys) {
            self.note("DATA-PLAN-KEY", At::Whole("", ""), "a key stands twice: one contact would be planned two times");
        }
        if twice(&mut self.persons) {
            self.note("DATA-PLAN-ORDER", At::Whole("", ""), "the lines of a person don't stand together");
        }
        self.counts(totals);
        let Self { notes, unnamed, .. } = self;
        let mut faults = Faults::new();
        for Note { code, at, message } in notes {
            faults.push(Fault::new(code, at.path(), message).fix("make the plan again"));
        }
        if unnamed > 0 {
            faults.push(Fault::new("DATA-PLAN-MORE", "", format!("{unnamed} more things are wrong with this plan")));
        }
        faults.or(())
    }

    fn key(&mut self, line: &Line, at: usize) {
        let key = super::key_digest(&line.customer, line.due.step.as_str(), line.due.cycle, 0);
        if line.key == MessageKey::of(key) {
            self.keys.push(key);
        } else {
            self.note("DATA-PLAN-KEY", At::Line(at, ".key"), "this isn't the key of the contact");
        }
    }

    fn verdict(&mut self, line: &Line, at: usize) {
        let carried = match line.ruling {
            Ruling::Permit { .. } => line.reasons.is_empty(),
            Ruling::Defer { .. } | Ruling::Withhold => !line.reasons.is_empty() && line.charges.is_empty(),
        };
        if !carried {
            self.note("DATA-PLAN-REASON", At::Line(at, ".reasons"), "the reasons don't carry the verdict");
        }
        let (stands, said) = match line.ruling {
            Ruling::Permit { valid_until } => (valid_until > self.head.at, "the permit has run out by then"),
            Ruling::Defer { until } => (until > self.head.at, "it is put off to no later instant"),
            Ruling::Withhold => (true, ""),
        };
        if !stands {
            self.note("DATA-PLAN-VALID", At::Line(at, ""), said);
        }
        if line.due.channels.len() != 1 {
            self.note("DATA-PLAN-REASON", At::Line(at, ".channel"), "a contact takes one channel");
        }
    }

    fn words(&mut self, line: &Line, at: usize) {
        let leaves = match line.ruling {
            Ruling::Permit { .. } => true,
            Ruling::Defer { until } => until < self.head.until,
            Ruling::Withhold => false,
        };
        let segmented = match &line.wording {
            Some(Wording::Approved { segments, .. }) => (*segments > 0) == (line.channel() == Some(Channel::Sms)),
            _ => true,
        };
        if leaves != line.wording.is_some() || !segmented {
            self.note("DATA-PLAN-WORDS", At::Line(at, ""), "words stand where none may leave, or are missing");
        }
    }

    /// Counts a line into what the plan comes to, from the line alone.
    fn count(&mut self, line: &Line) {
        let report = &mut self.counted.report;
        report.considered += 1;
        let headline = line.reasons.first().copied();
        match (line.ruling, headline) {
            (Ruling::Permit { .. }, _) => report.permitted += 1,
            (Ruling::Defer { .. }, Some(code)) => *report.deferred.entry(code).or_default() += 1,
            (Ruling::Withhold, Some(code)) => *report.withheld.entry(code).or_default() += 1,
            // Said of the line already; the sums then differ as well.
            (Ruling::Defer { .. } | Ruling::Withhold, None) => {}
        }
        match &line.wording {
            None => {}
            Some(Wording::Refused { because }) => *self.counted.refused.entry(because.clone()).or_default() += 1,
            Some(Wording::Approved { segments, price, .. }) => {
                self.counted.planned += 1;
                self.counted.segments = self.counted.segments.saturating_add(u64::from(*segments));
                if let Some(price) = price {
                    let sum = self.counted.price.entry(price.currency().code()).or_default();
                    *sum = sum.saturating_add(price.minor());
                }
            }
        }
    }

    fn counts(&mut self, totals: &Totals) {
        let (said, found) = (&totals.report, self.counted.report.clone());
        let mut wrong: Vec<&'static str> = Vec::new();
        let mut compare = |name: &'static str, same: bool| wrong.extend((!same).then_some(name));
        compare("considered", said.considered == found.considered);
        compare("permitted", said.permitted == found.permitted);
        compare("deferred", said.deferred == found.deferred);
        compare("withheld", said.withheld == found.withheld);
        compare("persons", said.persons >= self.persons.len() as u64);
        // What a file says may be any number.
        let sums = |counts: &BTreeMap<Code, u64>| counts.values().fold(0_u64, |sum, count| sum.saturating_add(*count));
        compare(
            "sum",
            said.considered == said.permitted.saturating_add(sums(&said.deferred)).saturating_add(sums(&said.withheld)),
        );
        compare("planned", totals.planned == self.counted.planned);
        compare("refused", totals.refused == self.counted.refused);
        compare("segments", totals.segments == self.counted.segments);
        compare("price", totals.price == self.counted.price);
        for name in wrong {
            self.note("DATA-PLAN-COUNTS", At::Whole("end", name), "this isn't what the lines come to");
        }
    }

    /// Uses of one cap of one key: whenever more than `max` of them fall into one span, the plan breaks it by itself.
    fn charges(&mut self, line: &Line, at: usize) {
        for charge in &line.charges {
            let ring = (Arc::clone(&charge.cap), charge.key.clone(), charge.unit);
            let uses = self.charged.entry(ring).or_default();
            uses.push(charge.clone());
            let near = |other: &&Charge| {
                let apart = charge.from.saturating_sub(other.at).max(other.from.saturating_sub(charge.at));
                apart.saturating_add(1) <= charge.span.max(1)
            };
            if uses.iter().filter(near).count() > charge.max as usize {
                self.note("DATA-PLAN-CAP", At::Line(at, ".charges"), "permits of this plan break a cap together");
            }
        }
    }

    /// What closes a contact of a person closes every other that says the same by the same channel.
    fn person_ends(&mut self) {
        let (permitted, refused) = (std::mem::take(&mut self.permitted), std::mem::take(&mut self.refused));
        self.charged.clear();
        for (at, line) in &permitted {
            let same = |closed: &&Line| {
                closed.due.purpose == line.due.purpose
                    && closed.due.channels == line.due.channels
                    && closed.due.debts.iter().all(|debt| line.due.debts.contains(debt))
            };
            if refused.iter().any(|closed| same(&closed)) {
                self.note(
                    "DATA-PLAN-REFUSED",
                    At::Line(*at, ""),
                    "what is refused on one line is permitted on another",
                );
            }
        }
    }

    fn note(&mut self, code: &'static str, at: At, message: &'static str) {
        self.keep(Note { code, at, message });
    }

    fn keep(&mut self, note: Note) {
        if self.notes.len() < FAULTS_MAX { self.notes.push(note) } else { self.unnamed += 1 }
    }
}

/// What is wrong, before all lines are counted.
#[derive(Debug)]
struct Note {
    code: &'static str,
    at: At,
    message: &'static str,
}

/// Where something is wrong.
#[derive(Debug, Clone, Copy)]
enum At {
    /// In the plan as a whole: of which part, which field.
    Whole(&'static str, &'static str),
    /// In a line, and which field of it.
    Line(usize, &'static str),
}

impl At {
    fn path(self) -> String {
        match self {
            Self::Whole("", field) => field.to_owned(),
            Self::Whole(part, field) => format!("{part}.{field}"),
            Self::Line(line, field) => format!("line[{line}]{field}"),
        }
    }
}

/// Whether an item stands twice.
fn twice(items: &mut [Digest]) -> bool {
    items.sort_unstable();
    items.windows(2).any(|pair| matches!(pair, [a, b] if a == b))
}

/// Whether the last word of the ledger about such a contact is a refusal that no grant of whatever kind has followed.
fn opted_out(case: &Case, history: &History, channel: Channel, purpose: Purpose, at: DateTime<Utc>) -> bool {
    let address = case.customer().contact(channel).map(|contact| &contact.address);
    let spared = ["confirmation", "reply", "statutory_notice", "efforts_end"].contains(&purpose.as_str());
    let speaks = |line: &&Consent| {
        line.channel.is_none_or(|named| named == channel)
            && (line.address.is_none() || line.address.as_ref() == address)
            && line.purpose.map_or(!spared, |named| named == purpose)
    };
    let said = || history.consents().iter().filter(|line| line.at <= at);
    let refused = said().filter(speaks).filter(|line| line.state != ConsentState::Granted).map(|line| line.at).max();
    let granted = said().filter(|line| line.state == ConsentState::Granted).map(|line| line.at).max();
    refused.is_some_and(|refused| granted.is_none_or(|granted| granted < refused))
}

/// Whether a hold that stops reminders under every policy is in force beyond doubt, whatever the customer's zone.
fn stops(hold: &Hold, line: &Line, at: DateTime<Utc>) -> bool {
    let reminds = matches!(line.due.purpose, Purpose::Collection | Purpose::PreDue);
    let surely = TimeDelta::days(2);
    let after = |moment: Moment| match moment {
        Moment::Instant(instant) => instant <= at,
        Moment::Day(_) => moment.earliest() + surely <= at,
    };
    let before = |moment: Moment| match moment {
        Moment::Instant(instant) => at < instant,
        Moment::Day(_) => at + surely < moment.earliest(),
    };
    reminds
        && matches!(hold.cause, HoldCause::UnreadReply | HoldCause::House)
        && hold.debts.is_empty()
        && after(hold.from)
        && hold.known_at.is_none_or(after)
        && hold.until.is_none_or(before)
}

#[cfg(test)]
mod tests;
