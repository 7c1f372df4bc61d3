//! A scenario as TOML again, in the order in which the format is told.
//!
//! Reading what is printed gives an equal scenario. Comments, the layout and keys at their defaults
//! are not kept.

use super::ast::{
    Amount, Claim, Entries, Event, Game, Issue, IssueValue, Ladder, MenuEntry, Name, NoDeal, Node,
    Odds, Premise, PremiseValue, Scenario, Solve, Target, Undo, Values, Weights,
};
use super::expr::{Expr, ExprKind};
use super::print_expr::{plain, print_amount, print_distribution, print_expect, print_expr};
use std::fmt::Write as _;

/// The scenario as a TOML file.
#[must_use]
pub fn print(scenario: &Scenario) -> String {
    let mut out = Out::default();
    top(&mut out, scenario);
    out.map_section("sources", &scenario.sources, |text| string(text));
    who(&mut out, scenario);
    for (name, issue) in &scenario.issues {
        print_issue(&mut out, name, issue);
    }
    for rule in &scenario.rules {
        out.heading("[[rules]]");
        out.key("never", &expr(&rule.never));
        out.text("why", rule.why.as_ref());
        out.flag("physical", rule.physical, false);
    }
    premises(&mut out, scenario);
    out.map_section("terms", &scenario.terms, expr);
    for (name, values) in &scenario.values {
        print_values(&mut out, name, values);
    }
    match &scenario.nodeal {
        None => {}
        Some(NoDeal::Values(values)) => {
            out.heading("[nodeal.values]");
            out.entries(values, expr);
        }
        Some(NoDeal::Game(game)) => print_game(&mut out, game),
    }
    for entry in &scenario.menu {
        print_menu(&mut out, entry);
    }
    for event in &scenario.events {
        print_event(&mut out, event);
    }
    for claim in &scenario.claims {
        print_claim(&mut out, claim);
    }
    out.toml
}

/// TOML in the making.
#[derive(Default)]
struct Out {
    toml: String,
}

impl Out {
    fn heading(&mut self, heading: &str) {
        let gap = if self.toml.is_empty() { "" } else { "\n" };
        // Writing into a string cannot fail.
        let _ = writeln!(self.toml, "{gap}{heading}");
    }

    /// A heading of tables in tables: `[first.name]`.
    fn named(&mut self, first: &str, name: &Name) {
        self.heading(&format!("[{first}.{}]", key(&name.value)));
    }

    fn key(&mut self, name: &str, value: &str) {
        let _ = writeln!(self.toml, "{name} = {value}");
    }

    fn text(&mut self, name: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.key(name, &string(text));
        }
    }

    fn name(&mut self, key: &str, name: Option<&Name>) {
        self.text(key, name.map(|name| &name.value));
    }

    fn flag(&mut self, name: &str, flag: bool, default: bool) {
        if flag != default {
            self.key(name, if flag { "true" } else { "false" });
        }
    }

    fn expr(&mut self, name: &str, value: Option<&Expr>) {
        if let Some(value) = value {
            self.key(name, &expr(value));
        }
    }

    /// `name = { .. }`, unless it is empty.
    fn inline<T>(&mut self, name: &str, entries: &Entries<T>, value: impl Fn(&T) -> String) {
        if !entries.is_empty() {
            self.key(name, &inline(entries, value));
        }
    }

    fn entries<T>(&mut self, entries: &Entries<T>, value: impl Fn(&T) -> String) {
        for (name, entry) in entries {
            self.key(&key(&name.value), &value(entry));
        }
    }

    fn map_section<T>(&mut self, name: &str, entries: &Entries<T>, value: impl Fn(&T) -> String) {
        if !entries.is_empty() {
            self.heading(&format!("[{name}]"));
            self.entries(entries, value);
        }
    }
}

fn top(out: &mut Out, scenario: &Scenario) {
    out.key("language", &scenario.language.to_string());
    out.key("title", &string(&scenario.title));
    out.text("question", scenario.question.as_ref());
    out.text("period", scenario.period.as_ref());
    out.flag("enforced", scenario.enforced, false);
    out.expr("breakdown", scenario.breakdown.as_ref());
    if let Some(rungs) = scenario.rungs_per_step {
        out.key("rungs_per_step", &rungs.to_string());
    }
    match &scenario.weights {
        Weights::Equal => {}
        Weights::Patience => out.key("weights", &string("patience")),
        Weights::Given(weights) => out.key("weights", &inline(weights, |weight| plain(*weight))),
    }
}

fn who(out: &mut Out, scenario: &Scenario) {
    for (name, party) in &scenario.parties {
        out.named("parties", name);
        out.text("name", party.name.as_ref());
        out.expr("patience", party.patience.as_ref());
        out.inline("says", &party.says, |options| option_list(options));
        out.flag("signs", party.signs, true);
    }
    for (name, audience) in &scenario.audiences {
        out.named("audiences", name);
        out.text("name", audience.name.as_ref());
        out.name("of", Some(&audience.of));
        out.expr("needs", audience.needs.as_ref());
    }
}

fn print_issue(out: &mut Out, name: &Name, issue: &Issue) {
    out.named("issues", name);
    out.text("name", issue.name.as_ref());
    out.name("by", Some(&issue.by));
    match &issue.ladder {
        Ladder::Options(options) => out.key("options", &list(options)),
        Ladder::Range { from, to, step, unit, span: _ } => {
            let unit =
                unit.as_ref().map_or(String::new(), |unit| format!(", unit = {}", string(unit)));
            let (from, to, step) = (plain(*from), plain(*to), plain(*step));
            out.key("range", &format!("{{ from = {from}, to = {to}, step = {step}{unit} }}"));
        }
    }
    out.name("now", issue.now.as_ref());
    match issue.undo {
        Undo::AtOnce => {}
        Undo::Never => out.key("undo", "\"never\""),
        Undo::Periods(periods) => out.key("undo", &format!("\"{} periods\"", plain(periods))),
    }
    if (issue.seen_after - 1.0).abs() > 0.0 {
        out.key("seen_after", &plain(issue.seen_after));
    }
    out.flag("one_by_one", issue.one_by_one, false);
    out.flag("binding", issue.binding, true);
    out.inline("labels", &issue.labels, |label| string(label));
}

fn premises(out: &mut Out, scenario: &Scenario) {
    for (name, premise) in &scenario.premises {
        print_premise(out, name, premise);
    }
    for correlation in &scenario.correlations {
        out.heading("[[correlations]]");
        out.key("between", &list(&correlation.between));
        out.key("rank", &plain(correlation.rank.value));
    }
}

fn print_premise(out: &mut Out, name: &Name, premise: &Premise) {
    out.named("premises", name);
    match &premise.value {
        PremiseValue::Amount(value) => out.key("value", &amount(value)),
        PremiseValue::Learnt { prior, precedents } => {
            out.key("prior", &string(&print_distribution(&prior.value)));
            out.inline("precedents", precedents, |precedent| {
                let outcome = precedent.outcome;
                if (precedent.weight - 1.0).abs() > 0.0 {
                    format!("{{ outcome = {outcome}, weight = {} }}", plain(precedent.weight))
                } else {
                    outcome.to_string()
                }
            });
        }
    }
    out.text("about", premise.about.as_ref());
    out.name("source", premise.source.as_ref());
    out.text("quote", premise.quote.as_ref());
    out.inline("seen_by", &premise.seen_by, amount);
    out.flag("draw", premise.draw, false);
}

fn print_values(out: &mut Out, name: &Name, values: &Values) {
    out.named("values", name);
    out.entries(&values.issues, |value| match value {
        IssueValue::Table(entries) => inline(entries, expr),
        IssueValue::Expr(value) => expr(value),
    });
    if !values.plus.is_empty() {
        let terms: Vec<String> = values.plus.iter().map(expr).collect();
        out.key("plus", &format!("[{}]", terms.join(", ")));
    }
}

fn print_game(out: &mut Out, game: &Game) {
    out.heading("[nodeal]");
    out.name("start", Some(&game.start));
    match game.solve {
        Solve::Rational => {}
        Solve::Quantal => out.key("solve", &string("quantal")),
    }
    if let Some(precision) = &game.precision {
        out.key("precision", &plain(precision.value));
    }
    if game.nodes.is_empty() {
        out.heading("[nodeal.nodes]");
    }
    for (name, node) in &game.nodes {
        print_node(out, name, node);
    }
    if game.outcomes.is_empty() {
        out.heading("[nodeal.outcomes]");
    }
    for (name, outcome) in &game.outcomes {
        out.named("nodeal.outcomes", name);
        out.text("name", outcome.name.as_ref());
        out.entries(&outcome.payoffs, expr);
    }
}

fn print_node(out: &mut Out, name: &Name, node: &Node) {
    out.named("nodeal.nodes", name);
    out.name("by", Some(&node.by));
    out.inline("moves", &node.moves, |target| string(&target.value));
    out.inline("odds", &node.odds, |odds| match odds {
        Odds::Expr(odds) => expr(odds),
        Odds::Rest(_) => string("rest"),
    });
    out.name("knows", node.knows.as_ref());
}

fn print_menu(out: &mut Out, entry: &MenuEntry) {
    out.heading("[[menu]]");
    out.name("name", Some(&entry.name));
    target(out, Some(&entry.deal));
}

fn print_event(out: &mut Out, event: &Event) {
    out.heading("[[events]]");
    out.key("date", &event.date.value);
    out.key("what", &string(&event.what));
    out.inline("set", &event.set, amount);
    out.inline("evidence", &event.evidence, |ratio| plain(ratio.value));
}

fn print_claim(out: &mut Out, claim: &Claim) {
    out.heading("[[claims]]");
    out.name("id", Some(&claim.id));
    out.key("text", &string(&claim.text));
    out.name("source", claim.source.as_ref());
    out.text("quote", claim.quote.as_ref());
    supposed(out, claim);
    out.key("expect", &string(&print_expect(&claim.expect)));
}

/// What a claim is about and what it supposes.
fn supposed(out: &mut Out, claim: &Claim) {
    target(out, claim.deal.as_ref());
    out.inline("when", &claim.when, amount);
    for (key, names) in [("without", &claim.without), ("ban", &claim.ban)] {
        if !names.is_empty() {
            out.key(key, &list(names));
        }
    }
    if let Some(date) = &claim.as_of {
        out.key("as_of", &date.value);
    }
}

/// What a claim is about and what it supposes, as its scenario writes it, one key a line; empty where it
/// speaks of the whole verdict as it is.
#[must_use]
pub fn print_supposed(claim: &Claim) -> Vec<String> {
    let mut out = Out { toml: String::new() };
    supposed(&mut out, claim);
    out.toml.lines().map(str::to_owned).collect()
}

/// `deal = { .. }` and `where = ".."`; an empty deal is written where there is no condition.
fn target(out: &mut Out, target: Option<&Target>) {
    let Some(Target { options, condition }) = target else {
        return;
    };
    if !options.is_empty() || condition.is_none() {
        out.key("deal", &inline(options, |options| option_list(options)));
    }
    out.expr("where", condition.as_ref());
}

/// A plain number as one, anything else in quotes.
fn expr(expr: &Expr) -> String {
    match expr.kind {
        ExprKind::Number(number) => plain(number),
        _ => string(&print_expr(expr)),
    }
}

fn amount(amount: &Amount) -> String {
    match amount {
        Amount::Expr(value) => expr(value),
        Amount::Percent(_) | Amount::Dist(_) => string(&print_amount(amount)),
    }
}

fn inline<T>(entries: &Entries<T>, value: impl Fn(&T) -> String) -> String {
    let entry = |(name, entry): &(Name, T)| format!("{} = {}", key(&name.value), value(entry));
    match entries.as_slice() {
        [] => "{}".to_owned(),
        entries => format!("{{ {} }}", entries.iter().map(entry).collect::<Vec<_>>().join(", ")),
    }
}

fn list(names: &[Name]) -> String {
    let names: Vec<String> = names.iter().map(|name| string(&name.value)).collect();
    format!("[{}]", names.join(", "))
}

/// One option alone, several as a list.
fn option_list(options: &[Name]) -> String {
    match options {
        [option] => string(&option.value),
        options => list(options),
    }
}

/// A key: bare where it can be.
fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !name.is_empty() && name.chars().all(bare) { name.to_owned() } else { string(name) }
}

/// Text in quotes: without escapes where that is possible.
fn string(text: &str) -> String {
    let awkward = text.chars().any(|c| c.is_control() && c != '\t');
    if !awkward && !text.contains('\'') && text.contains(['"', '\\']) {
        return format!("'{text}'");
    }
    let mut quoted = String::from("\"");
    for char in text.chars() {
        match char {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            control if control.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(control));
            }
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    quoted
}
