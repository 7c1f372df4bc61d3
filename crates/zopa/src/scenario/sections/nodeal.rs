//! `[nodeal]`: what happens without a deal.

use super::names;
use crate::diag::codes::read as codes;
use crate::scenario::ast::{Game, Name, NoDeal, Node, Odds, Outcome, Solve};
use crate::scenario::keys::{Kind, NODE, NODEAL, OUTCOME};
use crate::scenario::toml_walk::{Context, Item, Table};
use toml::de::DeValue;

/// Who moves where no party does.
const CHANCE: &str = "chance";

pub(crate) fn nodeal<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<NoDeal> {
    let table = cx.table(item, &NODEAL, "nodeal".to_owned())?;
    if table.is_empty() {
        let missing = table.missing("values");
        cx.sink.push(missing.help("or a game: `start`, `nodes` and `outcomes`"));
        return None;
    }
    let Some(values) = table.get("values") else {
        return game(cx, &table).map(NoDeal::Game);
    };
    let of_the_game = ["start", "solve", "precision", "nodes", "outcomes"];
    if let Some(other) = of_the_game.into_iter().find_map(|key| table.get(key)) {
        cx.sink.push(
            codes::VALUES_AND_GAME
                .error(format!("`nodeal` has both `values` and `{}`", other.key))
                .at(other.key_span.clone(), "part of a game")
                .see(values.key_span.clone(), "a plain value per party")
                .help("leave one of them out"),
        );
    }
    Some(NoDeal::Values(cx.map(Some(values), Kind::Map(&Kind::Expr), |cx, value| cx.expr(value))))
}

fn game<'t>(cx: &mut Context<'t>, table: &Table<'t>) -> Option<Game> {
    let start = table.require(cx, "start").cloned().and_then(|item| cx.name(&item));
    let solve = table.get("solve").and_then(|item| solve(cx, item)).unwrap_or_default();
    let precision = table.get("precision").and_then(|item| cx.number(item));
    if let Some(precision) = &precision
        && precision.value <= 0.0
    {
        cx.out_of_range("precision", &precision.span, "a positive number");
    }
    let nodes = table.require(cx, "nodes").cloned();
    let nodes = cx.map(nodes.as_ref(), NODEAL.kind("nodes"), node);
    let outcomes = table.require(cx, "outcomes").cloned();
    let outcomes = cx.map(outcomes.as_ref(), NODEAL.kind("outcomes"), outcome);
    let ends = outcomes.iter().map(|(name, _)| ("outcome", name));
    names::unique(cx, nodes.iter().map(|(name, _)| ("node", name)).chain(ends));
    Some(Game { start: start?, solve, precision, nodes, outcomes })
}

fn solve(cx: &mut Context<'_>, item: &Item<'_>) -> Option<Solve> {
    let DeValue::String(word) = item.value else {
        return cx.wrong_type(item, Kind::Word(&["rational", "quantal"]));
    };
    match word.as_ref() {
        "rational" => Some(Solve::Rational),
        "quantal" => Some(Solve::Quantal),
        other => {
            cx.sink.push(
                codes::UNKNOWN_CHOICE
                    .error(format!("`solve` cannot be `{other}`"))
                    .at(item.span.clone(), "")
                    .suggest(other, ["rational", "quantal"]),
            );
            None
        }
    }
}

fn node<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Node> {
    let table = cx.table(item, &NODE, format!("nodeal.nodes.{}", item.key))?;
    let by = table.require(cx, "by").cloned().and_then(|item| cx.name(&item));
    let moves_item = table.require(cx, "moves").cloned();
    let kind = Kind::Map(&Kind::Name);
    let moves = cx.map(moves_item.as_ref(), kind, |cx, target| cx.name(target));
    if let Some(item) = &moves_item
        && matches!(item.value, DeValue::Table(table) if table.is_empty())
    {
        let error = codes::NO_MOVES.error("a node has no moves").at(item.span.clone(), "");
        cx.sink.push(error.help("a place where nothing more happens is an outcome"));
    }
    let odds = cx.map(table.get("odds"), Kind::Map(&Kind::Expr), odds);
    let knows = table.get("knows").and_then(|item| cx.name(item));
    let by = by?;
    if by.value == CHANCE {
        chance_node(cx, &table, &odds);
    } else if let Some(odds) = table.get("odds") {
        cx.sink.push(
            codes::ODDS_WITHOUT_CHANCE
                .error(format!("the node `{}` has odds, but `{}` moves there", item.key, by.value))
                .at(odds.key_span.clone(), "")
                .see(by.span.clone(), "a party chooses its move")
                .help("odds belong to nodes with `by = \"chance\"`"),
        );
    }
    Some(Node { by, moves, odds, knows })
}

/// What a node by chance must have and cannot have.
fn chance_node(cx: &mut Context<'_>, table: &Table<'_>, odds: &[(Name, Odds)]) {
    if table.get("odds").is_none() {
        cx.sink.push(table.missing("odds"));
    }
    if let Some(knows) = table.get("knows") {
        cx.sink.push(
            codes::CHANCE_KNOWS
                .error("a node by chance has `knows`")
                .at(knows.key_span.clone(), "chance knows nothing")
                .help("`knows` joins nodes that a party cannot tell apart"),
        );
    }
    let mut rests = odds.iter().filter_map(|(_, odds)| match odds {
        Odds::Rest(span) => Some(span),
        Odds::Expr(_) => None,
    });
    if let (Some(first), Some(second)) = (rests.next(), rests.next()) {
        cx.sink.push(
            codes::TWO_RESTS
                .error("two moves of a node have `rest` for their odds")
                .at(second.clone(), "second time")
                .see(first.clone(), "first time"),
        );
    }
}

fn odds<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Odds> {
    if matches!(item.value, DeValue::String(text) if text.trim() == "rest") {
        return Some(Odds::Rest(item.span.clone()));
    }
    let expr = cx.expr(item)?;
    let unit = |p: f64| (0.0..=1.0).contains(&p);
    cx.check_plain(item.key, Some(&expr), "a chance from 0 to 1", unit);
    Some(Odds::Expr(expr))
}

fn outcome<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Outcome> {
    let table = cx.table(item, &OUTCOME, format!("nodeal.outcomes.{}", item.key))?;
    let name = table.get("name").and_then(|item| cx.text(item));
    let mut payoffs = Vec::new();
    for party in table.others() {
        payoffs.extend(cx.expr(party).map(|payoff| (party.name(), payoff)));
    }
    Some(Outcome { name, payoffs })
}
