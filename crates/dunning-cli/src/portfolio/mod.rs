//! Portfolios and events from files: which encoding, which rows, whose; batches for the engine, rejects for the lender.
//! What a cell means is `dunning_wire::portfolio`'s to say.
//!
//! Rows of one customer may be scattered over a file, and a case is imported whole. So a file is read twice: the first
//! time only to note for each row where it stands and whose it is (24 bytes a row), the second time customer by customer,
//! in the order in which each first stands. Standard input is put into an unnamed file first.

mod encoding;
mod index;
mod numbers;
mod reader;
mod records;
mod register;
mod rejects;
#[cfg(test)]
mod tests;

pub(crate) use encoding::named as encoding_named;
pub(crate) use numbers::Plan;
pub(crate) use reader::{Given, Item, Portfolio, Reject};
pub(crate) use register::Register;
pub(crate) use rejects::Rejects;
