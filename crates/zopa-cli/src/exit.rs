//! How a run ends.

use crate::diagnostics::{self, Source};
use crate::output::Output;
use std::io;
use std::process::ExitCode;
use zopa::diag::Diagnostic;
use zopa::verdict::answer::Limit;

/// An end that is an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Answered, and something is attainable (for `check`: every claim holds).
    Attainable,
    /// Answered, and nothing is (for `check`: a claim fails).
    NotAttainable,
    /// Bad usage or a bad scenario.
    Refused,
    /// Stopped by a limit: the answer is partial.
    Limited,
}

impl Ended {
    /// The end of an answer: a limit that stopped the search outweighs the rest.
    pub(crate) fn answered(attainable: bool, limits: &[Limit]) -> Self {
        match (limits.is_empty(), attainable) {
            (false, _) => Self::Limited,
            (true, true) => Self::Attainable,
            (true, false) => Self::NotAttainable,
        }
    }

    /// The end of a search that tells whether anything is attainable, or leaves it open.
    pub(crate) fn of_search(attainable: Option<bool>) -> Self {
        match attainable {
            Some(true) => Self::Attainable,
            Some(false) => Self::NotAttainable,
            None => Self::Limited,
        }
    }
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        Self::from(match ended {
            Ended::Attainable => 0,
            Ended::NotAttainable => 1,
            Ended::Refused => 2,
            Ended::Limited => 3,
        })
    }
}

/// Why a run ends without an answer.
#[derive(Debug)]
pub(crate) enum Stop {
    /// Nothing can be read or written there; what and why, and advice.
    Unusable {
        /// In one line, lower-case start, no period.
        message: String,
        /// Advice.
        help: Option<String>,
    },
    /// The scenario cannot be answered.
    Diagnosed {
        /// Where it comes from.
        source: Source,
        /// What is wrong.
        diagnostics: Vec<Diagnostic>,
        /// Whether it is to be told as JSON, on standard output.
        json: bool,
    },
    /// Writing failed.
    Write(io::Error),
}

impl Stop {
    /// A stop with its reason.
    pub(crate) fn unusable(message: impl Into<String>) -> Self {
        Self::Unusable { message: message.into(), help: None }
    }

    /// The same stop with advice.
    pub(crate) fn help(self, advice: Option<String>) -> Self {
        match self {
            Self::Unusable { message, .. } => Self::Unusable { message, help: advice },
            other => other,
        }
    }

    /// Tells why, and says how the run ends. A reader who stopped reading has what it wanted.
    pub(crate) fn report(self, out: &Output) -> Ended {
        let told = match self {
            Self::Write(error) => Err(error),
            Self::Unusable { message, help } => {
                out.complain(&diagnostics::plain_error(&message, help.as_deref(), out))
            }
            Self::Diagnosed { diagnostics, json: true, .. } => {
                out.json(&diagnostics::Report { diagnostics: &diagnostics })
            }
            Self::Diagnosed { source, diagnostics, json: false } => {
                out.complain(&diagnostics::draw(&source, &diagnostics, out))
            }
        };
        match told {
            Ok(()) => Ended::Refused,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ended::Attainable,
            Err(error) => {
                // Where not even this can be written, the exit code alone has to tell.
                let _ = out.complain(&format!("error: cannot write the answer: {error}\n"));
                Ended::Refused
            }
        }
    }
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        Self::Write(error)
    }
}
