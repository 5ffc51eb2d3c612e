//! Personal data in a wrapper that does not print. It knows nothing of what the data are.

use std::fmt;

/// A personal value. `Debug` is masked, there is no `Display`; [`Pii::expose`] is the only way in, easy to search for.
///
/// ```
/// use dunning_core::pii::Pii;
/// let name = Pii::new("张伟".to_owned());
/// assert_eq!(format!("{name:?}"), "«personal»");
/// assert_eq!(name.expose(), "张伟");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pii<T>(T);

impl<T> Pii<T> {
    /// Wraps a personal value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The value itself. Whoever calls this answers for where it goes.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// The value itself, taken out.
    pub fn into_exposed(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Pii<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("«personal»")
    }
}

impl<T> From<T> for Pii<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}
