//! Several sums over the same issues, side by side: what deals are worth in several respects at once.

/// Sums of one number for every issue's option, of tables over several issues, and of regions that pay.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sums {
    /// How many options each issue has.
    pub(crate) sizes: Vec<usize>,
    pub(crate) constant: Vec<f64>,
    /// By issue, option and sum.
    pub(crate) single: Vec<Vec<Vec<f64>>>,
    pub(crate) tables: Vec<Table>,
    pub(crate) regions: Vec<Region>,
}

/// A number for every combination of the options of some issues.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// Ascending.
    pub(crate) issues: Vec<usize>,
    /// By combination, the last issue fastest, and by sum.
    pub(crate) worth: Vec<Vec<f64>>,
}

/// A number for every deal that has one of some options in each of some issues.
#[derive(Clone, Debug)]
pub(crate) struct Region {
    /// Issue, and which of its options are inside; issues ascending.
    pub(crate) bounds: Vec<(usize, Vec<bool>)>,
    /// By sum.
    pub(crate) worth: Vec<f64>,
}

/// The best of each part by itself: one option for every issue, one combination for every table, one yes
/// or no for every region. Parts may disagree, which makes it a bound.
#[derive(Clone, Debug)]
pub(crate) struct Relaxed {
    pub(crate) deal: Vec<usize>,
    /// What it is worth by sum.
    pub(crate) values: Vec<f64>,
}

impl Sums {
    pub(crate) fn new(sizes: Vec<usize>) -> Self {
        let single = sizes.iter().map(|&size| vec![Vec::new(); size]).collect();
        Self { sizes, single, ..Self::default() }
    }

    /// How many sums.
    pub(crate) fn count(&self) -> usize {
        self.constant.len()
    }

    /// One more sum, of nothing but a constant.
    pub(crate) fn push(&mut self, constant: f64) -> usize {
        self.constant.push(constant);
        self.single.iter_mut().flatten().for_each(|values| values.push(0.0));
        self.tables.iter_mut().flat_map(|t| &mut t.worth).for_each(|values| values.push(0.0));
        self.regions.iter_mut().for_each(|region| region.worth.push(0.0));
        self.constant.len() - 1
    }

    /// Adds a table over some issues, ascending, to a sum. One over a single issue or none joins the rest.
    pub(crate) fn add_table(&mut self, sum: usize, issues: &[usize], worth: &[f64]) {
        match *issues {
            [] => self.constant[sum] += worth.iter().sum::<f64>(),
            [issue] => {
                for (values, worth) in self.single[issue].iter_mut().zip(worth) {
                    values[sum] += worth;
                }
            }
            _ => {
                let at = self.tables.iter().position(|table| table.issues == issues);
                let at = at.unwrap_or_else(|| {
                    let worth = vec![vec![0.0; self.constant.len()]; worth.len()];
                    self.tables.push(Table { issues: issues.to_vec(), worth });
                    self.tables.len() - 1
                });
                for (values, worth) in self.tables[at].worth.iter_mut().zip(worth) {
                    values[sum] += worth;
                }
            }
        }
    }

    /// Adds so much for every deal in a region to a sum.
    pub(crate) fn add_region(&mut self, sum: usize, bounds: &[(usize, Vec<bool>)], worth: f64) {
        let at = self.regions.iter().position(|region| region.bounds == bounds);
        let at = at.unwrap_or_else(|| {
            let worth = vec![0.0; self.constant.len()];
            self.regions.push(Region { bounds: bounds.to_vec(), worth });
            self.regions.len() - 1
        });
        self.regions[at].worth[sum] += worth;
    }

    /// Adds a multiple of one sum to another.
    pub(crate) fn add_multiple(&mut self, to: usize, of: usize, times: f64) {
        let add = |values: &mut Vec<f64>| values[to] += times * values[of];
        add(&mut self.constant);
        self.single.iter_mut().flatten().for_each(add);
        self.tables.iter_mut().flat_map(|table| &mut table.worth).for_each(add);
        self.regions.iter_mut().for_each(|region| add(&mut region.worth));
    }

    /// New sums: for each list of weights, the weighted sum of these.
    pub(crate) fn combined(&self, weights: &[Vec<f64>]) -> Self {
        let mix = |values: &[f64]| -> Vec<f64> { weights.iter().map(|w| dot(w, values)).collect() };
        let many = |list: &[Vec<f64>]| list.iter().map(|values| mix(values)).collect();
        let table = |t: &Table| Table { issues: t.issues.clone(), worth: many(&t.worth) };
        let region = |r: &Region| Region { bounds: r.bounds.clone(), worth: mix(&r.worth) };
        Self {
            sizes: self.sizes.clone(),
            constant: mix(&self.constant),
            single: self.single.iter().map(|options| many(options)).collect(),
            tables: self.tables.iter().map(table).collect(),
            regions: self.regions.iter().map(region).collect(),
        }
    }

    /// What a deal is worth by sum.
    pub(crate) fn values(&self, deal: &[usize]) -> Vec<f64> {
        let mut values = self.constant.clone();
        let mut add = |more: &[f64]| values.iter_mut().zip(more).for_each(|(sum, x)| *sum += x);
        for (options, &option) in self.single.iter().zip(deal) {
            add(&options[option]);
        }
        for table in &self.tables {
            let at = table.issues.iter().fold(0, |at, &i| at * self.sizes[i] + deal[i]);
            add(&table.worth[at]);
        }
        for region in &self.regions {
            if region.bounds.iter().all(|(issue, inside)| inside[deal[*issue]]) {
                add(&region.worth);
            }
        }
        values
    }

    /// How large the numbers are that a sum adds up.
    pub(crate) fn magnitude(&self, sum: usize) -> f64 {
        let most = |list: &[Vec<f64>]| list.iter().map(|v| v[sum].abs()).fold(0.0, f64::max);
        let single: f64 = self.single.iter().map(|options| most(options)).sum();
        let tables: f64 = self.tables.iter().map(|table| most(&table.worth)).sum();
        let regions: f64 = self.regions.iter().map(|region| region.worth[sum].abs()).sum();
        self.constant[sum].abs() + single + tables + regions
    }

    /// The largest weighted sum, each part by itself; the first of equals.
    pub(crate) fn relaxed(&self, weights: &[f64]) -> Relaxed {
        let mut values = self.constant.clone();
        let mut add = |more: &[f64]| values.iter_mut().zip(more).for_each(|(sum, x)| *sum += x);
        let best = |list: &[Vec<f64>]| {
            let mut best = (0, f64::NEG_INFINITY);
            for (i, values) in list.iter().enumerate() {
                let worth = dot(weights, values);
                if worth > best.1 {
                    best = (i, worth);
                }
            }
            best.0
        };
        let mut deal = Vec::with_capacity(self.sizes.len());
        for options in &self.single {
            let option = best(options);
            add(&options[option]);
            deal.push(option);
        }
        for table in &self.tables {
            add(&table.worth[best(&table.worth)]);
        }
        for region in &self.regions {
            if dot(weights, &region.worth) > 0.0 {
                add(&region.worth);
            }
        }
        Relaxed { deal, values }
    }
}

pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
