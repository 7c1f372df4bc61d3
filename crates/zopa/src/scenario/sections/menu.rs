//! `[[menu]]`: named deals.

use super::issues::target;
use crate::scenario::ast::{MenuEntry, Spanned};
use crate::scenario::keys::MENU;
use crate::scenario::toml_walk::{Context, Item};

pub(crate) fn entry<'t>(cx: &mut Context<'t>, item: &Item<'t>) -> Option<MenuEntry> {
    let table = cx.table(item, &MENU, "menu".to_owned())?;
    let name = table
        .require(cx, "name")
        .cloned()
        .and_then(|item| Some(Spanned { value: cx.text(&item)?, span: item.span }));
    let deal = target(cx, &table);
    if deal.is_none() {
        cx.sink
            .push(table.missing("deal").help("or a condition over the standing: `where = \"..\"`"));
    }
    Some(MenuEntry { name: name?, deal: deal? })
}
