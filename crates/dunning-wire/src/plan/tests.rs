//! Plans written and read again.

use std::collections::BTreeMap;

use dunning_core::decide::ChargeKey;
use dunning_core::fault::Faults;
use dunning_core::finding::Code;
use dunning_core::id::{BookId, CustomerId, DebtId, MessageKey, StepId, TemplateId};
use dunning_core::plan::Report;
use dunning_core::policy::Provenance;
use dunning_core::strategy::{Cycle, Due};
use dunning_core::words::{Channel, Purpose, Tone};

use super::*;

const HEAD: &str = concat!(
    r#"{"format":"dunning.plan/1","at":"2026-11-24T01:00:00Z","until":"2026-11-24T16:00:00Z","books":["cn"],"digests":{"#,
    r#""policy":"0101010101010101010101010101010101010101010101010101010101010101","#,
    r#""rulebooks":"0202020202020202020202020202020202020202020202020202020202020202","#,
    r#""calendars":"0303030303030303030303030303030303030303030303030303030303030303","#,
    r#""zones":"0404040404040404040404040404040404040404040404040404040404040404","#,
    r#""templates":"0505050505050505050505050505050505050505050505050505050505050505","#,
    r#""strategy":"0606060606060606060606060606060606060606060606060606060606060606"},"#,
    r#""portfolio":"0707070707070707070707070707070707070707070707070707070707070707","#,
    r#""store":"0808080808080808080808080808080808080808080808080808080808080808"}"#,
    "\n"
);

const PERMIT: &str = concat!(
    r#"{"key":"k1","customer":"C\"1","step":"early.1","cycle":"2026-11-23+0","debts":["D1","D2"],"purpose":"collection","#,
    r#""channel":"sms","tone":"gentle","occasion":"early","last_day":"2026-11-26","verdict":"permit","#,
    r#""valid_until":"2026-11-24T12:00:00Z","charges":[{"cap":"HOUSE-DAY","key":"person:C\"1","unit":"days","max":1,"#,
    r#""span":1,"from":739579,"at":739580},{"cap":"X/b","key":"number:+86 138","unit":"seconds","max":3,"span":604800,"#,
    r#""from":-5,"at":-1}],"template":"zh-CN/sms.early.gentle","segments":2,"price":"0.10 CNY"}"#,
    "\n"
);

const DEFER: &str = concat!(
    r#"{"key":"k2","customer":"张三","step":"thanks","cycle":"2026-11-20+3","debts":["D3"],"purpose":"confirmation","#,
    r#""channel":"email","tone":"neutral","occasion":"thanks","last_day":"2026-11-26","verdict":"defer","#,
    r#""until":"2026-11-24T02:00:00Z","reasons":["FREQ-CAP","TIME-WINDOW"],"refused":"TMPL-NONE"}"#,
    "\n"
);

const END: &str = concat!(
    r#"{"end":{"persons":3,"considered":2,"permitted":1,"planned":1,"deferred":{"FREQ-CAP":1},"withheld":{},"#,
    r#""refused":{"TMPL-NONE":1},"segments":2,"price":["0.10 CNY"]}"#
);

fn head() -> Head {
    let digest = |byte| Digest([byte; 32]);
    Head {
        portfolio: Some(Digest([7; 32])),
        store: Some(Digest([8; 32])),
        at: "2026-11-24T01:00:00Z".parse().unwrap(),
        until: "2026-11-24T16:00:00Z".parse().unwrap(),
        books: vec![BookId::new("cn").unwrap()],
        law: Provenance { policy: digest(1), rulebooks: digest(2), calendars: digest(3), zones: digest(4) },
        templates: digest(5),
        strategy: digest(6),
    }
}

fn lines() -> [Line; 2] {
    let due = |step: &str, day: &str, round, debts: &[&str]| Due {
        step: StepId::new(step).unwrap(),
        cycle: Cycle::of(day.parse().unwrap(), round),
        debts: debts.iter().map(|debt| DebtId::new(debt).unwrap()).collect(),
        purpose: Purpose::Collection,
        channels: vec![Channel::Sms],
        tone: Tone::Gentle,
        occasion: "early".to_owned(),
        last_day: "2026-11-26".parse().unwrap(),
        answers: None,
    };
    let charge = |cap: &str, key: &str, unit, max, span, from, at| Charge {
        cap: cap.into(),
        key: ChargeKey::parse(key).unwrap(),
        unit,
        max,
        span,
        from,
        at,
    };
    let permit = Line {
        key: MessageKey::new("k1").unwrap(),
        customer: CustomerId::new("C\"1").unwrap(),
        due: due("early.1", "2026-11-23", 0, &["D1", "D2"]),
        ruling: Ruling::Permit { valid_until: "2026-11-24T12:00:00Z".parse().unwrap() },
        reasons: Vec::new(),
        charges: vec![
            charge("HOUSE-DAY", "person:C\"1", Unit::Days, 1, 1, 739_579, 739_580),
            charge("X/b", "number:+86 138", Unit::Seconds, 3, 604_800, -5, -1),
        ],
        wording: Some(Wording::Approved {
            template: TemplateId::new("zh-CN/sms.early.gentle").unwrap(),
            segments: 2,
            price: Some(Money::parse("0.10", "CNY").unwrap()),
        }),
    };
    let defer = Line {
        key: MessageKey::new("k2").unwrap(),
        customer: CustomerId::new("张三").unwrap(),
        due: Due {
            purpose: Purpose::Confirmation,
            channels: vec![Channel::Email],
            tone: Tone::Neutral,
            occasion: "thanks".to_owned(),
            ..due("thanks", "2026-11-20", 3, &["D3"])
        },
        ruling: Ruling::Defer { until: "2026-11-24T02:00:00Z".parse().unwrap() },
        reasons: vec![Code::FreqCap, Code::TimeWindow],
        charges: Vec::new(),
        wording: Some(Wording::Refused { because: "TMPL-NONE".to_owned() }),
    };
    [permit, defer]
}

fn totals() -> Totals {
    let report = Report {
        persons: 3,
        considered: 2,
        permitted: 1,
        deferred: BTreeMap::from([(Code::FreqCap, 1)]),
        withheld: BTreeMap::new(),
    };
    let refused = BTreeMap::from([("TMPL-NONE".to_owned(), 1)]);
    Totals { report, planned: 1, refused, segments: 2, price: BTreeMap::from([("CNY", 10)]) }
}

fn written() -> String {
    let (mut writing, mut text) = Writing::begin(&head());
    for one in lines() {
        let mut json = String::new();
        line(&one, &mut json);
        writing.written(&json);
        text.push_str(&json);
    }
    text + &writing.end(&totals())
}

fn read(text: &str) -> Result<Vec<Part>, Faults> {
    let mut reading = Reading::default();
    let parts = text.lines().map(|line| reading.take(line)).collect::<Result<Vec<_>, _>>()?;
    reading.end()?;
    Ok(parts)
}

#[test]
fn a_plan_is_written_as_the_format_says() {
    // The digest is sha256sum's of all that stands before it.
    let digest = "207c2b5a59fa5e3936ad35ab5fc0575a3e2577be7e4ca3ed4101519552693004";
    assert_eq!(written(), format!("{HEAD}{PERMIT}{DEFER}{END},\"digest\":\"{digest}\"}}\n"));
}

#[test]
fn what_was_written_is_read_again() {
    let [permit, defer] = lines();
    let parts = [Part::Head(head()), Part::Line(Box::new(permit)), Part::Line(Box::new(defer)), Part::End(totals())];
    assert_eq!(read(&written()).unwrap(), parts);
}

#[test]
fn a_plan_that_was_changed_or_cut_is_refused() {
    let code = |text: &str| {
        let faults = read(text).unwrap_err();
        let fault = faults.iter().next().unwrap();
        (fault.code, fault.place.unwrap().line)
    };
    let whole = written();
    assert_eq!(code(&whole.replace("\"D2\"", "\"D9\"")), ("DATA-PLAN-CHANGED", 4));
    assert_eq!(code(&whole.replace("\"persons\":3", "\"persons\":2")), ("DATA-PLAN-CHANGED", 4));
    assert_eq!(code(&whole.replace(DEFER, "")), ("DATA-PLAN-CHANGED", 3));
    assert_eq!(code(&format!("{HEAD}{PERMIT}{DEFER}")), ("DATA-PLAN-CUT", 4));
    assert_eq!(code(&format!("{whole}{PERMIT}")), ("DATA-PLAN-CUT", 5));
    assert_eq!(code(""), ("DATA-PLAN-CUT", 1));
}

#[test]
fn what_is_no_plan_says_so() {
    let said = |text: &str| read(text).unwrap_err().to_string();
    let newer = said(&written().replace("dunning.plan/1", "dunning.plan/2"));
    assert!(newer.starts_with("DATA-FORMAT at format (line 1, column 1): this build reads dunning.plan/1;"), "{newer}");
    assert!(
        said("{\"id\":1}\n").starts_with("DATA-FORMAT at format (line 1, column 1): the file is no dunning.plan/1")
    );
    let wrong = said(&written().replace("\"verdict\":\"permit\"", "\"verdict\":\"maybe\""));
    assert!(wrong.starts_with("DATA-WORD at verdict (line 2, column 1): this is no verdict"), "{wrong}");
    let both = said(&written().replace("\"refused\":", "\"template\":\"x\",\"refused\":"));
    assert!(both.contains("a text is approved or refused, not both"), "{both}");
}
