//! Cones of vectors without negative entries, by their extreme rays, in fractions.
//!
//! A half-space cuts a cone by the double description method (T. Motzkin and others, 1953): rays on its side stay,
//! and between every two adjacent rays on different sides a new one stands on its border. Two rays are adjacent where
//! no third touches all the borders that both touch (K. Fukuda and A. Prodon, Double description method revisited,
//! 1996), which holds for cones without an inside as well. On which side a ray lies is asked of doubles first, and of
//! the fractions where those cannot tell.
//!
//! Cost of a cut: rays times dimensions, and for each new edge rays times borders. Rays are few where dimensions are;
//! in many dimensions there may be exponentially many, and [`super::inside`] asks less.

use super::rational::Rational;

/// A cone within the orthant.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cone {
    rays: Vec<Ray>,
    /// How many half-spaces have been numbered.
    known: u32,
}

/// A ray, by its point whose entries sum to 1.
#[derive(Clone, Debug, PartialEq)]
struct Ray {
    entries: Vec<Rational>,
    /// The nearest doubles to them.
    rough: Vec<f64>,
    /// The half-spaces on whose border it lies, ascending.
    touches: Vec<u32>,
}

/// The half-space in which `normal` times a vector is not negative.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Normal {
    exact: Vec<Rational>,
    rough: Vec<f64>,
}

impl Normal {
    /// The half-space of this normal.
    pub(crate) fn of(exact: Vec<Rational>) -> Self {
        Self { rough: exact.iter().map(Rational::to_f64).collect(), exact }
    }

    /// The half-space in which `higher` times a vector is not below `lower` times it.
    pub(crate) fn between(higher: &[Rational], lower: &[Rational]) -> Self {
        Self::of(higher.iter().zip(lower).map(|(a, b)| a - b).collect())
    }

    /// The product with the point of a ray.
    fn height(&self, ray: &Ray) -> Rational {
        ray.entries.iter().zip(&self.exact).map(|(entry, n)| entry * n).sum()
    }

    /// The sign of that.
    fn side(&self, ray: &Ray) -> i32 {
        let terms = || ray.rough.iter().zip(&self.rough).map(|(entry, n)| entry * n);
        let (sum, sizes) = terms().fold((0.0, 0.0), |(sum, sizes), x| (sum + x, sizes + x.abs()));
        // Each term errs by two roundings and a product, each addition by one more.
        let error = sizes * f64::EPSILON * (self.rough.len() + 4) as f64;
        match () {
            () if sum > error && sum > f64::MIN_POSITIVE => 1,
            () if sum < -error && sum < -f64::MIN_POSITIVE => -1,
            () => self.height(ray).sign(),
        }
    }
}

impl Cone {
    /// All vectors of so many entries without negative ones.
    pub(crate) fn orthant(dims: usize) -> Self {
        let count = u32::try_from(dims).unwrap_or(u32::MAX);
        let ray = |at: u32| {
            let entries = (0..count).map(|k| Rational::from(i64::from(k == at))).collect();
            Ray::of(entries, (0..count).filter(|k| *k != at).collect())
        };
        Self { rays: (0..count).map(ray).collect(), known: count }
    }

    /// The points of the rays.
    pub(crate) fn points(&self) -> impl Iterator<Item = &[Rational]> {
        self.rays.iter().map(|ray| ray.entries.as_slice())
    }

    /// The mean of the points of the rays: a point as far inside as the cone has one, its entries summing to 1; empty
    /// where there are no rays.
    pub(crate) fn middle(&self) -> Vec<Rational> {
        let count = i64::try_from(self.rays.len()).unwrap_or(i64::MAX);
        let Some(share) = Rational::new(1, count) else { return Vec::new() };
        let dims = self.rays[0].entries.len();
        let mean = |k: usize| &self.points().map(|point| &point[k]).sum::<Rational>() * &share;
        (0..dims).map(mean).collect()
    }

    /// The part in a half-space, where some vector of the cone lies inside of it and not on its border; of a cone with
    /// an inside, a cone with an inside.
    pub(crate) fn cut_inside(self, normal: &Normal) -> Option<Self> {
        let sides = self.sides(normal);
        sides.contains(&1).then(|| self.divided(normal, &sides))
    }

    /// The part in a half-space, its border included; there may be nothing left.
    pub(crate) fn cut(self, normal: &Normal) -> Self {
        let sides = self.sides(normal);
        self.divided(normal, &sides)
    }

    fn sides(&self, normal: &Normal) -> Vec<i32> {
        self.rays.iter().map(|ray| normal.side(ray)).collect()
    }

    fn divided(self, normal: &Normal, sides: &[i32]) -> Self {
        if !sides.contains(&-1) {
            return self;
        }
        let mut rays = Vec::new();
        for (ray, side) in self.rays.iter().zip(sides).filter(|(_, side)| **side >= 0) {
            let mut ray = ray.clone();
            ray.touches.extend((*side == 0).then_some(self.known));
            rays.push(ray);
        }
        let on =
            |which: i32| (0..sides.len()).filter(|&ray| sides[ray] == which).collect::<Vec<_>>();
        for above in on(1) {
            for below in on(-1) {
                let Some(mut touches) = self.edge(above, below) else { continue };
                touches.push(self.known);
                let (above, below) = (&self.rays[above], &self.rays[below]);
                let (up, down) = (normal.height(above), normal.height(below));
                let Some(share) = up.checked_div(&(&up - &down)) else { continue };
                // From the upper ray by that share of the way to the lower one.
                let way = above.entries.iter().zip(&below.entries);
                let entries = way.map(|(a, b)| a + &(&(b - a) * &share)).collect();
                rays.push(Ray::of(entries, touches));
            }
        }
        Self { rays, known: self.known + 1 }
    }

    /// What two rays touch together, where they span an edge of the cone.
    fn edge(&self, a: usize, b: usize) -> Option<Vec<u32>> {
        let touches = |ray: usize, one: &u32| self.rays[ray].touches.binary_search(one).is_ok();
        let both: Vec<u32> =
            self.rays[a].touches.iter().copied().filter(|one| touches(b, one)).collect();
        let dims = self.rays[a].entries.len();
        let mut others = (0..self.rays.len()).filter(|&ray| ray != a && ray != b);
        let adjacent =
            both.len() + 2 >= dims && !others.any(|ray| both.iter().all(|one| touches(ray, one)));
        adjacent.then_some(both)
    }
}

impl Ray {
    fn of(entries: Vec<Rational>, touches: Vec<u32>) -> Self {
        Self { rough: entries.iter().map(Rational::to_f64).collect(), entries, touches }
    }
}
