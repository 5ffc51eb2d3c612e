//! `dunning case ID`: a customer's whole line of time; as a page with every decision and record beside it. Addresses and
//! names stay in the store: what is shown is what happened, not to whom at which number.

use std::io::Write as _;

use clap::Args;
use serde_json::json;

use crate::context::Context;
use crate::dossier::{Dossier, Moment};
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing::{Column, Listing, column};
use crate::output::{self, Format};
use crate::page::{self, Page};
use crate::works::Known;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    known: Known,
}

/// The forms in which a customer's file is written.
pub(super) const FORMATS: &[Format] = &[Format::Table, Format::Json, Format::Jsonl, Format::Csv, Format::Html];

/// The line of time, for programs.
const LINE: [Column; 4] = [
    column("at", "At", "时间"),
    column("kind", "Kind", "类别"),
    column("what", "What", "内容"),
    column("text", "Text", "文本"),
];

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    let (mut works, customer) = arguments.known.open(context)?;
    let Some(dossier) = Dossier::read(&mut works, &customer, context)? else {
        if format.is_for_programs() {
            Listing::new(&LINE).write(context)?;
        } else {
            let mut out = output::styled();
            writeln!(out, "{}", context.say("nobody of this id is known here", "此处没有该客户"))?;
            out.flush()?;
        }
        return Ok(Exit::Findings);
    };
    if format == Format::Html {
        let mut data = json!({"customer": customer.as_str()});
        data["line"] = dossier.line_json();
        data["decisions"] = dossier.decisions_json(context);
        data["records"] = dossier.records_json();
        page::write(Page::Case, data, context)?;
        return Ok(Exit::Done);
    }
    if format.is_for_programs() {
        let mut listing = Listing::new(&LINE);
        for Moment { at, kind, what, text } in &dossier.line {
            listing.push([json!(dossier.instant(*at)), json!(kind), json!(what), json!(text)]);
        }
        listing.write(context)?;
        return Ok(Exit::Done);
    }
    let mut out = output::styled();
    if dossier.line.is_empty() {
        writeln!(out, "{}", context.say("known; nothing has happened yet", "已有该客户，尚无任何记录"))?;
    }
    for Moment { at, kind, what, text } in &dossier.line {
        writeln!(out, "{}  {kind} {what}", dossier.show(*at))?;
        if let Some(text) = text {
            writeln!(out, "    “{text}”")?;
        }
    }
    out.flush()?;
    Ok(Exit::Done)
}
