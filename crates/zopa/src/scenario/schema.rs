//! The format as a JSON Schema (2020-12), for editors that complete and check TOML.
//!
//! Written from the tables of [`keys`](super::keys), so it cannot differ from what the reader takes.
//! It is more generous than the reader where a schema cannot say more: any text may be an expression.

use super::keys::{Key, Kind, SCENARIO, Section};
use super::parse_number::FAMILIES;
use serde_json::{Map, Value, json};

/// The JSON Schema of a scenario file.
#[must_use]
pub fn json_schema() -> Value {
    let mut schema = section(&SCENARIO);
    if let Value::Object(object) = &mut schema {
        object.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("title".to_owned(), json!("zopa scenario"));
    }
    schema
}

fn section(section: &Section) -> Value {
    let properties: Map<String, Value> =
        section.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> =
        section.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let mut schema = json!({
        "type": "object",
        "description": section.doc,
        "properties": properties,
        "additionalProperties": section.others.map_or(Value::Bool(false), kind),
    });
    if let Value::Object(object) = &mut schema
        && !required.is_empty()
    {
        object.insert("required".to_owned(), json!(required));
    }
    schema
}

fn property(key: &Key) -> Value {
    let mut schema = kind(key.kind);
    if let Value::Object(object) = &mut schema {
        object.insert("description".to_owned(), json!(key.doc));
    }
    schema
}

fn kind(of: Kind) -> Value {
    match of {
        Kind::Text => json!({"type": "string", "minLength": 1}),
        Kind::Flag => json!({"type": "boolean"}),
        Kind::Count => json!({"type": "integer", "minimum": 1}),
        Kind::Number | Kind::Expr => json!({"type": ["number", "string"]}),
        Kind::Amount => json!({
            "type": ["number", "string"],
            "examples": [0.5, "10% to 40%", "5 to 10", "5 .. 10"],
        }),
        Kind::Distribution => json!({
            "type": "string",
            "pattern": format!("^\\s*(({})\\s*\\(|clamp\\s*\\(|[-+0-9])", FAMILIES.join("|")),
        }),
        Kind::Predicate => json!({
            "type": "string",
            "minLength": 1,
            "examples": ["attainable", "not attainable", "best for us", "value(fair, us) < baseline"],
        }),
        // Editors show a TOML date as text.
        Kind::Date => json!({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
        Kind::Undo => json!({
            "type": "string",
            "pattern": "^\\s*(at\\s+once|never|[0-9.eE+]+\\s+periods?)\\s*$",
            "examples": ["at once", "6 periods", "never"],
        }),
        Kind::Name => json!({"type": ["string", "number"]}),
        Kind::Word(words) => json!({"enum": words}),
        Kind::List(element) => json!({"type": "array", "items": kind(*element)}),
        Kind::Map(entry) => json!({"type": "object", "additionalProperties": kind(*entry)}),
        Kind::Section(inner) => section(inner),
        Kind::Sections(inner) => json!({"type": "array", "items": section(inner)}),
        Kind::Either(kinds) => {
            let each: Vec<Value> = kinds.iter().map(|one| kind(*one)).collect();
            json!({"anyOf": each})
        }
    }
}
