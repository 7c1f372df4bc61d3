//! `[[menu]]`: named deals.

use super::issues::target;
use crate::scenario::ast::{MenuEntry, Spanned};
use crate::scenario::keys::MENU;
use crate::scenario::table::Item;
use crate::scenario::toml_walk::Context;

pub(crate) fn entry<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<MenuEntry> {
    let table = cx.table(item, &MENU, "menu".to_owned())?;
    let name = table.need(cx, "name", |cx, item| {
        Some(Spanned { value: cx.text(item)?, span: item.span.clone() })
    });
    let condition = "or a condition over the standing: `where = \"..\"`";
    let deal = target(cx, &table);
    let deal = deal.or_else(|| table.report_missing(cx, "deal", Some(condition)));
    Some(MenuEntry { name, deal: deal.unwrap_or_default() })
}
