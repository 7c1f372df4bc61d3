//! stand-in
use crate::model::*;
pub struct NoDealGame<'m> {
    model: &'m Model,
    views: &'m Views,
    last: Vec<f64>,
}
#[derive(Clone, Debug)]
pub struct Tie;
impl Tie {
    pub fn in_words(&self, _g: &Game) -> String {
        String::new()
    }
}
#[derive(Clone, Debug)]
pub struct Solved {
    pub values: Vec<f64>,
    pub outcomes: Vec<f64>,
    pub plays: Vec<Vec<f64>>,
    pub method: String,
    pub regret: f64,
    pub ties: Vec<Tie>,
}
impl<'m> NoDealGame<'m> {
    pub fn new(model: &'m Model, views: &'m Views) -> Self {
        Self { model, views, last: vec![] }
    }
    pub fn values(&mut self, s: &[usize], b: Option<usize>, v: usize) -> Result<&[f64], Fault> {
        self.last = self.solution(s, b, v)?.values;
        Ok(&self.last)
    }
    pub fn solution(
        &mut self,
        standing: &[usize],
        blamed: Option<usize>,
        view: usize,
    ) -> Result<Solved, Fault> {
        let env = Env { premises: &self.views.distinct[view], standing, blamed };
        let m = self.model;
        let mut s = Solved {
            values: vec![],
            outcomes: vec![],
            plays: vec![],
            method: String::new(),
            regret: 0.0,
            ties: vec![],
        };
        match &m.nodeal {
            NoDeal::Standing => {
                for p in 0..m.parties.len() {
                    let mut x = 0.0;
                    for t in &m.values[p] {
                        x += match t {
                            Term::Table { issue, entries } => {
                                entries[standing[*issue]].eval(env)?
                            }
                            Term::Expr(p) => p.eval(env)?,
                        };
                    }
                    s.values.push(x);
                }
            }
            NoDeal::Values(v) => {
                for p in v {
                    s.values.push(p.eval(env)?);
                }
            }
            NoDeal::Game(g) => {
                let pay: Vec<Vec<f64>> = g
                    .outcomes
                    .iter()
                    .map(|o| o.payoffs.iter().map(|p| p.eval(env)).collect())
                    .collect::<Result<_, _>>()?;
                let range: Vec<f64> = (0..m.parties.len())
                    .map(|i| {
                        pay.iter().map(|p| p[i]).fold(f64::MIN, f64::max)
                            - pay.iter().map(|p| p[i]).fold(f64::MAX, f64::min)
                    })
                    .collect();
                let mut val = vec![vec![]; g.nodes.len()];
                let mut act = vec![vec![]; g.nodes.len()];
                for n in (0..g.nodes.len()).rev() {
                    let node = &g.nodes[n];
                    let succ: Vec<Vec<f64>> = node
                        .moves
                        .iter()
                        .map(|m| match m.to {
                            Successor::Node(k) => val[k].clone(),
                            Successor::Outcome(k) => pay[k].clone(),
                        })
                        .collect();
                    let pr: Vec<f64> = match &node.kind {
                        NodeKind::Chance(odds) => {
                            let mut o: Vec<f64> = odds
                                .iter()
                                .map(|o| match o {
                                    Odds::Expr(p) => p.eval(env),
                                    Odds::Rest => Ok(f64::NAN),
                                })
                                .collect::<Result<_, _>>()?;
                            let sum: f64 = o.iter().filter(|x| !x.is_nan()).sum();
                            for x in &mut o {
                                if x.is_nan() {
                                    *x = 1.0 - sum;
                                }
                            }
                            o
                        }
                        NodeKind::Decision(h) => {
                            let i = g.infosets[*h].party;
                            let best = succ.iter().map(|s| s[i]).fold(f64::MIN, f64::max);
                            let k = succ
                                .iter()
                                .position(|s| s[i] >= best - 1e-9 * range[i])
                                .unwrap_or(0);
                            (0..succ.len()).map(|j| if j == k { 1.0 } else { 0.0 }).collect()
                        }
                    };
                    val[n] = (0..m.parties.len())
                        .map(|i| pr.iter().zip(&succ).map(|(p, s)| p * s[i]).sum())
                        .collect();
                    act[n] = pr;
                }
                s.values = val[0].clone();
                let mut reach = vec![0.0; g.nodes.len()];
                reach[0] = 1.0;
                s.outcomes = vec![0.0; g.outcomes.len()];
                for n in 0..g.nodes.len() {
                    for (mv, p) in g.nodes[n].moves.iter().zip(&act[n]) {
                        match mv.to {
                            Successor::Node(k) => reach[k] += reach[n] * p,
                            Successor::Outcome(k) => s.outcomes[k] += reach[n] * p,
                        }
                    }
                }
                s.plays = g.infosets.iter().map(|h| act[h.nodes[0]].clone()).collect();
            }
        }
        Ok(s)
    }
}
