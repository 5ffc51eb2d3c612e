//! `dunning rule`: a page for each of the engine's reasons, and every rule of the books as it is written.

mod fault;
mod page;
mod written;

use std::io::Write as _;

use clap::Args;
use dunning_core::fault::nearest;
use dunning_core::finding::Code;
use dunning_core::words::Word as _;
use serde_json::{Value as Json, json};

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing::{Column, FORMATS, Listing, column};
use crate::meaning;
use crate::output::{self, Format};

#[derive(Debug, Args)]
#[command(
    after_help = "`dunning rule TIME-WINDOW` tells what a reason means, what lifts it and which rules raise it; \
                        `dunning rule US-REGF-777` shows a rule with its clause. `dunning rulebooks` lists the books."
)]
pub(crate) struct Arguments {
    /// A reason's code, or the id of a rule
    #[arg(value_name = "CODE-OR-RULE")]
    name: String,
}

/// Pages under one header, a value a row.
const VALUES: [Column; 3] =
    [column("item", "Item", "条目"), column("field", "Field", "字段"), column("value", "Value", "取值")];

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    let Some(shown) = shown(&arguments.name, format, context)? else {
        return Err(unknown(&arguments.name, context)?);
    };
    let mut out = output::styled();
    out.write_all(shown.as_bytes())?;
    out.flush()?;
    Ok(Exit::Done)
}

/// The page of a reason or fault, or the entries of a rule, whatever the case of its letters.
fn shown(name: &str, format: Format, context: &Context) -> Result<Option<String>, Error> {
    let upper = name.to_uppercase();
    if let Some(code) = Code::ALL.iter().find(|code| code.as_str() == upper) {
        return page::of(*code, format, context).map(Some);
    }
    if let Some(shown) = fault::of(&upper, format, context)? {
        return Ok(Some(shown));
    }
    match written::find(name, format, context)? {
        None if name != upper => written::find(&upper, format, context),
        found => Ok(found),
    }
}

/// Pages as comma-separated values: each by its name, with its fields.
fn values(pages: impl IntoIterator<Item = (String, Json)>) -> Result<String, Error> {
    let mut listing = Listing::new(&VALUES);
    for (item, page) in pages {
        let Json::Object(fields) = page else { continue };
        fields.into_iter().for_each(|(field, value)| listing.push([json!(item), json!(field), value]));
    }
    let mut text = Vec::new();
    listing.csv(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

fn unknown(name: &str, context: &Context) -> Result<Error, Error> {
    let books = &context.law()?.books;
    let rules = books.iter().flat_map(|book| {
        let rules = book.rules.iter().flat_map(|rule| std::iter::once(&rule.id).chain(&rule.rows));
        rules.chain(book.absent.iter().map(|absent| &absent.row)).chain(book.carried.iter().map(|carried| &carried.row))
    });
    let codes = Code::ALL.iter().map(|code| code.as_str()).chain(meaning::codes());
    let near = nearest(&name.to_uppercase(), rules.map(|id| id.as_str()).chain(codes)).map(str::to_owned);
    Ok(Error::NoRule { name: name.to_owned(), near })
}
