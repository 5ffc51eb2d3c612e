//! `dunning.rulebook/1`: a jurisdiction's rules as a TOML file, every rule with its clause. Which rule kinds there are
//! and what they mean is the core's; this file knows only how they are spelt.
//!
//! ```toml
//! format = "dunning.rulebook/1"
//! id = "us-fed"
//! version = "2026.11"
//! title = "United States, federal law"
//! zone = "America/New_York"      # whose days the dates of effect are
//! places = ["US"]                # where its rules hold, unless one says otherwise
//!
//! [[rule]]
//! id = "US-REGF-777"
//! rows = ["US-REGF-EXCL2"]       # rows of the study that only set out this rule further
//! kind = "WindowCap"
//! status = "verified"
//! force = "presumption"
//! citation = { instrument = "12 CFR 1006 (Regulation F)", article = "1006.14(b)(2)(i)(A)", source = "…" }
//! effective = { from = "2021-11-30" }
//! scope = { actors = ["agency", "debt_buyer"], channels = ["voice"], purposes_except = ["marketing"] }
//! note = "seven calls in seven days"
//! max = 7                        # from here on what the kind asks
//! counts = "attempt"
//! period = { days = 7 }
//! per = "debt"
//! over = "collector"
//! excludes = [{ outcome = "not_connected" }, { consent_days = 7 }]
//!
//! [[absent]]
//! row = "US-REGF-26"
//! kind = "ForbiddenContent"
//! why = "wording about time-barred debts is not evaluated yet"
//!
//! [[carried]]
//! row = "US-REGF-SCOPE"
//! by = "scope.actors of each rule"
//! ```

use std::collections::BTreeMap;

use chrono::NaiveDate;
use dunning_core::fault::{Fault, Faults};
use dunning_core::id::{BookId, RuleId};
use dunning_core::rule::{AbsentRow, CarriedRow, Citation, Effective, RuleSpec, RulebookSpec, Scope};
use dunning_core::time::Place;
use dunning_core::words::{Force, Status, Word};

use super::rule_kind::{kind, words};
use super::{Format, day, read_fields};
use crate::fields::{Fields, Node};

/// The format of rulebooks.
pub const FORMAT: Format = Format { name: "dunning.rulebook", version: 1 };

/// What a file's rules have in common.
pub(super) struct Common {
    /// The zone whose days dates of effect are.
    pub(super) zone: String,
    /// Where the rules hold.
    pub(super) places: Vec<Place>,
    /// The house policy whose rules these are, if they are a house's.
    pub(super) house: Option<String>,
}

/// Reads a rulebook.
///
/// # Errors
/// All faults with path, line and column: those of [`super::read`], `DATA-MISSING`, `DATA-KIND` for a kind that this
/// release doesn't evaluate, `DATA-WORD`, `DATA-DATE`, `DATA-ID`, `DATA-PLACE`, `DATA-WINDOW`, and `DATA-DUPLICATE` for a
/// row that stands in two places.
///
/// ```
/// use dunning_wire::format::rulebook;
/// let text = r#"
/// format = "dunning.rulebook/1"
/// id = "house-law"
/// version = "1"
/// title = "an example"
/// [[rule]]
/// id = "X-PII"
/// kind = "PiiLimit"
/// "#;
/// let faults = rulebook::read(text).unwrap_err();
/// assert_eq!(
///     faults.iter().find(|fault| fault.code == "DATA-KIND").unwrap().to_string(),
///     "DATA-KIND at rule[0].kind (line 8, column 8): kind PiiLimit is not evaluated by this release; \
///      list the row under [[absent]] with the reason"
/// );
/// ```
pub fn read(text: &str) -> Result<RulebookSpec, Faults> {
    read_fields(text, FORMAT, |fields| {
        let zone = fields.take("zone").owned().unwrap_or_else(|| "UTC".to_owned());
        let common = Common { zone, places: fields.take("places").list(place), house: None };
        let book = RulebookSpec {
            id: fields.must("id").parse(BookId::new)?,
            version: fields.must("version").owned().unwrap_or_default(),
            title: fields.must("title").owned().unwrap_or_default(),
            source: text.to_owned(),
            rules: rules(fields, &common),
            absent: fields.take("absent").list(|node| node.table(absent).flatten()),
            carried: fields.take("carried").list(|node| node.table(carried).flatten()),
        };
        once(&book, fields);
        Some(book)
    })
}

/// The rules of a file.
pub(super) fn rules(fields: &mut Fields<'_>, common: &Common) -> Vec<RuleSpec> {
    fields.take("rule").list(|node| node.table(|fields| rule(fields, common)).flatten())
}

/// One rule. A rule with a fault is left out: its fault is noted, so no file comes of it.
fn rule(fields: &mut Fields<'_>, common: &Common) -> Option<RuleSpec> {
    let id = fields.must("id").parse(RuleId::new);
    let part = fields.take("part").owned();
    let rows = fields.take("rows").list(|row| row.parse(RuleId::new));
    let effect_max = fields.take("effect_max").word();
    let note = fields.must("note").owned();
    let scope = fields.take("scope").table(|scope| self::scope(scope, common));
    let (status, force, citation, effective) = match &common.house {
        None => (
            fields.must("status").word(),
            fields.must("force").word(),
            fields.must("citation").table(citation),
            fields.must("effective").table(|effective| self::effective(effective, common)),
        ),
        Some(house) => {
            let instrument = format!("house policy {house}");
            let article = id.as_ref().map_or_else(String::new, ToString::to_string);
            let always = Effective { from: NaiveDate::default(), until: None, zone: common.zone.clone() };
            let effective = fields.take("effective").table(|effective| self::effective(effective, common));
            let citation = Citation { instrument, article, source: "the lender's own decision".to_owned() };
            (Some(Status::Verified), Some(Force::House), Some(citation), Some(effective.unwrap_or(always)))
        }
    };
    let kind = kind(fields);
    Some(RuleSpec {
        id: id?,
        part,
        rows,
        status: status?,
        force: force?,
        citation: citation?,
        effective: effective?,
        scope: scope.unwrap_or_else(|| Scope { places: common.places.clone(), ..Scope::default() }),
        effect_max,
        kind: kind?,
        note: note?,
    })
}

fn citation(fields: &mut Fields<'_>) -> Citation {
    Citation {
        instrument: fields.must("instrument").owned().unwrap_or_default(),
        article: fields.must("article").owned().unwrap_or_default(),
        source: fields.must("source").owned().unwrap_or_default(),
    }
}

fn effective(fields: &mut Fields<'_>, common: &Common) -> Effective {
    let from = fields.must("from").parse(day).unwrap_or_default();
    let until = fields.take("until").parse(day);
    if until.is_some_and(|until| until < from) {
        fields.fault("until", Fault::new("DATA-DATE", "", "a rule ends before it begins"));
    }
    Effective { from, until, zone: fields.take("zone").owned().unwrap_or_else(|| common.zone.clone()) }
}

fn scope(fields: &mut Fields<'_>, common: &Common) -> Scope {
    let own = fields.take("places");
    let places = if own.is_there() { own.list(place) } else { common.places.clone() };
    Scope {
        places,
        actors: words(fields.take("actors")),
        kinds: words(fields.take("kinds")),
        products: fields.take("products").list(|product| product.owned()),
        purposes: all_or_except(fields, "purposes", "purposes_except"),
        channels: all_or_except(fields, "channels", "channels_except"),
        recipients: all_or_except(fields, "recipients", "recipients_except"),
        contact_places: words(fields.take("contact_places")),
    }
}

/// The words named, or all but those named; none of both for everything.
fn all_or_except<W: Word>(fields: &mut Fields<'_>, named: &'static str, except: &'static str) -> Vec<W> {
    let bound: Vec<W> = words(fields.take(named));
    let spared: Vec<W> = words(fields.take(except));
    if spared.is_empty() {
        return bound;
    }
    if !bound.is_empty() {
        fields.fault(except, Fault::new("DATA-FIELD", "", format!("stands beside {named}")).fix("give one of both"));
    }
    W::ALL.iter().copied().filter(|word| !spared.contains(word)).collect()
}

fn place(node: Node<'_>) -> Option<Place> {
    node.parse(Place::parse)
}

fn absent(fields: &mut Fields<'_>) -> Option<AbsentRow> {
    let row = fields.must("row").parse(RuleId::new);
    let kind = fields.must("kind").owned();
    let why = fields.must("why").owned();
    Some(AbsentRow { row: row?, kind: kind?, why: why? })
}

fn carried(fields: &mut Fields<'_>) -> Option<CarriedRow> {
    let row = fields.must("row").parse(RuleId::new);
    let by = fields.must("by").owned();
    Some(CarriedRow { row: row?, by: by? })
}

/// Notes the rows that stand in more than one place. The parts and versions of one rule share its id.
fn once(book: &RulebookSpec, fields: &mut Fields<'_>) {
    let mut seen: BTreeMap<&RuleId, &'static str> = book.rules.iter().map(|rule| (&rule.id, "rule")).collect();
    let rows = book.rules.iter().flat_map(|rule| &rule.rows).map(|row| ("rule", row));
    let absent = book.absent.iter().map(|absent| ("absent", &absent.row));
    let carried = book.carried.iter().map(|carried| ("carried", &carried.row));
    for (list, row) in rows.chain(absent).chain(carried) {
        if let Some(other) = seen.insert(row, list) {
            let message = format!("row {row} stands here and under {other}");
            fields.fault(list, Fault::new("DATA-DUPLICATE", "", message).fix("a row stands in one place"));
        }
    }
}

#[cfg(test)]
mod tests;
