//! `[values]` and `[terms]`: what it is worth.

use super::names::{self, Role};
use crate::scenario::ast::{IssueValue, Values};
use crate::scenario::expr::Expr;
use crate::scenario::keys::{self, Kind, VALUES};
use crate::scenario::lost::Lost;
use crate::scenario::table::Item;
use crate::scenario::toml_walk::Context;
use toml::de::DeValue;

pub(crate) fn values<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Values> {
    let table = cx.table(item, &VALUES, format!("values.{}", item.key))?;
    let mut issues = Vec::new();
    for issue in table.others() {
        let value = match issue.value {
            DeValue::Table(_) => {
                let entries = cx.map(issue, keys::ISSUE_VALUE, Context::expr);
                Some(IssueValue::Table(entries))
            }
            DeValue::String(_) | DeValue::Integer(_) | DeValue::Float(_) => {
                cx.expr(issue).map(IssueValue::Expr)
            }
            _ => cx.wrong_type(issue, keys::ISSUE_VALUE),
        };
        issues.push((issue.name(), value.unwrap_or_else(Lost::lost)));
    }
    let plus = table.each(cx, "plus", Kind::List(&Kind::Expr), Context::expr);
    Some(Values { issues, plus })
}

pub(crate) fn term<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<Expr> {
    names::check(cx, item, Role::Term);
    cx.expr(item)
}
