//! `dunning run PLAN`: a run held to a plan. The plan is looked at whole before anything else is done; what became of each
//! of its contacts is read from the store in the end, so that a run that was interrupted and goes on tells the same.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use chrono::{DateTime, Utc};
use dunning_core::fault::Fault;
use dunning_core::id::BookId;
use dunning_core::words::Word as _;
use dunning_engine::{NOT_PLANNED, PlannedOnly, Standing};
use dunning_store::{Status, Tally};
use serde_json::json;

use crate::context::Context;
use crate::errors::Error;
use crate::listing::{Listing, rfc3339};
use crate::plan_file::{Sheet, faulty};
use crate::works::{Desk, Works};

/// A plan that may be run now.
pub(super) struct Planned {
    sheet: Sheet,
    only: PlannedOnly,
}

impl Planned {
    /// Reads a plan.
    ///
    /// # Errors
    /// A plan that was changed or cut, isn't sound, was made under another law, or for another time.
    pub(super) fn read(path: &Path, context: &Context, books: &[BookId], now: DateTime<Utc>) -> Result<Self, Error> {
        let mut only: Option<PlannedOnly> = None;
        let sheet = Sheet::read(path, |line, head| {
            only.get_or_insert_with(|| PlannedOnly::new(head)).add(line, head);
        })?;
        let only = only.unwrap_or_else(|| PlannedOnly::new(&sheet.head));
        sheet.agrees(&Desk::of(context, books)?.head(now, sheet.head.until, books))?;
        let planned = Self { sheet, only };
        planned.stands(now, path)?;
        Ok(planned)
    }

    /// Whether it is a plan for an instant.
    ///
    /// # Errors
    /// `DATA-PLAN-TIME` for one before it begins, or when it is over.
    pub(super) fn stands(&self, now: DateTime<Utc>, path: &Path) -> Result<(), Error> {
        let head = &self.sheet.head;
        let message = match now {
            now if now < head.at => "the plan was made for a later instant",
            now if now >= head.until => "the plan is over",
            _ => return Ok(()),
        };
        let fix = format!(
            "it stands from {} until {}: run it then, or make the plan again",
            rfc3339(head.at),
            rfc3339(head.until)
        );
        Err(faulty(path, Fault::new("DATA-PLAN-TIME", "at", message).fix(fix).into()))
    }

    /// Whether it was made of a portfolio.
    ///
    /// # Errors
    /// As [`Sheet::made_of`].
    pub(super) fn made_of(&self, portfolio: &Path) -> Result<(), Error> {
        self.sheet.made_of(portfolio)
    }

    /// Says so where the store isn't as it was when the plan was made of it.
    ///
    /// # Errors
    /// What the store says.
    pub(super) fn compare(&self, works: &mut Works, context: &Context) -> Result<(), Error> {
        if let Some(made) = self.sheet.head.store
            && made != works.digest()?
        {
            let said = context.say(
                "the store isn't as it was when the plan was made: what may no longer leave doesn't",
                "存储与制定计划时已有不同：不再准许的不会发出",
            );
            let _ = writeln!(anstream::stderr(), "{said}");
        }
        Ok(())
    }

    /// The instant at which the run ends: that of the plan, or one before it.
    ///
    /// # Errors
    /// `DATA-PLAN-TIME` for one after it.
    pub(super) fn until(&self, asked: Option<DateTime<Utc>>, path: &Path) -> Result<DateTime<Utc>, Error> {
        let end = self.only.until();
        match asked {
            Some(asked) if asked > end => {
                let fault = Fault::new("DATA-PLAN-TIME", "until", "the plan is over before the run would be");
                Err(faulty(path, fault.fix(format!("give an --until no later than {}", rfc3339(end))).into()))
            }
            asked => Ok(asked.unwrap_or(end)),
        }
    }

    /// Puts the plan's contacts into the store, and holds the works to it.
    ///
    /// # Errors
    /// What the store says.
    pub(super) fn take(&self, mut works: Works) -> Result<Works, Error> {
        self.sheet.planned(|lines| {
            works.wait(async |engine| engine.take(&self.sheet.head, lines).await)?;
            Ok(())
        })?;
        Ok(works.held_to(self.only.clone()))
    }

    /// What became of the plan's contacts.
    ///
    /// # Errors
    /// What the store says.
    pub(super) fn came(&self, works: &mut Works) -> Result<Came, Error> {
        let mut came = Came { planned: self.sheet.totals.planned, ..Came::default() };
        self.sheet.planned(|lines| {
            let standings = works.wait(async |engine| engine.standings(&lines).await)?;
            standings.into_iter().for_each(|standing| came.note(standing));
            Ok(())
        })?;
        Ok(came)
    }
}

/// What became of a plan's contacts. `planned = sent + refused + waiting`.
#[derive(Debug, Default)]
pub(super) struct Came {
    planned: u64,
    /// Handed over, by what came of it.
    sent: BTreeMap<&'static str, u64>,
    /// Refused at hand-over, by reason.
    refused: BTreeMap<String, u64>,
    /// Not looked at: not due yet, in a paused store, or of customers it doesn't know.
    waiting: BTreeMap<&'static str, u64>,
}

impl Came {
    fn note(&mut self, standing: Option<Standing>) {
        let Some(Standing { status, reason }) = standing else {
            *self.waiting.entry("not_in_store").or_default() += 1;
            return;
        };
        match status {
            Status::Withheld | Status::Refused | Status::Cancelled | Status::Deferred => {
                *self.refused.entry(reason.unwrap_or_default()).or_default() += 1;
            }
            Status::Due => *self.waiting.entry(status.as_str()).or_default() += 1,
            _ => *self.sent.entry(status.as_str()).or_default() += 1,
        }
    }

    /// Whether all that was planned is told of.
    pub(super) fn adds_up(&self) -> bool {
        let sum = |counts: u64, more: &u64| counts + more;
        let told = self.sent.values().chain(self.refused.values()).chain(self.waiting.values()).fold(0, sum);
        self.planned == told
    }

    /// The counts as rows.
    pub(super) fn list(&self, tally: &[Tally], listing: &mut Listing) {
        listing.push([json!("plan"), json!("in_plan"), json!(self.planned)]);
        for (word, count) in &self.sent {
            listing.push([json!("plan sent"), json!(word), json!(count)]);
        }
        for (reason, count) in &self.refused {
            listing.push([json!("plan refused"), json!(reason), json!(count)]);
        }
        for (word, count) in &self.waiting {
            listing.push([json!("plan not reached"), json!(word), json!(count)]);
        }
        listing.push([json!("plan"), json!("held_back"), json!(held_back(tally))]);
    }

    /// The counts in words.
    ///
    /// # Errors
    /// Those of writing.
    pub(super) fn show(&self, tally: &[Tally], context: &Context, out: &mut impl Write) -> Result<(), Error> {
        let mut row = |label: &str, count: u64| writeln!(out, "{count:>10}  {label}");
        row(context.say("in plan", "计划内"), self.planned)?;
        row(context.say("  sent", "  已发送"), self.sent.values().sum())?;
        for (word, count) in &self.sent {
            row(&format!("    {word}"), *count)?;
        }
        row(context.say("  refused at hand-over", "  移交时拒绝"), self.refused.values().sum())?;
        for (reason, count) in &self.refused {
            row(&format!("    {reason}"), *count)?;
        }
        row(context.say("  not reached", "  未轮到"), self.waiting.values().sum())?;
        for (word, count) in &self.waiting {
            row(&format!("    {word}"), *count)?;
        }
        row(context.say("held back, for it isn't in the plan", "不在计划内，予以保留"), held_back(tally))?;
        Ok(())
    }
}

/// Contacts of the store that wait, for they aren't in the plan.
fn held_back(tally: &[Tally]) -> u64 {
    tally.iter().filter(|line| line.reason.as_deref() == Some(NOT_PLANNED)).map(|line| line.count).sum()
}
