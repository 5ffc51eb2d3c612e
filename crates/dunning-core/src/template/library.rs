//! The templates in use: what compiles together is unambiguous, so that for one occasion there is one text, or none.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::compile::{Template, is_name};
use super::spec::{BundleSpec, TemplateSpec};
use crate::digest::Digest;
use crate::element::Element;
use crate::fault::{Fault, Faults};
use crate::id::TemplateId;
use crate::locale::Locale;
use crate::words::{Channel, Purpose, Tone};

/// All templates in use: compiled, immutable, cheap to clone.
#[derive(Debug, Clone)]
pub struct Templates {
    all: Arc<[Template]>,
    latest: Arc<[Template]>,
    /// The latest ones by what they are for.
    uses: Arc<BTreeMap<(Channel, Purpose), Vec<Template>>>,
    digest: Digest,
}

/// What a text is wanted for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The channel.
    pub channel: Channel,
    /// The purpose of the contact.
    pub purpose: Purpose,
    /// The stage of the debt, or the occasion of a confirmation or reply.
    pub stage: &'a str,
    /// The tone. Where a template has no such variant, its neutral one serves.
    pub tone: Tone,
    /// The reader's language.
    pub locale: &'a Locale,
    /// What the text owes by law: a template that does not declare it is not chosen, nor one that says of the sender
    /// what is not owed (a lender's text never calls itself a debt collector's).
    pub owed: &'a [Element],
}

impl Templates {
    /// Compiles bundles.
    ///
    /// # Errors
    /// All faults at once, each under `bundle/template` with line and column where a text is wrong: codes `TMPL-…`.
    pub fn compile(bundles: Vec<BundleSpec>) -> Result<Self, Faults> {
        let mut faults = Faults::new();
        let mut templates: Vec<Template> = Vec::new();
        for bundle in bundles {
            if !is_name(&bundle.id) {
                let message = format!("{:?} is no name of a bundle", bundle.id);
                faults.push(Fault::new("TMPL-ID", &bundle.id, message).fix("letters, digits, full stops, - and _"));
            }
            for spec in bundle.templates {
                let path = format!("{}/{}", bundle.id, spec.id);
                match Template::compile(&bundle.id, &path, spec) {
                    Ok(template) => templates.push(template),
                    Err(wrong) => faults.extend_under(&path, wrong),
                }
            }
        }
        templates.sort_by(|a, b| a.key().cmp(&b.key()));
        let latest: Vec<Template> = latest(&templates).cloned().collect();
        doubled(&templates, &mut faults);
        rivals(&latest, &mut faults);
        let digests: Vec<u8> = templates.iter().flat_map(|template| template.digest().0).collect();
        let mut uses: BTreeMap<_, Vec<Template>> = BTreeMap::new();
        for template in &latest {
            uses.entry((template.channel(), template.purpose())).or_default().push(template.clone());
        }
        let digest = Digest::of(&digests);
        faults.or(Self { all: templates.into(), latest: latest.into(), uses: Arc::new(uses), digest })
    }

    /// The text for an occasion in its latest version: one written for the stage before one for all stages, the tone
    /// before the neutral one, the reader's own locale before another that serves it.
    pub fn choose(&self, wanted: &Wanted<'_>) -> Option<&Template> {
        self.uses
            .get(&(wanted.channel, wanted.purpose))?
            .iter()
            .filter_map(|template| Some((fitness(template.spec(), wanted)?, template)))
            .min_by_key(|(rank, _)| *rank)
            .map(|(_, template)| template)
    }

    /// A template by its full id, in its latest version.
    pub fn find(&self, id: &TemplateId) -> Option<&Template> {
        self.latest.iter().find(|template| template.id() == id)
    }

    /// A template by the digest of its content, in whatever version.
    pub fn by_digest(&self, digest: Digest) -> Option<&Template> {
        self.all.iter().find(|template| template.digest() == digest)
    }

    /// All templates in all versions, by id and version.
    pub fn iter(&self) -> std::slice::Iter<'_, Template> {
        self.all.iter()
    }

    /// SHA-256 over the digests of all templates, by id and version.
    pub const fn digest(&self) -> Digest {
        self.digest
    }
}

impl<'a> IntoIterator for &'a Templates {
    type Item = &'a Template;
    type IntoIter = std::slice::Iter<'a, Template>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// How well a template for the channel and purpose serves: nothing when it does not, less is better.
fn fitness(spec: &TemplateSpec, wanted: &Wanted<'_>) -> Option<(bool, bool, u8)> {
    let staged = spec.stages.iter().any(|stage| stage == wanted.stage);
    let toned = spec.tone == wanted.tone;
    let serves = (staged || spec.stages.is_empty())
        && (toned || spec.tone == Tone::Neutral)
        && spec.locale.serves(wanted.locale)
        && wanted.owed.iter().all(|element| spec.elements.contains(element))
        && sender_said(spec).all(|element| wanted.owed.contains(&element));
    let tongue = match &spec.locale {
        own if own == wanted.locale => 0,
        own if own.as_str() == own.language() => 1,
        _ => 2,
    };
    serves.then_some((!staged, !toned, tongue))
}

/// The elements that say what the sender is: true of some senders only, so they stand only where they are owed.
fn sender_said(spec: &TemplateSpec) -> impl Iterator<Item = Element> {
    let says = |element: &Element| matches!(element, Element::CollectorInitial | Element::CollectorLater);
    spec.elements.iter().copied().filter(says)
}

/// The latest version of each template; they are sorted by id and version.
fn latest(templates: &[Template]) -> impl Iterator<Item = &Template> {
    let next = templates.iter().skip(1).map(Some).chain([None]);
    let last = |next: Option<&Template>, this: &Template| next.is_none_or(|next| next.id() != this.id());
    templates.iter().zip(next).filter(move |(this, next)| last(*next, this)).map(|(this, _)| this)
}

/// Two contents of one version; the templates are sorted by id and version.
fn doubled(templates: &[Template], faults: &mut Faults) {
    for (one, _) in templates.iter().zip(templates.iter().skip(1)).filter(|(one, next)| one.key() == next.key()) {
        let fix = "an approved version never changes: a new wording is a new version";
        faults.push(Fault::new("TMPL-VERSION", one.id().as_str(), "a version is there twice").fix(fix));
    }
}

/// Two texts for one occasion.
fn rivals(latest: &[Template], faults: &mut Faults) {
    for (i, one) in latest.iter().enumerate() {
        for other in latest.iter().skip(i + 1).filter(|other| same_occasion(one.spec(), other.spec())) {
            let message = format!("serves the same occasion as {}", one.id());
            let fix = "let them differ in stage, tone, locale or channel";
            faults.push(Fault::new("TMPL-AMBIGUOUS", other.id().as_str(), message).fix(fix));
        }
    }
}

fn same_occasion(one: &TemplateSpec, other: &TemplateSpec) -> bool {
    let stages = (one.stages.is_empty() && other.stages.is_empty())
        || one.stages.iter().any(|stage| other.stages.contains(stage));
    let sender = |spec| sender_said(spec).collect::<BTreeSet<_>>();
    one.channel == other.channel
        && one.purpose == other.purpose
        && one.tone == other.tone
        && one.locale == other.locale
        && stages
        && sender(one) == sender(other)
}
