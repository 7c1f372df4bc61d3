//! Issues, games, claims and targets as a whole.

use super::{codes, found, model};
use crate::model::{
    DealRef, Expect, NoDeal, NodeKind, Quantity, Successor, Target, TestName, Weights, parse_target,
};

const CAR: &str = r#"
title = "A used car"
[parties.buyer]
[parties.seller]
[issues.price]
by = "buyer"
options = ["4000", "4500", "5000"]
[issues.repairs]
by = "seller"
options = ["as is", "brakes", "brakes and tyres"]
[values.buyer]
price = { "4000" = 20, "4500" = 15 }
repairs = { brakes = 8 }
[values.seller]
price = { "4500" = 5, "5000" = 10 }
"#;

const GAME: &str = r#"
[nodeal]
start = "look"
[nodeal.nodes.bluff]
by = "seller"
moves = { fold = "walk", stand = "look_twice" }
[nodeal.nodes.look]
by = "chance"
moves = { rust = "bluff", shine = "look_twice" }
odds = { rust = 0.25, shine = "rest" }
[nodeal.nodes.look_twice]
by = "buyer"
moves = { buy = "sold", leave = "walk" }
[nodeal.outcomes.sold]
buyer = 1
seller = "2 - blamed.seller"
[nodeal.outcomes.walk]
name = "nobody buys"
buyer = 0
seller = 0
"#;

fn target(text: &str) -> Result<Target, Vec<String>> {
    parse_target(&model(CAR), text)
        .map_err(|found| found.into_iter().map(|diagnostic| diagnostic.message).collect())
}

#[test]
fn what_is_not_said_has_its_default() {
    let model = model(CAR);
    assert_eq!(model.parties[0].patience.constant(), Some(0.95));
    assert_eq!(model.breakdown.constant(), Some(1.0));
    assert_eq!(model.parties[1].name, "seller");
    assert!(matches!(model.nodeal, NoDeal::Standing));
    assert!(matches!(model.weights, Weights::Equal));
    assert_eq!(model.today(), [0, 0]);
}

#[test]
fn nodes_stand_parents_first_and_may_share_a_child() {
    let model = model(&format!("{CAR}{GAME}"));
    let NoDeal::Game(game) = &model.nodeal else { panic!("no game") };
    let keys: Vec<&str> = game.nodes.iter().map(|node| node.key.as_str()).collect();
    assert_eq!(keys, ["look", "bluff", "look_twice"]);
    assert!(matches!(game.nodes[0].kind, NodeKind::Chance(ref odds) if odds.len() == 2));
    assert_eq!(game.nodes[0].moves[0].to, Successor::Node(1));
    assert_eq!(game.nodes[0].moves[1].to, Successor::Node(2));
    assert_eq!(game.nodes[2].moves[0].to, Successor::Outcome(0));
    assert!(game.perfect_information);
    assert_eq!(game.outcomes[0].payoffs[1].blames(), [1]);
}

#[test]
fn nodes_with_the_same_knowledge_are_one_information_set() {
    let text = format!("{CAR}{GAME}")
        .replace(
            "by = \"seller\"\nmoves = { fold",
            "knows = \"night\"\nby = \"buyer\"\nmoves = { fold",
        )
        .replace("stand = \"look_twice\"", "stand = \"walk\"")
        .replace(
            "moves = { buy = \"sold\", leave = \"walk\" }",
            "knows = \"night\"\nmoves = { fold = \"sold\", stand = \"walk\" }",
        );
    let model = model(&text);
    let NoDeal::Game(game) = &model.nodeal else { panic!("no game") };
    assert!(!game.perfect_information);
    assert_eq!(game.infosets.len(), 1);
    assert_eq!((game.infosets[0].key.as_str(), game.infosets[0].moves), ("night", 2));
    let nodes: Vec<&str> =
        game.infosets[0].nodes.iter().map(|&node| game.nodes[node].key.as_str()).collect();
    assert_eq!(nodes, ["bluff", "look_twice"]);
}

#[test]
fn claims_name_nodes_by_their_place_in_the_game() {
    let text = format!(
        "{CAR}{GAME}[[claims]]\nid = \"A\"\ntext = \"The seller bluffs\"\n\
         expect = \"plays(bluff, stand) > 0.5 and value(best(seller), buyer) < baseline\"\n"
    );
    let claims = model(&text).claims;
    let Expect::And(left, right) = &claims[0].expect else { panic!("{:?}", claims[0].expect) };
    let Expect::Compare(_, Quantity::Plays { node, r#move }, _) = &**left else {
        panic!("{left:?}")
    };
    assert_eq!((*node, *r#move), (1, 1));
    let Expect::Compare(_, Quantity::Value(deal, who), Quantity::Baseline) = &**right else {
        panic!("{right:?}")
    };
    assert_eq!((deal, *who), (&DealRef::Best(1), 0));
}

#[test]
fn a_claim_may_give_several_options_and_ban_one() {
    let text = format!(
        "{CAR}[[claims]]\nid = \"A\"\ntext = \"It holds\"\ndeal = {{ price = [\"5000\", \"4500\"] }}\n\
         ban = [\"repairs.brakes and tyres\"]\nexpect = \"not holding to seller\"\n"
    );
    let claim = &model(&text).claims[0];
    assert_eq!(claim.ban, [(1, 2)]);
    let target = claim.target.as_ref().expect("a target");
    assert_eq!(target.options, [Some(vec![1, 2]), None]);
    let expected = Expect::Test { not: true, test: TestName::Holding, to: Some(1) };
    assert_eq!(format!("{:?}", claim.expect), format!("{expected:?}"));
}

#[test]
fn every_mistake_is_found_in_one_run() {
    let text = format!("{CAR}{GAME}")
        .replace("by = \"buyer\"\noptions", "by = \"byer\"\noptions")
        .replace("brakes = 8", "break = 8")
        .replace("fold = \"walk\"", "fold = \"wlk\"")
        .replace("seller = \"2 - blamed.seller\"", "");
    let mut found = codes(&text);
    found.sort_unstable();
    assert_eq!(found, ["missing-payoff", "unknown-node", "unknown-option", "unknown-party"]);
}

#[test]
fn a_mistaken_expression_does_not_make_its_premises_unused() {
    let text = format!("{CAR}plus = [\"need + ned\"]\n[premises]\nneed = 1\n");
    assert_eq!(codes(&text), ["unknown-name"]);
}

#[test]
fn an_error_that_only_an_event_brings_says_when() {
    let text = format!(
        "{CAR}plus = [\"1 / need\"]\n[premises]\nneed = 1\n\
         [[events]]\ndate = 2018-03-28\nwhat = \"rain\"\nset = {{ need = 0 }}\n\
         [[events]]\ndate = 2018-04-01\nwhat = \"sun\"\nset = {{ need = 1 }}\n"
    );
    let found = found(&text);
    assert_eq!(found[0].code, "division-by-zero");
    assert_eq!(found[0].help, ["found with `need` = 0, as of 2018-03-28"]);
}

#[test]
fn values_are_checked_at_every_option_of_the_issues_they_ask_for() {
    let text = format!("{CAR}plus = [\"1 / (price.\\\"5000\\\" * repairs.brakes - 1)\"]\n");
    let found = found(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].help, ["found with `price` at `5000`, `repairs` at `brakes`"]);
}

#[test]
fn what_is_evaluated_nowhere_but_in_one_partys_view_is_checked_there() {
    let text = format!(
        "{CAR}plus = [\"1 / need\"]\n[premises]\nneed = {{ value = 1, seen_by = {{ buyer = 0 }} }}\n"
    );
    assert_eq!(found(&text)[0].help, ["found with `need` = 0, in the view of `buyer`"]);
}

#[test]
fn the_text_is_told_apart_by_its_hash() {
    let hash = model(CAR).sha256;
    assert_eq!(hash.len(), 64);
    assert_ne!(hash, model(&format!("{CAR}\n")).sha256);
}

#[test]
fn a_target_names_issues_and_their_options() {
    let read = target("price=4500|5000, repairs = \"brakes and tyres\"").expect("a target");
    assert_eq!(read.options, [Some(vec![1, 2]), Some(vec![2])]);
    assert!(read.allows(&[2, 2]) && !read.allows(&[0, 2]) && !read.allows(&[1, 1]));
    assert_eq!(target("repairs=as is").expect("a target").options, [None, Some(vec![0])]);
}

#[test]
fn a_target_may_be_worded_as_the_answer_words_it() {
    let text = CAR.replace("[issues.repairs]", "[issues.repairs]\nname = \"What is mended\"");
    let read = parse_target(&model(&text), "what is MENDED=Brakes").expect("a target");
    assert_eq!(read.options, [None, Some(vec![1])]);
}

#[test]
fn a_target_that_cannot_be_read_says_every_mistake() {
    let mistakes =
        target("prize=4500,repairs=breaks,price,price=,repairs=brakes").expect_err("none");
    assert_eq!(
        mistakes,
        [
            "there is no issue `prize`",
            "there is no option of `repairs` called `breaks`",
            "`price` is not of the form `issue=option`",
            "`` is not of the form `issue=option`",
            "the issue `repairs` is named twice",
        ]
    );
    assert!(target("").is_err() && target("price=4000,").is_err() && target("=").is_err());
}

#[test]
fn any_writing_of_a_rung_is_understood() {
    let text = CAR.replace(
        "options = [\"4000\", \"4500\", \"5000\"]",
        "range = { from = 4000, to = 5000, step = 500, unit = \"euros\" }",
    );
    let model = model(&text);
    assert_eq!(model.issues[0].options[1].label, "4500 euros");
    assert_eq!(model.issues[0].option_index("4.5e3"), Some(1));
    assert_eq!(model.issues[0].option_index("4501"), None);
}
