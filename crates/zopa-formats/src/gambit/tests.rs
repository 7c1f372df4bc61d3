//! Every form in use is read, every mistake is told at its place.

use super::{counts, efg, nfg, read, write_efg, write_nfg};
use zopa::game::form::{ExtensiveGame, Form, Mover, Properties};
use zopa::num::rational::Rational;

/// Line, column and message of everything that is wrong.
fn found(text: &str) -> Vec<String> {
    let (game, found) = read(text).unwrap_or_else(|| efg(text).pipe());
    assert_eq!(game.is_none(), found.iter().any(zopa::diag::Diagnostic::is_error), "{found:?}");
    let place = |at: usize| {
        let before = text.get(..at).unwrap();
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|&c| c != '\n').count() + 1;
        format!("{line}:{column}")
    };
    found.iter().map(|d| format!("{} {}", place(d.labels[0].span.start), d.message)).collect()
}

trait Pipe {
    fn pipe(self) -> (Option<Form>, Vec<zopa::diag::Diagnostic>);
}

impl Pipe for (Option<zopa::game::form::ExtensiveGame>, Vec<zopa::diag::Diagnostic>) {
    fn pipe(self) -> (Option<Form>, Vec<zopa::diag::Diagnostic>) {
        (self.0.map(Form::Extensive), self.1)
    }
}

fn tree(nodes: &str) -> String {
    format!("EFG 2 R \"T\" {{ \"A\" \"B\" }}\n{nodes}\n")
}

/// Payoffs of the ends to the first player.
fn ends(text: &str) -> Vec<String> {
    let (game, found) = efg(text);
    let game = game.unwrap_or_else(|| panic!("{text}: {found:?}"));
    let payoffs = game.end_payoffs();
    let ends = (0..game.nodes.len()).filter(|&node| game.is_end(node));
    ends.map(|node| payoffs[node * game.players.len()].to_string()).collect()
}

#[test]
fn every_way_of_writing_a_tree_is_read() {
    let plain =
        tree("p \"\" 1 1 \"h\" { \"l\" \"r\" } 0\nt \"\" 1 \"x\" { 1 2 }\nt \"\" 2 \"y\" { 3 4 }");
    for (text, first) in [
        (plain.clone(), "1 3"),
        (plain.replace('\n', "\r\n"), "1 3"),
        (plain.replace('\n', " "), "1 3"),
        (plain.trim_end().to_owned(), "1 3"),
        (format!("\u{feff}\n\n  {plain}"), "1 3"),
        (plain.replace(" R ", " D "), "1 3"),
        (plain.replace("{ 1 2 }", "{ 1, 2, }"), "1 3"),
        (plain.replace("{ 1 2 }", "{1,2}"), "1 3"),
        (plain.replace("{ \"l\" \"r\" }", "{\"l\"\"r\"}"), "1 3"),
        (plain.replace("\"l\"", "\"the \\\"left\\\" one\""), "1 3"),
        (plain.replace("\"h\"", "\"two\nlines\""), "1 3"),
        (plain.replace("\"h\"", "\"  Zürich  \""), "1 3"),
        (plain.replace("1 1 \"h\"", "1 -7 \"h\""), "1 3"),
        (plain.replace("{ 1 2 }", "{ .5 -.5 }"), "1/2 3"),
        (plain.replace("{ 1 2 }", "{ 5. 1e3 }"), "5 3"),
        (plain.replace("{ 1 2 }", "{ -2/3 +1.5E-1 }"), "-2/3 3"),
        (plain.replace("} 0\nt", "} 9 \"inner\" { 10 10 }\nt"), "11 13"),
        (plain.replace("2 \"y\" { 3 4 }", "0"), "1 0"),
        (plain.replace("2 \"y\" { 3 4 }", "1"), "1 1"),
        (plain.replace("2 \"y\" { 3 4 }", "1 \"x\" { 1.0 2 }"), "1 1"),
        (tree("t \"\" 1 \"\" { 7 8 }"), "7"),
        (plain.replace("{ \"A\" \"B\" }", "{ \"A\" \"B\" } \"a comment\""), "1 3"),
    ] {
        assert_eq!(ends(&text).join(" "), first, "{text}");
        assert_eq!(found(&text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn what_is_plainly_meant_is_mended_with_a_warning() {
    let twice = tree("p \"\" 1 1 \"h\" { \"l\" \"l\" \"\" } 0 t \"\" 0 t \"\" 0 t \"\" 0 more");
    assert_eq!(
        found(&twice),
        [
            "2:14 move names that stand twice or are empty are now `l 2`, `move 3`",
            "2:52 the tree is complete, what follows is not read"
        ]
    );
    let (game, _) = efg(&twice);
    assert_eq!(game.unwrap().infosets[0].moves, ["l", "l 2", "move 3"]);
    let players = "EFG 2 R \"\" { \"A\" \"A\" } t \"\" 0";
    assert_eq!(found(players), ["1:12 player names that stand twice or are empty are now `A 2`"]);

    let thirds = "{ \"a\" 0.333333 \"b\" 0.333333 \"c\" 0.333333 }";
    let rounded = tree(&format!("c \"\" 1 \"\" {thirds} 0 t \"\" 0 t \"\" 0 t \"\" 0"));
    assert_eq!(found(&rounded), ["2:11 the chances sum to 0.999999, not 1"]);
    let (game, _) = efg(&rounded);
    assert_eq!(game.unwrap().chances[0].odds, vec![Rational::new(1, 3).unwrap(); 3]);
}

#[test]
fn mistakes_in_nodes_and_numbers_are_told_at_their_place() {
    assert_told(&[
        (
            "EFG 1 R \"\" { } t \"\" 0".to_owned(),
            "1:5 expected `2`, the version of the format, found `1`",
        ),
        (
            "EFG".to_owned(),
            "1:4 expected `2`, the version of the format, found the end of the file",
        ),
        ("EFG 2 X".to_owned(), "1:7 expected `R` or `D`, found `X`"),
        (
            "EFG 2 R \"T".to_owned(),
            "1:9 expected the title in quotes, found a text without its closing quote",
        ),
        (
            tree("p \"\" 1 1 \"h\" { \"l\" \"r\" } 0 t \"\" 0"),
            "3:1 expected a node (`p`, `c` or `t`): 1 move leads nowhere yet, found the end of the file",
        ),
        (
            tree("t \"\" 1 \"\" { 1 }"),
            "2:11 the outcome 1 has 1 payoffs, expected one for each of 2 players",
        ),
        (
            tree("t \"\" 1 \"\" { 1 2 3 }"),
            "2:11 the outcome 1 has 3 payoffs, expected one for each of 2 players",
        ),
        (tree("t \"\" 7"), "2:6 the outcome 7 stands here for the first time, without its payoffs"),
        (tree("t \"\" 0 \"\" { 1 2 }"), "2:6 the outcome 0 means none, and has no payoffs"),
        (tree("t \"\" 1 \"\" { 1/0 2 }"), "2:13 `1/0` divides by 0"),
        (tree("t \"\" 1 \"\" { nan 2 }"), "2:13 expected a payoff, found `nan`"),
        (tree("t \"\" 1 \"\" { 1e400 2 }"), "2:13 `1e400` is too large or has too many digits"),
    ]);
}

#[test]
fn mistakes_in_sets_and_draws_are_told_at_their_place() {
    let two = "{ \"l\" \"r\" } 0 ";
    assert_told(&[
        (tree("p \"\" 1 5 0"), "2:10 expected a number, found"),
        (
            tree("p \"\" 1 5"),
            "2:8 the set 5 of player 1 stands here for the first time, without its list of moves",
        ),
        (
            tree(&format!("p \"\" 3 1 \"h\" {two} t \"\" 0 t \"\" 0")),
            "2:6 there is no player 3: there are 2",
        ),
        (
            tree(&format!("p \"\" 0 1 \"h\" {two} t \"\" 0 t \"\" 0")),
            "2:6 there is no player 0: there are 2",
        ),
        (tree("p \"\" 2 5 \"h\" 0"), "2:14 expected `{` before the moves, found `0`"),
        (
            tree("p \"\" 2 5 \"h\" { } 0"),
            "2:14 a node without moves; an end of the tree is written `t`",
        ),
        (
            tree("c \"\" 1 \"\" { \"a\" 1/2 \"b\" 1/3 } 0 t \"\" 0 t \"\" 0"),
            "2:11 the chances sum to 5/6, not 1",
        ),
        (
            tree("c \"\" 1 \"\" { \"a\" -1 \"b\" 2 } 0 t \"\" 0 t \"\" 0"),
            "2:17 the chance -1 is negative",
        ),
        (
            tree(&format!(
                "p \"\" 1 1 \"h\" {two} p \"\" 1 1 \"h\" {} t \"\" 0 t \"\" 0 t \"\" 0",
                two.replace('l', "m")
            )),
            "2:42 the set 1 of player 1 is given with other moves",
        ),
        (
            tree(&format!(
                "p \"\" 1 1 \"h\" {two} t \"\" 1 \"x\" {{ 1 2 }} t \"\" 1 \"x\" {{ 1 3 }}"
            )),
            "2:59 the outcome 1 is given other payoffs",
        ),
    ]);
}

#[test]
fn mistakes_in_tables_are_told_at_their_place() {
    assert_told(&[
        (
            "NFG 1 R \"\" { \"A\" } { 2 } 1".to_owned(),
            "1:27 the table ends after 1 payoffs, expected 2",
        ),
        (
            "NFG 1 R \"\" { \"A\" } { 2 } 1 2 3".to_owned(),
            "1:30 the table goes on after its last cell",
        ),
        (
            "NFG 2 R \"\" { \"A\" } { 2 } 1 2".to_owned(),
            "1:5 expected `1`, the version of the format, found `2`",
        ),
        (
            "NFG 1 R \"\" { \"A\" } { 0 } ".to_owned(),
            "1:22 a player cannot have 0 strategies in this file",
        ),
        ("NFG 1 R \"\" { \"A\" } { 2 2 } 1".to_owned(), "1:20 strategies for 2 of 1 players"),
        (
            "NFG 1 R \"\" { \"A\" } { 2 } { { \"x\" 1 } } 1 2".to_owned(),
            "1:42 there is no outcome 2: there are 1",
        ),
        (
            "NFG 1 R \"\" { \"A\" } { 9999999999 } 1".to_owned(),
            "1:22 a player cannot have 9999999999 strategies in this file",
        ),
        (
            "NFG 1 R \"\" { \"A\" \"B\" \"C\" } { 30 30 30 } 1".to_owned(),
            "1:33 the table has more cells than the file can hold",
        ),
    ]);
}

/// The first complaint about each text; where it ends in `found`, whatever was found there.
fn assert_told(cases: &[(String, &str)]) {
    for (text, wrong) in cases {
        let told = found(text);
        if wrong.ends_with("found") {
            assert!(!told.is_empty(), "{text}");
        } else {
            assert_eq!(told.first().map(String::as_str), Some(*wrong), "{text}: {told:?}");
        }
    }
}

#[test]
fn mistakes_that_do_not_hide_each_other_are_told_together() {
    let text =
        tree("p \"\" 1 1 \"h\" { \"l\" \"r\" } 0\nt \"\" 1 \"x\" { 1 }\nt \"\" 2 \"y\" { 3 1/0 }");
    assert_eq!(found(&text).len(), 2);
    let many = "t \"\" 1 \"x\" { 1 } ".repeat(1000);
    let moves = "\"m\" ".repeat(1000);
    assert_eq!(found(&tree(&format!("p \"\" 1 1 \"h\" {{ {moves} }} 0 {many}"))).len(), 51);
}

#[test]
fn tables_are_read_with_payoffs_and_with_outcomes() {
    let payoffs = "NFG 1 R \"PD\" { \"A\" \"B\" }\n\n{ { \"c\" \"d\" }\n{ \"c\" \"d\" }\n}\n\"\"\n\n2 2 3 0, 0 3 1 1";
    let outcomes = "NFG 1 R \"PD\" { \"A\" \"B\" } { 2 2 } \"\" { { \"cc\" 2, 2 } { \"dc\" 3 0 } { \"cd\" 0 3 } } 1 2 3 0";
    for (text, last) in [(payoffs, "1"), (outcomes, "0")] {
        assert_eq!(found(text), Vec::<String>::new());
        let game = nfg(text).0.unwrap();
        let payoff = |a, b| game.payoff(game.cell(&[a, b]), 0).to_string();
        assert_eq!([payoff(0, 0), payoff(1, 0), payoff(0, 1)], ["2", "3", "0"]);
        assert_eq!(payoff(1, 1), last);
        assert_eq!(nfg(&write_nfg(&game)).0.as_ref(), Some(&game));
    }
}

#[test]
fn all_published_files_are_read_and_written_back_the_same() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/gambit");
    if !root.is_dir() {
        println!("skipped: no ../shared/data");
        return;
    }
    let (mut folders, mut count, mut absent_minded) = (vec![root], 0, 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let extension = path.extension().and_then(|extension| extension.to_str());
            if !matches!(extension, Some("efg" | "nfg")) {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let (game, found) = read(&text).unwrap();
            let game = game.unwrap_or_else(|| panic!("{}: {found:?}", path.display()));
            let again = match &game {
                Form::Extensive(game) => efg(&write_efg(game)).0.map(Form::Extensive),
                Form::Strategic(game) => nfg(&write_nfg(game)).0.map(Form::Strategic),
            };
            assert_eq!(again.as_ref(), Some(&game), "{}", path.display());
            if let Form::Extensive(game) = &game {
                let facts = Properties::of_tree(game);
                assert_eq!(facts.absent_minded, passes_twice(game), "{}", path.display());
                absent_minded += usize::from(facts.absent_minded);
            }
            count += 1;
        }
    }
    assert_eq!(count, 232);
    assert!(absent_minded > 0);
}

/// Whether some node lies below another of its own set, found by walking up from each.
fn passes_twice(game: &ExtensiveGame) -> bool {
    let set = |node: usize| match game.nodes[node].mover {
        Mover::Player(set) => Some(set),
        _ => None,
    };
    (0..game.nodes.len()).any(|node| {
        let mut above = game.nodes[node].parent;
        while let Some((at, _)) = above {
            if set(node).is_some() && set(at) == set(node) {
                return true;
            }
            above = game.nodes[at].parent;
        }
        false
    })
}

#[test]
fn properties_travel_through_files() {
    let text = tree(
        "p \"\" 1 1 \"h\" { \"l\" \"r\" } 0\np \"\" 2 1 \"\" { \"l\" \"r\" } 0\nt \"\" 1 \"x\" { 1 -1 }\nt \"\" 0\np \"\" 2 1 0\nt \"\" 0\nt \"\" 1",
    );
    let facts = Properties::of_tree(&efg(&text).0.unwrap());
    assert!(facts.is_zero_sum() && facts.perfect_recall && !facts.perfect_information);
}

#[test]
fn payoffs_of_hundreds_of_digits_are_written_and_read_again() {
    let long = format!("{}.{}", "2".repeat(280), "7".repeat(600));
    let text = format!("NFG 1 R \"long\" {{ \"a\" \"b\" }} {{ 1 1 }}\n{long} 1e-300\n");
    let game = nfg(&text).0.unwrap();
    assert_eq!(nfg(&write_nfg(&game)).0.unwrap(), game);
}

#[test]
fn counts_are_read_from_tables_and_lists() {
    let horse = "EFG 2 R \"\" { \"A\" \"B\" }\np \"\" 1 1 \"x\" { \"l\" \"r\" } 0\np \"\" 2 1 \"y\" { \"l\" \"r\" } 0\n\
        t \"\" 1 \"\" { 1 1 }\nt \"\" 0\np \"\" 1 2 \"x\" { \"u\" \"d\" } 0\nt \"\" 0\nt \"\" 1\n";
    let game = Form::Extensive(efg(horse).0.unwrap());
    let table = "player;at;move;count\nA;x (1);r;3\nB;y;l;2.5\nA;x (2);u;1\nA;x (1);r;4\n";
    assert_eq!(counts(table, &game).unwrap(), [0.0, 7.0, 2.5, 0.0, 1.0, 0.0]);
    let one_each = "move,player,at\nr,A,x (1)\nr,A,x (1)\n";
    assert_eq!(counts(one_each, &game).unwrap(), [0.0, 2.0, 0.0, 0.0, 0.0, 0.0]);
    // Gambit lists player after player, the game set after set in the order of the tree.
    assert_eq!(counts("1 2, 3 4\n5 6", &game).unwrap(), [1.0, 2.0, 5.0, 6.0, 3.0, 4.0]);
    for (wrong, told) in [
        ("1 2 3 -4", vec!["`-4` is not a number from 0", "4 counts, and the game has 6 moves"]),
        ("player,move\nA,l\n", vec!["there is no column `at`"]),
        (
            "player,at,move,count\nC,x,l,1\nA,z,l,1\nA,x (1),u,one\n",
            vec![
                "there is no player `C`",
                "there is no information set `z`",
                "`one` is not a number from 0",
                "there is no move `u`",
            ],
        ),
    ] {
        let found = counts(wrong, &game).unwrap_err();
        let messages: Vec<&str> = found.iter().map(|wrong| wrong.message.as_str()).collect();
        assert_eq!(messages, told, "{wrong}");
    }
}
