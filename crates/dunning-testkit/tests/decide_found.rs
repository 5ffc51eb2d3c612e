//! Faults that random worlds found in `decide`, each as the smallest world that showed it, with the answer it should
//! have had.

#[path = "support/literal.rs"]
mod literal;

use chrono::{DateTime, NaiveDate, Utc};
use dunning_core::case::{Case, CaseSpec, ContactSpec};
use dunning_core::decide::Ruling;
use dunning_core::finding::{Code, Inputs, Need, Remedy};
use dunning_core::history::{Consent, Fact, History};
use dunning_core::policy::PolicySpec;
use dunning_core::rule::{ConsentRequired, HoldStart, NoContactStatus, RuleKind, RuleSpec};
use dunning_core::time::Moment;
use dunning_core::words::{Channel, ConsentState, Effect, Force, HoldCause, Purpose, Status};
use literal::{answer, at, case, consent, hold, policy, rule, text};

const NOON: &str = "2026-07-15T16:00:00Z";

fn consent_required() -> ConsentRequired {
    ConsentRequired {
        forms: Vec::new(),
        about: None,
        ttl_days: None,
        renewed_by: Vec::new(),
        by_use: false,
        by_verified_address: false,
    }
}

fn status(causes: Vec<HoldCause>) -> RuleSpec {
    rule(RuleKind::NoContactStatus(NoContactStatus { causes, start: HoldStart::Effective, lasts: None }))
}

#[test]
fn instants_that_no_clock_shows_are_faults() {
    for wild in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        let faults = Case::new(CaseSpec { as_of: Some(wild), ..case() }).unwrap_err();
        assert_eq!(faults.iter().next().unwrap().code, "DATA-INSTANT");
        let line = Consent::new(wild, ConsentState::Withdrawn);
        assert!(History::from_facts([Fact::Consent(line)]).is_err());
    }
    let until = Some(Moment::Day(NaiveDate::MAX));
    let line = Consent { until, ..consent(NOON, ConsentState::Granted) };
    assert!(History::from_facts([Fact::Consent(line)]).is_err());
}

/// It panicked: an address without a date counted as given at the beginning of time.
#[test]
fn a_verified_address_of_unknown_age_is_no_consent_that_ages() {
    let mut unknown_place = case();
    unknown_place.customer.locations.clear();
    unknown_place.customer.contacts.push(ContactSpec {
        channel: Channel::Sms,
        address: "+12025550101".to_owned(),
        verified: Some(true),
        since: None,
    });
    let required = ConsentRequired { ttl_days: Some(60), by_verified_address: true, ..consent_required() };
    let rules = vec![rule(RuleKind::ConsentRequired(required))];
    let answer = answer(policy(rules), unknown_place, Vec::new(), &text(Purpose::Collection), NOON);
    assert_eq!((answer.ruling, answer.needs), (Ruling::Withhold, vec![Need::Consent]));
}

/// An opt-out of 16:00:00.7 was not yet known at 16:00:00.9, which is asked as 16:00:00.
#[test]
fn an_opt_out_holds_within_its_own_second() {
    let stop = Fact::Consent(consent("2026-07-15T16:00:00.7Z", ConsentState::Withdrawn));
    let answer = answer(policy(vec![]), case(), vec![stop], &text(Purpose::Collection), "2026-07-15T16:00:00.9Z");
    assert_eq!(answer.findings.headline().unwrap().code, Code::ConsOptedOut);
}

/// A rule that ends years from now said "review the rules" where a consent is missing.
#[test]
fn the_far_end_of_a_rule_hides_no_need() {
    let mut required = rule(RuleKind::ConsentRequired(consent_required()));
    required.effective.until = Some("2029-12-31".parse().unwrap());
    let answer = answer(policy(vec![required]), case(), Vec::new(), &text(Purpose::Collection), NOON);
    let finding = answer.findings.headline().unwrap();
    assert_eq!((finding.need, finding.remedy), (Some(Need::Consent), Some(Remedy::SupplyFact)));
}

/// A hold that begins while another runs: the finding named the end of the first.
#[test]
fn holds_in_a_row_end_with_the_last() {
    let facts = vec![
        hold(HoldCause::Attorney, "2026-07-10T00:00:00Z", Some("2026-07-20T00:00:00Z")),
        hold(HoldCause::Dispute, "2026-07-19T00:00:00Z", Some("2026-07-25T00:00:00Z")),
    ];
    let rules = vec![status(vec![HoldCause::Attorney, HoldCause::Dispute])];
    let answer = answer(policy(rules), case(), facts, &text(Purpose::Confirmation), NOON);
    let until = at("2026-07-25T00:00:00Z");
    assert_eq!(answer.ruling, Ruling::Defer { until });
    let finding = answer.findings.headline().unwrap();
    assert_eq!((finding.until, finding.inputs), (Some(until), Inputs::Hold { cause: HoldCause::Attorney }));
}

/// Guidance that may only defer, on what no instant lifts: a "deferral" without an instant, said twice, its need lost.
#[test]
fn a_deferral_without_end_is_a_refusal() {
    let guidance = RuleSpec {
        force: Force::Guidance,
        status: Status::Secondary,
        ..rule(RuleKind::ConsentRequired(consent_required()))
    };
    let spec = PolicySpec { guidance: Effect::Defer, ..policy(vec![guidance]) };
    let answer = answer(spec, case(), Vec::new(), &text(Purpose::Collection), NOON);
    assert_eq!((answer.ruling, answer.needs), (Ruling::Withhold, vec![Need::Consent]));
    let [finding] = answer.findings.as_slice() else { panic!("one finding for one rule") };
    assert_eq!((finding.effect, finding.until), (Effect::Withhold, None));
}
