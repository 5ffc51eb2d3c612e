//! English.

use crate::finding::{Code, Finding, Inputs, Remedy};
use crate::rule::{Counted, Period};
use crate::words::{HoldCause, Word};

/// What a finding says.
pub(super) fn code(finding: &Finding) -> String {
    match (finding.code, finding.inputs) {
        (Code::TimeWindow, Inputs::LocalTime { second, .. }) => {
            format!("it is {} at the customer, outside the contact window", clock(second))
        }
        (Code::TimeWindow, _) => "outside the contact window".to_owned(),
        (Code::TimePreference, Inputs::LocalTime { second, .. }) => {
            format!("it is {} at the customer, a time they asked to be left alone", clock(second))
        }
        (Code::TimePreference, _) => "a time the customer asked to be left alone".to_owned(),
        (Code::TimeLocation, _) => "where the customer is isn't known well enough to know the time there".to_owned(),
        (Code::TimeCalendar, _) => "the holidays of that time aren't known".to_owned(),
        (Code::FreqCap, Inputs::Count { counted, max, counts, period }) => {
            format!("{counted} {} {}, at most {max} allowed", counted_noun(counts), period_phrase(period))
        }
        (Code::FreqCap, _) => "as many contacts as the cap allows".to_owned(),
        (Code::FreqCooldown, _) => "a pause after the last contact".to_owned(),
        (Code::FreqPayment, _) => "a payment is under way or was just made".to_owned(),
        (Code::ConsMissing, _) => "consent is missing".to_owned(),
        (Code::ConsExpired, _) => "consent has run out".to_owned(),
        (Code::ConsOptedOut, _) => "the customer opted out".to_owned(),
        (Code::HoldActive, Inputs::Hold { cause }) => format!("contact is on hold: {}", hold(cause)),
        (Code::HoldActive, _) => "contact is on hold".to_owned(),
        (Code::PartyRecipient, Inputs::Recipient(recipient)) => {
            let noun = recipient.as_str().replace('_', " ");
            let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
            format!("{article} {noun} may not be contacted about it")
        }
        (Code::PartyRecipient, _) => "nobody may be contacted this way".to_owned(),
        (Code::TextElement, Inputs::Element(element)) => {
            format!("the text lacks its {}", element.as_str().replace('_', " "))
        }
        (Code::TextElement, _) => "the text lacks something it must say".to_owned(),
        (Code::TextSignature, _) => "the signature is missing, misplaced or of the wrong length".to_owned(),
        (Code::TextSells, _) => "the text sells something".to_owned(),
        (Code::TextThirdParty, _) => "the text tells a third person of a debt".to_owned(),
        (Code::TextConfirmation, _) => "the confirmation says more than it confirms".to_owned(),
        (Code::TextForm, _) => "the text is empty, too long, or hides characters".to_owned(),
        (Code::PiiFound, Inputs::Identifier { kind, .. }) => format!("the text holds personal data: {}", kind.as_str()),
        (Code::PiiFound, _) => "the text holds personal data".to_owned(),
        (Code::LinkDomain, _) => "a link leads outside the creditor's domains".to_owned(),
        (Code::DataStale, Inputs::Age { seconds: Some(age), max_s }) => {
            format!("the payment data are {} old, and stale from {} on", lasting(age), lasting(max_s))
        }
        (Code::DataStale, _) => "the age of the payment data isn't known".to_owned(),
        (Code::DataNothingOwed, _) => "nothing is owed".to_owned(),
        (Code::DataDebt, _) => "the proposal names a debt that the case doesn't hold".to_owned(),
        (Code::SendAddress, _) => "there is no address for this channel".to_owned(),
        (Code::SendKey, _) => "the message has no key".to_owned(),
        (Code::SendMismatch, _) => "the text was checked for something else than what was permitted".to_owned(),
        (Code::SendLate, _) => "the window closes before the message could leave".to_owned(),
    }
}

/// What would lift a refusal.
pub(super) const fn remedy(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::SupplyFact => "supply the fact that is missing",
        Remedy::ObtainConsent => "only a new consent opens it",
        Remedy::LiftHold => "lifted when a person ends the hold",
        Remedy::ChangeRecipient => "contact somebody who may be contacted",
        Remedy::ChangeChannel => "take another channel",
        Remedy::ChangeText => "change the text",
        Remedy::NothingToCollect => "there is nothing to collect",
        Remedy::ReviewRules => "no lawful instant within 400 days: review rules and wishes on file",
        Remedy::DecideAgain => "decide anew, as of this instant",
    }
}

/// A time in whole hours; one that isn't, in minutes or seconds.
fn lasting(seconds: i64) -> String {
    match seconds {
        3600 => "1 hour".to_owned(),
        60 => "1 minute".to_owned(),
        hours if hours % 3600 == 0 || hours > 172_800 => format!("{} hours", hours / 3600),
        minutes if minutes % 60 == 0 || minutes > 3600 => format!("{} minutes", minutes / 60),
        seconds => format!("{seconds} seconds"),
    }
}

fn clock(second: u32) -> String {
    format!("{:02}:{:02}", second / 3600, second / 60 % 60)
}

const fn counted_noun(counts: Counted) -> &'static str {
    match counts {
        Counted::Attempt => "attempts",
        Counted::Unanswered => "unanswered calls",
        Counted::Effective => "connected calls",
        Counted::Conversation => "talks",
        Counted::Message => "messages",
        Counted::Learned => "contacts that reached the person",
        Counted::Contact => "contacts",
    }
}

fn period_phrase(period: Period) -> String {
    match period {
        Period::Days(1) => "today".to_owned(),
        Period::Days(days) => format!("in {days} days"),
        Period::Seconds(seconds) => format!("in {}", lasting(i64::from(seconds))),
        Period::Week(_) => "this week".to_owned(),
        Period::Month => "this month".to_owned(),
    }
}

const fn hold(cause: HoldCause) -> &'static str {
    match cause {
        HoldCause::Attorney => "an attorney acts for the customer",
        HoldCause::Bankruptcy => "insolvency proceedings are open",
        HoldCause::Deceased => "the customer died",
        HoldCause::CeaseRequest => "the customer asked to cease contact",
        HoldCause::RefusalToPay => "the customer refused to pay in writing",
        HoldCause::Dispute => "the debt is disputed",
        HoldCause::BreathingSpace => "a statutory breathing space",
        HoldCause::MentalHealthCrisis => "treatment for a mental health crisis",
        HoldCause::DebtAdvice => "debt advice is being taken",
        HoldCause::Deferral => "payment was deferred",
        HoldCause::Hospital => "the customer is in hospital",
        HoldCause::Bereavement => "a death in the family",
        HoldCause::Minor => "the customer is a minor",
        HoldCause::Incapable => "the customer lacks legal capacity",
        HoldCause::Untraceable => "the customer can't be found",
        HoldCause::EmployerObjects => "the employer objects",
        HoldCause::Hardship => "the customer can't pay",
        HoldCause::Promise => "the customer promised to pay",
        HoldCause::UnreadReply => "a reply waits to be read by a person",
        HoldCause::House => "the house stopped contact",
    }
}
