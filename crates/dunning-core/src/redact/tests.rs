//! Numbers are the card schemes' own test numbers, the examples of standards and statutes, or made by python-stdnum 2.2.

use super::*;
use crate::words::Word as _;

fn found(text: &str) -> Vec<(Kind, Evidence, &str)> {
    let found = Redactor::new().scan(text).into_iter();
    found.map(|finding| (finding.kind, finding.evidence, text.get(finding.start..finding.end).unwrap())).collect()
}

/// Each text holds one identifier, of this kind and evidence, and ends where the next begins.
#[test]
fn reads_each_kind_as_people_write_it() {
    use Evidence::{Labelled, Shape, Validated};
    use Kind::{BankCard, CnResidentId, Email, Phone, UsSsn};
    for (text, kind, evidence, identifier) in [
        ("卡号4111111111111111谢谢", BankCard, Validated, "4111111111111111"),
        ("6212345678900000003", BankCard, Validated, "6212345678900000003"),
        ("card 3782 822463 10005.", BankCard, Validated, "3782 822463 10005"),
        ("Visa 4012-8888-8888-1881 ok", BankCard, Validated, "4012-8888-8888-1881"),
        ("카드번호 3566002020360505", BankCard, Validated, "3566002020360505"),
        ("银行卡号6222020212345678901", BankCard, Labelled, "6222020212345678901"),
        // The first example of GB 11643-1999; the second was born in 1880.
        ("证件11010519491231002X请核对", CnResidentId, Validated, "11010519491231002X"),
        ("id 110105 19491231 002x", CnResidentId, Validated, "110105 19491231 002x"),
        ("订单号11010519491231002X", CnResidentId, Validated, "11010519491231002X"),
        ("身份证号110105194912310021。", CnResidentId, Labelled, "110105194912310021"),
        ("his 536-90-4399 is", UsSsn, Shape, "536-90-4399"),
        ("SSN: 536904399", UsSsn, Labelled, "536904399"),
        ("13812345678", Phone, Shape, "13812345678"),
        ("手机号：138 1234 5678", Phone, Labelled, "138 1234 5678"),
        ("Hier ist 1 3 8 1 2 3 4 5 6 7 8", Phone, Shape, "1 3 8 1 2 3 4 5 6 7 8"),
        ("+86 138-1234-5678", Phone, Shape, "+86 138-1234-5678"),
        ("请回电021-61234567", Phone, Labelled, "021-61234567"),
        ("电话(0755) 8612 3456", Phone, Labelled, "(0755) 8612 3456"),
        ("联系电话：61234567", Phone, Labelled, "61234567"),
        ("call (415) 555-2671 now", Phone, Labelled, "(415) 555-2671"),
        ("+44 20 7946 0958", Phone, Shape, "+44 20 7946 0958"),
        ("+5511987654321", Phone, Shape, "+5511987654321"),
        ("邮箱zhang.wei@example.com.cn，", Email, Shape, "zhang.wei@example.com.cn"),
        ("13812345678@163.com", Email, Shape, "13812345678@163.com"),
        ("138 1234 5678@163.com", Phone, Shape, "138 1234 5678@163.com"),
        ("4111111111111111a@b.coa@b.co", Email, Shape, "4111111111111111a@b.coa@b.co"),
        ("a_b+c@d-e.co.uk.", Email, Shape, "a_b+c@d-e.co.uk"),
        ("k.baum (ät) post.example", Email, Shape, "k.baum (ät) post.example"),
        ("Karte **4111 1111 1111 1111** bitte", BankCard, Validated, "4111 1111 1111 1111"),
        ("client=203.0.113.90", Kind::Ip, Shape, "203.0.113.90"),
        ("passcode 203940", Kind::Otp, Labelled, "203940"),
        ("passcode Tulip-9", Kind::Password, Labelled, "Tulip-9"),
    ] {
        assert_eq!(found(text), [(kind, evidence, identifier)], "{text}");
        assert!(!Redactor::new().is_clean(text), "{text}");
    }
}

#[test]
fn undoes_width_script_invisible_characters_separators_and_lines() {
    for (text, kind, identifier, disguise) in [
        ("卡：４１１１１１１１１１１１１１１１", Kind::BankCard, "４１１１１１１１１１１１１１１１", Disguise::Width),
        ("1\u{200b}38\u{2060}12345678", Kind::Phone, "1\u{200b}38\u{2060}12345678", Disguise::Invisible),
        (
            "\u{202a}4111\u{200e}1111\u{200f}11111111\u{202c}",
            Kind::BankCard,
            "4111\u{200e}1111\u{200f}11111111",
            Disguise::Invisible,
        ),
        ("4111·1111·1111·1111", Kind::BankCard, "4111·1111·1111·1111", Disguise::Separator),
        ("110105_19491231–002X", Kind::CnResidentId, "110105_19491231–002X", Disguise::Separator),
        ("11010519491231002Ｘ", Kind::CnResidentId, "11010519491231002Ｘ", Disguise::Width),
        ("𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", Kind::Phone, "𝟏𝟑𝟖𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖", Disguise::Script),
        ("138\r\n1234\r\n5678", Kind::Phone, "138\r\n1234\r\n5678", Disguise::LineBreak),
        ("zhang＠example．com", Kind::Email, "zhang＠example．com", Disguise::Width),
        ("zh\u{200b}ang@exam\u{200b}ple.com", Kind::Email, "zh\u{200b}ang@exam\u{200b}ple.com", Disguise::Invisible),
    ] {
        let findings = Redactor::new().scan(text);
        let [finding] = findings.as_slice() else { panic!("{text}: {findings:?}") };
        assert_eq!((finding.kind, text.get(finding.start..finding.end)), (kind, Some(identifier)), "{text}");
        assert!(finding.disguises.contains(disguise), "{text}: {:?}", finding.disguises);
    }
}

#[test]
fn a_number_gives_way_to_one_of_stronger_evidence_and_no_further() {
    let texts = ["手机：6123 4567 4111 1111 1111 1111", "手机：61234567 4111 1111 1111 1111"];
    for (text, phone) in texts.into_iter().zip(["6123 4567", "61234567"]) {
        let card = (Kind::BankCard, Evidence::Validated, "4111 1111 1111 1111");
        assert_eq!(found(text), [(Kind::Phone, Evidence::Labelled, phone), card], "{text}");
    }
}

#[test]
fn touches_nothing_that_must_stay() {
    for text in [
        "应还金额13812345678元，最低还款1,234,567.89元，还款日2026-04-07 09:30:00",
        "人民币 13912345678.00",
        "客服95588，400-820-8820，800-820-8820，4008208820，热线 +86 400 820 8820",
        "Toll free 1-800-555-0199, (888) 555-0123 or +1 877 555 0100; UK 0800 123 4567; Japan 0120-123-456",
        "订单号6222020212345678909，合同编号：13812345678，流水号 4111111111111111",
        "Order no. 4111111111111111, tracking number: 4155552671, ref: 536-90-4399",
        "https://pay.example.com/b/4111111111111111?t=13812345678",
        "pay.example.cn/r/13812345678",
        "尾号1111，卡号**** **** **** 1111，138****5678，***-**-4399，z****@example.com",
        "20260407123045123 1767225600000 v1.2.13812345678 10.0.0.1 978-3-16-148410-0 6901234567892",
        "550e8400-e29b-41d4-a716-446655440000 trace 4bf92f3577b34da6a3ce929d0e0e4736",
        "SF1381234567890 ORD-13812345678 #13812345678",
        "666-12-3456 000-12-3456 900-12-3456 123-00-4567 123-45-0000",
        "icon@2x.png pkg@1.2.3 @handle user@host a@b",
        "逾期13天，本月12期，3.14159265358979，第2期/共12期",
        "12345678901234567890123456789013812345678",
        ".card{transform:scale(0.845488630548594)}",
        "Vérification en cours, déjà payé",
    ] {
        assert_eq!(found(text), [], "{text}");
        assert!(matches!(Redactor::new().redact(text), Cow::Borrowed(same) if same == text));
    }
}

#[test]
fn masks_keep_form_and_never_detect_again() {
    for (text, masked) in [
        ("卡4111 1111-1111.1111！", "卡**** ****-****.1111！"),
        ("6212345678900000003", "***************0003"),
        ("证件11010519491231002X", "证件1****************X"),
        ("手机138-1234-5678", "手机138-****-5678"),
        ("手机1381 2345 678", "手机138* ***5 678"),
        ("+86 138 1234 5678", "+** *** **** 5678"),
        ("(415) 555-2671", "(***) ***-2671"),
        ("电话:61234567", "电话:******67"),
        ("SSN 536-90-4399", "SSN ***-**-4399"),
        ("zhang.wei@example.com", "*********@example.com"),
        ("10086@163.com", "*****@163.com"),
        ("a@b.co536-90-4399.ssn", "*@b.co***-**-****.ssn"),
        ("a@b.co+@c.co", "*******@c.co"),
        ("４１１１１１１１１１１１１１１１", "************１１１１"),
        ("电话 12345678 86 138 1234 5678", "电话 ******78 ** *** **** 5678"),
    ] {
        let redactor = Redactor::new();
        assert_eq!(redactor.redact(text), masked);
        assert_eq!(redactor.redact(masked), masked);
    }
}

#[test]
fn a_finding_tells_no_text() {
    let shown = format!("{:?}", Redactor::new().scan("卡号4111111111111111"));
    assert!(!shown.contains("4111"), "{shown}");
}

#[test]
fn a_number_amid_many_is_found_wherever_the_buffer_ends() {
    for shift in 0..120 {
        let text = format!("{}x 4111 1111 1111 1111", "7 ".repeat(shift));
        assert_eq!(found(&text).last().map(|(.., identifier)| *identifier), Some("4111 1111 1111 1111"), "{shift}");
        let text = format!("{}11010519491231002X {}", "7 ".repeat(shift), "5 ".repeat(shift));
        let ids = found(&text).into_iter().filter(|(kind, ..)| *kind == Kind::CnResidentId).count();
        assert_eq!(ids, 1, "{shift}");
    }
}

/// Each line of `tests/wording.txt` is a text in which what must be found stands in `⟦KIND|…⟧`; all else must stay.
#[test]
fn finds_every_kind_in_the_words_of_nine_languages() {
    let redactor = Redactor::new();
    let mut wrong = Vec::new();
    for line in include_str!("tests/wording.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (mut text, mut expected) = (String::new(), Vec::new());
        for part in line.split_inclusive('⟧') {
            let (before, marked) = part.split_once('⟦').unwrap_or((part, ""));
            text.push_str(before);
            if let Some((kind, identifier)) = marked.strip_suffix('⟧').and_then(|marked| marked.split_once('|')) {
                expected.push((kind, text.len(), text.len() + identifier.len()));
                text.push_str(identifier);
            }
        }
        let found = redactor.scan(&text);
        let found: Vec<_> = found.iter().map(|found| (found.kind.as_str(), found.start, found.end)).collect();
        let found: Vec<_> = found.into_iter().filter(|(kind, ..)| *kind != "CARD_EXPIRY").collect();
        if found != expected {
            wrong.push(line);
        }
        assert!(redactor.is_clean(&redactor.redact(&text)), "{line}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
