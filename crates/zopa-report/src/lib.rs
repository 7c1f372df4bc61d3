//! Shows a verdict.
