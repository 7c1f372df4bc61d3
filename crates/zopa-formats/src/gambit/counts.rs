//! Reads how often each move of a game was seen: a table with a row for every move, or a list of numbers.
//!
//! The first row of a table names its columns: `player`, `at` (the information set, by the name that
//! `zopa game solve` shows; not needed in a table game), `move` and `count` (1 where there is no such column).
//! Rows of the same move add up, and moves without a row were never seen. A list has a number for each move, player
//! after player and set after set, as Gambit lists chances.

use super::codes;
use super::profile::{moves, sets};
use crate::cells::{self, Cell};
use zopa::diag::{Diagnostic, Span};
use zopa::game::form::Form;

/// The columns of a table, in the order in which rows are taken apart.
const COLUMNS: [&str; 4] = ["player", "at", "move", "count"];

const HELP: &str = "a table begins with the names of its columns: player, at, move, count";

/// A count for each play, in the game's numbering.
///
/// # Errors
/// Everything that does not fit, each at its place.
pub fn counts(text: &str, form: &Form) -> Result<Vec<f64>, Vec<Diagnostic>> {
    let mut reader = Reader { form, found: Vec::new() };
    let separator = cells::separator(text);
    let (rows, wrong) = cells::rows(text, separator);
    for (message, span) in wrong {
        reader.error(message, span);
    }
    let number = |word: &str| word.parse::<f64>().is_ok();
    let named = |cell: &Cell| !cell.text.split_whitespace().any(number);
    let named = rows.first().is_some_and(|row| row.iter().all(named));
    let counts = if named { reader.table(&rows) } else { reader.list(text) };
    if reader.found.is_empty() { Ok(counts) } else { Err(reader.found) }
}

struct Reader<'a> {
    form: &'a Form,
    found: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn error(&mut self, message: impl Into<String>, span: Span) {
        self.found.push(codes::GAME_COUNTS.error(message).at(span, ""));
    }

    fn list(&mut self, text: &str) -> Vec<f64> {
        let mut sets = sets(self.form);
        let plays: usize = sets.iter().map(|(_, _, range)| range.len()).sum();
        let mut counts = vec![0.0; plays];
        sets.sort_by_key(|(player, ..)| *player);
        let mut places = sets.into_iter().flat_map(|(_, _, range)| range);
        let mut given = 0;
        let mut next = 0;
        for word in text.split([',', ';', ' ', '\t', '\n', '\r']) {
            let span = next..next + word.len();
            next = span.end + 1;
            if word.is_empty() {
                continue;
            }
            let count = self.number(word, span);
            given += 1;
            if let Some(place) = places.next() {
                counts[place] = count;
            }
        }
        if given != plays {
            self.error(format!("{given} counts, and the game has {plays} moves"), 0..text.len());
        }
        counts
    }

    fn table(&mut self, rows: &[Vec<Cell>]) -> Vec<f64> {
        let sets = sets(self.form);
        let players = self.form.players();
        let mut counts = vec![0.0; sets.iter().map(|(_, _, range)| range.len()).sum()];
        let [head, rows @ ..] = rows else { return counts };
        let columns = COLUMNS.map(|name| head.iter().position(|cell| cell.text == name));
        for cell in head.iter().filter(|cell| !COLUMNS.contains(&cell.text.as_str())) {
            let wrong = codes::GAME_COUNTS.error(format!("there is no column `{}`", cell.text));
            self.found.push(wrong.at(cell.span.clone(), "").suggest(&cell.text, COLUMNS));
        }
        let tree = matches!(self.form, Form::Extensive(_));
        for (name, column) in COLUMNS.into_iter().zip(columns) {
            let needed = name != "count" && (name != "at" || tree);
            if needed && column.is_none() {
                self.error(format!("there is no column `{name}`"), span_of(head));
            }
        }
        if !self.found.is_empty() {
            return counts;
        }
        for row in rows {
            let [player, at, chosen, count] =
                columns.map(|column| column.and_then(|column| row.get(column)));
            let text =
                |cell: Option<&Cell>| cell.map_or_else(String::new, |cell| cell.text.clone());
            let span =
                |cell: Option<&Cell>| cell.map_or_else(|| span_of(row), |cell| cell.span.clone());
            let count = count.map_or(1.0, |cell| self.number(&cell.text, cell.span.clone()));
            let Some(who) = players.iter().position(|name| *name == text(player)) else {
                self.unknown("player", &text(player), span(player), players.iter().copied());
                continue;
            };
            let own = || sets.iter().enumerate().filter(|(_, (player, ..))| *player == who);
            let Some((set, (_, _, range))) =
                own().find(|(_, (_, name, _))| !tree || *name == text(at))
            else {
                self.unknown(
                    "information set",
                    &text(at),
                    span(at),
                    own().map(|(_, (_, name, _))| name.as_str()),
                );
                continue;
            };
            let names = moves(self.form, set);
            match names.iter().position(|name| *name == text(chosen)) {
                Some(k) => counts[range.start + k] += count,
                None => self.unknown(
                    "move",
                    &text(chosen),
                    span(chosen),
                    names.iter().map(String::as_str),
                ),
            }
        }
        counts
    }

    fn unknown<'n>(
        &mut self,
        noun: &str,
        name: &str,
        span: Span,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let wrong = codes::GAME_COUNTS.error(format!("there is no {noun} `{name}`"));
        self.found.push(wrong.at(span, "").suggest(name, known));
    }

    fn number(&mut self, word: &str, span: Span) -> f64 {
        match word.parse::<f64>() {
            Ok(count) if count >= 0.0 && count.is_finite() => count,
            _ => {
                let wrong = codes::GAME_COUNTS.error(format!("`{word}` is not a number from 0"));
                let wrong = wrong.at(span, "");
                let first = self.found.is_empty();
                self.found.push(if first { wrong.help(HELP) } else { wrong });
                0.0
            }
        }
    }
}

fn span_of(row: &[Cell]) -> Span {
    let first = row.first().map_or(0, |cell| cell.span.start);
    first..row.last().map_or(first, |cell| cell.span.end)
}
