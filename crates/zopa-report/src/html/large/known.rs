//! The deals that are best by some measure, as every section names them.

use super::Sheet;
use crate::number;
use zopa::verdict::large::LargeBest;

/// A deal that is best by a measure.
pub(super) struct Known<'a> {
    pub(super) name: String,
    pub(super) fair: bool,
    pub(super) best: &'a LargeBest,
    measured: Measured,
}

/// In what the measure is counted.
#[derive(Clone, Copy)]
enum Measured {
    Product,
    Shares,
    Units,
}

impl Known<'_> {
    /// By how much another deal might be better.
    pub(super) fn gap(&self) -> String {
        match self.measured {
            Measured::Product => {
                format!("the product of the gains by {} at most", number::percent(self.best.within))
            }
            Measured::Shares => {
                format!("the smallest share by {} at most", number::percent(self.best.within))
            }
            Measured::Units => format!("by {} at most", number::value(self.best.within)),
        }
    }
}

/// All of them, the fair one first.
pub(super) fn known(sheet: Sheet<'_>) -> Vec<Known<'_>> {
    let verdict = sheet.verdict;
    let measures = [
        ("The fair deal (Nash)", &verdict.fair, Measured::Product),
        (
            "Equal shares of what each could hope for (Kalai-Smorodinsky)",
            &verdict.kalai_smorodinsky,
            Measured::Shares,
        ),
        ("The smallest gain largest (egalitarian*)", &verdict.egalitarian, Measured::Units),
        ("The sum largest (utilitarian*)", &verdict.utilitarian, Measured::Units),
    ];
    let all = measures.into_iter().enumerate().filter_map(|(i, (name, best, measured))| {
        let best = best.as_ref()?;
        Some(Known { name: name.to_owned(), fair: i == 0, best, measured })
    });
    let of_parties = verdict.best.iter().map(|(party, best)| Known {
        name: format!("Best for {}", sheet.cast.words.actor(party)),
        fair: false,
        best,
        measured: Measured::Units,
    });
    all.chain(of_parties).collect()
}
