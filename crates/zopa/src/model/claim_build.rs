//! Claims: every name of a predicate is resolved, and what it speaks of must be there.

use super::build::Builder;
use super::expect::{Claim, DealRef, Expect, Quantity};
use super::game_build::CHANCE;
use crate::diag::Span;
use crate::diag::codes::build as codes;
use crate::scenario::ast::{self, Name, NoDeal};
use crate::scenario::expect::{
    DealRef as WrittenDeal, Expect as Written, ExpectKind, Quantity as WrittenQuantity,
    QuantityKind, TestName,
};
use crate::scenario::expr::BinaryOp;
use crate::scenario::{is_torn, print_expect, print_supposed};

impl Builder<'_> {
    /// The claims.
    pub(super) fn claims(&mut self) -> Vec<Claim> {
        self.scenario.claims.iter().map(|claim| self.claim(claim)).collect()
    }

    fn claim(&mut self, claim: &ast::Claim) -> Claim {
        let what = format!("claim `{}`", claim.id.value);
        let target = claim.deal.as_ref().map(|deal| self.target(deal, &what));
        let has_deal = target.is_some();
        Claim {
            id: claim.id.value.clone(),
            span: claim.id.span.clone(),
            text: claim.text.clone(),
            source: self.source(claim.source.as_ref()),
            quote: claim.quote.clone(),
            target,
            changes: self.settings(&claim.when),
            without: claim.without.iter().flat_map(|name| self.precedent(name)).collect(),
            ban: claim.ban.iter().filter_map(|name| self.ban(name)).collect(),
            as_of: claim.as_of.as_ref().map(|date| date.value.clone()),
            supposed_text: print_supposed(claim),
            expect: self.expect(&claim.expect, has_deal),
            expect_text: print_expect(&claim.expect),
        }
    }

    /// `issue.option`, the option bare or in quotes.
    fn ban(&mut self, name: &Name) -> Option<(usize, usize)> {
        let (issue, option) = name.value.split_once('.').unwrap_or((&name.value, ""));
        let issue = self.issue(issue.trim(), &name.span)?;
        let option = option.trim();
        let bare = option.strip_prefix('"').and_then(|option| option.strip_suffix('"'));
        Some((issue, self.option(issue, bare.unwrap_or(option), &name.span)?))
    }

    fn expect(&mut self, written: &Written, has_deal: bool) -> Expect {
        let span = &written.span;
        match &written.kind {
            ExpectKind::Test { not, test, to } => {
                let to = to.as_ref().and_then(|name| self.tested(*test, name));
                Expect::Test { not: *not, test: *test, to }
            }
            ExpectKind::BestFor { not, party } => {
                self.need_deal(has_deal, "`best for`", span);
                let party = self.signer(party);
                Expect::BestFor { not: *not, party }
            }
            ExpectKind::Fair { not } => {
                self.need_deal(has_deal, "`fair`", span);
                Expect::Fair { not: *not }
            }
            ExpectKind::Compare(op, left, right) => {
                Expect::Compare(*op, self.quantity(left, has_deal), self.quantity(right, has_deal))
            }
            ExpectKind::And(left, right) => Expect::And(
                Box::new(self.expect(left, has_deal)),
                Box::new(self.expect(right, has_deal)),
            ),
            ExpectKind::Or(left, right) => Expect::Or(
                Box::new(self.expect(left, has_deal)),
                Box::new(self.expect(right, has_deal)),
            ),
        }
    }

    fn need_deal(&mut self, has_deal: bool, what: &str, span: &Span) {
        if !has_deal {
            let error = codes::CLAIM_WITHOUT_DEAL
                .error(format!("{what} speaks of a deal, but the claim names none"))
                .at(span.clone(), "");
            self.sink.push(error.help("add `deal = { issue = \"option\" }` to the claim"));
        }
    }

    /// An actor to whom a test applies.
    fn tested(&mut self, test: TestName, name: &Name) -> Option<usize> {
        let actor = self.actor(name)?;
        let parties = self.scenario.parties.len();
        let owns = |builder: &Self| {
            !builder.owners_known || builder.issues.iter().any(|issue| issue.by == actor)
        };
        let signs = self.scenario.parties.get(actor).is_some_and(|(_, party)| party.signs);
        let (applies, whom) = match test {
            TestName::Acceptable => (signs, "signing parties"),
            TestName::Ratifiable => (actor >= parties, "audiences"),
            TestName::Holding => {
                (signs || (actor < parties && owns(self)), "parties that sign or own an issue")
            }
            // Everybody is tested somehow; the reader lets no `to` stand behind `reachable`.
            TestName::Attainable | TestName::Reachable => (true, "everybody"),
        };
        if !applies {
            let (test, name_text) = (test.name(), &name.value);
            self.sink.push(
                codes::TEST_DOES_NOT_APPLY
                    .error(format!("`{test}` does not apply to `{name_text}`"))
                    .at(name.span.clone(), format!("`{test}` tests {whom}")),
            );
        }
        Some(actor)
    }

    /// A party that signs.
    fn signer(&mut self, name: &Name) -> usize {
        let Some(party) = self.party(name) else { return 0 };
        if self.scenario.parties.get(party).is_some_and(|(_, party)| !party.signs) {
            self.sink.push(
                codes::BEST_FOR_NON_SIGNER
                    .error(format!("`{}` does not sign, so no deal is its best", name.value))
                    .at(name.span.clone(), "")
                    .help("compare values instead: `value(deal, PARTY) > ..`"),
            );
        }
        party
    }

    fn quantity(&mut self, written: &WrittenQuantity, has_deal: bool) -> Quantity {
        let span = &written.span;
        match &written.kind {
            QuantityKind::Number(number) => Quantity::Number(*number),
            QuantityKind::Baseline => Quantity::Baseline,
            QuantityKind::Value(deal, who) => {
                let deal = self.deal(deal, span, has_deal);
                Quantity::Value(deal, self.actor(who).unwrap_or(0))
            }
            QuantityKind::NoDeal { party, blamed } => Quantity::NoDeal {
                party: self.party(party).unwrap_or(0),
                blamed: blamed.as_ref().and_then(|name| self.party(name)),
            },
            QuantityKind::Odds { outcome, seen_by, blamed } => {
                self.need_game("odds(..)", span);
                Quantity::Odds {
                    outcome: self.outcome_of_game(outcome),
                    seen_by: seen_by.as_ref().and_then(|name| self.party(name)),
                    blamed: blamed.as_ref().and_then(|name| self.party(name)),
                }
            }
            QuantityKind::Outcome(outcome, party) => {
                self.need_game("outcome(..)", span);
                let outcome = self.outcome_of_game(outcome);
                Quantity::Outcome { outcome, party: self.party(party).unwrap_or(0) }
            }
            QuantityKind::Plays(node, name) => {
                self.need_game("plays(..)", span);
                self.plays(node, name).unwrap_or(Quantity::Number(0.0))
            }
            QuantityKind::Margin(test) => {
                self.need_deal(has_deal, "`margin`", span);
                Quantity::Margin(*test)
            }
            QuantityKind::Count(test) => Quantity::Count(*test),
            QuantityKind::Steps(deal) => Quantity::Steps(self.deal(deal, span, has_deal)),
            QuantityKind::Neg(part) => Quantity::Neg(Box::new(self.quantity(part, has_deal))),
            QuantityKind::Binary(op, left, right) => self.arithmetic(*op, left, right, has_deal),
        }
    }

    fn arithmetic(
        &mut self,
        op: BinaryOp,
        left: &WrittenQuantity,
        right: &WrittenQuantity,
        has_deal: bool,
    ) -> Quantity {
        let (left, right) = (self.quantity(left, has_deal), self.quantity(right, has_deal));
        Quantity::Binary(op, Box::new(left), Box::new(right))
    }

    fn deal(&mut self, deal: &WrittenDeal, span: &Span, has_deal: bool) -> DealRef {
        match deal {
            WrittenDeal::Own => {
                self.need_deal(has_deal, "`deal`", span);
                DealRef::Own
            }
            WrittenDeal::Fair => DealRef::Fair,
            WrittenDeal::Today => DealRef::Today,
            WrittenDeal::Best(party) => DealRef::Best(self.signer(party)),
            WrittenDeal::Menu(name) => DealRef::Menu(self.menu_entry(name).unwrap_or(0)),
        }
    }

    fn ast_game(&self) -> Option<&ast::Game> {
        match &self.scenario.nodeal {
            Some(NoDeal::Game(game)) => Some(game),
            _ => None,
        }
    }

    fn need_game(&mut self, what: &str, span: &Span) {
        let torn = matches!(&self.scenario.nodeal, Some(NoDeal::Values(v)) if is_torn(v));
        if self.ast_game().is_none() && !torn {
            let error = codes::CLAIM_WITHOUT_GAME
                .error(format!("`{what}` asks about the no-deal game, but there is none"))
                .at(span.clone(), "");
            self.sink.push(error.help("`no_deal(PARTY)` is a party's value without a deal"));
        }
    }

    fn outcome_of_game(&mut self, name: &Name) -> usize {
        // Without a game every outcome is unknown; that has been said already.
        self.ast_game().is_some().then(|| self.outcome(name)).flatten().unwrap_or(0)
    }

    fn plays(&mut self, node: &Name, name: &Name) -> Option<Quantity> {
        let scenario = self.scenario;
        let Some(NoDeal::Game(game)) = &scenario.nodeal else { return None };
        let at = self.node(node)?;
        let (key, entry) = game.nodes.get(at)?;
        let Some(found) = entry.moves.iter().position(|(known, _)| known.value == name.value)
        else {
            self.unknown_move(name, key, entry);
            return None;
        };
        if entry.by.value != CHANCE {
            let node = self.node_rank.get(at).copied().flatten()?;
            return Some(Quantity::Plays { node, r#move: found });
        }
        self.sink.push(
            codes::PLAYS_AT_CHANCE
                .error(format!("nobody plays at `{}`: chance moves there", node.value))
                .at(node.span.clone(), "")
                .help("`plays` asks what a party does"),
        );
        None
    }
}
