//! `dunning plan`: what is due, put to the policy, with counts by reason, segments and price. Nothing leaves and nothing
//! is kept; with `-o` the plan is written, from which a later `run` sends what stands in it and no more.

use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use clap::Args;
use dunning_core::history::History;
use dunning_core::plan::{Head, Line, Lint, Means, Totals, plan};
use dunning_core::words::Word as _;
use dunning_wire::portfolio::{Content, Household};

use crate::common::instant;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::feed::{self, Source};
use crate::law::shipped;
use crate::output;
use crate::plan_file::{self, PlanFile};
use crate::works::{Books, Desk, end_of_day};

#[derive(Debug, Args)]
#[command(
    after_help = "A plan holds what is permitted now, and what is put off to an instant before --until. `dunning run PLAN` decides \
                        each contact anew and sends nothing that isn't in the plan. The file names customers: it is made \
                        readable for its owner alone."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    books: Books,
    /// The instant from which the plan is over [default: the end of the day: that of --at, else at the creditor's
    /// seat]
    #[arg(long, value_parser = instant, value_name = "INSTANT")]
    until: Option<DateTime<FixedOffset>>,
    /// Where the plan is written, a contact a line
    #[arg(short = 'o', long = "plan", value_name = "PLAN")]
    plan: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let books = arguments.books.of(context)?;
    let now = context.now();
    let until = arguments.until.map_or_else(|| end_of_day(context, now), |until| Ok(until.to_utc()))?;
    let desk = Desk::of(context, books)?;
    let head = desk.head(now, until, books);
    let Some(path) = &arguments.source.portfolio else { return Err(Error::Missing("--portfolio")) };
    let portfolio = feed::open(context, &arguments.source, path, Content::Portfolio, books, now)?;
    let events = feed::events(context, &arguments.source, books, now, true)?;
    let mut file = arguments.plan.as_deref().map(|path| PlanFile::create(path, &head)).transpose()?;
    let (mut lint, mut totals) = (Lint::new(&head), Totals::default());
    let beside = lint.beside();
    let work = |households: &mut dyn Iterator<Item = Household>| {
        Planner::new(&desk, &head, beside.beside()).persons(households)
    };
    let fed = feed::feed(context, path, &portfolio, &events, work, |part| {
        let Planner { lint: own, totals: came, lines, .. } = part?;
        if let Some(file) = &mut file {
            file.write(&lines)?;
        }
        lint.add(own);
        totals.add(&came);
        Ok(())
    })?;
    // No plan that isn't sound is ever written.
    let written = arguments.plan.as_deref().unwrap_or(Path::new("plan"));
    lint.finish(&totals).map_err(|faults| plan_file::faulty(written, faults))?;
    if let Some(file) = file {
        file.end(&totals)?;
    }
    show(&totals, context)?;
    Ok(if fed.rejected == 0 { Exit::Done } else { Exit::Findings })
}

/// Plans a part of the portfolio, person by person.
struct Planner<'d> {
    desk: &'d Desk,
    head: &'d Head,
    lint: Lint,
    totals: Totals,
    /// Its lines, as they are written.
    lines: String,
}

impl<'d> Planner<'d> {
    fn new(desk: &'d Desk, head: &'d Head, lint: Lint) -> Self {
        Self { desk, head, lint, totals: Totals::default(), lines: String::new() }
    }

    fn persons(mut self, households: &mut dyn Iterator<Item = Household>) -> Result<Self, Error> {
        for household in households {
            self.person(household)?;
        }
        Ok(self)
    }

    /// Plans a person, each line looked at.
    fn person(&mut self, household: Household) -> Result<(), Error> {
        let Some(case) = household.case else { return Ok(()) };
        let history = History::from_facts(household.facts).map_err(shipped)?;
        let Desk { policy, strategy, templates, route } = self.desk;
        let means = Means { policy, templates, segments: route.segments, price: route.price };
        for planned in plan(policy, strategy, &case, &history, self.head.at, &mut self.totals.report) {
            let wording = means.wording(&case, &history, &planned, self.head);
            let line = Line::new(&planned, wording);
            self.totals.note(&line, self.head);
            self.lint.line(&line);
            self.lint.facts(&line, &case, &history);
            dunning_wire::plan::line(&line, &mut self.lines);
        }
        Ok(())
    }
}

fn show(totals: &Totals, context: &Context) -> Result<(), Error> {
    let Totals { report, planned, refused, segments, price } = totals;
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
    row(context.say("planned: may leave before the plan is over", "列入计划：计划期内可以发出"), *planned)?;
    if !refused.is_empty() {
        row(
            context.say("not planned, for no approved text fits", "未列入计划：没有合适的已批准文案"),
            refused.values().sum(),
        )?;
        for (code, count) in refused {
            row(&format!("  {code}"), *count)?;
        }
    }
    row(context.say("segments of short messages", "短信计费条数"), *segments)?;
    let price = plan_file::sums(price);
    writeln!(out, "{:>10}  {}", if price.is_empty() { "-" } else { &price }, context.say("price", "费用"))?;
    out.flush()?;
    Ok(())
}
