//! Trees in which somebody knows what others would like to know: signals, reputations, bluffs and threats.

use crate::book::{Book, book, fraction};
use crate::grow::{Grow, only, part, whole};
use zopa::num::rational::Rational;

#[test]
fn cho_and_kreps_1987_drink_beer_or_eat_quiche() {
    // Sets: the surly and the wimp, after beer and after quiche.
    let (beer, quiche) = ("1 0 1 0 | 0 1 1 0", "0 1 0 1 | 1 0 0 1");
    book("cho-kreps-1987-beer-quiche.efg")
        .holds(beer, "29/10 9/10")
        .holds(quiche, "21/10 9/10")
        .lists("sequential", &[beer, quiche]);
}

#[test]
fn spence_1973_schools_tell_abilities_apart_or_nobody_goes() {
    let separating = "1 0 0 1 | 1 0 0 0 0 1";
    let pooling = ["1 0 1 0 | 0 1 0 1 0 0", "1 0 1 0 | 0 1 0 0 1 0"];
    book("spence-1973-job-market.efg")
        .holds(separating, "35/32 0")
        .holds(pooling[0], "5/4 -3/16")
        .lists("sequential", &[separating, pooling[0], pooling[1]]);
}

#[test]
fn bagwell_1995_a_leader_who_is_seen_with_noise_leads_no_more() {
    let led = "1 0 | 1 0 0 1";
    book("bagwell-1995-seen-leader.efg").holds(led, "5 2").lists("backward-induction", &[led]);
    let cournot = "0 1 | 0 1 0 1";
    book("bagwell-1995-noisy-leader.efg")
        .holds(cournot, "4 4")
        .stands("9/10 1/10 | 1 0 3/8 5/8")
        .stands("1/10 9/10 | 5/8 3/8 0 1")
        .gains("1 0 | 1 0 0 1", "0 1/10")
        .lists("sequential", &[cournot]);
}

#[test]
fn guth_1982_ultimatum_has_two_subgame_perfect_equilibria_and_ends_anywhere() {
    let nothing = only(11, 0) + &"1 0 ".repeat(11);
    let one = only(11, 1) + "0 1 " + &"1 0 ".repeat(10);
    let game = book("guth-schmittberger-schwarze-1982-ultimatum.efg");
    game.lists("backward-induction", &[&nothing, &one]);
    for offer in 0..=10 {
        let line = only(11, offer) + &"0 1 ".repeat(offer) + &"1 0 ".repeat(11 - offer);
        game.holds(&line, &format!("{} {offer}", 10 - offer));
    }
}

#[test]
fn myerson_1991_card_game_is_bluffed_one_time_in_three() {
    book("myerson-1991-figure-2.2-card-game.efg")
        .holds("1 0 1/3 2/3 | 2/3 1/3", "1/3 -1/3")
        .finds("minimax", "1 0 1/3 2/3 | 2/3 1/3")
        .finds("lemke", "1 0 1/3 2/3 | 2/3 1/3");
}

#[test]
fn samuelson_and_bazerman_1985_nothing_is_bid_for_the_company() {
    book("samuelson-bazerman-1985-company.efg").worth("backward-induction", "0 50");
}

/// Kuhn's poker with this many cards; the same moves and stakes.
fn kuhn(cards: usize) -> Book {
    let mut tree = Grow::new("Poker", &["1", "2"]);
    let deals = (1..=cards).flat_map(|a| (1..=cards).map(move |b| (a, b))).filter(|(a, b)| a != b);
    let deals: Vec<(usize, usize)> = deals.collect();
    let odds = part(1, deals.len());
    let named = deals.iter().map(|(a, b)| (format!("{a} {b}"), odds.clone()));
    tree.chance(&named.collect::<Vec<_>>());
    for (a, b) in deals {
        let end = |tree: &mut Grow, stake: i64| {
            tree.end(&[Rational::from(stake), Rational::from(-stake)]);
        };
        let better = if a > b { 1 } else { -1 };
        tree.player(1, &a.to_string(), &["bet", "check"]);
        tree.player(2, &format!("{b} bet"), &["call", "fold"]);
        end(&mut tree, 2 * better);
        end(&mut tree, 1);
        tree.player(2, &format!("{b} check"), &["bet", "check"]);
        tree.player(1, &format!("{a} check bet"), &["call", "fold"]);
        end(&mut tree, 2 * better);
        end(&mut tree, -1);
        end(&mut tree, better);
    }
    tree.book()
}

#[test]
fn kuhn_1950_poker_is_worth_minus_an_eighteenth() {
    let game = book("kuhn-1950-poker.efg");
    game.worth("minimax", "-1/18 1/18").worth("lemke", "-1/18 1/18");
    // The first bets its lowest card with chance a, its highest with 3 a, calls with the middle one with a + 1/3. The
    // second's sets as they stand in the file: its middle card, its highest, its lowest.
    let second = "1/3 2/3 0 1 1 0 1 0 0 1 1/3 2/3";
    for a in ["0", "1/9", "1/6", "1/3"] {
        let a = fraction(a);
        let bet = |chance: Rational| format!("{chance} {} ", &Rational::ONE - &chance);
        let first = [
            bet(a.clone()),
            "0 1 ".to_owned(),
            "0 1 ".to_owned(),
            bet(&a + &fraction("1/3")),
            bet(&a * &fraction("3")),
            "1 0 ".to_owned(),
        ];
        game.holds(&(first.concat() + second), "-1/18 1/18");
    }
}

#[test]
fn poker_with_more_cards_is_worth_what_its_linear_program_says() {
    // Other programs say the same to nine places (see `benches/peers/sequence_speed.py`).
    for (cards, value) in [(3, "-1/18"), (5, "-1/15"), (8, "-1/16"), (13, "-5/78")] {
        kuhn(cards).worth("minimax", &format!("{value} {}", -fraction(value)));
    }
    for cards in [4, 6, 7, 9, 10, 11, 12] {
        // That the answer is proved is looked at there.
        kuhn(cards).solved("minimax", &zopa::game::methods::Ask::default());
    }
}

/// F. Zagare and D. Kilgour, Perfect Deterrence, 2000: the unilateral deterrence game. A threat is credible of who
/// prefers conflict to giving in.
fn deterrence(challenger: bool, defender: bool) -> Book {
    let mut tree = Grow::new("Unilateral deterrence", &["Challenger", "Defender"]);
    let worth = |own: usize, other: usize| [whole(own), whole(other)];
    tree.player(1, "first", &["cooperate", "defect"]);
    tree.end(&worth(3, 3));
    tree.player(2, "challenged", &["concede", "deny"]);
    tree.end(&worth(4, if defender { 1 } else { 2 }));
    tree.player(1, "resisted", &["give in", "press on"]);
    tree.end(&worth(if challenger { 1 } else { 2 }, 4));
    tree.end(&worth(if challenger { 2 } else { 1 }, if defender { 2 } else { 1 }));
    tree.book()
}

#[test]
fn zagare_and_kilgour_2000_only_a_credible_challenge_to_an_empty_threat_succeeds() {
    // Sets of the challenger: first, resisted.
    deterrence(true, true)
        .lists("backward-induction", &["1 0 0 1 | 0 1"])
        .worth("backward-induction", "3 3");
    deterrence(false, true).lists("backward-induction", &["1 0 1 0 | 0 1"]);
    deterrence(false, false).lists("backward-induction", &["1 0 1 0 | 0 1"]);
    deterrence(true, false)
        .lists("backward-induction", &["0 1 0 1 | 1 0"])
        .worth("backward-induction", "4 2");
}

/// J. Fearon, Rationalist explanations for war, International Organization 49, 1995: of a pie of 1, war gives the first
/// 4/10 and the second 35/100 if it is tough, 15/100 if it is weak, which only it knows. Offers are tenths.
fn risk_return(tough: Rational) -> Book {
    let mut tree = Grow::new("Risk and return", &["1", "2"]);
    let weak = &Rational::ONE - &tough;
    tree.chance(&[("weak", weak), ("tough", tough)]);
    for (kind, war) in [("weak", "15/100"), ("tough", "35/100")] {
        let offers: Vec<String> = (0..=5).map(|offer| offer.to_string()).collect();
        tree.player(1, "offer", &offers);
        for offer in 0..=5 {
            tree.player(2, &format!("{kind} offered {offer}"), &["accept", "fight"]);
            tree.end(&[&Rational::ONE - &part(offer, 10), part(offer, 10)]);
            tree.end(&[fraction("4/10"), fraction(war)]);
        }
    }
    tree.book()
}

#[test]
fn fearon_1995_war_is_risked_where_the_tough_are_rare() {
    // 2 tenths satisfy the weak only, 4 both: 8/10 less 4/10 of the chance of war, against 6/10.
    let answers = |least: usize| "0 1 ".repeat(least) + &"1 0 ".repeat(6 - least);
    for (tough, offer, payoffs) in [
        ("1/4", 2, "7/10 19/80"),
        ("49/100", 2, "151/250 547/2000"),
        ("51/100", 4, "3/5 2/5"),
        ("3/4", 4, "3/5 2/5"),
    ] {
        let line = only(6, offer) + &answers(2) + &answers(4);
        risk_return(fraction(tough)).holds(&line, payoffs).lists("sequential", &[&line]);
    }
}

/// V. Crawford and J. Sobel, Strategic information transmission, Econometrica 50, 1982, with four types 0 to 3 and
/// answers in halves: the receiver wants to be near the type, the sender above it by the bias.
fn transmission(bias: &Rational) -> Book {
    let mut tree = Grow::new("Transmission", &["Sender", "Receiver"]);
    let types: Vec<(usize, &str)> = (0..4).map(|kind| (kind, "1/4")).collect();
    tree.chance(&types);
    for kind in 0..4 {
        tree.player(1, &kind.to_string(), &["low", "high"]);
        for message in ["low", "high"] {
            let answers: Vec<usize> = (0..7).collect();
            tree.player(2, message, &answers);
            for answer in answers {
                let off = &part(answer, 2) - &whole(kind);
                let off_bias = &off - bias;
                tree.end(&[-(&off_bias * &off_bias), -(&off * &off)]);
            }
        }
    }
    tree.book()
}

#[test]
fn crawford_and_sobel_1982_intervals_grow_with_the_bias_and_end() {
    // The types that say low, and what is answered to low and high, in halves.
    let line = |low: usize, answers: [usize; 2]| {
        let says: String = (0..4).map(|kind| only(2, usize::from(kind >= low))).collect();
        says + &only(7, answers[0]) + &only(7, answers[1])
    };
    let (even, uneven, babble) = (line(2, [1, 5]), line(1, [0, 4]), line(4, [3, 3]));
    for (bias, stable) in [("1/2", [true, true]), ("3/4", [false, true]), ("5/4", [false, false])] {
        let game = transmission(&fraction(bias));
        assert_eq!([game.is_stable(&even), game.is_stable(&uneven)], stable, "{bias}");
        assert!(game.is_stable(&babble), "{bias}");
    }
}

/// D. Kreps and R. Wilson, Reputation and imperfect information, Journal of Economic Theory 27, 1982, with two entrants,
/// b = 1/2 and a = 2: entrants get 0 outside, 1/2 if they are let in and -1/2 if they are fought; the store 2 where
/// nobody comes. The weak store loses 1 by fighting, the tough one by not fighting.
fn reputation(tough: &str) -> Book {
    let mut tree = Grow::new("Reputation", &["first", "second", "store"]);
    let tough = fraction(tough);
    tree.chance(&[("tough", tough.clone()), ("weak", &Rational::ONE - &tough)]);
    for kind in ["tough", "weak"] {
        let loses = |fights: bool| whole(usize::from(fights != (kind == "tough")));
        let second = |tree: &mut Grow, told: &str, first: &str, store: Rational| {
            let end = |tree: &mut Grow, own: &str, more: Rational| {
                tree.end(&[fraction(first), fraction(own), &store + &more]);
            };
            tree.player(2, told, &["out", "in"]);
            end(tree, "0", whole(2));
            tree.player(3, &format!("{kind} {told} in"), &["fight", "let in"]);
            end(tree, "-1/2", -loses(true));
            end(tree, "1/2", -loses(false));
        };
        tree.player(1, "", &["out", "in"]);
        second(&mut tree, "out", "0", whole(2));
        tree.player(3, &format!("{kind} in"), &["fight", "let in"]);
        second(&mut tree, "fought", "-1/2", -loses(true));
        second(&mut tree, "let in", "1/2", -loses(false));
    }
    tree.book()
}

#[test]
fn kreps_and_wilson_1982_a_little_doubt_keeps_entrants_out() {
    // The store's sets, tough then weak: second entrant after out; first; second after a fight, after none. The tough one
    // always fights, the weak one never at the end.
    let store = |fights: &str| {
        let not = &Rational::ONE - &fraction(fights);
        format!("1 0 1 0 1 0 1 0 0 1 {fights} {not} 0 1 0 1")
    };
    // Above b^2 = 1/4 the first stays out, below b = 1/2 the second does not, having learnt nothing.
    reputation("1/3").stands(&format!("1 0 | 0 1 1/2 1/2 0 1 | {}", store("1/2")));
    // Below 1/4 the first comes; the weak store fights with (1 - b) p / (b (1 - p)) = 1/7, so that after a fight the
    // second believes b and stays out with 1 / a.
    reputation("1/8").stands(&format!("0 1 | 0 1 1/2 1/2 0 1 | {}", store("1/7")));
    assert!(!reputation("1/8").is_stable(&format!("1 0 | 0 1 1/2 1/2 0 1 | {}", store("1/7"))));
    assert!(!reputation("1/8").is_stable(&format!("0 1 | 0 1 1/2 1/2 0 1 | {}", store("1/6"))));
}

/// I. Stahl, Bargaining Theory, 1972: offers in turn over a pie that halves from round to round, in eighths of what is
/// left; after the last round nobody has anything.
fn rounds(count: usize) -> Book {
    fn round(tree: &mut Grow, left: usize, player: usize, told: &str, pie: &Rational) {
        if left == 0 {
            return tree.end(&[Rational::ZERO, Rational::ZERO]);
        }
        let offers: Vec<usize> = (0..=8).collect();
        tree.player(player, &format!("{told} offers"), &offers);
        for offer in offers {
            let told = format!("{told} {offer}");
            tree.player(3 - player, &told, &["yes", "no"]);
            let other = pie * &part(offer, 8);
            let own = pie - &other;
            tree.end(&if player == 1 { [own, other] } else { [other, own] });
            round(tree, left - 1, 3 - player, &told, &(pie * &part(1, 2)));
        }
    }
    let mut tree = Grow::new("Rounds", &["1", "2"]);
    round(&mut tree, count, 1, "", &Rational::ONE);
    tree.book()
}

#[test]
fn stahl_1972_shares_approach_two_thirds() {
    // Who offers keeps what the other cannot wait for: 1, 1 - 1/2, 1 - 1/4, 1 - 3/8, on the way to the 2/3 of
    // A. Rubinstein (1982).
    for (count, payoffs) in [(1, "1 0"), (2, "1/2 1/2"), (3, "3/4 1/4"), (4, "5/8 3/8")] {
        rounds(count).worth("backward-induction", payoffs);
    }
}
