//! Sequential equilibria and weak perfect Bayesian equilibria of small trees, with their beliefs.
//!
//! In a *sequential equilibrium* (D. Kreps and R. Wilson, Econometrica 50, 1982) everybody's moves are best at every
//! set, also where play does not come, given beliefs that are limits of what Bayes' rule says when every move can
//! happen by mistake. In a *weak perfect Bayesian equilibrium* (A. Mas-Colell, M. Whinston and J. Green, 1995,
//! definition 9.C.3) beliefs need to follow Bayes' rule only where play comes.
//!
//! 1. `profiles`: all profiles of pure moves, the deepest sets first, cut off where no belief makes a move best.
//! 2. `beliefs`: for each of them the beliefs, in fractions, all of them at sets that are not reached.
//! 3. `mixed`: where none is pure, or the tree is too large to tell, one in which somebody mixes.
//! 4. `intuitive`: of signalling games, whether the beliefs are those that J. Cho and D. Kreps (1987) call intuitive.
//!
//! Finding one sequential equilibrium is hard already for pure ones, and nobody is known to do better than to look at
//! all profiles; their number is exponential in the sets, and the search stops at a stated number of steps. Others
//! that are known to list sequential equilibria decide polynomial inequalities over all mixed profiles (T. Graf,
//! T. Engesser and B. Nebel, 2024), which ends on the smallest trees only.

mod beliefs;
mod intuitive;
mod mixed;
mod pieces;
mod profiles;

use crate::game::answer::{Answer, Equilibrium, Figures};
use crate::game::form::{ExtensiveGame, Form, Properties};
use crate::game::methods::{Ask, Kind, MethodOf, Refusal, Setting};
use crate::game::tree::quantal;
use crate::num::rational::Rational;
use beliefs::{Beliefs, Played, beliefs};
use profiles::{Profile, Tree};

/// Decisions of the search.
const MOST_STEPS: usize = 5_000_000;
/// Information sets: the search goes one call deeper for each.
const MOST_SETS: usize = 5_000;

/// Sequential equilibria.
pub const SEQUENTIAL: MethodOf = MethodOf {
    name: "sequential",
    finds: "sequential equilibria with all their beliefs: pure ones of small trees, all with --all, else one that mixes",
    kind: Kind::Equilibria,
    lists: true,
    reads: &[Setting::Steps],
    refuses,
    solve: |form, ask| solve(form, ask, SEQUENTIAL.name, true),
};

/// Weak perfect Bayesian equilibria.
pub const BAYESIAN: MethodOf = MethodOf {
    name: "perfect-bayesian",
    finds: "pure weak perfect Bayesian equilibria of small trees with all their beliefs; exact",
    kind: Kind::Equilibria,
    lists: true,
    reads: &[Setting::Steps],
    refuses,
    solve: |form, ask| solve(form, ask, BAYESIAN.name, false),
};

fn refuses(facts: &Properties) -> Option<Refusal> {
    if !facts.tree {
        let reason = "beliefs at unreached moves need a tree of moves, and this is a table";
        return Some(Refusal::because(reason).instead("pure"));
    }
    if facts.infosets > MOST_SETS {
        let reason = format!("there are more than {MOST_SETS} information sets");
        return Some(Refusal::because(reason).instead(quantal::LIMIT.name));
    }
    (!facts.perfect_recall).then(|| Refusal::because("some player forgets what it knew or did"))
}

fn solve(
    form: &Form,
    ask: &Ask,
    method: &'static str,
    consistent: bool,
) -> Result<Answer, Refusal> {
    let facts = form.properties();
    let (Form::Extensive(game), None) = (form, refuses(&facts)) else {
        let refusal = refuses(&facts);
        return Err(refusal.unwrap_or_else(|| Refusal::because("there is no tree of moves")));
    };
    if let Some(draw) = game.chances.iter().find(|draw| draw.odds.iter().any(Rational::is_zero)) {
        let reason = format!(
            "chance never makes one of its moves at {}, so no belief can follow it",
            draw.id
        );
        return Err(Refusal::because(reason));
    }
    let tree = Tree::of(game);
    let (mut equilibria, mut limits) = (Vec::new(), Vec::new());
    let (mut more, mut cut, mut unsettled) = (false, 0, Vec::new());
    let most = if ask.all { ask.most } else { 1 };
    let seen = tree.profiles(MOST_STEPS, &mut |profile| {
        match beliefs(&tree, &Played::purely(&tree, profile), (!consistent).then_some(profile)) {
            Beliefs::None => {}
            Beliefs::Unsettled(why) => unsettled.push(why),
            Beliefs::Some { .. } if equilibria.len() == most => more = true,
            Beliefs::Some { beliefs, allowed, cut: some } => {
                cut += usize::from(some);
                let mut found = told(&tree, profile, beliefs);
                found.allowed = allowed;
                found.notes.extend(intuitive::judge(&tree, profile));
                equilibria.push((profile.moves.clone(), found));
            }
        }
        !more
    });
    equilibria.sort_by(|a: &(Vec<usize>, Equilibrium), b| a.0.cmp(&b.0));
    let mut equilibria: Vec<Equilibrium> = equilibria.into_iter().map(|(_, found)| found).collect();
    if more && ask.all {
        limits.push(format!("there are more equilibria: the list was cut at {most}"));
    }
    if !seen && !more {
        limits.push(format!("the search was ended after {MOST_STEPS} steps"));
    }
    if let Some(why) = unsettled.first() {
        let count = unsettled.len();
        limits.push(format!(
            "of {count} profiles it could not be told whether they are equilibria: {why}"
        ));
    }
    if cut > 0 {
        limits.push(format!("of {cut} equilibria not all beliefs are told"));
    }
    let mut notes = Vec::new();
    let mixed = (equilibria.is_empty() && consistent).then(|| mixed::one(&tree, &facts, ask.steps));
    if seen && unsettled.is_empty() && equilibria.is_empty() {
        notes.push("in every equilibrium of this kind somebody mixes moves".to_owned());
    }
    let complete = seen && !more && unsettled.is_empty() && mixed.is_none();
    equilibria.extend(mixed);
    if !equilibria.is_empty() && !ask.all {
        // One was asked for, and there it is.
        limits.clear();
    }
    let exact = equilibria.iter().all(|found| found.play.is_exact());
    Ok(Answer { method, parameters: Vec::new(), exact, complete, equilibria, limits, notes })
}

fn told(tree: &Tree<'_>, profile: &Profile, beliefs: Vec<Rational>) -> Equilibrium {
    let game: &ExtensiveGame = tree.game;
    let payoffs = (0..game.player_count()).map(|player| tree.worth(profile, 0, player)).collect();
    Equilibrium {
        play: Figures::Exact(tree.chances(profile)),
        payoffs: Figures::Exact(payoffs),
        regret: 0.0,
        beliefs: Some(Figures::Exact(beliefs)),
        allowed: Vec::new(),
        notes: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
