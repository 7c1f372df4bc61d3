//! One party's values against another's: the deals that are best by some measure.

use super::Sheet;
use super::known::known;
use crate::chart::palette::Palette;
use crate::chart::scatter::{self, Glyph, Panel};
use crate::chart::svg::Caption;
use crate::number;
use maud::{Markup, html};
use zopa::verdict::answer::ByActor;
use zopa::verdict::large::LargeBest;

/// Pairs that are drawn.
const PAIRS: usize = 6;

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    let signers = &sheet.exhibits.signers;
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    for (i, first) in signers.iter().enumerate() {
        pairs.extend(signers.iter().skip(i + 1).map(|second| (first.as_str(), second.as_str())));
    }
    let known = known(sheet);
    if known.is_empty() {
        return None;
    }
    let size = if pairs.len() == 1 { crate::html::values::ALONE } else { (380.0, 300.0) };
    Some(html! {
        p {
            "Every dot is a deal that passes all tests and is best by some measure. Dashed: what the two expect without \
             a deal; the shaded field is where both gain. ★ the fair deal, which is Nash's (◇), □ equal shares of what \
             each could hope for (Kalai-Smorodinsky), dashed ◇ the largest sum. Others lie between; they were not listed."
        }
        div class="panels" {
            @for (i, pair) in pairs.iter().take(PAIRS).enumerate() {
                @let caption = caption(sheet, i, *pair, known.len());
                figure {
                    (scatter::draw(&caption, &panel(sheet, *pair), size, Palette::Page))
                    figcaption { (caption.finding) }
                }
            }
        }
        @if pairs.len() > PAIRS {
            p class="note" { (number::counted(pairs.len() - PAIRS, "more pair")) " of parties not drawn; the table has their values." }
        }
        (table(sheet))
    })
}

fn caption(sheet: Sheet<'_>, i: usize, pair: (&str, &str), known: usize) -> Caption {
    let (one, other) = (sheet.cast.words.actor(pair.0), sheet.cast.words.actor(pair.1));
    Caption {
        id: format!("values-{i}"),
        title: format!("Values to {one} and {other}"),
        finding: format!(
            "{} and the menu's, of about {}.",
            number::counted(known, "best deal"),
            number::power_of_ten(sheet.verdict.magnitude)
        ),
    }
}

fn panel(sheet: Sheet<'_>, (first, second): (&str, &str)) -> Panel {
    let verdict = sheet.verdict;
    let at = |values: &ByActor<f64>| Some([*values.get(first)?, *values.get(second)?]);
    let of = |best: &Option<LargeBest>| best.as_ref().and_then(|best| at(&best.deal.values));
    let on = |values: &ByActor<f64>| at(values).unwrap_or([0.0; 2]);
    let best = known(sheet).into_iter().filter_map(|known| at(&known.best.deal.values));
    let menu = verdict.menu.iter().filter_map(|entry| at(&entry.deal.as_ref()?.values));
    let marks = [
        (Glyph::Utilitarian, of(&verdict.utilitarian)),
        (Glyph::KalaiSmorodinsky, of(&verdict.kalai_smorodinsky)),
        (Glyph::Nash, of(&verdict.fair)),
        (Glyph::Agreement, of(&verdict.fair)),
    ];
    Panel {
        across: (sheet.cast.words.actor(first).to_owned(), sheet.cast.place(first)),
        up: (sheet.cast.words.actor(second).to_owned(), sheet.cast.place(second)),
        refused: Vec::new(),
        acceptable: Vec::new(),
        attainable: best.chain(menu).collect(),
        cells: Vec::new(),
        frontier: Vec::new(),
        no_deal: on(&verdict.no_deal),
        today: on(&verdict.today_worth),
        marks: marks.into_iter().filter_map(|(glyph, point)| Some((glyph, point?))).collect(),
    }
}

/// No deal, today, the best deals: what each is worth to whom.
fn table(sheet: Sheet<'_>) -> Markup {
    let verdict = sheet.verdict;
    let value = |x: Option<&f64>| x.map_or_else(|| "–".to_owned(), |x| number::value(*x));
    let row = |name: Markup, values: &ByActor<f64>| {
        html! { tr { th scope="row" { (name) } @for key in &verdict.parties { td class="n" { (value(values.get(key))) } } } }
    };
    html! {
        div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
            table {
                caption { "Worth to each, per period on its own scale. * depends on the parties' units." }
                thead { tr { th scope="col" { "Deal" }
                    @for key in &verdict.parties { th scope="col" class="n" { (sheet.cast.party(key)) } } } }
                tbody {
                    (row(html! { "No deal" }, &verdict.no_deal))
                    (row(html! { "Today" }, &verdict.today_worth))
                    @for known in known(sheet) {
                        (row(html! { @if known.fair { "★ " } (known.name)
                            @if !known.best.exact { span class="faint" { " (another might be better)" } } }, &known.best.deal.values))
                    }
                }
            }
        }
    }
}
