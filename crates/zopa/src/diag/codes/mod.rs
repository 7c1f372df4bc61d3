//! Every code a diagnostic can carry, with the words that `zopa explain CODE` shows.
//!
//! A diagnostic is made from its [`Code`] ([`Code::error`], [`Code::warning`]), so a code that is not
//! in a table cannot be given. Codes are stable: scripts and readers may rely on them.

pub mod build;
pub mod read;

use super::Diagnostic;

/// One kind of mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable kebab-case name.
    pub name: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// What it means, a bad example, the mended one.
    pub explanation: &'static str,
}

impl Code {
    /// An error with this code, without a place yet.
    #[must_use]
    pub fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(self.name, message)
    }

    /// A warning with this code, without a place yet.
    #[must_use]
    pub fn warning(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(self.name, message)
    }
}

/// Every code: those of reading, then those of building.
pub fn all() -> impl Iterator<Item = &'static Code> {
    read::READ.iter().chain(build::BUILD)
}

/// The code of that name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Code> {
    all().find(|code| code.name == name)
}

/// Defines a constant per code and the table that holds them all:
/// `codes! { TABLE: CONSTANT = "name", "title", "explanation"; .. }`.
macro_rules! codes {
    ($(#[$about:meta])* $table:ident:
     $($constant:ident = $name:literal, $title:literal, $explanation:literal;)*) => {
        $(
            #[doc = $title]
            pub const $constant: Code =
                Code { name: $name, title: $title, explanation: $explanation };
        )*
        $(#[$about])*
        pub static $table: &[Code] = &[$($constant),*];
    };
}
pub(crate) use codes;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_stands_once_and_is_explained() {
        let mut names: Vec<&str> = all().map(|code| code.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "a code stands twice");
        for code in all() {
            assert!(
                code.name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
                "{}",
                code.name
            );
            assert!(!code.title.is_empty() && !code.title.ends_with('.'), "{}", code.name);
            assert!(code.explanation.len() > 40, "{} is not explained", code.name);
            assert_eq!(find(code.name), Some(code));
            let (bad, mended) = (code.explanation.find("Bad:"), code.explanation.find("Mended:"));
            assert!(bad.is_some() && bad < mended, "{} shows no example", code.name);
        }
    }
}
