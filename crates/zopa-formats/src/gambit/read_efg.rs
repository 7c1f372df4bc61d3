//! Reads trees.

use super::codes;
use super::names;
use super::token::{Kind, Lost, Words};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use zopa::diag::{Diagnostic, Span};
use zopa::game::form::{Draft, ExtensiveGame, Mover};
use zopa::num::rational::Rational;

/// Chances written with so many decimal places may each be off by half of the last.
const ROUNDING: f64 = 1e-6;
/// However many chances there are, a sum this far from 1 is not rounding.
const MOST_ROUNDING: f64 = 1e-3;

/// Reads a tree. The game is there only where nothing is wrong; what was mended is a warning.
#[must_use]
pub fn efg(text: &str) -> (Option<ExtensiveGame>, Vec<Diagnostic>) {
    let mut reader = match head(Words::new(text)) {
        Ok(reader) => reader,
        Err(found) => return (None, found),
    };
    // Where the text is lost, what was noted on the way says why.
    let read = reader.nodes();
    let Reader { words, draft, .. } = reader;
    let whole = read.is_ok() && !words.has_errors();
    let game = if whole { draft.finish().ok() } else { None };
    let mut found = words.found;
    found.sort_by_key(|one| one.labels.first().map_or(0, |label| label.span.start));
    (game, found)
}

struct Reader<'t> {
    words: Words<'t>,
    draft: Draft,
    /// Numbers of the draft by player and number in the file, with the place of the definition.
    infosets: BTreeMap<(usize, i64), (usize, Span)>,
    chances: BTreeMap<i64, (usize, Span)>,
    outcomes: BTreeMap<i64, (usize, Span)>,
}

/// `EFG 2 R "title" { "player".. } ["comment"]`
fn head(mut words: Words<'_>) -> Result<Reader<'_>, Vec<Diagnostic>> {
    match read_head(&mut words) {
        Ok((title, players, comment)) => {
            let mut draft = Draft::new(title, players);
            draft.comment(comment);
            let (infosets, chances, outcomes) = Default::default();
            Ok(Reader { words, draft, infosets, chances, outcomes })
        }
        Err(Lost) => Err(words.found),
    }
}

fn read_head(words: &mut Words<'_>) -> Result<(String, Vec<String>, String), Lost> {
    keyword(words, &["EFG"], "`EFG`, with which a tree's file begins")?;
    keyword(words, &["2"], "`2`, the version of the format")?;
    keyword(words, &["R", "D"], "`R` or `D`")?;
    let title = words.text("the title in quotes")?;
    let (mut players, place) = names::list(words, "the players")?;
    names::tell_apart(words, &mut players, "player", &place);
    let comment = if words.peek().kind == Kind::Text { words.text("")? } else { String::new() };
    Ok((title, players, comment))
}

/// Takes one of these words.
pub(super) fn keyword(words: &mut Words<'_>, known: &[&str], wanted: &str) -> Result<(), Lost> {
    let token = words.peek();
    if token.kind == Kind::Word && known.contains(&words.raw(token)) {
        words.take();
        return Ok(());
    }
    Err(words.lost(token, wanted))
}

impl Reader<'_> {
    fn nodes(&mut self) -> Result<(), Lost> {
        while !self.draft.is_complete() {
            self.node()?;
        }
        let rest = self.words.peek();
        if rest.kind != Kind::End {
            let message = "the tree is complete, what follows is not read";
            self.words.note(codes::GAME_END.warning(message).at(rest.span(), "from here on"));
        }
        Ok(())
    }

    fn node(&mut self) -> Result<(), Lost> {
        let token = self.words.peek();
        let sort = if token.kind == Kind::Word { self.words.raw(token) } else { "" };
        if !matches!(sort, "c" | "p" | "t") {
            let wanted = match self.draft.missing() {
                0 => "a node: `p`, `c` or `t`".to_owned(),
                1 => "a node (`p`, `c` or `t`): 1 move leads nowhere yet".to_owned(),
                n => format!("a node (`p`, `c` or `t`): {n} moves lead nowhere yet"),
            };
            return Err(self.words.lost(token, &wanted));
        }
        self.words.take();
        let label = self.words.text("the node's name in quotes")?;
        let mover = match sort {
            "c" => self.chance()?,
            "p" => self.player()?,
            _ => Mover::End,
        };
        let outcome = self.outcome()?;
        // The tree is not complete, so there is room.
        self.draft.node(label, mover, outcome).map_err(|_| Lost)?;
        Ok(())
    }

    /// `set ["label" { ("move" chance).. }]`
    fn chance(&mut self) -> Result<Mover, Lost> {
        let (id, place) = self.words.whole("the number of a draw of chance")?;
        if self.words.peek().kind != Kind::Text {
            let known = self.chances.get(&id).map(|(at, _)| *at);
            return match known {
                Some(at) => Ok(Mover::Chance(at)),
                None => Err(self.undefined(&format!("the draw {id}"), place, "its list of moves")),
            };
        }
        let label = self.words.text("")?;
        let open = self.words.expect(Kind::Open, "`{` before the moves of chance")?;
        let (mut moves, mut odds) = (Vec::new(), Vec::new());
        while self.words.peek().kind == Kind::Text {
            moves.push(self.words.text("")?);
            let (chance, at) = self.words.number("the chance of the move")?;
            if chance.is_negative() {
                let message = format!("the chance {chance} is negative");
                self.words.note(codes::GAME_NUMBER.error(message).at(at, ""));
            }
            self.words.pass_comma();
            odds.push(chance);
        }
        let close = self.words.expect(Kind::Close, "a move in quotes or `}`")?;
        let place = open.span().start..close.span().end;
        if moves.is_empty() {
            return Err(self.no_moves(place));
        }
        let odds = self.sum_to_one(odds, &place);
        names::tell_apart(&mut self.words, &mut moves, "move", &place);
        match self.chances.entry(id) {
            Entry::Vacant(free) => {
                let at = self.draft.chance(id, label, moves, odds);
                free.insert((at, place));
                Ok(Mover::Chance(at))
            }
            Entry::Occupied(known) => {
                let (at, before) = known.get().clone();
                let first = &self.draft.chances()[at];
                let same = first.moves == moves && first.odds == odds;
                if !same {
                    let message = format!("the draw {id} is given in two ways");
                    self.clash(message, place, before);
                    if first_len(&self.draft, at) != moves.len() {
                        return Err(Lost);
                    }
                }
                Ok(Mover::Chance(at))
            }
        }
    }

    /// Chances as they must be meant: divided by their sum, where that is 1 but for rounding.
    fn sum_to_one(&mut self, odds: Vec<Rational>, place: &Span) -> Vec<Rational> {
        let sum: Rational = odds.iter().sum();
        if sum == Rational::ONE || self.words.has_errors() {
            return odds;
        }
        let count = u32::try_from(odds.len()).map_or(f64::INFINITY, f64::from);
        let off = (sum.to_f64() - 1.0).abs();
        if off <= (ROUNDING * count).min(MOST_ROUNDING) {
            let message = format!("the chances sum to {}, not 1", sum.to_f64());
            self.words.note(
                codes::GAME_CHANCES
                    .warning(message)
                    .at(place.clone(), "")
                    .help("taken to be rounded, and divided by their sum"),
            );
            return odds.iter().filter_map(|chance| chance.checked_div(&sum)).collect();
        }
        let message = format!("the chances sum to {sum}, not 1");
        self.words.note(codes::GAME_CHANCES.error(message).at(place.clone(), ""));
        odds
    }

    /// `player set ["label" { "move".. }]`
    fn player(&mut self) -> Result<Mover, Lost> {
        let (number, place) = self.words.whole("the number of a player")?;
        let count = self.draft.players().len();
        let player = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
        let player = player.filter(|&player| player < count);
        if player.is_none() {
            let message = format!("there is no player {number}: there are {count}");
            self.words.note(codes::GAME_UNKNOWN.error(message).at(place, ""));
        }
        // Reading goes on as if it were the first, for the sake of other mistakes.
        let player = player.unwrap_or(0);
        let (id, place) = self.words.whole("the number of an information set")?;
        if self.words.peek().kind != Kind::Text {
            let known = self.infosets.get(&(player, id)).map(|(at, _)| *at);
            return match known {
                Some(at) => Ok(Mover::Player(at)),
                None => {
                    let what = format!("the set {id} of player {number}");
                    Err(self.undefined(&what, place, "its list of moves"))
                }
            };
        }
        let label = self.words.text("")?;
        let (mut moves, place) = names::list(&mut self.words, "the moves")?;
        if moves.is_empty() {
            return Err(self.no_moves(place));
        }
        names::tell_apart(&mut self.words, &mut moves, "move", &place);
        match self.infosets.entry((player, id)) {
            Entry::Vacant(free) => {
                let at = self.draft.infoset(player, id, label, moves);
                free.insert((at, place));
                Ok(Mover::Player(at))
            }
            Entry::Occupied(known) => {
                let (at, before) = known.get().clone();
                let first = &self.draft.infosets()[at].moves;
                if *first != moves {
                    let same_count = first.len() == moves.len();
                    let message =
                        format!("the set {id} of player {number} is given with other moves");
                    self.clash(message, place, before);
                    if !same_count {
                        return Err(Lost);
                    }
                }
                Ok(Mover::Player(at))
            }
        }
    }

    /// `0 | id | id "label" { payoff.. }`
    fn outcome(&mut self) -> Result<Option<usize>, Lost> {
        let (id, place) = self.words.whole("the number of an outcome, 0 for none")?;
        let labelled = self.words.peek().kind == Kind::Text;
        if !labelled && self.words.peek().kind != Kind::Open {
            if id == 0 {
                return Ok(None);
            }
            let known = self.outcomes.get(&id).map(|(at, _)| *at);
            if known.is_none() {
                // What follows does not depend on it, so reading goes on.
                let _ = self.undefined(&format!("the outcome {id}"), place, "its payoffs");
            }
            return Ok(known);
        }
        let label = if labelled { self.words.text("")? } else { String::new() };
        let (payoffs, list) = self.payoffs()?;
        if id == 0 {
            let message = "the outcome 0 means none, and has no payoffs";
            self.words.note(codes::GAME_CLASH.error(message).at(place, ""));
            return Ok(None);
        }
        let count = self.draft.players().len();
        if payoffs.len() != count {
            let message = format!(
                "the outcome {id} has {} payoffs, expected one for each of {count} players",
                payoffs.len()
            );
            self.words.note(codes::GAME_COUNT.error(message).at(list, ""));
            return Ok(self.outcomes.get(&id).map(|(at, _)| *at));
        }
        match self.outcomes.entry(id) {
            Entry::Vacant(free) => {
                let at = self.draft.outcome(id, label, payoffs);
                free.insert((at, list));
                Ok(Some(at))
            }
            Entry::Occupied(known) => {
                let (at, before) = known.get().clone();
                if self.draft.outcomes()[at].payoffs != payoffs {
                    self.clash(format!("the outcome {id} is given other payoffs"), list, before);
                }
                Ok(Some(at))
            }
        }
    }

    /// `{ payoff.. }`, with commas or without.
    fn payoffs(&mut self) -> Result<(Vec<Rational>, Span), Lost> {
        let open = self.words.expect(Kind::Open, "`{` before the payoffs")?;
        let mut payoffs = Vec::with_capacity(self.draft.players().len());
        while self.words.peek().kind == Kind::Word {
            payoffs.push(self.words.number("a payoff")?.0);
            self.words.pass_comma();
        }
        let close = self.words.expect(Kind::Close, "a payoff or `}`")?;
        Ok((payoffs, open.span().start..close.span().end))
    }

    fn undefined(&mut self, what: &str, place: Span, missing: &str) -> Lost {
        let message = format!("{what} stands here for the first time, without {missing}");
        self.words.note(codes::GAME_UNKNOWN.error(message).at(place, ""));
        Lost
    }

    fn no_moves(&mut self, place: Span) -> Lost {
        let message = "a node without moves; an end of the tree is written `t`";
        self.words.note(codes::GAME_COUNT.error(message).at(place, ""));
        Lost
    }

    fn clash(&mut self, message: String, place: Span, before: Span) {
        let error = codes::GAME_CLASH.error(message).at(place, "here");
        self.words.note(error.see(before, "and before"));
    }
}

fn first_len(draft: &Draft, chance: usize) -> usize {
    draft.chances()[chance].moves.len()
}
