//! `dunning run`: the main job, durable. A portfolio and what became known since go into the store; what is due and
//! lawful leaves; receipts and replies come back; it ends when nothing more is due. From a plan it sends nothing that
//! isn't in the plan.

mod planned;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use clap::Args;
use dunning_store::Store as _;
use serde_json::json;

use crate::common::instant;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::feed::{self, Fed, Source};
use crate::listing::{FORMATS, Listing, rfc3339};
use crate::output::{self, Format};
use crate::report::{FIGURES, Funnel};
use crate::works::{Books, Place, Works, end_of_day};
use planned::{Came, Planned};

#[derive(Debug, Args)]
#[command(
    after_help = "Messages go to a simulated network whose own log lies beside the store. A run that was interrupted is resumed by \
                        starting it again: nothing that left is sent twice. A run of a plan decides each contact anew and \
                        sends nothing that isn't in the plan, answers to customers included: whatever else is due waits \
                        until the plan is over. A portfolio that is given with it must be the one it was made of."
)]
pub(crate) struct Arguments {
    /// A plan (dunning plan -o PLAN): nothing leaves that isn't in it
    plan: Option<PathBuf>,
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    books: Books,
    /// The instant at which the run ends [default: that of the plan, else the end of the day: that of --at, else at the creditor's seat]
    #[arg(long, value_parser = instant, value_name = "INSTANT")]
    until: Option<DateTime<FixedOffset>>,
    /// Hand messages to a live gateway
    #[arg(long)]
    live: bool,
}

/// Reasons that people are shown; programs get all of them.
const REASONS: usize = 8;

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    if arguments.live {
        return Err(Error::Live { at: context.at().is_some(), allowed: context.config()?.live.value });
    }
    let books = arguments.books.of(context)?;
    let now = context.now();
    let asked = arguments.until.map(|until| until.to_utc());
    // A plan is looked at before anything is made or changed.
    let plan = match &arguments.plan {
        Some(path) => Some((Planned::read(path, context, books, now)?, path)),
        None => None,
    };
    let until = match &plan {
        Some((plan, path)) => {
            arguments.source.portfolio.iter().try_for_each(|portfolio| plan.made_of(portfolio))?;
            plan.until(asked, path)?
        }
        None => asked.map_or_else(|| end_of_day(context, now), Ok)?,
    };
    let mut works = Works::to_send(context, &arguments.place, books)?;
    let now = works.goes_on(context, now)?;
    if let Some((plan, path)) = &plan {
        // Time may go on past its end.
        plan.stands(now, path)?;
        plan.compare(&mut works, context)?;
    }
    let fed = feed::import(context, &arguments.source, books, &mut works, now)?;
    if let Some((plan, _)) = &plan {
        works = plan.take(works)?;
    }
    let ended = works.wait(async |engine| engine.run(now, until).await)?;
    let came = plan.as_ref().map(|(plan, _)| plan.came(&mut works)).transpose()?;
    let tally = works.wait(async |engine| engine.store().tally().await)?;
    let waiting = works.wait(async |engine| engine.waiting().await)?;
    let funnel = Funnel::new(&tally, works.engine.sent()).with_tickets(&waiting);
    let clean = fed.iter().all(|(_, fed)| fed.rejected == 0);
    let adds_up = funnel.adds_up() && came.as_ref().is_none_or(Came::adds_up);
    let exit = if clean && adds_up { Exit::Done } else { Exit::Findings };
    if format != Format::Table {
        let mut listing = Listing::new(&FIGURES);
        fed.iter().for_each(|(path, fed)| list(path, fed, &mut listing));
        came.iter().for_each(|came| came.list(&tally, &mut listing));
        funnel.list(&mut listing);
        listing.push([json!("run"), json!("ended_at"), json!(rfc3339(ended))]);
        listing.push([json!("run"), json!("digest"), json!(works.digest()?.to_string())]);
        listing.write(context)?;
        return Ok(exit);
    }
    let mut out = output::styled();
    for (path, fed) in &fed {
        said(&path.display().to_string(), fed, context, &mut out)?;
    }
    if let Some(came) = &came {
        writeln!(out)?;
        came.show(&tally, context, &mut out)?;
    }
    writeln!(out, "\n{}", funnel.show(context.lang))?;
    let (most, others) = funnel.reasons.split_at_checked(REASONS).unwrap_or((&funnel.reasons, &[]));
    for (reason, count) in most {
        writeln!(out, "  {count:>8}  {reason}")?;
    }
    if !others.is_empty() {
        let rest: u64 = others.iter().map(|(_, count)| count).sum();
        writeln!(out, "  {rest:>8}  {}", context.say("other reasons", "其他原因"))?;
    }
    writeln!(out, "\n{} {}", context.say("ended at", "结束于"), rfc3339(ended))?;
    writeln!(out, "digest: {}", works.digest()?)?;
    out.flush()?;
    Ok(exit)
}

/// What a file came to, as rows.
fn list(path: &Path, fed: &Fed, listing: &mut Listing) {
    let Fed { rows, rejected, rejects, imported: new, encoding } = fed;
    let section = format!("file {}", path.display());
    for (measure, value) in [
        ("encoding", json!(encoding)),
        ("rows_taken", json!(rows)),
        ("rows_at_fault", json!(rejected)),
        ("new_customers", json!(new.enrolled)),
        ("cases", json!(new.cases)),
        ("facts", json!(new.facts)),
        ("facts_not_kept", json!(new.strangers)),
        ("payments_unmatched", json!(new.unmatched)),
        ("rejects", json!(rejects.as_ref().map(|path| path.display().to_string()))),
    ] {
        listing.push([json!(section), json!(measure), value]);
    }
}

/// What a file came to, in words.
fn said(name: &str, fed: &Fed, context: &Context, out: &mut impl std::io::Write) -> Result<(), Error> {
    let new = fed.imported;
    writeln!(
        out,
        "{name} ({}): {} {}, {} {}",
        fed.encoding,
        fed.rows,
        context.say("rows taken", "行已导入"),
        fed.rejected,
        context.say("at fault", "行有误")
    )?;
    writeln!(
        out,
        "  {} {}, {} {}, {} {}",
        new.enrolled,
        context.say("new customers", "新客户"),
        new.cases,
        context.say("cases", "案件"),
        new.facts,
        context.say("facts", "事实")
    )?;
    if new.strangers > 0 {
        writeln!(
            out,
            "  {} {}",
            new.strangers,
            context.say(
                "facts about customers that no portfolio named were not kept",
                "条事实的客户不在任何名单中，未保存"
            )
        )?;
    }
    if new.unmatched > 0 {
        let unmatched = context.say(
            "payments are of no debt of their customer, or in another currency: kept, and taken off nothing (DATA-PAYMENT)",
            "笔付款不对应其客户的任何债务，或币种不同：已保存，未冲减任何欠款（DATA-PAYMENT）",
        );
        writeln!(out, "  {} {unmatched}", new.unmatched)?;
    }
    if let Some(rejects) = &fed.rejects {
        writeln!(out, "  {} {}", context.say("rows at fault are kept in", "有误的行保存在"), rejects.display())?;
    }
    Ok(())
}
