//! Shows errors on standard error: as JSON where programs read the results, else in words, with the faulty place of a
//! file drawn where its text is at hand.

use std::io::{self, Write};
use std::ops::Range;

use ariadne::{Color, Config, Label, Report, ReportKind, Source};
use dunning_core::explain::Lang;
use dunning_core::fault::{Fault, Place};
use dunning_wire::stream::Failure;
use serde_json::json;

use crate::context::Context;
use crate::errors::{Error, Faulty};
use crate::lang::pick;
use crate::meaning;
use crate::output::Format;

/// Shows an error. One that can't be shown is lost: there is nowhere left to say it.
pub(crate) fn error(error: &Error, context: &Context) {
    let mut out = anstream::stderr().lock();
    let _ = match error {
        Error::Gone => Ok(()),
        _ if context.output.is_some_and(Format::is_for_programs) => json_line(error, &mut out),
        Error::Faulty(files) => files.iter().try_for_each(|file| drawn(file, context, &mut out)),
        _ => in_words(error, context, &mut out),
    };
}

fn json_line(error: &Error, out: &mut impl Write) -> io::Result<()> {
    if let Error::Faulty(files) = error {
        return files.iter().try_for_each(|Faulty { name, faults, .. }| {
            writeln!(out, "{}", json!({"file": name, "error": Failure::of(None, faults.clone()).error}))
        });
    }
    let (mut message, remedy) = (error.message(Lang::En), error.remedy(Lang::En));
    if !remedy.is_empty() {
        message = format!("{message}; {remedy}");
    }
    writeln!(out, "{}", json!({"error": {"code": error.code(), "message": message, "path": ""}}))
}

fn in_words(error: &Error, context: &Context, out: &mut impl Write) -> io::Result<()> {
    let style = anstyle::AnsiColor::Red.on_default().bold();
    let title = pick(context.lang, "error", "错误");
    writeln!(out, "{style}{title}:{style:#} {}", error.message(context.lang))?;
    let remedy = error.remedy(context.lang);
    if remedy.is_empty() { Ok(()) } else { writeln!(out, "  {remedy}") }
}

/// Draws each fault under the line it stands in.
fn drawn(file: &Faulty, context: &Context, out: &mut impl Write) -> io::Result<()> {
    file.faults.iter().try_for_each(|fault| match fault.place {
        Some(place) if !file.text.is_empty() => draw(file, fault, place, context, out),
        _ => writeln!(out, "{}: {}", file.name, meaning::shown(fault, context.lang)),
    })
}

fn draw(file: &Faulty, fault: &Fault, place: Place, context: &Context, out: &mut impl Write) -> io::Result<()> {
    let span = (file.name.as_str(), span(&file.text, place));
    let kind = pick(context.lang, "Error", "错误");
    let said = if fault.path.is_empty() { pick(context.lang, "here", "此处") } else { fault.path.as_str() };
    let mut message = meaning::said(fault, context.lang);
    if !fault.fix.is_empty() && context.lang == Lang::ZhCn {
        message.extend(["；", &meaning::mended(fault, context.lang)]);
    }
    let mut report = Report::build(ReportKind::Custom(kind, Color::Red), span.clone())
        .with_config(Config::default())
        .with_code(fault.code)
        .with_message(message)
        .with_label(Label::new(span).with_message(said).with_color(Color::Red));
    // The drawing's own word for a note is English.
    if !fault.fix.is_empty() && context.lang == Lang::En {
        report = report.with_note(&fault.fix);
    }
    let mut shown = Vec::new();
    report.finish().write((file.name.as_str(), Source::from(&file.text)), &mut shown)?;
    out.write_all(&shown)
}

/// The characters of the word that begins at a place: to the end of a quoted text or a tag of a template, else to what
/// can't stand in a key.
fn span(text: &str, place: Place) -> Range<usize> {
    let line = text.split_inclusive('\n').take(place.line.saturating_sub(1) as usize);
    let before: usize = line.map(|line| line.chars().count()).sum();
    let start = before + place.column.saturating_sub(1) as usize;
    let mut rest = text.chars().skip(start).take_while(|c| *c != '\n');
    let long = match rest.next() {
        None => return start..start,
        Some(quote @ ('"' | '\'')) => 2 + rest.take_while(|c| *c != quote).count(),
        Some('{') => {
            let closed = |before: &mut char, c: char| Some(std::mem::replace(before, c) == '}' && c == '}');
            2 + rest.scan('{', closed).take_while(|closed| !closed).count()
        }
        Some(_) => 1 + rest.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.')).count(),
    };
    let end = text.chars().count();
    start.min(end)..(start + long).min(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_at_a_place_is_found() {
        let text = "名 = 'x'\npolciy = \"a b\"\n";
        let at = |line, column| span(text, Place { line, column });
        assert_eq!(at(2, 1), 8..14);
        assert_eq!(at(2, 10), 17..22);
        assert_eq!(at(1, 1), 0..1);
        assert_eq!(at(9, 1), 23..23);
        assert_eq!(span("pay {{amout}} now", Place { line: 1, column: 5 }), 4..13);
    }
}
