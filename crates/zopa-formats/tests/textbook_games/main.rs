//! Games of textbooks and papers, solved and held against what their authors say about them.
//!
//! Each game is a file of `tests/games`, named after author and year, which says where it comes from, what is published
//! about it and why that is so; families of games are written by functions. What a method finds is compared with the
//! published answer, and every published equilibrium is proved to be one in fractions, whether a method finds it or not.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at what it did not expect"
)]

mod book;
mod grow;
mod quantal;
mod signals;
mod tables;
mod trees;

/// No file lies about that nobody solves.
#[test]
fn every_file_is_solved_somewhere() {
    let tests = ["quantal.rs", "signals.rs", "tables.rs", "trees.rs"].map(|name| {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/textbook_games");
        std::fs::read_to_string(path.join(name)).unwrap()
    });
    let files = std::fs::read_dir(book::folder()).unwrap();
    let names: Vec<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.len() >= 40);
    for name in names {
        let quoted = format!("\"{name}\"");
        assert!(tests.iter().any(|text| text.contains(&quoted)), "{name}");
    }
}
