//! A game in extensive form as a tree, from left to right.
//!
//! On every branch stand the move, its chance and the expected payoff behind it; the branch is the wider the
//! likelier it is to be taken. Nodes that their mover cannot tell apart are joined by a dashed line. Leaves stand
//! in rows, inner nodes in the middle of theirs, so that branches never cross.
//!
//! A game may reach the same node in several ways. It is drawn once for each way, as a tree has it, as long as
//! that takes at most `MOST_LEAVES` rows; else once, and the other ways end in its name.

use super::palette::{Ink, Palette, Shape};
use super::svg::{Caption, at, fit, frame, framed, width};
use crate::number;
use maud::{Markup, html};

/// Most rows of a tree in which nodes with several parents are drawn several times.
const MOST_LEAVES: usize = 160;

/// A game.
#[derive(Clone, Debug)]
pub struct Tree {
    /// Names of the players.
    pub players: Vec<String>,
    /// The nodes; the first is the start. No way leads back.
    pub nodes: Vec<Node>,
    /// Whose expected payoff stands on the branches; `None` where there is none.
    pub viewer: Option<usize>,
}

/// A node.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its name.
    pub label: String,
    /// The player that moves; `None` for chance.
    pub owner: Option<usize>,
    /// The information set, where it is to be drawn.
    pub knows: Option<String>,
    /// The moves.
    pub moves: Vec<Move>,
    /// Expected payoff of the viewer; `None` where it is not known.
    pub value: Option<f64>,
}

/// A move.
#[derive(Clone, Debug)]
pub struct Move {
    /// Its name.
    pub label: String,
    /// Its chance; `None` where it is not known.
    pub chance: Option<f64>,
    /// Where it leads.
    pub to: To,
}

/// Where a move leads.
#[derive(Clone, Debug)]
pub enum To {
    /// A node.
    Node(usize),
    /// An end, with its name and the payoffs of the players; `None` where one is withheld.
    End(String, Vec<Option<f64>>),
}

const LEVEL: f64 = 180.0;
const ROW: f64 = 30.0;
const COLUMN: f64 = 54.0;
const TOP: f64 = 34.0;

/// One per player; `None` where it is withheld.
type Payoffs = Vec<Option<f64>>;

/// A branch as it is placed.
struct Branch {
    from: (f64, f64),
    to: (f64, f64),
    label: String,
    chance: Option<f64>,
    value: Option<f64>,
    reach: f64,
}

/// What is placed so far.
#[derive(Default)]
struct Layout {
    branches: Vec<Branch>,
    /// Node and place.
    nodes: Vec<(usize, f64, f64)>,
    /// Leaves: place, name, payoffs; a name alone refers to a node drawn elsewhere.
    leaves: Vec<(f64, f64, String, Option<Payoffs>)>,
    deepest: f64,
}

/// The picture.
#[must_use]
pub fn draw(caption: &Caption, tree: &Tree, palette: Palette) -> Markup {
    let drawing = Drawing::of(tree, palette);
    frame(caption, palette, drawing.size, &drawing.around(&drawing.same))
}

/// The picture for a page of its own, on which every node can be reached by the keyboard and is told in words.
#[must_use]
pub fn draw_to_walk(caption: &Caption, tree: &Tree) -> Markup {
    let palette = Palette::Page;
    let drawing = Drawing::of(tree, palette);
    let marks = html! { (drawing.around(&drawing.same)) (drawing.stops) };
    framed("group", caption, palette, drawing.size, &marks)
}

/// Pictures of one game as several see it. What is the same in several stands in the first of them, and the
/// others point to it there.
#[must_use]
pub fn draw_views(views: &[(Caption, Tree)], palette: Palette) -> Vec<Markup> {
    let mut known: Vec<(String, String)> = Vec::new();
    let pictures = views.iter().map(|(caption, tree)| {
        let drawing = Drawing::of(tree, palette);
        let mut parts = Vec::new();
        for (k, part) in drawing.same.iter().enumerate() {
            if let Some((id, _)) = known.iter().find(|(_, known)| *known == part.0) {
                parts.push(html! { use href=(format!("#{id}")) {} });
            } else {
                let id = format!("{}-{k}", caption.id);
                parts.push(html! { g id=(id) { (part) } });
                known.push((id, part.0.clone()));
            }
        }
        frame(caption, palette, drawing.size, &drawing.around(&parts))
    });
    pictures.collect()
}

/// The marks of a picture.
struct Drawing {
    size: (f64, f64),
    /// What depends on who looks, below the rest.
    below: Markup,
    /// What does not, or not often: the game itself, and a column of payoffs for each player.
    same: Vec<Markup>,
    /// What depends on who looks, above the rest.
    above: Markup,
    /// A place to stop at for each node, with the node in words.
    stops: Markup,
}

impl Drawing {
    fn of(tree: &Tree, palette: Palette) -> Self {
        let share = rows(tree, 0, 0).is_none_or(|rows| rows > MOST_LEAVES);
        let mut layout = Layout::default();
        place(tree, 0, 0, 1.0, share, &mut layout);
        let names =
            layout.leaves.iter().map(|leaf| width(&leaf.2, 12.0)).fold(0.0, f64::max).min(220.0);
        let start = layout.deepest + 12.0 + names + 16.0;
        let height = TOP + ROW * layout.leaves.len() as f64 + 6.0;
        let column = |player: usize| start + COLUMN * player as f64;
        let below = html! {
            @if let Some(viewer) = tree.viewer {
                rect x=(whole(column(viewer) - 4.0)) y="0" width=(whole(COLUMN)) height=(whole(height)) rx="4"
                    fill=(palette.ink(Ink::Party(viewer))) fill-opacity="0.12" {}
            }
            g fill="none" stroke=(palette.ink(Ink::Faint)) stroke-linejoin="round" {
                @for branch in &layout.branches { (line(branch)) }
            }
        };
        let game = html! {
            (heads(tree, start, palette))
            (infosets(tree, &layout, palette))
            (nodes(tree, &layout, palette))
            @for (x, y, name, _) in &layout.leaves {
                @if !name.is_empty() {
                    text x=(whole(x + 8.0)) y=(whole(y + 4.0)) { (fit(name, 225.0, 12.0)) }
                }
            }
        };
        let columns = (0..tree.players.len()).map(|player| payoffs(&layout, player, start));
        let same = std::iter::once(game).chain(columns).collect();
        let above = html! { g font-size="11" { @for branch in &layout.branches { (label(branch, palette)) } } };
        let stops = stops(tree, &layout);
        Self { size: (column(tree.players.len()), height), below, same, above, stops }
    }

    fn around(&self, same: &[Markup]) -> Markup {
        html! { (self.below) @for part in same { (part) } (self.above) }
    }
}

/// Places to stop at, from the root on, each before what follows it: around a node and its moves, so that both are in sight.
fn stops(tree: &Tree, layout: &Layout) -> Markup {
    let placed = layout.nodes.iter();
    let placed = placed.filter_map(|(node, x, y)| Some((tree.nodes.get(*node)?, *x, *y)));
    html! {
        g fill="transparent" pointer-events="none" {
            @for (node, x, y) in placed.filter(|(node, ..)| !node.moves.is_empty()) {
                @let (top, bottom) = reach(layout, x, y);
                rect tabindex="0" role="img" aria-label=(told(tree, node)) x=(whole(x - 10.0)) y=(whole(top))
                    width=(whole(LEVEL - 12.0)) height=(whole(bottom - top)) {}
            }
        }
    }
}

/// From where to where the moves of the node at a place reach, their names included.
fn reach(layout: &Layout, x: f64, y: f64) -> (f64, f64) {
    let own = layout.branches.iter().filter(|branch| {
        let (x0, y0) = branch.from;
        (x0 - x).abs() < 0.5 && (y0 - y).abs() < 0.5
    });
    own.fold((y - 11.0, y + 11.0), |(top, bottom), branch| {
        (top.min(branch.to.1 - 18.0), bottom.max(branch.to.1 + 7.0))
    })
}

/// A node in words: who moves, with which chances, and what is expected behind it.
fn told(tree: &Tree, node: &Node) -> String {
    let mover =
        node.owner.map_or("Chance", |owner| tree.players.get(owner).map_or("", String::as_str));
    let at = if node.label.is_empty() { String::new() } else { format!(" at {}", node.label) };
    let made = node.moves.iter().map(|made| match made.chance {
        Some(chance) => format!("{} {}", made.label, number::percent(chance)),
        None => made.label.clone(),
    });
    let viewer = tree.viewer.and_then(|viewer| tree.players.get(viewer));
    let expects = viewer.zip(node.value);
    let expects =
        expects.map(|(viewer, value)| format!("; {viewer} expects {}", number::value(value)));
    let made: Vec<String> = made.collect();
    format!("{mover}{at}: {}{}", made.join(", "), expects.unwrap_or_default())
}

/// How many rows the tree takes below a node; `None` where it is deeper than there are nodes.
fn rows(tree: &Tree, node: usize, depth: usize) -> Option<usize> {
    if depth > tree.nodes.len() {
        return None;
    }
    let mut count = 0_usize;
    for made in &tree.nodes.get(node)?.moves {
        count += match made.to {
            To::Node(next) => rows(tree, next, depth + 1)?,
            To::End(..) => 1,
        };
        if count > MOST_LEAVES {
            return Some(count);
        }
    }
    Some(count.max(1))
}

/// Places a node and what follows; answers where it stands.
fn place(
    tree: &Tree,
    node: usize,
    depth: usize,
    reach: f64,
    share: bool,
    layout: &mut Layout,
) -> (f64, f64) {
    let x = 10.0 + LEVEL * depth as f64;
    let empty = Vec::new();
    let moves = tree.nodes.get(node).map_or(&empty, |node| &node.moves);
    // Marked before its successors, so that a later way to it ends in its name.
    let index = layout.nodes.len();
    layout.nodes.push((node, x, 0.0));
    let mut ends = Vec::new();
    for made in moves {
        let here = reach * made.chance.unwrap_or(1.0);
        let drawn = |layout: &Layout, next| layout.nodes.iter().any(|(known, ..)| *known == next);
        let (to, value) = match &made.to {
            To::Node(next) if share && drawn(layout, *next) => {
                let name = tree.nodes.get(*next).map_or("", |node| node.label.as_str());
                (leaf(layout, x + LEVEL, format!("→ {name}, drawn elsewhere"), None), None)
            }
            To::Node(next) => {
                let value = tree.nodes.get(*next).and_then(|node| node.value);
                (place(tree, *next, depth + 1, here, share, layout), value)
            }
            To::End(name, payoffs) => {
                let value = tree.viewer.and_then(|viewer| payoffs.get(viewer).copied().flatten());
                (leaf(layout, x + LEVEL, name.clone(), Some(payoffs.clone())), value)
            }
        };
        ends.push((to, made, value, here));
    }
    if ends.is_empty() {
        ends.clear();
        let (x, y) = leaf(layout, x, String::new(), None);
        return (x, y);
    }
    let ys = ends.iter().map(|((_, y), ..)| *y);
    let y = ys.sum::<f64>() / ends.len() as f64;
    if let Some(placed) = layout.nodes.get_mut(index) {
        placed.2 = y;
    }
    for (to, made, value, reach) in ends {
        let (label, chance) = (made.label.clone(), made.chance);
        layout.branches.push(Branch { from: (x, y), to, label, chance, value, reach });
    }
    (x, y)
}

fn leaf(layout: &mut Layout, x: f64, name: String, payoffs: Option<Payoffs>) -> (f64, f64) {
    let y = TOP + ROW * (layout.leaves.len() as f64 + 0.5);
    layout.leaves.push((x, y, name, payoffs));
    layout.deepest = layout.deepest.max(x);
    (x, y)
}

fn heads(tree: &Tree, start: f64, palette: Palette) -> Markup {
    html! {
        @for (player, name) in tree.players.iter().enumerate() {
            text x=(whole(start + COLUMN * (player as f64 + 1.0) - 10.0)) y="14" text-anchor="end"
                font-size="11" {
                tspan fill=(palette.ink(Ink::Party(player))) { (Shape::of(player).glyph()) }
                " " (fit(name, COLUMN - 18.0, 11.0))
            }
        }
    }
}

fn infosets(tree: &Tree, layout: &Layout, palette: Palette) -> Markup {
    let mut sets: Vec<(&str, Vec<(f64, f64)>)> = Vec::new();
    for (node, x, y) in &layout.nodes {
        let Some(knows) = tree.nodes.get(*node).and_then(|node| node.knows.as_deref()) else {
            continue;
        };
        match sets.iter_mut().find(|(name, _)| *name == knows) {
            Some((_, places)) => places.push((*x, *y)),
            None => sets.push((knows, vec![(*x, *y)])),
        }
    }
    html! {
        @for (_, places) in &sets {
            @for pair in places.windows(2) {
                @if let [(x0, y0), (x1, y1)] = pair {
                    path d=(format!("M{} {}Q{} {} {} {}", whole(*x0), whole(*y0),
                            whole(f64::midpoint(*x0, *x1) - 14.0), whole(f64::midpoint(*y0, *y1)), whole(*x1), whole(*y1)))
                        fill="none" stroke=(palette.ink(Ink::Text)) stroke-width="1.5"
                        stroke-dasharray="4 4" {}
                }
            }
        }
    }
}

/// A player's payoffs in a column behind the leaves.
fn payoffs(layout: &Layout, player: usize, start: f64) -> Markup {
    let x = whole(start + COLUMN * (player as f64 + 1.0) - 10.0);
    html! {
        g text-anchor="end" {
            @for (_, y, _, payoffs) in &layout.leaves {
                @if let Some(payoff) = payoffs.as_ref().and_then(|payoffs| payoffs.get(player)) {
                    text x=(x) y=(whole(y + 4.0)) { (payoff.map_or_else(|| "·".to_owned(), number::value)) }
                }
            }
        }
    }
}

/// A coordinate to whole units, which are fine enough here.
fn whole(x: f64) -> String {
    at(libm::round(x))
}

/// Where a branch turns level.
fn bend(branch: &Branch) -> f64 {
    branch.from.0 + 34.0
}

fn line(branch: &Branch) -> Markup {
    let ((x0, y0), (x1, y1)) = (branch.from, branch.to);
    let width = Some(at(1.0 + 6.0 * branch.reach.clamp(0.0, 1.0))).filter(|width| width != "1");
    html! {
        path d=(format!("M{} {}L{} {}H{}", whole(x0), whole(y0), whole(bend(branch)), whole(y1), whole(x1)))
            stroke-width=[width] {}
    }
}

fn label(branch: &Branch, palette: Palette) -> Markup {
    let (x1, y1) = branch.to;
    let mut tail = String::new();
    if let Some(chance) = branch.chance {
        tail.push_str(&format!(" {}", number::percent(chance)));
    }
    if let Some(value) = branch.value {
        tail.push_str(&format!(" · {}", number::value(value)));
    }
    let room = x1 - bend(branch) - width(&tail, 11.0) - 8.0;
    html! {
        text x=(whole(bend(branch) + 2.0)) y=(whole(y1 - 6.0)) {
            (fit(&branch.label, room, 11.0)) tspan fill=(palette.ink(Ink::Faint)) { (tail) }
        }
    }
}

/// The nodes: those of players in their shapes, those of chance as rings.
fn nodes(tree: &Tree, layout: &Layout, palette: Palette) -> Markup {
    let (text, paper) = (palette.ink(Ink::Text), palette.ink(Ink::Paper));
    let placed = layout.nodes.iter();
    let owned: Vec<(Option<usize>, f64, f64)> =
        placed.filter_map(|(node, x, y)| Some((tree.nodes.get(*node)?.owner, *x, *y))).collect();
    let played = owned.iter().filter_map(|(owner, x, y)| Some(((*owner)?, *x, *y)));
    let chance = owned.iter().filter(|(owner, ..)| owner.is_none());
    html! {
        g stroke=(paper) stroke-width="1.5" {
            @for (owner, x, y) in played {
                path d=(Shape::of(owner).path(x, y, 7.5)) fill=(palette.ink(Ink::Party(owner))) {}
            }
        }
        g fill=(paper) stroke=(text) stroke-width="1.5" {
            @for (_, x, y) in chance { path d=(Shape::Circle.path(*x, *y, 5.0)) {} }
        }
    }
}
