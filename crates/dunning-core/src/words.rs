//! The enumerated words of the domain, each spelt once. The spelling is the contract's; whoever reads or writes text
//! (requests, portfolios, rulebooks, records) uses it through [`Word`].

use std::fmt::Debug;

use crate::fault::{Fault, nearest};

/// An enumerated word with one canonical spelling.
pub trait Word: Copy + Debug + Eq + Ord + 'static {
    /// What such a word is called in a fault, e.g. `channel`.
    const NOUN: &'static str;
    /// All words, in their order.
    const ALL: &'static [Self];

    /// The canonical spelling.
    fn as_str(self) -> &'static str;

    /// Its place among all words of its kind, from 0.
    fn index(self) -> u32;

    /// Reads a word.
    ///
    /// # Errors
    /// `DATA-WORD` with the nearest known word.
    fn parse(text: &str) -> Result<Self, Fault> {
        Self::ALL.iter().copied().find(|word| word.as_str() == text).ok_or_else(|| {
            let fault = Fault::new("DATA-WORD", "", format!("no known {}", Self::NOUN)).of(text);
            match nearest(text, Self::ALL.iter().map(|word| word.as_str())) {
                Some(near) => fault.fix(format!("did you mean {near:?}?")),
                None => fault
                    .fix(format!("one of: {}", Self::ALL.iter().map(|w| w.as_str()).collect::<Vec<_>>().join(", "))),
            }
        })
    }
}

/// Declares an enumerated word: its variants, their spelling and their documentation stand in one place.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident, $noun:literal { $($(#[$doc:meta])* $variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$doc])* $variant,)+
        }

        impl $crate::words::Word for $name {
            const NOUN: &'static str = $noun;
            const ALL: &'static [Self] = &[$(Self::$variant,)+];

            fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }

            fn index(self) -> u32 {
                self as u32
            }
        }
    };
}

pub(crate) use words;

words! {
    /// Who asks for payment.
    Actor, "actor" {
        /// The lender itself, in its own name.
        Creditor = "creditor",
        /// A third party that collects for the lender.
        Agency = "agency",
        /// A firm that bought the debt.
        DebtBuyer = "debt_buyer",
        /// A firm that administers the loan for its owner.
        Servicer = "servicer",
    }
}

words! {
    /// A way to reach a person.
    #[non_exhaustive]
    Channel, "channel" {
        /// A telephone call by a person.
        Voice = "voice",
        /// A telephone call by a synthetic voice that converses.
        AiVoice = "ai_voice",
        /// A telephone call that plays a recording.
        Prerecorded = "prerecorded",
        /// A text message.
        Sms = "sms",
        /// An e-mail.
        Email = "email",
        /// A letter by post.
        Letter = "letter",
        /// A push notice of the lender's app.
        AppPush = "app_push",
        /// A message in a messenger.
        Im = "im",
        /// A visit in person.
        Visit = "visit",
        /// A fax.
        Fax = "fax",
        /// A message in a social network.
        Social = "social",
    }
}

words! {
    /// What a contact is for.
    #[non_exhaustive]
    Purpose, "purpose" {
        /// To ask for an overdue payment.
        Collection = "collection",
        /// To remind of a payment that will fall due.
        PreDue = "pre_due",
        /// A notice that a statute demands.
        StatutoryNotice = "statutory_notice",
        /// An answer to the customer's own message.
        Reply = "reply",
        /// A confirmation, thanks or apology that asks for nothing.
        Confirmation = "confirmation",
        /// A request for consent.
        ConsentRequest = "consent_request",
        /// A request to a third person for the customer's whereabouts.
        LocationInquiry = "location_inquiry",
        /// The notice that collection has ended.
        EffortsEnd = "efforts_end",
        /// A survey.
        Survey = "survey",
        /// Advertising.
        Marketing = "marketing",
    }
}

words! {
    /// Who would receive a contact, seen from the debt.
    #[non_exhaustive]
    Recipient, "recipient" {
        /// The customer who owes.
        Customer = "customer",
        /// Another who owes the same debt.
        CoDebtor = "co_debtor",
        /// A guarantor.
        Guarantor = "guarantor",
        /// The customer's spouse.
        Spouse = "spouse",
        /// A parent of a customer who is a minor.
        ParentOfMinor = "parent_of_minor",
        /// A guardian.
        Guardian = "guardian",
        /// The executor or administrator of a customer who died.
        Executor = "executor",
        /// The customer's attorney.
        Attorney = "attorney",
        /// The contact person named in the contract.
        ContactPerson = "contact_person",
        /// Another relative.
        Relative = "relative",
        /// The customer's employer.
        Employer = "employer",
        /// Anybody else.
        Stranger = "stranger",
    }
}

words! {
    /// Where a contact reaches the person.
    ContactPlace, "place" {
        /// At home.
        Home = "home",
        /// At work.
        Work = "work",
        /// Elsewhere.
        Other = "other",
    }
}

words! {
    /// Which way an event went.
    Direction, "direction" {
        /// From the lender or its agents.
        Out = "out",
        /// From the customer.
        In = "in",
    }
}

words! {
    /// What became of a contact. [`Outcome::Conversation`] goes both ways, [`Outcome::Message`] comes in, the others go out.
    #[non_exhaustive]
    Outcome, "outcome" {
        /// The number is not in service.
        NotConnected = "not_connected",
        /// It rang, and no message could be left.
        NoAnswer = "no_answer",
        /// A voicemail answered: a message could have been left.
        VoicemailReached = "voicemail_reached",
        /// A voicemail was left.
        VoicemailLeft = "voicemail_left",
        /// The call was connected.
        Answered = "answered",
        /// Words were exchanged with the person.
        Conversation = "conversation",
        /// Handed over, nothing more known.
        Sent = "sent",
        /// The network took it.
        Accepted = "accepted",
        /// It arrived.
        Delivered = "delivered",
        /// It was opened.
        Read = "read",
        /// The network gave it up.
        Undelivered = "undelivered",
        /// The network refused it.
        Rejected = "rejected",
        /// Nobody knows: counts as sent for caps, as not sent for duties.
        Unknown = "unknown",
        /// The person was met.
        Met = "met",
        /// A message came in.
        Message = "message",
    }
}

words! {
    /// What the consent ledger says.
    ConsentState, "consent state" {
        /// Consent was given.
        Granted = "granted",
        /// Consent was asked for and refused.
        Refused = "refused",
        /// Consent was taken back: an opt-out.
        Withdrawn = "withdrawn",
    }
}

words! {
    /// What a grant is about, when it is more than the use of a channel for a purpose.
    ConsentAbout, "consent subject" {
        /// Further calls within a period that would be closed.
        AdditionalCalls = "additional_calls",
        /// Electronic messages as such.
        Electronic = "electronic",
        /// Contact at hours that would be closed.
        Hours = "hours",
        /// The use of one channel.
        Channel = "channel",
    }
}

words! {
    /// The form in which consent was given or taken back.
    ConsentForm, "form" {
        /// By word of mouth.
        Oral = "oral",
        /// In writing.
        Written = "written",
        /// By a separate act (单独同意).
        Separate = "separate",
        /// In the contract.
        Contract = "contract",
        /// By answering a message.
        Reply = "reply",
    }
}

words! {
    /// Why contact is stopped.
    #[non_exhaustive]
    HoldCause, "hold cause" {
        /// An attorney acts for the customer.
        Attorney = "attorney",
        /// Insolvency proceedings are open.
        Bankruptcy = "bankruptcy",
        /// The customer died.
        Deceased = "deceased",
        /// The customer asked in writing to cease contact.
        CeaseRequest = "cease_request",
        /// The customer refused in writing to pay.
        RefusalToPay = "refusal_to_pay",
        /// The debt is disputed.
        Dispute = "dispute",
        /// A statutory breathing space.
        BreathingSpace = "breathing_space",
        /// Treatment for a mental health crisis.
        MentalHealthCrisis = "mental_health_crisis",
        /// Debt advice is being taken.
        DebtAdvice = "debt_advice",
        /// Payment was deferred.
        Deferral = "deferral",
        /// The customer is in hospital.
        Hospital = "hospital",
        /// A death in the family.
        Bereavement = "bereavement",
        /// The customer is a minor.
        Minor = "minor",
        /// The customer lacks legal capacity.
        Incapable = "incapable",
        /// The customer can't be found.
        Untraceable = "untraceable",
        /// The employer objects to contact at work.
        EmployerObjects = "employer_objects",
        /// The customer can't pay.
        Hardship = "hardship",
        /// The customer promised to pay.
        Promise = "promise",
        /// A reply has not been read by a person.
        UnreadReply = "unread_reply",
        /// The house's own decision.
        House = "house",
    }
}

words! {
    /// A paper or check that a rule asks for.
    #[non_exhaustive]
    ArtifactKind, "artifact" {
        /// The customer was told that and how they will be contacted.
        ContactNotice = "contact_notice",
        /// The first letter.
        FirstLetter = "first_letter",
        /// The validation notice of 12 CFR 1006.34.
        ValidationNotice = "validation_notice",
        /// The notice that an agency collects.
        AgencyNotice = "agency_notice",
        /// The notice that the debt was transferred.
        TransferNotice = "transfer_notice",
        /// The notice that collection starts.
        StartNotice = "start_notice",
        /// The person's identity was checked.
        IdentityCheck = "identity_check",
        /// The number was checked for reassignment.
        NumberCheck = "number_check",
        /// The warning before a negative credit report.
        CreditReportWarning = "credit_report_warning",
        /// The contract with the agency.
        AgencyContract = "agency_contract",
    }
}

words! {
    /// How far a payment is.
    PaymentState, "payment state" {
        /// Announced or under way.
        Pending = "pending",
        /// Booked.
        Settled = "settled",
        /// Sent back.
        Returned = "returned",
    }
}

words! {
    /// What a part of the arrears is.
    #[non_exhaustive]
    PartKind, "part" {
        /// Principal.
        Principal = "principal",
        /// Interest.
        Interest = "interest",
        /// A fee for late payment.
        LateFee = "late_fee",
        /// An instalment not split further.
        Instalment = "instalment",
    }
}

words! {
    /// How the arrears came about.
    #[non_exhaustive]
    ArrearsCause, "cause" {
        /// An instalment was missed.
        MissedInstalment = "missed_instalment",
        /// The minimum amount of a card was not paid.
        MinimumUnpaid = "minimum_unpaid",
        /// A direct debit came back.
        DebitReturned = "debit_returned",
    }
}

words! {
    /// What follows if nothing is paid.
    #[non_exhaustive]
    ConsequenceKind, "consequence" {
        /// Interest on late payment.
        LateInterest = "late_interest",
        /// A report to a credit bureau.
        CreditReport = "credit_report",
        /// An instalment plan ends.
        PlanEnds = "plan_ends",
    }
}

words! {
    /// What a customer is.
    CustomerKind, "customer kind" {
        /// A natural person.
        Person = "person",
        /// A company.
        Company = "company",
    }
}

words! {
    /// What tells where a customer is.
    Evidence, "evidence" {
        /// The postal address on file.
        Address = "address",
        /// The prefix of a telephone number.
        Number = "number",
        /// The customer's own word.
        Statement = "statement",
        /// The contract.
        Contract = "contract",
    }
}

words! {
    /// Whether a wish blocks or allows.
    PreferenceKind, "preference" {
        /// Not then, not there, not this way.
        Blocked = "blocked",
        /// Only then, there, this way.
        Allowed = "allowed",
    }
}

words! {
    /// How warm a text is. Never a licence to threaten: law and wording rules are the same for all three.
    Tone, "tone" {
        /// Warm, with an offer of help.
        Gentle = "gentle",
        /// Plain.
        Neutral = "neutral",
        /// Plain, with the next true step named.
        Active = "active",
    }
}

words! {
    /// How binding a rule is, the most binding first.
    Force, "force" {
        /// A statute or regulation.
        Law = "law",
        /// A legal presumption (12 CFR 1006.14(b)(2)).
        Presumption = "presumption",
        /// A regulator's guidance.
        Guidance = "guidance",
        /// An industry code.
        IndustryCode = "industry_code",
        /// A standard.
        Standard = "standard",
        /// A carrier's condition.
        Carrier = "carrier",
        /// The house policy.
        House = "house",
    }
}

words! {
    /// How well a rule's text is known.
    Status, "status" {
        /// Read in the instrument itself.
        Verified = "verified",
        /// Read in a secondary source. Binds as well.
        Secondary = "secondary",
        /// Unsure. Reported, never binding.
        Draft = "draft",
    }
}

words! {
    /// What a finding does to a decision. Exhaustive on purpose.
    Effect, "effect" {
        /// A remark.
        Note = "note",
        /// Not now.
        Defer = "defer",
        /// Not at all, as things stand.
        Withhold = "withhold",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_and_suggest() {
        for channel in Channel::ALL {
            assert_eq!(Channel::parse(channel.as_str()).unwrap(), *channel);
        }
        let fault = Channel::parse("smss").unwrap_err();
        assert_eq!(fault.fix, "did you mean \"sms\"?");
    }

    #[test]
    fn severity_orders_effects() {
        assert!(Effect::Withhold > Effect::Defer && Effect::Defer > Effect::Note);
    }
}
