//! "Did you mean": the valid name that resembles a mistaken one.

/// Similarity from which a name is offered, between 0 and 1 (Jaro-Winkler).
const RESEMBLES: f64 = 0.8;
/// Up to so many valid names are simply listed.
const FEW: usize = 8;

/// Advice for `found` among `valid`: the name it resembles, else the list of valid names where they
/// are few, else nothing.
pub(crate) fn advice<'a>(found: &str, valid: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let valid: Vec<&str> = valid.into_iter().collect();
    if let Some(name) = closest(found, valid.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    if valid.is_empty() || valid.len() > FEW {
        return None;
    }
    let listed: Vec<String> = valid.iter().map(|name| format!("`{name}`")).collect();
    Some(format!("valid here: {}", listed.join(", ")))
}

/// The name among `valid` that `found` resembles most, where it resembles one.
pub(crate) fn closest<'a>(
    found: &str,
    valid: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let folded = found.to_lowercase();
    let score = |name: &str| strsim::jaro_winkler(&folded, &name.to_lowercase());
    let mut best: Option<(&str, f64)> = None;
    for name in valid {
        let s = score(name);
        if s >= RESEMBLES && best.is_none_or(|(_, b)| s > b) {
            best = Some((name, s));
        }
    }
    best.map(|(name, _)| name)
}
