//! Wording: actors, issues, options, deals and tests as a reader calls them.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use zopa::verdict::answer::{Deal, JudgedDeal, Link, Names};

/// Names up to this width stand in narrow tables; longer ones give way to a tag.
const SHORT_NAME: usize = 8;
/// No tag is wider than this.
const LONGEST_TAG: usize = 12;
/// A key up to this length that is no word of the name is an acronym, and is written in capitals.
const ACRONYM: usize = 4;

/// One of the four tests: its word in the model, the same in plain words, and how to read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    Acceptable,
    Ratifiable,
    Reachable,
    Holding,
}

impl Test {
    /// All four, in the order in which they are asked.
    pub(crate) const ALL: [Self; 4] =
        [Self::Acceptable, Self::Ratifiable, Self::Reachable, Self::Holding];

    /// The test of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|test| test.name() == name)
    }

    /// The word of the model.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Acceptable => "acceptable",
            Self::Ratifiable => "ratifiable",
            Self::Reachable => "reachable",
            Self::Holding => "holding",
        }
    }

    /// What its word means, as the second line of a column's head.
    pub(crate) fn gloss(self) -> &'static str {
        match self {
            Self::Acceptable => "to each",
            Self::Ratifiable => "at home",
            Self::Reachable => "in steps",
            Self::Holding => "afterwards",
        }
    }

    /// What it asks, in a few plain words.
    pub(crate) fn asks(self) -> &'static str {
        match self {
            Self::Acceptable => "accepted by each",
            Self::Ratifiable => "swallowed at home",
            Self::Reachable => "reachable step by step",
            Self::Holding => "holds afterwards",
        }
    }

    /// That it fails, before the name of the one for whom.
    pub(crate) fn denied(self) -> &'static str {
        match self {
            Self::Acceptable => "not acceptable to",
            Self::Ratifiable => "not ratifiable by",
            Self::Reachable => "not reachable because of",
            Self::Holding => "not holding because of",
        }
    }

    /// Whether the deal passes; `None` where that is not known.
    pub(crate) fn passes(self, deal: &JudgedDeal) -> Option<bool> {
        match self {
            Self::Acceptable => Some(deal.passes.acceptable),
            Self::Ratifiable => Some(deal.passes.ratifiable),
            Self::Reachable => deal.passes.reachable,
            Self::Holding => Some(deal.passes.holding),
        }
    }

    /// The deal's weakest link.
    pub(crate) fn weakest(self, deal: &JudgedDeal) -> Option<&Link> {
        match self {
            Self::Acceptable => deal.weakest.acceptable.as_ref(),
            Self::Ratifiable => deal.weakest.ratifiable.as_ref(),
            Self::Reachable => deal.weakest.reachable.as_ref(),
            Self::Holding => deal.weakest.holding.as_ref(),
        }
    }
}

/// Wording by key; a key without wording stands for itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    pub(crate) names: &'a Names,
    pub(crate) today: &'a Deal,
}

impl<'a> Words<'a> {
    /// Full name of a party or audience.
    pub(crate) fn actor<'k>(self, key: &'k str) -> &'k str
    where
        'a: 'k,
    {
        self.names.actors.get(key).map_or(key, String::as_str)
    }

    /// What a premise is, else its key; a view of one actor's own says whose.
    pub(crate) fn premise(self, key: &str, about: Option<&str>) -> String {
        match (about, key.split_once('@')) {
            (None, _) => key.to_owned(),
            (Some(about), None) => about.to_owned(),
            (Some(about), Some((_, actor))) => format!("{about}, as {} sees it", self.actor(actor)),
        }
    }

    /// What a party or audience is called in a narrow table: its name where that is short, else the
    /// word of the name that is its key, its initials where no other name has the same, the key as an
    /// acronym, or the key, whichever comes first.
    pub(crate) fn tag(self, key: &str) -> String {
        let name = self.actor(key);
        if name.width() <= SHORT_NAME {
            return name.to_owned();
        }
        if let Some(word) = name.split_whitespace().find(|word| word.eq_ignore_ascii_case(key)) {
            return word.to_owned();
        }
        if let Some(initials) = initials(name) {
            let alike = |other: &&String| self::initials(other).as_ref() == Some(&initials);
            if self.names.actors.values().filter(alike).count() <= 1 {
                return initials;
            }
        }
        if key.len() <= ACRONYM && key.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return key.to_ascii_uppercase();
        }
        cut(&key.replace('_', " "), LONGEST_TAG)
    }

    /// Whose tag does not speak for itself: `NK: North Korea`. A tag that is a word of the name does.
    pub(crate) fn tags<'k>(self, keys: impl IntoIterator<Item = &'k String>) -> Vec<String> {
        let mut told = Vec::new();
        for key in keys {
            let (tag, name) = (self.tag(key), self.actor(key));
            let word = name.split_whitespace().any(|word| word.eq_ignore_ascii_case(&tag));
            if tag != name && !word {
                told.push(format!("{tag}: {name}"));
            }
        }
        told
    }

    /// Name of an issue.
    pub(crate) fn issue<'k>(self, key: &'k str) -> &'k str
    where
        'a: 'k,
    {
        self.names.issues.get(key).map_or(key, |issue| issue.name.as_str())
    }

    /// Wording of an option.
    pub(crate) fn option<'k>(self, issue: &str, option: &'k str) -> &'k str
    where
        'a: 'k,
    {
        let labels = self.names.issues.get(issue).map(|issue| &issue.options);
        labels.and_then(|labels| labels.get(option)).map_or(option, String::as_str)
    }

    /// Name of an outcome of the no-deal game.
    pub(crate) fn outcome<'k>(self, key: &'k str) -> &'k str
    where
        'a: 'k,
    {
        self.names.outcomes.get(key).map_or(key, String::as_str)
    }

    /// What `deal` has otherwise than `base`: `issue → option` each.
    pub(crate) fn differences(self, deal: &Deal, base: &Deal) -> Vec<String> {
        deal.iter()
            .filter(|(issue, option)| base.get(*issue) != Some(option))
            .map(|(issue, option)| {
                format!("{} → {}", self.issue(issue), self.option(issue, option))
            })
            .collect()
    }

    /// A deal by what it changes of today.
    pub(crate) fn deal(self, deal: &Deal) -> String {
        let changes = self.differences(deal, self.today);
        if changes.is_empty() { "everything as it is today".to_owned() } else { changes.join("; ") }
    }

    /// Who does what in a deal, to be read aloud: `North Korea: Tests (moratorium) and Plants (some);
    /// United States: ..`, in the order in which the parties appear among the issues.
    pub(crate) fn parts(self, deal: &Deal) -> Vec<(&'a str, String)> {
        let mut parts: Vec<(&'a str, Vec<String>)> = Vec::new();
        for (issue, option) in deal {
            if self.today.get(issue) == Some(option) {
                continue;
            }
            let Some(owner) = self.names.issues.get(issue).map(|names| names.by.as_str()) else {
                continue;
            };
            let told = format!("{} ({})", self.issue(issue), self.option(issue, option));
            match parts.iter_mut().find(|(party, _)| *party == owner) {
                Some((_, moved)) => moved.push(told),
                None => parts.push((owner, vec![told])),
            }
        }
        parts.into_iter().map(|(party, moved)| (party, list(&moved, "and"))).collect()
    }

    /// Options of several issues, each possibly one of several.
    pub(crate) fn options<'k>(
        self,
        target: impl IntoIterator<Item = (&'k String, &'k Vec<String>)>,
    ) -> String {
        let parts: Vec<String> = target
            .into_iter()
            .map(|(issue, options)| {
                let options: Vec<&str> = options.iter().map(|o| self.option(issue, o)).collect();
                format!("{}: {}", self.issue(issue), list(&options, "or"))
            })
            .collect();
        parts.join("; ")
    }
}

/// `NK` of `North Korea`: of several words, all with a capital.
fn initials(name: &str) -> Option<String> {
    let mut initials = String::new();
    for word in name.split_whitespace() {
        initials.push(word.chars().next().filter(char::is_ascii_uppercase)?);
    }
    (2..=ACRONYM).contains(&initials.len()).then_some(initials)
}

/// `a, b and c`.
pub(crate) fn list(items: &[impl AsRef<str>], last: &str) -> String {
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., end] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} {last} {}", first.join(", "), end.as_ref())
        }
    }
}

/// `text` as far as it fits into `width` columns; an ellipsis says that there was more.
pub(crate) fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut used = 1;
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= width
        })
        .collect();
    format!("{}…", kept.trim_end())
}

/// The sentence with a capital at its beginning.
pub(crate) fn capital(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The sentence with a period at its end, unless it has one.
pub(crate) fn period(sentence: &str) -> String {
    let sentence = sentence.trim_end();
    if sentence.is_empty() || sentence.ends_with(['.', '!', '?', '…']) {
        sentence.to_owned()
    } else {
        format!("{sentence}.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_short_and_alike() {
        let names = Names {
            actors: [
                ("us", "United States"),
                ("dprk", "North Korea"),
                ("china", "China"),
                ("landlord", "The landlord"),
                ("ja", "日本国政府"),
                ("us_opinion", "US Congress and public"),
                ("confederation", "The confederation of cantons"),
            ]
            .map(|(key, name)| (key.to_owned(), name.to_owned()))
            .into(),
            issues: Default::default(),
            outcomes: Default::default(),
        };
        let words = Words { names: &names, today: &Deal::new() };
        let tags: Vec<String> = names.actors.keys().map(|key| words.tag(key)).collect();
        assert_eq!(tags, ["US", "NK", "China", "landlord", "JA", "us opinion", "confederation"]);
        let told = words.tags(names.actors.keys());
        let initials = ["US: United States", "NK: North Korea"];
        assert_eq!(told[..2], initials);
        assert_eq!(told[2..], ["JA: 日本国政府", "us opinion: US Congress and public"]);
        assert_eq!(cut("日本国政府の代表", 7), "日本国…");
    }

    #[test]
    fn lists_read_like_sentences() {
        assert_eq!(list(&["a"], "and"), "a");
        assert_eq!(list(&["a", "b", "c"], "or"), "a, b or c");
        assert_eq!(period(&capital("él gana")), "Él gana.");
    }
}
