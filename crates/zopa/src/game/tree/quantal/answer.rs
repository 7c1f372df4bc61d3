//! Quantal response as methods that are asked for by name.

use super::branch::{Branch, Ended, Goal};
use crate::game::answer::{Answer, Equilibrium, Figures};
use crate::game::form::{ExtensiveGame, Form, Properties};
use crate::game::methods::{Ask, Kind, MethodOf, Refusal, Setting};
use crate::game::tree::layout::Layout;
use crate::game::tree::regret;
use crate::num::rational::Rational;
use std::borrow::Cow;

/// Chances below this are 0 in the limit.
const NEVER: f64 = 1e-6;
/// Chances in the limit are read as the simplest fractions this near.
const NEAR: f64 = 1e-6;
/// Denominators beyond which a chance is not meant to be a fraction.
const SIMPLE: i64 = 10_000;
/// Trees beyond which the limit is not proved in fractions.
const MOST_PROVED: usize = 200_000;

/// At a precision.
pub const AT: MethodOf = MethodOf {
    name: "quantal",
    finds: "quantal response at --lambda (1 if not given), on the principal branch",
    kind: Kind::Equilibria,
    lists: false,
    reads: &[Setting::Lambda, Setting::Steps],
    refuses,
    solve: at,
};

/// In the limit of precision.
pub const LIMIT: MethodOf = MethodOf {
    name: "quantal-limit",
    finds: "the limit of quantal response on the principal branch, with its beliefs",
    kind: Kind::Equilibria,
    lists: false,
    reads: &[Setting::Steps],
    refuses,
    solve: limit,
};

pub(super) fn refuses(facts: &Properties) -> Option<Refusal> {
    if facts.absent_minded {
        let reason = "a player is absent-minded: it passes twice through one information set, and beliefs \
            there have no agreed meaning";
        return Some(Refusal::because(reason));
    }
    (!facts.tree && facts.ends > ExtensiveGame::MOST_CELLS).then(|| {
        Refusal::because(format!("the table has more than {} cells", ExtensiveGame::MOST_CELLS))
    })
}

/// Quantal response at a precision.
///
/// # Errors
/// Where a player is absent-minded, or the precision is no number from 0.
pub fn at(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    let lambda = ask.lambda.unwrap_or(1.0);
    if !(lambda >= 0.0 && lambda.is_finite()) {
        return Err(Refusal::because(format!("the precision {lambda} is not a number from 0")));
    }
    run(form, ask, AT.name, Goal::Precision(lambda))
}

/// The limit of quantal response.
///
/// # Errors
/// Where a player is absent-minded.
pub fn limit(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    run(form, ask, LIMIT.name, Goal::Limit)
}

fn run(form: &Form, ask: &Ask, method: &'static str, goal: Goal) -> Result<Answer, Refusal> {
    if let Some(refusal) = refuses(&form.properties()) {
        return Err(refusal);
    }
    let game = &*tree_of(form);
    let facts = Properties::of_tree(game);
    let layout = Layout::new(game);
    let mut branch = Branch::new(&layout);
    let ended = branch.follow(goal, ask.steps);
    let (mut notes, mut limits) = (Vec::new(), Vec::new());
    match ended {
        Ended::Reached => {}
        Ended::Lost => limits.push(format!(
            "The branch could be followed to a precision of {:.4} only.",
            branch.precision()
        )),
        Ended::OutOfSteps => limits.push(format!(
            "After {} steps, at a precision of {:.4}, the search was stopped.",
            branch.steps(),
            branch.precision()
        )),
    }
    if branch.turns() > 0 {
        notes.push(format!(
            "The branch turns {} on the way: for a range of precisions there are several equilibria on it.",
            times(branch.turns())
        ));
    }
    let proved = if goal == Goal::Limit && game.nodes.len() <= MOST_PROVED {
        prove(game, branch.plays())
    } else {
        None
    };
    let exact = proved.is_some();
    let beliefs = beliefs(form, &branch);
    let equilibrium = proved.unwrap_or_else(|| listed(game, &branch, facts.perfect_recall));
    if !facts.perfect_recall {
        notes.push(FORGETS.to_owned());
    }
    let complete =
        ended == Ended::Reached && facts.perfect_information && matches!(goal, Goal::Precision(_));
    let parameters =
        vec![("lambda", format!("{}", branch.precision())), ("steps", branch.steps().to_string())];
    let equilibria = vec![Equilibrium { beliefs, ..equilibrium }];
    Ok(Answer { method, parameters, exact, complete, equilibria, limits, notes })
}

pub(super) const FORGETS: &str =
    "Somebody forgets: gains from deviating are those at one information set.";

/// The tree itself, or that of a table.
pub(in crate::game::tree) fn tree_of(form: &Form) -> Cow<'_, ExtensiveGame> {
    match form {
        Form::Extensive(game) => Cow::Borrowed(game),
        Form::Strategic(table) => Cow::Owned(ExtensiveGame::of_table(table)),
    }
}

/// Where the branch stands, in doubles.
pub(super) fn listed(game: &ExtensiveGame, branch: &Branch, recall: bool) -> Equilibrium {
    Equilibrium {
        play: Figures::Approximate(branch.plays().to_vec()),
        payoffs: Figures::Approximate(branch.payoffs()),
        regret: regret::approximate(game, branch.plays(), recall).largest(),
        beliefs: None,
        allowed: Vec::new(),
        notes: Vec::new(),
    }
}

/// What is believed where the branch stands; of a table nothing is told.
pub(super) fn beliefs(form: &Form, branch: &Branch) -> Option<Figures> {
    matches!(form, Form::Extensive(_)).then(|| Figures::Approximate(branch.beliefs().to_vec()))
}

fn times(count: usize) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{n} times"),
    }
}

/// The limit as fractions, if no player gains anything by deviating from them.
fn prove(game: &ExtensiveGame, plays: &[f64]) -> Option<Equilibrium> {
    let exact = in_fractions(game, plays)?;
    let judged = regret::exact(game, &exact).ok()?;
    (judged.is_none() && judged.whole).then(|| Equilibrium {
        play: Figures::Exact(exact),
        payoffs: Figures::Exact(judged.payoffs),
        regret: 0.0,
        beliefs: None,
        allowed: Vec::new(),
        notes: Vec::new(),
    })
}

/// The simplest fractions near the limit; `None` where they are not simple.
pub(in crate::game::tree) fn in_fractions(
    game: &ExtensiveGame,
    plays: &[f64],
) -> Option<Vec<Rational>> {
    let mut exact = vec![Rational::ZERO; plays.len()];
    for set in 0..game.infosets.len() {
        let range = game.plays_of(set);
        let most = range.clone().max_by(|&a, &b| plays[a].total_cmp(&plays[b]))?;
        let mut rest = Rational::ONE;
        for play in range.filter(|&play| play != most && plays[play] > NEVER) {
            let chance = Rational::simplest_near(plays[play], NEAR)?;
            if !simple(&chance) {
                return None;
            }
            rest -= &chance;
            exact[play] = chance;
        }
        if !rest.is_positive() {
            return None;
        }
        exact[most] = rest;
    }
    Some(exact)
}

/// Whether the denominator is small enough to be meant. What was found is only near a fraction, and near
/// every number there is one with a large denominator.
fn simple(chance: &Rational) -> bool {
    let shown = chance.to_string();
    let denominator = shown.split_once('/').map_or("1", |(_, denominator)| denominator);
    denominator.parse::<i64>().is_ok_and(|denominator| denominator <= SIMPLE)
}
