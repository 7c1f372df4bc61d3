//! A game from a file as a picture: an SVG of its own, or a page that loads nothing.

use crate::chart::palette::Palette;
use crate::chart::svg::Caption;
use crate::chart::tree;
use crate::html::shell::style;
use crate::number;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use zopa::game::form::{ExtensiveGame, Mover};
use zopa::game::told;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Drawing<'a> {
    /// The game.
    pub game: &'a ExtensiveGame,
    /// How it is played: the chance of each play; nothing is said of chances and expectations where missing.
    pub play: Option<&'a [f64]>,
    /// Whose expected payoff stands on the branches.
    pub viewer: usize,
    /// How many moves deep; what lies deeper is counted.
    pub depth: usize,
}

impl Drawing<'_> {
    /// How many rows the picture takes.
    #[must_use]
    pub fn rows(&self) -> usize {
        let depths = self.depths();
        let leaf = |&at: &usize| {
            depths[at] == self.depth || depths[at] < self.depth && self.game.is_end(at)
        };
        (0..depths.len()).filter(leaf).count()
    }

    fn depths(&self) -> Vec<usize> {
        let mut depths = vec![0; self.game.nodes.len()];
        for (at, node) in self.game.nodes.iter().enumerate() {
            depths[at] = node.parent.map_or(0, |(parent, _)| depths[parent] + 1);
        }
        depths
    }

    /// The picture as a file of its own.
    #[must_use]
    pub fn svg(&self) -> String {
        let text = tree::draw(&self.caption(), &self.tree(), Palette::Light).into_string();
        format!("{text}\n")
    }

    /// The picture on a page, with the same as a table.
    #[must_use]
    pub fn page(&self) -> String {
        let caption = self.caption();
        let picture = tree::draw_to_walk(&caption, &self.tree());
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (caption.title) }
                    style { (PreEscaped(style())) }
                }
                body {
                    main {
                        h1 { (caption.title) }
                        figure {
                            div class="wide" tabindex="0" role="group"
                                aria-label=(format!("{}, to be scrolled where it is wide", caption.title)) { (picture) }
                            figcaption { (caption.finding) }
                        }
                        (self.table())
                    }
                }
            }
        };
        format!("{}\n", page.into_string())
    }

    fn caption(&self) -> Caption {
        let title = self.game.title.trim();
        let title = if title.is_empty() { "A game" } else { title }.to_owned();
        let viewer = self.game.players.get(self.viewer).map_or("", String::as_str);
        let mut finding =
            "Dashed lines join nodes that their mover cannot tell apart; the columns at the \
                           right are the payoffs."
                .to_owned();
        if let Some(play) = self.play {
            let values = told::values(self.game, play);
            let worth = values.get(self.viewer).copied().unwrap_or(0.0);
            finding.push_str(&format!(
                " On each branch: its chance, and what {viewer} expects behind it; the wider, the likelier. \
                 {viewer} expects {} from the game.",
                number::value(worth)
            ));
        }
        Caption { id: "game".to_owned(), title, finding }
    }

    fn tree(&self) -> tree::Tree {
        let game = self.game;
        let depths = self.depths();
        let payoffs = game.end_payoffs_f64();
        let players = game.player_count();
        let values = self.play.map(|play| told::values(game, play));
        let names = game.infoset_names();
        let nodes = game.nodes.iter().enumerate().map(|(at, node)| {
            let (owner, knows) = match node.mover {
                Mover::Player(set) => {
                    let several = game.infosets[set].nodes.len() > 1;
                    (Some(game.infosets[set].player), several.then(|| set.to_string()))
                }
                Mover::Chance(_) | Mover::End => (None, None),
            };
            let to = |child: usize| {
                if game.is_end(child) {
                    let name = game.nodes[child].outcome.map(|o| game.outcomes[o].label.clone());
                    let own = &payoffs[child * players..(child + 1) * players];
                    let own = own.iter().copied().map(Some).collect();
                    tree::To::End(name.unwrap_or_default(), own)
                } else if depths[child] >= self.depth {
                    let more = game.subtree(child).len();
                    let name = format!("… {}", number::counted(more, "node"));
                    tree::To::End(name, vec![None; players])
                } else {
                    tree::To::Node(child)
                }
            };
            let moves = game.children(at).iter().enumerate().map(|(k, &child)| tree::Move {
                label: self.made(at, k).to_owned(),
                chance: self.chance(at, k),
                to: to(child),
            });
            tree::Node {
                label: match node.mover {
                    Mover::Player(set) if node.label.is_empty() => names[set].clone(),
                    _ => node.label.clone(),
                },
                owner,
                knows,
                moves: moves.collect(),
                value: values.as_ref().map(|values| values[at * players + self.viewer]),
            }
        });
        let viewer = self.play.map(|_| self.viewer);
        tree::Tree { players: game.players.clone(), nodes: nodes.collect(), viewer }
    }

    /// The name of a move.
    fn made(&self, node: usize, k: usize) -> &str {
        match self.game.nodes[node].mover {
            Mover::Chance(draw) => &self.game.chances[draw].moves[k],
            Mover::Player(set) => &self.game.infosets[set].moves[k],
            Mover::End => "",
        }
    }

    /// Its chance, where it is known.
    fn chance(&self, node: usize, k: usize) -> Option<f64> {
        match self.game.nodes[node].mover {
            Mover::Chance(draw) => Some(self.game.chances[draw].odds_f64[k]),
            Mover::Player(set) => {
                self.play.map(|play| play[self.game.infosets[set].first_play + k])
            }
            Mover::End => None,
        }
    }

    /// The game in words: every information set, its moves and their chances.
    fn table(&self) -> Markup {
        let names = self.game.infoset_names();
        html! {
            details {
                summary { "As a table" }
                div class="scroll" tabindex="0" role="group" aria-label="Wide table" {
                    table {
                        caption { "What each player can do where, and with which chance it does." }
                        thead { tr {
                            th scope="col" { "Player" } th scope="col" { "at" } th scope="col" class="n" { "nodes" }
                            th scope="col" { "move" } th scope="col" class="n" { "chance" }
                        } }
                        tbody {
                            @for (set, name) in self.game.infosets.iter().zip(&names) {
                                @for (k, made) in set.moves.iter().enumerate() {
                                    tr {
                                        th scope="row" { (self.game.players[set.player]) }
                                        td { (name) }
                                        td class="n" { (number::count(set.nodes.len())) }
                                        td { (made) }
                                        td class="n" {
                                            @if let Some(play) = self.play {
                                                (number::percent(play[set.first_play + k]))
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
    }
}
