//! Random small scenarios as text.

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

/// A random scenario with every feature that the definitions speak of.
pub fn scenario(seed: u64, size: Size) -> String {
    let r = &mut Random::new(seed);
    let mut text = format!("title = \"random {seed}\"\n");
    let parties: Vec<&str> = ["a", "b", "c", "d"][..2 + r.below(size.parties - 1)].to_vec();
    if r.chance(0.5) {
        let q = r.pick(&["0.3", "0.9", "\"0.2 + 0.3 * blamed.a\"", "\"0.5 * s\""]);
        writeln!(text, "breakdown = {q}").unwrap();
    }
    if r.chance(0.3) {
        writeln!(text, "rungs_per_step = {}", 1 + r.below(2)).unwrap();
    }
    if r.chance(0.3) {
        text.push_str("weights = \"patience\"\n");
    }
    for (k, party) in parties.iter().enumerate() {
        let patience = r.pick(&["0.6", "0.8", "0.9", "0.95", "\"0.5 + t / 2\""]);
        writeln!(text, "[parties.{party}]\npatience = {patience}").unwrap();
        if k > 1 && r.chance(0.6) {
            text.push_str("signs = false\n");
        }
    }
    for audience in ["x", "y"].iter().take(r.below(3)) {
        writeln!(text, "[audiences.{audience}]\nof = \"{}\"", r.pick(&parties)).unwrap();
        if r.chance(0.3) {
            writeln!(text, "needs = {}", r.between(-2.0, 3.0)).unwrap();
        }
    }
    let ladders = issues(r, &mut text, &parties, size);
    rules(r, &mut text, &ladders);
    writeln!(text, "[premises]\ns = {}", r.between(0.0, 1.0)).unwrap();
    let mut views = Vec::new();
    for party in &parties {
        if r.chance(0.4) {
            views.push(format!("{party} = {}", r.between(0.0, 1.0)));
        }
    }
    let t = r.between(0.0, 1.0);
    let views = views.join(", ");
    writeln!(text, "t = {{ value = {t}, seen_by = {{ {views} }} }}\nw = \"3 * s + 1\"").unwrap();
    writeln!(text, "[terms]\nk = \"1 - i0.m - s * {}.m\"", ladders.last().unwrap().0).unwrap();
    let audiences: Vec<&str> =
        ["x", "y"].into_iter().filter(|a| text.contains(&format!("[audiences.{a}]"))).collect();
    for actor in parties.iter().chain(&audiences) {
        values(r, &mut text, actor, &ladders);
    }
    nodeal(r, &mut text, &parties, &ladders);
    text
}

type Ladders = Vec<(String, usize)>;

fn issues(r: &mut Random, text: &mut String, parties: &[&str], size: Size) -> Ladders {
    let mut ladders: Ladders = Vec::new();
    let mut standings = 1;
    for k in 0..2 + r.below(size.issues - 1) {
        let options = 2 + r.below(2);
        if standings * options > size.standings {
            break;
        }
        standings *= options;
        let names = ["\"o\"", "\"m\"", "\"h\""][..options].join(", ");
        writeln!(text, "[issues.i{k}]\nby = \"{}\"\noptions = [{names}]", r.pick(parties)).unwrap();
        writeln!(
            text,
            "undo = \"{}\"",
            r.pick(&["at once", "at once", "2 periods", "8 periods", "never"])
        )
        .unwrap();
        writeln!(text, "seen_after = {}", r.pick(&["0.25", "0.5", "1", "1", "2", "3"])).unwrap();
        if r.chance(0.2) {
            writeln!(text, "now = \"m\"").unwrap();
        }
        if r.chance(0.2) {
            text.push_str("one_by_one = true\n");
        }
        if r.chance(0.15) {
            text.push_str("binding = false\n");
        }
        ladders.push((format!("i{k}"), options));
    }
    ladders
}

fn rules(r: &mut Random, text: &mut String, ladders: &Ladders) {
    let (a, b) = (r.below(ladders.len()), r.below(ladders.len()));
    let today_is_m = |k: usize| {
        let section = text.split(&format!("[issues.i{k}]")).nth(1).unwrap();
        section.split("[issues").next().unwrap().contains("now = \"m\"")
    };
    if a != b && r.chance(0.4) && !(today_is_m(a) && !today_is_m(b)) {
        let physical = if r.chance(0.4) { "physical = true\n" } else { "" };
        writeln!(text, "[[rules]]\nnever = \"i{a}.m and i{b}.o\"\nwhy = \"so it is\"\n{physical}")
            .unwrap();
    }
}

fn values(r: &mut Random, text: &mut String, actor: &str, ladders: &Ladders) {
    writeln!(text, "[values.{actor}]").unwrap();
    for (issue, options) in ladders {
        let mut entries = Vec::new();
        for option in ["m", "h"].iter().take(options - 1) {
            let x = r.between(-6.0, 7.0);
            entries.push(match r.below(6) {
                0 => format!("{option} = \"{x} * w / 2\""),
                1 => format!("{option} = \"{x} * (k + 1)\""),
                2 => format!("{option} = \"{x} * (1 + t)\""),
                _ => format!("{option} = {x}"),
            });
        }
        if r.chance(0.9) {
            writeln!(text, "{issue} = {{ {} }}", entries.join(", ")).unwrap();
        }
    }
    if r.chance(0.5) && ladders.len() > 1 {
        let (a, b) = (&ladders[0].0, &ladders[1].0);
        writeln!(text, "plus = [\"{} * {a}.m * {b}.m\"]", r.between(-4.0, 4.0)).unwrap();
    }
}

fn nodeal(r: &mut Random, text: &mut String, parties: &[&str], ladders: &Ladders) {
    match r.below(6) {
        0 => return,
        1 => {
            text.push_str("[nodeal.values]\n");
            for party in parties {
                writeln!(text, "{party} = \"{} + blamed.a\"", r.between(-6.0, 1.0)).unwrap();
            }
            return;
        }
        _ => {}
    }
    let (first, second) = (r.pick(parties), r.pick(parties));
    writeln!(
        text,
        "[nodeal]\nstart = \"n0\"\n\
         [nodeal.nodes.n0]\nby = \"chance\"\nmoves = {{ u = \"n1\", d = \"n2\" }}\n\
         odds = {{ u = \"t\", d = \"rest\" }}\n\
         [nodeal.nodes.n1]\nby = \"{first}\"\nmoves = {{ l = \"z1\", r = \"n3\" }}\n\
         [nodeal.nodes.n3]\nby = \"b\"\nmoves = {{ l = \"z2\", r = \"z3\", q = \"z1\" }}\n\
         [nodeal.nodes.n2]\nby = \"{second}\"\nmoves = {{ l = \"z3\", r = \"z4\" }}"
    )
    .unwrap();
    for outcome in ["z1", "z2", "z3", "z4"] {
        writeln!(text, "[nodeal.outcomes.{outcome}]").unwrap();
        for party in parties {
            let base = r.between(-8.0, 3.0);
            let issue = &r.pick(ladders).0;
            let (x, y, blamed) = (r.between(-4.0, 6.0), r.between(-3.0, 1.0), r.pick(parties));
            match r.below(3) {
                0 => writeln!(text, "{party} = {base:?}").unwrap(),
                1 => writeln!(text, "{party} = \"{base} + {x} * {issue}.m\"").unwrap(),
                _ => writeln!(
                    text,
                    "{party} = \"{base} + {x} * {issue}.m + {y} * blamed.{blamed} * s\""
                )
                .unwrap(),
            }
        }
    }
}
