//! Contacts whose end isn't known: the network is asked where it can be asked. Where it can't, they stay `unknown`, count
//! as sent, and are never handed over again; after the fence only a new contact may follow.

use chrono::{DateTime, Utc};
use dunning_gateway::{Gateway, Reason, Settled, Submission};
use dunning_store::{Commit, Contact, ContactKey, Lane, Status, Store};

use crate::outbox::settle;
use crate::{Engine, Error};

/// How many contacts are asked about between two writes.
const BATCH: usize = 250;

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Settles what this or an earlier run left without an answer.
    pub(crate) async fn settle_open(&mut self, now: DateTime<Utc>) -> Result<(), Error> {
        let lanes = std::mem::take(&mut self.unsettled);
        for lane in lanes {
            self.settle_lane(lane, now).await?;
        }
        Ok(())
    }

    async fn settle_lane(&mut self, lane: Lane, now: DateTime<Utc>) -> Result<(), Error> {
        let mut after: Option<ContactKey> = None;
        loop {
            let from = after.clone();
            let open = self.store.read(lane, move |lane| Ok::<_, Error>(lane.unsettled(from.as_ref(), BATCH)?)).await?;
            let Some(last) = open.last() else { return Ok(()) };
            after = Some(last.key.clone());
            let mut answers = Vec::new();
            for contact in open {
                answers.extend(self.ask(lane, &contact, now).await.map(|answer| (contact.key, answer)));
            }
            let desk = self.desk.clone();
            self.store
                .write(lane, Commit::Soon, move |lane| {
                    answers.iter().try_for_each(|(contact, answer)| settle(lane, &desk, contact, answer, now))
                })
                .await?;
        }
    }

    /// What the network says of a contact, as if it had answered the hand-over so.
    async fn ask(&mut self, lane: Lane, contact: &Contact, now: DateTime<Utc>) -> Option<Submission> {
        if !matches!(contact.status, Status::Intent | Status::Unknown) {
            return None;
        }
        let intent = contact.intent.as_ref()?;
        match self.gateway.settle(&intent.message, now).await {
            Settled::Taken { provider_id, .. } => Some(Submission::Accepted { provider_id }),
            Settled::Rejected { reason } => Some(Submission::Rejected { reason }),
            Settled::NotTaken => Some(Submission::NotSent { reason: Reason::Stopped }),
            Settled::NoAnswer { reason } => {
                // It may answer another time.
                self.unsettled.insert(lane);
                (contact.status == Status::Intent).then_some(Submission::Unknown { reason })
            }
            Settled::CannotAsk => {
                (contact.status == Status::Intent).then_some(Submission::Unknown { reason: Reason::Stopped })
            }
        }
    }
}
