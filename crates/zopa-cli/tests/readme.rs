//! The documents cannot lie: every `console` block of the README and of `docs/` that begins with
//! `$ zopa` is run, and what it prints must be what the document shows; `UPDATE=1` rewrites it.
//!
//! A block holds lines `$ zopa ..`, each followed by what it prints (standard output, then standard
//! error). Words are split as a shell does for quotes; there are no pipes and no variables.
//!
//! Commands run from the root of the repository. A document that writes files of its own says so
//! before their text, `<!-- file: car.toml -->` (or `<!-- file: car.toml, continued -->`, which adds to
//! it); its commands run in a folder with these files and `cases/`, in the order of the document.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::{Path, PathBuf};
use support::{command, files, folder, root, with_input};

/// What a document asks to be done.
#[derive(Debug, PartialEq)]
enum Act {
    /// A file is written or added to.
    Write { name: String, continued: bool, text: String },
    /// A command is run: its line, and the lines that it is said to print (the end is exclusive).
    Run { line: usize, command: String, shown: std::ops::Range<usize> },
}

#[test]
fn documents_show_what_the_program_prints() {
    let mut wrong = String::new();
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        let name = document.file_name().unwrap().to_str().unwrap();
        let printed = run(&acts(&text), name);
        let corrected = with_outputs(&text, &printed);
        if corrected != text && std::env::var_os("UPDATE").is_some() {
            std::fs::write(&document, &corrected).unwrap();
        } else if corrected != text {
            let lines: Vec<&str> = text.lines().collect();
            for (shown, printed) in &printed {
                let said = lines[shown.clone()].join("\n");
                if said.trim_end() != printed.trim_end() {
                    let place = format!("{}:{}", document.display(), shown.start + 1);
                    wrong.push_str(&format!("\n{place} shows\n{said}\n--- it prints\n{printed}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "documents differ (UPDATE=1 rewrites them): {wrong}");
}

#[test]
fn commands_and_files_are_read_off_a_document() {
    let text = "<!-- file: a.toml -->\n```toml\nx = 1\n```\n```console\n$ zopa a\nx\n\n$ zopa b\n```\n\
                ```\n$ zopa c\n```\n```console\n$ cargo build\n```\n";
    let write = Act::Write { name: "a.toml".into(), continued: false, text: "x = 1\n".into() };
    let run = |line, command: &str, shown| Act::Run { line, command: command.into(), shown };
    assert_eq!(acts(text), [write, run(6, "zopa a", 6..8), run(9, "zopa b", 9..9)]);
}

#[test]
fn what_is_printed_takes_the_place_of_what_was_shown() {
    let text = "```console\n$ zopa a\nold\n$ zopa b\n```\nend\n";
    let printed = [(2..3, "new\nlines\n".to_owned()), (4..4, "b\n".to_owned())];
    let corrected = "```console\n$ zopa a\nnew\nlines\n$ zopa b\nb\n```\nend\n";
    assert_eq!(with_outputs(text, &printed), corrected);
}

#[test]
fn words_are_split_as_by_a_shell() {
    let why = words("zopa why a.toml --deal 'x=as is'");
    assert_eq!(why, ["zopa", "why", "a.toml", "--deal", "x=as is"]);
    assert_eq!(words("a \"b c\"d ''"), ["a", "b cd", ""]);
}

/// The README and all pages of `docs/`, in order.
fn documents() -> Vec<PathBuf> {
    let mut documents: Vec<PathBuf> =
        files(&root(), "md").into_iter().filter(|path| path.ends_with("README.md")).collect();
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        documents.extend(files(&folder, "md"));
        let entries = std::fs::read_dir(&folder).into_iter().flatten();
        folders.extend(entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()));
    }
    documents.sort();
    documents
}

/// Does what a document asks; gives the lines shown and what was really printed.
fn run(acts: &[Act], document: &str) -> Vec<(std::ops::Range<usize>, String)> {
    let own_files = acts.iter().any(|act| matches!(act, Act::Write { .. }));
    let place =
        if own_files { with_cases(folder(&format!("document-{document}"))) } else { root() };
    let mut printed = Vec::new();
    for act in acts {
        match act {
            Act::Write { name, continued, text } => write(&place.join(name), *continued, text),
            Act::Run { line, command: asked, shown } => {
                let words = words(asked);
                let (program, args) = words.split_first().unwrap();
                assert_eq!(program, "zopa", "{document}:{line}: only `zopa` can be run here");
                let run = with_input(command().current_dir(&place).args(args), "");
                printed.push((shown.clone(), format!("{}{}", run.out, run.err)));
            }
        }
    }
    printed
}

/// The folder, with a copy of the repository's cases in it.
fn with_cases(folder: PathBuf) -> PathBuf {
    std::fs::create_dir(folder.join("cases")).unwrap();
    for case in files(&root().join("cases"), "toml") {
        std::fs::copy(&case, folder.join("cases").join(case.file_name().unwrap())).unwrap();
    }
    folder
}

fn write(file: &Path, continued: bool, text: &str) {
    let before = if continued { std::fs::read_to_string(file).unwrap() } else { String::new() };
    std::fs::write(file, format!("{before}{text}")).unwrap();
}

/// The document with what was printed in place of what it shows.
fn with_outputs(text: &str, printed: &[(std::ops::Range<usize>, String)]) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let mut corrected: Vec<&str> = Vec::new();
    let mut at = 0;
    for (shown, output) in printed {
        corrected.extend(&lines[at..shown.start]);
        corrected.extend(output.trim_end().lines());
        at = shown.end;
    }
    corrected.extend(&lines[at..]);
    corrected.join("\n") + "\n"
}

/// The commands and files of a document, in order.
fn acts(text: &str) -> Vec<Act> {
    let mut acts = Vec::new();
    let mut pending: Option<(String, bool)> = None;
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at].trim();
        at += 1;
        if let Some(file) = line.strip_prefix("<!-- file: ").and_then(|l| l.strip_suffix(" -->")) {
            let continued = file.strip_suffix(", continued");
            pending = Some((continued.unwrap_or(file).to_owned(), continued.is_some()));
        }
        let Some(language) = line.strip_prefix("```") else { continue };
        let length = lines[at..].iter().take_while(|line| line.trim() != "```").count();
        let block = at..at + length;
        if let Some((name, continued)) = pending.take() {
            let text = lines[block.clone()].join("\n") + "\n";
            acts.push(Act::Write { name, continued, text });
        } else if language == "console" && lines[at].starts_with("$ zopa") {
            acts.extend(commands(&lines, block.clone()));
        }
        at = block.end + 1;
    }
    acts
}

/// The commands of a block, each with the lines up to the next.
fn commands(lines: &[&str], block: std::ops::Range<usize>) -> Vec<Act> {
    let starts: Vec<usize> = block.clone().filter(|&i| lines[i].starts_with("$ ")).collect();
    let ends = starts.iter().skip(1).copied().chain([block.end]);
    let act = |(&start, end): (&usize, usize)| Act::Run {
        line: start + 1,
        command: lines[start].trim_start_matches("$ ").to_owned(),
        shown: start + 1..end,
    };
    starts.iter().zip(ends).map(act).collect()
}

fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for c in command.chars() {
        match (quote, c) {
            (None, ' ') => words.extend(word.take()),
            (None, '\'' | '"') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (Some(open), c) if c == open => quote = None,
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}
