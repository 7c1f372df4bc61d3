//! A game from a file: what it is, its equilibria, and whether a given way of playing is one.

use crate::layout::{Column, Page, Table, Text, Tone};
use crate::{Style, number};
use zopa::game::answer::Figure;
use zopa::game::form::{Form, Properties};
use zopa::game::methods::{Kind, METHODS, MethodOf};
use zopa::game::told::{Told, ToldEquilibrium, ToldSet};

/// Sets of an equilibrium that a page shows; those that are reached come first.
const SETS: usize = 24;
/// Equilibria that a page shows without `--all`.
const FEW: usize = 4;
/// Fractions longer than this are shown as decimals.
const FRACTION: usize = 7;
/// So many characters of a parameter are shown as they are.
const LONG: usize = 9;

/// What a game is declared to be, and which methods take it.
#[must_use]
pub fn info(form: &Form, facts: &Properties, style: Style) -> String {
    let mut page = Page::new(style);
    page.heading(title(form.title()), &size(facts));
    let mut said = Vec::new();
    if facts.tree {
        said.push(if facts.perfect_information {
            "Perfect information: everybody who moves knows what has happened."
        } else if facts.subgames > 1 {
            "Some moves are hidden or simultaneous; parts of it are games of their own."
        } else {
            "Some moves are hidden or simultaneous, and no part of it is a game of its own."
        });
    }
    if facts.absent_minded {
        said.push("Absent-minded: one play passes twice through one information set.");
    } else if !facts.perfect_recall {
        said.push("Somebody forgets what it knew or did.");
    } else if facts.tree {
        said.push("Nobody forgets.");
    }
    page.para(said.join(" "));
    if let Some(sum) = &facts.constant_sum {
        let said = if facts.is_zero_sum() {
            format!("What one wins the other loses: payoffs always sum to {sum}.")
        } else {
            format!("Payoffs always sum to {sum}.")
        };
        page.para(said);
    }
    page.heading("PLAYERS", "");
    let mut players = Table::new(vec![Column::left("", 12), Column::right("pure strategies")]);
    for (name, count) in form.players().iter().zip(&facts.pure_strategies) {
        let count = count.and_then(|count| usize::try_from(count).ok());
        let count = count.map_or_else(|| "more than 2^64".to_owned(), number::count);
        players.row(vec![Text::from(*name), Text::from(count)]);
    }
    page.table(&players);
    page.heading("METHODS", "for zopa game solve --method");
    let mut methods = Table::new(vec![Column::left("", 12), Column::left("", 30)]);
    for method in METHODS {
        let refusal = (method.refuses)(facts);
        let tone = if refusal.is_none() { Tone::Plain } else { Tone::Faint };
        let said = refusal.map_or_else(
            || format!("finds {}", method.finds),
            |refusal| format!("not here: {}", refusal.reason),
        );
        let name = if tone == Tone::Plain { Tone::Strong } else { tone };
        methods.row(vec![Text::new().and(name, method.name), Text::new().and(tone, said)]);
    }
    page.table(&methods);
    page.finish()
}

fn title(title: &str) -> &str {
    if title.trim().is_empty() { "A game without a title" } else { title }
}

fn size(facts: &Properties) -> String {
    let players = number::counted(facts.players, "player");
    if !facts.tree {
        return format!("a table; {players}, {}", number::counted(facts.ends, "cell"));
    }
    let mut parts = vec![
        players,
        number::counted(facts.nodes, "node"),
        number::counted(facts.infosets, "information set"),
        number::counted(facts.moves, "move"),
        number::counted(facts.ends, "end"),
    ];
    if facts.subgames > 1 {
        parts.push(number::counted(facts.subgames, "subgame"));
    }
    format!("a tree; {}", parts.join(", "))
}

/// The answer of a method; with `all`, every equilibrium that it found.
#[must_use]
pub fn solved(told: &Told, method: &MethodOf, all: bool, style: Style) -> String {
    let mut page = Page::new(style);
    page.heading(title(&told.game), &format!("solved by {}", told.method));
    page.para(format!("Looked for: {}.", method.finds));
    let count = told.equilibria.len();
    let found = match (method.kind, count, told.complete) {
        (Kind::Rationalizable, 0, _) => "More than one way of playing is left.".to_owned(),
        (Kind::Rationalizable, ..) => "Only one way of playing is left.".to_owned(),
        (Kind::Behaviour, 1, _) => "What people do, not an equilibrium.".to_owned(),
        (Kind::Behaviour, ..) => "What people do, not equilibria.".to_owned(),
        (Kind::Equilibria, 0, true) => "There is none.".to_owned(),
        (Kind::Equilibria, 0, false) => "None was found.".to_owned(),
        (Kind::Equilibria, 1, true) => "There is exactly one.".to_owned(),
        (Kind::Equilibria, 1, false) => "One was found; there may be others.".to_owned(),
        (Kind::Equilibria, n, true) => format!("There are exactly {}.", number::count(n)),
        (Kind::Equilibria, n, false) => {
            format!("{} were found; there may be others.", number::count(n))
        }
    };
    let proof = match (told.exact, count, method.kind) {
        (_, 0, _) => "",
        (true, _, Kind::Behaviour) => " In exact arithmetic.",
        (true, ..) => " Proved in exact arithmetic.",
        (false, ..) => " In floating point, with the regret told below.",
    };
    let parameters: Vec<String> =
        told.parameters.iter().map(|(name, value)| format!("{name} {}", short(value))).collect();
    let parameters = match parameters.as_slice() {
        [] => String::new(),
        some => format!(" ({})", some.join(", ")),
    };
    page.para(format!("{found}{proof}{parameters}"));
    let shown = if all { count } else { count.min(FEW) };
    for (at, equilibrium) in told.equilibria.iter().take(shown).enumerate() {
        let noun = if method.kind == Kind::Equilibria { "EQUILIBRIUM" } else { "PLAY" };
        one(&mut page, equilibrium, noun, (count > 1).then_some(at + 1));
    }
    if shown < count {
        page.gap();
        page.para(format!("{} more: --all shows them.", number::count(count - shown)));
    }
    notes(&mut page, &told.limits, &told.notes);
    page.finish()
}

/// A number of many digits with six decimals; the JSON has them all.
fn short(value: &str) -> String {
    match value.parse::<f64>() {
        Ok(number) if value.len() > LONG && !value.contains('e') => {
            let text = format!("{number:.6}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        _ => value.to_owned(),
    }
}

fn regret(regret: f64) -> String {
    let told = number::value(regret);
    if regret <= 0.0 {
        "nobody gains anything by deviating".to_owned()
    } else if told == "0" {
        let above =
            (-300..0).map(|power| libm::exp10(f64::from(power))).find(|&power| power > regret);
        format!("nobody could gain {:e} by deviating", above.unwrap_or(1.0))
    } else {
        format!("somebody could gain {told} by deviating")
    }
}

fn one(page: &mut Page, equilibrium: &ToldEquilibrium, noun: &str, place: Option<usize>) {
    let title = match place {
        None => noun.to_owned(),
        Some(place) => format!("{noun} {place}"),
    };
    let regret = regret(equilibrium.regret);
    page.heading(&title, &regret);
    let payoffs: Vec<String> = equilibrium
        .payoffs
        .iter()
        .map(|(player, payoff)| format!("{player} gets {}", figure(payoff)))
        .collect();
    page.hanging(2, 4, &Text::from(payoffs.join(", ")));
    page.gap();
    sets(page, &equilibrium.play);
    for note in &equilibrium.notes {
        page.hanging(2, 4, &Text::from(note.as_str()));
    }
}

/// What is done at each set: those that are reached first.
fn sets(page: &mut Page, play: &[ToldSet]) {
    let tree = play.iter().any(|set| set.at.is_some());
    let reached = |set: &&ToldSet| set.reached.is_none_or(|chance| chance > 0.0);
    let mut order: Vec<&ToldSet> = play.iter().filter(reached).collect();
    order.extend(play.iter().filter(|set| !reached(set)));
    let beliefs = play.iter().any(|set| !set.beliefs.is_empty());
    let mut columns = vec![Column::left("", 8)];
    if tree {
        columns.push(Column::left("at", 8));
        columns.push(Column::right("reached"));
    }
    columns.push(Column::left("plays", 20));
    if beliefs {
        columns.push(Column::left("believes", 16));
    }
    let mut table = Table::new(columns);
    for set in order.iter().take(SETS) {
        let mut row = vec![Text::from(set.player.as_str())];
        if tree {
            row.push(Text::from(set.at.as_deref().unwrap_or_default()));
            row.push(Text::from(set.reached.map_or_else(String::new, number::percent)));
        }
        row.push(moves(set));
        row.push(believes(set));
        if !beliefs {
            row.pop();
        }
        table.row(row);
    }
    page.table(&table);
    if play.len() > SETS {
        let more = number::counted(play.len() - SETS, "more set");
        page.hanging(2, 2, &Text::new().and(Tone::Faint, format!("… and {more}: --json has them")));
    }
}

/// The chances of the ways to a set: all that can be, where that is known, else those that are.
fn believes(set: &ToldSet) -> Text {
    let way = |node: &usize| {
        let name = set.ways.get(node).filter(|way| !way.is_empty());
        name.map_or_else(|| node.to_string(), Clone::clone)
    };
    let told = set.beliefs.iter().filter_map(|(node, chance)| {
        let corners = set.allowed.iter().flatten().filter_map(|corner| corner.get(node));
        let mut corners: Vec<&Figure> = corners.collect();
        corners.sort_by(|a, b| a.to_f64().total_cmp(&b.to_f64()));
        let chance = match corners[..] {
            [least, .., most] if least != most => {
                format!("{} to {}", self::chance(least), self::chance(most))
            }
            _ if chance.to_f64() > 0.0 => self::chance(chance),
            _ => return None,
        };
        Some(format!("{} {chance}", way(node)))
    });
    let told: Vec<String> = told.collect();
    Text::from(told.join(", "))
}

/// The moves that are made, with their chances where there is more than one.
fn moves(set: &ToldSet) -> Text {
    let made: Vec<(&String, &Figure)> =
        set.moves.iter().filter(|(_, chance)| chance.to_f64() > 0.0).collect();
    if let [(name, _)] = made.as_slice() {
        return Text::new().and(Tone::Strong, name);
    }
    let mut text = Text::new();
    for (k, (name, chance)) in made.into_iter().enumerate() {
        text = text.plain(if k == 0 { "" } else { ", " }).plain(name).plain("\u{a0}");
        text = text.and(Tone::Strong, self::chance(chance));
    }
    text
}

/// A payoff: a short fraction as it is, else two digits.
fn figure(figure: &Figure) -> String {
    match figure {
        Figure::Exact(exact) if exact.to_string().len() <= FRACTION => {
            exact.to_string().replace('-', "\u{2212}")
        }
        other => number::value(other.to_f64()),
    }
}

/// A chance: a short fraction as it is, else in hundredths.
fn chance(chance: &Figure) -> String {
    match chance {
        Figure::Exact(exact) if exact.to_string().len() <= FRACTION => exact.to_string(),
        other => number::percent(other.to_f64()),
    }
}

fn notes(page: &mut Page, limits: &[String], notes: &[String]) {
    if limits.is_empty() && notes.is_empty() {
        return;
    }
    page.heading("NOTES", "");
    for limit in limits {
        page.item(Tone::Fail, "!", &Text::from(limit.as_str()));
    }
    for note in notes {
        page.item(Tone::Plain, "·", &Text::from(note.as_str()));
    }
}

/// A profile, judged.
#[derive(Clone, Debug)]
pub struct Judged {
    /// Each player, what it gets, and what it could gain by deviating.
    pub players: Vec<(String, Figure, Figure)>,
    /// Whether nobody gains anything.
    pub equilibrium: bool,
    /// Whether whole strategies were compared; else deviations at one set only.
    pub whole: bool,
    /// Whether chances were divided by their sum first.
    pub mended: bool,
    /// What each player does.
    pub play: Vec<ToldSet>,
}

/// Whether profiles are equilibria, and what each player could gain.
#[must_use]
pub fn verified(game: &str, profiles: &[Judged], style: Style) -> String {
    let mut page = Page::new(style);
    let count = profiles.iter().filter(|judged| judged.equilibrium).count();
    let said = match (profiles.len(), count) {
        (1, 1) => "an equilibrium: nobody gains anything by deviating",
        (1, _) => "not an equilibrium: somebody gains by deviating",
        (n, c) if n == c => "all are equilibria",
        (_, 0) => "none is an equilibrium",
        _ => "some are equilibria",
    };
    page.heading(title(game), said);
    page.para("Computed in exact fractions from the chances as they stand.");
    for (at, judged) in profiles.iter().enumerate() {
        if profiles.len() > 1 {
            let said = if judged.equilibrium { "an equilibrium" } else { "not an equilibrium" };
            page.heading(&format!("PROFILE {}", at + 1), said);
        } else {
            page.gap();
        }
        let columns = vec![Column::left("", 8), Column::right("gets"), Column::right("could gain")];
        let mut table = Table::new(columns);
        for (player, payoff, gain) in &judged.players {
            let tone = if gain.to_f64() > 0.0 { Tone::Fail } else { Tone::Pass };
            let gain = Text::new().and(tone, figure(gain));
            table.row(vec![Text::from(player.as_str()), Text::from(figure(payoff)), gain]);
        }
        page.table(&table);
        page.gap();
        sets(&mut page, &judged.play);
        if judged.mended {
            page.item(
                Tone::Plain,
                "·",
                &"Chances that summed to 1 only after rounding were divided by their sum.".into(),
            );
        }
        if !judged.whole {
            let note = "Somebody forgets what it knew or did: the gains are those of deviating at one \
                        information set.";
            page.item(Tone::Fail, "!", &note.into());
        }
    }
    page.finish()
}
