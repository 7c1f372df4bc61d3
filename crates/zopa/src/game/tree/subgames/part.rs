//! Equilibria of one part of a tree.

use crate::game::answer::Figures;
use crate::game::form::{ExtensiveGame, Form, Normal, Properties};
use crate::game::methods::{Ask, MethodOf};
use crate::game::table::{extreme, pure};
use crate::game::tree::{quantal, sequence};
use crate::game::{minimax, support};
use crate::num::rational::Rational;

/// Multiplications for all equilibria of a part in which more than two move: about a second.
const MOST_WORK: u64 = 1_000_000_000;

/// How a part is played, in one or all of its equilibria.
#[derive(Clone, Debug)]
pub(super) struct Solved {
    /// Chances of the part's plays, of each equilibrium.
    pub(super) plays: Vec<Vec<Rational>>,
    pub(super) exact: bool,
    pub(super) complete: bool,
    pub(super) method: &'static str,
    pub(super) limit: Option<String>,
}

/// The equilibria of a tree in which everybody listed moves; `None` where no method comes to one.
pub(super) fn solve(tree: &ExtensiveGame, all: bool, most: usize) -> Option<Solved> {
    let facts = Properties::of_tree(tree);
    let found = match facts.players {
        0 => Some(Solved {
            plays: vec![Vec::new()],
            exact: true,
            complete: true,
            method: "chance",
            limit: None,
        }),
        1 => without_mixing(tree, most).filter(|found| !found.plays.is_empty()),
        2 if all => all_of_two(tree, &facts, most),
        2 if facts.constant_sum.is_some() => of_tree(&minimax::METHOD, tree),
        2 => of_tree(&sequence::LEMKE, tree),
        _ if all => all_of_more(tree, most),
        _ => None,
    };
    found.or_else(|| of_tree(&quantal::LIMIT, tree))
}

/// Whoever is alone has a best plan that does not mix.
fn without_mixing(tree: &ExtensiveGame, most: usize) -> Option<Solved> {
    let normal = Normal::of_strategies(tree).ok()?;
    let found = pure::equilibria(&normal.table);
    let limit = (found.len() > most).then(|| format!("Of a part {most} equilibria were kept."));
    let mut plays: Vec<_> =
        found.iter().take(most).map(|strategies| normal.play(tree, strategies)).collect();
    plays.dedup();
    let (method, complete) = (pure::METHOD.name, limit.is_none());
    Some(Solved { plays, exact: true, complete, method, limit })
}

fn all_of_two(tree: &ExtensiveGame, facts: &Properties, most: usize) -> Option<Solved> {
    if !facts.perfect_recall {
        return None;
    }
    let listed = Normal::of_strategies(tree).ok().and_then(|normal| {
        let form = Form::Strategic(normal.table.clone());
        let ask = Ask { all: true, most, ..Ask::default() };
        let answer = (extreme::METHOD.solve)(&form, &ask).ok()?;
        let mut plays = Vec::new();
        for equilibrium in &answer.equilibria {
            let Figures::Exact(mixes) = &equilibrium.play else { return None };
            let play = normal.behaviour(tree, mixes);
            if !plays.contains(&play) {
                plays.push(play);
            }
        }
        // Strategies that amount to the same way of playing are told apart by the table only.
        let endless = plays.len() > 1 && answer.notes.iter().any(|note| note.contains("endlessly"));
        let limit = endless.then(|| {
            "A part may have endlessly many equilibria; of these the extreme ones are listed."
                .to_owned()
        });
        let complete = answer.complete && !endless;
        let limit = answer.limits.first().cloned().or(limit);
        Some(Solved { plays, exact: true, complete, method: extreme::METHOD.name, limit })
    });
    listed.or_else(|| {
        let one = of_tree(&sequence::LEMKE, tree)?;
        let limit = "A part is too large for all its equilibria; one was found.".to_owned();
        Some(Solved { complete: false, limit: Some(limit), ..one })
    })
}

/// All equilibria by the moves that are made in them; at sets that play does not reach, one way of playing of each.
fn all_of_more(tree: &ExtensiveGame, most: usize) -> Option<Solved> {
    let form = Form::Extensive(tree.clone());
    let ask = Ask { all: true, most, ..Ask::default() };
    let answer = support::within(&form, &ask, MOST_WORK).ok()?;
    let plays = answer.equilibria.iter().map(|found| fractions(&found.play));
    let plays = plays.collect::<Option<Vec<_>>>().filter(|plays| !plays.is_empty())?;
    let (exact, complete) = (answer.exact, answer.complete);
    let limit = answer.limits.first().cloned();
    Some(Solved { plays, exact, complete, method: support::METHOD.name, limit })
}

fn fractions(play: &Figures) -> Option<Vec<Rational>> {
    match play {
        Figures::Exact(play) => Some(play.clone()),
        Figures::Approximate(play) => {
            play.iter().map(|&chance| Rational::exactly(chance)).collect()
        }
    }
}

fn of_tree(method: &MethodOf, tree: &ExtensiveGame) -> Option<Solved> {
    let form = Form::Extensive(tree.clone());
    let answer = (method.solve)(&form, &Ask::default()).ok()?;
    let play = fractions(&answer.equilibria.first()?.play)?;
    let limit = answer.limits.first().cloned();
    let (exact, complete, method) = (answer.exact, answer.complete, method.name);
    Some(Solved { plays: vec![play], exact, complete, method, limit })
}
