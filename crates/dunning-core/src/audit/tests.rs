//! The chain against its own promise: any single edit is named by its record.

use super::*;
use crate::digest::Digest;

fn chain(lane: u16, bodies: &[&str]) -> Vec<Link> {
    let mut head = genesis(lane);
    bodies
        .iter()
        .map(|body| {
            let (link, next) = append(head, (*body).to_owned());
            head = next;
            link
        })
        .collect()
}

#[test]
fn a_whole_chain_verifies_to_its_head() {
    let links = chain(3, &["a", "b", "c"]);
    let head = verify(3, &links, None).unwrap();
    assert_eq!((head.lane, head.seq, head.hash), (3, 3, links[2].hash));
    assert_eq!(verify(3, [], None).unwrap(), genesis(3));
}

#[test]
fn every_single_edit_names_its_record() {
    let whole = chain(3, &["a", "b", "c", "d"]);
    let kept = verify(3, &whole, None).unwrap();
    for i in 0..whole.len() {
        let seq = whole[i].seq;
        let broken = |links: Vec<Link>| verify(3, &links, Some(kept)).unwrap_err();

        let mut changed = whole.clone();
        changed[i].body.push('x');
        assert_eq!(broken(changed), BrokenChain { lane: 3, seq, why: Why::Hash });

        let mut rehashed = whole.clone();
        rehashed[i].hash = Digest::of(b"other");
        assert_eq!(broken(rehashed), BrokenChain { lane: 3, seq, why: Why::Hash });

        let mut removed = whole.clone();
        removed.remove(i);
        let why = if i + 1 == whole.len() { Why::Truncated } else { Why::Sequence };
        assert_eq!(broken(removed), BrokenChain { lane: 3, seq, why });

        let mut doubled = whole.clone();
        doubled.insert(i, whole[i].clone());
        assert_eq!(broken(doubled), BrokenChain { lane: 3, seq: seq + 1, why: Why::Sequence });
    }
}

#[test]
fn lanes_do_not_swap() {
    let links = chain(3, &["a"]);
    assert_eq!(verify(4, &links, None).unwrap_err().why, Why::Sequence);
    let moved: Vec<Link> = links.into_iter().map(|link| Link { lane: 4, ..link }).collect();
    assert_eq!(verify(4, &moved, None).unwrap_err().why, Why::Hash);
}

#[test]
fn names_are_hmac_sha_256() {
    // RFC 4231, test case 1 with its key of 20 bytes 0x0b padded to 32 with zeros, as HMAC itself pads a short key.
    let mut key = [0_u8; 32];
    key[..20].fill(0x0b);
    assert_eq!(
        PersonKey::new(key).name(b"Hi There").to_string(),
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    );
}

#[test]
fn equal_texts_of_several_kinds_have_names_of_their_own() {
    let key = PersonKey::new([7; 32]);
    let at = chrono::DateTime::from_timestamp(0, 0).unwrap();
    let line = Entry::new("note", at).personal("person", &key, "1").personal("debt", &key, "1").finish();
    let names: Vec<&str> = line.split('"').filter(|text| text.len() == 64).collect();
    assert_eq!(names.len(), 2);
    assert_ne!(names[0], names[1]);
    assert_eq!(key.named("debt", b"1").to_string(), names[1]);
    assert_ne!(key.named("de", b"bt\x001"), key.named("debt", b"1"));
}

#[test]
fn lines_escape_what_json_must() {
    let at = chrono::DateTime::from_timestamp(0, 0).unwrap();
    let line = Entry::new("note", at).text("by", "a\"b\\c\nd").finish();
    assert_eq!(
        line,
        "{\"format\":\"dunning.record/1\",\"kind\":\"note\",\"at\":\"1970-01-01T00:00:00Z\",\"by\":\"a\\\"b\\\\c\\u000ad\"}"
    );
}
