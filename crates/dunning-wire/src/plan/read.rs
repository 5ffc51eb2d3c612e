//! A plan read line by line. What a line says is taken as it stands; whether it holds is `dunning_core::plan::Lint`'s to
//! find out.

use dunning_core::decide::{Charge, ChargeKey, Ruling};
use dunning_core::digest::Digest;
use dunning_core::fault::{Fault, Faults, Place};
use dunning_core::finding::Code;
use dunning_core::id::{BookId, CustomerId, MessageKey, StepId, TemplateId};
use dunning_core::money::Money;
use dunning_core::plan::{Head, Line, Report, Totals, Wording};
use dunning_core::policy::Provenance;
use dunning_core::strategy::{Cycle, Due};
use dunning_core::words::{Channel, Word as _};
use sha2::{Digest as _, Sha256};

use super::{FORMAT, UNITS};
use crate::fields::{self, Fields};
use crate::format::day;
use crate::request::facts::debts;
use crate::request::scalar::utc;
use crate::value::Value;

/// What a line of a plan is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Its first: under what it was made.
    Head(Head),
    /// A contact.
    Line(Box<Line>),
    /// Its last: what the contacts come to.
    End(Totals),
}

/// A plan being read.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    before: Sha256,
    line: u32,
    ended: bool,
}

impl Reading {
    /// Reads the next line, without its end.
    ///
    /// # Errors
    /// All faults of the line with its number: `DATA-FORMAT` for a first line of another or newer format,
    /// `DATA-PLAN-CHANGED` where what stands before the last line isn't what was written, `DATA-PLAN-CUT` for a line after
    /// the last, and those of its fields.
    pub fn take(&mut self, text: &str) -> Result<Part, Faults> {
        self.line += 1;
        let at = Place { line: self.line, column: 1 };
        let part = self.part(text).map_err(|faults| {
            let mut placed = Faults::new();
            faults.into_iter().for_each(|fault| placed.push(fault.at(Some(at))));
            placed
        })?;
        self.before.update(text.as_bytes());
        self.before.update(b"\n");
        Ok(part)
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// `DATA-PLAN-CUT` where the last line hasn't come.
    pub fn end(&self) -> Result<(), Fault> {
        if self.ended {
            return Ok(());
        }
        let place = Place { line: self.line + 1, column: 1 };
        Err(Fault::new("DATA-PLAN-CUT", "", "the plan ends before its last line").at(Some(place)).fix(AGAIN))
    }

    fn part(&mut self, text: &str) -> Result<Part, Faults> {
        if self.ended {
            return Err(Fault::new("DATA-PLAN-CUT", "", "lines stand after the plan's last").fix(AGAIN).into());
        }
        if self.line == 1 {
            return whole(text, head).map(Part::Head);
        }
        if !text.starts_with(r#"{"end":"#) {
            return whole(text, line).map(|line| Part::Line(Box::new(line)));
        }
        let (totals, digest) = whole(text, end)?;
        let said = text.rfind(r#","digest":"#).and_then(|before| text.get(..before)).unwrap_or(text);
        let found = Digest(self.before.clone().chain_update(said.as_bytes()).finalize().into());
        if found != digest {
            let fault = Fault::new("DATA-PLAN-CHANGED", "digest", "the plan isn't as it was written any more");
            return Err(fault.fix(AGAIN).into());
        }
        self.ended = true;
        Ok(Part::End(totals))
    }
}

/// What mends a plan.
const AGAIN: &str = "make the plan again: dunning plan -o PLAN";

/// Reads a line as one object.
fn whole<T>(text: &str, build: impl FnOnce(&mut Fields<'_>) -> Result<Option<T>, Fault>) -> Result<T, Faults> {
    let value = Value::parse(text)?;
    let (built, mut faults) = fields::read(&value, build);
    match built {
        Some(Ok(Some(built))) if faults.is_empty() => Ok(built),
        Some(Err(fault)) => Err(fault.into()),
        _ => {
            if faults.is_empty() {
                faults.push(Fault::new("DATA-KIND", "", "this is no line of a plan").fix(AGAIN));
            }
            Err(faults)
        }
    }
}

fn head(fields: &mut Fields<'_>) -> Result<Option<Head>, Fault> {
    match fields.take("format").any_text() {
        Some(FORMAT) => {}
        Some(other) if other.starts_with("dunning.plan/") => {
            let fault = Fault::new("DATA-FORMAT", "format", format!("this build reads {FORMAT}"));
            return Err(fault.fix("update it, or make the plan again with this build"));
        }
        _ => return Err(Fault::new("DATA-FORMAT", "format", format!("the file is no {FORMAT}")).fix(AGAIN)),
    }
    let (at, until) = (fields.must("at").parse(utc), fields.must("until").parse(utc));
    let books = fields.take("books").list(|book| book.parse(BookId::new));
    let digests = fields.must("digests").table(|digests| {
        let mut of = |name| digests.must(name).parse(digest);
        let (policy, rulebooks) = (of("policy"), of("rulebooks"));
        let (calendars, zones) = (of("calendars"), of("zones"));
        let (templates, strategy) = (of("templates"), of("strategy"));
        let law = Provenance { policy: policy?, rulebooks: rulebooks?, calendars: calendars?, zones: zones? };
        Some((law, templates?, strategy?))
    });
    let (portfolio, store) = (fields.take("portfolio").parse(digest), fields.take("store").parse(digest));
    Ok((|| {
        let (law, templates, strategy) = digests??;
        Some(Head { at: at?, until: until?, books, law, templates, strategy, portfolio, store })
    })())
}

fn line(fields: &mut Fields<'_>) -> Result<Option<Line>, Fault> {
    let key = fields.must("key").parse(MessageKey::new);
    let customer = fields.must("customer").parse(CustomerId::new);
    let step = fields.must("step").parse(StepId::new);
    let cycle = fields.must("cycle").parse(Cycle::parse);
    let debts = debts(fields.take("debts"));
    let (purpose, tone) = (fields.must("purpose").word(), fields.must("tone").word());
    let channel = fields.must("channel").word::<Channel>();
    let occasion = fields.must("occasion").owned();
    let last_day = fields.must("last_day").parse(day);
    let ruling = ruling(fields);
    let reasons = fields.take("reasons").list(|code| code.parse(Code::parse));
    let charges = fields.take("charges").list(|charge| charge.table(self::charge).flatten());
    let wording = wording(fields);
    Ok((|| {
        let due = Due {
            step: step?,
            cycle: cycle?,
            debts,
            purpose: purpose?,
            channels: vec![channel?],
            tone: tone?,
            occasion: occasion?,
            last_day: last_day?,
            answers: None,
        };
        Some(Line { key: key?, customer: customer?, due, ruling: ruling?, reasons, charges, wording })
    })())
}

fn ruling(fields: &mut Fields<'_>) -> Option<Ruling> {
    match fields.must("verdict").any_text()? {
        "permit" => Some(Ruling::Permit { valid_until: fields.must("valid_until").parse(utc)? }),
        "defer" => Some(Ruling::Defer { until: fields.must("until").parse(utc)? }),
        "withhold" => Some(Ruling::Withhold),
        _ => {
            let fault = Fault::new("DATA-WORD", "", "this is no verdict").fix("one of: permit, defer, withhold");
            fields.fault("verdict", fault);
            None
        }
    }
}

fn wording(fields: &mut Fields<'_>) -> Option<Wording> {
    let template = fields.take("template").parse(TemplateId::new);
    let segments = fields.take("segments").count();
    let price = fields.take("price").parse(money);
    let refused = fields.take("refused").owned();
    match (template, refused) {
        (Some(template), None) => Some(Wording::Approved { template, segments: segments.unwrap_or(0), price }),
        (None, Some(because)) => Some(Wording::Refused { because }),
        (None, None) => None,
        (Some(_), Some(_)) => {
            fields.fault("refused", Fault::new("DATA-KIND", "", "a text is approved or refused, not both"));
            None
        }
    }
}

fn charge(fields: &mut Fields<'_>) -> Option<Charge> {
    let cap = fields.must("cap").owned();
    let key = fields.must("key").parse(ChargeKey::parse);
    let unit = fields.must("unit").parse(|text| {
        let unit = UNITS.iter().find(|(_, word)| *word == text).map(|(unit, _)| *unit);
        unit.ok_or_else(|| Fault::new("DATA-WORD", "", "this is no unit of a cap"))
    });
    let max = fields.must("max").count();
    let (span, from, at) = (fields.must("span").whole(), fields.must("from").whole(), fields.must("at").whole());
    Some(Charge { cap: cap?.into(), key: key?, unit: unit?, max: max?, span: span?, from: from?, at: at? })
}

fn end(fields: &mut Fields<'_>) -> Result<Option<(Totals, Digest)>, Fault> {
    let totals = fields.must("end").table(totals);
    let digest = fields.must("digest").parse(digest);
    Ok(totals.flatten().zip(digest))
}

fn totals(fields: &mut Fields<'_>) -> Option<Totals> {
    let mut number = |name| fields.must(name).whole().and_then(|number| u64::try_from(number).ok());
    let (persons, considered, permitted) = (number("persons"), number("considered"), number("permitted"));
    let (planned, segments) = (number("planned"), number("segments"));
    let deferred = fields.must("deferred").counts(Code::parse);
    let withheld = fields.must("withheld").counts(Code::parse);
    let refused = fields.must("refused").counts(|code| Ok(code.to_owned()));
    let price = fields.must("price").list(|sum| sum.parse(money));
    let report = Report { persons: persons?, considered: considered?, permitted: permitted?, deferred, withheld };
    let price = price.iter().map(|sum| (sum.currency().code(), sum.minor())).collect();
    Some(Totals { report, planned: planned?, refused, segments: segments?, price })
}

fn digest(text: &str) -> Result<Digest, Fault> {
    Digest::from_hex(text).ok_or_else(|| Fault::new("DATA-DIGEST", "", "this is no SHA-256 in hex").fix("64 digits"))
}

/// Reads an amount with its currency: `0.05 CNY`.
fn money(text: &str) -> Result<Money, Fault> {
    let (amount, currency) = text.split_once(' ').unwrap_or((text, ""));
    Money::parse(amount, currency)
}
