//! In which encoding a file is: by its byte order mark, else by its first signs beyond ASCII. It names what it found and
//! what it can't read; rows are not its affair.

use std::io::{self, Read, Seek, SeekFrom};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use dunning_core::fault::Fault;
use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE};

/// An encoding, and how many bytes of mark stand before the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) encoding: &'static Encoding,
    pub(crate) mark_bytes: u64,
}

/// How much of the text from the first sign beyond ASCII on is looked at.
const SAMPLE_BYTES: usize = 256 << 10;
/// One stray byte in so many characters is a fault of its row, not another encoding.
const STRAY_MAX: usize = 10;

/// Reads the name of an encoding as the WHATWG Encoding Standard lists them (`utf-8`, `gb18030`, `gbk`, `big5` …).
///
/// # Errors
/// `DATA-ENCODING` for an unknown name, and for an encoding whose commas aren't those of ASCII.
pub(crate) fn named(label: &str) -> Result<&'static Encoding, Fault> {
    let fault =
        |message: String| Fault::new("DATA-ENCODING", "", message).fix("utf-8, gb18030, or another of ASCII's kin");
    match Encoding::for_label(label.as_bytes()) {
        None => Err(fault(format!("{label:?} is no encoding"))),
        // GB18030 has GBK and GB2312 in it.
        Some(encoding) if encoding == GBK => Ok(GB18030),
        Some(encoding) if encoding.is_ascii_compatible() => Ok(encoding),
        Some(encoding) => Err(fault(format!("{} is not read", encoding.name()))),
    }
}

/// Finds the encoding of a text, and leaves the input at its start.
///
/// # Errors
/// Those of reading; inside, `DATA-ENCODING` for a text that is none, or whose encoding isn't read unless it is named,
/// and `DATA-EMPTY` for an empty file.
pub(crate) fn detect(
    input: &mut (impl Read + Seek),
    named: Option<&'static Encoding>,
) -> io::Result<Result<Found, Fault>> {
    let head = fill(input, 4096)?;
    if head.is_empty() {
        let fault = Fault::new("DATA-EMPTY", "", "the file is empty");
        return Ok(Err(fault.fix("it begins with a header, or holds one JSON object a line")));
    }
    if let Some(fault) = no_text(&head) {
        return Ok(Err(fault));
    }
    let marked = head.starts_with(b"\xef\xbb\xbf");
    let found = match named {
        Some(encoding) => Ok(encoding),
        None if marked => Ok(UTF_8),
        None => guess(&sample(input, head)?),
    };
    input.seek(SeekFrom::Start(0))?;
    let mark_bytes = if marked { 3 } else { 0 };
    Ok(found.map(|encoding| Found { encoding, mark_bytes }))
}

/// What speaks against a text in the first bytes of a file.
fn no_text(head: &[u8]) -> Option<Fault> {
    let refused = |what: &str| {
        let fault = Fault::new("DATA-ENCODING", "", format!("the file is {what}"));
        Some(fault.fix("export it as CSV in UTF-8"))
    };
    match head {
        [b'P', b'K', 3, 4, ..] => refused("a spreadsheet (xlsx) or another archive, not text"),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => refused("a spreadsheet (xls), not text"),
        [0x1f, 0x8b, ..] => refused("compressed (gzip)"),
        _ => match Encoding::for_bom(head) {
            Some((encoding, _)) if encoding == UTF_16LE || encoding == UTF_16BE => {
                refused(&format!("in {}, which is not read", encoding.name()))
            }
            _ if head.contains(&0) => refused("in UTF-16, which is not read, or no text at all"),
            _ => None,
        },
    }
}

/// The text from its first sign beyond ASCII on, as much as is looked at; empty when there is none.
fn sample(input: &mut (impl Read + Seek), head: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut chunk = head;
    loop {
        if let Some(at) = chunk.iter().position(|byte| !byte.is_ascii()) {
            // From the line's start: what stands before may belong to the sign.
            let start = chunk.iter().take(at).rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
            let mut sample = chunk.split_off(start);
            let rest = fill(input, SAMPLE_BYTES)?;
            sample.extend(rest);
            return Ok(sample);
        }
        chunk = fill(input, SAMPLE_BYTES)?;
        if chunk.is_empty() {
            return Ok(chunk);
        }
    }
}

/// As many bytes as there are, up to a number.
fn fill(input: &mut impl Read, bytes_max: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    input.take(bytes_max as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn guess(sample: &[u8]) -> Result<&'static Encoding, Fault> {
    let (signs, strays) = count_utf8(sample);
    if strays == 0 || signs >= strays * STRAY_MAX {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let guessed = detector.guess(None, Utf8Detection::Deny);
    if (guessed == GBK || guessed == GB18030) && strays >= count_gb_faults(sample) * STRAY_MAX {
        return Ok(GB18030);
    }
    if signs == 0 && strays <= 2 {
        return Ok(UTF_8);
    }
    let known = [BIG5, EUC_KR, SHIFT_JIS].contains(&guessed);
    let likely = if known { "the text looks like" } else { "the text is no UTF-8; it may be" };
    let message = format!("{likely} {}", guessed.name());
    let fix = format!("export it in UTF-8, or say --encoding {} if it is so", guessed.name().to_lowercase());
    Err(Fault::new("DATA-ENCODING", "", message).fix(fix))
}

/// How many signs beyond ASCII are right UTF-8, and how many bytes are not.
fn count_utf8(sample: &[u8]) -> (usize, usize) {
    let (mut signs, mut strays) = (0, 0);
    let mut chunks = sample.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        signs += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // A sign that the sample's end cuts off is no stray.
        if chunks.peek().is_some() {
            strays += chunk.invalid().len();
        }
    }
    (signs, strays)
}

/// How many places of the sample are no GB 18030.
fn count_gb_faults(sample: &[u8]) -> usize {
    GB18030.decode_without_bom_handling(sample).0.matches(char::REPLACEMENT_CHARACTER).count()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn found(bytes: &[u8]) -> Result<(&'static str, u64), String> {
        let mut input = Cursor::new(bytes);
        let found = detect(&mut input, None).unwrap();
        assert!(found.is_err() || input.position() == 0);
        found.map(|found| (found.encoding.name(), found.mark_bytes)).map_err(|fault| fault.to_string())
    }

    #[test]
    fn marks_and_first_signs_decide() {
        assert_eq!(found(b"id,arrears\n1,2\n"), Ok(("UTF-8", 0)));
        assert_eq!(found("\u{feff}id\n".as_bytes()), Ok(("UTF-8", 3)));
        assert_eq!(found("客户号,姓名\nC1,张三\n".as_bytes()), Ok(("UTF-8", 0)));
        // 客户号,姓名 / C1,张三 in GB 18030 (the code points' own table).
        let gb = b"\xbf\xcd\xbb\xa7\xba\xc5,\xd0\xd5\xc3\xfb\nC1,\xd5\xc5\xc8\xfd\n";
        assert_eq!(found(gb), Ok(("gb18030", 0)));
    }

    #[test]
    fn a_sign_far_behind_the_start_is_found() {
        let mut text = b"id,name\n".repeat(100_000);
        text.extend(b"1,\xd5\xc5\xc8\xfd\n2,\xc0\xee\xcb\xc4\n3,\xcd\xf5\xce\xe5\n");
        assert_eq!(found(&text), Ok(("gb18030", 0)));
    }

    #[test]
    fn one_stray_byte_is_a_fault_of_its_row() {
        let mut text = "客户号,姓名\n".repeat(10).into_bytes();
        text.extend(b"C1,\xff\n");
        assert_eq!(found(&text), Ok(("UTF-8", 0)));
        assert_eq!(found(b"id,name\n1,\xff\n"), Ok(("UTF-8", 0)));
    }

    #[test]
    fn another_encoding_is_named_and_asked_for() {
        let (text, ..) = BIG5.encode("戶號,姓名\n1,王小明欠款五萬元整請儘速還款謝謝您的合作\n");
        let said = found(&text).unwrap_err();
        assert_eq!(
            said,
            "DATA-ENCODING: the text looks like Big5; export it in UTF-8, or say --encoding big5 if it is so"
        );
    }

    #[test]
    fn what_is_no_text_is_named() {
        for (bytes, what) in [
            (b"".as_slice(), "DATA-EMPTY: the file is empty"),
            (b"PK\x03\x04....", "DATA-ENCODING: the file is a spreadsheet (xlsx)"),
            (b"\x1f\x8b\x08", "DATA-ENCODING: the file is compressed (gzip)"),
            (b"\xff\xfei\x00d\x00", "DATA-ENCODING: the file is in UTF-16LE"),
            (b"i\x00d\x00", "DATA-ENCODING: the file is in UTF-16"),
        ] {
            let said = found(bytes).unwrap_err();
            assert!(said.starts_with(what), "{said}");
        }
    }

    #[test]
    fn encodings_have_names() {
        assert_eq!(named("GB2312").unwrap(), GB18030);
        assert_eq!(named("latin1").unwrap().name(), "windows-1252");
        assert!(named("utf-16").is_err() && named("klingon").is_err());
    }
}
