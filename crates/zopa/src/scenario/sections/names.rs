//! Names: which may be used, and which are used twice.

use crate::diag::Diagnostic;
use crate::diag::codes::read as codes;
use crate::scenario::ast::Name;
use crate::scenario::expr::Function;
use crate::scenario::table::Item;
use crate::scenario::toml_walk::Context;

/// What a name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Party,
    Audience,
    Issue,
    Premise,
    Term,
}

impl Role {
    fn word(self) -> &'static str {
        match self {
            Self::Party => "party",
            Self::Audience => "audience",
            Self::Issue => "issue",
            Self::Premise => "premise",
            Self::Term => "term",
        }
    }

    /// Why a name cannot have this role, where it cannot.
    fn reserved(self, name: &str) -> Option<&'static str> {
        let in_expressions = !matches!(self, Self::Party | Self::Audience);
        match name {
            "blamed" => Some("expressions ask by it who is to blame"),
            "and" | "or" | "not" | "to" => Some("it is a word of expressions"),
            "chance" if self == Self::Party => Some("it moves where nobody does"),
            "name" if self == Self::Party => Some("outcomes use it for their own name"),
            "plus" if self == Self::Issue => Some("values use it for terms over several issues"),
            "rest" if in_expressions => Some("odds use it for what the others leave"),
            _ if in_expressions && Function::named(name).is_some() => Some("it is a function"),
            _ => None,
        }
    }
}

/// Checks the key of `item` as a name of `role`.
pub(crate) fn check(cx: &mut Context<'_>, item: &Item<'_>, role: Role) {
    let (name, word) = (item.key, role.word());
    if name.trim().is_empty() {
        // Whoever lists the entries says so.
    } else if !is_lower_snake(name) {
        let error = codes::INVALID_NAME
            .error(format!("`{name}` cannot be the name of {} {word}", article(word)))
            .at(item.key_span.clone(), "expected letters a to z, digits and `_`, a letter first");
        cx.sink.push(match mended(name) {
            Some(mended) => {
                error.help(format!("write `{mended}`; `name` holds the wording for reports"))
            }
            None => error,
        });
    } else if let Some(reason) = role.reserved(name) {
        cx.sink.push(
            codes::RESERVED_NAME
                .error(format!("{} {word} may not be called `{name}`", article(word)))
                .at(item.key_span.clone(), reason),
        );
    }
}

/// Reports each of `names` that stands there for the second time; each comes with what it names.
pub(crate) fn unique<'n>(
    cx: &mut Context<'_>,
    names: impl IntoIterator<Item = (&'static str, &'n Name)>,
) {
    let mut seen: indexmap::IndexMap<&str, (&'static str, &Name)> = indexmap::IndexMap::new();
    for (what, name) in names.into_iter().filter(|(_, name)| !name.is_lost()) {
        match seen.get(name.value.as_str()) {
            None => {
                seen.insert(&name.value, (what, name));
            }
            Some((first_what, first)) => cx.sink.push(twice(what, name, first_what, first)),
        }
    }
}

fn twice(what: &str, name: &Name, first_what: &str, first: &Name) -> Diagnostic {
    let value = &name.value;
    codes::DUPLICATE_NAME
        .error(format!("the name `{value}` is used twice"))
        .at(name.span.clone(), format!("{what} `{value}`"))
        .see(first.span.clone(), format!("{first_what} `{value}`"))
}

/// Whether it is a name in small letters, digits and `_`, a letter first.
pub(crate) fn is_lower_snake(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
}

/// What a name that cannot be used should have been, where that can be told.
pub(crate) fn mended(name: &str) -> Option<String> {
    let folded = name.trim().to_lowercase();
    let mended: String =
        folded.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    (mended != name && is_lower_snake(&mended)).then_some(mended)
}

fn article(word: &str) -> &'static str {
    if word.starts_with(['a', 'i']) { "an" } else { "a" }
}
