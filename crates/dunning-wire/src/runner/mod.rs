//! Runs worked cases: puts each step's question, and compares what is written in `expect` and nothing else.

mod date;
mod expect;

use std::borrow::Cow;

use dunning_core::fault::{Fault, Faults};
use dunning_core::redact::Redactor;
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::case_file::{Ask, CaseFile, Kept, Step, WorkedCase};
use crate::check;
use crate::counsel::Counsel;
use crate::redact;
use crate::request::part_faults;
use crate::stream::Failure;
use crate::value::Value;
use expect::Outcome;

/// The result of one step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepResult {
    /// The case.
    pub case: String,
    /// The step, from 1.
    pub step: usize,
    /// Whether all that was expected came.
    pub ok: bool,
    /// What was expected.
    pub expected: Json,
    /// What came, or `{"error": …}` where the step could not be put.
    pub got: Json,
}

/// Runs all cases of a file, in order.
pub fn run<'r>(file: &'r CaseFile<'_>, counsel: &'r Counsel) -> impl Iterator<Item = StepResult> + 'r {
    file.cases.iter().flat_map(|case| run_case(case, counsel))
}

fn run_case(case: &WorkedCase<'_>, counsel: &Counsel) -> Vec<StepResult> {
    let mut kept = Kept::default();
    let mut results = Vec::with_capacity(case.steps.len());
    for (index, step) in case.steps.iter().enumerate() {
        let step = Step::of(step);
        let outcome = run_step(case, &step, &mut kept, counsel);
        let (ok, got) = match outcome {
            Ok(Outcome { ok, got }) => (ok, got),
            Err(faults) => (false, json!({"error": Failure::of(None, faults).error})),
        };
        let expected = serde_json::to_value(&step.expect).unwrap_or_default();
        results.push(StepResult { case: case.id.clone(), step: index + 1, ok, expected, got });
    }
    results
}

fn run_step<'t>(
    case: &WorkedCase<'t>,
    step: &Step<'t>,
    kept: &mut Kept<'t>,
    counsel: &Counsel,
) -> Result<Outcome, Faults> {
    kept.add(step)?;
    case.faults.clone().or(())?;
    match case.ask {
        Ask::Decide => {
            let expected = expect::of_decision(&step.expect)?;
            counsel.answer(&whole(case, step, kept), None).map(|answer| expected.met_by(&answer))
        }
        Ask::Check => {
            let expected = expect::of_check(&step.expect)?;
            check::check(counsel, &whole(case, step, kept), None).map(|found| expected.met_by(&found))
        }
        Ask::Deadline => {
            part(case, counsel)?;
            date::deadline(case, step, counsel)
        }
        Ask::Instant => {
            part(case, counsel)?;
            date::instant(step, &counsel.law().zones)
        }
        Ask::Reply => Err(Fault::new("DATA-ASK", "ask", "this release does not answer `reply` yet").into()),
        Ask::Redact => {
            part(case, counsel)?;
            let expected = expect::of_redaction(&step.expect)?;
            redact::redact(&Redactor::new(), &step.rest).map(|redacted| expected.met_by(&redacted))
        }
    }
}

/// The step's request: base, case and step laid over one another, with all that happened so far.
fn whole<'t>(case: &WorkedCase<'t>, step: &Step<'t>, kept: &Kept<'t>) -> Value<'t> {
    let mut whole = kept.over(case.request.clone().overlaid(step.rest.clone()));
    if let Value::Table(table) = &mut whole
        && table.fields.get("as_of").and_then(Value::as_text) == Some("now")
    {
        let now = table.fields.get("now").cloned().unwrap_or(Value::Null);
        table.fields.insert(Cow::Borrowed("as_of"), now);
    }
    whole
}

/// The fields of a case that isn't put as a request must still be those of one.
fn part(case: &WorkedCase<'_>, counsel: &Counsel) -> Result<(), Faults> {
    let mut request = case.request.clone();
    if let Value::Table(table) = &mut request
        && table.fields.get("as_of").and_then(Value::as_text) == Some("now")
    {
        table.fields.remove("as_of");
    }
    part_faults(&request, &counsel.law().zones).or(())
}

#[cfg(test)]
mod tests;
