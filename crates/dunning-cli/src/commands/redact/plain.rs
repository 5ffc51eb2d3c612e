//! Plain text of any length, masked block by block. Each block is read with some text around it, so that labels before
//! and units after an identifier are seen, and one that stands across two blocks is found whole.

use std::io::{self, Read, Write};

use dunning_core::fault::{Fault, Faults, Place};
use dunning_core::redact::Redactor;

/// Bytes masked at a time.
const BLOCK_BYTES: usize = 1 << 20;
/// Bytes read on either side of what is masked: more than the redactor ever looks away from an identifier.
const MARGIN_BYTES: usize = 1 << 12;

/// What stops the masking of a text.
#[derive(Debug)]
pub(super) enum Stopped {
    /// It can't be read or written.
    Io(io::Error),
    /// It is no UTF-8.
    Faults(Faults),
}

impl From<io::Error> for Stopped {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Masks a text; whether it held anything.
pub(super) fn mask(mut input: impl Read, output: &mut impl Write, redactor: &Redactor) -> Result<bool, Stopped> {
    mask_blocks(&mut input, output, redactor, BLOCK_BYTES)
}

fn mask_blocks(
    input: &mut impl Read,
    output: &mut impl Write,
    redactor: &Redactor,
    block: usize,
) -> Result<bool, Stopped> {
    let mut found = false;
    let mut place = Place { line: 1, column: 1 };
    let mut bytes: Vec<u8> = Vec::new();
    // Before `written` stands what was written already, kept for what comes after it.
    let mut written = 0;
    loop {
        let wanted = u64::try_from(written + block + 2 * MARGIN_BYTES - bytes.len()).unwrap_or(u64::MAX);
        let ended = input.take(wanted).read_to_end(&mut bytes)? < usize::try_from(wanted).unwrap_or(usize::MAX);
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text,
            Err(error) if error.error_len().is_none() && !ended => valid(&bytes, error.valid_up_to()),
            Err(error) => {
                let good = valid(&bytes, error.valid_up_to());
                let at = after(place, good.get(written..).unwrap_or_default());
                return Err(Stopped::Faults(no_utf8(at).into()));
            }
        };
        let end = if ended { text.len() } else { text.floor_char_boundary(text.len() - MARGIN_BYTES) };
        let (until, some) = write_masked(text, written, end, output, redactor)?;
        found |= some;
        if ended {
            output.flush()?;
            return Ok(found);
        }
        place = after(place, text.get(written..until).unwrap_or_default());
        let kept = text.floor_char_boundary(until.saturating_sub(MARGIN_BYTES));
        bytes.drain(..kept);
        written = until - kept;
    }
}

/// Writes a stretch of a text, its identifiers masked; one that begins in it is written whole. Where it ended, and
/// whether there was one.
fn write_masked(
    text: &str,
    from: usize,
    end: usize,
    output: &mut impl Write,
    redactor: &Redactor,
) -> io::Result<(usize, bool)> {
    let mut at = from;
    for found in redactor.scan(text).iter().filter(|found| found.start >= from && found.start < end) {
        output.write_all(text.get(at..found.start).unwrap_or_default().as_bytes())?;
        output.write_all(redactor.mask(text, found).as_bytes())?;
        at = found.end;
    }
    let end = end.max(at);
    output.write_all(text.get(at..end).unwrap_or_default().as_bytes())?;
    Ok((end, at > from))
}

fn valid(bytes: &[u8], until: usize) -> &str {
    bytes.get(..until).and_then(|good| std::str::from_utf8(good).ok()).unwrap_or_default()
}

/// The place after a text.
fn after(place: Place, text: &str) -> Place {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let breaks = number(text.bytes().filter(|byte| *byte == b'\n').count());
    let last = number(text.rsplit('\n').next().unwrap_or_default().chars().count());
    let column = if breaks == 0 { place.column.saturating_add(last) } else { last.saturating_add(1) };
    Place { line: place.line.saturating_add(breaks), column }
}

fn no_utf8(at: Place) -> Fault {
    Fault::new("DATA-ENCODING", "", "the text is no UTF-8 from here on").fix("convert it to UTF-8").at(Some(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &[u8], block: usize) -> Result<String, Stopped> {
        let mut out = Vec::new();
        mask_blocks(&mut &*text, &mut out, &Redactor::new(), block)?;
        Ok(String::from_utf8(out).unwrap())
    }

    #[test]
    fn blocks_of_any_size_mask_alike() {
        let line = "客户手机13812345678，请于周五前还款120.00元；";
        let text = line.repeat(600);
        let whole = "客户手机138****5678，请于周五前还款120.00元；".repeat(600);
        for block in [1, 5, 63, 1000] {
            assert_eq!(masked(text.as_bytes(), block).unwrap(), whole, "blocks of {block}");
        }
        assert_eq!(masked(b"", 1).unwrap(), "");
    }

    #[test]
    fn a_byte_that_is_no_utf8_has_a_place() {
        let text = [("名字\n".repeat(5000) + "电").as_bytes(), b"\xff x"].concat();
        for block in [1000, BLOCK_BYTES] {
            let Err(Stopped::Faults(faults)) = masked(&text, block) else { panic!("read") };
            assert_eq!(faults.iter().next().unwrap().place, Some(Place { line: 5001, column: 2 }));
        }
    }
}
