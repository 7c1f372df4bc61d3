//! Single pictures: each is a file of its own, complete and with resolved colours, or says why there is none.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use zopa::verdict::{Options, exhibits, solve};
use zopa_report::chart::palette::Palette;
use zopa_report::html::Report;
use zopa_report::picture::{Missing, Picture, svg, vega_lite};

fn with<T>(case: &str, look: impl FnOnce(&Report<'_>) -> T) -> T {
    let path = format!("{}/../../cases/{case}.toml", env!("CARGO_MANIFEST_DIR"));
    let scenario = std::fs::read_to_string(path).unwrap();
    let model = zopa::load(&scenario).0.unwrap();
    let verdict = solve(&model, &Options::default()).unwrap();
    let exhibits = exhibits(&model, None).unwrap();
    look(&Report { scenario: &scenario, verdict: &verdict, exhibits: &exhibits, study: None })
}

fn values(one: &str, other: &str) -> Picture {
    Picture::Values(Some((one.to_owned(), other.to_owned())))
}

#[test]
fn every_picture_stands_alone_with_colours_of_its_own() {
    with("korea-2018", |report| {
        let pictures = [
            Picture::Gains,
            Picture::Road,
            Picture::Values(None),
            values("rok", "us"),
            Picture::Tree(None),
            Picture::Tree(Some("dprk".to_owned())),
        ];
        for picture in pictures {
            for palette in [Palette::Light, Palette::Dark] {
                let drawn = svg(report, &picture, palette).unwrap();
                assert!(drawn.starts_with("<svg xmlns=\"http://www.w3.org/2000/svg\""), "{drawn}");
                assert!(drawn.ends_with("</svg>\n"));
                for borrowed in ["var(", "<use", "href", "class=\"who"] {
                    assert!(!drawn.contains(borrowed), "{picture:?}: {borrowed}");
                }
                let opened = drawn.matches("<g").count() + drawn.matches("<text").count();
                let closed = drawn.matches("</g>").count() + drawn.matches("</text>").count();
                assert_eq!(opened, closed, "{picture:?}");
                assert_eq!(drawn, svg(report, &picture, palette).unwrap());
            }
        }
    });
}

#[test]
fn a_picture_that_cannot_be_drawn_says_why() {
    let of = |case: &str, picture: &Picture| with(case, |r| svg(r, picture, Palette::Light));
    assert_eq!(of("war-from-optimism", &Picture::Gains), Err(Missing::Deal));
    assert_eq!(of("used-car", &Picture::Road), Err(Missing::Road));
    assert_eq!(of("used-car", &Picture::Tree(None)), Err(Missing::Game));
    assert_eq!(of("korea-2018", &values("us", "us")), Err(Missing::Pair));
    for unknown in [values("us", "uk"), Picture::Tree(Some("uk".to_owned()))] {
        let Err(Missing::Party(key, known)) = of("korea-2018", &unknown) else {
            panic!("{unknown:?} is drawn")
        };
        assert_eq!((key.as_str(), known.len()), ("uk", 4));
    }
    let none = with("korea-2018", |report| vega_lite(report, &Picture::Road));
    assert_eq!(none, Err(Missing::VegaLite));
}

#[test]
fn vega_lite_holds_the_numbers_of_the_verdict() {
    with("korea-2018", |report| {
        let text = vega_lite(report, &Picture::Gains).unwrap();
        let gains: serde_json::Value = serde_json::from_str(&text).unwrap();
        let rows = gains["data"]["values"].as_array().unwrap();
        assert_eq!(rows.len(), report.verdict.parties.len());
        for (row, no_deal) in rows.iter().zip(report.verdict.no_deal.values()) {
            assert_eq!(row["no deal"], no_deal.value);
        }
        let text = vega_lite(report, &values("dprk", "us")).unwrap();
        let turned: serde_json::Value = serde_json::from_str(&text).unwrap();
        let text = vega_lite(report, &values("us", "dprk")).unwrap();
        let plain: serde_json::Value = serde_json::from_str(&text).unwrap();
        let points = |of: &serde_json::Value, across: &str, up: &str| {
            let points = of["layer"][0]["data"]["values"].as_array().unwrap().clone();
            let point = |p: &serde_json::Value| format!("{} {} {}", p[across], p[up], p["deal"]);
            let mut points: Vec<String> = points.iter().map(point).collect();
            points.sort();
            points
        };
        assert!(points(&plain, "x", "y").len() > 100);
        assert_eq!(points(&plain, "x", "y"), points(&turned, "y", "x"));
    });
}
