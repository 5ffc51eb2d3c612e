//! What a rendered text says, and what it refuses to say.

use handlebars::{Handlebars, no_escape};

use super::*;
use crate::pii::Pii;

fn refusal(values: &Values) -> String {
    compile(spec()).unwrap().render(values).unwrap_err().to_string()
}

#[test]
fn a_text_says_its_values_in_its_locale() {
    let rendered = compile(spec()).unwrap().render(&values()).unwrap();
    let text = "Larkspur Bank: your minimum payment of $1,280.00 was due Nov 20. Pay: https://larkspur.example/p";
    assert_eq!(rendered.text.expose(), text);
    assert_eq!(rendered.template.as_str(), "en/sms.early.gentle");
    assert_eq!((rendered.version, rendered.channel), (1, Channel::Sms));
    assert_eq!(&*rendered.elements, [Element::Creditor, Element::Amount, Element::DueDate, Element::Link]);
    assert_eq!(format!("{:?}", rendered.text), "«personal»");
}

#[test]
fn the_other_branch_serves_a_missing_value() {
    let bare = Values::new()
        .with("creditor", Value::text("Larkspur & Sons"))
        .with("amount", Money::parse("0.5", "USD").unwrap())
        .with("due_date", date(2026, 1, 2))
        .with("link", Value::link("https://l.example/"))
        .with("undeclared", Value::text("not looked at {{}}"));
    let rendered = compile(spec()).unwrap().render(&bare).unwrap();
    assert_eq!(rendered.text.expose(), "Larkspur & Sons: your payment of $0.50 was due Jan 2. Pay: https://l.example/");
}

#[test]
fn a_subject_is_rendered_like_the_body() {
    let mail = TemplateSpec { channel: Channel::Email, subject: Some("{{amount}} is open".into()), ..spec() };
    let rendered = compile(mail).unwrap().render(&values()).unwrap();
    assert_eq!(rendered.subject.map(Pii::into_exposed).as_deref(), Some("$1,280.00 is open"));
}

#[test]
fn values_are_data_and_nothing_else() {
    let name = |text: &str| values().with("creditor", Value::text(text));
    for (text, why) in [
        ("", "is empty"),
        (" \u{3000}", "is empty"),
        ("Larkspur Bank of Somewhere", "has 26 characters, and 20 are declared"),
        ("Bank of twenty-1 char", "has 21 characters, and 20 are declared"),
        ("Lark\nspur", "holds a control, invisible or direction-changing character"),
        ("Lark\u{202e}spur", "holds a control, invisible or direction-changing character"),
        ("Lark\u{200b}spur", "holds a control, invisible or direction-changing character"),
        ("{{amount}}", "holds markup"),
        ("<b>Lark</b>", "holds markup"),
        ("＜b＞", "holds markup"),
        ("pay at evil.com", "holds a link where words should be"),
        ("evil．com", "holds a link where words should be"),
        ("http://a", "holds a link where words should be"),
        ("t.cn/Ab3", "holds a link where words should be"),
        ("张伟请到evil.cn", "holds a link where words should be"),
    ] {
        assert_eq!(refusal(&name(text)), format!("TMPL-VALUE at creditor: {why}{}", remedy(why)), "{text:?}");
    }
    for fit in [
        "Bank of twenty chars",
        "E.ON",
        "J.P. Morgan",
        "St.George Bank",
        "O'Neil & Co., Ltd.",
        "恒信消费金融",
        "S.p.A.",
        "No.12",
    ] {
        assert!(compile(spec()).unwrap().render(&name(fit)).is_ok(), "{fit}");
    }
}

fn remedy(why: &str) -> &'static str {
    if why.contains("link") { "; leave the link out" } else { "" }
}

#[test]
fn links_and_numbers_are_what_they_say() {
    let with_link = |link: &str| values().with("link", Value::link(link));
    for bad in [
        "http://l.example/",
        "https://l",
        "https://a@l.example/",
        "https://l.example/a b",
        "https://l.example\\@evil.example",
        "https://läb.example",
        "https://.example",
        "https://l.example:80a/",
        "javascript:alert(1)",
    ] {
        assert!(compile(spec()).unwrap().render(&with_link(bad)).is_err(), "{bad}");
    }
    assert!(compile(spec()).unwrap().render(&with_link("https://l.example:8443/p?c=1#x")).is_ok());
    let call = TemplateSpec {
        variables: vec![variable("hotline", VariableType::Phone, 20)],
        elements: vec![],
        body: "Call {{hotline}}".into(),
        ..spec()
    };
    let call = compile(call).unwrap();
    for (number, good) in [("800-555-0110", true), ("+1 (800) 555-0110", true), ("95", false), ("call me", false)] {
        assert_eq!(call.render(&Values::new().with("hotline", Value::phone(number))).is_ok(), good, "{number}");
    }
}

#[test]
fn missing_and_mistyped_values_are_all_told() {
    let wrong = Values::new()
        .with("creditor", date(2026, 1, 2))
        .with("amount", Money::from_minor(-1, crate::money::Currency::USD))
        .with("link", Value::text("x"));
    assert_eq!(
        refusal(&wrong),
        "TMPL-VALUE at creditor: is not of its declared type, text\n\
         TMPL-VALUE at amount: is negative; an amount in a text is zero or more\n\
         TMPL-VALUE at due_date: has no value; give one\n\
         TMPL-VALUE at link: is not of its declared type, link"
    );
}

#[test]
fn renders_what_handlebars_renders() {
    let bodies = [
        BODY,
        "{{creditor}} {{amount}}\n{{#if cause}}\n  {{cause}}\n{{else}}\n  none\n{{/if}}\n{{due_date}} {{link}}",
        "{{creditor}} {{~amount~}} x {{#if cause~}} y {{~/if}} {{due_date}}\n\n {{link}} ",
        "{{creditor}}{{amount}}{{due_date}}{{link}}{{#if cause}}{{else}}no {{/if}}.",
    ];
    let mut peer = Handlebars::new();
    peer.set_strict_mode(true);
    peer.register_escape_fn(no_escape);
    for (body, cause) in bodies.iter().flat_map(|body| [(body, true), (body, false)]) {
        let ours = compile(TemplateSpec { body: (*body).into(), ..spec() }).unwrap();
        let mut data = serde_json::json!({
            "creditor": "Larkspur Bank", "amount": "$1,280.00", "due_date": "Nov 20", "link": "https://larkspur.example/p",
            "cause": "",
        });
        let mut given = values();
        if cause {
            data["cause"] = "minimum payment".into();
        } else {
            given = Values::new()
                .with("creditor", Value::text("Larkspur Bank"))
                .with("amount", Money::parse("1280", "USD").unwrap())
                .with("due_date", date(2026, 11, 20))
                .with("link", Value::link("https://larkspur.example/p"));
        }
        let expected = peer.render_template(body, &data).unwrap();
        assert_eq!(ours.render(&given).unwrap().text.expose(), &expected, "{body}");
    }
}

#[test]
fn content_alone_makes_the_digest() {
    let base = compile(spec()).unwrap();
    assert_eq!(compile(TemplateSpec { body_line: 40, ..spec() }).unwrap().digest(), base.digest());
    assert_ne!(compile(TemplateSpec { approved_on: date(2026, 11, 3), ..spec() }).unwrap().digest(), base.digest());
    assert_ne!(compile(TemplateSpec { body: format!("{BODY}."), ..spec() }).unwrap().digest(), base.digest());
    // the canonical bytes open with the format's name, its length before it
    assert!(base.canonical().starts_with(b"\0\0\0\0\0\0\0\x12dunning.template/1\0\0\0\0\0\0\0\x02en"));
}
