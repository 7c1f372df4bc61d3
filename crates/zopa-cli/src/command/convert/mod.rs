//! `zopa convert`: a negotiation domain or a game in another format.

mod game;

use super::deals;
use crate::args::{Convert, Format, Semantics};
use crate::exit::{Ended, Stop};
use crate::output::Output;
use std::io::{self, Write as _};
use std::path::Path;
use zopa::deal::structured::Domain;
use zopa_formats::write::{Target, Written, write};

pub(super) fn run(args: &Convert, out: &Output) -> Result<Ended, Stop> {
    if let Some(text) = game::text(args, out)? {
        match &args.out {
            None => out.answer(&text)?,
            Some(path) => save(path, &text)?,
        }
        return Ok(Ended::Attainable);
    }
    let domain = deals::domain(&args.paths, args.semantics, false, out)?;
    let target = match args.to {
        Format::Scenario => Target::Scenario,
        Format::Csv => Target::Csv,
        Format::Genius => Target::Genius,
        Format::Geniusweb => Target::GeniusWeb,
        Format::Negmas => Target::Negmas,
        // Games have been written.
        Format::Efg => return Ok(Ended::Attainable),
    };
    let mut written = write(&domain, target).map_err(Stop::unusable)?;
    written.changes.extend(other_reading(args, &domain)?);
    for change in &written.changes {
        out.complain(&format!("note: {change}\n"))?;
    }
    match (&args.out, written.files.as_slice()) {
        (None, [(_, text)]) => out.answer(text)?,
        (None, files) => {
            let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
            let message = format!("{} files are to be written: {}", names.len(), names.join(", "));
            return Err(
                Stop::unusable(message).help(Some("name a folder: --out FOLDER".to_owned()))
            );
        }
        (Some(path), [(_, text)]) if !path.is_dir() => save(path, text)?,
        (Some(folder), _) => {
            std::fs::create_dir_all(folder).map_err(|error| {
                Stop::unusable(format!("cannot make the folder `{}`: {error}", folder.display()))
            })?;
            save_all(folder, &written)?;
        }
    }
    Ok(Ended::Attainable)
}

/// How much the values would differ under the other reading of files of GENIUS.
fn other_reading(args: &Convert, domain: &Domain) -> Result<Option<String>, Stop> {
    let (other, name) = match args.semantics {
        Semantics::Genius => (Semantics::Negmas, "negmas"),
        Semantics::Negmas => (Semantics::Genius, "genius"),
    };
    let Some(read) = deals::reading(&deals::sources(&args.paths)?, other).domain else {
        return Ok(None);
    };
    let (mut count, mut differing) = (0, 0);
    for (one, two) in domain.parties.iter().zip(&read.parties) {
        for (a, b) in one.values.iter().flatten().zip(two.values.iter().flatten()) {
            count += 1;
            differing += usize::from(a != b);
        }
    }
    Ok((differing > 0).then(|| {
        format!("{differing} of {count} values would be others under `--semantics {name}`")
    }))
}

fn save_all(folder: &Path, written: &Written) -> Result<(), Stop> {
    for (name, text) in &written.files {
        save(&folder.join(name), text)?;
    }
    Ok(())
}

/// Writes a new file; an existing one stays.
fn save(path: &Path, text: &str) -> Result<(), Stop> {
    let shown = path.display();
    let made = std::fs::File::create_new(path);
    made.and_then(|mut file| file.write_all(text.as_bytes())).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => {
            Stop::unusable(format!("`{shown}` exists and is not overwritten"))
        }
        _ => Stop::unusable(format!("cannot write `{shown}`: {error}")),
    })
}
