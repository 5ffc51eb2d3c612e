//! Invariant 3 from outside: a simulated clock and a live run exclude each other, a store is worked only as it was born,
//! and a question to some rules alone sends nothing.

use std::path::Path;

use dunning_store::{Mode, SqliteStore, StoreKey};

use super::{run, run_in};

const AT: &str = "2026-11-24T09:00:00+08:00";

/// A store of a directory, born in a mode.
fn born(directory: &Path, mode: Mode) {
    let path = directory.join("s.db");
    let key = StoreKey::read_or_create(&StoreKey::beside(&path), [7; 32]).unwrap();
    drop(SqliteStore::create_or_open(&path, mode, &key).unwrap());
}

#[test]
fn a_simulated_clock_and_a_live_run_exclude_each_other() {
    let directory = tempfile::tempdir().unwrap();
    for allowed in ["", "live = true\n"] {
        std::fs::write(directory.path().join("dunning.toml"), allowed).unwrap();
        let (status, out, err) = run_in(directory.path(), &["run", "--live", "--at", AT, "--db", "s.db"], b"");
        assert_eq!((status, out.as_str()), (2, ""));
        assert_eq!(
            err,
            "error: a live run isn't possible: --at gives a simulated clock\n  leave out --live: the run then uses the \
             simulated network\n"
        );
        let (status, out, err) = run_in(directory.path(), &["run", "--live", "--db", "s.db", "--lang", "zh-CN"], b"");
        assert_eq!((status, out.as_str()), (2, ""));
        assert!(err.starts_with("错误: 不能真实发送："), "{err}");
        assert!(!directory.path().join("s.db").exists());
    }
}

#[test]
fn a_store_is_worked_only_as_it_was_born() {
    let live = tempfile::tempdir().unwrap();
    born(live.path(), Mode::Live);
    for command in [&["run"][..], &["optout", "export"], &["hold", "list", "C1"], &["case", "C1"], &["audit", "export"]]
    {
        let (status, out, err) = run_in(live.path(), &[command, &["--db", "s.db"]].concat(), b"");
        assert_eq!((status, out.as_str()), (2, ""), "{command:?}");
        assert!(err.contains("the store was born live, the run is sandbox"), "{command:?}: {err}");
        let (_, _, err) = run_in(live.path(), &[command, &["--db", "s.db", "--lang", "zh-CN"]].concat(), b"");
        assert!(err.contains("存储创建时为 live") && err.contains("sandbox"), "{command:?}: {err}");
    }
    // A sandbox's store is the other way round: a live run of it never begins.
    let sandbox = tempfile::tempdir().unwrap();
    born(sandbox.path(), Mode::Sandbox);
    let (path, key) = (sandbox.path().join("s.db"), StoreKey::new([7; 32]));
    let refused = SqliteStore::open(&path, Mode::Live, &key).unwrap_err();
    assert_eq!(refused, dunning_store::Error::WrongMode { born: Mode::Sandbox, asked: Mode::Live });
}

#[test]
fn a_question_to_some_rules_is_answered_and_nothing_more() {
    let request = r#"{"id":"r1","now":"2026-04-07T23:30:00-05:00","rulebooks":["us-fed"],"only":["US-REGF-777"],"as_of":"2026-04-07T22:00:00-05:00","actor":"creditor","creditor":{"id":"bank"},"customer":{"id":"c1","kind":"person","locations":[{"place":"US-IL","evidence":"address"}]},"debts":[{"id":"d1","currency":"USD","arrears":"120.00","due_date":"2026-03-20"}],"proposal":{"purpose":"collection","channel":"voice","debts":["d1"],"recipient":"customer"}}"#;
    let (status, out, _) = run(&["decide"], request.as_bytes());
    // At 23:30 the book as a whole refuses; the one rule asked has nothing against it, and only an answer comes of it.
    assert!(status == 0 && out.starts_with(r#"{"id":"r1","verdict":"permit""#), "{out}");
    let (status, out, _) = run(&["decide"], request.replace(r#""only":["US-REGF-777"],"#, "").as_bytes());
    assert!(status == 3 && !out.contains(r#""verdict":"permit""#), "{out}");
    for command in ["run", "plan"] {
        let (status, _, err) = run(&[command, "--only", "US-REGF-777"], b"");
        assert!(status == 2 && err.contains("--only"), "{err}");
    }
}
