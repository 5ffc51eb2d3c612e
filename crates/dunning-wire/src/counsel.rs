//! Counsel knows the law and the house policies and answers what is asked of them. It permits nothing: an answer says
//! `permit` and brings no permit to send. Policies are compiled once for all requests that put the same terms.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, FixedOffset};
use dunning_core::check::{self, Draft, Review};
use dunning_core::fault::{Fault, Faults, nearest};
use dunning_core::id::{BookId, RuleId};
use dunning_core::policy::{BOOK_ALWAYS, Law, Policy, PolicySpec};
use dunning_core::rule::RulebookSpec;
use dunning_core::words::Effect;

use crate::answer::Answer;
use crate::request::{self, Request, Terms, Wording};
use crate::value::Value;

/// The name under which the books alone are asked, without house rules.
pub const BOOKS_ALONE: &str = "none";
/// Most compiled policies kept; terms come from outside and could be without number.
const COMPILED_MAX: usize = 256;

/// The law, the house policies known, and the one in force where a request names none.
///
/// A policy brought here says its name and house rules; which books are in force and how guidance is taken, each request
/// says for itself. What the policy says of guidance is the least.
#[derive(Debug)]
pub struct Counsel {
    law: Law,
    in_force: String,
    policies: BTreeMap<String, PolicySpec>,
    alone: PolicySpec,
    compiled: Mutex<BTreeMap<Key, Compiled>>,
}

/// What a policy is compiled from.
type Key = (Vec<BookId>, String, Effect);

/// A compiled policy and the ids that may stand in `only` under it.
#[derive(Debug, Clone)]
struct Compiled {
    policy: Policy,
    ids: Arc<BTreeSet<RuleId>>,
}

/// A request together with the policy it is put under.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The request.
    pub request: Request,
    /// The policy.
    pub policy: Policy,
}

impl Counsel {
    /// Counsel on a law, with the house policy in force.
    pub fn new(law: Law, in_force: PolicySpec) -> Self {
        let name = in_force.name.clone();
        let policies = BTreeMap::from([(name.clone(), in_force)]);
        Self { law, in_force: name, policies, alone: PolicySpec::books_alone(Vec::new()), compiled: Mutex::default() }
    }

    /// The same, knowing one more house policy by its name.
    #[must_use]
    pub fn knowing(mut self, policy: PolicySpec) -> Self {
        self.policies.insert(policy.name.clone(), policy);
        self.compiled = Mutex::default();
        self
    }

    /// The law.
    pub const fn law(&self) -> &Law {
        &self.law
    }

    /// Reads a request. `at` is the instant of a request that names none.
    ///
    /// # Errors
    /// All faults: those of [`request::read`], and books, policies and rules that aren't there.
    pub fn read(&self, value: &Value<'_>, at: Option<DateTime<FixedOffset>>) -> Result<Asked, Faults> {
        let request = request::read(value, &self.law.zones, at)?;
        let policy = self.policy(&request.terms)?;
        Ok(Asked { request, policy })
    }

    /// Answers a request: the decision, and with a text the severer of the decision and the check.
    ///
    /// # Errors
    /// Those of [`Counsel::read`].
    pub fn answer(&self, value: &Value<'_>, at: Option<DateTime<FixedOffset>>) -> Result<Answer, Faults> {
        self.read(value, at).map(|asked| Answer::to(&asked))
    }

    /// The policy of some terms.
    ///
    /// # Errors
    /// `DATA-POLICY` for a house policy, `DATA-BOOK` for a book that isn't there, `DATA-RULE` for a rule under `only` that
    /// no book in force carries, and what is wrong with the rules themselves.
    pub fn policy(&self, terms: &Terms) -> Result<Policy, Faults> {
        let name = terms.policy.as_deref().unwrap_or(&self.in_force);
        let spec = self.policies.get(name).or_else(|| (name == BOOKS_ALONE).then_some(&self.alone));
        let mut faults = Faults::new();
        let compiled = match spec {
            Some(spec) => self.compile(spec, terms).map_err(|wrong| faults.extend_under("", wrong)).ok(),
            None => {
                faults.push(self.no_policy(name));
                None
            }
        };
        let Some(Compiled { policy, ids }) = compiled else { return Err(faults) };
        for (i, rule) in terms.only.iter().enumerate().filter(|(_, rule)| !ids.contains(*rule)) {
            faults.push(self.no_rule(rule, &ids, format!("only[{i}]")));
        }
        faults.or(policy)
    }

    fn compile(&self, spec: &PolicySpec, terms: &Terms) -> Result<Compiled, Faults> {
        let guidance = spec.guidance.max(terms.guidance);
        let key = (terms.rulebooks.clone(), spec.name.clone(), guidance);
        let mut compiled = self.compiled.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = compiled.get(&key) {
            return Ok(known.clone());
        }
        let spec = PolicySpec { books: terms.rulebooks.clone(), guidance, ..spec.clone() };
        let policy = Policy::compile(spec, &self.law)?;
        let found = Compiled { policy, ids: Arc::new(self.ids(&terms.rulebooks)) };
        if compiled.len() >= COMPILED_MAX {
            compiled.clear();
        }
        compiled.insert(key, found.clone());
        Ok(found)
    }

    /// The books in force under some terms.
    pub(crate) fn books<'c>(&'c self, named: &'c [BookId]) -> impl Iterator<Item = &'c RulebookSpec> {
        self.law.books.iter().filter(|book| book.id.as_str() == BOOK_ALWAYS || named.contains(&book.id))
    }

    /// The ids of what these books carry: rules, rows that parametrise them, rows that other data carry.
    fn ids(&self, books: &[BookId]) -> BTreeSet<RuleId> {
        let calendars = self.law.calendars.iter().flat_map(|calendar| &calendar.spec().rows);
        let mut ids: BTreeSet<RuleId> = calendars.cloned().collect();
        for book in self.books(books) {
            ids.extend(book.rules.iter().flat_map(|rule| std::iter::once(&rule.id).chain(&rule.rows)).cloned());
            ids.extend(book.carried.iter().map(|carried| carried.row.clone()));
        }
        ids
    }

    fn no_policy(&self, name: &str) -> Fault {
        let known = || self.policies.keys().map(String::as_str).chain([BOOKS_ALONE]);
        let fault = Fault::new("DATA-POLICY", "policy", "there is no house policy of that name").of(name);
        match nearest(name, known()) {
            Some(near) => fault.fix(format!("did you mean {near:?}?")),
            None => fault.fix(format!("one of: {}", known().collect::<Vec<_>>().join(", "))),
        }
    }

    fn no_rule(&self, rule: &RuleId, ids: &BTreeSet<RuleId>, path: String) -> Fault {
        let absent = self.law.books.iter().flat_map(|book| &book.absent).find(|absent| absent.row == *rule);
        if let Some(absent) = absent {
            let message = format!("rule {rule} ({}) is not evaluated by this release: {}", absent.kind, absent.why);
            return Fault::new("DATA-RULE", path, message);
        }
        let fault = Fault::new("DATA-RULE", path, format!("no book in force carries a rule {rule}"));
        match nearest(rule.as_str(), ids.iter().map(RuleId::as_str)) {
            Some(near) => fault.fix(format!("did you mean {near}?")),
            None => fault.fix("name a rule of `rulebooks`, by its id"),
        }
    }
}

impl Asked {
    /// What the content rules say of the words. Under `only` the rules named speak alone.
    pub(crate) fn review(&self, wording: &Wording, first: bool) -> Review {
        let Self { request, policy } = self;
        let proposal = &request.proposal;
        let draft = Draft {
            purpose: proposal.purpose,
            channel: proposal.channel,
            recipient: proposal.recipient,
            address: proposal.address.clone(),
            debts: proposal.debts.clone(),
            first,
            locale: wording.locale.clone(),
            subject: None,
            text: wording.text.clone(),
            template: None,
        };
        let only = &request.terms.only;
        check::review(policy, &request.case, &draft, (!only.is_empty()).then_some(only.as_slice()))
    }
}
