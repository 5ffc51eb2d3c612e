//! Logs: what is personal is masked wherever it stands, and however a line is cut.

use std::io::Write as _;
use std::sync::{Arc, Mutex};

use tracing_subscriber::layer::SubscriberExt as _;

use super::*;

/// A sink that the test keeps a hand on.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

fn said(work: impl FnOnce()) -> Vec<Value> {
    let sink = Shared::default();
    let subscriber =
        tracing_subscriber::registry().with(Lines::new(sink.clone(), || "2026-11-25T09:00:00Z".to_owned()));
    tracing::subscriber::with_default(subscriber, work);
    let bytes = sink.0.lock().unwrap().clone();
    String::from_utf8(bytes).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn an_event_is_a_line_with_its_fields_and_those_around_it() {
    let lines = said(|| {
        let span = tracing::info_span!("request", route = "/v1/check", status = tracing::field::Empty);
        let _in = span.enter();
        span.record("status", 200);
        tracing::warn!(lane = 3_u64, done = true, debt = -1_i64, "messages of {} lanes", 2);
    });
    let expected = serde_json::json!({
        "at": "2026-11-25T09:00:00Z", "level": "warn", "target": "dunning_engine::log::tests", "route": "/v1/check",
        "status": 200, "lane": 3, "done": true, "debt": -1, "message": "messages of 2 lanes",
    });
    assert_eq!(lines, [expected]);
}

#[test]
fn what_is_personal_is_masked_wherever_it_stands() {
    let lines = said(|| {
        let span = tracing::info_span!("call", to = "+86 138 1234 5678");
        let _in = span.enter();
        tracing::error!(card = 4_111_111_111_111_111_u64, cvv = "737", row = ?("a@b.example", 1), "身份证11010519491231002X");
    });
    let [line] = lines.as_slice() else { panic!("{lines:?}") };
    let text = line.to_string();
    for secret in ["138", "4111", "737", "a@b", "1949"] {
        assert!(!text.contains(secret), "{text}");
    }
    assert_eq!(line["card"], "****************");
    assert_eq!(line["cvv"], "***");
}

fn through(pieces: &[&[u8]]) -> String {
    let mut out = Vec::new();
    let mut masked = Masked::new(&mut out);
    for piece in pieces {
        assert_eq!(masked.write(piece).unwrap(), piece.len());
    }
    drop(masked);
    String::from_utf8(out).unwrap()
}

#[test]
fn however_a_line_is_cut_into_pieces_the_same_comes_out() {
    let line = "手机138-1234-5678，卡号6222 0212 3456 7894，客服95588\n还款1,234.56元 ✓ no end".as_bytes();
    let whole = through(&[line]);
    assert_eq!(whole, "手机*************，卡号**** **** **** ****，客服95588\n还款1,234.56元 ✓ no end");
    for at in 0..=line.len() {
        let (one, other) = line.split_at(at);
        assert_eq!(through(&[one, other]), whole, "cut at {at}");
    }
    let bytes: Vec<&[u8]> = line.chunks(1).collect();
    assert_eq!(through(&bytes), whole);
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_hide_nothing() {
    assert_eq!(through(&[b"\xff card 4111111111111111\n\xe6\x89"]), "\u{FFFD} card ****************\n\u{FFFD}");
}

#[test]
fn an_identifier_broken_over_lines_that_come_at_once_is_masked() {
    assert_eq!(through(&["卡号6222 0212\n3456 7894\n".as_bytes()]), "卡号**** ****\n**** ****\n");
}
