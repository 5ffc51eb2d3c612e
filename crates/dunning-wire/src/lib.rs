//! The outer face of dunning-core: request, answer, case files and the formats of rulebooks, policies, calendars and
//! templates. The only place that knows field names. It opens no file: it reads and writes text.

pub mod answer;
pub mod case_file;
pub mod check;
mod codec;
mod counsel;
mod entries;
pub mod evidence;
mod fields;
pub mod format;
pub mod plan;
pub mod portfolio;
pub mod redact;
pub mod render;
pub mod request;
pub mod runner;
pub mod score;
pub mod segments;
pub mod stream;
#[cfg(test)]
mod testing;
mod value;
mod write;

pub use answer::Answer;
pub use codec::JsonCodec;
pub use counsel::{Asked, BOOKS_ALONE, Counsel};
pub use entries::Entries;
pub use request::Request;
pub use value::{Table, Value};
