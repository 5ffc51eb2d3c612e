//! The command `dunning`.

fn main() {}
