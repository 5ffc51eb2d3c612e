//! Tests of the file behind the face: what it survives, what it refuses to open, what the table itself refuses.

use std::future::Future;
use std::path::{Path, PathBuf};

use chrono::{DateTime, TimeDelta, Utc};
use dunning_core::audit::{self, BrokenChain, Why};
use dunning_core::decide::{Charge, ChargeKey, Unit};
use dunning_core::digest::Digest;
use dunning_core::id::{CustomerId, MessageKey};
use dunning_core::pii::Pii;
use rusqlite::Connection;
use tempfile::TempDir;

use super::SqliteStore;
use super::migrate::{APPLICATION, migrate_by};
use crate::*;

const KEY: StoreKey = StoreKey::new([7; 32]);

fn block<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(future)
}

fn home() -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("dunning.db");
    (directory, path)
}

fn open(path: &Path) -> SqliteStore {
    SqliteStore::create_or_open(path, Mode::Sandbox, &KEY).unwrap()
}

fn customer(id: &str) -> CustomerId {
    CustomerId::new(id).unwrap()
}

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn contact(id: &str, step: &str) -> ContactKey {
    ContactKey { customer: customer(id), step: step.to_owned(), cycle: 0, attempt: 0 }
}

fn planned(id: &str, step: &str) -> Planned {
    Planned { key: contact(id, step), due: at(1_000), plan: Pii::new(b"proposal".to_vec()) }
}

fn intent(message: &str) -> Intent {
    Intent {
        message: MessageKey::new(message).unwrap(),
        valid_until: at(5_000),
        gateway: "sandbox".to_owned(),
        template: None,
        words: Digest::of(b"text"),
        person: Digest::of(b"person"),
        subject: None,
        text: Pii::new("text".to_owned()),
        at: at(1_000),
        event: Pii::new(b"event".to_vec()),
    }
}

/// One use a day.
fn daily(id: &str, day: i64) -> Charge {
    let key = ChargeKey::Customer(customer(id));
    Charge { cap: "one-a-day".into(), key, unit: Unit::Days, max: 1, span: 1, from: day, at: day }
}

fn write<T: Send + 'static>(
    store: &SqliteStore,
    id: &str,
    work: impl FnOnce(&mut dyn LaneTx) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    block(store.write(store.lane_of(&customer(id)), Commit::Durable, work))
}

fn plan_two(store: &SqliteStore) {
    write(store, "a", |lane| {
        lane.enroll(&customer("a"), b"wrapped")?;
        lane.plan(&planned("a", "early"))?;
        lane.plan(&planned("a", "late"))?;
        Ok(())
    })
    .unwrap();
}

#[test]
fn what_was_committed_is_there_after_reopening() {
    let (_directory, path) = home();
    let store = open(&path);
    plan_two(&store);
    let head = write(&store, "a", |lane| {
        lane.append(&customer("a"), FactKind::Case, at(1), b"case")?;
        lane.append(&customer("a"), FactKind::Payment, at(2), b"payment")?;
        lane.record("record".to_owned(), Some(Aside { customer: &customer("a"), body: b"personal" }))
    })
    .unwrap();
    drop(store);

    let store = open(&path);
    let (dossier, found) = block(store.read(store.lane_of(&customer("a")), |lane| {
        Ok::<_, Error>((lane.dossier(&customer("a"), None)?, lane.head()?))
    }))
    .unwrap();
    assert_eq!(found, head);
    assert_eq!(dossier.revision, 2);
    assert_eq!(dossier.case.unwrap().body.expose(), b"case");
    assert_eq!(block(store.breaches()).unwrap(), []);
}

#[test]
fn files_are_private_from_the_first_byte() {
    use std::os::unix::fs::PermissionsExt;
    let (directory, path) = home();
    let store = open(&path);
    StoreKey::read_or_create(&StoreKey::beside(&path), [1; 32]).unwrap();
    plan_two(&store);
    let mut names = Vec::new();
    for file in std::fs::read_dir(directory.path()).unwrap() {
        let file = file.unwrap();
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", file.file_name());
        names.push(file.file_name().into_string().unwrap());
    }
    names.sort_unstable();
    assert_eq!(names, ["dunning.db", "dunning.db-shm", "dunning.db-wal", "dunning.db.key"]);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    assert_eq!(SqliteStore::open(&path, Mode::Sandbox, &KEY).unwrap_err(), Error::OpenToOthers);
}

#[test]
fn a_key_file_is_kept_and_guarded() {
    use std::os::unix::fs::PermissionsExt;
    let (_directory, path) = home();
    let path = StoreKey::beside(&path);
    assert_eq!(StoreKey::read(&path), Err(Error::KeyFile { what: "is missing" }));
    let made = StoreKey::read_or_create(&path, [1; 32]).unwrap();
    assert_eq!(StoreKey::read_or_create(&path, [2; 32]), Ok(made));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(StoreKey::read(&path), Err(Error::KeyFile { what: "can be read by others" }));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
    std::fs::write(&path, [0; 33]).unwrap();
    assert_eq!(StoreKey::read(&path), Err(Error::KeyFile { what: "has another length" }));
}

#[test]
fn refuses_mode_key_and_file_of_others() {
    let (_directory, path) = home();
    assert_eq!(SqliteStore::open(&path, Mode::Sandbox, &KEY).unwrap_err(), Error::Missing);
    drop(open(&path));
    assert_eq!(
        SqliteStore::create_or_open(&path, Mode::Live, &KEY).unwrap_err(),
        Error::WrongMode { born: Mode::Sandbox, asked: Mode::Live }
    );
    assert_eq!(
        SqliteStore::create_or_open(&path, Mode::Sandbox, &StoreKey::new([8; 32])).unwrap_err(),
        Error::WrongKey
    );
    assert_eq!(SqliteStore::birth_of(&path).unwrap(), Birth { mode: Mode::Sandbox, lanes: 16, incarnation: 1 });

    let other = path.with_extension("other");
    Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let before = std::fs::read(&other).unwrap();
    assert_eq!(SqliteStore::create_or_open(&other, Mode::Sandbox, &KEY).unwrap_err(), Error::Foreign);
    assert_eq!(std::fs::read(&other).unwrap(), before);
    std::fs::write(&other, vec![b'x'; 5_000]).unwrap();
    assert_eq!(SqliteStore::create_or_open(&other, Mode::Sandbox, &KEY).unwrap_err(), Error::Foreign);
}

#[test]
fn refuses_a_newer_schema_and_a_changed_step() {
    let (_directory, path) = home();
    drop(open(&path));
    let raw = Connection::open(&path).unwrap();
    raw.pragma_update(None, "user_version", 2).unwrap();
    assert_eq!(
        SqliteStore::create_or_open(&path, Mode::Sandbox, &KEY).unwrap_err(),
        Error::NewerSchema { found: 2, known: 1 }
    );
    raw.pragma_update(None, "user_version", 1).unwrap();
    raw.execute("UPDATE migration SET checksum = ?1", [[0_u8; 32]]).unwrap();
    assert_eq!(
        SqliteStore::create_or_open(&path, Mode::Sandbox, &KEY).unwrap_err(),
        Error::ChangedMigration { version: 1 }
    );
}

#[test]
fn later_steps_are_applied_once_to_what_is_there() {
    let raw = Connection::open_in_memory().unwrap();
    let first = "CREATE TABLE a (x) STRICT;".replace("(x)", "(x INTEGER)");
    migrate_by(&raw, &[&first]).unwrap();
    raw.execute("INSERT INTO a VALUES (1)", []).unwrap();
    for _ in 0..2 {
        migrate_by(&raw, &[&first, "ALTER TABLE a ADD COLUMN y INTEGER NOT NULL DEFAULT 5;"]).unwrap();
    }
    assert_eq!(raw.query_row("SELECT y FROM a", [], |row| row.get::<_, i64>(0)), Ok(5));
    assert_eq!(raw.pragma_query_value(None, "application_id", |row| row.get::<_, i32>(0)), Ok(APPLICATION));
}

#[test]
fn a_read_only_file_is_refused_before_any_work() {
    let (_directory, path) = home();
    drop(open(&path));
    let mut permissions = path.metadata().unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(SqliteStore::open(&path, Mode::Sandbox, &KEY).unwrap_err(), Error::ReadOnly);
}

#[test]
fn a_file_that_turns_read_only_says_so() {
    let (_directory, path) = home();
    let store = open(&path);
    on_writer(&store, |raw| raw.pragma_update(None, "query_only", true));
    assert_eq!(write(&store, "a", |lane| lane.receive("gateway", "1")), Err(Error::ReadOnly));
}

#[test]
fn a_full_disk_loses_nothing_that_was_committed() {
    let (_directory, path) = home();
    let store = open(&path);
    plan_two(&store);
    on_writer(&store, |raw| {
        let pages: i64 = raw.pragma_query_value(None, "page_count", |row| row.get(0))?;
        raw.pragma_update(None, "max_page_count", pages + 2)
    });
    let fill = |lane: &mut dyn LaneTx| {
        lane.append(&customer("a"), FactKind::Event, at(1), &vec![0; 100_000])?;
        Ok(())
    };
    assert_eq!(write(&store, "a", fill), Err(Error::DiskFull));
    // Whoever goes on after the error writes nothing either.
    let going_on = move |lane: &mut dyn LaneTx| {
        assert_eq!(fill(lane), Err(Error::DiskFull));
        lane.receive("gateway", "1").or(Ok(false))
    };
    assert!(write(&store, "a", going_on).is_err());
    assert_eq!(write(&store, "a", |lane| lane.receive("gateway", "1")), Ok(true));
    on_writer(&store, |raw| raw.pragma_update(None, "max_page_count", 1_000_000));
    assert_eq!(write(&store, "a", |lane| Ok(lane.contacts(&customer("a"))?.len())), Ok(2));
    assert_eq!(write(&store, "a", fill), Ok(()));
    assert_eq!(block(store.breaches()).unwrap(), []);
}

#[test]
fn work_that_errs_or_panics_leaves_nothing() {
    let (_directory, path) = home();
    let store = open(&path);
    plan_two(&store);
    let erring = |lane: &mut dyn LaneTx| {
        lane.record("record".to_owned(), None)?;
        let _ = lane.intend(&contact("a", "early"), &intent("m"), &[daily("a", 1)])?;
        Err::<(), _>(Error::Busy)
    };
    assert_eq!(write(&store, "a", erring), Err(Error::Busy));
    let panicking = |lane: &mut dyn LaneTx| -> Result<(), Error> {
        lane.record("record".to_owned(), None)?;
        panic!("the engine's own fault")
    };
    assert_eq!(write(&store, "a", panicking), Err(Error::Panicked));
    let (head, waiting) = write(&store, "a", |lane| Ok((lane.head()?, lane.due(at(1_000), 10)?.len()))).unwrap();
    assert_eq!((head, waiting), (audit::genesis(store.lane_of(&customer("a")).number()), 2));
}

/// What a kill leaves: the file and its log as they are on disk at that moment.
#[test]
fn a_crash_inside_a_transaction_leaves_the_state_before_it() {
    let (directory, path) = home();
    let store = open(&path);
    plan_two(&store);
    let (source, copy) = (path.clone(), directory.path().join("crashed.db"));
    let target = copy.clone();
    write(&store, "a", move |lane| {
        lane.record("record".to_owned(), None)?;
        let _ = lane.intend(&contact("a", "early"), &intent("m"), &[daily("a", 1)])?;
        for (from, to) in [("", ""), ("-wal", "-wal")] {
            let name = |path: &Path, suffix: &str| format!("{}{suffix}", path.display());
            std::fs::copy(name(&source, from), name(&target, to)).unwrap();
        }
        Ok(())
    })
    .unwrap();
    let crashed = open(&copy);
    let (head, waiting) = write(&crashed, "a", |lane| Ok((lane.head()?, lane.due(at(1_000), 10)?.len()))).unwrap();
    assert_eq!((head, waiting), (audit::genesis(store.lane_of(&customer("a")).number()), 2));
    assert_eq!(block(crashed.breaches()).unwrap(), []);
    let after = write(&store, "a", |lane| Ok((lane.head()?.seq, lane.due(at(1_000), 10)?.len()))).unwrap();
    assert_eq!(after, (1, 1));
}

#[test]
fn two_handles_race_on_one_cap_and_the_ring_refuses_one() {
    let (_directory, path) = home();
    let (one, two) = (open(&path), open(&path));
    plan_two(&one);
    // Both decided while the other hadn't charged yet, and write at one time.
    let start = std::sync::Barrier::new(2);
    let charge = |store: &SqliteStore, step: &'static str, message: &'static str| {
        start.wait();
        write(store, "a", move |lane| lane.intend(&contact("a", step), &intent(message), &[daily("a", 1)])).unwrap()
    };
    let (first, second) = std::thread::scope(|threads| {
        let other = threads.spawn(|| charge(&two, "late", "m2"));
        (charge(&one, "early", "m1"), other.join().unwrap())
    });
    let full = Intended::Full { cap: "one-a-day".to_owned() };
    let (won, lost) = if first == (Intended::Written { revision: 1 }) { ("early", "late") } else { ("late", "early") };
    assert!(
        [&first, &second].contains(&&Intended::Written { revision: 1 }) && [&first, &second].contains(&&full),
        "{first:?} {second:?}"
    );
    let same = write(&two, "a", move |lane| lane.intend(&contact("a", won), &intent("m3"), &[]));
    assert_eq!(same, Ok(Intended::Taken(Some(Status::Intent))));
    let next = write(&two, "a", move |lane| lane.intend(&contact("a", lost), &intent("m4"), &[daily("a", 2)]));
    assert_eq!(next, Ok(Intended::Written { revision: 2 }));
}

#[test]
fn the_table_itself_refuses_what_faulty_code_would_write() {
    let (_directory, path) = home();
    let store = open(&path);
    plan_two(&store);
    let charged = write(&store, "a", |lane| lane.intend(&contact("a", "early"), &intent("m"), &[daily("a", 1)]));
    assert_eq!(charged, Ok(Intended::Written { revision: 1 }));
    let raw = Connection::open(&path).unwrap();
    let refused = |text: &str| raw.execute(text, []).unwrap_err().to_string();
    assert!(refused("UPDATE ring SET prev = last, first = 1, last = 1").starts_with("CHECK"));
    assert!(refused("UPDATE ring SET slot = 1").starts_with("CHECK"));
    assert!(refused("UPDATE contact SET due_slot = 1 WHERE step = 'early'").starts_with("CHECK"));
    assert!(refused("UPDATE contact SET status = 'accepted' WHERE step = 'late'").starts_with("CHECK"));
    assert!(
        refused("UPDATE contact SET status = 'due', due_slot = 3, attempt = 1 WHERE step = 'early'")
            .starts_with("CHECK")
    );
    assert!(
        refused("INSERT INTO meta SELECT 2, mode, lanes, incarnation, key_check, worked_at FROM meta")
            .starts_with("CHECK")
    );
}

#[test]
fn readers_see_the_state_before_a_transaction_that_goes_on() {
    let (_directory, path) = home();
    let store = open(&path);
    plan_two(&store);
    let (inside, entered) = std::sync::mpsc::channel();
    let (go_on, wait) = std::sync::mpsc::channel();
    let lane = store.lane_of(&customer("a"));
    let writing = {
        let store = store.clone();
        std::thread::spawn(move || {
            block(store.write(lane, Commit::Durable, move |lane| {
                lane.advance(&contact("a", "early"), Advance::to(Status::Cancelled))?;
                inside.send(()).unwrap();
                wait.recv().unwrap();
                Ok::<_, Error>(())
            }))
        })
    };
    entered.recv().unwrap();
    let waiting = || block(store.read(lane, |lane| Ok::<_, Error>(lane.due(at(1_000), 9)?.len())));
    assert_eq!(waiting(), Ok(2));
    go_on.send(()).unwrap();
    assert_eq!(writing.join().unwrap(), Ok(()));
    assert_eq!(waiting(), Ok(1));
}

#[test]
fn a_store_that_is_locked_for_too_long_is_busy() {
    let (_directory, path) = home();
    let store = open(&path);
    on_writer(&store, |raw| raw.busy_timeout(std::time::Duration::ZERO));
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(write(&store, "a", |lane| lane.receive("gateway", "1")), Err(Error::Busy));
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(write(&store, "a", |lane| lane.receive("gateway", "1")), Ok(true));
}

#[test]
fn whoever_was_taken_over_writes_no_more() {
    let (_directory, path) = home();
    let (old, new) = (open(&path), open(&path));
    assert_eq!((block(old.stands()), block(new.stands())), (Ok(()), Ok(())));
    assert_eq!(block(new.take_over()).unwrap().incarnation, 2);
    assert_eq!((block(old.stands()), block(new.stands())), (Err(Error::Superseded), Ok(())));
    assert_eq!(write(&old, "a", |lane| lane.receive("gateway", "1")), Err(Error::Superseded));
    assert_eq!(write(&new, "a", |lane| lane.receive("gateway", "1")), Ok(true));
    assert_eq!(new.birth().incarnation, 2);
}

#[test]
fn erased_bytes_are_gone_from_the_file_and_its_log() {
    let (directory, path) = home();
    let store = open(&path);
    plan_two(&store);
    let secret = b"+8613800138000-to-be-forgotten";
    write(&store, "a", |lane| {
        lane.append(&customer("a"), FactKind::Event, at(1), secret)?;
        let words = Intent { text: Pii::new(String::from_utf8_lossy(secret).into_owned()), ..intent("m-a") };
        assert_eq!(lane.intend(&contact("a", "early"), &words, &[])?, Intended::Written { revision: 2 });
        lane.advance(&contact("a", "early"), Advance::to(Status::Accepted))
    })
    .unwrap();
    let holds = |directory: &TempDir| {
        std::fs::read_dir(directory.path()).unwrap().any(|file| {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            bytes.windows(secret.len()).any(|window| window == secret)
        })
    };
    assert!(holds(&directory));
    assert_eq!(write(&store, "a", |lane| lane.erase(&customer("a"))), Ok(true));
    assert!(!holds(&directory));
}

#[test]
fn tampering_is_found_and_named() {
    let (_directory, path) = home();
    let store = open(&path);
    let lane = store.lane_of(&customer("a")).number();
    for bodies in [&["one", "two"][..], &["three"]] {
        write(&store, "a", move |lane| {
            bodies.iter().try_for_each(|body| lane.record(body.to_string(), None).map(drop))
        })
        .unwrap();
    }
    assert_eq!(write(&store, "a", |lane| lane.record("four\nfive".to_owned(), None)), Err(Error::NotALine));
    let raw = Connection::open(&path).unwrap();
    raw.execute_batch("CREATE TEMP TABLE kept AS SELECT * FROM audit").unwrap();
    for (change, seq, why) in [
        ("bodies = replace(bodies, 'two', 'tow')", 2, Why::Hash),
        ("bodies = replace(bodies, 'two', 'two' || char(10) || 'more')", 3, Why::Sequence),
        ("bodies = substr(bodies, 1, 3) WHERE first = 1", 2, Why::Sequence),
        ("hashes = zeroblob(64) WHERE first = 1", 1, Why::Hash),
        ("first = 9 WHERE first = 3", 3, Why::Sequence),
    ] {
        raw.execute_batch(&format!("UPDATE audit SET {change}")).unwrap();
        let found = block(store.breaches()).unwrap();
        assert_eq!(found, [Breach::Chain(BrokenChain { lane, seq, why })], "{change}");
        raw.execute_batch("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept").unwrap();
    }
    raw.execute_batch("UPDATE lane SET audit_seq = audit_seq + 1 WHERE audit_seq > 0").unwrap();
    assert_eq!(block(store.breaches()).unwrap(), [Breach::Chain(BrokenChain { lane, seq: 4, why: Why::Truncated })]);
    raw.execute_batch("UPDATE lane SET audit_seq = audit_seq - 1 WHERE audit_seq > 0").unwrap();
    assert_eq!(block(store.breaches()).unwrap(), []);
}

fn on_writer(store: &SqliteStore, work: impl FnOnce(&Connection) -> rusqlite::Result<()> + Send + 'static) {
    block(store.inner.writer.run(move |session| session.bare(work))).unwrap();
}
