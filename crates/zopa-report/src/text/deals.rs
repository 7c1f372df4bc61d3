//! A deal space: how large it is, its frontier, its bargaining solutions, and the fair deal option by
//! option.

use super::trade;
use crate::layout::{Column, Page, Table, Text, Tone};
use crate::{Style, number};
use zopa::deal::structured::answer::{Answer, Named, Point};
use zopa::deal::structured::{Domain, Improvement};

/// Deals that tie are counted beyond so many.
const TIES: usize = 3;
/// Below this a number of deals is written out.
const COUNTABLE: u64 = 1_000_000_000_000;

/// The answer to a deal space as one screen of text; with `frontier`, also the points it lists.
#[must_use]
pub fn deals(domain: &Domain, answer: &Answer, frontier: bool, style: Style) -> String {
    let mut page = Page::new(style);
    head(&mut page, domain, answer);
    solutions(&mut page, domain, answer);
    fair(&mut page, domain, answer);
    few(&mut page, answer);
    trade::trade(&mut page, answer);
    trade::lotteries(&mut page, answer);
    if frontier {
        points(&mut page, answer);
    }
    limits(&mut page, answer);
    page.finish()
}

/// The packages that are better for everyone than a given one.
#[must_use]
pub fn improvements(
    domain: &Domain,
    package: &[usize],
    found: &Improvement,
    style: Style,
) -> String {
    let mut page = Page::new(style);
    let answer = &found.answer;
    let title = if domain.name.is_empty() { "The package" } else { domain.name.as_str() };
    page.heading(title, "what would be better for everyone");
    if found.efficient {
        page.para("The package is efficient: nobody can get more without somebody getting less.");
        limits(&mut page, answer);
        return page.finish();
    }
    let count = number::counted(answer.frontier.size, "efficient outcome");
    let mut said =
        format!("{count} would be worse for nobody than the package, and better for somebody.");
    if found.distance > 0.0 {
        said.push_str(&format!(
            " Everyone could gain {} of its range at once, from its worst deal to its best.",
            number::percent(found.distance)
        ));
    }
    page.para(said);
    let mut gains = Table::new(heads(answer, ""));
    let mut row = vec![Text::from("the package is worth")];
    row.extend(found.worth.iter().map(|value| Text::from(number::value(value.to_f64()))));
    gains.row(row);
    let mut row = vec![Text::from("the most that each could gain")];
    row.extend(found.most.iter().map(|gain| Text::from(number::margin(gain.to_f64()))));
    gains.row(row);
    page.gap();
    page.table(&gains);
    if let Some(point) = answer.solutions.nash.first() {
        page.heading("THE FAIR IMPROVEMENT", "shares the gain over the package as Nash would");
        changes(&mut page, domain, package, point, answer);
    }
    trade::exchanges(&mut page, found);
    limits(&mut page, answer);
    page.finish()
}

fn head(page: &mut Page, domain: &Domain, answer: &Answer) {
    let title = if answer.name.is_empty() { "A deal space" } else { answer.name.as_str() };
    let count = match answer.combinations {
        Some(count) if count < COUNTABLE => {
            number::count(usize::try_from(count).unwrap_or(usize::MAX)) + " possible deals"
        }
        _ => format!("about {} possible deals", number::power_of_ten(answer.magnitude)),
    };
    let parties = plural(answer.parties.len(), "party", "parties");
    let issues = plural(answer.issues, "issue", "issues");
    page.heading(title, &format!("{parties}, {issues}, {count}"));
    let (size, above) = (answer.frontier.size, answer.frontier.above_reservations);
    let stated = domain.parties.iter().any(|party| party.reservation.is_some());
    let mut said = match (answer.exact, size) {
        (true, _) => format!(
            "{} efficient: nobody can get more without somebody getting less.",
            plural(size, "outcome is", "outcomes are")
        ),
        (false, 0) => "The efficient outcomes are too many to list.".to_owned(),
        (false, _) => format!(
            "The efficient outcomes are too many to list; {} stand for them.",
            number::counted(size, "outcome")
        ),
    };
    if answer.exact && stated && above < size {
        said.push_str(&match above {
            0 => " None of them is acceptable to everyone: no deal beats having none.".to_owned(),
            _ => format!(
                " {} of them leave nobody worse off than no deal would.",
                number::count(above)
            ),
        });
    }
    if answer.exact {
        said.push_str(" Exact.");
    } else if answer.solutions_exact {
        said.push_str(" The deals below are exact all the same.");
    }
    page.para(said);
}

fn heads(answer: &Answer, first: &str) -> Vec<Column> {
    let mut columns = vec![Column::left(first, 14)];
    columns.extend(short(&answer.parties).into_iter().map(Column::right));
    columns
}

/// The names without what all of them begin with, up to a break between words.
fn short(names: &[String]) -> Vec<&str> {
    let first = names.first().map_or("", String::as_str);
    let shared = |end: &usize| {
        let prefix = first.get(..*end).unwrap_or_default();
        prefix.ends_with(['-', '_', ' ', '.'])
            && names.iter().all(|name| name.len() > *end && name.starts_with(prefix))
    };
    let cut = if names.len() > 1 { (1..first.len()).rev().find(shared).unwrap_or(0) } else { 0 };
    names.iter().map(|name| name.get(cut..).unwrap_or(name)).collect()
}

/// A few deals that stand for a frontier that nobody would read.
fn few(page: &mut Page, answer: &Answer) {
    let Some(cover) = &answer.cover else { return };
    page.heading("A FEW FOR ALL", "deals that stand for the efficient ones that are acceptable");
    let mut rows = Vec::new();
    for (i, point) in cover.points.iter().enumerate() {
        rows.push((Text::from(number::count(i + 1)), values(&point.values)));
    }
    by_party(page, answer, &rows, "");
    page.hanging(
        2,
        2,
        &Text::new().and(
            Tone::Faint,
            format!(
                "Whatever efficient deal is acceptable to all, one of these is worse for nobody by more \
                 than {} of its range. --json tells them option by option.",
                number::percent(cover.within)
            ),
        ),
    );
}

/// A table with a column a party, or several below each other where they do not fit.
pub(super) fn by_party(
    page: &mut Page,
    answer: &Answer,
    rows: &[(Text, Vec<String>)],
    after: &str,
) {
    let parties = answer.parties.len();
    let names = short(&answer.parties);
    let of = |from: usize, to: usize| {
        let mut columns = vec![Column::left("", 14)];
        let some = names.get(from..to).unwrap_or_default();
        columns.extend(some.iter().map(|party| Column::right(*party)));
        let last = !after.is_empty() && to == parties;
        if last {
            columns.push(Column::left(after, 12));
        }
        let mut table = Table::new(columns);
        for (name, cells) in rows {
            let mut row = vec![name.clone()];
            row.extend(
                cells.get(from..to).unwrap_or_default().iter().map(|c| Text::from(c.as_str())),
            );
            if last {
                row.push(cells.get(parties).map_or_else(Text::new, |c| Text::from(c.as_str())));
            }
            table.row(row);
        }
        table
    };
    let mut from = 0;
    while from < parties {
        let fits = |to: &usize| page.has_room_for(&of(from, *to));
        let to = (from + 1..=parties).rev().find(fits).unwrap_or(from + 1);
        page.table(&of(from, to));
        from = to;
        if from < parties {
            page.gap();
        }
    }
}

fn solutions(page: &mut Page, domain: &Domain, answer: &Answer) {
    if answer.solutions.nash.is_empty() {
        return;
    }
    page.heading("WHAT IS FAIR", "what each party gets, in its own units");
    let s = &answer.solutions;
    let mut rows = vec![(Text::new().and(Tone::Faint, "no deal"), values(&answer.disagreement))];
    for (name, points) in [
        ("Nash", &s.nash),
        ("Kalai-Smorodinsky", &s.kalai_smorodinsky),
        ("egalitarian*", &s.egalitarian),
        ("utilitarian*", &s.utilitarian),
    ] {
        for (i, point) in points.iter().take(TIES).enumerate() {
            let name = if i == 0 { Text::from(name) } else { "  or, just as good".into() };
            rows.push((name, values(&point.values)));
        }
        if points.len() > TIES {
            let more = format!("  and {} more just as good", points.len() - TIES);
            rows.push((more.as_str().into(), Vec::new()));
        }
    }
    // Of two, each one's best is an end of the frontier.
    let crowd = answer.parties.len() > 2;
    for (party, points) in answer.best.iter().filter(|_| crowd) {
        if let Some(point) = points.first() {
            let name = Text::new().and(Tone::Faint, format!("best for {party}"));
            rows.push((name, values(&point.values)));
        }
    }
    by_party(page, answer, &rows, "");
    let legend = "Nash: the largest product of gains over no deal. Kalai-Smorodinsky: equal shares of \
                  what each could hope for. Egalitarian: the smallest gain is largest. Utilitarian: the \
                  largest sum. * depends on the parties' units. No deal: the reservation, or the worst \
                  deal where that is worth more.";
    let mut legend = legend.to_owned();
    if domain.parties.iter().any(|party| party.weight != 1) {
        let weights = domain.parties.iter().map(|party| format!("{} {}", party.name, party.weight));
        let weights: Vec<String> = weights.collect();
        legend.push_str(&format!(
            " Gains count in Nash's product to the power of: {}.",
            weights.join(", ")
        ));
    }
    page.hanging(2, 2, &Text::new().and(Tone::Faint, legend));
}

fn values(values: &[zopa::num::rational::Rational]) -> Vec<String> {
    values.iter().map(|value| number::value(value.to_f64())).collect()
}

fn fair(page: &mut Page, domain: &Domain, answer: &Answer) {
    let Some(point) = answer.solutions.nash.first() else { return };
    let Some(deal) = point.deals.first() else { return };
    let ties = match point.deals.len() {
        1 => "by Nash; what each option is worth to each".to_owned(),
        n => {
            let at_least = if point.all_deals { "" } else { "at least " };
            format!("by Nash, the first of {at_least}{n} worth the same; what each option is worth")
        }
    };
    page.heading("THE FAIR DEAL", &ties);
    let mut rows = Vec::new();
    for (i, issue) in domain.issues.iter().enumerate() {
        let option = deal.get(&issue.name).map_or("", String::as_str);
        let at = issue.options.iter().position(|o| o == option).unwrap_or(0);
        let name = Text::from(format!("{}: ", issue.name)).and(Tone::Strong, option);
        let worth = domain.parties.iter().map(|party| number::value(party.values[i][at].to_f64()));
        rows.push((name, worth.collect()));
    }
    let together: Vec<String> = values(&point.values);
    let entangled = domain.parties.iter().any(|p| !p.terms.is_empty() || !p.constant.is_zero());
    let name = if entangled { "together, with what depends on several issues" } else { "together" };
    rows.push((Text::new().and(Tone::Faint, name), together));
    by_party(page, answer, &rows, "");
}

fn changes(page: &mut Page, domain: &Domain, package: &[usize], point: &Point, answer: &Answer) {
    let Some(deal) = point.deals.first() else { return };
    let mut rows = Vec::new();
    for ((i, issue), &old) in domain.issues.iter().enumerate().zip(package) {
        let new = deal.get(&issue.name).map_or("", String::as_str);
        let at = issue.options.iter().position(|o| o == new).unwrap_or(old);
        if at == old {
            continue;
        }
        let name = Text::from(format!("{}: {} → ", issue.name, issue.options[old]));
        let gains = domain
            .parties
            .iter()
            .map(|party| number::margin((&party.values[i][at] - &party.values[i][old]).to_f64()));
        rows.push((name.and(Tone::Strong, new), gains.collect()));
    }
    let before = domain.values(package);
    let gains = point.values.iter().zip(&before).map(|(new, old)| (new - old).to_f64());
    rows.push((Text::new().and(Tone::Faint, "together"), gains.map(number::margin).collect()));
    by_party(page, answer, &rows, "");
}

fn points(page: &mut Page, answer: &Answer) {
    if answer.frontier.points.is_empty() {
        return;
    }
    page.heading("THE FRONTIER", "every efficient outcome, the first party's best first");
    let mut rows = Vec::new();
    for (i, point) in answer.frontier.points.iter().enumerate() {
        let mut cells = values(&point.values);
        let more = point.deals.len().saturating_sub(1);
        let mut deal = point.deals.first().map_or_else(String::new, told);
        if more > 0 || !point.all_deals {
            let at_least = if point.all_deals { "" } else { "at least " };
            deal.push_str(&format!(" (or {at_least}{})", number::counted(more, "other")));
        }
        cells.push(deal);
        rows.push((Text::from(number::count(i + 1)), cells));
    }
    by_party(page, answer, &rows, "a deal that gives it");
}

fn told(deal: &Named) -> String {
    let options: Vec<&str> = deal.values().map(String::as_str).collect();
    options.join(", ")
}

fn limits(page: &mut Page, answer: &Answer) {
    if answer.limits.is_empty() {
        return;
    }
    page.heading("LIMITS", "");
    for limit in &answer.limits {
        page.item(
            Tone::Fail,
            "!",
            &Text::from(crate::words::period(&crate::words::capital(limit))),
        );
    }
}

fn plural(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{} {many}", number::count(n)) }
}
