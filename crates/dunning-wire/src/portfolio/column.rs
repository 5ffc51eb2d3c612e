//! The columns a portfolio may have: a debt's fields by their names, everything else by dotted paths without index. Each
//! column knows what its cells are and which field they fill. It knows no headers and no files.

use chrono::{DateTime, NaiveDate, Utc};
use dunning_core::case::{CaseSpec, ContactSpec, DebtSpec, PartSpec};
use dunning_core::fault::{Fault, nearest};
use dunning_core::time::Moment;
use dunning_core::words::{Channel, Evidence, PartKind, Word};

use super::cell::{self, AmountForm, DayOrder};
use super::layout::Reading;

/// A row on its way to become part of a case.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    /// Creditor, customer and what stands beside them; its list of debts stays empty.
    pub(super) case: CaseSpec,
    /// The row's debt.
    pub(super) debt: DebtSpec,
    pub(super) due_date: Option<NaiveDate>,
    pub(super) upcoming_amount: Option<String>,
    pub(super) upcoming_due: Option<NaiveDate>,
    pub(super) location: LocationDraft,
    /// Cells of facts, in the contract's way of writing.
    pub(super) facts: Vec<FactCell>,
}

/// Where the customer is, as far as the row tells.
#[derive(Debug, Clone, Default)]
pub(super) struct LocationDraft {
    pub(super) place: Option<String>,
    pub(super) zone: Option<String>,
    pub(super) evidence: Option<Evidence>,
    pub(super) since: Option<Moment>,
}

/// One cell of a fact.
#[derive(Debug, Clone)]
pub(super) struct FactCell {
    pub(super) list: &'static str,
    pub(super) field: &'static str,
    pub(super) kind: Kind,
    pub(super) text: String,
}

/// What the cells of a fact's field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Instant,
    Moment,
    Amount,
    /// Texts with `;` between them.
    List,
    Address,
}

type Get<T> = fn(&mut Draft) -> &mut T;

/// One column's meaning.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    /// A text that must stand in the end.
    Needed(Get<String>),
    Text(Get<Option<String>>),
    /// Texts with `;` between them.
    List(Get<Vec<String>>),
    Amount(Get<Option<String>>),
    Arrears,
    Day(Get<Option<NaiveDate>>),
    Instant(Get<Option<DateTime<Utc>>>),
    Moment(Get<Option<Moment>>),
    Flag(Get<Option<bool>>),
    Zone(Get<Option<String>>),
    /// An enumerated word.
    Word(fn(&mut Draft, &str) -> Result<(), Fault>),
    /// A way to reach the customer.
    Contact(Channel, ContactField),
    /// A part of the arrears.
    Part(PartKind),
    Fact(&'static str, &'static str, Kind),
}

/// A field of a contact point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ContactField {
    Address,
    Verified,
    Since,
}

/// Columns with a name of their own.
const NAMED: &[(&str, Column)] = &[
    ("id", Column::Needed(|row| &mut row.debt.id)),
    ("account", Column::Text(|row| &mut row.debt.account)),
    ("claim", Column::Text(|row| &mut row.debt.claim)),
    ("product", Column::Text(|row| &mut row.debt.product)),
    ("currency", Column::Needed(|row| &mut row.debt.currency)),
    ("arrears", Column::Arrears),
    ("outstanding", Column::Amount(|row| &mut row.debt.outstanding)),
    ("due_date", Column::Day(|row| &mut row.due_date)),
    ("zone", Column::Zone(|row| &mut row.debt.zone)),
    ("statement_date", Column::Day(|row| &mut row.debt.statement_date)),
    ("upcoming.amount", Column::Amount(|row| &mut row.upcoming_amount)),
    ("upcoming.due_date", Column::Day(|row| &mut row.upcoming_due)),
    ("in_collection_since", Column::Day(|row| &mut row.debt.in_collection_since)),
    ("cause", Column::Word(|row, text| fill(&mut row.debt.cause, text))),
    ("facts.time_barred", Column::Flag(|row| &mut row.debt.facts.time_barred)),
    ("facts.suit_filed", Column::Flag(|row| &mut row.debt.facts.suit_filed)),
    ("facts.disputed", Column::Flag(|row| &mut row.debt.facts.disputed)),
    ("facts.registered_fee", Column::Flag(|row| &mut row.debt.facts.registered_fee)),
    ("facts.registered_signatures", Column::List(|row| &mut row.debt.facts.registered_signatures)),
    ("facts.client_address", Column::Text(|row| &mut row.debt.facts.client_address)),
    ("facts.protective_interest", Column::Flag(|row| &mut row.debt.facts.protective_interest)),
    ("facts.shared_phone", Column::Flag(|row| &mut row.debt.facts.shared_phone)),
    ("as_of", Column::Instant(|row| &mut row.case.as_of)),
    ("actor", Column::Word(|row, text| fill(&mut row.case.actor, text))),
    ("collector", Column::Text(|row| &mut row.case.collector)),
    ("collector_name", Column::Text(|row| &mut row.case.collector_name)),
    ("creditor.id", Column::Needed(|row| &mut row.case.creditor.id)),
    ("creditor.name", Column::Text(|row| &mut row.case.creditor.name)),
    ("creditor.seat", Column::Text(|row| &mut row.case.creditor.seat)),
    ("creditor.licences", Column::List(|row| &mut row.case.creditor.licences)),
    ("creditor.hotline", Column::Text(|row| &mut row.case.creditor.hotline)),
    ("creditor.pay_link", Column::Text(|row| &mut row.case.creditor.pay_link)),
    ("creditor.site", Column::Text(|row| &mut row.case.creditor.site)),
    ("creditor.domains", Column::List(|row| &mut row.case.creditor.domains)),
    ("customer.id", Column::Needed(|row| &mut row.case.customer.id)),
    ("customer.kind", Column::Word(|row, text| fill(&mut row.case.customer.kind, text))),
    ("customer.name", Column::Text(|row| &mut row.case.customer.name)),
    ("customer.locale", Column::Text(|row| &mut row.case.customer.locale)),
    ("customer.birth_date", Column::Day(|row| &mut row.case.customer.birth_date)),
    ("customer.locations.place", Column::Text(|row| &mut row.location.place)),
    ("customer.locations.zone", Column::Zone(|row| &mut row.location.zone)),
    ("customer.locations.evidence", Column::Word(|row, text| fill(&mut row.location.evidence, text))),
    ("customer.locations.since", Column::Moment(|row| &mut row.location.since)),
];

/// The lists of facts and their fields, as `dunning.request/1` has them.
const FACTS: &[(&str, &[(&str, Kind)])] = &[
    (
        "payments",
        &[
            ("id", Kind::Text),
            ("at", Kind::Instant),
            ("amount", Kind::Amount),
            ("currency", Kind::Text),
            ("debts", Kind::List),
            ("state", Kind::Text),
        ],
    ),
    (
        "consents",
        &[
            ("at", Kind::Instant),
            ("state", Kind::Text),
            ("channel", Kind::Text),
            ("address", Kind::Address),
            ("purpose", Kind::Text),
            ("about", Kind::Text),
            ("form", Kind::Text),
            ("wording", Kind::Text),
            ("source", Kind::Text),
            ("proof", Kind::Text),
            ("until", Kind::Moment),
            ("window", Kind::Text),
        ],
    ),
    (
        "holds",
        &[
            ("cause", Kind::Text),
            ("from", Kind::Moment),
            ("known_at", Kind::Moment),
            ("until", Kind::Moment),
            ("debts", Kind::List),
        ],
    ),
    (
        "artifacts",
        &[
            ("kind", Kind::Text),
            ("at", Kind::Moment),
            ("received_at", Kind::Moment),
            ("debts", Kind::List),
            ("address", Kind::Address),
        ],
    ),
    (
        "history",
        &[
            ("at", Kind::Instant),
            ("direction", Kind::Text),
            ("channel", Kind::Text),
            ("outcome", Kind::Text),
            ("debts", Kind::List),
            ("address", Kind::Address),
            ("place", Kind::Text),
            ("by", Kind::Text),
            ("purpose", Kind::Text),
            ("recipient", Kind::Text),
            ("key", Kind::Text),
            ("text", Kind::Text),
        ],
    ),
];

impl Column {
    /// The column of a path.
    ///
    /// # Errors
    /// `DATA-COLUMN` with the nearest known path.
    pub(super) fn parse(path: &str) -> Result<Self, Fault> {
        let found = NAMED.iter().find(|(name, _)| *name == path).map(|(_, column)| *column);
        found.or_else(|| contact(path)).or_else(|| part(path)).or_else(|| fact(path)).ok_or_else(|| {
            let fault = Fault::new("DATA-COLUMN", "", "there is no such column");
            match nearest(path, paths().iter().map(String::as_str)) {
                Some(near) => fault.fix(format!("did you mean {near:?}?")),
                None => fault.fix("name the field it fills in a mapping's `columns`, or list it under `ignored`"),
            }
        })
    }

    /// Whether it says something of a debt or case, so that the row is one of a portfolio.
    pub(super) const fn is_of_debt(&self) -> bool {
        matches!(self, Self::Arrears)
    }

    /// Puts a cell, trimmed and not empty, into the row.
    ///
    /// # Errors
    /// What is wrong with the cell.
    pub(super) fn put(&self, row: &mut Draft, text: &str, reading: &Reading) -> Result<(), Fault> {
        let (days, zone) = (reading.days, reading.zone.as_ref());
        match self {
            Self::Needed(field) => text.clone_into(field(row)),
            Self::Text(field) => *field(row) = Some(text.to_owned()),
            Self::List(field) => *field(row) = list(text).map(str::to_owned).collect(),
            Self::Amount(field) => *field(row) = Some(amount(text, reading.amounts)?),
            Self::Arrears => row.debt.arrears = amount(text, reading.amounts)?,
            Self::Day(field) => *field(row) = Some(cell::day(text, days)?),
            Self::Instant(field) => *field(row) = Some(cell::instant(text, days, zone)?),
            Self::Moment(field) => *field(row) = Some(cell::moment(text, days, zone)?),
            Self::Flag(field) => *field(row) = Some(cell::flag(text)?),
            Self::Zone(field) => *field(row) = Some(reading.zones.parse(text)?.name().to_owned()),
            Self::Word(put) => put(row, text)?,
            Self::Contact(channel, field) => {
                let contact = contact_of(row, *channel);
                match field {
                    ContactField::Address => text.clone_into(&mut contact.address),
                    ContactField::Verified => contact.verified = Some(cell::flag(text)?),
                    ContactField::Since => contact.since = Some(cell::moment(text, days, zone)?),
                }
            }
            Self::Part(kind) => {
                let amount = amount(text, reading.amounts)?;
                match row.debt.parts.iter_mut().find(|part| part.kind == *kind) {
                    Some(part) => part.amount = amount,
                    None => row.debt.parts.push(PartSpec { kind: *kind, amount, since: None }),
                }
            }
            Self::Fact(list, field, kind) => {
                let text = fact_text(text, *kind, reading)?;
                row.facts.push(FactCell { list, field, kind: *kind, text });
            }
        }
        Ok(())
    }
}

/// The texts of a list, with `;` between them.
pub(super) fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；']).map(cell::trimmed).filter(|item| !item.is_empty())
}

/// Every path that a column may have.
pub(super) fn paths() -> Vec<String> {
    let named = NAMED.iter().map(|(name, _)| (*name).to_owned());
    let contacts = Channel::ALL.iter().flat_map(|channel| {
        let address = format!("customer.contacts.{}", channel.as_str());
        [format!("{address}.verified"), format!("{address}.since"), address]
    });
    let parts = PartKind::ALL.iter().map(|kind| format!("parts.{}", kind.as_str()));
    let facts = FACTS.iter().flat_map(|(list, fields)| fields.iter().map(move |(field, _)| format!("{list}.{field}")));
    named.chain(contacts).chain(parts).chain(facts).collect()
}

fn contact(path: &str) -> Option<Column> {
    let rest = path.strip_prefix("customer.contacts.")?;
    let (channel, field) = match rest.split_once('.') {
        None => (rest, ContactField::Address),
        Some((channel, "verified")) => (channel, ContactField::Verified),
        Some((channel, "since")) => (channel, ContactField::Since),
        Some(_) => return None,
    };
    Some(Column::Contact(Channel::parse(channel).ok()?, field))
}

fn part(path: &str) -> Option<Column> {
    PartKind::parse(path.strip_prefix("parts.")?).ok().map(Column::Part)
}

fn fact(path: &str) -> Option<Column> {
    let (list, field) = path.split_once('.')?;
    let (list, fields) = FACTS.iter().find(|(name, _)| *name == list)?;
    let (field, kind) = fields.iter().find(|(name, _)| *name == field)?;
    Some(Column::Fact(list, field, *kind))
}

fn fill<W: Word>(slot: &mut Option<W>, text: &str) -> Result<(), Fault> {
    *slot = Some(W::parse(text)?);
    Ok(())
}

fn amount(text: &str, form: AmountForm) -> Result<String, Fault> {
    let text = cell::amount(text, form);
    // The currency, which decides the rest, may stand in a later column.
    if text.starts_with('-') || text.starts_with('(') {
        return Err(Fault::new("DATA-AMOUNT", "", "an amount is negative").fix("a credit is no arrears: write 0"));
    }
    Ok(text)
}

/// The contact point of a channel, made at its first cell.
fn contact_of(row: &mut Draft, channel: Channel) -> &mut ContactSpec {
    let contacts = &mut row.case.customer.contacts;
    let at = contacts.iter().position(|contact| contact.channel == channel).unwrap_or_else(|| {
        contacts.push(ContactSpec { channel, address: String::new(), verified: None, since: None });
        contacts.len() - 1
    });
    &mut contacts[at]
}

/// The cell of a fact as the contract writes it.
fn fact_text(text: &str, kind: Kind, reading: &Reading) -> Result<String, Fault> {
    let (days, zone): (DayOrder, _) = (reading.days, reading.zone.as_ref());
    Ok(match kind {
        Kind::Text | Kind::List | Kind::Address => text.to_owned(),
        Kind::Amount => amount(text, reading.amounts)?,
        Kind::Instant => cell::instant(text, days, zone)?.to_rfc3339(),
        Kind::Moment => match cell::moment(text, days, zone)? {
            Moment::Day(day) => day.to_string(),
            Moment::Instant(at) => at.to_rfc3339(),
        },
    })
}
