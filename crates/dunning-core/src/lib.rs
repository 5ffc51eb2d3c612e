//! The pure domain of `dunning`: whether, when, how and in which words a lender may remind a customer of an overdue
//! payment, every reason with its clause, and the proof that a text may leave.
//!
//! **Nothing here knows a clock, a file, a socket, a thread, a log or the environment.** The instant is an argument.

pub mod audit;
pub mod case;
pub mod check;
pub mod codec;
pub mod compose;
mod content;
pub mod decide;
pub mod digest;
mod draft;
pub mod element;
mod evaluate;
pub mod explain;
pub mod fault;
mod few;
pub mod finding;
pub mod history;
pub mod id;
pub mod locale;
pub mod money;
mod pairs;
pub mod pii;
pub mod plan;
pub mod policy;
mod proposal;
pub mod redact;
pub mod reply;
pub mod rule;
pub mod sms;
pub mod strategy;
pub mod template;
pub mod time;
pub mod words;

/// The README's example, as a doc test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
