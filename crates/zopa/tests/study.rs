//! Laws of a study: draws are functions of seed, name and number, and what is read off them does not depend
//! on how they were cut or by how many threads they were made.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]
#![allow(clippy::float_cmp, reason = "what is computed in the same way is equal to the last digit")]

use zopa::model::Model;
use zopa::study::{Plan, Reading, Sampler, Sampling, Table, study};
use zopa::verdict::drawn::Suppositions;
use zopa::verdict::{Options, solve};

const CAR: &str = include_str!("../../../cases/used-car.toml");
const KOREA: &str = include_str!("../../../cases/korea-2018.toml");

fn load(text: &str) -> Model {
    let (model, diagnostics) = zopa::load(text);
    model.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

/// How often, and nothing closer.
fn often() -> Reading {
    Reading { all: true, shares_only: true, ..Reading::default() }
}

fn closely() -> Reading {
    Reading { all: true, points: Some(8), ..Reading::default() }
}

fn plan(draws: u64) -> Plan {
    Plan { draws, seed: 7, sampling: Sampling::Random, claims: draws.min(16) }
}

fn all(sampler: &Sampler<'_>) -> Table {
    sampler.table(0..sampler.plan.draws, &|_| true)
}

fn json(sampler: &Sampler<'_>, table: &Table, reading: &Reading) -> String {
    let study = study(sampler, table, reading, &|| true).unwrap();
    serde_json::to_string(&study).unwrap()
}

fn on_threads<T: Send>(threads: usize, run: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap().install(run)
}

#[test]
fn one_thread_and_two_give_the_same_bytes() {
    let model = load(KOREA);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(64));
    let of = |threads| on_threads(threads, || json(&sampler, &all(&sampler), &often()));
    assert_eq!(of(1), of(2));
}

#[test]
fn tables_of_ranges_join_to_the_table_of_all() {
    let model = load(KOREA);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(50));
    let mut joined = sampler.table(0..16, &|_| true);
    joined.append(sampler.table(16..32, &|_| true));
    joined.append(sampler.table(32..50, &|_| true));
    let whole = all(&sampler);
    assert_eq!(json(&sampler, &joined, &often()), json(&sampler, &whole, &often()));
    assert_eq!(joined.fair, whole.fair);
}

#[test]
fn without_uncertainty_every_draw_is_the_answer() {
    let certain = CAR.replace("\"10 to 14.4\"", "12").replace("\"4 to 9\"", "6");
    let model = load(&certain);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(20));
    assert!(sampler.design.coordinates.is_empty());
    let study = study(&sampler, &all(&sampler), &closely(), &|| true).unwrap();
    let verdict = solve(&model, &Options { all: true, at: None }).unwrap();
    for deal in &study.deals {
        let judged = verdict.deals.iter().find(|judged| judged.deal == deal.deal).unwrap();
        assert_eq!(deal.attainable, if judged.attainable { 1.0 } else { 0.0 });
    }
    let fair = verdict.solutions.nash.unwrap();
    let of = |output: &str| study.values.iter().find(|s| s.output == output).unwrap().clone();
    for party in ["buyer", "seller"] {
        let spread = of(&format!("value(fair, {party})"));
        let value = Some(fair.values[party]);
        assert_eq!(
            [spread.central, spread.quantiles.least, spread.quantiles.mean, spread.quantiles.most],
            [value; 4]
        );
        let no_deal = Some(verdict.no_deal[party].value);
        assert_eq!(of(&format!("no_deal({party})")).quantiles.p50, no_deal);
    }
}

#[test]
fn a_premise_more_disturbs_no_other_premise() {
    let more = CAR.replace("[premises]", "[premises]\nahead = \"1 to 2\"");
    assert_ne!(more, CAR, "the case has changed");
    let no_deal = |text: &str| {
        let model = load(text);
        let suppositions = Suppositions::of(&model);
        let sampler = Sampler::new(&model, &suppositions, plan(30));
        all(&sampler).no_deal[0].clone()
    };
    assert_eq!(no_deal(&more), no_deal(CAR));
}

#[test]
fn a_draw_that_fails_is_counted_and_named() {
    let text = CAR.replace("[premises]", "[premises]\nluck = \"bernoulli(0.4)\"");
    let text = text.replace("\"other_car\"", "\"other_car / (1 - luck)\"");
    let model = load(&text);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(100));
    let study = study(&sampler, &all(&sampler), &Reading::default(), &|| true).unwrap();
    assert!((20..60).contains(&study.failed), "{}", study.failed);
    assert_eq!(study.failures.len(), 1);
    assert_eq!(study.failures[0].draws, study.failed);
    assert!(study.failures[0].what.contains("divides by zero"), "{:?}", study.failures);
    // Shares are of the draws that did not fail.
    assert_eq!(study.values[0].quantiles.draws, 100 - study.failed);
}

#[test]
fn sobol_draws_fill_every_premise_evenly_and_join_as_random_ones_do() {
    let model = load(KOREA);
    let suppositions = Suppositions::of(&model);
    let plan = Plan { sampling: Sampling::Sobol, ..plan(64) };
    let sampler = Sampler::new(&model, &suppositions, plan);
    let points: Vec<Vec<f64>> = (0..64).map(|draw| sampler.design.independent(draw)).collect();
    assert!(points[0].len() > 2, "the case has changed");
    for k in 0..points[0].len() {
        let mut sorted: Vec<f64> = points.iter().map(|point| point[k]).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        for (place, u) in (0_u32..).zip(sorted) {
            let cell = f64::from(place) / 64.0;
            assert!((cell..cell + 1.0 / 64.0).contains(&u), "premise {k}: {u} is not in {cell}");
        }
    }
    let mut joined = sampler.table(0..16, &|_| true);
    joined.append(sampler.table(16..64, &|_| true));
    assert_eq!(json(&sampler, &joined, &often()), json(&sampler, &all(&sampler), &often()));
    let random = Sampler::new(&model, &suppositions, Plan { sampling: Sampling::Random, ..plan });
    assert_ne!(random.design.independent(0), sampler.design.independent(0));
}

/// What two parties expect without a deal is a sum and a product of premises, so the shares are known.
const SUM: &str = r#"
title = "A sum and a product"
[parties.a]
[parties.b]
[issues.x]
by = "a"
options = ["none", "much"]
[issues.y]
by = "b"
options = ["none", "much"]
[premises]
one = "uniform(0, 1)"
two = "uniform(0, 2)"
idle = "uniform(0, 1)"
[values.a]
x.much = -1
y.much = 5
[values.b]
x.much = 5
y.much = -1
[nodeal.values]
a = "one + 2 * two - 9 + 0 * idle"
b = "(one - 0.5) * (two - 1) - 9"
"#;

fn sum(text: &str, draws: u64, points: u64) -> zopa::study::Study {
    let model = load(text);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(draws));
    let output = Some("no_deal(a)".to_owned());
    let reading = Reading { output, points: Some(points), ..Reading::default() };
    study(&sampler, &all(&sampler), &reading, &|| true).unwrap()
}

#[test]
fn premises_move_a_sum_and_a_product_as_much_as_they_must() {
    let study = sum(SUM, 8000, 1024);
    let main = study.indices.unwrap();
    // Variances 1/12 and 4 * 4/12.
    let share = 1.0 / 17.0;
    for (name, truth) in [("one", share), ("two", 1.0 - share), ("idle", 0.0)] {
        for index in [main.first[name], main.total[name]] {
            assert!((index.estimate - truth).abs() < 0.01, "{name}: {index:?}");
            assert!(index.low <= truth + 1e-9 && truth <= index.high + 0.003, "{name}: {index:?}");
            assert_eq!(index.significant, truth > 0.0, "{name}: {index:?}");
        }
    }
    assert_eq!(main.ranking.keys().collect::<Vec<_>>(), ["two", "one", "idle"]);
    assert!(!main.ranking["idle"].significant && main.ranking["idle"].estimate == 0.0);
    assert_eq!(main.verdicts, 1024 * 5);
    // Of the product nothing goes when one factor is known, and everything stays until both are.
    let product = study.further.iter().find(|indices| indices.output == "no_deal(b)").unwrap();
    for name in ["one", "two"] {
        assert_eq!(product.first[name].estimate, 0.0, "{product:?}");
        assert!((product.total[name].estimate - 1.0).abs() < 0.02, "{product:?}");
        assert!(product.ranking[name].significant, "{product:?}");
    }
}

#[test]
fn correlated_premises_count_as_one_in_the_totals() {
    let text = SUM.replace(
        "[values.a]",
        "[[correlations]]\nbetween = [\"one\", \"two\"]\nrank = 0.5\n[values.a]",
    );
    let study = sum(&text, 2000, 256);
    let main = study.indices.unwrap();
    assert_eq!(main.total.keys().collect::<Vec<_>>(), ["one + two", "idle"]);
    assert!((main.total["one + two"].estimate - 1.0).abs() < 0.01, "{main:?}");
    // Either explains a part of the other's share.
    assert!(main.first["one"].estimate > 0.2, "{main:?}");
}

#[test]
fn a_claim_names_the_premise_that_moves_it() {
    let text = format!(
        "{SUM}\n[sources]\ns = \"Somebody\"\n[[claims]]\nid = \"c\"\ntext = \"it is bad\"\nsource = \"s\"\n\
         quote = \"bad\"\nexpect = \"no_deal(a) < -7\"\n"
    );
    let model = load(&text);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, Plan { claims: 1000, ..plan(1000) });
    let study = study(&sampler, &all(&sampler), &Reading::default(), &|| true).unwrap();
    assert_eq!(study.claims[0].moved_by.as_deref(), Some("two"));
}

#[test]
fn a_look_for_which_there_is_no_time_is_named() {
    let model = load(SUM);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(400));
    let study = study(&sampler, &all(&sampler), &Reading::default(), &|| false).unwrap();
    assert!(study.indices.unwrap().total.is_empty());
    assert!(study.limits[0].text.contains("total indices"), "{:?}", study.limits);
}

/// One deal against none: `a` accepts it where `one + 2 two + 3 three` is at most 12, three normal premises.
const PLANE: &str = r#"
title = "A plane"
enforced = true
[parties.a]
[parties.b]
[issues.x]
by = "a"
options = ["none", "much"]
[premises]
one = "normal(mean 0, sd 1)"
two = "normal(mean 0, sd 2)"
three = "normal(mean 0, sd 0.5)"
idle = "normal(mean 0, sd 1)"
[values.a]
x.much = 12
[values.b]
x.much = 1
[nodeal.values]
a = "one + 2 * two + 3 * three + 0 * idle"
b = -1
[[menu]]
name = "Much"
deal = { x = "much" }
"#;

fn plane(text: &str, draws: u64) -> zopa::study::Study {
    let model = load(text);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(draws));
    study(&sampler, &all(&sampler), &Reading { points: Some(0), ..Reading::default() }, &|| true)
        .unwrap()
}

#[test]
fn the_nearest_flip_of_a_plane_is_the_foot_of_its_normal() {
    let found = plane(PLANE, 20_000);
    let flip = found.nearest.iter().find(|flip| flip.conclusion.contains("Much")).unwrap();
    // In standard deviations the plane is z1 + 4 z2 + 1.5 z3 = 12.
    let steep = (1.0_f64 + 16.0 + 2.25).sqrt();
    let beta = 12.0 / steep;
    assert!(beta * (1.0 - 1e-4) < flip.distance && flip.distance < 1.05 * beta, "{flip:?}");
    let normal = [("one", 1.0, 1.0), ("two", 4.0, 2.0), ("three", 1.5, 0.5)];
    for (name, slope, sd) in normal {
        let Some(change) = flip.changes.iter().find(|change| change.premise == name) else {
            assert_eq!(name, "one", "{flip:?}");
            continue;
        };
        assert!((change.deviations - beta * slope / steep).abs() < 0.35, "{flip:?}");
        assert!((change.to - sd * change.deviations).abs() < 1e-9, "{flip:?}");
    }
    assert!(flip.holds && flip.changes.iter().all(|change| change.premise != "idle"), "{flip:?}");
}

#[test]
fn correlated_premises_move_together_to_the_nearest_flip() {
    let tie = "[[correlations]]\nbetween = [\"one\", \"two\"]\nrank = 0.8\n[values.a]";
    let found = plane(&PLANE.replace("[values.a]", tie), 20_000);
    let flip = found.nearest.iter().find(|flip| flip.conclusion.contains("Much")).unwrap();
    let r = 2.0 * libm::sin(std::f64::consts::PI * 0.8 / 6.0);
    let beta = 12.0 / (1.0 + 16.0 + 2.25 + 2.0 * 4.0 * r).sqrt();
    assert!(beta * (1.0 - 1e-4) < flip.distance && flip.distance < 1.05 * beta, "{flip:?}");
}

#[test]
fn a_premise_tips_where_the_plane_says() {
    // Nearer: z1 + 4 z2 + 1.5 z3 = 6, so that `two` alone reaches it at 3 and `one` alone does not.
    let found = plane(&PLANE.replace("x.much = 12", "x.much = 6"), 100);
    let much: Vec<_> =
        found.tipping.iter().filter(|tip| tip.conclusion.contains("is att")).collect();
    assert_eq!(much.len(), 2, "{much:?}");
    for tip in much {
        assert_eq!(tip.premise, "two");
        assert_eq!(tip.intervals.len(), 1);
        assert!((tip.intervals[0][1] - 3.0).abs() < 1e-3, "{tip:?}");
        assert_eq!(tip.intervals[0][0], tip.range[0]);
    }
}

#[test]
fn a_swing_is_what_the_premise_moves_and_bends_are_told() {
    let text = SUM.replace("one + 2 * two - 9", "(one - 0.4) * (one - 0.4) + 2 * two - 9");
    let found = sum(&text, 100, 0);
    let names: Vec<&str> = found.tornado.iter().map(|swing| swing.premise.as_str()).collect();
    assert_eq!(names, ["two", "one", "idle"]);
    let of = |at: usize| found.tornado[at].outputs["no_deal(a)"].clone();
    assert!(found.tornado[0].values.len() >= 5);
    assert!((of(0).swing - 2.0 * 2.0 * 0.9).abs() < 1e-9 && of(0).monotone);
    // From 0.05 down to 0.4 or near it, and up to 0.95.
    assert!(!of(1).monotone && (of(1).values[0].unwrap() - (0.35 * 0.35 + 2.0 - 9.0)).abs() < 1e-9);
    assert_eq!(of(2).swing, 0.0);
}

#[test]
fn without_a_precedent_the_belief_is_that_of_the_others() {
    let model = load(KOREA);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(16));
    let reading = Reading { points: Some(0), ..Reading::default() };
    let found = study(&sampler, &all(&sampler), &reading, &|| false).unwrap();
    assert_eq!(found.precedents.len(), 6, "the case has changed");
    let belief = found.precedents[0].belief;
    for without in &found.precedents {
        assert_eq!(without.belief[0], belief[0]);
        // One that went wrong makes its absence good news, and the other way round.
        let for_it = ["South Africa 1991", "Kazakhstan 1995", "Belarus 1996"];
        assert_eq!(without.belief[1] < belief[0], for_it.contains(&without.precedent.as_str()));
    }
}

#[test]
fn closer_looks_give_the_same_bytes_on_one_thread_and_on_two() {
    let model = load(PLANE);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(3000));
    let of = |threads| on_threads(threads, || json(&sampler, &all(&sampler), &closely()));
    assert_eq!(of(1), of(2));
}

#[test]
fn the_corner_in_which_nothing_can_be_had_is_found() {
    // Without a deal a has more than the 5 that it could get where both one > 0.65 and two < 0.9.
    let text = SUM
        .replace("one + 2 * two - 9 + 0 * idle", "100 * min(one - 0.6, 0.5 - two / 2) + 0 * idle")
        .replace("(one - 0.5) * (two - 1) - 9", "-9");
    let study = sum(&text, 4000, 0);
    let [corner] = study.boxes.as_slice() else { panic!("{:?}", study.boxes) };
    assert_eq!((corner.conclusion.as_str(), corner.holds), ("some deal is attainable", false));
    assert!(corner.coverage > 0.98 && corner.density > 0.98, "{corner:?}");
    assert!((corner.support - 0.1575).abs() < 0.01, "{corner:?}");
    let limits: Vec<_> =
        corner.limits.iter().map(|limit| (limit.premise.as_str(), limit.low, limit.high)).collect();
    let [("one", Some(one), None), ("two", None, Some(two))] = limits[..] else {
        panic!("{limits:?}")
    };
    assert!((one - 0.65).abs() < 0.01 && (two - 0.9).abs() < 0.02, "{limits:?}");
    assert!(corner.text.starts_with("no deal is attainable in "), "{}", corner.text);
    assert!(corner.text.contains("one is above 0.6") && corner.text.contains("two is below 0."));
}

/// Spearman's rho: the correlation of ranks.
fn rank_correlation(one: &[f64], other: &[f64]) -> f64 {
    let ranks = |values: &[f64]| -> Vec<f64> {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
        let mut ranks = vec![0.0; values.len()];
        order.iter().enumerate().for_each(|(rank, &at)| ranks[at] = rank as f64);
        ranks
    };
    let (one, other) = (ranks(one), ranks(other));
    let middle = (one.len() - 1) as f64 / 2.0;
    let product = one.iter().zip(&other).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
    product / one.iter().map(|a| (a - middle) * (a - middle)).sum::<f64>()
}

#[test]
fn premises_of_every_shape_have_the_rank_correlations_that_were_asked_for() {
    let asked =
        [("one", "two", 0.6), ("one", "idle", -0.35), ("two", "idle", 0.2), ("one", "cut", 0.5)];
    let stated: String = asked
        .iter()
        .map(|(a, b, rank)| {
            format!("[[correlations]]\nbetween = [\"{a}\", \"{b}\"]\nrank = {rank}\n")
        })
        .collect();
    let text = SUM
        .replace("one = \"uniform(0, 1)\"", "one = \"0.1 to 9\"")
        .replace("two = \"uniform(0, 2)\"", "two = \"beta(2, 5)\"")
        .replace(
            "idle = \"uniform(0, 1)\"",
            "idle = \"pert(low 0, mode 1, high 5)\"\ncut = \"truncate(normal(mean 0, sd 1), 0.5, 2)\"",
        )
        .replace("[values.a]", &format!("{stated}[values.a]"));
    let model = load(&text);
    let suppositions = Suppositions::of(&model);
    for sampling in [Sampling::Random, Sampling::Sobol] {
        let sampler = Sampler::new(&model, &suppositions, Plan { sampling, ..plan(1) });
        let (design, held) = (&sampler.design, sampler.held());
        let at = |key: &str| {
            let mut premises = design.coordinates.iter().map(|c| &model.premises[c.premise].key);
            premises.position(|premise| premise == key).unwrap()
        };
        let draws = 1 << 16;
        let column = |key: &str| -> Vec<f64> {
            let k = at(key);
            (0..draws).map(|draw| design.value(held, k, design.numbers(draw)[k])).collect()
        };
        for (a, b, rank) in asked {
            let found = rank_correlation(&column(a), &column(b));
            // Four standard errors of a rank correlation, 1 over the root of the draws at most.
            assert!((found - rank).abs() < 4.0 / 256.0, "{sampling:?}: {a} and {b}: {found}");
        }
        // The others follow from these: 0 where nothing is stated is 0 between normal scores.
        assert!(rank_correlation(&column("two"), &column("cut")).abs() < 4.0 / 256.0);
    }
}

/// South fights where that is worth more than -2 to it: there another equilibrium begins, and no deal is worth less to
/// North at once.
#[test]
fn another_equilibrium_without_a_deal_is_a_tipping_point() {
    const NAVIES: &str = include_str!("../../../cases/brinkmanship.toml");
    let seen = NAVIES.replace("knows = \"the_strait\"\n", "").replace(
        "north = -10\nsouth = -10",
        "north = -10\nsouth = \"rage\"\n[premises]\nrage = { value = \"normal(-10 to 4)\", about = \"what a fight is worth to South\" }\nidle = { value = \"normal(0 to 1)\", about = \"nothing\" }",
    );
    let (seen, _) = seen.split_once("[[claims]]").unwrap();
    let found = closer_look(seen);
    let [tip] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!((tip.premise.as_str(), tip.holds), ("rage", true));
    let [[from, to]] = tip.intervals.as_slice() else { panic!("{tip:?}") };
    assert!((to + 2.0).abs() < 1e-3 && *from == tip.range[0], "{tip:?}");
    // Choice that is imprecise moves smoothly.
    let smooth = seen.replace(
        "start = \"northern_captain\"",
        "start = \"northern_captain\"\nsolve = \"quantal\"\nprecision = 10",
    );
    assert!(closer_look(&smooth).is_empty());
}

fn closer_look(text: &str) -> Vec<zopa::study::answer::Tipping> {
    let model = load(text);
    let suppositions = Suppositions::of(&model);
    let sampler = Sampler::new(&model, &suppositions, plan(100));
    let mut found = study(&sampler, &all(&sampler), &closely(), &|| true).unwrap();
    found.tipping.retain(|tip| tip.conclusion.contains("same equilibrium"));
    found.tipping
}
