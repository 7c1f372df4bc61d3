//! `[nodeal]`: what happens without a deal.

use super::names;
use crate::diag::codes::read as codes;
use crate::scenario::ast::{Game, Name, NoDeal, Node, Odds, Outcome, Solve};
use crate::scenario::keys::{Kind, NODE, NODEAL, OUTCOME};
use crate::scenario::lost::{self, Lost};
use crate::scenario::table::{Item, Table};
use crate::scenario::toml_walk::Context;
use toml::de::DeValue;

/// Who moves where no party does.
const CHANCE: &str = "chance";

/// The parts of a game.
const OF_THE_GAME: [&str; 5] = ["start", "solve", "precision", "nodes", "outcomes"];

pub(crate) fn nodeal<'t>(cx: &mut Context<'t>, root: &Table<'t>) -> Option<NoDeal> {
    let Some(item) = root.get("nodeal") else {
        return root.may_mean("nodeal").then(|| NoDeal::Game(Game::lost()));
    };
    let found = cx.table(item, &NODEAL, "nodeal".to_owned()).and_then(|table| read(cx, &table));
    Some(found.unwrap_or_else(|| NoDeal::Game(Game::lost())))
}

fn read<'t>(cx: &mut Context<'t>, table: &Table<'t>) -> Option<NoDeal> {
    let of_the_game = OF_THE_GAME.into_iter().find_map(|key| table.get(key));
    let Some(values) = table.get("values") else {
        if of_the_game.is_some() {
            return Some(NoDeal::Game(game(cx, table)));
        }
        let or_a_game = "or a game: `start`, `nodes` and `outcomes`";
        return table.report_missing(cx, "values", Some(or_a_game));
    };
    let mut entries = cx.map(values, Kind::Map(&Kind::Expr), Context::expr);
    if let Some(other) = of_the_game {
        // A game may be what is meant.
        entries.push(lost::entry());
        cx.sink.push(
            codes::VALUES_AND_GAME
                .error(format!("`nodeal` has both `values` and `{}`", other.key))
                .at(other.key_span.clone(), "part of a game")
                .see(values.key_span.clone(), "a plain value per party")
                .help("leave one of them out"),
        );
    }
    Some(NoDeal::Values(entries))
}

fn game<'t>(cx: &mut Context<'t>, table: &Table<'t>) -> Game {
    let start = table.need(cx, "start", Context::name);
    let solve = table.get("solve").map(|item| solve(cx, item));
    let precision = table.get("precision").and_then(|item| cx.number(item));
    if let Some(precision) = &precision
        && precision.value <= 0.0
    {
        cx.out_of_range("precision", &precision.span, "a positive number");
    }
    // How the game is solved decides whether a precision is of use.
    let precision = precision.filter(|_| solve != Some(None) && !table.may_mean("solve"));
    let solve = solve.flatten().unwrap_or_default();
    let nodes = table.need_map(cx, "nodes", node);
    let outcomes = table.need_map(cx, "outcomes", outcome);
    let ends = outcomes.iter().map(|(name, _)| ("outcome", name));
    names::unique(cx, nodes.iter().map(|(name, _)| ("node", name)).chain(ends));
    Game { start, solve, precision, nodes, outcomes }
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
    let by = table.need(cx, "by", Context::name);
    let mut moves = table.need_map(cx, "moves", Context::name);
    if let (true, Some(item)) = (moves.is_empty(), table.get("moves")) {
        let error = codes::NO_MOVES.error("a node has no moves").at(item.span.clone(), "");
        cx.sink.push(error.help("a place where nothing more happens is an outcome"));
        moves.push(lost::entry());
    }
    let knows = table.get("knows").and_then(|item| cx.name(item));
    if by.value == CHANCE {
        let odds =
            table.need(cx, "odds", |cx, item| Some(cx.map(item, Kind::Map(&Kind::Expr), odds)));
        chance_node(cx, &table, &odds);
        return Some(Node { by, moves, odds, knows });
    }
    let odds = table.map(cx, "odds", Kind::Map(&Kind::Expr), odds);
    Some(Node { by, moves, odds, knows })
}

/// What a node by chance must have and cannot have.
fn chance_node(cx: &mut Context<'_>, table: &Table<'_>, odds: &[(Name, Odds)]) {
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
        payoffs.push((party.name(), cx.expr(party).unwrap_or_else(Lost::lost)));
    }
    if table.torn {
        payoffs.push(lost::entry());
    }
    Some(Outcome { name, payoffs })
}
