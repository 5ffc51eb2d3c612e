//! Evidence read back: what is kept is compared to the chain, and a store that can't be written is read as it stands.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::pages::{AT, WHO, day};
use super::run_in;

fn on_store(directory: &Path, arguments: &[&str]) -> (i32, String, String) {
    run_in(directory, &[arguments, &["--at", AT]].concat(), b"")
}

/// A copy of a day's store that somebody has changed by hand.
fn tampered(directory: &Path, change: &str) {
    for file in ["s.db", "s.db.key"] {
        fs::copy(directory.join(file), directory.join(file.replace("s.db", "t.db"))).unwrap();
    }
    let store = Connection::open(directory.join("t.db")).unwrap();
    assert_eq!(store.execute(change, []).unwrap(), 1, "{change}");
}

#[test]
fn what_was_changed_by_hand_is_named_with_its_record() {
    let directory = day();
    let day = directory.path();
    let store = Connection::open(day.join("s.db")).unwrap();
    store.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(store);
    let verify = |more: &[&str]| on_store(day, &[&["audit", "verify"][..], more].concat());
    let (status, out, err) = verify(&["--db", "s.db"]);
    assert!(status == 0 && out.starts_with("ok: ") && err.is_empty(), "{out}{err}");
    let (_, chain, _) = on_store(day, &["audit", "export", "--db", "s.db"]);
    fs::write(day.join("chain.jsonl"), &chain).unwrap();
    let (status, out, _) = verify(&["chain.jsonl", "--db", "s.db"]);
    let records = chain.lines().filter(|line| line.contains("\"record\":")).count();
    assert_eq!((status, out), (0, format!("ok: {records} records\n")));
    // The dispute put on record, the case that the decision read, the message that left, a record itself.
    for (change, said, zh) in [
        ("DELETE FROM fact WHERE kind = 'hold'", "fact 4 isn't the one that was put on record", "事实 4 与记录不同"),
        (
            "UPDATE fact SET body = CAST(replace(CAST(body AS TEXT), 'dispute', 'hardship') AS BLOB) WHERE kind = 'hold'",
            "fact 4 isn't the one",
            "事实 4 与记录不同",
        ),
        (
            "UPDATE snapshot SET body = CAST(replace(CAST(body AS TEXT), '1234.50', '234.50') AS BLOB)",
            "one of the facts 1 to 1 isn't the one that the decision rested on",
            "事实 1 至 1",
        ),
        (
            "UPDATE fact SET text = text || '.' WHERE message IS NOT NULL",
            "the words kept are not those that were handed over",
            "留存的文本",
        ),
        (
            "UPDATE audit SET bodies = replace(bodies, 'permit', 'defer') WHERE bodies LIKE '%\"permit\"%'",
            "lane ",
            "lane ",
        ),
    ] {
        tampered(day, change);
        let (status, out, _) = verify(&["--db", "t.db"]);
        assert_eq!(status, 4, "{change}: {out}");
        assert!(out.starts_with("broken: lane ") && out.contains(said), "{change}: {out}");
        assert!(!out.contains("C&"), "{out}");
        let (_, out, _) = verify(&["--db", "t.db", "--lang", "zh-CN"]);
        assert!(out.contains(zh), "{change}: {out}");
        let (status, out, _) = on_store(day, &["doctor", "--db", "t.db", "--output", "csv"]);
        assert_eq!(status, 1, "{change}");
        assert!(out.contains("evidence,wrong,"), "{change}: {out}");
    }
    // A chain that was written down doesn't go on in another store.
    fs::create_dir(day.join("other")).unwrap();
    for file in ["dunning.toml", "people.csv"] {
        fs::copy(day.join(file), day.join("other").join(file)).unwrap();
    }
    let run = ["run", "--portfolio", "people.csv", "--books", "cn", "--as-of", AT, "--db", "../o.db"];
    assert_eq!(on_store(&day.join("other"), &run).0, 0);
    let (status, out, _) = verify(&["chain.jsonl", "--db", "o.db"]);
    assert!(status == 4 && out.contains("the store's chain isn't the one that was written"), "{out}");
}

#[test]
fn a_store_that_cannot_be_written_is_read_as_it_stands() {
    let directory = day();
    let day = directory.path();
    let store = Connection::open(day.join("s.db")).unwrap();
    store.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(store);
    let medium = day.join("read only? 100%");
    fs::create_dir(&medium).unwrap();
    for file in ["s.db", "s.db.key", "dunning.toml"] {
        fs::copy(day.join(file), medium.join(file)).unwrap();
    }
    let mut mode = fs::metadata(medium.join("s.db")).unwrap().permissions();
    mode.set_readonly(true);
    fs::set_permissions(medium.join("s.db"), mode).unwrap();
    let files = || {
        let mut all: Vec<_> = fs::read_dir(&medium).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        all.sort();
        all.into_iter().map(|name| (fs::read(medium.join(&name)).unwrap(), name)).collect::<Vec<_>>()
    };
    let before = files();
    for command in [
        &["audit", "export"][..],
        &["audit", "verify"],
        &["replay", WHO],
        &["case", WHO],
        &["explain", WHO],
        &["hold", "list", WHO],
        &["optout", "export"],
    ] {
        let same = on_store(day, &[command, &["--db", "s.db"]].concat());
        let read = on_store(&medium, &[command, &["--db", "s.db"]].concat());
        assert_eq!((read.0, &read.1), (0, &same.1), "{command:?}: {}", read.2);
        assert_eq!(
            read.2, "s.db: the store can't be written: it is read as it stands, and nothing is put on record\n",
            "{command:?}"
        );
    }
    let (status, _, err) =
        on_store(&medium, &["hold", "add", WHO, "--by", "d", "--why", "w", "--db", "s.db", "--lang", "zh-CN"]);
    assert!(status == 2 && err.contains("存储是只读的"), "{err}");
    assert!(files() == before, "something was written");
    // What stands in a log beside it alone would be passed over.
    fs::write(medium.join("s.db-wal"), "x").unwrap();
    let (status, _, err) = on_store(&medium, &["case", WHO, "--db", "s.db"]);
    assert!(status == 2 && err.contains("the store is read-only"), "{err}");
}
