//! The documents cannot lie: every `console` block of the README and of `docs/` is run, from the root
//! of the repository, and what it prints must be what the document shows.
//!
//! A block holds lines `$ zopa ..`, each followed by what it prints (standard output, then standard
//! error). Words are split as a shell does for quotes; there are no pipes and no variables.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::path::PathBuf;
use support::{files, root, zopa};

/// A command of a document and what it is said to print.
#[derive(Debug, PartialEq)]
struct Example {
    line: usize,
    command: String,
    prints: String,
}

#[test]
fn documents_show_what_the_program_prints() {
    let mut wrong = String::new();
    for document in documents() {
        let text = std::fs::read_to_string(&document).unwrap();
        for example in examples(&text) {
            let place = format!("{}:{}", document.display(), example.line);
            let words = words(&example.command);
            let (program, args) = words.split_first().unwrap();
            assert_eq!(program, "zopa", "{place}: only `zopa` can be run here");
            let run = zopa(&args.iter().map(String::as_str).collect::<Vec<_>>());
            let printed = format!("{}{}", run.out, run.err);
            if printed.trim_end() != example.prints.trim_end() {
                wrong.push_str(&format!(
                    "\n{place}: $ {}\n--- it prints\n{printed}--- the document shows\n{}",
                    example.command, example.prints
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn examples_are_read_off_console_blocks_alone() {
    let text = "```console\n$ zopa a\nx\n\ny\n$ zopa b\n```\n```\n$ zopa c\n```\n";
    let example = |line, command: &str, prints: &str| Example {
        line,
        command: command.to_owned(),
        prints: prints.to_owned(),
    };
    assert_eq!(examples(text), [example(2, "zopa a", "x\n\ny\n"), example(6, "zopa b", "")]);
}

#[test]
fn words_are_split_as_by_a_shell() {
    assert_eq!(
        words("zopa why a.toml --deal 'x=as is'"),
        ["zopa", "why", "a.toml", "--deal", "x=as is"]
    );
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

fn examples(text: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut fence = None;
    for (i, line) in text.lines().enumerate() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            fence = if fence.is_some() { None } else { Some(language.trim()) };
            continue;
        }
        if fence != Some("console") {
            continue;
        }
        if let Some(command) = line.strip_prefix("$ ") {
            let command = command.to_owned();
            examples.push(Example { line: i + 1, command, prints: String::new() });
        } else if let Some(example) = examples.last_mut() {
            example.prints.push_str(line);
            example.prints.push('\n');
        }
    }
    examples
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
