//! Trees of two players with perfect recall, solved on their sequence form.
//!
//! | place | what it does |
//! |---|---|
//! | `form` | the sequence form |
//! | `plan` | plans as whole numbers, and the moves that they amount to |
//! | `mistakes` | rare mistakes, by which corners are told apart |
//! | `zero_sum` | the value and best plans, by a linear program |
//! | `lemke` | one equilibrium of any such tree, by Lemke's walk |
//! | `fractions` | small trees whose payoffs are too far apart for doubles |

mod form;
mod fractions;
mod lemke;
mod mistakes;
mod plan;
mod zero_sum;

#[cfg(test)]
pub(super) mod tests;

use super::quantal;
use crate::game::answer::{Answer, Equilibrium, Figures};
use crate::game::form::{ExtensiveGame, Form, Properties};
use crate::game::methods::{Ask, Kind, MethodOf, Refusal};
use crate::game::minimax as zero_sum_games;
use crate::game::table::lemke_howson;
use crate::num::rational::Rational;
use form::SequenceForm;

/// The answer for a zero-sum tree of two players with perfect recall, whose payoffs always sum to this.
///
/// # Errors
/// Where doubles lead to no end that can be proved.
pub(in crate::game) fn minimax(game: &ExtensiveGame, sum: &Rational) -> Result<Answer, Refusal> {
    let form = SequenceForm::of(game);
    let (value, play, steps, note) = match zero_sum::solve(&form) {
        Some(found) => {
            (found.value, plan::play(game, &form, &found.plans), Some(found.steps), None)
        }
        None => {
            let (value, play) = fractions::minimax(game).ok_or_else(unproved)?;
            (value, play, None, Some(fractions::NOTE.to_owned()))
        }
    };
    let payoffs = [value.clone(), sum - &value];
    let steps = steps.map(|steps| ("steps", steps.to_string()));
    let mut answer =
        zero_sum_games::answer(&value, listed(play, payoffs), steps.into_iter().collect());
    answer.notes.extend(note);
    Ok(answer)
}

fn unproved() -> Refusal {
    Refusal::because("the walk came to no end that could be proved in whole numbers")
        .instead(quantal::LIMIT.name)
}

/// One equilibrium of any tree of two players.
pub const LEMKE: MethodOf = MethodOf {
    name: "lemke",
    finds: "one equilibrium of a tree for two players, mixed ones too; exact",
    kind: Kind::Equilibria,
    lists: false,
    reads: &[],
    refuses,
    solve,
};

fn refuses(facts: &Properties) -> Option<Refusal> {
    if !facts.tree {
        let reason = "the game is a table, and the method takes a tree";
        return Some(Refusal::because(reason).instead(lemke_howson::METHOD.name));
    }
    let refusal = |reason: String| Some(Refusal::because(reason).instead(quantal::LIMIT.name));
    if facts.players != 2 {
        return refusal(format!(
            "the game has {} players, and the method takes two",
            facts.players
        ));
    }
    if !facts.perfect_recall {
        return refusal("a player forgets what it did, and plans have no sequence form".to_owned());
    }
    None
}

/// The play of one equilibrium; `None` where the game is not for two with perfect recall, or none is found.
pub(super) fn one(game: &ExtensiveGame, facts: &Properties) -> Option<Vec<Rational>> {
    if refuses(facts).is_some() {
        return None;
    }
    let form = SequenceForm::of(game);
    lemke::solve(&form)
        .map(|found| plan::play(game, &form, &found.plans))
        .or_else(|| fractions::one(game).map(|(play, _)| play))
}

fn solve(form: &Form, _: &Ask) -> Result<Answer, Refusal> {
    if let Some(refusal) = refuses(&form.properties()) {
        return Err(refusal);
    }
    let Form::Extensive(game) = form else { return Err(Refusal::because("the game is a table")) };
    let form = SequenceForm::of(game);
    let (play, payoffs, steps, note) = match lemke::solve(&form) {
        Some(found) => {
            (plan::play(game, &form, &found.plans), found.payoffs, Some(found.steps), None)
        }
        None => {
            let (play, payoffs) = fractions::one(game).ok_or_else(unproved)?;
            (play, payoffs, None, Some(fractions::NOTE.to_owned()))
        }
    };
    Ok(Answer {
        method: LEMKE.name,
        parameters: steps.map(|steps| ("steps", steps.to_string())).into_iter().collect(),
        exact: true,
        complete: false,
        equilibria: vec![listed(play, payoffs)],
        limits: Vec::new(),
        notes: note.into_iter().collect(),
    })
}

fn listed(play: Vec<Rational>, payoffs: [Rational; 2]) -> Equilibrium {
    Equilibrium {
        play: Figures::Exact(play),
        payoffs: Figures::Exact(payoffs.into()),
        regret: 0.0,
        beliefs: None,
        allowed: Vec::new(),
        notes: Vec::new(),
    }
}
