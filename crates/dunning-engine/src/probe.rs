//! Named points of the engine's work, at which a test may listen, or end the process.

use std::fmt;
use std::sync::Arc;

use dunning_core::words::Word;

/// A point in the engine's work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Point {
    /// Facts of a batch have been imported, the next batch not yet.
    Import,
    /// A lane's contacts are claimed and written, the commit not yet returned.
    Claim,
    /// The intents are on disk, nothing has left.
    Committed,
    /// The gateway has answered, nothing of it is on disk.
    Submitted,
    /// The outcomes are on disk.
    Settled,
    /// Receipts and replies are on disk, not yet acknowledged.
    Received,
}

impl Word for Point {
    const NOUN: &'static str = "point";
    const ALL: &'static [Self] =
        &[Self::Import, Self::Claim, Self::Committed, Self::Submitted, Self::Settled, Self::Received];

    fn as_str(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Claim => "claim",
            Self::Committed => "committed",
            Self::Submitted => "submitted",
            Self::Settled => "settled",
            Self::Received => "received",
        }
    }

    fn index(self) -> u32 {
        self as u32
    }
}

/// A listener. The default one hears nothing.
#[derive(Clone, Default)]
pub struct Probe(Option<Arc<dyn Fn(Point) + Send + Sync>>);

impl Probe {
    /// A listener that is told each point as it is passed.
    pub fn new(listener: impl Fn(Point) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(listener)))
    }

    pub(crate) fn pass(&self, point: Point) {
        if let Some(listener) = &self.0 {
            listener(point);
        }
    }
}

impl fmt::Debug for Probe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Probe(listening)" } else { "Probe" })
    }
}
