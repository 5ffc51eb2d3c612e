//! `--output`: every command that shows something writes it for programs too, or refuses before anything is done.

use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use super::pages::{AT, WHO, day};
use super::{run, run_in};

const RUN: [&str; 9] = ["run", "--portfolio", "people.csv", "--books", "cn", "--as-of", AT, "--db", "s.db"];

fn on_store(directory: &Path, arguments: &[&str]) -> (i32, String, String) {
    run_in(directory, &[arguments, &["--at", AT]].concat(), b"")
}

/// The value of a figure among rows of section, measure and value.
fn figure(json: &str, section: &str, measure: &str) -> Json {
    let rows: Vec<Json> = serde_json::from_str(json).unwrap();
    let row = rows.iter().find(|row| row["section"] == section && row["measure"] == measure);
    assert!(row.is_some(), "no {section} {measure} in {json}");
    row.unwrap()["value"].clone()
}

#[test]
fn a_run_is_told_as_rows() {
    let directory = day();
    let (status, out, err) = on_store(directory.path(), &[&RUN[..], &["--output", "json"]].concat());
    assert_eq!(status, 0, "{err}");
    assert_eq!(figure(&out, "lender", "considered"), 1);
    assert_eq!(figure(&out, "file people.csv", "rows_taken"), 1);
    // The store's one message left in the run before: what is this run's alone says so.
    assert_eq!((figure(&out, "lender", "taken"), figure(&out, "lender", "segments_this_run")), (1.into(), 0.into()));
    assert_eq!(figure(&out, "run", "digest").as_str().unwrap().len(), 64);
    let (_, csv, _) = on_store(directory.path(), &[&RUN[..], &["--output", "csv"]].concat());
    assert!(csv.starts_with("section,measure,value\nfile people.csv,encoding,UTF-8\n"), "{csv}");
    for (lang, said) in [("en", "segments sent (this run)"), ("zh-CN", "短信条数（本次运行）")] {
        let (_, table, _) = on_store(directory.path(), &[&RUN[..], &["--lang", lang]].concat());
        assert!(table.contains(said), "{table}");
    }
}

#[test]
fn a_plan_and_the_demo_are_told_as_rows() {
    let directory = day();
    let plan = ["plan", "--portfolio", "people.csv", "--books", "cn", "--as-of", AT, "--output", "json"];
    let (status, out, err) = on_store(directory.path(), &plan);
    assert_eq!((status, figure(&out, "plan", "planned")), (0, 1.into()), "{err}");
    let (status, out, _) = run(&["demo", "--output", "json"], b"");
    assert_eq!((status, figure(&out, "run", "adds_up")), (0, true.into()));
}

#[test]
fn a_customers_file_is_told_as_rows() {
    let directory = day();
    let rows = |command: &str, output: &str| {
        let (status, out, err) = on_store(directory.path(), &[command, WHO, "--db", "s.db", "--output", output]);
        assert_eq!((status, err.as_str()), (0, ""), "{command}");
        assert!(!out.contains("13800138000") && !out.contains("张三"), "{command}: {out}");
        out
    };
    let case = rows("case", "json");
    let case: Vec<Json> = serde_json::from_str(&case).unwrap();
    assert!(case.iter().any(|row| row["kind"] == "hold" && row["at"] == "2026-11-24T09:00:00+08:00"), "{case:?}");
    assert!(rows("explain", "jsonl").starts_with("{\"lane\":"));
    assert!(rows("explain", "json").contains("\"verdict\":\"permit\""));
    assert!(rows("replay", "csv").starts_with("lane,seq,at,result,written,again\n"));
    assert!(rows("replay", "json").contains("\"result\":\"equal\""));
    let (status, out, _) = on_store(directory.path(), &["hold", "list", WHO, "--db", "s.db", "--output", "csv"]);
    assert_eq!(status, 0);
    assert!(out.starts_with("cause,from,until\ndispute,"), "{out}");
    // Nobody decided anything about a stranger: nothing was found to be wrong.
    assert_eq!(on_store(directory.path(), &["replay", "nobody", "--db", "s.db"]).0, 1);
}

#[test]
fn instants_of_rows_have_one_form() {
    // The contract: instants are texts like 2026-04-07T10:00:00-05:00. The customer is in Beijing.
    let directory = day();
    assert_eq!(on_store(directory.path(), &["optout", "add", WHO, "--db", "s.db", "--by", "d", "--why", "w"]).0, 0);
    let mut seen = 0;
    for (command, offset) in [
        (&["case", WHO][..], "+08:00"),
        (&["explain", WHO], "+08:00"),
        (&["replay", WHO], "+08:00"),
        (&["hold", "list", WHO], "+08:00"),
        (&["optout", "list", WHO], "Z"),
    ] {
        let (_, out, err) = on_store(directory.path(), &[command, &["--db", "s.db", "--output", "jsonl"]].concat());
        for line in out.lines() {
            let row: Json = serde_json::from_str(line).unwrap();
            for value in ["at", "from", "until"].iter().filter_map(|name| row[name].as_str()) {
                let is_day = value.len() == 10;
                let read = chrono::DateTime::parse_from_rfc3339(value);
                assert!(is_day || (read.is_ok() && value.len() == 19 + offset.len()), "{command:?}: {value}");
                assert!(is_day || value.ends_with(offset), "{command:?}: {value}");
                seen += usize::from(!is_day);
            }
        }
        assert_eq!(err, "", "{command:?}");
    }
    assert!(seen > 4, "{seen}");
    let (_, out, _) = on_store(directory.path(), &[&RUN[..], &["--output", "json"]].concat());
    let ended = figure(&out, "run", "ended_at");
    assert!(ended.as_str().unwrap().ends_with('Z'), "{ended}");
}

#[test]
fn what_was_done_is_told_as_a_row() {
    let directory = day();
    let desk = ["--db", "s.db", "--by", "desk", "--why", "drill", "--output", "jsonl"];
    let said = |command: &[&str]| on_store(directory.path(), &[command, &desk].concat()).1;
    assert!(said(&["pause"]).starts_with("{\"outcome\":\"paused\",\"message\":\"paused: "));
    assert_eq!(said(&["resume", "--lang", "zh-CN"]), "{\"outcome\":\"resumed\",\"message\":\"已恢复\"}\n");
    assert!(said(&["hold", "add", WHO]).starts_with("{\"outcome\":\"in_force\""));
    let (_, chain, _) = on_store(directory.path(), &["audit", "export", "--db", "s.db"]);
    fs::write(directory.path().join("chain.jsonl"), &chain).unwrap();
    let (status, out, _) = on_store(directory.path(), &["audit", "verify", "chain.jsonl", "--output", "json"]);
    assert_eq!(status, 0);
    assert!(out.contains("{\"ok\":true,\"records\":") && out.contains("\"wrong\":null}"), "{out}");
}

#[test]
fn a_form_that_a_command_lacks_is_refused_before_anything_is_done() {
    let directory = day();
    let (_, before, _) = on_store(directory.path(), &["audit", "export", "--db", "s.db"]);
    let desk = ["--db", "s.db", "--by", "desk", "--why", "drill", "--output", "html"];
    for command in [&["pause"][..], &["hold", "add", WHO], &["optout", "add", WHO]] {
        let (status, out, err) = on_store(directory.path(), &[command, &desk].concat());
        assert_eq!((status, out.as_str()), (2, ""), "{command:?}");
        assert!(err.contains("this command writes no html"), "{err}");
    }
    for (lang, said) in [("en", "this command writes no html"), ("zh-CN", "此命令不支持输出格式 html")] {
        let (status, _, err) = on_store(directory.path(), &[&RUN[..], &["--output", "html", "--lang", lang]].concat());
        assert_eq!(status, 2);
        assert!(err.contains(said), "{err}");
    }
    assert_eq!(on_store(directory.path(), &["audit", "export", "--db", "s.db"]).1, before);
    let (status, _, err) = run(&["man", "--output", "csv"], b"");
    assert!(status == 2 && err.contains("CLI-FORMAT"), "{err}");
}

#[test]
fn the_law_is_told_as_comma_separated_values() {
    // The contract: everywhere --output table|json|jsonl|csv.
    let (status, out, err) = run(&["rulebooks", "--output", "csv"], b"");
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(out.starts_with("section,id,measure,value\nbooks,"), "{out}");
    let shipped = dunning_rulebooks::law().unwrap().books.into_iter().find(|book| book.id.as_str() == "cn").unwrap();
    assert!(out.contains(&format!("\nbooks,cn,rules,{}\n", shipped.rules.len())), "{out}");
    assert!(out.contains("\nkinds,cn AllowedWindow,rules,") && out.contains("\ncalendars,CN,valid_through,"), "{out}");
    let (_, out, _) = run(&["rule", "SEND-KEY", "--output", "csv"], b"");
    assert!(out.starts_with("item,field,value\nSEND-KEY,code,SEND-KEY\n"), "{out}");
    assert!(out.contains("\nSEND-KEY,lifts,Give the proposal a key that is the message's own.\n"), "{out}");
    let (_, out, _) = run(&["rule", "DATA-PARTS", "--output", "csv"], b"");
    assert_eq!(out, "item,field,value\nDATA-PARTS,means,The parts of the arrears don't sum to them.\n");
    let (status, out, _) = run(&["rule", "US-REGF-777", "--output", "csv"], b"");
    assert!(status == 0 && out.contains("\nus-fed rule,kind,WindowCap\n"), "{out}");
}

#[test]
fn who_and_why_are_words() {
    let directory = day();
    let add = ["hold", "add", WHO, "--db", "s.db", "--by", "desk", "--why", "  "];
    for (lang, said) in [("en", "error: --why is empty"), ("zh-CN", "--why 为空")] {
        let (status, out, err) = on_store(directory.path(), &[&add[..], &["--lang", lang]].concat());
        assert_eq!((status, out.as_str()), (2, ""));
        assert!(err.contains(said), "{err}");
    }
}

#[test]
fn a_plan_never_takes_the_place_of_what_it_is_made_of() {
    let directory = day();
    fs::create_dir(directory.path().join("sub")).unwrap();
    let before = fs::read(directory.path().join("people.csv")).unwrap();
    let plan = ["plan", "--portfolio", "people.csv", "--books", "cn", "--as-of", AT, "-o"];
    for (path, lang, said) in [
        ("people.csv", "en", "is one of the files that are read: it would be lost"),
        ("sub/../people.csv", "zh-CN", "是要读取的文件之一"),
    ] {
        let (status, out, err) = on_store(directory.path(), &[&plan[..], &[path, "--lang", lang]].concat());
        assert_eq!((status, out.as_str()), (2, ""), "{path}");
        assert!(err.contains(said), "{err}");
    }
    assert_eq!(fs::read(directory.path().join("people.csv")).unwrap(), before);
}
