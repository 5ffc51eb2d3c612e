//! The commands that tell: `rule`, `rulebooks`, `config show`, `doctor`, `render`, `version`, `completions`, `man`.

use std::collections::BTreeSet;

use super::{run, run_in};

/// A day on which the Chinese calendar that ships has some weeks left (it ends with 2026).
const NOVEMBER: &str = "2026-11-24T10:00:00+08:00";

#[test]
fn a_reason_has_a_page_in_both_languages() {
    let (status, out, err) = run(&["rule", "send-key"], b"");
    assert_eq!(
        out,
        "SEND-KEY\n\nThe message has no key. Without one no network can be told that it must be taken once and no more.\n\n\
         What lifts it\nGive the proposal a key that is the message's own.\n\n\
         Raised by\nthe engine itself, under every policy\n"
    );
    assert_eq!((status, err.as_str()), (0, ""));
    let (_, out, _) = run(&["rule", "TIME-WINDOW", "--lang", "zh-CN"], b"");
    assert!(out.contains("如何解除") && out.contains("us-fed  US-REGF-HOURS  12 CFR 1006"), "{out}");
}

/// Every code that stands in the code of a crate's sources: texts like `DATA-FIELD`.
fn codes(directory: &std::path::Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("tests") {
            codes(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let is_code = |word: &&str| {
                let known = ["DATA-", "TMPL-", "CLI-"].iter().any(|family| word.starts_with(family));
                known && word.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-')
            };
            found.extend(text.split('"').filter(is_code).map(str::to_owned));
        }
    }
}

#[test]
fn every_fault_has_a_page() {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/..")).unwrap() {
        codes(&entry.unwrap().path().join("src"), &mut found);
    }
    assert!(found.len() > 50, "{found:?}");
    found.retain(|code| !run(&["rule", code], b"").1.starts_with(code.as_str()));
    assert!(found.is_empty(), "no page in pages/faults.toml for {found:?}");
    assert_eq!(
        run(&["rule", "DATA-PARTS", "--lang", "zh-CN"], b"").1,
        "DATA-PARTS\n\n各组成部分之和不等于逾期金额。\n"
    );
}

#[test]
fn a_rule_is_shown_as_its_book_writes_it() {
    let (status, out, _) = run(&["rule", "US-REGF-777"], b"");
    assert!(out.starts_with("US-REGF-777  a rule of us-fed\n  says: More than seven calls"), "{out}");
    assert!(out.contains("  clause: 12 CFR 1006 (Regulation F), 1006.14(b)(2)(i)(A)\n"), "{out}");
    assert!(out.contains("  force: presumption\n") && out.contains("  max: 7\n"), "{out}");
    assert_eq!(status, 0);
    let (_, out, _) = run(&["rule", "US-REGF-EXCL1", "--output", "json"], b"");
    assert!(out.starts_with(r#"[{"book":"us-fed","standing":"row","fields":{"#), "{out}");
    let (_, out, _) = run(&["rule", "HOUSE-HOURS"], b"");
    assert!(out.contains("a rule of considerate\n") && out.contains("  hours: daily 09:00-20:00\n"), "{out}");
}

#[test]
fn what_is_no_rule_is_guessed() {
    let (status, out, err) = run(&["rule", "US-REGF-7777"], b"");
    assert_eq!((status, out.as_str()), (2, ""));
    assert_eq!(err, "error: there is no reason or rule US-REGF-7777\n  did you mean US-REGF-777?\n");
}

#[test]
fn the_law_at_hand_is_listed() {
    let directory = tempfile::tempdir().unwrap();
    let book = "format = 'dunning.rulebook/1'\nid = 'house-law'\nversion = '7'\ntitle = 'ours'\nzone = 'UTC'\n\
                [[absent]]\nrow = 'H-1'\nkind = 'Retention'\nwhy = 'later'\n";
    std::fs::write(directory.path().join("ours.toml"), book).unwrap();
    let (status, out, _) = run_in(directory.path(), &["rulebooks", "--rulebooks", "."], b"");
    let row = out.lines().find(|line| line.starts_with("house-law  7")).unwrap();
    assert_eq!(row.split_whitespace().take(6).collect::<Vec<_>>(), ["house-law", "7", "ours", "0", "0", "1"]);
    assert!(out.lines().any(|line| line.split_whitespace().eq(["house-law", "Retention", "0", "1"])), "{out}");
    assert!(out.contains("2026f") && out.contains("US-federal"), "{out}");
    assert_eq!(status, 0);
    let (_, json, _) = run_in(directory.path(), &["rulebooks", "--rulebooks", ".", "--output", "json"], b"");
    assert!(
        json.contains(r#"{"id":"house-law","version":"7","title":"ours","rules":0,"carried":0,"absent":1,"digest":"#)
    );
}

#[test]
fn settings_tell_where_they_come_from() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("dunning.toml"), "books = ['cn']\n\n[creditor]\nid = 'bank'\n").unwrap();
    let arguments = ["config", "show", "--origin", "--output", "csv", "--policy", "mine.toml"];
    let (status, out, _) = run_in(directory.path(), &arguments, b"");
    assert_eq!(
        out,
        "key,value,origin\npolicy,mine.toml,--policy\nrulebooks,,default\nzoneinfo,,default\ntemplates,,default\n\
         books,cn,dunning.toml:1\nstale_after_s,,default\nlive,false,default\ncreditor,bank,dunning.toml:3\n\
         gateway,sandbox,default\n\
         redact,,default\n"
    );
    assert_eq!(status, 0);
    let (_, out, _) = run_in(directory.path(), &["config", "show", "--output", "jsonl"], b"");
    assert_eq!(out.lines().nth(4), Some(r#"{"key":"books","value":["cn"]}"#));
}

#[test]
fn the_doctor_warns_of_what_runs_out_and_fails_for_what_is_wrong() {
    let (status, out, _) = run(&["doctor", "--at", NOVEMBER], b"");
    assert_eq!(status, 0, "{out}");
    let line = |out: &str, check: &str| {
        out.lines()
            .find(|line| line.starts_with(check))
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .unwrap_or_default()
    };
    assert_eq!(line(&out, "calendar CN"), "calendar CN warning through 2026-12-31");
    assert_eq!(line(&out, "calendar TW"), "calendar TW ok through 2027-12-31");
    assert_eq!(line(&out, "policy"), "policy ok considerate + neutral");
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("dunning.toml"), "books = ['cnn']\n").unwrap();
    let arguments = ["doctor", "--at", NOVEMBER, "--db", "none.db", "--lang", "zh-CN"];
    let (status, out, _) = run_in(directory.path(), &arguments, b"");
    assert_eq!(status, 1);
    assert!(
        line(&out, "policy").contains("wrong 现行政策：DATA-BOOK rulebooks[0]: 没有规则集 cnn；是否指 cn？"),
        "{out}"
    );
    assert!(line(&out, "store").starts_with("store wrong"), "{out}");
}

#[test]
fn a_template_is_filled_with_the_facts_of_a_request() {
    let request = r#"{"id":"r1","now":"2026-04-07T10:00:00-05:00","rulebooks":[],"creditor":{"id":"bank","name":"Larkspur Bank","hotline":"800 555 0100","pay_link":"https://pay.larkspur.example/x"},"customer":{"id":"c1","kind":"person","locations":[{"place":"US-IL","evidence":"address"}]},"debts":[{"id":"d1","currency":"USD","arrears":"120.00","due_date":"2026-03-20"}],"proposal":{"purpose":"collection","channel":"sms","debts":["d1"],"recipient":"customer","template":"en/sms.early.gentle"}}"#;
    let (status, out, _) = run(&["render"], request.as_bytes());
    assert!(out.starts_with(r#"{"id":"r1","template":"en/sms.early.gentle","version":1,"lang":"en","text":"Larkspur Bank: $120.00 was due Mar 20"#), "{out}");
    assert_eq!(status, 0);
    let (status, out, _) = run(&["render", "--template", "en/sms.early.gentl"], request.as_bytes());
    assert_eq!(
        out,
        "{\"id\":\"r1\",\"error\":{\"code\":\"TMPL-NONE\",\"message\":\"there is no template \\\"en/sms.early.gentl\\\"; did you mean \\\"en/sms.early.gentle\\\"?\",\"path\":\"proposal.template\"}}\n"
    );
    assert_eq!(status, 1);
}

#[test]
fn help_is_given_in_both_languages() {
    let (status, out, _) = run(&["segments", "--help"], b"");
    assert!(out.starts_with("Count how many short messages texts take\n\nUsage: dunning segments "), "{out}");
    assert_eq!(status, 0);
    let (status, out, _) = run(&["segments", "--lang=zh-CN", "--help"], b"");
    assert!(out.starts_with("计算文本的短信计费条数\n\n用法：dunning segments "), "{out}");
    assert!(out.contains("选项:\n      --profile <PROFILE>  通道的计数方式："), "{out}");
    assert_eq!(status, 0);
    // What a release does not know yet is said where it is asked for.
    for (command, words) in
        [("redact", "does not know names or postal addresses"), ("check", "not yet know wording as such")]
    {
        let (_, out, _) = run(&[command, "--help"], b"");
        assert!(out.split_whitespace().collect::<Vec<_>>().join(" ").contains(words), "{out}");
    }
}

#[test]
fn version_completions_and_manual_are_printed() {
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(run(&["version"], b"").1, format!("dunning {version}, zone data 2026f\n"));
    assert_eq!(
        run(&["version", "--output", "json"], b"").1,
        format!("[\n{{\"version\":\"{version}\",\"zones\":\"2026f\"}}\n]\n")
    );
    for shell in ["bash", "zsh", "fish"] {
        let (status, out, _) = run(&["completions", shell], b"");
        assert!(status == 0 && out.contains("rulebooks"), "{shell}");
    }
    let (status, out, _) = run(&["man", "config", "show"], b"");
    assert!(status == 0 && out.contains(".TH dunning-config-show 1"), "{out}");
    assert_eq!(run(&["man", "confi"], b"").0, 2);
}
