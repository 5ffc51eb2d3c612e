//! The canonical form of a strategy, field by field; taken apart whole, so that a new field can't be left out.

use super::{Stage, Step, StrategySpec, When};
use crate::digest::{Canon, Digest};

pub(super) fn digest(strategy: &StrategySpec) -> Digest {
    let StrategySpec { name, stages, steps } = strategy;
    Canon::digest(|c| {
        c.text("dunning.strategy/1");
        c.text(name);
        c.list(stages.iter(), stage);
        c.list(steps.iter(), step);
    })
}

fn stage(c: &mut Canon, stage: &Stage) {
    let Stage { name, from_dpd, to_dpd } = stage;
    c.text(name);
    c.int(i64::from(*from_dpd));
    c.option(*to_dpd, |c, day| c.int(i64::from(day)));
}

fn step(c: &mut Canon, step: &Step) {
    let Step { id, when: due, purpose, channels, tone, occasion } = step;
    c.text(id.as_str());
    when(c, *due);
    c.word(*purpose);
    c.list(channels.iter(), |c, channel| c.word(*channel));
    c.word(*tone);
    c.option(occasion.as_deref(), Canon::text);
}

fn when(c: &mut Canon, when: When) {
    match when {
        When::Overdue { dpd, for_days, every_days, until_dpd } => {
            c.text("overdue");
            c.int(i64::from(dpd));
            c.int(i64::from(for_days));
            c.option(every_days, |c, days| c.int(i64::from(days)));
            c.option(until_dpd, |c, day| c.int(i64::from(day)));
        }
        When::BeforeDue { days } => {
            c.text("before_due");
            c.int(i64::from(days));
        }
        When::Paid { for_days } => {
            c.text("paid");
            c.int(i64::from(for_days));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::StepId;
    use crate::words::{Channel, Purpose, Tone};

    /// A text as the canonical form has it: its length in eight bytes, then its bytes.
    fn text(text: &str) -> Vec<u8> {
        [&(text.len() as u64).to_be_bytes(), text.as_bytes()].concat()
    }

    fn int(value: i64) -> Vec<u8> {
        value.to_be_bytes().to_vec()
    }

    #[test]
    fn the_digest_is_over_bytes_that_no_name_in_the_code_enters() {
        let stages = vec![Stage { name: "early".to_owned(), from_dpd: 1, to_dpd: None }];
        let when = When::Overdue { dpd: 3, for_days: 2, every_days: Some(7), until_dpd: None };
        let steps = vec![Step {
            id: StepId::new("early.1").unwrap(),
            when,
            purpose: Purpose::Collection,
            channels: vec![Channel::Sms, Channel::Email],
            tone: Tone::Gentle,
            occasion: None,
        }];
        let spec = StrategySpec { name: "ours".to_owned(), stages, steps };
        let bytes = [
            text("dunning.strategy/1"),
            text("ours"),
            int(1),
            text("early"),
            int(1),
            vec![0],
            int(1),
            text("early.1"),
            text("overdue"),
            int(3),
            int(2),
            vec![1],
            int(7),
            vec![0],
            text("collection"),
            int(2),
            text("sms"),
            text("email"),
            text("gentle"),
            vec![0],
        ];
        assert_eq!(digest(&spec), Digest::of(&bytes.concat()));
    }

    #[test]
    fn every_field_counts() {
        let all = StrategySpec::starter().unwrap();
        let same = digest(&all);
        let mut changed = Vec::new();
        let mut with = |change: &dyn Fn(&mut StrategySpec)| {
            let mut spec = all.clone();
            change(&mut spec);
            changed.push(digest(&spec));
        };
        with(&|spec| spec.name.push('x'));
        with(&|spec| spec.stages[0].name.push('x'));
        with(&|spec| spec.stages[0].from_dpd -= 1);
        with(&|spec| spec.stages[0].to_dpd = Some(99));
        with(&|spec| spec.steps[0].id = StepId::new("other").unwrap());
        with(&|spec| spec.steps[0].when = When::Paid { for_days: 77 });
        with(&|spec| spec.steps[0].when = When::BeforeDue { days: 77 });
        with(&|spec| spec.steps[0].purpose = Purpose::Survey);
        with(&|spec| spec.steps[0].channels.push(Channel::Fax));
        with(&|spec| spec.steps[0].tone = Tone::Active);
        with(&|spec| spec.steps[0].occasion = Some("other".to_owned()));
        with(&|spec| spec.steps.reverse());
        assert!(!changed.contains(&same));
        changed.sort_unstable();
        changed.dedup();
        assert_eq!(changed.len(), 12);
    }
}
