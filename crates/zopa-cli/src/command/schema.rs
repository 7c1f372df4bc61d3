//! `zopa schema`: the scenario format for editors.

use crate::engine;
use crate::exit::{Ended, Stop};
use crate::output::Output;

pub(super) fn run(out: &Output) -> Result<Ended, Stop> {
    out.json(&engine::schema())?;
    Ok(Ended::Attainable)
}
