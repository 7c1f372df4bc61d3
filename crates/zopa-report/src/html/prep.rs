//! One page for a negotiator, in the order of the usual preparation sheet: interests, options, alternatives,
//! legitimacy, communication, relationship, commitment (the seven elements of Fisher, Ury and Patton 1991;
//! Fisher and Ertel 1995), ours and theirs side by side.
//!
//! It must fit on one sheet of A4, so every list has a length; what is cut is counted.

use super::{Sheet, road, trade};
use crate::number;
use crate::words;
use maud::{Markup, PreEscaped, html};
use zopa::verdict::answer::{Deal, Solution};

/// What the sheet has beyond the style of every page.
const STYLE: &str = include_str!("prep.css");
/// Issues told of each party.
const ISSUES: usize = 3;
/// Packages, trades, beliefs and steps told.
const PACKAGES: usize = 6;
const TRADES: usize = 2;
const BELIEFS: usize = 3;
const STEPS: usize = 4;
/// Changes told of a deal that has no name.
const CHANGES: usize = 3;
/// Other parties told one by one.
const OTHERS: usize = 3;

/// The page of a party, by its key.
pub(super) fn page(sheet: Sheet<'_>, us: &str) -> Markup {
    let about = &sheet.verdict.scenario;
    let others: Vec<&str> = others(sheet, us);
    let them: Vec<&str> = others.iter().copied().take(OTHERS).collect();
    let title = |name: &str| html! { h2 { (name) } };
    html! {
        style { (PreEscaped(STYLE)) }
        div class="prep" {
            header id="brief" {
                div class="line" {
                    h1 { "Preparation sheet: " (sheet.party(us)) }
                    button type="button" id="theme" class="js-only" { "Light or dark" }
                }
                p class="note" { bdi { (about.title) } @if let Some(question) = &about.question { ": " bdi { (question) } }
                    " · values per period, on each one's own scale · zopa " (sheet.verdict.zopa) }
            }
            section id="answer" aria-label="Preparation" {
                div class="two heads" { strong { "Ours" } strong { "Theirs" @if others.len() > them.len() {
                    " (" (others.len() - them.len()) " more left out)" } } }
                (title("Interests"))
                (two(html! { (interests(sheet, us)) }, html! { @for key in &them { (named(sheet, key, &interests(sheet, key))) } }))
                (title("Options"))
                (options(sheet, us, &them))
                (title("Alternatives"))
                (two(html! { (alternative(sheet, us)) }, html! { @for key in &them { (named(sheet, key, &alternative(sheet, key))) } }))
                (title("Legitimacy"))
                (legitimacy(sheet, us, &them))
                (title("Communication"))
                (two(communication(sheet, us), html! { @for key in &them { (named(sheet, key, &communication(sheet, key))) } }))
                (title("Relationship"))
                (two(relationship(sheet, us), html! { @for key in &them { (named(sheet, key, &relationship(sheet, key))) } }))
                (title("Commitment"))
                (commitment(sheet))
            }
        }
    }
}

/// Who sits across: the other parties that sign, then those that move something.
fn others<'a>(sheet: Sheet<'a>, us: &str) -> Vec<&'a str> {
    let signers = sheet.exhibits.signers.iter();
    let movers = sheet.verdict.names.issues.values().map(|issue| &issue.by);
    let mut others: Vec<&str> = Vec::new();
    for key in signers.chain(movers) {
        if key != us && sheet.verdict.parties.contains(key) && !others.contains(&key.as_str()) {
            others.push(key);
        }
    }
    others
}

fn two(ours: Markup, theirs: Markup) -> Markup {
    html! { div class="two" { div { (ours) } div { (theirs) } } }
}

fn named(sheet: Sheet<'_>, key: &str, what: &Markup) -> Markup {
    html! { div class="of" { (sheet.party(key)) ": " (what) } }
}

/// What weighs most, and who at home must swallow it.
fn interests(sheet: Sheet<'_>, key: &str) -> Markup {
    let mut weights: Vec<_> = sheet
        .exhibits
        .trade
        .iter()
        .filter(|weight| weight.actor == key && weight.swing > number::NOTHING)
        .collect();
    weights.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    let home: Vec<&str> = sheet
        .exhibits
        .home
        .iter()
        .filter(|(_, home)| *home == key)
        .map(|(audience, _)| sheet.view.words.actor(audience))
        .collect();
    html! {
        @for (i, weight) in weights.iter().take(ISSUES).enumerate() {
            @if i > 0 { "; " }
            bdi { (sheet.view.words.issue(&weight.issue)) } ": " bdi { (sheet.view.words.option(&weight.issue, &weight.best)) }
            " (" (number::percent(weight.weight)) @if i == 0 { " of what is at stake" } ")"
        }
        @if weights.is_empty() { "Nothing here moves it, or it is not told" }
        "."
        @if !home.is_empty() { " At home " (words::list(&home, "and")) " must swallow it." }
        @for says in sheet.verdict.says.iter().filter(|says| says.party == key) {
            " Says “" bdi { (sheet.view.words.options(&says.says)) } "”: "
            strong { (if says.credible { "credible" } else { "not credible" }) } "."
        }
    }
}

/// The packages of the menu and each one's best, with what they are worth; and what to trade.
fn options(sheet: Sheet<'_>, us: &str, them: &[&str]) -> Markup {
    let verdict = sheet.verdict;
    let cut = verdict.menu.len().saturating_sub(PACKAGES);
    let keys: Vec<&str> = std::iter::once(us).chain(them.iter().copied()).collect();
    let told = trade::told(trade::Stakes::of(sheet));
    html! {
        table {
            thead { tr { th scope="col" { "Package" } th scope="col" { "can it be had?" }
                @for key in &keys { th scope="col" class="n" { (tag(sheet, key)) } } } }
            tbody {
                @for entry in verdict.menu.iter().take(PACKAGES) {
                    @if let Some(deal) = &entry.represented_by {
                        tr {
                            th scope="row" { @if Some(&deal.deal) == sheet.view.fair { "★ " } bdi { (entry.name) } }
                            td { (verdict_on(entry.attainable, sheet, deal)) }
                            @for key in &keys { td class="n" { (value(deal.values.get(*key))) } }
                        }
                    }
                }
                @for key in &keys {
                    @if let Some(best) = verdict.best.get(*key) {
                        tr {
                            th scope="row" { "Best that can be had for " (sheet.party(key)) }
                            td class="faint" { (differences(sheet, &best.deal)) }
                            @for key in &keys { td class="n" { (value(best.values.get(*key))) } }
                        }
                    }
                }
            }
        }
        @if cut > 0 { p class="note" { (number::counted(cut, "package")) " more on the menu." } }
        @if !told.is_empty() {
            ul { @for trade in told.iter().take(TRADES) { li { (trade) } } }
        }
    }
}

fn verdict_on(
    attainable: bool,
    sheet: Sheet<'_>,
    deal: &zopa::verdict::answer::JudgedDeal,
) -> Markup {
    let fails = words::Test::ALL.into_iter().find(|test| test.passes(deal) == Some(false));
    html! {
        @if attainable { span class="cell pass" { "✓ yes" } }
        @else if let Some(test) = fails {
            span class="cell fail" { "✗ not " (test.name()) }
            @if let Some(link) = test.weakest(deal) { " " span class="faint" { (sheet.view.words.tag(&link.actor)) } }
        } @else { span class="cell unknown" { "? not tested" } }
    }
}

/// A deal by its name on the menu, else by what it changes.
fn differences(sheet: Sheet<'_>, deal: &Deal) -> Markup {
    let is = |entry: &&zopa::verdict::answer::MenuVerdict| {
        entry.represented_by.as_ref().is_some_and(|shown| shown.deal == *deal)
    };
    let name = sheet.verdict.menu.iter().find(is).map(|entry| entry.name.clone());
    let changes = sheet.view.words.differences(deal, &sheet.verdict.today);
    let cut = changes.len().saturating_sub(CHANGES);
    html! {
        @match name {
            Some(name) => bdi { (name) },
            None if changes.is_empty() => "as today",
            None => {
                bdi { (changes.iter().take(CHANGES).map(String::as_str).collect::<Vec<_>>().join("; ")) }
                @if cut > 0 { "; " (cut) " more" }
            }
        }
    }
}

/// No deal, in its own head.
fn alternative(sheet: Sheet<'_>, key: &str) -> Markup {
    let Some(no_deal) = sheet.verdict.no_deal.get(key) else { return html! { "Not told." } };
    let likeliest = no_deal.outcomes.iter().max_by(|a, b| a.1.total_cmp(b.1));
    let fair = sheet.verdict.solutions.nash.as_ref().and_then(|nash| nash.values.get(key));
    html! {
        "No deal is worth " strong { (number::value(no_deal.value)) }
        @if let Some((outcome, odds)) = likeliest {
            " (if it comes to that, likeliest " bdi { (sheet.view.words.outcome(outcome)) } ", " (number::percent(*odds)) ")"
        }
        "; today " (number::value(no_deal.today))
        @if let Some(fair) = fair { "; the fair deal " (number::value(*fair)) }
        "."
        @if sheet.exhibits.signers.iter().any(|signer| signer == key) {
            " Signs nothing below " strong { (number::value(no_deal.value)) } "."
        }
    }
}

/// What the standards of fairness give each.
fn legitimacy(sheet: Sheet<'_>, us: &str, them: &[&str]) -> Markup {
    let solutions = &sheet.verdict.solutions;
    let standards: [(&str, &Option<Solution>); 4] = [
        ("equal regard for proportional gains (Nash)", &solutions.nash),
        (
            "equal shares of what each could hope for (Kalai-Smorodinsky)",
            &solutions.kalai_smorodinsky,
        ),
        ("the smallest gain as large as can be*", &solutions.egalitarian),
        ("the largest sum*", &solutions.utilitarian),
    ];
    let keys: Vec<&str> = std::iter::once(us).chain(them.iter().copied()).collect();
    let precedents: Vec<&str> = sheet
        .exhibits
        .premises
        .iter()
        .flat_map(|premise| &premise.precedents)
        .map(|precedent| precedent.name.as_str())
        .collect();
    html! {
        table {
            thead { tr { th scope="col" { "Standard (* depends on the parties' units)" } th scope="col" { "would be" }
                @for key in &keys { th scope="col" class="n" { (tag(sheet, key)) } } } }
            tbody {
                @for (name, solution) in standards {
                    @if let Some(solution) = solution {
                        tr { th scope="row" { (name) } td class="faint" { (differences(sheet, &solution.deal)) }
                            @for key in &keys { td class="n" { (value(solution.values.get(*key))) } } }
                    }
                }
                @if solutions.nash.is_none() { tr { th scope="row" { "No deal passes every test." } td {} @for _ in &keys { td {} } } }
            }
        }
        @if !precedents.is_empty() { p class="note" { "Precedents they may cite: " (words::list(&precedents, "and")) "." } }
    }
}

/// What it believes otherwise than the rest: what to ask and to tell.
fn communication(sheet: Sheet<'_>, key: &str) -> Markup {
    let views: Vec<_> = sheet.verdict.views.iter().filter(|view| view.actor == key).collect();
    html! {
        @if views.is_empty() { "Sees things as the others do." }
        @for (i, view) in views.iter().take(BELIEFS).enumerate() {
            @let premise = sheet.exhibits.premises.iter().find(|premise| premise.key == view.premise);
            @let write = |x: f64| if premise.is_some_and(|p| p.probability) { number::percent(x) } else { number::value(x) };
            @if i > 0 { "; " } @else { "Believes otherwise: " }
            bdi { (premise.and_then(|p| p.about.as_deref()).unwrap_or(&view.premise)) } " " (write(view.value))
            " (others " (write(view.nobody)) ")"
        }
        @if views.len() > BELIEFS { "; " (views.len() - BELIEFS) " more" }
        @if !views.is_empty() { "." }
    }
}

/// What keeps it to the fair deal.
fn relationship(sheet: Sheet<'_>, key: &str) -> Markup {
    let fair = sheet.view.fair.and_then(|fair| sheet.view.judged(fair));
    let holding = fair.and_then(|deal| deal.holding.get(key));
    let last = sheet.verdict.road.last();
    let cheat = last.and_then(|step| step.cheat.get(key));
    html! {
        @match holding {
            Some(margin) => {
                "Once there, keeping it is worth " (number::margin(*margin)) " over the best breach"
                @if let Some(cheat) = cheat { " (" bdi { (cheat) } ")" } "."
            }
            None => {
                @if sheet.verdict.scenario.enforced { "A contract that is enforced: nothing to be gained by a breach." }
                @else if fair.is_none() { "No deal to keep." }
                @else { "Moves nothing that could break it." }
            }
        }
    }
}

/// The road, and what each step rests on.
fn commitment(sheet: Sheet<'_>) -> Markup {
    let steps = &sheet.verdict.road;
    html! {
        @if steps.is_empty() {
            p { @if sheet.verdict.scenario.enforced { "Signed at once, and a court stands behind it." }
                @else if sheet.view.fair.is_some() { "Nothing has to be moved." }
                @else { "No deal passes every test: there is nothing to commit to." } }
        } @else {
            ol { @for step in steps.iter().take(STEPS) { li { (road::told(sheet, step)) } } }
            @if steps.len() > STEPS { p class="note" { (number::counted(steps.len() - STEPS, "step")) " more." } }
        }
    }
}

/// A party's short name at the head of a column.
fn tag(sheet: Sheet<'_>, key: &str) -> Markup {
    html! { span class=(format!("who p{}", sheet.place(key) % 6)) { bdi { (sheet.view.words.tag(key)) } } }
}

fn value(x: Option<&f64>) -> String {
    x.map_or_else(|| "–".to_owned(), |x| number::value(*x))
}
