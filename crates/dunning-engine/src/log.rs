//! What programs say of their work, without personal data: a [`tracing`] layer that writes JSON Lines, and a writer for
//! whatever else writes lines. Both put every line through the redactor's `Log` profile before a byte of it leaves. That
//! nothing personal is said in the first place is the business of who says it; this is the net below.
//!
//! ```
//! use dunning_engine::log::Lines;
//! use tracing_subscriber::layer::SubscriberExt as _;
//! let lines = Lines::new(std::io::stderr(), || "2026-11-25T09:00:00Z".to_owned());
//! let subscriber = tracing_subscriber::registry().with(lines);
//! tracing::subscriber::with_default(subscriber, || tracing::info!(phone = "13812345678", "called"));
//! // {"at":"2026-11-25T09:00:00Z","level":"info","message":"called","phone":"***********","target":"…"}
//! ```

use std::fmt::{Debug, Formatter};
use std::io::{Result, Write};
use std::sync::{LazyLock, Mutex, PoisonError};

use dunning_core::redact::{Profile, Redactor, Stream};
use serde_json::{Map, Value};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

/// Masks whole identifiers of every kind.
static REDACTOR: LazyLock<Redactor> = LazyLock::new(|| Redactor::builder().profile(Profile::Log).build());

/// A layer that writes each event as a line of JSON: when, level, where in the code, what was said, and the fields of the
/// event and of the spans around it. A field is redacted together with its name, which may be what tells an identifier.
/// Where the sink can't be written to, the line is lost and the work goes on.
#[derive(Debug)]
pub struct Lines<W, C> {
    sink: Mutex<W>,
    clock: C,
}

impl<W: Write, C: Fn() -> String> Lines<W, C> {
    /// A layer that writes to a sink. The clock tells the instant of a line, as it is to be written.
    pub const fn new(sink: W, clock: C) -> Self {
        Self { sink: Mutex::new(sink), clock }
    }
}

/// The fields of a span, redacted.
struct Around(Map<String, Value>);

impl<S, W, C> Layer<S> for Lines<W, C>
where
    S: Subscriber + for<'span> LookupSpan<'span>,
    W: Write + 'static,
    C: Fn() -> String + 'static,
{
    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(Around(fields.0));
        }
    }

    fn on_record(&self, id: &Id, record: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(Around(fields)) = span.extensions_mut().get_mut::<Around>()
        {
            let mut more = Fields::default();
            record.record(&mut more);
            fields.append(&mut more.0);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut fields = Fields::default();
        event.record(&mut fields);
        let mut line = Map::new();
        line.insert("at".to_owned(), (self.clock)().into());
        line.insert("level".to_owned(), event.metadata().level().as_str().to_ascii_lowercase().into());
        line.insert("target".to_owned(), event.metadata().target().into());
        for span in context.event_scope(event).into_iter().flat_map(tracing_subscriber::registry::Scope::from_root) {
            if let Some(Around(around)) = span.extensions().get::<Around>() {
                line.extend(around.clone());
            }
        }
        line.append(&mut fields.0);
        let mut line = Value::Object(line).to_string();
        line.push('\n');
        let mut sink = self.sink.lock().unwrap_or_else(PoisonError::into_inner);
        // Nobody is left to tell.
        let _ = sink.write_all(line.as_bytes()).and_then(|()| sink.flush());
    }
}

/// Reads fields, each redacted.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    /// Keeps a value as it is when nothing is found in it, else as its masked text.
    fn keep(&mut self, field: &Field, text: &str, value: Value) {
        let lead = format!("{}: ", field.name());
        let masked = REDACTOR.redact(&format!("{lead}{text}")).into_owned();
        let value = match masked.strip_prefix(&lead) {
            Some(same) if same == text => value,
            Some(masked) => masked.into(),
            // The name itself was found to be a part of an identifier.
            None => REDACTOR.redact(text).into(),
        };
        self.0.insert(field.name().to_owned(), value);
    }
}

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let text = format!("{value:?}");
        self.keep(field, &text, text.as_str().into());
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.keep(field, value, value.into());
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.keep(field, &value.to_string(), value.into());
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.keep(field, &value.to_string(), value.into());
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.0.insert(field.name().to_owned(), value.into());
    }
}

/// A writer that redacts what is written through it: for loggers that write text, and for what a panic says. Lines that
/// are written at once are read at once, so that an identifier broken over two of them is found; a line's beginning waits
/// for its end. Bytes that are no UTF-8 are replaced.
///
/// ```
/// use dunning_engine::log::Masked;
/// use std::io::Write as _;
/// let mut out = Vec::new();
/// writeln!(Masked::new(&mut out), "card 4111 1111 1111 1111 refused").unwrap();
/// assert_eq!(out, b"card **** **** **** **** refused\n");
/// ```
pub struct Masked<W: Write> {
    out: W,
    stream: Stream<'static>,
    /// The first bytes of a character whose last ones are still to come: three at most.
    broken: Vec<u8>,
}

impl<W: Write> Debug for Masked<W> {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Masked").finish_non_exhaustive()
    }
}

impl<W: Write> Masked<W> {
    /// A writer to another.
    pub fn new(out: W) -> Self {
        Self { out, stream: REDACTOR.stream(), broken: Vec::new() }
    }

    /// Writes what has been waiting for the end of its line.
    fn give_up_the_rest(&mut self) -> Result<()> {
        let mut settled = String::new();
        let broken = std::mem::take(&mut self.broken);
        self.stream.push(&String::from_utf8_lossy(&broken), &mut settled);
        std::mem::replace(&mut self.stream, REDACTOR.stream()).finish(&mut settled);
        self.out.write_all(settled.as_bytes())
    }

    fn push(&mut self, bytes: &[u8], settled: &mut String) {
        for chunk in bytes.utf8_chunks() {
            self.stream.push(chunk.valid(), settled);
            if !chunk.invalid().is_empty() {
                self.stream.push("\u{FFFD}", settled);
            }
        }
    }
}

impl<W: Write> Write for Masked<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        let mut all = std::mem::take(&mut self.broken);
        all.extend_from_slice(bytes);
        let whole = all.len() - unfinished(&all);
        self.broken = all.split_off(whole);
        let lines = all.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let (lines, rest) = all.split_at(lines);
        let mut settled = String::new();
        if !lines.is_empty() {
            self.push(lines, &mut settled);
            std::mem::replace(&mut self.stream, REDACTOR.stream()).finish(&mut settled);
        }
        self.push(rest, &mut settled);
        self.out.write_all(settled.as_bytes())?;
        Ok(bytes.len())
    }

    /// Flushes what is settled; a line's beginning goes on waiting for its end.
    fn flush(&mut self) -> Result<()> {
        self.out.flush()
    }
}

impl<W: Write> Drop for Masked<W> {
    fn drop(&mut self) {
        // Who needs to know whether the last line was written ends it.
        let _ = self.give_up_the_rest();
    }
}

/// How many bytes at the end begin a character and don't end it.
fn unfinished(bytes: &[u8]) -> usize {
    let last = bytes.utf8_chunks().last();
    match last.map(|chunk| chunk.invalid()) {
        Some(invalid) if std::str::from_utf8(invalid).is_err_and(|error| error.error_len().is_none()) => invalid.len(),
        _ => 0,
    }
}

#[cfg(test)]
mod tests;
