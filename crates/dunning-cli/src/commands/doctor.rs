//! `dunning doctor`: whether all that a run needs is there and in order, said at once.

use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};
use clap::Args;
use dunning_core::case::CreditorSpec;
use dunning_core::policy::Law;
use dunning_core::words::Word as _;
use dunning_store::{SqliteStore, StoreKey};
use serde_json::json;

use crate::context::Context;
use crate::errors::Error;
use crate::exit::Exit;
use crate::listing::{Column, Listing, column};
use crate::proof;
use crate::works::{Place, Works};

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 when nothing is wrong, 1 when something is. What only will be (a calendar that \
                        runs out) is a warning."
)]
pub(crate) struct Arguments {
    /// A store to be looked at
    #[arg(long, value_name = "FILE")]
    db: Option<PathBuf>,
}

const COLUMNS: [Column; 3] =
    [column("check", "Check", "检查项"), column("state", "State", "状态"), column("said", "Said", "说明")];

/// A calendar that ends within so many days is warned of: next year's holidays of China are published in November, so
/// there is time to take an update in.
const NOTICE_DAYS: u64 = 60;

/// How a check ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Ok,
    Warning,
    Wrong,
}

/// What the checks found.
struct Found<'c> {
    context: &'c Context,
    listing: Listing,
    wrong: bool,
}

impl Found<'_> {
    fn note(&mut self, check: &str, state: State, said: String) {
        let word = match state {
            State::Ok => "ok",
            State::Warning => "warning",
            State::Wrong => "wrong",
        };
        self.wrong |= state == State::Wrong;
        self.listing.push([json!(check), json!(word), json!(said)]);
    }

    fn take(&mut self, check: &str, result: Result<String, Error>) {
        match result {
            Ok(said) => self.note(check, State::Ok, said),
            Err(error) => self.note(check, State::Wrong, error.message(self.context.lang)),
        }
    }
}

pub(crate) fn run(arguments: &Arguments, context: &Context) -> Result<Exit, Error> {
    let mut found = Found { context, listing: Listing::new(&COLUMNS), wrong: false };
    found.take("configuration", configuration(context));
    found.take("rulebooks", rulebooks(context));
    found.take("policy", policy(context));
    found.take("templates", templates(context));
    if let Ok(config) = context.config() {
        creditor(config.creditor.value.as_ref(), &mut found);
    }
    if let Ok(law) = context.law() {
        calendars(law, context.now().date_naive(), &mut found);
        found.note("zones", State::Ok, law.zones.version().to_owned());
    }
    let agrees = context.say("what is kept is what the chain says", "所存内容与链上记录一致");
    if let Some(path) = &arguments.db {
        let store = store(path, context);
        let looked_at = store.is_ok().then(|| evidence(path, context));
        found.take("store", store);
        match looked_at {
            None => {}
            Some(Ok(wrong)) if wrong.is_empty() => found.note("evidence", State::Ok, agrees.to_owned()),
            Some(Ok(wrong)) => wrong.into_iter().for_each(|said| found.note("evidence", State::Wrong, said)),
            Some(Err(error)) => found.note("evidence", State::Wrong, error.message(context.lang)),
        }
    }
    found.listing.write(context)?;
    Ok(if found.wrong { Exit::Findings } else { Exit::Done })
}

fn configuration(context: &Context) -> Result<String, Error> {
    let file = context.config()?.file.as_deref().map(|file| file.display().to_string());
    Ok(file.unwrap_or_else(|| context.say("no file; defaults hold", "没有配置文件，使用默认值").to_owned()))
}

fn rulebooks(context: &Context) -> Result<String, Error> {
    let law = context.law()?;
    for book in &law.books {
        context.policy(std::slice::from_ref(&book.id))?;
    }
    let books: Vec<String> = law.books.iter().map(|book| format!("{} {}", book.id, book.version)).collect();
    Ok(books.join(", "))
}

fn policy(context: &Context) -> Result<String, Error> {
    let books = &context.config()?.books.value;
    let policy = context.policy(books)?;
    let books: Vec<&str> = books.iter().map(|book| book.as_str()).collect();
    Ok(format!("{} + {}", policy.name(), books.join(", ")))
}

fn templates(context: &Context) -> Result<String, Error> {
    let count = context.templates()?.iter().count();
    Ok(format!("{count} {}", context.say("templates", "个模板")))
}

/// What texts say of the creditor, as far as the configuration has it: one that wants what isn't there is refused.
fn creditor(creditor: Option<&CreditorSpec>, found: &mut Found<'_>) {
    let said = |field: fn(&CreditorSpec) -> &Option<String>| creditor.is_some_and(|creditor| field(creditor).is_some());
    let fields = [
        ("name", said(|creditor| &creditor.name)),
        ("hotline", said(|creditor| &creditor.hotline)),
        ("pay_link", said(|creditor| &creditor.pay_link)),
    ];
    let missing: Vec<&str> = fields.iter().filter(|(_, said)| !said).map(|(name, _)| *name).collect();
    if missing.is_empty() {
        found.note("creditor", State::Ok, creditor.map(|creditor| creditor.id.clone()).unwrap_or_default());
    } else {
        let wanting = found.context.say(
            "without these, texts that say them are refused (TMPL-VALUE) unless the portfolio tells them:",
            "缺少以下内容且组合中也没有时，需要它们的文案会被拒绝（TMPL-VALUE）：",
        );
        found.note("creditor", State::Warning, format!("{wanting} {}", missing.join(", ")));
    }
}

fn calendars(law: &Law, today: NaiveDate, found: &mut Found<'_>) {
    let soon = today.checked_add_days(Days::new(NOTICE_DAYS)).unwrap_or(NaiveDate::MAX);
    for calendar in &law.calendars {
        let through = calendar.spec().valid_through;
        let state = if through < soon { State::Warning } else { State::Ok };
        let said = format!("{} {through}", found.context.say("through", "截至"));
        found.note(&format!("calendar {}", calendar.id()), state, said);
    }
}

/// Whether a store proves what it keeps: its chains, its own rules, its facts and words.
fn evidence(path: &Path, context: &Context) -> Result<Vec<String>, Error> {
    let place = Place { db: path.to_owned(), key_file: None };
    proof::wrong(&mut Works::to_read(context, &place, &[])?, context)
}

fn store(path: &Path, context: &Context) -> Result<String, Error> {
    let birth = SqliteStore::birth_of(path)?;
    StoreKey::read(&StoreKey::beside(path))?;
    Ok(format!("{}, {} {}", birth.mode.as_str(), birth.lanes, context.say("lanes", "个分道")))
}
