//! Portfolios and events: rows of a lender's files made into cases and facts. A row is one debt; rows of one customer form
//! one case. It works on decoded texts and knows no file, no encoding and no numbering plan.

mod cell;
mod column;
mod household;
mod json;
mod layout;
mod mapping;
mod numbers;
mod register;
mod row;
#[cfg(test)]
mod tests;

pub use cell::{shape, trimmed};
pub use household::{Household, ROWS_MAX, RowFault, household};
pub use json::JsonRows;
pub use layout::{Content, Layout, Reader, Setting};
pub use mapping::{FORMAT, Mapping, REJECT};
pub use numbers::{Number, Numbers};
pub use register::{
    Entry, REGISTER, RegisterHeader, RegisterSetting, address_of, register_cells, register_line, register_value,
};
pub use row::Row;
