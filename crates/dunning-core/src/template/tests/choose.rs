//! Which template is chosen for a stage, tone, locale and what the text owes.

use super::*;

fn variant(id: &str, change: impl FnOnce(&mut TemplateSpec)) -> TemplateSpec {
    let mut variant = TemplateSpec { id: id.into(), ..spec() };
    change(&mut variant);
    variant
}

fn library() -> Vec<TemplateSpec> {
    let locale = |tag: &str| Locale::new(tag).unwrap();
    vec![
        spec(),
        variant("sms.early.active", |t| t.tone = Tone::Active),
        variant("sms.any.neutral", |t| {
            t.tone = Tone::Neutral;
            t.stages.clear();
        }),
        variant("sms.early.gentle.us", |t| t.locale = locale("en-US")),
        variant("zh", |t| t.locale = locale("zh-CN")),
        variant("agency.first", |t| t.elements.push(Element::CollectorInitial)),
        variant("sms.early.active", |t| {
            t.tone = Tone::Active;
            t.version = 2;
            t.body.push('!');
        }),
    ]
}

fn chosen(stage: &str, tone: Tone, tag: &str, owed: &[Element]) -> Option<(String, u32)> {
    let templates = Templates::compile(bundle(library())).unwrap();
    let locale = Locale::new(tag).unwrap();
    let wanted = Wanted { channel: Channel::Sms, purpose: Purpose::Collection, stage, tone, locale: &locale, owed };
    templates.choose(&wanted).map(|template| (template.id().to_string(), template.version()))
}

#[test]
fn the_nearest_approved_text_is_chosen() {
    let is = |id: &str, version| Some((format!("en/{id}"), version));
    assert_eq!(chosen("early", Tone::Gentle, "en", &[]), is("sms.early.gentle", 1));
    assert_eq!(chosen("early", Tone::Gentle, "en-US", &[]), is("sms.early.gentle.us", 1));
    assert_eq!(chosen("early", Tone::Gentle, "en-GB", &[]), is("sms.early.gentle", 1));
    assert_eq!(chosen("early", Tone::Active, "en", &[]), is("sms.early.active", 2)); // the latest version
    assert_eq!(chosen("late", Tone::Gentle, "en", &[]), is("sms.any.neutral", 1));
    assert_eq!(chosen("early", Tone::Gentle, "zh", &[]), is("zh", 1));
    assert_eq!(chosen("early", Tone::Gentle, "zh-TW", &[]), None); // another script
    assert_eq!(chosen("early", Tone::Gentle, "fr", &[]), None);
}

#[test]
fn what_a_sender_says_of_itself_stands_only_where_it_is_owed() {
    let first = Some(("en/agency.first".to_owned(), 1));
    assert_eq!(chosen("early", Tone::Gentle, "en", &[Element::CollectorInitial]), first);
    assert_eq!(chosen("early", Tone::Gentle, "en", &[Element::CollectorLater]), None);
    assert_eq!(chosen("early", Tone::Gentle, "en", &[Element::OptOut]), None);
}

#[test]
fn one_occasion_has_one_text() {
    let rival = variant("another", |t| t.stages.push("middle".into()));
    let wrong = Templates::compile(bundle(vec![spec(), rival])).unwrap_err();
    assert_eq!(
        wrong.to_string(),
        "TMPL-AMBIGUOUS at en/sms.early.gentle: serves the same occasion as en/another; \
         let them differ in stage, tone, locale or channel"
    );
    let changed = variant("sms.early.gentle", |t| t.body.push('!'));
    let wrong = Templates::compile(bundle(vec![spec(), changed])).unwrap_err();
    assert_eq!(said(&wrong), [("TMPL-VERSION", None)]);
}

#[test]
fn old_versions_are_kept_for_replay() {
    let templates = Templates::compile(bundle(library())).unwrap();
    let old = templates.iter().find(|t| t.id().as_str() == "en/sms.early.active" && t.version() == 1).unwrap();
    assert_eq!(templates.by_digest(old.digest()).unwrap().version(), 1);
    assert_eq!(templates.find(old.id()).unwrap().version(), 2);
}

#[test]
fn the_order_of_a_folder_does_not_matter() {
    let mut reversed = library();
    reversed.reverse();
    let digest = |templates| Templates::compile(bundle(templates)).unwrap().digest();
    assert_eq!(digest(reversed), digest(library()));
    assert_ne!(digest(vec![spec()]), digest(library()));
}
