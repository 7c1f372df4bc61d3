//! Single pictures, each a file of its own: SVG with its colours resolved, or a Vega-Lite specification.

mod vega;

use crate::chart::palette::Palette;
use crate::chart::{dumbbell, lanes, scatter, tree};
use crate::html::{Report, Sheet, cards, nodeal, road, shell, values};
use maud::Markup;
use std::fmt;
use zopa::verdict::Pair;

/// A picture that can be had alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// No deal, today and the fair deal for each party.
    Gains,
    /// The road to the fair deal.
    Road,
    /// Values of the deals to two parties, given by their keys; the first two that sign where missing.
    Values(Option<(String, String)>),
    /// The no-deal game as one party sees it, given by its key; the first party where missing.
    Tree(Option<String>),
}

/// Why a picture cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// No deal is attainable.
    Deal,
    /// The scenario has no road: the fair deal is today's standing, or is enforced.
    Road,
    /// The scenario has no game.
    Game,
    /// No party is called that; the keys of those there are.
    Party(String, Vec<String>),
    /// Two different parties are needed.
    Pair,
    /// The picture has no form in Vega-Lite.
    VegaLite,
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Deal => write!(f, "no deal is attainable, so there is none to be drawn"),
            Self::Road => write!(
                f,
                "there is no road to draw: the fair deal is today's standing, or a court enforces it"
            ),
            Self::Game => write!(f, "the scenario has no game without a deal"),
            Self::Party(key, known) => {
                write!(f, "there is no party `{key}`; the parties are {}", known.join(", "))
            }
            Self::Pair => write!(f, "values are drawn for two different parties"),
            Self::VegaLite => {
                write!(f, "this picture has no form in Vega-Lite; `gains` and `values` have")
            }
        }
    }
}

impl std::error::Error for Missing {}

/// The picture as an SVG file.
///
/// # Errors
/// Where there is nothing to be drawn.
pub fn svg(report: &Report<'_>, picture: &Picture, palette: Palette) -> Result<String, Missing> {
    let sheet = Sheet::of(report);
    let drawn: Markup = match picture {
        Picture::Gains => {
            let (caption, rows) = cards::gains(sheet).ok_or(Missing::Deal)?;
            dumbbell::draw(&caption, &rows, palette)
        }
        Picture::Road => {
            let (caption, road, width) = road::lanes(sheet).ok_or(Missing::Road)?;
            lanes::draw(&caption, &road, width, palette)
        }
        Picture::Values(parties) => {
            let pair = pair(sheet, parties.as_ref())?;
            let (caption, panel) = values::picture(sheet, 0, &pair).ok_or(Missing::Pair)?;
            scatter::draw(&caption, &panel, values::ALONE, palette)
        }
        Picture::Tree(viewer) => {
            let game = sheet.exhibits.tree.as_ref().ok_or(Missing::Game)?;
            let key = match viewer {
                Some(key) => known(sheet, key)?,
                None => game.views.keys().next().ok_or(Missing::Game)?,
            };
            let view = game.views.get(key).ok_or(Missing::Game)?;
            let caption = nodeal::caption(sheet, game, (0, key, view));
            tree::draw(&caption, &nodeal::drawn(sheet, game, key, view), palette)
        }
    };
    Ok(shell::lines(&drawn.into_string()).trim_start().to_owned())
}

/// The picture as a Vega-Lite specification (version 5), with its data.
///
/// # Errors
/// Where there is nothing to be drawn, or the picture has no such form.
pub fn vega_lite(report: &Report<'_>, picture: &Picture) -> Result<String, Missing> {
    let sheet = Sheet::of(report);
    let specification = match picture {
        Picture::Gains => {
            let (caption, rows) = cards::gains(sheet).ok_or(Missing::Deal)?;
            vega::gains(&caption, &rows)
        }
        Picture::Values(parties) => {
            let pair = pair(sheet, parties.as_ref())?;
            let (caption, panel) = values::picture(sheet, 0, &pair).ok_or(Missing::Pair)?;
            vega::values(&caption, &panel)
        }
        Picture::Road | Picture::Tree(_) => return Err(Missing::VegaLite),
    };
    Ok(format!("{specification:#}\n"))
}

fn known<'a>(sheet: Sheet<'a>, key: &str) -> Result<&'a str, Missing> {
    let parties = &sheet.verdict.parties;
    let found = parties.iter().find(|party| *party == key);
    found.map(String::as_str).ok_or_else(|| Missing::Party(key.to_owned(), parties.clone()))
}

/// The pair of these parties, the first of them across.
fn pair(sheet: Sheet<'_>, parties: Option<&(String, String)>) -> Result<Pair, Missing> {
    let (first, second) = match (parties, sheet.exhibits.signers.as_slice()) {
        (Some((first, second)), _) => (known(sheet, first)?, known(sheet, second)?),
        (None, [first, second, ..]) => (first.as_str(), second.as_str()),
        (None, _) => return Err(Missing::Pair),
    };
    let values = &sheet.exhibits.values;
    let place = |key: &str| values.parties.iter().position(|party| party == key);
    let (a, b) = (place(first).ok_or(Missing::Pair)?, place(second).ok_or(Missing::Pair)?);
    for pair in &values.pairs {
        if pair.parties == [a, b] {
            return Ok(pair.clone());
        }
        if pair.parties == [b, a] {
            return Ok(turned(pair));
        }
    }
    Err(Missing::Pair)
}

/// The same pair with the other party across.
fn turned(pair: &Pair) -> Pair {
    let turn = |[a, b]: [usize; 2]| [b, a];
    let mut turned = pair.clone();
    turned.parties = turn(pair.parties);
    (turned.x, turned.y) = (pair.y, pair.x);
    turned.grid = turn(pair.grid);
    turned.frontier = pair.frontier.iter().rev().map(|[x, y]| [*y, *x]).collect();
    for cell in &mut turned.cells {
        cell.at = turn(cell.at);
    }
    turned
}
