//! The no-deal game: who moves where, what can be told apart, and does play end?
//!
//! 1. Each node's mover, moves and odds are resolved in file order.
//! 2. Nodes are put parents first from the start (reverse postorder of a depth-first search); circles and
//!    nodes that play never reaches are errors.
//! 3. Nodes with the same `knows` become one information set. A set in which play can pass twice would
//!    need a party that forgets its own moves (absent-mindedness; Piccione and Rubinstein, 1997), for
//!    which equilibrium is not defined in the usual way: refused.

use indexmap::IndexMap;

use super::build::Builder;
use super::compile::Place;
use super::graph;
use super::names::Names;
use super::{Game, Infoset, Move, NoDeal, Node, NodeKind, Odds, Outcome, Program, Successor};
use crate::diag::Span;
use crate::diag::codes::build as codes;
use crate::diag::codes::read::ODDS_WITHOUT_CHANCE;
use crate::scenario::ast::{self, Entries, Name, Solve};
use crate::scenario::expr::Expr;
use crate::scenario::is_torn;

/// Who moves where no party does.
pub(super) const CHANCE: &str = "chance";

/// A node as resolved, in file order.
struct Drafted {
    /// The party that moves; `None` for chance, and for a party that nobody knows.
    party: Option<usize>,
    moves: Vec<(String, Option<Successor>)>,
    odds: Vec<Odds>,
}

impl Builder<'_> {
    /// What happens without a deal.
    pub(super) fn nodeal(&mut self) -> NoDeal {
        match &self.scenario.nodeal {
            None => NoDeal::Standing,
            Some(ast::NoDeal::Values(values)) => {
                let place =
                    self.scenario.parties.first().map_or(0..0, |(name, _)| name.span.clone());
                let place = values.first().map_or(place, |(name, _)| name.span.clone());
                let words = |party: &str| format!("the value of `{party}` without a deal");
                NoDeal::Values(self.per_party(values, Place::NoDealValue, &place, words))
            }
            Some(ast::NoDeal::Game(game)) => NoDeal::Game(self.game(game)),
        }
    }

    /// One program per party from entries by party; `place` is where a missing one would belong.
    fn per_party(
        &mut self,
        entries: &Entries<Expr>,
        kind: Place,
        place: &Span,
        words: impl Fn(&str) -> String,
    ) -> Vec<Program> {
        let mut programs = vec![None; self.scenario.parties.len()];
        for (name, expr) in entries {
            let program = self.program(expr, kind, &words(&name.value));
            if let Some(party) = self.party(name) {
                programs[party] = Some(program);
            }
        }
        for ((key, _), program) in self.scenario.parties.iter().zip(&programs) {
            if program.is_none() && !is_torn(entries) && !Names::is_doubtful(key) {
                self.sink.push(
                    codes::MISSING_PAYOFF
                        .error(format!("{} is missing", words(&key.value)))
                        .at(place.clone(), format!("says nothing of `{}`", key.value))
                        .see(key.span.clone(), "the party"),
                );
            }
        }
        programs.into_iter().map(|program| program.unwrap_or_else(Program::lost)).collect()
    }

    fn game(&mut self, game: &ast::Game) -> Game {
        let start = self.node(&game.start);
        let drafts: Vec<Drafted> =
            game.nodes.iter().map(|(key, node)| self.draft(key, node)).collect();
        let order = self.play_order(game, start, &drafts);
        let mut rank = vec![None; drafts.len()];
        for (at, &node) in order.iter().enumerate() {
            rank[node] = Some(at);
        }
        let infosets = self.infosets(game, &drafts, &rank);
        self.forgetful(&infosets, &order, &drafts, game);
        let outcomes = self.outcomes(game);
        let precision = self.precision(game);
        let nodes = order.iter().filter_map(|&node| {
            let (key, _) = game.nodes.get(node)?;
            Some(finish(key, drafts.get(node)?, &rank, infoset_of(&infosets, rank[node]?)))
        });
        let nodes = nodes.collect();
        self.node_rank = rank;
        let perfect_information = infosets.iter().all(|infoset| infoset.nodes.len() == 1);
        Game { nodes, infosets, outcomes, solve: game.solve, precision, perfect_information }
    }

    fn draft(&mut self, key: &Name, node: &ast::Node) -> Drafted {
        let moves = node.moves.iter();
        let moves: Vec<_> =
            moves.map(|(name, to)| (name.value.clone(), self.successor(to))).collect();
        if node.by.value == CHANCE {
            let odds = self.odds(key, node);
            return Drafted { party: None, moves, odds };
        }
        let party = self.mover(&node.by);
        if let Some((first, _)) = node.odds.first().filter(|(name, _)| !name.is_lost())
            && party.is_some()
        {
            let (key, by) = (&key.value, &node.by.value);
            self.sink.push(
                ODDS_WITHOUT_CHANCE
                    .error(format!("the node `{key}` has odds, but `{by}` moves there"))
                    .at(first.span.clone(), "the first of its odds")
                    .see(node.by.span.clone(), "a party chooses its move")
                    .help("odds belong to nodes with `by = \"chance\"`"),
            );
        }
        Drafted { party, moves, odds: Vec::new() }
    }

    /// The odds of a node by chance, one per move.
    fn odds(&mut self, key: &Name, node: &ast::Node) -> Vec<Odds> {
        let mut odds: Vec<Option<Odds>> = vec![None; node.moves.len()];
        for (name, entry) in &node.odds {
            let found = node.moves.iter().position(|(known, _)| known.value == name.value);
            if found.is_none() {
                self.unknown_move(name, key, node);
            }
            let entry = match entry {
                ast::Odds::Rest(_) => Odds::Rest,
                ast::Odds::Expr(expr) => {
                    let what = format!("the odds of `{}` at `{}`", name.value, key.value);
                    Odds::Expr(self.program(expr, Place::Odds, &what))
                }
            };
            if let Some(slot) = found.and_then(|found| odds.get_mut(found)) {
                *slot = Some(entry);
            }
        }
        for ((name, _), entry) in node.moves.iter().zip(&odds) {
            if entry.is_none() && !is_torn(&node.odds) && !name.is_lost() {
                self.sink.push(
                    codes::MISSING_ODDS
                        .error(format!("the move `{}` of `{}` has no odds", name.value, key.value))
                        .at(name.span.clone(), "")
                        .help("give each move its odds; one may have \"rest\""),
                );
            }
        }
        odds.into_iter().map(|entry| entry.unwrap_or(Odds::Rest)).collect()
    }

    /// Reports a move that the node does not have.
    pub(super) fn unknown_move(&mut self, name: &Name, key: &Name, node: &ast::Node) {
        if name.is_lost() || is_torn(&node.moves) {
            return;
        }
        self.sink.push(
            codes::UNKNOWN_MOVE
                .error(format!("the node `{}` has no move `{}`", key.value, name.value))
                .at(name.span.clone(), "")
                .suggest(&name.value, node.moves.iter().map(|(name, _)| name.value.as_str())),
        );
    }

    /// The nodes that play can reach, by place in the file, parents before children.
    fn play_order(
        &mut self,
        game: &ast::Game,
        start: Option<usize>,
        drafts: &[Drafted],
    ) -> Vec<usize> {
        let children: Vec<Vec<usize>> = drafts.iter().map(children).collect();
        let found = graph::order(start, &children);
        let keys: Vec<&Name> = game.nodes.iter().map(|(key, _)| key).collect();
        for circle in &found.circles {
            self.circle(&codes::CIRCULAR_GAME, "moves", circle, &keys);
        }
        // Where one move leads nowhere, another place may be the one that is meant.
        let mut leads = drafts.iter().flat_map(|draft| &draft.moves);
        if start.is_none() || leads.any(|(_, to)| to.is_none()) {
            return found.order.into_iter().rev().collect();
        }
        let mut reached = vec![false; game.outcomes.len()];
        for &node in &found.order {
            for (_, to) in drafts.get(node).map_or(&[][..], |draft| &draft.moves) {
                if let Some(Successor::Outcome(outcome)) = to {
                    reached[*outcome] = true;
                }
            }
        }
        for (node, key) in keys.iter().enumerate() {
            if !found.order.contains(&node) && !key.is_lost() {
                self.sink.push(
                    codes::UNREACHABLE_NODE
                        .error(format!("no play reaches the node `{}`", key.value))
                        .at(key.span.clone(), "")
                        .see(game.start.span.clone(), "where the game starts"),
                );
            }
        }
        for ((key, _), reached) in game.outcomes.iter().zip(reached) {
            // A node of the same name takes the moves.
            if !reached && !key.is_lost() && !self.names.nodes.contains_key(key.value.as_str()) {
                self.sink.push(
                    codes::UNREACHABLE_OUTCOME
                        .warning(format!("no play ends in the outcome `{}`", key.value))
                        .at(key.span.clone(), ""),
                );
            }
        }
        found.order.into_iter().rev().collect()
    }

    /// The information sets, by their first node in the file.
    fn infosets(
        &mut self,
        game: &ast::Game,
        drafts: &[Drafted],
        rank: &[Option<usize>],
    ) -> Vec<Infoset> {
        let mut infosets: Vec<Infoset> = Vec::new();
        // Information sets of several nodes by what the party knows, with their first node.
        let mut shared: IndexMap<&str, (usize, usize)> = IndexMap::new();
        for (node, ((key, entry), draft)) in game.nodes.iter().zip(drafts).enumerate() {
            let (Some(party), Some(rank)) = (draft.party, rank[node]) else { continue };
            let name = entry.knows.as_ref();
            if let Some(knows) = name
                && let Some(&(infoset, first)) = shared.get(knows.value.as_str())
            {
                self.same_choice(knows, (key, draft), (&game.nodes[first].0, &drafts[first]));
                infosets[infoset].nodes.push(rank);
                continue;
            }
            if let Some(knows) = name {
                shared.insert(knows.value.as_str(), (infosets.len(), node));
            }
            infosets.push(Infoset {
                key: name.unwrap_or(key).value.clone(),
                party,
                nodes: vec![rank],
                moves: draft.moves.len(),
            });
        }
        infosets
    }

    /// Two nodes of one information set must offer the same choice to the same party.
    fn same_choice(&mut self, knows: &Name, node: (&Name, &Drafted), first: (&Name, &Drafted)) {
        let value = &knows.value;
        if node.1.party != first.1.party {
            self.sink.push(
                codes::KNOWS_OF_TWO_PARTIES
                    .error(format!("nodes of two parties have `knows = \"{value}\"`"))
                    .at(knows.span.clone(), format!("at the node `{}`", node.0.value))
                    .see(first.0.span.clone(), "a node of another party")
                    .help("an information set belongs to one party; choose another name"),
            );
            return;
        }
        let names = |draft: &Drafted| draft.moves.iter().map(|(name, _)| name.clone()).collect();
        let (mine, theirs): (Vec<String>, Vec<String>) = (names(node.1), names(first.1));
        let torn = mine.iter().chain(&theirs).any(String::is_empty);
        if mine != theirs && !torn {
            self.sink.push(
                codes::KNOWS_WITH_OTHER_MOVES
                    .error(format!("nodes with `knows = \"{value}\"` have different moves"))
                    .at(node.0.span.clone(), format!("moves: {}", mine.join(", ")))
                    .see(first.0.span.clone(), format!("moves: {}", theirs.join(", ")))
                    .help("nodes that cannot be told apart have the same moves in the same order"),
            );
        }
    }

    /// Reports information sets through which one play can pass twice.
    fn forgetful(
        &mut self,
        infosets: &[Infoset],
        order: &[usize],
        drafts: &[Drafted],
        game: &ast::Game,
    ) {
        let children: Vec<Vec<usize>> = drafts.iter().map(children).collect();
        for infoset in infosets.iter().filter(|infoset| infoset.nodes.len() > 1) {
            let nodes: Vec<usize> =
                infoset.nodes.iter().filter_map(|&rank| order.get(rank).copied()).collect();
            let above = nodes.iter().find_map(|&above| {
                let below = graph::order([above], &children).order;
                let below = nodes.iter().find(|&&node| node != above && below.contains(&node));
                below.map(|&below| (above, below))
            });
            let Some((above, below)) = above else { continue };
            let (above, below) = (&game.nodes[above].0, &game.nodes[below].0);
            self.sink.push(
                codes::ABSENT_MINDED
                    .error(format!("play can pass the information set `{}` twice", infoset.key))
                    .at(below.span.clone(), format!("follows from `{}`", above.value))
                    .see(above.span.clone(), "the node above it")
                    .help("a party that forgets its own move is not supported; give one node another `knows`"),
            );
        }
    }

    fn outcomes(&mut self, game: &ast::Game) -> Vec<Outcome> {
        let mut outcomes = Vec::new();
        for (key, outcome) in &game.outcomes {
            let words = |party: &str| format!("the payoff of `{party}` in `{}`", key.value);
            outcomes.push(Outcome {
                key: key.value.clone(),
                name: outcome.name.clone().unwrap_or_else(|| key.value.clone()),
                payoffs: self.per_party(&outcome.payoffs, Place::Outcome, &key.span, words),
            });
        }
        outcomes
    }

    fn precision(&mut self, game: &ast::Game) -> Option<f64> {
        let precision = game.precision.as_ref()?;
        if game.solve == Solve::Rational {
            self.sink.push(
                codes::PRECISION_UNUSED
                    .warning("`precision` changes nothing where the game is solved rationally")
                    .at(precision.span.clone(), "")
                    .help("add `solve = \"quantal\"`, or leave `precision` out"),
            );
            return None;
        }
        Some(precision.value)
    }
}

fn children(draft: &Drafted) -> Vec<usize> {
    let nodes = draft.moves.iter().filter_map(|(_, to)| match to {
        Some(Successor::Node(node)) => Some(*node),
        _ => None,
    });
    nodes.collect()
}

fn infoset_of(infosets: &[Infoset], rank: usize) -> Option<usize> {
    infosets.iter().position(|infoset| infoset.nodes.contains(&rank))
}

/// A node with its successors in the model's order.
fn finish(key: &Name, draft: &Drafted, rank: &[Option<usize>], infoset: Option<usize>) -> Node {
    let moves = draft.moves.iter().filter_map(|(name, to)| {
        let to = match (*to)? {
            Successor::Node(node) => Successor::Node((*rank.get(node)?)?),
            outcome @ Successor::Outcome(_) => outcome,
        };
        Some(Move { key: name.clone(), to })
    });
    let kind = match (draft.party, infoset) {
        (Some(_), Some(infoset)) => NodeKind::Decision(infoset),
        _ => NodeKind::Chance(draft.odds.clone()),
    };
    Node { key: key.value.clone(), kind, moves: moves.collect() }
}
