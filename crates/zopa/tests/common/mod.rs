//! What several test files share: random scenarios, and the definitions written down as plainly as possible.
#![allow(dead_code, unreachable_pub, reason = "each test file uses its part")]

pub mod change;
#[allow(clippy::disallowed_methods, reason = "another power than the engine's, on purpose")]
pub mod naive;
pub mod random;

use zopa::model::Model;
use zopa::scenario::Scenario;
use zopa::verdict::{Options, Verdict, solve};

/// How many scenarios; `ZOPA_CASES` asks for more.
pub fn cases(default: u64) -> u64 {
    std::env::var("ZOPA_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(default)
}

/// The model of a scenario without a mistake.
pub fn load(text: &str) -> Model {
    let (model, diagnostics) = zopa::load(text);
    model.unwrap_or_else(|| panic!("{text}\n{diagnostics:#?}"))
}

/// The scenario of a text without a mistake.
pub fn read(text: &str) -> Scenario {
    let (scenario, diagnostics) = zopa::scenario::read(text);
    scenario.unwrap_or_else(|| panic!("{text}\n{diagnostics:#?}"))
}

/// The verdict with every deal.
pub fn verdict(text: &str) -> Verdict {
    solve(&load(text), &Options { all: true, at: None })
        .unwrap_or_else(|fault| panic!("{text}\n{fault:?}"))
}

/// The verdict with every deal on a scenario that was changed.
pub fn verdict_of(scenario: &Scenario) -> Verdict {
    verdict(&zopa::scenario::print(scenario))
}
