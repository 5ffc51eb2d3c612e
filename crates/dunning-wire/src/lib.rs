//! The outer face of dunning-core: request, answer, case files and the formats of rulebooks, policies, calendars and
//! templates. The only place that knows field names. It opens no file: it reads and writes text.

pub mod format;
