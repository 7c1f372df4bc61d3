//! Tables: pure and mixed equilibria, dominance, values.

use crate::book::{Book, book, fraction};
use crate::grow::only;
use std::fmt::Write;
use zopa::game::form::Form;
use zopa::game::methods::Ask;
use zopa::game::table::dominance::rationalizable;

#[test]
fn luce_and_raiffa_1957_prisoners_confess() {
    book("luce-raiffa-1957-prisoners-dilemma.nfg")
        .holds("0 1 | 0 1", "1/10 1/10")
        .gains("1 0 | 1 0", "1/10 1/10")
        .lists("extreme", &["0 1 | 0 1"])
        .lists("pure", &["0 1 | 0 1"])
        .lists("dominance", &["0 1 | 0 1"])
        .finds("lemke-howson", "0 1 | 0 1")
        .finds("quantal-limit", "0 1 | 0 1");
}

#[test]
fn two_by_two_tables_have_two_pure_equilibria_and_a_mixed_one() {
    let table = [
        (
            "luce-raiffa-1957-battle-of-the-sexes.nfg",
            "1 0 | 1 0",
            "0 1 | 0 1",
            "3/5 2/5 | 2/5 3/5",
            "1/5 1/5",
        ),
        (
            "osborne-rubinstein-1994-mozart-or-mahler.nfg",
            "1 0 | 1 0",
            "0 1 | 0 1",
            "1/3 2/3 | 1/3 2/3",
            "2/3 2/3",
        ),
        (
            "osborne-rubinstein-1994-hawk-dove.nfg",
            "1 0 | 0 1",
            "0 1 | 1 0",
            "1/2 1/2 | 1/2 1/2",
            "2 2",
        ),
        ("aumann-1987-chicken.nfg", "1 0 | 0 1", "0 1 | 1 0", "2/3 1/3 | 2/3 1/3", "14/3 14/3"),
        ("aumann-1990-stag-hunt.nfg", "1 0 | 1 0", "0 1 | 0 1", "7/8 1/8 | 7/8 1/8", "63/8 63/8"),
        (
            "brams-1985-cuban-missile-crisis.nfg",
            "1 0 | 0 1",
            "0 1 | 1 0",
            "1/2 1/2 | 1/2 1/2",
            "5/2 5/2",
        ),
    ];
    for (file, one, other, mixed, payoffs) in table {
        book(file)
            .holds(mixed, payoffs)
            .lists("pure", &[one, other])
            .lists("extreme", &[one, other, mixed]);
    }
    book("brams-1985-cuban-missile-crisis.nfg").gains("1 0 | 1 0", "1 1");
    book("aumann-1990-stag-hunt.nfg").finds("quantal-limit", "0 1 | 0 1");
}

#[test]
fn tables_without_pure_equilibria_have_their_one_mix() {
    let table = [
        ("osborne-rubinstein-1994-matching-pennies.nfg", "1/2 1/2 | 1/2 1/2", "0 0"),
        ("fudenberg-tirole-1991-inspection.nfg", "1/4 3/4 | 1/2 1/2", "2 1/2"),
        ("goeree-holt-2001-matching-pennies-320.nfg", "1/2 1/2 | 1/8 7/8", "75 60"),
        ("goeree-holt-2001-matching-pennies-44.nfg", "1/2 1/2 | 10/11 1/11", "480/11 60"),
        ("ochs-1995-game-1.nfg", "1/2 1/2 | 1/2 1/2", "1/2 1/2"),
        ("ochs-1995-game-4.nfg", "1/2 1/2 | 1/5 4/5", "4/5 1/2"),
        ("ochs-1995-game-9.nfg", "1/2 1/2 | 1/10 9/10", "9/10 1/2"),
    ];
    for (file, mixed, payoffs) in table {
        book(file)
            .holds(mixed, payoffs)
            .lists("pure", &[])
            .lists("extreme", &[mixed])
            .finds("lemke-howson", mixed);
    }
}

#[test]
fn von_neumann_and_others_give_values_and_best_mixes() {
    let cards = "1/5 1/5 1/5 2/5 | 1/5 1/5 1/5 2/5";
    let blotto = "4/9 0 1/9 0 4/9 | 1/18 4/9 4/9 1/18";
    let thirds = "1/3 1/3 1/3 | 1/3 1/3 1/3";
    book("von-neumann-morgenstern-1944-stone-paper-scissors.nfg")
        .holds(thirds, "0 0")
        .lists("extreme", &[thirds])
        .finds("minimax", thirds);
    book("oneill-1987-cards.nfg")
        .holds(cards, "-1 1")
        .lists("extreme", &[cards])
        .finds("minimax", cards);
    book("blotto-4-against-3.nfg").holds(blotto, "14/9 -14/9").worth("minimax", "14/9 -14/9");
    book("osborne-rubinstein-1994-matching-pennies.nfg").worth("minimax", "0 0");
}

#[test]
fn shapley_1964_has_one_equilibrium_though_play_cycles() {
    let thirds = "1/3 1/3 1/3 | 1/3 1/3 1/3";
    book("shapley-1964-table.nfg")
        .holds(thirds, "1/3 1/3")
        .lists("extreme", &[thirds])
        .finds("lemke-howson", thirds)
        .finds("quantal-limit", thirds);
}

#[test]
fn von_stengel_2002_has_three_equilibria() {
    let (pure, second, third) = ("1 0 0 | 1 0", "4/5 1/5 0 | 2/3 1/3", "0 1/3 2/3 | 1/3 2/3");
    book("von-stengel-2002-example.nfg")
        .holds(pure, "3 3")
        .holds(second, "3 14/5")
        .holds(third, "4 8/3")
        .lists("extreme", &[pure, second, third]);
}

#[test]
fn goeree_and_holt_2001_secure_option_changes_no_equilibrium() {
    let (low, high) = ("1 0 | 1 0 0", "0 1 | 0 1 0");
    let mixed = "2/3 1/3 | 2/3 1/3 0";
    let game = book("goeree-holt-2001-extended-coordination.nfg");
    game.holds(mixed, "60 60").lists("extreme", &[low, high, mixed]).lists("pure", &[low, high]);
    assert_eq!(left(&game), [vec![0, 1], vec![0, 1]]);
}

/// What survives strict dominance.
fn left(game: &Book) -> Vec<Vec<usize>> {
    let Form::Strategic(table) = &game.form else { panic!("a tree") };
    rationalizable(table).left
}

#[test]
fn bernheim_1984_needs_a_mix_to_eliminate_the_fourth_column() {
    let game = book("bernheim-1984-figure-1.nfg");
    let pure = "0 1 0 0 | 0 1 0 0";
    assert_eq!(left(&game), [vec![0, 1, 2], vec![0, 1, 2]]);
    game.holds(pure, "3 3").lists("pure", &[pure]).lists("extreme", &[pure]);
    let Form::Strategic(table) = &game.form else { panic!("a tree") };
    let gone = rationalizable(table).eliminated;
    let told: Vec<_> = gone.iter().map(|one| (one.round, one.player, one.strategy)).collect();
    assert_eq!(told, [(1, 1, 3), (2, 0, 3)]);
}

#[test]
fn mckelvey_and_mclennan_1996_have_nine_equilibria() {
    let pure = ["1 0 | 1 0 | 1 0", "0 1 | 0 1 | 1 0", "0 1 | 1 0 | 0 1", "1 0 | 0 1 | 0 1"];
    let game = book("mckelvey-mclennan-1996-nine-equilibria.nfg");
    game.lists("pure", &pure)
        .holds(pure[0], "9 8 12")
        .holds(pure[1], "9 8 2")
        .holds(pure[2], "3 4 6")
        .holds(pure[3], "3 4 6")
        .holds("1/2 1/2 | 1/2 1/2 | 1 0", "9/2 4 7/2")
        .holds("2/5 3/5 | 1/2 1/2 | 1/3 2/3", "5/2 8/3 3")
        .holds("1/2 1/2 | 2/5 3/5 | 1/4 3/4", "9/4 5/2 3")
        .holds("0 1 | 1/4 3/4 | 1/3 2/3", "11/4 8/3 3/2")
        .holds("1/3 2/3 | 1 0 | 1/4 3/4", "9/4 8/3 4");
}

#[test]
fn diekmann_1985_volunteers_wait_with_chance_one_half() {
    book("diekmann-1985-volunteers-dilemma.nfg")
        .lists("pure", &["1 0 | 0 1 | 0 1", "0 1 | 1 0 | 0 1", "0 1 | 0 1 | 1 0"])
        .holds("1/2 1/2 | 1/2 1/2 | 1/2 1/2", "3 3 3");
}

#[test]
fn markets_on_grids_have_the_equilibria_of_their_authors() {
    let pair = |size: usize, one: usize, other: usize| {
        format!("{}| {}", only(size, one), only(size, other))
    };
    let list = |size: usize, pairs: &[(usize, usize)]| -> Vec<String> {
        pairs.iter().map(|&(one, other)| pair(size, one, other)).collect()
    };
    let table = [
        ("cournot-1838-duopoly.nfg", 9, vec![(4, 4), (3, 5), (5, 3)]),
        ("bertrand-1883-duopoly.nfg", 7, vec![(0, 0), (1, 1), (2, 2)]),
        ("hotelling-1929-seven-places.nfg", 7, vec![(3, 3)]),
        ("tullock-1980-contest.nfg", 9, vec![(4, 4)]),
    ];
    for (file, size, pairs) in table {
        let lines = list(size, &pairs);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        book(file).lists("pure", &lines);
    }
    book("cournot-1838-duopoly.nfg").holds(&pair(9, 4, 4), "16 16");
    book("tullock-1980-contest.nfg").holds(&pair(9, 4, 4), "4 4");
    let middle = pair(7, 3, 3);
    let street = book("hotelling-1929-seven-places.nfg");
    street.holds(&middle, "7/2 7/2").lists("dominance", &[&middle]);
    assert_eq!(street.solved("dominance", &Ask::default()).parameters[0].1, "3");
}

/// A table whose cells are given by a function of the strategies, the first player's varying fastest.
fn written(name: &str, players: usize, size: usize, cell: impl Fn(&[usize]) -> String) -> Book {
    let mut text = format!("NFG 1 R \"{name}\" {{");
    (1..=players).for_each(|player| write!(text, " \"{player}\"").unwrap());
    text += " } {";
    (0..players).for_each(|_| write!(text, " {size}").unwrap());
    text += " }\n\n";
    for at in 0..size.pow(u32::try_from(players).unwrap()) {
        let mut rest = at;
        let mut next = || (rest % size, rest /= size).0;
        let strategies: Vec<usize> = (0..players).map(|_| next()).collect();
        writeln!(text, "{}", cell(&strategies)).unwrap();
    }
    Book::written(name, &text)
}

/// The travellers ask for 2 to `most`; who asks for less gets 2 on top, the other 2 less than that.
fn travellers(most: usize) -> Book {
    written("Traveller's dilemma", 2, most - 1, |asked| {
        let (one, other) = (asked[0] + 2, asked[1] + 2);
        match one.cmp(&other) {
            std::cmp::Ordering::Less => format!("{} {}", one + 2, one - 2),
            std::cmp::Ordering::Equal => format!("{one} {one}"),
            std::cmp::Ordering::Greater => format!("{} {}", other - 2, other + 2),
        }
    })
}

#[test]
fn basu_1994_travellers_ask_for_the_least() {
    // K. Basu, The traveler's dilemma, American Economic Review 84, 1994: (2, 2), of 2 to 100, is the one equilibrium
    // and all that is rationalizable: of what may still be asked, the highest is worse than a mix of the others.
    let full = travellers(100);
    full.lists("pure", &[&format!("{}{}", only(99, 0), only(99, 0))]);
    let small = travellers(8);
    let least = format!("{}{}", only(7, 0), only(7, 0));
    small.holds(&least, "2 2").lists("dominance", &[&least]).lists("pure", &[&least]);
}

#[test]
fn nagel_1995_guessers_end_at_nothing() {
    // R. Nagel, Unraveling in guessing games, American Economic Review 85, 1995: whoever is nearest to p times the mean
    // wins a prize, shared among equals. With p < 1 all guess 0. Here three players and 0, 10, .. 100; to all at one
    // level k > 0 the answer k - 10 is nearer to p k.
    for (over, under) in [(1, 2), (2, 3)] {
        let game = written("Guessing", 3, 11, |guess| {
            let total: usize = guess.iter().sum();
            let off = |one: usize| (3 * under * one).abs_diff(over * total);
            let best = guess.iter().map(|&one| off(one)).min().unwrap();
            let winners = guess.iter().filter(|&&one| off(one) == best).count();
            let won =
                |&one: &usize| if off(one) == best { format!("6/{winners}") } else { "0".into() };
            guess.iter().map(won).collect::<Vec<_>>().join(" ")
        });
        let nothing = only(11, 0).repeat(3);
        game.holds(&nothing, "2 2 2").lists("pure", &[&nothing]);
    }
}

#[test]
fn dresher_1962_values_of_recursive_inspection() {
    // M. Dresher, A sampling inspection problem in arms control agreements, 1962: one violation in n periods against m
    // inspections; caught it costs the violator 1, else it wins 1. The value to the inspector is
    // -C(n - 1, m) / (C(n, 0) + .. + C(n, m)).
    let choose = |n: i64, k: i64| (1..=k).fold(1, |product, at| product * (n + 1 - at) / at);
    let value = |n: i64, m: i64| {
        let below: i64 = (0..=m).map(|k| choose(n, k)).sum();
        fraction(&format!("{}/{below}", -choose(n - 1, m)))
    };
    for n in 2..=9 {
        for m in 1..n {
            let (spent, kept) = (value(n - 1, m - 1), value(n - 1, m));
            let game = written("Inspection", 2, 2, |at| {
                let gain = match at {
                    [0, 0] => fraction("1"),
                    [0, _] => spent.clone(),
                    [_, 0] => fraction("-1"),
                    _ => kept.clone(),
                };
                format!("{gain} {}", -&gain)
            });
            game.worth("minimax", &format!("{} {}", value(n, m), -&value(n, m)));
        }
    }
}
