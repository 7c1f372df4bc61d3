//! Ctrl-C: the first one ends the computation and lets it answer with what it has, the second the program.

use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

static CAME: AtomicBool = AtomicBool::new(false);
/// The exit code of programs that an interrupt ends.
const INTERRUPTED: i32 = 130;

/// From now on the first interrupt is noticed instead of ending the program.
pub(crate) fn listen() {
    static LISTENING: Once = Once::new();
    LISTENING.call_once(|| {
        // Where no handler can be set, an interrupt ends the program as ever.
        let _ = ctrlc::set_handler(|| {
            if CAME.swap(true, Ordering::SeqCst) {
                std::process::exit(INTERRUPTED);
            }
        });
    });
}

/// Whether an interrupt came.
pub(crate) fn came() -> bool {
    CAME.load(Ordering::SeqCst)
}
