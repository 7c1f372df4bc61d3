//! What is written is read again as it was, and files with mistakes are told.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at what it did not expect")]

use zopa::deal::structured::{Domain, Issue, Party, Plan, Region, Term, solve};
use zopa::num::rational::Rational;
use zopa_formats::write::{Target, write};
use zopa_formats::{domains, genius::Semantics, xlsx};

struct Draw(u64);

impl Draw {
    fn below(&mut self, n: u64) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % n).unwrap()
    }
}

const NAMES: [&str; 8] =
    ["price", "a, b; c", "say \"no\"", "<x> & y", "naïve: yes", "42", "true", "- dash #1"];

fn random(seed: u64) -> Domain {
    let mut draw = Draw(seed);
    let mut domain = Domain { name: "Round trip".to_owned(), ..Domain::default() };
    for i in 0..1 + draw.below(4) {
        let size = 1 + draw.below(4);
        let options = (0..size).map(|o| NAMES[(i + 2 * o) % NAMES.len()].to_owned()).collect();
        domain.issues.push(Issue { name: NAMES[(i + 3) % NAMES.len()].to_owned(), options });
    }
    for p in 0..1 + draw.below(3) {
        let mut party = Party::new(["ana", "ben & co", "cleo"][p], &domain.issues);
        for value in party.values.iter_mut().flatten() {
            let number = i64::try_from(draw.below(4000)).unwrap() - 500;
            *value = Rational::new(number, [1, 2, 8, 100][draw.below(4)]).unwrap();
        }
        if draw.below(2) == 0 {
            party.reservation = Some(Rational::new(7, 4).unwrap());
        }
        domain.parties.push(party);
    }
    domain
}

fn again(domain: &Domain, target: Target) -> Domain {
    let written = write(domain, target).unwrap();
    let files: Vec<(&str, &str)> =
        written.files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let read = domains::read(&files, Semantics::Genius);
    read.domain.unwrap_or_else(|| panic!("{target:?} {:?}\n{files:?}", read.diagnostics))
}

#[test]
fn a_domain_comes_back_as_it_was() {
    for seed in 0..1500 {
        let domain = random(seed);
        for target in [Target::Csv, Target::Negmas, Target::Genius] {
            let back = again(&domain, target);
            assert_eq!(back.issues, domain.issues, "{target:?}");
            for (one, other) in domain.parties.iter().zip(&back.parties) {
                // Where the largest evaluation is 0, GENIUS cannot hold the values, and a note says so.
                let moved = target == Target::Genius
                    && one.values.iter().any(|v| v.iter().max().is_some_and(Rational::is_zero));
                assert!(moved || one.values == other.values, "{target:?} {seed}");
                let stated = domain.parties.iter().any(|party| party.reservation.is_some());
                if one.reservation.is_some() || (target != Target::Csv || !stated) {
                    assert_eq!(one.reservation, other.reservation, "{target:?}");
                }
            }
        }
    }
}

#[test]
fn rescaled_values_keep_the_frontier_and_what_does_not_depend_on_units() {
    for seed in 0..300 {
        let mut domain = random(seed);
        domain.parties.iter_mut().for_each(|party| party.reservation = None);
        let plan = Plan { points: usize::MAX, ..Plan::default() };
        let (one, other) =
            (solve(&domain, &plan), solve(&again(&domain, Target::GeniusWeb), &plan));
        // Shares are written in doubles: points that differ by less may join or part.
        assert!(one.frontier.size.abs_diff(other.frontier.size) <= 1 + one.frontier.size / 10);
        let best = |party: usize, answer: &zopa::deal::structured::Answer| {
            answer.best[party].first().map(|point| point.deals.clone())
        };
        if domain.parties.len() == 1 {
            assert_eq!(best(0, &one).is_some(), best(0, &other).is_some());
        }
    }
}

#[test]
fn a_scenario_of_a_domain_can_be_loaded_and_finds_the_same_deals() {
    for seed in 0..200 {
        let mut domain = random(seed);
        if seed % 2 == 0 && domain.issues.len() > 1 {
            let region = Region { bounds: vec![(0, vec![0]), (1, vec![0])] };
            let worth = Rational::new(9, 4).unwrap();
            domain.parties[0].terms.push(Term::Rectangle { region: region.clone(), worth });
            let count = domain.issues[0].options.len() * domain.issues[1].options.len();
            let worth = (0..count).map(|i| Rational::from(i64::try_from(i).unwrap())).collect();
            domain.parties[0].terms.push(Term::Table { issues: vec![0, 1], worth });
        }
        // A ladder of one rung is no issue to negotiate.
        if domain.issues.iter().any(|issue| issue.options.len() < 2) {
            continue;
        }
        let written = write(&domain, Target::Scenario).unwrap();
        let text = &written.files[0].1;
        let (model, diagnostics) = zopa::load(text);
        let model = model.unwrap_or_else(|| panic!("{diagnostics:?}\n{text}"));
        let verdict = zopa::verdict::solve(&model, &Default::default()).unwrap();
        let answer = solve(&domain, &Plan::default());
        let acceptable = answer.frontier.above_reservations > 0;
        let least_stated = domain.parties.iter().all(|party| party.reservation.is_some());
        if least_stated {
            assert_eq!(verdict.funnel.attainable > 0, acceptable, "{text}");
        }
    }
}

#[test]
fn mistakes_in_folders_of_negmas_are_told_at_their_places() {
    let outline = "name: d\ntype: DiscreteCartesianOutcomeSpace\nissues:\n- name: price\n  type: CategoricalIssue\n  values: [low, high]\n";
    let said = |party: &str| -> Vec<String> {
        let read = domains::read(&[("d.yml", outline), ("a.yml", party)], Semantics::Negmas);
        assert!(read.domain.is_none(), "{party}");
        read.diagnostics.iter().map(|(file, d)| format!("{file}: {}", d.message)).collect()
    };
    assert_eq!(
        said(
            "type: LinearAdditiveUtilityFunction\nvalues:\n- type: TableFun\n  mapping: {low: x, hi: 2}\n"
        ),
        [
            "1: `hi` is no option of `price`",
            "1: `x` is not a number",
            "1: `high` of `price` is not valued"
        ]
    );
    assert!(said("type: MappingUtilityFunction\nvalues: []\n")[0].contains("is not read"));
    assert!(said("type: UFun\na: &x [1]\nb: *x\n")[0].contains("aliases"));
    let deep = |opening: &str, count: usize| said(&format!("type:\n  {}", opening.repeat(count)));
    assert!(deep("[", 100)[0].contains("nested more than"));
    assert!(deep("- ", 100_000)[0].contains("nested more than"));
    assert!(said("type: LinearAdditiveUtilityFunction\n  bad: [")[0].contains("not YAML"));
}

#[test]
fn numbers_discounts_and_functions_of_negmas_are_read() {
    let outline = "issues:\n- {name: n, type: negmas.outcomes.ContiguousIssue, values: [2, 4]}\ntype: CartesianOutcomeSpace\n";
    let party = "type: ExpDiscountedUFun\ndiscount: 0.5\nufun:\n  type: negmas.LinearAdditiveUtilityFunction\n  reserved_value: 0.25\n  weights: {n: 0.5}\n  values: {n: {type: AffineFun, slope: 2, bias: 1}}\n";
    let read = domains::read(&[("d.yml", outline), ("a.yml", party)], Semantics::Negmas);
    let domain = read.domain.unwrap();
    let values: Vec<String> = domain.parties[0].values[0].iter().map(ToString::to_string).collect();
    assert_eq!(values, ["5/2", "7/2", "9/2"]);
    assert_eq!(domain.parties[0].reservation, Rational::new(1, 4));
    assert_eq!(domain.parties[0].discount, Rational::new(1, 2));
}

#[test]
fn what_is_no_workbook_is_told() {
    for bytes in [&b""[..], b"PK\x03\x04", b"issue,option,a\n"] {
        assert!(xlsx::to_csv(bytes).unwrap_err().message.contains("not an .xlsx workbook"));
    }
}
