//! A row of cells read into a part of a case, and the facts in it. It knows no file and no encoding: cells are texts.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use dunning_core::case::{CaseSpec, CreditorSpec, LocationSpec, UpcomingSpec};
use dunning_core::fault::{Fault, Faults};
use dunning_core::history::Fact;
use dunning_core::words::{Channel, Evidence, PartKind, Word};

use super::cell;
use super::column::{Draft, Kind, list};
use super::json;
use super::layout::{Bound, Content, Layout, Lender, Reader, Reading};
use super::numbers::{self, Numbers};
use crate::fields::{self, Fields};
use crate::request::facts::{Facts, artifact, consent, event, hold, payment};
use crate::value::{Table, Value};

/// A row: a debt with what it says of its customer, or facts.
#[derive(Debug, Clone)]
pub struct Row {
    pub(super) case: CaseSpec,
    pub(super) facts: Vec<Fact>,
    /// Whether it was read from cells, so that paths are those of columns: without index, a debt's fields by their names.
    pub(super) flat: bool,
    /// The creditor, where it isn't the case's to say.
    pub(super) lender: Option<Arc<Lender>>,
}

impl Row {
    /// Whom it is about.
    pub fn customer(&self) -> &str {
        &self.case.customer.id
    }

    /// The path of what names its debt, or of its debts.
    pub const fn debt_path(&self) -> &'static str {
        if self.flat { "id" } else { "debts" }
    }

    /// Who lends.
    pub(super) fn creditor(&self) -> &CreditorSpec {
        self.lender.as_ref().map_or(&self.case.creditor, |lender| &lender.spec)
    }
}

impl Reader {
    /// Reads a row of cells.
    ///
    /// # Errors
    /// All faults of its cells, each with its column's path; `DATA-ROW` for a row of more or fewer cells than the header.
    pub fn row<'c>(
        &self,
        layout: &Layout,
        cells: impl ExactSizeIterator<Item = &'c str>,
        numbers: &impl Numbers,
    ) -> Result<Row, Faults> {
        if cells.len() != layout.columns.len() {
            let message = format!("this row has {} cells, the header has {}", cells.len(), layout.columns.len());
            return Err(Fault::new("DATA-ROW", "", message)
                .fix("quote cells that hold a comma or a line's end")
                .into());
        }
        let mut faults = Faults::new();
        let (mut draft, lender) = self.begin(layout);
        for (bound, text) in layout.columns.iter().zip(cells) {
            if let Some(bound) = bound
                && let Err(fault) = put(bound, &mut draft, text, &self.reading)
            {
                faults.extend_under(&bound.path, fault.into());
            }
        }
        self.finish(draft, lender, faults, numbers)
    }

    fn finish(
        &self,
        draft: Draft,
        lender: Option<&Arc<Lender>>,
        mut faults: Faults,
        numbers: &impl Numbers,
    ) -> Result<Row, Faults> {
        let mut filled = |path: &str, filled: bool| {
            if !filled && !faults.iter().any(|fault| fault.path == path) {
                faults.push(Fault::new("DATA-MISSING", path, "this cell is empty"));
            }
        };
        filled("customer.id", !draft.case.customer.id.is_empty());
        if self.content == Content::Portfolio {
            filled("customer.kind", draft.case.customer.kind.is_some());
            filled("creditor.id", lender.is_some() || !draft.case.creditor.id.is_empty());
            filled("id", !draft.debt.id.is_empty());
            filled("currency", !draft.debt.currency.is_empty());
            filled("arrears", !draft.debt.arrears.is_empty());
            filled("due_date", draft.due_date.is_some());
        }
        let mut told = Faults::new();
        let facts = self.facts(&draft, &mut faults);
        let mut facts = json::checked(facts, self.now, &mut told);
        let mut case = case(draft, self.content, &mut faults);
        let seat = || lender.map_or_else(|| numbers::place(case.creditor.seat.as_deref()), |known| known.creditor.seat);
        let country = self.reading.country.or_else(seat);
        numbers::apply(&mut case, &mut facts, country, numbers, &mut told);
        if !told.is_empty() {
            let names = Names::of(&case);
            told.into_iter().for_each(|fault| faults.push(Fault { path: names.column(&fault.path, 0), ..fault }));
        }
        faults.or(Row { case, facts, flat: true, lender: lender.cloned() })
    }

    /// The facts of a row. Those of which only constants speak aren't in it; a payment that names no debt is the row's
    /// debt's, in its currency.
    fn facts(&self, draft: &Draft, faults: &mut Faults) -> Facts {
        if draft.facts.len() == self.start.facts.len() {
            return Facts(Vec::new());
        }
        let mut tables: BTreeMap<&'static str, Table<'_>> = BTreeMap::new();
        for own in draft.facts.iter().skip(self.start.facts.len()) {
            tables.entry(own.list).or_default();
        }
        let text = |text| Value::Text(Cow::Borrowed(text));
        for cell in &draft.facts {
            let Some(table) = tables.get_mut(cell.list) else { continue };
            let items = || Value::List(list(&cell.text).map(text).collect());
            table.fields.insert(cell.field.into(), if cell.kind == Kind::List { items() } else { text(&cell.text) });
        }
        if self.content == Content::Portfolio
            && let Some(payment) = tables.get_mut("payments")
        {
            payment.fields.or_insert_with("currency".into(), || text(&draft.debt.currency));
            payment.fields.or_insert_with("debts".into(), || Value::List(vec![text(&draft.debt.id)]));
        }
        let mut facts = Facts(Vec::new());
        for (list, table) in tables {
            let (fact, wrong) = fields::read(&Value::Table(table), |fields| fact(list, fields, self.now));
            let said = |fault: &Fault| faults.iter().any(|known| known.path == format!("{list}.{}", fault.path));
            let new: Vec<Fault> = wrong.into_iter().filter(|fault| !said(fault)).collect();
            new.into_iter().for_each(|fault| faults.extend_under(list, fault.into()));
            facts.0.extend(fact.flatten().map(|fact| (list, 0, fact)));
        }
        facts
    }
}

/// Puts a cell into its field; an empty one leaves it as it is.
fn put(bound: &Bound, draft: &mut Draft, text: &str, reading: &Reading) -> Result<(), Fault> {
    let text = cell::trimmed(text);
    if text.is_empty() {
        return Ok(());
    }
    if !text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.chars().any(char::is_control) {
        let fault = Fault::new("DATA-CONTROL", "", "this cell holds a line's end or another control character");
        return Err(fault.fix("one row a line; a quote may be open"));
    }
    cell::refuse_scientific(text)?;
    let text = bound.words.get(text).map_or(text, String::as_str);
    bound.column.put(draft, text, reading)
}

/// The case part of a row.
fn case(draft: Draft, content: Content, faults: &mut Faults) -> CaseSpec {
    let Draft { mut case, mut debt, due_date, upcoming_amount, upcoming_due, location, facts: _ } = draft;
    case.customer.contacts.retain(|contact| !contact.address.is_empty());
    if location.place.is_some() || location.zone.is_some() {
        case.customer.locations.push(LocationSpec {
            place: location.place,
            zone: location.zone,
            evidence: location.evidence.unwrap_or(Evidence::Address),
            since: location.since,
        });
    }
    if content == Content::Portfolio {
        debt.due_date = due_date.unwrap_or_default();
        debt.upcoming = match (upcoming_amount, upcoming_due) {
            (Some(amount), Some(due_date)) => Some(UpcomingSpec { amount, due_date }),
            (None, None) => None,
            (amount, _) => {
                let path = if amount.is_none() { "upcoming.amount" } else { "upcoming.due_date" };
                faults.push(Fault::new("DATA-MISSING", path, "what falls due next has an amount and a day"));
                None
            }
        };
        case.debts.push(debt);
    }
    case
}

fn fact(list: &str, fields: &mut Fields<'_>, now: Option<DateTime<Utc>>) -> Option<Fact> {
    match list {
        "payments" => payment(fields).map(Fact::Payment),
        "consents" => consent(fields).map(Fact::Consent),
        "holds" => hold(fields).map(Fact::Hold),
        "artifacts" => artifact(fields).map(Fact::Artifact),
        _ => event(fields, now).map(Fact::Event),
    }
}

/// What stands behind the indexes of a joined case: enough to name the column that a fault's path came from.
#[derive(Debug, Default)]
pub(super) struct Names {
    channels: Vec<Channel>,
    /// Each part with its debt.
    parts: Vec<(usize, PartKind)>,
}

impl Names {
    pub(super) fn of(case: &CaseSpec) -> Self {
        let debts = case.debts.iter().enumerate();
        Self {
            channels: case.customer.contacts.iter().map(|contact| contact.channel).collect(),
            parts: debts.flat_map(|(i, debt)| debt.parts.iter().map(move |part| (i, part.kind))).collect(),
        }
    }

    /// The column's path for a field's path in a debt or beside it: `parts[0].amount` is `parts.principal`,
    /// `customer.contacts[0].address` is `customer.contacts.sms`.
    pub(super) fn column(&self, path: &str, debt: usize) -> String {
        let Some((list, rest)) = path.split_once('[') else { return path.to_owned() };
        let Some((index, field)) = rest.split_once(']') else { return path.to_owned() };
        let index: usize = index.parse().unwrap_or(usize::MAX);
        let name = match list {
            "customer.contacts" => self.channels.get(index).map(|channel| channel.as_str()),
            "parts" => {
                let mut parts = self.parts.iter().filter(|(of, _)| *of == debt).map(|(_, kind)| kind.as_str());
                parts.nth(index)
            }
            _ => return format!("{list}{field}"),
        };
        let field = field.strip_prefix(".address").or_else(|| field.strip_prefix(".amount")).unwrap_or(field);
        name.map_or_else(|| list.to_owned(), |name| format!("{list}.{name}{field}"))
    }
}
