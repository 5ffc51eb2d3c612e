//! Makes a redactor: the profile, the kinds, the masks, and what is the institution's own.

use super::allow::Own;
use super::finding::Kind;
use super::profile::Profile;
use super::symbol::{Class, Symbol};
use super::token::Key;
use super::{Masking, Redactor, fold};

/// A redactor in the making.
#[derive(Debug, Clone)]
pub struct Builder {
    pub(super) redactor: Redactor,
}

impl Builder {
    /// The use it is made for: logs and exports are masked whole.
    #[must_use]
    pub const fn profile(mut self, profile: Profile) -> Self {
        self.redactor.profile = profile;
        self.redactor.rules.whole = profile.masks_whole();
        self
    }

    /// Looks for these kinds alone.
    #[must_use]
    pub fn kinds(mut self, kinds: &[Kind]) -> Self {
        self.redactor.rules.kinds = kinds.iter().fold(0, |set, kind| set | kind.bit());
        self
    }

    /// Whether a number that a label names counts although its check digit is wrong. It does unless this says no:
    /// people mistype.
    #[must_use]
    pub const fn wrong_check_digits(mut self, count: bool) -> Self {
        self.redactor.rules.failed = count;
        self
    }

    /// Reads every place of a text, also where nothing can begin: the reference that the fast way is held to. It finds the
    /// same and is slower.
    #[must_use]
    pub const fn thorough(mut self) -> Self {
        self.redactor.rules.thorough = true;
        self
    }

    /// Puts `⟦KIND⟧` in the place of an identifier.
    #[must_use]
    pub fn labels(mut self) -> Self {
        self.redactor.masking = Masking::Label;
        self.redactor.rules.whole = true;
        self
    }

    /// Puts `⟦KIND-name⟧` in the place of an identifier: HMAC-SHA-256 under this key, the same name for the same
    /// identifier.
    #[must_use]
    pub fn tokens(mut self, key: &[u8]) -> Self {
        self.redactor.masking = Masking::Token(Key(key.to_vec()));
        self.redactor.rules.whole = true;
        self
    }

    /// A telephone number of the institution's own.
    #[must_use]
    pub fn own_phone(self, number: &str) -> Self {
        self.own(Kind::Phone, number)
    }

    /// A mail domain of the institution's own, with all under it.
    #[must_use]
    pub fn own_domain(self, domain: &str) -> Self {
        self.own(Kind::Email, domain)
    }

    /// Any other identifier of the institution's own: it stays, where it is read as of this kind.
    #[must_use]
    pub fn own(mut self, kind: Kind, identifier: &str) -> Self {
        let mut symbols = vec![Symbol::EDGE; identifier.len()];
        let (count, _) = fold::fold_into(identifier, 0, &mut symbols);
        let kept = |symbol: &&Symbol| {
            matches!(symbol.class, Class::Digit | Class::Letter) || (kind == Kind::Email && symbol.is_graphic())
        };
        let value = symbols.iter().take(count).filter(kept).map(|symbol| symbol.code).collect();
        self.redactor.rules.own.push(Own { kind, value });
        self
    }

    /// The redactor.
    #[must_use]
    pub fn build(self) -> Redactor {
        self.redactor
    }
}
