//! The draws of a part as columns, one row a draw, and back.
//!
//! | column | what |
//! |---|---|
//! | `draw` | its number |
//! | `failed` | what made it fail; empty where nothing did |
//! | `premise.NAME` | what was drawn, after evidence (`NAME@PARTY` for a party's own view); only where inputs are stored |
//! | `attainable` | how many deals are |
//! | `fair`, `best.PARTY` | the deal, as `issue=option,..` (`#` and its index where that could be two); empty without one |
//! | `no_deal.PARTY` | its no-deal value, in its own units per period |
//! | `value.fair.ACTOR`, `value.best.PARTY` | values of these deals |
//! | `menu.NAME.attainable`, `.fair`, `.best.PARTY` | whether a deal that agrees is |
//! | `menu.NAME.margin` | its least relative margin in acceptable, ratifiable and holding |
//! | `claim.ID` | whether it is true; empty where it was not judged or could not be |
//! | `claims_failed` | identifiers of the claims that could not be judged |
//!
//! Counts over all deals stand in the footer, since a draw may have very many attainable deals.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use zopa::model::Model;
use zopa::study::table::{MenuColumns, NO_DEAL, Outcome};
use zopa::study::{Sampler, Table};
use zopa_formats::columns::{About, Cells, Column};

/// In the footer: which run.
const PLAN: &str = "zopa.plan";
/// In the footer: what made draws fail.
const FAULTS: &str = "zopa.faults";
/// In the footer: counts over the draws, per deal.
const DEALS: &str = "zopa.deals";

/// Counts of the deals that have any: index of the deal, count.
type Counted = Vec<(usize, u64)>;

#[derive(Deserialize, Serialize)]
struct Counts {
    attainable: Counted,
    fair: Counted,
    best: Vec<Counted>,
}

/// The columns of a table and its footer. `plan` identifies the run.
#[must_use]
pub fn columns(
    table: &Table,
    sampler: &Sampler<'_>,
    inputs: bool,
    plan: &str,
) -> (Vec<Column>, About) {
    let names = Names::of(sampler.model);
    let mut out = Columns(Vec::new());
    let draws = (table.first..).take(table.len());
    out.add("draw", Cells::Whole(draws.map(|draw| i64::try_from(draw).ok()).collect()));
    let fault = |&fault: &u32| {
        let at = usize::try_from(fault).ok()?.checked_sub(1)?;
        table.faults.get(at).cloned()
    };
    out.add("failed", Cells::Words(table.failed.iter().map(fault).collect()));
    if inputs {
        for (name, cells) in premises(table, sampler) {
            out.add(&format!("premise.{name}"), Cells::Number(cells));
        }
    }
    let count = table.attainable.iter().map(|&count| Some(i64::from(count)));
    out.add("attainable", Cells::Whole(count.collect()));
    let deals =
        |column: &[u32]| Cells::Words(column.iter().map(|&deal| names.deal(deal)).collect());
    out.add("fair", deals(&table.fair));
    for (party, column) in names.signers.iter().zip(&table.best) {
        out.add(&format!("best.{party}"), deals(column));
    }
    for (party, column) in names.parties.iter().zip(&table.no_deal) {
        out.add(&format!("no_deal.{party}"), numbers(column));
    }
    for (actor, column) in names.actors.iter().zip(&table.fair_values) {
        out.add(&format!("value.fair.{actor}"), numbers(column));
    }
    for (party, column) in names.signers.iter().zip(&table.best_values) {
        out.add(&format!("value.best.{party}"), numbers(column));
    }
    for (entry, columns) in names.menu.iter().zip(&table.menu) {
        for (word, flag) in names.flags() {
            let cells = columns.flags.iter().map(|flags| Some(flags & flag != 0));
            out.add(&format!("menu.{entry}.{word}"), Cells::Truth(cells.collect()));
        }
        out.add(&format!("menu.{entry}.margin"), numbers(&columns.margin));
    }
    for (id, column) in names.claims.iter().zip(&table.claims) {
        let truth = |&outcome: &u8| match outcome {
            x if x == Outcome::True as u8 => Some(true),
            x if x == Outcome::False as u8 => Some(false),
            _ => None,
        };
        out.add(&format!("claim.{id}"), Cells::Truth(column.iter().map(truth).collect()));
    }
    let failed = (0..table.len()).map(|row| {
        let failed = names.claims.iter().zip(&table.claims);
        let failed = failed.filter(|(_, column)| column[row] == Outcome::Failed as u8);
        let failed: Vec<&str> = failed.map(|(id, _)| id.as_str()).collect();
        (!failed.is_empty()).then(|| failed.join(","))
    });
    out.add("claims_failed", Cells::Words(failed.collect()));
    (out.0, footer(table, plan))
}

/// The table whose columns these are; `plan` is the run to which they must belong.
///
/// # Errors
/// What is wrong, in words.
pub fn table(
    columns: Vec<Column>,
    about: &About,
    sampler: &Sampler<'_>,
    plan: &str,
) -> Result<Table, String> {
    let footer = |key: &str| {
        let found = about.iter().find(|(name, _)| name == key).map(|(_, text)| text.as_str());
        found.ok_or_else(|| format!("its footer has no `{key}`"))
    };
    if footer(PLAN)? != plan {
        return Err("it belongs to another run".to_owned());
    }
    let names = Names::of(sampler.model);
    let mut from = Taken(columns.into_iter().map(|column| (column.name, column.cells)).collect());
    let draws = from.whole("draw")?;
    let rows = draws.len();
    let first = draws.first().copied().flatten().and_then(|draw| u64::try_from(draw).ok());
    let mut table = Table::new(sampler.model, names.count(), first.unwrap_or(0));
    table.faults = serde_json::from_str(footer(FAULTS)?).map_err(|error| error.to_string())?;
    let faults: BTreeMap<&str, u32> =
        table.faults.iter().map(String::as_str).zip(1_u32..).collect();
    let fault = |cell: &Option<String>| match cell {
        None => Ok(0),
        Some(text) => faults.get(text.as_str()).copied().ok_or("a fault that is not listed"),
    };
    table.failed = from.words("failed")?.iter().map(fault).collect::<Result<_, _>>()?;
    let count = |cell: Option<i64>| cell.and_then(|count| u32::try_from(count).ok());
    let counts = from.whole("attainable")?.into_iter().map(count);
    table.attainable = counts.collect::<Option<_>>().ok_or("a count that is none")?;
    table.fair = names.indices(&from.words("fair")?)?;
    for (party, column) in names.signers.iter().zip(&mut table.best) {
        *column = names.indices(&from.words(&format!("best.{party}"))?)?;
    }
    for (party, column) in names.parties.iter().zip(&mut table.no_deal) {
        *column = from.numbers(&format!("no_deal.{party}"))?;
    }
    for (actor, column) in names.actors.iter().zip(&mut table.fair_values) {
        *column = from.numbers(&format!("value.fair.{actor}"))?;
    }
    for (party, column) in names.signers.iter().zip(&mut table.best_values) {
        *column = from.numbers(&format!("value.best.{party}"))?;
    }
    for (entry, columns) in names.menu.iter().zip(&mut table.menu) {
        columns.flags = vec![0; rows];
        for (word, flag) in names.flags() {
            let cells = from.truth(&format!("menu.{entry}.{word}"))?;
            for (flags, _) in columns.flags.iter_mut().zip(cells).filter(|(_, c)| *c == Some(true))
            {
                *flags |= flag;
            }
        }
        columns.margin = from.numbers(&format!("menu.{entry}.margin"))?;
    }
    let failed = from.words("claims_failed")?;
    for (id, column) in names.claims.iter().zip(&mut table.claims) {
        let cells = from.truth(&format!("claim.{id}"))?;
        let outcome = |(cell, failed): (Option<bool>, &Option<String>)| {
            let failed = failed.as_deref().is_some_and(|ids| ids.split(',').any(|one| one == id));
            let outcome = match cell {
                Some(true) => Outcome::True,
                Some(false) => Outcome::False,
                None if failed => Outcome::Failed,
                None => Outcome::Unasked,
            };
            outcome as u8
        };
        *column = cells.into_iter().zip(&failed).map(outcome).collect();
    }
    let counts: Counts = serde_json::from_str(footer(DEALS)?).map_err(|error| error.to_string())?;
    place(&mut table.deals.attainable, &counts.attainable)?;
    place(&mut table.deals.fair, &counts.fair)?;
    for (column, counted) in table.deals.best.iter_mut().zip(&counts.best) {
        place(column, counted)?;
    }
    Ok(table)
}

fn footer(table: &Table, plan: &str) -> About {
    let counted = |counts: &[u64]| -> Counted {
        counts.iter().copied().enumerate().filter(|(_, count)| *count > 0).collect()
    };
    let counts = Counts {
        attainable: counted(&table.deals.attainable),
        fair: counted(&table.deals.fair),
        best: table.deals.best.iter().map(|counts| counted(counts)).collect(),
    };
    // Plain data: writing it cannot fail.
    let json = |text: serde_json::Result<String>| text.unwrap_or_default();
    vec![
        (PLAN.to_owned(), plan.to_owned()),
        (FAULTS.to_owned(), json(serde_json::to_string(&table.faults))),
        (DEALS.to_owned(), json(serde_json::to_string(&counts))),
    ]
}

fn place(counts: &mut [u64], counted: &Counted) -> Result<(), String> {
    for &(deal, count) in counted {
        *counts.get_mut(deal).ok_or("a deal that the scenario does not have")? = count;
    }
    Ok(())
}

/// What was drawn for each uncertain belief, after evidence; empty where that fails.
fn premises(table: &Table, sampler: &Sampler<'_>) -> Vec<(String, Vec<Option<f64>>)> {
    let coordinates = &sampler.design.coordinates;
    let mut cells = vec![Vec::with_capacity(table.len()); coordinates.len()];
    for draw in (table.first..).take(table.len()) {
        let views = sampler.design.views(sampler.held(), &sampler.design.numbers(draw)).ok();
        for (cells, coordinate) in cells.iter_mut().zip(coordinates) {
            cells.push(views.as_ref().map(|views| sampler.held_by(views, coordinate)));
        }
    }
    coordinates.iter().map(|coordinate| coordinate.name.clone()).zip(cells).collect()
}

fn numbers(column: &[f64]) -> Cells {
    Cells::Number(column.iter().map(|&x| (!x.is_nan()).then_some(x)).collect())
}

struct Columns(Vec<Column>);

impl Columns {
    fn add(&mut self, name: &str, cells: Cells) {
        self.0.push(Column { name: name.to_owned(), cells });
    }
}

/// Columns to be taken by name and kind.
struct Taken(BTreeMap<String, Cells>);

impl Taken {
    fn take(&mut self, name: &str) -> Result<Cells, String> {
        self.0.remove(name).ok_or_else(|| format!("there is no column `{name}`"))
    }

    fn whole(&mut self, name: &str) -> Result<Vec<Option<i64>>, String> {
        match self.take(name)? {
            Cells::Whole(cells) => Ok(cells),
            _ => Err(other_kind(name)),
        }
    }

    /// Empty cells are NaN.
    fn numbers(&mut self, name: &str) -> Result<Vec<f64>, String> {
        match self.take(name)? {
            Cells::Number(cells) => {
                Ok(cells.into_iter().map(|cell| cell.unwrap_or(f64::NAN)).collect())
            }
            _ => Err(other_kind(name)),
        }
    }

    fn truth(&mut self, name: &str) -> Result<Vec<Option<bool>>, String> {
        match self.take(name)? {
            Cells::Truth(cells) => Ok(cells),
            _ => Err(other_kind(name)),
        }
    }

    fn words(&mut self, name: &str) -> Result<Vec<Option<String>>, String> {
        match self.take(name)? {
            Cells::Words(cells) => Ok(cells),
            _ => Err(other_kind(name)),
        }
    }
}

fn other_kind(name: &str) -> String {
    format!("the column `{name}` is of another kind")
}

/// What the columns are called after.
struct Names<'m> {
    model: &'m Model,
    parties: Vec<String>,
    actors: Vec<String>,
    signers: Vec<String>,
    menu: Vec<String>,
    claims: Vec<String>,
}

impl<'m> Names<'m> {
    fn of(model: &'m Model) -> Self {
        let actors = (0..model.actors()).map(|actor| model.actor_key(actor).to_owned());
        Self {
            model,
            parties: model.parties.iter().map(|party| party.key.clone()).collect(),
            actors: actors.collect(),
            signers: model.signers().map(|party| model.parties[party].key.clone()).collect(),
            menu: model.menu.iter().map(|entry| entry.name.clone()).collect(),
            claims: model.claims.iter().map(|claim| claim.id.clone()).collect(),
        }
    }

    /// Words and bits of the flags of a menu entry.
    fn flags(&self) -> Vec<(String, u32)> {
        let best = self.signers.iter().enumerate();
        let best = best.map(|(k, party)| (format!("best.{party}"), MenuColumns::best(k)));
        [("attainable", MenuColumns::ATTAINABLE), ("fair", MenuColumns::FAIR)]
            .into_iter()
            .map(|(word, flag)| (word.to_owned(), flag))
            .chain(best)
            .collect()
    }

    /// How many standings are listed.
    fn count(&self) -> usize {
        self.model.listed()
    }

    /// A deal in the words of `zopa why --deal`; the last issue varies fastest.
    fn deal(&self, deal: u32) -> Option<String> {
        if deal == NO_DEAL {
            return None;
        }
        let mut rest = usize::try_from(deal).ok()?;
        let mut parts = Vec::with_capacity(self.model.issues.len());
        for issue in self.model.issues.iter().rev() {
            let option = &issue.options[rest % issue.options.len()];
            rest /= issue.options.len();
            parts.push(format!("{}={}", issue.key, option.key));
        }
        parts.reverse();
        let text = parts.join(",");
        // Options may hold anything: where the text could be two deals, the number tells.
        if self.index(&text) == Some(deal) { Some(text) } else { Some(format!("#{deal}")) }
    }

    fn indices(&self, deals: &[Option<String>]) -> Result<Vec<u32>, String> {
        let mut known: BTreeMap<&str, u32> = BTreeMap::new();
        let mut indices = Vec::with_capacity(deals.len());
        for deal in deals {
            let Some(text) = deal.as_deref() else {
                indices.push(NO_DEAL);
                continue;
            };
            let index = match known.get(text) {
                Some(&index) => index,
                None => {
                    let index = self.index(text);
                    let index =
                        index.ok_or_else(|| format!("`{text}` is no deal of the scenario"))?;
                    known.insert(text, index);
                    index
                }
            };
            indices.push(index);
        }
        Ok(indices)
    }

    /// Options may hold commas: issues are taken in their order, and each text begins with its key.
    fn index(&self, text: &str) -> Option<u32> {
        if let Some(number) = text.strip_prefix('#') {
            let number: u32 = number.parse().ok()?;
            return Some(number)
                .filter(|&deal| usize::try_from(deal).is_ok_and(|d| d < self.count()));
        }
        let mut rest = text;
        let mut index = 0;
        for (at, issue) in self.model.issues.iter().enumerate() {
            if at > 0 {
                rest = rest.strip_prefix(',')?;
            }
            rest = rest.strip_prefix(issue.key.as_str())?.strip_prefix('=')?;
            let next = self.model.issues.get(at + 1).map(|next| format!(",{}=", next.key));
            let ends = |after: &str| match &next {
                None => after.is_empty(),
                Some(next) => after.starts_with(next.as_str()),
            };
            let mut matching = issue.options.iter().enumerate().filter_map(|(k, option)| {
                rest.strip_prefix(option.key.as_str()).filter(|after| ends(after)).map(|a| (k, a))
            });
            let (option, after) = matching.next_back()?;
            rest = after;
            index = index * issue.options.len() + option;
        }
        u32::try_from(index).ok()
    }
}
