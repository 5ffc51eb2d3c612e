//! What holds for every command that answers line by line, shown on `redact` and `segments`.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Command, Stdio};

use super::{run, run_in};

#[test]
fn redact_masks_and_says_where() {
    let (status, out, err) = run(&["redact"], "{\"id\":\"a\",\"text\":\"手机13812345678\"}\n".as_bytes());
    assert_eq!(
        out,
        "{\"id\":\"a\",\"text\":\"手机138****5678\",\"entities\":[{\"start\":6,\"end\":17,\"type\":\"PHONE\",\"mask\":\"138****5678\"}]}\n"
    );
    assert_eq!((status, err.as_str()), (0, ""));
}

#[test]
fn plain_text_is_masked_as_it_stands() {
    let (status, out, _) = run(&["redact", "--plain"], "卡号6222021234567894\n到期".as_bytes());
    assert_eq!((status, out.as_str()), (0, "卡号************7894\n到期"));
    let (status, out, err) = run(&["redact", "--plain"], b"one\ntw\xff");
    assert_eq!((status, out.as_str()), (2, ""));
    assert_eq!(
        err,
        "standard input: DATA-ENCODING (line 2, column 3): the text is no UTF-8 from here on; convert it to UTF-8\n"
    );
}

#[test]
fn what_a_text_is_for_decides_what_becomes_of_it() {
    let line = "{\"id\":\"a\",\"text\":\"手机13812345678\"}\n".as_bytes();
    let (status, out, _) = run(&["redact", "--profile", "log"], line);
    assert!(out.contains("\"text\":\"手机***********\""), "{out}");
    assert_eq!(status, 0);
    let (status, ..) = run(&["redact", "--profile", "outbound_reminder"], line);
    assert_eq!(status, 1);
    let (status, ..) = run(&["redact", "--profile", "outbound_reminder"], b"{\"id\":\"a\",\"text\":\"95588\"}");
    assert_eq!(status, 0);
    let (status, out, _) = run(&["redact", "--plain", "--profile", "outbound_reminder"], "手机13812345678".as_bytes());
    assert_eq!((status, out.as_str()), (1, "手机138****5678"));
}

#[test]
fn a_mask_may_be_a_label_or_a_name_under_a_key() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("key"), "k".repeat(32)).unwrap();
    std::fs::write(directory.path().join("short"), "k".repeat(31) + "\n").unwrap();
    let text = "手机13812345678，或13812345678".as_bytes();
    let (_, out, _) = run(&["redact", "--plain", "--mask", "label"], text);
    assert_eq!(out, "手机⟦PHONE⟧，或⟦PHONE⟧");
    let (status, out, _) =
        run_in(directory.path(), &["redact", "--plain", "--mask", "token", "--key-file", "key"], text);
    let names: Vec<&str> = out.split('⟦').skip(1).filter_map(|rest| rest.split('⟧').next()).collect();
    assert_eq!((status, names.len()), (0, 2));
    assert!(names[0].starts_with("PHONE-") && names[0] == names[1], "{names:?}");
    let short = ["redact", "--plain", "--mask", "token", "--key-file", "short"];
    let (status, _, err) = run_in(directory.path(), &short, text);
    assert_eq!((status, err.starts_with("error: short holds no key of 32 bytes or more\n")), (2, true), "{err}");
    let (status, ..) = run(&["redact", "--plain", "--mask", "token"], text);
    assert_eq!(status, 2);
}

#[test]
fn what_is_the_houses_own_stays() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(
        directory.path().join("dunning.toml"),
        "[redact]\nPHONE = ['0755-8612 3456']\nEMAIL = ['bank.example']\n",
    )
    .unwrap();
    let text = "回电0755-86123456或 care@bank.example，客户13812345678".as_bytes();
    let (_, out, _) = run_in(directory.path(), &["redact", "--plain"], text);
    assert_eq!(out, "回电0755-86123456或 care@bank.example，客户138****5678");
}

#[test]
fn labelled_texts_are_scored() {
    let directory = tempfile::tempdir().unwrap();
    let line = |text: &str, start: usize, end: usize| {
        format!(
            "{{\"id\":\"1\",\"lang\":\"zh\",\"cat\":\"plain\",\"text\":\"{text}\",\"entities\":\
             [{{\"start\":{start},\"end\":{end},\"type\":\"PHONE\",\"form\":\"plain\"}}],\"keep\":[]}}\n"
        )
    };
    // The second label stands where there is no identifier: one of two is found.
    let rows = line("手机13812345678", 2, 13) + &line("手机13812345678，四月七日", 14, 18);
    std::fs::write(directory.path().join("l.jsonl"), rows).unwrap();
    let (status, out, _) = run_in(directory.path(), &["redact", "--eval", "l.jsonl"], b"");
    assert!(out.starts_with("2 texts, 2 identifiers, 2 findings\nrecall 50.00 %, right name 50.00 %\n"), "{out}");
    assert!(out.contains("\nPHONE                   2      1   50.00 %"), "{out}");
    assert_eq!(status, 0);
    let (_, json, _) = run_in(directory.path(), &["redact", "--eval", "l.jsonl", "--output", "json"], b"");
    assert!(json.contains("\"by_tier\":{\"usual\":{\"required\":2,\"found\":1"), "{json}");
    std::fs::write(directory.path().join("l.jsonl"), "\n{\"id\":1}\n").unwrap();
    let (status, out, err) = run_in(directory.path(), &["redact", "--eval", "l.jsonl"], b"");
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with("l.jsonl: DATA-TYPE at id (line 2, column 1):"), "{err}");
}

#[test]
fn segments_count_by_profile() {
    let line = b"{\"id\":\"1\",\"text\":\"Pay 120 \xe2\x82\xac\"}";
    let (_, gpp, _) = run(&["segments"], line);
    assert_eq!(
        gpp,
        "{\"id\":\"1\",\"encoding\":\"GSM-7\",\"units\":10,\"segments\":1,\"cause\":null,\"too_long\":false}\n"
    );
    let (_, cn, _) = run(&["segments", "--profile", "cn"], line);
    assert!(cn.contains("\"units\":9,\"segments\":1"), "{cn}");
}

#[test]
fn a_bad_line_is_an_error_in_its_place_and_the_rest_goes_on() {
    let input = b"{\"id\":\"a\",\"text\":\"x\"}\n{bad\n\n{\"id\":\"c\",\"txt\":1}\n{\"id\":\"d\",\"text\":\"\xff\"}\n{\"id\":\"e\",\"text\":\"\"}";
    let (status, out, err) = run(&["redact"], input);
    assert_eq!(
        out.lines().collect::<Vec<_>>(),
        [
            r#"{"id":"a","text":"x","entities":[]}"#,
            r#"{"id":null,"error":{"code":"DATA-SYNTAX","message":"this is no JSON: key must be a string (line 2, column 2)","path":""}}"#,
            r#"{"id":"c","error":{"code":"DATA-MISSING","message":"this field is missing","path":"text","also":[{"code":"DATA-FIELD","message":"there is no such field; did you mean \"text\"?","path":"txt"}]}}"#,
            r#"{"id":null,"error":{"code":"DATA-ENCODING","message":"this line is no UTF-8 from here on (line 5, column 19)","path":""}}"#,
            r#"{"id":"e","text":"","entities":[]}"#,
        ]
    );
    assert_eq!((status, err.as_str()), (1, ""));
}

#[test]
fn json_is_one_array() {
    let input = b"{\"id\":\"a\",\"text\":\"x\"}\n{\"id\":\"b\",\"text\":\"y\"}\n";
    let (_, out, _) = run(&["redact", "--output", "json"], input);
    assert_eq!(
        out,
        "[\n{\"id\":\"a\",\"text\":\"x\",\"entities\":[]},\n{\"id\":\"b\",\"text\":\"y\",\"entities\":[]}\n]\n"
    );
}

#[test]
fn wrong_usage_is_status_two() {
    for arguments in [&["redact", "--no-such-flag"][..], &["redcat"], &["segments", "--profile", "gpp"], &[]] {
        let (status, out, err) = run(arguments, b"");
        assert_eq!((status, out.as_str()), (2, ""), "{arguments:?}");
        assert!(!err.is_empty());
    }
    let (status, _, err) = run(&["redact", "--output", "csv"], b"");
    assert_eq!(status, 2);
    assert_eq!(
        err,
        "{\"error\":{\"code\":\"CLI-FORMAT\",\"message\":\"this command writes no csv; take one of: jsonl, json\",\"path\":\"\"}}\n"
    );
}

#[test]
fn errors_are_said_in_both_languages() {
    let (status, _, err) = run(&["redact", "no-such-file"], b"");
    assert_eq!(
        (status, err.as_str()),
        (2, "error: no-such-file can't be read: entity not found\n  check the path and who may read it\n")
    );
    let (status, _, err) = run(&["--lang", "zh-CN", "redact", "no-such-file"], b"");
    assert_eq!((status, err.as_str()), (2, "错误: 无法读取 no-such-file：不存在\n  请检查路径及读取权限\n"));
}

#[test]
fn a_full_disk_is_said() {
    let Ok(full) = std::fs::OpenOptions::new().write(true).open("/dev/full") else { return };
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("in.jsonl");
    std::fs::write(&path, "{\"id\":\"a\",\"text\":\"x\"}\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_dunning")).arg("redact").arg(path).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        String::from_utf8(output.stderr).unwrap(),
        "error: the results can't be written: no storage space\n  check the disk or program that takes them\n"
    );
}

#[test]
fn a_reader_that_goes_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dunning"))
        .arg("redact")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let feed = std::thread::spawn(move || while input.write_all(b"{\"id\":\"a\",\"text\":\"x\"}\n").is_ok() {});
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    feed.join().unwrap();
    assert_eq!(first, "{\"id\":\"a\",\"text\":\"x\",\"entities\":[]}\n");
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), b"".as_slice()));
}

#[test]
fn whoever_asks_line_by_line_is_answered_at_once() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dunning"))
        .arg("redact")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
    for id in ["a", "b"] {
        writeln!(input, "{{\"id\":\"{id}\",\"text\":\"x\"}}").unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert_eq!(answer, format!("{{\"id\":\"{id}\",\"text\":\"x\",\"entities\":[]}}\n"));
    }
    drop(input);
    assert!(child.wait().unwrap().success());
}

/// One line of a gibibyte, fed from nowhere, with another after it. The command's memory is read where the system tells
/// it.
#[test]
fn a_line_of_a_gibibyte_is_refused_without_being_held() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dunning"))
        .arg("redact")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    let block = vec![b'x'; 1 << 20];
    for _ in 0..1024 {
        input.write_all(&block).unwrap();
    }
    input.write_all(b"\n{\"id\":\"a\",\"text\":\"x\"}\n").unwrap();
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    drop(input);
    let mut out = String::new();
    child.stdout.take().unwrap().read_to_string(&mut out).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert_eq!(
        out.lines().collect::<Vec<_>>(),
        [
            r#"{"id":null,"error":{"code":"DATA-LINE","message":"this line has more than 4194304 bytes (line 1, column 1); write one object a line","path":""}}"#,
            r#"{"id":"a","text":"x","entities":[]}"#,
        ]
    );
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    if let Some(kibibytes) = peak {
        assert!(kibibytes.parse::<u64>().unwrap() < 64 << 10, "{kibibytes} KiB");
    }
}
