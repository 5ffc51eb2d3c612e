//! Pages to print and file: HTML in one piece, without script or anything fetched. What is shown comes as data; the
//! templates escape all of it.

use std::io::Write as _;

use dunning_core::explain::Lang;
use dunning_core::words::Word as _;
use handlebars::Handlebars;
use serde_json::{Value as Json, json};

use crate::context::Context;
use crate::errors::Error;
use crate::output;

/// The frame of every page.
const FRAME: &str = include_str!("../pages/page.html.hbs");
/// Styles of screen and paper.
const STYLE: &str = include_str!("../pages/page.css");
/// The words of the pages, by language.
const WORDS: &str = include_str!("../pages/page.toml");

/// A kind of page.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Page {
    Case,
    Explain,
    Replay,
}

impl Page {
    const fn name(self) -> &'static str {
        match self {
            Self::Case => "case",
            Self::Explain => "explain",
            Self::Replay => "replay",
        }
    }

    const fn body(self) -> &'static str {
        match self {
            Self::Case => include_str!("../pages/case.html.hbs"),
            Self::Explain => include_str!("../pages/decisions.html.hbs"),
            Self::Replay => include_str!("../pages/replay.html.hbs"),
        }
    }
}

/// Writes a page to standard output.
pub(crate) fn write(page: Page, data: Json, context: &Context) -> Result<(), Error> {
    let html =
        render(page, data, &context.now().to_rfc3339(), context.lang).map_err(|error| Error::Page(error.into()))?;
    let mut out = output::raw();
    out.write_all(html.as_bytes())?;
    out.flush()?;
    Ok(())
}

fn render(page: Page, data: Json, made: &str, lang: Lang) -> Result<String, handlebars::RenderError> {
    let mut templates = Handlebars::new();
    templates.set_strict_mode(true);
    let parts = [("frame", FRAME), ("style", STYLE), ("decisions", Page::Explain.body()), ("body", page.body())];
    for (name, text) in parts {
        templates.register_template_string(name, text).map_err(handlebars::RenderError::from)?;
    }
    templates.render(
        "frame",
        &json!({
            "lang": lang.as_str(),
            "page": page.name(),
            "made": made,
            "version": env!("CARGO_PKG_VERSION"),
            "words": words(lang),
            "data": data,
        }),
    )
}

/// The words of the pages in a language.
fn words(lang: Lang) -> Json {
    let mut words: Json = toml::from_str(WORDS).unwrap_or_default();
    words.get_mut(lang.as_str()).map(Json::take).unwrap_or_default()
}
