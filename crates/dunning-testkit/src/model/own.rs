//! The engine's own checks.

use dunning_core::case::Debt;
use dunning_core::id::DebtId;
use dunning_core::words::{HoldCause, PaymentState, Purpose};

use super::{Model, ledger, status};

/// The policies of random worlds take payment data for stale after a day.
const STALE_AFTER_S: i64 = 86_400;

pub(super) fn passes(model: &Model<'_>, t: i64) -> bool {
    let scene = model.scene;
    let fresh = scene.case.as_of().is_some_and(|as_of| {
        // Data from the future are none; an hour is a clock's fault.
        (-3_600..=STALE_AFTER_S).contains(&(model.now - as_of.timestamp()))
    });
    let proposed = |debt: &&Debt| scene.proposal.debts.contains(&debt.id);
    let debts = || scene.case.debts().iter().filter(proposed);
    let reminds = matches!(
        model.purpose(),
        Purpose::Collection | Purpose::PreDue | Purpose::Survey | Purpose::Marketing | Purpose::ConsentRequest
    );
    let owing = match model.purpose() {
        Purpose::Collection => debts().any(|debt| owed(model, debt, t) > 0),
        Purpose::PreDue => debts().any(|debt| debt.upcoming.is_some_and(|upcoming| !upcoming.amount.is_zero())),
        _ => true,
    };
    let speaks_of_money = matches!(model.purpose(), Purpose::Collection | Purpose::PreDue | Purpose::StatutoryNotice);
    (fresh || !speaks_of_money)
        && !ledger::opted_out(model, t)
        && owing
        && scene.proposal.debts.iter().all(|id| scene.case.debts().iter().any(|debt| debt.id == *id))
        && !(reminds && status::is_held(model, &[HoldCause::UnreadReply, HoldCause::House], t))
}

/// What a debt still owes: the payments booked since its data pay the debts they name in that order; where
/// they name none, all in the order of the case.
pub(super) fn owed(model: &Model<'_>, debt: &Debt, t: i64) -> i64 {
    let case = &model.scene.case;
    let mut left: Vec<i64> = case.debts().iter().map(|debt| debt.arrears.minor()).collect();
    for payment in model.scene.history.payments() {
        let booked = payment.state == PaymentState::Settled
            && payment.at.timestamp() <= t
            && case.as_of().is_none_or(|as_of| payment.at > as_of);
        let mut rest = if booked { payment.amount.minor() } else { 0 };
        let places: Vec<usize> = match payment.debts.as_slice() {
            [] => (0..left.len()).collect(),
            named => {
                let place = |id: &DebtId| case.debts().iter().position(|debt| debt.id == *id);
                named.iter().filter_map(place).collect()
            }
        };
        for place in places {
            let taken = rest.min(left[place]);
            left[place] -= taken;
            rest -= taken;
        }
    }
    case.debts().iter().zip(left).find(|(other, _)| other.id == debt.id).map_or(0, |(_, left)| left)
}
