//! Rulebooks read, and refused with the place of every fault.

use dunning_core::rule::{CalendarRef, Exclusion, Hours, Period, RuleKind, Span, Trigger, ZonePolicy};
use dunning_core::words::{Actor, Channel, Force, Purpose, Status, Word};

use super::*;

const HEAD: &str = r#"
format = "dunning.rulebook/1"
id = "x"
version = "1"
title = "an example"
zone = "Asia/Shanghai"
places = ["CN"]
"#;

const RULE: &str = r#"
[[rule]]
id = "A"
status = "secondary"
force = "standard"
citation = { instrument = "GB/T 45251-2025", article = "5.3", source = "a report" }
effective = { from = "2025-02-28", until = "2026-02-27" }
note = "a note"
"#;

fn one(parameters: &str) -> RuleSpec {
    let text = format!("{HEAD}{RULE}{parameters}");
    read(&text).map_err(|faults| faults.to_string()).unwrap().rules.remove(0)
}

fn said(text: &str) -> Vec<String> {
    read(text).unwrap_err().iter().map(ToString::to_string).collect()
}

#[test]
fn a_rule_reads_with_what_its_file_says_for_all() {
    let rule = one(r#"
        rows = ["B"]
        scope = { actors = ["agency"], channels_except = ["letter"] }
        kind = "AllowedWindow"
        hours = { daily = ["08:00-22:00"], sat_sun = ["09:00-12:00", "14:00-18:00"], sun = [], holiday = [] }
        calendar = "local"
        zone = "Asia/Shanghai"
        waiver = "hours"
        reply_within_s = 300
    "#);
    assert_eq!((rule.id.as_str(), rule.rows[0].as_str(), rule.note.as_str()), ("A", "B", "a note"));
    assert_eq!((rule.status, rule.force), (Status::Secondary, Force::Standard));
    assert_eq!(rule.effective.zone, "Asia/Shanghai");
    assert_eq!(rule.effective.until.unwrap().to_string(), "2026-02-27");
    assert_eq!(rule.scope.places[0].as_str(), "CN");
    assert_eq!(rule.scope.actors, [Actor::Agency]);
    assert!(!rule.scope.channels.contains(&Channel::Letter) && rule.scope.channels.len() + 1 == Channel::ALL.len());
    let RuleKind::AllowedWindow(window) = rule.kind else { panic!("another kind") };
    assert_eq!((window.zone, window.reply_within_s), (ZonePolicy::Fixed("Asia/Shanghai".to_owned()), Some(300)));
    let Hours::Fixed(week) = window.hours else { panic!("no hours") };
    let shown: Vec<String> =
        week.days.iter().map(|day| day.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")).collect();
    let usual = "08:00-22:00";
    assert_eq!(shown, [usual, usual, usual, usual, usual, "09:00-12:00 14:00-18:00", ""]);
    assert_eq!((week.holiday, week.moved_workday, week.calendar), (Some(vec![]), None, Some(CalendarRef::Local)));
}

#[test]
fn caps_and_pauses_read() {
    let rule = one(r#"
        kind = "WindowCap"
        max = 7
        counts = "attempt"
        channels = ["voice"]
        period = { week = "mon" }
        per = "debt"
        over = "collector"
        excludes = [{ outcome = "not_connected" }, { recipients = ["attorney"] }, { consent_days = 7 }, { consent = true }]
    "#);
    let RuleKind::WindowCap(cap) = rule.kind else { panic!("another kind") };
    assert!(cap.max == 7 && matches!(cap.period, Period::Week(_)) && cap.channels == [Channel::Voice]);
    assert!(matches!(
        cap.excludes[..],
        [Exclusion::Outcome(_), Exclusion::Recipients(_), Exclusion::ConsentDays(7), Exclusion::Consent]
    ));
    let rule = one(r#"
        kind = "Cooldown"
        after = "payment_pending"
        span = { business_days = 3, calendar = "local" }
        purposes = ["collection"]
        per = "person"
        over = "creditor_and_agents"
    "#);
    let RuleKind::Cooldown(pause) = rule.kind else { panic!("another kind") };
    assert_eq!(pause.after, Trigger::PaymentPending);
    assert_eq!(pause.span, Span::BusinessDays(3, CalendarRef::Local));
    assert_eq!(pause.purposes, [Purpose::Collection]);
}

#[test]
fn all_faults_come_at_once_with_their_places() {
    let text = format!(
        "{HEAD}{RULE}kind = \"WindowCap\"\nmax = 3\ncounts = \"efective\"\nperiod = {{ days = 1, month = true }}\n\
         per = \"person\"\nover = \"collector\"\nhours = 3\n{RULE}kind = \"PiiLimit\"\nmax_reveal = 4\n"
    );
    assert_eq!(
        said(&text),
        [
            "DATA-WORD at rule[0].counts (line 18, column 10): no known counted event; did you mean \"effective\"?",
            "DATA-FIELD at rule[0].period.days (line 19, column 19): a period is days, seconds, the week from a day, or \
             month = true; give exactly one of these",
            "DATA-FIELD at rule[0].hours (line 22, column 9): there is no such field; one of: id, part, rows, effect_max, \
             note, scope, status, force, citation, effective, kind, max, counts, period, per, over, channels, purposes, \
             excludes",
            "DATA-KIND at rule[1].kind (line 31, column 8): kind PiiLimit is not evaluated by this release; list the row \
             under [[absent]] with the reason",
        ]
    );
}

#[test]
fn what_can_do_nothing_is_refused() {
    let wrong = |parameters: &str| said(&format!("{HEAD}{RULE}{parameters}")).remove(0);
    let starts = |said: String, with: &str| assert!(said.starts_with(with), "{said}");
    starts(wrong("kind = \"MandatoryContent\""), "DATA-FIELD at rule[0].elements (line 9");
    starts(
        wrong("kind = \"NoContactStatus\"\ncauses = []\nstart = \"known\""),
        "DATA-FIELD at rule[0].causes (line 17",
    );
    starts(wrong("kind = \"AllowedWindow\"\nzone = \"all_candidates\""), "DATA-FIELD at rule[0].hours");
    starts(wrong("kind = \"Cooldown\""), "DATA-MISSING at rule[0].after");
    let both = "kind = \"ConsentRequired\"\nscope = { channels = [\"sms\"], channels_except = [\"voice\"] }";
    starts(wrong(both), "DATA-FIELD at rule[0].scope.channels_except (line 17");
    let backwards = format!("{HEAD}{RULE}kind = \"ConsentRequired\"").replace("2026-02-27", "2025-02-27");
    starts(said(&backwards).remove(0), "DATA-DATE at rule[0].effective.until (line 14");
}

#[test]
fn a_row_stands_in_one_place() {
    let text = format!(
        "{HEAD}{RULE}kind = \"ConsentRequired\"\nrows = [\"B\"]\n{RULE}part = \"two\"\nkind = \"ConsentRequired\"\n\
         [[absent]]\nrow = \"B\"\nkind = \"PiiLimit\"\nwhy = \"w\"\n[[carried]]\nrow = \"A\"\nby = \"b\"\n"
    );
    let said = said(&text);
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said[0].contains("row B stands here and under rule") && said[1].contains("row A stands here and under rule")
    );
}

#[test]
fn a_book_keeps_its_text() {
    let text = format!("{HEAD}{RULE}kind = \"ConsentRequired\"");
    assert_eq!(read(&text).unwrap().source, text);
}
