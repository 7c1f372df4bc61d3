//! The codes of stage 2, build: names that mean nothing, and things that do not fit together.

use super::{Code, codes};

codes! {
    /// The codes of building.
    BUILD:

    // ---- names -------------------------------------------------------------------------------
    UNKNOWN_PARTY = "unknown-party", "a party that is not listed",
        "Parties are listed in `[parties]`; audiences are none.\n\n\
         Bad:    by = \"dprc\"\nMended: by = \"dprk\"";
    UNKNOWN_ACTOR = "unknown-actor", "a party or audience that is not listed",
        "Values, views and tests belong to the parties and audiences of the case.\n\n\
         Bad:    [values.dprc]\nMended: [values.dprk]";
    UNKNOWN_ISSUE = "unknown-issue", "an issue that is not listed",
        "Issues are listed in `[issues]`.\n\n\
         Bad:    deal = { arsenl = \"surrender\" }\nMended: deal = { arsenal = \"surrender\" }";
    UNKNOWN_OPTION = "unknown-option", "an option that is not on the issue's ladder",
        "An option is named as it stands in `options`; on a numeric ladder it is one of its numbers.\n\n\
         Bad:    now = \"kep\"\nMended: now = \"keep\"";
    UNKNOWN_PREMISE = "unknown-premise", "a premise that is not listed",
        "Events, claims and correlations speak of premises from `[premises]`.\n\n\
         Bad:    set = { chna_share = 0.5 }\nMended: set = { china_share = 0.5 }";
    UNKNOWN_SOURCE = "unknown-source", "a source that is not listed",
        "Sources are listed in `[sources]` and cited by their key.\n\n\
         Bad:    source = \"lankow\"\nMended: source = \"lankov\"";
    UNKNOWN_PRECEDENT = "unknown-precedent", "a precedent that no premise is learnt from",
        "`without` leaves precedents out by the names they have in `precedents`.\n\n\
         Bad:    without = [\"Lybia 2011\"]\nMended: without = [\"Libya 2011\"]";
    UNKNOWN_MENU_ENTRY = "unknown-menu-entry", "a menu entry that is not there",
        "A name in quotes stands for the entry of `[[menu]]` with that name.\n\n\
         Bad:    expect = \"value('Freeze', us) > 0\"\nMended: expect = \"value('Full freeze', us) > 0\"";
    UNKNOWN_OUTCOME = "unknown-outcome", "an outcome that the no-deal game does not have",
        "Outcomes are listed in `[nodeal.outcomes]`.\n\n\
         Bad:    expect = \"odds(wor) < 0.1\"\nMended: expect = \"odds(war) < 0.1\"";
    UNKNOWN_NODE = "unknown-node", "a node that the no-deal game does not have",
        "`start` names a node, and every move leads to a node or an outcome.\n\n\
         Bad:    start = \"washingtn\"\nMended: start = \"washington\"";
    UNKNOWN_MOVE = "unknown-move", "a move that the node does not have",
        "Odds, and `plays(NODE, MOVE)`, name moves of the node.\n\n\
         Bad:    moves = { strike = \"war\", wait = \"peace\" }\n        odds  = { attack = 0.2, wait = \"rest\" }\n\
         Mended: odds  = { strike = 0.2, wait = \"rest\" }";
    UNKNOWN_NAME = "unknown-name", "a name in an expression that means nothing",
        "A bare name in an expression is a premise, a term, or an issue with a numeric ladder.\n\n\
         Bad:    cost = \"2 * sipn\"\nMended: cost = \"2 * spin\"";

    // ---- expressions -------------------------------------------------------------------------
    STANDING_NOT_ALLOWED = "standing-not-allowed", "an option where only premises may be used",
        "Premises, patience and needs are the same whatever deal stands, so they cannot depend on the \
         options of issues.\n\n\
         Bad:    [premises]\n        risk = \"0.2 * arsenal.keep\"\n\
         Mended: [terms]\n        risk = \"0.2 * arsenal.keep\"";
    BLAME_NOT_ALLOWED = "blame-not-allowed", "`blamed` where nobody can be blamed",
        "Blame falls when talks collapse: only payoffs and values without a deal, odds, and `breakdown` \
         may ask for it.\n\nBad:    [values.us]\n        plus = [\"-5 * blamed.us\"]\n\
         Mended: [nodeal.outcomes.war]\n        us = \"-100 - 5 * blamed.us\"";
    ISSUE_WITHOUT_NUMBER = "issue-without-number", "an issue used as a number, though its options are names",
        "Only an issue with a `range` has a number. The others have options, each of them 1 or 0.\n\n\
         Bad:    plus = [\"3 * arsenal\"]\nMended: plus = [\"3 * arsenal.surrender\"]";
    NO_OPTIONS = "no-options", "an option of something that has none",
        "Premises and terms are numbers; only issues have options.\n\n\
         Bad:    plus = [\"spin.high\"]\nMended: plus = [\"spin\"]";
    CIRCULAR_TERMS = "circular-terms", "terms that use one another in a circle",
        "A term is written out where it is used, which never ends if it uses itself.\n\n\
         Bad:    a = \"b + 1\"\n        b = \"a / 2\"\nMended: a = \"b + 1\"\n        b = \"spin / 2\"";
    CIRCULAR_PREMISES = "circular-premises", "premises that use one another in a circle",
        "A premise is computed from those it uses, in every view and after every event and claim; one of \
         them must come first.\n\n\
         Bad:    a = \"b + 1\"\n        b = \"a / 2\"\nMended: a = \"b + 1\"\n        b = 3";
    EXPANSION_TOO_LARGE = "expansion-too-large", "an expression too large once its terms are written out",
        "Terms are written out where they are used. A term that uses another twice doubles it; a chain of \
         such terms grows beyond any bound.\n\n\
         Bad:    b = \"a + a\"\n        c = \"b + b\"   and so on, twenty times\nMended: c = \"4 * a\"";
    EXPANSION_TOO_DEEP = "expansion-too-deep", "an expression nested too deeply once its terms are written out",
        "Evaluation keeps at most 32 intermediate values, and terms may nest to a limited depth.\n\n\
         Bad:    a = \"1 + (x * (1 + (x * (..))))\"   many times\nMended: several terms, each of a part";

    // ---- who and what ------------------------------------------------------------------------
    NOBODY_SIGNS = "nobody-signs", "a case in which no party signs",
        "A deal needs at least one party that agrees to it.\n\n\
         Bad:    [parties.us]\n        signs = false\nMended: [parties.us]";
    MISSING_VALUES = "missing-values", "a party or audience whose values are not given",
        "What a party or audience wants must be said, even where it is nothing.\n\n\
         Bad:    [parties.china]   without values\nMended: [values.china]\n        plus = [0]";
    EMPTY_TABLE = "empty-table", "a table of values that names no option",
        "Options that are not named are worth 0, so this table says nothing.\n\n\
         Bad:    arsenal = {}\nMended: arsenal = { surrender = -100 }";
    VALUE_IGNORES_ISSUE = "value-ignores-issue", "a value of an issue that does not depend on it",
        "An expression in place of a table is meant to differ from option to option; this one is a \
         constant as far as the issue goes.\n\nBad:    oil = 5\nMended: oil = \"5 * oil\"";
    WEIGHT_OF_NON_SIGNER = "weight-of-non-signer", "a weight of a party that does not sign",
        "The fair deal weighs the gains of signing parties only.\n\n\
         Bad:    weights = { us = 2, china = 1 }   where china does not sign\nMended: weights = { us = 2, dprk = 1 }";
    MISSING_WEIGHT = "missing-weight", "a signing party without a weight",
        "Where weights are given, every signing party needs one.\n\n\
         Bad:    weights = { us = 2 }\nMended: weights = { us = 2, dprk = 1 }";
    RULE_WITHOUT_ISSUE = "rule-without-issue", "a rule that does not depend on any issue",
        "A rule says which combinations of options cannot be.\n\n\
         Bad:    never = \"spin > 10\"\nMended: never = \"arsenal.surrender and facilities.keep\"";
    TODAY_EXCLUDED = "today-excluded", "a rule that excludes what stands today",
        "What stands today is possible, since it is there; every road starts from it.\n\n\
         Bad:    never = \"arsenal.keep\"   where `now = \"keep\"`\nMended: never = \"arsenal.keep and sanctions.lifted\"";
    TOO_MANY_ISSUES = "too-many-issues", "more issues than can be treated",
        "At most 64 issues can be treated. Issues that no test depends on can be left out; some can be \
         joined.\n\nBad:    65 sections `[issues.NAME]`\nMended: one issue `package` for those that move together";
    TOO_MANY_DEALS = "too-many-deals", "more combinations of options than can be treated",
        "Every combination of options is valued and tested, up to 16,777,216. Beyond that `zopa solve` \
         searches for the best deals instead, where the values have enough structure; the other commands \
         list the deals.\n\n\
         Bad:    range = { from = 0, to = 1000, step = 1 }   on three issues\n\
         Mended: range = { from = 0, to = 1000, step = 50 }";

    // ---- premises ----------------------------------------------------------------------------
    BAD_DISTRIBUTION = "bad-distribution", "a distribution that cannot be",
        "The parameters are in order one by one, but no distribution has them together.\n\n\
         Bad:    \"truncate(uniform(0, 1), 2, 3)\"\nMended: \"truncate(uniform(0, 5), 2, 3)\"";
    EVENT_WITHOUT_CHANGE = "event-without-change", "an event that changes no premise",
        "An event is there to change premises: `set` gives new values, `evidence` a likelihood ratio.\n\n\
         Bad:    [[events]]\n        date = 2018-03-28\n        what = \"Kim meets Xi\"\n\
         Mended: set = { china_share = \"60% to 90%\" }   below it";
    UNUSED_PREMISE = "unused-premise", "a premise that nothing uses",
        "No value, odds, outcome or other premise depends on it, so it cannot matter.\n\n\
         Bad:    [premises]\n        spin = 12   and no `spin` elsewhere\nMended: label.first_step = \"spin\"";
    UNUSED_TERM = "unused-term", "a term that nothing uses",
        "A term is written out where it is used; this one is used nowhere.\n\n\
         Bad:    kept = \"1 - arsenal.surrender\"   and no `kept` elsewhere\nMended: plus = [\"10 * kept\"]";
    CORRELATION_OF_NUMBER = "correlation-of-number", "a correlation of a premise that does not vary",
        "Only premises that are sampled can go together: distributions, ranges, and learnt ones with \
         `draw = true`.\n\nBad:    between = [\"spin\", \"china_share\"]   where spin = 12\n\
         Mended: spin = \"8 to 16\"";
    DUPLICATE_CORRELATION = "duplicate-correlation", "two correlations of the same premises",
        "A pair of premises has one correlation, in whichever order it is named.\n\n\
         Bad:    between = [\"a\", \"b\"]   and   between = [\"b\", \"a\"]\nMended: one of them";
    CORRELATIONS_CLASH = "correlations-clash", "correlations that cannot hold together",
        "If a goes with b and b with c, then a goes with c to some degree. The matrix of correlations \
         must be positive definite; pairs that are not listed count as 0.\n\n\
         Bad:    a-b 0.9, b-c 0.9\nMended: a-b 0.9, b-c 0.9, a-c 0.8";

    // ---- without a deal ----------------------------------------------------------------------
    MISSING_PAYOFF = "missing-payoff", "a party for which nothing is said without a deal",
        "Every party, signing or not, gets something in every outcome.\n\n\
         Bad:    [nodeal.outcomes.war]\n        us = -100\nMended: [nodeal.outcomes.war]\n        us = -100\n        dprk = -80";
    MISSING_ODDS = "missing-odds", "a move by chance without odds",
        "At a node by chance every move has its odds; one of them may have \"rest\".\n\n\
         Bad:    odds = { strike = 0.2 }\nMended: odds = { strike = 0.2, wait = \"rest\" }";
    CIRCULAR_GAME = "circular-game", "moves that lead in a circle",
        "The no-deal game is finite: no move leads back to a node above it.\n\n\
         Bad:    moves = { wait = \"washington\" }   below washington\nMended: moves = { wait = \"muddle\" }";
    UNREACHABLE_NODE = "unreachable-node", "a node that no play reaches",
        "Every node but the start is where some move leads.\n\n\
         Bad:    [nodeal.nodes.beijing]   to which nothing leads\nMended: moves = { wait = \"beijing\" }";
    UNREACHABLE_OUTCOME = "unreachable-outcome", "an outcome in which no play ends",
        "An outcome to which no move leads never happens.\n\n\
         Bad:    [nodeal.outcomes.war]   to which nothing leads\nMended: moves = { strike = \"war\" }";
    KNOWS_OF_TWO_PARTIES = "knows-of-two-parties", "an information set of two parties",
        "`knows` joins nodes that one party cannot tell apart.\n\n\
         Bad:    knows = \"dark\"   at nodes of us and of dprk\nMended: knows = \"dark_us\"   and   knows = \"dark_dprk\"";
    KNOWS_WITH_OTHER_MOVES = "knows-with-other-moves", "nodes of one information set with different moves",
        "Different moves would tell the nodes apart.\n\n\
         Bad:    moves = { hit = .., wait = .. }   and   moves = { wait = .., hit = .. }\n\
         Mended: the same names in the same order";
    ABSENT_MINDED = "absent-minded", "an information set that play can pass twice",
        "A party that cannot tell a node from one further down has forgotten its own move. Such games \
         are not supported.\n\nBad:    knows = \"dark\"   at a node and at one below it\n\
         Mended: knows = \"dark\"   at the first, another name at the second";
    PRECISION_UNUSED = "precision-unused", "a precision where none is used",
        "Precision belongs to the quantal response; a rational solution has none.\n\n\
         Bad:    precision = 40\nMended: solve = \"quantal\"\n        precision = 40";

    // ---- claims and targets ------------------------------------------------------------------
    CLAIM_WITHOUT_DEAL = "claim-without-deal", "a claim about a deal that it does not name",
        "`deal`, `margin`, `fair` and `best for` speak of the claim's own deal.\n\n\
         Bad:    expect = \"best for us\"\nMended: deal = { arsenal = \"surrender\" }\n        expect = \"best for us\"";
    TEST_DOES_NOT_APPLY = "test-does-not-apply", "a test that is not made for this party or audience",
        "Acceptable tests signing parties, ratifiable audiences, and holding those who sign or own an \
         issue.\n\nBad:    expect = \"ratifiable to us\"\nMended: expect = \"acceptable to us\"";
    BEST_FOR_NON_SIGNER = "best-for-non-signer", "the best deal of a party that does not sign",
        "Best deals are found for signing parties.\n\n\
         Bad:    expect = \"best for china\"   where china does not sign\n\
         Mended: expect = \"value(deal, china) > value(fair, china)\"";
    CLAIM_WITHOUT_GAME = "claim-without-game", "a claim about a no-deal game that is not there",
        "Odds, outcomes and plays belong to a game in `[nodeal]`.\n\n\
         Bad:    expect = \"odds(war) < 0.1\"   without a game\nMended: expect = \"no_deal(us) < 0\"";
    PLAYS_AT_CHANCE = "plays-at-chance", "`plays` at a node by chance",
        "`plays` asks how likely a party makes a move; the odds of chance are given.\n\n\
         Bad:    expect = \"plays(washington, strike) > 0.5\"   where chance moves\n\
         Mended: expect = \"plays(pyongyang, absorb) > 0.5\"";
    EMPTY_TARGET = "empty-target", "a target that no deal meets",
        "Rules, its condition or a ban exclude every deal it speaks of, so nothing can be said of them: \
         `not attainable` would follow whatever the rest of the case says.\n\n\
         Bad:    never = \"arsenal.surrender and facilities.keep\"\n        \
         deal = { arsenal = \"surrender\", facilities = \"keep\" }\n\
         Mended: deal = { arsenal = \"surrender\" }";
    TARGET_FORM = "target-form", "a deal on the command line that is not written as one",
        "A deal is written `issue=option`, several joined by commas, options that will do as well by `|`. \
         Each issue stands once.\n\n\
         Bad:    --deal arsenal:surrender\nMended: --deal arsenal=surrender,facilities=some|all";

    // ---- at the central values ---------------------------------------------------------------
    DIVISION_BY_ZERO = "division-by-zero", "a division by zero",
        "The divisor is 0 at the values given under help.\n\n\
         Bad:    share = \"1 / oil\"   where oil may be 0\nMended: share = \"1 / max(oil, 1)\"";
    UNDEFINED_VALUE = "undefined-value", "a value that is too large or not a number",
        "Every operation must give a finite number: no logarithm of 0, no root of a negative number, \
         nothing beyond 1e100.\n\nBad:    strain = \"ln(oil)\"   where oil may be 0\nMended: strain = \"ln(1 + oil)\"";
    CHECKED_IN_PART = "checked-in-part", "an expression with more combinations than are tried at once",
        "Before a case is solved every expression is evaluated for the options of all the issues it \
         depends on, up to 16,384 combinations; beyond that for a spread of them. A division by zero at \
         another is found when the case is solved.\n\n\
         Bad:    plus = [\"a * b * c\"]   with 30 options each\nMended: plus = [\"a * b\", \"b * c\"]";
    ODDS_SUM = "odds-sum", "odds that do not sum to 1",
        "Something must happen, and only one thing.\n\n\
         Bad:    odds = { strike = 0.2, wait = 0.9 }\nMended: odds = { strike = 0.2, wait = \"rest\" }";
    ODDS_RANGE = "odds-range", "odds outside 0 to 1",
        "Odds are chances: 0 never, 1 always.\n\n\
         Bad:    odds = { strike = \"risk - 0.5\", wait = \"rest\" }\nMended: odds = { strike = \"max(risk - 0.5, 0)\", wait = \"rest\" }";
    BREAKDOWN_RANGE = "breakdown-range", "a chance of breakdown outside 0 to 1",
        "`breakdown` is the chance that having no deal leads into the no-deal game.\n\n\
         Bad:    breakdown = \"0.8 + 0.3 * blamed.dprk\"\nMended: breakdown = \"0.6 + 0.3 * blamed.dprk\"";
    PATIENCE_RANGE = "patience-range", "a patience outside 0 to 1",
        "Patience is a discount factor per period: more than 0, less than 1.\n\n\
         Bad:    patience = \"0.9 + haste\"   where haste = 0.2\nMended: patience = \"0.9 + haste / 4\"";
    EVIDENCE_RANGE = "evidence-range", "evidence on a premise that is no probability",
        "Evidence turns a probability p into L p / (1 - p + L p), which makes sense for p from 0 to 1.\n\n\
         Bad:    evidence = { spin = 3 }   where spin = 12\nMended: set = { spin = 20 }";
}
