//! `dunning.evidence/1`: an exported audit chain as JSON Lines. The first line names the format and says how many lanes
//! there are, then come the records of each lane in order, then one line for the head of each lane, by which a chain that
//! was cut off is known.
//!
//! A record stands in its line byte for byte as it was hashed, so that verification needs nothing but the file.

use std::collections::BTreeMap;

use dunning_core::audit::{BrokenChain, Head, Link, Why, follow, genesis};
use dunning_core::digest::Digest;
use dunning_core::fault::{Fault, Place};

use crate::value::Value;

/// The first line of an export.
pub fn header(lanes: u16) -> String {
    format!(r#"{{"format":"dunning.evidence/1","lanes":{lanes}}}"#)
}

/// A record as a line.
pub fn record(link: &Link) -> String {
    let Link { lane, seq, hash, body } = link;
    format!(r#"{{"lane":{lane},"seq":{seq},"hash":"{hash}","record":{body}}}"#)
}

/// The head of a lane as a line.
pub fn head(head: &Head) -> String {
    let Head { lane, seq, hash } = head;
    format!(r#"{{"lane":{lane},"head":{seq},"hash":"{hash}"}}"#)
}

/// What is wrong with an export.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The file is no export, or a line of it is none of an export's.
    #[error("{0}")]
    Line(Fault),
    /// A chain doesn't hold.
    #[error("{0}")]
    Chain(BrokenChain),
    /// A lane's head is missing: the export was cut off.
    #[error("lane {0}: its head is missing, so the export was cut off")]
    NoHead(u16),
}

/// Verifies an export line by line, in memory that doesn't grow with it.
#[derive(Debug, Clone, Default)]
pub struct Verifier {
    line: u32,
    lanes: u16,
    /// Where each lane's chain stands.
    at: BTreeMap<u16, Head>,
    /// The lanes whose head has come.
    ended: BTreeMap<u16, ()>,
    records: u64,
}

impl Verifier {
    /// Takes the next line.
    ///
    /// # Errors
    /// `DATA-EVIDENCE` for a line that isn't an export's; the first record that doesn't follow from those before it.
    pub fn take(&mut self, line: &str) -> Result<(), Wrong> {
        self.line += 1;
        if self.line == 1 {
            self.lanes = lanes(line).ok_or_else(|| {
                let fault = self.fault("this is no dunning.evidence/1");
                Wrong::Line(fault.fix("export the chain with: dunning audit export"))
            })?;
            return Ok(());
        }
        if line.is_empty() {
            return Ok(());
        }
        match read(line).filter(|(lane, ..)| *lane < self.lanes) {
            Some((lane, seq, hash, Some(body))) => {
                let at = self.at.entry(lane).or_insert_with(|| genesis(lane));
                *at = follow(*at, &Link { lane, seq, hash, body }).map_err(Wrong::Chain)?;
                self.records += 1;
                Ok(())
            }
            Some((lane, seq, hash, None)) => {
                let at = self.at.get(&lane).copied().unwrap_or_else(|| genesis(lane));
                let broken = |seq, why| Err(Wrong::Chain(BrokenChain { lane, seq, why }));
                if seq > at.seq {
                    broken(at.seq + 1, Why::Truncated)
                } else if seq < at.seq || hash != at.hash || self.ended.insert(lane, ()).is_some() {
                    broken(at.seq, Why::Hash)
                } else {
                    Ok(())
                }
            }
            None => Err(Wrong::Line(self.fault("this line is no record and no head"))),
        }
    }

    /// Where each lane's chain stands, as far as its records came.
    pub fn heads(&self) -> impl Iterator<Item = &Head> {
        self.at.values()
    }

    /// Ends the export; how many records hold.
    ///
    /// # Errors
    /// The first lane whose head didn't come; that there was no line at all.
    pub fn finish(self) -> Result<u64, Wrong> {
        if self.line == 0 {
            return Self::default().take("").map(|()| 0);
        }
        match (0..self.lanes).find(|lane| !self.ended.contains_key(lane)) {
            Some(lane) => Err(Wrong::NoHead(lane)),
            None => Ok(self.records),
        }
    }

    fn fault(&self, message: &str) -> Fault {
        Fault::new("DATA-EVIDENCE", "", message).at(Some(Place { line: self.line, column: 1 }))
    }
}

/// Verifies an export that is at hand as a whole; how many records hold.
///
/// # Errors
/// What is wrong with it first.
pub fn verify<'t>(lines: impl IntoIterator<Item = &'t str>) -> Result<u64, Wrong> {
    let mut verifier = Verifier::default();
    lines.into_iter().try_for_each(|line| verifier.take(line))?;
    verifier.finish()
}

/// How many lanes a header names.
fn lanes(line: &str) -> Option<u16> {
    match Value::parse(line).ok()?.field("lanes")? {
        Value::Whole(lanes) => u16::try_from(*lanes).ok().filter(|lanes| line == header(*lanes)),
        _ => None,
    }
}

/// A record's lane, number, hash and body, or those of a head, which has no body. The body is kept as the bytes that were
/// hashed; what stands before it is read as JSON.
fn read(line: &str) -> Option<(u16, u64, Digest, Option<String>)> {
    let (before, body) = match line.split_once(r#","record":"#) {
        Some((before, rest)) => (format!("{before}}}"), Some(rest.strip_suffix('}')?.to_owned())),
        None => (line.to_owned(), None),
    };
    let value = Value::parse(&before).ok()?;
    let number = |name| match value.field(name) {
        Some(Value::Whole(number)) => u64::try_from(*number).ok(),
        _ => None,
    };
    let lane = u16::try_from(number("lane")?).ok()?;
    let hash = Digest::from_hex(value.field("hash")?.as_text()?)?;
    let seq = number(if body.is_some() { "seq" } else { "head" })?;
    Some((lane, seq, hash, body))
}

#[cfg(test)]
mod tests {
    use dunning_core::audit::{append, genesis};

    use super::*;

    fn export() -> Vec<String> {
        let mut lines = vec![header(2)];
        let mut heads = Vec::new();
        for lane in [0, 1] {
            let mut at = genesis(lane);
            for body in [r#"{"kind":"a","note":",\"record\":"}"#, r#"{"kind":"b"}"#] {
                let (link, next) = append(at, body.to_owned());
                lines.push(record(&link));
                at = next;
            }
            heads.push(head(&at));
        }
        lines.extend(heads);
        lines
    }

    fn verdict(lines: &[String]) -> Result<u64, Wrong> {
        super::verify(lines.iter().map(String::as_str))
    }

    #[test]
    fn a_whole_export_verifies() {
        assert_eq!(verdict(&export()), Ok(4));
    }

    #[test]
    fn a_changed_a_missing_and_a_cut_record_are_named() {
        let bad = |lines: &[String]| match verdict(lines) {
            Err(Wrong::Chain(broken)) => (broken.lane, broken.seq),
            other => panic!("{other:?}"),
        };
        let mut changed = export();
        changed[4] = changed[4].replace("\"b\"", "\"c\"");
        assert_eq!(bad(&changed), (1, 2));
        let mut missing = export();
        missing.remove(1);
        assert_eq!(bad(&missing), (0, 1));
        let mut cut = export();
        cut.remove(4);
        assert_eq!(bad(&cut), (1, 2));
        assert!(matches!(verdict(&["{}".to_owned()]), Err(Wrong::Line(_))));
        assert!(matches!(verdict(&[]), Err(Wrong::Line(_))));
    }

    #[test]
    fn an_export_without_its_end_is_no_evidence() {
        let whole = export();
        for kept in 1..whole.len() {
            assert!(verdict(&whole[..kept]).is_err(), "the first {kept} lines");
        }
        // A lane's last record and its head left out together, and a header that says fewer lanes.
        let mut cut = export();
        cut.remove(6);
        cut.remove(4);
        assert_eq!(verdict(&cut), Err(Wrong::NoHead(1)));
        cut[0] = header(1);
        assert!(matches!(verdict(&cut), Err(Wrong::Line(_))));
    }
}
