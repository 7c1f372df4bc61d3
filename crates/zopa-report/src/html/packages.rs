//! The packages beside each other, option by option, today's beside them.

use super::Sheet;
use crate::number;
use maud::{Markup, html};
use zopa::verdict::answer::{ByActor, Deal};

/// A column: its name, whether it is the fair one, the deal and its values.
struct Package<'a> {
    name: String,
    fair: bool,
    attainable: Option<bool>,
    deal: &'a Deal,
    values: Option<&'a ByActor<f64>>,
}

pub(super) fn section(sheet: Sheet<'_>) -> Option<Markup> {
    let packages = packages(sheet);
    if packages.len() < 2 {
        return None;
    }
    let today = &sheet.verdict.today;
    Some(html! {
        p { "Each entry of the menu by the deal that represents it. In bold what differs from today." }
        div class="wide" tabindex="0" role="group" aria-label="The packages compared" {
            table {
                thead {
                    tr {
                        th scope="col" { "Issue" }
                        @for package in &packages {
                            th scope="col" {
                                @if package.fair { span class="mark" { "★ " } }
                                bdi { (package.name) }
                                @if package.attainable == Some(false) { br; span class="faint" { "out of reach" } }
                            }
                        }
                    }
                }
                tbody {
                    @for (issue, now) in today {
                        tr {
                            th scope="row" { bdi { (sheet.view.words.issue(issue)) } }
                            @for package in &packages {
                                @let option = package.deal.get(issue).unwrap_or(now);
                                td class=[(option != now).then_some("changed")] {
                                    bdi { (sheet.view.words.option(issue, option)) }
                                }
                            }
                        }
                    }
                    @for key in sheet.verdict.parties.iter().chain(&sheet.verdict.audiences) {
                        tr {
                            th scope="row" { "worth to " (sheet.party(key)) }
                            @for package in &packages {
                                td class="n" {
                                    @if let Some(x) = package.values.and_then(|values| values.get(key)) { (number::value(*x)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    })
}

fn packages(sheet: Sheet<'_>) -> Vec<Package<'_>> {
    let verdict = sheet.verdict;
    let now = sheet.view.judged(&verdict.today);
    let mut packages = vec![Package {
        name: "Today".to_owned(),
        fair: sheet.view.fair == Some(&verdict.today),
        attainable: None,
        deal: &verdict.today,
        values: now.map(|deal| &deal.values),
    }];
    for entry in &verdict.menu {
        let Some(deal) = &entry.represented_by else { continue };
        packages.push(Package {
            name: entry.name.clone(),
            fair: Some(&deal.deal) == sheet.view.fair,
            attainable: Some(entry.attainable),
            deal: &deal.deal,
            values: Some(&deal.values),
        });
    }
    let fair = verdict.solutions.nash.as_ref();
    if let Some(nash) = fair.filter(|_| !packages.iter().any(|package| package.fair)) {
        packages.push(Package {
            name: "The fair deal".to_owned(),
            fair: true,
            attainable: Some(true),
            deal: &nash.deal,
            values: Some(&nash.values),
        });
    }
    for (party, best) in &verdict.best {
        if !packages.iter().any(|package| package.deal == &best.deal) {
            packages.push(Package {
                name: format!("Best for {}", sheet.view.words.actor(party)),
                fair: false,
                attainable: Some(true),
                deal: &best.deal,
                values: Some(&best.values),
            });
        }
    }
    packages
}
