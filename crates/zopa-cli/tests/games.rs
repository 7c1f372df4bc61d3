//! Games as users have them, in files.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use support::{folder, zopa};

#[test]
fn games_become_scenarios_and_scenarios_games() {
    let folder = folder("games");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (tree, table, case) = (path("g.efg"), path("g.nfg"), path("g.toml"));
    std::fs::write(&tree, "EFG 2 R \"G\" { \"A\" \"B\" }\np \"\" 1 1 \"\" { \"l\" \"r\" } 0\nt \"\" 1 \"x\" { 1 1/3 }\nt \"\" 2 \"y\" { 0.1 -2 }\n").unwrap();
    std::fs::write(&table, "NFG 1 R \"T\" { \"A\" \"B\" } { 2 2 }\n\n1 1 0 0 0 0 1 1\n").unwrap();
    assert_eq!(zopa(&["convert", &tree, "--to", "scenario", "--out", &case]).code, 0);
    assert_eq!(zopa(&["check", &case]).code, 0);
    let back = zopa(&["convert", &case, "--to", "efg"]);
    assert!(back.err.contains("as A sees them"), "{}", back.err);
    assert!(back.out.contains("{ 1 3333333333333333/10000000000000000 }"), "{}", back.out);
    assert!(back.out.contains("{ 0.1 -2 }"), "{}", back.out);
    let seen =
        zopa(&["convert", &case, "--to", "efg", "--seen-by", "b", "--standing", "agreement=some"]);
    assert_eq!((seen.code, seen.err.as_str(), seen.out), (0, "", back.out));
    assert!(zopa(&["convert", &table, "--to", "scenario"]).out.contains("knows = "));
    let korea = "cases/korea-2018.toml";
    for (wrong, said) in [
        (vec![tree.as_str(), "--to", "csv"], "no domain of deals"),
        (vec![case.as_str(), "--to", "efg", "--seen-by", "c"], "the parties are a, b"),
        (vec![case.as_str(), "--to", "efg", "--standing", "x=1"], "no issue `x`"),
        (vec![korea, "--to", "efg", "--standing", "facilities=keep|all"], "has one option"),
        (vec!["cases/used-car.toml", "--to", "efg"], "no game without a deal"),
        (vec![korea, korea, "--to", "efg"], "a game is one file"),
    ] {
        let run = zopa(&[&["convert"], wrong.as_slice()].concat());
        assert_eq!(run.code, 2, "{wrong:?}");
        assert!(run.err.contains(said), "{wrong:?}: {}", run.err);
    }
}

#[test]
fn methods_say_what_they_do_not_read() {
    let folder = folder("settings");
    let table = folder.join("t.nfg").to_str().unwrap().to_owned();
    std::fs::write(&table, "NFG 1 R \"T\" { \"A\" \"B\" } { 2 2 }\n\n1 1 0 0 0 0 1 1\n").unwrap();
    for (asked, said) in [
        (["--method", "pure", "--lambda", "2"].as_slice(), "`pure` does not read --lambda"),
        (&["--method", "extreme", "--steps", "2"], "`extreme` does not read --steps"),
        (&["--method", "level-k", "--tau", "2"], "`cognitive-hierarchy` does"),
        (&["--lambda", "2", "--level", "2"], "no method reads --lambda and --level"),
        (&["--most", "5"], "--all"),
    ] {
        let run = zopa(&[&["game", "solve", &table], asked].concat());
        assert_eq!(run.code, 2, "{asked:?}");
        assert!(run.err.contains(said), "{asked:?}: {}", run.err);
    }
    for (asked, chosen) in [
        (["--lambda", "2"], "quantal"),
        (["--level", "2"], "level-k"),
        (["--tau", "2"], "cognitive-hierarchy"),
    ] {
        let run = zopa(&[&["game", "solve", &table], asked.as_slice()].concat());
        assert!(run.out.contains(&format!("solved by {chosen}\n")), "{asked:?}: {}", run.out);
    }
}

#[test]
fn every_node_of_a_drawn_page_can_be_reached_by_the_keyboard() {
    let folder = folder("drawn");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (tree, page) = (path("g.efg"), path("g.html"));
    std::fs::write(&tree, "EFG 2 R \"G\" { \"A\" \"B\" }\nc \"\" 1 \"\" { \"x\" 1/4 \"y\" 3/4 } 0\np \"\" 1 1 \"door\" { \"l\" \"r\" } 0\nt \"\" 1 \"\" { 4 1 }\nt \"\" 2 \"\" { 0 0 }\np \"late\" 2 1 \"\" { \"l\" \"r\" } 0\nt \"\" 3 \"\" { 8 1 }\nt \"\" 4 \"\" { 0 2 }\n").unwrap();
    let run = zopa(&["game", "draw", &tree, "--method", "backward-induction", "--output", &page]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let drawn = std::fs::read_to_string(&page).unwrap();
    for told in [
        "Chance: x 25%, y 75%; A expects 1",
        "A at door: l 100%, r 0%; A expects 4",
        "B at late: l 0%, r 100%; A expects 0",
    ] {
        let stop = format!("<rect tabindex=\"0\" role=\"img\" aria-label=\"{told}\"");
        assert!(drawn.contains(&stop), "{told}");
    }
    assert!(
        !drawn.contains("role=\"img\" aria-labelledby"),
        "parts of one image cannot be reached"
    );
}
