//! A small world: an engine over a store and a simulated network, in memory or in a folder, with one house policy.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use dunning_core::case::{Case, CaseSpec, ContactSpec, CreditorSpec, CustomerSpec, DebtSpec, LocationSpec};
use dunning_core::id::{CustomerId, RuleId};
use dunning_core::policy::{Law, Policy, PolicySpec};
use dunning_core::rule::{
    Aggregate, AllowedWindow, CapKey, Citation, Counted, Effective, HoldStart, Hours, NoContactStatus, Period,
    RuleKind, RuleSpec, Scope, WeekHours, WindowCap, ZonePolicy,
};
use dunning_core::strategy::{Strategy, StrategySpec};
use dunning_core::template::Templates;
use dunning_core::time::{Window, ZoneTable};
use dunning_core::words::{Actor, Channel, CustomerKind, Evidence, Force, HoldCause, Purpose, Status};
use dunning_engine::{Desk, Engine, Imported, Intake, Keys, Point, Probe};
use dunning_gateway::sandbox::{Durability, Network, Sandbox};
use dunning_store::{Mode, SqliteStore, StoreKey};
use dunning_wire::JsonCodec;

pub(crate) const KEY: StoreKey = StoreKey::new([7; 32]);

pub(crate) struct World {
    pub(crate) engine: Engine<SqliteStore, Sandbox>,
}

impl World {
    pub(crate) fn new(network: Network) -> Self {
        Self::of(SqliteStore::in_memory(Mode::Sandbox, 16, &KEY).unwrap(), Sandbox::in_memory(network))
    }

    /// A world that outlives its process: `store.db` and `network.log` in a folder.
    pub(crate) fn in_folder(folder: &Path, network: Network) -> Self {
        Self::of(store_in(folder), Sandbox::open(log_in(folder), network, Durability::Process).unwrap())
    }

    pub(crate) fn of(store: SqliteStore, sandbox: Sandbox) -> Self {
        Self::with_one_text_in(1, store, sandbox)
    }

    /// A world whose house lets one text leave in so many days.
    pub(crate) fn with_one_text_in(days: u32, store: SqliteStore, sandbox: Sandbox) -> Self {
        let zones = ZoneTable::new(dunning_rulebooks::zones::bundled()).unwrap();
        let desk = Desk {
            policy: policy(&zones, days),
            strategy: Strategy::compile(StrategySpec::starter().unwrap()).unwrap(),
            templates: Templates::compile(dunning_rulebooks::templates().unwrap()).unwrap(),
            codec: Arc::new(JsonCodec),
            keys: Keys::new(KEY, |_| [9; 32]),
        };
        Self { engine: Engine::new(store, sandbox, desk) }
    }

    pub(crate) fn listened(self, listener: impl Fn(Point) + Send + Sync + 'static) -> Self {
        Self { engine: self.engine.listened(Probe::new(listener)) }
    }

    pub(crate) async fn import(&mut self, batch: impl IntoIterator<Item = Intake>, now: DateTime<Utc>) -> Imported {
        self.engine.import(batch.into_iter().collect(), now).await.unwrap()
    }

    pub(crate) async fn run(&mut self, from: &str, until: &str) -> DateTime<Utc> {
        self.engine.run(at(from), at(until)).await.unwrap()
    }
}

/// The store of a world in a folder.
pub(crate) fn store_in(folder: &Path) -> SqliteStore {
    SqliteStore::create_or_open(&folder.join("store.db"), Mode::Sandbox, &KEY).unwrap()
}

/// Where the network of a world in a folder keeps its log.
pub(crate) fn log_in(folder: &Path) -> PathBuf {
    folder.join("network.log")
}

pub(crate) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn customer(id: &str) -> CustomerId {
    CustomerId::new(id).unwrap()
}

/// A person in Beijing whose debt fell due on 2026-11-23.
pub(crate) fn person(id: &str, arrears: &str) -> Intake {
    let number = 13_800_130_000 + id.bytes().map(u64::from).sum::<u64>();
    overdue(id, number, arrears, "2026-11-23".parse().unwrap())
}

/// A person in Beijing with one debt.
pub(crate) fn overdue(id: &str, number: u64, arrears: &str, due_date: NaiveDate) -> Intake {
    let case = Case::new(overdue_spec(id, number, arrears, due_date)).unwrap();
    Intake { customer: customer(id), case: Some(case), change: None, facts: Vec::new(), because: None }
}

/// The raw case of such a person.
pub(crate) fn overdue_spec(id: &str, number: u64, arrears: &str, due_date: NaiveDate) -> CaseSpec {
    CaseSpec {
        as_of: Some(at("2026-11-24T00:00:00+08:00")),
        actor: Some(Actor::Creditor),
        collector: None,
        collector_name: None,
        creditor: CreditorSpec {
            id: "qinghe".into(),
            name: Some("青禾银行".into()),
            seat: Some("CN-BJ".into()),
            hotline: Some("400-000-1100".into()),
            pay_link: Some("https://qh.example/p".into()),
            domains: vec!["qh.example".into()],
            ..CreditorSpec::default()
        },
        customer: CustomerSpec {
            id: id.into(),
            kind: Some(CustomerKind::Person),
            locale: Some("zh-CN".into()),
            contacts: vec![ContactSpec {
                channel: Channel::Sms,
                address: format!("+86{number}"),
                verified: Some(true),
                since: None,
            }],
            locations: vec![LocationSpec {
                place: Some("CN-BJ".into()),
                zone: None,
                evidence: Evidence::Address,
                since: None,
            }],
            ..CustomerSpec::default()
        },
        debts: vec![DebtSpec {
            id: format!("{id}-A"),
            currency: "CNY".into(),
            arrears: arrears.into(),
            due_date,
            ..DebtSpec::default()
        }],
    }
}

/// 09:00 to 20:00, one text in so many days, a promise and stale data stop.
fn policy(zones: &ZoneTable, days: u32) -> Policy {
    let rule = |id: &str, kind| RuleSpec {
        id: RuleId::new(id).unwrap(),
        part: None,
        rows: Vec::new(),
        status: Status::Verified,
        force: Force::House,
        citation: Citation { instrument: "house policy".into(), article: id.into(), source: String::new() },
        effective: Effective { from: "2020-01-01".parse().unwrap(), until: None, zone: "Asia/Shanghai".into() },
        scope: Scope { purposes: vec![Purpose::Collection, Purpose::PreDue], ..Scope::default() },
        effect_max: None,
        kind,
        note: String::new(),
    };
    let open = vec![Window::parse("09:00-20:00").unwrap()];
    let hours = AllowedWindow {
        hours: Hours::Fixed(WeekHours {
            days: std::array::from_fn(|_| open.clone()),
            holiday: None,
            moved_workday: None,
            calendar: None,
        }),
        zone: ZonePolicy::AllCandidates,
        waiver: None,
        reply_within_s: None,
    };
    let cap = WindowCap {
        max: 1,
        counts: Counted::Message,
        channels: Vec::new(),
        purposes: vec![Purpose::Collection, Purpose::PreDue],
        period: Period::Days(days),
        per: CapKey::Person,
        over: Aggregate::CreditorAndAgents,
        excludes: Vec::new(),
    };
    let promise = NoContactStatus { causes: vec![HoldCause::Promise], start: HoldStart::Effective, lasts: None };
    let spec = PolicySpec {
        name: "test".into(),
        house: vec![
            rule("HOUSE-HOURS", RuleKind::AllowedWindow(hours)),
            rule("HOUSE-DAY", RuleKind::WindowCap(cap)),
            rule("HOUSE-PROMISE", RuleKind::NoContactStatus(promise)),
        ],
        // The world is simulated over weeks without a fresh portfolio.
        stale_after_s: 60 * 86_400,
        ..PolicySpec::books_alone(Vec::new())
    };
    Policy::compile(spec, &Law { books: Vec::new(), calendars: Vec::new(), zones: zones.clone() }).unwrap()
}
