//! The frame of every picture: a name, a finding, and text that fits.

use super::palette::{Ink, Palette};
use maud::{Markup, html};
use unicode_width::UnicodeWidthStr;

/// Width of one column of text at font size 1, in DejaVu Sans, which is among the widest.
const COLUMN: f64 = 0.62;

/// The letters of a picture that stands alone; on a page it has the page's.
const FONT: &str = "system-ui, 'DejaVu Sans', sans-serif";

/// What every picture is called and says.
#[derive(Clone, Debug)]
pub struct Caption {
    /// A stable identifier, unique on its page.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it shows, in one sentence.
    pub finding: String,
}

/// A picture of this size around its marks.
pub(crate) fn frame(
    caption: &Caption,
    palette: Palette,
    size: (f64, f64),
    marks: &Markup,
) -> Markup {
    framed("img", caption, palette, size, marks)
}

/// The same in another role than that of one image: as a group, parts of it can be told and reached by the keyboard.
pub(crate) fn framed(
    role: &str,
    caption: &Caption,
    palette: Palette,
    (width, height): (f64, f64),
    marks: &Markup,
) -> Markup {
    let (title, desc) = (format!("{}-title", caption.id), format!("{}-desc", caption.id));
    let size = format!("0 0 {width:.0} {height:.0}");
    let own = palette != Palette::Page;
    html! {
        svg xmlns=[own.then_some("http://www.w3.org/2000/svg")] id=(caption.id) class="chart" viewBox=(size)
            width=(format!("{width:.0}")) height=(format!("{height:.0}")) role=(role)
            aria-labelledby=(format!("{title} {desc}")) font-family=[own.then_some(FONT)] font-size="12"
            fill=(palette.ink(Ink::Text)) {
            title id=(title) { (caption.title) }
            desc id=(desc) { (caption.finding) }
            @if own {
                rect width="100%" height="100%" fill=(palette.ink(Ink::Paper)) {}
            }
            (marks)
        }
    }
}

/// The text, cut so that it fits `width` at this font size; nothing is lost where the whole stands in a table.
pub(crate) fn fit(text: &str, width: f64, size: f64) -> String {
    let columns = width / (size * COLUMN);
    if text.width() as f64 <= columns {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        let next = format!("{out}{c}…");
        if next.width() as f64 > columns {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// How wide the text is at this font size, at most.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.width() as f64 * size * COLUMN
}

/// A coordinate.
pub(crate) fn at(x: f64) -> String {
    let text = format!("{x:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Round numbers between two ends for an axis, about `count` of them.
pub(crate) fn ticks(low: f64, high: f64, count: f64) -> Vec<f64> {
    let span = high - low;
    if !span.is_finite() || span <= 0.0 {
        return Vec::new();
    }
    let rough = span / count;
    let power = libm::pow(10.0, libm::floor(libm::log10(rough)));
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|s| *s >= rough);
    let step = step.unwrap_or(rough);
    let first = libm::ceil(low / step - 1e-9);
    (0..64)
        .map(|k| (first + f64::from(k)) * step)
        .take_while(|t| *t <= high + 1e-9 * span)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_cut_where_it_does_not_fit() {
        assert_eq!(fit("short", 100.0, 12.0), "short");
        assert_eq!(fit("a long label", 52.0, 12.0), "a lon…");
        assert_eq!(fit("協定協定", 52.0, 12.0), "協定協…".replace("協…", "…"));
    }

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks(-3.0, 11.0, 5.0), [0.0, 5.0, 10.0]);
        assert!(ticks(1.0, 1.0, 5.0).is_empty());
    }
}
