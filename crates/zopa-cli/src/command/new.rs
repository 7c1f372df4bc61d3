//! `zopa new`: a commented scenario to start from.

use crate::args::New;
use crate::exit::{Ended, Stop};
use crate::output::Output;
use std::io::{self, Write as _};

const SCENARIO: &str = include_str!("../new.toml");

pub(super) fn run(args: &New, out: &Output) -> Result<Ended, Stop> {
    let Some(path) = &args.file else {
        out.answer(SCENARIO)?;
        return Ok(Ended::Attainable);
    };
    let shown = path.display();
    // Creating and looking whether it is there must be one act.
    match std::fs::File::create_new(path).and_then(|mut file| file.write_all(SCENARIO.as_bytes())) {
        Ok(()) => {
            out.answer(&format!("Wrote {shown}. Next: zopa solve {shown}\n"))?;
            Ok(Ended::Attainable)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Stop::unusable(format!("`{shown}` exists and is not overwritten"))
                .help(Some("name another file, or none to print the scenario".to_owned())))
        }
        Err(error) => Err(Stop::unusable(format!("cannot write `{shown}`: {error}"))),
    }
}
