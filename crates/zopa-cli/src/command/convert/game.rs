//! Games from one format into the other: a tree as what happens without a deal, and the no-deal game as a tree.

use crate::args::{Convert, Format};
use crate::command::{game, warn};
use crate::diagnostics::Source;
use crate::engine;
use crate::exit::Stop;
use crate::input;
use crate::output::Output;
use std::path::Path;
use zopa::game::form::{ExtensiveGame, Form};
use zopa::game::{NoDealGame, NoTree};
use zopa::model::{Changes, Model};
use zopa_formats::gambit;

/// The text that a game is converted to; `None` where neither what is read nor what is to be written is one.
pub(super) fn text(args: &Convert, out: &Output) -> Result<Option<String>, Stop> {
    let [path] = args.paths.as_slice() else {
        return match args.to {
            Format::Efg => Err(Stop::unusable("a game is one file, and several are named")),
            _ => Ok(None),
        };
    };
    match (is_game(path)?, args.to) {
        (true, _) => of_game(path, args, out).map(Some),
        (false, Format::Efg) => of_scenario(path, args, out).map(Some),
        (false, _) => Ok(None),
    }
}

/// Whether a file begins as games do.
fn is_game(path: &Path) -> Result<bool, Stop> {
    if path.is_dir() {
        return Ok(false);
    }
    let (_, bytes) = input::bytes(path)?;
    let start: Vec<u8> = bytes.into_iter().take(64).collect();
    Ok(gambit::read(&String::from_utf8_lossy(&start)).is_some())
}

fn of_game(path: &Path, args: &Convert, out: &Output) -> Result<String, Stop> {
    let form = game::read(path, false, out)?;
    if !matches!(args.to, Format::Scenario | Format::Efg) {
        return Err(Stop::unusable("a game is no domain of deals")
            .help(Some("`--to scenario` makes it what happens without a deal".to_owned())));
    }
    let tree = match form {
        Form::Extensive(tree) => tree,
        Form::Strategic(table)
            if table.cell_count().is_some_and(|cells| cells <= ExtensiveGame::MOST_CELLS) =>
        {
            ExtensiveGame::of_table(&table)
        }
        Form::Strategic(_) => {
            let most = ExtensiveGame::MOST_CELLS;
            return Err(Stop::unusable(format!("the table has more than {most} cells")));
        }
    };
    match args.to {
        Format::Efg => Ok(gambit::write_efg(&tree)),
        _ => gambit::scenario(&tree).ok_or_else(|| Stop::unusable("nobody moves in the game")),
    }
}

fn of_scenario(path: &Path, args: &Convert, out: &Output) -> Result<String, Stop> {
    let source = input::read(path)?;
    let (model, warnings) = engine::model_any_size(&source, false)?;
    warn(&source, &warnings, out)?;
    let standing = standing(&model, args.standing.as_deref())?;
    let blamed = args.blamed.as_deref().map(|name| party(&model, name)).transpose()?;
    let seen_by = args.seen_by.as_deref().map(|name| party(&model, name)).transpose()?;
    let tree = tree(&model, &standing, blamed, seen_by.unwrap_or(0)).map_err(|why| match why {
        NoTree::NoGame => Stop::unusable("the scenario has no game without a deal, only values"),
        NoTree::TooLarge(most) => {
            Stop::unusable(format!("the game has more than {most} nodes when written as a tree"))
        }
        NoTree::Fault(fault) => {
            let diagnostics = vec![fault.diagnostic()];
            Stop::Diagnosed { source: source.clone(), diagnostics, json: false }
        }
    })?;
    if seen_by.is_none() {
        let name = &model.parties[0].name;
        out.complain(&format!(
            "note: chances and payoffs as {name} sees them; --seen-by for others\n"
        ))?;
    }
    Ok(gambit::write_efg(&tree))
}

fn tree(
    model: &Model,
    standing: &[usize],
    blamed: Option<usize>,
    seen_by: usize,
) -> Result<ExtensiveGame, NoTree> {
    let fault = |fault| NoTree::Fault(Box::new(fault));
    let views = model.views(&Changes::default()).map_err(fault)?;
    NoDealGame::new(model, &views).tree(standing, blamed, views.of_actor[seen_by])
}

/// Today's standing with the options that are named.
fn standing(model: &Model, asked: Option<&str>) -> Result<Vec<usize>, Stop> {
    let mut standing = model.today();
    let Some(text) = asked else { return Ok(standing) };
    let target = engine::target(model, text).map_err(|diagnostics| Stop::Diagnosed {
        source: Source::new("--standing", text),
        diagnostics,
        json: false,
    })?;
    for ((at, options), issue) in standing.iter_mut().zip(&target.options).zip(&model.issues) {
        match options.as_deref() {
            None => {}
            Some([option]) => *at = *option,
            Some(_) => {
                let said = format!("a standing has one option of `{}`", issue.key);
                return Err(Stop::unusable(said));
            }
        }
    }
    Ok(standing)
}

fn party(model: &Model, name: &str) -> Result<usize, Stop> {
    let found = model.parties.iter().position(|party| party.key == name || party.name == name);
    found.ok_or_else(|| {
        let keys: Vec<&str> = model.parties.iter().map(|party| party.key.as_str()).collect();
        Stop::unusable(format!("there is no party `{name}`"))
            .help(Some(format!("the parties are {}", keys.join(", "))))
    })
}
