//! The canonical form of a history, field by field; taken apart whole, so that a new field can't be left out.

use super::{Artifact, Consent, Event, History, Hold, Payment};
use crate::case;
use crate::digest::Canon;

pub(crate) fn canon(c: &mut Canon, history: &History) {
    c.list(history.events().iter(), event);
    c.list(history.payments().iter(), |c, Payment { id, at, amount, debts, state }| {
        c.option(id.as_ref(), |c, id| c.text(id.as_str()));
        c.instant(*at);
        c.money(*amount);
        c.list(debts.iter(), |c, id| c.text(id.as_str()));
        c.word(*state);
    });
    c.list(history.consents().iter(), consent);
    c.list(history.holds().iter(), |c, Hold { cause, from, known_at, until, debts }| {
        c.word(*cause);
        c.moment(*from);
        c.option(*known_at, Canon::moment);
        c.option(*until, Canon::moment);
        c.list(debts.iter(), |c, id| c.text(id.as_str()));
    });
    c.list(history.artifacts().iter(), |c, Artifact { kind, at, received_at, debts, address }| {
        c.word(*kind);
        c.moment(*at);
        c.option(*received_at, Canon::moment);
        c.list(debts.iter(), |c, id| c.text(id.as_str()));
        case::address(c, address.as_ref());
    });
}

fn event(c: &mut Canon, event: &Event) {
    let Event { at, until, direction, channel, outcome, debts, address, place, by, purpose, recipient, key, text } =
        event;
    c.instant(*at);
    c.option(*until, Canon::instant);
    c.word(*direction);
    c.word(*channel);
    c.word(*outcome);
    c.list(debts.iter(), |c, id| c.text(id.as_str()));
    case::address(c, address.as_ref());
    c.option(*place, Canon::word);
    c.option(by.as_ref(), |c, id| c.text(id.as_str()));
    c.option(*purpose, Canon::word);
    c.option(*recipient, Canon::word);
    c.option(key.as_ref(), |c, key| c.text(key.as_str()));
    c.option(text.as_ref(), |c, text| c.text(text.expose()));
}

fn consent(c: &mut Canon, consent: &Consent) {
    let Consent { at, state, channel, address, purpose, about, form, wording, source, proof, until, window } = consent;
    c.instant(*at);
    c.word(*state);
    c.option(*channel, Canon::word);
    case::address(c, address.as_ref());
    c.option(*purpose, Canon::word);
    c.option(*about, Canon::word);
    c.option(*form, Canon::word);
    c.option(wording.as_ref(), |c, text| c.text(text.expose()));
    c.option(source.as_deref(), Canon::text);
    c.option(proof.as_deref(), Canon::text);
    c.option(*until, Canon::moment);
    c.option(*window, Canon::window);
}
