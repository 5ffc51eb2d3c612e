//! What the lint refuses, with its place.

use super::*;

fn faults(body: &str) -> Faults {
    compile(TemplateSpec { body: body.into(), ..spec() }).unwrap_err()
}

/// A good body with something added on a line of its own: each mutant must be refused there.
fn mutant(added: &str) -> Vec<(&'static str, Option<(u32, u32)>)> {
    said(&faults(&format!("{BODY}\nNote: {added}")))
}

#[test]
fn what_strict_mode_lets_through_is_refused_with_its_place() {
    // each of these renders without an error in handlebars' strict mode, or is none of the two tags allowed
    for added in [
        "{{@root.amount}}",
        "{{../amount}}",
        "{{this}}",
        "{{this.amount}}",
        "{{./amount}}",
        "{{[amount]}}",
        "{{amount.value}}",
        "{{amount/value}}",
        "{{@index}}",
        "{{{amount}}}",
        "{{&amount}}",
        "{{> footer}}",
        "{{> (lookup creditor 'footer')}}",
        "{{#> footer}}x{{/footer}}",
        "{{* inline}}",
        "{{#*inline \"footer\"}}x{{/inline}}",
        "{{! a remark}}",
        "{{!-- a remark --}}",
        "{{lookup creditor 'amount'}}",
        "{{upper creditor}}",
        "{{len creditor}}",
        "{{eq amount 1}}",
        "{{#each creditor}}x{{/each}}",
        "{{#with creditor}}x{{/with}}",
        "{{#unless cause}}x{{/unless}}",
        "{{#cause}}x{{/cause}}",
        "{{#if cause includeZero=true}}x{{/if}}",
        "{{#if cause as |c|}}x{{/if}}",
        "{{#if (eq cause 1)}}x{{/if}}",
        "{{#if @root.cause}}x{{/if}}",
        "{{#if ../cause}}x{{/if}}",
        "{{#if this}}x{{/if}}",
        "{{#if \"cause\"}}x{{/if}}",
        "{{#if 1}}x{{/if}}",
        "{{log creditor}}",
    ] {
        assert_eq!(mutant(added), [("TMPL-TAG", Some((2, 7)))], "{added}");
    }
}

#[test]
fn a_refusal_names_what_it_refuses() {
    for (added, what) in [
        ("{{upper creditor}}", "a helper, {{upper …}}, may not stand in a template"),
        ("{{#each creditor}}{{/each}}", "{{#each}} may not stand in a template"),
        ("{{@root.amount}}", "a path, @root.amount, may not stand in a template"),
        ("{{@index}}", "{{@index}} may not stand in a template"),
        ("{{> footer}}", "a partial, {{> …}}, may not stand in a template"),
    ] {
        assert_eq!(faults(&format!("{BODY}{added}")).iter().next().unwrap().message, what);
    }
}

#[test]
fn names_are_read_in_every_branch() {
    for (added, column) in [
        ("{{amuont}}", 7),
        ("{{#if cuase}}x{{/if}}", 7),
        ("{{#if cause}}{{amuont}}{{/if}}", 20),
        ("{{#if cause}}x{{else}}{{amuont}}{{/if}}", 29),
        ("{{helperMissing}}", 7),
        ("{{true}}", 7),
        ("{{金额}}", 7),
    ] {
        assert_eq!(mutant(added), [("TMPL-NAME", Some((2, column)))], "{added}");
    }
    let fault = faults(&BODY.replace("{{amount}}", "{{amuont}}")).into_iter().next().unwrap();
    assert_eq!(fault.fix, "did you mean \"amount\"?");
    assert_eq!(fault.path, "en/sms.early.gentle");
}

#[test]
fn all_faults_of_a_body_come_at_once_with_the_lines_of_its_file() {
    let body = format!(
        "{BODY}\n{{{{amuont}}}} {{{{#if cuase}}}}{{{{> p}}}}{{{{else}}}}{{{{#each x}}}}{{{{/each}}}}{{{{/if}}}}"
    );
    let wrong = compile(TemplateSpec { body, body_line: 11, ..spec() }).unwrap_err();
    let expected = [
        ("TMPL-NAME", Some((12, 1))),
        ("TMPL-NAME", Some((12, 12))),
        ("TMPL-TAG", Some((12, 25))),
        ("TMPL-TAG", Some((12, 40))),
    ];
    assert_eq!(said(&wrong), expected);
}

#[test]
fn a_variable_that_may_be_missing_is_asked_for() {
    assert_eq!(mutant("{{cause}}"), [("TMPL-GUARD", Some((2, 7)))]);
    assert_eq!(mutant("{{#if cause}}x{{else}}{{cause}}{{/if}}"), [("TMPL-GUARD", Some((2, 29)))]);
    assert_eq!(mutant("{{#if amount}}x{{/if}}"), [("TMPL-BRANCH", Some((2, 7)))]);
    assert_eq!(mutant("{{#if cause}}{{#if cause}}x{{/if}}{{/if}}"), [("TMPL-BRANCH", Some((2, 20)))]);
    let chained = TemplateSpec {
        variables: [
            spec().variables,
            vec![VariableSpec { required: false, ..variable("name", VariableType::Text, 9) }],
        ]
        .concat(),
        body: format!(
            "{BODY} {{{{#if name}}}}{{{{name}}}}{{{{else if cause}}}}{{{{cause}}}}{{{{else}}}}you{{{{/if}}}}"
        ),
        ..spec()
    };
    assert!(compile(chained).is_ok());
}

#[test]
fn syntax_errors_are_told_in_plain_words() {
    for (added, message) in [
        ("{{amount", "a tag is opened by {{ and not closed"),
        ("{{#if cause}}x", "a block is opened and not closed"),
        ("x{{/if}}", "a block is closed that was not opened"),
        ("{{#if cause}}x{{/each}}", "a block is opened by if and closed by each"),
        ("{{}}", "this can't be read as a template"),
        ("{{amount amount=}}", "this can't be read as a template"),
    ] {
        let wrong = faults(&format!("{BODY}\n{added}"));
        let fault = wrong.iter().next().unwrap();
        assert_eq!((fault.code, fault.message.as_str()), ("TMPL-SYNTAX", message), "{added}");
        assert!(fault.place.is_some_and(|place| place.line <= 2), "{added}");
    }
}

#[test]
fn slips_of_the_pen_do_not_print() {
    for added in ["{amount}", "${amount}", "amount}}", "\\{{amount}}", "{{{{if cause}}}}{{amount}}{{{{/if}}}}"] {
        assert_eq!(said(&faults(&format!("{BODY}\n{added}")))[0].0, "TMPL-BRACE", "{added}");
    }
    // zero-width space, right-to-left override, soft hyphen, tab
    for (added, code) in [("\u{200b}", "200B"), ("\u{202e}", "202E"), ("\u{ad}", "00AD"), ("\t", "0009")] {
        let wrong = faults(&format!("{BODY}\nPay {added}now"));
        assert_eq!(said(&wrong), [("TMPL-CHARACTER", Some((2, 5)))]);
        assert!(wrong.to_string().contains(&format!("U+{code}")));
    }
}

#[test]
fn a_subject_is_read_like_the_body() {
    let mail = TemplateSpec { channel: Channel::Email, subject: Some("Your {{amuont}}".into()), ..spec() };
    let wrong = compile(mail).unwrap_err();
    assert_eq!(said(&wrong), [("TMPL-NAME", None)]);
    assert_eq!(wrong.iter().next().unwrap().path, "en/sms.early.gentle.subject");
}

#[test]
fn declarations_agree_with_the_text() {
    let with = |change: &dyn Fn(&mut TemplateSpec)| {
        let mut changed = spec();
        change(&mut changed);
        said(&compile(changed).unwrap_err()).first().map(|(code, _)| *code).unwrap()
    };
    assert_eq!(with(&|t| t.body = t.body.replace("{{link}}", "our app")), "TMPL-UNUSED");
    assert_eq!(with(&|t| t.variables.push(variable("amount", VariableType::Amount, 9))), "TMPL-VARIABLE");
    assert_eq!(with(&|t| t.variables[1].longest = 0), "TMPL-VARIABLE");
    assert_eq!(with(&|t| t.variables.push(variable("if", VariableType::Text, 9))), "TMPL-VARIABLE");
    assert_eq!(with(&|t| t.variables.push(variable("Größe", VariableType::Text, 9))), "TMPL-VARIABLE");
    assert_eq!(with(&|t| t.locale = Locale::new("fr").unwrap()), "TMPL-LOCALE");
    assert_eq!(with(&|t| t.version = 0), "TMPL-VERSION");
    assert_eq!(with(&|t| t.approved_by = " A. Writer".into()), "TMPL-APPROVAL");
    assert_eq!(with(&|t| t.approved_by.clear()), "TMPL-APPROVAL");
    assert_eq!(with(&|t| t.subject = Some("Your payment".into())), "TMPL-SUBJECT");
    assert_eq!(with(&|t| t.channel = Channel::Email), "TMPL-SUBJECT");
    assert_eq!(with(&|t| t.id = "a/b".into()), "TMPL-ID");
    assert_eq!(with(&|t| t.body = " \n".into()), "TMPL-EMPTY");
    // the amount stands in one branch alone, so the text can't be sure to say it
    let half = "{{#if cause}}{{cause}} of {{amount}}{{else}}payment{{/if}}";
    assert_eq!(with(&|t| t.body = format!("{{{{creditor}}}} {half} {{{{due_date}}}} {{{{link}}}}")), "TMPL-ELEMENT");
}

#[test]
fn the_parser_is_given_nothing_it_could_sink_in() {
    for body in [
        "x".repeat(16_385),
        "{{#if cause}}".repeat(101),
        format!("{{{{amount {}", "(a ".repeat(17)),
        format!("{{{{amount {}", "[".repeat(10_000)),
    ] {
        assert_eq!(said(&faults(&body)), [("TMPL-LENGTH", None)]);
    }
}

#[test]
fn soup_of_tags_never_panics_and_what_passes_renders() {
    const TOKENS: [&str; 30] = [
        "{{",
        "}}",
        "{{{",
        "}}}",
        "{{{{",
        "}}}}",
        "{{#if ",
        "{{/if}}",
        "{{else}}",
        "{{^}}",
        "{{else if ",
        "cause",
        "amount",
        "~",
        "(",
        ")",
        "[",
        "]",
        "'",
        "\"",
        "@root.",
        "../",
        ">",
        "*",
        "!--",
        "--",
        "\\",
        "\n",
        " ",
        "词",
    ];
    let mut state = 7_u64; // a linear congruential generator (Knuth, MMIX)
    let mut next = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap()
    };
    for _ in 0..3_000 {
        let soup: String = (0..next() % 12).map(|_| TOKENS[next() % TOKENS.len()]).collect();
        if let Ok(template) = compile(TemplateSpec { body: format!("{BODY}{soup}"), ..spec() }) {
            let text = template.render(&values()).unwrap().text;
            assert!(!text.expose().contains(['{', '}']), "{soup:?}");
        }
    }
}
