//! Reads a profile, what every player does: an answer of `zopa game solve --json`, or Gambit's lists.
//!
//! Gambit writes a profile as one line, `NE,1/2,1/2,..`: chances of moves, player after player and set
//! after set, of a table strategy after strategy.

use serde_json::Value;
use zopa::game::form::Form;
use zopa::num::rational::Rational;

/// Chances that sum to 1 only to this are divided by their sum; what is farther off is a mistake.
const ROUNDED: f64 = 1e-3;

/// A profile, and whether its chances had to be divided by their sum.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// A chance for each play, in the game's numbering.
    pub play: Vec<Rational>,
    /// Whether some set's chances summed to 1 only after rounding.
    pub mended: bool,
}

/// The profiles in a text, in the numbering of the game's plays.
///
/// # Errors
/// What does not fit, in one line.
pub fn profiles(text: &str, form: &Form) -> Result<Vec<Profile>, String> {
    let found = if text.trim_start().starts_with('{') {
        let answer: Value =
            serde_json::from_str(text).map_err(|error| format!("the JSON is broken: {error}"))?;
        from_json(&answer, form)?
    } else {
        from_lines(text, form)?
    };
    if found.is_empty() {
        return Err("there is no equilibrium in it".to_owned());
    }
    found.into_iter().map(|play| whole(play, form)).collect()
}

/// The plays of each set, in the game's numbering: a stretch of plays with a name for messages.
pub(super) fn sets(form: &Form) -> Vec<(usize, String, std::ops::Range<usize>)> {
    match form {
        Form::Extensive(game) => {
            let names = game.infoset_names();
            let sets = game.infosets.iter().zip(names).enumerate();
            sets.map(|(at, (set, name))| (set.player, name, game.plays_of(at))).collect()
        }
        Form::Strategic(game) => {
            let mut first = 0;
            let players = game.sizes().into_iter().enumerate();
            let sets = players.map(|(player, size)| {
                first += size;
                (player, String::new(), first - size..first)
            });
            sets.collect()
        }
    }
}

fn from_lines(text: &str, form: &Form) -> Result<Vec<Vec<Rational>>, String> {
    let mut sets = sets(form);
    let plays = sets.iter().map(|(_, _, range)| range.len()).sum();
    sets.sort_by_key(|(player, ..)| *player);
    let mut found = Vec::new();
    let lines = text.lines().map(str::trim).enumerate().filter(|(_, line)| !line.is_empty());
    for (at, line) in lines {
        let numbers = line.strip_prefix("NE,").unwrap_or(line);
        let numbers: Vec<&str> =
            numbers.split([',', ' ', '\t']).filter(|word| !word.is_empty()).collect();
        if numbers.len() != plays {
            return Err(format!(
                "line {} has {} chances, and the game has {plays} moves at all its sets together",
                at + 1,
                numbers.len()
            ));
        }
        let mut play = vec![Rational::ZERO; plays];
        let mut numbers = numbers.into_iter();
        for place in sets.iter().flat_map(|(_, _, range)| range.clone()) {
            let word = numbers.next().unwrap_or_default();
            play[place] = chance(word).map_err(|wrong| format!("line {}: {wrong}", at + 1))?;
        }
        found.push(play);
    }
    Ok(found)
}

fn chance(word: &str) -> Result<Rational, String> {
    let number: Rational = word.parse().map_err(|_| format!("`{word}` is no number"))?;
    if number.is_negative() { Err(format!("the chance {word} is negative")) } else { Ok(number) }
}

fn from_json(answer: &Value, form: &Form) -> Result<Vec<Vec<Rational>>, String> {
    let Some(equilibria) = answer.get("equilibria").and_then(Value::as_array) else {
        return Err("expected an answer of `zopa game solve --json`: it has no `equilibria`".into());
    };
    let sets = sets(form);
    let players = form.players();
    let mut found = Vec::new();
    for equilibrium in equilibria {
        let mut play = vec![None; sets.iter().map(|(_, _, range)| range.len()).sum()];
        let listed =
            equilibrium.get("play").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        for entry in listed {
            let word = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default();
            let (player, at) = (word("player"), word("at"));
            let set = sets.iter().position(|(who, name, _)| {
                players.get(*who).is_some_and(|who| *who == player) && name == at
            });
            let Some(set) = set else {
                return Err(format!("the game has no set `{at}` of `{player}`"));
            };
            let names = moves(form, set);
            let Some(moves) = entry.get("moves").and_then(Value::as_object) else {
                return Err(format!("`{player}` at `{at}` has no `moves`"));
            };
            for (name, value) in moves {
                let Some(k) = names.iter().position(|known| known == name) else {
                    return Err(format!("`{player}` has no move `{name}` at `{at}`"));
                };
                // Of a double its shortest decimals; it may be too small for them.
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                let tiny = || value.as_f64().filter(|x| *x >= 0.0).and_then(Rational::exactly);
                let read = chance(&text).or_else(|wrong| tiny().ok_or(wrong))?;
                play[sets[set].2.start + k] = Some(read);
            }
        }
        let missing = play.iter().filter(|chance| chance.is_none()).count();
        if missing > 0 {
            return Err(format!("{missing} moves of the game have no chance in it"));
        }
        found.push(play.into_iter().flatten().collect());
    }
    Ok(found)
}

pub(super) fn moves(form: &Form, set: usize) -> &[String] {
    match form {
        Form::Extensive(game) => &game.infosets[set].moves,
        Form::Strategic(game) => &game.players[set].strategies,
    }
}

/// Divides what sums to 1 only after rounding.
fn whole(mut play: Vec<Rational>, form: &Form) -> Result<Profile, String> {
    let mut mended = false;
    for (player, name, range) in sets(form) {
        let sum: Rational = play[range.clone()].iter().sum();
        if sum == Rational::ONE {
            continue;
        }
        let off = (sum.to_f64() - 1.0).abs();
        if off > ROUNDED {
            let who = form.players().get(player).copied().unwrap_or_default().to_owned();
            let at = if name.is_empty() { String::new() } else { format!(" at `{name}`") };
            return Err(format!("the chances of `{who}`{at} sum to {sum}, not 1"));
        }
        mended = true;
        for chance in &mut play[range] {
            if let Some(part) = chance.checked_div(&sum) {
                *chance = part;
            }
        }
    }
    Ok(Profile { play, mended })
}
