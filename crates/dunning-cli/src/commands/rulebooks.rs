//! `dunning rulebooks`: the law at hand. Books with what they carry and what they don't carry yet, calendars with how
//! far they reach, the zone data.

use std::collections::BTreeMap;
use std::io::Write as _;

use clap::Args;
use dunning_core::digest::Digest;
use dunning_core::policy::Law;
use serde::Serialize;
use serde_json::{Value as Json, json};

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing::{Column, FORMATS, Listing, column};
use crate::output::{self, Format};

#[derive(Debug, Args)]
#[command(after_help = "`dunning rule ID` shows a rule; rows that a book does not carry yet are counted by kind, and \
                        `dunning rule` tells why of each.")]
pub(crate) struct Arguments {}

const BOOKS: [Column; 7] = [
    column("id", "Book", "规则集"),
    column("version", "Version", "版本"),
    column("title", "Title", "名称"),
    column("rules", "Rules", "规则数"),
    column("carried", "Carried by data", "由数据承载"),
    column("absent", "Not carried yet", "尚未收录"),
    column("digest", "Digest", "摘要"),
];
const KINDS: [Column; 4] = [
    column("book", "Book", "规则集"),
    column("kind", "Kind", "类型"),
    column("rules", "Rules", "规则数"),
    column("absent", "Not carried yet", "尚未收录"),
];
const CALENDARS: [Column; 6] = [
    column("id", "Calendar", "日历"),
    column("title", "Title", "名称"),
    column("valid_from", "From", "起"),
    column("valid_through", "Through", "止"),
    column("retrieved_on", "Retrieved", "取得日期"),
    column("digest", "Digest", "摘要"),
];
const ZONES: [Column; 3] = [
    column("version", "Zone data", "时区数据"),
    column("zones", "Zones", "时区数"),
    column("digest", "Digest", "摘要"),
];

/// All of it under one header, for forms that have but one.
const VALUES: [Column; 4] = [
    column("section", "Section", "部分"),
    column("id", "Id", "编号"),
    column("measure", "Measure", "指标"),
    column("value", "Value", "取值"),
];
/// Hex digits of a digest that people are shown.
const SHORT: usize = 12;

/// All of it, for programs.
#[derive(Serialize)]
struct Listed {
    books: Listing,
    kinds: Listing,
    calendars: Listing,
    zones: Listing,
}

pub(crate) fn run(_: &Arguments, context: &Context) -> Result<Exit, Error> {
    let format = context.format(FORMATS)?;
    let law = context.law()?;
    let digits = if format == Format::Table { SHORT } else { usize::MAX };
    let (books, kinds) = (books(law, digits), kinds(law));
    let (calendars, zones) = (calendars(law, digits), zones(law, digits));
    if format == Format::Table {
        let mut out = output::styled();
        books.table(&mut out, context.lang)?;
        for listing in [kinds, calendars, zones] {
            writeln!(out)?;
            listing.table(&mut out, context.lang)?;
        }
        out.flush()?;
    } else if format == Format::Csv {
        let mut all = Listing::new(&VALUES);
        for (section, listing, names) in
            [("books", &books, 1), ("kinds", &kinds, 2), ("calendars", &calendars, 1), ("zones", &zones, 1)]
        {
            for (id, measure, value) in listing.values(names) {
                all.push([json!(section), json!(id), json!(measure), value.clone()]);
            }
        }
        all.write(context)?;
    } else {
        let mut lines = output::lines(Format::Jsonl);
        lines.write(&Listed { books, kinds, calendars, zones })?;
        lines.finish()?;
    }
    Ok(Exit::Done)
}

fn books(law: &Law, digits: usize) -> Listing {
    let mut listing = Listing::new(&BOOKS);
    for book in &law.books {
        listing.push([
            json!(book.id.as_str()),
            json!(book.version),
            json!(book.title),
            json!(book.rules.len()),
            json!(book.carried.len()),
            json!(book.absent.len()),
            digest(Digest::of(book.source.as_bytes()), digits),
        ]);
    }
    listing
}

fn calendars(law: &Law, digits: usize) -> Listing {
    let mut listing = Listing::new(&CALENDARS);
    for calendar in &law.calendars {
        let spec = calendar.spec();
        listing.push([
            json!(spec.id.as_str()),
            json!(spec.title),
            json!(spec.valid_from.to_string()),
            json!(spec.valid_through.to_string()),
            json!(spec.retrieved_on.to_string()),
            digest(Digest(calendar.digest()), digits),
        ]);
    }
    listing
}

fn zones(law: &Law, digits: usize) -> Listing {
    let mut listing = Listing::new(&ZONES);
    listing.push([
        json!(law.zones.version()),
        json!(law.zones.names().count()),
        digest(Digest(law.zones.digest()), digits),
    ]);
    listing
}

/// Of each book, how many rules of each kind it carries, and how many rows of it not yet.
fn kinds(law: &Law) -> Listing {
    let mut listing = Listing::new(&KINDS);
    for book in &law.books {
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        book.rules.iter().for_each(|rule| counts.entry(rule.kind.name()).or_default().0 += 1);
        book.absent.iter().for_each(|absent| counts.entry(&absent.kind).or_default().1 += 1);
        for (kind, (rules, absent)) in counts {
            listing.push([json!(book.id.as_str()), json!(kind), json!(rules), json!(absent)]);
        }
    }
    listing
}

fn digest(digest: Digest, digits: usize) -> Json {
    json!(digest.to_string().chars().take(digits).collect::<String>())
}
