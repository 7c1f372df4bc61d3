//! The menu against the four tests, each cell the weakest link; then how many deals pass.

use super::View;
use crate::layout::{BREAK, Column, Page, Table, Text, Tone};
use crate::number;
use crate::words::{self, Test};
use zopa::verdict::answer::{JudgedDeal, Verdict};

/// From this width a column says how many deals of an entry are attainable.
const ROOM_FOR_COUNTS: usize = 100;

pub(super) fn show(page: &mut Page, view: View<'_>) {
    let rows = rows(view);
    page.heading("WHAT IS POSSIBLE", "weakest link of each test: ✓ + to spare, ✗ − lacking");
    if !rows.is_empty() {
        let full = table(page, view, &rows, Called::Full);
        if page.has_room_for(&full) {
            page.table(&full);
        } else {
            page.table(&table(page, view, &rows, Called::Short));
        }
        legend(page, view, &rows, !page.has_room_for(&full));
    }
    page.hanging(2, 4, &funnel(view.verdict));
    if let Some(text) = untested(view.verdict) {
        page.hanging(2, 4, &Text::new().and(Tone::Faint, text));
    }
    if view.is_full() {
        reasons(page, view);
    }
}

/// Whether cells name the parties in full or by their tags.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Called {
    Full,
    Short,
}

fn table(page: &Page, view: View<'_>, rows: &[Row<'_>], called: Called) -> Table {
    let tests = tests(view.verdict);
    let counts = page.width() >= ROOM_FOR_COUNTS && rows.iter().any(|row| row.of.is_some());
    let mut columns = vec![Column::left("", 12)];
    columns.extend(tests.iter().map(|test| {
        let head = Text::new().plain(test.name()).plain(BREAK.to_string());
        Column::left(head.and(Tone::Faint, test.gloss()), 17)
    }));
    if counts {
        columns.push(Column::right(format!("deals that{BREAK}pass")));
    }
    let mut table = Table::new(columns);
    let line = ceiling(rows);
    for (i, row) in rows.iter().enumerate() {
        if let Some((at, words)) = line.filter(|(at, _)| *at == i) {
            debug_assert!(at > 0, "the ceiling lies between two rows");
            table.rule(words);
        }
        let mut cells = vec![label(row)];
        cells.extend(
            tests.iter().map(|&test| {
                row.deal.map_or_else(Text::new, |deal| cell(test, deal, view, called))
            }),
        );
        if counts {
            cells.push(row.of.map_or_else(Text::new, |(n, of)| format!("{n} of {of}").into()));
        }
        table.row(cells);
    }
    table
}

/// A row: a deal and what it is called.
pub(crate) struct Row<'a> {
    pub(crate) name: String,
    pub(crate) star: bool,
    pub(crate) attainable: bool,
    pub(crate) deal: Option<&'a JudgedDeal>,
    /// Attainable deals and all deals that agree with a menu entry.
    pub(crate) of: Option<(usize, usize)>,
}

pub(crate) fn rows<'a>(view: View<'a>) -> Vec<Row<'a>> {
    let mut rows: Vec<Row<'a>> = view
        .verdict
        .menu
        .iter()
        .map(|entry| Row {
            name: entry.name.clone(),
            star: entry.represented_by.as_ref().is_some_and(|deal| Some(&deal.deal) == view.fair),
            attainable: entry.attainable,
            deal: entry.represented_by.as_ref(),
            of: Some((entry.attainable_deals, entry.deals)),
        })
        .collect();
    let fair = view.fair.and_then(|deal| view.judged(deal));
    if let Some(fair) = fair.filter(|_| !rows.iter().any(|row| row.star)) {
        let name = "The fair deal".to_owned();
        rows.push(Row { name, star: true, attainable: true, deal: Some(fair), of: None });
    }
    if view.verdict.menu.is_empty() {
        let nearest = view.verdict.nearest.as_ref();
        rows.extend(nearest.map(|deal| Row {
            name: "The nearest deal".to_owned(),
            star: false,
            attainable: false,
            deal: Some(deal),
            of: None,
        }));
        for (party, best) in &view.verdict.best {
            let Some(deal) = view.judged(&best.deal).filter(|deal| Some(&deal.deal) != view.fair)
            else {
                continue;
            };
            let name = format!("Best for {}", view.words.actor(party));
            rows.push(Row { name, star: false, attainable: true, deal: Some(deal), of: None });
        }
    }
    rows
}

/// The tests that are asked at all.
pub(crate) fn tests(verdict: &Verdict) -> Vec<Test> {
    Test::ALL
        .into_iter()
        .filter(|test| match test {
            Test::Acceptable => true,
            Test::Ratifiable => !verdict.audiences.is_empty(),
            Test::Reachable | Test::Holding => !verdict.scenario.enforced,
        })
        .collect()
}

/// Where the line between what can be had and what cannot is drawn, if there is one such line.
pub(crate) fn ceiling(rows: &[Row<'_>]) -> Option<(usize, &'static str)> {
    let mut turns = (1..rows.len()).filter(|&i| rows[i - 1].attainable != rows[i].attainable);
    let at = turns.next()?;
    if turns.next().is_some() {
        return None;
    }
    let words = if rows[at].attainable {
        "▲ out of reach · within reach ▼"
    } else {
        "▲ within reach · out of reach ▼"
    };
    Some((at, words))
}

fn label(row: &Row<'_>) -> Text {
    if row.star {
        return Text::new().and(Tone::Strong, format!("★ {}", row.name));
    }
    row.name.as_str().into()
}

/// The weakest link: `✓ US +6.1`. Where one audience alone is asked the legend names it.
fn cell(test: Test, deal: &JudgedDeal, view: View<'_>, called: Called) -> Text {
    let passes = test.passes(deal);
    let Some(link) = test.weakest(deal) else {
        return match (test, passes) {
            (_, None) => Text::new().and(Tone::Faint, "? untested"),
            (_, Some(true)) => Text::new().and(Tone::Pass, "✓"),
            (Test::Reachable, Some(false)) => Text::new().and(Tone::Fail, "✗\u{a0}no\u{a0}road"),
            (_, Some(false)) => Text::new().and(Tone::Fail, "✗"),
        };
    };
    let (tone, glyph) = match passes {
        _ if link.knife_edge => (Tone::Edge, '~'),
        Some(true) => (Tone::Pass, '✓'),
        Some(false) => (Tone::Fail, '✗'),
        None => (Tone::Faint, '?'),
    };
    let margin = match test {
        Test::Reachable => number::relative(link.relative),
        _ => number::margin(link.margin),
    };
    if test == Test::Ratifiable && view.verdict.audiences.len() == 1 {
        return Text::new().and(tone, format!("{glyph}\u{a0}{margin}"));
    }
    let actor = match called {
        Called::Full => view.words.actor(&link.actor).to_owned(),
        Called::Short => view.words.tag(&link.actor),
    };
    Text::new().and(tone, format!("{glyph}\u{a0}{} {margin}", actor.replace(' ', "\u{a0}")))
}

/// How to read the cells: the numbers, the one audience, the tags.
fn legend(page: &mut Page, view: View<'_>, rows: &[Row<'_>], tags: bool) {
    let verdict = view.verdict;
    let scale = if tests(verdict).contains(&Test::Reachable) {
        "On each one's own scale (%: of its range)"
    } else {
        "On each one's own scale"
    };
    let mut parts = vec![scale.to_owned()];
    let mut links = rows
        .iter()
        .filter_map(|row| row.deal)
        .flat_map(|deal| tests(verdict).into_iter().filter_map(|test| test.weakest(deal)));
    if links.any(|link| link.knife_edge) {
        parts.push("~ just on the edge".to_owned());
    }
    if let [audience] = verdict.audiences.as_slice() {
        parts.push(format!("at home: {}", view.words.actor(audience)));
    }
    if tags {
        let shown: Vec<&str> = rows
            .iter()
            .filter_map(|row| row.deal)
            .flat_map(|deal| tests(verdict).into_iter().filter_map(|test| test.weakest(deal)))
            .map(|link| link.actor.as_str())
            .collect();
        let alone = verdict.audiences.len() == 1;
        let asked = verdict.audiences.iter().filter(|_| !alone);
        let actors = verdict.parties.iter().chain(asked);
        parts.extend(view.words.tags(actors.filter(|actor| shown.contains(&actor.as_str()))));
    }
    page.hanging(2, 4, &Text::new().and(Tone::Faint, words::period(&parts.join("; "))));
}

/// Which tests are not asked, and why.
pub(crate) fn untested(verdict: &Verdict) -> Option<&'static str> {
    match (verdict.audiences.is_empty(), verdict.scenario.enforced) {
        (false, false) => None,
        (true, false) => Some("Nobody at home is asked, so every deal counts as ratifiable."),
        (false, true) => {
            Some("A court enforces the deal, so it need not be reachable and holding.")
        }
        (true, true) => {
            Some("A court enforces the deal and nobody at home is asked: one test is left.")
        }
    }
}

/// `432 deals → 284 acceptable → 166 ratifiable → ..`, what is left after each test.
pub(crate) fn funnel(verdict: &Verdict) -> Text {
    let funnel = &verdict.funnel;
    let mut text = Text::new().and(Tone::Strong, number::counted(funnel.deals, "deal"));
    let at_least = if funnel.at_least { "at least\u{a0}" } else { "" };
    for test in tests(verdict) {
        let (count, floor) = match test {
            Test::Acceptable => (funnel.acceptable, ""),
            Test::Ratifiable => (funnel.ratifiable, ""),
            Test::Reachable => (funnel.reachable, at_least),
            Test::Holding => (funnel.holding, at_least),
        };
        text = text.plain(format!(" →\u{a0}{floor}"));
        text = text.plain(format!("{}\u{a0}{}", number::count(count), test.name()));
    }
    text
}

/// Why the first entry that is out of reach is so.
fn reasons(page: &mut Page, view: View<'_>) {
    let mut out = view.verdict.menu.iter().filter(|entry| !entry.attainable);
    let Some((name, deal)) =
        out.find_map(|entry| entry.represented_by.as_ref().map(|deal| (&entry.name, deal)))
    else {
        return;
    };
    page.heading("WHY NOT BETTER", &format!("the nearest to “{name}” that there is"));
    let mut told: Vec<&str> = Vec::new();
    for test in Test::ALL.into_iter().filter(|test| test.passes(deal) == Some(false)) {
        let link = test.weakest(deal);
        let because = link.map_or("no road leads there", |link| &link.because);
        // Two tests may fail by the same inequality.
        if told.contains(&because) {
            continue;
        }
        told.push(because);
        let head = match link {
            Some(link) => format!("{} {}: ", test.denied(), view.words.actor(&link.actor)),
            None => format!("not {}: ", test.name()),
        };
        page.item(Tone::Fail, "✗", &Text::new().and(Tone::Strong, head).plain(because));
    }
}
