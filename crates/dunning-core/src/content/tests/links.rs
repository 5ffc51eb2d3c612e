//! Links and leaks, which the engine holds of every text.

use super::*;

fn in_chinese(text: &str) -> Vec<(String, String)> {
    let draft = draft("zh-CN", text);
    own_remarks(chinese(), &draft).into_iter().map(|(code, words)| (code.to_owned(), words.to_owned())).collect()
}

/// The stretches that words alone get remarked for.
fn alone(text: &str) -> Vec<&str> {
    let review = review_text(&Locale::new("en").unwrap(), text);
    review.findings.as_slice().iter().map(|found| words(text, found)).collect()
}

#[test]
fn links_to_the_creditors_hosts_pass() {
    for text in [
        "请至https://pay.qinghe.example/a还款",
        "请登录www.qinghe.example。",
        "qinghe.example/pay?t=8f3a",
        "官网：QINGHE.EXAMPLE",
        "https://pay.qinghe.example:8443/a",
    ] {
        assert_eq!(in_chinese(text), [], "{text}");
    }
}

#[test]
fn links_elsewhere_are_remarked_with_their_place() {
    for (text, link) in [
        ("请至https://qinghe-example.example/a还款", "https://qinghe-example.example/a"),
        ("请至https://qinghe.example.evil.example/a还款", "https://qinghe.example.evil.example/a"),
        ("登录notqinghe.example办理", "notqinghe.example"),
        ("https://qinghe.example@evil.example/a", "https://qinghe.example@evil.example/a"),
        ("https://user@qinghe.example/a", "https://user@qinghe.example/a"),
        ("点击 http://203.0.113.7/pay，", "http://203.0.113.7/pay"),
        ("点击ｈｔｔｐ：／／evil.example/a", "ｈｔｔｐ：／／evil.example/a"),
        ("https://qіnghe.example/a", "https://qіnghe.example/a"),
        ("https://xn--qnghe-1ve.example/a", "https://xn--qnghe-1ve.example/a"),
        ("见bit.ly/3xYz", "bit.ly/3xYz"),
        ("https://pay.qinghe.example/a,https://evil.example/b", "https://evil.example/b"),
        ("链接:pay-qinghe.example", "pay-qinghe.example"),
        ("登录https://青禾.中国/a", "https://青禾.中国"),
        ("登录 青禾.中国 办理", "青禾.中国"),
        ("见http://[2001:db8::1]/a", "http://[2001:db8::1]/a"),
    ] {
        assert_eq!(in_chinese(text), [("LINK-DOMAIN".to_owned(), link.to_owned())], "{text}");
    }
}

#[test]
fn what_is_no_link_is_none() {
    for text in [
        "共1,280.00元。",
        "11.20前",
        "overdue.It was",
        "e.g. a.m. p.m. No.1 U.S. N.A.",
        "a:b",
        "See 3.5.1",
        "1.2.3.4 版",
        "Thank you...Please",
    ] {
        assert_eq!(in_chinese(text), [], "{text}");
    }
}

#[test]
fn words_alone_tell_a_disguised_host_and_no_others() {
    assert_eq!(alone("Pay at https://pay.larkspur.example or bit.ly/abc"), [""; 0]);
    assert_eq!(alone("https://bank.example@evil.example"), ["https://bank.example@evil.example"]);
    assert_eq!(alone("http://203.0.113.7/a"), ["http://203.0.113.7/a"]);
    assert_eq!(alone("https://lаrkspur.example"), ["https://lаrkspur.example"]);
    assert_eq!(alone("xn--lrkspur-5nf.example/a"), ["xn--lrkspur-5nf.example/a"]);
}

#[test]
fn a_creditor_whose_domains_are_unknown_has_no_link_that_passes() {
    let unknown = CaseSpec { creditor: CreditorSpec { id: "q".into(), ..CreditorSpec::default() }, ..chinese() };
    let draft = draft("zh-CN", "请至https://pay.qinghe.example/a还款");
    let review = super::review(&policy(Vec::new()), &Case::new(unknown).unwrap(), &draft, None);
    let found = review.findings.as_slice();
    assert_eq!(found.iter().map(|found| found.code).collect::<Vec<_>>(), [Code::LinkDomain]);
    assert!(!review.elements.contains(&Element::Link));
}

#[test]
fn personal_data_are_found_and_ways_to_reach_the_lender_are_none() {
    let pii =
        |text: &str| in_chinese(text).into_iter().map(|(code, words)| format!("{code} {words}")).collect::<Vec<_>>();
    assert_eq!(pii("您卡号6222021234567894的账单"), ["PII-FOUND 6222021234567894"]);
    assert_eq!(pii("您的手机13900139000已停机"), ["PII-FOUND 13900139000"]);
    // The customer's own number, even where it is to be called.
    assert_eq!(pii("请致电138 0013 8000"), ["PII-FOUND 138 0013 8000"]);
    assert_eq!(pii("发至wang@mail.example"), ["PII-FOUND wang@mail.example"]);
    // The words of a desk inside a person's name are no desk.
    assert_eq!(pii("发至lucare@mail.example"), ["PII-FOUND lucare@mail.example"]);
    assert_eq!(pii("发至infomaria@mail.example"), ["PII-FOUND infomaria@mail.example"]);
    assert_eq!(pii("发至loan-care2@mail.example"), [""; 0]);
    for text in [
        "客服400-000-1100，95000",
        "请致电010-65551234",
        "详询kefu@qinghe.example",
        "共1,280.00元，11月20日",
        "https://pay.qinghe.example/a",
    ] {
        assert_eq!(pii(text), [""; 0], "{text}");
    }
    for link in [
        "https://pay.qinghe.example/a?name=x",
        "https://pay.qinghe.example/a?t=1&idcard=8",
        "https://pay.qinghe.example/a?u=p1",
    ] {
        assert_eq!(pii(link), [format!("PII-FOUND {link}")]);
    }
    let text = "Call (312) 555-0110 or 312-555-0187.";
    assert_eq!(own_remarks(american(), &draft("en", text)), []);
    assert_eq!(own_remarks(american(), &draft("en", "We have 312-555-0142 on file.")), [("PII-FOUND", "312-555-0142")]);
}

#[test]
fn spans_are_those_of_the_words_as_written_and_a_subject_has_none() {
    let mut mail = draft("zh-CN", "ＡＢ，见bit.ly/x");
    mail.subject = Some(Pii::new("还款 evil.example".to_owned()));
    let review = super::review(&policy(Vec::new()), &Case::new(chinese()).unwrap(), &mail, None);
    let inputs: Vec<Inputs> = review.findings.as_slice().iter().map(|found| found.inputs).collect();
    // ＡＢ， takes nine bytes and 见 three.
    assert_eq!(inputs, [Inputs::None, Inputs::Span { start: 12, end: 20 }]);
}

#[test]
fn a_text_hides_nothing() {
    let form = |text: &str| own_remarks(american(), &draft("en", text)).len();
    assert_eq!(
        (form(" \n "), form("a\u{200b}b\u{202e}"), form("शु\u{200d}क ❤\u{fe0f}\tok\r\n"), form(&"x".repeat(65_537))),
        (1, 2, 0, 1)
    );
}
