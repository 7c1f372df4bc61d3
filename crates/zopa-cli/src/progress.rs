//! How far a long computation is: a bar on a terminal, a plain line now and then elsewhere.

use crate::interrupt;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Work that takes less than this is not reported.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two plain lines.
const BETWEEN: Duration = Duration::from_secs(10);

/// The part of a budget that goes to the draws; the rest is for looking closer.
const FOR_DRAWS: f64 = 0.6;

/// The progress of one computation, on standard error.
#[derive(Debug)]
pub(crate) struct Progress {
    what: &'static str,
    all: u64,
    begun: Instant,
    budget: Option<Duration>,
    /// The part of the budget that goes to this work.
    for_draws: f64,
    /// `None` where standard error is no terminal.
    bar: Option<ProgressBar>,
    /// When the last plain line was written, in milliseconds since the beginning.
    told: AtomicU64,
}

impl Progress {
    /// The progress of `all` pieces of work, which may take the time of the budget. From now on an interrupt
    /// ends the work, not the program.
    pub(crate) fn new(what: &'static str, all: u64, budget: Option<Duration>) -> Self {
        interrupt::listen();
        let bar = std::io::stderr().is_terminal().then(|| {
            let bar = ProgressBar::no_length();
            let style = ProgressStyle::with_template(
                "{msg} {wide_bar} {human_pos} of {human_len}, {per_sec}, {eta} left",
            );
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            bar.set_message(what);
            bar.set_length(all);
            bar
        });
        let told = AtomicU64::new(0);
        Self { what, all, begun: Instant::now(), budget, for_draws: 1.0, bar, told }
    }

    /// Leaves a part of the budget for looking closer.
    pub(crate) fn then_looks(self) -> Self {
        Self { for_draws: FOR_DRAWS, ..self }
    }

    /// Reports that so many pieces are done and says whether to go on.
    pub(crate) fn go_on(&self, done: u64) -> bool {
        if interrupt::came() {
            return false;
        }
        let passed = self.begun.elapsed();
        if passed > PATIENCE {
            match &self.bar {
                Some(bar) => bar.set_position(done),
                None => self.tell(done, passed),
            }
        }
        // At least one block is done, so that there is something to answer with.
        done == 0 || self.budget.is_none_or(|budget| passed < budget.mul_f64(self.for_draws))
    }

    /// Says that the draws are made and are being looked at.
    pub(crate) fn drawn(&self) {
        if let Some(bar) = &self.bar {
            if let Ok(style) = ProgressStyle::with_template("{msg} {elapsed}") {
                bar.set_style(style);
            }
            bar.set_message("looking closer,");
            bar.tick();
        }
    }

    /// Whether there is time to go on.
    pub(crate) fn has_time(&self) -> bool {
        if let Some(bar) = &self.bar {
            bar.tick();
        }
        !interrupt::came() && self.budget.is_none_or(|budget| self.begun.elapsed() < budget)
    }

    /// Takes the bar away.
    pub(crate) fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn tell(&self, done: u64, passed: Duration) {
        let now = u64::try_from(passed.as_millis()).unwrap_or(u64::MAX);
        let told = self.told.load(Ordering::Relaxed);
        let between = u64::try_from(BETWEEN.as_millis()).unwrap_or(u64::MAX);
        if now < told.saturating_add(between) {
            return;
        }
        self.told.store(now, Ordering::Relaxed);
        let rate = done as f64 / passed.as_secs_f64();
        let left = (self.all - done.min(self.all)) as f64 / rate.max(f64::MIN_POSITIVE);
        // Progress that nobody can read is no failure.
        let _ = writeln!(
            std::io::stderr(),
            "{}: {done} of {}, {rate:.0} a second, {left:.0} s left",
            self.what,
            self.all
        );
    }
}
