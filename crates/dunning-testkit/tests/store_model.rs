//! SQLite judged by the store of maps: the same operations, in the same transactions, give the same answers and leave the
//! same state. And rings judged by counting: no period of their span ever holds more uses than their cap allows, and none
//! that would be lawful is refused.

#![expect(clippy::unwrap_used, reason = "a test that can't go on fails")]

use std::future::Future;

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::decide::{Charge, ChargeKey, Unit};
use dunning_core::digest::Digest;
use dunning_core::id::{CustomerId, DebtId, MessageKey};
use dunning_core::pii::Pii;
use dunning_core::words::Word;
use dunning_store::{
    Aside, Commit, ContactKey, Error, FactKind, Intended, Intent, LaneTx, Mode, Planned, SqliteStore, Status, Store,
    StoreKey, SuppressionLine, TicketId,
};
use dunning_testkit::map_store::MapStore;
use proptest::prelude::*;
use proptest::sample::select;

const LANES: u16 = 2;
/// Two of one lane, one of the other.
const CUSTOMERS: [&str; 3] = ["a", "b", "张伟"];

fn block<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

#[derive(Debug, Clone)]
enum Operation {
    Enroll(CustomerId),
    Append(CustomerId, FactKind, i64),
    Handle(CustomerId, u8, bool),
    Suppress(u8, u8),
    Forget(u8),
    Plan(ContactKey, i64),
    Defer(ContactKey, i64),
    Intend(ContactKey, u16, Vec<Charge>),
    Advance(ContactKey, Status, bool),
    Settle(ContactKey, Unit, i64),
    Release(ContactKey, bool),
    Record(Option<CustomerId>, u8),
    Receive(u8),
    OpenTicket(CustomerId),
    CloseTicket(CustomerId, u32),
    Pause(bool),
    Erase(CustomerId),
}

/// One lane transaction; the last one may give up, which must undo it.
#[derive(Debug, Clone)]
struct Transaction {
    customer: CustomerId,
    operations: Vec<Operation>,
    gives_up: bool,
}

fn customers() -> impl Strategy<Value = CustomerId> {
    prop_oneof![3 => Just("a"), 1 => Just("b"), 1 => Just("张伟")].prop_map(|id| CustomerId::new(id).unwrap())
}

fn contacts() -> impl Strategy<Value = ContactKey> {
    (customers(), select(&["early", "late"][..]), 0..2_i64, 0..2_u32)
        .prop_map(|(customer, step, cycle, attempt)| ContactKey { customer, step: step.to_owned(), cycle, attempt })
}

/// Mostly such as follow a hand-over.
fn statuses() -> impl Strategy<Value = Status> {
    use Status::*;
    prop_oneof![2 => Just(Accepted), 1 => Just(Delivered), 1 => Just(Unknown), 3 => select(Status::ALL)]
}

fn units() -> impl Strategy<Value = Unit> {
    prop_oneof![3 => Just(Unit::Seconds), 1 => Just(Unit::Days)]
}

/// Of few rings, so that contacts meet in them; positions go back as well as forth.
fn charges() -> impl Strategy<Value = Charge> {
    let keys = prop_oneof![
        3 => Just(ChargeKey::Debt(DebtId::new("x").unwrap())),
        1 => customers().prop_map(ChargeKey::Customer),
    ];
    (keys, units(), 0..4_u32, 0..60_i64, 0..200_i64, 0..20_i64).prop_map(|(key, unit, max, span, from, more)| {
        let cap = if span % 4 == 0 { "odd" } else { "even" }.into();
        Charge { cap, key, unit, max, span, from, at: from + more }
    })
}

fn operations() -> impl Strategy<Value = Operation> {
    use Operation::*;
    let charged = proptest::collection::vec(charges(), 0..4);
    prop_oneof![
        2 => customers().prop_map(Enroll),
        2 => (customers(), select(FactKind::ALL), -5..2_000_i64).prop_map(|(c, kind, s)| Append(c, kind, s)),
        1 => (customers(), 0..3_u8, any::<bool>()).prop_map(|(c, t, put)| Handle(c, t, put)),
        2 => (0..3_u8, any::<u8>()).prop_map(|(t, v)| Suppress(t, v)),
        1 => (0..3_u8).prop_map(Forget),
        8 => (contacts(), -400..2_000_i64).prop_map(|(key, due)| Plan(key, due)),
        2 => (contacts(), 0..2_000_i64).prop_map(|(key, until)| Defer(key, until)),
        12 => (contacts(), any::<u16>(), charged).prop_map(|(key, m, charges)| Intend(key, m, charges)),
        6 => (contacts(), statuses(), any::<bool>()).prop_map(|(key, to, why)| Advance(key, to, why)),
        4 => (contacts(), units(), 0..220_i64).prop_map(|(key, unit, at)| Settle(key, unit, at)),
        4 => (contacts(), any::<bool>()).prop_map(|(key, all)| Release(key, all)),
        2 => (proptest::option::of(customers()), any::<u8>()).prop_map(|(c, v)| Record(c, v)),
        1 => (0..4_u8).prop_map(Receive),
        1 => customers().prop_map(OpenTicket),
        1 => (customers(), 0..3_u32).prop_map(|(c, n)| CloseTicket(c, n)),
        1 => any::<bool>().prop_map(Pause),
        1 => customers().prop_map(Erase),
    ]
}

fn transactions() -> impl Strategy<Value = Vec<Transaction>> {
    let one = (customers(), proptest::collection::vec(operations(), 1..40), proptest::bool::weighted(0.2))
        .prop_map(|(customer, operations, gives_up)| Transaction { customer, operations, gives_up });
    proptest::collection::vec(one, 1..10)
}

fn apply(lane: &mut dyn LaneTx, operation: &Operation) -> Result<String, Error> {
    use Operation::*;
    Ok(match operation {
        Enroll(customer) => format!("{:?}", lane.enroll(customer, customer.as_str().as_bytes())?),
        Append(customer, kind, seconds) => {
            format!("{:?}", lane.append(customer, *kind, at(*seconds), &seconds.to_be_bytes())?)
        }
        Handle(customer, token, true) => format!("{:?}", lane.put_handle(customer, Digest([*token; 32]))?),
        Handle(customer, token, false) => format!("{:?}", lane.drop_handle(customer, Digest([*token; 32]))?),
        Suppress(token, value) => {
            let line = SuppressionLine {
                wrapped_key: vec![*value],
                body: Pii::new(vec![*value; 2]),
                aside: Pii::new(vec![*value; 3]),
            };
            lane.suppress(Digest([*token; 32]), &line)?;
            format!("{:?} {:?}", lane.suppression(Digest([*token; 32]))?, lane.found(Digest([*token; 32]))?.len())
        }
        Forget(token) => format!("{:?}", lane.forget(Digest([*token; 32]))?),
        Plan(key, due) => {
            let planned = Planned { key: key.clone(), due: at(*due), plan: Pii::new(due.to_be_bytes().to_vec()) };
            format!("{:?}", lane.plan(&planned)?)
        }
        Defer(key, until) => format!("{:?}", lane.defer(key, at(*until), "FREQ-CAP")?),
        Intend(key, message, charges) => {
            let intent = Intent {
                message: MessageKey::new(&(message % 256).to_string()).unwrap(),
                valid_until: at(i64::from(*message)),
                gateway: "sandbox".to_owned(),
                template: (message % 2 == 0).then_some(Digest([1; 32])),
                words: Digest([2; 32]),
                person: Digest([3; 32]),
                subject: (message % 3 == 0).then(|| Pii::new("subject".to_owned())),
                text: Pii::new(message.to_string()),
                at: at(i64::from(message % 3)),
                event: Pii::new(message.to_be_bytes().to_vec()),
            };
            format!("{:?}", lane.intend(key, &intent, charges))
        }
        Advance(key, status, why) => {
            let step = dunning_store::Advance::to(*status);
            let step = if *why { step.because("SEND-LATE").under("network-1") } else { step };
            format!("{:?}", lane.advance(key, step))
        }
        Settle(key, unit, position) => format!("{:?}", lane.settle(key, *unit, *position)?),
        Release(key, all) => format!("{:?}", lane.release(key, if *all { None } else { Some("odd") })?),
        Record(customer, value) => {
            let aside = customer.as_ref().map(|customer| Aside { customer, body: b"aside" });
            format!("{:?}", lane.record(value.to_string(), aside)?)
        }
        Receive(id) => format!("{:?}", lane.receive("gateway", &id.to_string())?),
        OpenTicket(customer) => format!("{:?}", lane.open_ticket(customer, "unread_reply", at(7), b"?")?.number),
        CloseTicket(customer, number) => {
            let ticket = TicketId { customer: customer.clone(), number: *number };
            format!("{:?}", lane.close_ticket(&ticket, at(9))?)
        }
        Pause(paused) => format!("{:?}", lane.set_paused(*paused)?),
        Erase(customer) => format!("{:?}", lane.erase(customer)),
    })
}

/// Works off transactions; each answer, and each transaction's end.
fn work(store: &impl Store, transactions: &[Transaction]) -> Vec<String> {
    let mut answers = Vec::new();
    for Transaction { customer, operations, gives_up } in transactions {
        let (operations, gives_up) = (operations.clone(), *gives_up);
        let done = block(store.write(store.lane_of(customer), Commit::Durable, move |lane| {
            let answers: Vec<_> = operations.iter().map(|operation| apply(lane, operation)).collect();
            if gives_up { Err(Error::Busy) } else { Ok(answers) }
        }));
        answers.push(format!("{done:?}"));
    }
    answers
}

/// All that can be read, personal values included.
fn everything(store: &impl Store) -> Vec<String> {
    let mut seen = vec![format!("{:?}", block(store.tally())), format!("{:?}", block(store.next_due()))];
    for second in [0, 299, 300, 1_000, 3_000] {
        seen.push(format!("{:?}", block(store.lanes_due(at(second)))));
    }
    for gateway in ["sandbox", "another"] {
        let named = block(store.contacts_named(gateway, vec!["network-1".to_owned(), "none".to_owned()])).unwrap();
        let whose = named.iter().flatten().map(|contact| contact.customer.as_str());
        seen.push(format!("{:?} {named:?}", whose.collect::<Vec<_>>()));
    }
    let keys = (0..256).map(|number| MessageKey::new(&number.to_string()).unwrap()).collect();
    let under = block(store.contacts_under(keys)).unwrap();
    let whose = under.iter().enumerate().filter_map(|(key, contact)| Some((key, contact.as_ref()?.customer.as_str())));
    seen.push(format!("{:?} {under:?}", whose.collect::<Vec<_>>()));
    for token in 0..3 {
        let found = block(store.found_by(Digest([token; 32]))).unwrap();
        seen.push(format!("{:?}", found.iter().map(CustomerId::as_str).collect::<Vec<_>>()));
    }
    for after in [None, Some(Digest([0; 32])), Some(Digest([2; 32]))] {
        for limit in [1, 9] {
            let kept = block(store.suppressions(after, limit)).unwrap();
            let bodies = kept
                .iter()
                .flat_map(|one| &one.lines)
                .map(|line| (line.body.expose().clone(), line.aside.expose().clone()));
            seen.push(format!("{kept:?} {:?}", bodies.collect::<Vec<_>>()));
        }
    }
    for instant in [5, 5, 9, 7, 9] {
        seen.push(format!("{:?} {:?}", block(store.work_at(at(instant))), block(store.worked_until())));
    }
    for lane in store.lanes() {
        let lines = block(store.read(lane, |lane| {
            let mut lines = vec![format!("{:?} {:?} {:?}", lane.paused()?, lane.head()?, lane.records(1, 3)?)];
            let names = lane.customers(None, 3)?;
            for rest in [&lane.customers(names.last(), 9)?, &names] {
                lines.push(format!("{:?}", rest.iter().map(CustomerId::as_str).collect::<Vec<_>>()));
            }
            for limit in [2, 50] {
                for contacts in [lane.due(at(1_000), limit)?, lane.unsettled(None, limit)?] {
                    lines.push(format!("{contacts:?} {:?}", lane.unsettled(contacts.last().map(|c| &c.key), 50)?));
                    lines.extend(contacts.iter().map(|c| format!("{} {:?}", c.key.customer.as_str(), c.plan.expose())));
                }
            }
            let tickets = lane.tickets(None, 2)?;
            lines.push(format!("{tickets:?} {:?}", lane.tickets(tickets.last().map(|ticket| &ticket.id), 9)?));
            for customer in CUSTOMERS.map(|id| CustomerId::new(id).unwrap()) {
                for upto in [None, Some(0), Some(2)] {
                    let dossier = lane.dossier(&customer, upto)?;
                    let bodies = dossier.facts.iter().chain(&dossier.case).map(|fact| fact.body.expose().clone());
                    lines.push(format!("{dossier:?} {:?}", bodies.collect::<Vec<_>>()));
                }
                lines.push(format!("{:?} {:?}", lane.enrolled(&customer)?, lane.contacts(&customer)?));
                let slots = lane.slots(&customer)?;
                lines.push(format!("{slots:?} {:?}", slots.iter().map(|slot| slot.key.expose()).collect::<Vec<_>>()));
                let contacts = lane.contacts(&customer)?;
                let words = contacts.iter().filter_map(|contact| contact.intent.as_ref());
                let words = words.map(|intent| {
                    (intent.subject.as_ref().map(Pii::expose), intent.text.expose(), intent.event.expose())
                });
                lines.push(format!("{:?} {:?}", words.collect::<Vec<_>>(), lane.records_of(&customer)?));
            }
            Ok::<_, Error>(lines)
        }));
        seen.extend(lines.unwrap());
    }
    seen
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sqlite_answers_as_maps_do(transactions in transactions()) {
        let sqlite = SqliteStore::in_memory(Mode::Sandbox, LANES, &StoreKey::new([0; 32])).unwrap();
        let maps = MapStore::new(Mode::Sandbox, LANES);
        prop_assert_eq!(work(&sqlite, &transactions), work(&maps, &transactions));
        prop_assert_eq!(everything(&sqlite), everything(&maps));
    }
}

/// One thing that happens to a cap of one person, time going on.
#[derive(Debug, Clone)]
enum Turn {
    /// A contact that may arrive from `wait` seconds after the turn before, for `open` seconds.
    Contact { wait: i64, open: i64 },
    /// A receipt: the n-th contact arrived so long after its start.
    Receipt { contact: usize, after: i64 },
    /// Proof that the n-th contact went nowhere.
    NotSent { contact: usize },
}

fn turns() -> impl Strategy<Value = Vec<Turn>> {
    let turn = prop_oneof![
        4 => (0..40_i64, 0..30_i64).prop_map(|(wait, open)| Turn::Contact { wait, open }),
        1 => (0..40_usize, 0..30_i64).prop_map(|(contact, after)| Turn::Receipt { contact, after }),
        1 => (0..40_usize).prop_map(|contact| Turn::NotSent { contact }),
    ];
    proptest::collection::vec(turn, 1..60)
}

/// A use as the judge sees it: every one that was ever admitted, none forgotten.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Counted {
    first: i64,
    last: i64,
    given_back: bool,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// The judge keeps all uses and counts; the ring keeps `max` slots. At each contact both agree whether one more fits.
    #[test]
    fn rings_admit_what_counting_admits(turns in turns(), max in 1..5_u32, span in 1..90_i64) {
        let store = SqliteStore::in_memory(Mode::Sandbox, 1, &StoreKey::new([0; 32])).unwrap();
        let customer = CustomerId::new("c").unwrap();
        let contact = |cycle: usize| {
            ContactKey { customer: customer.clone(), step: "s".to_owned(), cycle: i64::try_from(cycle).unwrap(), attempt: 0 }
        };
        let (mut now, mut uses): (i64, Vec<Option<Counted>>) = (0, Vec::new());
        for turn in turns {
            match turn {
                Turn::Contact { wait, open } => {
                    now += wait;
                    let still = uses.iter().flatten().filter(|used| !used.given_back && now - used.last < span).count();
                    let key = contact(uses.len());
                    let planned = Planned { key: key.clone(), due: at(0), plan: Pii::new(Vec::new()) };
                    let charge = Charge {
                        cap: "cap".into(),
                        key: ChargeKey::Customer(customer.clone()),
                        unit: Unit::Seconds,
                        max,
                        span,
                        from: now,
                        at: now + open,
                    };
                    let intent = Intent {
                        message: MessageKey::new(&key.cycle.to_string()).unwrap(),
                        valid_until: at(now + open + 1),
                        gateway: "sandbox".to_owned(),
                        template: None,
                        words: Digest([2; 32]),
                        person: Digest([3; 32]),
                        subject: None,
                        text: Pii::new("text".to_owned()),
                        at: at(now),
                        event: Pii::new(Vec::new()),
                    };
                    let answer = write(&store, move |lane| {
                        lane.plan(&planned)?;
                        lane.intend(&planned.key, &intent, &[charge])
                    });
                    let admitted = matches!(answer, Ok(Intended::Written { .. }));
                    prop_assert_eq!(admitted, still < max as usize, "{:?}", answer);
                    uses.push(admitted.then_some(Counted { first: now, last: now + open, given_back: false }));
                }
                Turn::Receipt { contact: n, after } => {
                    let Some(Some(used)) = uses.get_mut(n) else { continue };
                    let key = contact(n);
                    let position = used.first + after;
                    // A slot that was used again since stays as it is, and its earlier use has rested by then.
                    if write(&store, move |lane| lane.settle(&key, Unit::Seconds, position)) == Ok(1) {
                        used.last = position;
                    }
                }
                Turn::NotSent { contact: n } => {
                    let Some(Some(used)) = uses.get_mut(n) else { continue };
                    let key = contact(n);
                    if write(&store, move |lane| lane.release(&key, None)) == Ok(1) {
                        used.given_back = true;
                    }
                }
            }
        }
        for used in uses.iter().flatten().filter(|used| !used.given_back) {
            let within = |other: &&Counted| !other.given_back && (used.last..used.last + span).contains(&other.last);
            prop_assert!(uses.iter().flatten().filter(within).count() <= max as usize);
        }
    }
}

fn write<T: Send + 'static>(
    store: &SqliteStore,
    work: impl FnOnce(&mut dyn LaneTx) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    let lane = store.lanes().next().unwrap();
    block(store.write(lane, Commit::Soon, work))
}
