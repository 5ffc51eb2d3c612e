//! The engine as a command runs it: a store's file, the simulated network beside it, and the desk of law, strategy and
//! templates. Nothing here decides anything.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use clap::Args;
use dunning_core::digest::Digest;
use dunning_core::explain::{Lang, LocalTime};
use dunning_core::history::History;
use dunning_core::id::{BookId, CustomerId};
use dunning_core::money::{Currency, Money};
use dunning_core::plan::Head;
use dunning_core::policy::{Policy, PolicySpec};
use dunning_core::sms::Profile;
use dunning_core::strategy::{Strategy, StrategySpec};
use dunning_core::template::Templates;
use dunning_engine::{Engine, Keys, PlannedOnly, Told, case_of, history_of};
use dunning_gateway::sandbox::{Durability, Network, Sandbox};
use dunning_gateway::{AnyGateway, RouteProfile};
use dunning_store::{Contact, Dossier, Mode, SqliteStore, Store as _, StoreKey};
use dunning_wire::{JsonCodec, evidence};
use tokio::runtime::{Builder, Runtime};

use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::law::shipped;
use crate::lawbook::{self, Piece};
use crate::listing::rfc3339;

/// The engine that commands run: SQLite and, without a live gateway, the sandbox.
pub(crate) type Running = Engine<SqliteStore, AnyGateway>;

/// Seed of the simulated network. The same store sees the same network for ever.
const NETWORK_SEED: u64 = 2026;

/// Price of a segment on the simulated network, in fen: what Chinese aggregators list for a service SMS.
const SEGMENT_FEN: i64 = 5;

/// Where the store is, and which books are in force.
#[derive(Debug, Clone, Args)]
pub(crate) struct Place {
    /// The store's file; `run` makes it where there is none, with mode 0600
    #[arg(long, value_name = "FILE")]
    pub(crate) db: PathBuf,
    /// Key of the store [default: FILE.key, made with the store]
    #[arg(long, value_name = "FILE")]
    pub(crate) key_file: Option<PathBuf>,
}

impl Place {
    /// Where the store's key is.
    fn key(&self) -> PathBuf {
        self.key_file.clone().unwrap_or_else(|| StoreKey::beside(&self.db))
    }
}

/// The books in force.
#[derive(Debug, Clone, Args)]
pub(crate) struct Books {
    /// Rulebooks in force, e.g. cn or us-fed,cn [default: those of the configuration, else neutral, which holds no rule]
    #[arg(long, value_name = "IDS", value_delimiter = ',', value_parser = book)]
    books: Vec<BookId>,
}

impl Books {
    /// The books named here, else those of the configuration.
    ///
    /// # Errors
    /// What is wrong with the configuration.
    pub(crate) fn of<'b>(&'b self, context: &'b Context) -> Result<&'b [BookId], Error> {
        if self.books.is_empty() { Ok(&context.config()?.books.value) } else { Ok(&self.books) }
    }
}

/// A customer of a store that is there.
#[derive(Debug, Clone, Args)]
pub(crate) struct Known {
    /// The customer's id
    #[arg(value_parser = customer)]
    id: CustomerId,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    books: Books,
}

impl Known {
    /// The store opened, and the customer's id.
    ///
    /// # Errors
    /// What is wrong with store, key, law or templates.
    pub(crate) fn open(&self, context: &Context) -> Result<(Works, CustomerId), Error> {
        Ok((Works::to_read(context, &self.place, self.books.of(context)?)?, self.id.clone()))
    }
}

/// What a store says of one of its files.
fn at(file: impl Into<PathBuf>, error: dunning_store::Error) -> Error {
    Error::Store { file: file.into(), error }
}

/// Reads a customer's id.
pub(crate) fn customer(text: &str) -> Result<CustomerId, String> {
    CustomerId::new(text).map_err(|fault| fault.message)
}

fn book(text: &str) -> Result<BookId, String> {
    BookId::new(text).map_err(|fault| fault.message)
}

/// An engine at work, with the threads it needs.
#[derive(Debug)]
pub(crate) struct Works {
    pub(crate) engine: Running,
    runtime: Runtime,
}

impl Works {
    /// Opens a store to work through it, making it where there is none, with the network's log beside it, which one process
    /// holds at a time.
    ///
    /// # Errors
    /// What is wrong with store, key, log, law or templates.
    pub(crate) fn to_send(context: &Context, place: &Place, books: &[BookId]) -> Result<Self, Error> {
        let key = match place.db.exists() {
            true => StoreKey::read(&place.key()),
            false => StoreKey::read_or_create(&place.key(), fresh()),
        };
        let key = key.map_err(|error| at(place.key(), error))?;
        let store =
            SqliteStore::create_or_open(&place.db, Mode::Sandbox, &key).map_err(|error| at(&place.db, error))?;
        let network = Sandbox::open(network_log(&place.db), network(books), Durability::Process)?;
        let mut works = Self::over(context, books, store, key, network)?;
        works.keep_law(context, books)?;
        Ok(works)
    }

    /// Opens a store that is there, to read it or to put something on record. Nothing is sent, so a run may go on beside.
    ///
    /// # Errors
    /// What is wrong with store, key, law or templates.
    pub(crate) fn open(context: &Context, place: &Place, books: &[BookId]) -> Result<Self, Error> {
        if !place.db.exists() {
            return Err(at(&place.db, dunning_store::Error::Missing));
        }
        let key = StoreKey::read(&place.key()).map_err(|error| at(place.key(), error))?;
        let store = SqliteStore::open(&place.db, Mode::Sandbox, &key).map_err(|error| at(&place.db, error))?;
        Self::over(context, books, store, key, Sandbox::in_memory(network(books)))
    }

    /// Opens a store that is there, to read it and nothing else: one that can't be written too, as it stands.
    ///
    /// # Errors
    /// As [`Works::open`].
    pub(crate) fn to_read(context: &Context, place: &Place, books: &[BookId]) -> Result<Self, Error> {
        use dunning_store::Error::{Io, ReadOnly};
        let refused = match Self::open(context, place, books) {
            Err(Error::Store { file, error: error @ (ReadOnly | Io { .. }) }) => Error::Store { file, error },
            opened => return opened,
        };
        let Ok(key) = StoreKey::read(&place.key()) else { return Err(refused) };
        let Ok(store) = SqliteStore::open_as_it_stands(&place.db, Mode::Sandbox, &key) else { return Err(refused) };
        let note = context.say(
            "the store can't be written: it is read as it stands, and nothing is put on record",
            "存储不可写：按现状读取，不作任何记录",
        );
        let _ = writeln!(anstream::stderr(), "{}: {note}", place.db.display());
        Self::over(context, books, store, key, Sandbox::in_memory(network(books)))
    }

    fn over(
        context: &Context,
        books: &[BookId],
        store: SqliteStore,
        key: StoreKey,
        network: Sandbox,
    ) -> Result<Self, Error> {
        let desk = desk(context, books, Keys::new(key, |_| fresh()))?;
        Self::new(Engine::new(store, AnyGateway::Sandbox(network), desk))
    }

    /// A store in memory over a network without a log: for demonstrations. Keys follow from the customers' ids,
    /// so that every run is the same.
    ///
    /// # Errors
    /// What is wrong with law or templates.
    pub(crate) fn passing(context: &Context, books: &[BookId], network: Network) -> Result<Self, Error> {
        let key = StoreKey::new([0x64; 32]);
        let store = SqliteStore::in_memory(Mode::Sandbox, dunning_store::LANES, &key)?;
        let derived = |customer: &CustomerId| {
            dunning_core::digest::Digest::of(format!("demonstration {}", customer.as_str()).as_bytes()).0
        };
        let desk = desk(context, books, Keys::new(key, derived))?;
        Self::new(Engine::new(store, AnyGateway::Sandbox(Sandbox::in_memory(network)), desk))
    }

    fn new(engine: Running) -> Result<Self, Error> {
        let runtime = Builder::new_current_thread().enable_all().build().map_err(Error::Output)?;
        Ok(Self { engine, runtime })
    }

    /// The same works, held to a plan.
    pub(crate) fn held_to(self, plan: PlannedOnly) -> Self {
        Self { engine: self.engine.held_to(plan), ..self }
    }

    /// Runs a future of the engine to its end.
    pub(crate) fn wait<T>(&mut self, work: impl AsyncFnOnce(&mut Running) -> T) -> T {
        self.runtime.block_on(work(&mut self.engine))
    }
}

impl Works {
    /// The contacts of a customer in the order of their keys, each with its text where it left.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) fn contacts(&mut self, customer: &CustomerId) -> Result<Vec<(Contact, Option<String>)>, Error> {
        let (store, customer) = (self.engine.store().clone(), customer.clone());
        let read = store.read(store.lane_of(&customer), move |lane| {
            let mut contacts = Vec::new();
            for contact in lane.contacts(&customer)? {
                let text = contact.intent.as_ref().map(|intent| intent.text.expose().clone());
                contacts.push((contact, text));
            }
            Ok::<_, dunning_store::Error>(contacts)
        });
        Ok(self.runtime.block_on(read)?)
    }

    /// What is known of a customer.
    ///
    /// # Errors
    /// What the store says, and facts that can't be read.
    pub(crate) fn history(&mut self, customer: &CustomerId) -> Result<History, Error> {
        let (store, customer) = (self.engine.store().clone(), customer.clone());
        let read = store.read(store.lane_of(&customer), move |lane| lane.dossier(&customer, None));
        let dossier: Dossier = self.runtime.block_on(read)?;
        Ok(history_of(self.engine.desk().codec.as_ref(), &dossier.facts)?)
    }

    /// Keeps the law and the templates of today with the store.
    fn keep_law(&mut self, context: &Context, books: &[BookId]) -> Result<(), Error> {
        let spec = PolicySpec { books: books.to_vec(), ..context.house()? };
        let desk = self.engine.desk();
        let mut pieces = lawbook::pieces(&spec, context.law()?, &desk.policy);
        pieces.extend(desk.templates.iter().map(|template| Piece::of(template.canonical().to_vec())));
        let store = self.engine.store().clone();
        self.runtime.block_on(async {
            for Piece { digest, bytes } in pieces {
                store.put_artifact(digest, bytes).await?;
            }
            Ok(())
        })
    }

    /// The instant at which simulated time goes on: never before the last one at which the store was worked, so that a run
    /// that was interrupted is resumed by starting it again.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) fn goes_on(&mut self, context: &Context, now: DateTime<Utc>) -> Result<DateTime<Utc>, Error> {
        let store = self.engine.store().clone();
        let Some(last) = self.runtime.block_on(store.worked_until())?.filter(|last| *last > now) else {
            return Ok(now);
        };
        let said =
            context.say("the store has been worked until then; time goes on from there", "存储已运行至此刻，从此继续");
        let _ = writeln!(anstream::stderr(), "{}: {said}", rfc3339(last));
        Ok(last)
    }

    /// The instant at which something is put on record: that of `--at`, else now. A store that is worked by a simulated clock
    /// may be behind the machine's: what is said today is in force there from the last instant at which it was worked.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) fn moment(&mut self, context: &Context) -> Result<DateTime<Utc>, Error> {
        let (store, now) = (self.engine.store().clone(), context.now());
        let last = if context.at().is_some() { None } else { self.runtime.block_on(store.worked_until())? };
        Ok(last.map_or(now, |last| last.min(now)))
    }

    /// The policy that was kept under a digest.
    ///
    /// # Errors
    /// What the store says, and what is wrong with what was kept.
    fn policy_kept(&mut self, digest: Digest) -> Result<Option<Policy>, Error> {
        let store = self.engine.store().clone();
        let mut kept: BTreeMap<Digest, Vec<u8>> = BTreeMap::new();
        let mut wanted = vec![digest];
        while let Some(digest) = wanted.pop() {
            let Some(bytes) = self.runtime.block_on(store.artifact(digest))? else { continue };
            if kept.is_empty() {
                // The list of the pieces names each by its digest.
                let list = String::from_utf8_lossy(&bytes).into_owned();
                wanted.extend(list.split('"').filter_map(Digest::from_hex));
            }
            kept.insert(digest, bytes);
        }
        lawbook::recall(digest, |digest| kept.get(&digest).cloned())
            .map_err(|faults| Faulty { name: digest.to_string(), text: String::new(), faults }.into())
    }

    /// The policies under which decisions about a customer were taken, as far as they were kept.
    ///
    /// # Errors
    /// What the store says, and what is wrong with what was kept.
    pub(crate) fn policies_of(&mut self, customer: &CustomerId) -> Result<BTreeMap<Digest, Policy>, Error> {
        let mut policies = BTreeMap::new();
        for digest in self.wait(async |engine| engine.policies_of(customer).await)? {
            policies.extend(self.policy_kept(digest)?.map(|policy| (digest, policy)));
        }
        Ok(policies)
    }

    /// Every decision about a customer in words, each under the policy of its day.
    ///
    /// # Errors
    /// As [`Works::policies_of`].
    pub(crate) fn told(&mut self, customer: &CustomerId, lang: Lang) -> Result<Vec<Told>, Error> {
        let policies = self.policies_of(customer)?;
        let policy_of = move |digest| policies.get(&digest).cloned();
        Ok(self.wait(async |engine| engine.tell(customer, lang, policy_of).await)?)
    }

    /// The clock of a customer; nothing for one that isn't known.
    ///
    /// # Errors
    /// What the store says, and a case that can't be read.
    pub(crate) fn clock_of(&mut self, customer: &CustomerId) -> Result<Option<LocalTime>, Error> {
        let (store, customer) = (self.engine.store().clone(), customer.clone());
        let dossier: Dossier =
            self.runtime.block_on(store.read(store.lane_of(&customer), move |lane| lane.dossier(&customer, None)))?;
        let desk = self.engine.desk();
        let case = case_of(desk.codec.as_ref(), &dossier)?;
        Ok(case.map(|case| LocalTime::of(&desk.policy, &case, case.as_of().unwrap_or_default())))
    }

    /// SHA-256 over the heads of all lanes: one figure for everything that was recorded.
    ///
    /// # Errors
    /// What the store says.
    pub(crate) fn digest(&mut self) -> Result<Digest, Error> {
        let store = self.engine.store().clone();
        let mut heads = String::new();
        for lane in store.lanes() {
            let head = self.runtime.block_on(store.read(lane, |lane| lane.head()))?;
            heads.push_str(&evidence::head(&head));
            heads.push('\n');
        }
        Ok(Digest::of(heads.as_bytes()))
    }
}

/// The simulated network of these books: mainland China's counting and a price where `cn` is in force.
pub(crate) fn network(books: &[BookId]) -> Network {
    let mut network = Network::usual(NETWORK_SEED);
    if books.iter().any(|book| book.as_str() == "cn") {
        network.route.segments = Profile::China;
        network.route.price = Some(Money::from_minor(SEGMENT_FEN, Currency::CNY));
    }
    network
}

/// What decisions and words are made by, without a store.
#[derive(Debug)]
pub(crate) struct Desk {
    pub(crate) policy: Policy,
    pub(crate) strategy: Strategy,
    pub(crate) templates: Templates,
    pub(crate) route: RouteProfile,
}

impl Desk {
    /// The desk of these books.
    ///
    /// # Errors
    /// What is wrong with law or templates.
    pub(crate) fn of(context: &Context, books: &[BookId]) -> Result<Self, Error> {
        Ok(Self {
            policy: context.policy(books)?,
            strategy: StrategySpec::starter()
                .map_err(dunning_core::fault::Faults::from)
                .and_then(Strategy::compile)
                .map_err(shipped)?,
            templates: context.templates()?.clone(),
            route: network(books).route,
        })
    }

    /// What a plan of this desk says of itself.
    pub(crate) fn head(&self, at: DateTime<Utc>, until: DateTime<Utc>, books: &[BookId]) -> Head {
        Head {
            at,
            until,
            books: books.to_vec(),
            law: *self.policy.provenance(),
            templates: self.templates.digest(),
            strategy: self.strategy.digest(),
            portfolio: None,
            store: None,
        }
    }
}

fn desk(context: &Context, books: &[BookId], keys: Keys) -> Result<dunning_engine::Desk, Error> {
    let Desk { policy, strategy, templates, .. } = Desk::of(context, books)?;
    Ok(dunning_engine::Desk { policy, strategy, templates, codec: Arc::new(JsonCodec), keys })
}

/// The end of the local day: of the offset that `--at` was written with, else at the creditor's seat (the last of its
/// zones), else of UTC.
///
/// # Errors
/// What is wrong with configuration or law.
pub(crate) fn end_of_day(context: &Context, now: DateTime<Utc>) -> Result<DateTime<Utc>, Error> {
    if context.at().is_none()
        && let Some(seat) = context.config()?.creditor.value.as_ref().and_then(|creditor| creditor.seat.as_deref())
        && let Ok(seat) = dunning_core::time::Place::parse(seat)
    {
        let ends =
            context.law()?.zones.zones_of(seat).iter().filter_map(|zone| Some((zone, zone.day(now).succ_opt()?)));
        if let Some(end) = ends.map(|(zone, next)| zone.start_of_day(next)).max() {
            return Ok(end);
        }
    }
    let at = context.at().unwrap_or_else(|| now.fixed_offset());
    let midnight = at.date_naive().and_time(NaiveTime::MIN) + TimeDelta::days(1);
    Ok(midnight.and_local_timezone(*at.offset()).single().map_or(now + TimeDelta::days(1), |end| end.to_utc()))
}

/// Where the simulated network keeps its own log.
pub(crate) fn network_log(db: &Path) -> PathBuf {
    let mut name = db.as_os_str().to_owned();
    name.push(".network.jsonl");
    PathBuf::from(name)
}

/// 32 bytes from the system's random source. A machine without one can't keep secrets, so there is no way on.
#[expect(clippy::expect_used, reason = "a system without a random source can't make a key that protects anybody")]
fn fresh() -> [u8; 32] {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).expect("the system gives random bytes");
    bytes
}
