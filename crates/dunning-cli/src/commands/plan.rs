//! `dunning plan`: what is due, put to the policy, with counts by reason, segments and price. Nothing leaves and nothing
//! is kept; with `-o` the plan is written, from which a later `run` sends what stands in it and no more. With a store it
//! is planned as a run over that store would, of which nothing is changed.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset, Utc};
use clap::Args;
use dunning_core::case::Case;
use dunning_core::history::History;
use dunning_core::id::{BookId, CustomerId};
use dunning_core::plan::{Head, Line, Lint, Means, Totals, plan_steps};
use dunning_core::strategy::Due;
use dunning_core::words::Word as _;
use dunning_engine::Foreseen;
use dunning_store::{Lane, Store as _};
use dunning_wire::portfolio::{Content, Household};
use serde_json::json;

use crate::common::instant;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::feed::{self, Events, Opened, Source};
use crate::input;
use crate::law::shipped;
use crate::listing::{FORMATS, Listing};
use crate::output::{self, Format};
use crate::plan_file::{self, PlanFile};
use crate::report::FIGURES;
use crate::works::{Books, Desk, Place, Works, end_of_day};

#[derive(Debug, Args)]
#[command(
    after_help = "A plan holds what is permitted now, and what is put off to an instant before --until. `dunning run PLAN` decides \
                        each contact anew and sends nothing that isn't in the plan. The file names customers: it is made \
                        readable for its owner alone.\n\n\
                        Without --db nothing is known of what was sent before. With it, the plan knows what the store knows: \
                        contacts, payments, holds, consents, changed addresses. It then speaks of everybody in the store, \
                        also where --portfolio doesn't; answers to customers' messages are no part of it."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    books: Books,
    /// A store that knows what was sent, paid and said before: it is read, and stays as it is
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
    /// Key of the store [default: FILE.key]
    #[arg(long, value_name = "FILE", requires = "db")]
    key_file: Option<PathBuf>,
    /// The instant from which the plan is over [default: the end of the day: that of --at, else at the creditor's
    /// seat]
    #[arg(long, value_parser = instant, value_name = "INSTANT")]
    until: Option<DateTime<FixedOffset>>,
    /// Where the plan is written, a contact a line
    #[arg(short = 'o', long = "plan", value_name = "PLAN")]
    plan: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    context.format(FORMATS)?;
    let books = arguments.books.of(context)?;
    let mut works = arguments.works(context, books)?;
    let now = match &mut works {
        Some(works) => works.goes_on(context, context.now())?,
        None => context.now(),
    };
    let until = arguments.until.map_or_else(|| end_of_day(context, now), |until| Ok(until.to_utc()))?;
    let desk = Desk::of(context, books)?;
    let portfolio = arguments.source.portfolio.as_deref();
    if portfolio.is_none() && works.is_none() {
        return Err(Error::Missing("--portfolio"));
    }
    let head = Head {
        portfolio: portfolio.map(input::digest).transpose()?.flatten(),
        store: works.as_mut().map(Works::digest).transpose()?,
        ..desk.head(now, until, books)
    };
    let opened = portfolio
        .map(|path| {
            Ok::<_, Error>((path, feed::open(context, &arguments.source, path, Content::Portfolio, books, now)?))
        })
        .transpose()?;
    let events = feed::events(context, &arguments.source, books, now, true)?;
    let read = arguments.inputs();
    let own = |path: &Path| read.iter().any(|input| is_same(input, path));
    if let Some(path) = arguments.plan.as_deref().filter(|path| own(path)) {
        return Err(Error::Overwrites(path.to_owned()));
    }
    let file = arguments.plan.as_deref().map(|path| PlanFile::create(path, &head)).transpose()?;
    let mut made = Made { lint: Lint::new(&head), totals: Totals::default(), file };
    let beside = made.lint.beside();
    let planner = || Planner::new(&desk, &head, beside.beside());
    let rejected = match (&mut works, &opened) {
        (Some(works), opened) => {
            stored(context, works, opened.as_ref(), events.apart(), now, |seen| made.take(planner().foreseen(seen)?))?
        }
        (None, Some((path, opened))) => {
            let work = |households: &mut dyn Iterator<Item = Household>| planner().persons(households);
            feed::feed(context, path, opened, &events, work, |part| made.take(part?))?.warned(context)
        }
        (None, None) => 0,
    };
    let Made { lint, totals, file } = made;
    // No plan that isn't sound is ever written.
    let written = arguments.plan.as_deref().unwrap_or(Path::new("plan"));
    lint.finish(&totals).map_err(|faults| plan_file::faulty(written, faults))?;
    if let Some(file) = file {
        file.end(&totals)?;
    }
    show(&totals, context)?;
    Ok(if rejected == 0 { Exit::Done } else { Exit::Findings })
}

/// Whether two paths lead to one file.
fn is_same(a: &Path, b: &Path) -> bool {
    a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

impl Arguments {
    /// The files that are read.
    fn inputs(&self) -> Vec<&Path> {
        let Source { portfolio, events, mapping, .. } = &self.source;
        let files = portfolio.iter().chain(events).chain(mapping).chain(&self.db).chain(&self.key_file);
        files.map(PathBuf::as_path).collect()
    }

    /// The store that is planned over, if one is.
    fn works(&self, context: &Context, books: &[BookId]) -> Result<Option<Works>, Error> {
        let place = self.db.clone().map(|db| Place { db, key_file: self.key_file.clone() });
        place.map(|place| Works::open(context, &place, books)).transpose()
    }
}

/// Customers of a store that are looked at together.
const BATCH: usize = 8192;

/// Hands out everybody as a run over the store would know them: those of the portfolio, then the others; how many of its
/// rows were at fault.
fn stored(
    context: &Context,
    works: &mut Works,
    opened: Option<&(&Path, Opened)>,
    events: Events,
    now: DateTime<Utc>,
    mut each: impl FnMut(Vec<Foreseen>) -> Result<(), Error>,
) -> Result<usize, Error> {
    let mut named: BTreeSet<CustomerId> = BTreeSet::new();
    let mut rejected = 0;
    if let Some((path, portfolio)) = opened {
        let fed = feed::feed(
            context,
            path,
            portfolio,
            &events,
            |households: &mut dyn Iterator<Item = Household>| households.collect::<Vec<_>>(),
            |batch: Vec<Household>| {
                named.extend(batch.iter().map(|household| household.customer.clone()));
                let batch = batch.into_iter().flat_map(|household| feed::intakes(household, &events)).collect();
                each(works.wait(async |engine| engine.foresee(batch, now).await)?)
            },
        )?;
        rejected = fed.warned(context);
    }
    let lanes: Vec<Lane> = works.engine.store().lanes().collect();
    for lane in lanes {
        let mut after: Option<CustomerId> = None;
        loop {
            let from = after.take();
            let customers = works.wait(async |engine| engine.customers(lane, from, BATCH).await)?;
            let Some(last) = customers.last() else { break };
            after = Some(last.clone());
            let others = customers.into_iter().filter(|customer| !named.contains(customer));
            let batch = others.flat_map(|customer| feed::unnamed(customer, &events)).collect();
            each(works.wait(async |engine| engine.foresee(batch, now).await)?)?;
        }
    }
    Ok(rejected)
}

/// A plan in the making.
struct Made {
    lint: Lint,
    totals: Totals,
    file: Option<PlanFile>,
}

impl Made {
    fn take(&mut self, part: Planner<'_>) -> Result<(), Error> {
        if let Some(file) = &mut self.file {
            file.write(&part.lines)?;
        }
        self.lint.add(part.lint);
        self.totals.add(&part.totals);
        Ok(())
    }
}

/// Plans a part of the customers, person by person.
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
            let Some(case) = household.case else { continue };
            let history = History::from_facts(household.facts).map_err(shipped)?;
            self.person(&case, &history, |_| true);
        }
        Ok(self)
    }

    fn foreseen(mut self, batch: Vec<Foreseen>) -> Result<Self, Error> {
        for one in batch {
            self.person(&one.case, &one.history, |due| one.is_open(due));
        }
        Ok(self)
    }

    /// Plans a person's open steps, each line looked at.
    fn person(&mut self, case: &Case, history: &History, is_open: impl Fn(&Due) -> bool) {
        let Desk { policy, strategy, templates, route } = self.desk;
        let now = self.head.at;
        let steps = strategy.due(policy, case, history, now).into_iter().filter(is_open);
        let steps = steps.map(|due| due.through(|channel| route.carries(channel))).collect();
        let means = Means { policy, templates, segments: route.segments, price: route.price };
        for planned in plan_steps(policy, case, history, steps, now, &mut self.totals.report) {
            let wording = means.wording(case, history, &planned, self.head);
            let line = Line::new(&planned, wording);
            self.totals.note(&line, self.head);
            self.lint.line(&line);
            self.lint.facts(&line, case, history);
            dunning_wire::plan::line(&line, &mut self.lines);
        }
    }
}

/// The totals as rows.
fn list(totals: &Totals) -> Listing {
    let Totals { report, planned, refused, segments, price } = totals;
    let mut listing = Listing::new(&FIGURES);
    for (measure, value) in [
        ("persons", json!(report.persons)),
        ("considered", json!(report.considered)),
        ("permitted", json!(report.permitted)),
        ("deferred", json!(report.deferred.values().sum::<u64>())),
        ("withheld", json!(report.withheld.values().sum::<u64>())),
        ("planned", json!(planned)),
        ("no_approved_text", json!(refused.values().sum::<u64>())),
        ("segments", json!(segments)),
        ("price", Some(plan_file::sums(price)).filter(|price| !price.is_empty()).into()),
    ] {
        listing.push([json!("plan"), json!(measure), value]);
    }
    for (section, counts) in [("deferred", &report.deferred), ("withheld", &report.withheld)] {
        for (code, count) in counts {
            listing.push([json!(section), json!(code.as_str()), json!(count)]);
        }
    }
    for (code, count) in refused {
        listing.push([json!("no_approved_text"), json!(code), json!(count)]);
    }
    listing
}

fn show(totals: &Totals, context: &Context) -> Result<(), Error> {
    if context.format(FORMATS)? != Format::Table {
        return list(totals).write(context);
    }
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
