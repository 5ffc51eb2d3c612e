//! The runtime of dunning: intake, planner, lanes, outbox, receipts, inbound. Owns no rule, knows no clock.
