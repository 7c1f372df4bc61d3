//! Menus, events and claims.

use super::{Cast, Ladder, Random};
use std::fmt::Write;

pub(super) fn write(r: &mut Random, text: &mut String, cast: &Cast) {
    for k in 0..1 + r.below(2) {
        let deal = target(r, &cast.ladders);
        writeln!(text, "[[menu]]\nname = \"entry {k}\"\ndeal = {{ {deal} }}").unwrap();
        if r.chance(0.2) {
            writeln!(text, "where = 'k < 1 or {}'", r.pick(&cast.ladders).mid()).unwrap();
        }
    }
    for k in 0..r.below(3) {
        event(r, text, cast, k);
    }
    for k in 0..r.below(3) {
        claim(r, text, cast, k);
    }
}

/// One issue at the last option or at several, the others free.
fn target(r: &mut Random, ladders: &[Ladder]) -> String {
    let ladder = r.pick(ladders);
    let last = ladder.options.len() - 1;
    match r.chance(0.7) {
        true => format!("{} = \"{}\"", ladder.key, ladder.options[last]),
        false => format!("{} = [\"{}\"]", ladder.key, ladder.options[1..].join("\", \"")),
    }
}

fn event(r: &mut Random, text: &mut String, cast: &Cast, k: usize) {
    writeln!(text, "[[events]]\ndate = 2020-0{}-01\nwhat = \"something {k}\"", k + 1).unwrap();
    let (new, actor) = (r.below(101), r.pick(&cast.parties));
    match r.below(4) {
        0 => writeln!(text, "set = {{ s = \"{new}%\" }}").unwrap(),
        1 => writeln!(text, "set = {{ \"t@{actor}\" = \"{new}%\" }}").unwrap(),
        2 => writeln!(text, "evidence = {{ t = {} }}", r.between(0.2, 4.0)).unwrap(),
        _ => writeln!(text, "set = {{ t = \"{new}%\" }}\nevidence = {{ s = 0.5 }}").unwrap(),
    }
}

fn claim(r: &mut Random, text: &mut String, cast: &Cast, k: usize) {
    let deal = target(r, &cast.ladders);
    let expect = *r.pick(&[
        "attainable",
        "not attainable",
        "holding to a",
        "acceptable to b",
        "not best for a",
        "fair",
        "value(fair, a) >= value(deal, a)",
        "no_deal(a) < baseline",
        "no_deal(b, blamed a) <= no_deal(b)",
        "count(attainable) > 1",
        "margin(holding) < 0",
    ]);
    writeln!(
        text,
        "[[claims]]\nid = \"C{k}\"\ntext = \"so it is\"\ndeal = {{ {deal} }}\nexpect = \"{expect}\""
    )
    .unwrap();
    match r.below(3) {
        0 => writeln!(text, "when = {{ s = \"{}%\" }}", r.below(101)).unwrap(),
        _ if expect.contains("baseline") => text.push_str("when = { t = \"20%\" }\n"),
        1 => text.push_str("as_of = 2020-01-01\n"),
        _ => {}
    }
}
