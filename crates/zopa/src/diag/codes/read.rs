//! The codes of stage 1, read: mistakes of form.

use super::{Code, codes};

codes! {
    /// The codes of reading.
    READ:

    // ---- the file ----------------------------------------------------------------------------
    TOML_SYNTAX = "toml-syntax", "the file is not TOML",
        "A scenario is a TOML file, and this place breaks TOML's rules: text stands in quotes, a key \
         and its value on one line, lists in brackets. Reading goes on behind the place.\n\n\
         Bad:    by = dprk\nMended: by = \"dprk\"";
    DUPLICATE_KEY = "duplicate-key", "a key or table is given twice",
        "A key stands once in its table and a table once in the file.\n\n\
         Bad:    patience = 0.9\n        patience = 0.95\nMended: patience = 0.95";
    UNKNOWN_KEY = "unknown-key", "a key that has no meaning here",
        "Only the keys of the format may stand in a section; a misspelt key would otherwise be \
         silently without effect.\n\nBad:    patiense = 0.9\nMended: patience = 0.9";
    MISSING_KEY = "missing-key", "a key that must be there is missing",
        "The section cannot be understood without this key.\n\n\
         Bad:    [issues.oil]\n        range = { from = 0, to = 500, step = 50 }\n\
         Mended: [issues.oil]\n        by = \"us\"\n        range = { from = 0, to = 500, step = 50 }";
    WRONG_TYPE = "wrong-type", "a value of another type than expected",
        "Text, numbers, true or false, lists and tables are not exchanged for one another; only a \
         number may also stand in quotes, as an expression.\n\n\
         Bad:    signs = \"no\"\nMended: signs = false";
    EMPTY_TEXT = "empty-text", "text that says nothing",
        "Titles, names and wordings appear in reports, so they cannot be empty.\n\n\
         Bad:    title = \"\"\nMended: title = \"Korea, April 2018\"";
    EMPTY_LIST = "empty-list", "a list without an element",
        "A list of options that holds none would allow no deal at all; leave the key out to leave an \
         issue free.\n\nBad:    deal = { facilities = [] }\nMended: deal = { facilities = [\"some\", \"all\"] }";
    EMPTY_SECTION = "empty-section", "a section that must hold something is empty",
        "There is no negotiation without parties, issues and values.\n\n\
         Bad:    [parties]\nMended: [parties.buyer]\n        [parties.seller]";
    UNKNOWN_LANGUAGE = "unknown-language", "a version of the format that is not known",
        "`language` is the version of the format. This zopa reads version 1; a newer one may read \
         the file.\n\nBad:    language = 2\nMended: language = 1";
    UNKNOWN_CHOICE = "unknown-choice", "a word that is none of those allowed",
        "Some keys take one of a few words: `weights` is \"equal\" or \"patience\", `solve` is \
         \"rational\" or \"quantal\".\n\nBad:    weights = \"even\"\nMended: weights = \"equal\"";
    NOT_FINITE = "not-finite", "a number that is infinite, not a number or too large",
        "Every number of a scenario lies between -1e100 and 1e100.\n\n\
         Bad:    us = -inf\nMended: us = -1000";
    OUT_OF_RANGE = "out-of-range", "a number outside the range that makes sense",
        "Chances lie in [0, 1], patience strictly between 0 and 1, rank correlations strictly between \
         -1 and 1; weights, likelihood ratios, steps and precision are positive.\n\n\
         Bad:    patience = 1.05\nMended: patience = 0.95";

    // ---- names -------------------------------------------------------------------------------
    INVALID_NAME = "invalid-name", "a name that expressions could not use",
        "Parties, audiences, issues, premises and terms are named in small letters, digits and `_`, a \
         letter first, since expressions use these names. The wording for reports is another key, \
         `name`. Options, nodes and outcomes may have any name.\n\n\
         Bad:    [parties.\"North Korea\"]\nMended: [parties.north_korea]\n        name = \"North Korea\"";
    RESERVED_NAME = "reserved-name", "a name that already means something",
        "`chance` moves in the no-deal game, `plus` holds terms over several issues, `blamed` asks who \
         is to blame, `rest` is what other odds leave, and the words and functions of expressions are \
         taken too.\n\nBad:    [issues.plus]\nMended: [issues.extras]";
    DUPLICATE_NAME = "duplicate-name", "a name that is used for two things",
        "Parties and audiences share their names; so do issues, premises and terms; so do nodes and \
         outcomes; claims and menu entries must differ among themselves.\n\n\
         Bad:    [parties.us]\n        [audiences.us]\nMended: [parties.us]\n        [audiences.us_opinion]";

    // ---- issues ------------------------------------------------------------------------------
    TOO_FEW_OPTIONS = "too-few-options", "a ladder without a choice",
        "An issue has at least two options, least to most.\n\n\
         Bad:    options = [\"keep\"]\nMended: options = [\"keep\", \"surrender\"]";
    DUPLICATE_OPTION = "duplicate-option", "an option that stands twice on a ladder",
        "Options of an issue are told apart by their names.\n\n\
         Bad:    options = [\"keep\", \"cut\", \"keep\"]\nMended: options = [\"keep\", \"cut\"]";
    OPTIONS_AND_RANGE = "options-and-range", "an issue with named options and a numeric ladder",
        "A ladder is either named options or a range of numbers.\n\n\
         Bad:    options = [\"none\", \"all\"]\n        range = { from = 0, to = 500, step = 50 }\n\
         Mended: range = { from = 0, to = 500, step = 50 }";
    RANGE_REVERSED = "range-reversed", "a numeric ladder that does not ascend",
        "A numeric ladder runs from its smallest number to its largest.\n\n\
         Bad:    range = { from = 500, to = 0, step = 50 }\nMended: range = { from = 0, to = 500, step = 50 }";
    RANGE_UNEVEN = "range-uneven", "a numeric ladder whose steps miss its end",
        "(to - from) / step must be a whole number, so that the last rung is `to`.\n\n\
         Bad:    range = { from = 0, to = 500, step = 150 }\nMended: range = { from = 0, to = 450, step = 150 }";
    RANGE_TOO_LONG = "range-too-long", "a numeric ladder with too many rungs",
        "A ladder has at most 1000 rungs; every combination of rungs is a deal that is looked at.\n\n\
         Bad:    range = { from = 0, to = 500000, step = 1 }\nMended: range = { from = 0, to = 500000, step = 1000 }";
    UNDO_FORM = "undo-form", "an `undo` that is none of the three",
        "An issue is undone \"at once\", after \"N periods\" (N positive), or \"never\".\n\n\
         Bad:    undo = \"6 months\"\nMended: undo = \"6 periods\"";
    SEEN_AFTER = "seen-after", "a `seen_after` that cannot be",
        "A breach is seen within the first period, a number in (0, 1], or after a whole number of \
         periods from 2 to 1000, each of which is looked at.\n\nBad:    seen_after = 1.5\nMended: seen_after = 2";

    // ---- premises ----------------------------------------------------------------------------
    VALUE_AND_PRIOR = "value-and-prior", "a premise that is both stated and learnt",
        "A premise is either stated, `value`, or learnt from precedents, `prior` and `precedents`.\n\n\
         Bad:    value = 0.4\n        prior = \"beta(1, 1)\"\nMended: prior = \"beta(1, 1)\"";
    PRIOR_NOT_BETA = "prior-not-beta", "a prior that is no beta distribution",
        "Precedents move a beta distribution: each success adds to its first shape, each failure to \
         its second.\n\nBad:    prior = \"uniform(0, 1)\"\nMended: prior = \"beta(1, 1)\"";
    PRECEDENT_FORM = "precedent-form", "a precedent without an outcome",
        "A precedent is `true` where it went the way the premise speaks of, else `false`; or a table \
         with its `outcome` and `weight`.\n\n\
         Bad:    precedents = { \"Libya 2011\" = \"failed\" }\nMended: precedents = { \"Libya 2011\" = false }";
    DRAW_WITHOUT_PRIOR = "draw-without-prior", "a `draw` that changes nothing",
        "A belief learnt from precedents acts by its posterior mean, unless `draw = true` has a study \
         sample it. Any other distribution is sampled anyway.\n\n\
         Bad:    value = \"5 to 10\"\n        draw = true\nMended: value = \"5 to 10\"";
    CORRELATION_FORM = "correlation-form", "a correlation not between two premises",
        "A rank correlation has two different ends.\n\n\
         Bad:    between = [\"a\"]\nMended: between = [\"a\", \"b\"]";
    CHANGE_NAME = "change-name", "a change of something that is no premise",
        "A change names a premise, or a premise in the eyes of one party or audience, \
         `\"premise@party\"`.\n\n\
         Bad:    set = { \"us_strikes@\" = 0.3 }\nMended: set = { \"us_strikes@dprk\" = 0.3 }";
    DATE_FORM = "date-form", "a date that is none",
        "A date is year, month and day, without a time; quotes may be left out.\n\n\
         Bad:    date = \"28 March 2018\"\nMended: date = 2018-03-28";

    // ---- without a deal ----------------------------------------------------------------------
    VALUES_AND_GAME = "values-and-game", "a no-deal with plain values and a game",
        "What happens without a deal is either a value per party or a game.\n\n\
         Bad:    [nodeal]\n        start = \"washington\"\n        values = { us = -10 }\n\
         Mended: [nodeal.values]\n        us = -10";
    NO_MOVES = "no-moves", "a node without moves",
        "Somebody moves at a node. Where nothing more happens, there is an outcome.\n\n\
         Bad:    [nodeal.nodes.end]\n        by = \"us\"\n        moves = {}\n\
         Mended: [nodeal.outcomes.end]\n        us = 0";
    ODDS_WITHOUT_CHANCE = "odds-without-chance", "odds at a node where a party moves",
        "A party chooses its move; only chance has odds.\n\n\
         Bad:    by = \"us\"\n        odds = { strike = 0.3, wait = \"rest\" }\n\
         Mended: by = \"chance\"\n        odds = { strike = 0.3, wait = \"rest\" }";
    CHANCE_KNOWS = "chance-knows", "a node by chance with `knows`",
        "`knows` joins the nodes that a party cannot tell apart; chance knows nothing.\n\n\
         Bad:    by = \"chance\"\n        knows = \"fog\"\nMended: by = \"chance\"";
    TWO_RESTS = "two-rests", "two moves that share what the others leave",
        "At most one move of a node has the odds `rest`.\n\n\
         Bad:    odds = { a = 0.5, b = \"rest\", c = \"rest\" }\nMended: odds = { a = 0.5, b = 0.2, c = \"rest\" }";

    // ---- expressions -------------------------------------------------------------------------
    EMPTY_EXPRESSION = "empty-expression", "an expression that is empty",
        "A number or an expression is expected, and the text is empty.\n\n\
         Bad:    needs = \"\"\nMended: needs = 0";
    UNKNOWN_CHARACTER = "unknown-character", "a character without a meaning in expressions",
        "Expressions know numbers, names, `+ - * / ^`, comparisons, parentheses, commas, points and \
         quotes.\n\nBad:    \"2 # oil\"\nMended: \"2 * oil\"";
    FOREIGN_OPERATOR = "foreign-operator", "an operator of another language",
        "Logic is written `and`, `or`, `not`; powers `^`.\n\n\
         Bad:    \"a.x && b.y\"\nMended: \"a.x and b.y\"";
    SINGLE_EQUALS = "single-equals", "`=` in an expression",
        "Two numbers are compared with `==`.\n\nBad:    \"oil = 50\"\nMended: \"oil == 50\"";
    UNCLOSED_QUOTE = "unclosed-quote", "a quoted name that does not end",
        "A name in quotes ends with the quote it began with; a quote inside it is written `\\\"`.\n\n\
         Bad:    'price.\"5000'\nMended: 'price.\"5000\"'";
    UNCLOSED_PARENTHESIS = "unclosed-parenthesis", "a parenthesis that does not close",
        "Every `(` has its `)`.\n\nBad:    \"2 * (a + b\"\nMended: \"2 * (a + b)\"";
    UNEXPECTED_TOKEN = "unexpected-token", "something else was expected here",
        "The expression cannot go on like this; the message says what could stand here.\n\n\
         Bad:    \"2 oil\"\nMended: \"2 * oil\"";
    UNEXPECTED_END = "unexpected-end", "the text ends too early",
        "An operator lacks its second operand, or a form is not finished.\n\n\
         Bad:    \"2 * oil +\"\nMended: \"2 * oil + 1\"";
    CHAINED_COMPARISON = "chained-comparison", "a comparison of a comparison",
        "`a < b < c` would compare the truth of `a < b` with `c`, which nobody means.\n\n\
         Bad:    \"0 < oil < 100\"\nMended: \"0 < oil and oil < 100\"";
    UNKNOWN_FUNCTION = "unknown-function", "a function that does not exist",
        "The functions are min, max, abs, exp, ln, sqrt, if and clamp.\n\n\
         Bad:    \"log(oil)\"\nMended: \"ln(oil)\"";
    ARGUMENT_COUNT = "argument-count", "a function with too many or too few arguments",
        "Each function takes its own number of arguments.\n\n\
         Bad:    \"if(oil > 50, 1)\"\nMended: \"if(oil > 50, 1, 0)\"";
    UNQUOTED_OPTION = "unquoted-option", "an option that must stand in quotes",
        "In expressions, a name that is not letters, digits and `_` with a letter first is quoted.\n\n\
         Bad:    'price.5000'\nMended: 'price.\"5000\"'";
    EXPRESSION_TOO_DEEP = "expression-too-deep", "an expression that nests too deep",
        "Parentheses, functions and powers nest at most 64 levels deep, so that no file can exhaust \
         the memory of the machine that reads it.\n\n\
         Bad:    \"((((..))))\" with 65 of them\nMended: a part of it as a named term, `[terms]`";
    EXPRESSION_TOO_LONG = "expression-too-long", "an expression that is too long",
        "One expression holds at most 2000 words and signs; name parts of it in `[terms]`.\n\n\
         Bad:    \"a + a + ..\" a thousand times over\nMended: \"1000 * a\"";

    // ---- distributions -----------------------------------------------------------------------
    DISTRIBUTION_OUTSIDE_PREMISES = "distribution-outside-premises", "a distribution outside the premises",
        "Only premises are uncertain: each is drawn once per case, and everything else is computed \
         from it.\n\nBad:    [values.us]\n        oil = \"5 to 10\"\n\
         Mended: [premises]\n        oil_worth = \"5 to 10\"\n        [values.us]\n        oil = \"oil_worth\"";
    DISTRIBUTION_IN_EXPRESSION = "distribution-in-expression", "a distribution inside an expression",
        "One computes with premises, not with distributions: give the distribution a premise of its \
         own, then use its name. The ends of an interval are plain numbers.\n\n\
         Bad:    x = \"2 * normal(mean 2, sd 3)\"\nMended: y = \"normal(mean 2, sd 3)\"\n        x = \"2 * y\"";
    UNKNOWN_DISTRIBUTION = "unknown-distribution", "a distribution that does not exist",
        "The distributions are normal, beta, uniform, triangular, pert, bernoulli, mix, one_of, \
         truncate, clamp and intervals.\n\nBad:    \"mix(gauss(0, 1): 1)\"\nMended: \"mix(normal(mean 0, sd 1): 1)\"";
    DISTRIBUTION_PARAMETER = "distribution-parameter", "a parameter unnamed, unknown, missing or doubled",
        "Parameters that could be misread are named: is 3 in `normal(2, 3)` a variance?\n\n\
         Bad:    \"normal(2, 3)\"\nMended: \"normal(mean 2, sd 3)\"";
    DISTRIBUTION_RANGE = "distribution-range", "a parameter outside its range",
        "Standard deviations and shapes are positive, lower ends lie below upper ends, modes between \
         them, chances between 0 and 1.\n\nBad:    \"uniform(5, 0)\"\nMended: \"uniform(0, 5)\"";
    DISTRIBUTION_WEIGHT = "distribution-weight", "a weight that is not positive",
        "The parts of `mix` and `one_of` have positive weights.\n\n\
         Bad:    \"one_of(1: 0, 2: 1)\"\nMended: \"one_of(2: 1)\"";
    INTERVAL_NOT_POSITIVE = "interval-not-positive", "a log-normal interval that reaches 0",
        "An interval without a family is log-normal, and a log-normal quantity is positive. A silent \
         change of family would be a trap, so a normal one is asked for by name.\n\n\
         Bad:    \"0 to 5\"\nMended: \"normal(0 to 5)\"";
    INTERVAL_REVERSED = "interval-reversed", "an interval the wrong way round",
        "The smaller end of an interval comes first.\n\nBad:    \"10 to 5\"\nMended: \"5 to 10\"";
    INTERVAL_LEVEL = "interval-level", "a level outside 0% to 100%",
        "The level is the share of the distribution between the ends, 90% unless written.\n\n\
         Bad:    \"5 to 10 @80\"\nMended: \"5 to 10 @80%\"";
    INTERVAL_OUTSIDE_UNIT = "interval-outside-unit", "an interval of a probability outside 0% to 100%",
        "An interval in percent is one of a probability, whose ends lie strictly between 0% and \
         100%.\n\nBad:    \"0% to 40%\"\nMended: \"1% to 40%\"";
    INTERVAL_MIXED_PERCENT = "interval-mixed-percent", "an interval with one percent sign",
        "Both ends of an interval are written with `%`, or neither.\n\n\
         Bad:    \"10 to 40%\"\nMended: \"10% to 40%\"";
    EXPLORE_INSIDE = "explore-inside", "a range to explore inside a distribution",
        "`5 .. 10` says that nobody holds a belief; that cannot be a part of a belief.\n\n\
         Bad:    \"truncate(5 .. 10, 6, 9)\"\nMended: \"truncate(5 to 10, 6, 9)\"";

    // ---- claims ------------------------------------------------------------------------------
    UNKNOWN_TEST = "unknown-test", "a word that is no test",
        "The tests are attainable, acceptable, ratifiable, reachable and holding.\n\n\
         Bad:    expect = \"not possible\"\nMended: expect = \"not attainable\"";
    UNKNOWN_QUANTITY = "unknown-quantity", "a quantity that does not exist",
        "The quantities are value, no_deal, odds, outcome, plays, margin, count, steps and \
         baseline.\n\nBad:    expect = \"worth(fair, us) > 0\"\nMended: expect = \"value(fair, us) > 0\"";
    UNKNOWN_DEAL = "unknown-deal", "a word that is no deal",
        "A deal is `deal` (the claim's own), `fair`, `today`, `best(PARTY)` or the name of a menu \
         entry in quotes.\n\nBad:    expect = \"value(nash, us) > 0\"\nMended: expect = \"value(fair, us) > 0\"";
    EXPECT_NOT = "expect-not", "a `not` before something that is no test",
        "`not` denies a test, `best for` or `fair`. A comparison is denied by turning its sign \
         around.\n\nBad:    expect = \"not value(fair, us) < 0\"\nMended: expect = \"value(fair, us) >= 0\"";
    EXPECT_TO = "expect-to", "a test that is not asked for one party",
        "A road is safe for everyone or not at all, so `reachable` takes no `to`.\n\n\
         Bad:    expect = \"reachable to us\"\nMended: expect = \"reachable\"";
    MISSING_COMPARISON = "missing-comparison", "a quantity that is compared with nothing",
        "A claim is true or false; a quantity alone is neither.\n\n\
         Bad:    expect = \"count(attainable)\"\nMended: expect = \"count(attainable) > 0\"";
    BASELINE_TWICE = "baseline-twice", "`baseline` on both sides",
        "`baseline` is the quantity on the other side, without the claim's changes; one side must say \
         which quantity.\n\nBad:    expect = \"baseline < baseline\"\nMended: expect = \"value(fair, us) < baseline\"";
    IDLE_BASELINE = "idle-baseline", "a `baseline` in a claim that changes nothing",
        "Without `when`, `without`, `ban` or `as_of`, the baseline is the quantity itself.\n\n\
         Bad:    expect = \"value(fair, us) < baseline\"\n\
         Mended: when = { us_strikes = 0 }\n        expect = \"value(fair, us) < baseline\"";
    BAN_FORM = "ban-form", "a ban that names no option",
        "A ban takes options off the table for one claim, each written `issue.option`.\n\n\
         Bad:    ban = [\"first_step\"]\nMended: ban = [\"label.first_step\"]";
}
