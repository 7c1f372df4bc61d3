//! What a user sees of the program: exit codes, streams, colours, messages.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use std::io::{Read as _, Write as _};
use std::process::Stdio;
use support::{Run, command, folder, root, with_input, zopa};
use zopa_formats::columns::Cells;

/// A scenario in which no price suits both.
const HOPELESS: &str = r#"
title = "Too dear"
[parties.buyer]
[parties.seller]
[issues.price]
by = "buyer"
options = ["10", "20"]
[values.buyer]
price = { "10" = 0, "20" = -10 }
[values.seller]
price = { "10" = 0, "20" = 10 }
[nodeal.values]
buyer  = 5
seller = 5
"#;

/// Three mistakes of form in one file.
const MALFORMED: &str = r#"
title = "Wrong"
[parties.buyer]
patience = true
[issues.price]
options = ["10", "20"]
colour = "red"
[values.buyer]
price = { "10" = 0 }
"#;

/// Two names that nothing has, in one file.
const MISNAMED: &str = r#"
title = "Wrong"
[parties.buyer]
[issues.price]
by = "byer"
options = ["10", "20"]
[values.buyer]
prise = { "10" = 0 }
"#;

fn scenario() -> String {
    zopa(&["new"]).out
}

fn solve(text: &str, args: &[&str]) -> Run {
    with_input(command().args(["solve", "-"]).args(args), text)
}

#[test]
fn the_scenario_to_start_from_solves_and_its_claim_holds() {
    let run = solve(&scenario(), &[]);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.starts_with("The bakery's lease\n"), "{}", run.out);
    let run = with_input(command().args(["check", "-"]), &scenario());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    assert!(run.out.contains("✓ C1"), "{}", run.out);
}

#[test]
fn the_scenario_to_start_from_fits_on_a_screen_and_teaches() {
    let text = scenario();
    assert!((60..=90).contains(&text.lines().count()), "{}", text.lines().count());
    assert!(text.lines().filter(|line| line.contains("# ")).count() > 20);
}

#[test]
fn a_new_scenario_is_written_but_nothing_is_overwritten() {
    let file = folder("new").join("lease.toml");
    let file = file.to_str().unwrap();
    let run = zopa(&["new", file]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(std::fs::read_to_string(file).unwrap(), scenario());
    std::fs::write(file, "mine").unwrap();
    let run = zopa(&["new", file]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("not overwritten"), "{}", run.err);
    assert_eq!(std::fs::read_to_string(file).unwrap(), "mine");
}

#[test]
fn nothing_attainable_is_an_answer_with_another_code() {
    let run = solve(HOPELESS, &[]);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(run.out.contains("No deal passes every test."), "{}", run.out);
}

#[test]
fn all_mistakes_are_shown_at_once_on_standard_error() {
    let expected: [(&str, &[&str]); 2] = [
        (MALFORMED, &["patience", "`by`", "`colour`", "<stdin>:7:1", "<stdin>: 3 errors"]),
        (
            MISNAMED,
            &["`byer`", "`prise`", "<stdin>:5:6", "did you mean `buyer`?", "<stdin>: 2 errors"],
        ),
    ];
    for (text, words) in expected {
        let run = with_input(command().args(["check", "-"]), text);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.err);
        for word in words {
            assert!(run.err.contains(word), "`{word}` is not in:\n{}", run.err);
        }
    }
}

#[test]
fn mistakes_are_json_where_json_was_asked_for() {
    let run = solve(MALFORMED, &["--json"]);
    assert_eq!((run.code, run.err.as_str()), (2, ""));
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    let diagnostics = answer["diagnostics"].as_array().unwrap();
    assert_eq!(diagnostics.len(), 3, "{}", run.out);
    assert!(diagnostics.iter().all(|d| d["code"].is_string() && d["message"].is_string()));
}

#[test]
fn the_json_of_a_verdict_has_the_documented_fields() {
    let run = solve(&scenario(), &["--json", "--all"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    for field in [
        "zopa",
        "scenario",
        "parties",
        "audiences",
        "issues",
        "no_deal",
        "funnel",
        "deals",
        "best",
        "solutions",
        "road",
        "menu",
        "says",
        "limits",
    ] {
        assert!(!answer[field].is_null(), "`{field}` is missing");
    }
    let deals = answer["deals"].as_array().unwrap();
    assert_eq!(
        Some(deals.len()),
        answer["funnel"]["deals"].as_u64().map(|n| usize::try_from(n).unwrap())
    );
}

#[test]
fn the_json_of_a_check_has_the_documented_fields() {
    let run = with_input(command().args(["check", "-", "--json"]), &scenario());
    let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(answer["diagnostics"].as_array().unwrap().len(), 0);
    assert_eq!(answer["claims"][0]["id"], "C1");
    assert_eq!(answer["claims"][0]["holds"], true);
}

#[test]
fn a_claim_that_fails_ends_a_check_with_one() {
    let text = scenario().replace("expect = \"attainable\"", "expect = \"not attainable\"");
    let run = with_input(command().args(["check", "-"]), &text);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("✗ C1"), "{}", run.out);
}

#[test]
fn why_tells_what_fails_and_what_would_change_it() {
    let ask =
        |deal: &str, text: &str| with_input(command().args(["why", "-", "--deal", deal]), text);
    let run = ask("price=20", HOPELESS);
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    assert!(run.out.contains("not attainable") && run.out.contains("buyer"), "{}", run.out);
    let run = ask("kitchen=rebuilt", &scenario());
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{}", run.out);
    let run = ask("kitchn=rebuilt", &scenario());
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("--deal") && run.err.contains("kitchen"), "{}", run.err);
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let json = || solve(&scenario(), &["--json", "--all"]);
    assert_eq!(json().code, 0);
    assert_eq!(json().out, json().out);
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let colored = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = command();
        command.args(["solve", "-"]).args(args).envs(env.iter().copied());
        with_input(&mut command, &scenario()).out.contains('\u{1b}')
    };
    assert!(!colored(&[], &[]));
    assert!(colored(&["--color", "always"], &[]));
    assert!(colored(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colored(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(!colored(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn pages_are_as_wide_as_asked_within_reason() {
    let widest = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = command();
        command.args(["solve", "-"]).args(args).envs(env.iter().copied());
        let run = with_input(&mut command, &scenario());
        run.out.lines().map(|line| line.chars().count()).max().unwrap()
    };
    assert!((61..=80).contains(&widest(&[], &[])));
    assert!((81..=120).contains(&widest(&["--width", "120"], &[])));
    assert!(widest(&["--width", "60"], &[]) <= 60);
    for wrong in ["59", "121", "wide"] {
        assert_eq!(zopa(&["solve", "cases/used-car.toml", "--width", wrong]).code, 2);
    }
    assert!(widest(&[], &[("COLUMNS", "62")]) <= 62);
}

#[test]
fn a_reader_who_stops_reading_is_no_error() {
    let mut child = command()
        .args(["solve", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // The pipe is closed before the program has even read its scenario.
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all(scenario().as_bytes()).unwrap();
    let status = child.wait().unwrap();
    let mut told = String::new();
    child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
    assert_eq!((status.code(), told.as_str()), (Some(0), ""));
}

#[test]
fn a_file_that_is_not_there_is_named_with_one_that_is() {
    let folder = folder("missing");
    std::fs::write(folder.join("korea.toml"), "").unwrap();
    let run = zopa(&["solve", folder.join("corea.toml").to_str().unwrap()]);
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("there is no file") && run.err.contains("korea.toml"), "{}", run.err);
}

#[test]
fn a_folder_and_a_file_that_is_no_text_are_refused() {
    let folder = folder("refused");
    let run = zopa(&["solve", folder.to_str().unwrap()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("is a folder"), "{}", run.err);
    let file = folder.join("latin.toml");
    std::fs::write(&file, b"title = \"a\"\nquestion = \"caf\xe9\"\n").unwrap();
    let run = zopa(&["solve", file.to_str().unwrap()]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("not UTF-8 text: line 2"), "{}", run.err);
}

#[test]
fn bad_usage_ends_with_two() {
    for args in [&["solve"][..], &["frob"], &["solve", "-", "--at", "2018-02-30"], &[]] {
        let run = zopa(args);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{args:?}");
        assert!(!run.err.is_empty());
    }
}

#[test]
fn every_code_is_listed_and_explained() {
    let list = zopa(&["explain"]);
    assert_eq!(list.code, 0);
    let codes: Vec<&str> = list.out.lines().filter_map(|line| line.split(' ').next()).collect();
    assert!(codes.len() > 20, "{}", list.out);
    for code in &codes {
        let run = zopa(&["explain", code]);
        assert_eq!(run.code, 0);
        assert!(
            run.out.starts_with(&format!("{code}: ")) && run.out.lines().count() > 2,
            "{}",
            run.out
        );
    }
    let run = zopa(&["explain", "unknown-isue"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("unknown-issue"), "{}", run.err);
}

#[test]
fn the_schema_completions_and_manual_are_printed() {
    let schema: serde_json::Value = serde_json::from_str(&zopa(&["schema"]).out).unwrap();
    assert!(schema["properties"]["issues"].is_object());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(zopa(&["completions", shell]).out.contains("solve"), "{shell}");
    }
    assert!(zopa(&["man"]).out.contains(".TH zopa 1"));
    assert!(zopa(&["man", "why"]).out.contains("zopa\\-why"));
    assert_eq!(zopa(&["man", "nothing"]).code, 2);
}

#[test]
fn a_domain_is_answered_from_a_folder_or_from_its_files() {
    let of_folder = zopa(&["deals", "cases/domains/flat", "--json"]);
    let files = ["domain.xml", "landlord.xml", "tenant.xml"];
    let files = files.map(|file| format!("cases/domains/flat/{file}"));
    let of_files = zopa(&["deals", &files[0], &files[1], &files[2], "--json"]);
    assert_eq!((of_folder.code, &of_folder.out), (0, &of_files.out));
    let answer: serde_json::Value = serde_json::from_str(&of_folder.out).unwrap();
    assert_eq!(answer["combinations"], 72);
    assert_eq!(answer["exact"], true);
}

#[test]
fn the_frontier_as_parquet_is_the_frontier_as_csv() {
    let file = std::env::temp_dir().join(format!("zopa-frontier-{}.parquet", std::process::id()));
    let path = file.to_str().unwrap();
    let run = zopa(&["deals", "cases/domains/flat", "--csv", "--parquet", path]);
    assert_eq!(run.code, 0, "{}", run.err);
    let (columns, _) = zopa_formats::columns::read(std::fs::read(&file).unwrap()).unwrap();
    std::fs::remove_file(&file).unwrap();
    let cell = |column: &zopa_formats::columns::Column, row: usize| match &column.cells {
        Cells::Number(cells) => cells[row].unwrap().to_string(),
        Cells::Words(cells) => cells[row].clone().unwrap(),
        other => panic!("{other:?}"),
    };
    let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
    let mut text = names.join(",") + "\n";
    for row in 0..columns[0].cells.len() {
        let cells: Vec<String> = columns.iter().map(|column| cell(column, row)).collect();
        text.push_str(&(cells.join(",") + "\n"));
    }
    assert_eq!(text, run.out);
    let flat = "cases/domains/flat";
    for (to, said) in [
        ("no/such/folder/f.parquet", "cannot write"),
        ("cases/domains/flat/domain.xml", "is not overwritten"),
    ] {
        let refused = zopa(&["deals", flat, "--parquet", to]);
        assert_eq!(refused.code, 2);
        assert!(refused.err.contains(said), "{}", refused.err);
    }
}

#[test]
fn a_weight_turns_the_fair_deal_towards_its_party() {
    let tenant = |args: &[&str]| -> f64 {
        let run = zopa(&[&["deals", "cases/domains/flat", "--json"], args].concat());
        let answer: serde_json::Value = serde_json::from_str(&run.out).unwrap();
        let value = answer["solutions"]["nash"][0]["values"][1].as_str().unwrap().to_owned();
        let value: zopa::num::rational::Rational = value.parse().unwrap();
        value.to_f64()
    };
    assert!(tenant(&["--weights", "tenant=3"]) > tenant(&[]));
    assert!((tenant(&["--weights", "landlord=2,tenant=2"]) - tenant(&[])).abs() < 1e-12);
    for (wrong, said) in [
        ("tenant=0", "states no weight"),
        ("tenent=2", "no party of the domain"),
        ("tenant=2,tenant=3", "weighed twice"),
        ("x=1,y=1", "`y` is no party"),
    ] {
        let run = zopa(&["deals", "cases/domains/flat", "--weights", wrong]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(said), "{}", run.err);
    }
}

#[test]
fn an_efficient_package_cannot_be_improved() {
    let csv = zopa(&["deals", "cases/domains/flat", "--csv"]).out;
    let head = "landlord,tenant,Rent,Term,Painting,Pets";
    assert_eq!(csv.lines().next(), Some(head));
    let first: Vec<&str> = csv.lines().nth(1).unwrap().split(',').collect();
    let package: Vec<String> = ["Rent", "Term", "Painting", "Pets"]
        .iter()
        .zip(&first[2..])
        .map(|(issue, option)| format!("{issue}={option}"))
        .collect();
    let run = zopa(&["deals", "cases/domains/flat", "--improve", &package.join(",")]);
    assert!(run.out.contains("The package is efficient"), "{}", run.out);
}

#[test]
fn a_package_with_mistakes_is_told_all_of_them() {
    let run = zopa(&["deals", "cases/domains/flat", "--improve", "Rant=950,Pets=maybe"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("`Rant` is not an issue") && run.err.contains("did you mean `Rent`"));
    assert!(run.err.contains("`maybe` is not an option of `Pets`"), "{}", run.err);
}

#[test]
fn two_scenarios_are_compared_in_words() {
    let before = root().join("cases/freeze-for-relief.toml");
    let text = std::fs::read_to_string(&before).unwrap();
    let after = folder("diff").join("after.toml");
    let (before, later) = (before.to_str().unwrap(), after.to_str().unwrap());
    std::fs::write(&after, &text).unwrap();
    let same = zopa(&["diff", before, later]);
    assert_eq!(same.code, 0, "{}{}", same.out, same.err);
    assert!(same.out.contains("the same scenario"), "{}", same.out);
    let answer = after.with_file_name("answer.json");
    std::fs::write(&answer, zopa(&["solve", before, "--json"]).out).unwrap();
    let same = zopa(&["diff", answer.to_str().unwrap(), before]);
    assert_eq!(same.code, 0, "{}{}", same.out, same.err);
    std::fs::write(&answer, "{\"title\": 1}").unwrap();
    let wrong = zopa(&["diff", answer.to_str().unwrap(), before]);
    assert_eq!(wrong.code, 2, "{}", wrong.out);
    assert!(wrong.err.contains("is not the answer to a scenario"), "{}", wrong.err);
    let other = zopa(&["diff", before, "cases/used-car.toml"]);
    assert_eq!(other.code, 1, "{}", other.err);
    assert!(other.out.contains("The answer changed: "), "{}", other.out);
    assert!(other.out.contains("WHAT CHANGED IN THE SCENARIO"), "{}", other.out);
}

#[test]
fn a_space_that_cannot_be_listed_is_searched() {
    let run = zopa(&["solve", "cases/large/coalition.toml", "--json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let verdict: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(verdict["attainable"], true);
    assert_eq!(verdict["fair"]["exact"], true);
    assert!(verdict["best"].as_object().unwrap().values().all(|best| best["exact"] == true));
    let menu = verdict["menu"].as_array().unwrap();
    let had: Vec<bool> = menu.iter().map(|entry| entry["attainable"].as_bool().unwrap()).collect();
    assert_eq!(had, [true, false, true, false, true, true]);
    let page = zopa(&["solve", "cases/large/coalition.toml", "--width", "80"]).out;
    assert!(page.contains("About 10¹⁴ deals are possible"), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
    let run = zopa(&["report", "cases/large/coalition.toml"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("<!DOCTYPE html>"), "{}", run.out);
    for option in [&["--draws", "8"][..], &["--prep", "greens"], &["--redact", "greens"]] {
        let run = zopa(&[&["report", "cases/large/coalition.toml"], option].concat());
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{option:?}");
        assert!(run.err.contains(option[0]), "{}", run.err);
    }
    let run = zopa(&["check", "cases/large/coalition.toml"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("too-many-deals"), "{}", run.err);
}

#[test]
fn a_report_stands_in_place_of_its_scenario() {
    let page = folder("report").join("car.html");
    let page = page.to_str().unwrap();
    let made = zopa(&["report", "cases/used-car.toml", "-o", page]);
    assert_eq!((made.code, made.err.as_str()), (0, ""));
    let from_page = zopa(&["solve", page, "--json"]);
    assert_eq!(from_page.out, zopa(&["solve", "cases/used-car.toml", "--json"]).out);
    let again = zopa(&["report", page]);
    assert_eq!(again.out, std::fs::read_to_string(page).unwrap());
    let same = zopa(&["diff", page, "cases/used-car.toml"]);
    assert_eq!(same.code, 0, "{}", same.out);
    let text = std::fs::read_to_string(page).unwrap();
    std::fs::write(page, text.replace("12 of", "11 of").replace("trade_in", "trade_out")).unwrap();
    let edited = zopa(&["solve", page]);
    assert_eq!(edited.code, 2);
    assert!(edited.err.contains("edited after it was written"), "{}", edited.err);
    std::fs::write(page, &text.as_bytes()[..text.len() / 2]).unwrap();
    let cut = zopa(&["report", page]);
    assert_eq!(cut.code, 2);
    assert!(cut.err.contains("cut short"), "{}", cut.err);
}

#[test]
fn a_brief_is_the_first_screen_and_a_study_adds_a_section() {
    let brief = zopa(&["report", "cases/used-car.toml", "--brief"]);
    assert!(brief.out.contains("id=\"answer\"") && !brief.out.contains("id=\"premises\""));
    let studied = zopa(&["report", "cases/used-car.toml", "--draws", "50"]);
    assert_eq!(studied.code, 0, "{}", studied.err);
    assert!(studied.out.contains(" of 100"), "no share is told");
    for id in ["id=\"study\"", "id=\"spread\"", "id=\"tornado\""] {
        assert!(studied.out.contains(id) && !brief.out.contains(id), "{id}");
    }
    let again = with_input(command().args(["report", "-"]), &studied.out);
    assert!(again.out == studied.out, "the report of the report has other draws");
}

#[test]
fn claims_follow_depend_or_fail_over_draws() {
    let run = zopa(&["check", "cases/used-car.toml", "--draws", "200"]);
    assert!(run.out.contains(" of 100 draws"), "{}", run.out);
    let last = run.out.lines().last().unwrap();
    assert!(
        last.contains(" follow") && last.contains(" depend") && last.contains(" fail"),
        "{last}"
    );
    assert_eq!(run.code, i32::from(!last.starts_with("6 follow,")), "{last}");
    let json = zopa(&["check", "cases/used-car.toml", "--draws", "200", "--json"]).out;
    let checked: serde_json::Value = serde_json::from_str(&json).unwrap();
    for claim in checked["claims"].as_array().unwrap() {
        let (share, verdict) =
            (claim["share"].as_f64().unwrap(), claim["verdict"].as_str().unwrap());
        assert_eq!(verdict == "follows", claim["holds"] == true && share >= 0.95, "{claim}");
    }
}
