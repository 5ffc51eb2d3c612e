//! Reads a body: Handlebars' parser makes the syntax tree, this file lowers it to [`Piece`]s and says what may not
//! stand in it, every branch walked. It knows nothing of values.

use handlebars::template::{HelperTemplate, Parameter, Template as Tree, TemplateElement};
use handlebars::{Path, PathSeg, TemplateErrorReason};

use super::body::Piece;
use super::hygiene::is_unseen;
use super::spec::VariableSpec;
use crate::fault::{Fault, Faults, Place, nearest};

/// Longest body in bytes: more than a letter of four pages. It bounds what the parser is given.
const BODY_BYTES_MAX: usize = 16_384;
/// Most tags in a text, and most opening brackets after one of them: the parser descends once per nested block and once
/// per nested bracket, and too deep a descent would end the process.
const TAGS_MAX: usize = 100;
const BRACKETS_MAX: usize = 16;

/// Lowers a source text that begins on `first_line` of its file.
///
/// # Errors
/// All that is wrong with it, each with line and column.
pub(super) fn lower(source: &str, first_line: u32, variables: &[VariableSpec]) -> Result<Vec<Piece>, Faults> {
    let mut lint = Lint { first_line, variables, known: Vec::new(), faults: Faults::new() };
    lint.characters(source);
    if let Some(fault) = unparsable(source) {
        lint.faults.push(fault);
        return Err(lint.faults);
    }
    match Tree::compile(source) {
        Err(error) => {
            let place = error.pos().and_then(|(line, column)| lint.place(line, column));
            lint.faults.push(broken(error.reason(), source).at(place));
            Err(lint.faults)
        }
        Ok(tree) => {
            let whole = Place { line: first_line, column: 1 };
            let pieces = lint.tree(&tree, whole);
            lint.faults.or(pieces)
        }
    }
}

/// What the parser must not be given.
fn unparsable(source: &str) -> Option<Fault> {
    let tags = source.split("{{").skip(1);
    let brackets = tags.clone().map(|tag| tag.matches(['(', '[', '{']).count()).max().unwrap_or(0);
    if source.len() > BODY_BYTES_MAX {
        Some(fault("TMPL-LENGTH", format!("a text has {} bytes", source.len()), "at most 16,384"))
    } else if tags.count() > TAGS_MAX {
        Some(fault("TMPL-LENGTH", "a text has too many tags".into(), "at most 100"))
    } else {
        (brackets > BRACKETS_MAX).then(|| fault("TMPL-LENGTH", "too many brackets follow a tag".into(), "at most 16"))
    }
}

/// What the parser's own fault means to somebody who writes texts.
fn broken(reason: &TemplateErrorReason, source: &str) -> Fault {
    if let TemplateErrorReason::MismatchingClosedHelper(opened, closed) = reason {
        let message = format!("a block is opened by {opened} and closed by {closed}");
        return fault("TMPL-SYNTAX", message, "close it by the name that opened it, as in {{#if name}}…{{/if}}");
    }
    let (opened, closed) = (source.matches("{{").count(), source.matches("}}").count());
    let (blocks, ends) = (source.matches("{{#").count(), source.matches("{{/").count());
    if opened > closed {
        fault("TMPL-SYNTAX", "a tag is opened by {{ and not closed".into(), "close it by }}")
    } else if blocks > ends {
        fault("TMPL-SYNTAX", "a block is opened and not closed".into(), "close {{#if name}} by {{/if}}")
    } else if ends > blocks {
        fault("TMPL-SYNTAX", "a block is closed that was not opened".into(), "open it by {{#if name}}")
    } else {
        fault("TMPL-SYNTAX", "this can't be read as a template".into(), SAYS)
    }
}

/// All that a template can say.
const SAYS: &str = "a template says {{name}} and {{#if name}}…{{else}}…{{/if}} of declared variables, nothing else";

fn fault(code: &'static str, message: String, fix: impl Into<String>) -> Fault {
    Fault::new(code, "", message).fix(fix)
}

struct Lint<'s> {
    first_line: u32,
    variables: &'s [VariableSpec],
    /// What the branch being read knows: whether a variable has a value.
    known: Vec<(usize, bool)>,
    faults: Faults,
}

impl Lint<'_> {
    fn place(&self, line: usize, column: usize) -> Option<Place> {
        let line = u32::try_from(line).ok()?.saturating_add(self.first_line).saturating_sub(1);
        Some(Place { line, column: u32::try_from(column).ok()? })
    }

    /// Characters that nobody sees, and braces that would print: what a slip of the pen leaves behind.
    fn characters(&mut self, source: &str) {
        for (line, text) in source.split('\n').enumerate() {
            for (column, c) in text.chars().enumerate().filter(|(_, c)| is_unseen(*c)) {
                let message = format!("an invisible, control or direction-changing character, U+{:04X}", u32::from(c));
                let place = self.place(line + 1, column + 1);
                self.faults.push(fault("TMPL-CHARACTER", message, "leave it out").at(place));
            }
        }
    }

    fn tree(&mut self, tree: &Tree, outer: Place) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (i, element) in tree.elements.iter().enumerate() {
            let start = tree.mapping.get(i).and_then(|start| self.place(start.0, start.1));
            pieces.extend(self.element(element, start.unwrap_or(outer)));
        }
        pieces
    }

    fn element(&mut self, element: &TemplateElement, place: Place) -> Option<Piece> {
        let refused = match element {
            TemplateElement::RawString(text) => return self.text(text, place),
            TemplateElement::Expression(tag) if tag.params.is_empty() && tag.hash.is_empty() => {
                return self.variable(&tag.name, place).and_then(|variable| self.used(variable, place));
            }
            TemplateElement::HelperBlock(block) => return self.block(block, place),
            TemplateElement::Expression(tag) => {
                format!("a helper, {{{{{} …}}}},", tag.name.as_name().unwrap_or_default())
            }
            TemplateElement::HtmlExpression(_) => "an unescaped tag, {{{…}}} or {{&…}},".into(),
            TemplateElement::PartialExpression(_) | TemplateElement::PartialBlock(_) => "a partial, {{> …}},".into(),
            TemplateElement::DecoratorExpression(_) | TemplateElement::DecoratorBlock(_) => {
                "a decorator, {{* …}},".into()
            }
            TemplateElement::Comment(_) => "a comment, {{! …}},".into(),
            _ => "something unknown".into(),
        };
        self.refuse(&refused, place)
    }

    fn refuse(&mut self, what: &str, place: Place) -> Option<Piece> {
        self.faults.push(fault("TMPL-TAG", format!("{what} may not stand in a template"), SAYS).at(Some(place)));
        None
    }

    fn text(&mut self, text: &str, place: Place) -> Option<Piece> {
        if text.contains(['{', '}']) {
            let fix = "a variable is written {{name}}";
            self.faults.push(fault("TMPL-BRACE", "a brace stands in the words".into(), fix).at(Some(place)));
        }
        (!text.is_empty()).then(|| Piece::Text(text.to_owned()))
    }

    /// The declared variable that a parameter names, as one plain name.
    fn variable(&mut self, parameter: &Parameter, place: Place) -> Option<usize> {
        let name = match parameter {
            Parameter::Path(Path::Relative((segments, raw))) => match segments.as_slice() {
                [PathSeg::Named(name)] if name == raw => name,
                _ => {
                    self.refuse(&format!("a path, {raw},"), place);
                    return None;
                }
            },
            other => {
                self.refuse(&named(other), place);
                return None;
            }
        };
        let known = self.variables.iter().position(|variable| variable.name == *name);
        if known.is_none() {
            let near = nearest(name, self.variables.iter().map(|variable| variable.name.as_str()));
            let fix = near.map_or_else(|| "declare it".to_owned(), |near| format!("did you mean {near:?}?"));
            let message = format!("{name:?} is no declared variable");
            self.faults.push(fault("TMPL-NAME", message, fix).at(Some(place)));
        }
        known
    }

    fn used(&mut self, variable: usize, place: Place) -> Option<Piece> {
        let spec = self.variables.get(variable)?;
        if !spec.required && !self.known.contains(&(variable, true)) {
            let message = format!("{:?} may be missing and is used without asking", spec.name);
            let fix = format!("write it inside {{{{#if {}}}}}, or require it", spec.name);
            self.faults.push(fault("TMPL-GUARD", message, fix).at(Some(place)));
        }
        Some(Piece::Variable(variable))
    }

    fn block(&mut self, block: &HelperTemplate, place: Place) -> Option<Piece> {
        let is_if = matches!(&block.name, Parameter::Name(name) if name == "if");
        let plain = block.hash.is_empty() && block.block_param.is_none();
        let variable = match block.params.as_slice() {
            [parameter] if is_if && plain => self.variable(parameter, place),
            _ => {
                let what = if is_if { "an {{#if}} of more than one name".to_owned() } else { named(&block.name) };
                self.refuse(&what, place);
                None
            }
        };
        if let Some(variable) = variable {
            self.asked(variable, place);
        }
        // both branches are read even where the question is wrong, so that all faults come at once
        let then = self.branch(block.template.as_ref(), variable.map(|variable| (variable, true)), place);
        let otherwise = self.branch(block.inverse.as_ref(), variable.map(|variable| (variable, false)), place);
        variable.map(|variable| Piece::If { variable, then, otherwise })
    }

    /// A question whose answer is known has a branch that nobody ever reads.
    fn asked(&mut self, variable: usize, place: Place) {
        let Some(spec) = self.variables.get(variable) else { return };
        if spec.required || self.known.iter().any(|(known, _)| *known == variable) {
            let message = format!("{{{{#if {}}}}} asks what is known here", spec.name);
            let fix = "leave the question out, or declare the variable with required = false";
            self.faults.push(fault("TMPL-BRANCH", message, fix).at(Some(place)));
        }
    }

    fn branch(&mut self, tree: Option<&Tree>, knows: Option<(usize, bool)>, place: Place) -> Vec<Piece> {
        let Some(tree) = tree else { return Vec::new() };
        self.known.extend(knows);
        let pieces = self.tree(tree, place);
        if knows.is_some() {
            self.known.pop();
        }
        pieces
    }
}

/// A tag's name for a fault; what has none is described.
fn named(parameter: &Parameter) -> String {
    match parameter {
        Parameter::Name(name) => format!("{{{{#{name}}}}}"),
        Parameter::Path(Path::Relative((_, raw)) | Path::Local((_, _, raw))) => format!("{{{{{raw}}}}}"),
        Parameter::Literal(_) => "a literal".to_owned(),
        _ => "a subexpression, (…),".to_owned(),
    }
}
