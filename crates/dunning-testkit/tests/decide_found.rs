//! Faults that random worlds found in `decide`, each as the smallest world that showed it, with the answer it should
//! have had.

#![expect(clippy::unwrap_used, reason = "literals; one that doesn't parse must fail its test")]

#[path = "support/literal.rs"]
mod literal;

use chrono::{DateTime, NaiveDate, Utc};
use dunning_core::case::{Address, Case, CaseSpec, ContactSpec, DebtSpec, PreferenceSpec, UpcomingSpec};
use dunning_core::decide::{Answer, Proposal, Ruling};
use dunning_core::finding::{Code, Inputs, Need, Remedy};
use dunning_core::history::{Consent, Event, Fact, History, Hold, Payment};
use dunning_core::id::{CalendarId, DebtId, RuleId};
use dunning_core::money::{Money, parse_currency};
use dunning_core::policy::PolicySpec;
use dunning_core::rule::{
    Aggregate, AllowedWindow, CalendarRef, CapKey, ConsentRequired, Cooldown, Counted, Exclusion, HoldStart, Hours,
    NoContactStatus, OptOut, Period, Reach, RecipientLimit, RuleKind, RuleSpec, Span, Trigger, WeekHours, WindowCap,
    ZonePolicy,
};
use dunning_core::time::{Moment, Window};
use dunning_core::words::{
    Channel, ConsentAbout, ConsentState, Direction, Effect, Force, HoldCause, Outcome, PaymentState, PreferenceKind,
    Purpose, Recipient, Status,
};
use dunning_testkit::generate::law;
use literal::{answer, answer_by, at, case, consent, debt, hold, location, policy, rule, text};

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

fn window(text: &str) -> Window {
    Window::parse(text).unwrap()
}

/// These hours every day, on every clock the customer may live by.
fn daily(hours: &str) -> AllowedWindow {
    let days = std::array::from_fn(|_| vec![window(hours)]);
    let week = WeekHours { days, holiday: None, moved_workday: None, calendar: None };
    AllowedWindow { hours: Hours::Fixed(week), zone: ZonePolicy::AllCandidates, waiver: None, reply_within_s: None }
}

/// One a local day.
fn one_a_day(counts: Counted, per: CapKey) -> WindowCap {
    WindowCap {
        max: 1,
        counts,
        channels: Vec::new(),
        purposes: Vec::new(),
        period: Period::Days(1),
        per,
        over: Aggregate::CreditorAndAgents,
        excludes: Vec::new(),
    }
}

/// What one rule says of a contact that is about no money, so that the engine's own checks have nothing to say.
fn by(kind: RuleKind, facts: Vec<Fact>, proposal: &Proposal, now: &str) -> Answer {
    answer(policy(vec![rule(kind)]), case(), facts, proposal, now)
}

fn out(when: &str, channel: Channel, outcome: Outcome) -> Event {
    Event::new(at(when), Direction::Out, channel, outcome)
}

fn deferred(until: &str) -> Ruling {
    Ruling::Defer { until: at(until) }
}

fn permitted(valid_until: &str) -> Ruling {
    Ruling::Permit { valid_until: at(valid_until) }
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

/// Two rules that never pass together: the finding of one lost the instant at which it alone would pass.
#[test]
fn rules_without_a_common_hour_keep_their_own_instants() {
    let evening = RuleSpec { id: RuleId::new("S").unwrap(), ..rule(RuleKind::AllowedWindow(daily("20:00-21:00"))) };
    let rules = vec![rule(RuleKind::AllowedWindow(daily("08:00-09:00"))), evening];
    let answer = answer(policy(rules), case(), Vec::new(), &text(Purpose::Reply), NOON);
    assert_eq!(answer.ruling, Ruling::Withhold);
    let of = |named: bool| answer.findings.as_slice().iter().filter(move |finding| finding.rule.is_some() == named);
    let untils: Vec<_> = of(true).map(|finding| finding.until).collect();
    assert_eq!(untils, [Some(at("2026-07-16T12:00:00Z")), Some(at("2026-07-16T00:00:00Z"))]);
    assert_eq!(of(false).map(|finding| finding.remedy).collect::<Vec<_>>(), [Some(Remedy::ReviewRules)]);
}

/// "No texts to this number", and later a general consent to texts: it was lifted by what never named it.
#[test]
fn a_grant_lifts_only_a_refusal_whose_words_it_names() {
    let number = Address::new("+12025550101").unwrap();
    let proposal = Proposal { address: Some(number.clone()), ..text(Purpose::Collection) };
    let stop = Consent {
        channel: Some(Channel::Sms),
        address: Some(number.clone()),
        ..consent("2026-07-10T00:00:00Z", ConsentState::Withdrawn)
    };
    let general = Consent { channel: Some(Channel::Sms), ..consent("2026-07-12T00:00:00Z", ConsentState::Granted) };
    let named = Consent { address: Some(number), ..general.clone() };
    let ruling = |grant: Consent| {
        let facts = vec![Fact::Consent(stop.clone()), Fact::Consent(grant)];
        answer(policy(vec![]), case(), facts, &proposal, NOON).ruling
    };
    assert_eq!(ruling(general), Ruling::Withhold);
    assert_eq!(ruling(named), permitted("2026-07-16T16:00:00Z"));
}

/// Consent to electronic messages opened the telephone.
#[test]
fn consent_to_electronic_messages_lifts_no_refusal_of_calls() {
    let call = Proposal { channel: Channel::Voice, ..text(Purpose::Collection) };
    let stop = consent("2026-07-10T00:00:00Z", ConsentState::Withdrawn);
    let electronic =
        Consent { about: Some(ConsentAbout::Electronic), ..consent("2026-07-12T00:00:00Z", ConsentState::Granted) };
    let facts = vec![Fact::Consent(stop), Fact::Consent(electronic)];
    assert_eq!(answer(policy(vec![]), case(), facts, &call, NOON).ruling, Ruling::Withhold);
}

/// Saying it again put off what the first refusal closes.
#[test]
fn a_second_refusal_does_not_postpone_the_first() {
    let opt_out =
        OptOut { reach: Reach::Purposes, reply_once: false, confirmation_within_s: None, after: Some(Span::Days(10)) };
    let stop = |when: &str| {
        Fact::Consent(Consent { purpose: Some(Purpose::Collection), ..consent(when, ConsentState::Withdrawn) })
    };
    let facts = vec![stop("2026-07-01T16:00:00Z"), stop("2026-07-14T16:00:00Z")];
    assert_eq!(by(RuleKind::OptOut(opt_out), facts, &text(Purpose::Marketing), NOON).ruling, Ruling::Withhold);
}

/// What the customer wrote by a channel gave consent even after they took it back.
#[test]
fn a_refusal_takes_back_consent_by_use() {
    let message = Event::new(at("2026-07-14T16:00:00Z"), Direction::In, Channel::Sms, Outcome::Message);
    let stop = consent("2026-07-14T16:00:00Z", ConsentState::Withdrawn);
    let facts = vec![Fact::Event(message), Fact::Consent(stop)];
    let required = ConsentRequired { by_use: true, ..consent_required() };
    let answer = by(RuleKind::ConsentRequired(required), facts, &text(Purpose::Collection), NOON);
    let codes: Vec<_> = answer.findings.as_slice().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, [Code::ConsOptedOut, Code::ConsMissing]);
}

/// A consent to certain hours held at all.
#[test]
fn a_consent_to_hours_of_the_day_holds_in_them() {
    let granted =
        Consent { window: Some(window("09:00-18:00")), ..consent("2026-07-01T00:00:00Z", ConsentState::Granted) };
    let ask = |now: &str| {
        let facts = vec![Fact::Consent(granted.clone())];
        by(RuleKind::ConsentRequired(consent_required()), facts, &text(Purpose::Reply), now).ruling
    };
    assert_eq!(ask(NOON), permitted("2026-07-15T22:00:00Z")); // 18:00 in New York
    assert_eq!(ask("2026-07-15T22:00:00Z"), deferred("2026-07-16T13:00:00Z"));
}

/// A call whose end nobody knows counted neither as answered nor as unanswered, though its charge did.
#[test]
fn an_unknown_call_counts_as_what_it_may_prove_to_be() {
    let call = Proposal { channel: Channel::Voice, ..text(Purpose::Reply) };
    let unknown = || vec![Fact::Event(out("2026-07-15T14:00:00Z", Channel::Voice, Outcome::Unknown))];
    for counts in [Counted::Effective, Counted::Unanswered, Counted::Contact, Counted::Conversation] {
        let answer = by(RuleKind::WindowCap(one_a_day(counts, CapKey::Person)), unknown(), &call, NOON);
        assert_eq!(answer.ruling, deferred("2026-07-16T04:00:00Z"), "{counts:?}");
    }
}

/// Two debts under one account: one contact used two slots, so a cap of one could never be charged.
#[test]
fn a_contact_uses_one_slot_of_an_account() {
    let mut two = case();
    two.debts = ["A", "B"].map(|id| DebtSpec { account: Some("acc".to_owned()), ..debt(id) }).to_vec();
    let both = Proposal { debts: ["A", "B"].map(|id| DebtId::new(id).unwrap()).to_vec(), ..text(Purpose::Reply) };
    let cap = rule(RuleKind::WindowCap(one_a_day(Counted::Message, CapKey::Account)));
    let answer = answer(policy(vec![cap]), two, Vec::new(), &both, NOON);
    let keys: Vec<_> = answer.charges.iter().map(|charge| charge.key.to_text()).collect();
    assert_eq!(keys, ["account:acc"]);
}

/// 12 CFR 1006.14(b)(3): calls to these persons "do not count toward, and are permitted in excess of" the limit.
#[test]
fn excluded_recipients_are_permitted_in_excess() {
    let exclusion = Exclusion::Recipients(vec![Recipient::Attorney]);
    let cap = WindowCap { excludes: vec![exclusion], ..one_a_day(Counted::Message, CapKey::Person) };
    let full = || vec![Fact::Event(out("2026-07-15T14:00:00Z", Channel::Sms, Outcome::Delivered))];
    let to_attorney = Proposal { recipient: Recipient::Attorney, ..text(Purpose::Reply) };
    let kind = || RuleKind::WindowCap(cap.clone());
    assert_eq!(by(kind(), full(), &text(Purpose::Reply), NOON).ruling, deferred("2026-07-16T04:00:00Z"));
    assert_eq!(by(kind(), full(), &to_attorney, NOON).ruling, permitted("2026-07-16T16:00:00Z"));
}

/// A contact that names no debt escaped every cap per debt.
#[test]
fn a_contact_about_no_debt_counts_for_each() {
    let facts = vec![Fact::Event(out("2026-07-15T14:00:00Z", Channel::Sms, Outcome::Delivered))];
    let unnamed = Proposal { debts: Vec::new(), ..text(Purpose::Survey) };
    let answer = by(RuleKind::WindowCap(one_a_day(Counted::Message, CapKey::Debt)), facts, &unnamed, NOON);
    assert_eq!(answer.ruling, deferred("2026-07-16T04:00:00Z"));
}

/// A payment in full is no part payment: what falls due next may be spoken of.
#[test]
fn a_payment_in_full_starts_no_pause_for_a_part() {
    let mut owes_next = case();
    owes_next.debts[0].upcoming =
        Some(UpcomingSpec { amount: "80.00".to_owned(), due_date: "2026-08-03".parse().unwrap() });
    let pause = Cooldown {
        after: Trigger::PaymentPart,
        span: Span::Days(7),
        channels: Vec::new(),
        purposes: Vec::new(),
        per: CapKey::Person,
        over: Aggregate::Collector,
        excludes: Vec::new(),
    };
    let paid = |minor: i64| {
        let amount = Money::from_minor(minor, parse_currency("USD").unwrap());
        let payment = Payment {
            id: None,
            at: at("2026-07-15T14:00:00Z"),
            amount,
            debts: Vec::new(),
            state: PaymentState::Settled,
        };
        let rules = policy(vec![rule(RuleKind::Cooldown(pause.clone()))]);
        answer(rules, owes_next.clone(), vec![Fact::Payment(payment)], &text(Purpose::PreDue), NOON).ruling
    };
    assert_eq!(paid(5_000), deferred("2026-07-22T04:00:00Z"));
    assert_eq!(paid(12_000), permitted("2026-07-16T16:00:00Z"));
}

/// The engine's own hold said "never" though it names its end, and a message outlived the hold's beginning.
#[test]
fn the_houses_own_hold_has_a_beginning_and_an_end() {
    let held = || vec![hold(HoldCause::House, "2026-07-15T18:00:00Z", Some("2026-07-20T12:00:00Z"))];
    let ask = |now: &str| answer(policy(vec![]), case(), held(), &text(Purpose::Collection), now).ruling;
    assert_eq!(ask(NOON), permitted("2026-07-15T18:00:00Z"));
    assert_eq!(ask("2026-07-15T18:00:00Z"), deferred("2026-07-20T12:00:00Z"));
}

/// The day after a day began a day early where the customer may be in several zones.
#[test]
fn the_day_after_a_day_is_the_next() {
    let mut far_apart = case();
    far_apart.customer.locations.push(location("Asia/Shanghai"));
    let entered = Hold {
        cause: HoldCause::BreathingSpace,
        from: Moment::Day("2026-07-15".parse().unwrap()),
        known_at: None,
        until: None,
        debts: Vec::new(),
    };
    let status = NoContactStatus { causes: vec![HoldCause::BreathingSpace], start: HoldStart::DayAfter, lasts: None };
    let rules = policy(vec![rule(RuleKind::NoContactStatus(status))]);
    let answer = answer(rules, far_apart, vec![Fact::Hold(entered)], &text(Purpose::Reply), "2026-07-15T10:00:00Z");
    assert_eq!(answer.ruling, permitted("2026-07-15T16:00:00Z")); // the 16th begins in Shanghai
}

/// Others may be asked where the customer is while it can't be found: not a second longer, and from then on.
#[test]
fn others_are_asked_while_the_customer_is_lost() {
    let limit = || {
        RuleKind::RecipientLimit(RecipientLimit {
            allowed: vec![Recipient::Customer],
            when_lost: vec![Recipient::Spouse],
            lost: vec![HoldCause::Untraceable],
            times_max: None,
            silent: true,
        })
    };
    let to_spouse = Proposal { recipient: Recipient::Spouse, ..text(Purpose::LocationInquiry) };
    let lost = || vec![hold(HoldCause::Untraceable, "2026-07-15T14:00:00Z", Some("2026-07-15T18:00:00Z"))];
    assert_eq!(by(limit(), lost(), &to_spouse, NOON).ruling, permitted("2026-07-15T18:00:00Z"));
    assert_eq!(by(limit(), lost(), &to_spouse, "2026-07-15T13:00:00Z").ruling, deferred("2026-07-15T14:00:00Z"));
}

/// It never came back: a waiver of hours that ends while its own window is still open, and the usual hours are closed.
#[test]
fn a_waiver_of_hours_ends_with_its_consent() {
    let waiver = Consent {
        about: Some(ConsentAbout::Hours),
        window: Some(window("08:00-20:00")),
        until: Some(Moment::Instant(at("2026-07-15T18:00:00Z"))),
        ..consent("2026-07-01T00:00:00Z", ConsentState::Granted)
    };
    let hours = AllowedWindow { waiver: Some(ConsentAbout::Hours), ..daily("20:00-21:00") };
    let answer = by(RuleKind::AllowedWindow(hours), vec![Fact::Consent(waiver)], &text(Purpose::Reply), NOON);
    assert_eq!(answer.ruling, permitted("2026-07-15T18:00:00Z"));
}

/// Said at ten in the evening of the hours from nine to one, it is said of tomorrow's.
#[test]
fn a_passing_wish_is_of_the_next_such_hours() {
    let mut busy = case();
    busy.customer.preferences.push(PreferenceSpec {
        kind: PreferenceKind::Blocked,
        days: None,
        window: Some("09:00-13:00".to_owned()),
        channel: None,
        address: None,
        at: at("2026-07-15T02:00:00Z"),
        one_off: true,
    });
    let preferred = AllowedWindow { hours: Hours::Preferred, ..daily("00:00-24:00") };
    let rules = policy(vec![rule(RuleKind::AllowedWindow(preferred))]);
    let answer = answer(rules, busy, Vec::new(), &text(Purpose::Reply), NOON);
    assert_eq!(answer.ruling, deferred("2026-07-15T17:00:00Z"));
}

/// With one calendar at hand, that of China told the holidays of every country.
#[test]
fn the_local_calendar_is_that_of_the_country() {
    let mut hours = daily("08:00-21:00");
    if let Hours::Fixed(week) = &mut hours.hours {
        (week.holiday, week.calendar) = (Some(Vec::new()), Some(CalendarRef::Local));
    }
    let mut in_chile = case();
    in_chile.customer.locations[0].place = Some("CL".to_owned());
    let rules = policy(vec![rule(RuleKind::AllowedWindow(hours))]);
    let china = &law::calendars()[..1];
    let answer = answer_by(china, rules, in_chile, Vec::new(), &text(Purpose::Reply), NOON);
    assert_eq!((answer.ruling, answer.needs), (Ruling::Withhold, vec![Need::Calendar]));
}

/// A call made under a consent for its own number counted, once another number was to be called.
#[test]
fn a_consent_excuses_the_calls_that_it_speaks_of() {
    let number = |last: u8| Address::new(&format!("+1202555010{last}")).unwrap();
    let consented = Consent {
        about: Some(ConsentAbout::AdditionalCalls),
        address: Some(number(1)),
        ..consent("2026-07-14T00:00:00Z", ConsentState::Granted)
    };
    let made = Event { address: Some(number(1)), ..out("2026-07-15T14:00:00Z", Channel::Voice, Outcome::NoAnswer) };
    let cap = WindowCap { excludes: vec![Exclusion::ConsentDays(7)], ..one_a_day(Counted::Attempt, CapKey::Person) };
    let call = Proposal { channel: Channel::Voice, address: Some(number(2)), ..text(Purpose::Reply) };
    let facts = vec![Fact::Consent(consented), Fact::Event(made)];
    assert_eq!(by(RuleKind::WindowCap(cap), facts, &call, NOON).ruling, permitted("2026-07-16T16:00:00Z"));
}

/// A pause that began before the calendar's first day never ended, until one more contact ended it: days before the first
/// count as days off.
#[test]
fn a_pause_older_than_its_calendar_ends() {
    let pause = || {
        RuleKind::Cooldown(Cooldown {
            after: Trigger::Event(Counted::Contact),
            span: Span::BusinessDays(4, CalendarRef::Id(CalendarId::new("CN").unwrap())),
            channels: Vec::new(),
            purposes: Vec::new(),
            per: CapKey::Person,
            over: Aggregate::CreditorAndAgents,
            excludes: Vec::new(),
        })
    };
    // The calendar knows 2026 alone. Its first four business days are Thursday the 1st, the 2nd, 5th and 6th of January.
    let sent = || vec![Fact::Event(out("2025-12-30T16:00:00Z", Channel::Sms, Outcome::Delivered))];
    let ask = |now: &str| by(pause(), sent(), &text(Purpose::Reply), now).ruling;
    assert_eq!(ask("2026-01-05T16:00:00Z"), deferred("2026-01-07T05:00:00Z"));
    assert_eq!(ask("2026-01-07T05:00:00Z"), permitted("2026-01-08T05:00:00Z"));
}

/// A grant lifts a refusal while it holds: within its hours, and until it ends; the contact ends with it.
#[test]
fn a_grant_lifts_a_refusal_while_it_holds() {
    let no = || Fact::Consent(consent("2026-07-01T00:00:00Z", ConsentState::Withdrawn));
    let yes = || consent("2026-07-10T00:00:00Z", ConsentState::Granted);
    let ended = || Consent { until: Some(Moment::Instant(at("2026-07-15T17:00:00Z"))), ..yes() };
    let hours = || Consent { window: Some(window("10:00-12:30")), ..yes() };
    let registry = || {
        vec![rule(RuleKind::OptOut(OptOut {
            reach: Reach::Named,
            after: None,
            confirmation_within_s: None,
            reply_once: false,
        }))]
    };
    let ruling = |rules: Vec<RuleSpec>, grant: Consent, now: &str| {
        answer(policy(rules), case(), vec![no(), Fact::Consent(grant)], &text(Purpose::Collection), now).ruling
    };
    for rules in [Vec::new, registry as fn() -> Vec<RuleSpec>] {
        let until = |text: &str| Ruling::Permit { valid_until: at(text) };
        assert_eq!(ruling(rules(), ended(), "2026-07-15T16:59:59Z"), until("2026-07-15T17:00:00Z"));
        assert_eq!(ruling(rules(), ended(), "2026-07-15T17:00:00Z"), Ruling::Withhold);
        // New York is four hours behind in July.
        assert_eq!(ruling(rules(), hours(), "2026-07-15T16:00:00Z"), until("2026-07-15T16:30:00Z"));
        assert_eq!(
            ruling(rules(), hours(), "2026-07-15T16:30:00Z"),
            Ruling::Defer { until: at("2026-07-16T14:00:00Z") }
        );
    }
}

/// A refusal of an address reaches it however it is spelt.
#[test]
fn a_refusal_reaches_its_address_in_any_spelling() {
    let closed = |channel: Channel, refused: &str, used: &str| {
        let no = Consent {
            channel: Some(channel),
            address: Some(Address::new(refused).unwrap()),
            ..consent("2026-07-01T00:00:00Z", ConsentState::Withdrawn)
        };
        let proposal = Proposal { channel, address: Some(Address::new(used).unwrap()), ..text(Purpose::Collection) };
        let found = answer(policy(Vec::new()), case(), vec![Fact::Consent(no)], &proposal, NOON);
        found.ruling == Ruling::Withhold
    };
    assert!(closed(Channel::Email, "li@bank.example", "Li@Bank.Example"));
    assert!(closed(Channel::Sms, "+86 138-0013-8000", "+8613800138000"));
    assert!(!closed(Channel::Email, "li@bank.example", "lo@bank.example"));
    assert!(!closed(Channel::Letter, "12 Main Street", "12 Mill Street"));
}

/// A payment is taken off the debts in the order in which it names them.
#[test]
fn a_payment_pays_debts_in_the_order_it_names() {
    let id = |id: &str| DebtId::new(id).unwrap();
    let paid = Payment {
        id: None,
        at: at("2026-07-15T13:00:00Z"),
        amount: Money::from_minor(12_000, parse_currency("USD").unwrap()),
        debts: vec![id("B"), id("A")],
        state: PaymentState::Settled,
    };
    let ruling = |of: &str| {
        let case = CaseSpec { debts: vec![debt("A"), debt("B")], ..case() };
        let proposal = Proposal { debts: vec![id(of)], ..text(Purpose::Collection) };
        answer(policy(Vec::new()), case, vec![Fact::Payment(paid.clone())], &proposal, NOON).ruling
    };
    assert_eq!(ruling("B"), Ruling::Withhold);
    assert!(matches!(ruling("A"), Ruling::Permit { .. }));
}
