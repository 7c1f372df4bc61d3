//! No game that is read makes a method panic or hang, and what is told as proved leaves nothing to gain.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa::game::methods::{Ask, Kind, METHODS};
use zopa_formats::gambit;

/// Games beyond this would only be slow.
const MOST: usize = 60;

fuzz_target!(|text: &str| {
    let Some((Some(form), _)) = gambit::read(text) else { return };
    let facts = form.properties();
    if facts.nodes.max(facts.ends) > MOST || facts.moves > MOST {
        return;
    }
    let counts = vec![1.0; facts.moves];
    let ask = Ask { all: true, most: 20, lambda: Some(0.5), counts, steps: 50, ..Ask::default() };
    for method in METHODS {
        let refused = (method.refuses)(&facts).is_some();
        let Ok(answer) = (method.solve)(&form, &ask) else { continue };
        assert!(!refused, "{} solves what it refuses", method.name);
        let gains = answer.equilibria.iter().any(|found| found.regret > 0.0);
        let alone = method.name == "pure-agent";
        assert!(!(answer.exact && method.kind == Kind::Equilibria && gains && !alone), "{}", method.name);
    }
});
