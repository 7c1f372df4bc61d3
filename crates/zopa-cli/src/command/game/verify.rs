//! `zopa game verify`: whether a way of playing is an equilibrium, in exact fractions.

use crate::args::GameVerify;
use crate::exit::{Ended, Stop};
use crate::input;
use crate::output::Output;
use indexmap::IndexMap;
use serde::Serialize;
use zopa::game::answer::{Figure, Figures};
use zopa::game::form::{ExtensiveGame, Form};
use zopa::game::told::{self, ToldSet};
use zopa::game::tree::regret::{self, Unfit};
use zopa_formats::gambit::{self, Profile};
use zopa_report::text::{self, game::Judged};

pub(super) fn run(args: &GameVerify, out: &Output) -> Result<Ended, Stop> {
    let form = super::read(&args.file, args.json, out)?;
    let source = input::read(&args.profile)?;
    let profiles = gambit::profiles(&source.text, &form)
        .map_err(|wrong| Stop::unusable(format!("`{}`: {wrong}", source.origin)))?;
    let unfolded;
    let tree = match &form {
        Form::Extensive(game) => game,
        Form::Strategic(table) if form.properties().ends <= ExtensiveGame::MOST_CELLS => {
            unfolded = ExtensiveGame::of_table(table);
            &unfolded
        }
        Form::Strategic(_) => {
            let most = zopa_report::number::count(ExtensiveGame::MOST_CELLS);
            return Err(Stop::unusable(format!("the table has more than {most} cells")));
        }
    };
    let mut judged = Vec::new();
    for profile in profiles {
        judged.push(judge(&form, tree, profile)?);
    }
    if args.json {
        let profiles = judged.iter().map(Told::of).collect();
        out.json(&Verified { game: form.title().to_owned(), profiles })?;
    } else {
        out.answer(&text::game::verified(form.title(), &judged, out.style()))?;
    }
    let all = judged.iter().all(|judged| judged.equilibrium);
    Ok(if all { Ended::Attainable } else { Ended::NotAttainable })
}

fn judge(form: &Form, tree: &ExtensiveGame, profile: Profile) -> Result<Judged, Stop> {
    let found = regret::exact(tree, &profile.play).map_err(|unfit| unfit_for(tree, &unfit))?;
    let equilibrium = found.is_none();
    let names = form.players().into_iter().map(str::to_owned);
    let figures = found.payoffs.into_iter().zip(found.gains);
    let players = names
        .zip(figures)
        .map(|(name, (payoff, gain))| (name, Figure::Exact(payoff), Figure::Exact(gain)));
    Ok(Judged {
        players: players.collect(),
        equilibrium,
        whole: found.whole,
        mended: profile.mended,
        play: told::play(form, &Figures::Exact(profile.play), None, &[]),
    })
}

fn unfit_for(game: &ExtensiveGame, unfit: &Unfit) -> Stop {
    Stop::unusable(match unfit {
        Unfit::Length(given, wanted) => format!("{given} chances for {wanted} moves"),
        Unfit::NoChances(set) => {
            format!("the chances at `{}` are none", game.infoset_name(*set))
        }
        Unfit::AbsentMinded(set) => format!(
            "a player is absent-minded: play passes twice through `{}`, and what deviating there means \
             is not agreed upon",
            game.infoset_name(*set)
        ),
    })
}

#[derive(Debug, Serialize)]
struct Verified<'a> {
    game: String,
    profiles: Vec<Told<'a>>,
}

/// A profile, judged.
#[derive(Debug, Serialize)]
struct Told<'a> {
    equilibrium: bool,
    /// Whether whole strategies were compared; else deviations at one set only.
    whole: bool,
    /// Whether chances were divided by their sum first.
    mended: bool,
    payoffs: IndexMap<&'a str, &'a Figure>,
    gains: IndexMap<&'a str, &'a Figure>,
    play: &'a [ToldSet],
}

impl<'a> Told<'a> {
    fn of(judged: &'a Judged) -> Self {
        let players = || judged.players.iter();
        Self {
            equilibrium: judged.equilibrium,
            whole: judged.whole,
            mended: judged.mended,
            payoffs: players().map(|(name, payoff, _)| (name.as_str(), payoff)).collect(),
            gains: players().map(|(name, _, gain)| (name.as_str(), gain)).collect(),
            play: &judged.play,
        }
    }
}
