//! The model's definitions, written down as plainly as possible: no tables, no caches, no pruning. Slow on
//! purpose; the engine must agree with it. (Games with hidden moves alone are left to the engine.)

use std::cell::RefCell;
use std::collections::BTreeMap;
use zopa::game::NoDealGame;
use zopa::model::{Env, Game, Model, NoDeal, NodeKind, Odds, Solve, Successor, Term, Undo, Views};

pub type Standing = Vec<usize>;

pub struct Naive<'m> {
    pub model: &'m Model,
    pub views: Views,
    pub deals: Vec<Standing>,
    pub today: Standing,
    /// Games with hidden moves that were solved.
    solved: RefCell<BTreeMap<Asked, Vec<f64>>>,
}

/// A standing, who is to blame, and a view.
type Asked = (Standing, Option<usize>, usize);

const NEVER: f64 = f64::NEG_INFINITY;

impl<'m> Naive<'m> {
    pub fn new(model: &'m Model) -> Self {
        let views = model.views(&model.changes_until(None)).unwrap();
        let (deals, solved) = (Vec::new(), RefCell::default());
        let mut naive = Self { model, views, deals, today: model.today(), solved };
        naive.deals = naive.standings().into_iter().filter(|x| naive.allowed(x)).collect();
        naive
    }

    pub fn standings(&self) -> Vec<Standing> {
        let mut all: Vec<Standing> = vec![Vec::new()];
        for issue in &self.model.issues {
            all = all
                .into_iter()
                .flat_map(|x| {
                    (0..issue.options.len()).map(move |option| {
                        let mut x = x.clone();
                        x.push(option);
                        x
                    })
                })
                .collect();
        }
        all
    }

    fn rule(&self, x: &Standing, physical: bool) -> bool {
        let premises = &self.views.distinct[self.views.nobody];
        let env = Env { premises, standing: x, blamed: None };
        self.model
            .rules
            .iter()
            .filter(|rule| rule.physical || !physical)
            .all(|rule| rule.never.eval(env).unwrap().abs() == 0.0)
    }

    pub fn allowed(&self, x: &Standing) -> bool {
        self.rule(x, false)
    }

    fn possible(&self, x: &Standing) -> bool {
        self.rule(x, true)
    }

    pub fn view(&self, actor: usize) -> usize {
        self.views.of_actor[actor]
    }

    pub fn u(&self, actor: usize, x: &Standing, view: usize) -> f64 {
        let env = Env { premises: &self.views.distinct[view], standing: x, blamed: None };
        self.model.values[actor]
            .iter()
            .map(|term| match term {
                Term::Table { issue, entries } => entries[x[*issue]].eval(env).unwrap(),
                Term::Expr(program) => program.eval(env).unwrap(),
            })
            .sum()
    }

    pub fn own(&self, actor: usize, x: &Standing) -> f64 {
        self.u(actor, x, self.view(actor))
    }

    pub fn spread(&self, actor: usize) -> f64 {
        let values: Vec<f64> = self.deals.iter().map(|d| self.own(actor, d)).collect();
        let spread = values.iter().copied().fold(f64::MIN, f64::max)
            - values.iter().copied().fold(f64::MAX, f64::min);
        if spread > 0.0 { spread } else { 1.0 }
    }

    pub fn delta(&self, party: usize) -> f64 {
        let premises = &self.views.distinct[self.view(party)];
        let env = Env { premises, standing: &[], blamed: None };
        self.model.parties[party].patience.eval(env).unwrap()
    }

    /// G_i(z, blamed) in a view.
    pub fn game(&self, party: usize, z: &Standing, blamed: Option<usize>, view: usize) -> f64 {
        let env = Env { premises: &self.views.distinct[view], standing: z, blamed };
        match &self.model.nodeal {
            NoDeal::Standing => self.u(party, z, view),
            NoDeal::Values(values) => values[party].eval(env).unwrap(),
            NoDeal::Game(game) if game.perfect_information && game.solve == Solve::Rational => {
                self.node(game, 0, env)[party]
            }
            // Quantal responses are compared with other sources; here the engine's own are taken.
            NoDeal::Game(_) => {
                let mut solved = self.solved.borrow_mut();
                let values = solved.entry((z.clone(), blamed, view)).or_insert_with(|| {
                    let mut game = NoDealGame::new(self.model, &self.views);
                    game.values(z, blamed, view).unwrap().to_vec()
                });
                values[party]
            }
        }
    }

    fn node(&self, game: &Game, node: usize, env: Env<'_>) -> Vec<f64> {
        let payoffs = |outcome: usize| -> Vec<f64> {
            game.outcomes[outcome].payoffs.iter().map(|p| p.eval(env).unwrap()).collect()
        };
        let then: Vec<Vec<f64>> = game.nodes[node]
            .moves
            .iter()
            .map(|m| match m.to {
                Successor::Node(next) => self.node(game, next, env),
                Successor::Outcome(outcome) => payoffs(outcome),
            })
            .collect();
        match &game.nodes[node].kind {
            NodeKind::Chance(odds) => {
                let said: f64 = odds
                    .iter()
                    .map(|o| match o {
                        Odds::Expr(p) => p.eval(env).unwrap(),
                        Odds::Rest => 0.0,
                    })
                    .sum();
                let odds = odds.iter().map(|o| match o {
                    Odds::Expr(p) => p.eval(env).unwrap(),
                    Odds::Rest => 1.0 - said,
                });
                let mut sum = vec![0.0; self.model.parties.len()];
                for (chance, values) in odds.zip(&then) {
                    for (s, v) in sum.iter_mut().zip(values) {
                        *s += chance * v;
                    }
                }
                sum
            }
            NodeKind::Decision(infoset) => {
                let party = game.infosets[*infoset].party;
                let all: Vec<f64> = (0..game.outcomes.len()).map(|o| payoffs(o)[party]).collect();
                let range = all.iter().copied().fold(f64::MIN, f64::max)
                    - all.iter().copied().fold(f64::MAX, f64::min);
                let best = then.iter().map(|v| v[party]).fold(f64::MIN, f64::max);
                then.iter().find(|v| v[party] >= best - 1e-9 * range).unwrap().clone()
            }
        }
    }

    /// W_i(y, blamed) in a view.
    pub fn collapse(&self, i: usize, y: &Standing, blamed: Option<usize>, view: usize) -> f64 {
        let mut times: Vec<f64> = vec![0.0];
        for issue in &self.model.issues {
            if let Undo::Periods(n) = issue.undo {
                times.push(n);
            }
        }
        times.sort_by(f64::total_cmp);
        times.dedup();
        let delta = self.delta(i);
        let mut value = 0.0;
        for (k, &time) in times.iter().enumerate() {
            let z: Standing = y
                .iter()
                .enumerate()
                .map(|(issue, &option)| match self.model.issues[issue].undo {
                    Undo::AtOnce => self.today[issue],
                    Undo::Periods(n) if n <= time => self.today[issue],
                    _ => option,
                })
                .collect();
            let end = times.get(k + 1).map_or(0.0, |&next| delta.powf(next));
            let env = Env { premises: &self.views.distinct[view], standing: &z, blamed };
            let q = self.model.breakdown.eval(env).unwrap();
            let flow = q * self.game(i, &z, blamed, view) + (1.0 - q) * self.u(i, &z, view);
            value += (delta.powf(time) - end) * flow;
        }
        value
    }

    pub fn no_deal(&self, party: usize) -> f64 {
        self.collapse(party, &self.today, None, self.view(party))
    }

    /// Standings that party i can bring about by own moves from `from`, the others as in `others`.
    fn choices(&self, i: usize, from: &Standing, others: &Standing) -> Vec<Standing> {
        self.standings()
            .into_iter()
            .filter(|y| {
                (0..y.len()).all(|k| {
                    let issue = &self.model.issues[k];
                    if issue.by == i {
                        y[k] >= from[k] || issue.undo == Undo::AtOnce
                    } else {
                        y[k] == others[k]
                    }
                })
            })
            .collect()
    }

    /// Least `seen_after` among the binding issues of i on which two standings differ.
    fn seen(&self, i: usize, a: &Standing, b: &Standing) -> f64 {
        let mut least = f64::INFINITY;
        for (k, issue) in self.model.issues.iter().enumerate() {
            if issue.by == i && issue.binding && a[k] != b[k] {
                least = least.min(issue.seen_after);
            }
        }
        least
    }

    /// F_r(y)
    fn hidden(&self, i: usize, y: &Standing, r: f64, view: usize) -> f64 {
        let leave = self.collapse(i, y, Some(i), view);
        if r < 0.5 {
            return leave;
        }
        let delta = self.delta(i);
        let mut best = leave;
        for next in self.choices(i, y, y) {
            if next != *y && !self.possible(&next) {
                continue;
            }
            let s = self.seen(i, y, &next);
            let value = if s < 1.0 {
                (1.0 - delta.powf(s)) * self.u(i, &next, view)
                    + delta.powf(s) * self.collapse(i, &next, Some(i), view)
            } else {
                (1.0 - delta) * self.u(i, &next, view)
                    + delta * self.hidden(i, &next, r.min(s) - 1.0, view)
            };
            best = best.max(value);
        }
        best
    }

    /// Dev_i(x -> x')
    pub fn deviation(&self, i: usize, x: &Standing, plan: &Standing, view: usize) -> f64 {
        let mut best = self.collapse(i, x, Some(i), view);
        let delta = self.delta(i);
        for y in self.choices(i, x, plan) {
            let m = self.seen(i, &y, plan);
            if m.is_infinite() || !self.possible(&y) {
                continue;
            }
            let value = if m <= 1.0 {
                (1.0 - delta.powf(m)) * self.u(i, &y, view)
                    + delta.powf(m) * self.collapse(i, &y, Some(i), view)
            } else {
                (1.0 - delta) * self.u(i, &y, view) + delta * self.hidden(i, &y, m - 1.0, view)
            };
            best = best.max(value);
        }
        best
    }

    /// Free_i(x -> x')
    pub fn free(&self, i: usize, x: &Standing, plan: &Standing, view: usize) -> f64 {
        self.choices(i, x, plan)
            .iter()
            .filter(|y| *y != plan && self.seen(i, y, plan).is_infinite() && self.possible(y))
            .map(|y| self.u(i, y, view))
            .fold(NEVER, f64::max)
    }

    /// Holding margin of participant i: the least over all participants' views.
    pub fn holding(&self, i: usize, deal: &Standing) -> f64 {
        self.model
            .participants()
            .into_iter()
            .map(|j| {
                let view = self.view(j);
                let instead =
                    self.deviation(i, deal, deal, view).max(self.free(i, deal, deal, view));
                self.u(i, deal, view) - instead
            })
            .fold(f64::INFINITY, f64::min)
    }

    /// The largest margin of any road to the deal, by trying all of them; `None` where there is none.
    pub fn reach(&self, deal: &Standing) -> Option<f64> {
        if *deal == self.today {
            return Some(1.0);
        }
        let mut best: Option<f64> = None;
        self.extend(&mut vec![self.today.clone()], deal, &mut best);
        best
    }

    fn extend(&self, road: &mut Vec<Standing>, deal: &Standing, best: &mut Option<f64>) {
        let here = road.last().unwrap().clone();
        if here == *deal {
            let margin = self.margin(road);
            *best = Some(best.map_or(margin, |b| b.max(margin)));
            return;
        }
        for next in self.standings() {
            if next != here && self.is_step(&here, &next, deal) && self.allowed(&next) {
                road.push(next);
                self.extend(road, deal, best);
                road.pop();
            }
        }
    }

    pub fn is_step(&self, from: &Standing, to: &Standing, deal: &Standing) -> bool {
        let mut rungs = vec![0; self.model.parties.len()];
        for (k, issue) in self.model.issues.iter().enumerate() {
            let towards = if deal[k] >= from[k] {
                (from[k]..=deal[k]).contains(&to[k])
            } else {
                (deal[k]..=from[k]).contains(&to[k])
            };
            let falls = to[k] < from[k] && issue.undo != Undo::AtOnce;
            if !towards || falls || (issue.one_by_one && to[k].abs_diff(from[k]) > 1) {
                return false;
            }
            rungs[issue.by] += to[k].abs_diff(from[k]);
        }
        let most = self.model.rungs_per_step.map_or(usize::MAX, |n| n as usize);
        rungs.into_iter().all(|r| r <= most)
    }

    /// The least relative slack of all conditions of a road.
    pub fn margin(&self, road: &[Standing]) -> f64 {
        let mut margin = f64::INFINITY;
        for i in self.model.participants() {
            let (view, delta, spread) = (self.view(i), self.delta(i), self.spread(i));
            let mut value = self.own(i, road.last().unwrap());
            for t in (0..road.len() - 1).rev() {
                let (x, next) = (&road[t], &road[t + 1]);
                let lasts = self
                    .model
                    .issues
                    .iter()
                    .enumerate()
                    .filter(|(k, issue)| issue.binding && x[*k] != next[*k])
                    .map(|(_, issue)| issue.seen_after)
                    .fold(1.0, f64::max);
                value = (1.0 - delta.powf(lasts)) * self.own(i, next) + delta.powf(lasts) * value;
                margin = margin.min((value - self.deviation(i, x, next, view)) / spread);
                margin = margin.min((self.own(i, next) - self.free(i, x, next, view)) / spread);
            }
            if self.model.parties[i].signs {
                margin = margin.min((value - self.no_deal(i)) / spread);
            }
        }
        margin
    }
}
