//! `case`, `explain` and `replay` as pages to print: in one piece, escaped, in both languages.

use std::path::Path;

use super::run_in;

pub(super) const AT: &str = "2026-11-24T09:00:00+08:00";

const CONFIG: &str = "\
[creditor]
id = 'bank'
name = '青禾银行'
seat = 'CN-BJ'
hotline = '400-000-1100'
pay_link = 'https://qh.example/p'
domains = ['qh.example']
";

/// A customer whose id and name would be markup.
pub(super) const WHO: &str = "<b>C&\"1\"</b>";
const NUMBER: &str = "13800138000";
const PEOPLE: &str = "customer.id,customer.kind,customer.name,customer.contacts.sms,customer.locations.place,id,currency,arrears,due_date\n\
     \"<b>C&\"\"1\"\"</b>\",person,<i>张三</i>,13800138000,CN-BJ,D1,CNY,1234.50,2026-11-23\n";

pub(super) fn day() -> tempfile::TempDir {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("dunning.toml"), CONFIG).unwrap();
    std::fs::write(directory.path().join("people.csv"), PEOPLE).unwrap();
    let run = ["run", "--portfolio", "people.csv", "--books", "cn", "--as-of", AT, "--at", AT, "--db", "s.db"];
    let (status, _, err) = run_in(directory.path(), &run, b"");
    assert_eq!((status, err.as_str()), (0, ""));
    let why = ["hold", "add", WHO, "--cause", "dispute", "--by", "desk", "--why", "<script>alert(1)</script>"];
    assert_eq!(run_in(directory.path(), &[&why[..], &["--at", AT, "--db", "s.db"]].concat(), b"").0, 0);
    directory
}

fn page(directory: &Path, command: &str, lang: &str) -> String {
    let arguments = [command, WHO, "--db", "s.db", "--output", "html", "--lang", lang, "--at", AT];
    let (status, out, err) = run_in(directory, &arguments, b"");
    assert_eq!((status, err.as_str()), (0, ""), "{command} {lang}");
    out
}

/// The page without its style: what it says, and whether every tag that opens closes.
fn checked(page: &str) -> String {
    let (head, rest) = page.split_once("<style>").unwrap();
    let body = rest.split_once("</style>").unwrap().1;
    let html = format!("{head}{body}");
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1).map(|rest| rest.split_once('>').unwrap().0) {
        let name = tag.split_whitespace().next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None if ["!doctype", "meta", "br"].contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    html
}

#[test]
fn pages_are_whole_escaped_and_fetch_nothing() {
    let directory = day();
    for command in ["case", "explain", "replay"] {
        for lang in ["en", "zh-CN"] {
            let page = page(directory.path(), command, lang);
            assert!(page.starts_with(&format!("<!doctype html>\n<html lang=\"{lang}\">\n")), "{page}");
            let html = checked(&page);
            for markup in ["<b>C", "<script", "<i>", "src=", "href=", "url("] {
                assert!(!page.contains(markup), "{command}: {markup}");
            }
            assert!(html.contains("&lt;b&gt;C&amp;&quot;1&quot;&lt;/b&gt;"), "{html}");
            for personal in [NUMBER, "张三"] {
                assert!(!page.contains(personal), "{command}: {personal}");
            }
        }
    }
}

#[test]
fn a_case_tells_time_decisions_text_and_chain() {
    let directory = day();
    let en = page(directory.path(), "case", "en");
    for told in [
        "<td class=\"at\">2026-11-24 09:00:00 (Asia/Shanghai)</td><td>decided</td>",
        "<p class=\"verdict\">Permitted: it may leave now, and must arrive before 2026-11-24 20:00:00 (Asia/Shanghai).</p>",
        "GB/T 45251-2025",
        "<blockquote>【青禾银行】",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "by desk",
    ] {
        assert!(en.contains(told), "{told}: {en}");
    }
    let zh = page(directory.path(), "case", "zh-CN");
    for told in ["<h1>案卷</h1>", "<td>暂停</td><td>争议</td>", "已送达", "发出的文本", "审计链中的记录"]
    {
        assert!(zh.contains(told), "{told}: {zh}");
    }
    // Each hash stands in the exported chain under its lane and number.
    let (_, chain, _) = run_in(directory.path(), &["audit", "export", "--db", "s.db"], b"");
    let hashes: Vec<&str> = en.split("<div class=\"hash\">").skip(1).map(|rest| &rest[..64]).collect();
    assert!(
        hashes.len() > 4 && hashes.iter().all(|hash| chain.contains(&format!("\"hash\":\"{hash}\""))),
        "{hashes:?}"
    );
}

#[test]
fn a_replay_tells_equal_from_unequal() {
    let directory = day();
    let same = page(directory.path(), "replay", "en");
    assert!(same.contains("<p class=\"verdict\">1/1 decisions: came out the same, bit for bit</p>"), "{same}");
    assert!(same.contains("<tr class=\"equal\">") && same.contains("<td>equal</td>"), "{same}");
    assert!(page(directory.path(), "replay", "zh-CN").contains("<td>一致</td>"));
    let (status, out, _) = run_in(directory.path(), &["case", "nobody", "--db", "s.db", "--output", "html"], b"");
    assert_eq!((status, out.as_str()), (1, "nobody of this id is known here\n"));
}
