//! What happens without a deal: the game as each party sees it, and the outcomes.

use super::Sheet;
use crate::chart::palette::Palette;
use crate::chart::svg::Caption;
use crate::chart::tree;
use crate::number;
use crate::text::nodeal;
use crate::words;
use maud::{Markup, html};
use zopa::verdict::{Tree, TreeView};

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    if sheet.verdict.no_deal.is_empty() {
        return None;
    }
    Some(html! {
        @if let Some(tree) = &sheet.exhibits.tree { (views(sheet, tree)) }
        (outcomes(sheet))
        @if sheet.exhibits.tree.is_some() { p class="note" { (nodeal::how_solved(sheet.view)) } }
        @if let Some(told) = nodeal::several(sheet.view) { p class="note" { (told) } }
        (beliefs(sheet))
    })
}

/// One tree per party; a switch shows one at a time. Without script and on paper it works all the same.
fn views(sheet: Sheet<'_>, tree: &Tree) -> Markup {
    let rules: String = (0..tree.views.len())
        .map(|i| format!("#see-{i}:checked~#view-{i}{{display:block}}"))
        .collect();
    let views: Vec<(Caption, tree::Tree)> = tree
        .views
        .iter()
        .enumerate()
        .map(|(i, (party, view))| {
            (caption(sheet, tree, (i, party, view)), drawn(sheet, tree, party, view))
        })
        .collect();
    let pictures = tree::draw_views(&views, Palette::Page);
    html! {
        p { "The game that follows where talks fail and things escalate, as each party sees it: on every branch the \
             move, its chance, and what the party expects from there on; the wider, the likelier." }
        style { (rules) }
        fieldset class="views" {
            legend class="note" { "As seen by" }
            @for (i, (party, _)) in tree.views.iter().enumerate() {
                input type="radio" name="see" id=(format!("see-{i}")) checked[i == 0];
                label for=(format!("see-{i}")) { (sheet.party(party)) }
            }
            @for (i, ((party, (caption, _)), picture)) in tree.views.keys().zip(&views).zip(pictures).enumerate() {
                div class="view" id=(format!("view-{i}")) {
                    figure {
                        div class="wide" tabindex="0" role="group"
                            aria-label=(format!("The game as {} sees it", sheet.view.words.actor(party))) { (picture) }
                        figcaption { (caption.finding) " Numbers at the right: payoffs of the outcome to each." }
                    }
                }
            }
        }
        (table(sheet, tree))
    }
}

pub(crate) fn caption(
    sheet: Sheet<'_>,
    tree: &Tree,
    (i, party, view): (usize, &str, &TreeView),
) -> Caption {
    let name = sheet.view.words.actor(party);
    let start = view.values.first().and_then(|values| values.get(sheet.place(party)));
    let expects = start
        .map_or_else(String::new, |x| format!(" It expects {} from the game.", number::value(*x)));
    Caption {
        id: format!("tree-{i}"),
        title: format!("Without a deal, as {name} sees it"),
        finding: format!("{}.{expects}", likeliest(sheet, tree, view)),
    }
}

/// The outcome with the largest chance.
fn likeliest(sheet: Sheet<'_>, tree: &Tree, view: &TreeView) -> String {
    let mut best: Option<(&str, f64)> = None;
    for (outcome, &odds) in tree.outcomes.iter().zip(&view.odds) {
        if best.is_none_or(|(_, most)| odds > most) {
            best = Some((outcome, odds));
        }
    }
    best.map_or_else(String::new, |(outcome, odds)| {
        format!("Likeliest: {} ({})", sheet.view.words.outcome(outcome), number::percent(odds))
    })
}

/// The tree of one view for the chart.
pub(crate) fn drawn(sheet: Sheet<'_>, tree: &Tree, party: &str, view: &TreeView) -> tree::Tree {
    let viewer = sheet.verdict.parties.iter().position(|key| key == party);
    let nodes = tree.nodes.iter().enumerate().map(|(at, node)| {
        let chances = view.chances.get(at);
        let moves = node.moves.iter().enumerate().map(|(k, made)| tree::Move {
            label: spoken(&made.key),
            chance: chances.and_then(|chances| chances.get(k).copied()),
            to: match (made.node, made.outcome) {
                (Some(node), _) => tree::To::Node(node),
                (None, outcome) => {
                    let key = outcome.and_then(|o| tree.outcomes.get(o)).map_or("", String::as_str);
                    let payoffs = outcome.and_then(|o| view.payoffs.get(o));
                    let payoffs = payoffs.into_iter().flatten();
                    let payoffs = payoffs.map(|x| x.is_finite().then_some(*x)).collect();
                    tree::To::End(sheet.view.words.outcome(key).to_owned(), payoffs)
                }
            },
        });
        let value = viewer.and_then(|viewer| view.values.get(at)?.get(viewer).copied());
        tree::Node {
            label: spoken(&node.key),
            owner: node.by.as_ref().map(|by| sheet.place(by)),
            knows: node.knows.clone(),
            moves: moves.collect(),
            value: value.filter(|x| x.is_finite()),
        }
    });
    let players = sheet.verdict.parties.iter().map(|key| sheet.view.words.tag(key));
    tree::Tree { players: players.collect(), nodes: nodes.collect(), viewer }
}

/// A key as it is spoken.
fn spoken(key: &str) -> String {
    key.replace('_', " ")
}

/// The game in words: every move, and its chance as each party sees it.
fn table(sheet: Sheet<'_>, tree: &Tree) -> Markup {
    html! {
        details {
            summary { "As a table" }
            div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
                table {
                    caption { "Chance of each move, as each party sees it." }
                    thead { tr {
                        th scope="col" { "At" } th scope="col" { "moves" } th scope="col" { "to" }
                        @for party in tree.views.keys() { th scope="col" class="n" { (sheet.party(party)) } }
                    } }
                    tbody {
                        @for (at, node) in tree.nodes.iter().enumerate() {
                            @for (k, made) in node.moves.iter().enumerate() {
                                tr {
                                    th scope="row" { (spoken(&node.key)) }
                                    td { @match &node.by { Some(by) => (sheet.view.words.tag(by)), None => "chance" } }
                                    td { (spoken(&made.key)) }
                                    @for view in tree.views.values() {
                                        td class="n" { @if let Some(chance) = view.chances.get(at).and_then(|c| c.get(k)) {
                                            (number::percent(*chance)) } }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn outcomes(sheet: Sheet<'_>) -> Markup {
    let no_deal = &sheet.verdict.no_deal;
    let outcomes = no_deal.values().flat_map(|value| value.outcomes.keys());
    let mut keys: Vec<&String> = Vec::new();
    for key in outcomes {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    html! {
        div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
            table id="outcomes" {
                caption {
                    @if keys.is_empty() { "What each expects without a deal, on its own scale." }
                    @else { "Chance of each outcome as each party sees it, and what it is worth to it." }
                }
                thead {
                    tr {
                        th scope="col" { "Outcome" }
                        @for party in no_deal.keys() { th scope="col" class="n" { (sheet.party(party)) } }
                    }
                }
                tbody {
                    @for key in &keys {
                        tr {
                            th scope="row" { bdi { (words::capital(sheet.view.words.outcome(key))) } }
                            @for value in no_deal.values() {
                                td class="n" {
                                    @if let Some(odds) = value.outcomes.get(*key) { (number::percent(*odds)) }
                                    @if let Some(worth) = value.payoffs.get(*key) {
                                        " " span class="faint" { "(" (number::value(*worth)) ")" }
                                    }
                                }
                            }
                        }
                    }
                    tr {
                        th scope="row" { strong { "No deal, all told" } }
                        @for value in no_deal.values() { td class="n" { strong { (number::value(value.value)) } } }
                    }
                    tr {
                        th scope="row" { "Things as they are today" }
                        @for value in no_deal.values() { td class="n" { (number::value(value.today)) } }
                    }
                    @if !keys.is_empty() {
                    tr {
                        th scope="row" { "Chance that failed talks lead into the game" }
                        @for value in no_deal.values() { td class="n" { (number::percent(value.breakdown)) } }
                    }
                    }
                }
            }
        }
    }
}

/// Premises that somebody sees otherwise.
fn beliefs(sheet: Sheet<'_>) -> Markup {
    html! {
        @if !sheet.verdict.views.is_empty() {
            details {
                summary { (number::counted(sheet.verdict.views.len(), "belief")) " of single parties differ from what the rest holds" }
                ul {
                    @for view in &sheet.verdict.views {
                        li { code { (view.premise) } ": " (sheet.party(&view.actor)) " holds " (number::value(view.value))
                            ", the others " (number::value(view.nobody)) }
                    }
                }
            }
        }
    }
}
