//! The fair deal: what moves in which step of the road, beside today's; and what each would rather have.

use super::{View, road};
use crate::layout::{BREAK, Column, Page, Table, Text, Tone};
use crate::number;
use crate::words;
use zopa::verdict::answer::{Best, Deal, FairWeights, Step};

/// With so many moves more than issues, an issue has one row for all its steps.
const SPARE_ROWS: usize = 4;
/// The screen tells the best deals of so many parties.
const MOST_BEST: usize = 3;
/// Columns of a name that keeps its place in a narrow table.
const MODEST_NAME: usize = 16;

pub(super) fn show(page: &mut Page, view: View<'_>) {
    let Some(nash) = &view.verdict.solutions.nash else { return };
    let steps = view.verdict.road.as_slice();
    let title = if steps.is_empty() { "THE FAIR DEAL" } else { "THE FAIR DEAL IN STEPS" };
    let pace = road::pace(view, steps).unwrap_or_default();
    page.heading(title, &format!("fair: {}{pace}", standard(view.verdict.scenario.weights)));
    if nash.deal == view.verdict.today {
        page.hanging(2, 4, &"It is today's standing: everything stays as it is.".into());
    } else {
        course(page, view, &nash.deal, steps);
        stays(page, view, &nash.deal);
    }
    road::summary(page, view, steps);
    let instead = view.verdict.best.iter().filter_map(|of| instead(view, &nash.deal, of));
    let instead: Vec<Text> = instead.collect();
    let is_short = |text: &Text| text.width() + 2 <= page.width();
    if view.is_full() || instead.len() <= MOST_BEST && instead.iter().all(is_short) {
        for text in &instead {
            page.hanging(2, 4, text);
        }
    }
    if view.is_full() {
        for of in &view.verdict.best {
            beside(page, view, &nash.deal, of);
        }
        others(page, view, &nash.deal);
    }
}

/// What makes the deal the fair one.
pub(crate) fn standard(weights: FairWeights) -> &'static str {
    match weights {
        FairWeights::Equal => "largest product of gains",
        FairWeights::Patience => "gains weighed by patience",
        FairWeights::Given => "gains weighed as given",
    }
}

/// The moves, with the parties' names or, where these have no room, their tags.
fn course(page: &mut Page, view: View<'_>, fair: &Deal, steps: &[Step]) {
    let named = moves(view, fair, steps, |party| view.words.actor(party).to_owned());
    if page.has_room_for(&named) || view.verdict.parties.iter().all(|p| is_short(view, p)) {
        page.table(&named);
        return;
    }
    page.table(&moves(view, fair, steps, |party| view.words.tag(party)));
    let tags = view.words.tags(&view.verdict.parties);
    if !tags.is_empty() {
        let text = words::period(&tags.join("; "));
        page.hanging(2, 4, &Text::new().and(Tone::Faint, text));
    }
}

/// Whether a party's name takes little more room than its tag would.
fn is_short(view: View<'_>, party: &str) -> bool {
    Text::from(view.words.actor(party)).width() <= MODEST_NAME
}

/// A row: the steps in which it moves, the issue, from where to where.
struct Move<'a> {
    steps: String,
    issue: &'a str,
    from: Option<&'a str>,
    to: &'a str,
}

/// What moves, in the order of the road.
fn moves(view: View<'_>, fair: &Deal, steps: &[Step], called: impl Fn(&str) -> String) -> Table {
    let mut columns = vec![
        Column::left("by", 6),
        Column::left("", 16),
        Column::left("today", 8),
        Column::left("the\u{a0}fair\u{a0}deal", 14),
    ];
    if !steps.is_empty() {
        columns.insert(0, Column::left("step", 4));
    }
    let mut table = Table::new(columns);
    let mut last = None;
    for moved in rows(view, fair, steps) {
        let by = view.verdict.names.issues.get(moved.issue).map_or("", |names| names.by.as_str());
        let option = |option: &'_ str| view.words.option(moved.issue, option).to_owned();
        let mut cells = vec![
            called(by).into(),
            view.words.issue(moved.issue).into(),
            moved.from.map_or_else(Text::new, |from| option(from).into()),
            Text::new().and(Tone::Strong, format!("→ {}", option(moved.to))),
        ];
        if !steps.is_empty() {
            let again = last.as_ref() == Some(&moved.steps);
            let step = if again { "" } else { moved.steps.as_str() };
            cells.insert(0, Text::new().and(Tone::Strong, step));
        }
        table.row(cells);
        last = Some(moved.steps);
    }
    table
}

fn rows<'a>(view: View<'a>, fair: &'a Deal, steps: &'a [Step]) -> Vec<Move<'a>> {
    let today = |issue: &String| view.verdict.today.get(issue).map(String::as_str);
    let mut each: Vec<Move<'_>> = Vec::new();
    for (i, step) in steps.iter().enumerate() {
        for (issue, to) in step.moves.values().flatten() {
            let before = each.iter().rev().find(|moved| moved.issue == issue.as_str());
            let from = before.map(|moved| moved.to).or_else(|| today(issue));
            each.push(Move { steps: (i + 1).to_string(), issue, from, to });
        }
    }
    let changed: Vec<(&String, &String)> = fair
        .iter()
        .filter(|(issue, option)| view.verdict.today.get(*issue) != Some(option))
        .collect();
    if !each.is_empty() && each.len() <= changed.len() + SPARE_ROWS {
        return each;
    }
    let mut rows: Vec<(usize, Move<'_>)> = Vec::new();
    for (issue, to) in changed {
        let moves = |step: &Step| step.moves.values().any(|moved| moved.contains_key(issue));
        let first = steps.iter().position(moves).map_or(0, |i| i + 1);
        let last = steps.iter().rposition(moves).map_or(0, |i| i + 1);
        let steps = if first == last { first.to_string() } else { format!("{first}–{last}") };
        rows.push((first, Move { steps, issue, from: today(issue), to }));
    }
    rows.sort_by_key(|(first, _)| *first);
    rows.into_iter().map(|(_, moved)| moved).collect()
}

/// What the fair deal leaves as it is.
fn stays(page: &mut Page, view: View<'_>, fair: &Deal) {
    let same: Vec<String> = fair
        .iter()
        .filter(|(issue, option)| view.verdict.today.get(*issue) == Some(option))
        .map(|(issue, option)| {
            format!("{} ({})", view.words.issue(issue), view.words.option(issue, option))
        })
        .collect();
    if !same.is_empty() {
        let told = words::period(&words::list(&same, "and"));
        page.hanging(2, 4, &Text::new().plain("As today: ").plain(told));
    }
}

/// A party's best deal where it is another.
fn instead(view: View<'_>, fair: &Deal, (party, best): (&String, &Best)) -> Option<Text> {
    let instead = view.words.differences(&best.deal, fair);
    let head = format!("Best for {}, instead: ", view.words.actor(party));
    let text = Text::new().and(Tone::Strong, head).plain(words::period(&instead.join("; ")));
    (!instead.is_empty()).then_some(text)
}

/// What else is as good for a party as its best deal, or better with a catch.
fn beside(page: &mut Page, view: View<'_>, fair: &Deal, (party, best): (&String, &Best)) {
    let name = view.words.actor(party);
    if !best.ties.is_empty() {
        let others = number::counted(best.ties.len(), "other deal");
        page.hanging(2, 4, &format!("As good for {name} as its best: {others}.").into());
    }
    if let Some(deal) = &best.one_sided {
        let differences = words::period(&view.words.differences(deal, fair).join("; "));
        let catch = "one-sided (it moves nothing itself)";
        let text = format!("Better still for {name}, but {catch}: {differences}");
        page.hanging(2, 4, &text.into());
    }
}

/// Which other standards of fairness choose the same deal.
fn others(page: &mut Page, view: View<'_>, fair: &Deal) {
    let solutions = &view.verdict.solutions;
    let standards = [
        (
            "Kalai-Smorodinsky (equal shares of what each could hope for)",
            &solutions.kalai_smorodinsky,
        ),
        ("egalitarian* (the smallest gain largest)", &solutions.egalitarian),
        ("utilitarian* (the sum largest)", &solutions.utilitarian),
        ("Nash with today in the place of no deal", &solutions.nash_from_today),
    ];
    let mut agree = Vec::new();
    let mut differ = Vec::new();
    for (name, solution) in standards {
        let Some(solution) = solution else { continue };
        if solution.maximisers.contains(fair) {
            agree.push(name);
        } else {
            differ.push(name);
        }
    }
    let mut told = Vec::new();
    if !agree.is_empty() {
        told.push(format!("chosen too by {}", words::list(&agree, "and")));
    }
    if !differ.is_empty() {
        told.push(format!("not by {}", words::list(&differ, "or")));
    }
    if told.is_empty() {
        return;
    }
    let mut text = words::period(&told.join(", but "));
    if text.contains('*') {
        text.push_str(" (* depends on the parties' units)");
    }
    let weights = weights(view).map_or_else(String::new, |weights| format!(", {weights}"));
    let this = format!("this one is Nash's: the largest product of gains over no deal{weights}");
    page.hanging(2, 4, &format!("Other standards of fairness ({this}): {text}").into());
}

/// How the product of the fair deal weighs the gains, unless all alike.
fn weights(view: View<'_>) -> Option<&'static str> {
    match view.verdict.scenario.weights {
        FairWeights::Equal => None,
        FairWeights::Patience => Some("where the more patient party's weighs more"),
        FairWeights::Given => Some("each to the power that the scenario gives it"),
    }
}

/// What the fair deal is worth to each, beside no deal and today's standing.
pub(super) fn worth(page: &mut Page, view: View<'_>) {
    page.heading("WHAT IT IS WORTH", "per period, to each on its own scale");
    page.table(&values(view));
    let verdict = view.verdict;
    if view.is_full() && verdict.funnel.attainable > 0 {
        let text = format!(
            "Of the {} that pass every test {} no worse than today for anyone who signs.",
            number::counted(verdict.funnel.attainable, "deal"),
            match verdict.better_than_today {
                1 => "1 is".to_owned(),
                n => format!("{} are", number::count(n)),
            }
        );
        page.hanging(2, 4, &text.into());
    }
}

fn values(view: View<'_>) -> Table {
    let verdict = view.verdict;
    let fair = verdict.solutions.nash.as_ref();
    let mut columns = vec![Column::left("", 16), Column::right("no deal"), Column::right("today")];
    if fair.is_some() {
        columns.push(Column::right(format!("★ fair{BREAK}deal")));
        columns.push(Column::right("its best"));
        columns.push(Column::right(format!("over no{BREAK}deal")));
    }
    let mut table = Table::new(columns);
    let judged = fair.and_then(|nash| view.judged(&nash.deal));
    for actor in verdict.parties.iter().chain(&verdict.audiences) {
        let value = |x: Option<f64>| x.map_or_else(|| "–".into(), |x| Text::from(number::value(x)));
        let no_deal = verdict.no_deal.get(actor);
        let home = judged.and_then(|deal| deal.ratifiable.get(actor).copied());
        let worth = fair.and_then(|nash| nash.values.get(actor).copied());
        // An audience has no no-deal value: what it needs stands in its place.
        let (reference, margin) = match (no_deal, home, worth) {
            (Some(no_deal), _, worth) => {
                (value(Some(no_deal.value)), worth.map(|worth| worth - no_deal.value))
            }
            (None, Some(margin), Some(worth)) => {
                (format!("needs {}", number::value(worth - margin)).into(), Some(margin))
            }
            _ => continue,
        };
        let mut cells = vec![
            view.words.actor(actor).into(),
            reference,
            value(no_deal.map(|no_deal| no_deal.today)),
        ];
        if fair.is_some() {
            let best = verdict.best.get(actor).and_then(|best| best.values.get(actor).copied());
            cells.push(
                worth.map_or_else(Text::new, |x| Text::new().and(Tone::Strong, number::value(x))),
            );
            cells.push(value(best));
            cells.push(margin.map_or_else(Text::new, |margin| number::margin(margin).into()));
        }
        table.row(cells);
    }
    table
}
