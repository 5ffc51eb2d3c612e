//! What can't be worked with, one thing wrong at a time: each a clear error with its place and what to do about it, in
//! both languages, with the exit status of the contract; nothing of the store is touched.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use super::run_in;

const AT: &str = "2026-11-24T09:00:00+08:00";
const HEADER: &str =
    "customer.id,customer.kind,creditor.id,id,currency,arrears,due_date,parts.principal,customer.locations.zone";

/// Exit status and standard error, in one language.
fn said(directory: &Path, arguments: &[&str], lang: &str) -> (i32, String) {
    let (status, _, err) = run_in(directory, &[arguments, &["--lang", lang]].concat(), b"");
    assert!(!err.contains("panicked"), "{err}");
    (status, err)
}

/// Whether a text holds words of a sentence that isn't Chinese: three after one another that are no codes, names or paths.
fn is_english(text: &str) -> bool {
    let is_word = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase());
    text.split(' ').collect::<Vec<_>>().windows(3).any(|words| words.iter().all(is_word))
}

#[test]
fn the_command_line_is_told_in_chinese() {
    let directory = tempfile::tempdir().unwrap();
    for (arguments, expected) in [
        (&["plan", "--portfolo", "x"][..], "错误: 没有参数 --portfolo\n  是否指 --portfolio？\n"),
        (&["plam"], "错误: 没有命令 plam\n"),
        (&["plan", "--at", "today"], "错误: --at <INSTANT> 的值 today 无效\n  请写成 2026-04-07T10:00:00-05:00\n"),
        (&["hold", "add", "C1"], "错误: 缺少必需的参数："),
        (&["plan", "--output", "xml"], "的值 xml 无效\n  可选：table, json, jsonl, csv, html\n"),
    ] {
        let (status, err) = said(directory.path(), arguments, "zh-CN");
        assert!(status == 2 && err.contains(expected) && !is_english(&err), "{arguments:?}: {err}");
        let (_, err) = said(directory.path(), arguments, "en");
        assert!(err.starts_with("error: "), "{err}");
    }
}

#[test]
fn rows_say_line_column_and_remedy() {
    let rows = [
        (
            "C1,person,b,D1,CNY,-5.00,2026-11-23,,",
            "DATA-AMOUNT an amount is negative [-9.9]; a credit is no arrears: write 0",
        ),
        ("C1,person,b,D1,CNY,10.00,2026-11-23,4.00,", "DATA-PARTS the parts sum to 4.00, the arrears are 10.00"),
        (
            "C1,person,b,D1,XXQ,10.00,2026-11-23,,",
            "DATA-CURRENCY no ISO 4217 currency [a]; three capital letters, e.g. CNY",
        ),
        (
            "C1,person,b,D1,CNY,10.00,2026-11-23,,Asia/Shangai",
            "DATA-ZONE no zone that the zone data know [a/a]; did you mean",
        ),
        (
            "C1,person,b,D1,CNY,10.00,2027-11-23,,",
            "DATA-DUE-DATE a debt in arrears falls due after the instant of its data",
        ),
        (
            "C1,person,b,D1,CNY,1.00,2026-11-23,,\nC1,person,b,D1,CNY,2.00,2026-11-23,,",
            "DATA-DUPLICATE a debt of this id stands here",
        ),
    ];
    for (row, expected) in rows {
        let directory = tempfile::tempdir().unwrap();
        fs::write(directory.path().join("p.csv"), format!("{HEADER}\n{row}\nC9,person,b,D9,CNY,1.00,2026-11-23,,\n"))
            .unwrap();
        for command in [&["plan"][..], &["run", "--db", "s.db"]] {
            let arguments = [command, &["--portfolio", "p.csv", "--at", AT, "--as-of", AT]].concat();
            let (status, err) = said(directory.path(), &arguments, "en");
            assert_eq!(status, 1, "{row}: {err}");
            assert!(err.starts_with("p.csv:2") && err.contains(expected), "{row}: {err}");
            let (_, err) = said(directory.path(), &arguments, "zh-CN");
            let line = err.lines().find(|line| line.contains("DATA-")).unwrap();
            let (code, chinese) = line.split_once("DATA-").unwrap().1.split_once(' ').unwrap();
            assert!(!is_english(chinese), "{code} {chinese}");
        }
        // Nothing is lost: the row is kept, and the good one beside it went on.
        let kept = fs::read_to_string(directory.path().join("p.csv.rejects.csv")).unwrap();
        assert!(row.lines().all(|line| kept.contains(line)), "{kept}");
    }
}

#[test]
fn payments_that_no_debt_takes_are_told() {
    let directory = tempfile::tempdir().unwrap();
    let day = directory.path();
    fs::write(day.join("p.csv"), format!("{HEADER}\nC1,person,b,D1,CNY,10.00,2026-11-23,,\n")).unwrap();
    let paid = |debt: &str, currency: &str| {
        format!(
            "{{\"customer.id\":\"C1\",\"payments.at\":\"{AT}\",\"payments.amount\":\"4.00\",\
             \"payments.currency\":\"{currency}\",\"payments.debts\":\"{debt}\",\"payments.state\":\"settled\"}}\n"
        )
    };
    fs::write(day.join("e.jsonl"), paid("D1", "CNY") + &paid("D2", "CNY") + &paid("D1", "USD")).unwrap();
    let files = ["--portfolio", "p.csv", "--events", "e.jsonl", "--at", AT, "--as-of", AT];
    for (lang, expected) in [("en", "  2 payments are of no debt"), ("zh-CN", "  2 笔付款不对应")] {
        let db = format!("{lang}.db");
        let (status, out, _) = run_in(day, &[&["run", "--db", &db, "--lang", lang][..], &files].concat(), b"");
        assert!(status == 0 && out.contains(expected) && out.contains("DATA-PAYMENT"), "{out}");
    }
    let rows = [&["run", "--db", "rows.db", "--output", "csv"][..], &files].concat();
    assert!(run_in(day, &rows, b"").1.contains("file e.jsonl,payments_unmatched,2"));
}

#[test]
fn files_say_what_they_are_and_are_not() {
    let directory = tempfile::tempdir().unwrap();
    let day = directory.path();
    fs::write(day.join("empty"), "").unwrap();
    fs::write(day.join("header.csv"), "a,b,c\n1,2,3\n").unwrap();
    fs::write(day.join("latin.toml"), b"# ours\nname = 'caf\xe9'\n").unwrap();
    fs::write(day.join("long.toml"), vec![b'x'; 17 << 20]).unwrap();
    let portfolio = |file: &'static str| vec!["plan", "--portfolio", file, "--at", AT];
    for (arguments, en, zh) in [
        (
            portfolio("empty"),
            "empty: DATA-EMPTY: the file is empty; it begins with a header",
            "empty: DATA-EMPTY: 文件为空",
        ),
        (portfolio("header.csv"), "header.csv: DATA-HEADER (line 1, column 1): the first line is no header", "表头"),
        (
            vec!["test", "latin.toml"],
            "latin.toml:2 can't be read: no UTF-8 text\n  convert it to UTF-8",
            "请转换为 UTF-8",
        ),
        (vec!["test", "long.toml"], "long.toml can't be read: more than 16 MiB", "超过 16 MiB"),
        (
            vec!["config", "show", "--config", "latin.toml"],
            "latin.toml:2 can't be read: no UTF-8 text",
            "不是 UTF-8 文本",
        ),
        (
            vec!["plan", "--policy", "none.toml", "--portfolio", "empty", "--at", AT],
            "none.toml can't be read",
            "不存在",
        ),
    ] {
        let (status, err) = said(day, &arguments, "en");
        assert_eq!(status, 2, "{arguments:?}: {err}");
        assert!(err.contains(en), "{arguments:?}: {err}");
        let (_, err) = said(day, &arguments, "zh-CN");
        assert!(err.contains(zh), "{arguments:?}: {err}");
    }
}

#[test]
fn a_configuration_only_tightens() {
    // The shipped policy holds data stale after a day.
    let directory = tempfile::tempdir().unwrap();
    let day = directory.path();
    fs::write(day.join("p.csv"), format!("{HEADER}\nC1,person,b,D1,CNY,10.00,2026-11-23,,\n")).unwrap();
    let plan = ["plan", "--portfolio", "p.csv", "--at", AT, "--as-of", AT];
    for (seconds, expected) in [(86_401, 2), (86_400, 0), (3_600, 0)] {
        fs::write(day.join("dunning.toml"), format!("live = false\nstale_after_s = {seconds}\n")).unwrap();
        let (status, err) = said(day, &plan, "en");
        assert_eq!(status, expected, "{seconds}: {err}");
        if status == 2 {
            assert!(err.contains("dunning.toml: DATA-POLICY at stale_after_s (line 2"), "{err}");
        }
    }
}

#[test]
fn a_text_that_lacks_a_value_says_which() {
    let directory = tempfile::tempdir().unwrap();
    let day = directory.path();
    let rows = "customer.id,customer.kind,customer.name,customer.contacts.sms,customer.locations.place,id,currency,arrears,\
                due_date\nC1,person,张三,13800138000,CN-BJ,D1,CNY,10.00,2026-11-23\n";
    fs::write(day.join("p.csv"), rows).unwrap();
    let creditor = "[creditor]\nid = 'b'\nname = '启航银行'\npay_link = 'https://qh.example/p'\nseat = 'CN'\n";
    fs::write(day.join("dunning.toml"), creditor).unwrap();
    let run = ["run", "--portfolio", "p.csv", "--books", "cn", "--db", "s.db", "--at", AT, "--as-of", AT];
    let (_, out, err) = run_in(day, &run, b"");
    assert!(out.contains("1  TMPL-VALUE hotline"), "{out}{err}");
}

#[test]
fn stores_say_which_file_and_why() {
    let directory = tempfile::tempdir().unwrap();
    let day = directory.path();
    assert_eq!(run_in(day, &["run", "--db", "s.db", "--at", AT], b"").0, 0);
    let store = Connection::open(day.join("s.db")).unwrap();
    store.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(store);
    let copy = |name: &str| {
        fs::copy(day.join("s.db"), day.join(format!("{name}.db"))).unwrap();
        fs::copy(day.join("s.db.key"), day.join(format!("{name}.db.key"))).unwrap();
    };
    ["newer", "foreign", "keyless", "wrong"].into_iter().for_each(copy);
    Connection::open(day.join("newer.db")).unwrap().pragma_update(None, "user_version", 99).unwrap();
    fs::write(day.join("foreign.db"), "id,arrears\n1,2\n").unwrap();
    fs::remove_file(day.join("keyless.db.key")).unwrap();
    fs::write(day.join("wrong.db.key"), [9; 32]).unwrap();
    for (name, en, zh) in [
        ("none", "none.db: no store there: check the path, or create one with a run", "none.db：没有这个存储"),
        ("newer", "newer.db: the store has schema 99, this program knows up to 1", "结构版本为 99"),
        ("foreign", "foreign.db: not a dunning store: name another file", "这不是 dunning 的存储"),
        ("keyless", "keyless.db.key: the key file is missing", "keyless.db.key：密钥文件不存在"),
        ("wrong", "wrong.db: the key is not this store's", "或用 --key-file 指定"),
    ] {
        let db = format!("{name}.db");
        let before = fs::read(day.join(&db)).ok();
        for command in [&["hold", "list", "C1"][..], &["optout", "export"], &["case", "C1"], &["audit", "export"]] {
            let arguments = [command, &["--db", &db]].concat();
            let (status, err) = said(day, &arguments, "en");
            assert_eq!(status, 2, "{arguments:?}: {err}");
            assert!(err.contains(en), "{arguments:?}: {err}");
            let (_, err) = said(day, &arguments, "zh-CN");
            assert!(err.contains(zh), "{arguments:?}: {err}");
        }
        assert_eq!(fs::read(day.join(&db)).ok(), before, "{name}");
    }
}
