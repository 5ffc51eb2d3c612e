//! Durable state for dunning behind one trait: facts, lanes, caps as ring slots, intents, audit chain. SQLite embedded.
