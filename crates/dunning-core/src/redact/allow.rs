//! What an institution says of itself: its own hotlines, mail domains and numbers are no one's. Each is allowed for its
//! kind alone.

use super::finding::Kind;
use super::symbol::{Class, Symbol};

/// An identifier that is the institution's own, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Own {
    pub(super) kind: Kind,
    /// Its letters and digits in lower case; of mail, the domain.
    pub(super) value: String,
}

impl Own {
    /// Whether the symbols of a finding are this identifier. Telephone numbers agree when one ends with the other and
    /// nothing but a country's code or a trunk zero stands before; mail when it is of the domain or of one under it.
    pub(super) fn is(&self, kind: Kind, symbols: &[Symbol]) -> bool {
        if self.kind != kind {
            return false;
        }
        let sign = symbols.iter().rposition(|symbol| symbol.code == '@').map_or(0, |sign| sign + 1);
        let kept = |symbol: &&Symbol| {
            matches!(symbol.class, Class::Digit | Class::Letter) || (kind == Kind::Email && symbol.is_graphic())
        };
        let written: String = match kind {
            Kind::Email => symbols.iter().skip(sign).filter(kept).map(|symbol| symbol.code).collect(),
            _ => symbols.iter().filter(kept).map(|symbol| symbol.code).collect(),
        };
        match kind {
            Kind::Phone => [(&written, &self.value), (&self.value, &written)].into_iter().any(|(long, short)| {
                long.strip_suffix(short.trim_start_matches('0')).is_some_and(|prefix| prefix.len() <= PREFIX_MAX)
            }),
            Kind::Email => written.strip_suffix(&self.value).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')),
            _ => written == self.value,
        }
    }
}

/// Digits of a country's code and a trunk or international prefix.
const PREFIX_MAX: usize = 5;
