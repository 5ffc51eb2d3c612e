//! `dunning version`: which release this is, and of which day its zone data are.

use std::io::Write as _;

use clap::Args;
use dunning_rulebooks::zones;
use serde_json::json;

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing::{FORMATS, Listing, column};
use crate::output::{self, Format};

#[derive(Debug, Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments, context: &Context) -> Result<Exit, Error> {
    let (version, zones) = (env!("CARGO_PKG_VERSION"), zones::bundled().version);
    if context.format(FORMATS)? == Format::Table {
        let mut out = output::raw();
        writeln!(out, "dunning {version}, {} {zones}", context.say("zone data", "时区数据"))?;
        out.flush()?;
    } else {
        let mut listing = Listing::new(&[column("version", "", ""), column("zones", "", "")]);
        listing.push([json!(version), json!(zones)]);
        listing.write(context)?;
    }
    Ok(Exit::Done)
}
