//! Tokens: the same name for the same identifier, under a key of the caller's, so that data can be joined without being
//! read. HMAC-SHA-256 (FIPS 198-1); sixteen consonants write its first eight bytes, so that no token reads as a word or
//! number.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use super::finding::Kind;
use super::fold::fold_into;
use super::symbol::Symbol;
use crate::words::Word as _;

/// A key for tokens. Its `Debug` tells nothing of it.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Key(pub(super) Vec<u8>);

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key")
    }
}

const LETTERS: &[u8; 16] = b"bcdfghjkmnpqrtvw";
/// Bytes of the digest that a token shows: of 2^32 identifiers, two share one with a probability of one half.
const SHOWN: usize = 8;

impl Key {
    /// Appends the name of an identifier: of its kind, letters and digits alone, in whatever form it was written.
    pub(super) fn name_into(&self, identifier: &str, kind: Kind, out: &mut String) {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return };
        let mut symbols = vec![Symbol::EDGE; identifier.len()];
        let (count, _) = fold_into(identifier, 0, &mut symbols);
        mac.update(kind.as_str().as_bytes());
        for symbol in symbols.iter().take(count).filter(|symbol| symbol.is_word() || symbol.code == '@') {
            let code = if symbol.is_digit() { u32::from(b'0' + symbol.digit) } else { u32::from(symbol.code) };
            mac.update(&code.to_be_bytes());
        }
        for byte in mac.finalize().into_bytes().iter().take(SHOWN) {
            for half in [byte >> 4, byte & 15] {
                out.push(LETTERS.get(usize::from(half)).copied().map_or('b', char::from));
            }
        }
    }
}
