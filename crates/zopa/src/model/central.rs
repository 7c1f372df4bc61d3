//! Can everything be computed at the central values?
//!
//! Every expression is evaluated at the values a reader would look at: after all events, before the first,
//! at each date, and as each claim supposes; for every option of the issues it depends on, every party it
//! may ask to be blamed, and every view in which it is used. Where there are too many
//! [`combinations`](super::combinations) of options, a spread of them is tried, and a warning says so; what
//! fails at the others fails when the case is solved. What fails here is a mistake of the scenario; what
//! fails only at some draw of a study is counted there. An expression is not evaluated again where the
//! premises it uses have the same values.

use std::collections::BTreeSet;

use super::combinations::{self, MOST_COMBINATIONS, combinations};
use super::premise::{Amount, Belief, Change, Changes, Setting};
use super::program::{Env, Fault, FaultKind, plain};
use super::target::Supposed;
use super::views::Views;
use super::{Model, NoDeal, Node, NodeKind, Odds, Program, Target, Term};
use crate::diag::codes::build as codes;
use crate::diag::{Diagnostic, Sink, Span};

/// Odds and chances are checked within this.
const CHANCE_WITHIN: f64 = 1e-9;

/// Evaluates the model at its central values; whatever fails is reported at its expression.
#[must_use]
pub fn check_central(model: &Model) -> Vec<Diagnostic> {
    let lost = lost(model);
    let (moments, reported, sink) = (Vec::new(), BTreeSet::new(), Sink::default());
    let mut check = Check { model, lost, moments, reported, sink };
    check.find_moments();
    check.actors();
    check.rules();
    check.nodeal();
    check.targets();
    check.sink.finish()
}

/// Calls `found` with every expression of `model`.
pub(super) fn each_program<'m>(model: &'m Model, found: &mut impl FnMut(&'m Program)) {
    model.parties.iter().for_each(|party| found(&party.patience));
    model.audiences.iter().filter_map(|audience| audience.needs.as_ref()).for_each(&mut *found);
    model.rules.iter().for_each(|rule| found(&rule.never));
    model.values.iter().flatten().flat_map(programs_of_term).for_each(&mut *found);
    found(&model.breakdown);
    match &model.nodeal {
        NoDeal::Standing => {}
        NoDeal::Values(values) => values.iter().for_each(&mut *found),
        NoDeal::Game(game) => {
            game.nodes.iter().flat_map(stated_odds).for_each(&mut *found);
            game.outcomes.iter().flat_map(|outcome| &outcome.payoffs).for_each(&mut *found);
        }
    }
    let targets = model.menu.iter().map(|entry| &entry.target);
    let targets = targets.chain(model.claims.iter().filter_map(|claim| claim.target.as_ref()));
    targets.filter_map(|target| target.condition.as_ref()).for_each(&mut *found);
    let stated = model.premises.iter().flat_map(|premise| {
        let base = match &premise.belief {
            Belief::Amount(amount) => Some(amount),
            Belief::Learnt { .. } => None,
        };
        base.into_iter().chain(premise.seen_by.iter().map(|(_, amount)| amount))
    });
    let changes = model.events.iter().flat_map(|event| &event.changes);
    let changes = changes.chain(model.claims.iter().flat_map(|claim| &claim.changes));
    stated.chain(changes.filter_map(amount_of)).filter_map(program_of).for_each(&mut *found);
}

fn amount_of(change: &Change) -> Option<&Amount> {
    match &change.setting {
        Setting::Amount(amount) => Some(amount),
        _ => None,
    }
}

fn program_of(amount: &Amount) -> Option<&Program> {
    match amount {
        Amount::Expr(program) => Some(program),
        _ => None,
    }
}

fn programs_of_term(term: &Term) -> &[Program] {
    match term {
        Term::Table { entries, .. } => entries,
        Term::Expr(program) => std::slice::from_ref(program),
    }
}

fn stated_odds(node: &Node) -> impl Iterator<Item = &Program> {
    let odds = match &node.kind {
        NodeKind::Chance(odds) => odds.as_slice(),
        NodeKind::Decision(_) => &[],
    };
    odds.iter().filter_map(|odds| match odds {
        Odds::Expr(program) => Some(program),
        Odds::Rest => None,
    })
}

/// The premises at a time or under a supposition.
struct Moment<'m> {
    /// In words; empty for the plain run.
    when: String,
    /// The claim that supposes it.
    claim: Option<&'m str>,
    views: Views,
}

/// In whose view an expression is used.
#[derive(Clone, Copy)]
enum Viewers {
    Nobody,
    One(usize),
    Parties,
    PartiesAndNobody,
}

struct Check<'m> {
    model: &'m Model,
    /// By premise, whether it rests on an expression that could not be made out.
    lost: Vec<bool>,
    moments: Vec<Moment<'m>>,
    /// Code and place of what was reported.
    reported: BTreeSet<(&'static str, usize)>,
    sink: Sink,
}

impl<'m> Check<'m> {
    fn find_moments(&mut self) {
        let model = self.model;
        let dates: BTreeSet<&str> = model.events.iter().map(|event| event.date.as_str()).collect();
        self.moment(String::new(), None, &model.changes_until(None));
        if let Some(first) = dates.first() {
            self.moment(format!("before {first}"), None, &Changes::default());
        }
        for date in &dates {
            self.moment(format!("as of {date}"), None, &model.changes_until(Some(date)));
        }
        for claim in &model.claims {
            let mut changes = model.changes_until(claim.as_of.as_deref());
            changes.settings.extend(claim.changes.iter().cloned());
            changes.without.clone_from(&claim.without);
            self.moment(
                format!("as claim `{}` supposes", claim.id),
                Some(claim.id.as_str()),
                &changes,
            );
        }
    }

    fn moment(&mut self, when: String, claim: Option<&'m str>, changes: &Changes) {
        match self.model.views(changes) {
            Ok(views) => self.moments.push(Moment { when, claim, views }),
            // What rests on a lost expression may fail for no other reason.
            Err(_) if self.lost.contains(&true) => {}
            Err(fault) => self.report(fault.diagnostic(), &when),
        }
    }

    /// Whether anything can be said of an expression.
    fn is_made_out(&self, program: &Program) -> bool {
        let lost = |&premise: &usize| self.lost.get(premise) == Some(&true);
        !program.is_lost() && !program.premises().iter().any(lost)
    }

    fn report(&mut self, diagnostic: Diagnostic, circumstances: &str) {
        let place = diagnostic.labels.first().map_or(0, |label| label.span.start);
        if self.reported.insert((diagnostic.code, place)) {
            self.sink.push(match circumstances {
                "" => diagnostic,
                _ => diagnostic.help(format!("found {circumstances}")),
            });
        }
    }

    fn actors(&mut self) {
        let model = self.model;
        for (index, party) in model.parties.iter().enumerate() {
            self.sweep(&[&party.patience], Viewers::One(index), &[], |env| {
                let patience = party.patience.eval(env)?;
                let within = patience > 0.0 && patience < 1.0;
                let fault = || party.patience.fault(FaultKind::PatienceRange(patience));
                if within { Ok(()) } else { Err(fault()) }
            });
        }
        for (at, audience) in model.audiences.iter().enumerate() {
            if let Some(needs) = &audience.needs {
                self.finite(needs, Viewers::One(model.parties.len() + at));
            }
        }
        for (actor, terms) in model.values.iter().enumerate() {
            let is_party = actor < model.parties.len();
            let viewers = if is_party { Viewers::Parties } else { Viewers::One(actor) };
            for program in terms.iter().flat_map(programs_of_term) {
                self.finite(program, viewers);
            }
        }
    }

    fn rules(&mut self) {
        let model = self.model;
        let today = model.today();
        for rule in model.rules.iter().filter(|rule| !rule.never.is_lost()) {
            self.finite(&rule.never, Viewers::Nobody);
            let excluded = self.moments.iter().find(|moment| {
                let premises = moment.views.distinct.first().map_or(&[][..], Vec::as_slice);
                let env = Env { premises, standing: &today, blamed: None };
                self.is_made_out(&rule.never)
                    && rule.never.eval(env).is_ok_and(|never| never.abs() > 0.0)
            });
            let Some(moment) = excluded else { continue };
            let (when, issues) = (moment.when.clone(), rule.never.issues());
            let error = codes::TODAY_EXCLUDED
                .error("the rule excludes today's standing")
                .at(rule.never.span(), self.stands(issues, &today));
            self.report(
                error.help("today is where every road starts; `now` says what stands"),
                &when,
            );
        }
        let targets = model.menu.iter().map(|entry| &entry.target);
        let targets = targets.chain(model.claims.iter().filter_map(|claim| claim.target.as_ref()));
        for condition in targets.filter_map(|target| target.condition.as_ref()) {
            self.finite(condition, Viewers::Nobody);
        }
    }

    /// Warns of targets that mean no deal at all.
    fn targets(&mut self) {
        let model = self.model;
        let premises =
            |moment: &Moment<'_>| moment.views.distinct.get(moment.views.nobody).cloned();
        let plain = self.moments.iter().find(|moment| moment.when.is_empty());
        let Some(plain) = plain.and_then(premises) else { return };
        for entry in &model.menu {
            let what = format!("the menu's `{}`", entry.name);
            self.target(&entry.target, &what, &entry.span, &Supposed::plain(&plain));
        }
        for party in &model.parties {
            let Some(says) = &party.says else { continue };
            let what = format!("what `{}` says", party.key);
            self.target(says, &what, &party.span, &Supposed::plain(&plain));
        }
        for claim in &model.claims {
            let Some(target) = &claim.target else { continue };
            let supposed = self.moments.iter().find(|moment| moment.claim == Some(&claim.id));
            let Some(supposed) = supposed.and_then(premises) else { continue };
            let what = format!("the deal of claim `{}`", claim.id);
            let supposed = Supposed { premises: &supposed, ban: &claim.ban };
            self.target(target, &what, &claim.span, &supposed);
        }
    }

    fn target(&mut self, target: &Target, what: &str, span: &Span, supposed: &Supposed<'_>) {
        if target.is_empty(self.model, supposed) {
            let warning = codes::EMPTY_TARGET
                .warning(format!("{what} is met by no deal"))
                .at(span.clone(), "")
                .help(
                    "rules, a condition or a ban exclude them all, so nothing can be said of them",
                );
            self.report(warning, "");
        }
    }

    fn nodeal(&mut self) {
        let model = self.model;
        let breakdown = &model.breakdown;
        self.sweep(&[breakdown], Viewers::Parties, breakdown.blames(), |env| {
            let chance = breakdown.eval(env)?;
            let fault = || breakdown.fault(FaultKind::BreakdownRange(chance));
            if is_chance(chance) { Ok(()) } else { Err(fault()) }
        });
        match &model.nodeal {
            NoDeal::Standing => {}
            NoDeal::Values(values) => values.iter().for_each(|v| self.finite(v, Viewers::Parties)),
            NoDeal::Game(game) => {
                game.nodes.iter().for_each(|node| self.odds(node));
                let payoffs = game.outcomes.iter().flat_map(|outcome| &outcome.payoffs);
                payoffs.for_each(|payoff| self.finite(payoff, Viewers::Parties));
            }
        }
    }

    /// Each chance within [0, 1], and all of them 1 together.
    fn odds(&mut self, node: &Node) {
        let programs: Vec<&Program> = stated_odds(node).collect();
        let Some(first) = programs.first() else { return };
        let mut blames: Vec<usize> = programs.iter().flat_map(|p| p.blames()).copied().collect();
        blames.sort_unstable();
        blames.dedup();
        let NodeKind::Chance(odds) = &node.kind else { return };
        let has_rest = odds.iter().any(|odds| matches!(odds, Odds::Rest));
        let what = format!("the odds at `{}`", node.key);
        self.sweep(&programs, Viewers::PartiesAndNobody, &blames, |env| {
            let mut sum = 0.0;
            for program in &programs {
                let chance = program.eval(env)?;
                if !is_chance(chance) {
                    return Err(program.fault(FaultKind::OddsRange(chance)));
                }
                sum += chance;
            }
            let too_little = !has_rest && sum < 1.0 - CHANCE_WITHIN;
            if too_little || sum > 1.0 + CHANCE_WITHIN {
                return Err(Fault { what: what.clone(), ..first.fault(FaultKind::OddsSum(sum)) });
            }
            Ok(())
        });
    }

    /// Checks that `program` has a value.
    fn finite(&mut self, program: &'m Program, viewers: Viewers) {
        self.sweep(&[program], viewers, program.blames(), |env| program.eval(env).map(|_| ()));
    }

    /// Calls `check` wherever `programs` may have different values, until it fails; that is reported.
    fn sweep(
        &mut self,
        programs: &[&Program],
        viewers: Viewers,
        blames: &[usize],
        check: impl Fn(Env<'_>) -> Result<(), Fault>,
    ) {
        if !programs.iter().all(|program| self.is_made_out(program)) {
            return;
        }
        let union = |of: fn(&Program) -> &[usize]| {
            let all: BTreeSet<usize> = programs.iter().flat_map(|p| of(p)).copied().collect();
            all.into_iter().collect::<Vec<usize>>()
        };
        let (premises, issues) = (union(Program::premises), union(Program::issues));
        let mut seen: Vec<Vec<f64>> = Vec::new();
        let mut failed = None;
        'found: for moment in &self.moments {
            for (viewer, view) in viewed(self.model, &moment.views, viewers) {
                let values: Vec<f64> = premises.iter().map(|&p| view[p]).collect();
                if seen.contains(&values) {
                    continue;
                }
                seen.push(values);
                for blamed in std::iter::once(None).chain(blames.iter().copied().map(Some)) {
                    let at = |standing: &[usize]| check(Env { premises: view, standing, blamed });
                    if let Some((fault, standing)) = first_fault(self.model, &issues, at) {
                        let words = self.words(&premises, view, &issues, &standing, blamed);
                        failed = Some((fault, self.circumstances(words, viewer, &moment.when)));
                        break 'found;
                    }
                }
            }
        }
        match failed {
            Some((fault, circumstances)) => self.report(fault.diagnostic(), &circumstances),
            None => self.say_what_was_tried(programs, &issues),
        }
    }

    /// Warns of programs that depend on more combinations of options than are tried.
    fn say_what_was_tried(&mut self, programs: &[&Program], issues: &[usize]) {
        let ladders: Vec<usize> =
            issues.iter().map(|&issue| self.model.issues[issue].options.len()).collect();
        let count = combinations::count(&ladders);
        let Some(first) = programs.first().filter(|_| count > MOST_COMBINATIONS) else { return };
        let warning = codes::CHECKED_IN_PART
            .warning(format!(
                "{} depends on {count} combinations of options, of which {MOST_COMBINATIONS} were tried",
                first.what()
            ))
            .at(first.span(), "")
            .help("should it have no value at another, solving the case says so");
        self.report(warning, "");
    }

    /// What the values were, in words.
    fn words(
        &self,
        premises: &[usize],
        view: &[f64],
        issues: &[usize],
        standing: &[usize],
        blamed: Option<usize>,
    ) -> Vec<String> {
        let premise = |&p: &usize| format!("`{}` = {}", self.model.premises[p].key, plain(view[p]));
        let mut words: Vec<String> = premises.iter().map(premise).collect();
        if !issues.is_empty() {
            words.push(self.stands(issues, standing));
        }
        words.extend(blamed.map(|party| format!("`{}` to blame", self.model.actor_key(party))));
        words
    }

    fn circumstances(&self, words: Vec<String>, viewer: Option<usize>, when: &str) -> String {
        let mut circumstances = String::new();
        if !words.is_empty() {
            circumstances = format!("with {}", words.join(", "));
        }
        let seen_by =
            viewer.map(|actor| format!("in the view of `{}`", self.model.actor_key(actor)));
        for part in seen_by.into_iter().chain((!when.is_empty()).then(|| when.to_owned())) {
            if !circumstances.is_empty() {
                circumstances.push_str(", ");
            }
            circumstances.push_str(&part);
        }
        circumstances
    }

    fn stands(&self, issues: &[usize], standing: &[usize]) -> String {
        let option = |&issue: &usize| {
            let entry = &self.model.issues[issue];
            format!("`{}` at `{}`", entry.key, entry.options[standing[issue]].key)
        };
        issues.iter().map(option).collect::<Vec<String>>().join(", ")
    }
}

/// By premise, whether it rests on an expression that could not be made out.
fn lost(model: &Model) -> Vec<bool> {
    let mut lost = vec![false; model.premises.len()];
    let rests = |lost: &[bool], amount: &Amount| match amount {
        Amount::Expr(program) => {
            program.is_lost() || program.premises().iter().any(|&p| lost.get(p) == Some(&true))
        }
        Amount::Dist(_) | Amount::Explore { .. } => false,
    };
    for &at in &model.premise_order {
        let Some(premise) = model.premises.get(at) else { continue };
        let base = match &premise.belief {
            Belief::Amount(amount) => Some(amount),
            Belief::Learnt { .. } => None,
        };
        let mut held = base.into_iter().chain(premise.seen_by.iter().map(|(_, amount)| amount));
        lost[at] = held.any(|amount| rests(&lost, amount));
    }
    let changes = model.events.iter().flat_map(|event| &event.changes);
    for change in changes.chain(model.claims.iter().flat_map(|claim| &claim.changes)) {
        if amount_of(change).is_some_and(|amount| rests(&lost, amount)) {
            lost[change.premise] = true;
        }
    }
    lost
}

/// The views of `viewers`, each once; the viewer is named where it is not nobody's.
fn viewed<'v>(
    model: &Model,
    views: &'v Views,
    viewers: Viewers,
) -> Vec<(Option<usize>, &'v Vec<f64>)> {
    let actors = match viewers {
        Viewers::Nobody => 0..0,
        Viewers::One(actor) => actor..actor + 1,
        Viewers::Parties | Viewers::PartiesAndNobody => 0..model.parties.len(),
    };
    let nobody = matches!(viewers, Viewers::Nobody | Viewers::PartiesAndNobody);
    let mut indices: Vec<(Option<usize>, usize)> =
        nobody.then_some((None, views.nobody)).into_iter().collect();
    for actor in actors {
        let Some(&index) = views.of_actor.get(actor) else { continue };
        if indices.iter().all(|&(_, known)| known != index) {
            indices.push(((index != views.nobody).then_some(actor), index));
        }
    }
    let view = |(viewer, index): (Option<usize>, usize)| Some((viewer, views.distinct.get(index)?));
    indices.into_iter().filter_map(view).collect()
}

/// The first standing, over the options of `issues`, at which `check` fails.
fn first_fault(
    model: &Model,
    issues: &[usize],
    check: impl Fn(&[usize]) -> Result<(), Fault>,
) -> Option<(Fault, Vec<usize>)> {
    let ladders: Vec<usize> =
        issues.iter().map(|&issue| model.issues[issue].options.len()).collect();
    let mut standing = model.today();
    for combination in combinations(&ladders) {
        for (&issue, option) in issues.iter().zip(combination) {
            standing[issue] = option;
        }
        if let Err(fault) = check(&standing) {
            return Some((fault, standing));
        }
    }
    None
}

fn is_chance(x: f64) -> bool {
    (-CHANCE_WITHIN..=1.0 + CHANCE_WITHIN).contains(&x)
}
