//! Elements found with the facts of a case. The writings are those of CLDR, of the starter library and of real notices.

use super::*;

fn found(case: CaseSpec, locale: &str, text: &str) -> Vec<Element> {
    super::review(&policy(Vec::new()), &Case::new(case).unwrap(), &draft(locale, text), None).elements
}

fn has(case: CaseSpec, locale: &str, text: &str, element: Element) -> bool {
    found(case, locale, text).contains(&element)
}

#[test]
fn a_whole_reminder_holds_all_its_elements() {
    use Element::{Amount, Cause, Contact, Creditor, DueDate, Link, OptOut, Signature};
    let text = "【青禾银行】您11月20日到期的分期款1,280.00元尚未到账，请至 https://pay.qinghe.example/a 还款，客服400-000-1100，拒收请回复R";
    assert_eq!(found(chinese(), "zh-CN", text), [Creditor, Contact, OptOut, Amount, DueDate, Link, Cause, Signature]);
    let text = "Larkspur Bank: $62.10 was due Nov 20 for your installment. Pay at https://www.larkspur.example/p or call (312) 555-0110. Reply STOP to opt out";
    assert_eq!(found(american(), "en", text), [Creditor, Contact, OptOut, Amount, DueDate, Link, Cause]);
    assert_eq!(found(american(), "en", "Thinking of you."), []);
}

#[test]
fn the_amount_is_the_one_owed_in_any_usual_writing() {
    for text in [
        "1,280.00元",
        "1280元",
        "1,280元",
        "¥1,280.00",
        "¥ 1280",
        "￥1280.00",
        "人民币1,280.00",
        "RMB 1,280",
        "CNY 1,280.00",
        "1280.00 CNY",
        "１，２８０元".replace('，', ",").as_str(),
        "1280块",
        "应还1,280.00，",
        "0.128万元",
    ] {
        assert!(has(chinese(), "zh-CN", text, Element::Amount), "{text}");
    }
    // Another amount, another currency, a bare number, a part of a longer one.
    for text in [
        "1,208.00元",
        "1,280.01元",
        "$1,280.00",
        "US$1,280.00",
        "1280",
        "第1280号",
        "11,280元",
        "1280.001元",
        "12.80元",
    ] {
        assert!(!has(chinese(), "zh-CN", text, Element::Amount), "{text}");
    }
    let taiwan = || CaseSpec { debts: vec![debt("TWD", "3200")], ..chinese() };
    for text in ["NT$3,200", "新台幣3,200元", "NTD 3200", "3,200元", "TWD3,200.00", "$3,200"] {
        assert!(has(taiwan(), "zh-TW", text, Element::Amount), "{text}");
    }
    for text in ["$62.10", "US$62.10", "USD 62.10", "62.10 USD", "62.10 dollars", "owe 62.10 now"] {
        assert!(has(american(), "en", text, Element::Amount), "{text}");
    }
    assert!(!has(american(), "en", "A$62.10", Element::Amount));
    // CLDR: de 1.280,50 €, fr 1 280,50 € (U+202F), en-IN ₹1,28,000.50.
    let euro = || CaseSpec { debts: vec![debt("EUR", "1280.50")], ..chinese() };
    assert!(
        has(euro(), "de", "1.280,50 €", Element::Amount) && has(euro(), "fr", "1\u{202f}280,50 €", Element::Amount)
    );
    let rupee = || CaseSpec { debts: vec![debt("INR", "128000.50")], ..chinese() };
    assert!(
        has(rupee(), "en-IN", "₹1,28,000.50", Element::Amount)
            && has(rupee(), "en-IN", "Rs. 1,28,000.50", Element::Amount)
    );
}

#[test]
fn the_sum_of_the_debts_spoken_of_is_an_amount_owed() {
    let mut second = debt("CNY", "20.00");
    second.id = "B".into();
    let case = CaseSpec { debts: vec![debt("CNY", "1280.00"), second], ..chinese() };
    let mut both = draft("zh-CN", "【青禾银行】共1,300.00元");
    let elements =
        |draft: &Draft| super::review(&policy(Vec::new()), &Case::new(case.clone()).unwrap(), draft, None).elements;
    assert!(!elements(&both).contains(&Element::Amount));
    both.debts.push(DebtId::new("B").unwrap());
    assert!(elements(&both).contains(&Element::Amount));
}

#[test]
fn the_due_date_is_the_one_of_the_debt_in_any_usual_writing() {
    for text in [
        "11月20日",
        "11 月 20 日",
        "2026年11月20日",
        "11月20号",
        "2026-11-20",
        "2026/11/20",
        "2026.11.20",
        "11/20",
        "11-20",
        "１１月２０日",
    ] {
        assert!(has(chinese(), "zh-CN", text, Element::DueDate), "{text}");
    }
    for text in ["11月21日", "2025年11月20日", "1月20日", "20/11", "2026-11-2", "400-11-20", "1120"] {
        assert!(!has(chinese(), "zh-CN", text, Element::DueDate), "{text}");
    }
    // The year of the Republic of China: 2026 is its 115th.
    assert!(
        has(chinese(), "zh-TW", "115年11月20日", Element::DueDate)
            && has(chinese(), "zh-TW", "115/11/20", Element::DueDate)
    );
    assert!(!has(chinese(), "zh-TW", "114年11月20日", Element::DueDate));
    for text in [
        "Nov 20",
        "Nov. 20th",
        "November 20, 2026",
        "20 November",
        "20th of November 2026",
        "20-Nov-2026",
        "11/20",
        "11/20/26",
        "11/20/2026",
        "NOVEMBER 20",
    ] {
        assert!(has(american(), "en", text, Element::DueDate), "{text}");
    }
    for text in ["Nov 21", "November 20, 2025", "20 October", "11/20/25", "Nov 2020", "800-11-20"] {
        assert!(!has(american(), "en", text, Element::DueDate), "{text}");
    }
    assert!(
        has(american(), "en-GB", "20/11", Element::DueDate) && !has(american(), "en-GB", "11/20", Element::DueDate)
    );
    assert!(has(american(), "de", "20.11.2026", Element::DueDate));
}

#[test]
fn before_it_falls_due_the_next_amount_and_date_count() {
    let upcoming = crate::case::UpcomingSpec { amount: "500.00".into(), due_date: "2026-12-20".parse().unwrap() };
    let case = CaseSpec { debts: vec![DebtSpec { upcoming: Some(upcoming), ..debt("CNY", "0") }], ..chinese() };
    let mut reminder = draft("zh-CN", "【青禾银行】您有500.00元将于12月20日到期");
    reminder.purpose = Purpose::PreDue;
    let found = super::review(&policy(Vec::new()), &Case::new(case.clone()).unwrap(), &reminder, None).elements;
    assert!(found.contains(&Element::Amount) && found.contains(&Element::DueDate));
    reminder.text = Pii::new("【青禾银行】您有500.00元将于11月20日到期".to_owned());
    let found = super::review(&policy(Vec::new()), &Case::new(case).unwrap(), &reminder, None).elements;
    assert!(!found.contains(&Element::DueDate));
}

#[test]
fn the_creditor_is_known_by_its_name_or_a_short_form() {
    let named =
        |name: &str| CaseSpec { creditor: CreditorSpec { name: Some(name.into()), ..chinese().creditor }, ..chinese() };
    for (name, text) in [
        ("青禾银行", "【青禾银行】您好"),
        ("青禾银行股份有限公司", "青禾银行提醒您"),
        ("青禾银行股份有限公司", "【青禾】您好"),
        ("國泰世華商業銀行股份有限公司", "【國泰世華銀行】您好"),
        ("Larkspur Bank, N.A.", "About your Larkspur Bank loan"),
        ("Larkspur Bank", "LARKSPUR BANK: call us"),
        ("Larkspur Bank", "Larkspur: $62.10 was due"),
        ("Tidewater Credit Union", "tidewater credit union here"),
    ] {
        assert!(has(named(name), "en", text, Element::Creditor), "{name} in {text}");
    }
    for (name, text) in [
        ("青禾银行", "【澜江银行】您好"),
        ("青禾银行", "【银行】您好"),
        ("青禾银行", "您的银行账单"),
        ("Larkspur Bank", "Bluefin Lending: hello"),
        ("Ann Bank", "The Finnann Bank: hello"),
        ("Larkspur Bank", "Questions? Ask your bank."),
    ] {
        assert!(!has(named(name), "en", text, Element::Creditor), "{name} in {text}");
    }
}

#[test]
fn disclosures_of_a_collector_need_both_halves_and_no_denial() {
    let first = |text: &str| has(american(), "en", text, Element::CollectorInitial);
    assert!(first("We are attempting to collect a debt. Any information obtained will be used for that purpose."));
    // Model Form B-1 of 12 CFR 1006.
    assert!(first(
        "North South Group is a debt collector. We are trying to collect a debt that you owe to Bank of Rockville. We will use any information you give us to help collect the debt."
    ));
    assert!(!first("We are attempting to collect a debt."));
    assert!(!first("We are not attempting to collect a debt. Information will be used for that purpose."));
    let later = |text: &str| has(american(), "en", text, Element::CollectorLater);
    assert!(
        later("This message is from a debt collector.") && later("Oakline Recovery, a debt collector, 800-555-0180.")
    );
    assert!(!later("We are not a debt collector.") && !later("Oakline Recovery, 800-555-0180."));
}

#[test]
fn a_letter_names_its_reader_and_the_readers_rights() {
    for text in ["王小明：您好", "尊敬的王先生", "王女士，您好"] {
        assert!(has(chinese(), "zh-CN", text, Element::CustomerName), "{text}");
    }
    assert!(!has(chinese(), "zh-CN", "李先生，您好", Element::CustomerName));
    assert!(!has(chinese(), "zh-CN", "尊敬的客户", Element::CustomerName));
    assert!(
        has(american(), "en", "Dear Ms. Ortiz,", Element::CustomerName)
            && has(american(), "en", "Ana Ortiz, hello", Element::CustomerName)
    );
    assert!(has(chinese(), "zh-CN", "您有权提出异议并提供证据", Element::Rights));
    assert!(!has(chinese(), "zh-CN", "我行有权提前收回贷款", Element::Rights));
    assert!(has(american(), "en", "Hello, this is ABC Debt Recovery, please call us back.", Element::CallerIdentity));
    assert!(!has(american(), "en", "Hello, this is important, please call back.", Element::CallerIdentity));
}

#[test]
fn the_starter_librarys_ways_to_stop_are_ways() {
    for text in [
        "如不希望再收到此类邮件，回复“退订”即可。",
        "拒收请回复R",
        "退订回T",
        "回TD退订",
        "TD退订",
        "如不願再收到，請回覆R拒收",
        "Reply STOP to opt out",
        "To stop e-mails to this address, reply STOP.",
        "Text STOP to end",
        "STOP to cancel",
        "Unsubscribe: https://www.larkspur.example/u",
        "To opt out, call 800-555-0110",
    ] {
        assert!(has(american(), "en", text, Element::OptOut), "{text}");
    }
    for text in [
        "本短信不支持退订，请勿回复",
        "退订无效，请尽快还款",
        "如无法还款请回复1",
        "You can't opt out of what you owe.",
        "Do not reply STOP.",
        "Reply YES to stop by our branch",
        "Reply CANCEL to cancel your payment",
        "Stop ignoring us, reply now",
        "replying STOP won't help",
    ] {
        assert!(!has(american(), "en", text, Element::OptOut), "{text}");
    }
}
