//! Rules put to a question. Each evaluator says of one rule how it stands at an instant: open, or shut until an instant
//! or for good. From that alone follow the findings, the earliest lawful instant and the end of a permit's validity.

use chrono::{DateTime, Utc};

use crate::case::{Address, Case, Debt};
use crate::element::Element;
use crate::finding::{Code, Finding, Findings, Inputs, Need, Remedy, RuleIndex};
use crate::history::{Event, History};
use crate::id::RuleId;
use crate::policy::Policy;
use crate::policy::compile::Rule;
use crate::policy::rules::Picked;
use crate::policy::scope::Subject;
use crate::proposal::Proposal;
use crate::rule::{Counted, RuleKind};
use crate::time::Second;
use crate::words::{Channel, Direction, Effect, Outcome, Purpose};

pub(crate) mod charge;
mod clock;
mod consent;
pub(crate) mod content;
mod counter;
mod lift;
mod own;
mod registry;
pub(crate) mod ruling;
mod standing;
mod state_gate;
mod time_gate;

use charge::Charge;
pub(crate) use clock::Clock;
pub(crate) use own::{owed_at, rests_on_payment_data};
use ruling::{Referral, Ruling};

/// How far ahead a lawful instant is looked for (DESIGN.md, "The way of the data").
const HORIZON_S: i64 = 400 * 86_400;
/// Several zones without a common open minute in so long a time tell that the location isn't known well enough.
const COMMON_HORIZON_S: i64 = 14 * 86_400;

/// A question: everything a decision depends on, with what several rules ask of it worked out once.
pub(crate) struct Question<'a> {
    pub(crate) policy: &'a Policy,
    pub(crate) case: &'a Case,
    pub(crate) history: &'a History,
    pub(crate) proposal: &'a Proposal,
    only: Option<&'a [RuleId]>,
    /// What the scopes of rules are put to.
    subject: Subject<'a>,
    /// The rules asked that speak of it.
    bound: Picked,
    /// Those of them that something known may shut.
    live: Picked,
    /// The instant of decision.
    pub(crate) now: Second,
    /// The instant of contact: that of decision and the route's latency.
    pub(crate) at: Second,
    /// The address: the proposal's, or the customer's first of that channel.
    pub(crate) address: Option<&'a Address>,
    /// Whether this is the first message of the case.
    pub(crate) first: bool,
    /// Every zone the customer may be in.
    pub(crate) clock: Clock<'a>,
}

impl<'a> Question<'a> {
    pub(crate) fn new(
        policy: &'a Policy,
        case: &'a Case,
        history: &'a History,
        proposal: &'a Proposal,
        only: Option<&'a [RuleId]>,
        now: DateTime<Utc>,
    ) -> Self {
        let now = Second::clamped(now);
        let at = now + i64::from(proposal.latency_s);
        let address = proposal
            .address
            .as_ref()
            .or_else(|| case.customer().contact(proposal.channel).map(|contact| &contact.address));
        let first = proposal
            .first
            .unwrap_or_else(|| !history.events().iter().any(|event| counter::counts(Counted::Contact, event)));
        let subject = Subject {
            case,
            purpose: proposal.purpose,
            channel: proposal.channel,
            recipient: proposal.recipient,
            place: proposal.place,
            debts: &proposal.debts,
        };
        let bound = policy.rules().binding(subject, only);
        Self {
            policy,
            case,
            history,
            proposal,
            only,
            subject,
            live: policy.rules().live(&bound, case, history, &subject),
            bound,
            now,
            at,
            address,
            first,
            clock: Clock::of(case, policy.zones(), at),
        }
    }

    /// The proposed debts that the case holds.
    pub(crate) fn named(&self) -> impl Iterator<Item = &'a Debt> {
        self.subject.named()
    }

    /// The debts that the contact may be about: where none is proposed, any.
    pub(crate) fn debts(&self) -> impl Iterator<Item = &'a Debt> {
        self.subject.debts()
    }

    /// Whether all the policy's rules are asked.
    pub(crate) const fn whole(&self) -> bool {
        self.only.is_none()
    }

    /// The customer's own messages by a channel, newest first.
    fn messages_by(&self, channel: Channel) -> impl Iterator<Item = &'a Event> {
        self.history
            .events()
            .iter()
            .rev()
            .filter(move |event| event.direction == Direction::In && event.channel == channel)
    }

    /// The rules asked that speak of the contact.
    fn bound(&self) -> impl Iterator<Item = (RuleIndex, &Rule)> {
        self.policy.rules().picked(&self.bound)
    }

    /// The caps among them.
    fn caps(&self) -> impl Iterator<Item = (RuleIndex, &Rule)> {
        self.policy.rules().caps(&self.bound)
    }

    /// Those among them that speak of its text.
    fn on_texts(&self) -> impl Iterator<Item = (RuleIndex, &Rule)> {
        self.policy.rules().on_texts(&self.bound)
    }

    /// Those of them that may be shut; the others are open at any instant.
    fn live(&self) -> impl Iterator<Item = (RuleIndex, &Rule)> {
        self.policy.rules().picked(&self.live)
    }

    /// Those of them that may refuse the contact.
    fn refusing(&self) -> impl Iterator<Item = (RuleIndex, &Rule)> {
        self.live().filter(|(_, rule)| rule.ceiling > Effect::Note)
    }
}

/// How a rule stands at an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Open,
    Shut(Shut),
}

/// Why a rule is shut, and what opens it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Shut {
    code: Code,
    inputs: Inputs,
    opens: Opens,
}

/// What opens a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opens {
    /// The instant of contact at which it is open again; nothing earlier is.
    At(Second),
    /// Nothing but a changed fact.
    Never { remedy: Remedy, need: Option<Need> },
}

impl Standing {
    const fn until(code: Code, at: Second, inputs: Inputs) -> Self {
        Self::Shut(Shut { code, inputs, opens: Opens::At(at) })
    }

    const fn never(code: Code, remedy: Remedy, inputs: Inputs) -> Self {
        Self::Shut(Shut { code, inputs, opens: Opens::Never { remedy, need: None } })
    }

    const fn needs(code: Code, need: Need, inputs: Inputs) -> Self {
        Self::Shut(Shut { code, inputs, opens: Opens::Never { remedy: Remedy::SupplyFact, need: Some(need) } })
    }
}

impl Shut {
    /// The same, open at `end` at the latest.
    fn or_at(self, end: Second) -> Self {
        match self.opens {
            Opens::At(at) if at <= end => self,
            Opens::At(_) | Opens::Never { .. } => Self { opens: Opens::At(end), ..self },
        }
    }
}

/// What the rules make of a question.
#[derive(Clone)]
pub(crate) struct Ruled {
    pub(crate) ruling: Ruling,
    pub(crate) findings: Findings,
    pub(crate) charges: Vec<Charge>,
    pub(crate) obligations: Vec<Element>,
}

/// Puts a question to its rules.
pub(crate) fn rule_on(question: &Question<'_>) -> Ruled {
    let mut findings = Vec::new();
    own::findings(question, &mut findings);
    let relevance_end = question.policy.relevance_end(question.at);
    let mut hours_end = relevance_end;
    for (index, rule) in question.live() {
        let standing = match rule.hours(question, question.at, relevance_end) {
            None => rule.standing(question, question.at),
            Some((standing, closes)) => {
                if let Some(closes) = closes.filter(|_| rule.ceiling > Effect::Note) {
                    hours_end = hours_end.min(closes);
                }
                standing
            }
        };
        if let Standing::Shut(shut) = standing {
            let shut = settled(question, shut, |at| rule.standing(question, at));
            findings.push(finding(question, shut, Some(rule), Some(index)));
        }
    }
    let ruling = match findings.iter().map(|finding| finding.effect).max() {
        Some(Effect::Withhold) => Ruling::Withhold,
        Some(Effect::Defer) => match earliest(question) {
            Ok(until) => Ruling::Defer { until: until.utc() },
            Err(blocker) => {
                findings.push(blocker);
                Ruling::Withhold
            }
        },
        Some(Effect::Note) | None => Ruling::Permit { valid_until: valid_until(question, hours_end).utc() },
    };
    let (charges, obligations) = match ruling {
        Ruling::Permit { valid_until } => {
            (charge::charges(question, Second::of(valid_until)), content::obligations(question))
        }
        _ => (Vec::new(), Vec::new()),
    };
    Ruled { ruling, findings: Findings::new(findings), charges, obligations }
}

/// A rule or check that is shut, with what opens it in the end: asked again at each instant it names, it may be shut for
/// another reason.
fn settled(question: &Question<'_>, shut: Shut, standing: impl Fn(Second) -> Standing) -> Shut {
    let limit = question.at + HORIZON_S;
    let mut last = shut;
    while let Opens::At(at) = last.opens
        && at <= limit
    {
        match standing(at) {
            Standing::Open => return Shut { opens: last.opens, ..shut },
            Standing::Shut(next) => last = next,
        }
    }
    last
}

fn finding(question: &Question<'_>, shut: Shut, rule: Option<&Rule>, index: Option<RuleIndex>) -> Finding {
    let Shut { code, inputs, opens } = shut;
    let ceiling = rule.map_or(Effect::Withhold, |rule| rule.ceiling);
    let latency = question.at - question.now;
    let (effect, until, remedy, need) = match opens {
        Opens::At(at) if at - question.at <= HORIZON_S => (Effect::Defer, Some((at - latency).utc()), None, None),
        Opens::At(_) => (Effect::Withhold, None, Some(Remedy::ReviewRules), None),
        Opens::Never { remedy, need } => (Effect::Withhold, None, Some(remedy), need),
    };
    Finding {
        code,
        rule: index,
        // A deferral that no instant ends is a refusal, whatever the rule may do at most.
        effect: if ceiling == Effect::Note { Effect::Note } else { effect },
        force: rule.map(|rule| rule.spec.force),
        until,
        remedy,
        need,
        inputs,
    }
}

/// The earliest instant of decision at which all rules that may refuse are open; or the finding that keeps it from
/// existing. Every rule names a lower bound that nothing earlier meets, so taking the greatest again and again ends at
/// the least common instant.
fn earliest(question: &Question<'_>) -> Result<Second, Finding> {
    let limit = question.at + HORIZON_S;
    let mut at = question.at;
    loop {
        let mut next = at;
        for (index, rule) in question.refusing() {
            match rule.standing(question, next) {
                Standing::Open => {}
                Standing::Shut(Shut { opens: Opens::At(opens), .. }) if opens <= limit => next = opens,
                Standing::Shut(Shut { opens: Opens::At(_), code, inputs }) => {
                    return Err(nothing_in_common(question, code, inputs));
                }
                Standing::Shut(shut) => return Err(finding(question, shut, Some(rule), Some(index))),
            }
        }
        match own::standing(question, next) {
            Standing::Open => {}
            Standing::Shut(Shut { opens: Opens::At(opens), .. }) if opens <= limit => next = opens,
            Standing::Shut(Shut { opens: Opens::At(_), code, inputs }) => {
                return Err(nothing_in_common(question, code, inputs));
            }
            Standing::Shut(shut) => return Err(finding(question, shut, None, None)),
        }
        if next == at {
            return Ok(at - (question.at - question.now));
        }
        at = next;
    }
}

/// What each rule alone would let pass in time, all together don't within the horizon: said by none of them.
fn nothing_in_common(question: &Question<'_>, code: Code, inputs: Inputs) -> Finding {
    let opens = Opens::Never { remedy: Remedy::ReviewRules, need: None };
    finding(question, Shut { code, inputs, opens }, None, None)
}

/// The instant from which the message must no longer arrive: the first at which a rule that may refuse, or a check of the
/// engine's own, is no longer open, and at most the policy's relevance. When hours in force close is known: `hours_end`.
fn valid_until(question: &Question<'_>, hours_end: Second) -> Second {
    let limit = own::closes(question, question.at, hours_end).map_or(hours_end, |closes| closes.min(hours_end));
    let others = question.refusing().filter(|(_, rule)| !rule.is_hours_at(question.at));
    others.fold(limit, |limit, (_, rule)| {
        rule.closes(question, question.at, limit).map_or(limit, |closes| closes.min(limit))
    })
}

/// By how much a rule passed.
pub(crate) enum Margin {
    /// The window is open until then.
    Window { closes: DateTime<Utc> },
    /// So many of so many contacts are used.
    Count { counted: u32, max: u32 },
    /// There is nothing to measure.
    None,
}

/// The rules in force that speak of a contact and pass, with their margins.
pub(crate) fn passed(
    policy: &Policy,
    case: &Case,
    history: &History,
    proposal: &Proposal,
    now: DateTime<Utc>,
) -> Vec<(RuleIndex, Margin)> {
    let question = Question::new(policy, case, history, proposal, None, now);
    let at = question.at;
    let limit = at + COMMON_HORIZON_S;
    question
        .bound()
        .filter(|(_, rule)| (rule.from..rule.until).contains(&at) && rule.standing(&question, at) == Standing::Open)
        .map(|(index, rule)| {
            let margin = match &rule.spec.kind {
                RuleKind::AllowedWindow(_) => rule
                    .closes(&question, at, limit)
                    .map_or(Margin::None, |closes| Margin::Window { closes: closes.utc() }),
                RuleKind::WindowCap(cap) => {
                    Margin::Count { counted: counter::counted(cap, &question, at), max: cap.max }
                }
                _ => Margin::None,
            };
            (index, margin)
        })
        .collect()
}

/// Whether a person must look, whatever the verdict.
pub(crate) fn referral(question: &Question<'_>) -> Option<Referral> {
    if question.history.holds().is_empty() {
        return None;
    }
    let active = |referral: &Referral| state_gate::active(question, referral.causes(), question.at);
    [Referral::Vulnerable, Referral::Disputed, Referral::UnreadReply].into_iter().find(active)
}

/// Whether an event reached out by a channel with a purpose.
fn went_out(event: &Event, channel: Channel, purpose: Purpose) -> bool {
    event.direction == Direction::Out
        && event.channel == channel
        && event.purpose == Some(purpose)
        && !matches!(event.outcome, Outcome::Rejected)
}
