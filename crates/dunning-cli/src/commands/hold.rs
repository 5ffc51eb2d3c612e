//! `dunning hold`: contact with a customer stopped or let go again by a person, effective at once, with who and why on
//! record.

use std::io::Write as _;

use chrono::{DateTime, NaiveDate, Utc};
use clap::{Args, Subcommand};
use dunning_core::explain::LocalTime;
use dunning_core::history::{Fact, Hold};
use dunning_core::id::CustomerId;
use dunning_core::time::Moment;
use dunning_core::words::{HoldCause, Word as _};
use dunning_engine::Intake;
use serde_json::json;

use crate::common::{OnRecord, word};
use crate::context::Context;
use crate::dossier::instant_on;
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing::{self, Column, FORMATS, Listing, column};
use crate::output::{self, Format};
use crate::works::{Place, Works, customer};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Stop contact with a customer
    Add {
        /// The customer's id
        #[arg(value_parser = customer)]
        id: CustomerId,
        /// Why contact stops
        #[arg(long, value_parser = word::<HoldCause>(), default_value = "house")]
        cause: HoldCause,
        /// Last day of the hold; open when not said
        #[arg(long, value_name = "DATE", value_parser = day)]
        until: Option<NaiveDate>,
        #[command(flatten)]
        record: OnRecord,
        #[command(flatten)]
        place: Place,
    },
    /// List a customer's holds
    List {
        /// The customer's id
        #[arg(value_parser = customer)]
        id: CustomerId,
        #[command(flatten)]
        place: Place,
    },
    /// Let contact go on
    Lift {
        /// The customer's id
        #[arg(value_parser = customer)]
        id: CustomerId,
        /// The cause of the hold
        #[arg(long, value_parser = word::<HoldCause>(), default_value = "house")]
        cause: HoldCause,
        #[command(flatten)]
        record: OnRecord,
        #[command(flatten)]
        place: Place,
    },
}

/// A customer's holds, for programs.
const HOLDS: [Column; 3] =
    [column("cause", "Cause", "原因"), column("from", "From", "起"), column("until", "Until", "止")];

fn day(text: &str) -> Result<NaiveDate, String> {
    text.parse().map_err(|_| "write it like 2026-11-24".to_owned())
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    // Before anything is put on record.
    context.format(FORMATS)?;
    match &arguments.what {
        What::Add { id, cause, until, record, place } => {
            let mut works = Works::open(context, place, &[])?;
            let now = works.moment(context)?;
            let from = Moment::Instant(now);
            let until = until.map(Moment::Day);
            let hold = Hold { cause: *cause, from, known_at: Some(from), until, debts: Vec::new() };
            change(context, works, id, vec![hold], record, now)
        }
        What::List { id, place } => list(context, place, id),
        What::Lift { id, cause, record, place } => {
            let mut works = Works::open(context, place, &[])?;
            let now = works.moment(context)?;
            let history = works.history(id)?;
            let open = history.holds().iter().filter(|hold| hold.cause == *cause);
            let open = open.filter(|hold| hold.until.is_none_or(|until| until.latest() > now));
            let lifted = open.map(|hold| hold.clone().lifted(now)).collect();
            change(context, works, id, lifted, record, now)
        }
    }
}

/// Makes holds known, with who and why on record.
fn change(
    context: &Context,
    mut works: Works,
    customer: &CustomerId,
    holds: Vec<Hold>,
    record: &OnRecord,
    now: DateTime<Utc>,
) -> Result<Exit, Error> {
    if holds.is_empty() {
        listing::say("no_such_hold", context.say("there is no such hold", "没有这样的暂停"), context)?;
        return Ok(Exit::Findings);
    }
    let facts = holds.into_iter().map(Fact::Hold).collect();
    let because = Some(record.because()?);
    let intake = Intake { customer: customer.clone(), case: None, change: None, facts, because };
    let imported = works.wait(async |engine| engine.import(vec![intake], now).await)?;
    if imported.strangers > 0 {
        listing::say("unknown_customer", context.say("nobody of this id is known here", "此处没有该客户"), context)?;
        return Ok(Exit::Findings);
    }
    listing::say("in_force", context.say("on record and in force", "已记录并生效"), context)?;
    Ok(Exit::Done)
}

fn list(context: &Context, place: &Place, customer: &CustomerId) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    let mut works = Works::to_read(context, place, &[])?;
    let history = works.history(customer)?;
    let clock = works.clock_of(customer)?;
    if format != Format::Table {
        let moment = |moment| match moment {
            Moment::Day(day) => day.to_string(),
            Moment::Instant(at) => instant_on(clock.as_ref(), at),
        };
        let mut listing = Listing::new(&HOLDS);
        for Hold { cause, from, until, .. } in history.holds() {
            listing.push([json!(cause.as_str()), json!(moment(*from)), json!(until.map(moment))]);
        }
        listing.write(context)?;
        return Ok(Exit::Done);
    }
    let moment = |moment| moment_on(clock.as_ref(), moment);
    let mut out = output::styled();
    for hold in history.holds() {
        let end = hold.until.map_or_else(|| context.say("open", "未定").to_owned(), moment);
        writeln!(out, "{}  {} – {end}", hold.cause.as_str(), moment(hold.from))?;
    }
    out.flush()?;
    Ok(Exit::Done)
}

/// A moment on the customer's clock, where that is known.
fn moment_on(clock: Option<&LocalTime>, moment: Moment) -> String {
    match (moment, clock) {
        (Moment::Day(day), _) => day.to_string(),
        (Moment::Instant(at), Some(clock)) => clock.show(at),
        (Moment::Instant(at), None) => listing::rfc3339(at),
    }
}
