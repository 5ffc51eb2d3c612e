//! `dunning run`: the main job, durable. A portfolio and what became known since go into the store; what is due and
//! lawful leaves; receipts and replies come back; it ends when nothing more is due.

use std::io::Write as _;

use chrono::{DateTime, FixedOffset, NaiveTime, TimeDelta, Utc};
use clap::Args;
use dunning_store::Store as _;

use crate::arguments::instant;
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::feed::{self, Fed, Source};
use crate::output;
use crate::report::Funnel;
use crate::works::{Books, Place, Works};

#[derive(Debug, Args)]
#[command(
    after_help = "Messages go to a simulated network whose own log lies beside the store. A run that was interrupted is resumed by \
                        starting it again: nothing that left is sent twice."
)]
pub(crate) struct Arguments {
    #[command(flatten)]
    source: Source,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    books: Books,
    /// The instant at which the run ends [default: the end of the day of --at]
    #[arg(long, value_parser = instant, value_name = "INSTANT")]
    until: Option<DateTime<FixedOffset>>,
    /// Hand messages to a live gateway
    #[arg(long)]
    live: bool,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    if arguments.live {
        return Err(Error::Live { at: context.at().is_some(), allowed: context.config()?.live.value });
    }
    let books = arguments.books.of(context)?;
    let now = context.now();
    let until = arguments.until.map_or_else(|| end_of_day(context.at(), now), |until| until.to_utc());
    let mut works = Works::open(context, &arguments.place, books, true)?;
    let fed = feed::import(context, &arguments.source, books, &mut works, now)?;
    let ended = works.wait(async |engine| engine.run(now, until).await)?;
    let tally = works.wait(async |engine| engine.store().tally().await)?;
    let funnel = Funnel::new(&tally, works.engine.sent());
    let mut out = output::styled();
    for (path, fed) in &fed {
        said(&path.display().to_string(), fed, context, &mut out)?;
    }
    writeln!(out, "\n{}", funnel.show(context.lang))?;
    for (reason, count) in funnel.reasons.iter().take(8) {
        writeln!(out, "  {count:>8}  {reason}")?;
    }
    writeln!(out, "\n{} {}", context.say("ended at", "结束于"), ended.to_rfc3339())?;
    writeln!(out, "digest: {}", works.digest()?)?;
    out.flush()?;
    let clean = fed.iter().all(|(_, fed)| fed.rejected == 0);
    Ok(if clean && funnel.adds_up() { Exit::Done } else { Exit::Findings })
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
    if let Some(rejects) = &fed.rejects {
        writeln!(out, "  {} {}", context.say("rows at fault are kept in", "有误的行保存在"), rejects.display())?;
    }
    Ok(())
}

/// The end of the local day in which an instant lies: of the offset it was written with, else of UTC.
fn end_of_day(at: Option<DateTime<FixedOffset>>, now: DateTime<Utc>) -> DateTime<Utc> {
    let at = at.unwrap_or_else(|| now.fixed_offset());
    let midnight = at.date_naive().and_time(NaiveTime::MIN) + TimeDelta::days(1);
    midnight.and_local_timezone(*at.offset()).single().map_or(now + TimeDelta::days(1), |end| end.to_utc())
}
