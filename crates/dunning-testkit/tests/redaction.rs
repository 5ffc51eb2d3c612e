//! Properties of the redactor over generated texts, and its score on the labelled sample where that lies beside the
//! repository (`../shared/data/redaction/sample.jsonl`).

use std::collections::BTreeMap;

use dunning_core::redact::{Finding, Kind, Redactor};
use proptest::prelude::*;

/// Pieces from which texts are put together: identifiers, what must stay, what parts and disguises them, and masks.
const PIECES: [&str; 64] = [
    "4111111111111111",
    "4111 1111 1111 1111",
    "6212345678900000003",
    "37828224631000",
    "5",
    "11010519491231002X",
    "110105 19491231 002x",
    "536-90-4399",
    "536904399",
    "13812345678",
    "138-1234-5678",
    "1381 2345 678",
    "+86",
    "86",
    "+",
    "021-61234567",
    "61234567",
    "(415) 555-2671",
    "4155552671",
    "+44 20 7946 0958",
    "a@b.co",
    "zhang.wei@example.com",
    "@",
    "400-820-8820",
    "95588",
    "1-800-555-0199",
    "2026-04-07",
    "1,234.56",
    "12",
    "7 ",
    "元",
    "¥",
    " ",
    "  ",
    "-",
    ".",
    ",",
    "，",
    "/",
    "_",
    "\n",
    "\r\n",
    "(",
    ")",
    "#",
    "*",
    "**",
    "****",
    "* ",
    "＊",
    "x",
    "X",
    "A",
    "abc",
    "卡号",
    "手机：",
    "电话",
    "订单号",
    "ssn ",
    "call ",
    "\u{200b}",
    "１３８",
    "𝟏𝟐𝟑𝟒",
    "https://p.cn/",
];

/// More of what a place may be quiet or loud by: labels, values, signs in words, escapes, codes, scripts.
const LOUD: [&str; 96] = [
    "一三八",
    "幺",
    "二",
    "一九八五年三月五日",
    "1985年3月5日",
    "出生日期",
    "born on ",
    "March 12, 1990",
    "昭和55年",
    "DOB ",
    "密码：",
    "password: ",
    "pwd=",
    "abc123!",
    "Hunter22",
    "！！！！",
    "：",
    "=",
    "?token=",
    "&sig=",
    "abcdef0123456789",
    "微信",
    "wechat ",
    "my wechat id is ",
    "zhangsan88",
    "vx ",
    "QQ：",
    "qq 12345678",
    "京A12345",
    "粤B 1234学",
    "沪",
    "%31",
    "%E4%B8%80",
    "&#49;",
    "&commat;",
    "\\u0031",
    "\\n",
    "%",
    "&",
    " at ",
    "(at)",
    "[dot]",
    " dot ",
    "艾特",
    "圈a",
    "点",
    "gmail.com",
    "user",
    "。",
    "；",
    "客服",
    "验证码",
    "code is ",
    " is your OTP",
    "(OTP)",
    "cvv ",
    "背面三位",
    "有效期",
    "12/27",
    "192.168.1.1",
    "1[.]2[.]3[.]40",
    "2001:db8::1",
    "::1",
    "IP：",
    "GB82WEST12345698765432",
    "S1234567D",
    "A123456(3)",
    "ABCDE1234F",
    "AB123456C",
    "91350100M000100Y43",
    "E12345678",
    "护照",
    "aadhaar ",
    "2341 2345 2346",
    "529.982.247-25",
    "880101-1234567",
    "021000021",
    "账号",
    "account no. ",
    "⟦PHONE⟧",
    "⟦",
    "0\u{fe0f}\u{20e3}",
    "e\u{301}",
    "①②③",
    "٣٤٥",
    "〇",
    "O",
    "l",
    "尾号",
    "本期应还",
    "您",
    "请",
    "please ",
    "·",
    "\u{3000}",
    "ext 12",
];

/// Texts of identifiers, of what is near them, and of long quiet stretches between.
fn mixed() -> impl Strategy<Value = String> {
    let pieces = || prop_oneof![prop::sample::select(PIECES.as_slice()), prop::sample::select(LOUD.as_slice())];
    let stretch =
        (pieces(), pieces(), 1..900_usize).prop_map(|(one, other, times)| format!("{one}{}", other.repeat(times)));
    prop_oneof![
        6 => prop::collection::vec(pieces(), 0..24).prop_map(|pieces| pieces.concat()),
        1 => prop::collection::vec(stretch, 0..4).prop_map(|stretches| stretches.concat()),
        2 => (prop::sample::select(corpus()), pieces(), any::<prop::sample::Index>()).prop_map(|(mut text, piece, at)| {
            let at = text.floor_char_boundary(at.index(text.len() + 1));
            text.insert_str(at, piece);
            text
        }),
        1 => texts(),
    ]
}

/// The texts of the corpus that may be looked at.
fn corpus() -> Vec<String> {
    let lines = include_str!("../../../corpus/redact/seen.jsonl").lines();
    let text = |line| Some(serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str()?.to_owned());
    lines.filter_map(text).collect()
}

#[test]
fn the_fast_way_finds_what_the_reference_finds_in_the_corpus() {
    corpus().iter().for_each(|text| dunning_testkit::fuzz::differential(text.as_bytes()));
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => prop::collection::vec(prop::sample::select(PIECES.as_slice()), 0..24).prop_map(|pieces| pieces.concat()),
        1 => ".{0,80}",
        1 => "[0-9 *.-]{0,200}",
    ]
}

/// Every character of Unicode is read, in debug builds too, where sums are watched.
#[test]
fn every_character_is_read() {
    let redactor = Redactor::new();
    let all: Vec<char> = ('\0'..=char::MAX).collect();
    for some in all.chunks(500) {
        let text: String = some.iter().flat_map(|c| [*c, ' ']).collect();
        assert_eq!(redactor.redact(&text).chars().count(), text.chars().count(), "{some:?}");
    }
}

/// Identifiers that hang together over more than a window: each mail address begins with the end of a card. The walk over
/// such a text once stood still.
#[test]
fn a_chain_longer_than_a_window_comes_to_an_end() {
    let text = "6212345678900000003zhang.wei@example.com".repeat(400);
    let redactor = Redactor::new();
    let once = redactor.redact(&text);
    assert_eq!(once.chars().count(), text.chars().count());
    assert!(!once.contains("6212345678900000003") && !once.contains("zhang.wei@example.com"));
    let (mut stream, mut out) = (redactor.stream(), String::new());
    text.chars().for_each(|c| stream.push(c.encode_utf8(&mut [0; 4]), &mut out));
    stream.finish(&mut out);
    assert_eq!(out, once);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn findings_are_sorted_disjoint_and_on_boundaries(text in texts()) {
        let findings = Redactor::new().scan(&text);
        let mut end = 0;
        for finding in &findings {
            prop_assert!(end <= finding.start && finding.start < finding.end);
            prop_assert!(text.get(finding.start..finding.end).is_some());
            end = finding.end;
        }
        prop_assert_eq!(findings.is_empty(), Redactor::new().is_clean(&text));
    }

    #[test]
    fn the_fast_way_finds_what_the_reference_finds(text in mixed()) {
        dunning_testkit::fuzz::differential(text.as_bytes());
    }

    #[test]
    fn what_is_redacted_stays_redacted(text in texts()) {
        let once = Redactor::new().redact(&text).into_owned();
        prop_assert_eq!(Redactor::new().scan(&once), [], "{}", once);
        prop_assert_eq!(once.chars().count(), text.chars().count());
    }

    #[test]
    fn pieces_give_what_the_whole_gives(text in texts(), times in 1..120_usize, split in 1..400_usize) {
        // Two windows, so that what is held back, settled and carried over comes in every order.
        let text: String = text.repeat(times).chars().take(2 * 2880).collect();
        let redactor = Redactor::new();
        let (mut stream, mut out, mut rest) = (redactor.stream(), String::new(), text.as_str());
        while !rest.is_empty() {
            let (piece, further) = rest.split_at(rest.ceil_char_boundary(split.min(rest.len())));
            stream.push(piece, &mut out);
            rest = further;
        }
        stream.finish(&mut out);
        prop_assert_eq!(out, redactor.redact(&text));
    }

    #[test]
    fn labels_and_tokens_are_never_found(text in texts()) {
        for redactor in [Redactor::builder().labels().build(), Redactor::builder().tokens(b"key").build()] {
            let once = redactor.redact(&text).into_owned();
            prop_assert_eq!(redactor.scan(&once), [], "{}", once);
        }
    }

    #[test]
    fn a_card_is_covered_however_it_is_written(
        gap in prop::sample::select(["", " ", "-", "\u{200b}", "·", "\u{a0}", "\u{200d} "].as_slice()),
        wide in any::<bool>(),
        before in prop::sample::select(["", "卡号", "号", "é", "の", "(", "“", "abc "].as_slice()),
        after in prop::sample::select(["", "谢谢", "。", ")", "入り", " thanks", "\n"].as_slice()),
    ) {
        let digits: String = if wide { "４１１１".into() } else { "4111".into() };
        let ones = if wide { "１１１１" } else { "1111" };
        let card = [digits.as_str(), ones, ones, ones].join(gap);
        let text = format!("{before}{card}{after}");
        let findings = Redactor::new().scan(&text);
        prop_assert!(matches!(findings.as_slice(), [Finding { kind: Kind::BankCard, start, end, .. }]
            if (*start, *end) == (before.len(), before.len() + card.len())), "{text}: {findings:?}");
    }
}

/// Counts of one kind on the sample.
#[derive(Default)]
struct Score {
    required: usize,
    found: usize,
}

#[test]
fn scores_on_the_labelled_sample() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/redaction/sample.jsonl");
    let Ok(sample) = std::fs::read_to_string(path) else { return };
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let (mut predicted, mut wrong, mut kept_hit, mut negatives_hit) = (0, 0, 0, 0);
    for line in sample.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = row["text"].as_str().unwrap();
        let findings = Redactor::new().scan(text).into_iter().map(|finding| in_chars(text, finding));
        let findings: Vec<Finding> = findings.collect();
        let spans = |field: &str| row[field].as_array().unwrap().iter().map(span).collect::<Vec<_>>();
        for entity in row["entities"].as_array().unwrap().iter().filter(|entity| entity["optional"] != true) {
            let score = scores.entry(entity["type"].as_str().unwrap().to_owned()).or_default();
            score.required += 1;
            score.found += usize::from(findings.iter().any(|finding| matches(finding, span(entity))));
        }
        predicted += findings.len();
        let entities = spans("entities");
        wrong += findings
            .iter()
            .filter(|f| 2 * entities.iter().map(|e| shared(f, *e)).sum::<usize>() < f.end - f.start)
            .count();
        kept_hit += spans("keep").iter().filter(|keep| findings.iter().any(|f| shared(f, **keep) > 0)).count();
        negatives_hit += usize::from(row["cat"] == "negative" && !findings.is_empty());
    }
    for (kind, score) in &scores {
        println!("{kind}: {} of {} found", score.found, score.required);
    }
    println!(
        "{wrong} of {predicted} findings wrong, {kept_hit} must-stay spans and {negatives_hit} negative texts touched"
    );
    let (found, required) = scores.values().fold((0, 0), |(f, r), score| (f + score.found, r + score.required));
    assert!(found * 100 >= required * 95, "recall {found} of {required}");
    assert_eq!((wrong, kept_hit, negatives_hit), (0, 0, 0));
}

/// A finding with its offsets in characters, as the sample's labels count.
fn in_chars(text: &str, finding: Finding) -> Finding {
    let chars = |end: usize| text[..end].chars().count();
    Finding { start: chars(finding.start), end: chars(finding.end), ..finding }
}

fn span(labelled: &serde_json::Value) -> (usize, usize) {
    let at = |field: &str| labelled[field].as_u64().map_or(0, |offset| offset as usize);
    (at("start"), at("end"))
}

/// Characters that a finding and a span share.
fn shared(finding: &Finding, (start, end): (usize, usize)) -> usize {
    finding.end.min(end).saturating_sub(finding.start.max(start))
}

/// Whether intersection over union is a half or more.
fn matches(finding: &Finding, (start, end): (usize, usize)) -> bool {
    2 * shared(finding, (start, end)) >= finding.end.max(end) - finding.start.min(start)
}
