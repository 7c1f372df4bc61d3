//! Large zero-sum trees for two, step by step: counterfactual regret minimisation.
//!
//! At every set a player keeps count of how much better each move would have been than what it played (M. Zinkevich,
//! M. Johanson, M. Bowling and C. Piccione 2007), and plays moves in proportion to what is above 0. The average over all
//! steps comes ever nearer to best plans, in zero-sum games only. Two rules of forgetting are offered: `cfr-plus`
//! (O. Tammelin 2014; N. Burch, M. Moravcik and M. Schmid, Journal of Artificial Intelligence Research 64, 2019, players
//! in turn and averages that count later steps more) and `discounted-cfr` (N. Brown and T. Sandholm 2019, with 3/2, 1/2
//! and 2).
//!
//! * `sequences`: the tree as pairs of sequences. What a step does at all nodes of a set is a sum over the ends after it.
//! * `walk`: the steps, and how good their average is.
//!
//! Cost: a step is one pass over the pairs of sequences and one over the sequences, of each player; no tree is walked.
//! What can still be gained falls about like 1 over the steps, and mostly faster. Where the whole tree fits into a linear
//! program (see `sequence`), that is exact and sooner done; this is for trees beyond it.

mod sequences;
mod walk;

pub use walk::Rule;

use crate::game::answer::{Answer, Equilibrium, Figures};
use crate::game::form::{Form, Properties};
use crate::game::methods::{Ask, Kind, MethodOf, Refusal, Setting};
use crate::game::minimax;
use crate::game::tree::quantal;
use sequences::Sequences;
use walk::Walk;

/// What anybody may still gain, as a share of the largest payoff.
const ENOUGH: f64 = 1e-3;

/// Regret matching plus.
pub const PLUS: MethodOf = MethodOf {
    name: "cfr-plus",
    finds: "best play of a large zero-sum tree, nearer with every one of --steps",
    kind: Kind::Equilibria,
    lists: false,
    reads: &[Setting::Steps],
    refuses,
    solve: |form, ask| solve(form, ask, PLUS.name, Rule::Plus),
};

/// Discounted regrets.
pub const DISCOUNTED: MethodOf = MethodOf {
    name: "discounted-cfr",
    finds: "best play of a large zero-sum tree, nearer with every one of --steps, early regrets counting less",
    kind: Kind::Equilibria,
    lists: false,
    reads: &[Setting::Steps],
    refuses,
    solve: |form, ask| solve(form, ask, DISCOUNTED.name, Rule::Discounted),
};

fn refuses(facts: &Properties) -> Option<Refusal> {
    if !facts.tree {
        let reason = "the game is a table, and the method takes a tree";
        return Some(Refusal::because(reason).instead(minimax::METHOD.name));
    }
    let refusal = |reason: &str| Some(Refusal::because(reason).instead(quantal::LIMIT.name));
    if !facts.is_zero_sum() {
        return refusal(
            "regrets lead to an equilibrium between two only, one winning what the other loses",
        );
    }
    if !facts.perfect_recall {
        return refusal("a player forgets what it did, and regrets of moves do not add up");
    }
    None
}

fn solve(form: &Form, ask: &Ask, method: &'static str, rule: Rule) -> Result<Answer, Refusal> {
    let facts = form.properties();
    let (Form::Extensive(game), None) = (form, refuses(&facts)) else {
        let refusal = refuses(&facts);
        return Err(refusal.unwrap_or_else(|| Refusal::because("there is no tree of moves")));
    };
    let sequences =
        Sequences::new(game).ok_or_else(|| Refusal::because("payoffs are beyond doubles"))?;
    let mut walk = Walk::new(&sequences, rule);
    while walk.steps() < ask.steps {
        walk.step();
    }
    let standing = walk.standing();
    let regret = standing.gains.into_iter().fold(0.0, f64::max);
    let mut limits = Vec::new();
    if regret > ENOUGH * sequences.scale {
        limits.push(format!(
            "After {} steps somebody could still gain {regret:.3e}; more --steps bring that down.",
            walk.steps()
        ));
    }
    // Half of what they always have together goes to each, beside half of what they differ by.
    let half = 0.5 * facts.constant_sum.map_or(0.0, |sum| sum.to_f64());
    let exploitability = 0.5 * standing.gains.iter().sum::<f64>();
    Ok(Answer {
        method,
        parameters: vec![
            ("steps", walk.steps().to_string()),
            ("exploitability", format!("{exploitability:.3e}")),
        ],
        exact: false,
        complete: false,
        equilibria: vec![Equilibrium {
            play: Figures::Approximate(walk.play(vec![0.0; game.plays()])),
            payoffs: Figures::Approximate(vec![half + standing.value, half - standing.value]),
            regret,
            beliefs: None,
            allowed: Vec::new(),
            notes: Vec::new(),
        }],
        limits,
        notes: vec!["exploitability is half of what both could gain together".to_owned()],
    })
}

#[cfg(test)]
mod tests;
