//! What to trade with whom, and what can be had by drawing lots.

use super::deals::by_party;
use crate::layout::{Page, Text, Tone};
use crate::number;
use zopa::deal::structured::Improvement;
use zopa::deal::structured::answer::Answer;
use zopa::deal::structured::lottery::Lottery;

/// Exchanges, issues at stake and pairs of parties that are shown.
const EXCHANGES: usize = 5;
const ISSUES: usize = 10;
const PAIRS: usize = 3;

/// Two changes that pay together.
pub(super) fn exchanges(page: &mut Page, found: &Improvement) {
    let Some(count) = found.exchanges.count.filter(|count| *count > 0) else { return };
    let said = if count <= EXCHANGES {
        "pairs of changes that pay only together".to_owned()
    } else {
        format!("the best {EXCHANGES} of {count} pairs of changes that pay only together")
    };
    page.heading("WHAT TO TRADE", &said);
    let rows = found.exchanges.best.iter().take(EXCHANGES).map(|exchange| {
        let change =
            |(issue, from, to): &(String, String, String)| format!("{issue}: {from} → {to}");
        let changes: Vec<String> = exchange.changes.iter().map(change).collect();
        let gains = exchange.gains.iter().map(|gain| number::margin(gain.to_f64()));
        (Text::from(changes.join("; ")), gains.collect())
    });
    by_party(page, &found.answer, &rows.collect::<Vec<_>>(), "");
}

/// Which issues to trade for each other.
pub(super) fn trade(page: &mut Page, answer: &Answer) {
    let parties = answer.parties.len();
    if parties < 2 || answer.trade.pairs.is_empty() {
        return;
    }
    page.heading("WHAT TO TRADE", "how much of its range each has at stake in an issue");
    let more = |party: &str, times: f64| format!("{party}, {} times", number::value(times));
    let mut issues: Vec<_> = answer.trade.issues.iter().collect();
    let most = |stakes: &[f64]| stakes.iter().copied().fold(0.0, f64::max);
    issues.sort_by(|a, b| most(&b.stakes).total_cmp(&most(&a.stakes)));
    let mut rows = Vec::new();
    for issue in issues.iter().take(ISSUES) {
        let mut cells: Vec<String> = issue.stakes.iter().map(|s| number::percent(*s)).collect();
        if parties == 2 {
            cells.push(match issue.rates.first() {
                None => "both like the same best".to_owned(),
                Some(rate) if (rate.rate - 1.0).abs() < 0.05 => "about the same".to_owned(),
                Some(rate) if rate.rate > 1.0 => more(&answer.parties[1], rate.rate),
                Some(rate) => more(&answer.parties[0], 1.0 / rate.rate),
            });
        }
        rows.push((Text::from(issue.issue.as_str()), cells));
    }
    by_party(page, answer, &rows, if parties == 2 { "who has more" } else { "" });
    if issues.len() > ISSUES {
        let rest = number::counted(issues.len() - ISSUES, "issue");
        page.line(&format!("  and {rest} with less at stake"));
    }
    for pair in answer.trade.pairs.iter().take(PAIRS) {
        let [first, second] = &pair.parties;
        page.para(format!(
            "{first} and {second}: let {first} have its way on {}, and {second} on {}. What each gives \
             up there costs it little beside what the other gains.",
            pair.to_first, pair.to_second
        ));
    }
}

/// The solutions with lotteries, and the fair lottery deal by deal.
pub(super) fn lotteries(page: &mut Page, answer: &Answer) {
    let Some(found) = &answer.lotteries else { return };
    page.heading("WITH LOTTERIES", "what each can expect where lots may be drawn");
    let mut rows = Vec::new();
    for (name, lottery) in [
        ("Nash", &found.nash),
        ("Kalai-Smorodinsky", &found.kalai_smorodinsky),
        ("egalitarian*", &found.egalitarian),
        ("utilitarian*", &found.utilitarian),
    ] {
        if let Some(lottery) = lottery {
            let values = lottery.values.iter().map(|value| number::value(*value));
            rows.push((Text::from(name), values.collect()));
        }
    }
    if rows.is_empty() {
        page.para("No lottery is acceptable to everyone.");
        return;
    }
    by_party(page, answer, &rows, "");
    if let Some(corners) = &found.corners {
        page.para(format!(
            "The frontier with lotteries has {}, all of them deals.",
            number::counted(corners.len(), "corner")
        ));
    }
    if let Some(fair) = &found.nash {
        drawn(page, fair);
    }
}

/// What is drawn by lot, and with which chances.
fn drawn(page: &mut Page, lottery: &Lottery) {
    let [first, others @ ..] = lottery.deals.as_slice() else { return };
    if others.is_empty() {
        page.para("The Nash lottery is a single deal: nothing is gained by drawing lots.");
        return;
    }
    let open: Vec<&String> = first
        .deal
        .iter()
        .filter(|(issue, option)| others.iter().any(|c| c.deal.get(*issue) != Some(*option)))
        .map(|(issue, _)| issue)
        .collect();
    let settled = first.deal.len() - open.len();
    page.para(format!(
        "The Nash lottery settles {} and draws the rest:",
        number::counted(settled, "issue")
    ));
    for chance in &lottery.deals {
        let options: Vec<String> = open
            .iter()
            .map(|issue| format!("{issue}: {}", chance.deal.get(*issue).map_or("", String::as_str)))
            .collect();
        let said = format!("{} {}", number::percent(chance.chance), options.join(", "));
        page.item(Tone::Plain, "·", &Text::from(said));
    }
}
