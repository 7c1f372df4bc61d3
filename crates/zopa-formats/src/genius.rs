//! GENIUS: domains and utility profiles as XML, read under either of two conventions.
//!
//! | | `genius` | `negmas` |
//! |---|---|---|
//! | option of a discrete issue | weight × evaluation / the issue's largest evaluation | weight × evaluation |
//! | number issue, linear | offset + slope × (v − lower bound) | offset + slope × v |
//! | reservation | as it stands | as it stands |
//! | hyper-rectangles | over `maxutility` | as they stand |
//!
//! Weights are used as they stand, whatever their sum. An option that stands twice counts once, the last
//! evaluation wins. A real issue becomes a grid, which a warning states. Discounts are read and change
//! nothing, since one agreement is valued here and not a sequence.

use crate::domains::Read;
use crate::xml::{self, Element};
use std::collections::BTreeMap;
use zopa::deal::structured::{Domain, Issue, Party, Region, Term};
use zopa::diag::Diagnostic;
use zopa::num::rational::Rational;

/// Options that an issue may have.
const MOST_OPTIONS: i64 = 1_000_000;
/// Points of a real issue's grid.
const GRID: i64 = 11;

/// How evaluations are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Semantics {
    /// As the program GENIUS does.
    Genius,
    /// As the library NegMAS does.
    Negmas,
}

/// An issue as a file describes it.
struct Outline<'a> {
    element: &'a Element,
    index: Option<&'a str>,
    issue: Issue,
    /// The numbers that the options are, for number issues.
    numbers: Vec<Rational>,
}

/// Whether the text is XML at all, rather than a list of points or something else.
#[must_use]
pub fn is_genius(text: &str) -> bool {
    text.contains("<utility_space") || text.contains("<negotiation_template")
}

/// Reads a domain out of its files, each with its name: one may describe the domain alone, the others are
/// profiles, a party each.
#[must_use]
pub fn read(files: &[(&str, &str)], semantics: Semantics) -> Read {
    let mut diagnostics = Vec::new();
    let mut profiles: Vec<(usize, Element)> = Vec::new();
    let mut template: Option<(usize, Element)> = None;
    for (i, (_, text)) in files.iter().enumerate() {
        match xml::parse(text) {
            Err(diagnostic) => diagnostics.push((i, diagnostic)),
            Ok(root) if root.name == "negotiation_template" => {
                if let Some((first, _)) = &template {
                    let message = format!("a second domain: `{}` is one already", files[*first].0);
                    let twice = Diagnostic::error("genius-form", message).at(root.span.clone(), "");
                    diagnostics.push((i, twice));
                } else {
                    template = Some((i, root));
                }
            }
            Ok(root) if root.name == "utility_space" => profiles.push((i, root)),
            Ok(root) => diagnostics.push((
                i,
                Diagnostic::error("genius-form", format!("the root is `{}`", root.name))
                    .at(root.span, "expected `utility_space` or `negotiation_template`"),
            )),
        }
    }
    let Some((of, root)) = template.as_ref().or(profiles.first()) else {
        return Read { domain: None, diagnostics };
    };
    let mut notes = Notes { file: *of, found: diagnostics };
    let before = notes.found.len();
    let outlines = outlines(root, &mut notes);
    let whole = !notes.found[before..].iter().any(|(_, diagnostic)| diagnostic.is_error());
    if outlines.is_empty() && !notes.failed() {
        notes.error("the file holds no issue", root);
    }
    let issues: Vec<Issue> = outlines.iter().map(|outline| outline.issue.clone()).collect();
    let mut domain = Domain { name: String::new(), issues, ..Domain::default() };
    domain.name = title(root, profiles.first().map(|(_, root)| root), stem(files, *of));
    if profiles.is_empty() {
        notes.error("there is no profile, only a domain: nobody values anything", root);
    }
    for (i, root) in &profiles {
        notes.file = *i;
        let name = stem(files, *i);
        let reading = Reading { semantics, outlines: &outlines, issues: &domain.issues, whole };
        domain.parties.push(reading.party(name, root, &mut notes));
    }
    let domain = (!notes.failed()).then_some(domain);
    Read { domain, diagnostics: notes.found }
}

/// A file's name without its extension.
fn stem<'a>(files: &[(&'a str, &str)], i: usize) -> &'a str {
    let name = files.get(i).map_or("", |(name, _)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// What the domain is called: as the files say, unless they call it root, which is no name.
fn title(root: &Element, profile: Option<&Element>, stem: &str) -> String {
    let named = |root| objective(root).and_then(|o| o.attribute("name"));
    let says = |name: &&str| !name.trim().is_empty() && !name.eq_ignore_ascii_case("root");
    let stem = stem.strip_suffix("-domain").unwrap_or(stem);
    let name = [named(root), profile.and_then(named)].into_iter().flatten().find(says);
    name.unwrap_or(stem).to_owned()
}

/// Diagnostics of the file at hand.
struct Notes {
    file: usize,
    found: Vec<(usize, Diagnostic)>,
}

impl Notes {
    fn failed(&self) -> bool {
        self.found.iter().any(|(_, diagnostic)| diagnostic.is_error())
    }

    fn error(&mut self, message: impl Into<String>, at: &Element) {
        let diagnostic = Diagnostic::error("genius-form", message).at(at.span.clone(), "");
        self.found.push((self.file, diagnostic));
    }

    fn warn(&mut self, message: impl Into<String>, at: &Element) {
        let diagnostic = Diagnostic::warning("genius-form", message).at(at.span.clone(), "");
        self.found.push((self.file, diagnostic));
    }

    /// A number in an attribute; an error where it is none.
    fn number(&mut self, element: &Element, names: &[&str]) -> Option<Rational> {
        let text = names.iter().find_map(|name| element.attribute(name))?.trim();
        if let Ok(number) = text.parse() {
            return Some(number);
        }
        self.error(format!("`{text}` is not a number"), element);
        None
    }
}

fn objective(root: &Element) -> Option<&Element> {
    let space = if root.name == "negotiation_template" {
        root.named("utility_space").next().unwrap_or(root)
    } else {
        root
    };
    space.named("objective").next()
}

/// The issues and weights below an objective, those of objectives inside it too.
fn gather<'a>(objective: &'a Element, name: &str, into: &mut Vec<&'a Element>) {
    for child in &objective.children {
        if child.name == name {
            into.push(child);
        } else if child.name == "objective" {
            gather(child, name, into);
        }
    }
}

fn outlines<'a>(root: &'a Element, notes: &mut Notes) -> Vec<Outline<'a>> {
    let Some(objective) = objective(root) else {
        notes.error("there is no `objective`, which holds the issues", root);
        return Vec::new();
    };
    let mut elements = Vec::new();
    gather(objective, "issue", &mut elements);
    let mut outlines: Vec<Outline<'a>> = Vec::new();
    for element in elements {
        let Some(name) = element.attribute("name") else {
            notes.error("an issue without a name", element);
            continue;
        };
        if outlines.iter().any(|outline| outline.issue.name == name) {
            notes.error(format!("the issue `{name}` stands twice"), element);
            continue;
        }
        let before = notes.found.len();
        let kind = ["type", "etype", "vtype"].iter().find_map(|key| element.attribute(key));
        let (options, numbers) = match kind {
            Some("integer") => whole_numbers(element, name, notes),
            Some("real") => grid(element, name, notes),
            None | Some("discrete") => (items(element), Vec::new()),
            Some(other) => {
                notes.error(format!("`{name}` is of the unknown type `{other}`"), element);
                continue;
            }
        };
        if options.is_empty() {
            if notes.found.len() == before {
                notes.error(format!("`{name}` has no options"), element);
            }
            continue;
        }
        let issue = Issue { name: name.to_owned(), options };
        outlines.push(Outline { element, index: element.attribute("index"), issue, numbers });
    }
    outlines
}

/// The options of a discrete issue, each once.
fn items(element: &Element) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let values = element.named("item").filter_map(|item| item.attribute("value"));
    values.filter(|value| seen.insert(*value)).map(str::to_owned).collect()
}

/// Lower and upper bound, as attributes of the issue or of a `range` in it.
fn bounds(element: &Element, name: &str, notes: &mut Notes) -> Option<(Rational, Rational)> {
    let range = element.named("range").next().unwrap_or(element);
    let low = notes.number(range, &["lowerbound"]);
    let high = notes.number(range, &["upperbound"]);
    match (low, high) {
        (Some(low), Some(high)) if low <= high => Some((low, high)),
        (Some(low), Some(high)) => {
            notes.error(format!("the range of `{name}` is empty: {low} to {high}"), range);
            None
        }
        _ => {
            notes.error(format!("`{name}` needs a finite `lowerbound` and `upperbound`"), range);
            None
        }
    }
}

fn whole_numbers(element: &Element, name: &str, notes: &mut Notes) -> (Vec<String>, Vec<Rational>) {
    let Some((low, high)) = bounds(element, name, notes) else { return Default::default() };
    let count = &(&high - &low).floor() + &Rational::ONE;
    if count > Rational::from(MOST_OPTIONS) {
        notes.error(format!("`{name}` has {count} options; the most is {MOST_OPTIONS}"), element);
        return Default::default();
    }
    let mut numbers = Vec::new();
    let mut number = low;
    while number <= high {
        numbers.push(number.clone());
        number += &Rational::ONE;
    }
    (numbers.iter().map(ToString::to_string).collect(), numbers)
}

fn grid(element: &Element, name: &str, notes: &mut Notes) -> (Vec<String>, Vec<Rational>) {
    let Some((low, high)) = bounds(element, name, notes) else { return Default::default() };
    notes.warn(
        format!("`{name}` is real: it is read as {GRID} points from {low} to {high}"),
        element,
    );
    let step = &high - &low;
    let at = |i| Some(&low + &(&step * &Rational::new(i, GRID - 1)?));
    let mut numbers: Vec<Rational> = (0..GRID).filter_map(at).collect();
    numbers.dedup();
    let shown = |x: &Rational| x.decimal(12).unwrap_or_else(|| x.to_string());
    (numbers.iter().map(shown).collect(), numbers)
}

/// What is needed to read a profile.
struct Reading<'a> {
    semantics: Semantics,
    outlines: &'a [Outline<'a>],
    issues: &'a [Issue],
    /// Whether every issue of the domain could be read: else what a profile names may be one of the others.
    whole: bool,
}

impl Reading<'_> {
    fn party(&self, name: &str, root: &Element, notes: &mut Notes) -> Party {
        let mut party = Party::new(name, self.issues);
        let Some(objective) = objective(root) else {
            notes.error("there is no `objective`, which holds the issues", root);
            return party;
        };
        let nonlinear = root.attribute("type") == Some("nonlinear");
        if nonlinear {
            self.rectangles(objective, &mut party, notes);
        } else {
            self.issues(objective, &mut party, notes);
        }
        if let Some(element) = root.named("reservation").next() {
            party.reservation = notes.number(element, &["value"]);
        }
        if let Some(element) = root.named("discount_factor").next() {
            // 0 is how such files say that there is none.
            party.discount = notes.number(element, &["value"]).filter(|d| !d.is_zero());
        }
        party
    }

    fn issues(&self, objective: &Element, party: &mut Party, notes: &mut Notes) {
        let mut weights = Vec::new();
        gather(objective, "weight", &mut weights);
        let weights: BTreeMap<&str, &Element> =
            weights.into_iter().filter_map(|w| Some((w.attribute("index")?, w))).collect();
        let mut elements = Vec::new();
        gather(objective, "issue", &mut elements);
        for element in &elements {
            let name = element.attribute("name").unwrap_or_default();
            if self.whole && !self.issues.iter().any(|issue| issue.name == name) {
                let names = self.issues.iter().map(|issue| issue.name.as_str());
                let diagnostic =
                    Diagnostic::error("genius-form", format!("`{name}` is no issue of the domain"))
                        .at(element.span.clone(), "the profile is of another domain")
                        .suggest(name, names);
                notes.found.push((notes.file, diagnostic));
            }
        }
        for (i, outline) in self.outlines.iter().enumerate() {
            let name = &outline.issue.name;
            let Some(element) = elements.iter().find(|e| e.attribute("name") == Some(name)) else {
                notes.error(format!("the profile does not value the issue `{name}`"), objective);
                continue;
            };
            let index = element.attribute("index").or(outline.index).unwrap_or_default();
            let Some(weight) = weights.get(index).and_then(|w| notes.number(w, &["value"])) else {
                notes.error(format!("`{name}` has no weight (index {index})"), element);
                continue;
            };
            let evaluations = if outline.numbers.is_empty() {
                self.discrete(outline, element, notes)
            } else {
                self.linear(outline, element, notes)
            };
            party.values[i] = evaluations.iter().map(|evaluation| evaluation * &weight).collect();
        }
    }

    fn discrete(
        &self,
        outline: &Outline<'_>,
        element: &Element,
        notes: &mut Notes,
    ) -> Vec<Rational> {
        let mut known: BTreeMap<&str, Rational> = BTreeMap::new();
        for item in element.named("item") {
            let Some(value) = item.attribute("value") else { continue };
            let Some(evaluation) = notes.number(item, &["evaluation"]) else {
                notes.error(format!("the option `{value}` has no evaluation"), item);
                continue;
            };
            if known.insert(value, evaluation).is_some() {
                let name = &outline.issue.name;
                notes.warn(format!("`{name}` has `{value}` twice: the last counts"), item);
            }
        }
        let largest = known.values().max().cloned().unwrap_or_default();
        let mut evaluations = Vec::new();
        for option in &outline.issue.options {
            let evaluation = known.remove(option.as_str()).unwrap_or_else(|| {
                notes.error(format!("the option `{option}` is not valued"), element);
                Rational::ZERO
            });
            evaluations.push(match self.semantics {
                Semantics::Genius => evaluation.checked_div(&largest).unwrap_or_default(),
                Semantics::Negmas => evaluation,
            });
        }
        for option in known.keys() {
            let diagnostic =
                Diagnostic::error("genius-form", format!("`{option}` is no option of the domain"))
                    .at(element.span.clone(), "the profile is of another domain")
                    .suggest(option, outline.issue.options.iter().map(String::as_str));
            notes.found.push((notes.file, diagnostic));
        }
        evaluations
    }

    fn linear(&self, outline: &Outline<'_>, element: &Element, notes: &mut Notes) -> Vec<Rational> {
        let name = &outline.issue.name;
        let Some(evaluator) = element.named("evaluator").next() else {
            notes.error(format!("`{name}` has no evaluator"), element);
            return Vec::new();
        };
        let kind = evaluator.attribute("ftype").unwrap_or("linear");
        if kind != "linear" {
            notes.error(
                format!("the evaluator `{kind}` is not known; expected `linear`"),
                evaluator,
            );
            return Vec::new();
        }
        let slope = notes.number(evaluator, &["slope", "parameter1"]).unwrap_or_default();
        let offset = notes.number(evaluator, &["offset", "parameter0"]).unwrap_or_default();
        let from = match self.semantics {
            Semantics::Genius => outline.numbers.first().cloned().unwrap_or_default(),
            Semantics::Negmas => Rational::ZERO,
        };
        outline.numbers.iter().map(|x| &offset + &(&slope * &(x - &from))).collect()
    }

    fn rectangles(&self, objective: &Element, party: &mut Party, notes: &mut Notes) {
        let Some(utility) = objective.named("utility").next() else {
            notes.error("a nonlinear profile without `utility`", objective);
            return;
        };
        let scale = match self.semantics {
            Semantics::Genius => notes.number(utility, &["maxutility"]),
            Semantics::Negmas => None,
        };
        let scale = scale.and_then(|most| most.recip()).unwrap_or(Rational::ONE);
        for function in utility.named("ufun") {
            let weight = notes.number(function, &["weight"]).unwrap_or(Rational::ONE);
            for rectangle in function.named("hyperRectangle") {
                let Some(worth) = notes.number(rectangle, &["utility"]) else { continue };
                let worth = &(&worth * &weight) * &scale;
                let excludes = rectangle.named("EXCLUDES").next().is_some();
                if excludes && rectangle.named("INCLUDES").next().is_some() {
                    notes.error("INCLUDES and EXCLUDES in one rectangle", rectangle);
                    continue;
                }
                let region = self.region(rectangle, notes);
                if excludes && self.semantics == Semantics::Genius {
                    // Outside of the region is everywhere, less inside.
                    party.constant += &worth;
                    party.terms.push(Term::Rectangle { region, worth: -worth });
                } else {
                    party.terms.push(Term::Rectangle { region, worth });
                }
            }
        }
    }

    fn region(&self, rectangle: &Element, notes: &mut Notes) -> Region {
        let mut bounds: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for bound in &rectangle.children {
            let index = bound.attribute("index");
            let at = self.outlines.iter().position(|o| o.index.is_some() && o.index == index);
            let (Some(at), Some(low), Some(high)) =
                (at, notes.number(bound, &["min"]), notes.number(bound, &["max"]))
            else {
                notes.error("a bound needs the index of an issue, `min` and `max`", bound);
                continue;
            };
            let outline = &self.outlines[at];
            if outline.numbers.is_empty() {
                notes
                    .error(format!("`{}` is no number issue", outline.issue.name), outline.element);
                continue;
            }
            let inside = |option: &usize| {
                let x = &outline.numbers[*option];
                *x >= low && *x <= high
            };
            let options: Vec<usize> = (0..outline.numbers.len()).filter(inside).collect();
            let known = bounds.entry(at).or_insert_with(|| options.clone());
            known.retain(|option| options.contains(option));
        }
        Region { bounds: bounds.into_iter().collect() }
    }
}
