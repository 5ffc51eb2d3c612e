//! `dunning config show`: every setting, and where it comes from.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use dunning_core::words::Word as _;
use serde_json::{Value as Json, json};

use crate::config::{Config, GatewayKind, Origin};
use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing::{Column, Listing, column};

#[derive(Debug, Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Show all settings
    Show {
        /// Show where each comes from: default, file and line, or flag
        #[arg(long)]
        origin: bool,
    },
}

const KEY: Column = column("key", "Setting", "设置");
const VALUE: Column = column("value", "Value", "取值");
const ORIGIN: Column = column("origin", "From", "来源");

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let Action::Show { origin } = arguments.action;
    let config = context.config()?;
    if origin {
        let mut listing = Listing::new(&[KEY, VALUE, ORIGIN]);
        for (key, value, origin) in settings(config) {
            listing.push([json!(key), value, json!(from(origin, config, context))]);
        }
        listing.write(context)?;
    } else {
        let mut listing = Listing::new(&[KEY, VALUE]);
        for (key, value, _) in settings(config) {
            listing.push([json!(key), value]);
        }
        listing.write(context)?;
    }
    Ok(Exit::Done)
}

/// All settings by their keys.
fn settings(config: &Config) -> Vec<(&'static str, Json, Origin)> {
    let path = |path: &Option<PathBuf>| json!(path.as_ref().map(|path| path.to_string_lossy()));
    let books: Vec<&str> = config.books.value.iter().map(|book| book.as_str()).collect();
    let creditor = config.creditor.value.as_ref().map(|creditor| creditor.id.as_str());
    let GatewayKind::Sandbox = config.gateway.value;
    let mut own: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (kind, identifier) in &config.own.value {
        own.entry(kind.as_str()).or_default().push(identifier);
    }
    vec![
        ("policy", path(&config.policy.value), config.policy.origin),
        ("rulebooks", path(&config.rulebooks.value), config.rulebooks.origin),
        ("zoneinfo", path(&config.zoneinfo.value), config.zoneinfo.origin),
        ("templates", path(&config.templates.value), config.templates.origin),
        ("books", json!(books), config.books.origin),
        ("stale_after_s", json!(config.stale_after_s.value), config.stale_after_s.origin),
        ("live", json!(config.live.value), config.live.origin),
        ("creditor", json!(creditor), config.creditor.origin),
        ("gateway", json!("sandbox"), config.gateway.origin),
        ("redact", json!(own), config.own.origin),
    ]
}

fn from(origin: Origin, config: &Config, context: &Context) -> String {
    match (origin, &config.file) {
        (Origin::Flag(flag), _) => flag.to_owned(),
        (Origin::Line(line), Some(file)) => format!("{}:{line}", file.display()),
        (Origin::Line(_) | Origin::Default, _) => context.say("default", "默认").to_owned(),
    }
}
