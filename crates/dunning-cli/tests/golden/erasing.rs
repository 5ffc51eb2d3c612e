//! `erase`: what is personal of a customer is gone from the store's files, and what was proven stays proven.

use std::path::Path;

use super::optout::{RUN, on_store, store, taken};
use super::run_in;

const ON_RECORD: [&str; 4] = ["--by", "privacy desk", "--why", "request 77"];

fn erase(directory: &Path, id: &str) -> (i32, String, String) {
    on_store(directory, &[&["erase", id][..], &ON_RECORD].concat())
}

/// Whether a file of the store holds a text.
fn holds(directory: &Path, text: &str) -> bool {
    ["s.db", "s.db-wal"].iter().any(|file| {
        let bytes = std::fs::read(directory.join(file)).unwrap_or_default();
        bytes.windows(text.len()).any(|window| window == text.as_bytes())
    })
}

#[test]
fn nothing_of_a_person_is_left_and_the_chain_verifies() {
    let directory = store();
    let day = directory.path();
    assert_eq!(on_store(day, &RUN).0, 0);
    assert_eq!(taken(day), 3);
    let personal = ["13800138000", "张三"];
    assert!(personal.iter().all(|text| holds(day, text)));
    let said = "erased; the customer isn't contacted again until they consent anew\n";
    assert_eq!(erase(day, "C1"), (0, said.to_owned(), String::new()));
    assert!(!personal.iter().any(|text| holds(day, text)));
    assert!(holds(day, "13900139000"));
    // What can't be told any more is said to be so.
    assert_eq!(erase(day, "C1"), (1, "nobody of this id is known here\n".to_owned(), String::new()));
    assert_eq!(on_store(day, &["case", "C1"]).0, 1);
    let (status, out, _) = on_store(day, &["replay", "C1"]);
    assert_eq!(status, 1);
    assert!(out.contains("they were erased and what it rested on is gone"), "{out}");
    assert!(on_store(day, &["replay", "C1", "--lang", "zh-CN"]).1.contains("已被删除"));
    assert_eq!(on_store(day, &["replay", "C2"]).0, 0);
    let (_, chain, _) = on_store(day, &["audit", "export"]);
    assert_eq!(chain.matches(r#""kind":"erased""#).count(), 1);
    assert!(!chain.contains("request 77") && !chain.contains("privacy desk"));
    std::fs::write(day.join("chain.jsonl"), chain).unwrap();
    assert_eq!(run_in(day, &["audit", "verify", "chain.jsonl"], b"").0, 0);
    // A later portfolio names them: the next step of the others leaves, and none of theirs before they consent anew.
    let later = ["--db", "s.db", "--at", "2026-11-28T09:00:00+08:00"];
    let run = ["run", "--portfolio", "people.csv", "--as-of", "2026-11-28T08:00:00+08:00"];
    assert_eq!(run_in(day, &[&run[..], &later].concat(), b"").0, 0);
    assert_eq!(taken(day), 5);
    let lift = ["optout", "lift", "C1", "--form", "oral", "--proof", "recording 9"];
    let (status, out, _) = run_in(day, &[&lift[..], &ON_RECORD, &later].concat(), b"");
    assert_eq!((status, out.as_str()), (0, "the consent is on record, the opt-out is ended\n"));
}

#[test]
fn erasing_is_explained_in_both_languages_and_names_who_asked() {
    let directory = store();
    assert_eq!(on_store(directory.path(), &["erase", "C1"]).0, 2, "who and why are asked for");
    let (_, out, _) = run_in(directory.path(), &["erase", "--help"], b"");
    assert!(out.starts_with("Erase what is personal of a customer, for good\n"), "{out}");
    let (_, out, _) = run_in(directory.path(), &["erase", "--help", "--lang", "zh-CN"], b"");
    assert!(out.starts_with("永久删除某客户的个人信息\n") && out.contains("不可恢复"), "{out}");
}
