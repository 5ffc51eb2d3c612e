//! Slow reference models, simulated time and fault injection for dunning, and everything that judges the core by corpus
//! or model. Nothing that ships depends on it.

pub mod fuzz;
pub mod generate;
pub mod map_store;
pub mod model;
pub mod proofs;

/// The README's examples, as doc tests.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
