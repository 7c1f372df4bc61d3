//! The precision that makes counts of seen moves likeliest, as a method that is asked for by name.

use super::answer::{FORGETS, beliefs, listed, refuses, tree_of};
use super::branch::{Branch, Ended};
use super::likelihood::{Estimate, Part, Seen, search};
use crate::game::answer::{Answer, Equilibrium};
use crate::game::form::{Form, Properties};
use crate::game::methods::{Ask, Kind, MethodOf, Refusal, Setting};
use crate::game::tree::layout::Layout;

/// The precision that fits counts best.
pub const FIT: MethodOf = MethodOf {
    name: "quantal-fit",
    finds: "the precision of quantal response that makes the moves seen (--counts) likeliest",
    kind: Kind::Behaviour,
    lists: false,
    reads: &[Setting::Counts, Setting::Steps],
    refuses,
    solve: fit,
};

fn fit(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    if let Some(refusal) = refuses(&form.properties()) {
        return Err(refusal);
    }
    let game = &*tree_of(form);
    check(&ask.counts, game.plays())?;
    let seen = Seen::new(game, &ask.counts);
    let facts = Properties::of_tree(game);
    let layout = Layout::new(game);
    let mut branch = Branch::precise(&layout);
    let estimate = search(&mut branch, &seen, ask.steps);
    let lambda = match estimate.part {
        Part::Start => "0".to_owned(),
        _ => branch.precision().to_string(),
    };
    let mut parameters = vec![
        ("lambda", lambda),
        ("standard error", standard_error(&estimate)),
        ("log-likelihood", estimate.log_likelihood.to_string()),
        ("log-likelihood of even play", estimate.of_even_play.to_string()),
        ("observations", seen.total().to_string()),
    ];
    parameters.push(("steps", branch.steps().to_string()));
    let mut notes = notes(&estimate);
    if !facts.perfect_recall {
        notes.push(FORGETS.to_owned());
    }
    let found = listed(game, &branch, facts.perfect_recall);
    Ok(Answer {
        method: FIT.name,
        parameters,
        exact: false,
        complete: false,
        equilibria: vec![Equilibrium { beliefs: beliefs(form, &branch), ..found }],
        limits: limits(&estimate),
        notes,
    })
}

/// Refuses what are no counts of this game.
fn check(counts: &[f64], plays: usize) -> Result<(), Refusal> {
    let refuse = |reason: String| Err(Refusal::because(reason));
    if counts.is_empty() {
        return refuse("it takes counts of how often each move was seen (--counts)".to_owned());
    }
    if counts.len() != plays {
        let (given, moves) = (counts.len(), plays);
        return refuse(format!("there are {given} counts, and the game has {moves} moves"));
    }
    if let Some(count) = counts.iter().find(|count| !(**count >= 0.0 && count.is_finite())) {
        return refuse(format!("the count {count} is not a number from 0"));
    }
    if counts.iter().sum::<f64>() <= 0.0 {
        return refuse("no move was seen: all counts are 0".to_owned());
    }
    Ok(())
}

/// By the observed information; where the estimate is at an end of the branch there is none.
fn standard_error(estimate: &Estimate) -> String {
    match estimate.part {
        Part::Peak(information) if information > 0.0 => (1.0 / information.sqrt()).to_string(),
        _ => "none".to_owned(),
    }
}

fn notes(estimate: &Estimate) -> Vec<String> {
    let mut notes = Vec::new();
    match estimate.part {
        Part::Start => notes.push(
            "The estimate is at the boundary: no precision above 0 makes what was seen likelier than even \
             play does."
                .to_owned(),
        ),
        Part::End if estimate.ended == Ended::Reached => notes.push(
            "The estimate is at the boundary: what was seen is likeliest in the limit of precision, and no \
             finite one is best. Told is play where it has settled."
                .to_owned(),
        ),
        Part::Peak(information) if information > 0.0 => {}
        Part::Peak(_) => notes.push(
            "The likelihood is so flat at its peak that there is no standard error.".to_owned(),
        ),
        Part::End => {}
    }
    if estimate.peaks > 1 {
        notes.push(format!(
            "The likelihood has {} peaks along the branch; told is the highest.",
            estimate.peaks
        ));
    }
    notes
}

fn limits(estimate: &Estimate) -> Vec<String> {
    let mut limits = Vec::new();
    let up_to = estimate.followed_to;
    match estimate.ended {
        Ended::Reached => {}
        Ended::Lost => limits.push(format!(
            "The branch could be followed to a precision of {up_to:.4} only; a larger one may fit better."
        )),
        Ended::OutOfSteps => limits.push(format!(
            "After all steps, at a precision of {up_to:.4}, the search was stopped; a larger one may fit better."
        )),
    }
    if estimate.blurred > 0 {
        limits.push(format!(
            "{} peaks of the likelihood could not be put in their place.",
            estimate.blurred
        ));
    }
    limits
}
