//! `zopa game draw`: the tree as a picture.

use crate::args::GameDraw;
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use zopa::game::form::{ExtensiveGame, Form};
use zopa::num::rational::Rational;
use zopa_formats::gambit;
use zopa_report::game::Drawing;

/// Rows beyond which nobody finds anything in a picture.
const ROWS: usize = 2000;

pub(super) fn run(args: &GameDraw, out: &Output) -> Result<Ended, Stop> {
    let form = super::read(&args.file, false, out)?;
    let play = play(args, &form)?;
    let unfolded;
    let game = match &form {
        Form::Extensive(game) => game,
        Form::Strategic(table) if form.properties().ends <= ROWS => {
            unfolded = ExtensiveGame::of_table(table);
            &unfolded
        }
        Form::Strategic(_) => return Err(too_large(form.properties().ends)),
    };
    let viewer = viewer(args, game)?;
    let depth = args.depth.unwrap_or(usize::MAX);
    let drawing = Drawing { game, play: play.as_deref(), viewer, depth };
    let rows = drawing.rows();
    if rows > ROWS {
        return Err(too_large(rows));
    }
    let page = args.output.as_ref().is_some_and(|path| {
        path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("html"))
    });
    let text = if page { drawing.page() } else { drawing.svg() };
    match &args.output {
        None => out.answer(&text)?,
        Some(path) => std::fs::write(path, text).map_err(|error| {
            Stop::unusable(format!("cannot write `{}`: {error}", path.display()))
        })?,
    }
    Ok(Ended::Attainable)
}

fn too_large(rows: usize) -> Stop {
    let rows = zopa_report::number::count(rows);
    let message =
        format!("the picture would have {rows} rows, and nobody finds anything beyond {ROWS}");
    Stop::unusable(message).help(Some("draw the first moves only: --depth 4".to_owned()))
}

/// How the game is played in the picture: by a profile, or by the first equilibrium of a method.
fn play(args: &GameDraw, form: &Form) -> Result<Option<Vec<f64>>, Stop> {
    if let Some(path) = &args.profile {
        let source = input::read(path)?;
        let profiles = gambit::profiles(&source.text, form)
            .map_err(|wrong| Stop::unusable(format!("`{}`: {wrong}", source.origin)))?;
        let first = profiles.into_iter().next();
        return Ok(first.map(|profile| profile.play.iter().map(Rational::to_f64).collect()));
    }
    if args.solving.method.is_none() && super::given(&args.solving).is_empty() {
        return Ok(None);
    }
    let (_, answer) = super::solved(form, &args.solving, None)?;
    Ok(answer.equilibria.first().map(|found| found.play.to_f64()))
}

fn viewer(args: &GameDraw, game: &ExtensiveGame) -> Result<usize, Stop> {
    let Some(name) = &args.player else { return Ok(0) };
    game.players.iter().position(|player| player == name).ok_or_else(|| {
        let message = format!("`{name}` is no player");
        Stop::unusable(message).help(Some(format!("the players are {}", game.players.join(", "))))
    })
}
