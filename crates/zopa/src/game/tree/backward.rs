//! Backward induction: subgame-perfect equilibria of trees in which everybody knows what has happened; of trees of which
//! only parts are simultaneous or hidden, see `subgames`.
//!
//! Method (R. Selten 1975; H. Kuhn 1953 for existence). From the ends to the root:
//!
//! 1. chance is worth the mean of what can follow;
//! 2. a player takes a best move. Where several are equally good, each of them, combined with every way of
//!    playing on below, is an equilibrium of its own.
//!
//! [`solve`] works in fractions, so that ties are ties, and lists all pure equilibria up to a limit.
//! [`Induction`] is the same in doubles, for one tree and many sets of payoffs: the first best move is
//! taken, at a cost of some nanoseconds a node.

use super::layout::{Layout, NOBODY};
use super::subgames;
use crate::game::answer::{Answer, Equilibrium, Figures};
use crate::game::form::{ExtensiveGame, Form, Mover, Properties};
use crate::game::methods::{Ask, Kind, MethodOf, Refusal};
use crate::num::rational::Rational;

/// Ways of playing on that are kept at all nodes together; beyond it the list is cut.
const MOST_KEPT: usize = 2_000_000;
/// Ties that are named.
const TIES_NAMED: usize = 5;

/// The method.
pub const METHOD: MethodOf = MethodOf {
    name: "backward-induction",
    finds: "subgame-perfect equilibria, subgame by subgame",
    kind: Kind::Equilibria,
    lists: true,
    reads: &[],
    refuses,
    solve,
};

fn refuses(facts: &Properties) -> Option<Refusal> {
    if !facts.tree {
        let reason = "backward induction needs a tree of moves, and this is a table";
        return Some(Refusal::because(reason).instead("quantal-limit"));
    }
    if facts.absent_minded {
        let reason = "a player is absent-minded: it passes twice through one information set";
        return Some(Refusal::because(reason));
    }
    (!facts.perfect_information && facts.subgames < 2).then(|| {
        let reason = "backward induction needs parts that are games of their own, and here something hidden or \
            simultaneous runs through the whole";
        Refusal::because(reason).instead("quantal-limit")
    })
}

/// One way of playing on from a node.
#[derive(Clone, Debug)]
struct Line {
    payoffs: Vec<Rational>,
    /// The move taken, and which line of each child is followed.
    taken: usize,
    below: Vec<usize>,
}

/// All pure subgame-perfect equilibria, or the first.
///
/// # Errors
/// Where the game is no tree of perfect information.
pub fn solve(form: &Form, ask: &Ask) -> Result<Answer, Refusal> {
    let Form::Extensive(game) = form else {
        return Err(Refusal::because("backward induction needs a tree of moves"));
    };
    let facts = Properties::of_tree(game);
    if let Some(refusal) = refuses(&facts) {
        return Err(refusal);
    }
    if !facts.perfect_information {
        return subgames::solve(game, ask, METHOD.name);
    }
    let share = MOST_KEPT / game.nodes.len().max(1) + 1;
    let most = if ask.all { ask.most.clamp(1, share.max(2)) } else { 1 };
    let mut search =
        Search { game, payoffs: game.end_payoffs(), most, cut: false, ties: Vec::new() };
    let lines = search.lines();
    let roots = lines.first().map_or(0, Vec::len);
    let equilibria = (0..roots).map(|line| told(game, &lines, line)).collect();
    let Search { cut, ties, .. } = search;
    let (mut notes, mut limits) = (Vec::new(), Vec::new());
    for &(set, count) in ties.iter().take(TIES_NAMED) {
        let player = &game.players[game.infosets[set].player];
        let name = game.infoset_name(set);
        notes.push(format!("{count} moves of {player} at {name} are equally good."));
    }
    if ties.len() > TIES_NAMED {
        notes.push(format!("Moves are equally good at {} more sets.", ties.len() - TIES_NAMED));
    }
    if cut && ask.all {
        limits.push(format!("There are more equilibria: the list was cut at {most} for a node."));
    }
    if !ties.is_empty() {
        notes.push(
            "Where moves are equally good, mixing them may be an equilibrium too.".to_owned(),
        );
    }
    let parameters = Vec::new();
    let method = METHOD.name;
    Ok(Answer { method, parameters, exact: true, complete: !cut, equilibria, limits, notes })
}

struct Search<'a> {
    game: &'a ExtensiveGame,
    payoffs: Vec<Rational>,
    most: usize,
    cut: bool,
    /// Sets at which moves tie on some line, with how many do, from the root down.
    ties: Vec<(usize, usize)>,
}

impl Search<'_> {
    /// The lines of every node.
    fn lines(&mut self) -> Vec<Vec<Line>> {
        let game = self.game;
        let players = game.player_count();
        let mut lines: Vec<Vec<Line>> = vec![Vec::new(); game.nodes.len()];
        for at in (0..game.nodes.len()).rev() {
            lines[at] = match game.nodes[at].mover {
                Mover::End => {
                    let payoffs = self.payoffs[at * players..(at + 1) * players].to_vec();
                    vec![Line { payoffs, taken: 0, below: Vec::new() }]
                }
                Mover::Chance(_) | Mover::Player(_) => self.node(at, &lines),
            };
        }
        self.ties.reverse();
        lines
    }

    fn node(&mut self, at: usize, lines: &[Vec<Line>]) -> Vec<Line> {
        let game = self.game;
        let children = game.children(at);
        let mut found = Vec::new();
        let mut below = vec![0; children.len()];
        let mut tied = 1;
        loop {
            let next: Vec<&Line> =
                children.iter().zip(&below).map(|(&child, &line)| &lines[child][line]).collect();
            match game.nodes[at].mover {
                Mover::Chance(draw) => {
                    let payoffs = mean(&game.chances[draw].odds, &next, game.player_count());
                    self.keep(&mut found, Line { payoffs, taken: 0, below: below.clone() });
                }
                Mover::Player(set) => {
                    let player = game.infosets[set].player;
                    let worth = |k: &usize| &next[*k].payoffs[player];
                    let best = (0..next.len()).max_by(|a, b| worth(a).cmp(worth(b)));
                    let best = best.map(|k| worth(&k).clone());
                    let best: Vec<usize> =
                        (0..next.len()).filter(|k| Some(worth(k)) == best.as_ref()).collect();
                    tied = tied.max(best.len());
                    for taken in best {
                        let payoffs = next[taken].payoffs.clone();
                        self.keep(&mut found, Line { payoffs, taken, below: below.clone() });
                    }
                }
                Mover::End => {}
            }
            if found.len() >= self.most && self.cut || !advance(&mut below, children, lines) {
                break;
            }
        }
        if let (Mover::Player(set), 2..) = (game.nodes[at].mover, tied) {
            self.ties.push((set, tied));
        }
        found
    }

    fn keep(&mut self, found: &mut Vec<Line>, line: Line) {
        if found.len() < self.most {
            found.push(line);
        } else {
            self.cut = true;
        }
    }
}

/// Goes on to the next combination of lines; false after the last.
fn advance(below: &mut [usize], children: &[usize], lines: &[Vec<Line>]) -> bool {
    for (line, &child) in below.iter_mut().zip(children) {
        *line += 1;
        if *line < lines[child].len() {
            return true;
        }
        *line = 0;
    }
    false
}

fn mean(odds: &[Rational], next: &[&Line], players: usize) -> Vec<Rational> {
    let of = |player: usize| odds.iter().zip(next).map(|(p, line)| p * &line.payoffs[player]).sum();
    (0..players).map(of).collect()
}

/// An equilibrium in which the root follows this line.
fn told(game: &ExtensiveGame, lines: &[Vec<Line>], line: usize) -> Equilibrium {
    let mut play = vec![Rational::ZERO; game.plays()];
    let mut open = vec![(0, line)];
    while let Some((at, line)) = open.pop() {
        let Line { taken, below, .. } = &lines[at][line];
        if let Mover::Player(set) = game.nodes[at].mover {
            play[game.infosets[set].first_play + taken] = Rational::ONE;
        }
        open.extend(game.children(at).iter().copied().zip(below.iter().copied()));
    }
    let payoffs = lines[0][line].payoffs.clone();
    Equilibrium {
        play: Figures::Exact(play),
        payoffs: Figures::Exact(payoffs),
        regret: 0.0,
        beliefs: None,
        allowed: Vec::new(),
        notes: Vec::new(),
    }
}

/// Backward induction in doubles, for many sets of payoffs on one tree of perfect information.
#[derive(Clone, Debug)]
pub struct Induction {
    layout: Layout,
    values: Vec<f64>,
    taken: Vec<usize>,
}

impl Induction {
    /// For this tree; nothing where moves are hidden.
    #[must_use]
    pub fn new(game: &ExtensiveGame) -> Option<Self> {
        if !Properties::of_tree(game).perfect_information {
            return None;
        }
        let layout = Layout::new(game);
        let values = layout.payoffs.clone();
        let taken = vec![0; layout.nodes.len()];
        Some(Self { layout, values, taken })
    }

    /// Solves the game with these payoffs: those of every end to every player, node after node (what
    /// stands at other nodes is not read). Gives what the root is worth to each player.
    pub fn solve(&mut self, payoffs: &[f64]) -> &[f64] {
        let Self { layout, values, taken } = self;
        let players = layout.players;
        for (at, place) in layout.nodes.iter().enumerate().rev() {
            let own = at * players;
            let children = layout.children(*place);
            if children.is_empty() {
                values[own..own + players].copy_from_slice(&payoffs[own..own + players]);
            } else if place.player == NOBODY {
                let odds = &layout.odds[place.first_play - layout.moves..][..children.len()];
                let (before, after) = values.split_at_mut(own + players);
                before[own..].fill(0.0);
                for (child, odds) in children.iter().zip(odds) {
                    let from = (child - at - 1) * players;
                    let parts = before[own..].iter_mut().zip(&after[from..from + players]);
                    parts.for_each(|(sum, value)| *sum += odds * value);
                }
            } else {
                let mut best = (0, children[0]);
                let mut most = values[children[0] * players + place.player];
                for (k, &child) in children.iter().enumerate().skip(1) {
                    let value = values[child * players + place.player];
                    if value > most {
                        (best, most) = ((k, child), value);
                    }
                }
                taken[at] = best.0;
                let (before, after) = values.split_at_mut(own + players);
                let from = (best.1 - at - 1) * players;
                before[own..].copy_from_slice(&after[from..from + players]);
            }
        }
        &values[..players]
    }

    /// The move taken at each node, after [`Self::solve`].
    #[must_use]
    pub fn taken(&self) -> &[usize] {
        &self.taken
    }

    /// The payoffs of the tree itself, as [`Self::solve`] takes them.
    #[must_use]
    pub fn payoffs(&self) -> &[f64] {
        &self.layout.payoffs
    }
}
