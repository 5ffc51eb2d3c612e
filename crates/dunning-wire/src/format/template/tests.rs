//! Tests of the template format: what is read, and what is said of a file that is wrong.

use super::*;

const FILE: &str = r#"+++
format = "dunning.template/1"
id = "sms.early.gentle"
version = 3
locale = "en"
channel = "sms"
purpose = "collection"
stages = ["early", "middle"]
tone = "gentle"
elements = ["creditor", "amount"]
author = "A. Writer"
approved_by = "B. Reader"
approved_on = "2026-11-02"

[variables]
creditor = { type = "text", longest = 20 }
amount = { type = "amount", longest = 13 }
name = { type = "text", longest = 12, required = false }
+++

{{creditor}}: {{#if name}}{{name}}, {{/if}}{{amount}}
is still open.

"#;
const BUNDLE: &str = "format = 'dunning.template/1'\nid = 'en'\ndescription = 'reminders'\n";

fn said(faults: Faults) -> Vec<String> {
    faults.into_iter().map(|fault| fault.to_string()).collect()
}

#[test]
fn a_template_reads() {
    let spec = template(FILE).unwrap();
    assert_eq!((spec.id.as_str(), spec.version, spec.body_line), ("sms.early.gentle", 3, 21));
    assert_eq!((spec.channel, spec.purpose, spec.tone), (Channel::Sms, Purpose::Collection, Tone::Gentle));
    assert_eq!(spec.stages, ["early", "middle"]);
    assert_eq!(spec.elements, [Element::Creditor, Element::Amount]);
    assert_eq!(spec.approved_on.to_string(), "2026-11-02");
    assert_eq!(spec.body, "{{creditor}}: {{#if name}}{{name}}, {{/if}}{{amount}}\nis still open.");
    let variables: Vec<_> = spec.variables.iter().map(|v| (v.name.as_str(), v.kind, v.longest, v.required)).collect();
    assert_eq!(
        variables,
        [
            ("amount", VariableType::Amount, 13, true),
            ("creditor", VariableType::Text, 20, true),
            ("name", VariableType::Text, 12, false),
        ]
    );
    let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n"));
    assert_eq!(template(&windows).unwrap(), spec);
}

#[test]
fn front_matter_faults_say_where() {
    let text = FILE
        .replace("tone =", "tune =")
        .replace("\"sms\"", "\"smss\"")
        .replace("2026-11-02", "2026-11-31")
        .replace("type = \"amount\"", "type = \"amout\"");
    assert_eq!(
        said(template(&text).unwrap_err()),
        [
            "DATA-FIELD at tone (line 1, column 1): this field is missing",
            "DATA-FIELD at tune (line 9, column 1): there is no such field; did you mean \"tone\"?",
        ]
    );
    assert_eq!(
        said(template(&text.replace("tune =", "tone =")).unwrap_err()),
        [
            "DATA-WORD at channel (line 6, column 11): no known channel; did you mean \"sms\"?",
            "DATA-DATE at approved_on (line 13, column 15): no day of the calendar; \
             write it like 2026-11-05",
            "DATA-WORD at variables.amount.type (line 17, column 19): no known variable type; \
             did you mean \"amount\"?",
        ]
    );
}

#[test]
fn a_template_has_two_fences() {
    let shows = |text: &str| said(template(text).unwrap_err()).concat();
    assert!(shows("id = 'x'").starts_with("TMPL-FENCE (line 1, column 1): the file does not open with +++"));
    assert!(shows("+++\nid = 'x'\n").starts_with("TMPL-FENCE (line 1, column 1): the front matter"));
    assert!(shows("+++\n+++\nwords").starts_with("DATA-FORMAT at format"));
    assert!(shows(&FILE.replace("template/1", "template/2")).contains("of version 2"));
}

#[test]
fn faults_of_words_and_declarations_have_the_lines_of_the_file() {
    let text = FILE
        .replace("is still", "is {{stil}}")
        .replace("\"B. Reader\"", "\"A. Writer\"")
        .replace("longest = 13", "longest = 0")
        .replace("channel = \"sms\"", "channel = \"sms\"\nsubject = \"{{amount\"");
    assert_eq!(
        said(bundle(&[("bundle.toml", BUNDLE), ("sms.early.gentle.hbs", &text)]).unwrap_err()),
        [
            "TMPL-APPROVAL at sms.early.gentle.hbs.approved_by (line 13, column 15): \
             author and approver are the same; let somebody else approve it",
            "TMPL-SUBJECT at sms.early.gentle.hbs.subject (line 7, column 11): \
             the channel has no subject line; leave it out",
            "TMPL-VARIABLE at sms.early.gentle.hbs.variables.amount (line 18, column 10): \
             its longest value has no length in bounds; 1 to 500 characters",
            "TMPL-NAME at sms.early.gentle.hbs (line 23, column 4): \"stil\" is no declared variable; declare it",
            "TMPL-SYNTAX at sms.early.gentle.hbs.subject (line 7, column 11): \
             a tag is opened by {{ and not closed; close it by }}",
        ]
    );
}

#[test]
fn a_bundle_is_a_folder_of_such_files() {
    let read = bundle(&[("sms.early.gentle.v3.hbs", FILE), ("bundle.toml", BUNDLE)]).unwrap();
    assert_eq!((read.id.as_str(), read.description.as_str(), read.templates.len()), ("en", "reminders", 1));
    let files = [("early.hbs", FILE), ("notes.txt", "x"), ("b.hbs", "x")];
    assert_eq!(
        said(bundle(&files).unwrap_err()),
        [
            "TMPL-FILE at early.hbs: the file is not called by its template's id; \
             call it sms.early.gentle.hbs or sms.early.gentle.v3.hbs",
            "TMPL-FILE at notes.txt: this is no file of a bundle; a bundle holds bundle.toml and *.hbs files",
            "TMPL-FENCE at b.hbs (line 1, column 1): the file does not open with +++; \
             a template opens with a line +++, then its fields, then a line +++, then its words",
            "TMPL-FILE at bundle.toml: the bundle has no such file; add it, with format, id and description",
        ]
    );
    assert_eq!(
        said(bundle(&[("bundle.toml", &format!("{BUNDLE}titel = 1"))]).unwrap_err()),
        ["DATA-FIELD at bundle.toml.titel (line 4, column 1): there is no such field; one of: id, description"]
    );
}
