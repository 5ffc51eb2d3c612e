//! The Gateway trait of dunning and its bindings: the sandbox network.
