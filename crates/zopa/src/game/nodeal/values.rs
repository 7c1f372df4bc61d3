//! What each party gets without a deal, at any standing, whoever is to blame, in any view.
//!
//! A standing matters to the no-deal game only through the issues that its expressions use, and blame
//! only for the parties that they name. So answers are kept by (view, blame, options of those issues):
//! in a flat table where the combinations are few, in an ordered map where they are many. Expressions
//! that depend on the view alone are evaluated once per view. Games with hidden moves may share a
//! [`Memory`] with those of other assessments of the same model.
//!
//! Cost: a remembered value takes one table look-up; a new one evaluates the expressions that use the
//! standing or blame and solves the game once.

use super::compiled::Shape;
use super::memory::{self, Memory};
use super::numbers::Inputs;
use super::solve::{Method, Rule, Solved, Solver};
use super::table::{Key, Table};
use crate::model::{Env, Fault, Game, Model, NoDeal, Program, Solve, Term, Views};
use std::sync::Arc;

/// The no-deal values of a scenario.
#[derive(Clone, Debug)]
pub struct NoDealGame<'m> {
    pub(super) model: &'m Model,
    pub(super) views: &'m Views,
    pub(super) source: Source<'m>,
    key: Key,
    table: Table,
    /// Values found so far, one stretch per combination.
    found: Vec<f64>,
    stopped_at: Option<f64>,
}

/// Where values come from.
#[derive(Clone, Debug)]
pub(super) enum Source<'m> {
    Standing,
    Values(&'m [Program]),
    Game(Box<Played<'m>>),
}

/// A game, its numbers, and what is remembered of it elsewhere.
#[derive(Clone, Debug)]
pub(super) struct Played<'m> {
    pub(super) inputs: Inputs<'m>,
    solver: Solver,
    /// Nothing where solving is as fast as remembering.
    memory: Option<Arc<Memory>>,
    bits: Vec<u64>,
}

impl<'m> Played<'m> {
    fn new(game: &'m Game, parties: usize, views: usize, memory: Option<Arc<Memory>>) -> Self {
        let shape = Shape::new(game, parties);
        let inputs = Inputs::new(game, &shape, parties, views);
        let rule = rule(game);
        let memory =
            memory.filter(|memory| !shape.perfect_information && memory.serves(&shape, rule));
        Self { inputs, solver: Solver::new(shape, rule), memory, bits: Vec::new() }
    }

    /// Appends the values at this place to `found`.
    fn values(&mut self, env: Env<'_>, view: usize, found: &mut Vec<f64>) -> Result<Method, Fault> {
        let numbers = self.inputs.at(env, view)?;
        let Some(memory) = &self.memory else {
            let (values, method) = self.solver.values(numbers);
            found.extend_from_slice(values);
            return Ok(method);
        };
        memory::key(numbers, &mut self.bits);
        if let Some(method) = memory.recall(&self.bits, found) {
            return Ok(method);
        }
        let (values, method) = self.solver.values(numbers);
        memory.keep(&self.bits, values, method);
        found.extend_from_slice(values);
        Ok(method)
    }
}

impl<'m> NoDealGame<'m> {
    /// The no-deal values of `model` with the premises of `views`. Nothing is evaluated yet.
    #[must_use]
    pub fn new(model: &'m Model, views: &'m Views) -> Self {
        Self::build(model, views, None)
    }

    /// The same, sharing what is solved with all others that have the same `memory`. The values are the
    /// same to the last bit as without one.
    #[must_use]
    pub fn with_memory(model: &'m Model, views: &'m Views, memory: Arc<Memory>) -> Self {
        Self::build(model, views, Some(memory))
    }

    fn build(model: &'m Model, views: &'m Views, memory: Option<Arc<Memory>>) -> Self {
        let parties = model.parties.len();
        let source = match &model.nodeal {
            NoDeal::Standing => Source::Standing,
            NoDeal::Values(programs) => Source::Values(programs),
            NoDeal::Game(game) => {
                Source::Game(Box::new(Played::new(game, parties, views.distinct.len(), memory)))
            }
        };
        let key = Key::new(model, views.distinct.len());
        let table = Table::new(&key);
        Self { model, views, source, key, table, found: Vec::new(), stopped_at: None }
    }

    /// G_i(`standing`, `blamed`) for every party i, with the premises of `view`, an index into
    /// [`Views::distinct`].
    ///
    /// # Errors
    /// A [`Fault`] where an expression fails or odds are not chances that sum to 1.
    ///
    /// # Panics
    /// Where `view` is no view or `standing` has fewer options than the model has issues.
    pub fn values(
        &mut self,
        standing: &[usize],
        blamed: Option<usize>,
        view: usize,
    ) -> Result<&[f64], Fault> {
        let parties = self.model.parties.len();
        let key = self.key.of(standing, blamed, view);
        if let Some(at) = self.table.recall(key) {
            return Ok(&self.found[at * parties..(at + 1) * parties]);
        }
        let start = self.found.len();
        if let Err(fault) = self.find(standing, blamed, view) {
            self.found.truncate(start);
            return Err(fault);
        }
        self.table.keep(key, start / parties.max(1));
        Ok(&self.found[start..])
    }

    /// Appends the values to those found.
    fn find(
        &mut self,
        standing: &[usize],
        blamed: Option<usize>,
        view: usize,
    ) -> Result<(), Fault> {
        let env = Env { premises: &self.views.distinct[view], standing, blamed };
        match &mut self.source {
            Source::Standing => {
                for terms in &self.model.values[..self.model.parties.len()] {
                    self.found.push(worth(terms, env)?);
                }
            }
            Source::Values(programs) => {
                for program in *programs {
                    self.found.push(program.eval(env)?);
                }
            }
            Source::Game(game) => {
                let method = game.values(env, view, &mut self.found)?;
                if let Method::QuantalStopped { precision } = method {
                    self.stopped_at = Some(self.stopped_at.unwrap_or(precision).min(precision));
                }
            }
        }
        Ok(())
    }

    /// The lowest precision at which the branch of some game asked for so far had to be left before its
    /// goal; `None` where all were solved as asked.
    #[must_use]
    pub fn stopped_at(&self) -> Option<f64> {
        self.stopped_at
    }

    /// The same in full: outcomes, play, method, ties. Not remembered.
    ///
    /// # Errors
    /// As for [`values`](Self::values).
    ///
    /// # Panics
    /// As for [`values`](Self::values).
    pub fn solution(
        &mut self,
        standing: &[usize],
        blamed: Option<usize>,
        view: usize,
    ) -> Result<Solved, Fault> {
        let env = Env { premises: &self.views.distinct[view], standing, blamed };
        match &mut self.source {
            Source::Game(game) => {
                let Played { inputs, solver, .. } = game.as_mut();
                Ok(solver.solve(inputs.at(env, view)?))
            }
            Source::Standing => {
                let own = &self.model.values[..self.model.parties.len()];
                let values = own.iter().map(|terms| worth(terms, env)).collect::<Result<_, _>>()?;
                Ok(Solved::plain(values, Method::StandingValues))
            }
            Source::Values(programs) => {
                let values = programs.iter().map(|p| p.eval(env)).collect::<Result<_, _>>()?;
                Ok(Solved::plain(values, Method::PlainValues))
            }
        }
    }
}

/// What a game's `solve` and `precision` ask for.
fn rule(game: &Game) -> Rule {
    match (game.solve, game.precision) {
        (Solve::Rational, _) => Rule::Rational,
        (Solve::Quantal, Some(precision)) => Rule::Quantal(precision),
        (Solve::Quantal, None) => Rule::QuantalLimit,
    }
}

/// The value of a standing.
fn worth(terms: &[Term], env: Env<'_>) -> Result<f64, Fault> {
    let mut sum = 0.0;
    for term in terms {
        sum += match term {
            Term::Table { issue, entries } => entries[env.standing[*issue]].eval(env)?,
            Term::Expr(program) => program.eval(env)?,
        };
    }
    Ok(sum)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests {
    use super::{Arc, Memory, Method, NoDealGame};
    use crate::model::{Changes, FaultKind, Model};

    fn model(text: &str) -> Model {
        let (scenario, faults) = crate::scenario::read(text);
        let (model, more) = crate::model::build(&scenario.expect(text), String::new());
        model.unwrap_or_else(|| panic!("{faults:?} {more:?}"))
    }

    /// Two parties and `issues` issues of three options each, worth 1 and -1 a rung.
    fn ladders(issues: usize, more: &str) -> Model {
        let mut text = "title = \"Ladders\"\n[parties.us]\n[parties.them]\n".to_owned();
        for issue in 0..issues {
            text +=
                &format!("[issues.i{issue}]\nby = \"us\"\noptions = [\"low\", \"mid\", \"top\"]\n");
        }
        for (party, sign) in [("us", ""), ("them", "-")] {
            text += &format!("[values.{party}]\n");
            for issue in 0..issues {
                text += &format!("i{issue} = {{ mid = {sign}1, top = {sign}2 }}\n");
            }
        }
        model(&(text + more))
    }

    /// We may back down; else chance decides between war, which is worse where their arms stand and
    /// whoever is blamed pays for, and peace.
    fn gamble(solve: &str, odds: &str) -> Model {
        ladders(
            2,
            &format!(
                "[premises]\nrisk = {{ value = 0.125, seen_by = {{ them = 0.5 }} }}\n\
                 [nodeal]\nstart = \"brink\"\n{solve}\n\
                 [nodeal.nodes.brink]\nby = \"us\"\n\
                 moves = {{ fight = \"field\", back_down = \"shame\" }}\n\
                 [nodeal.nodes.field]\nby = \"chance\"\n\
                 moves = {{ lose = \"war\", win = \"peace\" }}\nodds = {odds}\n\
                 [nodeal.outcomes.shame]\nus = -1\nthem = 4\n\
                 [nodeal.outcomes.war]\nus = \"-10 - 6 * i1.top\"\nthem = \"-8 - 4 * blamed.them\"\n\
                 [nodeal.outcomes.peace]\nus = 2\nthem = 0\n"
            ),
        )
    }

    const ODDS: &str = "{ lose = \"risk\", win = \"rest\" }";

    #[test]
    fn without_a_nodeal_things_stay_as_they_stand() {
        // A flat table and an ordered map.
        for issues in [3, 14] {
            let model = ladders(issues, "");
            let views = model.views(&Changes::default()).unwrap();
            let mut nodeal = NoDealGame::new(&model, &views);
            let mut standing = vec![0; issues];
            for _ in 0..2 {
                standing[0] = 2;
                assert_eq!(nodeal.values(&standing, Some(1), 0).unwrap(), [2.0, -2.0]);
                standing[issues - 1] = 1;
                assert_eq!(nodeal.values(&standing, None, 0).unwrap(), [3.0, -3.0]);
                standing[issues - 1] = 0;
            }
            let solved = nodeal.solution(&standing, None, 0).unwrap();
            assert_eq!((solved.values, solved.method), (vec![2.0, -2.0], Method::StandingValues));
        }
    }

    #[test]
    fn the_game_is_played_at_the_standing_with_the_blame_and_in_the_view_asked_for() {
        let model = gamble("", ODDS);
        let views = model.views(&Changes::default()).unwrap();
        let (us, them) = (views.of_actor[0], views.of_actor[1]);
        let mut nodeal = NoDealGame::new(&model, &views);
        for _ in 0..2 {
            // 2 - 12/8 from a fight, against -1.
            assert_eq!(nodeal.values(&[0, 0], None, us).unwrap(), [0.5, -1.0]);
            assert_eq!(nodeal.values(&[2, 1], None, us).unwrap(), [0.5, -1.0]);
            assert_eq!(nodeal.values(&[0, 2], None, us).unwrap(), [-0.25, -1.0]);
            assert_eq!(nodeal.values(&[0, 2], Some(0), us).unwrap(), [-0.25, -1.0]);
            assert_eq!(nodeal.values(&[0, 2], Some(1), us).unwrap(), [-0.25, -1.5]);
            // Who thinks the risk even would back down.
            assert_eq!(nodeal.values(&[0, 0], Some(1), them).unwrap(), [-1.0, 4.0]);
        }
        let solved = nodeal.solution(&[0, 2], Some(1), us).unwrap();
        assert_eq!(solved.values, vec![-0.25, -1.5]);
        assert_eq!(solved.plays, vec![vec![1.0, 0.0]]);
        assert_eq!(solved.outcomes.iter().sum::<f64>(), 1.0);
        assert_eq!((solved.regret, solved.ties.len(), nodeal.stopped_at()), (0.0, 0, None));
    }

    #[test]
    fn only_combinations_that_differ_in_something_used_are_solved() {
        let model = gamble("", ODDS);
        let views = model.views(&Changes::default()).unwrap();
        let mut nodeal = NoDealGame::new(&model, &views);
        for first in 0..3 {
            for blamed in [None, Some(0)] {
                nodeal.values(&[first, 1], blamed, 0).unwrap();
            }
        }
        assert_eq!(nodeal.found.len(), 2, "the first issue and our blame play no part");
    }

    #[test]
    fn odds_that_are_no_chances_are_faults_each_time() {
        for (odds, kind) in [
            ("{ lose = 0.5, win = \"0.6 + 0 * risk\" }", FaultKind::OddsSum(1.1)),
            ("{ lose = 0.5, win = \"0.4 + 0 * risk\" }", FaultKind::OddsSum(0.9)),
            ("{ lose = \"12 * risk\", win = \"rest\" }", FaultKind::OddsRange(1.5)),
            ("{ lose = \"rest\", win = \"-4 * risk\" }", FaultKind::OddsRange(-0.5)),
        ] {
            let model = gamble("", odds);
            let views = model.views(&Changes::default()).unwrap();
            let mut nodeal = NoDealGame::new(&model, &views);
            for _ in 0..2 {
                let fault = nodeal.values(&[0, 0], None, 0).unwrap_err();
                assert_eq!((&fault.kind, fault.span.is_empty()), (&kind, false));
                assert_eq!(nodeal.solution(&[0, 0], None, 0).unwrap_err(), fault);
            }
        }
    }

    #[test]
    fn a_game_s_solve_and_precision_choose_the_method() {
        for (solve, words) in [
            ("", "backward induction"),
            ("solve = \"quantal\"\nprecision = 4", "quantal response, precision 4"),
            ("solve = \"quantal\"", "limit of quantal response"),
        ] {
            let model = gamble(solve, ODDS);
            let views = model.views(&Changes::default()).unwrap();
            let solved = NoDealGame::new(&model, &views).solution(&[0, 0], None, 0).unwrap();
            assert_eq!(solved.method.to_string(), words);
        }
    }

    #[test]
    fn plain_values_are_taken_as_they_are() {
        let model = ladders(2, "[nodeal.values]\nus = 12\nthem = \"6 + blamed.us\"\n");
        let views = model.views(&Changes::default()).unwrap();
        let mut nodeal = NoDealGame::new(&model, &views);
        assert_eq!(nodeal.values(&[1, 2], Some(0), 0).unwrap(), [12.0, 7.0]);
        assert_eq!(nodeal.values(&[1, 2], Some(1), 0).unwrap(), [12.0, 6.0]);
        assert_eq!(nodeal.solution(&[1, 2], None, 0).unwrap().method, Method::PlainValues);
    }

    /// The one to move may be strong or weak, which the other cannot see.
    fn bluff() -> Model {
        ladders(
            2,
            "[premises]\nstrong = { value = 0.375, seen_by = { them = 0.625 } }\n\
             [nodeal]\nstart = \"type\"\nsolve = \"quantal\"\nprecision = 20\n\
             [nodeal.nodes.type]\nby = \"chance\"\n\
             moves = { strong = \"able\", weak = \"unable\" }\n\
             odds = { strong = \"strong\", weak = \"rest\" }\n\
             [nodeal.nodes.able]\nby = \"us\"\nmoves = { dare = \"able_dares\", rest = \"quiet\" }\n\
             [nodeal.nodes.unable]\nby = \"us\"\nmoves = { dare = \"unable_dares\", rest = \"quiet\" }\n\
             [nodeal.nodes.able_dares]\nby = \"them\"\nknows = \"dared\"\n\
             moves = { call = \"beaten\", fold = \"won\" }\n\
             [nodeal.nodes.unable_dares]\nby = \"them\"\nknows = \"dared\"\n\
             moves = { call = \"caught\", fold = \"won\" }\n\
             [nodeal.outcomes.quiet]\nus = 0\nthem = 0\n\
             [nodeal.outcomes.beaten]\nus = \"3 + i0.top\"\nthem = -4\n\
             [nodeal.outcomes.caught]\nus = -3\nthem = \"2 + 2 * blamed.us\"\n\
             [nodeal.outcomes.won]\nus = 2\nthem = -1\n",
        )
    }

    #[test]
    fn what_is_remembered_elsewhere_is_the_same_to_the_last_bit_whoever_came_first() {
        let model = bluff();
        let views = model.views(&Changes::default()).unwrap();
        let mut asked = Vec::new();
        for first in 0..3 {
            for blamed in [None, Some(0)] {
                for view in 0..views.distinct.len() {
                    asked.push(([first, 0], blamed, view));
                }
            }
        }
        let mut alone = NoDealGame::new(&model, &views);
        let expected: Vec<Vec<f64>> = asked
            .iter()
            .map(|&(standing, blamed, view)| {
                alone.values(&standing, blamed, view).unwrap().to_vec()
            })
            .collect();
        let memory = Arc::new(Memory::new());
        for backwards in [false, true, false] {
            let mut game = NoDealGame::with_memory(&model, &views, Arc::clone(&memory));
            let order: Vec<usize> = match backwards {
                true => (0..asked.len()).rev().collect(),
                false => (0..asked.len()).collect(),
            };
            // Each newcomer finds a part of the answers remembered and solves the rest.
            for &at in order.iter().take(memory.len() + 4) {
                let (standing, blamed, view) = asked[at];
                assert_eq!(game.values(&standing, blamed, view).unwrap(), expected[at]);
            }
        }
        // The first issue's lower options do not matter to the game.
        assert_eq!(memory.len(), 2 * 2 * views.distinct.len());
    }

    #[test]
    fn games_of_perfect_information_are_solved_as_fast_as_remembered() {
        let model = gamble("", ODDS);
        let views = model.views(&Changes::default()).unwrap();
        let memory = Arc::new(Memory::new());
        let mut game = NoDealGame::with_memory(&model, &views, Arc::clone(&memory));
        assert_eq!(game.values(&[0, 2], Some(1), views.of_actor[0]).unwrap(), [-0.25, -1.5]);
        assert!(memory.is_empty());
    }
}
