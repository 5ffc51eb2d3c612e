//! The strategy that ships: reminders that grow rarer, not louder.

use super::{Stage, Step, StrategySpec, When};
use crate::fault::Fault;
use crate::id::StepId;
use crate::words::{Channel, Purpose, Tone};

impl StrategySpec {
    /// The starter strategy: a word before the due date, one soon after, then ever more rarely; the tone turns from gentle
    /// to active in the late stage and names the next true step, no more. A payment is thanked for. The stages are those
    /// of card collection (early to 30, middle to 90, late after that: 逾期 M1, M2–M3, M4+).
    ///
    /// # Errors
    /// None in practice: its ids are literals.
    pub fn starter() -> Result<Self, Fault> {
        let stage = |name: &str, from_dpd, to_dpd| Stage { name: name.to_owned(), from_dpd, to_dpd };
        let channels = || vec![Channel::Sms, Channel::Email];
        let step = |id: &str, when, purpose, tone, occasion: Option<&str>| {
            Ok::<_, Fault>(Step {
                id: StepId::new(id)?,
                when,
                purpose,
                channels: channels(),
                tone,
                occasion: occasion.map(str::to_owned),
            })
        };
        let overdue = |dpd, for_days, every_days, until_dpd| When::Overdue { dpd, for_days, every_days, until_dpd };
        Ok(Self {
            name: "starter".to_owned(),
            stages: vec![
                stage("pre_due", -30, Some(0)),
                stage("early", 1, Some(30)),
                stage("middle", 31, Some(90)),
                stage("late", 91, None),
            ],
            steps: vec![
                step("thanks", When::Paid { for_days: 3 }, Purpose::Confirmation, Tone::Gentle, Some("thanks"))?,
                step("pre_due", When::BeforeDue { days: 3 }, Purpose::PreDue, Tone::Gentle, None)?,
                step("early.1", overdue(1, 3, None, None), Purpose::Collection, Tone::Gentle, None)?,
                step("early.2", overdue(5, 4, Some(10), Some(25)), Purpose::Collection, Tone::Gentle, None)?,
                step("middle", overdue(31, 7, Some(14), Some(80)), Purpose::Collection, Tone::Gentle, None)?,
                step("late", overdue(91, 14, Some(30), None), Purpose::Collection, Tone::Active, None)?,
            ],
        })
    }
}
