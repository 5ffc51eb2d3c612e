//! `dunning case ID`: a customer's whole line of time; as a page with every decision and record beside it. Addresses and
//! names stay in the store: what is shown is what happened, not to whom at which number.

use std::io::Write as _;

use clap::Args;
use serde_json::json;

use crate::context::Context;
use crate::dossier::{Dossier, Moment};
use crate::errors::Error;
use crate::exit::Exit;
use crate::output::{self, Format};
use crate::page::{self, Page};
use crate::works::Known;

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    known: Known,
}

/// The forms in which a customer's file is written.
pub(super) const FORMATS: &[Format] = &[Format::Table, Format::Html];

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    let (mut works, customer) = arguments.known.open(context)?;
    let Some(dossier) = Dossier::read(&mut works, &customer, context)? else {
        let mut out = output::styled();
        writeln!(out, "{}", context.say("nobody of this id is known here", "此处没有该客户"))?;
        out.flush()?;
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
