//! No text makes reading a game (.efg, .nfg) panic or hang, and what is read is written and read again alike.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zopa::game::form::Form;
use zopa_formats::gambit;

fuzz_target!(|text: &str| {
    let Some((Some(game), _)) = gambit::read(text) else { return };
    let written = match &game {
        Form::Extensive(game) => gambit::write_efg(game),
        Form::Strategic(game) => gambit::write_nfg(game),
    };
    let again = gambit::read(&written).and_then(|(game, _)| game);
    assert_eq!(again, Some(game), "{written}");
});
