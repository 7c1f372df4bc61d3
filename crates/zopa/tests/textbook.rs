//! Published results, each a small scenario that the engine must answer as its source does.

#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::sync::Arc;
use zopa::deal::solutions::Bargain;
use zopa::model::{Changes, Model};
use zopa::road::safest::{Found, Search};
use zopa::road::{Deviations, Edges, Ground};
use zopa::verdict::answer::{JudgedDeal, Verdict};
use zopa::verdict::{Options, solve};

fn model(text: &str) -> Model {
    let (model, diagnostics) = zopa::load(text);
    model.unwrap_or_else(|| panic!("{diagnostics:#?}\n{text}"))
}

fn verdict(text: &str) -> Verdict {
    solve(&model(text), &Options { all: true, at: None }).unwrap()
}

fn judged<'v>(verdict: &'v Verdict, options: &[(&str, &str)]) -> &'v JudgedDeal {
    let agrees =
        |deal: &&JudgedDeal| options.iter().all(|(issue, option)| deal.deal[*issue] == *option);
    verdict.deals.iter().find(agrees).unwrap()
}

/// The numbers of a ladder at which the deal (the last with that number) is attainable.
fn attainable(verdict: &Verdict, issue: &str) -> Vec<f64> {
    let deals = verdict.deals.iter().filter(|deal| deal.attainable);
    deals.map(|deal| deal.deal[issue].parse().unwrap()).collect()
}

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "{found} for {expected}");
}

// ---- bargaining solutions --------------------------------------------------------------------------

/// The points of a frontier y(x) on [0, width] and the bargain over them.
fn on_frontier(
    width: f64,
    y: impl Fn(f64) -> f64,
    solve: impl Fn(&Bargain<'_>, &[usize]) -> usize,
    disagreement: [f64; 2],
    weights: [f64; 2],
) -> [f64; 2] {
    let steps = 400_000;
    let xs: Vec<f64> = (0..=steps).map(|k| width * f64::from(k) / f64::from(steps)).collect();
    let ys: Vec<f64> = xs.iter().map(|&x| y(x)).collect();
    let bargain = Bargain {
        values: vec![&xs, &ys],
        disagreement: disagreement.to_vec(),
        spreads: vec![width, width],
        weights: weights.to_vec(),
    };
    let rational: Vec<usize> =
        (0..xs.len()).filter(|&k| xs[k] >= disagreement[0] && ys[k] >= disagreement[1]).collect();
    let chosen = solve(&bargain, &rational);
    [xs[chosen], ys[chosen]]
}

fn nash(bargain: &Bargain<'_>, deals: &[usize]) -> usize {
    bargain.nash(deals).unwrap().deal
}

#[test]
fn nash_1950_on_the_parabola() {
    let [x, y] = on_frontier(1.0, |x| 1.0 - x * x, nash, [0.0; 2], [1.0; 2]);
    near(x, 0.577_350, 1e-4);
    near(y, 0.666_667, 1e-4);
}

#[test]
fn kalai_smorodinsky_1975_on_the_parabola() {
    let ks = |b: &Bargain<'_>, d: &[usize]| b.kalai_smorodinsky(d).unwrap().deal;
    let found = on_frontier(1.0, |x| 1.0 - x * x, ks, [0.0; 2], [1.0; 2]);
    found.iter().for_each(|&v| near(v, 0.618_033_988_749_894_9, 1e-5));
}

#[test]
fn kalai_1977_egalitarian_on_the_parabola() {
    let egalitarian = |b: &Bargain<'_>, d: &[usize]| b.egalitarian(d).unwrap().deal;
    let found = on_frontier(1.0, |x| 1.0 - x * x, egalitarian, [0.0; 2], [1.0; 2]);
    found.iter().for_each(|&v| near(v, 0.618_033_988_749_894_9, 1e-5));
}

#[test]
fn utilitarian_on_the_parabola() {
    let utilitarian = |b: &Bargain<'_>, d: &[usize]| b.utilitarian(d).unwrap().deal;
    let [x, y] = on_frontier(1.0, |x| 1.0 - x * x, utilitarian, [0.0; 2], [1.0; 2]);
    near(x, 0.5, 1e-3);
    near(y, 0.75, 1e-3);
}

#[test]
fn kalai_1977_roth_1979_asymmetric_nash_splits_a_pie() {
    let [x, _] = on_frontier(10.0, |x| 10.0 - x, nash, [2.0, 4.0], [1.0; 2]);
    near(x, 4.0, 1e-3);
    let [x, _] = on_frontier(10.0, |x| 10.0 - x, nash, [0.0; 2], [1.4, 0.6]);
    near(x, 7.0, 1e-3);
}

#[test]
fn kihlstrom_roth_schmeidler_risk_aversion_loses() {
    // With x^r and (1 - x)^s the Nash share is r / (r + s); values are handed over as powers.
    for (r, s, share) in [(1.0, 0.5, 2.0 / 3.0), (0.3, 0.9, 0.25)] {
        let steps = 400_000;
        let xs: Vec<f64> = (0..=steps).map(|k| f64::from(k) / f64::from(steps)).collect();
        let us: Vec<f64> = xs.iter().map(|x| libm::pow(*x, r)).collect();
        let vs: Vec<f64> = xs.iter().map(|x| libm::pow(1.0 - *x, s)).collect();
        let bargain = Bargain {
            values: vec![&us, &vs],
            disagreement: vec![0.0; 2],
            spreads: vec![1.0; 2],
            weights: vec![1.0; 2],
        };
        let all: Vec<usize> = (0..xs.len()).collect();
        near(xs[nash(&bargain, &all)], share, 1e-4);
    }
}

#[test]
fn binmore_rubinstein_wolinsky_1986_patience_weighs_the_fair_deal() {
    // Discount rates 0.1 and 0.3 give the first three quarters of the pie.
    let text = format!(
        "title = \"pie\"\nenforced = true\nweights = \"patience\"\n\
         [parties.a]\npatience = {}\n[parties.b]\npatience = {}\n\
         [issues.share]\nby = \"a\"\nrange = {{ from = 0, to = 1, step = 0.01 }}\n\
         [values.a]\nshare = \"share\"\n[values.b]\nshare = \"1 - share\"\n\
         [nodeal.values]\na = 0\nb = 0\n",
        libm::exp(-0.1),
        libm::exp(-0.3)
    );
    let nash = verdict(&text).solutions.nash.unwrap();
    near(nash.values["a"], 0.75, 1e-9);
}

// ---- holding: grim trigger with lags, renegotiation, bonds -------------------------------------------

/// Two arms programmes with temptation, reward and punishment; the sucker's payoff is `punish - 1`.
fn prisoners(delta: f64, payoffs: [f64; 3], lag: f64, collapse: &str) -> String {
    let [tempt, reward, punish] = payoffs;
    let both = reward - (punish - 1.0) - tempt + punish;
    let value = |own: &str, other: &str| {
        format!(
            "\"{punish} - {own}.freeze + {} * {other}.freeze + {both} * {own}.freeze * {other}.freeze\"",
            tempt - punish
        )
    };
    format!(
        "title = \"prisoners\"\n[parties.a]\npatience = {delta}\n[parties.b]\npatience = {delta}\n\
         [issues.x]\nby = \"a\"\noptions = [\"arm\", \"freeze\"]\nseen_after = {lag}\n\
         [issues.y]\nby = \"b\"\noptions = [\"arm\", \"freeze\"]\nseen_after = {lag}\n\
         [values.a]\nplus = [{}]\n[values.b]\nplus = [{}]\n{collapse}",
        value("x", "y"),
        value("y", "x")
    )
}

fn both_freeze_holds(delta: f64, payoffs: [f64; 3], lag: f64, collapse: &str) -> bool {
    let verdict = verdict(&prisoners(delta, payoffs, lag, collapse));
    judged(&verdict, &[("x", "freeze"), ("y", "freeze")]).passes.holding
}

#[test]
fn friedman_1971_grim_trigger_holds_from_its_critical_patience() {
    for payoffs @ [t, r, p] in [[5.0, 3.0, 1.0], [4.0, 3.0, 0.0], [6.0, 4.0, 2.0]] {
        for lag in [1.0, 2.0, 3.0, 5.0] {
            let critical = libm::pow((t - r) / (t - p), 1.0 / lag);
            assert!(both_freeze_holds(critical + 1e-6, payoffs, lag, ""), "{payoffs:?} {lag}");
            assert!(!both_freeze_holds(critical - 1e-6, payoffs, lag, ""), "{payoffs:?} {lag}");
        }
    }
}

#[test]
fn renegotiation_raises_the_critical_patience() {
    for (kappa, critical) in [(0.0, 0.5), (0.5, 2.0 / 3.0), (0.9, 0.909_090_909_090_909_1)] {
        let worth = (1.0 - kappa) * 1.0 + kappa * 3.0;
        let collapse = format!("[nodeal.values]\na = {worth}\nb = {worth}\n");
        assert!(both_freeze_holds(critical + 1e-6, [5.0, 3.0, 1.0], 1.0, &collapse));
        assert!(!both_freeze_holds(critical - 1e-6, [5.0, 3.0, 1.0], 1.0, &collapse));
    }
}

#[test]
fn a_slow_rebuild_is_a_bond_that_fades() {
    // Relief r holds iff k r <= delta^(m + L) g, with g = 1, k = 0.5, delta = 0.9, m = 1.
    for (rebuild, most) in
        [("at once", 1.8), ("5 periods", 1.062_882), ("40 periods", 0.026_605_589_294_582_29)]
    {
        let holds = |relief: f64| {
            let text = format!(
                "title = \"bond\"\n[parties.us]\npatience = 0.9\n[parties.dprk]\npatience = 0.9\n\
                 [issues.relief]\nby = \"us\"\noptions = [\"none\", \"some\"]\n\
                 [issues.plant]\nby = \"dprk\"\noptions = [\"runs\", \"dismantled\"]\n\
                 undo = \"{rebuild}\"\n\
                 [values.us]\nplant.dismantled = 1\nrelief.some = {}\n\
                 [values.dprk]\nrelief.some = 10\n",
                -0.5 * relief
            );
            let verdict = verdict(&text);
            let deal = judged(&verdict, &[("relief", "some"), ("plant", "dismantled")]);
            deal.holding["us"] >= 0.0
        };
        assert!(holds(most - 1e-6), "{rebuild}");
        assert!(!holds(most + 1e-6), "{rebuild}");
    }
}

// ---- roads -------------------------------------------------------------------------------------------

#[test]
fn freeze_for_relief_is_attainable_in_its_interval() {
    // phi / (delta_b^m_b b) <= r <= delta_a^m_a f / k
    let rows = [
        (0.7, 0.6, 1, 1, 0.25, 0.583_333_333_333_333_4),
        (0.9, 0.9, 3, 2, 0.185_185_185_185_185_17, 0.607_500_000_000_000_2),
    ];
    for (delta_a, delta_b, lag_a, lag_b, least, most) in rows {
        let text = format!(
            "title = \"freeze for relief\"\n\
             [parties.a]\npatience = {delta_a}\n[parties.b]\npatience = {delta_b}\n\
             [issues.freeze]\nby = \"b\"\noptions = [\"no\", \"yes\"]\nseen_after = {lag_b}\n\
             [issues.relief]\nby = \"a\"\nrange = {{ from = 0, to = 1, step = 0.005 }}\n\
             seen_after = {lag_a}\n\
             [values.a]\nfreeze.yes = 1\nrelief = \"-1.2 * relief\"\n\
             [values.b]\nfreeze.yes = -0.3\nrelief = \"2 * relief\"\n"
        );
        let verdict = verdict(&text);
        let with_freeze = verdict.deals.iter().filter(|d| d.deal["freeze"] == "yes");
        for deal in with_freeze {
            let relief: f64 = deal.deal["relief"].parse().unwrap();
            let inside = relief >= least - 1e-9 && relief <= most + 1e-9;
            assert_eq!(deal.passes.holding, inside, "relief {relief}");
            assert_eq!(deal.attainable, inside, "relief {relief}");
        }
    }
}

/// The fewest steps of a safe road to a deal, acceptability aside.
fn fewest_steps(text: &str, deal: &[usize]) -> Option<usize> {
    let model = model(text);
    let views = model.views(&Changes::default()).unwrap();
    let ground = Arc::new(Ground::new(&model, &views, &[], &Arc::default()).unwrap());
    let deviations = Arc::new(Deviations::new(&model, Arc::clone(&ground)));
    let edges = Edges::new(&model, deviations);
    let sign = vec![f64::NEG_INFINITY; edges.participants()];
    let search = Search {
        edges: &edges,
        sign: &sign,
        required: None,
        least: f64::NEG_INFINITY,
        limit: usize::MAX,
    };
    match search.shortest(ground.space.index(deal), -1e-9).found {
        Found::Road(road) => Some(road.stops.len()),
        _ => None,
    }
}

#[test]
fn salami_each_further_step_takes_a_little_more() {
    // d_max(n) = B (1 + (n - 1)(1 - delta)), B = (delta b r - phi) / v = 0.6: 0.60, 0.66, 0.72.
    let text = "title = \"salami\"\n[parties.us]\npatience = 0.9\n[parties.dprk]\npatience = 0.9\n\
        [issues.tests]\nby = \"dprk\"\noptions = [\"on\", \"off\"]\n\
        [issues.relief]\nby = \"us\"\noptions = [\"none\", \"full\"]\n\
        [issues.d]\nby = \"dprk\"\nrange = { from = 0, to = 0.78, step = 0.06 }\nundo = \"never\"\n\
        [values.us]\ntests.off = 50\nd = \"50 * d\"\nrelief.full = -1\n\
        [values.dprk]\ntests.off = -0.3\nrelief.full = 1\nd = \"-d\"\n\
        [nodeal.values]\nus = 0\ndprk = \"-d\"\n";
    let steps = |rungs: usize| fewest_steps(text, &[1, 1, rungs]);
    assert_eq!(steps(10), Some(1), "0.60");
    assert_eq!(steps(11), Some(2), "0.66");
    assert_eq!(steps(12), Some(3), "0.72");
}

/// Two parties contribute irreversibly in steps of `1 / rungs`; each gains twice the other's
/// contribution and, once both are complete, a bonus.
fn contribution(rungs: usize, bonus: f64) -> String {
    let step = 1.0 / rungs as f64;
    let ladder = format!("range = {{ from = 0, to = 1, step = {step} }}\nundo = \"never\"\n");
    let bonus = format!("{bonus} * (x >= 1 and y >= 1)");
    format!(
        "title = \"contribution\"\n[parties.a]\npatience = 0.9\n[parties.b]\npatience = 0.9\n\
         [issues.x]\nby = \"a\"\n{ladder}[issues.y]\nby = \"b\"\n{ladder}\
         [values.a]\nplus = [\"2 * y - x + {bonus}\"]\n[values.b]\nplus = [\"2 * x - y + {bonus}\"]\n"
    )
}

#[test]
fn marx_matthews_2000_completion_needs_a_jump_worth_the_last_step() {
    for rungs in [1, 2, 4] {
        let step = 1.0 / rungs as f64;
        let complete = |bonus: f64| {
            let verdict = verdict(&contribution(rungs, bonus));
            judged(&verdict, &[("x", "1"), ("y", "1")]).passes.reachable == Some(true)
        };
        assert!(complete(step + 1e-6), "{rungs}");
        assert!(!complete(step - 1e-6), "{rungs}");
    }
}

#[test]
fn lockwood_thomas_2002_irreversible_steps_on_a_grid_unravel() {
    let verdict = verdict(&contribution(5, 0.0));
    let reached: Vec<&JudgedDeal> =
        verdict.deals.iter().filter(|deal| deal.passes.reachable == Some(true)).collect();
    assert_eq!(reached.len(), 1, "only today");
    assert_eq!(reached[0].deal, verdict.today);
}

// ---- war ----------------------------------------------------------------------------------------------

fn split(nodeal: &str, premises: &str) -> String {
    format!(
        "title = \"crisis\"\nenforced = true\n[parties.a]\n[parties.b]\n\
         [issues.share]\nby = \"a\"\nrange = {{ from = 0, to = 1, step = 0.01 }}\n\
         [premises]\n{premises}\n\
         [values.a]\nshare = \"share\"\n[values.b]\nshare = \"1 - share\"\n\
         [nodeal.values]\n{nodeal}"
    )
}

#[test]
fn fearon_1995_the_bargaining_range_is_what_war_would_cost() {
    let text = split("a = \"p - 0.1\"\nb = \"1 - p - 0.25\"\n", "p = 0.6");
    let shares = attainable(&verdict(&text), "share");
    near(shares[0], 0.5, 1e-9);
    near(*shares.last().unwrap(), 0.85, 1e-9);
}

#[test]
fn fearon_1995_indivisibility_can_leave_no_deal() {
    let coarse = |costs: [f64; 2]| {
        let nodeal = format!("a = \"0.6 - {}\"\nb = \"0.4 - {}\"\n", costs[0], costs[1]);
        let text = split(&nodeal, "unused = 0").replace("step = 0.01", "step = 0.25");
        attainable(&verdict(&text), "share")
    };
    assert_eq!(coarse([0.1, 0.25]), [0.5, 0.75]);
    assert!(coarse([0.04, 0.04]).is_empty());
}

#[test]
fn fearon_1995_preventive_war() {
    // War iff delta p2 - p1 > c (1 - delta)^2: even the whole pie today does not buy the declining
    // side's patience. Lump-sum cost, values normalised per period.
    let rows = [
        (0.9, 0.2, 0.5, 0.1, true),
        (0.9, 0.2, 0.25, 0.1, true),
        (0.95, 0.3, 0.6, 50.0, true),
        (0.95, 0.3, 0.6, 150.0, false),
        (0.9, 0.4, 0.45, 1.0, false),
    ];
    for (delta, p1, p2, cost, war) in rows {
        let text = format!(
            "title = \"preventive\"\nenforced = true\n[parties.rising]\n[parties.declining]\n\
             [issues.today]\nby = \"rising\"\nrange = {{ from = 0, to = 1, step = 0.1 }}\n\
             [premises]\ndelta = {delta}\np1 = {p1}\np2 = {p2}\ncost = {cost}\n\
             [values.rising]\ntoday = \"-today\"\n\
             [values.declining]\nplus = [\"(1 - delta) * today + delta * (1 - p2 - (1 - delta) * cost)\"]\n\
             [nodeal.values]\nrising = -100\ndeclining = \"1 - p1 - (1 - delta) * cost\"\n"
        );
        assert_eq!(verdict(&text).funnel.acceptable == 0, war, "{delta} {p1} {p2} {cost}");
    }
}

#[test]
fn powell_2006_a_large_rapid_shift_of_power_is_inefficient() {
    // delta M1' - M1 > B - (M1 + M2): 0.9 * 6 - 2 = 3.4 > 3.
    let text = |later: f64| {
        format!(
            "title = \"shift\"\nenforced = true\n[parties.one]\n[parties.two]\n\
             [issues.to_two]\nby = \"one\"\nrange = {{ from = 0, to = 10, step = 0.1 }}\n\
             [values.one]\nplus = [\"10 - to_two\"]\n\
             [values.two]\nplus = [\"to_two - 0.9 * {later}\"]\n\
             [nodeal.values]\none = 0\ntwo = \"5\"\n"
        )
    };
    // Two can be promised at most the whole flow less what one can take later: 10 - 0.9 M1' against M2.
    assert_eq!(verdict(&text(6.0)).funnel.acceptable == 0, 10.0 - 0.9 * 6.0 < 5.0);
    assert_eq!(verdict(&text(5.0)).funnel.acceptable == 0, 10.0 - 0.9 * 5.0 < 5.0);
}

#[test]
fn wittman_1979_mutual_optimism_closes_the_zone() {
    // Width of the zone: cA + cB - (pA + pB - 1).
    let nodeal = "a = \"p - 0.1\"\nb = \"1 - p - 0.15\"\n";
    let optimists = split(nodeal, "p = { value = 0.5, seen_by = { a = 0.7, b = 0.4 } }");
    assert!(attainable(&verdict(&optimists), "share").is_empty());
    let realists = split(nodeal, "p = 0.5");
    let shares = attainable(&verdict(&realists), "share");
    near(shares.last().unwrap() - shares[0], 0.25, 1e-9);
}

// ---- audiences ----------------------------------------------------------------------------------------

#[test]
fn putnam_1988_the_win_set_lies_around_the_ratifiers_ideal() {
    // |x - 0.3| <= |0.9 - 0.3|: from -0.3 to 0.9.
    let text = "title = \"win-set\"\nenforced = true\n[parties.a]\n[parties.b]\n\
        [audiences.senate]\nof = \"a\"\n\
        [issues.x]\nby = \"a\"\nrange = { from = -1, to = 1, step = 0.1 }\nnow = 0.9\n\
        [values.a]\n[values.b]\n[values.senate]\nx = \"-abs(x - 0.3)\"\n";
    let shares = attainable(&verdict(text), "x");
    near(shares[0], -0.3, 1e-9);
    near(*shares.last().unwrap(), 0.9, 1e-9);
}

#[test]
fn schelling_1960_a_hawkish_ratifier_helps_its_executive() {
    let text = |audience: &str| {
        format!(
            "title = \"Schelling\"\nenforced = true\n[parties.a]\n[parties.b]\n{audience}\
             [issues.x]\nby = \"a\"\nrange = {{ from = 0, to = 1, step = 0.1 }}\nnow = 1\n\
             [values.a]\nx = \"-abs(x - 0.6)\"\n[values.b]\nx = \"-x\"\n"
        )
    };
    let offer = |text: &str| verdict(text).best["b"].deal["x"].clone();
    assert_eq!(offer(&text("")), "0.2");
    let ratifier = "[audiences.senate]\nof = \"a\"\n[values.senate]\nx = \"-abs(x - 0.8)\"\n";
    assert_eq!(offer(&text(ratifier)), "0.6");
}

// ---- beliefs ------------------------------------------------------------------------------------------

fn premise(text: &str) -> f64 {
    let text = format!(
        "title = \"beliefs\"\n[parties.a]\n[parties.b]\n\
         [issues.x]\nby = \"a\"\noptions = [\"no\", \"yes\"]\n[values.a]\n[values.b]\n{text}"
    );
    let model = model(&text);
    model.views(&model.changes_until(None)).unwrap().distinct[0][0]
}

#[test]
fn laplace_rule_of_succession_three_of_three() {
    let p = premise(
        "[premises.p]\nprior = \"beta(1, 1)\"\nprecedents = { a = true, b = true, c = true }\n",
    );
    near(p, 0.8, 1e-12);
}

#[test]
fn ibrahim_chen_2000_power_prior_weighs_precedents() {
    let half = "{ outcome = true, weight = 0.5 }";
    let p = premise(&format!(
        "[premises.p]\nprior = \"beta(1, 1)\"\nprecedents = {{ a = {half}, b = {half}, c = {half} }}\n"
    ));
    near(p, 0.714_285_714_285_714_3, 1e-12);
    let p = premise(
        "[premises.p]\nprior = \"beta(1, 3)\"\n[premises.p.precedents]\na = true\n\
         b = { outcome = true, weight = 0.6 }\nc = { outcome = true, weight = 0.8 }\n\
         d = { outcome = false, weight = 0.5 }\n",
    );
    near(p, 0.492_753_623_188_405_76, 1e-12);
}

#[test]
fn bayes_likelihood_ratios_multiply_odds() {
    let p = premise(
        "[premises]\np = 0.2\n\
         [[events]]\ndate = 2018-01-01\nwhat = \"one\"\nevidence = { p = 2 }\n\
         [[events]]\ndate = 2018-01-02\nwhat = \"two\"\nevidence = { p = 2 }\n\
         [[events]]\ndate = 2018-01-03\nwhat = \"three\"\nevidence = { p = 0.5 }\n",
    );
    near(p, 1.0 / 3.0, 1e-12);
}
