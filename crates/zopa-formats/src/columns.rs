//! Tables as Parquet: columns of numbers, truth values and words, cells possibly empty, with words about
//! the whole in the footer.
//!
//! One row group, Snappy, dictionaries where words repeat. The same columns give the same bytes. Written by
//! the low-level interface of the crate `parquet`, without Arrow: a table here is a few dozen plain columns.

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::column::reader::{ColumnReader, get_typed_column_reader};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties, WriterVersion};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};
use std::sync::Arc;

/// Keys and words of a file's footer.
pub type About = Vec<(String, String)>;

/// A column: its name and one cell a row.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its cells.
    pub cells: Cells,
}

/// Cells of one kind; `None` is an empty one.
#[derive(Clone, Debug, PartialEq)]
pub enum Cells {
    /// Whole numbers.
    Whole(Vec<Option<i64>>),
    /// Numbers.
    Number(Vec<Option<f64>>),
    /// Truth values.
    Truth(Vec<Option<bool>>),
    /// Words.
    Words(Vec<Option<String>>),
}

impl Cells {
    /// How many rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Whole(cells) => cells.len(),
            Self::Number(cells) => cells.len(),
            Self::Truth(cells) => cells.len(),
            Self::Words(cells) => cells.len(),
        }
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn physical(&self) -> Physical {
        match self {
            Self::Whole(_) => Physical::INT64,
            Self::Number(_) => Physical::DOUBLE,
            Self::Truth(_) => Physical::BOOLEAN,
            Self::Words(_) => Physical::BYTE_ARRAY,
        }
    }
}

/// The columns, all of one length, as the bytes of a Parquet file; `about` are keys and words of the footer.
///
/// # Errors
/// Where the columns have different lengths, or the crate `parquet` refuses them.
pub fn write(columns: &[Column], about: &[(String, String)]) -> Result<Vec<u8>> {
    let rows = columns.first().map_or(0, |column| column.cells.len());
    if let Some(odd) = columns.iter().find(|column| column.cells.len() != rows) {
        let text = format!("column `{}` has {} rows, not {rows}", odd.name, odd.cells.len());
        return Err(ParquetError::General(text));
    }
    let keys = about.iter().map(|(key, text)| KeyValue::new(key.clone(), text.clone()));
    let properties = WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_1_0)
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_created_by(format!("zopa {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(keys.collect()));
    let mut writer =
        SerializedFileWriter::new(Vec::new(), schema(columns)?, Arc::new(properties.build()))?;
    let mut group = writer.next_row_group()?;
    for column in columns {
        let Some(mut out) = group.next_column()? else { break };
        match &column.cells {
            Cells::Whole(cells) => {
                let (values, levels) = taken(cells, |cell| *cell);
                out.typed::<Int64Type>().write_batch(&values, Some(&levels), None)?;
            }
            Cells::Number(cells) => {
                let (values, levels) = taken(cells, |cell| *cell);
                out.typed::<DoubleType>().write_batch(&values, Some(&levels), None)?;
            }
            Cells::Truth(cells) => {
                let (values, levels) = taken(cells, |cell| *cell);
                out.typed::<BoolType>().write_batch(&values, Some(&levels), None)?;
            }
            Cells::Words(cells) => {
                let bytes = |cell: &Option<String>| cell.as_deref().map(ByteArray::from);
                let (values, levels) = taken(cells, bytes);
                out.typed::<ByteArrayType>().write_batch(&values, Some(&levels), None)?;
            }
        }
        out.close()?;
    }
    group.close()?;
    writer.into_inner()
}

/// The columns of a file that [`write`](write()) made, and what its footer says.
///
/// # Errors
/// Where the bytes are no Parquet file, or one with other kinds of columns.
pub fn read(bytes: Vec<u8>) -> Result<(Vec<Column>, About)> {
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes))?;
    let metadata = reader.metadata().file_metadata();
    let about = metadata.key_value_metadata().into_iter().flatten();
    let about = about.map(|pair| (pair.key.clone(), pair.value.clone().unwrap_or_default()));
    let about = about.collect();
    let names: Vec<String> =
        metadata.schema_descr().columns().iter().map(|column| column.name().to_owned()).collect();
    let mut columns = Vec::with_capacity(names.len());
    for (at, name) in names.into_iter().enumerate() {
        let mut cells = None;
        for group in 0..reader.num_row_groups() {
            let rows = usize::try_from(reader.metadata().row_group(group).num_rows());
            let rows = rows.map_err(|error| ParquetError::General(error.to_string()))?;
            let column = reader.get_row_group(group)?.get_column_reader(at)?;
            let next = cells_of(column, rows)?;
            cells = Some(match cells {
                None => next,
                Some(cells) => joined(cells, next)?,
            });
        }
        let cells = cells.unwrap_or_else(|| Cells::Whole(Vec::new()));
        columns.push(Column { name, cells });
    }
    Ok((columns, about))
}

fn schema(columns: &[Column]) -> Result<TypePtr> {
    let mut fields = Vec::with_capacity(columns.len());
    for column in columns {
        let words = matches!(column.cells, Cells::Words(_)).then_some(LogicalType::String);
        let field = Type::primitive_type_builder(&column.name, column.cells.physical())
            .with_repetition(Repetition::OPTIONAL)
            .with_logical_type(words);
        fields.push(Arc::new(field.build()?));
    }
    Ok(Arc::new(Type::group_type_builder("draws").with_fields(fields).build()?))
}

/// The cells that are not empty, and for every row whether it has one: 1, else 0.
fn taken<T, V>(cells: &[T], value: impl Fn(&T) -> Option<V>) -> (Vec<V>, Vec<i16>) {
    let levels = cells.iter().map(|cell| i16::from(value(cell).is_some())).collect();
    (cells.iter().filter_map(value).collect(), levels)
}

fn cells_of(column: ColumnReader, rows: usize) -> Result<Cells> {
    match column {
        ColumnReader::Int64ColumnReader(_) => {
            spread::<Int64Type, _>(column, rows, Ok).map(Cells::Whole)
        }
        ColumnReader::DoubleColumnReader(_) => {
            spread::<DoubleType, _>(column, rows, Ok).map(Cells::Number)
        }
        ColumnReader::BoolColumnReader(_) => {
            spread::<BoolType, _>(column, rows, Ok).map(Cells::Truth)
        }
        ColumnReader::ByteArrayColumnReader(_) => {
            let text = |bytes: ByteArray| bytes.as_utf8().map(str::to_owned);
            spread::<ByteArrayType, _>(column, rows, text).map(Cells::Words)
        }
        _ => Err(ParquetError::General("a column of another kind".to_owned())),
    }
}

/// All rows of a column, the empty cells among them.
fn spread<T: DataType, V>(
    column: ColumnReader,
    rows: usize,
    value: impl Fn(T::T) -> Result<V>,
) -> Result<Vec<Option<V>>> {
    let mut reader = get_typed_column_reader::<T>(column);
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    while levels.len() < rows {
        let (read, ..) =
            reader.read_records(rows - levels.len(), Some(&mut levels), None, &mut values)?;
        if read == 0 {
            return Err(ParquetError::General("a column is cut short".to_owned()));
        }
    }
    let mut values = values.into_iter();
    let cell = |level: &i16| match level {
        0 => Ok(None),
        _ => match values.next() {
            Some(found) => value(found).map(Some),
            None => Err(ParquetError::General("a column is cut short".to_owned())),
        },
    };
    levels.iter().map(cell).collect()
}

fn joined(cells: Cells, next: Cells) -> Result<Cells> {
    Ok(match (cells, next) {
        (Cells::Whole(cells), Cells::Whole(next)) => Cells::Whole([cells, next].concat()),
        (Cells::Number(cells), Cells::Number(next)) => Cells::Number([cells, next].concat()),
        (Cells::Truth(cells), Cells::Truth(next)) => Cells::Truth([cells, next].concat()),
        (Cells::Words(cells), Cells::Words(next)) => Cells::Words([cells, next].concat()),
        _ => return Err(ParquetError::General("a column changes its kind".to_owned())),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

    use super::*;

    fn columns() -> Vec<Column> {
        let column = |name: &str, cells| Column { name: name.to_owned(), cells };
        let words = |text: &str| Some(text.to_owned());
        vec![
            column("draw", Cells::Whole((0..4).map(Some).collect())),
            column("value.fair.a", Cells::Number(vec![Some(0.1), None, Some(-0.0), Some(1e300)])),
            column("menu.all or nothing", Cells::Truth(vec![Some(true), None, None, Some(false)])),
            column("fair", Cells::Words(vec![words("x=yes"), words("日本"), None, words("")])),
        ]
    }

    #[test]
    fn what_is_written_is_read_again() {
        let about = vec![("zopa.plan".to_owned(), "{\"draws\":4}".to_owned())];
        let bytes = write(&columns(), &about).unwrap();
        let (read, words) = read(bytes).unwrap();
        assert_eq!(read, columns());
        assert!(about.iter().all(|pair| words.contains(pair)), "{words:?}");
    }

    #[test]
    fn the_same_columns_give_the_same_bytes() {
        assert_eq!(write(&columns(), &[]).unwrap(), write(&columns(), &[]).unwrap());
    }

    #[test]
    fn a_table_without_rows_is_a_file_too() {
        let none: Vec<Column> = columns()
            .into_iter()
            .map(|column| Column { cells: Cells::Number(Vec::new()), ..column })
            .collect();
        let (read, _) = read(write(&none, &[]).unwrap()).unwrap();
        assert!(read.iter().all(|column| column.cells.is_empty()));
        assert_eq!(read.len(), 4);
    }

    #[test]
    fn columns_of_different_lengths_and_other_bytes_are_refused() {
        let mut odd = columns();
        odd[0].cells = Cells::Whole(vec![Some(1)]);
        assert!(write(&odd, &[]).is_err());
        assert!(read(b"PAR1".to_vec()).is_err());
        let bytes = write(&columns(), &[]).unwrap();
        assert!(read(bytes[..bytes.len() - 9].to_vec()).is_err());
    }
}
