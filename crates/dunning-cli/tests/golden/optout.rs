//! `optout`: what is written down holds at once, lists go in and come out the same, and only a proven consent ends one.

use std::path::Path;

use super::run_in;

const AT: &str = "2026-11-24T09:00:00+08:00";

const PEOPLE: &str = "\
客户号,姓名,手机号,借据号,逾期金额,应还日
C1,张三,13800138000,D1,\"1,234.50\",2026/11/23
C2,李四,13900139000,D2,20.00,2026/11/23
C3,王五,13700137000,D3,20.00,2026/11/23
";

const CONFIG: &str = "\
[creditor]
id = 'bank'
name = '青禾银行'
seat = 'CN-BJ'
hotline = '400-000-1100'
pay_link = 'https://qh.example/p'
domains = ['qh.example']
";

const LIST: &str = "\
手机号,渠道,退订时间,来源
139 0013 9000,,2026-11-20T10:00:00+08:00,12321
13700137000,短信,,
139,,,
13600136000,smss,,
";

/// A run of a command on the store of a directory.
pub(super) fn on_store(directory: &Path, arguments: &[&str]) -> (i32, String, String) {
    run_in(directory, &[arguments, &["--db", "s.db", "--at", AT]].concat(), b"")
}

/// A directory with a portfolio that is taken into a store, nothing of it sent.
pub(super) fn store() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    for (name, text) in [("dunning.toml", CONFIG), ("people.csv", PEOPLE), ("list.csv", LIST)] {
        std::fs::write(directory.path().join(name), text).unwrap();
    }
    directory
}

/// Takes the portfolio into the store before the day's window opens.
fn known(directory: &Path) {
    let early = "2026-11-24T07:00:00+08:00";
    let run = ["run", "--portfolio", "people.csv", "--as-of", early, "--at", early, "--until", early, "--db", "s.db"];
    assert_eq!(run_in(directory, &run, b"").0, 0);
    assert_eq!(taken(directory), 0);
}

/// How many messages the simulated network took: its log tells each by its key.
pub(super) fn taken(directory: &Path) -> usize {
    let log = std::fs::read_to_string(directory.join("s.db.network.jsonl")).unwrap();
    log.lines().filter(|line| line.contains("\"key\"")).count()
}

/// The run of the portfolio, to the end of the day.
pub(super) const RUN: [&str; 5] = ["run", "--portfolio", "people.csv", "--as-of", AT];

#[test]
fn what_is_on_a_list_is_not_reminded() {
    let without = store();
    assert_eq!(on_store(without.path(), &RUN).0, 0);
    assert_eq!(taken(without.path()), 3);
    // The store is there before the customers are.
    let directory = store();
    on_store(directory.path(), &["run"]);
    let import = ["optout", "import", "list.csv", "--by", "desk", "--why", "the quarter's list"];
    let (status, out, err) = on_store(directory.path(), &import);
    assert_eq!(
        (status, out.as_str()),
        (
            1,
            "list.csv: 2 rows taken, 2 at fault\n  0 of customers\n  2 of addresses\n  0 taken over by customers who \
             hold an address\n  0 known already\n  rows at fault are kept in list.csv.rejects.csv\n"
        )
    );
    assert_eq!(
        err,
        "list.csv:4, column 1 (手机号): DATA-NUMBER the numbering plan has no such number [9]; write it like +86 138 \
         0013 8000\nlist.csv:5, column 2 (渠道): DATA-WORD no known channel [a]; did you mean \"sms\"?\n"
    );
    let rejects = std::fs::read_to_string(directory.path().join("list.csv.rejects.csv")).unwrap();
    assert!(rejects.lines().nth(1).unwrap().starts_with("4,手机号,DATA-NUMBER,"), "{rejects}");
    assert_eq!(on_store(directory.path(), &RUN).0, 0);
    assert_eq!(taken(directory.path()), 1);
    let (_, out, _) = on_store(directory.path(), &["explain", "C2", "--lang", "zh-CN"]);
    assert!(out.contains("CONS-OPTED-OUT"), "{out}");
}

#[test]
fn one_written_down_holds_until_a_proven_consent_ends_it() {
    let directory = store();
    let day = directory.path();
    known(day);
    let add = ["optout", "add", "C1", "--by", "desk 7", "--why", "letter of 20 November"];
    assert_eq!(on_store(day, &add), (0, "on record and in force\n".to_owned(), String::new()));
    assert_eq!(on_store(day, &[&add[..], &["--lang", "zh-CN"]].concat()).1, "此退订已生效\n");
    // What else is known of the customer doesn't stand in the way.
    let moved = r#"{"customer":{"id":"C1","contacts":[{"channel":"email","address":"c1@mail.example"}]}}"#;
    std::fs::write(day.join("moved.jsonl"), moved).unwrap();
    assert_eq!(on_store(day, &["run", "--events", "moved.jsonl"]).0, 0);
    let (_, out, _) = on_store(day, &["optout", "list", "C1", "--output", "jsonl"]);
    assert_eq!(
        out,
        "{\"at\":\"2026-11-24T01:00:00Z\",\"state\":\"withdrawn\",\"channel\":null,\"address\":null,\"purpose\":null,\
         \"form\":null,\"source\":null,\"by\":\"desk 7\",\"why\":\"letter of 20 November\"}\n"
    );
    on_store(day, &RUN);
    assert_eq!(taken(day), 2);
    // No evidence, no scope of an opt-out, a number on record: refused.
    let lift = ["optout", "lift", "C1", "--by", "desk 7", "--why", "a call", "--form", "oral"];
    assert_eq!(on_store(day, &lift).0, 2);
    assert_eq!(
        on_store(day, &["optout", "lift", "C2", "--by", "d", "--why", "w", "--form", "oral", "--proof", "p"]).0,
        1
    );
    let (status, _, err) =
        on_store(day, &["optout", "add", "C3", "--by", "d", "--why", "致电13812345678", "--lang", "zh-CN"]);
    assert_eq!((status, err.as_str()), (2, "错误: --why 含有个人标识，此处并不需要\n  请去掉其中的号码、卡号或地址\n"));
    let (status, out, _) = on_store(day, &[&lift[..], &["--proof", "recording 9"]].concat());
    assert_eq!((status, out.as_str()), (0, "the consent is on record, the opt-out is ended\n"));
    assert_eq!(on_store(day, &["optout", "export"]).1, "");
    let (_, chain, _) = on_store(day, &["audit", "export"]);
    // The chain proves who and why; the words stand beside it.
    for word in ["\"state\":\"withdrawn\",\"by\":\"", "\"state\":\"granted\",\"by\":\""] {
        assert_eq!(chain.matches(word).count(), 1, "{word}");
    }
    assert!(!chain.contains("desk 7") && !chain.contains("recording 9"));
}

#[test]
fn what_is_exported_is_imported_as_it_was() {
    let directory = store();
    let day = directory.path();
    known(day);
    let record = ["--by", "desk", "--why", "list"];
    on_store(day, &[&["optout", "import", "list.csv"][..], &record].concat());
    let wording = ["optout", "add", "C1", "--channel", "sms", "--purpose", "marketing", "--wording", "no, \"thanks\""];
    on_store(day, &[&wording[..], &["--source", "letter"], &record].concat());
    on_store(day, &[&["optout", "add", "NOBODY-YET"][..], &record].concat());
    for format in ["jsonl", "csv"] {
        let (status, whole, _) = on_store(day, &["optout", "export", "--output", format]);
        // Two of addresses, which their holders took over; one of a customer, one of somebody unknown.
        assert_eq!((status, whole.lines().count()), (0, if format == "csv" { 7 } else { 6 }), "{whole}");
        let file = format!("all.{format}");
        std::fs::write(day.join(&file), &whole).unwrap();
        let import = [&["optout", "import", &file][..], &record].concat();
        assert!(on_store(day, &import).1.contains("\n  6 known already\n"), "{format}");
        // Into a store that knows nobody: the same lines come out.
        let other = store();
        on_store(other.path(), &["run"]);
        std::fs::write(other.path().join(&file), &whole).unwrap();
        assert_eq!(on_store(other.path(), &import).0, 0);
        let (_, again, _) = on_store(other.path(), &["optout", "export", "--output", format]);
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort_unstable();
            lines
        };
        assert_eq!(sorted(&again), sorted(&whole));
    }
}

#[test]
fn the_brake_works_while_another_process_sends() {
    let directory = store();
    known(directory.path());
    // A run holds the network's log to itself; this test stands in for one.
    let log = directory.path().join("s.db.network.jsonl");
    let held = std::fs::File::options().append(true).open(log).unwrap();
    held.lock().unwrap();
    let on_record = ["--by", "me", "--why", "stop now"];
    for command in [&["pause"][..], &["hold", "add", "C1"], &["optout", "add", "C2"], &["resume"]] {
        let (status, _, err) = on_store(directory.path(), &[command, &on_record].concat());
        assert_eq!((status, err.as_str()), (0, ""), "{command:?}");
    }
    for command in [&["case", "C1"][..], &["hold", "list", "C1"], &["audit", "export"]] {
        let (status, _, err) = on_store(directory.path(), command);
        assert_eq!((status, err.as_str()), (0, ""), "{command:?}");
    }
    assert_eq!(on_store(directory.path(), &RUN).0, 2, "and two runs at a time are refused");
    drop(held);
}

#[test]
fn what_is_said_today_holds_in_a_simulated_past() {
    let directory = store();
    let directory = directory.path();
    known(directory);
    // Without --at, on a day after the simulated one.
    let said = ["--db", "s.db", "--by", "desk", "--why", "asked"];
    for command in [&["hold", "add", "C1"][..], &["optout", "add", "C2"]] {
        let (status, out, err) = run_in(directory, &[command, &said].concat(), b"");
        assert_eq!((status, out.as_str()), (0, "on record and in force\n"), "{command:?} {err}");
    }
    assert_eq!(on_store(directory, &RUN).0, 0);
    assert_eq!(taken(directory), 1);
}

#[test]
fn a_row_at_fault_costs_no_stop_and_stops_contact() {
    let directory = store();
    let directory = directory.path();
    known(directory);
    let fault = r#"{"customer":{"id":"C1"},"payments":[{"at":"2026-11-24T08:00:00+08:00","amount":"1.234","currency":"CNY","debts":["D1"],"state":"settled"}]}"#;
    let stop = r#"{"customer":{"id":"C2"},"consents":[{"at":"2026-11-24T08:00:00+08:00","state":"withdrawn"}]}"#;
    let lines = [stop, &fault.replace("C1", "C2"), fault].join("\n");
    std::fs::write(directory.join("events.jsonl"), lines).unwrap();
    let (status, out, err) = on_store(directory, &[&RUN[..], &["--events", "events.jsonl"]].concat());
    assert_eq!(status, 1);
    assert!(
        err.contains("events.jsonl:2") && err.contains("events.jsonl:3") && !err.contains("events.jsonl:1"),
        "{err}"
    );
    assert!(out.contains("1 rows taken, 2 at fault"), "{out}");
    // C1 waits for a person, C2 is opted out, C3 is reminded.
    assert_eq!(taken(directory), 1);
    assert!(on_store(directory, &["hold", "list", "C1"]).1.starts_with("unread_reply"));
    assert!(on_store(directory, &["optout", "list", "C2"]).1.contains("withdrawn"));
}
