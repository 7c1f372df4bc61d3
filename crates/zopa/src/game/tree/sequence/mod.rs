//! Trees of two players with perfect recall, solved on their sequence form.
//!
//! | place | what it does |
//! |---|---|
//! | `form` | the sequence form |
//! | `plan` | plans as whole numbers, and the moves that they amount to |
//! | `zero_sum` | the value and best plans, by a linear program |

mod form;
mod plan;
mod zero_sum;

#[cfg(test)]
mod tests;

use super::quantal;
use crate::game::answer::{Answer, Equilibrium, Figures};
use crate::game::form::ExtensiveGame;
use crate::game::methods::Refusal;
use crate::game::minimax as zero_sum_games;
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
    let equilibrium = Equilibrium {
        play: Figures::Exact(plan::play(game, &form, &value.plans)),
        payoffs: Figures::Exact(vec![value.value.clone(), sum - &value.value]),
        regret: 0.0,
        beliefs: None,
        allowed: Vec::new(),
        notes: Vec::new(),
    };
    Ok(zero_sum_games::answer(&value.value, equilibrium, vec![("steps", value.steps.to_string())]))
}
