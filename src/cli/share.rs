//! `churnroom share --group G`: lets a group of this computer open the room, through the rights of its
//! folder and files. Must not know what is in the room.

use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::output::Shown;
use super::session::Session;
use crate::domain::failure::Failure;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The group, by name or number
    #[arg(long, value_name = "GROUP")]
    group: String,
}

/// Runs it: the folder becomes setgid and open to the group, the files 0660.
pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    session.store()?;
    let room = session.db.clone();
    let gid = group(&args.group)?;
    let folder = match room.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    own_folder(&folder)?;
    give(&folder, gid, 0o2770)?;
    for suffix in ["", "-wal", "-shm"] {
        let mut name = room.clone().into_os_string();
        name.push(suffix);
        let file = PathBuf::from(name);
        if file.exists() {
            give(&file, gid, 0o660)?;
        }
    }
    let (file, group) = (room.display().to_string(), &args.group);
    Ok(Shown::value(json!({"file": file, "group": group}))
        .line(format!("the group {group} can open {file}")))
}

/// A folder that others use as well must not change its rights for one room.
fn own_folder(folder: &Path) -> Result<(), Failure> {
    let meta = fs::metadata(folder)
        .map_err(|error| Failure::failed(format!("looking at {}: {error}", folder.display())))?;
    let home = etcetera::home_dir().ok();
    let mine = meta.uid() == rustix::process::getuid().as_raw();
    let sticky = meta.mode() & 0o1000 != 0;
    if !mine || sticky || home.is_some_and(|home| home == folder) {
        return Err(Failure::failed(format!(
            "the room lies in {}, which cannot be given to a group",
            folder.display()
        ))
        .hint("put the room into a folder of its own and name it with --db"));
    }
    Ok(())
}

fn give(path: &Path, gid: u32, mode: u32) -> Result<(), Failure> {
    let done = chown(path, None, Some(gid))
        .and_then(|()| fs::set_permissions(path, Permissions::from_mode(mode)));
    done.map_err(|error| {
        Failure::failed(format!("giving {} to the group: {error}", path.display()))
            .hint("you must own the file and be in the group")
    })
}

/// The number of a group, from the computer's list of groups.
fn group(name: &str) -> Result<u32, Failure> {
    if let Ok(number) = name.parse() {
        return Ok(number);
    }
    let list = fs::read_to_string("/etc/group").unwrap_or_default();
    let found = list.lines().find_map(|line| {
        let mut parts = line.split(':');
        (parts.next()? == name).then(|| parts.nth(1)?.parse().ok())?
    });
    found.ok_or_else(|| {
        Failure::usage(format!("there is no group `{name}` on this computer"))
            .hint("see `getent group`; a group can be given by its number as well")
    })
}
