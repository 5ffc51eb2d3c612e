//! The outer face of dunning-core: request, answer, case files and the formats of rulebooks, policies, calendars and templates.
