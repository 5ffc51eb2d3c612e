//! `dunning plan`: what is due, put to the policy, with counts by reason. Nothing leaves and nothing is kept; with `-o`
//! each contact considered is written as a line of JSON.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use chrono::SecondsFormat;
use clap::Args;
use dunning_core::decide::Ruling;
use dunning_core::history::History;
use dunning_core::plan::{Planned, Report, plan};
use dunning_core::strategy::{Strategy, StrategySpec};
use dunning_core::words::Word as _;
use dunning_wire::portfolio::Content;

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::feed::{self, Source};
use crate::law::shipped;
use crate::output;
use crate::works::Books;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    books: Books,
    /// Where the plan is written, a contact a line
    #[arg(short = 'o', long = "plan", value_name = "PLAN")]
    plan: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let books = arguments.books.of(context)?;
    let (policy, now) = (context.policy(books)?, context.now());
    let strategy = StrategySpec::starter()
        .map_err(dunning_core::fault::Faults::from)
        .and_then(Strategy::compile)
        .map_err(shipped)?;
    let mut lines = match &arguments.plan {
        Some(path) => Some(BufWriter::new(File::create(path)?)),
        None => None,
    };
    let Some(path) = &arguments.source.portfolio else { return Err(Error::Missing("--portfolio")) };
    let portfolio = feed::open(context, &arguments.source, path, Content::Portfolio, books, now)?;
    let mut report = Report::default();
    let events = feed::events(context, &arguments.source, books, now, true)?;
    let fed = feed::feed(context, path, portfolio, &events, |batch| {
        for household in batch {
            let Some(case) = household.case else { continue };
            let history = History::from_facts(household.facts).map_err(shipped)?;
            for planned in plan(&policy, &strategy, &case, &history, now, &mut report) {
                if let Some(lines) = &mut lines {
                    writeln!(lines, "{}", line(&planned))?;
                }
            }
        }
        Ok(())
    })?;
    if let Some(lines) = &mut lines {
        lines.flush()?;
    }
    show(&report, context)?;
    Ok(if fed.rejected == 0 && report.adds_up() { Exit::Done } else { Exit::Findings })
}

/// One contact as a line of JSON.
fn line(planned: &Planned) -> String {
    let Planned { customer, due, proposal, answer } = planned;
    let instant = |at: chrono::DateTime<chrono::Utc>| at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let (verdict, at) = match answer.ruling {
        Ruling::Permit { valid_until } => ("permit", Some(("valid_until", instant(valid_until)))),
        Ruling::Defer { until } => ("defer", Some(("until", instant(until)))),
        Ruling::Withhold => ("withhold", None),
    };
    let mut line = serde_json::json!({
        "customer": customer.as_str(),
        "step": due.step.as_str(),
        "cycle": due.cycle.to_string(),
        "debts": due.debts.iter().map(|debt| debt.as_str()).collect::<Vec<_>>(),
        "purpose": due.purpose.as_str(),
        "channel": proposal.channel.as_str(),
        "tone": due.tone.as_str(),
        "occasion": due.occasion,
        "verdict": verdict,
    });
    if let Some(object) = line.as_object_mut() {
        object.extend(at.map(|(name, at)| (name.to_owned(), at.into())));
        object.extend(planned.headline().map(|headline| ("reason".to_owned(), headline.code.as_str().into())));
    }
    line.to_string()
}

fn show(report: &Report, context: &Context) -> Result<(), Error> {
    let mut out = output::styled();
    let mut row = |label: &str, count: u64| writeln!(out, "{count:>10}  {label}");
    row(context.say("persons", "人"), report.persons)?;
    row(context.say("contacts considered", "次联系被考虑"), report.considered)?;
    row(context.say("permitted now", "次现在获准"), report.permitted)?;
    for (title, counts) in
        [(context.say("deferred", "推迟"), &report.deferred), (context.say("withheld", "不予发送"), &report.withheld)]
    {
        row(title, counts.values().sum())?;
        let mut by_count: Vec<_> = counts.iter().collect();
        by_count.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), code.as_str()));
        for (code, count) in by_count {
            row(&format!("  {}", code.as_str()), *count)?;
        }
    }
    out.flush()?;
    Ok(())
}
