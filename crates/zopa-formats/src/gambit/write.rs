//! Writes trees and tables the way every reader of these formats takes them: one node a line, sets and
//! outcomes written out at each, exact numbers.

use std::fmt::Write as _;
use zopa::game::form::{Cells, ExtensiveGame, Mover, StrategicGame};
use zopa::num::rational::Rational;

/// Decimal places beyond which a number is written as a fraction.
const MOST_PLACES: usize = 12;

/// A tree as `.efg`.
#[must_use]
pub fn write_efg(game: &ExtensiveGame) -> String {
    let mut out = format!("EFG 2 R {} {{", quoted(&game.title));
    game.players.iter().for_each(|player| push(&mut out, &quoted(player)));
    let _ = write!(out, " }}\n{}\n\n", quoted(&game.comment));
    for node in &game.nodes {
        let label = quoted(&node.label);
        match node.mover {
            Mover::End => {
                let _ = write!(out, "t {label}");
            }
            Mover::Chance(set) => {
                let set = &game.chances[set];
                let _ = write!(out, "c {label} {} {} {{", set.id, quoted(&set.label));
                for (name, chance) in set.moves.iter().zip(&set.odds) {
                    let _ = write!(out, " {} {chance}", quoted(name));
                }
                out.push_str(" }");
            }
            Mover::Player(set) => {
                let set = &game.infosets[set];
                let (player, label_of_set) = (set.player + 1, quoted(&set.label));
                let _ = write!(out, "p {label} {player} {} {label_of_set} {{", set.id);
                set.moves.iter().for_each(|name| push(&mut out, &quoted(name)));
                out.push_str(" }");
            }
        }
        match node.outcome.map(|outcome| &game.outcomes[outcome]) {
            None => out.push_str(" 0\n"),
            Some(outcome) => {
                let _ = write!(out, " {} {} {{", outcome.id, quoted(&outcome.label));
                outcome.payoffs.iter().for_each(|payoff| push(&mut out, &number(payoff)));
                out.push_str(" }\n");
            }
        }
    }
    out
}

/// A table as `.nfg`.
#[must_use]
pub fn write_nfg(game: &StrategicGame) -> String {
    let mut out = format!("NFG 1 R {} {{", quoted(&game.title));
    game.players.iter().for_each(|player| push(&mut out, &quoted(&player.label)));
    out.push_str(" }\n\n{");
    for player in &game.players {
        out.push_str(" {");
        player.strategies.iter().for_each(|strategy| push(&mut out, &quoted(strategy)));
        out.push_str(" }\n");
    }
    let _ = write!(out, "}}\n{}\n\n", quoted(&game.comment));
    match &game.cells {
        Cells::Payoffs(payoffs) => {
            for cell in payoffs.chunks(game.players.len().max(1)) {
                let numbers: Vec<String> = cell.iter().map(number).collect();
                let _ = writeln!(out, "{}", numbers.join(" "));
            }
        }
        Cells::Outcomes { outcomes, of_cell } => {
            out.push_str("{\n");
            for outcome in outcomes {
                let _ = write!(out, "{{ {}", quoted(&outcome.label));
                outcome.payoffs.iter().for_each(|payoff| push(&mut out, &number(payoff)));
                out.push_str(" }\n");
            }
            out.push_str("}\n");
            for row in of_cell.chunks(game.players.first().map_or(1, |p| p.strategies.len())) {
                let numbers: Vec<String> =
                    row.iter().map(|cell| cell.map_or(0, |at| at + 1).to_string()).collect();
                let _ = writeln!(out, "{}", numbers.join(" "));
            }
        }
    }
    out
}

fn push(out: &mut String, word: &str) {
    out.push(' ');
    out.push_str(word);
}

/// A payoff: decimals where they are exact, since some readers know no fractions there.
fn number(payoff: &Rational) -> String {
    payoff.decimal(MOST_PLACES).unwrap_or_else(|| payoff.to_string())
}

/// In quotes. A backslash escapes a quote and nothing else, so one at the end needs a space behind it.
fn quoted(text: &str) -> String {
    let space = if text.ends_with('\\') { " " } else { "" };
    format!("\"{}{space}\"", text.replace('"', "\\\""))
}
