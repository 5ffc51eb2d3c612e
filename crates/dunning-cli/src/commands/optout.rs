//! `dunning optout`: who must not be contacted, by customer or by address, effective at once, with who and why on record.
//! It is ended only by the person's new consent, whose evidence is kept.

mod file;
mod list;

use std::io::Write as _;

use chrono::{DateTime, Utc};
use clap::{Args, Subcommand, ValueEnum};
use dunning_core::case::Address;
use dunning_core::history::Consent;
use dunning_core::id::CustomerId;
use dunning_core::pii::Pii;
use dunning_core::time::Place as Country;
use dunning_core::words::{Channel, ConsentForm, ConsentState, Purpose, Word as _};
use dunning_engine::OptOut;
use dunning_wire::portfolio::address_of;

use crate::common::{OnRecord, word};
use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::exit::Exit;
use crate::listing::{self, FORMATS};
use crate::output::{self, Format};
use crate::portfolio::Plan;
use crate::works::{Place, Works, customer};

#[derive(Debug, Args)]
#[command(
    after_help = "An opt-out that names no purpose covers every one but confirmation, reply, statutory_notice and efforts_end. One of an \
                  address holds for whoever has the address, or will: a customer who is imported later too."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write an opt-out down
    Add {
        #[command(flatten)]
        whose: Whose,
        /// Where it comes from, e.g. a letter's reference
        #[arg(long)]
        source: Option<String>,
        /// What the person said
        #[arg(long)]
        wording: Option<String>,
        #[command(flatten)]
        record: OnRecord,
        #[command(flatten)]
        place: Place,
    },
    /// List opt-outs that stand: a customer's, else those of addresses
    List {
        /// The customer's id
        #[arg(value_parser = customer)]
        id: Option<CustomerId>,
        #[command(flatten)]
        place: Place,
    },
    /// Take over a list: CSV with a header or JSON Lines, a row an opt-out
    Import(file::Import),
    /// Write all opt-outs that stand, so that an import of them changes nothing
    Export(Place),
    /// End an opt-out by the person's new consent
    Lift {
        #[command(flatten)]
        whose: Whose,
        #[command(flatten)]
        evidence: Evidence,
        #[command(flatten)]
        record: OnRecord,
        #[command(flatten)]
        place: Place,
    },
}

/// Whom and what an opt-out covers.
#[derive(Debug, Clone, Args)]
struct Whose {
    /// The customer's id; without it the opt-out is of the address, whoever holds it
    #[arg(value_parser = customer, required_unless_present = "address")]
    id: Option<CustomerId>,
    /// This channel alone [default: every one]
    #[arg(long, value_parser = word::<Channel>())]
    channel: Option<Channel>,
    /// This number or mail address alone [default: every one of the customer's]
    #[arg(long)]
    address: Option<String>,
    /// This purpose alone [default: every one that an opt-out covers]
    #[arg(long, value_parser = word::<Purpose>())]
    purpose: Option<Purpose>,
}

/// What proves a consent.
#[derive(Debug, Clone, Args)]
struct Evidence {
    /// In which form the person consented
    #[arg(long, value_parser = word::<ConsentForm>())]
    form: ConsentForm,
    /// What the person said
    #[arg(long, required_unless_present = "proof")]
    wording: Option<String>,
    /// Where the proof is kept, e.g. the reference of a recording
    #[arg(long)]
    proof: Option<String>,
}

/// The form of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Comma-separated values with a header.
    Csv,
    /// One JSON object a line.
    Jsonl,
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    match &arguments.what {
        What::Add { whose, source, wording, record, place } => {
            // Before anything is put on record.
            context.format(FORMATS)?;
            let because = record.because()?;
            let mut works = Works::open(context, place, &[])?;
            let now = works.moment(context)?;
            let line = Consent {
                source: source.clone(),
                wording: wording.clone().map(Pii::new),
                ..whose.line(context, ConsentState::Withdrawn, now)?
            };
            let opt_out = OptOut { customer: whose.id.clone(), line, dated: false };
            let done = works.wait(async |engine| engine.opt_out(vec![opt_out], &because, now).await)?;
            if done.known > 0 {
                return told("stands_already", context.say("it stands already", "此退订已生效"), context);
            }
            told("in_force", context.say("on record and in force", "已记录并生效"), context)
        }
        What::List { id, place } => list::run(context, place, id.as_ref()),
        What::Import(import) => file::import(context, import),
        What::Export(place) => file::export(context, place),
        What::Lift { whose, evidence, record, place } => lift(context, whose, evidence, record, place),
    }
}

impl Whose {
    /// The line of a consent ledger that it is.
    fn line(&self, context: &Context, state: ConsentState, now: DateTime<Utc>) -> Result<Consent, Error> {
        let address = self.address.as_deref().map(|text| address(context, self.channel, text)).transpose()?;
        Ok(Consent { channel: self.channel, address, purpose: self.purpose, ..Consent::new(now, state) })
    }
}

/// Ends an opt-out: a consent of its own scope, or a narrower one, with its evidence.
fn lift(
    context: &Context,
    whose: &Whose,
    evidence: &Evidence,
    record: &OnRecord,
    place: &Place,
) -> Result<Exit, Error> {
    context.format(FORMATS)?;
    let Evidence { form, wording, proof } = evidence.clone();
    let because = record.because()?;
    let mut works = Works::open(context, place, &[])?;
    let now = works.moment(context)?;
    let line = Consent {
        form: Some(form),
        wording: wording.map(Pii::new),
        proof,
        ..whose.line(context, ConsentState::Granted, now)?
    };
    let standing = match (&whose.id, &line.address) {
        (Some(id), _) => works.history(id)?.opt_outs(now).cloned().collect(),
        (None, Some(address)) => works.wait(async |engine| engine.suppressed_at(whose.channel, address).await)?,
        (None, None) => Vec::new(),
    };
    let lifted = |told: &&Consent| line.lifts(told, told.channel.unwrap_or(Channel::Letter));
    let Some(whole) = standing.iter().filter(lifted).map(|told| line.has_scope_of(told)).max() else {
        if context.format(FORMATS)? != Format::Table {
            told("no_such_opt_out", context.say("no opt-out of this scope stands", "没有此范围的退订"), context)?;
            return Ok(Exit::Findings);
        }
        let mut out = output::styled();
        writeln!(out, "{}", context.say("no opt-out of this scope stands", "没有此范围的退订"))?;
        for told in &standing {
            writeln!(out, "  {}", scope(told, context))?;
        }
        out.flush()?;
        return Ok(Exit::Findings);
    };
    let of_address = whose.id.is_none();
    let opt_out = OptOut { customer: whose.id.clone(), line, dated: true };
    works.wait(async |engine| engine.opt_out(vec![opt_out], &because, now).await)?;
    told(
        if whole { "ended" } else { "ended_in_part" },
        match (whole, of_address) {
            (true, false) => context.say("the consent is on record, the opt-out is ended", "同意已记录，退订已解除"),
            (true, true) => context.say(
                "the consent is on record; customers who hold the address keep their opt-out until it is lifted for each by id",
                "同意已记录；已持有该地址的客户，其退订须逐一按客户号解除",
            ),
            (false, _) => context.say(
                "the consent is on record for what it names; the opt-out stands for the rest",
                "同意已按所述范围记录；其余部分的退订仍然有效",
            ),
        },
        context,
    )
}

/// An address in the spelling of portfolios: numbers without a country code are of the creditor's country.
fn address(context: &Context, channel: Option<Channel>, text: &str) -> Result<Address, Error> {
    let plan = Plan::new(context.law()?.zones.clone());
    let read = address_of(channel, text.trim(), country(context)?, &plan);
    Ok(read.map_err(|fault| Faulty { name: "--address".to_owned(), text: String::new(), faults: fault.into() })?)
}

/// The country of the creditor's seat.
fn country(context: &Context) -> Result<Option<Country>, Error> {
    let creditor = context.config()?.creditor.value.as_ref();
    Ok(creditor.and_then(|creditor| creditor.seat.as_deref()).and_then(|seat| Country::parse(seat).ok()))
}

/// What an opt-out covers, in a few words.
fn scope(line: &Consent, context: &Context) -> String {
    let purpose = line.purpose.map_or(context.say("every purpose", "所有用途"), |purpose| purpose.as_str());
    let channel = line.channel.map_or(context.say("every channel", "所有渠道"), |channel| channel.as_str());
    let address = line.address.as_ref().map(|address| format!(", {}", list::masked(address))).unwrap_or_default();
    format!("{channel}, {purpose}{address}")
}

/// Says what was done.
fn told(outcome: &str, text: &str, context: &Context) -> Result<Exit, Error> {
    listing::say(outcome, text, context)?;
    Ok(Exit::Done)
}
