//! The folder of a run: planning it, making its parts, putting them together.

use crate::draws;
use crate::manifest::{Manifest, Shape, digest};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use zopa::study::{Plan, Sampler, Table};
use zopa_formats::columns;

const MANIFEST: &str = "manifest.json";
const SCENARIO: &str = "scenario.toml";
/// At the end of the names of files that are being written.
const UNFINISHED: &str = ".part";

/// A run in its folder.
#[derive(Clone, Debug)]
pub struct Run {
    folder: PathBuf,
    /// What it is to do.
    pub manifest: Manifest,
    /// The text of the scenario.
    pub scenario: String,
}

/// What became of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// It was made now.
    Now,
    /// It had been finished before.
    Before,
    /// It was stopped before its end, and is not there.
    Stopped,
}

/// Why a run cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// A file cannot be read or written.
    #[error("cannot {what} `{}`: {error}", path.display())]
    File {
        /// `read`, `write`..
        what: &'static str,
        /// Which file.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The folder holds no run.
    #[error("`{}` holds no planned study: there is no {MANIFEST} in it", .0.display())]
    NotARun(PathBuf),
    /// The manifest or the scenario of the run is damaged.
    #[error("the run in `{}` is damaged: {why}", path.display())]
    Broken {
        /// The folder.
        path: PathBuf,
        /// How.
        why: String,
    },
    /// The folder holds a run that does something else.
    #[error("`{}` holds another study: {why}", path.display())]
    Other {
        /// The folder.
        path: PathBuf,
        /// What is otherwise.
        why: String,
    },
    /// There is no such part.
    #[error("there is no shard {shard}: the run has {shards}, numbered from 0")]
    NoShard {
        /// Which was asked for.
        shard: u64,
        /// How many there are.
        shards: u64,
    },
    /// A part's file is not as it was written, or belongs elsewhere.
    #[error("`{}` cannot be used: {why}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// Parts are missing.
    #[error("{} of {shards} shards are not finished: {}", missing.len(), listed(missing))]
    Missing {
        /// Their numbers, ascending.
        missing: Vec<u64>,
        /// How many there are.
        shards: u64,
    },
}

impl RunError {
    /// What helps, where something does.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::File { error, .. } if error.kind() == io::ErrorKind::StorageFull => {
                Some("what is finished is kept: make room, and the same command goes on from there")
            }
            Self::File { .. } | Self::NoShard { .. } => None,
            Self::NotARun(_) => Some("`zopa study plan FILE --out FOLDER` plans one"),
            Self::Broken { .. } => Some("plan the study again in another folder"),
            Self::Other { .. } => Some("name another folder, or ask for the same study"),
            Self::Damaged { .. } => {
                Some("delete the file and make its shard again with `zopa study run FOLDER`")
            }
            Self::Missing { .. } => Some("`zopa study run FOLDER` makes those that are missing"),
        }
    }
}

impl Run {
    /// Plans a run in a folder, which is made where it is not there. A folder that holds the same run
    /// already is taken as it is.
    ///
    /// # Errors
    /// Where the folder holds another run, or cannot be written.
    pub fn plan(
        folder: &Path,
        (title, scenario): (&str, &str),
        plan: Plan,
        shape: Shape,
    ) -> Result<Self, RunError> {
        let manifest = Manifest::new((title, scenario), plan, shape);
        let run = Self { folder: folder.to_owned(), manifest, scenario: scenario.to_owned() };
        if folder.join(MANIFEST).exists() {
            let there = Self::read(folder)?;
            return match there.manifest.clash(&run.manifest) {
                Some(why) => Err(RunError::Other { path: folder.to_owned(), why }),
                None => Ok(run),
            };
        }
        fs::create_dir_all(folder).map_err(failed("make", folder))?;
        // The manifest is last: a folder that has one has everything.
        run.write(SCENARIO, scenario.as_bytes())?;
        let mut text = serde_json::to_vec_pretty(&run.manifest).unwrap_or_default();
        text.push(b'\n');
        run.write(MANIFEST, &text)?;
        Ok(run)
    }

    /// The run of a folder.
    ///
    /// # Errors
    /// Where there is none, it is damaged, or another version planned it.
    pub fn open(folder: &Path) -> Result<Self, RunError> {
        let run = Self::read(folder)?;
        let own = Manifest { zopa: env!("CARGO_PKG_VERSION").to_owned(), ..run.manifest.clone() };
        match run.manifest.clash(&own) {
            Some(why) => Err(RunError::Other { path: folder.to_owned(), why }),
            None => Ok(run),
        }
    }

    fn read(folder: &Path) -> Result<Self, RunError> {
        let path = folder.join(MANIFEST);
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(RunError::NotARun(folder.to_owned()));
            }
            text => text.map_err(failed("read", &path))?,
        };
        let broken = |why: String| RunError::Broken { path: folder.to_owned(), why };
        let manifest: Manifest =
            serde_json::from_str(&text).map_err(|error| broken(format!("{MANIFEST}: {error}")))?;
        if !manifest.shape.shard_draws.is_power_of_two() || manifest.plan.draws == 0 {
            return Err(broken(format!("{MANIFEST} cuts the draws into no shards")));
        }
        let path = folder.join(SCENARIO);
        let scenario = fs::read_to_string(&path).map_err(failed("read", &path))?;
        if zopa::sha256(&scenario) != manifest.scenario_sha256 {
            return Err(broken(format!("{SCENARIO} is not the one that was planned with")));
        }
        Ok(Self { folder: folder.to_owned(), manifest, scenario })
    }

    /// The folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes a part unless it is there. `go_on` is told how many of its draws are done and may end it; what
    /// is not whole is not kept.
    ///
    /// # Errors
    /// Where there is no such part, or its file cannot be written.
    pub fn make(
        &self,
        shard: u64,
        sampler: &Sampler<'_>,
        go_on: &(dyn Fn(u64) -> bool + Sync),
    ) -> Result<Made, RunError> {
        let shards = self.manifest.shards();
        if shard >= shards {
            return Err(RunError::NoShard { shard, shards });
        }
        if self.file(shard)?.is_some() {
            return Ok(Made::Before);
        }
        let range = self.manifest.range(shard);
        let table = sampler.table(range.clone(), go_on);
        if (table.len() as u64) < range.end - range.start {
            return Ok(Made::Stopped);
        }
        let inputs = self.manifest.shape.inputs;
        let (columns, about) = draws::columns(&table, sampler, inputs, &self.manifest.id());
        let bytes = columns::write(&columns, &about);
        let bytes = bytes.map_err(|error| RunError::Broken {
            path: self.folder.clone(),
            why: error.to_string(),
        })?;
        self.write(&format!("{}{}.parquet", prefix(shard), digest(&bytes)), &bytes)?;
        Ok(Made::Now)
    }

    /// The parts that are not finished, ascending.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn missing(&self) -> Result<Vec<u64>, RunError> {
        let names = self.names()?;
        let there: BTreeSet<u64> = names.iter().filter_map(|name| shard_of(name)).collect();
        Ok((0..self.manifest.shards()).filter(|shard| !there.contains(shard)).collect())
    }

    /// The name of a part's file; `None` where it is not finished.
    ///
    /// # Errors
    /// Where the folder cannot be read.
    pub fn file(&self, shard: u64) -> Result<Option<String>, RunError> {
        Ok(self.names()?.into_iter().find(|name| shard_of(name) == Some(shard)))
    }

    /// All draws, from all parts.
    ///
    /// # Errors
    /// Where parts are missing, or one is damaged or belongs to another run.
    pub fn reduce(&self, sampler: &Sampler<'_>) -> Result<Table, RunError> {
        let missing = self.missing()?;
        if !missing.is_empty() {
            return Err(RunError::Missing { missing, shards: self.manifest.shards() });
        }
        self.first(self.manifest.shards(), sampler)
    }

    /// The draws of the parts before the first that is missing.
    ///
    /// # Errors
    /// Where one of them is damaged or belongs to another run.
    pub fn finished(&self, sampler: &Sampler<'_>) -> Result<Table, RunError> {
        let missing = self.missing()?;
        self.first(missing.first().copied().unwrap_or(self.manifest.shards()), sampler)
    }

    fn first(&self, shards: u64, sampler: &Sampler<'_>) -> Result<Table, RunError> {
        let mut all = Table::new(sampler.model, sampler.model.listed(), 0);
        for shard in 0..shards {
            all.append(self.part(shard, sampler)?);
        }
        Ok(all)
    }

    /// The draws of a part.
    fn part(&self, shard: u64, sampler: &Sampler<'_>) -> Result<Table, RunError> {
        let files = self.files(shard)?;
        let [path] = files.as_slice() else {
            let path = files.last().cloned().unwrap_or_else(|| self.folder.clone());
            let why = format!("shard {shard} has {} files, of which one is right", files.len());
            return Err(RunError::Damaged { path, why });
        };
        let damaged = |why: String| RunError::Damaged { path: path.clone(), why };
        let bytes = fs::read(path).map_err(failed("read", path))?;
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name != format!("{}{}.parquet", prefix(shard), digest(&bytes)) {
            return Err(damaged("it was altered or cut short after it was written".to_owned()));
        }
        let (columns, about) = columns::read(bytes).map_err(|error| damaged(error.to_string()))?;
        let table = draws::table(columns, &about, sampler, &self.manifest.id()).map_err(damaged)?;
        let range = self.manifest.range(shard);
        if table.first != range.start || table.len() as u64 != range.end - range.start {
            return Err(damaged("it holds other draws than its name says".to_owned()));
        }
        Ok(table)
    }

    /// The files of a part: one where it is finished.
    fn files(&self, shard: u64) -> Result<Vec<PathBuf>, RunError> {
        let names = self.names()?.into_iter().filter(|name| shard_of(name) == Some(shard));
        Ok(names.map(|name| self.folder.join(name)).collect())
    }

    /// Names in the folder, in order.
    fn names(&self) -> Result<Vec<String>, RunError> {
        let entries = fs::read_dir(&self.folder).map_err(failed("read", &self.folder))?;
        let names = entries.map(|entry| entry.map(|entry| entry.file_name()));
        let names = names.collect::<io::Result<Vec<_>>>().map_err(failed("read", &self.folder))?;
        let mut names: Vec<String> =
            names.into_iter().filter_map(|name| name.into_string().ok()).collect();
        names.sort();
        Ok(names)
    }

    /// Writes a file beside its place and renames it, so that it is there whole or not at all.
    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), RunError> {
        let path = self.folder.join(name);
        let (beside, mut file) = self.beside(name).map_err(failed("write", &path))?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        let written = written.and_then(|()| fs::rename(&beside, &path));
        if written.is_err() {
            // What could not be finished is in nobody's way; that it cannot be removed changes nothing.
            let _ = fs::remove_file(&beside);
        }
        written.map_err(failed("write", &path))
    }

    /// A new file that is nobody else's: another thread may write the same part at the same time, and so may
    /// a process of the same number on another machine.
    fn beside(&self, name: &str) -> io::Result<(PathBuf, File)> {
        static OPENED: AtomicU64 = AtomicU64::new(0);
        loop {
            let number = OPENED.fetch_add(1, Ordering::Relaxed);
            let own = format!(".{name}.{}-{number}{UNFINISHED}", std::process::id());
            let path = self.folder.join(own);
            match File::options().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                opened => return opened.map(|file| (path, file)),
            }
        }
    }
}

/// How the names of a part's files begin.
fn prefix(shard: u64) -> String {
    format!("draws-{shard:06}-")
}

/// The part to which a file belongs, by its name.
fn shard_of(name: &str) -> Option<u64> {
    let (shard, _) = name.strip_prefix("draws-")?.strip_suffix(".parquet")?.split_once('-')?;
    shard.parse().ok()
}

fn failed(what: &'static str, path: &Path) -> impl Fn(io::Error) -> RunError {
    let path = path.to_owned();
    move |error| RunError::File { what, path: path.clone(), error }
}

/// The first few of many numbers.
fn listed(numbers: &[u64]) -> String {
    const SHOWN: usize = 12;
    let mut shown: Vec<String> = numbers.iter().take(SHOWN).map(u64::to_string).collect();
    if numbers.len() > SHOWN {
        shown.push("..".to_owned());
    }
    shown.join(", ")
}
