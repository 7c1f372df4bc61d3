//! A road as lanes: one per party, steps from left to right.

use super::palette::{Ink, Palette, Shape};
use super::svg::{Caption, at, fit, frame};
use maud::{Markup, html};

/// A road.
#[derive(Clone, Debug)]
pub struct Road {
    /// The lanes: name, and the party's place (colour and shape).
    pub lanes: Vec<(String, usize)>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Lane and what moves there, one label for each issue.
    pub moves: Vec<(usize, Vec<String>)>,
    /// The tightest margin, written out, and whose it is.
    pub tightest: String,
}

const LEFT: f64 = 150.0;
const LINE: f64 = 14.0;
/// Room for a name.
const NAME: f64 = LEFT - 34.0;

/// Whether a name is written in full.
#[must_use]
pub fn has_room_for(name: &str) -> bool {
    fit(name, NAME, 12.0) == name
}

/// The picture, `width` wide.
#[must_use]
pub fn draw(caption: &Caption, road: &Road, width: f64, palette: Palette) -> Markup {
    let room = (width - LEFT - 10.0) / road.steps.len().max(1) as f64;
    let column = |i: usize| LEFT + 14.0 + room * i as f64;
    // A lane is as high as the most labels that a step puts on it.
    let most = |lane: usize| {
        let labels = road.steps.iter().flat_map(|step| &step.moves);
        labels.filter(|(l, _)| *l == lane).map(|(_, labels)| labels.len()).max().unwrap_or(0)
    };
    let mut tops = Vec::new();
    let mut y = 20.0;
    for lane in 0..road.lanes.len() {
        tops.push(y);
        y += 12.0 + LINE * most(lane).max(1) as f64;
    }
    let bottom = y;
    let middle = |lane: usize| tops.get(lane).map_or(0.0, |top| top + 10.0);
    let marks = html! {
        @for (i, _) in road.steps.iter().enumerate() {
            text x=(at(column(i))) y="11" text-anchor="middle" font-size="11"
                fill=(palette.ink(Ink::Faint)) { "step " (i + 1) }
            line x1=(at(column(i))) x2=(at(column(i))) y1="15" y2=(at(bottom - 4.0))
                stroke=(palette.ink(Ink::Line)) stroke-dasharray="2 3" {}
        }
        @for (lane, (name, party)) in road.lanes.iter().enumerate() {
            text x="0" y=(at(middle(lane) + 4.0)) {
                tspan fill=(palette.ink(Ink::Party(*party))) { (Shape::of(*party).glyph()) }
                " " (fit(name, NAME, 12.0))
            }
            line x1=(at(LEFT - 12.0)) x2=(at(width - 4.0)) y1=(at(middle(lane))) y2=(at(middle(lane)))
                stroke=(palette.ink(Ink::Line)) {}
        }
        @for (i, step) in road.steps.iter().enumerate() {
            @for (lane, labels) in &step.moves {
                @let party = road.lanes.get(*lane).map_or(0, |lane| lane.1);
                @let y = middle(*lane);
                path d=(Shape::of(party).path(column(i), y, 8.0)) fill=(palette.ink(Ink::Party(party))) {}
                @for (k, label) in labels.iter().enumerate() {
                    text x=(at(column(i) + 13.0)) y=(at(y + 4.0 + LINE * k as f64)) font-size="11.5"
                        paint-order="stroke" stroke=(palette.ink(Ink::Paper)) stroke-width="4" {
                        (fit(label, room - 24.0, 11.5))
                    }
                }
            }
            text x=(at(column(i))) y=(at(bottom + 8.0)) text-anchor="middle" font-size="11"
                fill=(palette.ink(Ink::Faint)) { (fit(&step.tightest, room.min(170.0), 11.0)) }
        }
        @if !road.steps.is_empty() {
            text x="0" y=(at(bottom + 8.0)) font-size="11" fill=(palette.ink(Ink::Faint)) { "tightest margin" }
        }
    };
    frame(caption, palette, (width, bottom + 16.0), &marks)
}
