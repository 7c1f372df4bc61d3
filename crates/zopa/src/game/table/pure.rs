//! All equilibria in pure strategies, for any number of players; of a tree by the table of its strategies or agents.
//!
//! 1. For each player and each combination of the others' strategies, mark the cells in which the player's
//!    payoff is the largest.
//! 2. A cell that everybody has marked is an equilibrium (J. Nash 1951), and no other is.
//!
//! Cost: cells times players comparisons of exact fractions, one bit of memory a cell; so complete always.

use super::super::answer::{Answer, Equilibrium, Figures};
use super::super::form::{ExtensiveGame, Form, Normal, Properties, StrategicGame};
use super::super::methods::{Ask, Kind, MethodOf, Refusal};
use super::super::tree::regret;
use super::regret::{listed, pure_profile};
use super::too_large;

/// Pure equilibria.
pub const METHOD: MethodOf = MethodOf {
    name: "pure",
    finds: "all equilibria in which nobody mixes",
    kind: Kind::Equilibria,
    lists: true,
    reads: &[],
    refuses,
    solve,
};

/// Pure equilibria of agents, one at each information set.
pub const AGENTS: MethodOf = MethodOf {
    name: "pure-agent",
    finds: "all ways of playing without mixing in which nobody gains by deviating at one information set alone",
    kind: Kind::Equilibria,
    lists: true,
    reads: &[],
    refuses: refuses_tables,
    solve: solve_agents,
};

/// The cells from which nobody gains by deviating alone, as a strategy of each player, in the order of the
/// cells.
#[must_use]
pub fn equilibria(game: &StrategicGame) -> Vec<Vec<usize>> {
    let sizes = game.sizes();
    let cells = game.cell_count().unwrap_or(0);
    let mut stable = vec![true; cells];
    let mut step = 1;
    for (player, &size) in sizes.iter().enumerate() {
        for first in (0..cells).filter(|cell| cell / step % size == 0) {
            let own = || (0..size).map(|strategy| first + step * strategy);
            let best = own().map(|cell| game.payoff(cell, player)).max();
            for cell in own() {
                stable[cell] &= Some(game.payoff(cell, player)) == best;
            }
        }
        step *= size;
    }
    (0..cells).filter(|&cell| stable[cell]).map(|cell| strategies(&sizes, cell)).collect()
}

/// The strategy of each player in a cell.
fn strategies(sizes: &[usize], mut cell: usize) -> Vec<usize> {
    let strategy = |&size: &usize| {
        let own = cell % size;
        cell /= size;
        own
    };
    sizes.iter().map(strategy).collect()
}

fn refuses(facts: &Properties) -> Option<Refusal> {
    facts.absent_minded.then(|| {
        let reason = "a player is absent-minded: it passes twice through one information set, and what deviating \
            there means is not agreed upon";
        Refusal::because(reason)
    })
}

fn refuses_tables(facts: &Properties) -> Option<Refusal> {
    if !facts.tree {
        let reason = "in a table everybody decides once: the agents are the players";
        return Some(Refusal::because(reason).instead(METHOD.name));
    }
    refuses(facts)
}

fn solve(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    let (game, normal) = match form {
        Form::Strategic(game) => {
            return Ok(answer(METHOD.name, &equilibria(game), ask, |at| {
                Some(listed(game, &pure_profile(game, at)))
            }));
        }
        Form::Extensive(game) => (game, Normal::of_strategies(game).map_err(too_large)?),
    };
    if let Some(refusal) = refuses(&form.properties()) {
        return Err(refusal);
    }
    Ok(answer(METHOD.name, &equilibria(&normal.table), ask, |at| of_tree(game, &normal, at)))
}

fn solve_agents(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    let (Form::Extensive(game), None) = (form, refuses_tables(&form.properties())) else {
        let refusal = refuses_tables(&form.properties());
        return Err(refusal.unwrap_or_else(|| Refusal::because("there is no tree of moves")));
    };
    let normal = Normal::of_agents(game).map_err(too_large)?;
    Ok(answer(AGENTS.name, &equilibria(&normal.table), ask, |at| of_tree(game, &normal, at)))
}

/// A pure equilibrium of a tree. What deviating gains is told of whole strategies: agents alone may gain nothing where
/// their player would gain by deviating at several sets.
/// Nothing where somebody is absent-minded.
pub(super) fn of_tree(
    game: &ExtensiveGame,
    normal: &Normal,
    strategies: &[usize],
) -> Option<Equilibrium> {
    let play = normal.play(game, strategies);
    let judged = regret::exact(game, &play).ok()?;
    Some(Equilibrium {
        regret: judged.largest(),
        payoffs: Figures::Exact(judged.payoffs),
        play: Figures::Exact(play),
        beliefs: None,
        allowed: Vec::new(),
        notes: Vec::new(),
    })
}

fn answer(
    method: &'static str,
    found: &[Vec<usize>],
    ask: &Ask,
    tell: impl Fn(&[usize]) -> Option<Equilibrium>,
) -> Answer {
    let shown = found.len().min(if ask.all { ask.most } else { 1 });
    let (mut notes, mut limits) = (Vec::new(), Vec::new());
    if found.is_empty() {
        notes.push("every equilibrium has somebody mix".to_owned());
    } else if shown < found.len() && ask.all {
        limits.push(format!("{shown} of {} equilibria are listed", found.len()));
    }
    Answer {
        method,
        parameters: vec![("pure equilibria", found.len().to_string())],
        exact: true,
        complete: shown == found.len(),
        equilibria: found[..shown].iter().filter_map(|strategies| tell(strategies)).collect(),
        limits,
        notes,
    }
}
