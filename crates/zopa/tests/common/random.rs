//! Random small scenarios as text.

#[path = "argument.rs"]
mod argument;
#[path = "nodeal.rs"]
mod nodeal;

use std::fmt::Write;

/// A small generator of random numbers (SplitMix64, Steele, Lea and Flood 2014).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to n - 1.
    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).unwrap()
    }

    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A number between the two with two decimals.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        ((low + (high - low) * self.unit()) * 100.0).round() / 100.0
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }
}

/// How large a scenario may become.
#[derive(Clone, Copy)]
pub struct Size {
    pub parties: usize,
    pub issues: usize,
    pub standings: usize,
}

pub const SMALL: Size = Size { parties: 3, issues: 4, standings: 24 };

/// An issue while its scenario is written.
pub struct Ladder {
    pub key: String,
    /// The options as they are written in tables and lists.
    pub options: Vec<&'static str>,
    /// Which stands today.
    pub now: usize,
    pub numeric: bool,
}

impl Ladder {
    /// The indicator of an option in an expression.
    pub fn at(&self, option: usize) -> String {
        match self.numeric {
            true => format!("{}.\"{}\"", self.key, self.options[option]),
            false => format!("{}.{}", self.key, self.options[option]),
        }
    }

    /// The indicator of the second option.
    pub fn mid(&self) -> String {
        self.at(1)
    }
}

/// Who is in a scenario while it is written.
pub struct Cast {
    pub parties: Vec<&'static str>,
    pub audiences: Vec<&'static str>,
    pub ladders: Vec<Ladder>,
}

/// A random scenario with every feature that the definitions speak of.
pub fn scenario(seed: u64, size: Size) -> String {
    let r = &mut Random::new(seed);
    let mut text = format!("title = \"random {seed}\"\n");
    let cast = Cast {
        parties: ["a", "b", "c", "d"][..2 + r.below(size.parties - 1)].to_vec(),
        audiences: ["x", "y"][..r.below(3)].to_vec(),
        ladders: ladders(r, size),
    };
    whole(r, &mut text);
    actors(r, &mut text, &cast);
    issues(r, &mut text, &cast);
    rules(r, &mut text, &cast.ladders);
    premises(r, &mut text, &cast);
    for actor in cast.parties.iter().chain(&cast.audiences) {
        values(r, &mut text, actor, &cast.ladders);
    }
    nodeal::write(r, &mut text, &cast);
    argument::write(r, &mut text, &cast);
    text
}

/// Sizes and options are settled first: much of the text speaks of them.
fn ladders(r: &mut Random, size: Size) -> Vec<Ladder> {
    let mut ladders: Vec<Ladder> = Vec::new();
    let mut standings = 1;
    for k in 0..2 + r.below(size.issues - 1) {
        let options = 2 + r.below(2);
        if standings * options > size.standings {
            break;
        }
        standings *= options;
        let numeric = r.chance(0.2);
        let names = if numeric { ["0", "2.5", "5"] } else { ["low", "mid", "top"] };
        let now = if r.chance(0.25) { r.below(options) } else { 0 };
        let options = names[..options].to_vec();
        ladders.push(Ladder { key: format!("i{k}"), options, now, numeric });
    }
    ladders
}

fn whole(r: &mut Random, text: &mut String) {
    if r.chance(0.5) {
        let q = r.pick(&["0", "0.3", "0.9", "\"0.2 + 0.3 * blamed.a\"", "\"0.5 * s\""]);
        writeln!(text, "breakdown = {q}").unwrap();
    }
    if r.chance(0.3) {
        writeln!(text, "rungs_per_step = {}", 1 + r.below(2)).unwrap();
    }
}

fn actors(r: &mut Random, text: &mut String, cast: &Cast) {
    let mut signers: Vec<&str> = Vec::new();
    let mut parties = String::new();
    for (k, party) in cast.parties.iter().enumerate() {
        let patience = r.pick(&["0.6", "0.8", "0.9", "0.95", "\"0.5 + t / 2.5\""]);
        writeln!(parties, "[parties.{party}]\npatience = {patience}").unwrap();
        match k > 1 && r.chance(0.6) {
            true => parties.push_str("signs = false\n"),
            false => signers.push(party),
        }
        if r.chance(0.3) {
            let ladder = r.pick(&cast.ladders);
            let option = r.pick(&ladder.options);
            writeln!(parties, "says = {{ {} = \"{option}\" }}", ladder.key).unwrap();
        }
    }
    match r.below(4) {
        0 => text.push_str("weights = \"patience\"\n"),
        1 => {
            let given: Vec<String> =
                signers.iter().map(|s| format!("{s} = {}", 1 + r.below(3))).collect();
            writeln!(text, "weights = {{ {} }}", given.join(", ")).unwrap();
        }
        _ => {}
    }
    text.push_str(&parties);
    for audience in &cast.audiences {
        writeln!(text, "[audiences.{audience}]\nof = \"{}\"", r.pick(&cast.parties)).unwrap();
        match r.below(5) {
            0 => writeln!(text, "needs = {}", r.between(-2.0, 3.0)).unwrap(),
            1 => writeln!(text, "needs = \"{} * t\"", r.between(-2.0, 3.0)).unwrap(),
            _ => {}
        }
    }
}

fn issues(r: &mut Random, text: &mut String, cast: &Cast) {
    for ladder in &cast.ladders {
        writeln!(text, "[issues.{}]\nby = \"{}\"", ladder.key, r.pick(&cast.parties)).unwrap();
        let last = ladder.options[ladder.options.len() - 1];
        match ladder.numeric {
            true => writeln!(text, "range = {{ from = 0, to = {last}, step = 2.5 }}").unwrap(),
            false => writeln!(text, "options = [\"{}\"]", ladder.options.join("\", \"")).unwrap(),
        }
        let undo = r.pick(&["at once", "at once", "2 periods", "8 periods", "never"]);
        let seen_after = r.pick(&["0.25", "0.5", "1", "1", "2", "3"]);
        writeln!(text, "undo = \"{undo}\"\nseen_after = {seen_after}").unwrap();
        if ladder.now > 0 {
            writeln!(text, "now = \"{}\"", ladder.options[ladder.now]).unwrap();
        }
        if r.chance(0.2) {
            text.push_str("one_by_one = true\n");
        }
        if r.chance(0.15) {
            text.push_str("binding = false\n");
        }
    }
}

/// At most one rule, that does not exclude today.
fn rules(r: &mut Random, text: &mut String, ladders: &[Ladder]) {
    let (a, b) = (r.pick(ladders), r.pick(ladders));
    let today = a.now == 1 && b.now == 0;
    if a.key != b.key && r.chance(0.4) && !today {
        let physical = if r.chance(0.4) { "physical = true\n" } else { "" };
        let never = format!("{} and {}", a.mid(), b.at(0));
        writeln!(text, "[[rules]]\nnever = '{never}'\nwhy = \"so it is\"\n{physical}").unwrap();
    }
}

fn premises(r: &mut Random, text: &mut String, cast: &Cast) {
    let mut seen_by = |share: f64| {
        let actors = cast.parties.iter().chain(&cast.audiences);
        let mut own = Vec::new();
        for actor in actors {
            if r.chance(share) {
                own.push(format!("{actor} = {}", r.between(0.0, 1.0)));
            }
        }
        format!("value = \"{}%\", seen_by = {{ {} }}", r.below(101), own.join(", "))
    };
    let (s, t) = (seen_by(0.1), seen_by(0.4));
    writeln!(text, "[premises]\ns = {{ {s} }}\nt = {{ {t} }}\nw = \"3 * s + 1\"").unwrap();
    let (first, last) = (&cast.ladders[0], &cast.ladders[cast.ladders.len() - 1]);
    writeln!(text, "[terms]\nk = '1 - {} - s * {}'", first.mid(), last.mid()).unwrap();
}

fn values(r: &mut Random, text: &mut String, actor: &str, ladders: &[Ladder]) {
    writeln!(text, "[values.{actor}]").unwrap();
    for ladder in ladders {
        let x = r.between(-6.0, 7.0);
        if ladder.numeric && r.chance(0.5) {
            writeln!(text, "{} = \"{} * {}\"", ladder.key, x / 4.0, ladder.key).unwrap();
            continue;
        }
        let mut entries = Vec::new();
        for option in &ladder.options[1..] {
            let x = r.between(-6.0, 7.0);
            entries.push(match r.below(6) {
                0 => format!("\"{option}\" = \"{x} * w / 2\""),
                1 => format!("\"{option}\" = \"{x} * (k + 1)\""),
                2 => format!("\"{option}\" = \"{x} * (1 + t)\""),
                _ => format!("\"{option}\" = {x}"),
            });
        }
        if r.chance(0.9) {
            writeln!(text, "{} = {{ {} }}", ladder.key, entries.join(", ")).unwrap();
        }
    }
    if r.chance(0.5) && ladders.len() > 1 {
        let (a, b) = (ladders[0].mid(), ladders[1].mid());
        writeln!(text, "plus = ['{} * {a} * {b}']", r.between(-4.0, 4.0)).unwrap();
    }
}
