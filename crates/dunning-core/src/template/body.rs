//! What a body is once lint has read it: text, variables, and choices on whether a variable has a value. Nothing else
//! can be said in this tree, so nothing else can be rendered. It knows no Handlebars.

use std::borrow::Cow;

/// A piece of a text. Variables are indices into the template's declared ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Words as they stand.
    Text(String),
    /// A variable's value.
    Variable(usize),
    /// One of two bodies: whether the variable has a value.
    If { variable: usize, then: Vec<Piece>, otherwise: Vec<Piece> },
}

/// Writes pieces for the values, each already written in the locale's format; nothing for one that is missing.
pub(super) fn write(pieces: &[Piece], values: &[Option<Cow<'_, str>>], out: &mut String) {
    let value = |variable: usize| values.get(variable).and_then(Option::as_deref);
    for piece in pieces {
        match piece {
            Piece::Text(text) => out.push_str(text),
            Piece::Variable(variable) => out.push_str(value(*variable).unwrap_or_default()),
            Piece::If { variable, then, otherwise } => {
                write(if value(*variable).is_some() { then } else { otherwise }, values, out);
            }
        }
    }
}

/// Whether a variable that `is` holds for stands in the text whichever way its choices go.
pub(super) fn always(pieces: &[Piece], is: &impl Fn(usize) -> bool) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Text(_) => false,
        Piece::Variable(variable) => is(*variable),
        Piece::If { then, otherwise, .. } => always(then, is) && always(otherwise, is),
    })
}

/// Whether a variable is mentioned anywhere, in a choice or in the text.
pub(super) fn mentions(pieces: &[Piece], variable: usize) -> bool {
    pieces.iter().any(|piece| match piece {
        Piece::Text(_) => false,
        Piece::Variable(used) => *used == variable,
        Piece::If { variable: asked, then, otherwise } => {
            *asked == variable || mentions(then, variable) || mentions(otherwise, variable)
        }
    })
}
