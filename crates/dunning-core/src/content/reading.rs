//! A text as it is read: subject and words in one, width and typographic marks undone, with its phrases, links and groups
//! of digits found once. It knows no rule and no fact.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::cue::{self, Cue, Hit};
use super::digits::{self, Group};
use super::link::{self, Link};
use crate::finding::Inputs;

/// A text being read.
pub(super) struct Reading<'t> {
    /// Subject, line break, words: folded character by character.
    text: Cow<'t, str>,
    /// Where in it the words begin.
    body: usize,
    /// The words as they were written.
    written: &'t str,
    hits: Vec<Hit>,
    links: Vec<Link>,
    groups: Vec<Group>,
    places: OnceCell<Vec<u32>>,
}

impl<'t> Reading<'t> {
    /// Reads a text.
    pub(super) fn of(subject: Option<&str>, written: &'t str) -> Self {
        let (text, body) = match subject {
            None if written.chars().all(|c| fold(c) == c) => (Cow::Borrowed(written), 0),
            None => {
                let mut text = String::with_capacity(written.len());
                text.extend(written.chars().map(fold));
                (Cow::Owned(text), 0)
            }
            Some(subject) => {
                let mut text = String::with_capacity(subject.len() + 1 + written.len());
                text.extend(subject.chars().map(fold));
                text.push('\n');
                let body = text.len();
                text.extend(written.chars().map(fold));
                (Cow::Owned(text), body)
            }
        };
        let links = link::links(&text);
        let groups = digits::groups(&text, &links);
        Self { hits: cue::hits(&text), body, written, links, groups, text, places: OnceCell::new() }
    }

    /// Subject and words, folded.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The words alone, folded.
    pub(super) fn body(&self) -> &str {
        self.text.get(self.body..).unwrap_or_default()
    }

    /// The links, in their order.
    pub(super) fn links(&self) -> &[Link] {
        &self.links
    }

    /// The groups of digits outside links, in their order.
    pub(super) fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The phrases that tell something.
    pub(super) fn hits(&self, cue: Cue) -> impl Iterator<Item = &Hit> {
        self.hits.iter().filter(move |hit| hit.cue == cue)
    }

    /// Whether a phrase tells something.
    pub(super) fn has(&self, cue: Cue) -> bool {
        self.hits(cue).next().is_some()
    }

    /// The phrases of a cue within a stretch. Phrases lie in the order of their ends, so only those near it are looked at.
    pub(super) fn within(&self, cue: Cue, start: usize, end: usize) -> impl Iterator<Item = &Hit> {
        let from = self.hits.partition_point(|hit| hit.end <= start);
        let near = self.hits.get(from..).unwrap_or_default().iter().take_while(move |hit| hit.end <= end);
        near.filter(move |hit| hit.cue == cue && start <= hit.start)
    }

    /// Whether a phrase of a cue lies within a stretch.
    pub(super) fn has_within(&self, cue: Cue, start: usize, end: usize) -> bool {
        self.within(cue, start, end).next().is_some()
    }

    /// The text between two offsets; nothing where they aren't offsets of characters.
    pub(super) fn slice(&self, start: usize, end: usize) -> &str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The offset so many characters before one, or where the sentence begins.
    pub(super) fn back(&self, from: usize, chars: usize) -> usize {
        let before = self.slice(0, from);
        let mut at = from;
        for (offset, c) in before.char_indices().rev().take(chars) {
            if ends_sentence(c, self.slice(offset + c.len_utf8(), self.text.len())) {
                break;
            }
            at = offset;
        }
        at
    }

    /// The offset so many characters after one, or where the sentence ends.
    pub(super) fn ahead(&self, from: usize, chars: usize) -> usize {
        let after = self.slice(from, self.text.len());
        let mut at = from;
        for (offset, c) in after.char_indices().take(chars) {
            let end = from + offset + c.len_utf8();
            if ends_sentence(c, self.slice(end, self.text.len())) {
                break;
            }
            at = end;
        }
        at
    }

    /// A stretch as a finding names it: in bytes of the words as they were written; nothing for one of the subject.
    pub(super) fn inputs(&self, start: usize, end: usize) -> Inputs {
        if start < self.body {
            return Inputs::None;
        }
        let place = |offset: usize| match &self.text {
            Cow::Borrowed(_) => u32::try_from(offset).unwrap_or(u32::MAX),
            Cow::Owned(_) => self.places().get(offset - self.body).copied().unwrap_or(u32::MAX),
        };
        Inputs::Span { start: place(start), end: place(end) }
    }

    /// For each byte of the folded words, and their end, where its character was written. Folding keeps the number of
    /// characters, so the place of a character is that of its like.
    fn places(&self) -> &[u32] {
        self.places.get_or_init(|| {
            let written = self.written.char_indices().map(|(at, _)| at).chain([self.written.len()]);
            let lengths = self.body().chars().map(char::len_utf8).chain([1]);
            let each = written.zip(lengths).flat_map(|(at, length)| std::iter::repeat_n(at, length));
            each.map(|at| u32::try_from(at).unwrap_or(u32::MAX)).collect()
        })
    }
}

/// Whether a sentence ends with a character, given what follows it.
fn ends_sentence(c: char, after: &str) -> bool {
    match c {
        '。' | '！' | '？' | '；' | '!' | '?' | ';' | '\n' => true,
        '.' => after.starts_with(' '),
        _ => false,
    }
}

/// A character without its width and typography. The full-width comma stays: it parts clauses, never thousands.
fn fold(c: char) -> char {
    match c {
        ' '..='~' | '\u{4e00}'..='\u{9fff}' | '，' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '￥' => '¥',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        '‘' | '’' => '\'',
        '“' | '”' => '"',
        '\u{2010}'..='\u{2015}' | '−' => '-',
        _ => c,
    }
}
