//! Invariant 8, listened to from outside: whole runs with canary names, numbers, cards, ids and addresses, good rows and
//! bad. None of them is heard on standard error, in outputs that aren't the customer's own, in the exported evidence, or
//! in a table of the store that outlives an erased customer.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::Value;

use super::run_in;

const AT: &str = "2026-11-24T09:00:00+08:00";

/// What must not be heard. Numbers and cards are right ones (check digits by Luhn and GB 11643), so that they are read
/// as what they are; each stands in several spellings below.
const CANARIES: [&str; 12] = [
    "KANARI-7",
    "DEBT-KANARI",
    "阚那丽",
    "Kanary Longlegs",
    "13912345678",
    "139 1234 5678",
    "18612345678",
    "kanary@mail.example",
    "6222021234567894",
    "11010519491231002X",
    "红雀胡同七号",
    "吃过饭再说",
];

const CONFIG: &str = "\
[creditor]
id = 'bank'
name = '青禾银行'
seat = 'CN-BJ'
hotline = '400-000-1100'
pay_link = 'https://qh.example/p'
domains = ['qh.example']
";

/// Two rows that are right, and one for each field with what doesn't belong there.
const PEOPLE: &str = "\
customer.id,customer.kind,customer.name,customer.locale,customer.birth_date,customer.contacts.sms,customer.contacts.email,customer.locations.place,customer.locations.zone,id,currency,arrears,due_date,parts.principal
KANARI-7,person,阚那丽,zh-CN,1949-12-31,139 1234 5678,kanary@mail.example,CN-BJ,,DEBT-KANARI,CNY,1234.50,2026-11-23,
KANARI-78,person,Kanary Longlegs,en,,18612345678,,CN-BJ,,DEBT-KANARI-2,CNY,20.00,2026-11-20,
B1,13912345678,,,,,,,,D1,CNY,1.00,2026-11-23,
B2,person,,阚那丽,,,,,,D2,CNY,1.00,2026-11-23,
B3,person,,,11010519491231002X,,,,,D3,CNY,1.00,2026-11-23,
B4,person,,,,红雀胡同七号,,,,D4,CNY,1.00,2026-11-23,
B5,person,,,,,13912345678,,,D5,CNY,1.00,2026-11-23,
B6,person,,,,,,Kanary Longlegs,,D6,CNY,1.00,2026-11-23,
B7,person,,,,,,,kanary@mail.example,D7,CNY,1.00,2026-11-23,
B8,person,,,,,,,,D8,6222021234567894,1.00,2026-11-23,
B9,person,,,,,,,,D9,CNY,13912345678.999,2026-11-23,
B10,person,,,,,,,,D10,CNY,阚那丽,2026-11-23,
B11,person,,,,,,,,D11,CNY,1.00,13912345678,
B12,person,,,,,,,,D12,CNY,1.00,2026-11-23,186.12
,person,阚那丽,,,13912345678,,,,DEBT-KANARI,CNY,1.00,2026-11-23,
KANARI-9,person,阚那丽,zh-CN,1949-12-31,139 1234 5678,kanary@mail.example,CN-BJ,,DEBT-KANARI-3,CNY,1234.50,2026-11-23,
KANARI-9,company,阚那丽,zh-CN,1949-12-31,186 1234 5678,kanary@mail.example,CN-BJ,,DEBT-KANARI-3,CNY,1234.50,2026-11-23,
";

/// The right rows alone.
fn right() -> String {
    PEOPLE.lines().take(3).fold(String::new(), |rows, row| rows + row + "\n")
}

const EVENTS: &str = concat!(
    r#"{"customer":{"id":"KANARI-7","contacts":[{"channel":"email","address":"kanary@mail.example"}]}}"#,
    "\n",
    r#"{"customer":{"id":"KANARI-7"},"consents":[{"at":"2026-11-20T10:00:00+08:00","state":"granted","channel":"sms","wording":"吃过饭再说"}]}"#,
    "\n",
    r#"{"customer":{"id":"KANARI-7"},"history":[{"at":"2026-11-20T10:00:00+08:00","direction":"in","channel":"sms","outcome":"message","text":"我卡号6222021234567894"}]}"#,
    "\n",
    r#"{"customer":{"id":"KANARI-7"},"holds":[{"cause":"阚那丽","from":"13912345678"}]}"#,
    "\n",
    r#"{"customer":{"id":"KANARI-7"},"payments":[{"at":"阚那丽","amount":"13912345678","currency":"Kanary Longlegs","state":"11010519491231002X","debts":["DEBT-KANARI"]}]}"#,
    "\n",
    r#"{"customer":{"id":"KANARI-7","name":"阚那丽"#,
    "\n",
);

const LIST: &str = "\
手机号,渠道,退订时间,来源,原话
186 1234 5678,短信,2026-11-20T10:00:00+08:00,letter,吃过饭再说
红雀胡同七号139,短信,,,
13912345678,阚那丽,,,
13912345678,,11010519491231002X,,
,,,阚那丽,吃过饭再说
";

/// A list without a header: its first line is somebody's number.
const BARE_LIST: &str = "13912345678,阚那丽\n18612345678,Kanary Longlegs\n";

/// A request with what doesn't belong there in every field that a word, instant, amount or place fills.
const REQUEST: &str = r#"{"id":"r1","now":"13912345678","as_of":"阚那丽","actor":"13912345678","policy":"considerate","guidance":"阚那丽","creditor":{"id":"bank","seat":"13912345678"},"customer":{"id":"KANARI-7","kind":"阚那丽","name":"阚那丽","locale":"13912345678","birth_date":"11010519491231002X","contacts":[{"channel":"阚那丽","address":""}],"locations":[{"place":"阚那丽","zone":"kanary@mail.example","evidence":"13912345678"}],"preferences":[{"kind":"阚那丽","days":["阚那丽"],"window":"13912345678","at":"阚那丽"}]},"debts":[{"id":"DEBT-KANARI","currency":"阚那丽","arrears":"13912345678.999","due_date":"13912345678","parts":[{"kind":"阚那丽","amount":"6222021234567894.123"}]}],"proposal":{"purpose":"阚那丽","channel":"13912345678","recipient":"kanary@mail.example","debts":["DEBT-KANARI-9"],"text":"阚那丽"},"history":[{"at":"阚那丽","direction":"13912345678","channel":"阚那丽","outcome":"kanary@mail.example"}],"consents":[{"at":"13912345678","state":"阚那丽","about":"13912345678","form":"阚那丽","until":"阚那丽","window":"6222021234567894"}],"holds":[{"cause":"6222021234567894","from":"阚那丽"}],"artifacts":[{"kind":"阚那丽","at":"阚那丽"}]}"#;

/// Listens to a text.
fn silent(what: &str, text: &str) {
    for canary in CANARIES {
        assert!(!text.contains(canary), "{what} says {canary}:\n{text}");
    }
}

/// Runs a command that must not be heard to say anything of a person, and that ends as it should.
fn quiet(directory: &Path, arguments: &[&str], input: &[u8], status: i32) -> String {
    let (ended, out, err) = run_in(directory, &[&["--log", "trace"], arguments].concat(), input);
    silent(&format!("standard error of {arguments:?}"), &err);
    silent(&format!("standard output of {arguments:?}"), &out);
    assert_eq!(ended, status, "{arguments:?}: {out}{err}");
    out + &err
}

#[test]
fn pii_silence() {
    let directory = tempfile::tempdir().unwrap();
    let day = directory.path();
    let files = [("dunning.toml", CONFIG), ("people.csv", PEOPLE), ("events.jsonl", EVENTS), ("list.csv", LIST)];
    for (name, text) in files.into_iter().chain([("right.csv", &*right()), ("bare.csv", BARE_LIST)]) {
        std::fs::write(day.join(name), text).unwrap();
    }
    let source = ["--as-of", AT, "--at", AT, "--books", "cn"];
    let run = ["run", "--portfolio", "people.csv", "--events", "events.jsonl", "--db", "s.db"];
    for lang in ["en", "zh-CN"] {
        let later = ["--until", "2026-12-10T00:00:00+08:00", "--lang", lang];
        quiet(day, &[&run[..], &source, &later].concat(), b"", 1);
        quiet(day, &[&["plan", "--portfolio", "people.csv", "--lang", lang][..], &source].concat(), b"", 1);
        let at = ["--db", "s.db", "--at", AT, "--lang", lang];
        let on_store = |arguments: &[&str], status: i32| quiet(day, &[arguments, &at].concat(), b"", status);
        on_store(&["optout", "import", "list.csv", "--by", "desk", "--why", "list"], 1);
        on_store(&["optout", "import", "bare.csv", "--by", "desk", "--why", "list"], 2);
        on_store(&["optout", "list"], 0);
        on_store(&["optout", "list", "KANARI-78"], 0);
        on_store(&["optout", "add", "KANARI-7", "--by", "d", "--why", "打13912345678说的"], 2);
        on_store(&["optout", "add", "--address", "红雀胡同七号1", "--channel", "sms", "--by", "d", "--why", "w"], 2);
        on_store(&["hold", "add", "KANARI-7", "--by", "kanary@mail.example", "--why", "w"], 2);
        on_store(&["hold", "add", "KANARI-7", "--by", "desk", "--why", "w"], 0);
        on_store(&["hold", "list", "KANARI-7"], 0);
        on_store(&["explain", "KANARI-7"], 0);
        on_store(&["case", "KANARI-7"], 0);
        on_store(&["replay", "KANARI-7"], 0);
        quiet(day, &["doctor", "--db", "s.db", "--at", AT, "--lang", lang], b"", 0);
        let bad = quiet(day, &["decide", "--lang", lang], REQUEST.as_bytes(), 1);
        assert!(bad.matches("\"code\"").count() > 20, "{bad}");
    }
    let evidence = quiet(day, &["audit", "export", "--db", "s.db"], b"", 0);
    assert!(evidence.lines().count() > 20, "{evidence}");
    lasting_tables_are_silent(&day.join("s.db"));
}

/// The strings of a JSON value, its fields' names apart.
fn strings(value: &serde_json::Value, found: &mut Vec<String>) {
    match value {
        serde_json::Value::String(text) => found.push(text.clone()),
        serde_json::Value::Array(values) => values.iter().for_each(|value| strings(value, found)),
        serde_json::Value::Object(fields) => fields.values().for_each(|value| strings(value, found)),
        _ => {}
    }
}

#[test]
fn the_logs_of_the_whole_demo_name_nobody() {
    let mut canaries = Vec::new();
    for row in include_str!("../../demo/portfolio.jsonl").lines() {
        let row: serde_json::Value = serde_json::from_str(row).unwrap();
        for field in ["id", "name", "birth_date", "contacts"] {
            strings(&row["customer"][field], &mut canaries);
        }
        row["debts"].as_array().unwrap().iter().for_each(|debt| strings(&debt["id"], &mut canaries));
    }
    canaries.retain(|canary| !["person", "company", "sms", "email"].contains(&&**canary));
    assert!(canaries.len() > 30, "{canaries:?}");
    for lang in ["en", "zh-CN"] {
        let (status, _, logged) = super::run(&["--log", "trace", "demo", "--lang", lang], b"");
        assert_eq!(status, 0, "{logged}");
        let lines: Vec<serde_json::Value> = logged.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert!(lines.iter().filter(|line| line["message"] == "submitted").count() > 1, "{logged}");
        for canary in &canaries {
            assert!(!logged.contains(canary), "the log says {canary}:\n{logged}");
        }
    }
}

/// What the schema calls erasable: rows that go with the customer, or, of addresses, when they are forgotten.
const ERASABLE: [&str; 9] =
    ["person", "snapshot", "fact", "handle", "contact", "ring", "ticket", "aside", "suppression"];

fn lasting_tables_are_silent(path: &Path) {
    let store = Connection::open(path).unwrap();
    let mut names = store.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").unwrap();
    let names: Vec<String> = names.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    // Whoever adds a table says which kind it is.
    let lasting: Vec<&str> = names.iter().map(String::as_str).filter(|name| !ERASABLE.contains(name)).collect();
    assert_eq!(lasting, ["migration", "meta", "lane", "inbound", "audit", "artifact"]);
    let mut heard = 0;
    for table in names.iter().map(String::as_str) {
        let mut rows = store.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = rows.column_count();
        let mut rows = rows.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                let text = match row.get(column).unwrap() {
                    Value::Text(text) => text,
                    Value::Blob(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                    _ => continue,
                };
                if lasting.contains(&table) {
                    silent(table, &text);
                } else {
                    heard += usize::from(CANARIES.iter().any(|canary| text.contains(canary)));
                }
            }
        }
    }
    // The canaries were there to be heard.
    assert!(heard > 20, "{heard}");
}
