//! How much of the answer rests on which premise, where that was studied.

use super::{Sheet, rich};
use crate::chart::palette::Palette;
use crate::chart::svg::Caption;
use crate::chart::{spread, tornado};
use crate::layout::Text;
use crate::number;
use crate::text::study::{View, changes};
use crate::words;
use maud::{Markup, html};
use zopa::study::answer::{Quantiles, Study};

/// Premises of the tornado.
const SWINGS: usize = 10;

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    let study = sheet.study?;
    let view = View { study, words: sheet.view.words, full: false };
    Some(html! {
        p {
            "The uncertain premises were drawn " (number::count(usize::try_from(study.draws).unwrap_or(usize::MAX)))
            " times and every draw was solved in full. Shares count " (view.cases()) "; they are no chances of events."
        }
        (values(sheet, study))
        (swings(view, study))
        (told("Where it tips", "One premise alone, the others at the centre.", &changes::tipping_points(view)))
        (told("The nearest flip", "The smallest joint change of premises that makes it otherwise.",
            &study.nearest.iter().map(|flip| changes::flipped(flip, view)).collect::<Vec<_>>()))
        (told("In which corner it fails", "Where a conclusion is mostly not what it is now.",
            &study.boxes.iter().map(|corner| changes::cornered(corner, view)).collect::<Vec<_>>()))
        (told("Without a precedent", "Each left out in turn, at the central values.",
            &study.precedents.iter().map(changes::left_out).collect::<Vec<_>>()))
        @for remark in study.remarks.iter().chain(study.limits.iter().map(|limit| &limit.text)) {
            p class="note" { (words::period(&words::capital(remark))) }
        }
    })
}

/// What a report shows of a study: what moves the other numbers is left to `zopa study`.
pub(super) fn shown(study: &Study) -> Study {
    let mut study = study.clone();
    study.further.clear();
    study.tornado.truncate(SWINGS);
    for swing in &mut study.tornado {
        swing.outputs.truncate(1);
    }
    study
}

/// A list of sentences under a heading, where there are any.
fn told(title: &str, what: &str, sentences: &[Text]) -> Markup {
    html! {
        @if !sentences.is_empty() {
            h3 { (title) }
            p class="note" { (what) }
            ul { @for sentence in sentences { li { (rich(sentence)) } } }
        }
    }
}

fn values(sheet: Sheet<'_>, study: &Study) -> Markup {
    let range = |output: String| {
        let found = study.values.iter().find(|spread| spread.output == output)?;
        five(&found.quantiles)
    };
    let row = |party: &String| {
        Some(spread::Row {
            name: sheet.view.words.actor(party).to_owned(),
            party: sheet.place(party),
            no_deal: range(format!("no_deal({party})"))?,
            fair: range(format!("value(fair, {party})")),
        })
    };
    let rows: Vec<spread::Row> = sheet.verdict.parties.iter().filter_map(row).collect();
    let above = |row: &&spread::Row| row.fair.is_some_and(|fair| fair[0] > row.no_deal[4]);
    let finding = format!(
        "For {} of {} the fair deal in a bad draw (one in twenty) is worth more than no deal in a good one.",
        rows.iter().filter(above).count(),
        number::counted(rows.len(), "party").replace("partys", "parties")
    );
    let caption = Caption {
        id: "spread".to_owned(),
        title: "No deal and the fair deal over the draws".to_owned(),
        finding,
    };
    html! {
        @if !rows.is_empty() {
            h3 { (caption.title) }
            figure {
                div class="wide" tabindex="0" role="group" aria-label="Wide picture" {
                    (spread::draw(&caption, &rows, Palette::Page))
                }
                figcaption {
                    "Thin: 90 of 100 draws; thick: the middle half; bar: the median; each on its own scale. "
                    (caption.finding)
                }
                (spread::table(&rows))
            }
        }
    }
}

fn five(of: &Quantiles) -> Option<spread::Range> {
    Some([of.p05?, of.p25?, of.p50?, of.p75?, of.p95?])
}

fn swings(view: View<'_>, study: &Study) -> Markup {
    let Some(output) = study.tornado.first().and_then(|swing| swing.outputs.keys().next()) else {
        return html! {};
    };
    let about = |key: &str| {
        let premise = study.premises.iter().find(|premise| premise.premise == *key)?;
        premise.about.as_deref()
    };
    let row = |swing: &zopa::study::answer::Swing| {
        let of = swing.outputs.get(output).filter(|of| of.swing > 0.0)?;
        Some(tornado::Row {
            name: words::capital(&view.words.premise(&swing.premise, about(&swing.premise))),
            values: swing.values.clone(),
            gives: of.values.clone(),
            monotone: of.monotone,
        })
    };
    let rows: Vec<tornado::Row> = study.tornado.iter().filter_map(row).take(SWINGS).collect();
    let Some(first) = rows.first() else { return html! {} };
    let what = view.output(output);
    let central = study.values.iter().find(|spread| spread.output == *output);
    let caption = Caption {
        id: "tornado".to_owned(),
        title: format!("What moves {what}"),
        finding: format!("{} moves it most.", first.name),
    };
    html! {
        h3 { "What moves " (what) }
        figure {
            div class="wide" tabindex="0" role="group" aria-label="Wide picture" {
                (tornado::draw(&caption, &rows, central.and_then(|of| of.central), Palette::Page))
            }
            figcaption {
                "One premise at a time, the others at the centre: ○ at its 5%, ● at its 95%; beside them its values."
                @if rows.iter().any(|row| !row.monotone) { " A bar beyond its ends: it rises and falls on the way." }
            }
            (tornado::table(&rows))
        }
    }
}
