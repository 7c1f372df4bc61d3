//! A premise's range, where the answer is another one (hatched), and where the premise stands now.

use super::palette::{Ink, Palette};
use super::svg::{Caption, at, frame};
use maud::{Markup, html};

/// A strip.
#[derive(Clone, Debug)]
pub struct Strip {
    /// The range that was looked at.
    pub range: [f64; 2],
    /// The central value.
    pub now: f64,
    /// Below this value the answer is another one.
    pub below: Option<f64>,
    /// Above this value the answer is another one.
    pub above: Option<f64>,
}

const WIDTH: f64 = 150.0;

/// The picture.
#[must_use]
pub fn draw(caption: &Caption, strip: &Strip, palette: Palette) -> Markup {
    let [low, high] = strip.range;
    let span = if high > low { high - low } else { 1.0 };
    let place = |v: f64| ((v - low) / span).clamp(0.0, 1.0) * WIDTH;
    let hatch = format!("{}-hatch", caption.id);
    let fill = format!("url(#{hatch})");
    let fail = palette.ink(Ink::Fail);
    let marks = html! {
        defs {
            pattern id=(hatch) width="5" height="5" patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)" {
                line x1="0" y1="0" x2="0" y2="5" stroke=(fail) stroke-width="2.4" {}
            }
        }
        rect x="0.5" y="1.5" width=(at(WIDTH - 1.0)) height="9" fill="none" stroke=(palette.ink(Ink::Line)) {}
        @if let Some(below) = strip.below {
            rect x="0" y="1" width=(at(place(below))) height="10" fill=(fill) {}
            line x1=(at(place(below))) x2=(at(place(below))) y1="0" y2="12" stroke=(fail) stroke-width="2" {}
        }
        @if let Some(above) = strip.above {
            rect x=(at(place(above))) y="1" width=(at(WIDTH - place(above))) height="10" fill=(fill) {}
            line x1=(at(place(above))) x2=(at(place(above))) y1="0" y2="12" stroke=(fail) stroke-width="2" {}
        }
        path d=(format!("M{} 12l-4.5 7h9z", at(place(strip.now)))) fill=(palette.ink(Ink::Text)) {}
    };
    frame(caption, palette, (WIDTH, 20.0), &marks)
}
