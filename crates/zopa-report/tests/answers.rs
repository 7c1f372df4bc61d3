//! The answer in sentences, for every shape that an answer can have.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use zopa::verdict::{Options, solve};
use zopa_report::Style;
use zopa_report::text::{self, Detail};

/// A shape of the outcome, a scenario that has it, and what is said of it.
struct Shape {
    name: &'static str,
    scenario: &'static str,
    said: &'static str,
}

fn answer(scenario: &str) -> String {
    let (model, diagnostics) = zopa::load(scenario);
    let model = model.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let verdict = solve(&model, &Options::default()).unwrap();
    let wide = Style { width: 4000, color: false };
    let page = text::verdict(&verdict, Detail::Screen, wide);
    page.lines().nth(2).unwrap().to_owned()
}

const SHAPES: &[Shape] = &[
    Shape {
        name: "nothing is acceptable, and there is no menu",
        scenario: "\
title = \"t\"
enforced = true
breakdown = 1
[parties.a]
[parties.b]
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[nodeal.values]
a = 3
b = 3
[values.a]
x = { yes = 1 }
[values.b]
x = { yes = 2 }
",
        said: "No deal passes every test. \
               Of 2 deals none is acceptable to every party that signs. \
               The nearest is this: \
               a moves x (yes); \
               but a would be 2 worse off than with no deal.",
    },
    Shape {
        name: "audiences swallow nothing",
        scenario: "\
title = \"t\"
enforced = true
[parties.a]
[parties.b]
[audiences.home]
of = \"a\"
needs = 5
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[values.a]
x = { yes = 1 }
[values.b]
x = { yes = 2 }
[values.home]
x = { yes = 1 }
[[menu]]
name = \"Yes\"
deal = { x = \"yes\" }
",
        said: "No deal passes every test. \
               Of 2 deals 2 are acceptable to every party that signs, but none is swallowed at home.",
    },
    Shape {
        name: "no road leads anywhere, and nothing holds",
        scenario: "\
title = \"t\"
breakdown = 1
[parties.a]
patience = 0.5
[parties.b]
patience = 0.5
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[issues.y]
by = \"b\"
options = [\"no\", \"yes\"]
[nodeal.values]
a = 0.5
b = 0.5
[values.a]
x = { yes = -2 }
y = { yes = 3 }
[values.b]
x = { yes = 3 }
y = { yes = -2 }
[[menu]]
name = \"Both\"
deal = { x = \"yes\", y = \"yes\" }
",
        said: "No deal passes every test. \
               Of 4 deals 1 is acceptable and swallowed at home, but no safe road leads there.",
    },
    Shape {
        name: "today is best already",
        scenario: "\
title = \"t\"
[parties.a]
[parties.b]
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[values.a]
x = { yes = -1 }
[values.b]
x = { yes = 1 }
",
        said: "The fairest deal that can hold is to leave everything as it is. \
               Nobody who signs gains anything over no deal.",
    },
    Shape {
        name: "several deals are equally fair",
        scenario: "\
title = \"t\"
enforced = true
[parties.a]
[parties.b]
[issues.x]
by = \"a\"
options = [\"no\", \"left\", \"right\"]
[values.a]
x = { left = 1, right = 2 }
[values.b]
x = { left = 2, right = 1 }
",
        said: "2 contracts are equally fair; \
               one of them is this: \
               a moves x (left). \
               No deal would be worse: \
               by 1 for a and by 2 for b, on each one's own scale. \
               Nobody who signs prefers things as they are.",
    },
    Shape {
        name: "several deals that hold are equally fair",
        scenario: "\
title = \"t\"
[parties.a]
[parties.b]
[issues.x]
by = \"a\"
options = [\"no\", \"left\", \"right\"]
[values.a]
x = { left = 1, right = 2 }
[values.b]
x = { left = 2, right = 1 }
",
        said: "2 deals that can hold are equally fair; \
               one of them is this: \
               a moves x (left). \
               No deal would be worse: \
               by 1 for a and by 2 for b, on each one's own scale. \
               Nobody who signs prefers things as they are.",
    },
    Shape {
        name: "a knife's edge",
        scenario: "\
title = \"t\"
enforced = true
[parties.a]
[parties.b]
[audiences.home]
of = \"b\"
needs = 1
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[values.a]
x = { yes = 1 }
[values.b]
x = { yes = 2 }
[values.home]
x = { yes = 1 }
",
        said: "The fairest contract is this: \
               a moves x (yes). \
               It stands on a knife's edge. \
               No deal would be worse: \
               by 1 for a and by 2 for b, on each one's own scale. \
               Nobody who signs prefers things as they are.",
    },
    Shape {
        name: "only with the label",
        scenario: "\
title = \"t\"
enforced = true
[parties.a]
[parties.b]
[audiences.home]
of = \"a\"
needs = 0
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[issues.label]
by = \"a\"
name = \"Called\"
options = [\"none\", \"first_step\"]
labels = { first_step = \"a first step\" }
[values.a]
x = { yes = 1 }
[values.b]
x = { yes = 2 }
[values.home]
x = { yes = -1 }
label = { first_step = 2 }
[[menu]]
name = \"Yes\"
deal = { x = \"yes\" }
",
        said: "The fairest contract is “Yes”. \
               At home it is swallowed only as “a first step”. \
               No deal would be worse: \
               by 1 for a and by 2 for b, on each one's own scale. \
               Nobody who signs prefers things as they are.",
    },
    Shape {
        name: "a bystander would break it",
        scenario: "\
title = \"t\"
breakdown = 0.5
[parties.a]
patience = 0.9
[parties.b]
patience = 0.9
[parties.c]
name = \"Neighbour\"
signs = false
patience = 0.9
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[issues.border]
by = \"c\"
options = [\"open\", \"closed\"]
[values.a]
x = { yes = 1 }
border = { closed = 1 }
[values.b]
x = { yes = 2 }
border = { closed = 1 }
[values.c]
border = { closed = -1 }
[[menu]]
name = \"With the border closed\"
deal = { x = \"yes\", border = \"closed\" }
",
        said: "The fairest deal that can hold is this: \
               a moves x (yes). \
               It stands on a knife's edge. \
               “With the border closed” is out of reach: \
               on the way there Neighbour, which does not sign, would gain by leaving (−100% of its range). \
               No deal would be worse: \
               by 1 for a and by 2 for b, on each one's own scale. \
               Nobody who signs prefers things as they are.",
    },
    Shape {
        name: "a contract that a court enforces, on the menu",
        scenario: "\
title = \"t\"
enforced = true
[parties.a]
[parties.b]
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[values.a]
x = { yes = 1 }
[values.b]
x = { yes = 2 }
[[menu]]
name = \"Yes\"
deal = { x = \"yes\" }
",
        said: "The fairest contract is “Yes”. \
               No deal would be worse: \
               by 1 for a and by 2 for b, on each one's own scale. \
               Nobody who signs prefers things as they are.",
    },
    Shape {
        name: "the most ambitious entry is within reach, but another is fair",
        scenario: "\
title = \"t\"
enforced = true
[parties.a]
[parties.b]
[issues.x]
by = \"a\"
options = [\"no\", \"some\", \"all\"]
[values.a]
x = { some = 2, all = 0.5 }
[values.b]
x = { some = 2, all = 3 }
[[menu]]
name = \"All\"
deal = { x = \"all\" }
[[menu]]
name = \"Some\"
deal = { x = \"some\" }
",
        said: "The fairest contract is “Some”. \
               “All” is the most ambitious on the menu, and it is within reach. \
               No deal would be worse: \
               by 2 for a and by 2 for b, on each one's own scale. \
               Nobody who signs prefers things as they are.",
    },
    Shape {
        name: "somebody who signs prefers things as they are",
        scenario: "\
title = \"t\"
enforced = true
breakdown = 1
[parties.a]
[parties.b]
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[nodeal.values]
a = -2
b = -2
[values.a]
x = { yes = -1 }
[values.b]
x = { yes = 3 }
",
        said: "The fairest contract is this: \
               a moves x (yes). \
               No deal would be worse: \
               by 1 for a and by 5 for b, on each one's own scale. \
               A would prefer things as they are, if they could stay so.",
    },
    Shape {
        name: "four who sign",
        scenario: "\
title = \"t\"
enforced = true
[parties.a]
[parties.b]
[parties.c]
[parties.d]
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[values.a]
x = { yes = 1 }
[values.b]
x = { yes = 2 }
[values.c]
x = { yes = 3 }
[values.d]
x = { yes = 4 }
",
        said: "The fairest contract is this: \
               a moves x (yes). \
               No deal would be worse by 1 to 4 for each who signs, on each one's own scale. \
               Nobody who signs prefers things as they are.",
    },
    Shape {
        name: "two steps that lead there only in this order",
        scenario: "\
title = \"t\"
breakdown = 0.2
rungs_per_step = 2
[parties.a]
patience = 0.6
[parties.b]
patience = 0.8
[issues.w]
by = \"a\"
options = [\"no\", \"yes\"]
undo = \"4 periods\"
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
[issues.y]
by = \"b\"
options = [\"no\", \"yes\"]
undo = \"4 periods\"
[issues.z]
by = \"b\"
options = [\"no\", \"yes\"]
[values.a]
w = { yes = -1 }
x = { yes = -2 }
y = { yes = 4 }
z = { yes = 3 }
[values.b]
w = { yes = 2 }
x = { yes = 4 }
y = { yes = -2 }
z = { yes = -1 }
",
        said: "The fairest deal that can hold is this: \
               a moves w (yes) and x (yes); \
               b moves y (yes) and z (yes). \
               Its two steps lead there only in this order. \
               No deal would be worse: \
               by 4 for a and by 3 for b, on each one's own scale. \
               Nobody who signs prefers things as they are.",
    },
    Shape {
        name: "three steps of which no neighbours could change places",
        scenario: "\
title = \"t\"
breakdown = 0
rungs_per_step = 2
[parties.a]
patience = 0.8
[parties.b]
patience = 0.8
[issues.w]
by = \"a\"
options = [\"no\", \"yes\"]
undo = \"4 periods\"
[issues.x]
by = \"a\"
options = [\"no\", \"yes\"]
undo = \"4 periods\"
[issues.y]
by = \"b\"
options = [\"no\", \"yes\"]
undo = \"never\"
[issues.z]
by = \"b\"
options = [\"no\", \"yes\"]
undo = \"4 periods\"
[values.a]
w = { yes = -3 }
x = { yes = -1 }
y = { yes = 4 }
z = { yes = 3 }
[values.b]
w = { yes = 3 }
x = { yes = 6 }
y = { yes = -2 }
z = { yes = -1 }
",
        said: "The fairest deal that can hold is this: \
               a moves x (yes); \
               b moves y (yes) and z (yes). \
               No two neighbours of its 3 steps could change places. \
               No deal would be worse: \
               by 6 for a and by 3 for b, on each one's own scale. \
               Nobody who signs prefers things as they are.",
    },
];

#[test]
fn every_shape_of_the_outcome_has_its_sentences() {
    for Shape { name, scenario, said } in SHAPES {
        assert_eq!(answer(scenario), *said, "{name}");
    }
}
