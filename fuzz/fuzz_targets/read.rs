//! No text makes reading panic; what reads without an error reads again after printing.
//!
//! `cargo fuzz run read`; `tests/scenarios` and `tests/errors` are good seeds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa::scenario::{print, read};

fuzz_target!(|text: &str| {
    if let (Some(scenario), _) = read(text) {
        let printed = print(&scenario);
        assert_eq!(read(&printed).0.as_ref(), Some(&scenario), "{printed}");
    }
});
