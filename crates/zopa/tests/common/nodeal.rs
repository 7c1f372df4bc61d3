//! What happens without a deal: nothing said, plain values, a game in the open, a game with hidden moves.

use super::{Cast, Random};
use std::fmt::Write;

pub(super) fn write(r: &mut Random, text: &mut String, cast: &Cast) {
    match r.below(8) {
        0 => {}
        1 => {
            text.push_str("[nodeal.values]\n");
            for party in &cast.parties {
                writeln!(text, "{party} = \"{} + blamed.a\"", r.between(-6.0, 1.0)).unwrap();
            }
        }
        2 => hidden(r, text, cast),
        _ => open(r, text, cast),
    }
}

fn open(r: &mut Random, text: &mut String, cast: &Cast) {
    let (first, second) = (r.pick(&cast.parties), r.pick(&cast.parties));
    let odds = r.pick(&["t", "t / 2", "0", "1"]);
    writeln!(
        text,
        "[nodeal]\nstart = \"n0\"\n\
         [nodeal.nodes.n0]\nby = \"chance\"\nmoves = {{ u = \"n1\", d = \"n2\" }}\n\
         odds = {{ u = \"{odds}\", d = \"rest\" }}\n\
         [nodeal.nodes.n1]\nby = \"{first}\"\nmoves = {{ l = \"z1\", r = \"n3\" }}\n\
         [nodeal.nodes.n3]\nby = \"b\"\nmoves = {{ l = \"z2\", r = \"z3\", q = \"z1\" }}\n\
         [nodeal.nodes.n2]\nby = \"{second}\"\nmoves = {{ l = \"z3\", r = \"z4\" }}"
    )
    .unwrap();
    outcomes(r, text, cast);
}

/// The second party moves without knowing what the first did; who moves first may be drawn.
fn hidden(r: &mut Random, text: &mut String, cast: &Cast) {
    let quantal = match r.below(3) {
        0 => "",
        1 => "solve = \"quantal\"\nprecision = 4\n",
        _ => "solve = \"quantal\"\nprecision = 30\n",
    };
    writeln!(
        text,
        "[nodeal]\nstart = \"n0\"\n{quantal}\
         [nodeal.nodes.n0]\nby = \"a\"\nmoves = {{ l = \"n1\", r = \"n2\" }}\n\
         [nodeal.nodes.n1]\nby = \"b\"\nknows = \"unsure\"\nmoves = {{ u = \"z1\", d = \"z2\" }}\n\
         [nodeal.nodes.n2]\nby = \"b\"\nknows = \"unsure\"\nmoves = {{ u = \"z3\", d = \"z4\" }}"
    )
    .unwrap();
    outcomes(r, text, cast);
}

fn outcomes(r: &mut Random, text: &mut String, cast: &Cast) {
    for outcome in ["z1", "z2", "z3", "z4"] {
        writeln!(text, "[nodeal.outcomes.{outcome}]").unwrap();
        for party in &cast.parties {
            let base = r.between(-8.0, 3.0);
            let mid = r.pick(&cast.ladders).mid();
            let (x, y) = (r.between(-4.0, 6.0), r.between(-3.0, 1.0));
            let blamed = r.pick(&cast.parties);
            match r.below(3) {
                0 => writeln!(text, "{party} = {base:?}").unwrap(),
                1 => writeln!(text, "{party} = '{base} + {x} * {mid}'").unwrap(),
                _ => writeln!(text, "{party} = '{base} + {x} * {mid} + {y} * blamed.{blamed} * s'")
                    .unwrap(),
            }
        }
    }
}
