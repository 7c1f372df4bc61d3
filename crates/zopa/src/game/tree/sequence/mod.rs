//! Trees of two players with perfect recall, solved on their sequence form.
//!
//! | place | what it does |
//! |---|---|
//! | `form` | the sequence form |
//! | `plan` | plans as whole numbers, and the moves that they amount to |
//! | `mistakes` | rare mistakes, by which corners are told apart |
//! | `zero_sum` | the value and best plans, by a linear program |
//! | `lemke` | one equilibrium of any such tree, by Lemke's walk |

mod form;
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
    let value = zero_sum::solve(&form).ok_or_else(|| {
        Refusal::because("the walk came to no end that could be proved in whole numbers")
            .instead(quantal::LIMIT.name)
    })?;
    let payoffs = [value.value.clone(), sum - &value.value];
    let equilibrium = listed(plan::play(game, &form, &value.plans), payoffs);
    Ok(zero_sum_games::answer(&value.value, equilibrium, vec![("steps", value.steps.to_string())]))
}

/// One equilibrium of any tree of two players.
pub const LEMKE: MethodOf = MethodOf {
    name: "lemke",
    finds: "one equilibrium of a tree for two players, mixed ones too; exact",
    kind: Kind::Equilibria,
    lists: false,
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
    lemke::solve(&form).map(|found| plan::play(game, &form, &found.plans))
}

fn solve(form: &Form, _: &Ask) -> Result<Answer, Refusal> {
    if let Some(refusal) = refuses(&form.properties()) {
        return Err(refusal);
    }
    let Form::Extensive(game) = form else { return Err(Refusal::because("the game is a table")) };
    let form = SequenceForm::of(game);
    let found = lemke::solve(&form).ok_or_else(|| {
        Refusal::because("no walk came to an end that could be proved in whole numbers")
            .instead(quantal::LIMIT.name)
    })?;
    Ok(Answer {
        method: LEMKE.name,
        parameters: vec![("steps", found.steps.to_string())],
        exact: true,
        complete: false,
        equilibria: vec![listed(plan::play(game, &form, &found.plans), found.payoffs)],
        limits: Vec::new(),
        notes: Vec::new(),
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
