//! Quantal response: closed forms, fixed points and limits.

use crate::book::{book, near};

/// The logistic function.
#[allow(
    clippy::disallowed_methods,
    reason = "what is compared has a tolerance that no platform exceeds"
)]
fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

const PRECISIONS: [f64; 6] = [0.0, 0.1, 0.5, 1.0, 2.0, 5.0];
const TOLERANCE: f64 = 1e-9;

#[test]
fn signorino_1999_two_moves_in_closed_form() {
    let game = book("signorino-1999-two-moves.efg");
    for lambda in PRECISIONS {
        let fight = logistic(lambda * -0.5);
        let demand = logistic(lambda * (1.0 - 2.0 * fight));
        let play = game.quantal(lambda);
        near(play[1], demand, TOLERANCE);
        near(play[3], fight, TOLERANCE);
    }
    let play = game.quantal(1.0);
    near(play[3], 0.377_541, 5e-7);
    near(play[1], 0.560_925, 5e-7);
    // Status quo, capitulation, war.
    near(play[0], 0.439_075, 5e-7);
    near(play[1] * play[2], 0.349_153, 5e-7);
    near(play[1] * play[3], 0.211_772, 5e-7);
    game.lists("backward-induction", &["0 1 | 1 0"]).finds("quantal-limit", "0 1 | 1 0");
}

#[test]
fn signorino_1999_crisis_of_three_moves_by_recursion() {
    let game = book("signorino-1999-crisis.efg");
    for lambda in PRECISIONS {
        let fight = logistic(lambda * 0.5);
        let resisted = [-(1.0 - fight) - 0.5 * fight, (1.0 - fight) - fight];
        let resist = logistic(lambda * (resisted[1] + 2.0));
        let demand = logistic(lambda * (2.0 * (1.0 - resist) + resist * resisted[0]));
        let play = game.quantal(lambda);
        near(play[1], demand, TOLERANCE);
        near(play[3], resist, TOLERANCE);
        near(play[5], fight, TOLERANCE);
    }
    let quiet = "1 0 | 0 1 | 0 1";
    game.lists("backward-induction", &[quiet]).holds(quiet, "0 0").finds("quantal-limit", quiet);
}

#[test]
fn mckelvey_and_palfrey_1992_centipedes_by_recursion() {
    let pots = [0.4, 0.2, 1.6, 0.8, 6.4, 3.2, 25.6];
    let others = [0.1, 0.8, 0.4, 3.2, 1.6, 12.8, 6.4];
    for (file, moves) in
        [("mckelvey-palfrey-1992-centipede-4.efg", 4), ("mckelvey-palfrey-1992-centipede-6.efg", 6)]
    {
        let game = book(file);
        let end = |at: usize| [pots[at], others[at]];
        for lambda in PRECISIONS {
            // What is left is worth to Red and Blue, from the end on.
            let mut left = end(moves);
            let mut take = vec![0.0; moves];
            for at in (0..moves).rev() {
                let who = at % 2;
                take[at] = logistic(lambda * (end(at)[who] - left[who]));
                let mixed = |k: usize| take[at] * end(at)[k] + (1.0 - take[at]) * left[k];
                left = [mixed(0), mixed(1)];
            }
            let play = game.quantal(lambda);
            (0..moves).for_each(|at| near(play[2 * at], take[at], TOLERANCE));
        }
        let taken = "1 0 ".repeat(moves);
        game.lists("backward-induction", &[&taken])
            .holds(&taken, "2/5 1/10")
            .finds("quantal-limit", &taken);
    }
}

#[test]
fn ochs_1995_pennies_are_a_fixed_point_and_depend_on_the_own_payoff() {
    // p = L(lambda (a q - (1 - q))), q = L(lambda ((1 - p) - p)): by bisection on p, the first falling in the second
    // and the second in p, so there is one solution.
    for (file, a) in [
        ("ochs-1995-game-1.nfg", 1.0),
        ("ochs-1995-game-4.nfg", 4.0),
        ("ochs-1995-game-9.nfg", 9.0),
    ] {
        let game = book(file);
        for lambda in PRECISIONS {
            let left = |top: f64| logistic(lambda * (1.0 - 2.0 * top));
            let reply = |top: f64| logistic(lambda * ((a + 1.0) * left(top) - 1.0));
            let (mut low, mut high) = (0.0, 1.0);
            for _ in 0..100 {
                let middle = f64::midpoint(low, high);
                if reply(middle) > middle { low = middle } else { high = middle }
            }
            let play = game.quantal(lambda);
            near(play[0], low, TOLERANCE);
            near(play[2], left(low), TOLERANCE);
            // Nash play of top is 1/2 whatever it pays.
            assert!(a < 2.0 || lambda <= 0.0 || play[0] > 0.5, "{file}: {}", play[0]);
        }
    }
}

#[test]
fn goeree_and_holt_2001_treasures_move_the_quantal_response_as_they_moved_people() {
    // At 320 the top is chosen more often than half of the time and left less; at 44 the other way round.
    let rich = book("goeree-holt-2001-matching-pennies-320.nfg").quantal(0.05);
    assert!(rich[0] > 0.5 && rich[2] < 0.5, "{rich:?}");
    let poor = book("goeree-holt-2001-matching-pennies-44.nfg").quantal(0.05);
    assert!(poor[0] < 0.5 && poor[2] > 0.5, "{poor:?}");
}

#[test]
fn piccione_and_rubinstein_1997_driver_is_refused_where_memory_is_needed() {
    book("piccione-rubinstein-1997-absent-minded-driver.efg")
        .refused("quantal", "absent-minded")
        .refused("quantal-limit", "absent-minded")
        .refused("sequential", "forgets")
        .refused("perfect-bayesian", "forgets")
        .refused("backward-induction", "absent-minded")
        .refused("pure", "absent-minded");
}
