//! A verdict built by hand that looks like that of a case of four parties; its numbers are invented.

use indexmap::IndexMap;
use zopa::verdict::answer::*;

pub(crate) const PARTIES: [(&str, &str); 4] =
    [("us", "United States"), ("dprk", "North Korea"), ("rok", "South Korea"), ("china", "China")];
/// Key, name, owner, options with their labels.
type IssueRow = (&'static str, &'static str, &'static str, [(&'static str, &'static str); 3]);
const ISSUES: [IssueRow; 6] = [
    (
        "tests",
        "Nuclear and missile tests",
        "dprk",
        [("go on", "go on"), ("moratorium", "a moratorium"), ("ban", "a signed ban")],
    ),
    (
        "facilities",
        "Production plants",
        "dprk",
        [("run", "run"), ("some", "some dismantled"), ("all", "all dismantled")],
    ),
    (
        "arsenal",
        "Weapons already produced",
        "dprk",
        [("keep", "kept"), ("cut", "a part is destroyed"), ("surrender", "all surrendered")],
    ),
    (
        "sanctions",
        "Sanctions",
        "us",
        [("full", "in full force"), ("eased", "eased"), ("lifted", "lifted")],
    ),
    (
        "drills",
        "Joint drills",
        "us",
        [("held", "held"), ("small", "kept small"), ("stopped", "stopped")],
    ),
    (
        "label",
        "What the deal is called",
        "us",
        [
            ("none", "nothing"),
            ("freeze", "a freeze"),
            ("first_step", "a first step to denuclearization"),
        ],
    ),
];

pub(crate) fn deal(options: [&str; 6]) -> Deal {
    ISSUES
        .iter()
        .zip(options)
        .map(|(issue, option)| (issue.0.to_owned(), option.to_owned()))
        .collect()
}

pub(crate) fn by<T: Clone>(entries: &[(&str, T)]) -> ByActor<T> {
    entries.iter().map(|(actor, x)| ((*actor).to_owned(), x.clone())).collect()
}

pub(crate) fn today() -> Deal {
    deal(["go on", "run", "keep", "full", "held", "none"])
}

pub(crate) fn fair() -> Deal {
    deal(["moratorium", "some", "keep", "eased", "small", "first_step"])
}

pub(crate) fn surrender() -> Deal {
    deal(["ban", "all", "surrender", "lifted", "stopped", "first_step"])
}

pub(crate) fn names() -> Names {
    let audience = ("us_opinion", "US Congress and public");
    Names {
        actors: PARTIES
            .iter()
            .chain([&audience])
            .map(|(k, n)| ((*k).into(), (*n).into()))
            .collect(),
        issues: ISSUES
            .iter()
            .map(|(key, name, by, options)| {
                let options = options.iter().map(|(k, n)| ((*k).into(), (*n).into())).collect();
                ((*key).into(), IssueNames { name: (*name).into(), by: (*by).into(), options })
            })
            .collect(),
        outcomes: [("war", "large war"), ("ruin", "slow ruin"), ("muddle", "muddling on")]
            .map(|(k, n)| (k.into(), n.into()))
            .into(),
    }
}

fn values(us: f64, dprk: f64, rok: f64, china: f64, opinion: f64) -> ByActor<f64> {
    by(&[("us", us), ("dprk", dprk), ("rok", rok), ("china", china), ("us_opinion", opinion)])
}

fn link(actor: &str, margin: f64, relative: f64, because: &str) -> Option<Link> {
    Some(Link {
        actor: actor.into(),
        margin,
        relative,
        knife_edge: margin == 0.0,
        because: because.into(),
    })
}

/// A deal whose four tests have these weakest links; `None` on `reachable` where no road exists.
pub(crate) fn judged(deal: Deal, links: [(&str, f64, &str); 4]) -> JudgedDeal {
    let [acceptable, ratifiable, reachable, holding] = links;
    let passes = links.map(|(_, margin, _)| margin >= 0.0);
    let attainable = passes.iter().all(|&pass| pass);
    JudgedDeal {
        deal,
        values: values(6.13, 12.4, 9.8, 4.2, 3.1),
        acceptable: by(&[("us", 34.1), ("dprk", 43.6), ("rok", 38.0)]),
        ratifiable: by(&[("us_opinion", ratifiable.1)]),
        reachable: Some(Some(reachable.1)),
        holding: by(&[(holding.0, holding.1)]),
        holding_seen_by: ByActor::new(),
        passes: Passes {
            acceptable: passes[0],
            ratifiable: passes[1],
            reachable: Some(passes[2]),
            holding: passes[3],
        },
        attainable,
        efficient: attainable,
        marks: Vec::new(),
        weakest: Weakest {
            acceptable: link(acceptable.0, acceptable.1, acceptable.1 / 100.0, acceptable.2),
            ratifiable: link(ratifiable.0, ratifiable.1, ratifiable.1 / 40.0, ratifiable.2),
            reachable: link(reachable.0, reachable.1, reachable.1, reachable.2),
            holding: link(holding.0, holding.1, holding.1 / 100.0, holding.2),
        },
        road: None,
    }
}

fn entry(name: &str, attainable_deals: usize, deals: usize, deal: JudgedDeal) -> MenuVerdict {
    MenuVerdict {
        name: name.into(),
        deals,
        attainable_deals,
        untested_deals: 0,
        attainable: attainable_deals > 0,
        represented_by: Some(deal),
    }
}

fn menu() -> Vec<MenuVerdict> {
    let mut fair = judged(
        fair(),
        [("us", 6.13, ""), ("us_opinion", 3.1, ""), ("dprk", 0.032, ""), ("us", 4.8, "")],
    );
    fair.marks = vec![
        Mark::BetterThanToday,
        Mark::ThreatNotCredible { party: "us".into() },
        Mark::KnifeEdge { test: "holding".into(), actor: "rok".into() },
    ];
    let moratorium = deal(["moratorium", "run", "keep", "full", "small", "freeze"]);
    let half = deal(["ban", "all", "cut", "lifted", "small", "first_step"]);
    vec![
        entry(
            "Full denuclearization",
            0,
            24,
            judged(
                surrender(),
                [
                    ("dprk", -41.0, "gets −72 from the deal, expects −31 without one"),
                    ("us_opinion", -3.2, "the deal is worth −3.2 to it, it needs 0"),
                    ("dprk", -0.18, "no road leads there by steps that nobody gains by leaving"),
                    (
                        "dprk",
                        -60.0,
                        "keeping the deal is worth −57, cheating (Weapons already produced: kept) 3.1",
                    ),
                ],
            ),
        ),
        entry(
            "Most weapons given up, some kept",
            0,
            48,
            judged(
                half,
                [
                    ("dprk", -19.0, "gets −50 from the deal, expects −31 without one"),
                    ("us_opinion", 0.0, ""),
                    ("dprk", -0.09, ""),
                    ("dprk", -22.0, ""),
                ],
            ),
        ),
        entry("Freeze and some plants dismantled", 17, 96, fair),
        entry(
            "Test and missile moratorium",
            60,
            144,
            judged(
                moratorium,
                [("us", 1.2, ""), ("us_opinion", 0.5, ""), ("dprk", 0.09, ""), ("rok", 0.0, "")],
            ),
        ),
    ]
}

fn no_deal() -> ByActor<NoDealValue> {
    let value = |value, war, payoffs: [f64; 3]| NoDealValue {
        value,
        today: 0.0,
        breakdown: 0.35,
        outcomes: [("war".into(), war), ("ruin".into(), 0.004), ("muddle".into(), 0.996 - war)]
            .into(),
        payoffs: ["war", "ruin", "muddle"].map(String::from).into_iter().zip(payoffs).collect(),
        method: "backward induction".into(),
        regret: 0.0,
        ties: Vec::new(),
        plays: IndexMap::new(),
        equilibria: None,
    };
    by(&[
        ("us", value(-28.0, 0.24, [-100.0, -5.0, -4.0])),
        ("dprk", value(-31.2, 0.31, [-100.0, -60.0, -8.0])),
        ("rok", value(-28.4, 0.24, [-100.0, 2.0, -3.0])),
        ("china", value(-15.0, 0.24, [-60.0, -10.0, 0.0])),
    ])
}

fn step(moves: &[(&str, &str, &str)], periods: f64, margin: f64, cheat: bool) -> Step {
    let mut by_party: ByActor<Deal> = ByActor::new();
    for (party, issue, option) in moves {
        by_party.entry((*party).into()).or_default().insert((*issue).into(), (*option).into());
    }
    let temptation = if cheat { 4.2 } else { 0.0 };
    let cheats = [("dprk", "Nuclear and missile tests: go on, seen after 1 period".to_owned())];
    Step {
        standing: fair(),
        moves: by_party,
        exchangeable: None,
        periods,
        continuation: by(&[("us", 6.0), ("dprk", 12.0)]),
        deviation: by(&[("us", 1.0), ("dprk", 11.6)]),
        cheat: if cheat { by(&cheats) } else { ByActor::new() },
        temptation: by(&[("dprk", temptation)]),
        bond: by(&[("dprk", 43.0)]),
        margin: by(&[("us", 0.21), ("dprk", margin)]),
    }
}

fn solution(deal: Deal) -> Option<Solution> {
    let values = values(6.13, 12.4, 9.8, 4.2, 3.1);
    Some(Solution { maximisers: vec![deal.clone()], deal, values, depends_on_units: false })
}

pub(crate) fn verdict() -> Verdict {
    let us_best = deal(["ban", "some", "keep", "eased", "held", "first_step"]);
    let dprk_best = deal(["moratorium", "run", "keep", "lifted", "small", "first_step"]);
    let best = |deal: &Deal, one_sided| Best {
        deal: deal.clone(),
        values: values(9.0, 19.0, 11.0, 4.0, 5.0),
        ties: Vec::new(),
        one_sided,
    };
    Verdict {
        redacted: None,
        zopa: "0.1.0".into(),
        scenario: About {
            title: "Korea, April 2018".into(),
            question: Some("What is the best deal a Trump-Kim summit can reach?".into()),
            period: Some("6 months".into()),
            enforced: false,
            weights: FairWeights::Equal,
            sha256: "3f9c".into(),
        },
        as_of: None,
        parties: PARTIES.map(|(key, _)| key.to_owned()).into(),
        audiences: vec!["us_opinion".into()],
        issues: ISSUES
            .iter()
            .map(|i| (i.0.into(), i.3.map(|(k, _)| k.to_owned()).into()))
            .collect(),
        names: names(),
        today: today(),
        no_deal: no_deal(),
        views: vec![ViewDifference {
            premise: "us_strikes".into(),
            actor: "dprk".into(),
            value: 0.33,
            nobody: 0.21,
        }],
        funnel: Funnel {
            deals: 432,
            acceptable: 284,
            ratifiable: 166,
            reachable: 120,
            holding: 110,
            attainable: 110,
            at_least: false,
        },
        deals: Vec::new(),
        best: by(&[
            (
                "us",
                best(&us_best, Some(deal(["ban", "all", "keep", "full", "held", "first_step"]))),
            ),
            ("dprk", best(&dprk_best, None)),
            ("rok", best(&fair(), None)),
        ]),
        nearest: None,
        solutions: Solutions {
            nash: solution(fair()),
            nash_from_today: solution(fair()),
            kalai_smorodinsky: solution(fair()),
            egalitarian: solution(us_best),
            utilitarian: solution(fair()),
        },
        better_than_today: 38,
        road: vec![
            step(&[("us", "drills", "small"), ("dprk", "tests", "moratorium")], 1.0, 0.083, false),
            step(&[("us", "sanctions", "eased"), ("us", "label", "first_step")], 2.0, 0.032, true),
            step(&[("dprk", "facilities", "some")], 1.0, 0.051, true),
        ],
        menu: menu(),
        says: vec![Says {
            party: "dprk".into(),
            says: [("arsenal".to_owned(), vec!["surrender".to_owned()])].into(),
            credible: false,
            margin: Some(-0.41),
            fails: Some("acceptable".into()),
            seen_by: None,
            because: "the best such deal leaves it 41 worse off than no deal".into(),
        }],
        events: vec![
            event(None, "things as they were", 122, Some(fair())),
            event(Some("2018-03-28"), "Kim meets Xi in Beijing", 110, Some(fair())),
            event(Some("2018-04-20"), "North Korea announces that its test site closes", 0, None),
        ],
        claims: vec![claim("S6", true), claim("S5", false)],
        limits: Vec::new(),
    }
}

fn event(date: Option<&str>, what: &str, attainable: usize, fair: Option<Deal>) -> EventVerdict {
    EventVerdict {
        date: date.map(String::from),
        what: what.into(),
        no_deal: ByActor::new(),
        attainable,
        fair,
        menu: Vec::new(),
    }
}

pub(crate) fn claim(id: &str, holds: bool) -> ClaimVerdict {
    ClaimVerdict {
        supposes: vec!["deal = { arsenal = \"surrender\" }".to_owned()],
        id: id.into(),
        text: "Surrender of the nuclear program is not on the table, whatever is offered in return for it".into(),
        source: Some("lankov".into()),
        quote: Some("no amount of promised economic benefits will lure him".into()),
        expect: "value(fair, us) < baseline".into(),
        holds,
        share: None,
        verdict: if holds { "follows" } else { "fails" }.into(),
        numbers: [("left".to_owned(), 6.131), ("right".to_owned(), 6.134)].into(),
        because: "the fair deal is worth 6.131 to the United States, against 6.134".into(),
    }
}

pub(crate) fn why() -> Why {
    let fails =
        |test: &str, party: &str, margin: f64, seen_by: Option<&str>, because: &str| Failure {
            test: test.into(),
            also: Vec::new(),
            party: party.into(),
            margin,
            relative: margin / 100.0,
            seen_by: seen_by.map(String::from),
            because: because.into(),
        };
    let flip = |premise: &str, about: Option<&str>, now, range, intervals: &[[f64; 2]]| Flip {
        premise: premise.into(),
        about: about.map(String::from),
        now,
        range,
        intervals: intervals.to_vec(),
    };
    let target = [("arsenal".to_owned(), vec!["surrender".to_owned()])];
    Why {
        target: target.into(),
        deals: 24,
        attainable_deals: 0,
        untested_deals: 0,
        varied: 12,
        represented_by: menu().swap_remove(0).represented_by,
        attainable: false,
        fails: vec![
            fails(
                "holding",
                "us",
                -60.0,
                Some("dprk"),
                "keeping the deal is worth −57 in the eyes of North Korea, cheating (Joint drills: held) 3.1",
            ),
            fails(
                "acceptable",
                "dprk",
                -41.0,
                None,
                "gets −72 from the deal, expects −31 without one",
            ),
        ],
        flips: vec![
            flip(
                "survive_disarmed",
                Some("chance that a regime that disarms survives"),
                0.2,
                [0.0, 1.0],
                &[[0.61, 1.0]],
            ),
            flip("us_strikes@dprk", None, 0.33, [0.0, 1.0], &[[0.0, 0.3271], [0.8, 0.9]]),
        ],
        pairs: vec![Pair {
            premises: ["survive_disarmed".into(), "spin".into()],
            now: [0.2, 12.0],
            to: [0.5, 20.0],
        }],
        remedies: vec![
            Remedy {
                kind: "price".into(),
                party: Some("dprk".into()),
                amount: Some(41.2),
                text: "a side payment would close the gap of acceptance, but not the others".into(),
            },
            Remedy {
                kind: "commitment".into(),
                party: Some("us".into()),
                amount: None,
                text: "no deposit below its range is large enough".into(),
            },
        ],
        remarks: vec!["each premise was tried at 33 values of its range".into()],
        limits: vec![Limit {
            limit: "road-steps".into(),
            text: "roads of more than 12 steps were not searched".into(),
        }],
    }
}
