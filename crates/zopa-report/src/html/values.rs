//! One party's values against another's: the zone, the frontier, the solutions.

use super::Sheet;
use crate::chart::palette::Palette;
use crate::chart::scatter::{self, Glyph, Panel};
use crate::chart::svg::Caption;
use crate::number;
use maud::{Markup, html};
use zopa::verdict::Pair;
use zopa::verdict::answer::{ByActor, Solution};

/// With more pairs than this only those of the signing parties are shown at first.
const PAIRS: usize = 6;

/// Size of a picture that stands alone.
pub(crate) const ALONE: (f64, f64) = (620.0, 440.0);

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    let values = &sheet.exhibits.values;
    if values.pairs.is_empty() {
        return None;
    }
    let many = values.pairs.len() > 1;
    let drawn = |at: usize| values.pairs.iter().any(|pair| pair.parties.contains(&at));
    let shown = |key: &String| values.pairs.len() <= PAIRS || sheet.exhibits.signers.contains(key);
    Some(html! {
        p {
            @if values.points.is_empty() {
                "The darker a cell, the more deals lie there; blue where some of them pass every test. "
            } @else {
                "Every dot is a deal: " span class="faint" { "small" } ", somebody who signs would refuse it; larger, \
                 all would sign; largest, it passes every test. "
            }
            "Dashed: what the two expect without a deal; the shaded field \
             is where both gain. The line is the frontier of two who sign: of the deals that pass every test none is better \
             for both. "
            "★ the fair deal, which is Nash's (◇), □ equal shares of what each could hope for \
             (Kalai-Smorodinsky), dashed ◇ the largest sum."
        }
        @if many {
            fieldset class="pick js-only" {
                legend class="note" { "Parties shown" }
                @for key in values.parties.iter().enumerate().filter(|(at, _)| drawn(*at)).map(|(_, key)| key) {
                    label { input type="checkbox" data-party=(key) checked[shown(key)]; " " (sheet.party(key)) }
                }
            }
        }
        div class="panels" {
            @for (i, pair) in values.pairs.iter().enumerate() { (panel(sheet, i, pair, !many)) }
        }
        (table(sheet))
    })
}

fn panel(sheet: Sheet<'_>, i: usize, pair: &Pair, alone: bool) -> Markup {
    let Some((caption, panel)) = picture(sheet, i, pair) else { return html! {} };
    let size = if alone { ALONE } else { (380.0, 300.0) };
    let keys =
        pair.parties.map(|at| sheet.exhibits.values.parties.get(at).map_or("", String::as_str));
    html! {
        figure data-pair=(keys.join(" ")) {
            (scatter::draw(&caption, &panel, size, Palette::Page))
            figcaption { (caption.finding) }
            @if !pair.frontier.is_empty() { (frontier(sheet, pair)) }
        }
    }
}

/// The frontier's points, folded away.
fn frontier(sheet: Sheet<'_>, pair: &Pair) -> Markup {
    let names = pair.parties.map(|at| sheet.exhibits.values.parties.get(at));
    html! {
        details {
            summary { "The frontier as a table" }
            table {
                thead { tr { @for key in names.into_iter().flatten() { th scope="col" class="n" { (sheet.party(key)) } } } }
                tbody { @for point in &pair.frontier {
                    tr { @for x in point { td class="n" { (number::value(*x)) } } } } }
            }
        }
    }
}

/// The picture of a pair: what it is called, and what it holds.
pub(crate) fn picture(sheet: Sheet<'_>, i: usize, pair: &Pair) -> Option<(Caption, Panel)> {
    let values = &sheet.exhibits.values;
    let [a, b] = pair.parties;
    let (first, second) = (values.parties.get(a)?, values.parties.get(b)?);
    let (one, other) = (sheet.view.words.actor(first), sheet.view.words.actor(second));
    let caption = Caption {
        id: format!("values-{i}"),
        title: format!("Values to {one} and {other}"),
        finding: match pair.frontier.len() {
            0 => format!("{}.", number::counted(values.deals, "deal")),
            points => format!(
                "{}; {} on the frontier of these two.",
                number::counted(values.deals, "deal"),
                number::counted(points, "point")
            ),
        },
    };
    Some((caption, content(sheet, pair, first, second)))
}

/// What the picture of a pair holds.
fn content(sheet: Sheet<'_>, pair: &Pair, first: &str, second: &str) -> Panel {
    let verdict = sheet.verdict;
    let [a, b] = pair.parties;
    let points = &sheet.exhibits.values.points;
    let pick = |wanted: fn(bool, bool) -> bool| {
        let some = points.iter().filter(|point| wanted(point.acceptable, point.attainable));
        let mut some: Vec<[f64; 2]> =
            some.filter_map(|point| Some([*point.values.get(a)?, *point.values.get(b)?])).collect();
        // Deals that only others value otherwise are one dot.
        some.sort_by(|p, q| p[0].total_cmp(&q[0]).then(p[1].total_cmp(&q[1])));
        some.dedup_by(|p, q| p[0].total_cmp(&q[0]).is_eq() && p[1].total_cmp(&q[1]).is_eq());
        some
    };
    let at = |values: &ByActor<f64>| Some([*values.get(first)?, *values.get(second)?]);
    let solution = |solution: &Option<Solution>| solution.as_ref().and_then(|s| at(&s.values));
    let solutions = &verdict.solutions;
    let mut marks = Vec::new();
    let fair = solution(&solutions.nash);
    let other = [
        (Glyph::Utilitarian, solution(&solutions.utilitarian)),
        (Glyph::KalaiSmorodinsky, solution(&solutions.kalai_smorodinsky)),
        (Glyph::Nash, fair),
        (Glyph::Agreement, fair),
    ];
    marks.extend(other.into_iter().filter_map(|(glyph, point)| Some((glyph, point?))));
    let no_deal = |key: &str| verdict.no_deal.get(key).map_or(0.0, |value| value.value);
    let today = |key: &str| verdict.no_deal.get(key).map_or(0.0, |value| value.today);
    let cell = |cell: &zopa::verdict::Cell| {
        let [columns, rows] = pair.grid.map(|n| n.max(1) as f64);
        let side = |[low, high]: [f64; 2], n: f64, k: usize| low + (high - low) * k as f64 / n;
        let [column, row] = cell.at;
        let corners = [
            side(pair.x, columns, column),
            side(pair.y, rows, row),
            side(pair.x, columns, column + 1),
            side(pair.y, rows, row + 1),
        ];
        (corners, cell.deals, cell.attainable)
    };
    Panel {
        across: (sheet.view.words.actor(first).to_owned(), sheet.place(first)),
        up: (sheet.view.words.actor(second).to_owned(), sheet.place(second)),
        refused: pick(|acceptable, attainable| !acceptable && !attainable),
        acceptable: pick(|acceptable, attainable| acceptable && !attainable),
        attainable: pick(|_, attainable| attainable),
        cells: pair.cells.iter().map(cell).collect(),
        frontier: pair.frontier.clone(),
        no_deal: [no_deal(first), no_deal(second)],
        today: [today(first), today(second)],
        marks,
    }
}

/// No deal, today, the solutions: what each is worth to whom.
fn table(sheet: Sheet<'_>) -> Markup {
    let verdict = sheet.verdict;
    let solutions = &verdict.solutions;
    let rows: [(&str, &Option<Solution>); 5] = [
        ("★ The fair deal (Nash)", &solutions.nash),
        ("Nash with today in the place of no deal", &solutions.nash_from_today),
        (
            "Kalai-Smorodinsky (equal shares of what each could hope for)",
            &solutions.kalai_smorodinsky,
        ),
        ("Egalitarian* (the smallest gain largest)", &solutions.egalitarian),
        ("Utilitarian* (the sum largest)", &solutions.utilitarian),
    ];
    let value = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), number::value);
    html! {
        div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
            table {
                caption { "Worth to each, per period on its own scale. * depends on the parties' units." }
                thead { tr { th scope="col" { "Deal" }
                    @for key in &verdict.parties { th scope="col" class="n" { (sheet.party(key)) } } } }
                tbody {
                    tr { th scope="row" { "No deal" } @for key in &verdict.parties {
                        td class="n" { (value(verdict.no_deal.get(key).map(|v| v.value))) } } }
                    tr { th scope="row" { "Today" } @for key in &verdict.parties {
                        td class="n" { (value(verdict.no_deal.get(key).map(|v| v.today))) } } }
                    @for (name, solution) in rows {
                        @if let Some(solution) = solution {
                            tr {
                                th scope="row" { (name)
                                    @if solution.maximisers.len() > 1 { " " span class="faint" { "(tie of " (solution.maximisers.len()) ")" } } }
                                @for key in &verdict.parties { td class="n" { (value(solution.values.get(key).copied())) } }
                            }
                        }
                    }
                    @for (party, best) in &verdict.best {
                        tr { th scope="row" { "Best for " bdi { (sheet.view.words.actor(party)) } }
                            @for key in &verdict.parties { td class="n" { (value(best.values.get(key).copied())) } } }
                    }
                }
            }
        }
    }
}
