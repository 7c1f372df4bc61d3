//! Long computations, off the interpreter's lock.

use crate::trouble::Answered;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::ThreadPoolBuilder;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread::scope;
use std::time::Duration;

/// How long Ctrl-C waits to be noticed, at most.
const BETWEEN: Duration = Duration::from_millis(50);
/// What the main thread of a program has, in bytes.
const STACK: usize = 8 << 20;

/// Computes on so many threads, by default one for each core, while other threads of Python go on.
///
/// The pool is made for the one computation: a pool that lives on is dead in a process that was forked.
/// Signals are seen here, on the thread that Python gives them to; `work` asks the function that it is
/// given whether to go on.
pub(crate) fn compute<T: Send>(
    py: Python<'_>,
    threads: Option<usize>,
    work: impl FnOnce(&(dyn Fn() -> bool + Sync)) -> Answered<T> + Send,
) -> PyResult<T> {
    let pool = ThreadPoolBuilder::new().num_threads(threads.unwrap_or(0)).stack_size(STACK);
    let pool = pool.build().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    let stop = AtomicBool::new(false);
    let (ended, signal) = py.detach(|| {
        let (working, waiting) = channel::<()>();
        scope(|threads| {
            let worker = threads.spawn(|| {
                // Dropped at the end of the work, however it ends.
                let _working = working;
                pool.install(|| work(&|| !stop.load(Ordering::Relaxed)))
            });
            let mut signal = Ok(());
            while waiting.recv_timeout(BETWEEN) == Err(RecvTimeoutError::Timeout) {
                if signal.is_ok() {
                    signal = Python::attach(|py| py.check_signals());
                    stop.store(signal.is_err(), Ordering::Relaxed);
                }
            }
            (worker.join(), signal)
        })
    });
    signal?;
    match ended {
        Ok(answered) => answered.map_err(|trouble| trouble.raised(py)),
        Err(panic) => resume_unwind(panic),
    }
}
