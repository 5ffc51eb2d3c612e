//! Raw cases as text and numbers, and how they become valid ones. All faults at once, each with its path.

use std::collections::BTreeSet;
use std::fmt::{self, Display};

use super::*;
use crate::money::parse_currency;
use crate::time::moment::{OUTSIDE, whole};

/// A raw case. Amounts, ids, places and zones are text; everything unknown stays `None` or empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseSpec {
    /// Instant of the payment data.
    pub as_of: Option<DateTime<Utc>>,
    /// Who asks for payment.
    pub actor: Option<Actor>,
    /// The firm that contacts the customer.
    pub collector: Option<String>,
    /// Its name in messages.
    pub collector_name: Option<String>,
    /// The lender.
    pub creditor: CreditorSpec,
    /// The customer.
    pub customer: CustomerSpec,
    /// The debts.
    pub debts: Vec<DebtSpec>,
}

/// A raw creditor; see [`Creditor`].
#[expect(missing_docs, reason = "each field is that of `Creditor`, as text")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CreditorSpec {
    pub id: String,
    pub name: Option<String>,
    pub seat: Option<String>,
    pub licences: Vec<String>,
    pub hotline: Option<String>,
    pub hotline_hours: Vec<OpenHoursSpec>,
    pub pay_link: Option<String>,
    pub site: Option<String>,
    pub domains: Vec<String>,
}

/// Raw hours; see [`OpenHours`].
#[expect(missing_docs, reason = "each field is that of `OpenHours`, as text")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenHoursSpec {
    pub days: Option<Weekdays>,
    pub window: String,
}

/// A raw customer; see [`Customer`].
#[expect(missing_docs, reason = "each field is that of `Customer`, as text")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CustomerSpec {
    pub id: String,
    pub kind: Option<CustomerKind>,
    pub name: Option<String>,
    pub locale: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub contacts: Vec<ContactSpec>,
    pub locations: Vec<LocationSpec>,
    pub preferences: Vec<PreferenceSpec>,
}

/// A raw change of a customer; see [`Change`].
#[expect(missing_docs, reason = "each field is that of `Change`, as text")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeSpec {
    pub contacts: Vec<ContactSpec>,
    pub locations: Vec<LocationSpec>,
    pub preferences: Vec<PreferenceSpec>,
}

/// A raw contact point; see [`ContactPoint`].
#[expect(missing_docs, reason = "each field is that of `ContactPoint`, as text")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactSpec {
    pub channel: Channel,
    pub address: String,
    pub verified: Option<bool>,
    pub since: Option<Moment>,
}

/// A raw location; see [`Location`].
#[expect(missing_docs, reason = "each field is that of `Location`, as text")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocationSpec {
    pub place: Option<String>,
    pub zone: Option<String>,
    pub evidence: Evidence,
    pub since: Option<Moment>,
}

/// A raw preference; see [`Preference`].
#[expect(missing_docs, reason = "each field is that of `Preference`, as text")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreferenceSpec {
    pub kind: PreferenceKind,
    pub days: Option<Weekdays>,
    pub window: Option<String>,
    pub channel: Option<Channel>,
    pub address: Option<String>,
    pub at: DateTime<Utc>,
    pub one_off: bool,
}

/// A raw debt; see [`Debt`]. `currency` holds for all its amounts.
#[expect(missing_docs, reason = "each field is that of `Debt`, as text")]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DebtSpec {
    pub id: String,
    pub account: Option<String>,
    pub claim: Option<String>,
    pub product: Option<String>,
    pub currency: String,
    pub arrears: String,
    pub outstanding: Option<String>,
    pub due_date: NaiveDate,
    pub zone: Option<String>,
    pub statement_date: Option<NaiveDate>,
    pub upcoming: Option<UpcomingSpec>,
    pub in_collection_since: Option<NaiveDate>,
    pub parts: Vec<PartSpec>,
    pub cause: Option<ArrearsCause>,
    pub consequences: Vec<ConsequenceSpec>,
    pub facts: DebtFacts,
}

/// What falls due next, raw; see [`Upcoming`].
#[expect(missing_docs, reason = "each field is that of `Upcoming`, as text")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UpcomingSpec {
    pub amount: String,
    pub due_date: NaiveDate,
}

/// A raw part of the arrears; see [`Part`].
#[expect(missing_docs, reason = "each field is that of `Part`, as text")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartSpec {
    pub kind: PartKind,
    pub amount: String,
    pub since: Option<NaiveDate>,
}

/// A raw consequence; see [`Consequence`].
#[expect(missing_docs, reason = "each field is that of `Consequence`, as text")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsequenceSpec {
    pub kind: ConsequenceKind,
    pub from: NaiveDate,
    pub source: String,
}

pub(super) fn change(spec: ChangeSpec) -> Result<Change, Faults> {
    let mut faults = Faults::new();
    let contacts = contacts(spec.contacts, &mut faults);
    let locations = locations(spec.locations, &mut faults);
    let preferences = preferences(spec.preferences, &mut faults);
    faults.or(Change { contacts, locations, preferences, former: None })
}

pub(super) fn lone_creditor(spec: CreditorSpec) -> Result<Creditor, Faults> {
    let mut faults = Faults::new();
    match creditor(spec, &mut faults) {
        Some(creditor) if faults.is_empty() => Ok(creditor),
        _ => Err(faults),
    }
}

pub(super) fn compile(mut spec: CaseSpec, known: Option<Arc<Creditor>>) -> Result<Case, Faults> {
    let mut faults = Faults::new();
    spec.as_of = spec.as_of.and_then(|at| dated(&mut faults, "as_of", whole(at)));
    let creditor = known.or_else(|| creditor(spec.creditor, &mut faults).map(Arc::new));
    let collector = spec.collector.and_then(|id| under(&mut faults, "collector", FirmId::new(&id)));
    let customer = customer(spec.customer, &mut faults);
    let mut debts = Vec::with_capacity(spec.debts.len());
    let doubled = doubled(&spec.debts);
    for (i, raw) in spec.debts.into_iter().enumerate() {
        let mut part = Faults::new();
        let compiled = debt(raw, spec.as_of, &mut part);
        if doubled.contains(&i) {
            part.push(
                Fault::new("DATA-DUPLICATE", "id", "a debt of this id stands here already")
                    .fix("give each debt an id of its own"),
            );
        }
        if !part.is_empty() {
            faults.extend_under(&format!("debts[{i}]"), part);
        }
        debts.extend(compiled);
    }
    let (Some(creditor), Some(customer), true) = (creditor, customer, faults.is_empty()) else {
        return Err(faults);
    };
    let stamp = OnceLock::new();
    let collector_name = spec.collector_name;
    Ok(Case { as_of: spec.as_of, actor: spec.actor, collector, collector_name, creditor, customer, debts, stamp })
}

/// The places of debts whose ids stand at an earlier one.
fn doubled(debts: &[DebtSpec]) -> BTreeSet<usize> {
    let mut seen = BTreeSet::new();
    let places = debts.iter().enumerate().filter(|_| debts.len() > 1);
    places.filter(|(_, debt)| !seen.insert(debt.id.as_str())).map(|(i, _)| i).collect()
}

/// An instant or a day that a fact may bear, or a fault.
fn dated<T>(faults: &mut Faults, path: impl Display, whole: Option<T>) -> Option<T> {
    if whole.is_none() {
        faults.push(Fault::new("DATA-INSTANT", path.to_string(), OUTSIDE));
    }
    whole
}

/// The value of a part, or its fault put under `path`.
fn under<T>(faults: &mut Faults, path: impl Display, result: Result<T, Fault>) -> Option<T> {
    result.map_err(|fault| faults.extend_under(&path.to_string(), fault.into())).ok()
}

fn creditor(spec: CreditorSpec, faults: &mut Faults) -> Option<Creditor> {
    let id = under(faults, "creditor.id", FirmId::new(&spec.id));
    let seat = spec.seat.and_then(|place| under(faults, "creditor.seat", Place::parse(&place)));
    let mut hotline_hours = Vec::new();
    for (i, hours) in spec.hotline_hours.into_iter().enumerate() {
        let window = under(faults, format_args!("creditor.hotline_hours[{i}].window"), Window::parse(&hours.window));
        hotline_hours.extend(window.map(|window| OpenHours { days: hours.days.unwrap_or(Weekdays::ALL), window }));
    }
    for (i, domain) in spec.domains.iter().enumerate() {
        // Hosts below a top-level domain are everybody's (RFC 1034, 3.1: labels are told apart by dots).
        if !domain.trim().trim_matches('.').contains('.') {
            let fault =
                Fault::new("DATA-DOMAIN", format!("creditor.domains[{i}]"), "this is no domain of a creditor's own");
            faults.push(fault.fix("write it like bank.example"));
        }
    }
    Some(Creditor {
        id: id?,
        name: spec.name,
        seat,
        licences: spec.licences,
        hotline: spec.hotline,
        hotline_hours,
        pay_link: spec.pay_link,
        site: spec.site,
        domains: spec.domains,
    })
}

fn customer(spec: CustomerSpec, faults: &mut Faults) -> Option<Customer> {
    let id = under(faults, "customer.id", CustomerId::new(&spec.id));
    if spec.kind.is_none() {
        faults.push(
            Fault::new("DATA-MISSING", "customer.kind", "the customer's kind is missing").fix("person or company"),
        );
    }
    let locale = spec.locale.and_then(|tag| under(faults, "customer.locale", Locale::new(&tag)));
    let contacts = contacts(spec.contacts, faults);
    let locations = locations(spec.locations, faults);
    let preferences = preferences(spec.preferences, faults);
    Some(Customer {
        id: id?,
        kind: spec.kind?,
        name: spec.name.map(Pii::new),
        locale,
        birth_date: spec.birth_date.map(Pii::new),
        contacts,
        locations,
        preferences,
    })
}

fn contacts(specs: Vec<ContactSpec>, faults: &mut Faults) -> Vec<ContactPoint> {
    let mut contacts = Vec::with_capacity(specs.len());
    for (i, raw) in specs.into_iter().enumerate() {
        let address = under(faults, format_args!("customer.contacts[{i}].address"), Address::new(&raw.address));
        contacts.extend(address.map(|address| ContactPoint {
            channel: raw.channel,
            address,
            verified: raw.verified,
            since: raw.since,
        }));
    }
    contacts
}

fn locations(specs: Vec<LocationSpec>, faults: &mut Faults) -> Vec<Location> {
    let mut locations = Vec::with_capacity(specs.len());
    for (i, raw) in specs.into_iter().enumerate() {
        if raw.place.is_none() && raw.zone.is_none() {
            faults.push(Fault::new(
                "DATA-LOCATION",
                format!("customer.locations[{i}]"),
                "a location names neither place nor zone",
            ));
        }
        let place = raw
            .place
            .and_then(|place| under(faults, format_args!("customer.locations[{i}].place"), Place::parse(&place)));
        locations.push(Location { place, zone: raw.zone, evidence: raw.evidence, since: raw.since });
    }
    locations
}

fn preferences(specs: Vec<PreferenceSpec>, faults: &mut Faults) -> Vec<Preference> {
    specs.into_iter().enumerate().filter_map(|(i, raw)| preference(i, raw, faults)).collect()
}

fn preference(i: usize, raw: PreferenceSpec, faults: &mut Faults) -> Option<Preference> {
    let path = format_args!("customer.preferences[{i}]");
    let window = raw.window.map(|window| under(faults, format_args!("{path}.window"), Window::parse(&window)));
    let address = raw.address.map(|address| under(faults, format_args!("{path}.address"), Address::new(&address)));
    let at = dated(faults, format_args!("{path}.at"), whole(raw.at))?;
    Some(Preference {
        kind: raw.kind,
        days: raw.days.unwrap_or(Weekdays::ALL),
        window: match window {
            Some(window) => Some(window?),
            None => None,
        },
        channel: raw.channel,
        address: match address {
            Some(address) => Some(address?),
            None => None,
        },
        at,
        one_off: raw.one_off,
    })
}

fn debt(spec: DebtSpec, as_of: Option<DateTime<Utc>>, faults: &mut Faults) -> Option<Debt> {
    let id = under(faults, "id", DebtId::new(&spec.id));
    let account = spec.account.and_then(|id| under(faults, "account", AccountId::new(&id)));
    let claim = spec.claim.and_then(|id| under(faults, "claim", ClaimId::new(&id)));
    let currency = under(faults, "currency", parse_currency(&spec.currency))?;
    let amount = |faults: &mut Faults, path: fmt::Arguments<'_>, text: &str| {
        under(faults, path, Money::parse_in(text, currency))
    };
    let arrears = amount(faults, format_args!("arrears"), &spec.arrears);
    let outstanding = spec.outstanding.and_then(|text| amount(faults, format_args!("outstanding"), &text));
    let upcoming = spec.upcoming.and_then(|raw| {
        Some(Upcoming { amount: amount(faults, format_args!("upcoming.amount"), &raw.amount)?, due_date: raw.due_date })
    });
    let mut parts = Vec::new();
    for (i, raw) in spec.parts.into_iter().enumerate() {
        let amount = amount(faults, format_args!("parts[{i}].amount"), &raw.amount);
        parts.extend(amount.map(|amount| Part { kind: raw.kind, amount, since: raw.since }));
    }
    let arrears = arrears?;
    let sum: Option<i64> = parts.iter().try_fold(0_i64, |sum, part| sum.checked_add(part.amount.minor()));
    if !parts.is_empty() && sum != Some(arrears.minor()) {
        let sum =
            sum.map_or_else(|| "more than 64 bits hold".to_owned(), |sum| Money::from_minor(sum, currency).digits());
        let message = format!("the parts sum to {sum}, the arrears are {}", arrears.digits());
        faults.push(Fault::new("DATA-PARTS", "parts", message).fix("parts sum to the arrears"));
    }
    // A day ahead of the instant's UTC date is the latest any zone's calendar can show (UTC+14).
    if let Some(as_of) = as_of
        && !arrears.is_zero()
        && spec.due_date > (as_of + Duration::hours(14)).date_naive()
    {
        faults.push(
            Fault::new("DATA-DUE-DATE", "due_date", "a debt in arrears falls due after the instant of its data")
                .fix("arrears are what is overdue; what falls due later is `upcoming`"),
        );
    }
    let consequences = spec
        .consequences
        .into_iter()
        .map(|raw| Consequence { kind: raw.kind, from: raw.from, source: raw.source })
        .collect();
    Some(Debt {
        id: id?,
        account,
        claim,
        product: spec.product,
        arrears,
        outstanding,
        due_date: spec.due_date,
        zone: spec.zone,
        statement_date: spec.statement_date,
        upcoming,
        in_collection_since: spec.in_collection_since,
        parts,
        cause: spec.cause,
        consequences,
        facts: spec.facts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_top_level_domain_is_nobodys_own() {
        let creditor = |domain: &str| CreditorSpec {
            id: "bank".into(),
            domains: vec!["bank.example".into(), domain.into()],
            ..CreditorSpec::default()
        };
        for domain in ["com", ".com", "com.", " ", ""] {
            let mut faults = Faults::new();
            super::creditor(creditor(domain), &mut faults);
            let said: Vec<_> = faults.iter().map(|fault| (fault.code, fault.path.as_str())).collect();
            assert_eq!(said, [("DATA-DOMAIN", "creditor.domains[1]")], "{domain:?}");
        }
        let mut faults = Faults::new();
        super::creditor(creditor("pay.bank.example"), &mut faults);
        assert!(faults.is_empty());
    }
}
