//! No bytes make reading a workbook panic or hang.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa_formats::{domains, genius::Semantics, xlsx};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = xlsx::to_csv(bytes) {
        let _ = domains::read(&[("book.xlsx", &text)], Semantics::Genius);
    }
});
