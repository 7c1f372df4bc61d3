//! A negotiation of any size: issues of three options each over three parties, with views, lags, ladders
//! that cannot be undone and a short no-deal game. The same for the same number of issues.

use std::fmt::Write as _;

/// The scenario with this many issues: 3^issues deals.
pub(crate) fn scenario(issues: usize) -> String {
    let mut text = String::from(
        "title = \"large\"\nbreakdown = 0.6\n\
         [parties.a]\npatience = 0.9\n[parties.b]\npatience = 0.95\n[parties.c]\npatience = 0.85\n\
         [audiences.x]\nof = \"a\"\n\
         [premises]\np = { value = 0.4, seen_by = { b = 0.3, c = 0.5 } }\n",
    );
    let parties = ["a", "b", "c"];
    for k in 0..issues {
        let (by, undo) = (parties[k % 3], ["at once", "4 periods", "never"][(k / 3) % 3]);
        let seen_after = ["1", "0.5", "2"][(k / 2) % 3];
        let _ = writeln!(
            text,
            "[issues.i{k}]\nby = \"{by}\"\noptions = [\"no\", \"some\", \"all\"]\n\
             undo = \"{undo}\"\nseen_after = {seen_after}"
        );
    }
    for (p, party) in parties.iter().chain(&["x"]).enumerate() {
        let _ = writeln!(text, "[values.{party}]");
        for k in 0..issues {
            // Costs the owner, gains the others; different weights everywhere.
            let weight = 1.0 + ((k * 7 + p * 5) % 11) as f64 / 4.0;
            let (some, all) =
                if k % 3 == p { (-weight, -2.3 * weight) } else { (weight, 1.8 * weight) };
            let _ = writeln!(text, "i{k} = {{ some = {some}, all = {all} }}");
        }
        let _ = writeln!(text, "plus = [\"-0.5 * i0.all * i1.all\", \"p * i2.some * i3.all\"]");
    }
    text.push_str(
        "[nodeal]\nstart = \"first\"\n\
         [nodeal.nodes.first]\nby = \"chance\"\nmoves = { crisis = \"second\", calm = \"calm\" }\n\
         odds = { crisis = \"p\", calm = \"rest\" }\n\
         [nodeal.nodes.second]\nby = \"a\"\nmoves = { push = \"third\", yield = \"yielded\" }\n\
         [nodeal.nodes.third]\nby = \"b\"\nmoves = { fight = \"war\", yield = \"won\" }\n\
         [nodeal.outcomes.calm]\na = 0\nb = 0\nc = 0\n\
         [nodeal.outcomes.yielded]\na = -3\nb = 2\nc = -1\n\
         [nodeal.outcomes.won]\na = 4\nb = \"-6 - i4.all\"\nc = -2\n\
         [nodeal.outcomes.war]\na = \"-12 + 2 * i4.some\"\nb = \"-14 - 3 * blamed.b\"\nc = -9\n",
    );
    text
}
