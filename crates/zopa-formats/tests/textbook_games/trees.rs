//! Trees in which everybody knows what has happened, and trees in which that makes the difference.

use crate::book::{Book, book};
use crate::grow::{Grow, only, whole};
use zopa::game::methods::Ask;
use zopa::num::rational::Rational;

#[test]
fn selten_1975_horse_has_two_kinds_of_equilibria_and_one_is_perfect() {
    // Sets: the first, the second, the third.
    let perfect = "1 0 | 1 0 | 0 1";
    book("selten-1975-figure-1-horse.efg")
        .holds(perfect, "1 1 1")
        .holds("1 0 | 1 0 | 1/4 3/4", "1 1 1")
        .gains("1 0 | 1 0 | 2/7 5/7", "0 1/7 0")
        .holds("0 1 | 1 0 | 1 0", "3 3 2")
        .holds("0 1 | 1/3 2/3 | 1 0", "3 3 2")
        .gains("0 1 | 1/4 3/4 | 1 0", "1/4 0 0")
        .lists("sequential", &[perfect])
        .finds("quantal-limit", perfect)
        .refused("backward-induction", "hidden");
}

#[test]
fn osborne_and_rubinstein_1994_entry_is_not_deterred_by_an_empty_threat() {
    book("osborne-rubinstein-1994-entry.efg")
        .holds("0 1 | 1 0", "1 2")
        .holds("1 0 | 0 1", "2 1")
        .lists("backward-induction", &["1 0 | 0 1"])
        .lists("sequential", &["1 0 | 0 1"])
        .finds("quantal-limit", "1 0 | 0 1");
}

#[test]
fn osborne_and_rubinstein_1994_figure_91_1_has_nine_equilibria_and_two_are_perfect() {
    let game = book("osborne-rubinstein-1994-figure-91.1.efg");
    let perfect = ["1 0 0 | 1 0 1 0 1 0", "0 1 0 | 0 1 1 0 1 0"];
    game.holds(perfect[0], "2 0").holds(perfect[1], "1 1").lists("backward-induction", &perfect);
    let answers = |k: usize| (0..3).map(|at| only(2, k >> at & 1)).collect::<String>();
    let all = (0..3).flat_map(|offer| (0..8).map(move |k| (offer, k)));
    let stable: Vec<(usize, usize)> =
        all.filter(|&(offer, k)| game.is_stable(&(only(3, offer) + &answers(k)))).collect();
    // The offer, and the answers from the first: a no to 2-0 counts 1, to 1-1 counts 2, to 0-2 counts 4.
    let published = [(0, 0), (0, 2), (0, 3), (0, 4), (0, 6), (0, 7), (1, 1), (1, 5), (2, 3)];
    assert_eq!(stable, published);
}

#[test]
fn rosenthal_1981_centipede_stops_at_once() {
    let stop = "1 0 1 0 1 0 | 1 0 1 0 1 0";
    book("osborne-rubinstein-1994-centipede.efg")
        .holds(stop, "1 0")
        .lists("backward-induction", &[stop])
        .lists("sequential", &[stop])
        .holds("1 0 0 1 0 1 | 1 0 0 1 0 1", "1 0")
        .gains("0 1 0 1 0 1 | 0 1 0 1 0 1", "0 1");
}

#[test]
fn goeree_and_holt_2001_trees_go_right_in_theory() {
    book("goeree-holt-2001-trust-in-rationality.efg")
        .holds("0 1 | 0 1", "90 70")
        .lists("backward-induction", &["0 1 | 0 1"]);
    book("goeree-holt-2001-incredible-threat.efg")
        .holds("0 1 | 0 1", "90 50")
        .holds("1 0 | 1 0", "70 60")
        .lists("backward-induction", &["0 1 | 0 1"]);
}

#[test]
fn stackelberg_1934_leader_earns_eighteen() {
    // The leader's 0, 2, .. 10 and the replies 6, 5, .. 1.
    let replies: String = (0..6).map(|at| only(9, 6 - at)).collect();
    let line = only(6, 3) + &replies;
    book("stackelberg-1934-duopoly.efg").holds(&line, "18 9").lists("backward-induction", &[&line]);
}

#[test]
fn gibbons_1992_figure_4_1_1_needs_beliefs() {
    // R against R' is subgame perfect, as there is no proper subgame.
    book("gibbons-1992-figure-4.1.1.efg")
        .holds("1 0 0 | 1 0", "2 1")
        .holds("0 0 1 | 0 1", "1 3")
        .lists("perfect-bayesian", &["1 0 0 | 1 0"])
        .lists("sequential", &["1 0 0 | 1 0"])
        .finds("quantal-limit", "1 0 0 | 1 0");
}

#[test]
fn mas_colell_whinston_and_green_1995_figure_9_c_1_needs_beliefs() {
    book("mas-colell-whinston-green-1995-figure-9.c.1.efg")
        .holds("0 1 0 | 0 1", "3 0")
        .holds("1 0 0 | 1 0", "0 2")
        .lists("perfect-bayesian", &["0 1 0 | 0 1"])
        .lists("sequential", &["0 1 0 | 0 1"])
        .finds("quantal-limit", "0 1 0 | 0 1");
}

#[test]
fn van_damme_1989_outside_option_has_three_subgame_perfect_equilibria() {
    // Sets of the first: out or in, then T or B.
    let (forward, out) = ("0 1 1 0 | 1 0", "1 0 0 1 | 0 1");
    book("van-damme-1989-outside-option.efg")
        .holds(forward, "3 1")
        .holds(out, "2 2")
        .holds("1 0 3/4 1/4 | 1/4 3/4", "2 2")
        .lists("sequential", &[forward, out]);
}

/// Selten's chain store in this many towns: entrants stay out (1 to them, 5 to the store), or come in and are
/// met by sharing (2 each) or by a price war (0 each).
fn chain_store(towns: usize) -> Book {
    fn town(tree: &mut Grow, towns: usize, at: usize, told: &str, payoffs: &[usize]) {
        if at == towns {
            tree.end(&payoffs.iter().map(|&payoff| whole(payoff)).collect::<Vec<Rational>>());
            return;
        }
        let on = |tree: &mut Grow, what: char, entrant: usize, store: usize| {
            let mut payoffs = payoffs.to_vec();
            payoffs[at] += entrant;
            payoffs[towns] += store;
            town(tree, towns, at + 1, &format!("{told}{what}"), &payoffs);
        };
        tree.player(at + 1, told, &["in", "out"]);
        tree.player(towns + 1, &format!("{told} in"), &["share", "war"]);
        on(tree, 's', 2, 2);
        on(tree, 'w', 0, 0);
        on(tree, 'o', 1, 5);
    }
    let names: Vec<String> = (1..=towns).map(|at| at.to_string()).collect();
    let mut players: Vec<&str> = names.iter().map(String::as_str).collect();
    players.push("store");
    let mut tree = Grow::new("Chain store", &players);
    town(&mut tree, towns, 0, "", &vec![0; towns + 1]);
    tree.book()
}

#[test]
fn selten_1978_chain_store_shares_in_every_town() {
    // R. Selten, The chain store paradox, Theory and Decision 9, 1978: in the last town war is worth less than sharing
    // whatever was before, so in the one before as well, and so on. That all stay out against the threat of war is an
    // equilibrium, and not perfect.
    for towns in 1..=5 {
        let game = chain_store(towns);
        let sets = (3_usize.pow(u32::try_from(towns).unwrap()) - 1) / 2;
        let (share, war) = ("1 0 ".repeat(2 * sets), "0 1 ".repeat(2 * sets));
        let payoffs = "2 ".repeat(towns) + &(2 * towns).to_string();
        game.holds(&share, &payoffs).lists("backward-induction", &[&share]);
        game.holds(&war, &("1 ".repeat(towns) + &(5 * towns).to_string()));
    }
    chain_store(2).finds("quantal-limit", &"1 0 ".repeat(8));
}

/// Nim: whoever takes the last wins.
fn nim(heaps: &[usize]) -> Book {
    fn turn(tree: &mut Grow, heaps: &[usize], player: usize, told: &str) {
        if heaps.iter().all(|&heap| heap == 0) {
            let one = Rational::ONE;
            // The other player took the last.
            let payoffs = if player == 1 { [-&one, one] } else { [one.clone(), -&one] };
            return tree.end(&payoffs);
        }
        let takes: Vec<(usize, usize)> = heaps
            .iter()
            .enumerate()
            .flat_map(|(at, &heap)| (1..=heap).map(move |take| (at, take)))
            .collect();
        let names: Vec<String> =
            takes.iter().map(|(at, take)| format!("{take} of {}", at + 1)).collect();
        tree.player(player, told, &names);
        for ((at, take), name) in takes.iter().zip(&names) {
            let mut heaps = heaps.to_vec();
            heaps[*at] -= take;
            turn(tree, &heaps, 3 - player, &format!("{told}, {name}"));
        }
    }
    let mut tree = Grow::new("Nim", &["1", "2"]);
    turn(&mut tree, heaps, 1, "");
    tree.book()
}

#[test]
fn bouton_1901_nim_is_lost_where_the_binary_sum_is_nought() {
    // C. Bouton, Nim, a game with a complete mathematical theory, Annals of Mathematics 3, 1901.
    for heaps in
        [[1, 1, 0], [1, 2, 0], [2, 2, 0], [1, 1, 1], [1, 2, 3], [1, 2, 2], [2, 2, 2], [0, 3, 3]]
    {
        let won = heaps.iter().fold(0, |sum, heap| sum ^ heap) != 0;
        nim(&heaps).worth("backward-induction", if won { "1 -1" } else { "-1 1" });
    }
}

#[test]
fn luce_and_raiffa_1957_a_dilemma_played_twice_is_confessed_twice() {
    // Games and Decisions, section 5.5: the last round is the dilemma itself, and then so is the one before.
    let gains = [[(3, 3), (0, 4)], [(4, 0), (1, 1)]];
    let mut tree = Grow::new("The dilemma twice", &["1", "2"]);
    let both = || (0..4).map(|k| (k / 2, k % 2));
    tree.player(1, "", &["quiet", "confess"]);
    for (one, other) in both() {
        if other == 0 {
            tree.player(2, "", &["quiet", "confess"]);
        }
        let told = format!("{one}{other}");
        tree.player(1, &told, &["quiet", "confess"]);
        for (last, reply) in both() {
            if reply == 0 {
                tree.player(2, &told, &["quiet", "confess"]);
            }
            let (first, second) = (gains[one][other], gains[last][reply]);
            tree.end(&[whole(first.0 + second.0), whole(first.1 + second.1)]);
        }
    }
    let confess = "0 1 ".repeat(10);
    tree.book()
        .holds(&confess, "2 2")
        .lists("sequential", &[&confess])
        .finds("quantal-limit", &confess);
}

#[test]
fn the_published_lists_are_whole_where_they_are_asked_for_one() {
    // Asked for one equilibrium of a tree with ties, the method gives a part of the list and says so.
    let answer = book("osborne-rubinstein-1994-figure-91.1.efg")
        .solved("backward-induction", &Ask::default());
    assert!(!answer.complete && answer.equilibria.len() == 1);
}
