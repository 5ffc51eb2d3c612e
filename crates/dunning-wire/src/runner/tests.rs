//! Case files run, passed and failed steps.

use serde_json::{Value as Json, json};

use super::*;
use crate::case_file;
use crate::testing::counsel;

const BASE: &str = r#"
format = "dunning.case/1"
[base]
rulebooks = ["us-fed"]
as_of = "now"
actor = "agency"
collector = "oakline"
creditor = { id = "larkspur" }
customer = { id = "p1", kind = "person", locations = [{ zone = "America/New_York", evidence = "address" }] }
debts = [{ id = "A", currency = "USD", arrears = "120.00", due_date = "2025-11-03" }]
proposal = { purpose = "collection", channel = "voice", debts = ["A"], recipient = "customer" }
"#;

fn results(cases: &str) -> Vec<StepResult> {
    let text = format!("{BASE}{cases}");
    let file = case_file::read(&text).unwrap();
    run(&file, &counsel()).collect()
}

/// Whether each step went well.
fn oks(cases: &str) -> Vec<bool> {
    results(cases).iter().map(|result| result.ok).collect()
}

fn error(result: &StepResult) -> &str {
    assert!(!result.ok);
    result.got["error"]["message"].as_str().unwrap()
}

/// From the worked cases E07: the same UTC instant on both sides of the spring change.
#[test]
fn steps_compare_what_is_written_and_nothing_else() {
    let results = results(
        r#"
[[case]]
id = "E07"
about = "07:30 on the day before the clocks go forward is 08:30 on the day itself"
[[case.step]]
now = "2026-03-07T12:30:00Z"
expect = { verdict = "defer", until = "2026-03-07T08:00:00-05:00", rules = ["US-REGF-HOURS"] }
[[case.step]]
now = "2026-03-08T12:30:00Z"
expect = { verdict = "permit", valid_until = "2026-03-09T01:00:00Z", not = ["US-REGF-HOURS"] }
[[case.step]]
now = "2026-03-07T12:30:00Z"
expect = { verdict = "refuse", not = ["US-REGF-HOURS"] }
"#,
    );
    assert_eq!(
        results.iter().map(|result| (result.step, result.ok)).collect::<Vec<_>>(),
        [(1, true), (2, true), (3, false)]
    );
    assert_eq!(
        serde_json::to_value(&results[2]).unwrap(),
        json!({"case": "E07", "step": 3, "ok": false, "expected": {"verdict": "refuse", "not": ["US-REGF-HOURS"]},
            "got": {"verdict": "defer", "until": "2026-03-07T13:00:00Z", "needs": [], "rules": ["US-REGF-HOURS"],
                "notes": [], "codes": ["TIME-WINDOW"]}})
    );
}

/// 12 CFR 1006.14(b)(2)(i)(A): seven calls in seven days.
#[test]
fn what_happened_stays_for_later_steps() {
    let call = |at: &str| {
        format!(
            r#"{{ at = "2026-04-0{at}:00:00-04:00", direction = "out", channel = "voice", outcome = "no_answer", debts = ["A"] }}"#
        )
    };
    let calls = |days: &[&str]| days.iter().map(|at| call(at)).collect::<Vec<_>>().join(", ");
    let (six, seventh) = (calls(&["1T10", "2T10", "3T10", "4T10", "5T10", "6T10"]), call("6T11"));
    let cases = format!(
        r#"
[[case]]
id = "calls"
about = "the eighth call waits for the day on which the first leaves the window"
only = ["US-REGF-777"]
history = [{six}]
[[case.step]]
now = "2026-04-06T10:30:00-04:00"
expect = {{ verdict = "permit" }}
[[case.step]]
now = "2026-04-06T12:00:00-04:00"
happened = [{seventh}]
expect = {{ verdict = "defer", until = "2026-04-08T00:00:00-04:00" }}
[[case.step]]
now = "2026-04-06T13:00:00-04:00"
proposal.channel = "sms"
recorded = {{ consents = [{{ at = "2026-04-06T12:30:00-04:00", state = "withdrawn", channel = "sms" }}] }}
expect = {{ verdict = "withhold" }}
[[case.step]]
now = "2026-04-08T00:00:00-04:00"
expect = {{ verdict = "permit" }}
[[case.step]]
now = "2026-04-06T11:30:00-04:00"
expect = {{ verdict = "withhold" }}
"#
    );
    assert_eq!(oks(&cases), [true, true, true, true, false]); // the last lies before the withdrawal, and a call isn't an sms
}

#[test]
fn a_case_that_cannot_be_read_fails_its_own_steps() {
    let results = results(
        r#"
[[case]]
id = "bad"
about = "a misspelt field"
custmer = { id = "p2" }
[[case.step]]
now = "2026-03-07T12:30:00Z"
expect = { verdict = "defer" }
[[case]]
id = "book"
about = "a book that is not there"
rulebooks = ["us-fde"]
[[case.step]]
now = "2026-03-07T12:30:00Z"
expect = { verdict = "defer" }
[[case.step]]
now = "2026-03-08T12:30:00Z"
expect = { verdict = "permit" }
[[case]]
id = "bad"
about = "an id used twice, nothing expected, a word misspelt, another question"
ask = "check"
[[case]]
id = "steps"
about = "faults of steps"
[[case.step]]
now = "2026-03-08T12:30:00Z"
[[case.step]]
now = "2026-03-08T12:30:00Z"
expect = { verdict = "permitted", untill = "2026-03-08T12:30:00Z" }
[[case.step]]
now = "2026-03-08T12:30:00Z"
recorded = { consent = [] }
expect = { verdict = "permit" }
[[case.step]]
now = "2026-03-08T12:30:00Z"
expect = { verdict = "permit" }
"#,
    );
    let said: Vec<_> = results.iter().map(|result| (result.case.as_str(), result.step, result.ok)).collect();
    let failed = |case, step| (case, step, false);
    assert_eq!(
        said,
        [
            failed("bad", 1),
            failed("book", 1),
            failed("book", 2),
            failed("bad", 1),
            failed("steps", 1),
            failed("steps", 2),
            failed("steps", 3),
            ("steps", 4, true)
        ]
    );
    let path = |index: usize| results[index].got["error"]["path"].as_str().unwrap();
    assert_eq!(
        [0, 1, 3, 4, 5, 6].map(path),
        ["custmer", "rulebooks[0]", "step", "expect", "expect.verdict", "recorded.consent"]
    );
    assert_eq!(results[5].got["error"]["also"][0]["path"], "expect.untill");
}

#[test]
fn files_of_another_kind_are_refused_whole() {
    let code = |text: &str| case_file::read(text).unwrap_err().iter().next().unwrap().code;
    assert_eq!(code("format = 'dunning.case/2'"), "DATA-FORMAT");
    assert_eq!(code("format = 'dunning.case/1'\ncases = []"), "DATA-FIELD");
    assert_eq!(code("format = 'dunning.case/1'\ncase = 1"), "DATA-TYPE");
    assert_eq!(code("format = 'dunning.case/1'\n[[case]\n"), "DATA-SYNTAX");
}

/// The worked cases E09, E70 and E95, the doubled hour of 1 November 2026 in New York, a card's number.
const QUESTIONS: &str = r#"
[[case]]
id = "local"
about = "skipped and doubled hours"
ask = "instant"
[[case.step]]
local = "2026-03-08T02:30:00"
zone = "America/New_York"
expect = { instant = "2026-03-08T07:30:00Z" }
[[case.step]]
local = "2026-11-01T01:30:00"
zone = "America/New_York"
expect = { instants = ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"], needs = ["offset"] }
[[case.step]]
local = "2026-11-01T01:30:00"
zone = "America/New_York"
expect = { instant = "2026-11-01T05:30:00Z" }
[[case]]
id = "days"
about = "business days and others"
ask = "deadline"
[[case.step]]
from = "2026-11-18"
calendar = "US-federal"
business_days = 10
expect = { date = "2026-12-03" }
[[case.step]]
from = "2026-11-18T23:00:00-05:00"
calendar = "US-federal"
days = 30
expect = { date = "2026-12-18" }
[[case.step]]
from = "2026-11-30"
calendar = "US-federal"
months = 3
expect = { date = "2027-02-28" }
[[case.step]]
from = "2026-11-18"
calendar = "US-federal"
business_days = 10
calendar_through = "2026-11-30"
expect = { needs = ["calendar"] }
[[case.step]]
from = "2026-11-18"
calendar = "US-fedral"
business_days = 10
expect = { date = "2026-12-03" }
[[case.step]]
from = "2026-11-18"
rule = "US-REGF-777"
expect = { date = "2026-12-03" }
[[case]]
id = "redact"
about = "what a text must not show"
ask = "redact"
[[case.step]]
text = "card 6222 0212 3456 7894"
expect = { types = ["BANK_CARD"], text = "card **** **** **** 7894" }
[[case]]
id = "text"
about = "questions that wait"
ask = "reply"
[[case.step]]
text = "STOP"
expect = { opt_out = "stop" }
"#;

#[test]
fn dates_and_texts_are_answered() {
    let results = results(QUESTIONS);
    let ok: Vec<bool> = results.iter().map(|result| result.ok).collect();
    assert_eq!(ok, [true, true, false, true, true, true, true, false, false, true, false]);
    assert_eq!(results[2].got["instants"], json!(["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"]));
    assert!(error(&results[7]).contains("did you mean US-federal?"));
    assert!(error(&results[8]).contains("tells this release a date"));
    assert!(error(&results[10]).contains("does not answer"));
}

#[test]
fn texts_are_checked() {
    let results = results(
        r#"
[[case]]
id = "wording"
about = "an invisible character"
ask = "check"
[[case.step]]
text = "Pay\u200B now"
lang = "en"
expect = { ok = false, codes = ["TEXT-FORM"], not = ["PII-FOUND"] }
[[case.step]]
text = "Pay\u200B now"
facts = { shared_phone = true }
expect = { ok = false, rules = ["US-REGF-3P"] }
"#,
    );
    assert_eq!(results.iter().map(|result| result.ok).collect::<Vec<_>>(), [true, false]);
    assert_eq!(results[1].got["ok"], Json::Bool(false));
}
