//! What each party gets without a deal, at any standing, whoever is to blame, in any view.
//!
//! A standing matters to the no-deal game only through the issues that its expressions use, and blame
//! only for the parties that they name. So answers are kept by (view, blame, options of those issues):
//! in a flat table where the combinations are few, in an ordered map where they are many. Expressions
//! that depend on the view alone are evaluated once per view.
//!
//! Cost: a remembered value takes one table look-up; a new one evaluates the expressions that use the
//! standing or blame and solves the game once.

use super::compiled::Shape;
use super::numbers::Inputs;
use super::solve::{Method, Rule, Solved, Solver};
use crate::model::{Env, Fault, Game, Model, NoDeal, Program, Solve, Term, Views};
use std::collections::BTreeMap;

/// Up to so many combinations are remembered in a flat table (of four bytes each).
const FLAT: u128 = 1 << 22;

/// The no-deal values of a scenario.
#[derive(Clone, Debug)]
pub struct NoDealGame<'m> {
    model: &'m Model,
    views: &'m Views,
    source: Source<'m>,
    key: Key,
    memory: Memory,
    /// Values found so far, one stretch per combination.
    found: Vec<f64>,
    stopped_at: Option<f64>,
}

/// Where values come from.
#[derive(Clone, Debug)]
enum Source<'m> {
    Standing,
    Values(&'m [Program]),
    Game(Box<(Inputs<'m>, Solver)>),
}

impl<'m> NoDealGame<'m> {
    /// The no-deal values of `model` with the premises of `views`. Nothing is evaluated yet.
    #[must_use]
    pub fn new(model: &'m Model, views: &'m Views) -> Self {
        let parties = model.parties.len();
        let source = match &model.nodeal {
            NoDeal::Standing => Source::Standing,
            NoDeal::Values(programs) => Source::Values(programs),
            NoDeal::Game(game) => {
                let shape = Shape::new(game, parties);
                let inputs = Inputs::new(game, &shape, parties, views.distinct.len());
                Source::Game(Box::new((inputs, Solver::new(shape, rule(game)))))
            }
        };
        let key = Key::new(model, views.distinct.len());
        let memory = match key.combinations() {
            Some(n) if n <= FLAT => Memory::Flat(vec![0; usize::try_from(n).unwrap_or(0)]),
            Some(_) => Memory::Map(BTreeMap::new()),
            None => Memory::None,
        };
        Self { model, views, source, key, memory, found: Vec::new(), stopped_at: None }
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
        if let Some(at) = self.memory.recall(key) {
            return Ok(&self.found[at * parties..(at + 1) * parties]);
        }
        if matches!(self.memory, Memory::None) {
            self.found.clear();
        }
        let start = self.found.len();
        if let Err(fault) = self.find(standing, blamed, view) {
            self.found.truncate(start);
            return Err(fault);
        }
        self.memory.keep(key, start / parties.max(1));
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
                let (inputs, solver) = game.as_mut();
                let (values, method) = solver.values(inputs.at(env, view)?);
                self.found.extend_from_slice(values);
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
                let (inputs, solver) = game.as_mut();
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

/// What a game's `solve` and `precision` ask for. A precision also holds for a game with hidden moves
/// that is solved rationally; one with perfect information then needs none.
fn rule(game: &Game) -> Rule {
    match (game.solve, game.precision) {
        (Solve::Rational, Some(precision)) if !game.perfect_information => Rule::Quantal(precision),
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

/// Numbers the combinations that can matter.
#[derive(Clone, Debug)]
struct Key {
    /// The issues that matter and how many options each has.
    issues: Vec<(usize, usize)>,
    /// Each party's class of blame; 0 where no expression names it, as for nobody.
    class_of: Vec<usize>,
    classes: usize,
    views: usize,
}

impl Key {
    fn new(model: &Model, views: usize) -> Self {
        let mut issues = vec![false; model.issues.len()];
        let mut named = vec![false; model.parties.len()];
        for_each_program(model, |program| {
            program.issues().iter().for_each(|&issue| issues[issue] = true);
            program.blames().iter().for_each(|&party| named[party] = true);
        });
        if matches!(model.nodeal, NoDeal::Standing) {
            let terms = model.values[..model.parties.len()].iter().flatten();
            for term in terms {
                if let Term::Table { issue, .. } = term {
                    issues[*issue] = true;
                }
            }
        }
        let mut classes = 1;
        let class_of = named.iter().map(|&named| {
            classes += usize::from(named);
            if named { classes - 1 } else { 0 }
        });
        let class_of = class_of.collect();
        let used = (0..model.issues.len()).filter(|&issue| issues[issue]);
        let issues = used.map(|issue| (issue, model.issues[issue].options.len())).collect();
        Self { issues, class_of, classes, views }
    }

    /// How many there are; `None` where they are beyond counting.
    fn combinations(&self) -> Option<u128> {
        let options = self.issues.iter().map(|(_, options)| options);
        [self.classes, self.views]
            .iter()
            .chain(options)
            .try_fold(1_u128, |product, &n| product.checked_mul(u128::try_from(n).ok()?))
    }

    fn of(&self, standing: &[usize], blamed: Option<usize>, view: usize) -> u128 {
        let class = blamed.map_or(0, |party| self.class_of[party]);
        let start = (view * self.classes + class) as u128;
        self.issues.iter().fold(start, |key, &(issue, options)| {
            key.wrapping_mul(options as u128).wrapping_add(standing[issue] as u128)
        })
    }
}

/// Every expression on which no-deal values depend.
fn for_each_program(model: &Model, mut f: impl FnMut(&Program)) {
    match &model.nodeal {
        NoDeal::Standing => {
            for term in model.values[..model.parties.len()].iter().flatten() {
                match term {
                    Term::Table { entries, .. } => entries.iter().for_each(&mut f),
                    Term::Expr(program) => f(program),
                }
            }
        }
        NoDeal::Values(programs) => programs.iter().for_each(f),
        NoDeal::Game(game) => Inputs::for_each_program(game, f),
    }
}

/// Which combinations have been solved: their place among the values found, counted from 1.
#[derive(Clone, Debug)]
enum Memory {
    Flat(Vec<u32>),
    Map(BTreeMap<u128, u32>),
    None,
}

impl Memory {
    fn recall(&self, key: u128) -> Option<usize> {
        let place = match self {
            Self::Flat(table) => *usize::try_from(key).ok().and_then(|key| table.get(key))?,
            Self::Map(map) => *map.get(&key)?,
            Self::None => 0,
        };
        usize::try_from(place).ok()?.checked_sub(1)
    }

    fn keep(&mut self, key: u128, place: usize) {
        // A place too large to be kept is found anew each time.
        let Some(place) = u32::try_from(place).ok().and_then(|place| place.checked_add(1)) else {
            return;
        };
        match self {
            Self::Flat(table) => {
                if let Some(entry) = usize::try_from(key).ok().and_then(|key| table.get_mut(key)) {
                    *entry = place;
                }
            }
            Self::Map(map) => {
                map.insert(key, place);
            }
            Self::None => {}
        }
    }
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "these values are exact")]
mod tests {
    use super::{Method, NoDeal, NoDealGame};
    use crate::game::sample::{Sample, To, end};
    use crate::model::{
        FaultKind, Issue, LadderOption, Model, NodeKind, Odds, Party, Program, Solve, Term, Undo,
        Views, Weights,
    };

    /// Two parties and `issues` issues of three options each, worth 1 and -1 a rung.
    fn model(nodeal: NoDeal, issues: usize) -> Model {
        let party = |key: &str| Party {
            key: key.into(),
            name: key.into(),
            patience: Program::number(0.9),
            patience_span: 0..0,
            signs: true,
            says: None,
        };
        let option = |key: &str| LadderOption { key: key.into(), label: key.into(), number: None };
        let issue = |issue: usize| Issue {
            key: format!("issue{issue}"),
            name: String::new(),
            by: 0,
            options: ["low", "middle", "high"].map(option).into(),
            unit: None,
            now: 0,
            undo: Undo::AtOnce,
            seen_after: 1.0,
            one_by_one: false,
            binding: true,
        };
        let rungs = |worth: f64| {
            let entries = |_| [0.0, worth, 2.0 * worth].map(Program::number).into();
            (0..issues).map(|issue| Term::Table { issue, entries: entries(issue) }).collect()
        };
        Model {
            title: String::new(),
            question: None,
            period: None,
            sha256: String::new(),
            enforced: false,
            rungs_per_step: None,
            weights: Weights::Equal,
            sources: Vec::new(),
            parties: ["us", "them"].map(party).into(),
            audiences: Vec::new(),
            issues: (0..issues).map(issue).collect(),
            rules: Vec::new(),
            premises: Vec::new(),
            premise_order: Vec::new(),
            correlations: Vec::new(),
            values: vec![rungs(1.0), rungs(-1.0)],
            breakdown: Program::number(1.0),
            nodeal,
            menu: Vec::new(),
            events: Vec::new(),
            claims: Vec::new(),
        }
    }

    fn views() -> Views {
        Views { distinct: vec![Vec::new(), Vec::new()], nobody: 0, of_actor: vec![0, 1] }
    }

    /// War with the given odds, else peace, unless the first party backs down before.
    fn gamble(odds: [Odds; 2]) -> NoDeal {
        let sample = Sample::new(2)
            .party(0, "us", vec![To::Node(1), end([-1.0, 4.0])])
            .chance(vec![(0.5, end([-10.0, -8.0])), (0.5, end([2.0, 0.0]))]);
        let mut game = sample.game;
        game.nodes[1].kind = NodeKind::Chance(odds.into());
        NoDeal::Game(game)
    }

    fn odds(chance: f64) -> Odds {
        Odds::Expr(Program::number(chance))
    }

    #[test]
    fn without_a_nodeal_things_stay_as_they_stand() {
        for issues in [3, 20, 100] {
            // Flat table, ordered map, and too many combinations to number.
            let (model, views) = (model(NoDeal::Standing, issues), views());
            let mut nodeal = NoDealGame::new(&model, &views);
            let mut standing = vec![0; issues];
            for view in [0, 1, 0] {
                standing[0] = 2;
                assert_eq!(nodeal.values(&standing, Some(1), view).unwrap(), [2.0, -2.0]);
                standing[issues - 1] = 1;
                assert_eq!(nodeal.values(&standing, None, view).unwrap(), [3.0, -3.0]);
                standing[issues - 1] = 0;
            }
            let solved = nodeal.solution(&standing, None, 0).unwrap();
            assert_eq!((solved.values, solved.method), (vec![2.0, -2.0], Method::StandingValues));
        }
    }

    #[test]
    fn the_rest_of_the_odds_goes_to_the_move_that_takes_it() {
        let (model, views) = (model(gamble([odds(0.125), Odds::Rest]), 1), views());
        let mut nodeal = NoDealGame::new(&model, &views);
        assert_eq!(nodeal.values(&[0], None, 0).unwrap(), [0.5, -1.0]);
        let solved = nodeal.solution(&[0], None, 0).unwrap();
        assert_eq!(solved.outcomes.iter().sum::<f64>(), 1.0);
        assert_eq!(solved.method.to_string(), "backward induction");
    }

    #[test]
    fn odds_that_are_no_chances_are_faults_each_time() {
        for (odds, kind) in [
            ([odds(0.5), odds(0.6)], FaultKind::OddsSum(1.1)),
            ([odds(0.5), odds(0.4)], FaultKind::OddsSum(0.9)),
            ([odds(1.5), Odds::Rest], FaultKind::OddsRange(1.5)),
            ([Odds::Rest, odds(-0.5)], FaultKind::OddsRange(-0.5)),
        ] {
            let (model, views) = (model(gamble(odds), 1), views());
            let mut nodeal = NoDealGame::new(&model, &views);
            for _ in 0..2 {
                assert_eq!(nodeal.values(&[0], None, 0).unwrap_err().kind, kind);
                assert_eq!(nodeal.solution(&[0], None, 0).unwrap_err().kind, kind);
            }
        }
        let rounded = gamble([odds(0.3 + 1e-12), odds(0.7)]);
        let (model, views) = (model(rounded, 1), views());
        let solved = NoDealGame::new(&model, &views).solution(&[0], None, 0).unwrap();
        assert!((solved.outcomes.iter().sum::<f64>() - 1.0).abs() < 1e-15);
    }

    #[test]
    fn a_game_s_solve_and_precision_choose_the_method() {
        let NoDeal::Game(game) = gamble([odds(0.5), Odds::Rest]) else { panic!("a game") };
        for (solve, precision, words) in [
            (Solve::Rational, None, "backward induction"),
            (Solve::Rational, Some(4.0), "backward induction"),
            (Solve::Quantal, Some(4.0), "quantal response, precision 4"),
            (Solve::Quantal, None, "limit of quantal response"),
        ] {
            let mut game = game.clone();
            (game.solve, game.precision) = (solve, precision);
            let (model, views) = (model(NoDeal::Game(game), 1), views());
            let solved = NoDealGame::new(&model, &views).solution(&[0], None, 0).unwrap();
            assert_eq!(solved.method.to_string(), words);
        }
    }

    #[test]
    fn plain_values_are_taken_as_they_are() {
        let plain = NoDeal::Values(vec![Program::number(12.0), Program::number(6.0)]);
        let (model, views) = (model(plain, 2), views());
        let mut nodeal = NoDealGame::new(&model, &views);
        assert_eq!(nodeal.values(&[1, 2], Some(0), 1).unwrap(), [12.0, 6.0]);
        assert_eq!(nodeal.solution(&[1, 2], None, 0).unwrap().method, Method::PlainValues);
        assert_eq!(nodeal.stopped_at(), None);
    }
}
