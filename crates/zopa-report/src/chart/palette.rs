//! One colour and one shape per party, everywhere.
//!
//! The first four colours reach 3:1 on their paper and are told apart by readers who cannot tell red from
//! green; since not every pair survives every kind of colour blindness, a party is never told by colour alone.

use super::svg::at;

/// Colours of a picture: names of the page's properties, or resolved for a file of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// `var(--..)`: the page decides, light or dark.
    Page,
    /// Colours for light paper.
    Light,
    /// Colours for a dark screen.
    Dark,
}

/// What a colour is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Text and outlines.
    Text,
    /// Text that may be skipped.
    Faint,
    /// Rules and grids.
    Line,
    /// The paper.
    Paper,
    /// What passes.
    Pass,
    /// What fails or flips.
    Fail,
    /// Party number so-and-so.
    Party(usize),
}

/// Shapes, in the order of the parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// ●
    Circle,
    /// ■
    Square,
    /// ▲
    Triangle,
    /// ◆
    Diamond,
    /// ▼
    Down,
    /// ⬢
    Hexagon,
}

impl Shape {
    /// The shape of party number `party`; the seventh has the first again, in another colour.
    #[must_use]
    pub fn of(party: usize) -> Self {
        const ALL: [Shape; 6] = [
            Shape::Circle,
            Shape::Square,
            Shape::Triangle,
            Shape::Diamond,
            Shape::Down,
            Shape::Hexagon,
        ];
        ALL[party % ALL.len()]
    }

    /// As a character for running text.
    #[must_use]
    pub fn glyph(self) -> &'static str {
        match self {
            Self::Circle => "●",
            Self::Square => "■",
            Self::Triangle => "▲",
            Self::Diamond => "◆",
            Self::Down => "▼",
            Self::Hexagon => "⬢",
        }
    }

    /// As the data of a path around (x, y), `r` from the middle to the rim.
    #[must_use]
    pub fn path(self, x: f64, y: f64, r: f64) -> String {
        let points: &[(f64, f64)] = match self {
            Self::Circle => {
                let (left, radius, across) = (at(x - r), at(r), at(2.0 * r));
                let half = format!("a{radius} {radius} 0 1 0");
                return format!("M{left} {}{half} {across} 0{half}-{across} 0z", at(y));
            }
            Self::Square => &[(-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)],
            Self::Triangle => &[(0.0, -1.15), (1.1, 0.8), (-1.1, 0.8)],
            Self::Diamond => &[(0.0, -1.25), (1.1, 0.0), (0.0, 1.25), (-1.1, 0.0)],
            Self::Down => &[(0.0, 1.15), (1.1, -0.8), (-1.1, -0.8)],
            Self::Hexagon => {
                &[(-1.0, 0.0), (-0.5, -0.9), (0.5, -0.9), (1.0, 0.0), (0.5, 0.9), (-0.5, 0.9)]
            }
        };
        polygon(points, x, y, r)
    }
}

/// A five-pointed star around (x, y).
pub(crate) fn star(x: f64, y: f64, r: f64) -> String {
    const POINTS: [(f64, f64); 10] = [
        (0.0, -1.0),
        (0.235, -0.324),
        (0.951, -0.309),
        (0.38, 0.124),
        (0.588, 0.809),
        (0.0, 0.4),
        (-0.588, 0.809),
        (-0.38, 0.124),
        (-0.951, -0.309),
        (-0.235, -0.324),
    ];
    polygon(&POINTS, x, y, r)
}

fn polygon(points: &[(f64, f64)], x: f64, y: f64, r: f64) -> String {
    let mut path = String::new();
    for (i, (dx, dy)) in points.iter().enumerate() {
        let letter = if i == 0 { 'M' } else { 'L' };
        path.push_str(&format!("{letter}{} {}", at(x + dx * r), at(y + dy * r)));
    }
    path.push('z');
    path
}

impl Palette {
    /// The colour as SVG and CSS write it.
    #[must_use]
    pub fn ink(self, ink: Ink) -> &'static str {
        const VARS: [&str; 6] =
            ["var(--p0)", "var(--p1)", "var(--p2)", "var(--p3)", "var(--p4)", "var(--p5)"];
        const LIGHT: [&str; 6] = ["#0072b2", "#d55e00", "#00805d", "#b0558a", "#8a6d00", "#5b5b5b"];
        const DARK: [&str; 6] = ["#56b4e9", "#e69f00", "#2fc39a", "#d890b8", "#f0e442", "#b8b8b8"];
        match (self, ink) {
            (Self::Page, Ink::Text) => "var(--text)",
            (Self::Page, Ink::Faint) => "var(--faint)",
            (Self::Page, Ink::Line) => "var(--line)",
            (Self::Page, Ink::Paper) => "var(--paper)",
            (Self::Page, Ink::Pass) => "var(--pass)",
            (Self::Page, Ink::Fail) => "var(--fail)",
            (Self::Page, Ink::Party(party)) => VARS[party % VARS.len()],
            (Self::Light, Ink::Text) => "#1b1b1b",
            (Self::Light, Ink::Faint) => "#595959",
            (Self::Light, Ink::Line) => "#c9c9c9",
            (Self::Light, Ink::Paper) => "#ffffff",
            (Self::Light, Ink::Pass) => "#0b4a7a",
            (Self::Light, Ink::Fail) => "#8a3b00",
            (Self::Light, Ink::Party(party)) => LIGHT[party % LIGHT.len()],
            (Self::Dark, Ink::Text) => "#ececec",
            (Self::Dark, Ink::Faint) => "#a9b0b8",
            (Self::Dark, Ink::Line) => "#444b54",
            (Self::Dark, Ink::Paper) => "#14171a",
            (Self::Dark, Ink::Pass) => "#8cc8f2",
            (Self::Dark, Ink::Fail) => "#f2ac6b",
            (Self::Dark, Ink::Party(party)) => DARK[party % DARK.len()],
        }
    }

    /// The properties of the page, as CSS declarations; `Page` has none of its own.
    pub(crate) fn properties(self) -> String {
        let plain = [
            ("text", Ink::Text),
            ("faint", Ink::Faint),
            ("line", Ink::Line),
            ("paper", Ink::Paper),
            ("pass", Ink::Pass),
            ("fail", Ink::Fail),
        ];
        let mut css: String =
            plain.iter().map(|(name, ink)| format!("--{name}:{};", self.ink(*ink))).collect();
        for party in 0..6 {
            css.push_str(&format!("--p{party}:{};", self.ink(Ink::Party(party))));
        }
        css
    }
}
