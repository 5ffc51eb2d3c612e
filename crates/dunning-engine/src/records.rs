//! The records of the chain that name a customer, found by the person's own key: nobody can find them without it.

use dunning_core::audit::{Link, PersonKey};
use dunning_core::id::CustomerId;
use dunning_gateway::Gateway;
use dunning_store::Store;

use crate::person::name;
use crate::{Engine, Error};

/// How many records are read at once.
const BATCH: usize = 1000;

impl<S: Store, G: Gateway> Engine<S, G> {
    /// All records that name a customer, in order; none for one that isn't known or was erased. It reads the customer's
    /// whole lane.
    ///
    /// # Errors
    /// What the store says.
    pub async fn records_about(&self, customer: &CustomerId) -> Result<Vec<Link>, Error> {
        let lane = self.store.lane_of(customer);
        let (desk, id) = (self.desk.clone(), customer.clone());
        let key = self.store.read(lane, move |lane| {
            let wrapped = lane.wrapped_key(&id)?;
            wrapped.map(|wrapped| desk.keys.unwrap(&id, &wrapped)).transpose()
        });
        let Some(key): Option<PersonKey> = key.await? else { return Ok(Vec::new()) };
        let name = name(&key, customer).to_string();
        let (mut about, mut after) = (Vec::new(), 0);
        loop {
            let links = self.store.read(lane, move |lane| Ok::<_, Error>(lane.records(after, BATCH)?)).await?;
            let Some(last) = links.last() else { return Ok(about) };
            after = last.seq;
            about.extend(links.into_iter().filter(|link| link.body.contains(&name)));
        }
    }
}
