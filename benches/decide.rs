//! `decide` for a card customer in Beijing with 20 events, under the whole `cn` book and the considerate house policy,
//! beside a floor in the same run: the same verdict by a hand-written test of bits over the same events, which knows the
//! rules by heart, says no reason and makes no permit. What is hashed of a decision, and its record, are timed apart.
//!
//! `cargo bench -p dunning-benches --bench decide -- --measurement-time 3 --warm-up-time 1`

mod cpu_time;

use std::hint::black_box;

use chrono::{DateTime, TimeDelta, Utc};
use cpu_time::CpuTime;
use criterion::{Criterion, criterion_group, criterion_main};
use dunning_core::audit::{self, Decided, PersonKey};
use dunning_core::case::{Address, Case, CaseSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtSpec, LocationSpec};
use dunning_core::decide::{Proposal, Verdict, decide, request_digest};
use dunning_core::history::{Artifact, Consent, Event, Fact, History, Hold, Payment};
use dunning_core::id::{BookId, DebtId, MessageKey};
use dunning_core::money::Money;
use dunning_core::policy::{Policy, PolicySpec};
use dunning_core::time::Moment;
use dunning_core::words::{
    Actor, ArtifactKind, Channel, ConsentState, CustomerKind, Direction, Evidence, HoldCause, Outcome, PaymentState,
    Purpose, Recipient,
};

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(CpuTime::new());
    targets = decide_cn, record_cn
}
criterion_main!(benches);

/// Tuesday 2026-11-24, 10:00 in Beijing.
const MORNING: &str = "2026-11-24T02:00:00Z";
/// The same day at 21:30: after the house's hours, before the book's end.
const EVENING: &str = "2026-11-24T13:30:00Z";
/// Sunday 2026-11-22, 10:00, a day after a contact: the second of the week, and the 48 hours after it are not over.
const SUNDAY: &str = "2026-11-22T02:00:00Z";

fn decide_cn(criterion: &mut Criterion<CpuTime>) {
    let policy = policy();
    let (plain, held) = (events_alone(), history(on_hold()));
    let cases = [
        ("permit", MORNING, &plain, 0_u32),
        ("permit/all on file", MORNING, &history(on_file()), 0),
        ("defer", EVENING, &plain, HOURS),
        ("defer/gap", SUNDAY, &plain, WEEK | GAP),
        ("withhold", MORNING, &held, HELD),
    ];
    let mut group = criterion.benchmark_group("decide");
    for (name, now, history, expected) in cases {
        let now: DateTime<Utc> = parsed(now);
        let (case, proposal) = (case(now), proposal());
        let packed = Packed::of(history);
        assert_eq!(packed.refuses(now.timestamp()), expected, "{name}");
        let decision = decide(&policy, &case, history, &proposal, now);
        let verdict = match decision.verdict {
            Verdict::Permit(_) => "permit",
            Verdict::Defer(_) => "defer",
            Verdict::Withhold(_) => "withhold",
        };
        assert!(name.starts_with(verdict), "{name}: {:?}", decision.findings);
        group.bench_function(name, |b| {
            b.iter(|| decide(black_box(&policy), black_box(&case), black_box(history), black_box(&proposal), now))
        });
        group.bench_function(format!("{name}/floor"), |b| {
            b.iter(|| black_box(&packed).refuses(black_box(now.timestamp())))
        });
    }
    group.finish();
}

/// What a store does with a decision: it hashes the request, and writes the record.
fn record_cn(criterion: &mut Criterion<CpuTime>) {
    let (policy, history, proposal) = (policy(), events_alone(), proposal());
    let now = parsed(MORNING);
    let case = case(now);
    let decision = decide(&policy, &case, &history, &proposal, now);
    let decided = Decided {
        key: &PersonKey::new([7; 32]),
        case: &case,
        revision: 20,
        input: request_digest(&case, &history, &proposal, now),
        proposal: &proposal,
        record: &decision.record,
        findings: &decision.findings,
        policy: &policy,
    };
    let mut group = criterion.benchmark_group("record");
    group.bench_function("digest of the request", |b| {
        b.iter(|| request_digest(black_box(&case), black_box(&history), black_box(&proposal), now))
    });
    group.bench_function("line of the decision", |b| b.iter(|| audit::decision(black_box(decided))));
    group.finish();
}

fn policy() -> Policy {
    let law = parsed_as(dunning_rulebooks::law());
    let considerate = parsed_as(dunning_rulebooks::considerate());
    parsed_as(Policy::compile(PolicySpec { books: vec![parsed_as(BookId::new("cn"))], ..considerate }, &law))
}

fn case(now: DateTime<Utc>) -> Case {
    let contact = |channel, address: &str| ContactSpec {
        channel,
        address: address.to_owned(),
        verified: Some(true),
        since: None,
    };
    parsed_as(Case::new(CaseSpec {
        as_of: Some(now - TimeDelta::hours(3)),
        actor: Some(Actor::Creditor),
        collector: Some("bank-1".to_owned()),
        collector_name: None,
        creditor: CreditorSpec { id: "bank-1".to_owned(), ..CreditorSpec::default() },
        customer: CustomerSpec {
            id: "c-1".to_owned(),
            kind: Some(CustomerKind::Person),
            contacts: vec![contact(Channel::Sms, "+8613800138000"), contact(Channel::Voice, "+8613800138000")],
            locations: vec![LocationSpec {
                place: Some("CN-BJ".to_owned()),
                zone: Some("Asia/Shanghai".to_owned()),
                evidence: Evidence::Address,
                since: None,
            }],
            ..CustomerSpec::default()
        },
        debts: vec![DebtSpec {
            id: "A".to_owned(),
            account: Some("acc-a".to_owned()),
            product: Some("credit_card".to_owned()),
            currency: "CNY".to_owned(),
            arrears: "1200.00".to_owned(),
            due_date: parsed("2026-09-10"),
            ..DebtSpec::default()
        }],
    }))
}

fn proposal() -> Proposal {
    Proposal {
        debts: vec![parsed_as(DebtId::new("A"))],
        address: Some(parsed_as(Address::new("+8613800138000"))),
        key: Some(parsed_as(MessageKey::new("c-1/early.1/1/0"))),
        ..Proposal::new(Purpose::Collection, Channel::Sms, Recipient::Customer)
    }
}

/// Twenty contacts: a text every third day up to 2026-11-21, and a few calls that nobody took.
fn events() -> Vec<Event> {
    let last: DateTime<Utc> = parsed("2026-11-21T03:00:00Z");
    let about = |event: Event| Event {
        debts: vec![parsed_as(DebtId::new("A"))],
        address: Some(parsed_as(Address::new("+8613800138000"))),
        purpose: Some(Purpose::Collection),
        ..event
    };
    (0..20)
        .map(|i| {
            let at = last - TimeDelta::days(5 * i);
            about(match i % 4 {
                3 => Event::new(at, Direction::Out, Channel::Voice, Outcome::NoAnswer),
                _ => Event::new(at, Direction::Out, Channel::Sms, Outcome::Delivered),
            })
        })
        .collect()
}

fn history(more: impl IntoIterator<Item = Fact>) -> History {
    parsed_as(History::from_facts(events().into_iter().map(Fact::Event).chain(more)))
}

fn events_alone() -> History {
    history([])
}

/// What may lie on file of a customer and stops nothing any more: a grant, a refusal of another channel, a payment of
/// before the data, a hold that is over, a check of the number.
fn on_file() -> [Fact; 5] {
    let then: DateTime<Utc> = parsed("2026-10-01T03:00:00Z");
    let amount = parsed_as(Money::parse("300.00", "CNY"));
    [
        Fact::Consent(Consent { channel: Some(Channel::Sms), ..Consent::new(then, ConsentState::Granted) }),
        Fact::Consent(Consent { channel: Some(Channel::Voice), ..Consent::new(then, ConsentState::Withdrawn) }),
        Fact::Payment(Payment { id: None, at: then, amount, debts: Vec::new(), state: PaymentState::Settled }),
        Fact::Hold(Hold {
            cause: HoldCause::Promise,
            from: Moment::Instant(then),
            known_at: None,
            until: Some(Moment::Instant(then + TimeDelta::days(7))),
            debts: Vec::new(),
        }),
        Fact::Artifact(Artifact {
            kind: ArtifactKind::NumberCheck,
            at: Moment::Instant(then),
            received_at: None,
            debts: Vec::new(),
            address: None,
        }),
    ]
}

/// A dispute that nothing ends.
fn on_hold() -> [Fact; 1] {
    [Fact::Hold(Hold {
        cause: HoldCause::Dispute,
        from: Moment::Instant(parsed("2026-11-20T03:00:00Z")),
        known_at: None,
        until: None,
        debts: Vec::new(),
    })]
}

/// What the floor knows: each event's instant and in bits what it counts as, and whether a hold without end is in force.
struct Packed {
    events: Vec<(i64, u32)>,
    held: bool,
}

const CONTACT: u32 = 1;
const EFFECTIVE: u32 = 2;
const HOURS: u32 = 1;
const DAY: u32 = 2;
const WEEK: u32 = 4;
const GAP: u32 = 8;
const CALLS: u32 = 16;
const HELD: u32 = 32;

impl Packed {
    fn of(history: &History) -> Self {
        let bits = |event: &Event| match event.outcome {
            Outcome::Delivered => CONTACT,
            Outcome::Conversation => CONTACT | EFFECTIVE,
            _ => 0,
        };
        Self {
            events: history.events().iter().map(|event| (event.at.timestamp(), bits(event))).collect(),
            held: history.holds().iter().any(|hold| hold.until.is_none()),
        }
    }

    /// The rules that refuse at an instant, as bits: hours of book and house, a contact a day, two in seven days, 48 hours
    /// between two, three effective calls a day, a hold. China has one clock, eight hours ahead.
    fn refuses(&self, now: i64) -> u32 {
        let local = |at: i64| at + 8 * 3_600;
        let (day, second) = (local(now).div_euclid(86_400), local(now).rem_euclid(86_400));
        let (mut today, mut week, mut calls, mut gap) = (0_u32, 0_u32, 0_u32, false);
        for (at, bits) in &self.events {
            let age = day - local(*at).div_euclid(86_400);
            let contact = bits & CONTACT;
            today += contact * u32::from(age < 1);
            week += contact * u32::from(age < 7);
            calls += (bits >> 1) * u32::from(age < 1);
            gap |= contact != 0 && now - at < 172_800;
        }
        let open = (9 * 3_600..20 * 3_600).contains(&second);
        (u32::from(!open) * HOURS)
            | (u32::from(today >= 1) * DAY)
            | (u32::from(week >= 2) * WEEK)
            | (u32::from(gap) * GAP)
            | (u32::from(calls >= 3) * CALLS)
            | (u32::from(self.held) * HELD)
    }
}

/// The value of a literal of this bench.
fn parsed<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    parsed_as(text.parse())
}

#[expect(clippy::expect_used, reason = "a literal that doesn't parse is a fault of this bench")]
fn parsed_as<T, E: std::fmt::Debug>(result: Result<T, E>) -> T {
    result.expect("a literal of this bench")
}
