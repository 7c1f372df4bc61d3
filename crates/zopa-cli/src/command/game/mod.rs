//! `zopa game`: games from files of Gambit and OpenSpiel, told, solved, drawn and verified.

mod draw;
mod verify;

use crate::args::{Game, GameSolve, Solving};
use crate::diagnostics::Source;
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use serde::Serialize;
use std::path::Path;
use zopa::diag::Diagnostic;
use zopa::game::answer::Answer;
use zopa::game::form::{Form, Properties};
use zopa::game::methods::{self, Ask, METHODS, MethodOf, Refusal, Setting};
use zopa::game::told::told;
use zopa_formats::gambit;
use zopa_report::text;

pub(super) fn run(game: &Game, out: &Output) -> Result<Ended, Stop> {
    match game {
        Game::Info(args) => info(&args.file, args.json, out),
        Game::Solve(args) => solve(args, out),
        Game::Draw(args) => draw::run(args, out),
        Game::Verify(args) => verify::run(args, out),
    }
}

/// The game of a file.
pub(super) fn read(path: &Path, json: bool, out: &Output) -> Result<Form, Stop> {
    let source = input::read(path)?;
    let Some((form, diagnostics)) = gambit::read(&source.text) else {
        let message =
            format!("`{}` is no game: expected a text that begins with EFG or NFG", source.origin);
        let help = "of a scenario, `zopa solve` tells the no-deal game".to_owned();
        return Err(Stop::unusable(message).help(Some(help)));
    };
    taken(form, diagnostics, source, json, out)
}

fn taken(
    form: Option<Form>,
    diagnostics: Vec<Diagnostic>,
    source: Source,
    json: bool,
    out: &Output,
) -> Result<Form, Stop> {
    match form {
        Some(form) if !diagnostics.iter().any(Diagnostic::is_error) => {
            super::warn(&source, &diagnostics, out)?;
            Ok(form)
        }
        _ => Err(Stop::Diagnosed { source, diagnostics, json }),
    }
}

/// What a game is, and which methods take it.
#[derive(Debug, Serialize)]
struct Info<'a> {
    game: &'a str,
    players: Vec<&'a str>,
    properties: &'a Properties,
    methods: Vec<Offer>,
}

/// A method for a game.
#[derive(Debug, Serialize)]
struct Offer {
    method: &'static str,
    finds: &'static str,
    reads: Vec<&'static str>,
    takes: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    because: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instead: Option<&'static str>,
}

fn info(path: &Path, json: bool, out: &Output) -> Result<Ended, Stop> {
    let form = read(path, json, out)?;
    let facts = form.properties();
    if json {
        let offer = |method: &MethodOf| {
            let refusal = (method.refuses)(&facts);
            let reads = method.reads.iter().map(|setting| setting.name()).collect();
            let (method, finds, takes) = (method.name, method.finds, refusal.is_none());
            let instead = refusal.as_ref().and_then(|refusal| refusal.instead);
            Offer {
                method,
                finds,
                reads,
                takes,
                because: refusal.map(|refusal| refusal.reason),
                instead,
            }
        };
        let methods = METHODS.iter().map(offer).collect();
        let (game, players) = (form.title(), form.players());
        out.json(&Info { game, players, properties: &facts, methods })?;
    } else {
        out.answer(&text::game::info(&form, &facts, out.style()))?;
    }
    Ok(Ended::Attainable)
}

fn solve(args: &GameSolve, out: &Output) -> Result<Ended, Stop> {
    let form = read(&args.file, args.json, out)?;
    let most = args.all.then(|| args.most.unwrap_or(Ask::default().most));
    let (method, answer) = solved(&form, &args.solving, most)?;
    let told = told(&form, &answer);
    if args.json {
        out.json(&told)?;
    } else {
        out.answer(&text::game::solved(&told, method, args.all, out.style()))?;
    }
    Ok(match (answer.limits.is_empty(), answer.equilibria.is_empty()) {
        (false, _) => Ended::Limited,
        (true, true) => Ended::NotAttainable,
        (true, false) => Ended::Attainable,
    })
}

/// The answer of the method that was asked for, or of the one that suits the game; with `most`, at most so many of all
/// equilibria rather than one.
fn solved(
    form: &Form,
    args: &Solving,
    most: Option<usize>,
) -> Result<(&'static MethodOf, Answer), Stop> {
    let given = given(args);
    let method = match &args.method {
        None if !METHODS.iter().any(|method| method.reads_all(&given)) => {
            let names: Vec<String> =
                given.iter().map(|given| format!("--{}", given.name())).collect();
            let message = format!("no method reads {}", names.join(" and "));
            return Err(
                Stop::unusable(message).help(Some("`zopa game info` lists the methods".to_owned()))
            );
        }
        None => methods::choose(&form.properties(), most.is_some(), &given).map_err(refused)?,
        Some(name) => methods::find(name).ok_or_else(|| {
            let names: Vec<&str> = METHODS.iter().map(|method| method.name).collect();
            let message = format!("there is no method `{name}`");
            Stop::unusable(message).help(Some(format!("the methods are {}", names.join(", "))))
        })?,
    };
    if let Some(&setting) = given.iter().find(|setting| !method.reads.contains(setting)) {
        return Err(unread(method, setting));
    }
    let counts = match &args.counts {
        None => Vec::new(),
        Some(path) => counts(path, form)?,
    };
    let usual = Ask::default();
    let ask = Ask {
        all: most.is_some(),
        most: most.unwrap_or(usual.most),
        lambda: args.lambda,
        counts,
        level: args.level,
        tau: args.tau.clone(),
        steps: args.steps.unwrap_or(usual.steps),
    };
    let answer = (method.solve)(form, &ask).map_err(refused)?;
    Ok((method, answer))
}

/// What of the command line only some methods read.
fn given(args: &Solving) -> Vec<Setting> {
    let is_given = |setting: &Setting| match setting {
        Setting::Lambda => args.lambda.is_some(),
        Setting::Counts => args.counts.is_some(),
        Setting::Level => args.level.is_some(),
        Setting::Tau => args.tau.is_some(),
        Setting::Steps => args.steps.is_some(),
    };
    Setting::ALL.into_iter().filter(is_given).collect()
}

fn unread(method: &MethodOf, setting: Setting) -> Stop {
    let reading = METHODS.iter().filter(|method| method.reads.contains(&setting));
    let names: Vec<String> = reading.map(|method| format!("`{}`", method.name)).collect();
    let message = format!("`{}` does not read --{}", method.name, setting.name());
    let help = match names.as_slice() {
        [only] => format!("{only} does"),
        many => format!("{} do", many.join(", ")),
    };
    Stop::unusable(message).help(Some(help))
}

fn counts(path: &Path, form: &Form) -> Result<Vec<f64>, Stop> {
    let source = input::read(path)?;
    gambit::counts(&source.text, form).map_err(|diagnostics| Stop::Diagnosed {
        source,
        diagnostics,
        json: false,
    })
}

fn refused(refusal: Refusal) -> Stop {
    let help = refusal.instead.map(|method| format!("`--method {method}` takes it"));
    Stop::unusable(refusal.reason).help(help)
}
