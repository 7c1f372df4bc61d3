//! The keys of a scenario file: every section, every key, its type, a line of explanation.
//!
//! The one source of truth: the reader tells unknown keys by these tables and words its expectations
//! by them, and the JSON Schema for editors is written from them.

/// The sections with their headings as a file has them.
pub static HEADINGS: [(&str, &Section); 10] = [
    ("[parties.NAME]", &PARTY),
    ("[audiences.NAME]", &AUDIENCE),
    ("[issues.NAME]", &ISSUE),
    ("[[rules]]", &RULE),
    ("[premises.NAME]", &PREMISE),
    ("[nodeal]", &NODEAL),
    ("[nodeal.nodes.NAME]", &NODE),
    ("[[menu]]", &MENU),
    ("[[events]]", &EVENT),
    ("[[claims]]", &CLAIM),
];

/// What may stand under a key.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// Text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A whole number from 1.
    Count,
    /// A plain number.
    Number,
    /// A number or an expression.
    Expr,
    /// A number, an expression or a distribution.
    Amount,
    /// A distribution.
    Distribution,
    /// A predicate on the verdict.
    Predicate,
    /// A date, `YYYY-MM-DD`.
    Date,
    /// How fast an issue is undone.
    Undo,
    /// A name: text, or the number of a numeric ladder.
    Name,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A list.
    List(&'static Kind),
    /// A table whose keys the author chooses.
    Map(&'static Kind),
    /// A table with the keys of a section.
    Section(&'static Section),
    /// A list of tables, written `[[..]]`.
    Sections(&'static Section),
    /// One of several.
    Either(&'static [Kind]),
}

impl Kind {
    /// Whether it stands above the first heading, rather than under one of its own.
    pub(super) fn stands_above(self) -> bool {
        !matches!(self, Self::Map(_) | Self::Section(_) | Self::Sections(_))
    }

    /// What is expected, in words: "text", "a list of names".
    #[must_use]
    pub fn expected(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Flag => "true or false".to_owned(),
            Self::Count => "a whole number from 1".to_owned(),
            Self::Number => "a number".to_owned(),
            Self::Expr => "a number or an expression".to_owned(),
            Self::Amount => "a number, an expression or a distribution".to_owned(),
            Self::Distribution => "a distribution".to_owned(),
            Self::Predicate => "a predicate".to_owned(),
            Self::Date => "a date".to_owned(),
            Self::Undo => "`\"at once\"`, `\"N periods\"` or `\"never\"`".to_owned(),
            Self::Name => "a name".to_owned(),
            Self::Word(words) => {
                let quoted: Vec<String> = words.iter().map(|w| format!("`\"{w}\"`")).collect();
                quoted.join(" or ")
            }
            Self::List(Self::Name) => "a list of names".to_owned(),
            Self::List(_) => "a list".to_owned(),
            Self::Sections(_) => "a list of tables, `[[..]]`".to_owned(),
            Self::Map(_) | Self::Section(_) => "a table".to_owned(),
            Self::Either(kinds) => {
                let each: Vec<String> = kinds.iter().map(|kind| kind.expected()).collect();
                each.join(" or ")
            }
        }
    }
}

/// A key of a section.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key.
    pub name: &'static str,
    /// What may stand under it.
    pub kind: Kind,
    /// Whether it must be there.
    pub required: bool,
    /// What it means, on one line.
    pub doc: &'static str,
}

/// A kind of table.
#[derive(Clone, Copy, Debug)]
pub struct Section {
    /// How it is written, for reference: `[parties.NAME]`.
    pub heading: &'static str,
    /// What it means, on one line.
    pub doc: &'static str,
    /// The keys with a meaning of their own.
    pub keys: &'static [Key],
    /// What stands under all other keys, where the author may choose keys.
    pub others: Option<Kind>,
}

impl Section {
    /// The key of that name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }

    /// What may stand under the key of that name; anything for a table where there is no such key.
    #[must_use]
    pub fn kind(&self, name: &str) -> Kind {
        self.key(name).map_or(Kind::Map(&Kind::Expr), |key| key.kind)
    }

    /// The names of the keys, in the order of the table.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.keys.iter().map(|key| key.name)
    }
}

const fn must(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: true, doc }
}

const fn may(name: &'static str, kind: Kind, doc: &'static str) -> Key {
    Key { name, kind, required: false, doc }
}

const fn section(heading: &'static str, doc: &'static str, keys: &'static [Key]) -> Section {
    Section { heading, doc, keys, others: None }
}

/// One option or several.
pub const OPTIONS: Kind = Kind::Either(&[Kind::Name, Kind::List(&Kind::Name)]);
/// Options for some issues.
pub const DEAL: Kind = Kind::Map(&OPTIONS);

/// The whole file.
pub static SCENARIO: Section = section(
    "the top of the file",
    "One file is one case.",
    &[
        may("language", Kind::Count, "Version of the format; 1."),
        must("title", Kind::Text, "The case's title."),
        may("question", Kind::Text, "The question it asks."),
        may("period", Kind::Text, "What one period is, in words."),
        may("enforced", Kind::Flag, "Whether a court enforces the deal. Default false."),
        may("breakdown", Kind::Expr, "Chance that no deal leads into the no-deal game. Default 1."),
        may("rungs_per_step", Kind::Count, "Most rungs per party in one step of a road."),
        may("weights", WEIGHTS, "Weights of the fair deal. Default \"equal\"."),
        may("sources", Kind::Map(&Kind::Text), "Sources, cited by key."),
        must("parties", Kind::Map(&Kind::Section(&PARTY)), "The parties."),
        may("audiences", Kind::Map(&Kind::Section(&AUDIENCE)), "The audiences at home."),
        must("issues", Kind::Map(&Kind::Section(&ISSUE)), "What can be agreed."),
        may("rules", Kind::Sections(&RULE), "Combinations that cannot be."),
        may("premises", Kind::Map(&PREMISE_FORMS), "The numbers the case rests on."),
        may("correlations", Kind::Sections(&CORRELATION), "Rank correlations of premises."),
        may("terms", Kind::Map(&Kind::Expr), "Named expressions over the standing."),
        must("values", Kind::Map(&Kind::Section(&VALUES)), "What it is worth, per period."),
        may("nodeal", Kind::Section(&NODEAL), "What happens without a deal."),
        may("menu", Kind::Sections(&MENU), "Named deals, in the order a reader would list them."),
        may("events", Kind::Sections(&EVENT), "Dated changes of premises."),
        may("claims", Kind::Sections(&CLAIM), "The argument, claim by claim."),
    ],
);

/// Weights of the fair deal.
pub const WEIGHTS: Kind =
    Kind::Either(&[Kind::Word(&["equal", "patience"]), Kind::Map(&Kind::Number)]);

/// `[parties.NAME]`
pub static PARTY: Section = section(
    "[parties.NAME]",
    "A party.",
    &[
        may("name", Kind::Text, "Full name, for reports."),
        may("patience", Kind::Expr, "Discount factor per period, in (0, 1). Default 0.95."),
        may("says", DEAL, "A stated position, checked for credibility."),
        may("signs", Kind::Flag, "Whether it must agree to the deal. Default true."),
    ],
);

/// `[audiences.NAME]`
pub static AUDIENCE: Section = section(
    "[audiences.NAME]",
    "An audience at home, which must swallow the deal.",
    &[
        may("name", Kind::Text, "Full name, for reports."),
        must("of", Kind::Name, "The party at whose home it sits."),
        may("needs", Kind::Expr, "Lowest value it swallows. Default: its value of today."),
    ],
);

/// `[issues.NAME]`
pub static ISSUE: Section = section(
    "[issues.NAME]",
    "An issue: a ladder of options and the party whose move it is.",
    &[
        may("name", Kind::Text, "Full name, for reports."),
        must("by", Kind::Name, "The party whose move it is."),
        may("options", Kind::List(&Kind::Name), "The ladder, least to most."),
        may("range", Kind::Section(&RANGE), "A numeric ladder in place of options."),
        may("now", Kind::Name, "The option that stands today. Default: the first."),
        may("undo", Kind::Undo, "How fast it is undone. Default \"at once\"."),
        may("seen_after", Kind::Number, "Periods until a breach is seen. Default 1."),
        may("one_by_one", Kind::Flag, "Whether a road climbs one rung a step. Default false."),
        may("binding", Kind::Flag, "Whether changing it can break the deal. Default true."),
        may("labels", Kind::Map(&Kind::Text), "Wording of options in reports."),
    ],
);

/// `range = { .. }`
pub static RANGE: Section = section(
    "range = { .. }",
    "A numeric ladder: from, from + step, .., to.",
    &[
        must("from", Kind::Number, "First number."),
        must("to", Kind::Number, "Last number."),
        must("step", Kind::Number, "Distance of neighbours; positive."),
        may("unit", Kind::Text, "What the number counts."),
    ],
);

/// `[[rules]]`
pub static RULE: Section = section(
    "[[rules]]",
    "A combination that cannot be.",
    &[
        must("never", Kind::Expr, "Condition over the standing that cannot be."),
        may("why", Kind::Text, "The reason, for reports."),
        may("physical", Kind::Flag, "Whether breaches too are kept out. Default false."),
    ],
);

/// A premise in its short or long form.
pub const PREMISE_FORMS: Kind = Kind::Either(&[Kind::Amount, Kind::Section(&PREMISE)]);

/// `[premises.NAME]`
pub static PREMISE: Section = section(
    "[premises.NAME]",
    "A premise: a number the case rests on.",
    &[
        may("value", Kind::Amount, "Its value."),
        may("prior", Kind::Distribution, "The belief before the precedents: a beta."),
        may("precedents", Kind::Map(&PRECEDENT_FORMS), "Cases that went this way or not."),
        may("about", Kind::Text, "What it is, in words."),
        may("source", Kind::Name, "Key of its source."),
        may("quote", Kind::Text, "Words of the source."),
        may("seen_by", Kind::Map(&Kind::Amount), "What single parties or audiences hold instead."),
        may("draw", Kind::Flag, "Whether a learnt belief is sampled in a study. Default false."),
    ],
);

/// A precedent in its short or long form.
pub const PRECEDENT_FORMS: Kind = Kind::Either(&[Kind::Flag, Kind::Section(&PRECEDENT)]);

/// A precedent with a weight.
pub static PRECEDENT: Section = section(
    "{ outcome = .., weight = .. }",
    "A precedent that counts for less than one.",
    &[
        must("outcome", Kind::Flag, "Whether it went the way the premise speaks of."),
        may("weight", Kind::Number, "Its relevance, in [0, 1]. Default 1."),
    ],
);

/// `[[correlations]]`
pub static CORRELATION: Section = section(
    "[[correlations]]",
    "A rank correlation of two premises.",
    &[
        must("between", Kind::List(&Kind::Name), "The two premises."),
        must("rank", Kind::Number, "Spearman's rank correlation, in (-1, 1)."),
    ],
);

/// `[values.NAME]`
pub static VALUES: Section = Section {
    heading: "[values.NAME]",
    doc: "What a party or audience gets per period; any zero, any unit, its own.",
    keys: &[may("plus", Kind::List(&Kind::Expr), "Terms over several issues.")],
    others: Some(ISSUE_VALUE),
};

/// What an issue is worth: a number per option, or one expression.
pub const ISSUE_VALUE: Kind = Kind::Either(&[Kind::Expr, Kind::Map(&Kind::Expr)]);

/// `[nodeal]`
pub static NODEAL: Section = section(
    "[nodeal]",
    "What happens without a deal: a value per party, or a game.",
    &[
        may("values", Kind::Map(&Kind::Expr), "A value per party, in place of a game."),
        may("start", Kind::Name, "The node where the game starts."),
        may("solve", Kind::Word(&["rational", "quantal"]), "How it is solved."),
        may("precision", Kind::Number, "Precision of the quantal response; positive."),
        may("nodes", Kind::Map(&Kind::Section(&NODE)), "The nodes of the game."),
        may("outcomes", Kind::Map(&Kind::Section(&OUTCOME)), "The outcomes of the game."),
    ],
);

/// `[nodeal.nodes.NAME]`
pub static NODE: Section = section(
    "[nodeal.nodes.NAME]",
    "A node of the no-deal game.",
    &[
        must("by", Kind::Name, "The party that moves, or \"chance\"."),
        must("moves", Kind::Map(&Kind::Name), "Each move and where it leads."),
        may("odds", Kind::Map(&Kind::Expr), "Chance of each move by chance; \"rest\" for one."),
        may("knows", Kind::Name, "Nodes with the same name here cannot be told apart."),
    ],
);

/// `[nodeal.outcomes.NAME]`
pub static OUTCOME: Section = Section {
    heading: "[nodeal.outcomes.NAME]",
    doc: "An outcome of the no-deal game: a payoff per period for each party.",
    keys: &[may("name", Kind::Text, "Full name, for reports.")],
    others: Some(Kind::Expr),
};

/// `[[menu]]`
pub static MENU: Section = section(
    "[[menu]]",
    "A named deal; issues that are not named are free.",
    &[
        must("name", Kind::Text, "Its name."),
        may("deal", DEAL, "Options for some issues."),
        may("where", Kind::Expr, "Condition over the standing."),
    ],
);

/// `[[events]]`
pub static EVENT: Section = section(
    "[[events]]",
    "A dated change of premises.",
    &[
        must("date", Kind::Date, "When, YYYY-MM-DD."),
        must("what", Kind::Text, "What happened."),
        may("set", Kind::Map(&Kind::Amount), "New values: `premise` or `\"premise@party\"`."),
        may("evidence", Kind::Map(&Kind::Number), "Likelihood ratios for probabilities."),
    ],
);

/// `[[claims]]`
pub static CLAIM: Section = section(
    "[[claims]]",
    "A claim of the argument.",
    &[
        must("id", Kind::Name, "Its identifier."),
        must("text", Kind::Text, "What it says."),
        may("source", Kind::Name, "Key of its source."),
        may("quote", Kind::Text, "Words of the source."),
        may("deal", DEAL, "The deals it speaks of."),
        may("where", Kind::Expr, "Condition over the standing."),
        may("when", Kind::Map(&Kind::Amount), "Premises changed for this claim."),
        may("without", Kind::List(&Kind::Name), "Precedents left out for this claim."),
        may("ban", Kind::List(&Kind::Name), "Options, `issue.option`, that are not on offer."),
        may("as_of", Kind::Date, "Only events up to this date count."),
        must("expect", Kind::Predicate, "What must come out."),
    ],
);
