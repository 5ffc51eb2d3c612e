//! What a rule or the engine's own check remarks on a question: a code, the rule by index, the effect, the instant at
//! which it would pass or the remedy, and typed inputs. No prose: `explain` makes words of it.

use chrono::{DateTime, Utc};

use crate::element::Element;
use crate::redact::Kind;
use crate::rule::{Counted, Period};
use crate::words::{Channel, Effect, Force, HoldCause, Purpose, Recipient, Word, words};

words! {
    /// The engine's reasons. Stable, never reused; each has a page (`dunning rule CODE`).
    #[non_exhaustive]
    Code, "code" {
        /// Outside the contact window.
        TimeWindow = "TIME-WINDOW",
        /// At a time the customer asked to be left alone.
        TimePreference = "TIME-PREFERENCE",
        /// Where the customer is isn't known well enough to know the time there.
        TimeLocation = "TIME-LOCATION",
        /// Holidays of that day aren't known.
        TimeCalendar = "TIME-CALENDAR",
        /// As many contacts as the cap allows.
        FreqCap = "FREQ-CAP",
        /// A pause after a contact.
        FreqCooldown = "FREQ-COOLDOWN",
        /// A payment is under way, or a part was paid.
        FreqPayment = "FREQ-PAYMENT",
        /// Consent is missing.
        ConsMissing = "CONS-MISSING",
        /// Consent has run out.
        ConsExpired = "CONS-EXPIRED",
        /// The customer opted out.
        ConsOptedOut = "CONS-OPTED-OUT",
        /// A hold is in force.
        HoldActive = "HOLD-ACTIVE",
        /// This person may not be contacted about it.
        PartyRecipient = "PARTY-RECIPIENT",
        /// An element is missing in the text.
        TextElement = "TEXT-ELEMENT",
        /// A signature is missing, misplaced or of the wrong length.
        TextSignature = "TEXT-SIGNATURE",
        /// A text that isn't advertising sells something.
        TextSells = "TEXT-SELLS",
        /// A text tells a third person of a debt or its collection.
        TextThirdParty = "TEXT-THIRD-PARTY",
        /// A confirmation says more than it confirms.
        TextConfirmation = "TEXT-CONFIRMATION",
        /// A text is empty, too long, or holds characters that hide something.
        TextForm = "TEXT-FORM",
        /// Personal data in a text.
        PiiFound = "PII-FOUND",
        /// A link outside the creditor's domains.
        LinkDomain = "LINK-DOMAIN",
        /// Payment data are missing or too old.
        DataStale = "DATA-STALE",
        /// Nothing is owed.
        DataNothingOwed = "DATA-NOTHING-OWED",
        /// The proposal names a debt that the case doesn't hold.
        DataDebt = "DATA-DEBT",
        /// The contact has no address.
        SendAddress = "SEND-ADDRESS",
        /// The contact has no key.
        SendKey = "SEND-KEY",
        /// The text was checked for something else than what was permitted.
        SendMismatch = "SEND-MISMATCH",
        /// The window closes before the message could leave.
        SendLate = "SEND-LATE",
    }
}

words! {
    /// A fact whose absence withholds.
    #[non_exhaustive]
    Need, "need" {
        /// Where the customer is.
        Location = "location",
        /// The zone's offset.
        Offset = "offset",
        /// The calendar of that year.
        Calendar = "calendar",
        /// A consent.
        Consent = "consent",
        /// A renewal of the consent.
        ConsentRenewal = "consent_renewal",
        /// A check of the person's identity.
        IdentityCheck = "identity_check",
        /// A check of the number.
        NumberCheck = "number_check",
        /// Fresh payment data.
        PaymentData = "payment_data",
        /// A birth date.
        BirthDate = "birth_date",
        /// A debt of the case.
        Debt = "debt",
        /// What falls due next.
        Upcoming = "upcoming",
    }
}

words! {
    /// What would lift a refusal that no instant lifts.
    #[non_exhaustive]
    Remedy, "remedy" {
        /// Give the fact that is needed.
        SupplyFact = "supply_fact",
        /// Obtain a new consent.
        ObtainConsent = "obtain_consent",
        /// Lift the hold.
        LiftHold = "lift_hold",
        /// Contact somebody who may be contacted.
        ChangeRecipient = "change_recipient",
        /// Take another channel.
        ChangeChannel = "change_channel",
        /// Change the text.
        ChangeText = "change_text",
        /// Nothing: there is nothing to collect.
        NothingToCollect = "nothing_to_collect",
        /// No lawful instant within 400 days: change the policy or the wishes on file.
        ReviewRules = "review_rules",
        /// Decide anew: the permit is of another instant.
        DecideAgain = "decide_again",
    }
}

/// Where in a policy the rule stands that raised a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleIndex(pub(crate) u32);

/// One rule's or check's remark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    /// The reason.
    pub code: Code,
    /// The rule that raised it; nothing for the engine's own checks.
    pub rule: Option<RuleIndex>,
    /// What it does.
    pub effect: Effect,
    /// How binding its rule is; nothing for the engine's own checks.
    pub force: Option<Force>,
    /// The earliest instant of decision at which this rule alone would pass; nothing when no instant lifts it.
    pub until: Option<DateTime<Utc>>,
    /// What would lift it when no instant does.
    pub remedy: Option<Remedy>,
    /// The fact whose absence withholds.
    pub need: Option<Need>,
    /// What it was measured on.
    pub inputs: Inputs,
}

/// What a finding was measured on. Typed values, nothing personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Inputs {
    /// Nothing beyond the code.
    None,
    /// The local second of the day at which the contact would fall, in the zone that refuses.
    LocalTime {
        /// Second of the local day, 0 to 86,399.
        second: u32,
        /// Offset from UTC in seconds.
        offset_s: i32,
    },
    /// How many contacts counted, of how many allowed.
    Count {
        /// Counted in the period.
        counted: u32,
        /// Allowed.
        max: u32,
        /// What counts.
        counts: Counted,
        /// The period.
        period: Period,
    },
    /// What a pause follows.
    Since {
        /// When it began.
        at: DateTime<Utc>,
    },
    /// The hold.
    Hold {
        /// Why.
        cause: HoldCause,
    },
    /// The refusal.
    OptOut {
        /// When it was said.
        at: DateTime<Utc>,
        /// By which channel it is limited.
        channel: Option<Channel>,
        /// To which purpose it is limited.
        purpose: Option<Purpose>,
    },
    /// The consent that ran out.
    Consent {
        /// When it was last given or renewed.
        at: DateTime<Utc>,
    },
    /// The recipient.
    Recipient(Recipient),
    /// The element.
    Element(Element),
    /// A stretch of the text, in bytes.
    Span {
        /// Where it starts.
        start: u32,
        /// Where it ends.
        end: u32,
    },
    /// An identifier of a person in the text, in bytes.
    Identifier {
        /// What it is.
        kind: Kind,
        /// Where it starts.
        start: u32,
        /// Where it ends.
        end: u32,
    },
    /// Age of the payment data in seconds; nothing when unknown.
    Age {
        /// Seconds.
        seconds: Option<i64>,
        /// At most.
        max_s: i64,
    },
}

impl Finding {
    /// Whether it keeps the contact from leaving now.
    pub const fn refuses(&self) -> bool {
        matches!(self.effect, Effect::Withhold | Effect::Defer)
    }

    /// Sort key of precedence: effect, then force, then code.
    pub(crate) fn precedence(&self) -> (std::cmp::Reverse<Effect>, Option<Force>, &'static str) {
        (std::cmp::Reverse(self.effect), self.force, self.code.as_str())
    }
}

/// All findings of a decision, the headline first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Findings in the order of precedence: effect, force (the engine's own checks first), code.
    pub fn new(mut findings: Vec<Finding>) -> Self {
        findings.sort_by_key(Finding::precedence);
        Self(findings)
    }

    /// The finding that names the decision; nothing when no rule remarked anything.
    pub fn headline(&self) -> Option<&Finding> {
        self.0.first()
    }

    /// Those that refuse.
    pub fn refusals(&self) -> impl Iterator<Item = &Finding> {
        self.0.iter().filter(|finding| finding.refuses())
    }

    /// The facts that withholding findings need, each once, in the order of their words.
    pub fn needs(&self) -> Vec<Need> {
        let withholding = self.0.iter().filter(|finding| finding.effect == Effect::Withhold);
        let mut needs: Vec<Need> = withholding.filter_map(|finding| finding.need).collect();
        needs.sort_unstable();
        needs.dedup();
        needs
    }

    /// The findings in order.
    pub fn as_slice(&self) -> &[Finding] {
        &self.0
    }
}
