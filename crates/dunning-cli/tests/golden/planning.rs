//! `plan` and `run PLAN`: what is planned is what may leave, and no more than that leaves.

use std::fs;
use std::path::Path;

use super::run_in;

const CONFIG: &str = "books = ['cn']\n[creditor]\nid = 'qinghe'\nname = '青禾银行'\nseat = 'CN-BJ'\nhotline = '400-000-1100'\n\
                      pay_link = 'https://qh.example/p'\ndomains = ['qh.example']\n";

const HEADER: &str = "客户号,姓名,手机号,借据号,逾期金额,应还日,所在地\n";

const FOURTH: &str = "C4,赵六,13600136000,D4,9.00,2026-11-22,CN-BJ\n";

const AS_OF: &str = "2026-11-24T06:00:00+08:00";

const PEOPLE: &str = "客户号,姓名,手机号,借据号,逾期金额,应还日,所在地\n\
                      C1,张三,13800138000,D1,\"1,234.50\",2026/11/23,CN-BJ\n\
                      C2,李四,13900139000,D2,20.00,2026-11-21,CN-BJ\n\
                      C3,王五,13700137000,D3,5.00,2026-11-22,CN-BJ\n";

/// C2 pays after the plan was made.
const PAID: &str = r#"{"customer":{"id":"C2"},"payments":[{"at":"2026-11-24T07:45:00+08:00","amount":"20.00","currency":"CNY","debts":["D2"],"state":"settled"}]}"#;

/// Before the contact window opens.
const EARLY: &str = "2026-11-24T07:30:00+08:00";
const LATER: &str = "2026-11-24T08:00:00+08:00";

/// A folder with a portfolio and the plan of its day.
fn planned() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("dunning.toml", CONFIG), ("people.csv", PEOPLE), ("paid.jsonl", PAID)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let (status, out, err) = plan(folder.path());
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    folder
}

fn plan(folder: &Path) -> (i32, String, String) {
    run_in(folder, &["plan", "--portfolio", "people.csv", "--as-of", AS_OF, "--at", EARLY, "-o", "day.plan"], b"")
}

fn run_plan(folder: &Path, more: &[&str]) -> (i32, String, String) {
    let arguments = ["run", "day.plan", "--portfolio", "people.csv", "--as-of", AS_OF, "--db", "store.db"];
    run_in(folder, &[&arguments[..], more].concat(), b"")
}

/// A count by its label.
fn count(out: &str, label: &str) -> u64 {
    let row = out.lines().find(|line| line.ends_with(label));
    assert!(row.is_some(), "no {label} in {out}");
    row.unwrap().split_whitespace().next().unwrap().parse().unwrap()
}

#[test]
fn a_plan_tells_counts_segments_and_price_and_is_for_its_owner_alone() {
    let folder = planned();
    let (_, out, _) = plan(folder.path());
    assert_eq!(
        (count(&out, " contacts considered"), count(&out, " deferred"), count(&out, "  TIME-WINDOW")),
        (3, 3, 3)
    );
    assert_eq!(count(&out, " planned: may leave before the plan is over"), 3);
    // Two segments each of five fen.
    assert_eq!(count(&out, " segments of short messages"), 6);
    assert!(out.ends_with("  0.30 CNY  price\n"), "{out}");
    let text = fs::read_to_string(folder.path().join("day.plan")).unwrap();
    assert_eq!(text.lines().count(), 5);
    assert!(
        text.starts_with(r#"{"format":"dunning.plan/1","at":"2026-11-23T23:30:00Z","until":"2026-11-24T16:00:00Z""#)
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(folder.path().join("day.plan")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_run_of_a_plan_sends_it_and_less_where_a_payment_came() {
    let folder = planned();
    // The store knows one more, of whom the plan knows nothing.
    fs::write(folder.path().join("more.csv"), format!("{HEADER}{FOURTH}")).unwrap();
    let more =
        ["run", "--portfolio", "more.csv", "--as-of", AS_OF, "--db", "store.db", "--at", EARLY, "--until", EARLY];
    assert_eq!(run_in(folder.path(), &more, b"").0, 0);
    let (status, out, err) = run_plan(folder.path(), &["--events", "paid.jsonl", "--at", LATER]);
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("3 new customers"), "{out}");
    assert_eq!((count(&out, " in plan"), count(&out, "  sent"), count(&out, "  refused at hand-over")), (3, 2, 1));
    assert_eq!((count(&out, "    DATA-NOTHING-OWED"), count(&out, "  not reached")), (1, 0));
    let log = fs::read_to_string(folder.path().join("store.db.network.jsonl")).unwrap();
    assert!(!log.contains("+8613600136000") && !log.contains("+8613900139000"), "{log}");
    // The same again sends nothing and tells the same.
    let (status, again, _) = run_plan(folder.path(), &["--events", "paid.jsonl", "--at", LATER]);
    assert_eq!((status, count(&again, "  sent"), count(&again, "  refused at hand-over")), (0, 2, 1));
    let taken = |log: &str| log.lines().filter(|line| line.contains("+86")).count();
    assert_eq!(taken(&fs::read_to_string(folder.path().join("store.db.network.jsonl")).unwrap()), taken(&log));
}

#[test]
fn a_plan_is_run_over_the_portfolio_it_was_made_of() {
    let folder = planned();
    fs::write(folder.path().join("people.csv"), format!("{PEOPLE}{FOURTH}")).unwrap();
    let (status, out, err) = run_plan(folder.path(), &["--at", LATER]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with("day.plan: DATA-PLAN-OTHER at portfolio: the portfolio isn't the one"), "{err}");
    assert!(!folder.path().join("store.db").exists());
    fs::write(folder.path().join("people.csv"), PEOPLE).unwrap();
    assert_eq!(run_plan(folder.path(), &["--at", LATER]).0, 0);
}

/// A run or a plan of a day, over the store.
fn on_day(folder: &Path, command: &[&str], day: &str) -> (i32, String, String) {
    let (as_of, at) = (format!("{day}T06:00:00+08:00"), format!("{day}T07:30:00+08:00"));
    run_in(folder, &[command, &["--as-of", &as_of, "--at", &at]].concat(), b"")
}

#[test]
fn nothing_is_left_of_runs_but_what_they_name() {
    let folder = planned();
    let day = folder.path();
    let bad = format!(
        "{PEOPLE}{}",
        PEOPLE.lines().last().unwrap().replace("C3", "C9").replace("D3", "D9").replace("5.00", "-5.00")
    );
    fs::write(day.join("bad.csv"), bad).unwrap();
    // What a plan left that was killed.
    fs::write(day.join(".bad.plan.x1y2z3.unfinished"), "half").unwrap();
    let files = || {
        let names = fs::read_dir(day).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = names.collect();
        names.sort();
        names
    };
    let before: Vec<String> = files().into_iter().filter(|name| !name.ends_with(".unfinished")).collect();
    let made = ["bad.csv.rejects.csv", "bad.plan"];
    let expected = |more: &[&str]| {
        let mut all = before.clone();
        all.extend(more.iter().map(|name| (*name).to_owned()));
        all.sort();
        all
    };
    let again = ["plan", "--portfolio", "bad.csv", "-o", "bad.plan"];
    for _ in 0..2 {
        // The second time the rows at fault are the same, and so is their file.
        let (status, _, err) = on_day(day, &again, "2026-11-24");
        assert_eq!(status, 1, "{err}");
        assert_eq!(files(), expected(&made));
    }
    // Somebody has begun to mend them: these stay, and the report names where the others are.
    fs::write(day.join(made[0]), "mended").unwrap();
    let (_, _, err) = on_day(day, &again, "2026-11-24");
    assert!(err.contains("rows at fault are kept in bad.csv.rejects-2.csv"), "{err}");
    assert_eq!(files(), expected(&["bad.csv.rejects.csv", "bad.csv.rejects-2.csv", "bad.plan"]));
    assert_eq!(fs::read_to_string(day.join(made[0])).unwrap(), "mended");
}

#[test]
fn a_plan_over_a_store_knows_what_was_sent_and_changes_nothing() {
    let folder = planned();
    let (day, over) = (folder.path(), ["--portfolio", "people.csv", "--db", "store.db"]);
    let with = |command: &[&'static str], over: &[&'static str]| [command, over].concat();
    assert_eq!(on_day(day, &with(&["run"], &over), "2026-11-24").0, 0);
    let bytes = || ["store.db", "store.db.network.jsonl"].map(|file| fs::read(day.join(file)).unwrap());
    let taken = || String::from_utf8(bytes()[1].clone()).unwrap().matches("\"take\"").count();
    assert_eq!(taken(), 3);
    let before = bytes();
    // The day after, two still stand in the step of the day before; without the store nobody knows that it was taken.
    let (_, blind, _) = on_day(day, &["plan", "--portfolio", "people.csv"], "2026-11-25");
    assert_eq!(count(&blind, " contacts considered"), 2);
    let (status, out, err) = on_day(day, &with(&["plan"], &over), "2026-11-25");
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    assert_eq!((count(&out, " persons"), count(&out, " contacts considered")), (3, 0));
    // Whom the portfolio doesn't name is in the store all the same, of stale data by now.
    fs::write(day.join("one.csv"), format!("{HEADER}{FOURTH}")).unwrap();
    let (_, out, _) = on_day(day, &["plan", "--portfolio", "one.csv", "--db", "store.db"], "2026-11-28");
    assert_eq!((count(&out, " persons"), count(&out, " contacts considered")), (4, 4));
    assert_eq!((count(&out, "  DATA-STALE"), count(&out, " planned: may leave before the plan is over")), (3, 1));
    assert_eq!(bytes(), before);
    // What it plans is what a run of that day sends: all but whom a person stopped.
    let hold = ["hold", "add", "C2", "--cause", "dispute", "--by", "desk", "--why", "a call", "--db", "store.db"];
    assert_eq!(run_in(day, &[&hold[..], &["--at", "2026-11-27T09:00:00+08:00"]].concat(), b"").0, 0);
    let (_, out, _) = on_day(day, &with(&["plan", "-o", "day.plan"], &over), "2026-11-28");
    assert_eq!((count(&out, " contacts considered"), count(&out, "  HOLD-ACTIVE")), (3, 1));
    assert_eq!(count(&out, " planned: may leave before the plan is over"), 2);
    let (status, out, err) = on_day(day, &with(&["run", "day.plan"], &over), "2026-11-28");
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    assert_eq!((count(&out, " in plan"), count(&out, "  sent"), taken()), (2, 2, 5));
    // The store has gone on: said, and no fault.
    let (status, _, err) = on_day(day, &with(&["run", "day.plan"], &over), "2026-11-28");
    assert!(status == 0 && err.contains("the store isn't as it was when the plan was made"), "{err}");
}

#[test]
fn a_plan_that_does_not_hold_makes_nothing() {
    let folder = planned();
    let file = folder.path().join("day.plan");
    let whole = fs::read_to_string(&file).unwrap();
    let refused = |text: &str, more: &[&str], code: &str| {
        fs::write(&file, text).unwrap();
        let (status, out, err) = run_plan(folder.path(), more);
        assert_eq!((status, out.as_str()), (2, ""), "{code}");
        assert!(err.starts_with(&format!("day.plan: {code}")), "{code}: {err}");
        assert!(!folder.path().join("store.db").exists(), "{code}");
        err
    };
    refused(&whole.replace("\"C3\"", "\"C9\""), &["--at", LATER], "DATA-PLAN-CHANGED");
    refused(
        &whole.lines().take(3).map(|line| format!("{line}\n")).collect::<String>(),
        &["--at", LATER],
        "DATA-PLAN-CUT",
    );
    refused(&whole.replace("dunning.plan/1", "dunning.plan/2"), &["--at", LATER], "DATA-FORMAT");
    refused(&whole, &["--at", "2026-11-24T07:00:00+08:00"], "DATA-PLAN-TIME");
    refused(&whole, &["--at", "2026-11-25T09:00:00+08:00"], "DATA-PLAN-TIME");
    refused(&whole, &["--at", LATER, "--until", "2026-11-26T00:00:00+08:00"], "DATA-PLAN-TIME");
    let other = refused(&whole, &["--at", LATER, "--books", "us-fed"], "DATA-PLAN-LAW at digests.policy");
    assert!(
        other.contains("digests.rulebooks") && other.contains("give --books cn, under which it was made"),
        "{other}"
    );
    fs::write(folder.path().join("mine.toml"), MINE).unwrap();
    refused(&whole, &["--at", LATER, "--policy", "mine.toml"], "DATA-PLAN-LAW at digests.policy");
}

/// The store's time may have gone on past the plan's end, though the command's instant lies before it.
#[test]
fn a_plan_whose_end_the_stores_time_has_passed_makes_nothing() {
    let folder = planned();
    let on = ["run", "--portfolio", "people.csv", "--as-of", AS_OF, "--db", "store.db", "--at", LATER];
    let (status, out, err) = run_in(folder.path(), &[&on[..], &["--until", "2026-11-26T12:00:00+08:00"]].concat(), b"");
    assert_eq!((status, err.as_str()), (0, ""), "{out}");
    let (status, out, err) = run_plan(folder.path(), &["--at", LATER]);
    assert_eq!((status, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("day.plan: DATA-PLAN-TIME at at") && err.contains("the plan is over"), "{err}");
}

/// A house policy of one rule.
const MINE: &str = "format = 'dunning.policy/1'\nname = 'mine'\nguidance = 'note'\n[[rule]]\nid = 'M-1'\nkind = 'AllowedWindow'\n\
                    note = 'hours of our own'\nhours = { daily = ['10:00-12:00'] }\nzone = 'all_candidates'\n";

/// Whoever changes a plan can write its digest anew; the lint finds what doesn't hold all the same.
#[test]
fn a_forged_digest_does_not_help() {
    let folder = planned();
    let file = folder.path().join("day.plan");
    let whole = fs::read_to_string(&file).unwrap();
    let forged = |text: &str| {
        let (before, _) = text.rsplit_once(",\"digest\":").unwrap();
        let digest = dunning_core::digest::Digest::of(before.as_bytes());
        format!("{before},\"digest\":\"{digest}\"}}\n")
    };
    assert_eq!(forged(&whole), whole);
    let code = |text: String| {
        fs::write(&file, forged(&text)).unwrap();
        let (status, _, err) = run_plan(folder.path(), &["--at", LATER]);
        assert_eq!(status, 2);
        err
    };
    // A fourth contact, copied from the third for somebody else.
    let line = whole.lines().nth(3).unwrap();
    let fourth = format!("{line}\n{}\n", line.replace("\"C3\"", "\"C4\""));
    let more = code(whole.replace(&format!("{line}\n"), &fourth));
    assert!(
        more.contains("DATA-PLAN-KEY at line[3].key") && more.contains("DATA-PLAN-COUNTS at end.considered"),
        "{more}"
    );
    let cheaper = code(whole.replace("\"price\":[\"0.30 CNY\"]", "\"price\":[\"0.20 CNY\"]"));
    assert!(cheaper.contains("DATA-PLAN-COUNTS at end.price"), "{cheaper}");
}

#[test]
fn what_a_plan_is_speaks_chinese_too() {
    let folder = planned();
    let (_, out, _) = run_plan(folder.path(), &["--at", LATER, "--lang", "zh-CN"]);
    assert!(out.contains("计划内") && out.contains("移交时拒绝"), "{out}");
    let (_, out, _) = run_in(folder.path(), &["rule", "DATA-PLAN-CAP"], b"");
    assert!(out.contains("break a cap together"), "{out}");
}

#[test]
fn a_day_ends_at_the_creditors_seat() {
    // Midnight in Beijing is 16:00 UTC all year round, whatever the wall clock says here.
    let folder = planned();
    let data = ["plan", "--portfolio", "people.csv", "--as-of", "2026-11-24T06:00:00+08:00", "-o", "today.plan"];
    run_in(folder.path(), &data, b"");
    let plan = fs::read_to_string(folder.path().join("today.plan")).unwrap();
    let head = plan.lines().next().unwrap();
    assert!(head.contains("T16:00:00Z\""), "{head}");
}

#[test]
fn a_contact_that_a_payment_puts_off_beyond_its_days_says_so() {
    let folder = planned();
    let part = r#"{"customer":{"id":"C1"},"payments":[{"at":"2026-11-24T07:00:00+08:00","amount":"100.00","currency":"CNY","debts":["D1"],"state":"settled"}]}"#;
    fs::write(folder.path().join("part.jsonl"), part).unwrap();
    // The window is closed by law until nine; the pause after a part payment outlasts the step's days.
    let over = ["--portfolio", "people.csv", "--events", "part.jsonl", "--db", "store.db"];
    assert_eq!(on_day(folder.path(), &[&["run"], &over[..]].concat(), "2026-11-24").0, 0);
    let (_, out, _) = run_in(folder.path(), &["case", "C1", "--db", "store.db"], b"");
    assert!(out.contains("early.1 0: cancelled (FREQ-PAYMENT)"), "{out}");
}
