//! All rows of one customer made into one case. A case is whole or it isn't made: where one row of a customer is at fault,
//! or rows disagree about the customer, none of them goes on, so that nobody is contacted on part of what is known. Events
//! are told one by one: what could be read of them holds, and what couldn't stops contact. It knows no file: rows are
//! counted as they come.

use std::sync::Arc;

use dunning_core::case::{Case, CaseSpec, Change, ChangeSpec, CustomerSpec};
use dunning_core::fault::{Fault, Faults};
use dunning_core::history::{Fact, Hold};
use dunning_core::id::CustomerId;
use dunning_core::time::Moment;
use dunning_core::words::{HoldCause, Word};

use super::layout::{Content, Reader};
use super::row::{Names, Row};

/// What rows of one customer say together.
#[derive(Debug, Clone)]
pub struct Household {
    /// Whom they are about.
    pub customer: CustomerId,
    /// The case, when they are rows of a portfolio.
    pub case: Option<Case>,
    /// What changed of the customer, when they are events.
    pub change: Option<Change>,
    /// What is known, in the order of the rows.
    pub facts: Vec<Fact>,
}

/// A fault of one of the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Which row, from 0.
    pub row: usize,
    /// What is wrong. What stood there is not part of it.
    pub fault: Fault,
}

/// Most rows of one customer; more are a mapping of the wrong column, not a person's debts.
pub const ROWS_MAX: usize = 10_000;

/// Makes the rows of one customer into a household. `rows` are in the order of their file, each as it was read; at least
/// one.
///
/// # Errors
/// Every fault of every row, by row. A row at fault only because another is gets `DATA-COMPANION`; rows that say different
/// things of the customer `DATA-DISAGREES`.
pub fn household(rows: Vec<Result<Row, Faults>>) -> Result<Household, Vec<RowFault>> {
    let count = rows.len();
    let (good, mut faults) = parted(rows);
    let made = joined(good, &mut faults);
    match made {
        Some(household) if faults.is_empty() => Ok(household),
        _ => Err(with_companions(faults, count)),
    }
}

/// The rows that could be read, each with its number, and what is wrong with the others.
fn parted(rows: Vec<Result<Row, Faults>>) -> (Vec<(usize, Row)>, Vec<RowFault>) {
    let mut good = Vec::with_capacity(rows.len());
    let mut faults = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        match row {
            Ok(row) => good.push((index, row)),
            Err(wrong) => faults.extend(wrong.into_iter().map(|fault| RowFault { row: index, fault })),
        }
    }
    (good, faults)
}

impl Reader {
    /// Makes the events of one customer into a household. A stop or a hold isn't lost because another row is at fault; and
    /// as nobody knows what such a row wanted to say, the customer is on hold from the reader's instant until a person has
    /// looked. `customer` is whom the rows name, for when none of them can be read.
    pub fn events(&self, customer: Option<&str>, rows: Vec<Result<Row, Faults>>) -> (Option<Household>, Vec<RowFault>) {
        let (good, mut faults) = parted(rows);
        let known: Vec<Fact> = good.iter().flat_map(|(_, row)| row.facts.iter().cloned()).collect();
        let bare = || {
            let customer = CustomerId::new(customer?).ok()?;
            Some(Household { customer, case: None, change: None, facts: known })
        };
        let mut household = joined(good, &mut faults).or_else(bare);
        if !faults.is_empty()
            && let (Some(household), Some(now)) = (&mut household, self.now)
        {
            let from = Moment::Instant(now);
            let cause = HoldCause::UnreadReply;
            household.facts.push(Fact::Hold(Hold {
                cause,
                from,
                known_at: Some(from),
                until: None,
                debts: Vec::new(),
            }));
        }
        faults.sort_by_key(|fault| fault.row);
        (household, faults)
    }

    /// What its files are.
    pub const fn content(&self) -> Content {
        self.content
    }
}

/// One fault more for each row that has none of its own.
fn with_companions(mut faults: Vec<RowFault>, rows: usize) -> Vec<RowFault> {
    for row in 0..rows {
        if !faults.iter().any(|fault| fault.row == row) {
            let fault = Fault::new("DATA-COMPANION", "", "another row of this customer is at fault");
            faults.push(RowFault { row, fault: fault.fix("mend it, and read all rows of the customer again") });
        }
    }
    faults.sort_by_key(|fault| fault.row);
    faults
}

/// What the rows say together; what is wrong with it is noted.
fn joined(rows: Vec<(usize, Row)>, faults: &mut Vec<RowFault>) -> Option<Household> {
    let mut rows = rows.into_iter();
    let (first, Row { mut case, mut facts, flat, lender }) = rows.next()?;
    let mut origins = Origins { first: (first, flat), debts: Vec::new(), names: Names::default() };
    origins.note(first, flat, case.debts.len());
    for (index, row) in rows {
        origins.note(index, row.flat, row.case.debts.len());
        let same = row.creditor() == lender.as_ref().map_or(&case.creditor, |lender| &lender.spec);
        facts.extend(row.facts);
        for field in merge(&mut case, row.case, same) {
            let message = format!("an earlier row of this customer says another {field}");
            let fault = Fault::new("DATA-DISAGREES", field, message);
            faults.push(RowFault { row: index, fault: fault.fix("rows of one customer say the same of the customer") });
        }
    }
    let customer = CustomerId::new(&case.customer.id);
    let customer = customer.map_err(|fault| {
        let fault = Fault { path: "customer.id".to_owned(), ..fault };
        faults.push(RowFault { row: first, fault });
    });
    let customer = customer.ok()?;
    origins.names = Names::of(&case);
    let made = if case.debts.is_empty() {
        change(case).map(|change| Household { customer, case: None, change, facts })
    } else {
        let case = match lender {
            Some(lender) => Case::of(Arc::clone(&lender.creditor), case),
            None => Case::new(case),
        };
        case.map(|case| Household { customer, case: Some(case), change: None, facts })
    };
    made.map_err(|wrong| faults.extend(wrong.into_iter().map(|fault| origins.trace(fault)))).ok()
}

/// What events say of the customer.
fn change(case: CaseSpec) -> Result<Option<Change>, Faults> {
    let CustomerSpec { contacts, locations, preferences, .. } = case.customer;
    let told = !(contacts.is_empty() && locations.is_empty() && preferences.is_empty());
    told.then(|| Change::new(ChangeSpec { contacts, locations, preferences })).transpose()
}

/// Which row each part of a joined case came from.
struct Origins {
    /// The first row, and whether it is flat.
    first: (usize, bool),
    /// For each debt its row, its place among the row's debts, and whether the row is flat.
    debts: Vec<(usize, usize, bool)>,
    names: Names,
}

impl Origins {
    fn note(&mut self, row: usize, flat: bool, debts: usize) {
        self.debts.extend((0..debts).map(|debt| (row, debt, flat)));
    }

    /// A fault of the joined case as one of its row.
    fn trace(&self, mut fault: Fault) -> RowFault {
        let debt = fault.path.strip_prefix("debts[").and_then(|rest| {
            let (index, field) = rest.split_once(']')?;
            let index: usize = index.parse().ok()?;
            Some((index, field.trim_start_matches('.'), *self.debts.get(index)?))
        });
        let row = match debt {
            Some((index, field, (row, _, true))) => {
                fault.path = self.names.column(field, index);
                row
            }
            Some((_, field, (row, own, false))) => {
                fault.path = format!("debts[{own}].{field}");
                row
            }
            None => {
                let (row, flat) = self.first;
                if flat {
                    fault.path = self.names.column(&fault.path, 0);
                }
                row
            }
        };
        RowFault { row, fault }
    }
}

/// Takes what a later row says into the case, which has the same creditor or not. Gives the fields in which it says
/// otherwise.
fn merge(into: &mut CaseSpec, from: CaseSpec, same_creditor: bool) -> Vec<String> {
    let CaseSpec { as_of, actor, collector, collector_name, creditor: _, customer, debts } = from;
    let mut differ = Vec::new();
    // Data are as old as the oldest of them.
    into.as_of = match (into.as_of, as_of) {
        (Some(known), Some(said)) => Some(known.min(said)),
        _ => None,
    };
    agree(&mut into.actor, actor, "actor", &mut differ);
    agree(&mut into.collector, collector, "collector", &mut differ);
    agree(&mut into.collector_name, collector_name, "collector_name", &mut differ);
    if !same_creditor {
        differ.push("creditor".to_owned());
    }
    let CustomerSpec { id: _, kind, name, locale, birth_date, contacts, locations, preferences } = customer;
    let known = &mut into.customer;
    agree(&mut known.kind, kind, "customer.kind", &mut differ);
    agree(&mut known.name, name, "customer.name", &mut differ);
    agree(&mut known.locale, locale, "customer.locale", &mut differ);
    agree(&mut known.birth_date, birth_date, "customer.birth_date", &mut differ);
    for contact in contacts {
        match known.contacts.iter().find(|known| known.channel == contact.channel) {
            None => known.contacts.push(contact),
            Some(_) if known.contacts.contains(&contact) => {}
            Some(_) => differ.push(format!("customer.contacts.{}", contact.channel.as_str())),
        }
    }
    agree_lists(&mut known.locations, locations, "customer.locations", &mut differ);
    agree_lists(&mut known.preferences, preferences, "customer.preferences", &mut differ);
    into.debts.extend(debts);
    differ
}

/// What one row leaves out another may say; what both say must be the same.
fn agree<T: PartialEq>(known: &mut Option<T>, said: Option<T>, path: &str, differ: &mut Vec<String>) {
    match (&known, said) {
        (_, None) => {}
        (None, said) => *known = said,
        (Some(known), Some(said)) if *known == said => {}
        _ => differ.push(path.to_owned()),
    }
}

fn agree_lists<T: PartialEq>(known: &mut Vec<T>, said: Vec<T>, path: &str, differ: &mut Vec<String>) {
    if known.is_empty() {
        *known = said;
    } else if !said.is_empty() && *known != said {
        differ.push(path.to_owned());
    }
}
