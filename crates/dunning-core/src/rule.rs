//! Rules as raw data: the eight kinds this release evaluates, with clause, force, effective date and scope. What they
//! mean at an instant stands in `evaluate`; how a file spells them stands in `dunning-wire`.

use chrono::NaiveDate;

use crate::element::Element;
use crate::id::{BookId, CalendarId, RuleId};
use crate::time::{Place, Weekday, Window};
use crate::words::{
    Actor, ArtifactKind, Channel, ConsentAbout, ConsentForm, ContactPlace, CustomerKind, Effect, Force, HoldCause,
    Purpose, Recipient, Status, words,
};

/// A rulebook: one jurisdiction's rules, as data.
#[derive(Debug, Clone)]
pub struct RulebookSpec {
    /// Its id.
    pub id: BookId,
    /// Its version.
    pub version: String,
    /// What it holds, in a sentence.
    pub title: String,
    /// The text it was read from, byte for byte: its digest names the book in every record.
    pub source: String,
    /// Its rules.
    pub rules: Vec<RuleSpec>,
    /// Rows of the study that the book doesn't carry yet, with the reason.
    pub absent: Vec<AbsentRow>,
    /// Rows that only set out a calendar or a scope, carried by the data named.
    pub carried: Vec<CarriedRow>,
}

/// A row that a book doesn't carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsentRow {
    /// The row.
    pub row: RuleId,
    /// Its kind, e.g. `ForbiddenContent`.
    pub kind: String,
    /// Why it isn't carried.
    pub why: String,
}

/// A row that other data of the book carry: a scope, a boundary, a calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedRow {
    /// The row.
    pub row: RuleId,
    /// What carries it.
    pub by: String,
}

/// One rule.
#[derive(Debug, Clone)]
pub struct RuleSpec {
    /// The `rule_id` it is filed under.
    pub id: RuleId,
    /// Which part of the row, when the row is split.
    pub part: Option<String>,
    /// Rows that only parametrise this rule; asking for one of them asks for this rule.
    pub rows: Vec<RuleId>,
    /// How well its text is known; a draft only notes.
    pub status: Status,
    /// How binding it is.
    pub force: Force,
    /// Where it is written.
    pub citation: Citation,
    /// From when until when it is in force.
    pub effective: Effective,
    /// Whom and what it binds.
    pub scope: Scope,
    /// The most it does; `Note` for "not advisable". Nothing: what its kind does. A deferral that no instant ends is a
    /// refusal all the same.
    pub effect_max: Option<Effect>,
    /// What it says.
    pub kind: RuleKind,
    /// A remark for the reader.
    pub note: String,
}

/// Instrument and clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// The instrument, e.g. `12 CFR 1006 (Regulation F)`.
    pub instrument: String,
    /// Article, section or paragraph.
    pub article: String,
    /// Where the text is published, and how it was read where it wasn't read there.
    pub source: String,
}

/// The period in which a rule is in force, as local days of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Effective {
    /// First day.
    pub from: NaiveDate,
    /// Last day; open when not said.
    pub until: Option<NaiveDate>,
    /// The zone whose days these are.
    pub zone: String,
}

/// Whom and what a rule binds. An empty list binds everything; a fact that isn't known counts as bound.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    /// Where the customer is (any candidate location within any of these).
    pub places: Vec<Place>,
    /// Who asks for payment.
    pub actors: Vec<Actor>,
    /// What the customer is.
    pub kinds: Vec<CustomerKind>,
    /// Products of the debts (any of the proposed debts).
    pub products: Vec<String>,
    /// What the contact is for.
    pub purposes: Vec<Purpose>,
    /// By which channel.
    pub channels: Vec<Channel>,
    /// To whom.
    pub recipients: Vec<Recipient>,
    /// Where the contact reaches the person. Unlike the others, a place that isn't known counts as not bound: a number
    /// known to be at work is said to be so.
    pub contact_places: Vec<ContactPlace>,
}

/// What a rule says: the eight kinds of this release.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum RuleKind {
    /// Contact is lawful in these hours only.
    AllowedWindow(AllowedWindow),
    /// At most so many contacts in a period.
    WindowCap(WindowCap),
    /// A pause after something happened.
    Cooldown(Cooldown),
    /// No contact without consent.
    ConsentRequired(ConsentRequired),
    /// What a refusal closes.
    OptOut(OptOut),
    /// A status that stops contact.
    NoContactStatus(NoContactStatus),
    /// Who may be contacted.
    RecipientLimit(RecipientLimit),
    /// What a text must say.
    MandatoryContent(MandatoryContent),
}

impl RuleKind {
    /// The names of the kinds this release evaluates, as books spell them.
    pub const NAMES: [&'static str; 8] = [
        "AllowedWindow",
        "WindowCap",
        "Cooldown",
        "ConsentRequired",
        "OptOut",
        "NoContactStatus",
        "RecipientLimit",
        "MandatoryContent",
    ];

    /// The kind's name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::AllowedWindow(_) => Self::NAMES[0],
            Self::WindowCap(_) => Self::NAMES[1],
            Self::Cooldown(_) => Self::NAMES[2],
            Self::ConsentRequired(_) => Self::NAMES[3],
            Self::OptOut(_) => Self::NAMES[4],
            Self::NoContactStatus(_) => Self::NAMES[5],
            Self::RecipientLimit(_) => Self::NAMES[6],
            Self::MandatoryContent(_) => Self::NAMES[7],
        }
    }
}

/// Contact is lawful in these hours only.
#[derive(Debug, Clone)]
pub struct AllowedWindow {
    /// Which hours.
    pub hours: Hours,
    /// On whose clock.
    pub zone: ZonePolicy,
    /// A consent that opens the other hours (its own window, if it has one).
    pub waiver: Option<ConsentAbout>,
    /// A reply or confirmation sent within so many seconds of the customer's own message by that channel is free.
    pub reply_within_s: Option<u32>,
}

/// Which hours are open.
#[expect(clippy::large_enum_variant, reason = "rules are few and live in one list; a box would buy nothing")]
#[derive(Debug, Clone)]
pub enum Hours {
    /// By class of day.
    Fixed(WeekHours),
    /// Those the customer's own wishes leave open.
    Preferred,
}

/// Open hours by weekday, with those of holidays and moved workdays where a calendar tells them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekHours {
    /// Monday first.
    pub days: [Vec<Window>; 7],
    /// On public holidays; needs a calendar.
    pub holiday: Option<Vec<Window>>,
    /// On weekend days made workdays; needs a calendar.
    pub moved_workday: Option<Vec<Window>>,
    /// The calendar that tells them.
    pub calendar: Option<CalendarRef>,
}

/// Which calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CalendarRef {
    /// This one.
    Id(CalendarId),
    /// That of the customer's country: the calendar of that name, or the country's `-federal` one.
    Local,
}

/// On whose clock hours and days are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ZonePolicy {
    /// Every zone the customer may be in; all must be open (12 CFR 1006, comment 6(b)(1)(i)-2).
    AllCandidates,
    /// The zones of address, contract or the customer's word; a number alone tells nothing.
    AddressOnly,
    /// One zone by law.
    Fixed(String),
}

/// At most `max` counted contacts in a period.
#[derive(Debug, Clone)]
pub struct WindowCap {
    /// How many.
    pub max: u32,
    /// What counts.
    pub counts: Counted,
    /// By which channels; every one when empty.
    pub channels: Vec<Channel>,
    /// For which purposes; every one when empty. A contact whose purpose isn't known counts.
    pub purposes: Vec<Purpose>,
    /// In which period.
    pub period: Period,
    /// Of whom or what.
    pub per: CapKey,
    /// Whose contacts count together.
    pub over: Aggregate,
    /// What doesn't count.
    pub excludes: Vec<Exclusion>,
}

words! {
    /// Which contacts a cap or cooldown counts.
    #[non_exhaustive]
    Counted, "counted event" {
        /// Every try, whatever became of it.
        Attempt = "attempt",
        /// Calls that nobody took.
        Unanswered = "unanswered",
        /// Calls that were connected, and talks (an effective call in China).
        Effective = "effective",
        /// Talks with the person, whoever began them.
        Conversation = "conversation",
        /// Messages handed over.
        Message = "message",
        /// Messages that arrived, talks and meetings: the person learned of it.
        Learned = "learned",
        /// Messages handed over, calls connected or voicemails left, meetings.
        Contact = "contact",
    }
}

/// The period of a cap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// So many local dates, today the last.
    Days(u32),
    /// So many seconds.
    Seconds(u32),
    /// The calendar week that begins on this day.
    Week(Weekday),
    /// The calendar month.
    Month,
}

words! {
    /// Of whom or what a cap counts.
    CapKey, "cap key" {
        /// Of the customer, over all debts.
        Person = "person",
        /// Of each debt; student loans under one account number are one (12 CFR 1006.14(b)(4)).
        Debt = "debt",
        /// Of each account.
        Account = "account",
        /// Of each claim.
        Claim = "claim",
        /// Of the address used.
        Number = "number",
    }
}

words! {
    /// Whose contacts count together.
    Aggregate, "aggregate" {
        /// Those of the collector who asks.
        Collector = "collector",
        /// Those of the creditor and all its agents.
        CreditorAndAgents = "creditor_and_agents",
    }
}

/// What a cap doesn't count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Exclusion {
    /// Contacts with this outcome (a number not in service).
    Outcome(crate::words::Outcome),
    /// Contacts with these recipients.
    Recipients(Vec<Recipient>),
    /// Contacts within so many local days of a consent about additional calls, its day the first.
    ConsentDays(u32),
    /// A contact whose channel the customer consented to, while that consent holds.
    Consent,
}

/// A pause after something happened.
#[derive(Debug, Clone)]
pub struct Cooldown {
    /// After what.
    pub after: Trigger,
    /// How long.
    pub span: Span,
    /// Contacts by which channels start it; every one when empty.
    pub channels: Vec<Channel>,
    /// Contacts for which purposes start it; every one when empty. A contact whose purpose isn't known starts it.
    pub purposes: Vec<Purpose>,
    /// Of whom or what.
    pub per: CapKey,
    /// Whose contacts start it.
    pub over: Aggregate,
    /// Contacts that neither start it nor fall under it. One made under a consent falls under it no more, but starts it
    /// all the same: the stricter reading.
    pub excludes: Vec<Exclusion>,
}

/// What starts a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trigger {
    /// A counted contact, either way.
    Event(Counted),
    /// A payment announced or under way that covers a proposed debt.
    PaymentPending,
    /// A payment booked that left a proposed debt in arrears.
    PaymentPart,
}

/// How long a pause or period is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// So many local days, that of the trigger the first.
    Days(u32),
    /// So many seconds.
    Seconds(u32),
    /// So many business days after the trigger's day.
    BusinessDays(u32, CalendarRef),
}

/// No contact without consent.
#[derive(Debug, Clone)]
pub struct ConsentRequired {
    /// In one of these forms; any when empty. A form that isn't known fits only an empty list.
    pub forms: Vec<ConsentForm>,
    /// About this; a plain consent to the channel when not said.
    pub about: Option<ConsentAbout>,
    /// Valid so many days after it was given or renewed, that day not counted.
    pub ttl_days: Option<u32>,
    /// A check of one of these kinds renews it.
    pub renewed_by: Vec<ArtifactKind>,
    /// The customer's own message by the address gives and renews it.
    pub by_use: bool,
    /// An address on file as verified stands for it: the customer gave it in the transaction.
    pub by_verified_address: bool,
}

/// What a refusal closes, beyond what the engine's own check closes already.
#[derive(Debug, Clone)]
pub struct OptOut {
    /// How far it reaches.
    pub reach: Reach,
    /// One answer goes out by a closed channel when the customer writes by it.
    pub reply_once: bool,
    /// One confirmation goes out, within so many seconds of the refusal.
    pub confirmation_within_s: Option<u32>,
    /// What is closed beyond the refusal's own words is closed so many business days later.
    pub after: Option<Span>,
}

words! {
    /// How far a refusal reaches.
    Reach, "reach" {
        /// As far as its words.
        Named = "named",
        /// The channel or address it names, for every purpose; a refusal of one purpose alone, only where the rule binds
        /// that purpose.
        Medium = "medium",
        /// Every purpose, by the channel it names.
        Purposes = "purposes",
    }
}

/// A status that stops contact.
#[derive(Debug, Clone)]
pub struct NoContactStatus {
    /// Holds of these causes.
    pub causes: Vec<HoldCause>,
    /// When it starts.
    pub start: HoldStart,
    /// How long it lasts where the hold names no end; without end when not said.
    pub lasts: Option<Span>,
}

words! {
    /// When a status starts to stop contact.
    HoldStart, "hold start" {
        /// With the hold.
        Effective = "effective",
        /// With the hold, or earlier if known earlier.
        Known = "known",
        /// The day after the hold.
        DayAfter = "day_after",
    }
}

/// Who may be contacted.
#[derive(Debug, Clone)]
pub struct RecipientLimit {
    /// These may; nobody when empty: the rule closes the way its scope names.
    pub allowed: Vec<Recipient>,
    /// These may be asked where the customer is ([`Purpose::LocationInquiry`]), while one of `lost` holds.
    pub when_lost: Vec<Recipient>,
    /// The statuses in which a customer is lost.
    pub lost: Vec<HoldCause>,
    /// How often one of `when_lost` may be asked; as often as need be when not said.
    pub times_max: Option<u32>,
    /// What goes to others than `allowed` tells nothing of a debt or its collection.
    pub silent: bool,
}

/// What a text must say.
#[derive(Debug, Clone)]
pub struct MandatoryContent {
    /// All of these.
    pub elements: Vec<Element>,
    /// When.
    pub when: Occasion,
    /// What a signature must be, when one is demanded.
    pub signature: Option<SignatureForm>,
}

words! {
    /// On which message of a case an element is demanded.
    Occasion, "occasion" {
        /// On every one.
        Every = "every",
        /// On the first to the customer.
        First = "first",
        /// On every one after the first.
        Later = "later",
    }
}

/// What a 【signature】 must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignatureForm {
    /// Fewest characters between the brackets.
    pub chars_min: u8,
    /// Most characters between the brackets.
    pub chars_max: u8,
}
