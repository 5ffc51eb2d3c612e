//! `dunning.evidence/1`: an exported audit chain as JSON Lines. The first line names the format, then come the records of
//! each lane in order, then one line for the head of each lane, by which a chain that was cut off is known.
//!
//! A record stands in its line byte for byte as it was hashed, so that verification needs nothing but the file.

use std::collections::BTreeMap;

use dunning_core::audit::{BrokenChain, Head, Link, verify};
use dunning_core::digest::Digest;
use dunning_core::fault::{Fault, Place};

use crate::value::Value;

/// The first line of an export.
pub const HEADER: &str = r#"{"format":"dunning.evidence/1"}"#;

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

/// What an export holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    lanes: BTreeMap<u16, Vec<Link>>,
    heads: BTreeMap<u16, Head>,
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
}

impl Evidence {
    /// Reads an export.
    ///
    /// # Errors
    /// `DATA-EVIDENCE` for the first line that isn't an export's.
    pub fn read<'t>(lines: impl IntoIterator<Item = &'t str>) -> Result<Self, Wrong> {
        let mut evidence = Self::default();
        let mut lines = (1_u32..).zip(lines);
        if lines.next().map(|(_, line)| line) != Some(HEADER) {
            return Err(Wrong::Line(
                Fault::new("DATA-EVIDENCE", "", "this is no dunning.evidence/1")
                    .at(Some(Place { line: 1, column: 1 }))
                    .fix("export the chain with: dunning audit export"),
            ));
        }
        for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
            evidence.take(line).ok_or_else(|| {
                Wrong::Line(
                    Fault::new("DATA-EVIDENCE", "", "this line is no record and no head")
                        .at(Some(Place { line: number, column: 1 })),
                )
            })?;
        }
        Ok(evidence)
    }

    /// Verifies every lane to its head; how many records hold.
    ///
    /// # Errors
    /// The first bad record, by lane and number.
    pub fn verify(&self) -> Result<u64, Wrong> {
        let mut records = 0;
        for lane in self.lanes.keys().chain(self.heads.keys().filter(|lane| !self.lanes.contains_key(lane))) {
            let links = self.lanes.get(lane).map(Vec::as_slice).unwrap_or_default();
            records += verify(*lane, links, self.heads.get(lane).copied()).map_err(Wrong::Chain)?.seq;
        }
        Ok(records)
    }

    fn take(&mut self, line: &str) -> Option<()> {
        // The record is kept as the bytes that were hashed; what stands before it is read as JSON.
        let (before, body) = match line.split_once(r#","record":"#) {
            Some((before, rest)) => (format!("{before}}}"), Some(rest.strip_suffix('}')?)),
            None => (line.to_owned(), None),
        };
        let value = Value::parse(&before).ok()?;
        let number = |name| match value.field(name) {
            Some(Value::Whole(number)) => u64::try_from(*number).ok(),
            _ => None,
        };
        let lane = u16::try_from(number("lane")?).ok()?;
        let hash = Digest::from_hex(value.field("hash")?.as_text()?)?;
        match body {
            Some(body) => self.lanes.entry(lane).or_default().push(Link {
                lane,
                seq: number("seq")?,
                hash,
                body: body.to_owned(),
            }),
            None => {
                self.heads.insert(lane, Head { lane, seq: number("head")?, hash });
            }
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use dunning_core::audit::{append, genesis};

    use super::*;

    fn export() -> Vec<String> {
        let mut lines = vec![HEADER.to_owned()];
        let mut heads = Vec::new();
        for lane in [0, 3] {
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
        Evidence::read(lines.iter().map(String::as_str)).and_then(|evidence| evidence.verify())
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
        assert_eq!(bad(&changed), (3, 2));
        let mut missing = export();
        missing.remove(1);
        assert_eq!(bad(&missing), (0, 1));
        let mut cut = export();
        cut.remove(4);
        assert_eq!(bad(&cut), (3, 2));
        assert!(matches!(verdict(&["{}".to_owned()]), Err(Wrong::Line(_))));
    }
}
