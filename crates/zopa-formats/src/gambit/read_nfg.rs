//! Reads tables.

use super::codes;
use super::names;
use super::read_efg::keyword;
use super::token::{Kind, Lost, Words};
use zopa::diag::{Diagnostic, Span};
use zopa::game::form::{Cells, Outcome, StrategicGame, StrategicPlayer};
use zopa::num::rational::Rational;

/// Reads a table. The game is there only where nothing is wrong; what was mended is a warning.
#[must_use]
pub fn nfg(text: &str) -> (Option<StrategicGame>, Vec<Diagnostic>) {
    let mut words = Words::new(text);
    // Where the text is lost, what was noted on the way says why.
    let game = game(&mut words).ok();
    let game = game.filter(|_| !words.has_errors());
    let mut found = words.found;
    found.sort_by_key(|one| one.labels.first().map_or(0, |label| label.span.start));
    (game, found)
}

fn game(words: &mut Words<'_>) -> Result<StrategicGame, Lost> {
    keyword(words, &["NFG"], "`NFG`, with which a table's file begins")?;
    keyword(words, &["1"], "`1`, the version of the format")?;
    keyword(words, &["R", "D"], "`R` or `D`")?;
    let title = words.text("the title in quotes")?;
    let (mut labels, place) = names::list(words, "the players")?;
    names::tell_apart(words, &mut labels, "player", &place);
    let (strategies, sizes) = strategies(words, labels.len())?;
    let players: Vec<StrategicPlayer> = labels
        .into_iter()
        .zip(strategies)
        .map(|(label, strategies)| StrategicPlayer { label, strategies })
        .collect();
    let comment = if words.peek().kind == Kind::Text { words.text("")? } else { String::new() };
    let mut game = StrategicGame { title, comment, players, cells: Cells::Payoffs(Vec::new()) };
    let Some(cells) = game.cell_count() else {
        let message = "the table has more cells than can be counted";
        words.note(codes::GAME_COUNT.error(message).at(sizes, ""));
        return Err(Lost);
    };
    game.cells = if words.peek().kind == Kind::Open {
        outcomes(words, game.players.len(), cells)?
    } else {
        payoffs(words, game.players.len(), cells)?
    };
    let rest = words.peek();
    if rest.kind != Kind::End {
        return Err(too_many(words, rest.span()));
    }
    Ok(game)
}

/// `{ number.. }` or `{ { "strategy".. }.. }`, one entry a player.
fn strategies(words: &mut Words<'_>, players: usize) -> Result<(Vec<Vec<String>>, Span), Lost> {
    let open = words.expect(Kind::Open, "`{` before the strategies")?;
    let mut all = Vec::with_capacity(players);
    let mut counted = 1_usize;
    loop {
        let token = words.peek();
        match token.kind {
            Kind::Open => {
                let (mut own, place) = names::list(words, "the strategies of a player")?;
                names::tell_apart(words, &mut own, "strategy", &place);
                all.push(own);
            }
            Kind::Word => {
                let (count, place) = words.whole("a number of strategies")?;
                // A table has no more cells than its file has characters.
                let sound = usize::try_from(count).ok().filter(|&count| count <= words.len());
                let Some(count) = sound.filter(|&count| count > 0) else {
                    let message = format!("a player cannot have {count} strategies in this file");
                    words.note(codes::GAME_COUNT.error(message).at(place, ""));
                    return Err(Lost);
                };
                counted = counted.saturating_mul(count);
                if counted > words.len() {
                    let message = "the table has more cells than the file can hold";
                    words.note(codes::GAME_COUNT.error(message).at(place, ""));
                    return Err(Lost);
                }
                all.push((1..=count).map(|n| n.to_string()).collect());
            }
            _ => break,
        }
    }
    let close = words.expect(Kind::Close, "a player's strategies or `}`")?;
    let place = open.span().start..close.span().end;
    if all.len() != players {
        let message = format!("strategies for {} of {players} players", all.len());
        words.note(codes::GAME_COUNT.error(message).at(place.clone(), ""));
        return Err(Lost);
    }
    if all.iter().any(Vec::is_empty) {
        let message = "a player without strategies";
        words.note(codes::GAME_COUNT.error(message).at(place.clone(), ""));
        return Err(Lost);
    }
    Ok((all, place))
}

/// `payoff..`: all players' in the first cell, then in the next.
fn payoffs(words: &mut Words<'_>, players: usize, cells: usize) -> Result<Cells, Lost> {
    let wanted = cells.saturating_mul(players);
    let mut payoffs = Vec::new();
    while payoffs.len() < wanted {
        if words.peek().kind == Kind::End {
            return Err(too_few(words, payoffs.len(), wanted, "payoffs"));
        }
        payoffs.push(words.number("a payoff")?.0);
        words.pass_comma();
    }
    Ok(Cells::Payoffs(payoffs))
}

/// `{ { "label" payoff.. }.. } outcome..`
fn outcomes(words: &mut Words<'_>, players: usize, cells: usize) -> Result<Cells, Lost> {
    words.expect(Kind::Open, "`{` before the outcomes")?;
    let mut outcomes = Vec::new();
    while words.peek().kind == Kind::Open {
        let open = words.take();
        let label = words.text("the name of an outcome in quotes")?;
        let mut payoffs = Vec::with_capacity(players);
        while words.peek().kind == Kind::Word {
            payoffs.push(words.number("a payoff")?.0);
            words.pass_comma();
        }
        let close = words.expect(Kind::Close, "a payoff or `}`")?;
        if payoffs.len() != players {
            let message = format!(
                "an outcome with {} payoffs, expected one for each of {players} players",
                payoffs.len()
            );
            let place = open.span().start..close.span().end;
            words.note(codes::GAME_COUNT.error(message).at(place, ""));
        }
        let id = i64::try_from(outcomes.len() + 1).unwrap_or(i64::MAX);
        let payoffs_f64 = payoffs.iter().map(Rational::to_f64).collect();
        outcomes.push(Outcome { label, id, payoffs, payoffs_f64 });
    }
    words.expect(Kind::Close, "an outcome or `}`")?;
    let mut of_cell = Vec::new();
    while of_cell.len() < cells {
        if words.peek().kind == Kind::End {
            return Err(too_few(words, of_cell.len(), cells, "cells"));
        }
        let (number, place) = words.whole("the number of an outcome, 0 for none")?;
        words.pass_comma();
        let outcome = usize::try_from(number).ok().filter(|&n| n <= outcomes.len());
        if outcome.is_none() {
            let message = format!("there is no outcome {number}: there are {}", outcomes.len());
            words.note(codes::GAME_UNKNOWN.error(message).at(place, ""));
        }
        of_cell.push(outcome.and_then(|n| n.checked_sub(1)));
    }
    Ok(Cells::Outcomes { outcomes, of_cell })
}

fn too_few(words: &mut Words<'_>, found: usize, wanted: usize, what: &str) -> Lost {
    let end = words.peek().span();
    let message = format!("the table ends after {found} {what}, expected {wanted}");
    words.note(codes::GAME_COUNT.error(message).at(end, "the end of the file"));
    Lost
}

fn too_many(words: &mut Words<'_>, place: Span) -> Lost {
    let message = "the table goes on after its last cell";
    words.note(codes::GAME_COUNT.error(message).at(place, "from here on"));
    Lost
}
