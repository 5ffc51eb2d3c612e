//! How many cases a property runs, and from which seed.
//!
//! `DUNNING_CASES` says how many (10,000 unless told; a million: `DUNNING_CASES=1000000 cargo test --release -p
//! dunning-testkit --test decide_promises --test decide_model`), `DUNNING_SEED` from which number; the same number gives
//! the same cases on every machine.

#![expect(clippy::panic, reason = "a property that fails has to fail its test")]

use std::fmt::Debug;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestError, TestRng, TestRunner};

/// Checks a property on `DUNNING_CASES / share` random values; what fails is shrunk and shown.
pub(crate) fn check<S>(share: u32, strategy: S, property: impl Fn(S::Value) -> TestCaseResult)
where
    S: Strategy,
    S::Value: Debug,
{
    let number = |name: &str, usual: u32| match std::env::var(name) {
        Ok(text) => text.parse().unwrap_or_else(|_| panic!("{name} is no number")),
        Err(_) => usual,
    };
    let cases = number("DUNNING_CASES", 10_000) / share;
    let mut seed = [0_u8; 32];
    seed[..4].copy_from_slice(&number("DUNNING_SEED", 1).to_be_bytes());
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 4_000, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &seed));
    match runner.run(&strategy, property) {
        Ok(()) => {}
        Err(TestError::Fail(why, value)) => panic!("{why}\n{value:#?}"),
        Err(TestError::Abort(why)) => panic!("gave up: {why}"),
    }
}
