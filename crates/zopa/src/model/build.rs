//! The entry of stage 2: what do the names of this scenario mean, and what is wrong with it?
//!
//! 1. Names are collected ([`names`](super::names)) and ladders indexed, so that everything can be
//!    looked up.
//! 2. Terms are resolved, then every expression is compiled where it stands
//!    ([`compile`](super::compile)).
//! 3. Whatever is never used is pointed out.
//!
//! Building never stops at a mistake: what is mistaken is replaced by something harmless and building goes
//! on; the model is handed out only where no error was found. Whether values are finite and odds sum to 1
//! is the business of [`central`](super::central). Cost: linear in the text, terms written out.

use std::rc::Rc;

use super::compile::{Place, each_name};
use super::names::Names;
use super::tree::Tree;
use super::{Audience, Issue, Model, Party, Program, Rule, Term, Weights};
use crate::diag::codes::build as codes;
use crate::diag::{Diagnostic, Sink, Span};
use crate::scenario::ast::{self, IssueValue, Name, Scenario};
use crate::scenario::expr::Expr;
use crate::scenario::is_torn;

/// Discount factor per period where none is given.
const DEFAULT_PATIENCE: f64 = 0.95;

/// What is known while a model is built.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) names: Names<'a>,
    pub(super) issues: Vec<Issue>,
    /// The terms; nothing for those that are mistaken.
    pub(super) terms: Vec<Option<Rc<Tree>>>,
    /// Which terms some expression uses.
    pub(super) used_terms: Vec<bool>,
    /// The model's index of each node of the no-deal game, by place in the file.
    pub(super) node_rank: Vec<Option<usize>>,
    /// Whether every issue is known to be some party's.
    pub(super) owners_known: bool,
    /// Whether more deals are let pass than can be listed.
    pub(super) any_size: bool,
    pub(super) sink: Sink,
}

/// Resolves every name of `scenario`, compiles every expression and checks all that can be checked without
/// evaluating; every mistake is reported. The model is there only where no error is; `sha256` is that of
/// the scenario's text, in lower-case hexadecimal.
#[must_use]
pub fn build(scenario: &Scenario, sha256: String) -> (Option<Model>, Vec<Diagnostic>) {
    Builder::new(scenario).finished(sha256)
}

/// The same, whatever the number of deals.
#[must_use]
pub fn build_any_size(scenario: &Scenario, sha256: String) -> (Option<Model>, Vec<Diagnostic>) {
    Builder { any_size: true, ..Builder::new(scenario) }.finished(sha256)
}

/// What else is wrong with a scenario that could be read only in part: every mistake of building that does
/// not follow from what is lost.
#[must_use]
pub fn examine(scenario: &Scenario, any_size: bool) -> (Model, Vec<Diagnostic>) {
    let mut builder = Builder { any_size, ..Builder::new(scenario) };
    let model = builder.model(String::new());
    (model, builder.sink.finish())
}

impl<'a> Builder<'a> {
    fn new(scenario: &'a Scenario) -> Self {
        Self {
            scenario,
            names: Names::of(scenario),
            issues: Vec::new(),
            terms: Vec::new(),
            used_terms: Vec::new(),
            node_rank: Vec::new(),
            owners_known: true,
            any_size: false,
            sink: Sink::default(),
        }
    }
}

impl Builder<'_> {
    fn finished(mut self, sha256: String) -> (Option<Model>, Vec<Diagnostic>) {
        let model = self.model(sha256);
        let errors = self.sink.has_errors();
        if !errors {
            self.unused(&model);
        }
        (Some(model).filter(|_| !errors), self.sink.finish())
    }

    fn model(&mut self, sha256: String) -> Model {
        self.build_issues();
        self.build_terms();
        let scenario = self.scenario;
        let premises = self.premises();
        let events = self.events();
        let nodeal = self.nodeal();
        let claims = self.claims();
        let breakdown = scenario.breakdown.as_ref().map_or_else(
            || Program::number(1.0),
            |expr| self.program(expr, Place::Breakdown, "`breakdown`"),
        );
        Model {
            title: scenario.title.clone(),
            question: scenario.question.clone(),
            period: scenario.period.clone(),
            sha256,
            enforced: scenario.enforced,
            rungs_per_step: scenario.rungs_per_step,
            weights: self.weights(),
            sources: scenario
                .sources
                .iter()
                .map(|(key, wording)| (key.value.clone(), wording.clone()))
                .collect(),
            parties: self.parties(),
            audiences: self.audiences(),
            rules: self.rules(),
            premise_order: self.premise_order(&premises, &events, &claims),
            correlations: self.correlations(&premises),
            premises,
            values: self.values(),
            breakdown,
            nodeal,
            menu: self.menu(),
            events,
            claims,
            issues: std::mem::take(&mut self.issues),
        }
    }

    fn parties(&mut self) -> Vec<Party> {
        let mut parties = Vec::new();
        for (key, party) in &self.scenario.parties {
            let what = format!("the patience of `{}`", key.value);
            let patience = party.patience.as_ref();
            let says = (!party.says.is_empty()).then(|| {
                self.target(&ast::Target { options: party.says.clone(), condition: None }, "says")
            });
            parties.push(Party {
                key: key.value.clone(),
                name: party.name.clone().unwrap_or_else(|| key.value.clone()),
                patience: patience.map_or_else(
                    || Program::number(DEFAULT_PATIENCE),
                    |expr| self.program(expr, Place::Patience, &what),
                ),
                patience_span: patience.map_or_else(|| key.span.clone(), |expr| expr.span.clone()),
                span: key.span.clone(),
                signs: party.signs,
                says,
            });
        }
        if let Some((first, _)) = self.scenario.parties.first()
            && parties.iter().all(|party| !party.signs)
        {
            self.sink.push(
                codes::NOBODY_SIGNS
                    .error("no party signs, so there is no deal to make")
                    .at(first.span.clone(), "`signs = false`, as for all others"),
            );
        }
        parties
    }

    fn audiences(&mut self) -> Vec<Audience> {
        let mut audiences = Vec::new();
        for (key, audience) in &self.scenario.audiences {
            let what = format!("what `{}` needs", key.value);
            let of = self.party(&audience.of);
            let needs = audience.needs.as_ref();
            let needs = needs.map(|expr| self.program(expr, Place::Needs, &what));
            audiences.push(Audience {
                key: key.value.clone(),
                name: audience.name.clone().unwrap_or_else(|| key.value.clone()),
                of: of.unwrap_or(0),
                needs,
            });
        }
        audiences
    }

    fn rules(&mut self) -> Vec<Rule> {
        let mut rules = Vec::new();
        for rule in &self.scenario.rules {
            let never = self.resolved(&rule.never, Place::Rule, "the rule");
            if never.as_ref().is_some_and(|never| never.issues().is_empty()) {
                self.sink.push(
                    codes::RULE_WITHOUT_ISSUE
                        .warning("the rule speaks of no issue, so it holds for all deals or none")
                        .at(rule.never.span.clone(), ""),
                );
            }
            let never = never.unwrap_or_else(Program::lost);
            rules.push(Rule { never, why: rule.why.clone(), physical: rule.physical });
        }
        rules
    }

    fn weights(&mut self) -> Weights {
        let given = match &self.scenario.weights {
            ast::Weights::Equal => return Weights::Equal,
            ast::Weights::Patience => return Weights::Patience,
            ast::Weights::Given(given) => given,
        };
        let parties = &self.scenario.parties;
        let mut weights = vec![None; parties.len()];
        for (name, weight) in given {
            let Some(party) = self.party(name) else { continue };
            weights[party] = Some(*weight);
            let signs = parties.get(party).is_some_and(|(_, party)| party.signs);
            let value = &name.value;
            if !signs {
                let error = codes::WEIGHT_OF_NON_SIGNER
                    .error(format!("`{value}` has a weight, but does not sign"))
                    .at(name.span.clone(), "");
                self.sink.push(error.help("only the gains of signing parties are weighed"));
            }
        }
        let place = given.first().map_or(0..0, |(name, _)| name.span.clone());
        for ((key, party), weight) in parties.iter().zip(&weights) {
            if party.signs && weight.is_none() && !is_torn(given) && !Names::is_doubtful(key) {
                self.sink.push(
                    codes::MISSING_WEIGHT
                        .error(format!("`{}` signs, but `weights` gives it none", key.value))
                        .at(place.clone(), "the weights given")
                        .see(key.span.clone(), "the party"),
                );
            }
        }
        Weights::Given(weights.into_iter().map(|weight| weight.unwrap_or(0.0)).collect())
    }

    fn values(&mut self) -> Vec<Vec<Term>> {
        let scenario = self.scenario;
        let parties = scenario.parties.iter().map(|(name, _)| name);
        let actors: Vec<&Name> =
            parties.chain(scenario.audiences.iter().map(|(name, _)| name)).collect();
        let mut values = vec![None; actors.len()];
        for (name, entry) in &scenario.values {
            let actor = self.actor(name);
            let terms = self.worth(&name.value, entry);
            if let Some(slot) = actor.and_then(|actor| values.get_mut(actor)) {
                *slot = Some(terms);
            }
        }
        for (at, (name, terms)) in actors.iter().zip(&values).enumerate() {
            // Of two with one name only the first can have values.
            let named = self.names.actor(&name.value) == Some(at) && !Names::is_doubtful(name);
            if terms.is_none() && named && !is_torn(&scenario.values) {
                self.sink.push(
                    codes::MISSING_VALUES
                        .error(format!("nothing says what `{}` values", name.value))
                        .at(name.span.clone(), "")
                        .help(format!("add a section `[values.{}]`", name.value)),
                );
            }
        }
        values.into_iter().map(Option::unwrap_or_default).collect()
    }

    /// What a standing is worth to the actor called `who`.
    fn worth(&mut self, who: &str, entry: &ast::Values) -> Vec<Term> {
        let mut terms = Vec::new();
        for (name, value) in &entry.issues {
            let issue = self.issue(&name.value, &name.span);
            let what = format!("the value of `{}` to `{who}`", name.value);
            match value {
                IssueValue::Table(table) => terms.extend(self.table(issue, name, table, &what)),
                IssueValue::Expr(expr) => {
                    let program = self.resolved(expr, Place::Values, &what);
                    self.expect_issue(issue, name, program.as_ref(), &expr.span);
                    terms.push(Term::Expr(program.unwrap_or_else(Program::lost)));
                }
            }
        }
        let what = format!("a term of the value to `{who}`");
        for expr in &entry.plus {
            terms.push(Term::Expr(self.program(expr, Place::Values, &what)));
        }
        terms
    }

    /// One program per option of the issue, 0 for those that are not named.
    fn table(
        &mut self,
        issue: Option<usize>,
        name: &Name,
        table: &ast::Entries<Expr>,
        what: &str,
    ) -> Option<Term> {
        let options = issue.and_then(|issue| self.issues.get(issue)).map_or(0, |i| i.options.len());
        let mut entries = vec![Program::number(0.0); options];
        for (key, expr) in table {
            let option = issue.and_then(|issue| self.option(issue, &key.value, &key.span));
            let program = self.program(expr, Place::Values, &format!("{what}, `{}`,", key.value));
            if let Some(slot) = option.and_then(|option| entries.get_mut(option)) {
                *slot = program;
            }
        }
        if table.is_empty() {
            self.sink.push(
                codes::EMPTY_TABLE
                    .warning(format!("the table of `{}` names no option", name.value))
                    .at(name.span.clone(), "every option is worth 0"),
            );
        }
        Some(Term::Table { issue: issue?, entries })
    }

    /// Warns of an expression for an issue that is the same for all its options.
    fn expect_issue(
        &mut self,
        issue: Option<usize>,
        name: &Name,
        program: Option<&Program>,
        span: &Span,
    ) {
        let (Some(issue), Some(program)) = (issue, program) else { return };
        if program.issues().contains(&issue) {
            return;
        }
        let name = &name.value;
        self.sink.push(
            codes::VALUE_IGNORES_ISSUE
                .warning(format!("the value of `{name}` is the same for all its options"))
                .at(span.clone(), format!("does not depend on `{name}`"))
                .help(format!("name options: `{name}.OPTION = ..`, or move it into `plus`")),
        );
    }

    /// Points out premises and terms that nothing uses.
    fn unused(&mut self, model: &Model) {
        let mut used = vec![false; model.premises.len()];
        super::central::each_program(model, &mut |program| {
            for &premise in program.premises() {
                used[premise] = true;
            }
        });
        // A premise that only an unused term mentions is pointed out by way of the term.
        for (_, expr) in &self.scenario.terms {
            each_name(expr, &mut |name| {
                if let Some(&premise) = self.names.premises.get(name) {
                    used[premise] = true;
                }
            });
        }
        for (premise, used) in model.premises.iter().zip(used) {
            if !used {
                self.sink.push(
                    codes::UNUSED_PREMISE
                        .warning(format!("nothing uses the premise `{}`", premise.key))
                        .at(premise.span.clone(), ""),
                );
            }
        }
        for ((name, _), used) in self.scenario.terms.iter().zip(&self.used_terms) {
            if !used {
                self.sink.push(
                    codes::UNUSED_TERM
                        .warning(format!("nothing uses the term `{}`", name.value))
                        .at(name.span.clone(), ""),
                );
            }
        }
    }
}
