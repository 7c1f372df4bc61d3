//! Pictures as Vega-Lite specifications (Satyanarayan et al. 2017), data included and nothing loaded.

use crate::chart::dumbbell::Row;
use crate::chart::palette::{Ink, Palette};
use crate::chart::scatter::{Glyph, Panel};
use crate::chart::svg::Caption;
use serde_json::{Value, json};

const SCHEMA: &str = "https://vega.github.io/schema/vega-lite/v5.json";

/// No deal, today and the fair deal, each party on its own scale.
pub(super) fn gains(caption: &Caption, rows: &[Row]) -> Value {
    let data: Vec<Value> = rows
        .iter()
        .map(|row| {
            json!({ "party": row.name, "no deal": row.no_deal, "today": row.today, "fair deal": row.deal })
        })
        .collect();
    let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
    let inks: Vec<&str> =
        rows.iter().map(|row| Palette::Light.ink(Ink::Party(row.party))).collect();
    let color = json!({
        "field": "party", "type": "nominal", "legend": null, "scale": { "domain": names, "range": inks }
    });
    let across = |field: &str| json!({ "field": field, "type": "quantitative", "title": null });
    json!({
        "$schema": SCHEMA,
        "title": caption.title,
        "description": caption.finding,
        "data": { "values": data },
        "facet": { "row": {
            "field": "party", "title": null, "sort": names,
            "header": { "labelAngle": 0, "labelAlign": "left" }
        } },
        "resolve": { "scale": { "x": "independent" } },
        "spec": {
            "width": 360,
            "height": 24,
            "encoding": { "color": color },
            "layer": [
                { "mark": "rule", "encoding": { "x": across("no deal"), "x2": { "field": "fair deal" } } },
                { "mark": { "type": "point", "filled": false, "size": 80 }, "encoding": { "x": across("no deal") } },
                { "mark": { "type": "tick", "color": "black" }, "encoding": { "x": across("today") } },
                { "mark": { "type": "point", "filled": true, "size": 100 }, "encoding": { "x": across("fair deal") } },
            ],
        },
    })
}

/// Values of the deals to two parties, or of the cells of a grid where deals are many.
pub(super) fn values(caption: &Caption, panel: &Panel) -> Value {
    let (across, up) = (panel.across.0.as_str(), panel.up.0.as_str());
    let groups = [
        ("somebody would refuse", &panel.refused),
        ("all would sign", &panel.acceptable),
        ("passes every test", &panel.attainable),
    ];
    let kinds = groups.map(|(kind, _)| kind);
    let points = groups.iter().flat_map(|(kind, points)| {
        points.iter().map(move |[x, y]| json!({ "x": x, "y": y, "deal": kind }))
    });
    let cells = panel.cells.iter().map(|([x, y, x2, y2], deals, attainable)| {
        json!({ "x": x, "y": y, "x2": x2, "y2": y2, "deals": deals, "attainable": attainable })
    });
    let axis = |field: &str, title: &str| json!({ "field": field, "type": "quantitative", "title": title, "scale": { "zero": false } });
    let place = json!({ "x": axis("x", across), "y": axis("y", up) });
    let mut layers = Vec::new();
    if !panel.cells.is_empty() {
        layers.push(json!({
            "data": { "values": cells.collect::<Vec<_>>() },
            "mark": "rect",
            "encoding": {
                "x": axis("x", across), "x2": { "field": "x2" }, "y": axis("y", up), "y2": { "field": "y2" },
                "color": { "field": "deals", "type": "quantitative", "scale": { "type": "log", "scheme": "greys" } },
            },
        }));
    }
    layers.push(json!({
        "data": { "values": points.collect::<Vec<_>>() },
        "mark": { "type": "point", "filled": true },
        "encoding": {
            "x": axis("x", across), "y": axis("y", up),
            "color": { "field": "deal", "type": "nominal",
                       "scale": { "domain": kinds, "range": ["#c9c9c9", "#808080", "#0b4a7a"] } },
        },
    }));
    let frontier: Vec<Value> =
        panel.frontier.iter().map(|[x, y]| json!({ "x": x, "y": y })).collect();
    layers.push(json!({
        "data": { "values": frontier },
        "mark": { "type": "line", "color": "black", "strokeWidth": 1 },
        "encoding": place,
    }));
    for (axis, value) in ["x", "y"].into_iter().zip(panel.no_deal) {
        layers.push(json!({
            "mark": { "type": "rule", "strokeDash": [5, 3] },
            "encoding": { axis: { "datum": value } },
        }));
    }
    let marks = panel.marks.iter().map(|(glyph, [x, y])| {
        let (name, _) = solution(*glyph);
        json!({ "x": x, "y": y, "solution": name })
    });
    let glyphs = [Glyph::Agreement, Glyph::Nash, Glyph::KalaiSmorodinsky, Glyph::Utilitarian];
    layers.push(json!({
        "data": { "values": marks.collect::<Vec<_>>() },
        "mark": { "type": "point", "size": 160, "color": "black" },
        "encoding": {
            "x": axis("x", across), "y": axis("y", up),
            "shape": { "field": "solution", "type": "nominal",
                       "scale": { "domain": glyphs.map(|glyph| solution(glyph).0),
                                  "range": glyphs.map(|glyph| solution(glyph).1) } },
        },
    }));
    json!({
        "$schema": SCHEMA,
        "title": caption.title,
        "description": caption.finding,
        "width": 520,
        "height": 380,
        "layer": layers,
    })
}

/// Name and shape of a solution. Vega has no star of its own: one is drawn.
fn solution(glyph: Glyph) -> (&'static str, &'static str) {
    const STAR: &str = "M0,-1L0.235,-0.324L0.951,-0.309L0.38,0.124L0.588,0.809L0,0.4L-0.588,0.809\
                        L-0.38,0.124L-0.951,-0.309L-0.235,-0.324Z";
    match glyph {
        Glyph::Agreement => ("the fair deal", STAR),
        Glyph::Nash => ("Nash", "diamond"),
        Glyph::KalaiSmorodinsky => ("Kalai-Smorodinsky", "square"),
        Glyph::Utilitarian => ("largest sum", "triangle-up"),
        Glyph::Best(_) => ("best for one", "circle"),
    }
}
