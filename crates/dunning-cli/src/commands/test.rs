//! `dunning test`: worked cases run, and what came instead of what was expected.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;
use dunning_core::explain::Lang;
use dunning_core::fault::Faults;
use dunning_wire::runner::{self, StepResult};
use dunning_wire::{Counsel, case_file};
use serde_json::{Value as Json, json};

use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::exit::Exit;
use crate::input;
use crate::listing::{Column, Listing, column};
use crate::output::{self, Format};

#[derive(Debug, Args)]
#[command(after_help = "A case file (dunning.case/1) holds requests with steps and what is expected of each. \
                        Shows the steps that failed, then the count; with --output jsonl one line for every step.")]
pub(crate) struct Arguments {
    /// Case files (TOML)
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

/// The forms in which results are written.
const FORMATS: &[Format] = &[Format::Table, Format::Jsonl, Format::Json, Format::Csv];

/// Steps as comma-separated values.
const STEPS: [Column; 5] = [
    column("case", "Case", "案例"),
    column("step", "Step", "步骤"),
    column("ok", "OK", "通过"),
    column("expected", "Expected", "期望"),
    column("got", "Got", "实得"),
];

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    let counsel = context.counsel()?;
    let mut texts = Vec::with_capacity(arguments.files.len());
    for file in &arguments.files {
        texts.push((file.display().to_string(), input::text(file)?));
    }
    let mut faulty = Vec::new();
    let mut results = Vec::new();
    for (name, text) in texts {
        match steps(&text, counsel) {
            Ok(steps) => results.push((name, steps)),
            Err(faults) => faulty.push(Faulty { name, text, faults }),
        }
    }
    let failed = match format {
        Format::Table => in_words(&results, context)?,
        Format::Csv => in_rows(&results, context)?,
        _ => in_json(&results, format)?,
    };
    match faulty.is_empty() {
        true if failed == 0 => Ok(Exit::Done),
        true => Ok(Exit::Findings),
        false => Err(Error::Faulty(faulty)),
    }
}

fn steps(text: &str, counsel: &Counsel) -> Result<Vec<StepResult>, Faults> {
    Ok(runner::run(&case_file::read(text)?, counsel).collect())
}

/// Writes the failed steps and the count; how many failed.
fn in_words(results: &[(String, Vec<StepResult>)], context: &Context) -> Result<usize, Error> {
    let mut out = output::styled();
    let bold = anstyle::Style::new().bold();
    let (mut all, mut failed) = (0, 0);
    for (name, steps) in results {
        all += steps.len();
        for step in steps.iter().filter(|step| !step.ok) {
            failed += 1;
            writeln!(out, "{bold}{} {} {}{bold:#} ({name})", step.case, context.say("step", "步骤"), step.step)?;
            writeln!(out, "  {} {}", context.say("expected", "期望"), step.expected)?;
            writeln!(out, "  {} {}", context.say("got     ", "实得"), step.got)?;
        }
    }
    let passed = all - failed;
    let counted = match context.lang {
        Lang::En => format!("{all} steps: {passed} passed, {failed} failed"),
        Lang::ZhCn => format!("共 {all} 步：通过 {passed}，失败 {failed}"),
    };
    writeln!(out, "{counted}")?;
    out.flush()?;
    Ok(failed)
}

/// Writes every step as a row; how many failed.
fn in_rows(results: &[(String, Vec<StepResult>)], context: &Context) -> Result<usize, Error> {
    let mut listing = Listing::new(&STEPS);
    let steps = || results.iter().flat_map(|(_, steps)| steps);
    for StepResult { case, step, ok, expected, got } in steps() {
        let [expected, got] = [expected, got].map(|json| Json::String(json.to_string()));
        listing.push([json!(case), json!(step), json!(ok), expected, got]);
    }
    listing.write(context)?;
    Ok(steps().filter(|step| !step.ok).count())
}

/// Writes every step; how many failed.
fn in_json(results: &[(String, Vec<StepResult>)], format: Format) -> Result<usize, Error> {
    let mut lines = output::lines(format);
    let steps = || results.iter().flat_map(|(_, steps)| steps);
    for step in steps() {
        lines.write(step)?;
    }
    lines.finish()?;
    Ok(steps().filter(|step| !step.ok).count())
}
