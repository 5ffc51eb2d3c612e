//! The law of a day, kept with the store by digest: what a policy was compiled from, so that any decision under it can be
//! taken again after books, calendars, zones or the house policy have changed.

use dunning_core::digest::Digest;
use dunning_core::fault::{Fault, Faults};
use dunning_core::id::BookId;
use dunning_core::policy::{Law, Policy, PolicySpec, parse_guidance};
use dunning_core::time::{ZoneTable, ZoneTableSpec};
use dunning_core::words::Word as _;
use dunning_wire::Value;
use dunning_wire::format::{calendar, policy, rulebook};

/// A piece of law as bytes, under the digest of its bytes.
pub(crate) struct Piece {
    pub(crate) digest: Digest,
    pub(crate) bytes: Vec<u8>,
}

impl Piece {
    /// A piece under the digest of its bytes.
    pub(crate) fn of(bytes: Vec<u8>) -> Self {
        Self { digest: Digest::of(&bytes), bytes }
    }
}

/// Everything a policy was compiled from: its pieces, and the list of them, which stands under the digest of
/// all law in force with it.
pub(crate) fn pieces(spec: &PolicySpec, law: &Law, policy: &Policy) -> Vec<Piece> {
    let house = Piece::of(spec.source.clone().into_bytes());
    let books: Vec<Piece> = law.books.iter().map(|book| Piece::of(book.source.clone().into_bytes())).collect();
    let calendars: Vec<Piece> =
        law.calendars.iter().map(|calendar| Piece::of(calendar::write(calendar).into_bytes())).collect();
    let zones = Piece::of(law.zones.spec().to_bytes());
    let hex = |pieces: &[Piece]| pieces.iter().map(|piece| piece.digest.to_string()).collect::<Vec<_>>();
    let list = serde_json::json!({
        "format": "dunning.law/1",
        "in_force": spec.books.iter().map(|id| id.as_str()).collect::<Vec<_>>(),
        "guidance": spec.guidance.as_str(),
        "stale_after_s": spec.stale_after_s,
        "relevance_s": spec.relevance_s,
        "house": house.digest.to_string(),
        "books": hex(&books),
        "calendars": hex(&calendars),
        "zones": zones.digest.to_string(),
    });
    let list = Piece { digest: policy.provenance().law(), bytes: list.to_string().into_bytes() };
    [vec![house, zones, list], books, calendars].into_iter().flatten().collect()
}

/// The policy under a digest, compiled again from what was kept; nothing when it wasn't kept.
///
/// # Errors
/// What is wrong with what was kept.
pub(crate) fn recall(digest: Digest, kept: impl Fn(Digest) -> Option<Vec<u8>>) -> Result<Option<Policy>, Faults> {
    let Some(list) = kept(digest) else { return Ok(None) };
    let list = text(list)?;
    let value = Value::parse(&list)?;
    let piece = |hex: &Value<'_>| {
        let missing = || Faults::from(Fault::new("DATA-LAW", "", "a piece of the law of that day isn't kept any more"));
        let digest = hex.as_text().and_then(Digest::from_hex).ok_or_else(missing)?;
        kept(digest).ok_or_else(missing)
    };
    let field = |name: &str| {
        value.field(name).ok_or_else(|| Faults::from(Fault::new("DATA-LAW", name, "the list of the law lacks this")))
    };
    let items = |name: &str| match value.field(name) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let number = |name: &str| match value.field(name) {
        Some(Value::Whole(number)) => u32::try_from(*number).ok(),
        _ => None,
    };
    let mut spec: PolicySpec = policy::read(&text(piece(field("house")?)?)?)?;
    spec.guidance = field("guidance")?.as_text().map_or(Ok(spec.guidance), parse_guidance)?;
    spec.stale_after_s = number("stale_after_s").unwrap_or(spec.stale_after_s);
    spec.relevance_s = number("relevance_s").unwrap_or(spec.relevance_s);
    spec.books = items("in_force").iter().filter_map(Value::as_text).map(BookId::new).collect::<Result<_, _>>()?;
    let books =
        items("books").iter().map(|book| rulebook::read(&text(piece(book)?)?)).collect::<Result<_, Faults>>()?;
    let calendars =
        items("calendars").iter().map(|days| calendar::read(&text(piece(days)?)?)).collect::<Result<_, Faults>>()?;
    let zones = ZoneTable::new(ZoneTableSpec::from_bytes(&piece(field("zones")?)?)?)?;
    Policy::compile(spec, &Law { books, calendars, zones }).map(Some)
}

fn text(bytes: Vec<u8>) -> Result<String, Faults> {
    String::from_utf8(bytes)
        .map_err(|_| Fault::new("DATA-UTF8", "", "a piece of the law that was kept is not UTF-8").into())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn a_policy_compiles_again_to_the_same_digest() {
        let law = dunning_rulebooks::law().unwrap();
        let spec = PolicySpec {
            books: vec![BookId::new("cn").unwrap()],
            stale_after_s: 3600,
            ..dunning_rulebooks::considerate().unwrap()
        };
        let policy = Policy::compile(spec.clone(), &law).unwrap();
        let kept: BTreeMap<Digest, Vec<u8>> =
            pieces(&spec, &law, &policy).into_iter().map(|piece| (piece.digest, piece.bytes)).collect();
        let again = recall(policy.provenance().law(), |digest| kept.get(&digest).cloned()).unwrap().unwrap();
        assert_eq!(again.provenance(), policy.provenance());
        assert!(recall(Digest::of(b"another"), |digest| kept.get(&digest).cloned()).unwrap().is_none());
    }
}
