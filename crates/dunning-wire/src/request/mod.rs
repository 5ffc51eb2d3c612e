//! `dunning.request/1`: everything a decision depends on, as one object. Reading one tells all that is wrong with it at
//! once, each with its path. What the books and policies it names hold is not known here; [`crate::Counsel`] knows.

pub(crate) mod case;
mod creditor;
pub(crate) mod facts;
mod proposal;
pub(crate) mod scalar;

use chrono::{DateTime, FixedOffset};
use dunning_core::case::{Case, CaseSpec};
use dunning_core::decide::Proposal;
use dunning_core::fault::{Fault, Faults};
use dunning_core::history::History;
use dunning_core::id::{BookId, RuleId};
use dunning_core::locale::Locale;
use dunning_core::pii::Pii;
use dunning_core::policy::parse_guidance;
use dunning_core::time::ZoneTable;
use dunning_core::words::Effect;

use crate::fields::{self, Fields};
use crate::value::Value;
pub use creditor::creditor;
use facts::Facts;
use proposal::Proposed;
use scalar::instant;

/// The format of requests.
const FORMAT: &str = "dunning.request/1";

/// A request, valid in itself.
#[derive(Debug, Clone)]
pub struct Request {
    /// Copied to the answer.
    pub id: Option<String>,
    /// The instant asked about, in the offset it was written with, cut to the second.
    pub now: DateTime<FixedOffset>,
    /// Under which law and policy.
    pub terms: Terms,
    /// The customer with debts.
    pub case: Case,
    /// What is known.
    pub history: History,
    /// What is proposed.
    pub proposal: Proposal,
    /// The words of the message, when they are asked about too.
    pub wording: Option<Wording>,
}

/// The law and the policy under which a request is put.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Terms {
    /// The books in force.
    pub rulebooks: Vec<BookId>,
    /// The house policy's name; the one in force when not said.
    pub policy: Option<String>,
    /// What a rule of force `guidance` does, at least.
    pub guidance: Effect,
    /// The only rules asked; all when empty.
    pub only: Vec<RuleId>,
}

/// The words of a message.
#[derive(Debug, Clone)]
pub struct Wording {
    /// The words.
    pub text: Pii<String>,
    /// Their language: the one said, else the customer's, else `und` (BCP 47: undetermined).
    pub locale: Locale,
}

/// Reads a request. `at` is the instant of a request that names none.
///
/// # Errors
/// All faults: unknown, missing and repeated fields, wrong kinds and words, instants, amounts, ids, places and zones that
/// are none, parts that don't add up, an event after `now`.
pub fn read(value: &Value<'_>, zones: &ZoneTable, at: Option<DateTime<FixedOffset>>) -> Result<Request, Faults> {
    let (raw, mut faults) = fields::read(value, |fields| raw(fields, zones, at));
    let Some(raw) = raw else { return Err(faults) };
    let case = compiled(Case::new(raw.case), &mut faults);
    let history = compiled(raw.facts.history(), &mut faults);
    let (Some(now), Some(terms), Some(case), Some(history), Some(proposed), true) =
        (raw.now, raw.terms, case, history, raw.proposal, faults.is_empty())
    else {
        return Err(faults);
    };
    let Proposed { proposal, text, locale } = proposed;
    let wording = match text {
        Some(text) => {
            let locale = locale.or_else(|| case.customer().locale.clone());
            Some(Wording { text, locale: locale.map_or_else(|| Locale::new("und"), Ok)? })
        }
        None => None,
    };
    Ok(Request { id: raw.id, now, terms, case, history, proposal, wording })
}

/// The faults in the shape of a part of a request: fields that are unknown or stand twice, of a wrong kind or word. What
/// a part lacks is no fault of it.
pub(crate) fn part_faults(value: &Value<'_>, zones: &ZoneTable) -> Faults {
    let (_, found) = fields::read(value, |fields| raw(fields, zones, None));
    let mut faults = Faults::new();
    found.into_iter().filter(|fault| fault.code != "DATA-MISSING").for_each(|fault| faults.push(fault));
    faults
}

/// A request as its fields stand. Where a field of a list's item was faulty, the item holds another value in its place, so
/// that the others keep their index.
struct Raw {
    id: Option<String>,
    now: Option<DateTime<FixedOffset>>,
    terms: Option<Terms>,
    case: CaseSpec,
    facts: Facts,
    proposal: Option<Proposed>,
}

fn raw(fields: &mut Fields<'_>, zones: &ZoneTable, at: Option<DateTime<FixedOffset>>) -> Raw {
    fields.take("format").parse(format);
    let id = fields.take("id").owned();
    let now = match fields.take("now") {
        said if said.is_there() => said.parse(instant),
        _ if at.is_some() => at,
        _ => fields.must("now").parse(instant),
    };
    Raw {
        id,
        now,
        terms: terms(fields),
        case: case::case(fields, Some(zones)),
        facts: facts::facts(fields, now.map(|now| now.to_utc())),
        proposal: fields.must("proposal").table(proposal::proposal).flatten(),
    }
}

/// Reads the format of a request.
pub(crate) fn format(text: &str) -> Result<(), Fault> {
    if text == FORMAT {
        return Ok(());
    }
    Err(Fault::new("DATA-FORMAT", "", format!("this build reads {FORMAT}")).fix("update it, or leave `format` out"))
}

fn terms(fields: &mut Fields<'_>) -> Option<Terms> {
    let rulebooks = fields.must("rulebooks").list(|book| book.parse(BookId::new));
    let policy = fields.take("policy").owned();
    let only = fields.take("only").list(|rule| rule.parse(RuleId::new));
    let guidance = fields.take("guidance");
    let guidance = if guidance.is_there() { guidance.parse(parse_guidance)? } else { Effect::Note };
    Some(Terms { rulebooks, policy, guidance, only })
}

/// Takes what the core made of a part, or adds its faults. Where a field is faulty already, what the core says of the value
/// in its place is left out.
fn compiled<T>(result: Result<T, Faults>, faults: &mut Faults) -> Option<T> {
    match result {
        Ok(compiled) => Some(compiled),
        Err(more) => {
            for fault in more {
                let said = |known: &Fault| {
                    fault
                        .path
                        .strip_prefix(known.path.as_str())
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
                };
                if !faults.iter().any(said) {
                    faults.push(fault);
                }
            }
            None
        }
    }
}

#[cfg(test)]
mod tests;
