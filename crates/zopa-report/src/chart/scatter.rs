//! Values of all deals, one party's against another's: the field's standard picture.
//!
//! Dots are deals, or, where they are many, shades that grow with their number. The dashed lines are what the two
//! expect without a deal; the field above and to the right of both is the zone of possible agreement. The glyphs
//! are those of the literature: star for the agreement, diamond for Nash, square for Kalai-Smorodinsky.

use super::palette::{Ink, Palette, Shape, star};
use super::svg::{Caption, at, fit, frame, ticks};
use crate::number;
use maud::{Markup, html};

/// A picture's content.
#[derive(Clone, Debug)]
pub struct Panel {
    /// Name of the party whose value grows to the right, and its place.
    pub across: (String, usize),
    /// Name of the party whose value grows upwards, and its place.
    pub up: (String, usize),
    /// Deals that some signing party would refuse.
    pub refused: Vec<[f64; 2]>,
    /// Deals acceptable to all, but not attainable.
    pub acceptable: Vec<[f64; 2]>,
    /// Attainable deals.
    pub attainable: Vec<[f64; 2]>,
    /// Where deals are many: cells with their corners, how many deals, how many attainable.
    pub cells: Vec<([f64; 4], usize, usize)>,
    /// Deals that none improves on for both, in order.
    pub frontier: Vec<[f64; 2]>,
    /// What the two expect without a deal.
    pub no_deal: [f64; 2],
    /// Today's standing.
    pub today: [f64; 2],
    /// Solutions.
    pub marks: Vec<(Glyph, [f64; 2])>,
}

/// The glyph of a solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// The agreement.
    Agreement,
    /// Nash.
    Nash,
    /// Kalai-Smorodinsky.
    KalaiSmorodinsky,
    /// Utilitarian.
    Utilitarian,
    /// Best for a party: its place.
    Best(usize),
}

const LEFT: f64 = 44.0;
const BOTTOM: f64 = 34.0;
const TOP: f64 = 26.0;

/// Where the axes lie.
struct Axes {
    x: [f64; 2],
    y: [f64; 2],
    width: f64,
    height: f64,
}

impl Axes {
    fn new(panel: &Panel, (width, height): (f64, f64)) -> Self {
        let points = panel
            .refused
            .iter()
            .chain(&panel.acceptable)
            .chain(&panel.attainable)
            .chain(&panel.frontier)
            .chain([&panel.no_deal, &panel.today])
            .copied()
            .chain(panel.cells.iter().flat_map(|([x0, y0, x1, y1], ..)| [[*x0, *y0], [*x1, *y1]]));
        let mut ends = [[f64::INFINITY, f64::NEG_INFINITY]; 2];
        for point in points {
            for (axis, value) in ends.iter_mut().zip(point) {
                *axis = [axis[0].min(value), axis[1].max(value)];
            }
        }
        let [x, y] = ends.map(|[low, high]| {
            let room = if high > low { 0.04 * (high - low) } else { 1.0 };
            [low - room, high + room]
        });
        Self { x, y, width, height }
    }

    fn place(&self, [a, b]: [f64; 2]) -> (f64, f64) {
        let share = |v: f64, [low, high]: [f64; 2]| (v - low) / (high - low);
        (
            LEFT + share(a, self.x) * (self.width - LEFT - 8.0),
            self.height - BOTTOM - share(b, self.y) * (self.height - BOTTOM - TOP),
        )
    }

    /// All points as one path of dots, each where it is from the last.
    fn dots(&self, points: &[[f64; 2]]) -> String {
        let whole = |point: &[f64; 2]| {
            let (x, y) = self.place(*point);
            (libm::round(x), libm::round(y))
        };
        let mut places: Vec<(f64, f64)> = points.iter().map(whole).collect();
        places.sort_by(|p, q| p.0.total_cmp(&q.0).then(p.1.total_cmp(&q.1)));
        places.dedup_by(|p, q| (p.0 - q.0).abs() + (p.1 - q.1).abs() < 0.5);
        let mut path = String::new();
        let mut last = (0.0, 0.0);
        for (x, y) in places {
            let down = at(y - last.1);
            let blank = if down.starts_with('-') { "" } else { " " };
            path.push_str(&format!("m{}{blank}{down}z", at(x - last.0)));
            last = (x, y);
        }
        path
    }
}

/// The picture, of this size.
#[must_use]
pub fn draw(caption: &Caption, panel: &Panel, size: (f64, f64), palette: Palette) -> Markup {
    let axes = Axes::new(panel, size);
    let (zone_x, zone_y) = axes.place(panel.no_deal);
    let (right, bottom) = (size.0 - 8.0, size.1 - BOTTOM);
    let line = palette.ink(Ink::Faint);
    let marks = html! {
        @if zone_x < right && zone_y > TOP {
            rect x=(at(zone_x.max(LEFT))) y=(at(TOP)) width=(at(right - zone_x.max(LEFT)))
                height=(at(zone_y.min(bottom) - TOP)) fill=(palette.ink(Ink::Pass)) fill-opacity="0.08" {}
        }
        (grid(&axes, palette))
        @for ([x0, y0, x1, y1], deals, attainable) in &panel.cells {
            @let (left, top) = axes.place([*x0, *y1]);
            @let (end, low) = axes.place([*x1, *y0]);
            rect x=(at(left)) y=(at(top)) width=(at(end - left)) height=(at(low - top))
                fill=(palette.ink(if *attainable > 0 { Ink::Pass } else { Ink::Faint }))
                fill-opacity=(format!("{:.2}", shade(*deals))) {}
        }
        @if !panel.refused.is_empty() {
            path d=(axes.dots(&panel.refused)) stroke=(palette.ink(Ink::Line)) stroke-width="3"
                stroke-linecap="round" {}
        }
        @if !panel.acceptable.is_empty() {
            path d=(axes.dots(&panel.acceptable)) stroke=(line) stroke-width="4"
                stroke-linecap="round" {}
        }
        @if !panel.attainable.is_empty() {
            path d=(axes.dots(&panel.attainable)) stroke=(palette.ink(Ink::Pass)) stroke-width="6"
                stroke-linecap="round" {}
        }
        (frontier(&axes, &panel.frontier, palette))
        line x1=(at(zone_x)) x2=(at(zone_x)) y1=(at(TOP)) y2=(at(bottom)) stroke=(line)
            stroke-dasharray="5 3" {}
        line x1=(at(LEFT)) x2=(at(right)) y1=(at(zone_y)) y2=(at(zone_y)) stroke=(line)
            stroke-dasharray="5 3" {}
        @for (glyph, point) in &panel.marks {
            (solution(*glyph, axes.place(*point), palette))
        }
        (names(panel, size, palette))
    };
    frame(caption, palette, size, &marks)
}

/// Darker the more deals there are, by their logarithm.
fn shade(deals: usize) -> f64 {
    (0.15 + 0.11 * libm::log2(deals.max(1) as f64)).min(0.9)
}

fn grid(axes: &Axes, palette: Palette) -> Markup {
    let line = palette.ink(Ink::Line);
    let [left, right] = axes.x;
    let [low, high] = axes.y;
    let (under, beside) = (axes.height - BOTTOM, LEFT - 4.0);
    let columns: Vec<(f64, f64)> =
        ticks(left, right, 5.0).into_iter().map(|t| (t, axes.place([t, low]).0)).collect();
    let rows: Vec<(f64, f64)> =
        ticks(low, high, 5.0).into_iter().map(|t| (t, axes.place([left, t]).1)).collect();
    let mut path = format!("M{} {}V{}H{}", at(LEFT), at(TOP), at(under), at(axes.width - 8.0));
    for (_, x) in &columns {
        path.push_str(&format!("M{} {}v4", at(*x), at(under)));
    }
    for (_, y) in &rows {
        path.push_str(&format!("M{} {}h4", at(beside), at(*y)));
    }
    html! {
        path d=(path) fill="none" stroke=(line) {}
        g font-size="10" fill=(palette.ink(Ink::Faint)) {
            g text-anchor="middle" {
                @for (tick, x) in &columns {
                    text x=(at(*x)) y=(at(under + 15.0)) { (number::value(*tick)) }
                }
            }
            g text-anchor="end" {
                @for (tick, y) in &rows {
                    text x=(at(beside - 3.0)) y=(at(y + 3.5)) { (number::value(*tick)) }
                }
            }
        }
    }
}

fn frontier(axes: &Axes, points: &[[f64; 2]], palette: Palette) -> Markup {
    let places = points.iter().map(|point| {
        let (x, y) = axes.place(*point);
        format!("{x:.0} {y:.0}")
    });
    html! {
        @if points.len() > 1 {
            path d=(format!("M{}", places.collect::<Vec<String>>().join(" "))) fill="none"
                stroke=(palette.ink(Ink::Text)) stroke-width="1.2" {}
        }
    }
}

fn solution(glyph: Glyph, (x, y): (f64, f64), palette: Palette) -> Markup {
    let (text, paper) = (palette.ink(Ink::Text), palette.ink(Ink::Paper));
    html! {
        @match glyph {
            Glyph::Agreement => {
                path d=(star(x, y, 9.0)) fill=(text) stroke=(paper) stroke-width="1" {}
            }
            Glyph::Nash => {
                path d=(Shape::Diamond.path(x, y, 11.0)) fill=(paper) fill-opacity="0.7" stroke=(text)
                    stroke-width="1.5" {}
            }
            Glyph::KalaiSmorodinsky => {
                path d=(Shape::Square.path(x, y, 7.5)) fill="none" stroke=(text) stroke-width="2" {}
            }
            Glyph::Utilitarian => {
                path d=(Shape::Diamond.path(x, y, 6.5)) fill="none" stroke=(text) stroke-width="1.5"
                    stroke-dasharray="2 1.5" {}
            }
            Glyph::Best(party) => {
                path d=(Shape::of(party).path(x, y, 5.0)) fill=(palette.ink(Ink::Party(party))) stroke=(paper)
                    stroke-width="1" {}
            }
        }
    }
}

fn names(panel: &Panel, (width, height): (f64, f64), palette: Palette) -> Markup {
    let (across, up) = (&panel.across, &panel.up);
    html! {
        text x=(at(width - 8.0)) y=(at(height - 5.0)) text-anchor="end" {
            tspan fill=(palette.ink(Ink::Party(across.1))) { (Shape::of(across.1).glyph()) }
            " " (fit(&across.0, width - LEFT - 60.0, 12.0)) " →"
        }
        text x="4" y="14" {
            "↑ " tspan fill=(palette.ink(Ink::Party(up.1))) { (Shape::of(up.1).glyph()) }
            " " (fit(&up.0, width - 60.0, 12.0))
        }
    }
}
