//! Runs held to a plan: nothing leaves that isn't in it, and less where the facts have changed since.

use std::collections::BTreeSet;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;

use dunning_core::case::{CaseSpec, ContactSpec};
use dunning_core::history::History;
use dunning_core::id::MessageKey;
use dunning_core::plan::{Head, Line, Lint, Means, Plan, Totals, plan};
use dunning_core::words::{Channel, Word};
use dunning_engine::{Desk, Intake, NOT_PLANNED, PlannedOnly, Point, Standing, Taken};
use dunning_gateway::sandbox::{Answer, Fate, Ledger, Network};
use dunning_gateway::{Gateway, RouteProfile};
use dunning_store::{Status, Store};

use super::{first_key, key_of, settled, statuses};
use crate::world::{World, at, customer, log_in, overdue, person, store_in};

const MADE: &str = "2026-11-24T07:00:00+08:00";
const OVER: &str = "2026-11-25T00:00:00+08:00";

/// The plan of some persons for a day, as `dunning plan` makes one.
fn planned(desk: &Desk, route: &RouteProfile, persons: &[Intake]) -> Plan {
    let Desk { policy, strategy, templates, .. } = desk;
    let head = Head {
        portfolio: None,
        store: None,
        at: at(MADE),
        until: at(OVER),
        books: Vec::new(),
        law: *policy.provenance(),
        templates: templates.digest(),
        strategy: strategy.digest(),
    };
    let means = Means { policy, templates, segments: route.segments, price: route.price };
    let (mut lines, mut totals) = (Vec::new(), Totals::default());
    let mut lint = Lint::new(&head);
    for Intake { case, facts, .. } in persons {
        let (case, history) = (case.as_ref().unwrap(), History::from_facts(facts.iter().cloned()).unwrap());
        for one in plan(policy, strategy, case, &history, head.at, &mut totals.report) {
            let line = Line::new(&one, means.wording(case, &history, &one, &head));
            totals.note(&line, &head);
            lint.line(&line);
            lint.facts(&line, case, &history);
            lines.push(line);
        }
    }
    lint.finish(&totals).unwrap();
    let plan = Plan { head, lines, totals };
    plan.lint().unwrap();
    plan
}

impl World {
    fn plan(&self, persons: &[Intake]) -> Plan {
        planned(self.engine.desk(), self.engine.gateway().profile(), persons)
    }

    /// Takes a plan and holds the world to it.
    async fn held_to(mut self, plan: &Plan) -> (Self, Taken) {
        let mut only = PlannedOnly::new(&plan.head);
        for line in &plan.lines {
            only.add(line, &plan.head);
        }
        let taken = self.engine.take(&plan.head, plan.lines.clone()).await.unwrap();
        (Self { engine: self.engine.held_to(only) }, taken)
    }

    fn left(&self) -> BTreeSet<MessageKey> {
        self.engine.gateway().ledger().unwrap().taken.keys().cloned().collect()
    }
}

fn keys(ids: &[&str]) -> BTreeSet<MessageKey> {
    ids.iter().map(|id| first_key(id)).collect()
}

async fn standings(world: &World, plan: &Plan) -> Vec<Option<(Status, Option<String>)>> {
    let found = world.engine.standings(&plan.lines).await.unwrap();
    found.into_iter().map(|one| one.map(|Standing { status, reason }| (status, reason))).collect()
}

#[tokio::test]
async fn what_is_planned_leaves_and_nothing_else() {
    let mut world = World::new(Network::faultless(1));
    let early = [person("c-1", "120.00"), person("c-2", "80.00")];
    let plan = world.plan(&early);
    assert_eq!((plan.totals.planned, plan.lines.len()), (2, 2), "deferred to the morning, inside the plan's day");
    // A row that the portfolio got after the plan, and a contact that an earlier run has left waiting.
    let late = person("c-3", "60.00");
    world.import([late], at(MADE)).await;
    world.run(MADE, "2026-11-24T07:10:00+08:00").await;
    world.import(early.into_iter().chain([person("c-4", "50.00")]), at(MADE)).await;
    let (mut world, taken) = world.held_to(&plan).await;
    assert_eq!(taken, Taken { new: 2, known: 0, strangers: 0 });
    world.run("2026-11-24T08:00:00+08:00", OVER).await;
    assert_eq!(world.left(), keys(&["c-1", "c-2"]));
    let delivered = Some((Status::Delivered, None));
    assert_eq!(standings(&world, &plan).await, [delivered.clone(), delivered]);
    let held = Some(NOT_PLANNED.to_owned());
    assert_eq!(statuses(&world.engine, "c-3").await, [("early.1".to_owned(), Status::Deferred, held)]);
    assert_eq!(statuses(&world.engine, "c-4").await, []);
    assert_eq!(world.engine.store().breaches().await.unwrap(), []);
    assert_eq!(world.engine.unproven().await.unwrap(), []);
}

#[tokio::test]
async fn a_payment_between_plan_and_run_cancels_and_no_thanks_follow() {
    let mut world = World::new(Network::faultless(1));
    let persons = [person("c-1", "120.00"), person("c-2", "80.00")];
    let plan = world.plan(&persons);
    world.import(persons, at(MADE)).await;
    let paid = Intake {
        customer: customer("c-1"),
        case: None,
        change: None,
        facts: vec![settled("120.00", at("2026-11-24T07:30:00+08:00"))],
        because: None,
    };
    world.import([paid], at("2026-11-24T08:00:00+08:00")).await;
    let (mut world, _) = world.held_to(&plan).await;
    world.run("2026-11-24T08:00:00+08:00", OVER).await;
    assert_eq!(world.left(), keys(&["c-2"]));
    assert_eq!(
        standings(&world, &plan).await,
        [Some((Status::Cancelled, Some("DATA-NOTHING-OWED".to_owned()))), Some((Status::Delivered, None))]
    );
}

#[tokio::test]
async fn a_debt_that_came_after_the_plan_is_not_spoken_of() {
    let mut world = World::new(Network::faultless(1));
    let day = "2026-11-23".parse().unwrap();
    let before = overdue("c-1", 13_800_130_001, "120.00", day);
    let plan = world.plan(&[before]);
    // The same step and round now stands for a second debt as well.
    let two = with_case("c-1", |spec| {
        let mut second = spec.debts[0].clone();
        second.id = "c-1-B".to_owned();
        second.arrears = "5000.00".to_owned();
        spec.debts.push(second);
    });
    world.import([two], at(MADE)).await;
    let (mut world, _) = world.held_to(&plan).await;
    world.run("2026-11-24T08:00:00+08:00", OVER).await;
    assert_eq!(world.left(), keys(&["c-1"]));
    let (store, who) = (world.engine.store().clone(), customer("c-1"));
    let contacts = store.read(store.lane_of(&who), move |lane| lane.contacts(&who));
    let text = contacts.await.unwrap().into_iter().find_map(|contact| contact.intent).unwrap().text.into_exposed();
    assert!(text.contains("120.00") && !text.contains("5120.00") && !text.contains("5,120.00"), "{text}");
}

#[tokio::test]
async fn no_other_channel_than_the_planned_one_is_taken() {
    let mut world = World::new(Network::faultless(1));
    // Planned by text message; then the number is gone and only an address for mail is left.
    let plan = world.plan(&[overdue("c-1", 13_800_130_001, "120.00", "2026-11-23".parse().unwrap())]);
    let by_mail = with_case("c-1", |spec| {
        let address = "zhang@mail.example".to_owned();
        spec.customer.contacts =
            vec![ContactSpec { channel: Channel::Email, address, verified: Some(true), since: None }];
    });
    world.import([by_mail], at(MADE)).await;
    let (mut world, _) = world.held_to(&plan).await;
    world.run("2026-11-24T08:00:00+08:00", OVER).await;
    assert_eq!(world.left(), keys(&[]));
    let [Some((status, reason))] = &standings(&world, &plan).await[..] else { panic!("it is in the store") };
    assert_eq!((*status, reason.as_deref()), (Status::Withheld, Some("SEND-ADDRESS")));
}

#[tokio::test]
async fn an_answer_to_a_customer_waits_and_a_retry_of_a_planned_contact_does_not() {
    let network = Network::faultless(1)
        .with_fate(first_key("c-1"), Fate::replied("退订"))
        .with_fate(first_key("c-2"), Fate::answered(Answer::Throttled));
    let mut world = World::new(network);
    let persons = [person("c-1", "120.00"), person("c-2", "80.00")];
    let plan = world.plan(&persons);
    world.import(persons, at(MADE)).await;
    let (mut world, _) = world.held_to(&plan).await;
    world.run("2026-11-24T08:00:00+08:00", OVER).await;
    let all = statuses(&world.engine, "c-1").await;
    let answer = ("reply.opt_out".to_owned(), Status::Deferred, Some(NOT_PLANNED.to_owned()));
    assert!(all.contains(&answer), "{all:?}");
    let tried: Vec<Status> = statuses(&world.engine, "c-2").await.iter().map(|(_, status, _)| *status).collect();
    assert_eq!(tried, [Status::NotSent, Status::Delivered]);
    // It speaks for its contact.
    assert_eq!(standings(&world, &plan).await[1], Some((Status::Delivered, None)));
}

#[tokio::test]
async fn what_one_plan_held_back_a_later_one_lets_go() {
    let mut world = World::new(Network::faultless(1));
    let (one, other) = (person("c-1", "120.00"), person("c-2", "80.00"));
    let (first, second) = (world.plan(std::slice::from_ref(&one)), world.plan(std::slice::from_ref(&other)));
    world.import([one, other], at(MADE)).await;
    world.run(MADE, "2026-11-24T07:10:00+08:00").await;
    let (mut world, _) = world.held_to(&first).await;
    world.run("2026-11-24T09:00:00+08:00", "2026-11-24T10:00:00+08:00").await;
    assert_eq!(world.left(), keys(&["c-1"]));
    let (mut world, taken) = world.held_to(&second).await;
    assert_eq!(taken, Taken { new: 0, known: 1, strangers: 0 });
    world.run("2026-11-24T10:00:00+08:00", OVER).await;
    assert_eq!(world.left(), keys(&["c-1", "c-2"]));
}

#[tokio::test]
async fn customers_that_the_store_does_not_know_are_left_out() {
    let mut world = World::new(Network::faultless(1));
    let persons = [person("c-1", "120.00"), person("c-2", "80.00")];
    let plan = world.plan(&persons);
    let [one, _] = persons;
    world.import([one], at(MADE)).await;
    let (mut world, taken) = world.held_to(&plan).await;
    assert_eq!(taken, Taken { new: 1, known: 0, strangers: 1 });
    world.run("2026-11-24T08:00:00+08:00", OVER).await;
    assert_eq!(standings(&world, &plan).await[1], None);
    assert_eq!(world.engine.store().breaches().await.unwrap(), []);
    assert_eq!(world.engine.unproven().await.unwrap(), []);
}

#[tokio::test]
async fn a_plan_that_is_over_lets_nothing_leave_and_ends() {
    let mut world = World::new(Network::faultless(1));
    let planned = [person("c-1", "120.00")];
    let mut plan = world.plan(&planned);
    plan.head.until = at("2026-11-24T18:00:00+08:00");
    let other = person("c-2", "80.00");
    world.import(planned.into_iter().chain([other]), at(MADE)).await;
    world.run(MADE, "2026-11-24T07:10:00+08:00").await; // both are planned, and wait for the morning
    let (mut world, _) = world.held_to(&plan).await;
    for late in ["2026-11-24T18:00:00+08:00", "2026-11-24T18:30:00+08:00"] {
        let step = tokio::time::timeout(std::time::Duration::from_secs(5), world.engine.step(at(late)));
        step.await.unwrap().unwrap();
    }
    assert_eq!(world.left(), keys(&[]));
    let waits: Vec<Status> = statuses(&world.engine, "c-2").await.into_iter().map(|(_, status, _)| status).collect();
    assert_eq!(waits, [Status::Deferred], "it is held back by nobody");
    assert_eq!(world.engine.store().breaches().await.unwrap(), []);
}

#[tokio::test]
async fn a_run_that_would_begin_after_its_end_takes_no_step() {
    let mut world = World::new(Network::faultless(1));
    world.import([person("c-1", "120.00")], at(MADE)).await;
    let ended = world.run("2026-11-24T10:00:00+08:00", "2026-11-24T09:30:00+08:00").await;
    assert_eq!((ended, world.left()), (at("2026-11-24T10:00:00+08:00"), keys(&[])));
    assert_eq!(world.engine.store().worked_until().await.unwrap(), Some(at(MADE)));
}

/// A person whose case was changed.
fn with_case(id: &str, change: impl FnOnce(&mut CaseSpec)) -> Intake {
    let mut spec = crate::world::overdue_spec(id, 13_800_130_001, "120.00", "2026-11-23".parse().unwrap());
    change(&mut spec);
    let case = dunning_core::case::Case::new(spec).unwrap();
    Intake { customer: customer(id), case: Some(case), change: None, facts: Vec::new(), because: None }
}

/// In the environment of a child: the point at which it is killed.
const FATAL: &str = "DUNNING_PLAN_FATAL";

/// Persons of the plan that is killed and resumed, and one more who isn't in it.
fn crowd() -> Vec<Intake> {
    let day = "2026-11-23".parse().unwrap();
    (0..40).map(|i| overdue(&format!("c-{i}"), 13_800_130_000 + i, "120.00", day)).collect()
}

/// A run of a plan, killed by SIGKILL at each point of its work and resumed: the network's own log shows each planned
/// contact once, and no other.
#[test]
fn killed_and_resumed_it_is_still_the_plan() {
    if let Some(point) = std::env::var(FATAL).ok().and_then(|word| Point::parse(&word).ok()) {
        block(work(Path::new(""), Some(point)));
        return;
    }
    for point in Point::ALL.iter().copied() {
        let folder = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap());
        child.args(["--exact", "plans::killed_and_resumed_it_is_still_the_plan"]).current_dir(folder.path());
        let killed = child.env(FATAL, point.as_str()).output().unwrap().status;
        assert_eq!(killed.signal(), Some(9), "{point:?}: {killed}");
        block(work(folder.path(), None));
        let ledger = Ledger::read(log_in(folder.path())).unwrap();
        assert_eq!(ledger.again, [], "{point:?}");
        // What was proven not sent left under the key of its next attempt.
        let taken =
            |i| (0..3).filter(|attempt| ledger.taken.contains_key(&key_of(&format!("c-{i}"), *attempt))).count();
        assert_eq!((0..40).map(taken).collect::<Vec<_>>(), [vec![1; 39], vec![0]].concat(), "{point:?}");
        assert_eq!(ledger.taken.len(), 39, "{point:?}");
        assert_eq!(block(store_in(folder.path()).breaches()).unwrap(), [], "{point:?}");
    }
}

/// One run of the plan over the first 39 of forty persons, as the command does it.
async fn work(folder: &Path, fatal: Option<Point>) {
    let world = World::in_folder(folder, Network::faultless(1));
    let mut world = match fatal {
        Some(fatal) => world.listened(move |point| {
            if point == fatal {
                crate::crash::die();
            }
        }),
        None => world,
    };
    let crowd = crowd();
    let plan = world.plan(&crowd[..39]);
    // Time goes on where the store was worked last.
    let last = world.engine.store().worked_until().await.unwrap();
    let from = |instant| at(instant).max(last.unwrap_or(at(instant)));
    world.import(crowd, from(MADE)).await;
    let (mut world, _) = world.held_to(&plan).await;
    world.engine.run(from("2026-11-24T09:00:00+08:00"), at(OVER)).await.unwrap();
}

fn block<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}
