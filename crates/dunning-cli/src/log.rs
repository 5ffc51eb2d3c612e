//! What the command tells of its work where `--log` asks for it: JSON Lines on standard error, through the engine's redacting
//! layer.

use dunning_engine::log::Lines;
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::clock;

/// Tells events of this level and of those above it from here on.
pub(crate) fn begin(level: LevelFilter) {
    let lines = Lines::new(std::io::stderr(), || clock::now().to_rfc3339());
    // Fails only where there is one already; this is the first.
    let _ = tracing::subscriber::set_global_default(tracing_subscriber::registry().with(level).with(lines));
}
