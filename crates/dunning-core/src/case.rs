//! The case: a customer with debts, and the creditor who asks. [`CaseSpec`] is raw and open to anyone; [`Case`] is what
//! it becomes once every fault has been said: immutable and valid from then on. It knows nothing of what happened
//! before (that is [`crate::history`]) and of what the law says of it.

use std::cmp::Ordering;
use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Duration, NaiveDate, Utc};

use crate::digest::{Canon, Digest};
use crate::fault::{Fault, Faults};
use crate::id::{AccountId, ClaimId, CustomerId, DebtId, FirmId};
use crate::locale::Locale;
use crate::money::Money;
use crate::pii::Pii;
use crate::time::{Moment, Place, Weekdays, Window};
use crate::words::{Actor, ArrearsCause, Channel, ConsequenceKind, CustomerKind, Evidence, PartKind, PreferenceKind};

mod canon;
mod change;
mod raw;

pub(crate) use canon::address;
pub use change::{Change, Former};
pub use raw::{
    CaseSpec, ChangeSpec, ConsequenceSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtSpec, LocationSpec,
    OpenHoursSpec, PartSpec, PreferenceSpec, UpcomingSpec,
};

/// A contact address: a number in E.164, a mail address, a postal address's name. Personal. Kept as it is spelt, and told
/// from others as people tell them: mail addresses whatever the case of their letters, numbers by their digits.
#[derive(Clone, Debug)]
pub struct Address(Pii<Arc<str>>);

impl PartialEq for Address {
    fn eq(&self, other: &Self) -> bool {
        self.expose() == other.expose() || self.told_by().eq(other.told_by())
    }
}

impl Eq for Address {}

impl PartialOrd for Address {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Address {
    fn cmp(&self, other: &Self) -> Ordering {
        self.told_by().cmp(other.told_by())
    }
}

impl Address {
    /// Reads an address: 1 to 512 bytes without control characters.
    ///
    /// # Errors
    /// `DATA-ADDRESS`.
    pub fn new(text: &str) -> Result<Self, Fault> {
        if text.trim().is_empty() || text.len() > 512 || text.chars().any(char::is_control) {
            return Err(Fault::new("DATA-ADDRESS", "", "an address is empty, too long or holds a control character")
                .fix("1 to 512 bytes of text"));
        }
        Ok(Self(Pii::new(Arc::from(text))))
    }

    /// The characters by which it is told from others.
    fn told_by(&self) -> impl Iterator<Item = char> + '_ {
        let text = self.expose().trim();
        let is_mail = text.contains('@');
        let is_number = text.contains(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || "+-() .".contains(c));
        let chars = text.chars().filter(move |c| !is_number || c.is_ascii_digit());
        chars.flat_map(move |c| {
            let lower = is_mail.then(|| c.to_lowercase()).into_iter().flatten();
            lower.chain((!is_mail).then_some(c))
        })
    }

    /// The address itself. Whoever calls this answers for where it goes.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

/// A customer with debts, valid and immutable.
#[derive(Debug, Clone)]
pub struct Case {
    as_of: Option<DateTime<Utc>>,
    actor: Option<Actor>,
    collector: Option<FirmId>,
    collector_name: Option<String>,
    creditor: Arc<Creditor>,
    customer: Customer,
    debts: Vec<Debt>,
    /// Made when it is first asked for: most cases are read for something else.
    stamp: OnceLock<Digest>,
}

impl Case {
    /// Parses a raw case.
    ///
    /// # Errors
    /// All faults at once, each with its path: ids, amounts, currencies, places, words out of bounds; parts that don't
    /// sum to the arrears; a debt in arrears that isn't due yet; a debt named twice; a debt without arrears or currency; an
    /// instant outside the years 1 to 9999.
    pub fn new(spec: CaseSpec) -> Result<Self, Faults> {
        raw::compile(spec, None)
    }

    /// Parses a raw case of a creditor known already, as the many cases of a portfolio share one. The creditor of `spec`
    /// is passed over.
    ///
    /// # Errors
    /// Those of [`Case::new`].
    pub fn of(creditor: Arc<Creditor>, spec: CaseSpec) -> Result<Self, Faults> {
        raw::compile(spec, Some(creditor))
    }

    /// The instant of the payment data; nothing when unknown.
    pub const fn as_of(&self) -> Option<DateTime<Utc>> {
        self.as_of
    }

    /// Who asks for payment; nothing when unknown.
    pub const fn actor(&self) -> Option<Actor> {
        self.actor
    }

    /// The firm that contacts the customer; the creditor's id when it does so itself.
    pub const fn collector(&self) -> Option<&FirmId> {
        self.collector.as_ref()
    }

    /// What that firm is called in messages, where it is said.
    pub fn collector_name(&self) -> Option<&str> {
        self.collector_name.as_deref()
    }

    /// The lender.
    pub fn creditor(&self) -> &Creditor {
        &self.creditor
    }

    /// The customer.
    pub const fn customer(&self) -> &Customer {
        &self.customer
    }

    /// The debts, in the order they were given.
    pub fn debts(&self) -> &[Debt] {
        &self.debts
    }

    /// One debt.
    pub fn debt(&self, id: &DebtId) -> Option<&Debt> {
        self.debts.iter().find(|debt| debt.id == *id)
    }

    /// The same case after a change: contact points of a channel give way to new ones in their place, locations to others
    /// of the same evidence (a number's stay: it may still be used), wishes are added. Where the case says what it didn't
    /// say when the change became known, it is the newer one: its contact points stay, and its locations beside the
    /// change's. A change made twice is made once.
    #[must_use]
    pub fn changed(&self, change: &Change) -> Self {
        let mut case = self.clone();
        let customer = &mut case.customer;
        customer.contacts = change.contacts_over(&customer.contacts);
        customer.locations = change.locations_over(&customer.locations);
        customer.preferences = change.preferences_over(&customer.preferences);
        case.stamp = OnceLock::new();
        case
    }

    /// SHA-256 of the canonical case. A text that was checked against one stamp isn't cleared against another.
    pub fn stamp(&self) -> Digest {
        *self.stamp.get_or_init(|| Canon::digest(|canon| canon::case(canon, self)))
    }
}

/// The lender.
#[derive(Debug, Clone)]
pub struct Creditor {
    /// Its id.
    pub id: FirmId,
    /// Its name, as texts carry it.
    pub name: Option<String>,
    /// Its seat.
    pub seat: Option<Place>,
    /// Places or numbers of licences it holds.
    pub licences: Vec<String>,
    /// The number where a person answers.
    pub hotline: Option<String>,
    /// When somebody answers it, in the zone of the seat; empty means unknown.
    pub hotline_hours: Vec<OpenHours>,
    /// Where to pay.
    pub pay_link: Option<String>,
    /// Its official site.
    pub site: Option<String>,
    /// The domains its links may lead to.
    pub domains: Vec<String>,
}

/// Hours on some days of the week; no day named means every day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenHours {
    /// Days, Monday first; all when none was named.
    pub days: Weekdays,
    /// Hours of those days.
    pub window: Window,
}

impl Creditor {
    /// Parses a raw creditor.
    ///
    /// # Errors
    /// All faults at once, each with its path in a case: `creditor.id`, `creditor.seat`, `creditor.hotline_hours`.
    pub fn new(spec: CreditorSpec) -> Result<Self, Faults> {
        raw::lone_creditor(spec)
    }
}

/// The customer.
#[derive(Debug, Clone)]
pub struct Customer {
    /// Its id.
    pub id: CustomerId,
    /// Person or company.
    pub kind: CustomerKind,
    /// Name as texts may carry it.
    pub name: Option<Pii<String>>,
    /// Language it reads.
    pub locale: Option<Locale>,
    /// Date of birth.
    pub birth_date: Option<Pii<NaiveDate>>,
    /// Ways to reach it, the preferred first.
    pub contacts: Vec<ContactPoint>,
    /// Where it may be.
    pub locations: Vec<Location>,
    /// What it asked for.
    pub preferences: Vec<Preference>,
}

impl Customer {
    /// The first contact point of a channel.
    pub fn contact(&self, channel: Channel) -> Option<&ContactPoint> {
        self.contacts.iter().find(|contact| contact.channel == channel)
    }

    /// The one country it may be in; nothing when that isn't known, or there are several.
    pub(crate) fn country(&self) -> Option<Place> {
        let mut countries = self.locations.iter().map(|location| location.place.map(Place::country));
        let country = countries.next()??;
        countries.all(|other| other == Some(country)).then_some(country)
    }
}

/// A way to reach the customer.
#[derive(Debug, Clone)]
pub struct ContactPoint {
    /// By which channel.
    pub channel: Channel,
    /// At which address.
    pub address: Address,
    /// Whether it was proven to reach the customer; nothing when unknown.
    pub verified: Option<bool>,
    /// Since when it is on file.
    pub since: Option<Moment>,
}

/// One indication of where the customer is. It names a place, a zone, or both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The place.
    pub place: Option<Place>,
    /// The IANA zone.
    pub zone: Option<String>,
    /// What tells so.
    pub evidence: Evidence,
    /// Since when.
    pub since: Option<Moment>,
}

/// A wish of the customer about when, where and how to be contacted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preference {
    /// Whether what follows is closed, or alone is open.
    pub kind: PreferenceKind,
    /// On these days.
    pub days: Weekdays,
    /// At these hours; all day when none were named.
    pub window: Option<Window>,
    /// By this channel; every one when none was named.
    pub channel: Option<Channel>,
    /// At this address; every one when none was named.
    pub address: Option<Address>,
    /// When it was voiced.
    pub at: DateTime<Utc>,
    /// Whether it held for the next such time only ("I'm busy now") and is no lasting wish.
    pub one_off: bool,
}

/// One debt.
#[derive(Debug, Clone)]
pub struct Debt {
    /// Its id.
    pub id: DebtId,
    /// The account it stands under.
    pub account: Option<AccountId>,
    /// The claim it belongs to.
    pub claim: Option<ClaimId>,
    /// Product, e.g. `credit_card`, `student_loan`.
    pub product: Option<String>,
    /// Overdue and unpaid.
    pub arrears: Money,
    /// All that is owed.
    pub outstanding: Option<Money>,
    /// The civil date on which the oldest part of the arrears fell due.
    pub due_date: NaiveDate,
    /// The contract's zone; the customer's when not said.
    pub zone: Option<String>,
    /// Date of the statement.
    pub statement_date: Option<NaiveDate>,
    /// What falls due next.
    pub upcoming: Option<Upcoming>,
    /// Since when it has been in collection.
    pub in_collection_since: Option<NaiveDate>,
    /// Parts of the arrears.
    pub parts: Vec<Part>,
    /// How the arrears came about.
    pub cause: Option<ArrearsCause>,
    /// What truly follows, and when.
    pub consequences: Vec<Consequence>,
    /// Facts that rules ask for.
    pub facts: DebtFacts,
}

/// What falls due next.
#[derive(Debug, Clone, Copy)]
pub struct Upcoming {
    /// How much.
    pub amount: Money,
    /// When.
    pub due_date: NaiveDate,
}

/// A part of the arrears.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// What it is.
    pub kind: PartKind,
    /// How much.
    pub amount: Money,
    /// Since when.
    pub since: Option<NaiveDate>,
}

/// What truly follows if nothing is paid.
#[derive(Debug, Clone)]
pub struct Consequence {
    /// What.
    pub kind: ConsequenceKind,
    /// From when.
    pub from: NaiveDate,
    /// By which clause.
    pub source: String,
}

/// Facts of a debt that rules ask for; what is not said is unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DebtFacts {
    /// The limitation period has run out.
    pub time_barred: Option<bool>,
    /// A suit has been filed.
    pub suit_filed: Option<bool>,
    /// The customer disputes it.
    pub disputed: Option<bool>,
    /// The fee asked for is the registered one.
    pub registered_fee: Option<bool>,
    /// Signatures registered with carriers.
    pub registered_signatures: Vec<String>,
    /// The client's address (RDG 13a).
    pub client_address: Option<String>,
    /// A stated protective interest (RDG 13a).
    pub protective_interest: Option<bool>,
    /// Others use the phone too.
    pub shared_phone: Option<bool>,
}
