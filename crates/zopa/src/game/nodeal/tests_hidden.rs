//! Games in which beliefs matter, solved with few unknowns, against all unknowns and slow steps.

use super::jet::{Jet, Number};
use super::plan::{self, Plan};
use super::reference;
use super::sample::{Dice, Sample, random};
use super::sheet::{self, Sheet, Stakes};
use super::solve::payoff_ranges;
use super::span::{Interval, Span};
use super::tests::{at_once, residual};
use super::unique::Search;
use super::{Method, Rule, Shape};

/// Play and values as the reference finds them; nothing where it loses the branch.
fn by_reference(sample: &Sample, goal: reference::Goal) -> Option<(Vec<f64>, Vec<f64>)> {
    let shape = Shape::new(&sample.game, sample.parties);
    let payoffs = sample.payoffs.concat();
    let mut ranges = vec![0.0; shape.parties];
    payoff_ranges(&payoffs, &mut ranges);
    let mut values = vec![0.0; shape.at(shape.nodes.len())];
    values.extend(payoffs);
    let mut branch = reference::Branch::new(&shape, &sample.odds, &ranges, &mut values);
    let stopped = branch.follow(goal);
    let plays = branch.plays().to_vec();
    stopped.is_none().then_some((plays, values[..shape.parties].to_vec()))
}

/// A game, made ready for a plan.
struct Ready {
    shape: Shape,
    ranges: Vec<f64>,
    odds: Vec<f64>,
    log_odds: Vec<f64>,
    values: Vec<f64>,
    plan: Plan,
}

impl Ready {
    fn new(sample: &Sample) -> Self {
        let shape = Shape::new(&sample.game, sample.parties);
        let payoffs = sample.payoffs.concat();
        let mut ranges = vec![0.0; shape.parties];
        payoff_ranges(&payoffs, &mut ranges);
        let mut values = vec![0.0; shape.at(shape.nodes.len())];
        values.extend(payoffs);
        let odds = sample.odds.clone();
        sheet::give(&shape, &odds, &mut values);
        let mut hinges = Vec::new();
        plan::hinges(&shape, &ranges, &values, &mut hinges);
        let plan = Plan::new(&shape, &hinges, false);
        let mut log_odds = Vec::new();
        sheet::take_logs(&shape, &plan, &odds, &mut log_odds);
        Self { shape, ranges, odds, log_odds, values, plan }
    }

    fn stakes(&self) -> Stakes<'_> {
        let Self { shape, ranges, odds, log_odds, .. } = self;
        Stakes { shape, odds, log_odds, ranges }
    }

    /// The advantage of the only unknown move.
    fn advantage<N: Number>(&self, log_odds: N, precision: f64) -> N {
        let mut sheet = Sheet::default();
        sheet.start(&self.plan, &self.shape, &self.values);
        sheet.set_precision(&self.plan, self.stakes(), N::constant(precision));
        sheet.set_unknowns(&self.plan, self.stakes(), [log_odds], N::constant(precision));
        sheet.advantages[0]
    }

    fn only_root(&self, precision: f64) -> Option<f64> {
        Search::default().only_root(&self.plan, self.stakes(), &self.values, precision)
    }
}

/// How many log odds are unknown.
fn dimension(sample: &Sample) -> usize {
    Ready::new(sample).plan.variables.len()
}

fn farthest(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| (x - y).abs()).fold(0.0, f64::max)
}

#[test]
fn few_unknowns_give_the_same_branch_as_all_log_odds_and_short_steps() {
    const EACH: usize = 667;
    let mut compared = [0; 3];
    for seed in 0.. {
        if compared == [EACH; 3] {
            break;
        }
        let sample = random(seed, 12, false, true);
        let of_dimension = dimension(&sample).checked_sub(1).and_then(|k| compared.get_mut(k));
        let Some(count) = of_dimension.filter(|count| **count < EACH) else { continue };
        *count += 1;
        for precision in [3.0, 50.0, 400.0] {
            let solved = sample.solve(Rule::Quantal(precision));
            assert_eq!(solved.method, Method::Quantal { precision }, "game {seed}");
            let residual = residual(&sample, &solved, precision);
            assert!(residual < 1e-10, "game {seed} at {precision}: {residual:e}");
            let goal = reference::Goal::Precision(precision);
            let (plays, values) = by_reference(&sample, goal).expect("a branch without an end");
            let off = farthest(&solved.plays.concat(), &plays);
            assert!(off < 1e-9, "game {seed} at {precision}: plays differ by {off:e}");
            let off = farthest(&solved.values, &values);
            assert!(off < 1e-9, "game {seed} at {precision}: values differ by {off:e}");
        }
    }
}

#[test]
fn limits_are_those_of_all_log_odds_and_short_steps() {
    let mut compared = 0;
    for seed in 0..400 {
        let sample = random(seed, 8, false, true);
        if dimension(&sample) == 0 {
            continue;
        }
        let Some((plays, values)) = by_reference(&sample, reference::Goal::Limit) else { continue };
        let solved = sample.solve(Rule::Rational);
        if solved.method != Method::QuantalLimit {
            continue;
        }
        compared += 1;
        let off = farthest(&solved.values, &values);
        assert!(off < 1e-7, "game {seed}: values differ by {off:e}");
        let off = farthest(&solved.plays.concat(), &plays);
        assert!(off < 1e-6, "game {seed}: plays differ by {off:e}");
    }
    assert!(compared > 100, "only {compared} limits compared");
}

#[test]
fn bounds_over_an_interval_hold_at_its_points() {
    let mut dice = Dice::new(1);
    let mut games = 0;
    for seed in 0..3000 {
        let ready = Ready::new(&random(seed, 12, false, true));
        if ready.plan.variables.len() != 1 {
            continue;
        }
        games += 1;
        let low = 20.0 * dice.unit() - 12.0;
        let piece = Interval { low, high: low + 6.0 * dice.unit() * dice.unit() };
        let bounds = ready.advantage(Span::argument(piece), 30.0);
        for tenth in 0..=10 {
            let x = piece.low + 0.1 * f64::from(tenth) * piece.width();
            let Jet { value, slopes } = ready.advantage(Jet::coordinate(x, Some(0)), 30.0);
            for (bounds, number) in [(bounds.value, value), (bounds.slope, slopes[0])] {
                let inside = bounds.low - 1e-12 <= number && number <= bounds.high + 1e-12;
                assert!(inside, "game {seed} at {x}: {number} in {bounds:?}");
            }
        }
    }
    assert!(games > 500, "only {games} games with one unknown");
}

#[test]
fn derivatives_are_those_of_differences() {
    for seed in 0..300 {
        let ready = Ready::new(&random(seed, 12, false, true));
        if ready.plan.variables.len() != 1 {
            continue;
        }
        for x in [-3.0, -0.25, 2.0] {
            let at = |x: f64| ready.advantage(Jet::coordinate(x, Some(0)), 12.0);
            let difference = (at(x + 1e-5).value - at(x - 1e-5).value) / 2e-5;
            assert!((at(x).slopes[0] - difference).abs() < 1e-8, "game {seed} at {x}");
        }
    }
}

/// The stag hunt has one equilibrium at a low precision and three at a high one.
#[test]
fn several_equilibria_are_not_taken_for_one() {
    let hunt = at_once([[9.0, 0.0], [8.0, 7.0]], [[9.0, 8.0], [0.0, 7.0]]);
    let ready = Ready::new(&hunt);
    assert_eq!(ready.plan.variables.len(), 1);
    let x = ready.only_root(2.0).expect("one equilibrium");
    let solved = hunt.solve(Rule::Quantal(2.0));
    assert!((solved.plays[1][1] - 1.0 / (1.0 + libm::exp(-x))).abs() < 1e-15);
    assert_eq!(ready.only_root(50.0), None);
    assert!(hunt.solve(Rule::Quantal(50.0)).plays[1][1] > 0.999);
}

#[test]
fn most_games_with_one_unknown_are_solved_at_once() {
    let ready = (0..1000).map(|seed| Ready::new(&random(seed, 12, false, true)));
    let ready: Vec<Ready> = ready.filter(|ready| ready.plan.variables.len() == 1).collect();
    let found = ready.iter().filter(|ready| ready.only_root(50.0).is_some()).count();
    assert!(10 * found > 9 * ready.len(), "{found} of {}", ready.len());
}
