//! The shim of one body.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| dunning_testkit::fuzz::differential(bytes));
