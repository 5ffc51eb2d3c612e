//! Contacts whose end isn't known: the network is asked where it can be asked. Where it can't, they stay `unknown`, count
//! as sent, and are never handed over again; after the fence only a new contact may follow.

use chrono::{DateTime, TimeDelta, Utc};
use dunning_gateway::{Gateway, Reason, Settled, Submission};
use dunning_store::{Commit, Contact, ContactKey, Lane, Status, Store};

use crate::outcome::{Named, settle};
use crate::{Engine, Error};

/// How many contacts are asked about between two writes.
const BATCH: usize = 250;

impl<S: Store, G: Gateway> Engine<S, G> {
    /// Settles what this or an earlier run left without an answer.
    pub(crate) async fn settle_open(&mut self, now: DateTime<Utc>) -> Result<(), Error> {
        for lane in self.unsettled.clone() {
            let settled = self.settle_lane(lane, now).await?;
            tracing::debug!(%lane, settled, "asked for lost answers");
            if settled {
                self.unsettled.remove(&lane);
            }
        }
        Ok(())
    }

    /// Whether there is nothing left to ask for.
    async fn settle_lane(&self, lane: Lane, now: DateTime<Utc>) -> Result<bool, Error> {
        let (mut after, mut done): (Option<ContactKey>, bool) = (None, true);
        loop {
            let from = after.clone();
            let open = self.store.read(lane, move |lane| Ok::<_, Error>(lane.unsettled(from.as_ref(), BATCH)?)).await?;
            let Some(last) = open.last() else { return Ok(done) };
            after = Some(last.key.clone());
            let mut asked = Vec::new();
            for contact in open {
                let said = self.ask(&contact, now).await;
                asked.push((contact, said));
            }
            let desk = self.desk.clone();
            let limit = TimeDelta::seconds(i64::from(self.gateway.profile().answers_within_s));
            let since = self.since.unwrap_or(now);
            done &= self
                .store
                .write(lane, Commit::Soon, move |lane| {
                    let mut done = true;
                    for (contact, said) in asked {
                        let said = match said {
                            // The engine that was taken over may have been handing over until then.
                            Settled::NotTaken if now < handed_over(&contact).max(since) + limit => {
                                Settled::NoAnswer { reason: Reason::Timeout }
                            }
                            said => said,
                        };
                        done &= !matches!(said, Settled::NoAnswer { .. });
                        let Some((answer, at)) = submission(said, contact.status, now) else { continue };
                        let Some(intent) = &contact.intent else { continue };
                        settle(lane, &desk, &contact.key, Named::of(intent), &answer, at)?;
                    }
                    Ok::<_, Error>(done)
                })
                .await?;
        }
    }

    /// Asks the network that the contact was handed to. What another one says of it would prove nothing.
    async fn ask(&self, contact: &Contact, now: DateTime<Utc>) -> Settled {
        match &contact.intent {
            Some(intent) if intent.gateway == self.gateway.profile().name => {
                self.gateway.settle(&intent.message, now).await
            }
            _ => Settled::CannotAsk,
        }
    }
}

/// When a contact was handed over.
fn handed_over(contact: &Contact) -> DateTime<Utc> {
    contact.intent.as_ref().map_or(contact.due, |intent| intent.at)
}

/// What a network says when asked, as if it had answered the hand-over so, and the instant it proves; nothing when the
/// contact's status says as much.
fn submission(asked: Settled, status: Status, now: DateTime<Utc>) -> Option<(Submission, DateTime<Utc>)> {
    match asked {
        Settled::Taken { provider_id, at } => Some((Submission::Accepted { provider_id }, at.min(now))),
        Settled::Rejected { reason } => Some((Submission::Rejected { reason }, now)),
        Settled::NotTaken => Some((Submission::NotSent { reason: Reason::Stopped }, now)),
        _ if status == Status::Unknown => None,
        Settled::NoAnswer { reason } => Some((Submission::Unknown { reason }, now)),
        Settled::CannotAsk => Some((Submission::Unknown { reason: Reason::Stopped }, now)),
    }
}
