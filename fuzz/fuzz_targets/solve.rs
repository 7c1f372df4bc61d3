//! No text makes solving panic or hang; what is solved can be shown.
//!
//! `cargo +nightly fuzz run solve -- -max_len=8192 -timeout=10`, seeded as `fuzz/README.md` says. Bytes
//! changed at random rarely leave a scenario, so most mutations swap one number or word of the text for
//! one that is known to hurt, and now and then the text becomes a new random scenario.

#![no_main]

#[allow(dead_code, reason = "the engine's tests use all of it")]
#[path = "../../crates/zopa/tests/common/random.rs"]
mod random;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use zopa::model::{Model, NoDeal};
use zopa::verdict::{Options, solve, why};

fuzz_target!(|text: &str| {
    let (Some(model), _) = zopa::load(text) else { return };
    if !small(&model) {
        return;
    }
    if let Ok(verdict) = solve(&model, &Options { all: true, at: None }) {
        let funnel = &verdict.funnel;
        assert_eq!(funnel.attainable, funnel.holding);
        assert_eq!(verdict.deals.iter().filter(|deal| deal.attainable).count(), funnel.attainable);
        serde_json::to_string(&verdict).expect("a verdict can be shown");
    }
    if let Some(entry) = model.menu.first()
        && let Ok(why) = why(&model, &entry.target)
    {
        serde_json::to_string(&why).expect("a reason can be shown");
    }
});

/// Whether it can be solved some thousand times in ten seconds.
fn small(model: &Model) -> bool {
    let standings: f64 = model.issues.iter().map(|issue| issue.options.len() as f64).product();
    let nodes = match &model.nodeal {
        NoDeal::Game(game) => game.nodes.len(),
        NoDeal::Standing | NoDeal::Values(_) => 0,
    };
    let scans = (model.premises.len() * model.actors()) as f64;
    let asked = if model.menu.is_empty() { 1.0 } else { 1.0 + scans };
    let events = (1 + model.events.len() + model.claims.len()) as f64;
    let lag = model.issues.iter().map(|issue| issue.seen_after).fold(1.0, f64::max);
    standings * (asked + events) * (1.0 + lag / 10.0) <= 20_000.0 && nodes <= 8
}

/// What a number or word of the text is swapped for.
const HURTFUL: &[&str] = &[
    "0", "1", "-1", "2", "3", "0.5", "1e-300", "1e300", "-1e300", "1e-16", "1e9", "1e18", "1e308",
    "0.1", "0.9999999999999999", "0.99999999999999989", "1e-17", "64", "4294967296", "0.99",
    "9007199254740993", "true", "false", "\"at once\"", "\"never\"", "\"1e9 periods\"",
    "\"1e-9 periods\"", "\"rest\"", "\"1 / s\"", "\"0 * s\"", "\"1e308 * 10 ^ s\"", "\"0% to 100%\"",
    "\"normal(0 to 1)\"", "\"0 .. 1\"", "\"chance\"", "\"quantal\"", "\"patience\"", "a", "b", "s",
];

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let new = match seed % 16 {
        0 => Some(random::scenario(u64::from(seed), random::SMALL).into_bytes()),
        1..=10 => swap(&data[..size], seed / 16),
        _ => None,
    };
    match new {
        Some(text) if text.len() <= max_size.min(data.len()) => {
            data[..text.len()].copy_from_slice(&text);
            text.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
});

/// The text with one word or number swapped.
fn swap(text: &[u8], seed: u32) -> Option<Vec<u8>> {
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || b"._-+".contains(byte);
    let begins = |&at: &usize| part(&text[at]) && (at == 0 || !part(&text[at - 1]));
    let starts: Vec<usize> = (0..text.len()).filter(begins).collect();
    let seed = seed as usize;
    let start = *starts.get(seed % starts.len().max(1))?;
    let end = start + text[start..].iter().take_while(|byte| part(byte)).count();
    let new = HURTFUL[seed / starts.len() % HURTFUL.len()];
    Some([&text[..start], new.as_bytes(), &text[end..]].concat())
}
