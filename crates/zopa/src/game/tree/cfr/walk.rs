//! The steps: one player after the other looks back on what each of its moves would have been worth.

use super::sequences::{Sequences, Side};

/// What becomes of regrets from step to step, and how much each step counts in the average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// Regret matching plus: regrets below 0 are forgotten at once; step t counts t times.
    Plus,
    /// Discounted: regrets above 0 shrink by `t^(3/2) / (t^(3/2) + 1)`, those below by 1/2; step t counts
    /// t^2 times.
    Discounted,
}

/// The factors of a step.
#[derive(Clone, Copy, Debug)]
struct Rates {
    above: f64,
    below: f64,
    weight: f64,
}

impl Rule {
    fn at(self, step: usize) -> Rates {
        let t = step as f64;
        match self {
            Self::Plus => Rates { above: 1.0, below: 0.0, weight: t },
            Self::Discounted => {
                let power = t * t.sqrt();
                Rates { above: power / (power + 1.0), below: 0.5, weight: t * t }
            }
        }
    }
}

/// A walk towards an equilibrium.
#[derive(Clone, Debug)]
pub(super) struct Walk<'a> {
    tree: &'a Sequences,
    rule: Rule,
    steps: usize,
    minds: [Mind; 2],
}

/// What a player has in mind: a number for each sequence each.
#[derive(Clone, Debug)]
struct Mind {
    /// How much more the move would have been worth than what was played, in sum.
    regrets: Vec<f64>,
    /// Chance of the move.
    odds: Vec<f64>,
    /// Chance that the player makes all moves of the sequence.
    reach: Vec<f64>,
    /// The sum of these over the steps, by weight.
    average: Vec<f64>,
    /// What the sequence is worth against the other's play.
    gains: Vec<f64>,
}

/// How good the average is, in payoffs of the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Standing {
    /// What each could gain by deviating.
    pub(super) gains: [f64; 2],
    /// Half of what the first gets more than the second.
    pub(super) value: f64,
}

impl<'a> Walk<'a> {
    /// From even play.
    pub(super) fn new(tree: &'a Sequences, rule: Rule) -> Self {
        let minds = tree.sides.each_ref().map(|side| {
            let mut mind = Mind::new(side.count());
            mind.choose(side);
            mind
        });
        Self { tree, rule, steps: 0, minds }
    }

    /// How many steps were made.
    pub(super) fn steps(&self) -> usize {
        self.steps
    }

    /// Both players learn once, the second from what the first has just learnt.
    pub(super) fn step(&mut self) {
        self.steps += 1;
        let rates = self.rule.at(self.steps);
        let [first, second] = &mut self.minds;
        let [one, two] = &self.tree.sides;
        one.ends(&second.reach, &mut first.gains);
        first.learn(one, rates);
        two.ends(&first.reach, &mut second.gains);
        second.learn(two, rates);
    }

    /// How good the average is.
    pub(super) fn standing(&mut self) -> Standing {
        let [first, second] = &mut self.minds;
        let [one, two] = &self.tree.sides;
        let (x, y) = (first.plan(), second.plan());
        one.ends(&y, &mut first.gains);
        let value: f64 = x.iter().zip(&first.gains).map(|(chance, gain)| chance * gain).sum();
        let best = one.best(&mut first.gains);
        two.ends(&x, &mut second.gains);
        let other = two.best(&mut second.gains);
        let gains = [best - value, other + value].map(|gain| gain.max(0.0) * self.tree.scale);
        Standing { gains, value: value * self.tree.scale }
    }

    /// The average: the chance of each play of the tree; even where play was never meant to come.
    pub(super) fn play(&self, mut play: Vec<f64>) -> Vec<f64> {
        for (side, mind) in self.tree.sides.iter().zip(&self.minds) {
            for choice in &side.choices {
                let sums = &mind.average[choice.moves.clone()];
                let whole: f64 = sums.iter().sum();
                let even = 1.0 / sums.len() as f64;
                for (sum, own) in sums.iter().zip(&side.plays[choice.moves.clone()]) {
                    if let &Some(own) = own {
                        play[own] = if whole > 0.0 { sum / whole } else { even };
                    }
                }
            }
        }
        play
    }
}

impl Mind {
    fn new(count: usize) -> Self {
        let [regrets, odds, mut reach, average, gains] = [(); 5].map(|()| vec![0.0; count]);
        reach[0] = 1.0;
        Self { regrets, odds, reach, average, gains }
    }

    /// Counts what is played, compares it with every move, and chooses anew.
    fn learn(&mut self, side: &Side, rates: Rates) {
        let played = self.average.iter_mut().zip(&self.reach);
        played.for_each(|(sum, chance)| *sum += rates.weight * chance);
        for choice in side.choices.iter().rev() {
            let gains = &self.gains[choice.moves.clone()];
            let odds = &self.odds[choice.moves.clone()];
            let worth: f64 = gains.iter().zip(odds).map(|(gain, chance)| gain * chance).sum();
            for (regret, gain) in self.regrets[choice.moves.clone()].iter_mut().zip(gains) {
                let sum = *regret + (gain - worth);
                *regret = sum * if sum > 0.0 { rates.above } else { rates.below };
            }
            self.gains[choice.after] += worth;
        }
        self.choose(side);
    }

    /// Moves in proportion to regrets above 0; evenly where there are none.
    fn choose(&mut self, side: &Side) {
        for choice in &side.choices {
            let regrets = &self.regrets[choice.moves.clone()];
            let before = self.reach[choice.after];
            let sum: f64 = regrets.iter().map(|regret| regret.max(0.0)).sum();
            let (share, even) =
                if sum > 0.0 { (1.0 / sum, 0.0) } else { (0.0, 1.0 / regrets.len() as f64) };
            let odds = &mut self.odds[choice.moves.clone()];
            let reach = &mut self.reach[choice.moves.clone()];
            for ((chance, reach), regret) in odds.iter_mut().zip(reach).zip(regrets) {
                *chance = regret.max(0.0) * share + even;
                *reach = before * *chance;
            }
        }
    }

    /// The average as a chance for each sequence; what is played now where there is none yet.
    fn plan(&self) -> Vec<f64> {
        match self.average[0] {
            whole if whole > 0.0 => self.average.iter().map(|sum| sum / whole).collect(),
            _ => self.reach.clone(),
        }
    }
}
