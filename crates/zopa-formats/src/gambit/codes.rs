//! The codes of what can be wrong with a game's file, with the words that `zopa explain CODE` shows.

use zopa::diag::codes::Code;

/// Something else stands where the format wants this.
pub const GAME_FORM: Code = Code {
    name: "game-form",
    title: "a game's file that does not follow its format",
    explanation: "Files of trees begin with `EFG 2 R`, files of tables with `NFG 1 R`; then come a title and the \
        players in braces. A node is `p`, `c` or `t` with its name and what belongs to it.\n\n\
        Bad:    p \"\" 1 1 \"set\" 0\nMended: p \"\" 1 1 \"set\" { \"left\" \"right\" } 0",
};
/// A number that is none, or out of place.
pub const GAME_NUMBER: Code = Code {
    name: "game-number",
    title: "a number in a game's file that cannot be used",
    explanation: "Numbers are written `2`, `-1.5`, `.5`, `1e-3` or `1/3`; a chance is not negative.\n\n\
        Bad:    { 1/0 2 }\nMended: { 1/2 2 }",
};
/// A list with more or fewer entries than it needs.
pub const GAME_COUNT: Code = Code {
    name: "game-count",
    title: "a list in a game's file with too many or too few entries",
    explanation: "An outcome has a payoff for every player, a table one for every player in every cell.\n\n\
        Bad:    t \"\" 1 \"war\" { 1 }   with two players\nMended: t \"\" 1 \"war\" { 1 -1 }",
};
/// A set, an outcome or a player that is not there.
pub const GAME_UNKNOWN: Code = Code {
    name: "game-unknown",
    title: "something in a game's file that was never defined",
    explanation: "A set and an outcome are defined where they first stand, with label and list; after that \
        their number alone will do. Players are numbered from 1.\n\n\
        Bad:    t \"\" 7   where no outcome 7 stands before\nMended: t \"\" 7 \"peace\" { 2 2 }",
};
/// The same number defined in two ways.
pub const GAME_CLASH: Code = Code {
    name: "game-clash",
    title: "a set or an outcome that is defined in two ways",
    explanation: "A set may be written out at each of its nodes, and an outcome at each of its ends, but always \
        in the same way.\n\n\
        Bad:    t \"\" 1 \"war\" { 1 0 }  and later  t \"\" 1 \"war\" { 0 0 }\n\
        Mended: t \"\" 1 \"war\" { 1 0 }  and later  t \"\" 2 \"truce\" { 0 0 }",
};
/// Chances that do not sum to 1.
pub const GAME_CHANCES: Code = Code {
    name: "game-chances",
    title: "chances in a game's file that do not sum to 1",
    explanation: "What is off by rounding alone is divided by the sum, with a warning; what is off by more is an \
        error.\n\nBad:    { \"high\" 1/2 \"low\" 1/3 }\nMended: { \"high\" 2/3 \"low\" 1/3 }",
};
/// Names that stand twice.
pub const GAME_NAMES: Code = Code {
    name: "game-names",
    title: "names in a game's file that stand twice or are empty",
    explanation: "Players, and the moves of a set, are told apart by their names in answers, so a second one of a \
        name is given a number.\n\nBad:    { \"bet\" \"bet\" }\nMended: { \"bet\" \"bet 2\" }",
};
/// Counts of moves that do not fit the game.
pub const GAME_COUNTS: Code = Code {
    name: "game-counts",
    title: "counts of seen moves that do not fit the game",
    explanation: "A table of counts has the columns `player`, `at`, `move` and `count`, with the names that \
        `zopa game solve` shows; or there is a number from 0 for each move, in Gambit's order.\n\n\
        Bad:    player,at,move,count   where the game knows no such move\n        A,(1),acros,3\nMended: A,(1),across,3",
};
/// Text after the game.
pub const GAME_END: Code = Code {
    name: "game-end",
    title: "a game's file that goes on after its end",
    explanation: "The tree is complete once every move leads somewhere; what follows is not read.\n\n\
        Bad:    t \"\" 1 \"\" { 1 1 } extra\nMended: t \"\" 1 \"\" { 1 1 }",
};

/// All of them.
pub static ALL: &[Code] = &[
    GAME_FORM,
    GAME_NUMBER,
    GAME_COUNT,
    GAME_UNKNOWN,
    GAME_COUNTS,
    GAME_CLASH,
    GAME_CHANCES,
    GAME_NAMES,
    GAME_END,
];
