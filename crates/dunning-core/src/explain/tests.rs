//! Every code has words in both languages, and they carry the numbers they were given.

use super::*;
use crate::finding::{Need, Remedy};
use crate::rule::{Counted, Period};
use crate::words::Effect;

fn finding(code: Code, inputs: Inputs) -> Finding {
    Finding {
        code,
        rule: None,
        effect: Effect::Withhold,
        force: None,
        until: None,
        remedy: Some(Remedy::SupplyFact),
        need: Some(Need::Location),
        inputs,
    }
}

#[test]
fn every_code_and_hold_speaks_in_both_languages() {
    let local = LocalTime { zone: None };
    for code in Code::ALL {
        let en = sentence(&finding(*code, Inputs::None), &local, Lang::En);
        let zh = sentence(&finding(*code, Inputs::None), &local, Lang::ZhCn);
        assert!(en.is_ascii() && en.len() > 10, "{en}");
        assert!(zh.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count() > 4, "{zh}");
    }
}

#[test]
fn a_cap_tells_its_numbers_and_its_end() {
    let until = "2026-11-23T16:00:00Z".parse().unwrap();
    let cap = Finding {
        until: Some(until),
        ..finding(
            Code::FreqCap,
            Inputs::Count { counted: 3, max: 3, counts: Counted::Effective, period: Period::Days(1) },
        )
    };
    let local = LocalTime { zone: None };
    assert_eq!(
        sentence(&cap, &local, Lang::En),
        "3 connected calls today, at most 3 allowed; open again from 2026-11-23 16:00:00 (UTC)"
    );
    assert_eq!(
        sentence(&cap, &local, Lang::ZhCn),
        "当日有效呼叫已有 3 次，上限 3 次；最早可于 2026-11-23 16:00:00 (UTC) 联系"
    );
}
