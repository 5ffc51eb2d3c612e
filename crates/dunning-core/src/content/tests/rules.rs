//! Rules of books, put to drafts: the worked cases E109, E110 and E116, and what the issue asks of the kinds.

use super::*;
use crate::rule::{ConsentRequired, OptOut, Reach, RecipientLimit};

fn collectors() -> Scope {
    Scope { actors: vec![Actor::Agency, Actor::DebtBuyer], ..Scope::default() }
}

fn remark(code: &str, rule: &str) -> (String, String) {
    (code.to_owned(), rule.to_owned())
}

#[test]
fn e109_a_collectors_first_message_says_that_it_collects() {
    let policy = policy(vec![demand("US-REGF-18E1", collectors(), &[Element::CollectorInitial], Occasion::First)]);
    let text = "About your Larkspur Bank loan ending 4417: $62.10 was due 11/20. Pay at https://pay.larkspur.example or call 800-555-0110. Reply STOP to opt out.";
    let first = Draft { first: true, ..draft("en", text) };
    assert_eq!(remarks(&policy, american(), &first), [remark("TEXT-ELEMENT", "US-REGF-18E1")]);
    let bank = CaseSpec { actor: Some(Actor::Creditor), ..american() };
    assert_eq!(remarks(&policy, bank, &first), []);
    assert_eq!(remarks(&policy, american(), &draft("en", text)), []);
}

#[test]
fn e110_every_text_of_a_collector_tells_how_to_opt_out() {
    let policy = policy(vec![demand("US-REGF-6E", collectors(), &[Element::OptOut], Occasion::Every)]);
    let text = "Oakline Recovery is attempting to collect a debt for Larkspur Bank and will use any information for that purpose. $62.10 was due 11/20. Pay at https://pay.oakline.example or call 800-555-0180.";
    assert_eq!(remarks(&policy, american(), &draft("en", text)), [remark("TEXT-ELEMENT", "US-REGF-6E")]);
    assert_eq!(remarks(&policy, american(), &draft("en", &format!("{text} Reply STOP to opt out."))), []);
}

fn silence(allowed: &[Recipient]) -> RuleKind {
    RuleKind::RecipientLimit(RecipientLimit {
        allowed: allowed.to_vec(),
        when_lost: vec![Recipient::ContactPerson],
        lost: Vec::new(),
        times_max: None,
        silent: true,
    })
}

#[test]
fn e116_a_collectors_name_tells_whoever_shares_the_phone() {
    let policy = policy(vec![rule("US-REGF-3P", Force::Law, collectors(), silence(&[Recipient::Customer]))]);
    let mut shared = american();
    shared.debts[0].facts.shared_phone = Some(true);
    let call = |text| Draft { channel: Channel::Voice, ..draft("en", text) };
    let name = call("Hello, this is ABC Debt Recovery, please call us back at 800-555-0190. Thank you.");
    assert_eq!(remarks(&policy, shared.clone(), &name), [remark("TEXT-THIRD-PARTY", "US-REGF-3P")]);
    assert_eq!(remarks(&policy, american(), &name), []);
    // The limited-content message of 12 CFR 1006.2(j).
    let limited = call("This is Robin Smith calling from Oakline. Please contact me or Jim Jones at 1-800-555-1212.");
    assert_eq!(remarks(&policy, shared, &limited), []);
}

#[test]
fn others_than_the_debtor_learn_of_no_debt() {
    let policy =
        policy(vec![rule("CN-GBT-CONTACT", Force::Standard, Scope::default(), silence(&[Recipient::Customer]))]);
    let to = |recipient, text| Draft { recipient, ..draft("zh-CN", text) };
    let told = [remark("TEXT-THIRD-PARTY", "CN-GBT-CONTACT")];
    for text in [
        "【青禾银行】请转告王小明尽快还款",
        "【青禾银行】王小明欠我行1,280.00元",
        "【青禾银行】王小明的账单逾期",
        "【青禾催收】请王小明回电",
        "【青禾银行】关于¥1,280.00，请王小明回电",
    ] {
        assert_eq!(remarks(&policy, chinese(), &to(Recipient::ContactPerson, text)), told, "{text}");
        assert_eq!(remarks(&policy, chinese(), &to(Recipient::Customer, text)), [], "{text}");
    }
    let asks = "【青禾银行】您好，我们联系不上王小明，请转告其回电400-000-1100。";
    assert_eq!(remarks(&policy, chinese(), &to(Recipient::ContactPerson, asks)), []);
    // A lender's own name tells of no debt, though it holds the word.
    let mut lender = american();
    lender.creditor.name = Some("Meridian Auto Loans".into());
    let text = "Meridian Auto Loans asks Ana Ortiz to call 800-555-0150.";
    assert_eq!(remarks(&policy, lender.clone(), &Draft { recipient: Recipient::Relative, ..draft("en", text) }), []);
    let text = "Meridian Auto Loans: tell Ana Ortiz to call about her loan.";
    assert_eq!(remarks(&policy, lender, &Draft { recipient: Recipient::Relative, ..draft("en", text) }), told);
}

fn consent(id: &str, purposes: &[Purpose]) -> RuleSpec {
    let required = ConsentRequired {
        forms: Vec::new(),
        about: None,
        ttl_days: None,
        renewed_by: Vec::new(),
        by_use: false,
        by_verified_address: false,
    };
    let scope = Scope { purposes: purposes.to_vec(), channels: vec![Channel::Sms], ..Scope::default() };
    rule(id, Force::Law, scope, RuleKind::ConsentRequired(required))
}

#[test]
fn one_line_that_sells_makes_a_reminder_a_commercial_message() {
    let policy = policy(vec![consent("CN-SMS-18", &[Purpose::Marketing]), consent("ANY", &[])]);
    let sells = [remark("TEXT-SELLS", "CN-SMS-18")];
    for text in [
        "【青禾银行】账单1,280.00元已到期。新客专享消费贷低至3%，立即申请！",
        "【青禾银行】还款后可再借，额度最高20万",
        "【青禾银行】已到期，请还款。推荐好友有礼",
    ] {
        assert_eq!(remarks(&policy, chinese(), &draft("zh-CN", text)), sells, "{text}");
        let named = Draft { purpose: Purpose::Marketing, ..draft("zh-CN", text) };
        assert_eq!(remarks(&policy, chinese(), &named), [], "{text}");
    }
    for text in [
        "【青禾银行】如有困难可立即申请延期还款",
        "【青禾银行】提前结清可减免罚息",
        "【青禾银行】感谢您的还款，祝您生活愉快",
        "【青禾银行】您的个人消费贷款本期1,280.00元已逾期，请至开卡行网点还款",
    ] {
        assert_eq!(remarks(&policy, chinese(), &draft("zh-CN", text)), [], "{text}");
    }
    let english = draft("en", "Larkspur Bank: $62.10 was due 11/20. You're pre-approved for a new loan, apply now!");
    assert_eq!(remarks(&policy, american(), &english), sells);
    let relief =
        draft("en", "Larkspur Bank: $62.10 was due 11/20. Apply now for a hardship extension or a payment plan.");
    assert_eq!(remarks(&policy, american(), &relief), []);
    let mail = Draft { channel: Channel::Email, ..english };
    assert_eq!(remarks(&policy, american(), &mail), []);
}

#[test]
fn what_confirms_an_opt_out_says_nothing_else() {
    let opt_out = OptOut { reach: Reach::Medium, reply_once: false, confirmation_within_s: Some(300), after: None };
    let policy = policy(vec![rule("US-TCPA-12", Force::Law, Scope::default(), RuleKind::OptOut(opt_out))]);
    let confirms = |text| Draft { purpose: Purpose::Confirmation, ..draft("en", text) };
    for text in [
        "You will get no more texts.",
        "Larkspur Bank: you've opted out and won't get any more payment reminder texts from us. If you need help, call 800-555-0110.",
        "【青禾银行】已依您的要求停發繳款提醒簡訊。日後如需查詢或協助，歡迎來電400-000-1100。",
        "Larkspur Bank: thank you! We received your payment of $62.10 on Nov 20.",
    ] {
        assert_eq!(remarks(&policy, american(), &confirms(text)), [], "{text}");
    }
    for text in [
        "You will get no more texts. You still owe $62.10.",
        "You've opted out. Pay at https://pay.larkspur.example",
        "You've opted out. Please pay today.",
        "已为您退订。您仍需还1,280.00元。",
        "You've been unsubscribed. Special offer: 0% for new loans!",
        "Thank you for $20.00. Please pay the rest now.",
    ] {
        assert_eq!(
            remarks(&policy, american(), &confirms(text)),
            [remark("TEXT-CONFIRMATION", "US-TCPA-12")],
            "{text}"
        );
    }
    assert_eq!(remarks(&policy, american(), &draft("en", "You've opted out. Please pay today.")), []);
}

#[test]
fn a_signature_comes_first_and_is_neither_short_nor_long() {
    let content = MandatoryContent {
        elements: vec![Element::Signature],
        when: Occasion::Every,
        signature: Some(SignatureForm { chars_min: 2, chars_max: 8 }),
    };
    let policy =
        policy(vec![rule("CN-SIGN-LEN", Force::Carrier, Scope::default(), RuleKind::MandatoryContent(content))]);
    assert_eq!(remarks(&policy, chinese(), &draft("zh-CN", "【青禾银行】您好")), []);
    for text in [
        "【青】您好",
        "【青禾银行信用卡中心】您好",
        "您好【青禾银行】",
        "青禾银行：您好",
        "【】您好",
        " 【青禾银行】您好",
    ] {
        assert_eq!(
            remarks(&policy, chinese(), &draft("zh-CN", text)),
            [remark("TEXT-SIGNATURE", "CN-SIGN-LEN")],
            "{text}"
        );
    }
}

#[test]
fn place_and_length_of_a_signature_are_rules_of_their_own() {
    let signed = |id, elements: &[Element], signature| {
        let content = MandatoryContent { elements: elements.to_vec(), when: Occasion::Every, signature };
        rule(id, Force::Carrier, Scope::default(), RuleKind::MandatoryContent(content))
    };
    let form = SignatureForm { chars_min: 2, chars_max: 18 };
    let policy = policy(vec![signed("POS", &[Element::Signature], None), signed("LEN", &[], Some(form))]);
    for (text, rules) in [
        ("【青禾银行】您好", &[][..]),
        ("您好【青禾银行】", &["POS"]),
        ("青禾银行：您好", &["POS"]),
        ("【青】您好", &["LEN"]),
        ("【青禾银行信用卡中心客户服务热线短信通知平台】您好", &["LEN"]),
        ("您好【青】", &["POS", "LEN"]),
    ] {
        let expected: Vec<_> = rules.iter().map(|rule| remark("TEXT-SIGNATURE", rule)).collect();
        assert_eq!(remarks(&policy, chinese(), &draft("zh-CN", text)), expected, "{text}");
    }
}

#[test]
fn a_finding_carries_force_and_ceiling_of_its_rule() {
    let mut advice = demand("ADVICE", Scope::default(), &[Element::Contact], Occasion::Every);
    advice.force = Force::Guidance;
    let mut law = demand("LAW", Scope::default(), &[Element::Amount, Element::DueDate], Occasion::Every);
    law.effective.until = Some("2026-11-30".parse().unwrap());
    let mut repealed = demand("REPEALED", Scope::default(), &[Element::Link], Occasion::Every);
    repealed.effective.until = Some("2022-12-31".parse().unwrap());
    let review = super::review(
        &policy(vec![advice, law, repealed]),
        &Case::new(chinese()).unwrap(),
        &draft("zh-CN", "【青禾银行】您好"),
        None,
    );
    let found: Vec<_> = review.findings.as_slice().iter().map(|f| (f.inputs, f.effect.as_str(), f.force)).collect();
    assert_eq!(
        found,
        [
            (Inputs::Element(Element::Amount), "withhold", Some(Force::Law)),
            (Inputs::Element(Element::DueDate), "withhold", Some(Force::Law)),
            (Inputs::Element(Element::Contact), "note", Some(Force::Guidance)),
        ]
    );
}

#[test]
fn under_only_the_rules_named_speak_and_none_of_the_engines_own() {
    let policy = policy(vec![
        demand("A", Scope::default(), &[Element::Amount], Occasion::Every),
        demand("B", Scope::default(), &[Element::OptOut], Occasion::Every),
    ]);
    let draft = draft("zh-CN", "卡号6222021234567894\u{200b} https://evil.example");
    let codes = |only: Option<&[RuleId]>| {
        let review = super::review(&policy, &Case::new(chinese()).unwrap(), &draft, only);
        review.findings.as_slice().iter().map(|found| found.code.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(codes(Some(&[RuleId::new("B").unwrap()])), ["TEXT-ELEMENT"]);
    assert_eq!(codes(Some(&[])), [""; 0]);
    assert_eq!(codes(None), ["LINK-DOMAIN", "PII-FOUND", "TEXT-FORM", "TEXT-ELEMENT", "TEXT-ELEMENT"]);
}

/// A reply leaves with the case of months ago: what has come into force since is asked of it. A reminder can't.
#[test]
fn a_rule_newer_than_the_payment_data_is_asked_of_replies() {
    let new = RuleSpec {
        effective: Effective { from: "2027-03-01".parse().unwrap(), until: None, zone: "America/New_York".into() },
        ..demand("New", Scope::default(), &[Element::Creditor], Occasion::Every)
    };
    let policy = policy(vec![new]);
    let asked = |purpose| remarks(&policy, american(), &Draft { purpose, ..draft("en", "Thank you.") }).len();
    assert_eq!(asked(Purpose::Reply), 1);
    assert_eq!(asked(Purpose::Confirmation), 1);
    assert_eq!(asked(Purpose::Collection), 0);
}
