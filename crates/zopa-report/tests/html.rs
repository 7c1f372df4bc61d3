//! Reports: what stands in them stays in its place, and what is read back is what was written.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use zopa::verdict::{Options, exhibits, large, solve};
use zopa_report::chart::palette::Palette;
use zopa_report::html::large::LargeReport;
use zopa_report::html::{self, Report, embed};
use zopa_report::picture::{self, Picture};

fn page(scenario: &str) -> String {
    let (model, diagnostics) = zopa::load(scenario);
    let model = model.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let verdict = solve(&model, &Options::default()).unwrap();
    let exhibits = exhibits(&model, None).unwrap();
    html::report(&Report { scenario, verdict: &verdict, exhibits: &exhibits, study: None })
}

/// The page on deals that cannot be listed, which can be made of few deals too.
fn large_page(scenario: &str) -> String {
    let model = zopa::load_any_size(scenario).0.unwrap();
    let verdict = large::solve(&model, &Options::default()).unwrap();
    let exhibits = large::exhibits(&model, &verdict).unwrap();
    html::large::report(&LargeReport { scenario, verdict: &verdict, exhibits: &exhibits })
}

/// The report, a preparation sheet, a picture, and the report of many deals.
fn everything(scenario: &str) -> [String; 4] {
    let model = zopa::load(scenario).0.unwrap();
    let verdict = solve(&model, &Options::default()).unwrap();
    let exhibits = exhibits(&model, None).unwrap();
    let report = Report { scenario, verdict: &verdict, exhibits: &exhibits, study: None };
    let picture = picture::svg(&report, &Picture::Gains, Palette::Light).unwrap();
    [html::report(&report), html::prep(&report, "a").unwrap(), picture, large_page(scenario)]
}

fn case(name: &str) -> String {
    let path = format!("{}/../../cases/{name}.toml", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

/// A scenario with a text of the author's in every place where one may stand.
fn with_texts(text: &str) -> String {
    let quoted = toml::Value::String(text.to_owned()).to_string();
    format!(
        r#"
title = {quoted}
question = {quoted}
period = {quoted}
[sources]
paper = {quoted}
[parties.a]
name = {quoted}
says = {{ x = "yes" }}
[parties.b]
name = {quoted}
[audiences.home]
of = "a"
name = {quoted}
needs = 0
[issues.x]
by = "a"
name = {quoted}
options = ["no", "yes"]
labels = {{ yes = {quoted} }}
[issues.y]
by = "b"
options = ["no", {quoted}]
[premises]
p = {{ value = "30% to 60%", about = {quoted}, source = "paper", quote = {quoted} }}
[values.a]
x = {{ yes = -1 }}
y = {{ {quoted} = "3 * p" }}
[values.b]
x = {{ yes = 2 }}
y = {{ {quoted} = -1 }}
[values.home]
x = {{ yes = 1 }}
[[menu]]
name = {quoted}
deal = {{ x = "yes" }}
[[events]]
date = "2020-01-01"
what = {quoted}
set = {{ p = "40% to 60%" }}
[[claims]]
id = "C1"
text = {quoted}
quote = {quoted}
source = "paper"
deal = {{ x = "yes" }}
expect = "acceptable"
"#
    )
}

/// Names of the elements and of their attributes.
fn names(html: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        if let Some(comment) = after.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let end = closing(after);
        let (tag, next) = after.split_at(end);
        let element = tag.split_whitespace().next().unwrap_or_default();
        names.insert(format!("<{}", element.trim_end_matches('/')));
        for attribute in outside_quotes(tag).split_whitespace().skip(1) {
            names.insert(attribute.split('=').next().unwrap_or_default().to_owned());
        }
        rest = next;
        // What stands in a script or a style is no markup; its own end ends it.
        for verbatim in ["script", "style"] {
            if element == verbatim {
                let close = format!("</{verbatim}>");
                rest = rest.split_once(close.as_str()).map_or("", |(_, after)| after);
            }
        }
    }
    names
}

/// Where a tag ends: the first `>` outside quotes.
fn closing(tag: &str) -> usize {
    let mut quoted = false;
    for (at, c) in tag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    tag.len()
}

fn outside_quotes(tag: &str) -> String {
    tag.split('"').step_by(2).collect::<Vec<_>>().join("")
}

#[test]
fn no_text_breaks_out_of_its_place() {
    let plain = everything(&with_texts("harmless")).map(|file| names(&file));
    for hostile in [
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "\" onmouseover=\"alert(1)",
        "<!-- ",
        "--> ]]> </style></svg></title>",
        "&lt;b&gt; &amp; &#60;",
        "</textarea><iframe src=javascript:alert(1)>",
        "{{7*7}} ${7*7} <%= 7 %>",
        "\u{202e}txt.exe\u{202c}",
        "שלום עולם",
        "日本国政府の代表団の提案",
        "a\u{2028}b\u{2029}c\u{0}d".trim_end_matches('d').trim_end_matches('\0'),
    ] {
        let files = everything(&with_texts(hostile));
        for (file, plain) in files.iter().zip(&plain) {
            assert_eq!(names(file), *plain, "{hostile}");
        }
        let page = page(&with_texts(hostile));
        let embedded = embed::read(&page).unwrap();
        assert_eq!(embedded.scenario, Some(with_texts(hostile)), "{hostile}");
    }
}

#[test]
fn what_is_read_back_is_what_was_written() {
    for name in ["korea-2018", "used-car", "war-from-optimism", "two-audiences"] {
        let scenario = case(name);
        let page = page(&scenario);
        let embedded = embed::read(&page).unwrap();
        assert_eq!(embedded.scenario.as_deref(), Some(scenario.as_str()), "{name}");
        let (model, _) = zopa::load(&scenario);
        let verdict = solve(&model.unwrap(), &Options::default()).unwrap();
        assert!(embedded.verdict == serde_json::to_value(&verdict).unwrap(), "{name}");
        // Line ends change in the mail.
        assert!(embed::read(&page.replace('\n', "\r\n")).is_ok(), "{name}");
    }
}

#[test]
fn a_report_that_was_edited_or_cut_short_is_refused() {
    let page = page(&case("used-car"));
    assert!(embed::is_html(&page));
    for at in (0..page.len() - 60).step_by(page.len() / 61) {
        let Some(cut) = page.get(..at) else { continue };
        assert!(embed::read(cut).is_err(), "cut at {at}");
        let mut bytes = page.clone().into_bytes();
        bytes[at] = if bytes[at] == b'x' { b'y' } else { b'x' };
        let Ok(edited) = String::from_utf8(bytes) else { continue };
        assert!(embed::read(&edited).is_err(), "edited at {at}");
    }
    let edited = page.replace("\"buyer\"", "\"bidder\"");
    assert_eq!(embed::read(&edited).unwrap_err(), embed::Unreadable::Edited);
    let cut = page.rsplit_once("<!--").unwrap().0;
    assert_eq!(embed::read(cut).unwrap_err(), embed::Unreadable::CutShort);
    let other = "<!doctype html><p>hello</p>";
    assert_eq!(embed::read(other).unwrap_err(), embed::Unreadable::NoReport);
}

#[test]
fn a_report_loads_nothing_and_is_the_same_every_time() {
    let first = page(&case("korea-2018"));
    assert_eq!(first, page(&case("korea-2018")));
    assert!(first.contains("default-src 'none'"));
    let markup = first.split_once("<body").unwrap().1;
    for loading in [" src=", "<link", "<iframe", "<img", "@import", "url(http", "href=\"http"] {
        assert!(!markup.contains(loading), "{loading}");
    }
    assert!(first.len() < 250_000, "{} bytes", first.len());
}

#[test]
fn a_report_of_too_many_deals_tells_each_entry_and_each_best_deal_and_can_be_read_back() {
    let scenario = case("large/coalition");
    let page = large_page(&scenario);
    assert_eq!(page, large_page(&scenario));
    assert!(page.len() < 1_500_000, "{} bytes", page.len());
    assert_eq!(embed::read(&page).unwrap().scenario, Some(scenario.clone()));
    let model = zopa::load_any_size(&scenario).0.unwrap();
    let verdict = large::solve(&model, &Options::default()).unwrap();
    let rows: Vec<&str> = page.split("<tr").collect();
    for entry in &verdict.menu {
        let name = entry.name.replace('\'', "&#39;");
        let told = rows.iter().find(|row| row.contains(&name) || row.contains(&entry.name));
        let said = match entry.attainable.unwrap() {
            true => "✓ can be had",
            false => "✗ cannot be had",
        };
        assert!(told.unwrap().contains(said), "{name}");
    }
    for party in &verdict.parties {
        assert!(page.contains(&format!("Best for {}", verdict.names.actors[party])));
    }
}

#[test]
fn every_picture_has_a_name_and_a_finding_and_no_id_stands_twice() {
    for name in ["korea-2018", "used-car", "two-audiences", "war-from-optimism", "prisoners"] {
        let page = page(&case(name));
        for svg in page.split("<svg").skip(1) {
            let svg = svg.split_once("</svg>").unwrap().0;
            let title = svg.split_once("<title").unwrap().1.split_once('>').unwrap().1;
            assert!(!title.starts_with('<'), "{name}: a picture without a name");
            let desc = svg.split_once("<desc").unwrap().1.split_once('>').unwrap().1;
            assert!(!desc.starts_with('<'), "{name}: a picture without a finding");
        }
        let body = page.split_once("<body").unwrap().1;
        let mut ids = BTreeSet::new();
        for after in body.split(" id=\"").skip(1) {
            let id = after.split_once('"').unwrap().0;
            assert!(ids.insert(id.to_owned()), "{name}: `{id}` stands twice");
        }
        let targets = body.split("href=\"#").skip(1).map(|a| a.split_once('"').unwrap().0);
        for target in targets {
            assert!(ids.contains(target), "{name}: nothing is called `{target}`");
        }
    }
}
