//! What goes wrong, and the exception that it becomes.

use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;
use std::io;
use std::path::Path;
use zopa::diag::Diagnostic;
use zopa_runs::RunError;

/// An answer, or why there is none.
pub(crate) type Answered<T> = Result<T, Trouble>;

/// Why there is no answer.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The scenario cannot be answered.
    Scenario {
        /// Everything that is wrong with it.
        diagnostics: Vec<Diagnostic>,
        /// The same for a reader.
        drawn: String,
    },
    /// A study in a folder cannot go on.
    Run(RunError),
    /// What was asked for does not make sense; in words.
    Words(String),
}

impl From<RunError> for Trouble {
    fn from(error: RunError) -> Self {
        Self::Run(error)
    }
}

impl Trouble {
    /// The exception; where it cannot be made, the one that says why.
    pub(crate) fn raised(self, py: Python<'_>) -> PyErr {
        match self {
            Self::Scenario { diagnostics, drawn } => {
                let listed = serde_json::to_string(&diagnostics).unwrap_or_default();
                exception(py, "ScenarioError", |class| {
                    let listed = py.import("json")?.call_method1("loads", (listed,))?;
                    class.call1((drawn.trim_end(), listed))
                })
            }
            Self::Run(RunError::File { path, error, .. }) => of_file(py, &path, &error),
            Self::Run(error) => {
                let help = error.help().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
                exception(py, "RunError", |class| class.call1((format!("{error}{help}"),)))
            }
            Self::Words(words) => PyValueError::new_err(words),
        }
    }
}

/// An exception of the package.
fn exception<'py>(
    py: Python<'py>,
    name: &str,
    make: impl FnOnce(&Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>>,
) -> PyErr {
    let made = class(py, name).and_then(|class| make(&class));
    made.map_or_else(|error| error, PyErr::from_value)
}

fn class<'py>(py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
    py.import("zopa.errors")?.getattr(name)
}

/// An `OSError` of the kind that Python makes of its number: `PermissionError`, `FileNotFoundError`..
fn of_file(py: Python<'_>, path: &Path, error: &io::Error) -> PyErr {
    let Some(number) = error.raw_os_error() else {
        return PyOSError::new_err(format!("`{}`: {error}", path.display()));
    };
    let words = py.import("os").and_then(|os| os.call_method1("strerror", (number,)));
    match words {
        Ok(words) => PyOSError::new_err((number, words.unbind(), path.to_owned())),
        Err(error) => error,
    }
}

/// Warns of what a careful author would look at, where the package was called.
pub(crate) fn warn(py: Python<'_>, warnings: Option<String>) -> PyResult<()> {
    if let Some(text) = warnings {
        let category = class(py, "ScenarioWarning")?;
        py.import("warnings")?.call_method1("warn", (text.trim_end(), category, 2))?;
    }
    Ok(())
}
