//! A request in, the text that a template makes of its facts out. It asks no rule and checks no text.

use chrono::{DateTime, FixedOffset};
use dunning_core::compose;
use dunning_core::fault::{Fault, Faults, nearest};
use dunning_core::id::TemplateId;
use dunning_core::template::{Template, Templates};
use serde::Serialize;

use crate::counsel::{Asked, Counsel};
use crate::stream::Reply;
use crate::value::Value;

/// A rendered text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rendered {
    /// The input's id.
    pub id: Option<String>,
    /// The template.
    pub template: String,
    /// Its version.
    pub version: u32,
    /// The language of the text.
    pub lang: String,
    /// The subject, where the channel has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// The text.
    pub text: String,
}

impl Reply for Rendered {
    fn passes(&self) -> bool {
        true
    }
}

/// Renders a template with the facts of a request: the one named, else that of the proposal. `at` is the instant of a
/// request that names none.
///
/// # Errors
/// All faults of the request; `TMPL-NONE` when no template is named or there is none of that name; `TMPL-VALUE` for each
/// value that the facts don't state or that is unfit.
pub fn render(
    counsel: &Counsel,
    templates: &Templates,
    value: &Value<'_>,
    at: Option<DateTime<FixedOffset>>,
    named: Option<&TemplateId>,
) -> Result<Rendered, Faults> {
    let Asked { request, policy } = counsel.read(value, at)?;
    let template = find(templates, named.or(request.proposal.template.as_ref()))?;
    let values = compose::values(&policy, &request.case, &request.history, &request.proposal, request.now.to_utc());
    let rendered = template.render(&values)?;
    Ok(Rendered {
        id: request.id,
        template: rendered.template.as_str().to_owned(),
        version: rendered.version,
        lang: rendered.locale.as_str().to_owned(),
        subject: rendered.subject.map(|subject| subject.into_exposed()),
        text: rendered.text.into_exposed(),
    })
}

fn find<'t>(templates: &'t Templates, named: Option<&TemplateId>) -> Result<&'t Template, Fault> {
    let Some(id) = named else {
        let fault = Fault::new("TMPL-NONE", "proposal.template", "no template is named");
        return Err(fault.fix("name one, e.g. en/sms.early.gentle"));
    };
    templates.find(id).ok_or_else(|| {
        let fault = Fault::new("TMPL-NONE", "proposal.template", format!("there is no template {:?}", id.as_str()));
        match nearest(id.as_str(), templates.iter().map(|template| template.id().as_str())) {
            Some(near) => fault.fix(format!("did you mean {near:?}?")),
            None => fault.fix("name one of a bundle, e.g. en/sms.early.gentle"),
        }
    })
}
