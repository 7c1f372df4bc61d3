//! The search itself: down the tree of options, along what every row can still be at most.
//!
//! A row is a bound or a floor. It starts at the largest value of each of its parts by itself, and falls
//! with every option by what that leaves less: tables over several issues fall to the largest entry that
//! agrees with the options so far, regions lose what they pay once an option is outside.

use super::sums::{Region, Sums};
use super::{Cover, Found, Search};

pub(super) struct Descent<'a> {
    search: &'a Search<'a>,
    scales: &'a [f64],
    rows: Sums,
    /// How many of the rows, the first, are bounds; the others are floors.
    bounds: usize,
    /// By row, what counts as met, and what is added to a bound.
    least: Vec<f64>,
    constants: Vec<f64>,
    /// The issues in the order in which they are decided, and when each is.
    order: Vec<usize>,
    /// By time, issue's option and row: what it leaves less.
    falls: Vec<Vec<Vec<f64>>>,
    /// By time: the tables and regions of the issue decided then.
    steps: Vec<Vec<Step>>,
    tolerance: f64,
    deal: Vec<usize>,
    best: Option<(f64, Vec<Vec<usize>>)>,
    all: bool,
    left: u64,
    open: f64,
}

/// One part that is told an option.
enum Step {
    /// The largest entries before and after, by the options of `issues` (decided so far) and row.
    Table { issues: Vec<usize>, before: Vec<Vec<f64>>, after: Vec<Vec<f64>> },
    /// The region's number; whether the issue is the last it is told.
    Region { region: usize, last: bool },
}

impl<'a> Descent<'a> {
    pub(super) fn new(
        search: &'a Search<'a>,
        scales: &'a [f64],
        covers: &[Cover],
        first: Option<(f64, Vec<usize>)>,
    ) -> Self {
        let sums = search.sums;
        let mut weights: Vec<Vec<f64>> = covers.iter().map(|cover| cover.weights.clone()).collect();
        for &floor in search.floors {
            weights
                .push((0..sums.count()).map(|sum| if sum == floor { 1.0 } else { 0.0 }).collect());
        }
        let rows = sums.combined(&weights);
        let mut order: Vec<usize> = (0..sums.sizes.len()).collect();
        let reach = |issue: usize| {
            let of = || rows.single[issue].iter().map(|values| values[0]);
            of().fold(f64::MIN, f64::max) - of().fold(f64::MAX, f64::min)
        };
        order.sort_by(|&a, &b| reach(b).total_cmp(&reach(a)).then(a.cmp(&b)));
        let mut least = vec![f64::NEG_INFINITY; covers.len()];
        least.extend(search.floors.iter().map(|&floor| -1e-9 * scales[floor]));
        let mut descent = Self {
            search,
            scales,
            bounds: covers.len(),
            least,
            constants: covers.iter().map(|cover| cover.constant).collect(),
            falls: Vec::new(),
            steps: Vec::new(),
            tolerance: search.goal.tolerance(scales),
            deal: vec![0; order.len()],
            best: first.map(|(goal, deal)| (goal, vec![deal])),
            all: true,
            left: search.branches,
            open: f64::NEG_INFINITY,
            order,
            rows,
        };
        descent.prepare();
        descent
    }

    fn prepare(&mut self) {
        let times: Vec<usize> = (0..self.order.len())
            .map(|issue| self.order.iter().position(|&i| i == issue).unwrap_or(0))
            .collect();
        let most = |list: &[Vec<f64>]| largest(list.iter());
        for &issue in &self.order {
            let options = &self.rows.single[issue];
            let most = most(options);
            let fall = |values: &Vec<f64>| values.iter().zip(&most).map(|(v, m)| v - m).collect();
            self.falls.push(options.iter().map(fall).collect());
            self.steps.push(Vec::new());
        }
        for table in &self.rows.tables {
            let mut issues = table.issues.clone();
            issues.sort_by_key(|&issue| times[issue]);
            let sizes = &self.rows.sizes;
            let (mut after, mut known) = (table.in_order(&issues, sizes), issues.clone());
            while let Some(last) = known.last().copied() {
                let before: Vec<Vec<f64>> =
                    after.chunks(sizes[last]).map(|chunk| largest(chunk.iter())).collect();
                let issues = known.clone();
                self.steps[times[last]].push(Step::Table { issues, before: before.clone(), after });
                known.pop();
                after = before;
            }
        }
        for (region, of) in self.rows.regions.iter().enumerate() {
            let last = of.bounds.iter().map(|(issue, _)| times[*issue]).max();
            for (issue, _) in &of.bounds {
                let time = times[*issue];
                self.steps[time].push(Step::Region { region, last: Some(time) == last });
            }
        }
    }

    /// What every row can be at most before anything is decided.
    fn top(&self) -> Vec<f64> {
        let mut top = self.rows.constant.clone();
        let mut add = |more: &[f64]| top.iter_mut().zip(more).for_each(|(sum, x)| *sum += x);
        self.rows.single.iter().for_each(|options| add(&largest(options.iter())));
        self.rows.tables.iter().for_each(|table| add(&largest(table.worth.iter())));
        for region in &self.rows.regions {
            add(&region.worth.iter().map(|worth| worth.max(0.0)).collect::<Vec<f64>>());
        }
        for (sum, constant) in top.iter_mut().zip(&self.constants) {
            *sum += constant;
        }
        top
    }

    pub(super) fn run(mut self, mut judge: impl FnMut(&[usize]) -> bool) -> Found {
        let top = self.top();
        let feasible = top.iter().zip(&self.least).all(|(value, least)| value >= least);
        if feasible {
            self.down(0, &top, &mut judge);
        }
        let complete = self.open.is_infinite();
        let known = self.best.as_ref().map_or(f64::NEG_INFINITY, |(goal, _)| *goal);
        if let Some((_, deals)) = &mut self.best {
            deals.sort_unstable();
            deals.dedup();
        }
        Found { best: self.best, all: self.all && complete, bound: self.open.max(known), complete }
    }

    fn down(&mut self, time: usize, rows: &[f64], judge: &mut impl FnMut(&[usize]) -> bool) {
        if time == self.order.len() {
            self.arrive(judge);
            return;
        }
        let issue = self.order[time];
        let mut children: Vec<(f64, usize, Vec<f64>)> = Vec::new();
        for option in 0..self.falls[time].len() {
            self.deal[issue] = option;
            let mut child: Vec<f64> =
                rows.iter().zip(&self.falls[time][option]).map(|(row, fall)| row + fall).collect();
            for step in &self.steps[time] {
                self.tell(step, issue, &mut child);
            }
            let feasible = child.iter().zip(&self.least).all(|(value, least)| value >= least);
            if feasible {
                let bound = child.iter().take(self.bounds).copied().fold(f64::INFINITY, f64::min);
                children.push((bound, option, child));
            }
        }
        children.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        for (bound, option, child) in children {
            if bound < self.threshold() {
                return;
            }
            if self.left == 0 {
                self.open = self.open.max(bound);
                return;
            }
            self.left -= 1;
            self.deal[issue] = option;
            self.down(time + 1, &child, judge);
        }
    }

    /// A branch with a lower bound than this holds nothing that is asked for.
    fn threshold(&self) -> f64 {
        match &self.best {
            None => f64::NEG_INFINITY,
            Some((goal, deals)) if deals.len() < self.search.ties => goal - self.tolerance,
            Some((goal, _)) => goal + self.tolerance,
        }
    }

    /// Lets a table or a region know the option just decided.
    fn tell(&self, step: &Step, issue: usize, rows: &mut [f64]) {
        match step {
            Step::Table { issues, before, after } => {
                let sizes = &self.rows.sizes;
                let at = issues.iter().fold(0, |at, &i| at * sizes[i] + self.deal[i]);
                let (now, was) = (&after[at], &before[at / sizes[issue]]);
                for ((row, now), was) in rows.iter_mut().zip(now).zip(was) {
                    *row += now - was;
                }
            }
            Step::Region { region, last } => {
                let region = &self.rows.regions[*region];
                let alive = self.alive(region, issue);
                let inside = region
                    .bounds
                    .iter()
                    .find(|(i, _)| *i == issue)
                    .is_some_and(|(_, inside)| inside[self.deal[issue]]);
                for (row, worth) in rows.iter_mut().zip(&region.worth) {
                    if alive && !inside {
                        *row -= worth.max(0.0);
                    } else if alive && *last {
                        *row += worth.min(0.0);
                    }
                }
            }
        }
    }

    /// Whether all options decided before that of `issue` are inside.
    fn alive(&self, region: &Region, issue: usize) -> bool {
        let mut before = self.order.iter().take_while(|&&i| i != issue);
        before.all(|i| {
            region
                .bounds
                .iter()
                .find(|(b, _)| b == i)
                .is_none_or(|(_, inside)| inside[self.deal[*i]])
        })
    }

    fn arrive(&mut self, judge: &mut impl FnMut(&[usize]) -> bool) {
        let Some(goal) = self.search.worth(self.scales, &self.deal) else { return };
        let known = self.best.as_ref().map_or(f64::NEG_INFINITY, |(goal, _)| *goal);
        if goal < known - self.tolerance {
            return;
        }
        let deal = self.deal.clone();
        if self.best.as_ref().is_some_and(|(_, deals)| deals.contains(&deal)) || !judge(&deal) {
            return;
        }
        match &mut self.best {
            Some((known, deals)) if goal <= *known + self.tolerance => {
                if deals.len() < self.search.ties {
                    *known = known.max(goal);
                    deals.push(deal);
                } else {
                    self.all = false;
                }
            }
            _ => {
                self.all = true;
                self.best = Some((goal, vec![deal]));
            }
        }
        if self.best.as_ref().is_some_and(|(_, deals)| deals.len() >= self.search.ties) {
            self.all = false;
        }
    }
}

/// By row, the largest.
fn largest<'a>(mut list: impl Iterator<Item = &'a Vec<f64>>) -> Vec<f64> {
    let mut most = list.next().cloned().unwrap_or_default();
    for values in list {
        most.iter_mut().zip(values).for_each(|(most, value)| *most = most.max(*value));
    }
    most
}

impl super::sums::Table {
    /// Its entries with the issues in another order, the last fastest.
    fn in_order(&self, issues: &[usize], sizes: &[usize]) -> Vec<Vec<f64>> {
        let mut options = vec![0; sizes.len()];
        (0..self.worth.len())
            .map(|mut rest| {
                for &issue in issues.iter().rev() {
                    options[issue] = rest % sizes[issue];
                    rest /= sizes[issue];
                }
                let at = self.issues.iter().fold(0, |at, &i| at * sizes[i] + options[i]);
                self.worth[at].clone()
            })
            .collect()
    }
}
