//! Tests of the starter library: every text compiles, is found for its occasion, says what it declares, and stays short
//! for the longest values it admits.

use chrono::NaiveDate;
use dunning_core::element::Element;
use dunning_core::locale::Locale;
use dunning_core::money::{Currency, Money};
use dunning_core::sms::{Encoding, Profile, segments};
use dunning_core::template::{Template, Templates, Value, Values, VariableType, Wanted};
use dunning_core::words::{ArrearsCause, Channel, Purpose, Tone};

use super::*;

fn compiled() -> Templates {
    Templates::compile(templates().unwrap()).unwrap()
}

fn values(creditor: &str, currency: &str, cause: Option<ArrearsCause>) -> Values {
    let date = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
    let values = Values::new()
        .with("creditor", Value::text(creditor))
        .with("collector", Value::text("Harbor Recovery"))
        .with("amount", Money::parse("1280", currency).unwrap())
        .with("paid_amount", Money::parse("640", currency).unwrap())
        .with("due_date", date(20))
        .with("paid_on", date(23))
        .with("link", Value::link("https://pay.example/r/8Kd"))
        .with("hotline", Value::phone("800-555-0110"));
    match cause {
        Some(cause) => values.with("cause", cause),
        None => values,
    }
}

/// The longest values a template admits.
fn longest(template: &Template) -> Values {
    let currency = match template.locale().as_str() {
        "zh-CN" => Currency::CNY,
        "zh-TW" => Currency::TWD,
        _ => Currency::USD,
    };
    let cjk = template.locale().language() == "zh";
    template.variables().iter().fold(Values::new(), |values, variable| {
        let length = variable.longest as usize;
        let value = match variable.kind {
            VariableType::Text => Value::text(if cjk { "名" } else { "n" }.repeat(length)),
            VariableType::Amount => Value::Amount(Money::from_minor(999_999_999, currency)),
            VariableType::Date | VariableType::Day => Value::Date(NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()),
            VariableType::Cause if cjk => Value::Cause(ArrearsCause::MinimumUnpaid),
            VariableType::Cause => Value::Cause(ArrearsCause::DebitReturned),
            VariableType::Link => Value::link(format!("{:x<length$}", "https://pay.example/")),
            VariableType::Phone => Value::phone(format!("{:0<length$}", "+1")),
            other => panic!("no longest value for {other:?}"),
        };
        values.with(variable.name.clone(), value)
    })
}

fn find<'t>(templates: &'t Templates, id: &str) -> &'t Template {
    templates.iter().find(|template| template.id().as_str() == id).unwrap()
}

#[test]
fn every_file_of_the_folders_is_embedded() {
    for (folder, files) in BUNDLES {
        let path = format!("{}/templates/{folder}", env!("CARGO_MANIFEST_DIR"));
        let mut there: Vec<_> =
            std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        there.sort();
        assert_eq!(there, files.concat().iter().map(|(file, _)| *file).collect::<Vec<_>>(), "{folder}");
    }
}

#[test]
fn every_occasion_has_its_text() {
    let templates = compiled();
    let occasions: [(Purpose, &str, &[Tone]); 7] = [
        (Purpose::PreDue, "pre_due", &[Tone::Gentle, Tone::Active]),
        (Purpose::Collection, "early", &[Tone::Gentle, Tone::Active]),
        (Purpose::Collection, "middle", &[Tone::Gentle, Tone::Active]),
        (Purpose::Collection, "late", &[Tone::Gentle, Tone::Active]),
        (Purpose::Confirmation, "thanks", &[Tone::Gentle, Tone::Active]),
        (Purpose::Confirmation, "opt_out", &[Tone::Gentle, Tone::Neutral]),
        (Purpose::Reply, "received", &[Tone::Active, Tone::Neutral]),
    ];
    let routes = [("zh-CN", Channel::Sms), ("zh-CN", Channel::Email), ("zh-TW", Channel::Sms), ("en", Channel::Sms)];
    for (locale, channel) in routes.into_iter().chain([("en", Channel::Email)]) {
        let reader = Locale::new(locale).unwrap();
        for (purpose, stage, tones) in occasions {
            for tone in tones {
                let wanted = Wanted { channel, purpose, stage, tone: *tone, locale: &reader, owed: &[] };
                let template = templates.choose(&wanted);
                let template = template.unwrap_or_else(|| panic!("{locale} {channel:?} {stage} {tone:?}"));
                assert!(template.id().as_str().starts_with(&format!("{locale}/")), "{}", template.id());
                assert!(template.id().as_str().contains(stage), "{}", template.id());
            }
        }
    }
}

#[test]
fn collectors_disclose_what_they_are_and_lenders_do_not() {
    let templates = compiled();
    let chosen = |purpose, stage, owed: &[Element]| {
        let locale = Locale::new("en-US").unwrap();
        let wanted = Wanted { channel: Channel::Sms, purpose, stage, tone: Tone::Gentle, locale: &locale, owed };
        templates.choose(&wanted).unwrap().clone()
    };
    let text =
        |template: &Template| template.render(&values("Larkspur Bank", "USD", None)).unwrap().text.into_exposed();
    // 12 CFR 1006.18(e)(1): "the debt collector is attempting to collect a debt and that any information obtained will
    // be used for that purpose"; (e)(2): "the communication is from a debt collector"
    let first = text(&chosen(Purpose::Collection, "late", &[Element::CollectorInitial, Element::OptOut]));
    assert!(first.contains("attempting to collect a debt"), "{first}");
    assert!(first.contains("Any information obtained will be used for that purpose."), "{first}");
    for (purpose, stage) in [
        (Purpose::Collection, "early"),
        (Purpose::Confirmation, "thanks"),
        (Purpose::Confirmation, "opt_out"),
        (Purpose::Reply, "received"),
    ] {
        let later = text(&chosen(purpose, stage, &[Element::CollectorLater]));
        assert!(later.contains("This message is from a debt collector."), "{later}");
        let own = text(&chosen(purpose, stage, &[]));
        assert!(!own.contains("collector"), "{own}");
    }
}

#[test]
fn every_text_says_what_it_declares() {
    for template in &compiled() {
        let currency = if template.locale().as_str() == "zh-TW" { "TWD" } else { "CNY" };
        for cause in [None, Some(ArrearsCause::MissedInstalment)] {
            let rendered = template.render(&values("青禾银行", currency, cause)).unwrap();
            let text = rendered.text.expose();
            let said = |element: Element| match element {
                Element::Creditor => text.contains("青禾银行"),
                Element::Signature => text.starts_with("【青禾银行】"),
                Element::Amount => text.contains("1,280") || text.contains("640"),
                Element::DueDate => text.contains("11月20日") || text.contains("Nov 20"),
                Element::Link => text.contains("https://pay.example/r/8Kd"),
                Element::Contact => text.contains("800-555-0110"),
                Element::OptOut => text.contains("reply STOP") || text.contains("Reply STOP") || text.contains("退订"),
                Element::CollectorInitial | Element::CollectorLater => text.contains("collect"),
                _ => false,
            };
            for element in rendered.elements.iter() {
                assert!(said(*element), "{} does not say {element:?}: {text}", rendered.template);
            }
            let asks = matches!(rendered.purpose, Purpose::Collection | Purpose::PreDue);
            for element in [Element::Amount, Element::DueDate, Element::Link, Element::Contact] {
                assert!(!asks || rendered.elements.contains(&element), "{} lacks {element:?}", rendered.template);
            }
        }
    }
}

#[test]
fn text_messages_stay_within_two_segments_for_every_value_they_admit() {
    for template in compiled().iter().filter(|template| template.channel() == Channel::Sms) {
        let text = template.render(&longest(template)).unwrap().text.into_exposed();
        let chinese = template.locale().language() == "zh";
        let counted = segments(&text, if chinese { Profile::China } else { Profile::Gpp });
        assert!(counted.segments <= 2, "{} takes {counted:?}: {text}", template.id());
        assert_eq!(counted.encoding == Encoding::Gsm7, !chinese, "{}: {text}", template.id());
    }
}

#[test]
fn amount_and_date_stand_within_forty_characters() {
    let lenders = |template: &&Template| !template.id().as_str().starts_with("en-agency/");
    let asks = |template: &&Template| matches!(template.purpose(), Purpose::Collection | Purpose::PreDue);
    for template in compiled().iter().filter(lenders).filter(asks).filter(|template| template.channel() == Channel::Sms)
    {
        let text = template.render(&longest(template)).unwrap().text.into_exposed();
        let words = text.split_once(['】', ':']).unwrap().1;
        let early: String = words.chars().take(41).collect();
        let date = early.contains("12月31日") || early.contains("Dec 31");
        assert!(early.contains("9,999,999.99") && date, "{}: {early}", template.id());
    }
}

#[test]
fn texts_read_as_written() {
    let templates = compiled();
    let text = |id: &str, creditor: &str, currency: &str, cause| {
        find(&templates, id).render(&values(creditor, currency, cause)).unwrap().text.into_exposed()
    };
    assert_eq!(
        text("zh-CN/sms.early.gentle", "青禾银行", "CNY", Some(ArrearsCause::MinimumUnpaid)),
        "【青禾银行】您好，您11月20日到期的最低还款额1,280.00元尚未到账，也许是一时忘了。\
         方便时请点 https://pay.example/r/8Kd 还款，已还请忽略。若有难处，请致电800-555-0110。"
    );
    assert_eq!(
        text("zh-TW/sms.late.active", "青禾銀行", "TWD", None),
        "【青禾銀行】您2026年11月20日到期的款項NT$1,280至今未入帳，\
         請至 https://pay.example/r/8Kd 繳款，或來電800-555-0110商定繳款安排。金額有疑義，也請來電。"
    );
    assert_eq!(
        text("en/sms.middle.active", "Larkspur Bank", "USD", Some(ArrearsCause::MissedInstalment)),
        "Larkspur Bank: $1,280.00 was due Nov 20 for your installment and is still open. \
         Please pay at https://pay.example/r/8Kd or, if you can't pay it all now, call 800-555-0110 \
         so that we can agree on a next step. Reply STOP to opt out"
    );
    assert_eq!(
        text("zh-CN/email.thanks.gentle", "青禾银行", "CNY", None),
        "您好：\n\n已收到您11月23日的还款640.00元，谢谢您！祝您生活顺心。\n\n\
         如有疑问，请致电800-555-0110。\n\n青禾银行\n\n如不希望再收到此类邮件，回复“退订”即可。"
    );
}
