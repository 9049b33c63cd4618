//! Where the room's file and the configuration are when nobody says. Must not know what is in them.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use etcetera::base_strategy::{BaseStrategy, Xdg};

use crate::domain::failure::Failure;

/// `room.db` in churnroom's folder of the XDG data directory.
pub fn default_room() -> Result<PathBuf, Failure> {
    Ok(xdg()?.data_dir().join("churnroom").join("room.db"))
}

/// `config.toml` in churnroom's folder of the XDG configuration directory.
pub fn config_file() -> Result<PathBuf, Failure> {
    Ok(xdg()?.config_dir().join("churnroom").join("config.toml"))
}

fn xdg() -> Result<Xdg, Failure> {
    Xdg::new().map_err(|error| {
        Failure::failed(format!("the home folder could not be found: {error}"))
            .hint("set HOME, or name the room's file with --db FILE")
    })
}

/// Makes the default room's folder, which nobody else may look into.
pub fn make_folder(room: &Path) -> Result<(), Failure> {
    let Some(folder) = room.parent() else {
        return Ok(());
    };
    if folder.is_dir() {
        return Ok(());
    }
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| {
        Failure::failed(format!(
            "the folder {} for the room could not be made: {error}",
            folder.display()
        ))
        .hint("name a file you can write with --db FILE")
    })
}
