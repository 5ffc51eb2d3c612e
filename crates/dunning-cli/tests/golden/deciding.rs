//! `decide`, `check`, `test` and the configuration they read. The hours are those of the considerate policy: 09:00 to
//! 20:00 at the customer.

use super::{run, run_in};

/// A text message about arrears to a customer in Chicago, `now` left out.
const REQUEST: &str = r#"{"id":"r1","rulebooks":["us-fed"],"as_of":"2026-04-07T06:00:00-05:00","actor":"creditor","creditor":{"id":"bank"},"customer":{"id":"c1","kind":"person","contacts":[{"channel":"sms","address":"+13125550142"}],"locations":[{"place":"US-IL","evidence":"address"}]},"debts":[{"id":"d1","currency":"USD","arrears":"120.00","due_date":"2026-03-20"}],"consents":[{"at":"2026-01-05T10:00:00-06:00","state":"granted","channel":"sms","form":"written"}],"proposal":{"purpose":"collection","channel":"sms","debts":["d1"],"recipient":"customer","key":"k1"}}"#;
/// Half past seven in Chicago.
const EARLY: &str = "2026-04-07T07:30:00-05:00";
/// Half past ten there.
const OPEN: &str = "2026-04-07T15:30:00Z";

/// An answer without its record, whose digests change with the law.
fn body(line: &str) -> &str {
    line.split(",\"record\":").next().unwrap()
}

#[test]
fn one_decision_that_is_no_permit_ends_with_three() {
    let (status, out, err) = run(&["decide", "--at", EARLY], REQUEST.as_bytes());
    assert_eq!(
        body(&out),
        r#"{"id":"r1","verdict":"defer","until":"2026-04-07T09:00:00-05:00","needs":[],"charges":[],"obligations":[],"findings":[{"code":"TIME-WINDOW","rule":"HOUSE-HOURS","effect":"defer","force":"house","citation":{"instrument":"house policy considerate","article":"HOUSE-HOURS"},"until":"2026-04-07T09:00:00-05:00","message":"it is 07:30 at the customer, outside the contact window; open again from 2026-04-07 09:00:00 (America/Chicago)","inputs":{"local_time":"07:30:00","offset_s":-18000}}]"#
    );
    assert_eq!((status, err.as_str()), (3, ""));
    let (status, out, _) = run(&["decide", "--at", OPEN], REQUEST.as_bytes());
    assert!(out.starts_with(
        r#"{"id":"r1","verdict":"permit","needs":[],"valid_until":"2026-04-08T01:00:00Z","charges":[{"cap":"HOUSE-DAY","#
    ));
    assert_eq!(status, 0);
}

#[test]
fn several_decisions_end_with_zero_and_a_bad_line_with_one() {
    let two = format!("{REQUEST}\n{REQUEST}\n");
    let (status, out, _) = run(&["decide", "--at", EARLY], two.as_bytes());
    assert_eq!((status, out.lines().count()), (0, 2));
    // Nothing says now.
    let (status, out, _) = run(&["decide"], REQUEST.as_bytes());
    assert_eq!(
        (status, out.as_str()),
        (
            1,
            "{\"id\":\"r1\",\"error\":{\"code\":\"DATA-MISSING\",\"message\":\"this field is missing\",\"path\":\"now\"}}\n"
        )
    );
}

#[test]
fn a_house_policy_stands_in_place_of_the_shipped_one() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("house.toml"), "format = 'dunning.policy/1'\nname = 'plain'\n").unwrap();
    std::fs::write(directory.path().join("dunning.toml"), "policy = 'house.toml'\n").unwrap();
    let verdict = |arguments: &[&str], request: &str| {
        let (status, out, err) = run_in(directory.path(), arguments, request.as_bytes());
        assert_eq!(err, "");
        (status, out.split('"').nth(7).unwrap_or_default().to_owned())
    };
    // us-fed alone: from 08:00, and for agencies only; a creditor's text at 07:30 meets no rule.
    let early = ["decide", "--at", EARLY];
    assert_eq!(verdict(&early, REQUEST), (0, "permit".to_owned()));
    assert_eq!(verdict(&[&early[..], &["--policy", "house.toml"]].concat(), REQUEST), (0, "permit".to_owned()));
    let named = REQUEST.replacen("\"actor\"", "\"policy\":\"considerate\",\"actor\"", 1);
    assert_eq!(verdict(&early, &named), (3, "defer".to_owned()));
}

#[test]
fn a_book_of_a_folder_stands_in_place_of_the_shipped_one() {
    let directory = tempfile::tempdir().unwrap();
    let book = "format = 'dunning.rulebook/1'\nid = 'us-fed'\nversion = '1'\ntitle = 't'\nzone = 'UTC'\n";
    std::fs::write(directory.path().join("us.toml"), book).unwrap();
    std::fs::write(directory.path().join("readme.txt"), "not read").unwrap();
    let digest = |arguments: &[&str]| {
        let (_, out, err) = run_in(directory.path(), arguments, REQUEST.as_bytes());
        assert_eq!(err, "");
        out.split("\"rulebooks\":").nth(1).unwrap()[..66].to_owned()
    };
    assert_ne!(digest(&["decide", "--at", OPEN, "--rulebooks", "."]), digest(&["decide", "--at", OPEN]));
    std::fs::write(directory.path().join("us.toml"), book.replace("title", "titl")).unwrap();
    let (status, out, err) = run_in(directory.path(), &["decide", "--rulebooks", "."], b"");
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("./us.toml:4:8") && err.contains("did you mean \"title\"?"), "{err}");
}

#[test]
fn a_misspelt_setting_is_shown_where_it_stands() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("dunning.toml"), "# ours\npolcy = 'house.toml'\n").unwrap();
    let (status, out, err) = run_in(directory.path(), &["decide"], b"");
    assert_eq!((status, out.as_str()), (2, ""));
    assert_eq!(
        err.lines().map(str::trim_end).collect::<Vec<_>>(),
        [
            "[DATA-FIELD] Error: there is no such field",
            "   ╭─[ dunning.toml:2:1 ]",
            "   │",
            " 2 │ polcy = 'house.toml'",
            "   │ ──┬──",
            "   │   ╰──── polcy",
            "   │",
            "   │ Note: did you mean \"policy\"?",
            "───╯",
        ]
    );
    let (status, _, err) = run_in(directory.path(), &["decide", "--output", "json"], b"");
    assert_eq!(
        (status, err.as_str()),
        (
            2,
            "{\"error\":{\"code\":\"DATA-FIELD\",\"message\":\"there is no such field (line 2, column 1); did you mean \\\"policy\\\"?\",\"path\":\"polcy\"},\"file\":\"dunning.toml\"}\n"
        )
    );
    // What needs no configuration doesn't ask for it.
    let (status, _, err) = run_in(directory.path(), &["segments"], b"");
    assert_eq!((status, err.as_str()), (0, ""));
}

#[test]
fn a_text_with_a_number_is_held() {
    let (status, out, _) = run(&["check"], b"{\"id\":\"t1\",\"lang\":\"en\",\"text\":\"Pay\\u200b now\"}");
    assert!(
        out.starts_with(
            r#"{"id":"t1","ok":false,"findings":[{"code":"TEXT-FORM","category":null,"severity":"medium","effect":"withhold","start":3,"end":6}]"#
        ),
        "{out}"
    );
    assert_eq!(status, 1);
}

/// A bank that calls itself by a card's number (Luhn holds), as a variable filled from the wrong column does.
const MISFILLED: &str = r#"{"id":"r1","now":"2026-11-24T10:00:00+08:00","rulebooks":["cn"],"creditor":{"id":"bank","name":"6222021234567894","hotline":"400-000-1100","pay_link":"https://qh.example/p","domains":["qh.example"]},"customer":{"id":"c1","kind":"person","contacts":[{"channel":"sms","address":"+8613800130001"}],"locations":[{"place":"CN-BJ","evidence":"address"}]},"debts":[{"id":"d1","currency":"CNY","arrears":"1280.00","due_date":"2026-11-22"}],"proposal":{"purpose":"collection","channel":"sms","debts":["d1"],"recipient":"customer"}}"#;

#[test]
fn a_template_that_would_leak_is_refused_with_kind_and_span() {
    let (status, out, err) = run(&["render", "--template", "zh-CN/sms.early.gentle"], MISFILLED.as_bytes());
    assert_eq!(status, 0, "{err}");
    let rendered: serde_json::Value = serde_json::from_str(&out).unwrap();
    let mut request: serde_json::Value = serde_json::from_str(MISFILLED).unwrap();
    request["proposal"]["text"] = rendered["text"].clone();
    let (status, out, _) = run(&["check"], request.to_string().as_bytes());
    assert_eq!(status, 1);
    let found: serde_json::Value = serde_json::from_str(&out).unwrap();
    let leaks: Vec<_> =
        found["findings"].as_array().unwrap().iter().filter(|found| found["code"] == "PII-FOUND").collect();
    // The signature's bracket takes three bytes.
    let expected = serde_json::json!({
        "code": "PII-FOUND", "category": "pii_overdisclosure", "severity": "high", "effect": "withhold",
        "kind": "BANK_CARD", "start": 3, "end": 19,
    });
    assert_eq!(leaks, [&expected]);
}

const CASES: &str = r#"
format = "dunning.case/1"

[base]
rulebooks = ["us-fed"]
as_of = "now"
actor = "creditor"
creditor = { id = "bank" }
customer = { id = "c1", kind = "person", locations = [{ place = "US-IL", evidence = "address" }] }
debts = [{ id = "d1", currency = "USD", arrears = "120.00", due_date = "2026-03-20" }]
proposal = { purpose = "collection", channel = "letter", debts = ["d1"], recipient = "customer" }

[[case]]
id = "A1"
about = "the considerate policy opens at 09:00"
[[case.step]]
now = "2026-04-07T07:30:00-05:00"
expect = { verdict = "defer", until = "2026-04-07T09:00:00-05:00", rules = ["HOUSE-HOURS"] }
[[case.step]]
now = "2026-04-07T07:30:00-05:00"
expect = { verdict = "permit" }
"#;

#[test]
fn failed_steps_are_shown_and_counted() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("a.toml"), CASES).unwrap();
    let (status, out, err) = run_in(directory.path(), &["test", "a.toml"], b"");
    assert_eq!(
        out,
        "A1 step 2 (a.toml)\n  expected {\"verdict\":\"permit\"}\n  got      {\"codes\":[\"TIME-WINDOW\"],\"needs\":[],\"notes\":[],\"rules\":[\"HOUSE-HOURS\"],\"until\":\"2026-04-07T09:00:00-05:00\",\"verdict\":\"defer\"}\n2 steps: 1 passed, 1 failed\n"
    );
    assert_eq!((status, err.as_str()), (1, ""));
    let (status, out, _) = run_in(directory.path(), &["test", "--output", "jsonl", "a.toml"], b"");
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!((status, lines.len()), (1, 2));
    assert!(lines[0].starts_with(r#"{"case":"A1","step":1,"ok":true,"expected":{"rules":["HOUSE-HOURS"],"#));
    assert!(lines[1].starts_with(r#"{"case":"A1","step":2,"ok":false,"expected":{"verdict":"permit"},"got":{"#));
}

#[test]
fn a_case_file_that_cannot_be_read_leaves_the_others_run() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("a.toml"), "format = 'dunning.case/2'\n").unwrap();
    std::fs::write(directory.path().join("b.toml"), CASES).unwrap();
    let (status, out, err) = run_in(directory.path(), &["test", "a.toml", "b.toml", "--lang", "zh-CN"], b"");
    assert!(out.ends_with("共 2 步：通过 1，失败 1\n"), "{out}");
    assert!(err.contains("DATA-FORMAT") && err.contains("a.toml:1:10"), "{err}");
    assert_eq!(status, 2);
}

#[test]
fn zone_data_of_a_folder_stand_in_place_of_those_that_ship() {
    let directory = tempfile::tempdir().unwrap();
    for (name, bytes) in dunning_rulebooks::zones::bundled().zones {
        let path = directory.path().join(name.as_ref());
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let arguments = ["rulebooks", "--zoneinfo", "."];
    let (status, _, err) = run_in(directory.path(), &arguments, b"");
    assert_eq!(
        (status, err.as_str()),
        (2, "error: ./tzdata.zi can't be read: entity not found\n  check the path and who may read it\n")
    );
    std::fs::write(directory.path().join("tzdata.zi"), "# version 2031a\nR A 1\n").unwrap();
    let (status, out, _) = run_in(directory.path(), &arguments, b"");
    assert_eq!(status, 0);
    assert!(out.lines().any(|line| line.starts_with("2031a      598")), "{out}");
    // Twelve hours east of what it was: at 07:30 it is half past seven in the evening.
    let shifted = std::fs::read(directory.path().join("Pacific/Auckland")).unwrap();
    std::fs::write(directory.path().join("America/Chicago"), shifted).unwrap();
    let request = REQUEST.replace("\"place\":\"US-IL\"", "\"place\":\"US-IL\",\"zone\":\"America/Chicago\"");
    let (_, out, _) = run_in(directory.path(), &["decide", "--at", EARLY, "--zoneinfo", "."], request.as_bytes());
    assert!(out.contains("it is 00:30 at the customer"), "{out}");
}

#[test]
fn templates_of_a_folder_stand_in_place_of_those_that_ship() {
    let directory = tempfile::tempdir().unwrap();
    let bundle = directory.path().join("own");
    std::fs::create_dir(&bundle).unwrap();
    std::fs::write(bundle.join("bundle.toml"), "format = 'dunning.template/1'\nid = 'own'\ndescription = 'd'\n")
        .unwrap();
    let template = "+++\nformat = 'dunning.template/1'\nid = 'note'\nversion = 1\nlocale = 'en'\nchannel = 'sms'\n\
                    purpose = 'collection'\ntone = 'gentle'\nauthor = 'A'\napproved_by = 'B'\n\
                    approved_on = '2026-11-02'\n\n[variables]\namount = { type = 'amount', longest = 13 }\n+++\n\
                    {{amount}} is open.\n";
    std::fs::write(bundle.join("note.hbs"), template).unwrap();
    let arguments = ["render", "--templates", ".", "--at", OPEN, "--template", "own/note"];
    let (status, out, _) = run_in(directory.path(), &arguments, REQUEST.as_bytes());
    assert_eq!(
        (status, out.as_str()),
        (0, "{\"id\":\"r1\",\"template\":\"own/note\",\"version\":1,\"lang\":\"en\",\"text\":\"$120.00 is open.\"}\n")
    );
    std::fs::write(bundle.join("note.hbs"), template.replace("{{amount}}", "{{amout}}")).unwrap();
    let (status, _, err) = run_in(directory.path(), &arguments, b"");
    assert_eq!(status, 2);
    assert!(err.contains("TMPL-NAME") && err.contains("did you mean"), "{err}");
}
