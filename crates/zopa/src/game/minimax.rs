//! Zero-sum games of two players: the value and a best way for both to play it, of tables and of trees.

use super::answer::{Answer, Equilibrium};
use super::form::{Form, Properties};
use super::methods::{Ask, Kind, MethodOf, Refusal};
use super::table::matrix;
use super::tree::{quantal, sequence};
use crate::num::rational::Rational;

/// Zero-sum games.
pub const METHOD: MethodOf = MethodOf {
    name: "minimax",
    finds: "the value of a zero-sum game and a best way for both to play it; exact",
    kind: Kind::Equilibria,
    lists: false,
    reads: &[],
    refuses,
    solve,
};

fn refuses(facts: &Properties) -> Option<Refusal> {
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
    if facts.constant_sum.is_none() {
        return refusal("what the players get does not always sum to the same".to_owned());
    }
    None
}

fn solve(form: &Form, _: &Ask) -> Result<Answer, Refusal> {
    let facts = form.properties();
    if let Some(refusal) = refuses(&facts) {
        return Err(refusal);
    }
    match form {
        Form::Strategic(table) => matrix::solve(table),
        Form::Extensive(tree) => sequence::minimax(tree, &facts.constant_sum.unwrap_or_default()),
    }
}

/// The answer that holds this equilibrium.
pub(super) fn answer(
    value: &Rational,
    equilibrium: Equilibrium,
    parameters: Vec<(&'static str, String)>,
) -> Answer {
    let worth = ("value to the first player", value.to_string());
    Answer {
        method: METHOD.name,
        parameters: std::iter::once(worth).chain(parameters).collect(),
        exact: true,
        complete: false,
        equilibria: vec![equilibrium],
        limits: Vec::new(),
        notes: vec!["every equilibrium gives both the same payoffs as this one".to_owned()],
    }
}
