//! Players who think so many steps ahead: level k and cognitive hierarchy.
//!
//! A player of level 0 makes every move as often as any other. At level k it answers best to others of level k - 1
//! (D. Stahl and P. Wilson, Games and Economic Behavior 10, 1995; R. Nagel, American Economic Review 85, 1995), or, in
//! the cognitive hierarchy, to others of all lower levels, as often as they occur: after Poisson's law with mean tau
//! (C. Camerer, T.-H. Ho and J.-K. Chong, Quarterly Journal of Economics 119, 2004).
//!
//! In a tree a player plans all its moves together (T.-H. Ho and X. Su, Management Science 59, 2013), and moves that are
//! equally good are made equally often. Where others of the levels it believes in never let play come, it believes
//! what even play would have it believe.
//!
//! Cost: for each level and player one pass over the tree and one over the player's sets, in exact fractions.

mod thinking;

use crate::game::answer::{Answer, Equilibrium, Figures};
use crate::game::form::{ExtensiveGame, Form, Properties};
use crate::game::methods::{Ask, Kind, MethodOf, Refusal, Setting};
use crate::game::tree::{quantal, regret};
use crate::num::rational::Rational;
use thinking::Thinking;

/// The level where none is asked for.
const LEVEL: usize = 2;
/// The hierarchy ends where all higher levels together are rarer than this.
const RARE: f64 = 1e-4;
const HIGHEST: usize = 50;
/// Moves that lead to nodes, all nodes together.
const MOST_WAY: usize = 5_000_000;

/// A best answer to the level below.
pub const LEVEL_K: MethodOf = MethodOf {
    name: "level-k",
    finds: "how players of --level k play, who take all others to be of level k - 1; level 0 plays evenly",
    kind: Kind::Behaviour,
    lists: false,
    reads: &[Setting::Level],
    refuses,
    solve: level_k,
};

/// Best answers to all levels below.
pub const HIERARCHY: MethodOf = MethodOf {
    name: "cognitive-hierarchy",
    finds: "how people play of whom each takes the others to think less far, by Poisson's law with mean --tau",
    kind: Kind::Behaviour,
    lists: false,
    reads: &[Setting::Level, Setting::Tau],
    refuses,
    solve: hierarchy,
};

fn refuses(facts: &Properties) -> Option<Refusal> {
    if facts.tree && !facts.perfect_recall {
        let reason = "a player forgets what it knew or did, and cannot plan its moves together";
        return Some(Refusal::because(reason).instead(quantal::AT.name));
    }
    (!facts.tree && facts.ends > ExtensiveGame::MOST_CELLS).then(|| {
        Refusal::because(format!("the table has more than {} cells", ExtensiveGame::MOST_CELLS))
    })
}

fn level_k(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    let highest = highest(form, ask)?.unwrap_or(LEVEL);
    let game = &*quantal::tree_of(form);
    let mut thinking = Thinking::new(game);
    for level in 1..=highest {
        let mut believed = vec![Rational::ZERO; level];
        believed[level - 1] = Rational::ONE;
        thinking.rise(&believed);
    }
    let first = if ask.all { 0 } else { highest };
    let mut equilibria = Vec::new();
    for level in first..=highest {
        let note = format!("Level {level}.");
        equilibria.push(listed(game, thinking.play(level).to_vec(), note)?);
    }
    let mut notes = Vec::new();
    if let Some(before) = (0..highest).find(|&level| thinking.play(level) == thinking.play(highest))
    {
        notes.push(match highest - before {
            1 => format!("Level {highest} plays as level {before} does, and so do all higher ones: an equilibrium."),
            after => format!("Level {highest} plays as level {before} does: thinking goes round every {after} levels."),
        });
    }
    notes.extend(thinking.beyond_belief());
    let parameters = vec![("level", highest.to_string())];
    Ok(answer(LEVEL_K.name, parameters, equilibria, notes))
}

fn hierarchy(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    let tau = ask.tau.clone().unwrap_or_else(|| Rational::new(3, 2).unwrap_or(Rational::ONE));
    if tau.is_negative() {
        return Err(Refusal::because(format!("the mean level {tau} is negative")));
    }
    let weights = poisson(&tau, highest(form, ask)?)?;
    let highest = weights.len() - 1;
    let game = &*quantal::tree_of(form);
    let mut thinking = Thinking::new(game);
    for level in 1..=highest {
        thinking.rise(&weights[..level]);
    }
    let note = format!("Everybody together, levels 0 to {highest}.");
    let mut equilibria = vec![listed(game, thinking.mixed(&weights), note)?];
    for level in (0..=highest).filter(|_| ask.all) {
        let share = share(&weights, level);
        let note = format!("Level {level}, {share:.4} of all.");
        equilibria.push(listed(game, thinking.play(level).to_vec(), note)?);
    }
    let parameters = vec![("tau", tau.to_string()), ("levels", format!("0 to {highest}"))];
    let notes = thinking.beyond_belief().into_iter().collect();
    Ok(answer(HIERARCHY.name, parameters, equilibria, notes))
}

/// The level that is asked for, if any, in a game that is taken.
fn highest(form: &Form, ask: &Ask) -> Result<Option<usize>, Refusal> {
    if let Form::Extensive(game) = form
        && way(game) > MOST_WAY
    {
        let reason = "the ways to the ends are too many and too long for exact chances";
        return Err(Refusal::because(reason).instead(quantal::AT.name));
    }
    match (refuses(&form.properties()), ask.level) {
        (Some(refusal), _) => Err(refusal),
        (None, Some(level)) if level > HIGHEST => {
            Err(Refusal::because(format!("the level is {level}, and {HIGHEST} is the highest")))
        }
        (None, level) => Ok(level),
    }
}

/// How many moves lead to all nodes together: exact chances are as long.
fn way(game: &ExtensiveGame) -> usize {
    let mut depth = vec![0_usize; game.nodes.len()];
    for (at, node) in game.nodes.iter().enumerate() {
        depth[at] = node.parent.map_or(0, |(parent, _)| depth[parent] + 1);
    }
    depth.into_iter().sum()
}

/// How often each level occurs, but for a factor; up to the highest, or to where the others are rare.
fn poisson(tau: &Rational, highest: Option<usize>) -> Result<Vec<Rational>, Refusal> {
    let mean = tau.to_f64();
    let mut weights = vec![Rational::ONE];
    let (mut one, mut rest) = (libm::exp(-mean), 1.0 - libm::exp(-mean));
    for level in 1.. {
        if highest.map_or(rest < RARE, |highest| level > highest) {
            break;
        }
        if level > HIGHEST {
            let reason = format!(
                "with a mean level of {tau} there are levels beyond {HIGHEST}; --level ends them"
            );
            return Err(Refusal::because(reason));
        }
        let step = Rational::from(i64::try_from(level).unwrap_or(1));
        let before = weights.last().cloned().unwrap_or(Rational::ONE);
        weights.push((&before * tau).checked_div(&step).unwrap_or(Rational::ZERO));
        one *= mean / step.to_f64();
        rest -= one;
    }
    // Nobody is of a level that has no weight.
    while weights.last().is_some_and(Rational::is_zero) {
        weights.pop();
    }
    Ok(weights)
}

fn share(weights: &[Rational], level: usize) -> f64 {
    let sum: Rational = weights.iter().sum();
    weights[level].checked_div(&sum).map_or(0.0, |share| share.to_f64())
}

fn listed(game: &ExtensiveGame, play: Vec<Rational>, note: String) -> Result<Equilibrium, Refusal> {
    let judged = regret::exact(game, &play)
        .map_err(|_| Refusal::because("what players could gain cannot be told"))?;
    Ok(Equilibrium {
        regret: judged.largest(),
        payoffs: Figures::Exact(judged.payoffs),
        play: Figures::Exact(play),
        beliefs: None,
        allowed: Vec::new(),
        notes: vec![note],
    })
}

fn answer(
    method: &'static str,
    parameters: Vec<(&'static str, String)>,
    equilibria: Vec<Equilibrium>,
    notes: Vec<String>,
) -> Answer {
    Answer {
        method,
        parameters,
        exact: true,
        complete: true,
        equilibria,
        limits: Vec::new(),
        notes,
    }
}

#[cfg(test)]
mod tests;
